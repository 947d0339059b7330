import Connectors
import Expressions
import Testing
import Vocabulary

@testable import Drivers

/// What a reply says about itself, and which record of it is read.
@Suite struct RecordRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rules: String
        let reply: String
        let expected: String

        init(_ rules: String, _ reply: String, _ expected: String) { (self.rules, self.reply, self.expected) = (rules, reply, expected) }

        var testDescription: String { "\(rules) with \(reply)" }
    }

    static let id = #""id": "015194000123""#

    @Test(arguments: [
        Case("record: $", "{\(id)}", "found"),
        Case("record: $.r", #"{"r": {\#(id)}}"#, "found"),
        Case("record: $.r", #"{"error": "not found"}"#, "unreadable"),
        Case("record: $.r", #"{"r": null}"#, "absent"),
        Case("record: $.r", "[]", "unreadable"),
        Case("record: $.r", "<html>", "unreadable"),
        Case("record: $.r", "", "unreadable"),
        Case("record: $.r", #"{"r": {"name": "x"}}"#, "unreadable"),
        Case("record: $.r", #"{"r": {"id": ""}}"#, "unreadable"),
        Case("record: $.r\nnotFound: {at: $.count, is: [\"0\"]}", #"{"count": 0}"#, "absent"),
        Case("record: $.r\nnotFound: {at: $.count, is: [\"0\"]}", #"{"count": 1}"#, "unreadable"),
        Case("record: '$.r[*]'\nnotFound: {at: '$[?length(@) == 0]'}", #"{"r": []}"#, "absent"),
        Case("record: '$.r[*]'", #"{"r": []}"#, "unreadable"),
        Case("record: $.r\nnotFound: {at: $.missing}", #"{"missing": true}"#, "absent"),
        Case("record: $.r\nrefusedWhen: {at: $.code, is: [E403]}", #"{"code": "E403"}"#, "refused"),
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "status": "OFF"}}"#, "invalid"),
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "status": "ON"}}"#, "found"),
        // What a record says of itself has to be said: under another name, or not at all, it might be anything.
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "state": "OFF"}}"#, "unreadable"),
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "status": null}}"#, "unreadable"),
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "status": " "}}"#, "unreadable"),
        Case("record: $.r\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": {\#(id), "status": {"code": "OFF"}}}"#, "unreadable"),
        Case("record: '$.r[*]'\nmany: list\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": [{\#(id), "status": "ON"}, {\#(id)}]}"#, "unreadable"),
        Case("record: '$.r[*]'\nmany: list\ninvalidWhen: {at: $.status, is: [OFF]}", #"{"r": [{\#(id)}, {\#(id), "status": "OFF"}]}"#, "invalid"),
        // A mark that stands only where there is something to say.
        Case("record: $.r\ninvalidWhen: {at: $.revokedOn}", #"{"r": {\#(id), "revokedOn": "2026-01-20"}}"#, "invalid"),
        Case("record: $.r\ninvalidWhen: {at: $.revokedOn}", #"{"r": {\#(id)}}"#, "found"),
        Case("record: '$.r[*]'", #"{"r": [{\#(id)}, {\#(id)}]}"#, "ambiguous"),
        Case("record: '$.r[*]'\nmany: list", #"{"r": [{\#(id)}, {\#(id)}]}"#, "found"),
        Case("record: '$.r[*]'\nmany: {firstBy: 'read.on = \"1\"'}", #"{"r": [{\#(id)}, {\#(id), "on": 1}]}"#, "found"),
        Case("record: '$.r[*]'\nmany: {firstBy: 'read.on = \"1\"'}", #"{"r": [{\#(id)}, {\#(id), "on": 0}]}"#, "absent"),
    ])
    func aReplyIsOneOfFourFacts(_ example: Case) throws {
        let manifest = try ConnectorManifest.json("\(example.rules)\nidentifies: $.id")
        #expect(try manifest.extracted(.json(Array(example.reply.utf8))).shown == example.expected)
    }

    @Test(arguments: [("<S>ON</S>", "found"), ("<S>OFF</S>", "invalid"), ("<S/>", "unreadable"), ("<T>OFF</T>", "unreadable"), ("<S><V>OFF</V></S>", "unreadable")])
    func anElementSaysWhatARecordIsWorth(_ status: String, _ expected: String) throws {
        let manifest = try ConnectorManifest.xml("record: /c:P\nidentifies: c:Id\ninvalidWhen: {at: c:S, is: [OFF]}")
        #expect(try manifest.extracted(.xml(Array("<P xmlns='urn:c'><Id>015194000123</Id>\(status)</P>".utf8))).shown == expected)
    }

    @Test func theFirstRecordThatFitsIsReadAndNoOther() throws {
        let manifest = try ConnectorManifest.json(
            "record: '$.r[*]'\nmany: {firstBy: 'read.on = \"1\"'}\nidentifies: $.id\nsupplies:\n  name: {at: $.n}")
        let reply = #"{"r": [{\#(Self.id), "n": "old"}, {\#(Self.id), "n": "new", "on": "1"}, {\#(Self.id), "n": "newer", "on": "1"}]}"#
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8))).record)
        #expect(record.values[ConceptID("name")]?.shown == #""new""#)
    }

    @Test(arguments: [
        (#"{"id": "015194000999"}"#, "015194000999"),
        (#"{"id": "015 194 000 123"}"#, "015194000123"),
        (#"{"id": "somebody"}"#, "somebody"),
        (#"{"id": ["015194000123", "015194000999"]}"#, "015194000999"),
    ])
    func theRecordIsIdentifiedByWhatItCarries(_ reply: String, _ expected: String) throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: '$..[?@ > \"\"]'")
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8))).record)
        #expect(record.identifiedBy == [ConceptID("person_id"): expected])
    }

    @Test func onlyWhatWasAskedForIsKept() throws {
        let supplies = (1...200).map { "  c\($0): {at: $.c\($0)}" }.joined(separator: "\n")
        let members = (1...200).map { #""c\#($0)": "secret""# }.joined(separator: ", ")
        let manifest = try ConnectorManifest.json(
            "record: $\nidentifies: $.id\nsupplies:\n  name: {at: $.n}\n\(supplies)\nopens:\n  spouse: {kind: person, key: {person_id: $.s}}\n")
        let reply = #"{\#(Self.id), "n": "Mai", "s": "015194000999", \#(members)}"#
        let request = ConnectorRequest(
            connector: manifest.id, operation: OperationID("person"), keys: [ConceptID("person_id"): "015194000123"],
            concepts: [ConceptID("name")], relations: [])
        let record = try #require(try manifest.extracted(.json(Array(reply.utf8)), request: request).record)
        #expect(record.values.keys.map(\.rawValue) == ["name"])
        #expect(record.links.isEmpty)
        #expect(!"\(record)".contains("secret"))
    }

    @Test(arguments: [
        ("recordedAt: $.t", #""t": "2026-01-20""#, "2026-01-20"),
        ("recordedAt: {at: $.t, format: yyyyMMddHHmmss}", #""t": "20260120083000""#, "2026-01-20"),
        ("recordedAt: {at: $.t, format: yyyyMMdd}", #""t": "soon""#, nil),
        ("recordedAt: $.t", #""u": 1"#, nil),
    ] as [(String, String, String?)])
    func recordedAtIsADay(_ rule: String, _ member: String, _ expected: String?) throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\n\(rule)")
        let record = try #require(try manifest.extracted(.json(Array("{\(Self.id), \(member)}".utf8))).record)
        #expect(record.recordedAt?.description == expected)
    }

    @Test(arguments: ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"])
    func aFaultIsNeverAbsence(_ namespace: String) throws {
        let manifest = try ConnectorManifest.xml("record: /s:Envelope/s:Body/c:P\nidentifies: c:Id\nnotFound: {at: //s:Fault}")
        let reply = "<e:Envelope xmlns:e='\(namespace)'><e:Body><e:Fault><faultcode>e:Client</faultcode></e:Fault></e:Body></e:Envelope>"
        #expect(try manifest.extracted(.xml(Array(reply.utf8))) == .failed(.down))
    }

    @Test func aDocumentTypeIsUnreadable() throws {
        let manifest = try ConnectorManifest.xml("record: /c:P\nidentifies: c:Id")
        let reply = "<!DOCTYPE P [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><P xmlns='urn:c'><Id>&x;</Id></P>"
        #expect(try manifest.extracted(.xml(Array(reply.utf8))) == .failed(.unreadable))
    }
}
