import AsyncHTTPClient
import Connectors
import Expressions
import NIOCore
import NIOHTTP1
import Vocabulary

/// Asks a register over HTTP that answers in JSON or XML.
struct HTTPConnector: Connector {
    /// A longer answer is no answer about one subject.
    static let maximumBody = 4 << 20

    let manifest: ConnectorManifest
    let vocabulary: Vocabulary
    let base: ServiceAddress
    let bearer: String?
    let clients: HTTPClients

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation), let call = call(operation, request.keys) else {
            return .failed(.unreadable)
        }
        guard let client = clients.client() else { return .failed(.down) }
        let transport = manifest.transport
        return await within(transport.timeout) {
            do {
                // The limit is this function's own; the client's is a little later, to end what was left behind.
                let response = try await client.execute(call, timeout: .nanoseconds(transport.timeout.nanoseconds + 1_000_000_000))
                if let answer = operation.reply.answer(to: Int(response.status.code)) { return answer }
                let body = try await response.body.collect(upTo: Self.maximumBody)
                let bytes = Array(body.readableBytesView)
                let reply: Reply = transport.kind == .xml ? .xml(bytes) : .json(bytes)
                return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: reply)
            } catch {
                return .failed(Self.failure(error))
            }
        }
    }

    /// The client belongs to the factory.
    func close() async {}

    /// - Returns: `nil` where a key is missing or cannot stand in the request.
    private func call(_ operation: Connectors.Operation, _ keys: [ConceptID: String]) -> HTTPClientRequest? {
        let keys = keys.filter { operation.keys.contains($0.key) }
        let template = operation.request
        guard keys.count == operation.keys.count, let path = RequestTemplate(template.path).filled(with: keys, as: .path),
            let url = base.url(path)
        else { return nil }
        let isXML = manifest.transport.kind == .xml
        var call = HTTPClientRequest(url: url)
        call.method = .init(rawValue: template.method)
        call.headers.add(name: "Accept", value: isXML ? "text/xml, application/xml" : "application/json")
        if let bearer { call.headers.add(name: "Authorization", value: "Bearer \(bearer)") }
        // SOAP 1.1, section 6.1.1: the URI stands in quotes.
        if let action = template.action { call.headers.add(name: "SOAPAction", value: "\"\(action)\"") }
        if let body = template.body {
            guard let filled = RequestTemplate(body).filled(with: keys, as: isXML ? .xml : .json) else { return nil }
            call.headers.add(name: "Content-Type", value: isXML ? "text/xml; charset=utf-8" : "application/json")
            call.body = .bytes(ByteBuffer(string: filled))
        }
        for (name, value) in template.headers.sorted(by: { $0.key < $1.key }) {
            guard let filled = RequestTemplate(value).filled(with: keys, as: .header) else { return nil }
            call.headers.replaceOrAdd(name: name, value: filled)
        }
        return call
    }

    private static func failure(_ error: any Error) -> LookUpFailure {
        switch error {
        case is NIOTooManyBytesError: .unreadable
        case is CancellationError: .timeout
        case ChannelError.connectTimeout: .timeout
        case let error as HTTPClientError where timeouts.contains(error): .timeout
        default: .down
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .cancelled, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout,
    ]
}

extension ReplyRules {
    /// What an HTTP status says before the body is read; `nil` where the body is the answer.
    func answer(to status: Int) -> LookUp? {
        if refusedWhen?.statuses.contains(status) ?? false { return .refused }
        if notFound?.statuses.contains(status) ?? false { return .absent }
        if invalidWhen?.statuses.contains(status) ?? false { return .failed(.invalid) }
        switch status {
        case 200..<300: return nil
        case 401, 403: return .refused
        // Redirects are not followed; a 404 no rule speaks of is a wrong address as likely as a missing record.
        default: return .failed(.down)
        }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
