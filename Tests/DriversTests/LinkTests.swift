import Connectors
import Expressions
import Testing
import Vocabulary

@testable import Drivers

/// Where relations lead, and whether somebody may be missing.
@Suite struct LinkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let opens: String
        let reply: String
        let keys: [String]
        let isComplete: Bool
        let isReadable: Bool

        init(_ opens: String, _ reply: String, _ keys: [String], _ isComplete: Bool, readable isReadable: Bool = true) {
            (self.opens, self.reply, self.keys, self.isComplete, self.isReadable) = (opens, reply, keys, isComplete, isReadable)
        }

        var testDescription: String { "\(opens) of \(reply)" }
    }

    static let open = "{kind: person, list: '$.l[*]', key: {person_id: $.k}}"
    static let whole = "{kind: person, list: '$.l[*]', complete: true, key: {person_id: $.k}}"
    static let one = "{kind: person, key: {person_id: $.s.k}}"
    static let oneWhole = "{kind: person, key: {person_id: '$..k'}, complete: true}"
    static let a = "015194000001", b = "015194000002"

    @Test(arguments: [
        Case(open, #""l": [{"k": "015 194 000 001"}, {"k": "\#(b)"}]"#, [a, b], false),
        Case(whole, #""l": [{"k": "\#(a)"}, {"k": "\#(b)"}]"#, [a, b], true),
        Case(whole, #""l": [{"k": "\#(a)"}, {"k": "\#(a)"}]"#, [a], true),
        Case(whole, #""l": []"#, [], true),
        Case(whole, #""l": null"#, [], false),
        Case(whole, #""m": 1"#, [], false),
        Case(whole, #""l": [{"k": "\#(a)"}, {"k": "nobody"}]"#, [a], false, readable: false),
        Case(whole, #""l": [{"k": "\#(a)"}, {"k": null}]"#, [a], false),
        Case(whole, #""l": [{"k": "\#(a)"}, {"k": {}}]"#, [a], false, readable: false),
        Case(whole, #""l": [null, {"k": "\#(a)"}]"#, [a], true),
        Case(one, #""s": {"k": "\#(a)"}"#, [a], false),
        Case(one, #""s": null"#, [], false),
        Case(one, #""s": [{"k": "\#(a)"}]"#, [], false, readable: false),
        Case(whole, #""l": "\#(a)""#, [], false, readable: false),
        Case(oneWhole, #""s": null"#, [], true),
        Case(oneWhole, #""s": {"k": "\#(a)"}, "t": {"k": "\#(b)"}"#, [], false, readable: false),
        Case(oneWhole, #""s": {"k": "x"}"#, [], false, readable: false),
    ])
    func leadsToWhoeverTheRecordNames(_ example: Case) throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\nopens:\n  friends: \(example.opens)")
        let reply = #"{"id": "015194000123", \#(example.reply)}"#
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8))).record)
        let list = try #require(record.links[RelationID("friends")])
        #expect(list.links.map { $0.keys[ConceptID("person_id")] } == example.keys)
        #expect(list.isComplete == example.isComplete)
        #expect(list.isReadable == example.isReadable)
    }

    /// An empty list, no list, and one whose elements the register calls otherwise now.
    @Test(arguments: [
        ("c:L/c:I", "<L><I><K>\(a)</K></I></L>", 1, true, true), ("c:L/c:I", "<L/>", 0, true, true), ("c:L/c:I", "", 0, false, true),
        ("c:L/c:I", "<M><I><K>\(a)</K></I></M>", 0, false, true), ("c:L/c:I", "<L><J><K>\(a)</K></J></L>", 0, false, false),
        ("c:L/c:I", "<L><I xmlns='urn:other'><K>\(a)</K></I></L>", 0, false, false),
        // How many there are is no element of the list; beside one that is, nothing is looked for.
        ("c:L/c:I", "<L><N>0</N></L>", 0, true, true), ("c:L/c:I", "<L><J><K>x</K></J><I><K>\(a)</K></I></L>", 1, true, true),
        ("c:L/c:I", "<L xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/>", 0, false, true),
        // What the path demands of an element none of them has; elements of another name are no elements.
        ("c:L/c:I[c:T='a/b']", "<L><I><T>b</T><K>\(a)</K></I></L>", 0, true, true), ("c:L/c:I[c:T='a/b']", "<L><J><T>a/b</T><K>\(a)</K></J></L>", 0, false, false),
        ("c:L[c:T='a/b']/c:I", "<L><T>b</T></L>", 0, false, true), ("//c:I", "<L><J><K>\(a)</K></J></L>", 0, true, true),
    ])
    func anXMLListIsReadTheSameWay(_ path: String, _ list: String, _ count: Int, _ isComplete: Bool, _ isReadable: Bool) throws {
        let manifest = try ConnectorManifest.xml(
            "record: /c:P\nidentifies: c:Id\nopens:\n  friends: {kind: person, list: \"\(path)\", complete: true, key: {person_id: c:K}}")
        let reply = Reply.xml(Array("<P xmlns='urn:c'><Id>015194000123</Id>\(list)</P>".utf8))
        let links = try #require(try manifest.extracted(reply).record?.links[RelationID("friends")])
        #expect(links.links.count == count)
        #expect(links.isComplete == isComplete)
        #expect(links.isReadable == isReadable)
        let traces = try Extraction(of: manifest.operations[0], for: manifest.wholeRequest(), vocabulary: try .small()).trace(in: [reply])
        #expect(traces.contains { $0.isRenamed } == !isReadable)
    }

    /// Elements that are read by their attributes or their text hold no elements, whatever they are called.
    @Test(arguments: [("\"@k\"", "<J k='\(a)'/>"), (".", "<J>\(a)</J>"), ("c:K/@id", "<J/>")])
    func anElementOfAnXMLListMayBeEmpty(_ key: String, _ element: String) throws {
        let manifest = try ConnectorManifest.xml(
            "record: /c:P\nidentifies: c:Id\nopens:\n  friends: {kind: person, list: c:L/c:I, complete: true, key: {person_id: \(key)}}")
        let reply = "<P xmlns='urn:c'><Id>015194000123</Id><L>\(element)</L></P>"
        let links = try #require(try manifest.extracted(.xml(Array(reply.utf8))).record?.links[RelationID("friends")])
        let isNested = key.hasPrefix("c:")
        #expect(links.isReadable == isNested && links.isComplete == isNested)
    }

    /// What several elements say of one subject: what they agree on, and what only one of them says.
    @Test(arguments: [
        (#"{"n": "Lan"}"#, #"{"n": " Lan "}"#, #""Lan""#), (#"{"n": "Lan"}"#, #"{"n": "Hoa"}"#, "invalid"), (#"{"n": "Lan"}"#, "{}", #""Lan""#),
        ("{}", #"{"n": "Lan"}"#, #""Lan""#), (#"{"n": "Lan"}"#, #"{"n": {}}"#, "invalid"), (#"{"n": "Lan"}"#, #"{"n": "-"}"#, "invalid"),
        (#"{"n": "-"}"#, #"{"n": "-"}"#, "none"), ("{}", "{}", "unrecorded"),
    ])
    func elementsThatContradictEachOtherSayNothing(_ one: String, _ other: String, _ expected: String) throws {
        let manifest = try ConnectorManifest.json(
            "record: $\nidentifies: $.id\nopens:\n  friends: {kind: person, list: '$.l[*]', key: {person_id: $.k}, complete: true, supplies: {name: {at: $.p.n, codes: {\"-\": none}}}}")
        for (first, second) in [(one, other), (other, one)] {
            let reply = #"{"id": "015194000123", "l": [{"k": "\#(Self.a)", "p": \#(first)}, {"k": "015 194 000 001", "p": \#(second)}]}"#
            let list = try #require(try manifest.extracted(.json(Array(reply.utf8))).record?.links[RelationID("friends")])
            #expect(list.links.map { $0.values[ConceptID("name")]?.shown } == [expected])
            #expect(list.isComplete && list.isReadable)
        }
    }

    @Test func aLinkCarriesWhatItsListSays() throws {
        let manifest = try ConnectorManifest.json(
            """
            record: $
            identifies: $.id
            opens:
              friends: {kind: person, list: "$.l[*]", key: {person_id: $.k}, supplies: {name: {at: $.n}, area: {at: $.a}}}
            """)
        let reply = #"{"id": "015194000123", "l": [{"k": "\#(Self.a)", "n": "Lan", "a": 5}, {"k": "\#(Self.b)", "n": "Hoa"}]}"#
        var request = manifest.wholeRequest()
        request = ConnectorRequest(
            connector: request.connector, operation: request.operation, keys: request.keys, concepts: [ConceptID("name")],
            relations: request.relations)
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8)), request: request).record)
        let links = try #require(record.links[RelationID("friends")]).links
        #expect(links.map { $0.values.mapValues(\.shown) } == [[ConceptID("name"): #""Lan""#], [ConceptID("name"): #""Hoa""#]])
        #expect(links[1].values[ConceptID("name")]?.path == "$['l'][1]['n']")
    }

    @Test func moreThanTenThousandElementsAreNoAnswer() throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\nopens:\n  friends: \(Self.open)")
        let elements = Array(repeating: #"{"k": "\#(Self.a)"}"#, count: 10_001).joined(separator: ",")
        let reply = #"{"id": "015194000123", "l": [\#(elements)]}"#
        #expect(try manifest.extracted(.json(Array(reply.utf8))) == .failed(.unreadable))
    }
}
