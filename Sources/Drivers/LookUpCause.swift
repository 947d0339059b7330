public import Connectors
public import Formats
public import Vocabulary

/// What stood between a look-up and a usable answer, as far as it may be told: no part of a reply, no address, no key.
public enum LookUpCause: Sendable, Hashable {
    /// The service answered with this status of HTTP.
    case status(Int)
    /// It sent the caller elsewhere, where nobody follows.
    case redirect(Int)
    /// An answer of SOAP that says that something went wrong.
    case fault
    /// - Parameter code: of the system, the TLS library or the database; names and codes alone.
    case trouble(Exchange.Trouble, code: String?)
    /// The reply or the table does not parse.
    case malformed(FormatError)

    /// - Parameter events: what was heard of the look-up, in order.
    /// - Returns: `nil` where the register answered, or the result says it all.
    public init?(of result: LookUp, _ events: [Exchange.Event]) {
        switch result {
        case .found, .absent, .failed(.ambiguous), .failed(.invalid), .failed(.wrongSubject), .failed(.notAsked), .failed(.heldBack): return nil
        case .refused, .failed(.down), .failed(.timeout), .failed(.unreadable): break
        }
        guard let last = events.last else { return nil }
        switch last {
        case .failed(.timeout, _): return nil
        case .failed(let trouble, let code): self = .trouble(trouble, code: code)
        case .malformed(let error): self = .malformed(error)
        case .answered(_, let status?) where (300..<400).contains(status): self = .redirect(status)
        case .answered(_, let status?) where !(200..<300).contains(status): self = .status(status)
        case .answered(let reply, _):
            if let error = Self.fault(in: reply) { self = .malformed(error) } else if result == .failed(.down), case .xml = reply { self = .fault } else { return nil }
        }
    }

    private static func fault(in reply: Reply) -> FormatError? {
        do throws(FormatError) {
            switch reply {
            case .json(let bytes): _ = try JSON(parsing: bytes)
            case .xml(let bytes): _ = try XMLDocument(parsing: bytes)
            case .rows: break
            }
            return nil
        } catch {
            return error
        }
    }
}

extension LookUp {
    /// As whoever fills forms takes it: a record about another subject is `.failed(.wrongSubject)`, and nothing of it is used.
    ///
    /// - Parameter request: its keys in any spelling the concepts allow.
    public func recognized(for request: ConnectorRequest, in vocabulary: Vocabulary) -> LookUp {
        guard case .found(let record) = self else { return self }
        let decoding = ReplyDecoding(vocabulary)
        let keys = Dictionary(uniqueKeysWithValues: request.keys.map { ($0.key, decoding.key($0.value, as: $0.key) ?? $0.value) })
        let asked = ConnectorRequest(connector: request.connector, operation: request.operation, keys: keys, concepts: request.concepts, relations: request.relations)
        return record.isAbout(asked) ? self : .failed(.wrongSubject)
    }
}

extension Fixture {
    /// What an engine would make of the recorded pages now; `lookUp` leaves it to the engine to see whom they are about.
    public func recognized(_ operation: Connectors.Operation, for request: ConnectorRequest, vocabulary: Vocabulary) -> LookUp {
        lookUp(operation, for: request, vocabulary: vocabulary).recognized(for: request, in: vocabulary)
    }
}

extension TrialReading {
    /// Why the record's own key shows that a reply is not about the subject that was asked about.
    ///
    /// - Parameters:
    ///   - trace: of `identifies`.
    ///   - hasRecord: whether a record stood there at all.
    /// - Returns: `nil` where it is about them, or nothing was asked by that key.
    public func fault(of trace: MappingTrace, asking request: ConnectorRequest, hasRecord: Bool) -> ReadingFault? {
        guard case .identifies(let concept) = trace.use else { return nil }
        let texts = trace.found.compactMap { $0.text?.trimmingSpaces }.filter { !$0.isEmpty }
        if texts.isEmpty { return hasRecord ? .noKey : nil }
        guard let key = request.keys[concept] else { return nil }
        return texts.allSatisfy { isSame($0, key, as: concept) } ? nil : .otherSubject
    }
}
