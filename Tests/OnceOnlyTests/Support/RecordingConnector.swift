import Connectors
import Foundation
import NIOConcurrencyHelpers
import Sandbox

/// Every question that went to a register, in the order they were put, and what was answered.
final class RequestLog: Sendable {
    private let log = NIOLockedValueBox<[ConnectorRequest]>([])
    private let together = NIOLockedValueBox<[[ConnectorRequest]]>([])
    private let heard = NIOLockedValueBox<[(request: ConnectorRequest, answer: LookUp)]>([])

    var requests: [ConnectorRequest] { log.withLockedValue { $0 } }

    /// In the order the answers came.
    var exchanges: [(request: ConnectorRequest, answer: LookUp)] { heard.withLockedValue { $0 } }

    /// How many were put; while more are, cheaper than a copy of them.
    var asked: Int { log.withLockedValue { $0.count } }

    /// How many of them wait for an answer.
    var waiting: Int { asked - heard.withLockedValue { $0.count } }

    /// Those that went out in one call.
    var batches: [[ConnectorRequest]] { together.withLockedValue { $0 } }

    func noteBatch(of requests: [ConnectorRequest]) { together.withLockedValue { $0.append(requests) } }

    func note(_ request: ConnectorRequest) { log.withLockedValue { $0.append(request) } }

    func note(_ answer: LookUp, to request: ConnectorRequest) { heard.withLockedValue { $0.append((request, answer)) } }
}

/// A register as it is, with every question written down.
struct RecordingConnector: Connector {
    let inner: any Connector
    let log: RequestLog

    var manifest: ConnectorManifest { inner.manifest }
    var pause: Duration { inner.pause }
    var asksTogether: Bool { inner.asksTogether }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        for request in requests { log.note(request) }
        log.noteBatch(of: requests)
        let answers = await inner.lookUp(requests)
        for (request, answer) in zip(requests, answers.lookUps) { log.note(answer, to: request) }
        return answers
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        log.note(request)
        let answer = await inner.lookUp(request)
        log.note(answer, to: request)
        return answer
    }

    func close() async { await inner.close() }
}
/// The registers of a province without an intake service: for programs that ask them on their own.
enum ProvinceRegisters {
    static func serving<R: Sendable>(_ province: Province, _ body: @escaping @Sendable ([String: String]) async throws -> R) async throws -> R {
        try await ProvinceServer.serving(province.folder, body)
    }
}
