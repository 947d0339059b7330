import AsyncHTTPClient
import Connectors
import Expressions
import Formats
import NIOCore
import NIOHTTP1
import NIOSSL
import Vocabulary

/// Asks a register over HTTP that answers in JSON or XML.
struct HTTPConnector: Connector {
    /// What a service is shown.
    enum Credentials: Sendable {
        case none
        case header(String)
        case token(TokenDesk)
    }

    let manifest: ConnectorManifest
    let vocabulary: Vocabulary
    let base: ServiceAddress
    let credentials: Credentials
    let surroundings: Surroundings
    let clients: HTTPClients
    let time: Elapsing
    let listener: Exchange.Listener?
    private let leaveAlone = LeaveAlone()

    var pause: Duration { leaveAlone.left(at: time.now()) }

    var asksTogether: Bool { true }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation) else { return .failed(.unreadable) }
        guard let client = clients.client(in: surroundings) else { return .failed(.down) }
        return await time.within(manifest.transport.timeout) {
            do {
                return try await self.answer(to: request, operation, with: client)
            } catch {
                if let asked = error as? TokenDesk.NotNow { self.leaveAlone.note(until: self.time.now() + asked.wait) }
                self.listener?(Exchange(request, .failed(Self.trouble(for: error), code: Self.code(of: error))))
                return Self.lookUp(for: error)
            }
        }
    }

    /// Whether the service is there: a request for the top of its address, without a key and without what it is to be shown. Any answer will do.
    func probe() async -> Exchange.Event {
        guard let client = clients.client(in: surroundings), let url = base.url("/") else { return .failed(.unreachable) }
        return await time.within(manifest.transport.timeout, late: .failed(.timeout)) {
            do {
                var call = HTTPClientRequest(url: url)
                call.method = .HEAD
                let response = try await client.execute(call, timeout: .nanoseconds(self.manifest.transport.timeout.nanoseconds + 1_000_000_000))
                return .answered(self.reply(ByteBuffer()), status: Int(response.status.code))
            } catch {
                return .failed(Self.trouble(for: error), code: Self.code(of: error))
            }
        }
    }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        guard let operation = requests.first.flatMap({ manifest.operation($0.operation) }), let batch = operation.batch, requests.count <= batch.size,
            let key = operation.keys.first
        else { return BatchLookUp(all: .failed(.unreadable), requests.count) }
        guard let client = clients.client(in: surroundings) else { return BatchLookUp(all: .failed(.down), requests.count) }
        let path = RequestTemplate(batch.request.path)
        let places = requests.indices.filter { index in
            requests[index].keys[key].map { path.filled(with: [Connectors.Operation.Pages.input: ""], list: (key, [$0]), as: .path, optional: Connectors.Operation.Pages.input) != nil } ?? true
        }
        let listed = places.map { requests[$0] }
        guard !listed.isEmpty else { return BatchLookUp(all: .failed(.notAsked), requests.count, byOne: true) }
        guard let extraction = BatchExtraction(of: operation, for: listed, vocabulary: vocabulary) else { return BatchLookUp(all: .failed(.unreadable), requests.count) }
        let list = RequestTemplate.KeyList(key, listed.compactMap { $0.keys[key] })
        return await time.within(manifest.transport.timeout, late: BatchLookUp(all: .failed(.timeout), requests.count)) {
            await self.said(about: list, by: operation, asking: batch.request, extraction, with: client).placed(at: places, of: requests.count)
        }
    }

    private func said(
        about list: RequestTemplate.KeyList, by operation: Connectors.Operation, asking template: Request, _ extraction: BatchExtraction, with client: HTTPClient
    ) async -> BatchLookUp {
        let count = list.items.count
        do {
            switch try await self.said(by: operation, asking: template, [:], list, with: client, hearing: nil) {
            // A status does not say which of several subjects are missing, or must not be asked about: one may be why.
            case .status(let answer, let code):
                let byOne = answer == .absent || code.map { (400..<500).contains($0) && !Self.isOfTheCall.contains($0) } ?? false
                return BatchLookUp(all: byOne && answer != .refused ? .failed(.unreadable) : answer, count, byOne: byOne)
            case .pages(let replies): return extraction.lookUps(in: replies)
            }
        } catch {
            if let asked = error as? TokenDesk.NotNow { leaveAlone.note(until: time.now() + asked.wait) }
            return BatchLookUp(all: Self.lookUp(for: error), count)
        }
    }

    /// Statuses that are about who asks, when and how, whomever it is about: not signed in, method, proxy, slow, too early, too many.
    private static let isOfTheCall: Set<Int> = [401, 405, 407, 408, 425, 429]

    /// The client belongs to the factory.
    func close() async {}

    private func answer(to request: ConnectorRequest, _ operation: Connectors.Operation, with client: HTTPClient) async throws -> LookUp {
        let keys = try operation.arguments(request.keys, vocabulary)
        let hear = listener.map { listener in { event in listener(Exchange(request, event)) } }
        switch try await said(by: operation, asking: operation.request, keys, nil, with: client, hearing: hear) {
        case .status(let answer, _): return answer
        case .pages(let replies): return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: replies)
        }
    }

    private enum Said {
        case pages([Reply])
        /// What a status says before the body is read; no code where the call could not be written.
        case status(LookUp, code: Int? = nil)
    }

    /// All pages of an answer are one answer: what one of them lacks is not known to be nowhere.
    private func said(
        by operation: Connectors.Operation, asking template: Request, _ keys: [ConceptID: String], _ list: RequestTemplate.KeyList?,
        with client: HTTPClient, hearing hear: ((Exchange.Event) -> Void)?
    ) async throws -> Said {
        var page = operation.pages?.first
        var replies: [Reply] = []
        var seen: Set<String> = []
        var size = 0
        repeat {
            guard let call = call(template, keys, list, page: page) else { return .status(.failed(replies.isEmpty ? .notAsked : .unreadable)) }
            let response = try await execute(call, with: client)
            let status = Int(response.status.code)
            if let answer = operation.reply.answer(to: status, after: replies.count) {
                // Too many calls, or not in service for a while; RFC 6585, section 4, and RFC 9110, section 15.6.4.
                if answer == .failed(.down), [429, 503].contains(status), let wait = response.headers.retryAfter { leaveAlone.note(until: time.now() + wait) }
                if let hear {
                    let body = try await response.body.collect(upTo: Place.maximumBytes - size)
                    hear(.answered(reply(body), status: status))
                }
                return .status(answer, code: status)
            }
            let body = try await response.body.collect(upTo: Place.maximumBytes - size)
            size += body.readableBytes
            let said = reply(body)
            // What is written in another way than it is read by is not recorded either: nothing in it would be recognized.
            guard Self.isLabelled(said, in: response.headers) else {
                hear?(.failed(.broken))
                return .status(.failed(.unreadable))
            }
            hear?(.answered(said, status: status))
            replies.append(said)
            guard let pages = operation.pages else { break }
            page = try Extraction.nextPage(in: said, at: pages.next)
            // A service that leads in a circle, or on and on, gives no answer.
            if let page, replies.count >= pages.most || !seen.insert(page).inserted { return .status(.failed(.unreadable)) }
        } while page != nil
        return .pages(replies)
    }

    private func reply(_ body: ByteBuffer) -> Reply {
        let bytes = Array(body.readableBytesView)
        return manifest.transport.kind == .xml ? .xml(bytes) : .json(bytes)
    }

    /// One call, with what the service is to be shown; a token it does not take is replaced once.
    private func execute(_ call: HTTPClientRequest, with client: HTTPClient) async throws -> HTTPClientResponse {
        // The limit is the caller's own; the client's is a little later, to end what was left behind.
        let limit = TimeAmount.nanoseconds(manifest.transport.timeout.nanoseconds + 1_000_000_000)
        var call = call
        switch credentials {
        case .none: break
        case .header(let header): call.headers.replaceOrAdd(name: "Authorization", value: header)
        case .token(let desk):
            let token = try await desk.current(with: client)
            call.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token)")
            let response = try await client.execute(call, timeout: limit)
            guard response.status == .unauthorized else { return response }
            await desk.drop(token)
            call.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(try await desk.current(with: client))")
        }
        return try await client.execute(call, timeout: limit)
    }

    /// - Returns: `nil` where a key cannot stand in the request.
    private func call(_ template: Request, _ keys: [ConceptID: String], _ list: RequestTemplate.KeyList?, page: String?) -> HTTPClientRequest? {
        var keys = keys
        keys[Connectors.Operation.Pages.input] = page
        guard let path = RequestTemplate(template.path).filled(with: keys, list: list, as: .path, optional: Connectors.Operation.Pages.input), let url = base.url(path) else { return nil }
        let isXML = manifest.transport.kind == .xml
        var call = HTTPClientRequest(url: url)
        call.method = .init(rawValue: template.method)
        call.headers.add(name: "Accept", value: isXML ? "text/xml, application/xml" : "application/json")
        // SOAP 1.1, section 6.1.1: the URI stands in quotes.
        if let action = template.action { call.headers.add(name: "SOAPAction", value: "\"\(action)\"") }
        if let body = template.body {
            guard let filled = RequestTemplate(body).filled(with: keys, list: list, as: isXML ? .xml : .json) else { return nil }
            call.headers.add(name: "Content-Type", value: isXML ? "text/xml; charset=utf-8" : "application/json")
            call.body = .bytes(ByteBuffer(string: filled))
        }
        for (name, value) in template.headers.sorted(by: { $0.key < $1.key }) {
            guard let filled = RequestTemplate(value).filled(with: keys, list: list, as: .header) else { return nil }
            call.headers.replaceOrAdd(name: name, value: filled)
        }
        return call
    }

    /// Whether what the headers say of the body is what is read: a body packed in a way nobody asked for, or written in another
    /// encoding than it is read by, says something else than it seems to.
    ///
    /// - Source: RFC 9110, section 8.4; RFC 7303, section 3.2, for XML: the parameter counts more than the declaration.
    private static func isLabelled(_ reply: Reply, in headers: HTTPHeaders) -> Bool {
        guard headers[canonicalForm: "Content-Encoding"].allSatisfy({ $0.lowercased() == "identity" }) else { return false }
        let parameters = headers.first(name: "Content-Type")?.split(separator: ";").dropFirst() ?? []
        let charset = parameters.lazy.map { $0.trimmingPrefix(while: { $0 == " " }) }.first { $0.lowercased().hasPrefix("charset=") }
        guard let named = charset?.dropFirst("charset=".count).filter({ $0 != "\"" && $0 != " " }).lowercased() else { return true }
        // What is ASCII is UTF-8.
        let encoding = named == "us-ascii" ? "utf-8" : named
        switch reply {
        case .json: return encoding == "utf-8"
        case .xml(let bytes): return XMLDocument.isRead(bytes, as: encoding)
        case .rows: return true
        }
    }

    static func lookUp(for error: any Error) -> LookUp {
        switch error {
        case let failure as LookUpFailure: .failed(failure)
        case is TokenDesk.Refusal: .refused
        case is NIOTooManyBytesError: .failed(.unreadable)
        case is CancellationError: .failed(.timeout)
        case ChannelError.connectTimeout: .failed(.timeout)
        case let error as HTTPClientError where timeouts.contains(error): .failed(.timeout)
        default: .failed(.down)
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .cancelled, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout,
    ]
}

extension ReplyRules {
    /// - Parameter pages: how many pages of the answer came before. A page that is missing after others came is no absence, and
    ///   one that is refused no refusal of the whole.
    func answer(to status: Int, after pages: Int) -> LookUp? {
        guard let answer = answer(to: status) else { return nil }
        if case .failed = answer { return answer }
        return pages == 0 ? answer : .failed(.down)
    }

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

extension HTTPHeaders {
    var retryAfter: Duration? { RetryAfter.wait(self["Retry-After"], sent: first(name: "Date")) }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
