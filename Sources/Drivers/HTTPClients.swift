import AsyncHTTPClient
import Connectors
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL

/// Where a client may connect to, and whom it believes.
struct Surroundings: Sendable, Hashable {
    /// Certificates a service's own must stand on; the system's where empty.
    var roots: [NIOSSLCertificate] = []
    /// Where the service stands; anywhere that is somebody's where empty.
    var networks: [Network] = []
    /// The address itself names this machine.
    var isLocal = false

    /// Whether a service may stand there.
    func admits(_ address: Network.Address) -> Bool {
        guard networks.isEmpty else { return networks.contains { $0.contains(address) } }
        return !address.isNobodys && (isLocal || !address.isLoopback)
    }
}

/// A connection that ended where no register may stand, whatever its name resolved to.
struct AddressRefused: Error {}

/// The HTTP clients of a factory, made when the first request needs them: one for each kind of surroundings.
final class HTTPClients: Sendable {
    private enum State {
        case open([Surroundings: HTTPClient])
        case closed
    }

    private let state = NIOLockedValueBox(State.open([:]))

    /// - Returns: `nil` once closed.
    func client(in surroundings: Surroundings) -> HTTPClient? {
        state.withLockedValue { state in
            guard case .open(var clients) = state else { return nil }
            if let client = clients[surroundings] { return client }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration(in: surroundings))
            clients[surroundings] = client
            state = .open(clients)
            return client
        }
    }

    func close() async {
        let clients: [HTTPClient] = state.withLockedValue { state in
            defer { state = .closed }
            if case .open(let clients) = state { return Array(clients.values) }
            return []
        }
        for client in clients { try? await client.shutdown() }
    }

    deinit {
        // A client that is dropped without being shut down stops the program.
        state.withLockedValue { state in
            guard case .open(let clients) = state else { return }
            for client in clients.values { Task { try? await client.shutdown() } }
        }
    }

    private static func configuration(in surroundings: Surroundings) -> HTTPClient.Configuration {
        // A redirect would send keys and the token to a host no manifest names.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        // Whoever refuses a connection is down now, not at the deadline; retries are the caller's.
        configuration.connectionPool.retryConnectionEstablishment = false
        if !surroundings.roots.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(surroundings.roots)
            configuration.tlsConfiguration = tls
        }
        // The address a name really resolved to is looked at on the connection itself, before anything is sent over it: a
        // look-up of our own could be answered otherwise than the one the connection is made by.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            if let address = channel.remoteAddress?.ipAddress.flatMap({ Network.Address($0) }), surroundings.admits(address) {
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            return channel.close().flatMapThrowing { throw AddressRefused() }
        }
        return configuration
    }
}
