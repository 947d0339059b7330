extension ManifestReference {
    static let english = #"""
        # Connector manifests

        [Tiếng Việt](manifest.vi.md)

        A *manifest* says what a register can supply, from which key, and where each concept stands in its replies. It is all a register of a
        known transport needs: no code, no release. This page is made from what the reader takes, by `onceonly connector reference --language en`.

        ```
        Connectors/<id>/manifest.yaml     the mapping
        Connectors/<id>/cases.yaml        what it must make of the samples
        Connectors/<id>/samples/…         replies with made-up people
        Connectors/grants.yaml            which purpose may read which concepts of it, by what right: without a grant nothing is asked
        ```

        *Concepts* (`full_name`), *kinds* of subjects (`person`, `parcel`), their keys, *relations* that lead from one to another (`spouse`) and code
        lists are the words of `FormSchemas/vocabulary`: look there for what a value is called. What the vocabulary has no word for is not mapped;
        a new concept is an entry there. Everything in a manifest is written in these words; only paths and codes are the register's.

        ## From an unseen register to a manifest

        1. `onceonly connector new land2 --sample reply.json --about parcel --key parcel_id --legal-basis "…"` drafts one from a reply, a CSV
           file or a table (`--database`, `--table`). What is like a concept in name and value is bound; what is unsure is a comment with its reason.
           Columns that hold bytes are left out.
           The sample it keeps has every value replaced.
        2. Decide what only you can know: address and sign-in, the request, `notFound`, `recordedAt`, `authority`, and what stands there as a comment.
        3. `onceonly connector try land2 --sample reply.json` shows for every mapping its path, where it led, what stood there, and the value or why
           there is none. With `--key @key.txt` it asks the register itself. Values are masked unless `--show-values` is given.
        4. When the mapping stands, make its sample again, `onceonly connector redact reply.json --connector land2 > Connectors/land2/samples/parcel.json`:
           words your paths and conditions compare with stay now, codes become codes of their lists. Write into `cases.yaml` what must be read from it.
        5. `onceonly lint` checks it against the vocabulary and its own samples. Every code: [lint.md](lint.md).
        6. Grant it in `Connectors/grants.yaml`; `onceonly coverage FORM` then shows which blanks it fills.
        7. `onceonly connector record land2.parcel --keys keys.txt` keeps real replies with every value replaced; `onceonly connector replay recordings`
           reads them again whenever the manifest changes; `prefill --replay recordings` fills forms from them offline.
        8. `onceonly connector check` tells for every register whether it is configured, reachable, answering, and how long it took, and why
           not. One without a case that has a key is only connected to. A reply that does not carry the key it was asked by is no answer, here and in `try`.

        ## How a register is asked

        A key is put where the request says `{personal_id_number}` (path, headers, body; escaped for its place), `:personal_id_number` (SQL; bound, never
        put into the text) or which `column` holds it (tables; compared as keys, so spaces do not matter). Every key of `key` has to be
        used. An `operation` is one question; a register that answers by several keys has several operations. Without `method` it is GET; SOAP is POST with
        `action` and `body`. Failed calls are repeated within the deadline, except what the register answered itself; one that answered 429 or 503 with
        `Retry-After`, not before that moment, an hour at the most.

        ### Several subjects in one call

        Where a register takes a list of keys, `batch` says so (`sql` and `json`, for operations of one key): `size` is how many it takes at the most, `request` the
        same question with the list in place of the key. In SQL that is `in (:parcel_id)`; in a JSON body `{personal_id_number}` without quotes is a JSON array, in
        a path the keys stand with commas between. Rows of one form are then asked about together, if the same is asked of each:

        {{batch}}

        The reply is read by the rules for one subject: each record belongs to the subject whose key `identifies` finds in it, in whatever order they come. `record`
        has to find several (under `batch`, if they stand elsewhere than in a reply about one). A subject without a record is absent, unless a record had no
        readable key (then it is unreadable) or a stranger's (wrong subject; thrown away and counted): with `many: list` or `firstBy` that holds for all of them. `notFound`
        counts by `at` where no record stands; a status does not say which of them are missing, and is a failure. What befalls the call befalls every subject in
        it, and `quota` and `concurrency` count it as one. Where one of them may be why it was refused, halves are asked about again, 4·log₂ of their number times at the most. Kept answers and questions already on their way are not asked again. `connector try`, `check` and
        `record` ask about one subject at a time, and so do recordings that are replayed.

        A batch query in SQL is a text of its own: no `not in`, no `limit` around its list (C018). Lint asks it about all subjects that `cases.yaml` names of one
        sample together (C016), and wants at least two of them found (C019).

        ## How a reply is read

        1. **Judge.** `refusedWhen`, then `notFound` are looked at first, by HTTP `status` or by what stands `at` a path from the document (`is` one of these
           values; without `is`: that anything stands there). 401 and 403 are refusals by themselves; any other status that no rule names, a 404 too, and a
           SOAP fault are failures, never absence. Redirects are not followed.
        2. **Records.** `record` says where records stand (rows of SQL and tables: `rows`). A document in which none stands is unreadable, so that no
           error page reads as "no such person"; one that names the record and says null holds none, and an empty list does where a rule says so:
           `notFound: {at: "$[?length(@) == 0]"}`. Several: `many: reject` (an error, the default), `list`, or `{firstBy: <FEEL>}` over `read.<member>`:
           the first for which it is true, as in `{firstBy: 'read.kind = "head office"'}`. `invalidWhen` is about the record;
           with `is`, the record has to say it: one with nothing there is unreadable.
        3. **Identity.** `identifies` is the record's own key, one path or, for several keys, a mapping of concept to path. A reply about somebody else is
           thrown away; an operation without it cannot be used.
        4. **Values.** Each entry of `supplies` reads `at` a path, from `parts`, or computes a `value`. From the text that stands there to ours, in this order:
           `list: {separator: ";"}` cuts it; `codes` maps the register's codes (`none`: the register says there is none; `unknown`: not recorded; with a
           mapping, a code outside of it is unreadable; the name of a list says the codes are ours already); `format` reads days; then the concept's type
           checks it. Numbers are written with a point, in the unit of the vocabulary; another unit is computed: `{value: number(read.ha) * 10000, read: {ha: $.area}}`.
        5. **None, unknown, unreadable** are three things. Nothing there, an empty text, JSON null, `xsi:nil` and a code for `unknown` are *not recorded*; with
           `complete: true` nothing there is *none*. An object where one text is read, an array the path does not know of, several texts that differ for a
           concept that has one: *unreadable*, and the field is asked with that reason. A wrong value is worse than an empty one. So are, in rows, a column
           that is missing and a cell of bytes (BLOB, `bytea`, a text with a zero byte in it): what is read from them, and nothing else. Where they are the key, `identifies` or
           part of `notFound`, `refusedWhen`, `invalidWhen`, `recordedAt` or `firstBy`, the whole reply is unreadable; a query that names a missing column fails.
        6. **Doubt.** `invalidWhen` of one entry of `supplies`, or of one of its `parts`, says when that value must not be used, such as while it is under
           investigation: the field is asked with the reason `invalid`, all others are filled. `at` starts from the record (under `opens`, from the element).
           Without `is` anything that stands there counts, so a mark that only sometimes stands is told by its path; with `is` the record has to say it, and a
           value of which nothing is said is not used. A marked part spoils the whole. A sample has to show where the mark stands (C006).
        7. **What text may hold.** Spaces and line ends at its ends are cut off, letters and their marks are composed (NFC), all else stays as it is. A text with
           control characters (other than tab and line ends) or marks that turn the direction of writing, and one of more than 4000 characters, is unreadable.
           So is a number of more than 34 digits, or that written out has more than 34 before its point or 34 zeros behind it (`1e6000`): nothing is rounded.
           What an applicant types is held to the same, and refused with the reason.

        ### Paths

        | transport | paths | `record` | in `supplies` |
        |---|---|---|---|
        | `json` | JSONPath, RFC 9535 | from the document, `$.data` | from the record: `$.name.vi`, `$['odd name']`, `$.a[?@.kind=='x'].v` |
        | `xml` | XPath 1.0 with the prefixes of `namespaces` | from the document, `/s:Envelope/s:Body/c:Reply/c:Person` | from the record: `c:Name`, `@id`, `c:Id[@type='x']` |
        | `sql`, `table` | names of columns | `rows` | `full_name` |

        One element of an array is picked by a filter, by type or validity: `$.addresses[?@.type=='head'].street`, `c:Marriage[not(c:Dissolved)]/c:Date`. Quote
        paths with `[`, `*`, `@`, `{`, `#` or a colon and a space. In XML an element of a namespace has a prefix in the path, whatever the reply calls it.

        ### Days

        `format` is made of `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `S` (a fraction of a second, any length), `XXX` (a zone, `Z` or `+07:00`), quoted text and
        signs as they stand; without it days are `yyyy-MM-dd`. `2026-03-01T08:00:00+07:00` is `"yyyy-MM-dd'T'HH:mm:ssXXX"`. With `partial: true` month or day
        may be `00` or missing: `00/00/1950` is the year 1950.

        What has happened cannot lie in the future: a record whose `recordedAt` is later than the day it is read on is not used, and of a concept that says
        `notFuture: true` in the vocabulary (a birth, the issue of a card; of a composite, such a part) a later day is unreadable, whatever the register is
        right about besides. A year or a month that may still be meant of days that have come is believed. `connector try` tells; `--as-of` says which day it is.

        ### Composites, computed values, relations

        - An address or an identity paper names its `parts`, each read like a value of its own; parts that are not recorded are left out. The names of the parts
          are those of the concept in the vocabulary.
        - `value` is FEEL over `read.<name>`, with the paths under `read`; what it reads and is not there is unknown. Its `null` means that *the register says
          there is none*, and is filled as such. Of what is in doubt say so by `invalidWhen`, never by `null`; of what is not recorded, by a word that `codes`
          maps: `{value: 'if read.state = "?" then "?" else read.v', read: {state: $.state, v: $.v}, codes: {"?": unknown}}`.
        - `opens` leads to other subjects: the relation's name, `kind`, the `key` of each (paths from the element), `list` where there are many, and under
          `supplies` what the list itself says of each. `complete: true` where nobody can be missing from it. An XML list stands in an element of its own,
          `list: c:Children/c:Child`: only then an empty list, one that was not sent, and one whose elements have another name now (unreadable, never
          empty) can be told apart.
        - `verifies` is for what a register only confirms, beside `key` and in an operation of its own: the typed value goes into the request like a key
          (days by `format`), `at` is where the answer stands, `yes` and `no` are the register's words. Neither is no answer. How values are compared is the
          register's to say; ours are sent composed (NFC) and without spaces at their ends. A grant needs `verifies`; `reads` does not cover it.
        - A concept with `many` in the vocabulary takes all values a path finds.

        ### Who decides, and how long

        `authority` ranks registers that hold one concept: 1 decides, 5 where none is given; two of one rank are an error. `freshFor: P6M` is how long after
        `recordedAt` a value may be used; `cacheFor: 10m` how long it may be kept for other dossiers. `timeout` (2s), `concurrency` (8 calls at once) and `quota`
        (no limit) protect the register. Whoever gives up before the quota leaves a call is told `held-back`, not that the register gave no answer: a single
        `prefill` after ten seconds, a line of `prefill --batch` after an hour, or after `--deadline`.

        ### Addresses and secrets

        Both are references, `${NAME}`, variables of the environment; a secret written out is an error (C009). With `ONCEONLY_HOSTS` set only hosts on that list
        are called; without it, a register with a secret must have its host from a variable. `networks` limits the addresses a name may resolve to, `trust` names
        root certificates (PEM) of the register's own. All of these are for `json` and `xml`; a key that the register's `kind` does not take is an error (C021).

        ## Worked examples

        ### JSON over HTTP

        The reply to `GET /companies/5300999014`:

        {{json_reply}}

        {{json}}

        Answers in pages ask again with what the reply says is `next`; they end where nothing stands there:

        {{page}}

        ### XML over HTTP, SOAP

        {{xml_reply}}

        {{xml}}

        ### Values that are empty for a reason, and values in doubt

        StUF writes beside an empty element why it is empty, in an attribute `noValue`: `geenWaarde` (there is none), `waardeOnbekend` (not recorded), or
        `nietGeautoriseerd`, `nietOndersteund`, `vastgesteldOnbekend` (nothing that can be used). An element with `xsi:nil` is nothing there, its attribute
        stands: the path takes both, `codes` says what the words mean, and `invalidWhen` refuses every other word, which might be taken for a name. This
        person has no passport, the name must not be used, the day of birth is under investigation:

        {{doubt_reply}}

        {{doubt}}

        Other registers write such words where the value stands: `codes: {"-/-": none, "nil": none, "00000000": unknown}`. In JSON a mark that always stands is
        `invalidWhen: {at: $.income.underInvestigation, is: ["true"]}`; one that stands only where there is something to say, `{at: $.income.doubt}`. In
        SQL and tables it is a column.

        ### SQL, SQLite or PostgreSQL

        `${LAND_DB}` is a file of SQLite or `postgresql://…`. The session may only read. A file is looked at before
        each look-up, links followed: one put in its place is read from then on (rename it there whole), and one that is gone is down.

        {{sql}}

        ### A table, CSV

        The first line names the columns. `encoding` is `utf-8` (the default), `utf-16`, `windows-1258` or `iso-8859-1`; `separator` a comma by default.
        The file is read again when it, or where its link leads, has changed.

        {{csv}}

        {{table}}

        ### Cases

        {{case}}

        ### A grant

        {{grant}}

        ## All keys

        Those in bold have to be there.

        {{keys}}
        """#
}
