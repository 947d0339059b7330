/// A value in its lexical form, as conformance cases write it: a type beside a text, items or entries.
public struct LexicalValue: Decodable, Sendable, Hashable {
    public let type: String
    public let value: String?
    public let items: [LexicalValue]?
    public let entries: [String: LexicalValue]?

    public init(type: String, value: String) { (self.type, self.value, items, entries) = (type, value, nil, nil) }

    /// Through the readers of the language itself; `nil` where the text is not of its type.
    public var read: Value? {
        switch type {
        case "null": return .some(.none)
        case "list": return items.map { items in .list(items.map { $0.read ?? .none }) }
        case "context": return entries.map { .context($0.mapValues { $0.read ?? .none }) }
        case "string": return .string(value ?? "")
        case "boolean": return value == "true" ? .boolean(true) : value == "false" ? .boolean(false) : nil
        case "number": return Number(value ?? "").map { .number($0) }
        // Dates of registers may be known to the month or the year alone.
        case "date": return PartialDate(value ?? "").map { .date($0) }
        case "time": return TemporalText.time(value ?? "").map { .time($0) }
        case "date and time": return TemporalText.dateAndTime(value ?? "").map { .dateTime($0) }
        case "duration": return TemporalText.duration(value ?? "")
        default: return nil
        }
    }
}

/// An expression, what it is given, and what the standard says it yields.
public struct ConformanceCase: Decodable, Sendable {
    public let id: String
    public let expression: String
    public let inputs: [String: LexicalValue]
    /// The types inputs are declared with; a value of another type counts as null.
    public let inputTypes: [String: String]?
    /// The type of the decision; a result of another type counts as null.
    public let resultType: String?
    public let expected: LexicalValue

    public var expectsNull: Bool { expected.type == "null" }

    /// What puts the case outside the profile: a construct it uses, or a name no expression of ours can say.
    public var outside: String? {
        if inputs.keys.contains(where: { $0.contains(" ") }) { return "input name with spaces" }
        return ProfileBoundary.outside(expression)?.rawValue
    }

    /// Whether the parser refuses the expression; plain FEEL calls that null too.
    public var isRefused: Bool { (try? Expression(expression)) == nil }

    /// What the evaluator makes of it, as plain FEEL.
    public func outcome(patterns: (any PatternEngine)?) -> Value { Self.typed(value(patterns: patterns).collapsed, resultType) }

    /// What the evaluator makes of it, with the reason where that is null.
    public func value(patterns: (any PatternEngine)?) -> Value {
        guard let parsed = try? Expression(expression) else { return .none }
        let given = inputs.map { name, input in (name, Self.typed(input.read ?? .none, inputTypes?[name])) }
        let values = Dictionary(given, uniquingKeysWith: { $1 })
        return parsed.value(in: Given(values: values, patterns: patterns))
    }

    public func passes(_ outcome: Value) -> Bool { (expected.read ?? .none).agrees(with: outcome) }

    /// Whether the outcome is the expected value to the last digit.
    public func isExact(_ outcome: Value) -> Bool { (expected.read ?? .none) == outcome }

    /// A list of one stands for its item (DMN 1.5, clause 10.3.2.9.4); a type of the model's own is not ours to check.
    private static func typed(_ value: Value, _ type: String?) -> Value {
        guard let type, types.contains(type) else { return value }
        if value.feelType == type { return value }
        if case .list(let items) = value, items.count == 1, items[0].feelType == type { return items[0] }
        return .none
    }

    private static let types: Set = [
        "number", "string", "boolean", "date", "time", "dateTime", "dayTimeDuration", "yearMonthDuration",
    ]

    private struct Given: Environment {
        let values: [String: Value]
        let patterns: (any PatternEngine)?

        func value(named name: String) -> Value? { values[name] }
    }
}

extension Value {
    /// The name of its type in a DMN model.
    fileprivate var feelType: String {
        switch self {
        case .none, .unknown, .error: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "dateTime"
        case .daysDuration: "dayTimeDuration"
        case .monthsDuration: "yearMonthDuration"
        case .range: "range"
        case .list: "list"
        case .context: "context"
        }
    }

    /// Whether a result is the expected value. Expected numbers that do not end are written with eight decimals or
    /// more, computed with fewer digits than 34: there the results may differ by 10^-8.
    fileprivate func agrees(with result: Value) -> Bool {
        switch (self, result) {
        case (.number(let expected), .number(let got)):
            guard expected != got else { return true }
            let digits = expected.description.split(separator: ".").dropFirst().first?.count ?? 0
            guard digits >= 8, let distance = got - expected else { return false }
            return distance.magnitude.double < 1e-8
        case (.list(let expected), .list(let got)):
            return expected.count == got.count && zip(expected, got).allSatisfy { $0.agrees(with: $1) }
        case (.context(let expected), .context(let got)):
            return expected.count == got.count && expected.allSatisfy { $0.value.agrees(with: got[$0.key] ?? .none) }
        default: return self == result
        }
    }
}

/// Where FEEL goes on and the profile ends.
public enum ProfileBoundary {
    /// A construct of FEEL the profile leaves out.
    public enum Construct: String, Sendable, Hashable, CaseIterable {
        case userFunction = "user-defined function"
        case instanceOf = "instance of"
        case clock = "clock"
    }

    /// The first such construct in a text, whether or not the rest of it is an expression.
    public static func outside(_ source: String) -> Construct? {
        let scalars = Array(source.unicodeScalars)
        guard let tokens = try? Lexer.tokens(of: scalars) else { return nil }
        func word(_ place: Int) -> String {
            guard tokens.indices.contains(place), tokens[place].kind == .name else { return "" }
            return String(String.UnicodeScalarView(scalars[tokens[place].start..<tokens[place].end]))
        }
        for place in tokens.indices {
            let isCall = tokens.indices.contains(place + 1) && tokens[place + 1].kind == .open
            switch word(place) {
            case "function" where isCall: return .userFunction
            case "today" where isCall, "now" where isCall: return .clock
            case "instance" where word(place + 1) == "of": return .instanceOf
            default: continue
            }
        }
        return nil
    }
}
