import Connectors
import Expressions
import Formats
import Testing
import Vocabulary

@testable import Drivers

/// A value its register doubts is asked, and spoils no other, whatever the transport.
@Suite struct DoubtTests {
    private static func values(_ lookUp: LookUp) throws -> [String: String] {
        let record = try #require(lookUp.record)
        return Dictionary(uniqueKeysWithValues: record.values.map { ($0.key.rawValue, $0.value.shown) })
    }

    private static let stuf = """
        name:
          at: "c:Name | c:Name/@noValue"
          codes: {geenWaarde: none, waardeOnbekend: unknown}
          invalidWhen: {at: "c:Name/@noValue[. != 'geenWaarde' and . != 'waardeOnbekend']"}
        born: {at: c:Born, format: yyyyMMdd, invalidWhen: {at: "c:Doubt[. = 'born']"}}
        """

    /// What an element says, the name read of it, and the day of birth.
    @Test(arguments: [
        ("<Name>Mai</Name><Born>19940307</Born>", #""Mai""#, #""1994-03-07""#),
        ("<Name x:nil='true' noValue='geenWaarde'/><Born>19940307</Born>", "none", #""1994-03-07""#),
        ("<Name noValue='geenWaarde'/><Born>19940307</Born>", "none", #""1994-03-07""#),
        ("<Name x:nil='true' noValue='waardeOnbekend'/><Born x:nil='true'/>", "unrecorded", "unrecorded"),
        ("<Name x:nil='true' noValue='nietGeautoriseerd'/><Born>19940307</Born>", "invalid", #""1994-03-07""#),
        ("<Name x:nil='true' noValue='vastgesteldOnbekend'/>", "invalid", "unrecorded"),
        ("<Name>Mai</Name><Born>19940307</Born><Doubt>born</Doubt>", #""Mai""#, "invalid"),
        ("<Name>Mai</Name><Born>19940307</Born><Doubt>street</Doubt>", #""Mai""#, #""1994-03-07""#),
        // A value beside a word for none is neither.
        ("<Name noValue='geenWaarde'>Mai</Name>", "invalid", "unrecorded"),
    ])
    func inXML(_ elements: String, _ name: String, _ born: String) throws {
        let manifest = try ConnectorManifest.xml("record: /c:P\nidentifies: c:Id\nsupplies:\n\(Self.stuf.indented(2))")
        let reply = "<P xmlns='urn:c' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><Id>015194000123</Id>\(elements)</P>"
        #expect(try Self.values(try manifest.extracted(.xml(Array(reply.utf8)))) == ["name": name, "born": born])
    }

    private static let table = """
        connector: register
        title: {vi: Sổ}
        legalBasis: none
        transport: {kind: table, file: "${FILE}"}
        operations:
          person:
            about: person
            key: [person_id]
            request: {column: {person_id: id}}
            record: rows
            identifies: id
            supplies:
              name: {at: name, invalidWhen: {at: doubt}}
              area: {at: area, invalidWhen: {at: state, is: [IO]}}
        """

    @Test(arguments: [
        ("", "OK", #""Mai""#, #""12""#), ("x", "OK", "invalid", #""12""#), ("", "IO", #""Mai""#, "invalid"), ("", "", #""Mai""#, "invalid"), (nil, nil, #""Mai""#, "invalid"),
    ] as [(String?, String?, String, String)])
    func inColumns(_ doubt: String?, _ state: String?, _ name: String, _ area: String) throws {
        let manifest = try ConnectorManifest.reading(Self.table)
        let rows = Rows(columns: ["id", "name", "doubt", "area", "state"], rows: [["015194000123", "Mai", doubt, "12", state]])
        #expect(try Self.values(try manifest.extracted(.rows(rows))) == ["name": name, "area": area])
    }

    /// Of one element of a list its own mark counts, from several records any.
    @Test func inListsAndRecords() throws {
        let opens = "opens:\n  friends: {kind: person, list: '$.l[*]', key: {person_id: $.k}, supplies: {name: {at: $.n, invalidWhen: {at: $.q}}}}"
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\n" + opens)
        let reply = #"{"id": "015194000123", "l": [{"k": "015194000001", "n": "Mai", "q": 1}, {"k": "015194000002", "n": "Lan"}]}"#
        let links = try #require(try manifest.extracted(.json(Array(reply.utf8))).record?.links[RelationID("friends")])
        #expect(links.links.map { $0.values[ConceptID("name")]?.shown } == ["invalid", #""Lan""#])

        let several = try ConnectorManifest.json("record: '$.r[*]'\nmany: list\nidentifies: $.id\nsupplies: {name: {at: $.n, invalidWhen: {at: $.q}}, area: {at: $.a}}")
        let records = #"{"r": [{"id": "015194000123", "n": "Mai", "a": 1}, {"id": "015194000123", "n": "Mai", "a": 1, "q": 1}]}"#
        #expect(try Self.values(try several.extracted(.json(Array(records.utf8)))) == ["name": "invalid", "area": #""1""#])
    }

    /// The answer names the place of the mark, which holds no personal value.
    @Test func saysWhereTheMarkStands() throws {
        let manifest = try ConnectorManifest.json("record: $.r\nidentifies: $.id\nsupplies: {name: {at: $.n, invalidWhen: {at: $.q}}}")
        let record = try #require(try manifest.extracted(.json(Array(#"{"r": {"id": "015194000123", "n": "Mai", "q": 1}}"#.utf8))).record)
        #expect(record.values[ConceptID("name")]?.path == "$['r']['q']")
        #expect(manifest.operations[0].paths.contains { $0.path.text == "$.q" && $0.base == .record })
    }
}
