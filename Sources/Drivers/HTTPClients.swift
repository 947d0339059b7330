import AsyncHTTPClient
import Synchronization

/// The one HTTP client of a factory, made when the first request needs it.
final class HTTPClients: Sendable {
    private enum State {
        case unused
        case open(HTTPClient)
        case closed
    }

    private let state = Mutex(State.unused)

    /// - Returns: `nil` once closed.
    func client() -> HTTPClient? {
        state.withLock { state in
            switch state {
            case .open(let client): return client
            case .closed: return nil
            case .unused:
                let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
                state = .open(client)
                return client
            }
        }
    }

    func close() async {
        let client: HTTPClient? = state.withLock { state in
            defer { state = .closed }
            if case .open(let client) = state { return client }
            return nil
        }
        try? await client?.shutdown()
    }

    deinit {
        // A client that is dropped without being shut down stops the program.
        state.withLock { state in
            guard case .open(let client) = state else { return }
            Task { try? await client.shutdown() }
        }
    }

    private static var configuration: HTTPClient.Configuration {
        // A redirect would send keys and the token to a host no manifest names.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        // Whoever refuses a connection is down now, not at the deadline; retries are the caller's.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
