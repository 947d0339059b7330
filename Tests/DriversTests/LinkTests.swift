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

    @Test(arguments: [("<L><I><K>\(a)</K></I></L>", 1, true), ("<L/>", 0, true), ("", 0, false), ("<M><I><K>\(a)</K></I></M>", 0, false)])
    func anXMLListIsReadTheSameWay(_ list: String, _ count: Int, _ isComplete: Bool) throws {
        let manifest = try ConnectorManifest.xml(
            "record: /c:P\nidentifies: c:Id\nopens:\n  friends: {kind: person, list: c:L/c:I, complete: true, key: {person_id: c:K}}")
        let reply = "<P xmlns='urn:c'><Id>015194000123</Id>\(list)</P>"
        let record = try #require(try manifest.extracted(.xml(Array(reply.utf8))).record)
        #expect(record.links[RelationID("friends")]?.links.count == count)
        #expect(record.links[RelationID("friends")]?.isComplete == isComplete)
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
