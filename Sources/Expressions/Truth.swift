/// An answer in the logic of FEEL, with null and unknown told apart.
enum Truth {
    case yes
    case no
    /// FEEL's null.
    case null(EvaluationError)
    /// Nobody can tell yet; what it waits for.
    case open(Set<Meaning>)

    init(_ boolean: Bool) { self = boolean ? .yes : .no }

    static func null(_ code: EvaluationError.Code, _ subject: String) -> Truth {
        .null(EvaluationError(code, subject))
    }

    var value: Value {
        switch self {
        case .yes: .boolean(true)
        case .no: .boolean(false)
        case .null(let reason): .error(reason)
        case .open(let waits): .unknown(waits)
        }
    }

    var negated: Truth {
        switch self {
        case .yes: .no
        case .no: .yes
        case .null, .open: self
        }
    }

    /// A value as the operand of `and`, `or` and their like: what is not a boolean is null.
    init(_ value: Value, in subject: String) {
        switch value {
        case .boolean(let boolean): self = boolean ? .yes : .no
        case .unknown(let waits): self = .open(waits)
        case .error(let reason): self = .null(reason)
        case .none: self = .null(.noValue, subject)
        case .number, .string, .date, .time, .dateTime, .daysDuration, .monthsDuration, .range, .list, .context:
            self = .null(.wrongKind, subject)
        }
    }
}

/// Gathers answers under `and` or `or`: one deciding answer decides, then unknown outweighs null (what is
/// unknown may still turn out to decide), then null outweighs the rest.
struct Junction {
    /// False for `and`, true for `or`.
    private let decider: Bool
    private(set) var isDecided = false
    private var waits: Set<Meaning>?
    private var reason: EvaluationError?

    static var and: Junction { Junction(decider: false) }
    static var or: Junction { Junction(decider: true) }

    private init(decider: Bool) { self.decider = decider }

    mutating func add(_ truth: Truth) {
        switch truth {
        case .yes: isDecided = isDecided || decider
        case .no: isDecided = isDecided || !decider
        case .open(let more): if waits?.formUnion(more) == nil { waits = more }
        case .null(let first): reason = reason ?? first
        }
    }

    var truth: Truth {
        if isDecided { return Truth(decider) }
        if let waits { return .open(waits) }
        if let reason { return .null(reason) }
        return Truth(!decider)
    }
}
