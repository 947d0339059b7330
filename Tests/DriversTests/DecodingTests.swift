import Connectors
import Expressions
import Testing
import Vocabulary

@testable import Drivers

/// From one spelling in a JSON record to one value.
@Suite struct DecodingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let supply: String
        let record: String
        let expected: String

        /// - Parameters:
        ///   - supply: an entry of `supplies`.
        ///   - record: what the register sends beside the id.
        init(_ supply: String, _ record: String, _ expected: String) {
            (self.supply, self.record, self.expected) = (supply, record, expected)
        }

        var testDescription: String { "\(supply) of {\(record)}" }
    }

    static let sexes = #"sex: {at: $.x, codes: {"M": "1", "F": "2", "-": none, "?": unknown}}"#
    static let dashed = #"name: {at: $.x, codes: {"-/-": none}}"#
    static let place = "place: {parts: {street: {at: $.p.s}, issued: {at: $.p.d, format: dd/MM/yyyy}}}"
    static let doubted = "name: {at: $.x, invalidWhen: {at: $.q}}"
    static let investigated = #"name: {at: $.x, invalidWhen: {at: $.q, is: ["true", IO]}}"#
    static let doubtedPart = "place: {parts: {street: {at: $.p.s}, issued: {at: $.p.d, invalidWhen: {at: $.p.q}}}}"
    static let full = #"name: {value: 'read.a + " " + read.b', read: {a: $.a, b: $.b}}"#

    @Test(arguments: [
        Case("name: {at: $.x}", #""x": "  Mai "  "#, #""Mai""#),
        Case("name: {at: $.x}", #""x": "Ho\u0300a""#, #""Hòa""#),
        Case("name: {at: $.x}", #""x": 87"#, #""87""#),
        Case("name: {at: $.x}", #""x": """#, "unrecorded"),
        Case("name: {at: $.x}", #""x": "   ""#, "unrecorded"),
        Case("name: {at: $.x}", #""x": null"#, "unrecorded"),
        Case("name: {at: $.x}", #""y": 1"#, "unrecorded"),
        Case("name: {at: $.x}", #""x": {"y": 1}"#, "invalid"),
        Case("name: {at: $.x}", #""x": ["Mai"]"#, "invalid"),
        Case("name: {at: $.x}", #""x": "a\u0007""#, "invalid"),
        Case("name: {at: '$.x[*]'}", #""x": ["Mai", "Mai "]"#, #""Mai""#),
        Case("name: {at: '$.x[*]'}", #""x": ["Mai", "Lan"]"#, "invalid"),
        Case("name: {at: $.x, complete: true}", #""y": 1"#, "none"),
        Case("name: {at: $.x, complete: true}", #""x": null"#, "none"),
        // Another shape than the manifest was written for is no absence, and above all no "none".
        Case("name: {at: $.x.y}", #""x": {}"#, "unrecorded"),
        Case("name: {at: $.x.y}", #""x": null"#, "unrecorded"),
        Case("name: {at: $.x.y}", #""z": 1"#, "unrecorded"),
        Case("name: {at: $.x.y}", #""x": [{"y": "Mai"}, {"y": "Mai"}]"#, "invalid"),
        Case("name: {at: $.x.y}", #""x": "Mai""#, "invalid"),
        Case("name: {at: $.x.y, complete: true}", #""x": []"#, "invalid"),
        Case("name: {at: '$.x[0].y', complete: true}", #""x": []"#, "none"),
        Case("name: {at: '$.x[0].y', complete: true}", #""x": {"y": "Mai"}"#, "invalid"),
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""x": []"#, "none"),
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""x": "Mai""#, "invalid"),
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""x": [{"k": 2, "y": "Mai"}]"#, "none"),
        // A list under another name, or elements that do not say what they are, are no empty list.
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""xs": [{"k": 1, "y": "Mai"}]"#, "unrecorded"),
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""x": [{"kind": 1, "y": "Mai"}]"#, "unrecorded"),
        Case("name: {at: '$.x[?@.k == 1].y', complete: true}", #""x": [{"k": 1, "z": "Mai"}]"#, "unrecorded"),
        Case("uses: {at: '$.x[*].c', complete: true}", #""x": []"#, "none"),
        Case("uses: {at: '$.x[*].c', complete: true}", #""y": []"#, "unrecorded"),
        Case("area: {at: $.x}", #""x": 1240.50"#, #""1240.5""#),
        Case("area: {at: $.x}", #""x": "182.5""#, #""182.5""#),
        Case("area: {at: $.x}", #""x": "182,5""#, "invalid"),
        Case("person_id: {at: $.x}", #""x": "015 194 000 123""#, #""015194000123""#),
        Case("person_id: {at: $.x}", #""x": 15194000123"#, "invalid"),
        // The first and the last day of a year stand for the year where the vocabulary says so.
        Case("birthday: {at: $.x, format: dd/MM/yyyy}", #""x": "01/01/1950""#, #""1950""#),
        Case("birthday: {at: $.x, format: dd/MM/yyyy}", #""x": "31/12/1950""#, #""1950""#),
        Case("birthday: {at: $.x, format: dd/MM/yyyy}", #""x": "02/01/1950""#, #""1950-01-02""#),
        Case("born: {at: $.x, format: dd/MM/yyyy}", #""x": "01/01/1950""#, #""1950-01-01""#),
        Case("alive: {at: $.x}", #""x": true"#, "true"),
        Case("alive: {at: $.x}", #""x": "yes""#, "invalid"),
        Case(#"alive: {at: $.x, codes: {"1": "true", "0": "false"}}"#, #""x": 0"#, "false"),
        Case("born: {at: $.x}", #""x": "1950-03-07""#, #""1950-03-07""#),
        Case("born: {at: $.x}", #""x": "1950""#, "invalid"),
        Case("born: {at: $.x, format: dd/MM/yyyy, partial: true}", #""x": "00/00/1950""#, #""1950""#),
        Case("born: {at: $.x, format: yyyyMMdd, partial: true}", #""x": "19500000""#, #""1950""#),
        Case("born: {at: $.x, format: yyyyMMdd}", #""x": "19500000""#, "invalid"),
        Case(#"born: {at: $.x, format: yyyyMMdd, codes: {"99999999": none, "00000000": unknown}}"#, #""x": "19500307""#, #""1950-03-07""#),
        Case(#"born: {at: $.x, format: yyyyMMdd, codes: {"99999999": none, "00000000": unknown}}"#, #""x": "99999999""#, "none"),
        Case(#"born: {at: $.x, format: yyyyMMdd, codes: {"99999999": none, "00000000": unknown}}"#, #""x": "00000000""#, "unrecorded"),
        Case(sexes, #""x": "M""#, #""1""#),
        Case(sexes, #""x": " F ""#, #""2""#),
        Case(sexes, #""x": "-""#, "none"),
        Case(sexes, #""x": "?""#, "unrecorded"),
        Case(sexes, #""x": "X""#, "invalid"),
        Case(sexes, #""x": "1""#, "invalid"),
        Case("sex: {at: $.x}", #""x": "1""#, #""1""#),
        Case("sex: {at: $.x}", #""x": "3""#, "invalid"),
        Case("sex: {at: $.x, codes: sexes}", #""x": "2""#, #""2""#),
        Case(#"sex: {at: $.x, codes: {"?": unknown}, complete: true}"#, #""x": "?""#, "unrecorded"),
        Case(#"sex: {at: $.x, codes: {"": none}}"#, #""x": """#, "none"),
        Case(dashed, #""x": "-/-""#, "none"),
        Case(dashed, #""x": "AB 1""#, #""AB 1""#),
        Case(#"uses: {at: $.x, list: {separator: ";"}}"#, #""x": "1; 2;""#, #"["1","2"]"#),
        Case(#"uses: {at: $.x, list: {separator: ";"}}"#, #""x": "1;9""#, "invalid"),
        Case(#"uses: {at: $.x, list: {separator: ";"}}"#, #""x": ";""#, "unrecorded"),
        Case(#"uses: {at: $.x, list: {separator: ";"}, codes: {"-": none}}"#, #""x": "-""#, "none"),
        Case(#"uses: {at: $.x, list: {separator: ";"}, codes: {"-": none}}"#, #""x": "1;-""#, "invalid"),
        Case(#"uses: {at: $.x, list: {separator: ";"}, codes: {"?": unknown}}"#, #""x": "1;?""#, "invalid"),
        Case("uses: {at: $.x}", #""x": ["1", "2", "1"]"#, #"["1","2"]"#),
        Case("uses: {at: '$.x[*].c'}", #""x": [{"c": 1}, {"c": 2}]"#, #"["1","2"]"#),
        Case("uses: {at: $.x}", #""x": "1""#, #"["1"]"#),
        Case("uses: {at: $.x}", #""x": []"#, "unrecorded"),
        Case("uses: {at: $.x, complete: true}", #""x": []"#, "none"),
        Case(#"name: {at: $.x, list: {separator: ";"}}"#, #""x": "a;b""#, "invalid"),
        Case(place, #""p": {"s": " Tổ 4 ", "d": "07/03/1950"}"#, #"{"issued":"1950-03-07","street":"Tổ 4"}"#),
        Case(place, #""p": {"s": "Tổ 4", "d": null}"#, #"{"street":"Tổ 4"}"#),
        Case(place, #""p": {"s": "", "d": null}"#, "unrecorded"),
        Case(place, #""p": null"#, "unrecorded"),
        Case(place, #""p": {"s": "Tổ 4", "d": "1950"}"#, "invalid"),
        Case("place: {parts: {street: {at: $.p.s}}, complete: true}", #""p": null"#, "none"),
        Case("place: {parts: {garden: {at: $.p.s}}}", #""p": {"s": "Tổ 4"}"#, "invalid"),
        // A mark that only sometimes stands.
        Case(doubted, #""x": "Mai""#, #""Mai""#),
        Case(doubted, #""x": "Mai", "q": null"#, #""Mai""#),
        Case(doubted, #""x": "Mai", "q": " ""#, #""Mai""#),
        Case(doubted, #""x": "Mai", "q": true"#, "invalid"),
        Case(doubted, #""x": "Mai", "q": {"since": "2026-01-01"}"#, "invalid"),
        Case(doubted, #""q": true"#, "invalid"),
        Case(doubted, #""y": 1"#, "unrecorded"),
        Case("name: {at: $.x, invalidWhen: {at: $.m.q}}", #""x": "Mai", "m": [{"q": true}]"#, "invalid"),
        // A mark that always stands has to be there.
        Case(investigated, #""x": "Mai", "q": false"#, #""Mai""#),
        Case(investigated, #""x": "Mai", "q": true"#, "invalid"),
        Case(investigated, #""x": "Mai", "q": "IO""#, "invalid"),
        Case(investigated, #""x": "Mai""#, "invalid"),
        Case(investigated, #""x": "Mai", "q": {}"#, "invalid"),
        Case(investigated, #""q": false"#, "unrecorded"),
        Case(investigated, #""y": 1"#, "unrecorded"),
        Case("name: {at: $.x, complete: true, invalidWhen: {at: $.q, is: [IO]}}", #""q": "no""#, "none"),
        Case("name: {at: $.x, complete: true, invalidWhen: {at: $.q, is: [IO]}}", #""y": 1"#, "invalid"),
        Case("area: {value: number(read.x), read: {x: $.x}, invalidWhen: {at: $.q}}", #""x": "12""#, #""12""#),
        Case("area: {value: number(read.x), read: {x: $.x}, invalidWhen: {at: $.q}}", #""x": "12", "q": 1"#, "invalid"),
        Case(#"place: {parts: {street: {at: $.p.s}, issued: {at: $.p.d}}, invalidWhen: {at: $.q}}"#, #""p": {"s": "Tổ 4"}, "q": 1"#, "invalid"),
        Case(doubtedPart, #""p": {"s": "Tổ 4", "d": "1950-03-07"}"#, #"{"issued":"1950-03-07","street":"Tổ 4"}"#),
        Case(doubtedPart, #""p": {"s": "Tổ 4", "d": "1950-03-07", "q": 1}"#, "invalid"),
        // What would be rounded is another number than was sent.
        Case("area: {at: $.x}", #""x": 12345678901234567890123456789012345"#, "invalid"),
        Case("area: {at: $.x}", #""x": 1e6000"#, "invalid"),
        Case("area: {value: number(read.x), read: {x: $.x}}", #""x": 1e6000"#, "invalid"),
        // A null that an expression makes is "none"; a word for what is not recorded goes through codes.
        Case(#"name: {value: 'if read.s = "?" then "?" else read.x', read: {s: $.s, x: $.x}, codes: {"?": unknown}}"#, #""s": "?", "x": "Mai""#, "unrecorded"),
        Case(#"name: {value: 'if read.s = "?" then "?" else read.x', read: {s: $.s, x: $.x}, codes: {"?": unknown}}"#, #""s": "ok", "x": "Mai""#, #""Mai""#),
        Case(#"name: {value: 'if read.s = "?" then null else read.x', read: {s: $.s, x: $.x}}"#, #""s": "?", "x": "Mai""#, "none"),
        Case(full, #""a": "Hoàng Thị", "b": "Mai""#, #""Hoàng Thị Mai""#),
        Case(full, #""a": "Hoàng Thị""#, "unrecorded"),
        Case(full, #""a": "Hoàng Thị", "b": {}"#, "invalid"),
        Case("name: {value: 'if read.a = null then null else read.a', read: {a: $.x.a}}", #""x": []"#, "invalid"),
        Case("name: {value: 'number(read.a)', read: {a: $.a}}", #""a": "x""#, "invalid"),
        Case("area: {value: 'number(read.a) * 2', read: {a: $.a}}", #""a": "2.5""#, #""5""#),
        Case("born: {value: 'date(read.a)', format: dd/MM/yyyy, read: {a: $.a}}", #""a": "1950-03-07""#, #""1950-03-07""#),
        Case(#"alive: {value: 'read.a = "A"', read: {a: $.a}}"#, #""a": "B""#, "false"),
        Case(#"uses: {value: '[read.a, read.b]', read: {a: $.a, b: $.b}}"#, #""a": "1", "b": "2""#, #"["1","2"]"#),
        Case(#"name: {value: 'if read.a = "-" then null else read.a', read: {a: $.a}}"#, #""a": "-""#, "none"),
    ])
    func makesOneValueOfOneSpelling(_ example: Case) throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\nsupplies:\n  \(example.supply)")
        let reply = #"{"id": "015194000123", \#(example.record)}"#
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8))).record)
        #expect(record.values.values.map(\.shown) == [example.expected])
    }

    @Test(arguments: [
        ("name: {at: '$.a[?@.b == 1].c'}", #""a": [{"b": 2, "c": "x"}, {"b": 1, "c": "y"}]"#, "$['r']['a'][1]['c']"),
        (place, #""p": {"s": "Tổ 4", "d": "07/03/1950"}"#, "$['r']['p']['s'], $['r']['p']['d']"),
        (full, #""a": "Hoàng", "b": "Mai""#, "$['r']['a'], $['r']['b']"),
        ("born: {at: $.x}", #""x": "soon""#, "$['r']['x']"),
        ("name: {at: $.x, complete: true}", #""y": 1"#, "$.x"),
    ])
    func namesThePlaceAndNotTheValue(_ supply: String, _ content: String, _ path: String) throws {
        let manifest = try ConnectorManifest.json("record: $.r\nidentifies: $.id\nsupplies:\n  \(supply)")
        let reply = #"{"r": {"id": "015194000123", \#(content)}}"#
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8))).record)
        #expect(record.values.values.map(\.path) == [path])
    }

    @Test func readsXMLThroughNilsCommentsAndNestedElements() throws {
        let manifest = try ConnectorManifest.xml(
            """
            record: /c:R/c:P
            identifies: c:Id
            supplies:
              name: {at: c:Name}
              street: {at: c:Street}
              area: {at: "string(c:Area/@m2)"}
              issued: {at: c:Nested}
              born: {at: "@born"}
            """)
        let reply = """
            <R xmlns="urn:c" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><P born="1950-03-07">
              <Id> 015194000123 </Id><Name>M<!-- --><![CDATA[ai]]></Name><Street xsi:nil="true">x</Street>
              <Area m2="12.0"/><Nested><A>1950</A></Nested>
            </P></R>
            """
        let record = try #require(try manifest.extracted(.xml(Array(reply.utf8))).record)
        #expect(record.identifiedBy == [ConceptID("person_id"): "015194000123"])
        let shown = Dictionary(uniqueKeysWithValues: record.values.map { ($0.key.rawValue, $0.value.shown) })
        #expect(shown == ["name": #""Mai""#, "street": "unrecorded", "area": #""12""#, "issued": "invalid", "born": #""1950-03-07""#])
        #expect(record.values[ConceptID("born")]?.path == "/*[local-name()='R'][1]/*[local-name()='P'][1]/@*[local-name()='born'][1]")
    }

    /// Several values in an element of their own: none, and others than the path names. What else is read from that element may
    /// stand there without them.
    @Test(arguments: [
        ("", "<U><V>1</V><V>2</V></U>", #"["1","2"]"#), ("", "<U/>", "none"), ("", "", "none"), ("", "<U><W>1</W></U>", "invalid"), ("", "<U><W>1</W><V>2</V></U>", #"["2"]"#),
        (", name: {at: c:U/c:N}", "<U><N>x</N></U>", "none"), (", name: {at: c:N}", "<U><N>x</N></U>", "invalid"),
    ])
    func aListOfValuesIsNoneOnlyWhereNothingStandsInIt(_ other: String, _ reply: String, _ expected: String) throws {
        let manifest = try ConnectorManifest.xml("record: /c:P\nidentifies: c:Id\nsupplies: {uses: {at: c:U/c:V, complete: true}\(other)}")
        let record = try #require(try manifest.extracted(.xml(Array("<P xmlns='urn:c'><Id>015194000123</Id>\(reply)</P>".utf8))).record)
        #expect(record.values[ConceptID("uses")]?.shown == expected)
    }
}
