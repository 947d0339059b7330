extension ManifestReference {
    /// `{{keys}}` stands for the tables of all keys. The four manifests in it are read by a test.
    static let prose = #"""
        # Connector manifests

        A *manifest* says what a register can supply, from which key, and where each concept stands in its replies. It is all a register of a
        known transport needs: no code, no release. This page is made from what the reader takes; `onceonly connector reference` prints it.

        ```
        Connectors/<id>/manifest.yaml     the mapping
        Connectors/<id>/cases.yaml        what it must make of the samples: checked by lint and by the tests
        Connectors/<id>/samples/…         replies with made-up people
        Connectors/grants.yaml            which purpose may read which concepts of it, by what right: without a grant nothing is asked
        ```

        ## From an unseen register to a manifest

        1. `onceonly connector new land2 --sample reply.json --about parcel --key parcel_id --legal-basis "…"` drafts one from a reply, a CSV
           file or a table (`--database`, `--table`). What is like a concept in name and value is bound; what is unsure is a comment with its reason.
        2. Decide what only you can know: address and sign-in, the request, `notFound`, `recordedAt`, `authority`.
        3. `onceonly connector try land2 --sample reply.json` shows for every mapping its path, where it led, what stood there, and the value or why
           there is none. With `--key @key.txt` it asks the register itself. Values are masked unless `--show-values` is given.
        4. `onceonly lint` checks it against the vocabulary and its own samples. Every code: [lint.md](lint.md).
        5. `onceonly connector record land2.parcel --keys keys.txt` keeps real replies with every value replaced; `onceonly connector replay recordings`
           reads them again whenever the manifest changes; `prefill --replay recordings` fills forms from them offline.
        6. `onceonly connector check` tells for every register whether it is configured, reachable, answering, and how long it took.

        ## How a reply is read

        1. **Judge.** `refusedWhen`, then `notFound` are looked at first, by HTTP `status` or by what stands `at` a path (`is` one of these values; without
           `is`: that anything stands there). 401 and 403 are refusals by themselves; any other status that no rule names, a 404 too, and a SOAP fault
           are failures, never absence. Redirects are not followed.
        2. **Records.** `record` says where records stand (rows of SQL and tables: `rows`). A document in which none stands is unreadable; one that names it
           and says null holds none. Several: `many: reject` (an error, the default), `list`, or `{firstBy: <FEEL>}` over `read.<member>`: the first for
           which it is true, as in `{firstBy: 'read.kind = "head office"'}`. `invalidWhen` is about the record.
        3. **Identity.** `identifies` is the record's own key, one path or a mapping of concept to path. A reply about somebody else is thrown away.
        4. **Values.** Each entry of `supplies` reads `at` a path, from `parts`, or computes a `value`. From the text that stands there to ours, in this order:
           `list: {separator: ";"}` cuts it; `codes` maps the register's codes (`none`: the register says there is none; `unknown`: not recorded; with a
           mapping, a code outside of it is unreadable; the name of a list says the codes are ours already); `format` reads days (`yyyy`, `MM`, `dd`, `HH`,
           `mm`, `ss`, quoted text; default `yyyy-MM-dd`; with `partial: true` month or day may be `00` or missing); then the concept's type checks it.
        5. **None, unknown, unreadable** are three things. Nothing there, JSON null, `xsi:nil` and a code for `unknown` are *not recorded*; with `complete: true`
           nothing there is *none*. An object where one text is read, an array the path does not know of, several texts that differ for a concept that has
           one: *unreadable*, and the field is asked with that reason. A wrong value is worse than an empty one.

        ### Paths

        | transport | paths | `record` | in `supplies` |
        |---|---|---|---|
        | `json` | JSONPath, RFC 9535 | from the document, `$.data` | from the record: `$.name.vi`, `$['odd name']`, `$.a[?@.kind=='x'].v` |
        | `xml` | XPath 1.0 with the prefixes of `namespaces` | from the document, `/s:Envelope/s:Body/c:Reply/c:Person` | from the record: `c:Name`, `@id`, `c:Id[@type='x']` |
        | `sql`, `table` | names of columns | `rows` | `full_name` |

        One element of an array is picked by a filter, by type or validity: `$.addresses[?@.type=='head'].street`, `c:Marriage[not(c:Dissolved)]/c:Date`. Quote
        paths with `[`, `*`, `@`, `{`, `#` or a colon and a space.

        ### Composites, computed values, relations

        - An address or an identity paper names its `parts`, each read like a value of its own; parts that are not recorded are left out.
        - `value` is FEEL over `read.<name>`, with the paths under `read`; what it reads and is not there is unknown.
        - `opens` leads to other subjects: `kind`, the `key` of each (paths from the element), `list` where there are many, and under `supplies` what the list
          itself says of each. `complete: true` where nobody can be missing from it.
        - A concept with `many` in the vocabulary takes all values a path finds.

        ### Who decides, and how long

        `authority` ranks registers that hold one concept, 1 decides; two of one rank are an error. `freshFor: P6M` is how long after `recordedAt` a value may be
        used; `cacheFor: 10m` how long it may be kept for other dossiers. `timeout`, `concurrency` and `quota` protect the register.

        ### Addresses and secrets

        Both are references, `${NAME}`, variables of the environment; a secret written out is an error (C009). With `ONCEONLY_HOSTS` set only hosts on that list
        are called; without it, a register with a secret must have its host from a variable. `networks` limits the addresses a name may resolve to, `trust` names
        root certificates (PEM) of the register's own.

        ## Worked examples

        ### JSON over HTTP

        The reply to `GET /companies/5300999014`:

        ```json
        {"id": "5300999014", "name": {"vi": "Công ty Hoa Ban"}, "opened": "14/08/2017", "status": "ACTIVE",
         "addresses": [{"type": "head", "street": "Tổ 9", "commune": "02647"}], "chief": {"personalId": "010090004567"}}
        ```

        ```yaml
        connector: companies
        title: {vi: Sổ doanh nghiệp, en: Companies}
        legalBasis: Luật Doanh nghiệp 59/2020/QH14
        transport:
          kind: json
          url: "${COMPANIES_URL}"
          oauth: {token: "${COMPANIES_TOKEN_URL}", client: "${COMPANIES_CLIENT}", secret: "${COMPANIES_SECRET}"}
          timeout: 2s
          quota: {calls: 100, per: 1m}
        operations:
          company:
            about: organisation
            key: [enterprise_code]
            request: {method: GET, path: "/companies/{enterprise_code}"}
            record: $
            identifies: $.id
            notFound: {status: 404}
            invalidWhen: {at: $.status, is: [REVOKED]}
            supplies:
              organisation_name: {at: $.name.vi, authority: 1}
              enterprise_registration_date: {at: $.opened, format: dd/MM/yyyy, authority: 1}
              head_office:
                parts:
                  street: {at: "$.addresses[?@.type=='head'].street"}
                  commune: {at: "$.addresses[?@.type=='head'].commune"}
                authority: 1
            opens:
              legal_representative: {kind: person, key: {personal_id_number: $.chief.personalId}}
        ```

        Answers in pages: `path: "/companies?after={page}"` and `pages: {next: $.next}`; they end where nothing stands at `next`.

        ### XML over HTTP, SOAP

        ```xml
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
          <c:FindResponse xmlns:c="urn:people"><c:Count>1</c:Count>
            <c:Person><c:Id>015194000123</c:Id><c:Name>Hoàng Thị Mai</c:Name><c:Born>19940000</c:Born><c:Sex>2</c:Sex></c:Person>
          </c:FindResponse></s:Body></s:Envelope>
        ```

        ```yaml
        connector: people
        title: {vi: Sổ dân cư, en: People}
        legalBasis: Luật Căn cước 26/2023/QH15
        transport:
          kind: xml
          url: "${PEOPLE_URL}"
          bearer: "${PEOPLE_TOKEN}"
          namespaces: {s: http://schemas.xmlsoap.org/soap/envelope/, c: "urn:people"}
        operations:
          person:
            about: person
            key: [personal_id_number]
            request:
              method: POST
              path: /soap
              action: urn:people/Find
              body: |
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:people"><s:Body>
                  <c:Find><c:Id>{personal_id_number}</c:Id></c:Find>
                </s:Body></s:Envelope>
            record: /s:Envelope/s:Body/c:FindResponse/c:Person
            identifies: c:Id
            notFound: {at: /s:Envelope/s:Body/c:FindResponse/c:Count, is: ["0"]}
            supplies:
              full_name: {at: c:Name, authority: 1}
              date_of_birth: {at: c:Born, format: yyyyMMdd, partial: true, authority: 1}
              gender: {at: c:Sex, codes: {"0": unknown, "1": "1", "2": "2"}, authority: 1}
        ```

        ### SQL, SQLite or PostgreSQL

        `${LAND_DB}` is a file of SQLite or `postgresql://…`. Keys are bound, never put into the text; the session may only read.

        ```yaml
        connector: parcels
        title: {vi: Sổ đất, en: Parcels}
        legalBasis: Luật Đất đai 31/2024/QH15
        transport: {kind: sql, database: "${LAND_DB}", timeout: 1s}
        operations:
          parcel:
            about: parcel
            key: [parcel_id]
            request: {query: "select id, area_m2, uses, serial from parcel where id = :parcel_id"}
            record: rows
            identifies: id
            supplies:
              parcel_area: {at: area_m2, authority: 1}
              certificate_serial: {at: serial, codes: {"-/-": none}, authority: 1}
        ```

        ### A table, CSV

        ```csv
        id;name;born
        015210000123;Lý Thị An;07/03/2010
        ```

        ```yaml
        connector: pupils
        title: {vi: Danh sách học sinh, en: Pupils}
        legalBasis: Thỏa thuận của thư viện và nhà trường
        transport: {kind: table, file: "${PUPILS_CSV}", encoding: utf-8, separator: ";"}
        operations:
          pupil:
            about: person
            key: [personal_id_number]
            request: {column: {personal_id_number: id}}
            record: rows
            identifies: id
            supplies:
              full_name: {at: name, authority: 2}
              date_of_birth: {at: born, format: dd/MM/yyyy, authority: 2}
        ```

        ### A case

        ```yaml
        - operation: company
          sample: samples/company.json
          key: {enterprise_code: "5300999014"}
          expects: {organisation_name: Công ty Hoa Ban, enterprise_registration_date: "2017-08-14"}
        ```

        ## All keys

        Those in bold have to be there.

        {{keys}}
        """#
}
