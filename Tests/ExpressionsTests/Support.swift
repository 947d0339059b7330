import Expressions
import Foundation
import Testing
import Vocabulary

/// Answers from tables; what a table does not have is unknown.
struct Table: Environment {
    var meanings: [Meaning: Value] = [:]
    var named: [String: Value] = [:]
    var groups: [String: Value] = [:]
    var later: [Meaning: Value] = [:]
    var held: [HeldRead: Value] = [:]
    var down: [String: Bool] = [:]
    var sumSkipsNone = false

    func value(of meaning: Meaning) -> Value { meanings[meaning] ?? .unknown([meaning]) }
    func value(named name: String) -> Value? { named[name] }
    func rows(of group: String) -> Value { groups[group] ?? .unknown([]) }
    func after(_ meaning: Meaning) -> Value { later[meaning] ?? .unknown([meaning]) }
    func held(_ meaning: Meaning, by connector: String) -> Value {
        held[HeldRead(meaning: meaning, connector: connector)] ?? .unknown([meaning])
    }
    func isDown(_ connector: String) -> Value { down[connector].map { .boolean($0) } ?? .unknown([]) }
    func label(of code: Value, in list: String) -> Value { .string("label of \(list)") }
    func lookup(_ column: String, of code: Value, in list: String) -> Value { .string("\(column) in \(list)") }
    func words(for value: Value) -> Value { .string("\(shown(value)) in words") }
    var patterns: (any PatternEngine)? { XPathPatterns() }
}

/// Written short, so that a case is one line: `unknown a.b c.d`, `error wrongKind`, else as FEEL writes it.
func shown(_ value: Value) -> String {
    switch value {
    case .none: "none"
    case .unknown(let waits): (["unknown"] + waits.sorted().map(\.description)).joined(separator: " ")
    case .error(let error): "error \(error.code.rawValue)"
    case .boolean(let boolean): String(boolean)
    case .number(let number): number.description
    case .string(let text): "\"\(text)\""
    case .date(let date): date.description
    case .time(let time): time.description
    case .dateTime(let moment): moment.description
    case .daysDuration(let length): length.description
    case .monthsDuration(let length): length.description
    case .list(let items): "[" + items.map(shown).joined(separator: ", ") + "]"
    case .context(let entries):
        "{" + entries.sorted { $0.key < $1.key }.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
    case .range(let range) where range.extent != .between: (range.extent == .only ? "= " : "!= ") + shown(range.start ?? .none)
    case .range(let range):
        (range.startIncluded ? "[" : "(") + (range.start.map(shown) ?? "") + ".." + (range.end.map(shown) ?? "")
            + (range.endIncluded ? "]" : ")")
    }
}

func result(_ source: String, in table: Table = Table()) -> String {
    do {
        return shown(try Expression(source).value(in: table))
    } catch {
        return "syntax \(error.code.rawValue) \(error.offset)"
    }
}

/// A date as a value; none when it does not read.
func dateValue(_ text: String) -> Value { PartialDate(text).map { .date($0) } ?? .none }

/// A source and what it yields.
struct Case: CustomTestStringConvertible, Sendable {
    let source: String
    let expected: String

    init(_ source: String, _ expected: String) {
        self.source = source
        self.expected = expected
    }

    var testDescription: String { source }
}

/// What the random tests start from: ONCEONLY_SEED, or the same in every run. Each failure and each count prints it.
struct Chance: CustomStringConvertible {
    static let given = ProcessInfo.processInfo.environment["ONCEONLY_SEED"].flatMap(UInt64.init) ?? 20_250_701

    /// One test's own, so that no two tests see the same cases.
    let seed: UInt64

    init(_ test: UInt64) { seed = Chance.given &+ test }

    var generator: ExpressionGenerator { ExpressionGenerator(seed: seed) }

    /// As it is set to see the same cases again.
    var description: String { "ONCEONLY_SEED=\(Chance.given)" }
}

/// SplitMix64: the same seed, the same cases.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
