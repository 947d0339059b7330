import Connectors
import Expressions
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// A register that only confirms: what it is told, and what its answer is taken for.
@Suite(.timeLimit(.minutes(1))) struct VerificationTests {
    private static func manifest(_ rules: String = ", format: dd/MM/yyyy") throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", bearer: "${TOKEN}", timeout: 5s}
            operations:
              person:
                about: person
                key: [person_id]
                request: {method: POST, path: /confirm, body: '{"id": "{person_id}", "name": "{name}", "born": "{born}"}'}
                record: $.p
                identifies: $.id
                notFound: {status: 404}
                verifies:
                  name: {at: $.name, yes: [Y], no: [N]}
                  born: {at: $.born, yes: ["1"], no: ["0"]\(rules)}
            """)
    }

    private static let typed: [ConceptID: String] = [ConceptID("person_id"): "015194000123", ConceptID("name"): "Mai \"M\"", ConceptID("born"): "1994-03-07"]

    private static func reply(_ name: String, _ born: String) -> CannedServer.Answer { .http(200, #"{"p": {"id": "015194000123", "name": \#(name), "born": \#(born)}}"#) }

    @Test("yes, no and no record are three answers; refused, neither yes nor no, and broken off are none", arguments: [
        (reply(#""Y""#, #""1""#), "true true"), (reply(#""N""#, #""1""#), "false true"), (reply(#""Y""#, "0"), "true false"), (reply(#""N""#, #""0""#), "false false"),
        (.http(404), "absent"), (.http(401), "refused"), (.http(403), "refused"), (.http(500), "down"), (reply(#""?""#, #""1""#), "unreadable"),
        (reply("null", #""1""#), "unreadable"), (reply(#"["Y", "N"]"#, #""1""#), "unreadable"), (reply(#""y""#, #""1""#), "unreadable"), (.http(200, #"{"p": {"id": "015194000123"}}"#), "unreadable"),
        (.http(200, #"{"p": {"name": "Y", "born": "1"}}"#), "unreadable"), (.http(200, "{}"), "unreadable"),
    ] as [(CannedServer.Answer, String)])
    func answers(_ answer: CannedServer.Answer, _ expected: String) async throws {
        let server = try await CannedServer.answering(answer)
        let said = try await HTTPConnectorTests.lookUp(Self.manifest(), at: server.url, keys: Self.typed)
        await server.close()
        let values = said.record.map { record in ["name", "born"].map { record.values[ConceptID($0)]?.shown ?? "-" }.joined(separator: " ") }
        #expect((values ?? said.shown) == expected)
        #expect(said.record?.identifiedBy ?? [ConceptID("person_id"): "015194000123"] == [ConceptID("person_id"): "015194000123"])
    }

    @Test("the request carries the key and what was typed, as the register writes it, and nothing else", arguments: [
        ("1994-03-07", ", format: dd/MM/yyyy", "07/03/1994"), ("1994", ", format: dd/MM/yyyy, partial: true", "00/00/1994"), ("1994", ", format: dd/MM/yyyy", nil), ("1994-03", ", format: dd/MM/yyyy", nil),
        ("1994-03-07", "", "1994-03-07"), ("1994", "", nil), ("1994-03", "", nil), ("1994", ", partial: true", "1994-00-00"),
    ] as [(String, String, String?)])
    func request(_ born: String, _ rules: String, _ written: String?) async throws {
        let server = try await CannedServer.answering(Self.reply(#""Y""#, #""1""#))
        var typed = Self.typed
        typed[ConceptID("born")] = born
        typed[ConceptID("sex")] = "2"
        let said = try await HTTPConnectorTests.lookUp(Self.manifest(rules), at: server.url, keys: typed)
        await server.close()
        let bodies = server.requests.map { $0.split(separator: "\r\n\r\n").last.map(String.init) ?? "" }
        #expect(bodies == (written.map { [#"{"id": "015194000123", "name": "Mai \"M\"", "born": "\#($0)"}"#] } ?? []))
        // What cannot be written as the register has it is not sent in part.
        #expect(said.shown == (written == nil ? "not-asked" : "found"))
    }

    @Test("a code is sent in the register's words", arguments: [("1", "NAM"), ("2", "NU"), ("3", nil)] as [(String, String?)])
    func code(_ sex: String, _ written: String?) async throws {
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", bearer: "${TOKEN}", timeout: 5s}
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "/confirm/{person_id}/{sex}"}
                record: $.p
                identifies: $.id
                verifies:
                  sex: {at: $.sex, yes: [Y], no: [N], codes: {NAM: "1", NU: "2"}}
            """)
        let server = try await CannedServer.answering(.http(200, #"{"p": {"id": "015194000123", "sex": "N"}}"#))
        let said = try await HTTPConnectorTests.lookUp(manifest, at: server.url, keys: [ConceptID("person_id"): "015194000123", ConceptID("sex"): sex])
        await server.close()
        #expect(server.requests.compactMap { $0.split(separator: " ").dropFirst().first } == (written.map { ["/confirm/015194000123/\($0)"] } ?? []))
        #expect(said.shown == (written == nil ? "not-asked" : "found") && said.record?.values[ConceptID("sex")]?.shown ?? "false" == "false")
    }

    @Test("a value that is wanting is not asked about")
    func missing() async throws {
        let server = try await CannedServer.answering(Self.reply(#""Y""#, #""1""#))
        let said = try await HTTPConnectorTests.lookUp(Self.manifest(), at: server.url, keys: Self.typed.filter { $0.key != ConceptID("name") })
        await server.close()
        #expect(said.shown == "not-asked" && server.requests.isEmpty)
    }
}
