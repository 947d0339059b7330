import Connectors
import Foundation
import Sandbox
import Synchronization

/// Every question that went to a register, in the order they were put.
final class RequestLog: Sendable {
    private let log = Mutex<[ConnectorRequest]>([])

    var requests: [ConnectorRequest] { log.withLock { $0 } }

    func note(_ request: ConnectorRequest) { log.withLock { $0.append(request) } }

    /// The requests so far; the log begins anew.
    func drain() -> [ConnectorRequest] {
        log.withLock { requests in
            defer { requests = [] }
            return requests
        }
    }
}

/// A register as it is, with every question written down.
struct RecordingConnector: Connector {
    let inner: any Connector
    let log: RequestLog

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        log.note(request)
        return await inner.lookUp(request)
    }

    func close() async { await inner.close() }
}

/// The registers of a province without an intake service: for programs that ask them on their own.
enum ProvinceRegisters {
    static func serving<R: Sendable>(_ province: Province, _ body: @escaping @Sendable ([String: String]) async throws -> R) async throws -> R {
        try await ProvinceServer.serving(province.folder, body)
    }
}
