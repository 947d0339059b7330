import Expressions
import Foundation

/// One case of `suites/feel/cases.json`.
struct ConformanceCase: Decodable {
    let id: String
    let expression: String
    let inputs: [String: Lexical]
    let resultType: String?
    let expected: Lexical

    /// A typed value in its lexical form.
    struct Lexical: Decodable {
        let type: String
        let value: String?
        let items: [Lexical]?
        let entries: [String: Lexical]?
    }

    /// Why the case lies outside the profile: a property of its constructs.
    var outside: String? {
        if inputs.keys.contains(where: { $0.contains(" ") }) { return "input name with spaces" }
        let text = expression.replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"")
        if text.contains(#/\bfunction\s*\(/#) { return "user-defined function" }
        if text.contains(#/\binstance\s+of\b/#) { return "instance of" }
        if text.contains(#/\b(today|now)\s*\(/#) { return "clock" }
        return nil
    }

    var expectsNull: Bool { expected.type == "null" }

    /// What our evaluator makes of it, as plain FEEL.
    func outcome() -> Value {
        guard let parsed = try? Expression(expression) else { return .none }
        return typed(parsed.value(in: Inputs(values: inputs.mapValues(\.read))).collapsed)
    }

    /// A result of another type than the decision's counts as null; a list of one stands for its item.
    private func typed(_ value: Value) -> Value {
        guard let resultType, ConformanceCase.types.contains(resultType) else { return value }
        if value.type == resultType { return value }
        if case .list(let items) = value, items.count == 1, items[0].type == resultType { return items[0] }
        return .none
    }

    private static let types: Set = [
        "number", "string", "boolean", "date", "time", "dateTime", "dayTimeDuration", "yearMonthDuration",
    ]

    var passes: Bool { expected.read.agrees(with: outcome()) }
}

extension ConformanceCase.Lexical {
    /// Through the lexical readers of the language itself.
    var read: Value {
        switch type {
        case "null": return .none
        case "list": return .list((items ?? []).map(\.read))
        case "context": return .context((entries ?? [:]).mapValues(\.read))
        case "string": return .string(value ?? "")
        case "boolean": return .boolean(value == "true")
        case "number": return Number(value ?? "").map { .number($0) } ?? .none
        default:
            guard let literal = try? Expression("@\"\(value ?? "")\"") else { return .none }
            return literal.value(in: EmptyEnvironment())
        }
    }
}

extension Value {
    fileprivate var type: String {
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

    /// Whether a result is the expected value. Expected numbers that do not end are written with eight decimals
    /// or more, computed with fewer digits than 34: there the results may differ by 10^-8.
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

/// Plain inputs, and a pattern engine.
struct Inputs: Environment {
    let values: [String: Value]

    func value(named name: String) -> Value? { values[name] }

    var patterns: (any PatternEngine)? { FoundationPatterns() }
}

/// Patterns for tests only: the engine of the product runs in linear time and is passed in.
struct FoundationPatterns: PatternEngine {
    func matches(_ text: String, pattern: String, flags: String) throws(PatternRefusal) -> Bool {
        let expression = try compiled(pattern, flags)
        return expression.firstMatch(in: text, range: range(text)) != nil
    }

    func replace(
        in text: String, pattern: String, replacement: String, flags: String
    ) throws(PatternRefusal) -> String {
        let expression = try compiled(pattern, flags)
        guard expression.firstMatch(in: "", range: NSRange(location: 0, length: 0)) == nil else {
            throw PatternRefusal("matches the empty string")
        }
        return expression.stringByReplacingMatches(in: text, range: range(text), withTemplate: replacement)
    }

    func split(_ text: String, pattern: String) throws(PatternRefusal) -> [String] {
        let expression = try compiled(pattern, "")
        let whole = text as NSString
        var pieces: [String] = []
        var start = 0
        for match in expression.matches(in: text, range: range(text)) {
            pieces.append(whole.substring(with: NSRange(location: start, length: match.range.location - start)))
            start = match.range.location + match.range.length
        }
        return pieces + [whole.substring(from: start)]
    }

    private func range(_ text: String) -> NSRange { NSRange(location: 0, length: text.utf16.count) }

    private func compiled(_ pattern: String, _ flags: String) throws(PatternRefusal) -> NSRegularExpression {
        var options: NSRegularExpression.Options = []
        var pattern = pattern
        for flag in flags {
            switch flag {
            case "s": options.insert(.dotMatchesLineSeparators)
            case "m": options.insert(.anchorsMatchLines)
            case "i": options.insert(.caseInsensitive)
            case "x": pattern = withoutSpace(pattern)
            default: throw PatternRefusal("flag \(flag)")
            }
        }
        // XPath has no back-reference inside a character class.
        guard !pattern.contains(#/\[[^\]]*\\[0-9]/#) else { throw PatternRefusal("back-reference in a class") }
        guard let expression = try? NSRegularExpression(pattern: pattern, options: options) else {
            throw PatternRefusal("pattern")
        }
        return expression
    }

    /// Space outside character classes does not count.
    private func withoutSpace(_ pattern: String) -> String {
        var depth = 0
        return String(
            pattern.filter { character in
                if character == "[" { depth += 1 } else if character == "]" { depth -= 1 }
                return depth > 0 || !character.isWhitespace
            })
    }
}
