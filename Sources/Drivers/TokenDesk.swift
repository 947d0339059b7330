import AsyncHTTPClient
import Connectors
import Formats
import Foundation
import NIOCore
import NIOHTTP1

/// Fetches the token of one service and lends it to all calls until it ends.
///
/// - Source: RFC 6749, sections 2.3.1, 4.4 and 5.1.
actor TokenDesk {
    /// What the desk shows of itself to the token service.
    struct Client: Sendable {
        let address: ServiceAddress
        let id: String
        let secret: String
        let scope: String?
    }

    private struct Token: Sendable {
        let text: String
        let until: Duration
    }

    private let client: Client
    private let timeout: Duration
    private let now: @Sendable () -> Duration
    private var token: Token?
    private var fetching: Task<Token, any Error>?

    /// - Parameters:
    ///   - timeout: for one token.
    ///   - now: since any fixed start.
    init(_ client: Client, timeout: Duration, now: @escaping @Sendable () -> Duration) {
        self.client = client
        self.timeout = timeout
        self.now = now
    }

    /// A token that is good now; whoever comes while one is on its way waits for that one.
    ///
    /// - Throws: `LookUpFailure`, `Refusal` where the client is not known there, or `NotNow`.
    func current(with http: HTTPClient) async throws -> String {
        if let token, now() < token.until { return token.text }
        if let fetching { return try await fetching.value.text }
        let fetching = Task { try await self.fetched(with: http) }
        self.fetching = fetching
        defer { self.fetching = nil }
        let token = try await fetching.value
        self.token = token
        return token.text
    }

    /// The service did not take a token: the next call fetches another.
    func drop(_ text: String) {
        if token?.text == text { token = nil }
    }

    /// The client is not known, or may not have a token.
    struct Refusal: Error {}

    /// The token service asks to be left alone.
    struct NotNow: Error { let wait: Duration }

    private func fetched(with http: HTTPClient) async throws -> Token {
        guard let url = client.address.url("") else { throw LookUpFailure.down }
        var call = HTTPClientRequest(url: url)
        call.method = .POST
        call.headers.add(name: "Accept", value: "application/json")
        call.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        call.headers.add(name: "Authorization", value: BasicCredentials(user: Self.encoded(client.id), password: Self.encoded(client.secret)).header)
        let scope = client.scope.map { "&scope=" + Self.encoded($0) } ?? ""
        call.body = .bytes(ByteBuffer(string: "grant_type=client_credentials" + scope))
        let asked = now()
        let response = try await http.execute(call, timeout: .nanoseconds(timeout.nanoseconds))
        switch response.status.code {
        case 200: break
        // `invalid_client` and its like; RFC 6749, section 5.2.
        case 400, 401, 403: throw Refusal()
        case 429, 503: throw response.headers.retryAfter.map { NotNow(wait: $0) } ?? LookUpFailure.down as any Error
        default: throw LookUpFailure.down
        }
        let body = try await response.body.collect(upTo: 1 << 16)
        guard let reply = try? JSON(parsing: Array(body.readableBytesView)), let text = reply["access_token"]?.string,
            reply["token_type"]?.string?.lowercased() == "bearer", !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw LookUpFailure.unreadable }
        // A token that ends on its way is no use: a tenth of its time, half a minute at most, is left unused. One that does
        // not say how long it holds is used once.
        let seconds = reply["expires_in"]?.number.flatMap { Double($0) }.map { min(max($0, 0), 86_400) } ?? 0
        return Token(text: text, until: asked + .seconds(seconds - min(seconds / 10, 30)))
    }

    /// `application/x-www-form-urlencoded`, as section 2.3.1 asks of identifier and secret.
    private static func encoded(_ text: String) -> String { RequestTemplate.percentEncoded(text) }
}

/// Source: RFC 7617, section 2.
struct BasicCredentials: Sendable {
    let header: String

    init(user: String, password: String) {
        header = "Basic " + Self.base64(Array("\(user):\(password)".utf8))
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
