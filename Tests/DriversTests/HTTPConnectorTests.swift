import Connectors
import Expressions
import Foundation
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// Faults of a service, each over a real connection.
@Suite(.timeLimit(.minutes(1))) struct HTTPConnectorTests {
    static let rules = """
        record: $.p
        identifies: $.id
        supplies: {name: {at: $.n}}
        """
    static let found = #"{"p": {"id": "015194000123", "n": "Mai"}}"#

    static func lookUp(
        _ manifest: ConnectorManifest, at url: String, keys: [ConceptID: String] = [ConceptID("person_id"): "015194000123"]
    ) async throws -> LookUp {
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": url, "TOKEN": "secret-token"])
        let connector = try factory.connector(for: manifest)
        let answer = await connector.lookUp(manifest.wholeRequest(keys: keys))
        await connector.close()
        await factory.close()
        return answer
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: CannedServer.Answer
        let rules: String
        let expected: String

        init(_ name: String, _ answer: CannedServer.Answer, rules: String = "", _ expected: String) {
            (testDescription, self.answer, self.rules, self.expected) = (name, answer, rules, expected)
        }
    }

    @Test(arguments: [
        Case("200 with the record", .http(200, found), "found"),
        Case("200 in pieces", .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"p\":\r\n18\r\n {\"id\": \"015194000123\"}}\r\n0\r\n\r\n"), "found"),
        Case("404 that the manifest speaks of", .http(404), rules: "notFound: {status: 404}", "absent"),
        Case("404 that it does not", .http(404, found), "down"),
        Case("410 for a record that must not be used", .http(410), rules: "invalidWhen: {status: 410}", "invalid"),
        Case("401 without a rule", .http(401), "refused"),
        Case("403 without a rule", .http(403), "refused"),
        Case("451 with a rule", .http(451), rules: "refusedWhen: {status: [403, 451]}", "refused"),
        Case("400", .http(400, found), "down"),
        Case("429", .http(429), "down"),
        Case("500 with a record", .http(500, found), "down"),
        Case("503", .http(503), "down"),
        Case("a redirect is not followed", .http(302, headers: ["Location: /elsewhere"]), "down"),
        Case("204", .http(204), "unreadable"),
        Case("malformed JSON", .http(200, #"{"p": {"id": "015194000123",}}"#), "unreadable"),
        Case("a key twice", .http(200, #"{"p": {"id": "015194000123", "id": "015194000999"}}"#), "unreadable"),
        Case("a page instead of data", .http(200, "<html><title>Bảo trì</title></html>", headers: ["Content-Type: text/html"]), "unreadable"),
        Case("another service's JSON", .http(200, #"{"status": "ok"}"#), "unreadable"),
        Case("bytes that are not UTF-8", .init(bytes: Array("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n".utf8) + [0x22, 0xFF, 0x22]), "unreadable"),
        // What the headers say of the body is what is read, or nothing is.
        Case("plain bytes labelled as packed", .http(200, found, headers: ["Content-Encoding: gzip"]), "unreadable"),
        Case("bytes labelled as packed twice", .http(200, found, headers: ["Content-Encoding: identity", "Content-Encoding: br"]), "unreadable"),
        Case("bytes labelled as they are", .http(200, found, headers: ["Content-Encoding: Identity", "Content-Type: application/json;charset=\"UTF-8\""]), "found"),
        Case("JSON labelled as of a code page", .http(200, found, headers: ["Content-Type: application/json; charset=windows-1258"]), "unreadable"),
        Case("JSON labelled as UTF-16", .http(200, found, headers: ["Content-Type: application/json; charset=utf-16"]), "unreadable"),
        Case("JSON labelled as ASCII, which it is", .http(200, found, headers: ["Content-Type: application/json; charset=us-ascii"]), "found"),
        Case("JSON labelled as text", .http(200, found, headers: ["Content-Type: text/plain"]), "found"),
        Case("a body cut short", .raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\(found)"), "down"),
        Case("chunks cut short", .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFF\r\n{\"p\":"), "down"),
        Case("a record cut short, without a length", .raw("HTTP/1.1 200 OK\r\n\r\n{\"p\": {\"id\": \"0151940"), "unreadable"),
        Case("no HTTP at all", .raw("SSH-2.0-OpenSSH_9.2\r\n"), "down"),
        Case("closed without an answer", .raw(" "), "down"),
        Case("a huge body, announced", .http(200, String(repeating: " ", count: 5 << 20)), "unreadable"),
        Case("a huge body, not announced", .raw("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: " ", count: 5 << 20)), "unreadable"),
    ])
    func everyFaultIsToldApart(_ example: Case) async throws {
        let server = try await CannedServer.answering(example.answer)
        let answer = try await Self.lookUp(.json(Self.rules + "\n" + example.rules), at: server.url)
        await server.close()
        #expect(answer.shown == example.expected)
    }

    @Test(arguments: [
        Case("never answers", .silence, "timeout"),
        Case("stops after the head", .raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", closes: false), "timeout"),
        Case("stops inside the body", .raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\(found)", closes: false), "timeout"),
    ])
    func whoIsSlowIsNotWaitedFor(_ example: Case) async throws {
        let server = try await CannedServer.answering(example.answer)
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try await Self.lookUp(.json(Self.rules, timeout: "100ms"), at: server.url)
        #expect(answer.shown == example.expected)
        #expect(clock.now - start < .seconds(10))
        await server.close()
    }

    @Test(arguments: [
        ("utf-8", "UTF-8", "found"), ("UTF-8", nil, "found"), ("iso-8859-1", "ISO-8859-1", "found"), ("iso-8859-1", "UTF-8", "unreadable"), ("utf-8", "ISO-8859-1", "unreadable"),
        ("iso-8859-1", nil, "unreadable"), (nil, "ISO-8859-1", "found"),
    ] as [(String?, String?, String)])
    func theLabelOfXMLAndItsDeclarationSayTheSame(_ label: String?, _ declared: String?, _ expected: String) async throws {
        let head = declared.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? ""
        let type = label.map { ["Content-Type: text/xml; charset=\($0)"] } ?? ["Content-Type: text/xml"]
        let server = try await CannedServer.answering(.http(200, head + "<P xmlns='urn:c'><Id>015194000123</Id></P>", headers: type))
        #expect(try await Self.lookUp(.xml("record: /c:P\nidentifies: c:Id"), at: server.url).shown == expected)
        await server.close()
    }

    @Test func whoRefusesTheConnectionIsDownAtOnce() async throws {
        let server = try await CannedServer.answering(.silence)
        let url = server.url
        await server.close()
        let start = ContinuousClock.now
        #expect(try await Self.lookUp(.json(Self.rules, timeout: "20s"), at: url) == .failed(.down))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func aHostThatDoesNotExistIsDown() async throws {
        #expect(try await Self.lookUp(.json(Self.rules, timeout: "20s"), at: "http://register.invalid") == .failed(.down))
    }

    @Test func aCancelledTaskDoesNotWait() async throws {
        let server = try await CannedServer.answering(.silence)
        let url = server.url
        let task = Task { try await Self.lookUp(.json(Self.rules, timeout: "50s"), at: url) }
        while server.asked == 0 { await Task.yield() }
        task.cancel()
        #expect(try await task.value == .failed(.timeout))
        await server.close()
    }

    @Test func theSubjectOfTheReplyIsPassedThrough() async throws {
        let server = try await CannedServer.answering(.http(200, #"{"p": {"id": "015194000999", "n": "Lan"}}"#))
        let answer = try await Self.lookUp(.json(Self.rules), at: server.url)
        await server.close()
        #expect(answer.record?.identifiedBy == [ConceptID("person_id"): "015194000999"])
    }

    @Test func theRequestIsWhatTheManifestSays() async throws {
        let server = try await CannedServer.answering(.http(200, Self.found))
        _ = try await Self.lookUp(.json(Self.rules), at: server.url + "/base/")
        await server.close()
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("GET /base/persons/015194000123 HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("host: 127.0.0.1:\(server.port)\r\n"))
        #expect(request.contains("Authorization: Bearer secret-token\r\n"))
        #expect(request.contains("Accept: application/json\r\n"))
    }

    @Test func aSOAPRequestCarriesItsActionAndEscapesItsKey() async throws {
        let reply = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><P xmlns='urn:c'><Id>a</Id></P></s:Body></s:Envelope>"
        let server = try await CannedServer.answering(.http(200, reply))
        let manifest = try ConnectorManifest.xml("record: /s:Envelope/s:Body/c:P\nidentifies: c:Id")
        let answer = try await Self.lookUp(manifest, at: server.url, keys: [ConceptID("person_id"): "<&']]>"])
        await server.close()
        #expect(answer.shown == "found")
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /soap HTTP/1.1\r\n"))
        #expect(request.contains("SOAPAction: \"urn:c/person\"\r\n"))
        #expect(request.contains("Content-Type: text/xml; charset=utf-8\r\n"))
        #expect(request.hasSuffix("<c:Q xmlns:c='urn:c'>&lt;&amp;&#39;]]&gt;</c:Q>"))
    }

    @Test(arguments: [200, 500])
    func aSOAPFaultIsDownWhateverItsStatus(_ status: Int) async throws {
        let fault = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>"
        let server = try await CannedServer.answering(.http(status, fault))
        let manifest = try ConnectorManifest.xml("record: /s:Envelope/s:Body/c:P\nidentifies: c:Id")
        #expect(try await Self.lookUp(manifest, at: server.url) == .failed(.down))
        await server.close()
    }

    @Test(arguments: [[ConceptID("person_id"): ".."], [ConceptID("name"): "Mai"], [:]])
    func aKeyThatIsMissingOrWouldLeaveItsPlaceIsNotSent(_ keys: [ConceptID: String]) async throws {
        let server = try await CannedServer.answering(.http(200, Self.found))
        #expect(try await Self.lookUp(.json(Self.rules), at: server.url, keys: keys) == .failed(.notAsked))
        #expect(server.requests.isEmpty)
        await server.close()
    }

    @Test func aClosedFactoryAnswersDownAndMayBeClosedAgain() async throws {
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": "http://127.0.0.1:9", "TOKEN": "t"])
        let manifest = try ConnectorManifest.json(Self.rules)
        let connector = try factory.connector(for: manifest)
        await factory.close()
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
        await factory.close()
    }
}
