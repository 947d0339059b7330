import Connectors
import Expressions
import Foundation
import NIOConcurrencyHelpers
import NIOSSL
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// How a register knows who asks, and how it is known that the register is the one: over real connections.
@Suite("Access to registers", .timeLimit(.minutes(1)))
struct AccessTests {
    private static let found = #"{"id": "015194000123", "n": "Mai"}"#

    /// Asks so often; whether the register can be set up at all is part of the question.
    private static func answers(
        _ transport: String, _ variables: [String: String], times: Int = 1, clock: any Clock<Duration> = ContinuousClock(), after: () -> Void = {}
    ) async throws -> [String] {
        let factory = ConnectorFactory(vocabulary: try .small(), variables: variables, clock: clock)
        let manifest = try ConnectorManifest.person(over: transport)
        let connector = try factory.connector(for: manifest)
        var answers: [String] = []
        for _ in 0..<times {
            answers.append(await connector.lookUp(manifest.wholeRequest()).shown)
            after()
        }
        await factory.close()
        return answers
    }

    @Test("a user and a password go as one header")
    func basic() async throws {
        let server = try await CannedServer.answering(.http(200, Self.found))
        let answers = try await Self.answers(
            #"{kind: json, url: "${URL}", basic: {user: "${USER}", password: "${PASSWORD}"}}"#,
            ["URL": server.url, "USER": "Aladdin", "PASSWORD": "open sesame"])
        await server.close()
        #expect(answers == ["found"])
        // RFC 7617, section 2.
        #expect(server.requests.allSatisfy { $0.contains("\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n") })
    }

    // MARK: OAuth

    private static let oauth = #"{kind: json, url: "${URL}", timeout: 20s, oauth: {token: "${TOKENS}", client: "${CLIENT}", secret: "${SECRET}", scope: "read all"}}"#

    /// A register and a token service on one port: tokens are numbered, those in `accepted` are good.
    private static func service(_ reply: @escaping @Sendable (_ number: Int) -> CannedServer.Answer, accepted: @escaping @Sendable (Int) -> Bool = { _ in true }) async throws -> CannedServer {
        let count = NIOLockedValueBox(0)
        return try await .answering { request in
            guard request.hasPrefix("POST /tokens") else {
                let number = request.split(separator: "Authorization: Bearer t").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
                return number.map(accepted) ?? false ? .http(200, found) : .http(401)
            }
            let number = count.withLockedValue { count in
                count += 1
                return count
            }
            return reply(number)
        }
    }

    private static func ask(_ server: CannedServer, times: Int, clock: any Clock<Duration> = ContinuousClock(), after: () -> Void = {}) async throws -> (answers: [String], tokens: Int) {
        let variables = ["URL": server.url, "TOKENS": server.url + "/tokens", "CLIENT": "one:only", "SECRET": "ü&="]
        let answers = try await answers(oauth, variables, times: times, clock: clock, after: after)
        await server.close()
        return (answers, server.requests.count { $0.hasPrefix("POST /tokens") })
    }

    private static func token(_ number: Int, seconds: Int? = 3600) -> CannedServer.Answer {
        .http(200, #"{"access_token": "t\#(number)", "token_type": "Bearer"\#(seconds.map { ", \"expires_in\": \($0)" } ?? "")}"#)
    }

    @Test("a token is fetched once and used until it ends")
    func tokenReuse() async throws {
        let server = try await Self.service { Self.token($0) }
        let (answers, tokens) = try await Self.ask(server, times: 5)
        #expect(answers == Array(repeating: "found", count: 5) && tokens == 1)
        let fetch = try #require(server.requests.first { $0.hasPrefix("POST /tokens") })
        #expect(fetch.hasSuffix("\r\n\r\ngrant_type=client_credentials&scope=read%20all"))
        #expect(fetch.contains("\r\nAuthorization: Basic \(Data("one%3Aonly:%C3%BC%26%3D".utf8).base64EncodedString())\r\n"))
        #expect(fetch.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"))
    }

    @Test("a token near its end is fetched anew, one that does not say when it ends each time", arguments: [(60, 2), (300, 1), (0, 6), (nil, 6)])
    func tokenEnd(seconds: Int?, tokens: Int) async throws {
        let clock = ManualClock()
        let server = try await Self.service { Self.token($0, seconds: seconds) }
        let (answers, fetched) = try await Self.ask(server, times: 6, clock: clock) { clock.advance(by: .seconds(20)) }
        #expect(answers == Array(repeating: "found", count: 6))
        #expect(fetched == tokens)
    }

    @Test("a token the register does not take is replaced once")
    func tokenRefused() async throws {
        let (answers, tokens) = try await Self.ask(try await Self.service({ Self.token($0) }, accepted: { $0 == 2 }), times: 3)
        #expect(answers == ["found", "found", "found"] && tokens == 2)
        let (refused, fetched) = try await Self.ask(try await Self.service({ Self.token($0) }, accepted: { _ in false }), times: 1)
        #expect(refused == ["refused"] && fetched == 2)
    }

    @Test("no token is no answer, and says why", arguments: [
        (CannedServer.Answer.http(401, #"{"error": "invalid_client"}"#), "refused"), (.http(400, #"{"error": "unauthorized_client"}"#), "refused"),
        (.http(500), "down"), (.http(302, headers: ["Location: /elsewhere"]), "down"), (.http(200, "<html>"), "unreadable"),
        (.http(200, #"{"access_token": "a b", "token_type": "Bearer"}"#), "unreadable"), (.http(200, #"{"access_token": "a", "token_type": "mac"}"#), "unreadable"),
        (.raw("no HTTP\r\n\r\n"), "down"),
    ])
    func noToken(_ answer: CannedServer.Answer, _ expected: String) async throws {
        let server = try await Self.service { _ in answer }
        #expect(try await Self.ask(server, times: 1).answers == [expected])
        #expect(server.requests.allSatisfy { $0.hasPrefix("POST /tokens") })
    }

    // MARK: who may be called

    @Test("secrets go to addresses that configuration names, and nobody else is called", arguments: [
        (#"{kind: json, url: "${URL}"}"#, "", nil), (#"{kind: json, url: "${URL}"}"#, "a.example, 127.0.0.1", nil), (#"{kind: json, url: "${URL}"}"#, "127.0.0.1:PORT", nil),
        (#"{kind: json, url: "${URL}"}"#, "a.example", ConnectorSetupError.unlistedHost("127.0.0.1")),
        (#"{kind: json, url: "${URL}"}"#, "127.0.0.1:1", .unlistedHost("127.0.0.1")),
        (#"{kind: json, url: "http://register.example"}"#, "", nil),
        (#"{kind: json, url: "http://register.example", bearer: "${TOKEN}"}"#, "", .unlistedHost("register.example")),
        (#"{kind: json, url: "http://register.example", bearer: "${TOKEN}"}"#, "register.example", nil),
        (#"{kind: json, url: "${URL}", oauth: {token: "http://tokens.example", client: a, secret: "${TOKEN}"}}"#, "", .unlistedHost("tokens.example")),
        (#"{kind: json, url: "${URL}", basic: {user: "a:b", password: "${TOKEN}"}}"#, "", .badSecret),
        (#"{kind: json, url: "${URL}", bearer: "${NONE}"}"#, "", .unsetVariable("NONE")),
        (#"{kind: json, url: "${URL}", trust: "${NONE}"}"#, "", .unsetVariable("NONE")),
        (#"{kind: json, url: "${URL}", trust: /dev/null}"#, "", .unreadableTrust),
    ])
    func hosts(_ transport: String, _ hosts: String, _ expected: ConnectorSetupError?) async throws {
        let variables = ["URL": "http://127.0.0.1:8081", "TOKEN": "t", "ONCEONLY_HOSTS": hosts.replacing("PORT", with: "8081")]
        let factory = ConnectorFactory(vocabulary: try .small(), variables: variables)
        let manifest = try ConnectorManifest.person(over: transport)
        if let expected {
            #expect(throws: expected) { try factory.connector(for: manifest) }
        } else {
            #expect(throws: Never.self) { try factory.connector(for: manifest) }
        }
        await factory.close()
    }

    @Test("an address outside its networks is not asked", arguments: [("", "found"), ("127.0.0.0/8", "found"), ("192.0.2.0/24", "down"), ("::1", "down")])
    func networks(_ network: String, _ expected: String) async throws {
        let server = try await CannedServer.answering(.http(200, Self.found))
        let networks = network.isEmpty ? "" : #", networks: ["\#(network)"]"#
        let answers = try await Self.answers(#"{kind: json, url: "${URL}"\#(networks)}"#, ["URL": server.url])
        await server.close()
        #expect(answers == [expected])
        #expect(server.requests.isEmpty == (expected == "down"))
    }

    @Test("what a name may resolve to", arguments: [
        ("10.1.2.3", true, true), ("203.0.113.9", true, true), ("2001:db8::1", true, true), ("127.0.0.1", false, true), ("127.8.8.8", false, true), ("::1", false, true),
        ("::ffff:127.0.0.1", false, true), ("169.254.169.254", false, false), ("::ffff:169.254.169.254", false, false), ("fe80::1", false, false),
        ("0.0.0.0", false, false), ("::", false, false), ("224.0.0.1", false, false), ("255.255.255.255", false, false), ("ff02::1", false, false),
    ])
    func addresses(_ text: String, _ isAdmitted: Bool, _ isAdmittedLocally: Bool) throws {
        let address = try #require(Network.Address(text))
        #expect(Surroundings().admits(address) == isAdmitted)
        #expect(Surroundings(isLocal: true).admits(address) == isAdmittedLocally)
    }

    // MARK: TLS

    @Test("a register's certificate must stand on its own root", arguments: [("root.pem", "found"), ("other-root.pem", "down"), (nil, "down")])
    func trust(_ root: String?, _ expected: String) async throws {
        let folder = Folders.package.appending(path: "Tests/DriversTests/certificates")
        let certificates = try NIOSSLCertificate.fromPEMFile(folder.appending(path: "server.pem").path).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: folder.appending(path: "server-key.pem").path, format: .pem)
        let context = try NIOSSLContext(configuration: .makeServerConfiguration(certificateChain: certificates, privateKey: .privateKey(key)))
        let server = try await CannedServer.answering(tls: context) { _ in .http(200, Self.found) }
        let trust = root.map { #", trust: "\#(folder.appending(path: $0).path)""# } ?? ""
        let answers = try await Self.answers(#"{kind: json, url: "${URL}", timeout: 20s\#(trust)}"#, ["URL": "https://localhost:\(server.port)"])
        await server.close()
        #expect(answers == [expected])
    }
}
