/// What kind of value an expression yields. Every type has null among its values: nothing here says that a value is
/// there.
public indirect enum ExpressionType: Hashable, Sendable {
    /// Nothing is known here, and everything is accepted: another finding has said why.
    case unchecked
    /// A value of any kind; accepted only where any kind is.
    case any
    /// Nothing but null.
    case null
    case boolean, number, string, date, daysDuration, monthsDuration
    case time(Zoning)
    case dateTime(Zoning)
    /// A text that is one of the codes of a list.
    case code(list: String, Set<String>)
    case range(ExpressionType)
    case list(ExpressionType)
    /// At least these entries; open where there may be others.
    case context([String: ExpressionType], isOpen: Bool)

    /// What is known of the zone of times: one with a zone and one without do not compare.
    public enum Zoning: Hashable, Sendable, CaseIterable {
        case local, zoned
        /// One or the other: a time read from a text that is not written out.
        case open

        init(_ zone: TimeZoneRule?) { self = zone == nil ? .local : .zoned }

        func joined(_ other: Zoning) -> Zoning { self == other ? self : .open }

        /// Whether times of both are sure to compare.
        func compares(with other: Zoning) -> Bool { self == other && self != .open }
    }
}

extension ExpressionType {
    public var isText: Bool {
        switch self {
        case .string, .code: true
        default: false
        }
    }

    /// Takes part in everything: its values may be of the kind that is wanted.
    var isLenient: Bool { self == .unchecked }

    /// The kind alone: a code is a text, a time has any zone.
    var kind: ExpressionType {
        switch self {
        case .code: .string
        case .time: .time(.open)
        case .dateTime: .dateTime(.open)
        default: self
        }
    }

    /// The least type that has the values of both.
    func joined(_ other: ExpressionType) -> ExpressionType {
        switch (self, other) {
        case _ where self == other: return self
        case (.unchecked, _), (_, .unchecked): return .unchecked
        case (.null, let type), (let type, .null): return type
        case (.code(let list, let a), .code(let other, let b)) where list == other: return .code(list: list, a.union(b))
        case (.time(let a), .time(let b)): return .time(a.joined(b))
        case (.dateTime(let a), .dateTime(let b)): return .dateTime(a.joined(b))
        case (.list(let a), .list(let b)): return .list(a.joined(b))
        case (.range(let a), .range(let b)): return .range(a.joined(b))
        case (.context(let a, let aIsOpen), .context(let b, let bIsOpen)):
            var common: [String: ExpressionType] = [:]
            for (name, type) in a { if let other = b[name] { common[name] = type.joined(other) } }
            return .context(common, isOpen: aIsOpen || bIsOpen || common.count < max(a.count, b.count))
        default: return isText && other.isText ? .string : .any
        }
    }

    /// Whether values of both compare with `=`.
    func compares(with other: ExpressionType) -> Bool {
        switch (self, other) {
        case (.unchecked, _), (_, .unchecked), (.null, _), (_, .null): return true
        case (.list(let a), .list(let b)), (.range(let a), .range(let b)): return a.compares(with: b)
        case (.context(let a, isOpen: false), .context(let b, isOpen: false)):
            return a.allSatisfy { name, type in b[name].map { type.compares(with: $0) } ?? true }
        case (.time(let a), .time(let b)), (.dateTime(let a), .dateTime(let b)): return a.compares(with: b)
        case (.any, _), (_, .any), (.context, _): return false
        default: return kind == other.kind
        }
    }

    /// Whether values of this type have an order.
    var isOrdered: Bool {
        switch self {
        case .unchecked, .number, .string, .code, .date, .time, .dateTime, .daysDuration, .monthsDuration: true
        case .any, .null, .boolean, .range, .list, .context: false
        }
    }

    func orders(with other: ExpressionType) -> Bool {
        if isLenient || other.isLenient { return (isLenient || isOrdered) && (other.isLenient || other.isOrdered) }
        return isOrdered && other.isOrdered && compares(with: other)
    }

    /// Whether values of this type have an order among themselves.
    var isMutuallyOrdered: Bool { isOrdered && orders(with: self) }

    /// Whether a value of this type may stand where the other is wanted.
    public func fits(_ wanted: ExpressionType) -> Bool {
        switch (self, wanted) {
        case (.unchecked, _), (.null, _), (_, .unchecked), (_, .any): true
        case (.list(let item), .list(let other)): item.fits(other)
        // An item stands for a list of one.
        case (_, .list(let other)): fits(other)
        case (.range(let a), .range(let b)): a.fits(b)
        case (.context(let a, _), .context(let b, _)): a.allSatisfy { name, type in b[name].map { type.fits($0) } ?? false }
        case (.time(let zone), .time(let other)), (.dateTime(let zone), .dateTime(let other)): other == .open || zone == other
        default: kind == wanted.kind
        }
    }

    /// The type of the items of a list; a value stands for a list of itself.
    var item: ExpressionType {
        if case .list(let item) = self { item } else { self }
    }

    /// The type of a known value; that of the others is null's.
    public init(of value: Value) {
        self =
            switch value {
            case .none, .unknown, .error: .null
            case .boolean: .boolean
            case .number: .number
            case .string: .string
            case .date: .date
            case .time(let time): .time(Zoning(time.zone))
            case .dateTime(let moment): .dateTime(Zoning(moment.time.zone))
            case .daysDuration: .daysDuration
            case .monthsDuration: .monthsDuration
            case .range(let range):
                .range(ExpressionType(of: range.start ?? .none).joined(ExpressionType(of: range.end ?? .none)))
            case .list(let items): .list(items.reduce(.null) { $0.joined(ExpressionType(of: $1)) })
            case .context(let entries): .context(entries.mapValues { ExpressionType(of: $0) }, isOpen: false)
            }
    }
}

extension ExpressionType: CustomStringConvertible {
    /// As FEEL names types; codes by their list.
    public var description: String {
        switch self {
        case .unchecked, .any: "any"
        case .null: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time(let zone): "time" + Self.words(zone)
        case .dateTime(let zone): "date and time" + Self.words(zone)
        case .daysDuration: "days and time duration"
        case .monthsDuration: "years and months duration"
        case .code(let list, _): "code of \(list)"
        case .range(let type): "range of \(type)"
        case .list(let type): "list of \(type)"
        case .context(let entries, let isOpen):
            "context<" + (entries.keys.sorted() + (isOpen ? ["…"] : [])).joined(separator: ", ") + ">"
        }
    }

    private static func words(_ zone: Zoning) -> String {
        switch zone {
        case .local: " without zone"
        case .zoned: " with zone"
        case .open: ""
        }
    }
}

/// What is known beforehand of what an expression reads.
public protocol TypingEnvironment {
    /// `nil` where there is no such meaning; another finding says so.
    func type(of meaning: Meaning) -> ExpressionType?
    /// `nil` when there is no input of that name.
    func type(named name: String) -> ExpressionType?
    /// The items of `rows.group`.
    func row(of group: String) -> ExpressionType?
    func after(_ meaning: Meaning) -> ExpressionType?
    func held(_ meaning: Meaning) -> ExpressionType?
    /// The columns of a code list; `nil` where nobody knows the list.
    func columns(of list: String) -> Set<String>?
    /// The code of a list a text most likely means: one with that label, or one written nearly so.
    func code(meant text: String, in list: String) -> String?
    /// Whether it may turn out that there is none. A meaning that must be answered is never none.
    func mayBeNone(_ meaning: Meaning) -> Bool
    /// How many rows there may be.
    func count(of group: String) -> ClosedRange<Int>?
    var patterns: (any PatternEngine)? { get }
}

extension TypingEnvironment {
    public func type(of meaning: Meaning) -> ExpressionType? { nil }
    public func type(named name: String) -> ExpressionType? { nil }
    public func row(of group: String) -> ExpressionType? { nil }
    public func after(_ meaning: Meaning) -> ExpressionType? { type(of: meaning) }
    public func held(_ meaning: Meaning) -> ExpressionType? { type(of: meaning) }
    public func columns(of list: String) -> Set<String>? { nil }
    public func code(meant text: String, in list: String) -> String? { nil }
    public func mayBeNone(_ meaning: Meaning) -> Bool { true }
    public func count(of group: String) -> ClosedRange<Int>? { nil }
    public var patterns: (any PatternEngine)? { nil }
}
