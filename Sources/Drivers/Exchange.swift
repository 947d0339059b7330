public import Connectors
public import Expressions
public import Formats

/// What went over the wire in one call about one subject, for whoever records replies or looks at a register's health. Holds what the register
/// sent: it belongs to the person who asked for it, never to a log.
public struct Exchange: Sendable {
    public let connector: ConnectorID
    public let operation: OperationID
    public let keys: [ConceptID: String]
    public let event: Event

    public enum Event: Sendable {
        /// - Parameter status: of HTTP; `nil` for files and databases.
        case answered(Reply, status: Int?)
        /// - Parameter code: the system's, the TLS library's or the database's for it; names and codes alone.
        case failed(Trouble, code: String? = nil)
        /// A table that is broken: where, and what is wrong there. Tells no value.
        case malformed(FormatError)
    }

    /// Hears every exchange as it happens; those who listen ask about one subject at a time, and calls about several are not told.
    public typealias Listener = @Sendable (Exchange) -> Void

    /// What stood in the way of an answer; names no part of it.
    public enum Trouble: String, Sendable, Hashable, CaseIterable {
        /// No connection; the file or the database is not there.
        case unreachable
        /// Nobody listens at the address.
        case connectionRefused = "connection-refused"
        /// The name of the host leads to no address.
        case unresolved
        /// A database that is there does not take the statement.
        case statement
        /// The service's certificate does not stand on the roots it has to stand on, or there is no TLS at all.
        case untrusted
        /// The name resolves to an address no register may stand at.
        case wrongAddress = "wrong-address"
        case timeout
        /// The token service does not know the client.
        case tokenRefused = "token-refused"
        /// A connection, and nothing usable over it.
        case broken
    }
}

extension Exchange {
    init(_ request: ConnectorRequest, _ event: Event) {
        self.init(connector: request.connector, operation: request.operation, keys: request.keys, event: event)
    }
}

extension Exchange.Event {
    /// `nil` where there was an answer.
    public var trouble: Exchange.Trouble? {
        switch self {
        case .answered: nil
        case .failed(let trouble, _): trouble
        case .malformed: .broken
        }
    }
}

extension Exchange.Trouble {
    /// What a failed look-up of a file or a database was.
    init(_ failure: LookUpFailure) {
        self = switch failure {
        case .down: .unreachable
        case .timeout: .timeout
        case .unreadable, .ambiguous, .invalid, .wrongSubject, .notAsked, .heldBack: .broken
        }
    }
}
