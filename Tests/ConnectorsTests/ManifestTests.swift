import Connectors
import Diagnostics
import Expressions
import Formats
import Testing
import Vocabulary

@Suite("Manifests of connectors")
struct ManifestTests {
    @Test("an operation of each transport", arguments: Transport.Kind.allCases)
    func transports(_ kind: Transport.Kind) throws {
        let (operation, places) = Around.operation(with: "", kind)
        #expect(places.isEmpty)
        let read = try #require(operation)
        #expect(read.about == .person && read.keys == ["personal_id_number"])
        #expect(read.identifies["personal_id_number"] != nil)
        #expect(read.record.many == .reject && read.record.path == nil)
    }

    @Test("what an operation cannot do without", arguments: [
        Fragment("key: [k]\nrequest: {path: \"/{k}\"}\nidentifies: $.k", "1:1 D005"),
        Fragment("about: persn\nkey: [k]\nrequest: {path: \"/{k}\"}\nidentifies: $.k", "1:8 D007"),
        Fragment("about: person\nrequest: {path: \"/{k}\"}\nidentifies: $.k", "1:1 D005"),
        Fragment("about: person\nkey: k\nrequest: {path: \"/{k}\"}\nidentifies: $.k", "2:6 D006"),
        Fragment("about: person\nkey: [k]\nidentifies: $.k", "1:1 D005"),
        Fragment("about: person\nkey: [k]\nrequest: {path: \"/{k}\"}", "0:-1 C001"),
        Fragment("about: person\nkey: [k]\nrequest: {path: /}\nidentifies: $.k", "0:-1 C004"),
        Fragment("about: person\nkey: [k, l]\nrequest: {path: \"/{k}\"}\nidentifies: {k: $.k}", "0:-1 C004"),
        Fragment("about: person\nkey: [k, l]\nrequest: {path: \"/{k}/{l}\"}\nidentifies: $.k", "0:-1 C001"),
        Fragment("about: person\nkey: [k]\nrequest: {path: \"/{kk}\"}\nidentifies: $.k", "0:-1 C004", "3:10 D004"),
        Fragment("about: person\nkey: [k]\nrequest: {path: \"/{k}/{nothing}\"}\nidentifies: $.k", "3:10 D004"),
        Fragment("about: person\nkey: [k]\nrequest: {path: \"/{k}\", headers: {X-Of: \"{who}\"}}\nidentifies: $.k", "3:10 D004"),
        Fragment("about: person\nkey: [k]\nrequest: {path: /, headers: {X-Of: \"{k}\"}}\nidentifies: $.k"),
        Fragment("about: person\nkey: [k]\nrequest: {method: POST, path: /, body: '{\"a\": {\"id\": \"{k}\"}}'}\nidentifies: $.k"),
        Fragment("about: person\nkey: [k]\nrequest: {method: FETCH, path: \"/{k}\"}\nidentifies: $.k", "3:19 D007"),
        Fragment("about: person\nkey: [k]\nrequest: {pth: \"/{k}\"}\nidentifies: $.k", "0:-1 C004", "3:11 D004"),
        Fragment("about: person\nkey: [k]\nrequest: {path: \"/{k}\"}\nidentifies: $.k\nsuplies: {}", "5:1 D004"),
    ])
    func needs(_ fragment: Fragment) {
        #expect(Around.operation(fragment.yaml, .json).places == fragment.expected)
    }

    @Test("a request has no key of another transport", arguments: [
        (Transport.Kind.json, "request: {path: \"/{k}\", query: x, column: {k: a}}\nidentifies: $.k", ["3:25 C021", "3:35 C021"]),
        (.xml, "request: {method: POST, path: /, body: \"<a>{k}</a>\", action: a, query: x}\nidentifies: c:k", ["3:65 C021"]),
        (.sql, "request: {query: \"select :k\", path: /, method: GET}\nidentifies: k\npages: {next: k}", ["3:31 C021", "3:40 C021", "5:1 C021"]),
        (.table, "request: {column: {k: k}, headers: {a: b}, body: x}\nidentifies: k", ["3:27 C021", "3:44 C021"]),
    ] as [(Transport.Kind, String, [String])])
    func otherKinds(_ kind: Transport.Kind, _ rest: String, _ expected: [String]) {
        let places = Around.operation("about: person\nkey: [k]\n" + rest, kind).places
        #expect(places.filter { $0.hasSuffix("C021") } == expected)
    }

    @Test("the key of a query is a whole parameter of it", arguments: [
        ("select * from p where id = :k", []), ("select * from p where id=:k and x = ':z' and y = \":w\"", []), ("select id::text from p where id = :k", []),
        ("select * from p where id = :kk", ["0:-1 C004", "3:10 D004"]), ("select * from p where id = ':k'", ["0:-1 C004"]), ("select * from p", ["0:-1 C004"]),
        ("select * from p where id = :k and at = :today", ["3:10 D004"]), ("select * from p /* of :k */", ["0:-1 C004"]),
        ("select \"a\"\"\u{301}:x\" from p where id = :k", []),
    ] as [(String, [String])])
    func queries(_ query: String, _ expected: [String]) {
        let quoted = "\"" + query.unicodeScalars.map { $0 == "\"" ? "\\\"" : String($0) }.joined() + "\""
        #expect(Around.operation("about: person\nkey: [k]\nrequest: {query: \(quoted)}\nidentifies: id", .sql).places == expected)
    }

    @Test("what is only confirmed goes into the request, and has a word for yes and another for no", arguments: [
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: Y, no: N}}"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: [Y, y], no: [N, n], format: dd/MM/yyyy, partial: true}}"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, no: N}}", "5:15 D005"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: Y}}", "5:15 D005"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {yes: Y, no: N}}", "5:15 D005"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: [Y, N], no: N}}", "5:42 D007"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: m, yes: Y, no: N}}", "5:20 C003"),
        Fragment("request: {path: \"/{k}\"}\nverifies: {n: {at: $.m, yes: Y, no: N}}", "0:-1 C004"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: Y, no: N}}\nopens: {}", "6:1 C010"),
        Fragment("request: {path: \"/{k}/{n}\"}\nverifies: {n: {at: $.m, yes: Y, no: N}}\npages: {next: $.n}", "0:-1 C004", "6:1 C020"),
    ])
    func confirmed(_ fragment: Fragment) throws {
        let (operation, places) = Around.operation("about: person\nkey: [k]\nidentifies: $.k\n" + fragment.yaml, .json)
        // A fault inside leaves its request without the one that reads it.
        #expect(places.filter { !$0.hasSuffix("4:10 D004") } == fragment.expected)
        guard fragment.expected.isEmpty else { return }
        #expect(try #require(operation).inputs == ["k", "n"] && operation?.supplies == [])
    }

    @Test("a table is read by us, and confirms nothing")
    func confirmedByTable() {
        let (_, places) = Around.operation("about: person\nkey: [k]\nrequest: {column: {k: id}}\nidentifies: id\nverifies: {n: {at: m, yes: Y, no: N}}", .table)
        #expect(places == ["5:11 D006"])
    }

    @Test("a batch asks the same with a list in place of its only key", arguments: [
        "{size: 2, request: {path: \"/?ids={k}\"}, record: \"$.a[*]\"}": [], "{size: 500, request: {path: /, body: '{\"ids\": {k}}'}, record: \"$..a\"}": [],
        "{size: 1, request: {path: \"/?ids={k}\"}, record: \"$.a[*]\"}": ["5:15 D007"], "{size: 501, request: {path: \"/?ids={k}\"}, record: \"$.a[*]\"}": ["5:15 D007"],
        "{request: {path: \"/?ids={k}\"}, record: \"$.a[*]\"}": ["5:8 D005"], "{size: 2, record: \"$.a[*]\"}": ["5:8 D005"],
        "{size: 2, request: {path: /}, record: \"$.a[*]\"}": ["5:1 C004"], "{size: 2, request: {path: \"/{k}/{l}\"}, record: \"$.a[*]\"}": ["5:27 D004"],
        "{size: 2, request: {path: /, headers: {X-Of: \"{k}\"}}, record: \"$.a[*]\"}": ["5:1 C013"],
        "{size: 2, request: {path: /, body: '{\"a\": \"{k}\"}'}, record: \"$.a[*]\"}": ["5:1 C013"],
        "{size: 2, request: {path: \"/?ids={k}\"}, record: \"$.a[\"}": ["5:61 C003"],
        "{size: 2, request: {path: \"/?ids={k}\"}}": ["5:1 C014"], "{size: 2, request: {path: \"/?ids={k}\"}, record: $.a.b}": ["5:1 C014"],
    ] as [String: [String]])
    func batches(_ batch: String, _ expected: [String]) {
        let (operation, places) = Around.operation("about: person\nkey: [k]\nrequest: {path: \"/{k}\"}\nidentifies: $.k\nbatch: \(batch)", .json)
        #expect(places == expected)
        #expect((operation?.batch != nil) == expected.isEmpty)
    }

    @Test("a list stands in brackets after the word in", arguments: [
        ("a in (:k)", "a in (:k_1, :k_2)"), ("a IN(\n:k ) and b::text <> ':k' -- :k", "a IN(\n:k_1, :k_2 ) and b::text <> ':k' -- :k"),
        ("a in (:k) or b in (:k) and c = :l", "a in (:k_1, :k_2) or b in (:k_1, :k_2) and c = :l"),
        ("a = :k", nil), ("a in (:k) or b = :k", nil), ("a in (1, :k)", nil), ("a in (:k, 1)", nil), ("begin (:k)", nil), ("a in (:kk)", nil), ("a in (':k')", nil),
        ("a = any(:k)", nil), ("", nil),
    ] as [(String, String?)])
    func lists(_ query: String, _ expected: String?) { #expect(NamedParameters.listed("k", 2, in: query) == expected) }

    @Test("what leaves some of a list out is told from what does so within each of them", arguments: [
        ("select a from t where a in (:k)", nil), ("select a from t where a NOT IN (:k)", "not in"), ("select a from t where a not /* never */ in\n(:k)", "not in"),
        ("select a from t where a in (:k) and b not in (:l)", nil), ("select a from t where b not in (select b from u where a in (:k))", nil),
        ("select a from t where a in (:k) limit 1", "limit"), ("select a from t where a in (:k) LIMIT 500", "limit"), ("select a from t where a in (:k) order by a offset 2", "offset"),
        ("select a from t where a in (:k) fetch first row only", "fetch"), ("select a from t where a in (:k) fetch\nNEXT 5 rows only", "fetch"),
        ("select a from (select a from t where a in (:k)) as s limit 3", "limit"), ("select a from t where a in (select a from u where b in (:k) limit 1)", "limit"),
        ("select a from t where a in (:k) and b = (select b from u where u.a = t.a limit 1)", nil), ("select a from t where a in (:k) union all (select a from u limit 1)", nil),
        ("select 'limit 1', \"limit\", fetch, offset from t where a in (:k) -- limit 1", nil), ("select a::limited from t where a in (:k) and b > :limit", nil),
        ("select a from t limit (select count(*) from u where a in (:k))", "limit"), ("select a) from t where a in (:k)) limit 1", "limit"), ("", nil),
    ] as [(String, String?)])
    func exclusions(_ query: String, _ expected: String?) { #expect(NamedParameters.exclusion(of: "k", in: query) == expected) }

    @Test("columns of a table are those of the key", arguments: [("{k: id}", []), ("{l: id}", ["0:-1 C004", "3:10 D004"]), ("{k: id, l: no}", ["3:10 D004"])] as [(String, [String])])
    func columns(_ columns: String, _ expected: [String]) {
        #expect(Around.operation("about: person\nkey: [k]\nrequest: {column: \(columns)}\nidentifies: id", .table).places == expected)
    }

    @Test("a wrong path is found inside itself", arguments: [
        Fragment("supplies: {a: {at: $.x}}"), Fragment("supplies: {a: {at: \"$.x[\"}}", "1:25 C003"), Fragment("supplies: {a: {at: x}}", "1:20 C003"),
        Fragment("supplies: {a: {at: \"$.a['b\"}}", "1:27 C003"), Fragment("record: \"$[\"", "1:12 C003"), Fragment("recordedAt: {at: \"$[\", format: yyyy}", "1:21 C003"),
    ])
    func jsonPaths(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml).places == fragment.expected)
    }

    @Test("XPaths know the prefixes of their transport", arguments: [
        Fragment("supplies: {a: {at: c:x/c:y}}"), Fragment("supplies: {a: {at: d:x}}", "C003"), Fragment("supplies: {a: {at: \"c:x[\"}}", "C003"), Fragment("supplies: {a: {at: \"@id\"}}"),
    ])
    func xPaths(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml, .xml).places.compactMap { $0.split(separator: " ").last.map(String.init) } == fragment.expected)
    }

    @Test("how a concept is read", arguments: [
        Fragment("supplies: {a: {at: $.x, authority: 1, freshFor: P2Y, complete: true, partial: true, format: yyyyMMdd, list: {separator: \";\"}}}"),
        Fragment("supplies: {a: {at: $.x, authority: 0}}", "1:36 D007"),
        Fragment("supplies: {a: {at: $.x, format: DD.MM.YYYY}}", "1:33 D007"),
        Fragment("supplies: {a: {at: $.x, freshFor: 2 years}}", "1:35 D007"),
        Fragment("supplies: {a: {at: $.x, cacheFor: 10m}, b: {at: $.y, cacheFor: 24h}, c: {at: $.z, cacheFor: 30s}}"),
        Fragment("supplies: {a: {at: $.x, cacheFor: P1D}}", "1:35 D007"), Fragment("supplies: {a: {at: $.x, cacheFor: 25h}}", "1:35 D007"),
        Fragment("supplies: {a: {at: $.x, codes: {\"0\": unknown, \"1\": \"01\"}}}"),
        Fragment("supplies: {a: {at: $.x, codes: land_use}}"),
        Fragment("supplies: {a: {at: $.x, codes: [a, b]}}", "1:32 D009"),
        Fragment("supplies: {a: {at: $.x, codes: {\"0\": }}}", "1:32 D005"),
        Fragment("supplies: {a: {at: $.x, invalidWhen: {at: $.q}}, b: {parts: {c: {at: $.y, invalidWhen: {at: $.q, is: [IO]}}}}}"),
        Fragment("supplies: {a: {at: $.x, invalidWhen: {is: [IO]}}}", "1:38 D005"), Fragment("supplies: {a: {at: $.x, invalidWhen: {at: \"$[\"}}}", "1:46 C003"),
        Fragment("supplies: {a: {at: $.x, invalidWhen: {at: $.q, status: 404}}}", "1:48 D004"),
        Fragment("supplies: {a: {authority: 1}}", "1:15 D005"),
        Fragment("supplies: {a: {at: $.x, parts: {b: {at: $.y}}}}", "1:15 D006"),
        Fragment("supplies: {a: {at: $.x, value: 'read.x', read: {x: $.x}}}", "1:15 D006"),
        Fragment("supplies: {a: {parts: {b: {at: $.y}, c: {value: 'read.x', read: {x: $.x}}}}}"),
        Fragment("supplies: {a: {parts: {b: {}}}}", "1:27 D005"),
        Fragment("supplies: {a: {value: 'read.x + read.y', read: {x: $.x, y: $.y}}}"),
        Fragment("supplies: {a: {value: 'read.x + read.z', read: {x: $.x, y: $.y}}}", "1:23 D004"),
        Fragment("supplies: {a: {value: 'person.x', read: {x: $.x}}}", "1:23 D004"),
        Fragment("supplies: {a: {value: 'read.x +', read: {x: $.x}}}", "1:32 E001"),
        Fragment("supplies: {a: {at: $.x, autority: 1}}", "1:25 D004"),
        Fragment("supplies: [a]", "1:11 D006"),
    ])
    func supplies(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml).places == fragment.expected)
    }

    @Test("a supply as it is read")
    func supply() throws {
        let (operation, _) = Around.operation(with: "supplies:\n  a: {at: $.x, authority: 2, freshFor: P6M, complete: true, codes: {\"0\": none}, list: {separator: \";\"}, partial: true, format: yyyy, unit: m2}\n  b: {at: $.y}")
        let a = try #require(operation?.supply("a")), b = try #require(operation?.supply("b"))
        #expect(a.authority == 2 && a.isComplete && a.freshFor == CalendarPeriod("P6M"))
        guard case .at(let path, let rules) = a.reading else {
            Issue.record("read in another way")
            return
        }
        #expect(path.text == "$.x")
        #expect(rules == .init(codes: ["0": "none"], codePlaces: rules.codePlaces, format: "yyyy", partial: true, separator: ";", unit: rules.unit))
        #expect(rules.unit?.name == "m2")
        #expect(b.authority == 5 && !b.isComplete && b.freshFor == nil)
        #expect(operation?.supply("c") == nil)
    }

    @Test("which of several records", arguments: [
        Fragment("many: list"), Fragment("many: reject"), Fragment("many: {firstBy: 'record.current = true'}"), Fragment("many: all", "1:7 D007"),
        Fragment("many: {firstby: 'x'}", "1:7 D005", "1:8 D004"), Fragment("many: {firstBy: 'x ='}", "1:21 E001"), Fragment("many: [list]", "1:7 D009"),
    ])
    func many(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml).places == fragment.expected)
    }

    @Test("a rule for many records as it is read")
    func manyRule() {
        #expect(Around.operation(with: "many: list").operation?.record.many == .list)
        guard case .firstBy(let condition)? = Around.operation(with: "many: {firstBy: 'record.current = \"1\"'}").operation?.record.many else {
            Issue.record("no condition")
            return
        }
        #expect(condition.source == "record.current = \"1\"")
    }

    @Test("what a reply says about itself", arguments: [
        Fragment("notFound: {status: 404}\nrefusedWhen: {status: [401, 403]}\ninvalidWhen: {at: $.state, is: [HUY]}"), Fragment("notFound: {status: 4040}", "1:20 D007"),
        Fragment("notFound: {state: 404}", "1:11 D005", "1:12 D004"), Fragment("notFound: {is: [x]}", "1:11 D005"), Fragment("notFound: 404", "1:11 D006"), Fragment("recordedAt: $.at"),
        Fragment("recordedAt: {at: $.at, format: yyyy-MM-dd}"), Fragment("recordedAt: {format: yyyy}", "1:13 D005"),
        Fragment("recordedAt: {at: $.at, format: \"yyyy-MM-dd'T'HH:mm:ssXXX\"}"), Fragment("recordedAt: {at: $.at, format: DD/MM/YYYY}", "1:32 D007"),
    ])
    func reply(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml).places == fragment.expected)
    }

    @Test("relations an operation opens", arguments: [
        Fragment("opens: {spouse: {kind: person, key: {personal_id_number: $.spouse}}}"),
        Fragment("opens: {children: {kind: person, list: \"$.children[*]\", complete: true, key: {personal_id_number: $.id}, supplies: {full_name: {at: $.name}}}}"),
        Fragment("opens: {children: {kind: person, list: $.children[*], key: {k: $.k}}}", "1:40 D009"),
        Fragment("opens: {spouse: {kind: persn, key: {k: $.k}}}", "1:24 D007"), Fragment("opens: {spouse: {key: {k: $.k}}}", "1:17 D005"), Fragment("opens: {spouse: {kind: person}}", "1:17 D005"),
        Fragment("opens: {spouse: {kind: person, key: $.k}}", "1:37 D006"), Fragment("opens: {spouse: {kind: person, key: {k: k}}}", "1:41 C003"),
    ])
    func opens(_ fragment: Fragment) {
        #expect(Around.operation(with: fragment.yaml).places == fragment.expected)
    }

    @Test("how a register is reached", arguments: [
        Fragment("{kind: json, url: x, timeout: 500ms, bearer: \"${T}\"}"), Fragment("{kind: json, database: x}", "4:12 D005"), Fragment("{kind: sql, url: x}", "4:12 D005"),
        Fragment("{kind: ftp, url: x}", "4:19 D007"), Fragment("{kind: json, url: x, timeout: 2}", "4:42 D007"), Fragment("{kind: json, url: x, timeout: 0s}", "4:42 D007"),
        Fragment("{kind: json, url: x, concurrency: 4}"), Fragment("{kind: json, url: x, concurrency: 0}", "4:46 D007"),
        Fragment("{kind: json, url: x, bearer: t}", "4:41 C009"), Fragment("{kind: json, url: x, bearer: \"${T}x\"}", "4:41 C009"),
        Fragment("{kind: json, url: x, basic: {user: u, password: \"${P}\"}}"), Fragment("{kind: json, url: x, basic: {user: u, password: p}}", "4:60 C009"),
        Fragment("{kind: json, url: x, oauth: {token: u, client: c, secret: s}}", "4:70 C009"),
        Fragment("{kind: json, url: x, oauth: {token: u, client: c}}", "4:40 D005"),
        Fragment("{kind: sql, database: \"postgresql://u:p@h/d\"}", "4:34 C009"), Fragment("{kind: sql, database: \"postgresql://u:${P}@h/d\"}"),
        Fragment("{kind: json, url: x, networks: [10.0.0.0/8, \"::1\"]}"), Fragment("{kind: json, url: x, networks: [10.0.0.0/33]}", "4:44 D007"),
        Fragment("{kind: json, url: x, networks: 010.0.0.1}", "4:43 D007"), Fragment("{kind: json, url: x, networks: \"1:2:3:4:5:6:7\"}", "4:43 D007"),
        Fragment("{kind: json, url: x, quota: {calls: 600, per: 1m}}"), Fragment("{kind: json, url: x, quota: {calls: 0, per: 1m}}", "4:48 D007"),
        Fragment("{kind: json, url: x, quota: {calls: 1, per: 2d}}", "4:56 D007"),
        Fragment("{kind: json, url: x, timeout: 61s}", "4:42 D007"), Fragment("{kind: json, url: x, timeout: 2m}", "4:42 D007"), Fragment("{url: x}", "4:12 D005"), Fragment("json", "4:12 D006"),
        Fragment("{kind: sql, database: d, networks: 10.0.0.0/8, bearer: \"${T}\"}", "4:37 C021", "4:59 C021"),
        Fragment("{kind: table, file: t.csv, trust: x, namespaces: {c: urn:c}}", "4:39 C021", "4:49 C021"),
        Fragment("{kind: json, url: x, namespaces: {c: urn:c}, encoding: utf-8}", "4:33 C021", "4:57 C021"),
        Fragment("{kind: xml, url: x, separator: \";\", database: d}", "4:32 C021", "4:48 C021"),
        Fragment("{kind: sql, database: d, quota: {calls: 1, per: 1s}, timeout: 1s, concurrency: 1}"),
        Fragment("{kind: table, file: t.csv, encoding: windows-1258, separator: \";\"}"), Fragment("{kind: json, url: x, password: y}", "4:33 D004"),
    ])
    func transport(_ fragment: Fragment) {
        let yaml = "connector: land\ntitle: {vi: x}\nlegalBasis: x\ntransport: \(fragment.yaml)\noperations: {}\n"
        #expect(summary(ManifestReader.manifest(yaml, file: file).diagnostics) == fragment.expected)
    }

    @Test("waits are durations", arguments: [("500ms", Duration.milliseconds(500)), ("2s", .seconds(2)), ("60s", .seconds(60)), ("60000ms", .seconds(60))])
    func timeout(_ written: String, _ duration: Duration) {
        let yaml = "connector: a\ntitle: {vi: x}\nlegalBasis: x\ntransport: {kind: json, url: x, timeout: \(written)}\noperations: {}\n"
        #expect(ManifestReader.manifest(yaml, file: file).manifest?.transport.timeout == duration)
    }

    @Test("periods of the calendar", arguments: [
        ("P2Y", 24, 0), ("P6M", 6, 0), ("P30D", 0, 30), ("P2W", 0, 14), ("P1Y6M", 18, 0), ("P1Y2M3W4D", 14, 25), ("P0Y1D", 0, 1), ("P9999D", 0, 9_999),
    ])
    func fresh(_ written: String, _ months: Int, _ days: Int) throws {
        let period = try #require(CalendarPeriod(written))
        #expect(period.months == months && period.days == days)
    }

    @Test("what is no period", arguments: ["", "P", "2Y", "PY", "P2", "P0D", "P-1D", "P1.5Y", "PT1H", "P1H", "P1M1Y", "P1Y1Y", "p2y", "P2Y ", "P10000D", "P99999999999999999999D", "P٢Y"])
    func notFresh(_ written: String) {
        #expect(CalendarPeriod(written) == nil)
    }
}
