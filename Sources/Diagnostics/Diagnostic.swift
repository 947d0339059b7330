public enum Severity: String, Sendable, Hashable, Comparable {
    case error, warning

    public static func < (a: Severity, b: Severity) -> Bool { a == .error && b == .warning }
}

/// What to write, when there is one thing to write.
public enum FixIt: Sendable, Hashable {
    /// In place of what is underlined.
    case replace(String)
    /// Beside it.
    case add(String)

    public var text: String {
        switch self {
        case .replace(let text), .add(let text): text
        }
    }
}

/// One author mistake: a code, a place, the facts, a way out. Words are in `DiagnosticCode.message`.
public struct Diagnostic: Sendable, Hashable, Error {
    public let code: DiagnosticCode
    public let position: SourcePosition
    /// How many scalars of the line are meant; 1 where only the start is known.
    public let length: Int
    /// The facts the message needs, in its order; never a personal value.
    public let arguments: [String]
    public let fix: FixIt?

    /// - Parameters:
    ///   - fix: what to write in place of what is underlined.
    ///   - addition: what to write beside it.
    public init(
        _ code: DiagnosticCode, at position: SourcePosition, length: Int = 1, _ arguments: [String] = [], fix: String? = nil, adding addition: String? = nil
    ) {
        self.code = code
        self.position = position
        self.length = max(1, length)
        self.arguments = arguments
        self.fix = fix.map { .replace($0) } ?? addition.map { .add($0) }
    }

    public var severity: Severity { code.severity }

    public func message(in language: Language) -> String {
        code.message(arguments, in: language)
    }
}

extension Sequence<Diagnostic> {
    /// By place, then code; the order every command prints in.
    public func sortedByPosition() -> [Diagnostic] {
        sorted { ($0.position, $0.code.rawValue, $0.arguments.joined()) < ($1.position, $1.code.rawValue, $1.arguments.joined()) }
    }

    public var hasErrors: Bool { contains { $0.severity == .error } }
}
