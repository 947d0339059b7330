import Connectors
import Expressions
import Formats
import NIOConcurrencyHelpers
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// Why a register over HTTP gave no usable answer, and whom its answers are about: over real connections.
@Suite("Causes", .timeLimit(.minutes(1)))
struct CauseTests {
    private static func asked(_ url: String, _ transport: String = "", probing: Bool = false) async throws -> (result: LookUp, cause: LookUpCause?) {
        let heard = NIOLockedValueBox<[Exchange.Event]>([])
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": url], listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
        let manifest = try ConnectorManifest.person(over: #"{kind: json, url: "${URL}"\#(transport)}"#)
        let connector = try factory.connector(for: manifest)
        if probing {
            let event = await factory.probe(connector)
            await factory.close()
            return (.failed(.down), LookUpCause(of: .failed(.down), [event]))
        }
        let request = manifest.wholeRequest()
        let result = await connector.lookUp(request).recognized(for: request, in: try .small())
        await factory.close()
        return (result, LookUpCause(of: result, heard.withLockedValue { $0 }))
    }

    @Test(arguments: [
        (.http(500), .failed(.down), .status(500)), (.http(302, headers: ["Location: http://127.0.0.1:1/"]), .failed(.down), .redirect(302)),
        (.http(403), .refused, .status(403)), (.http(200, #"{"id": "015194000123", "n": "Mai"}"#), nil, nil),
        (.http(200, #"{"id": "015194000123" "n"}"#), .failed(.unreadable), .malformed(FormatError(
            format: .json, reason: .syntax, line: 1, column: 23, detail: "a comma or the end of the object was expected"))),
        (.http(200, #"{"id": "015194000999", "n": "Lan"}"#), .failed(.wrongSubject), nil),
        (.http(200, #"{"n": "Lan"}"#), .failed(.unreadable), nil),
    ] as [(CannedServer.Answer, LookUp?, LookUpCause?)])
    func tellsWhatAServiceSaid(_ answer: CannedServer.Answer, _ result: LookUp?, _ cause: LookUpCause?) async throws {
        let server = try await CannedServer.answering(answer)
        let asked = try await Self.asked(server.url)
        await server.close()
        #expect(result.map { $0 == asked.result } ?? (asked.result.shown == "found"), "\(asked.result)")
        #expect(asked.cause == cause)
    }

    @Test("an address that is not allowed, and one nobody listens at", arguments: [false, true])
    func tellsWhatStoodInTheWay(probing: Bool) async throws {
        let server = try await CannedServer.answering(.http(200, "{}"))
        let url = server.url
        #expect(try await Self.asked(url, #", networks: ["192.0.2.0/24"]"#, probing: probing).cause == .trouble(.wrongAddress, code: nil))
        await server.close()
        let refused = try await Self.asked(url, probing: probing).cause
        #expect(refused.map { if case .trouble(.connectionRefused, let code?) = $0 { code.hasPrefix("errno ") } else { false } } == true, "\(String(describing: refused))")
    }

    /// The top-level domain is nobody's; RFC 6761, section 6.4.
    @Test("a name that leads to no address is told from an address that does not answer")
    func unresolved() async throws {
        #expect(try await Self.asked("http://nobody.invalid", probing: true).cause == .trouble(.unresolved, code: nil))
    }

    @Test("looking for a service shows it no key, and any answer will do", arguments: [200, 404, 500])
    func probes(status: Int) async throws {
        let server = try await CannedServer.answering(.http(status))
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url, "TOKEN": "secret"])
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", bearer: "${TOKEN}"}
            operations:
              person: {about: person, key: [person_id], request: {path: "/persons/{person_id}"}, identifies: $.id, supplies: {name: {at: $.n}}}
            """)
        let event = await factory.probe(try factory.connector(for: manifest))
        await factory.close()
        await server.close()
        #expect({ if case .answered(_, status) = event { true } else { false } }())
        #expect(server.requests.count == 1 && server.requests[0].hasPrefix("HEAD / HTTP/1.1") && !server.requests[0].contains("secret"))
    }

    @Test("a key in another spelling is the same key", arguments: [("015194000123", "found"), (" 015194000123 ", "found"), ("015194000999", "wrong-subject")])
    func recognizes(_ key: String, _ expected: String) throws {
        let request = ConnectorRequest(
            connector: ConnectorID("register"), operation: OperationID("person"), keys: [ConceptID("person_id"): key], concepts: [], relations: [])
        let record = Record(identifiedBy: [ConceptID("person_id"): "015194000123"], values: [:], links: [:], recordedAt: nil)
        #expect(LookUp.found(record).recognized(for: request, in: try .small()).shown == expected)
        let keyless = Record(identifiedBy: [:], values: [:], links: [:], recordedAt: nil)
        #expect(LookUp.found(keyless).recognized(for: request, in: try .small()).shown == "wrong-subject")
    }
}
