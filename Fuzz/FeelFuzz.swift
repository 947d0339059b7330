import Expressions

/// What libFuzzer calls with one input after another: parse, print, type-check, evaluate and reason about it. A broken
/// promise stops the program, as a crash would.
///
/// How to run it: `make fuzz`, or `make fuzz SECONDS=600`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    if let expression = try? Expression(source, limits: Fuzzing.limits) { Fuzzing.check(expression) }
    if let table = Fuzzing.table(source) { Fuzzing.check(table) }
    return 0
}

enum Fuzzing {
    static let limits = ExpressionLimits(sourceLength: 2_000, nodes: 1_000, depth: 40, stringLength: 10_000, listLength: 2_000)
    static let budget = 20_000

    /// Lines of cells with bars between them: the first has the hit policy and the inputs, the others a rule each.
    static func table(_ source: String) -> Expression? {
        let lines = source.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map { TableCell(String($0)) } }
        guard lines.count > 1, let head = lines.first, head.count > 1, let hit = HitPolicy(rawValue: head[0].text) else { return nil }
        let inputs = Array(head.dropFirst())
        let rules = lines.dropFirst().filter { $0.count == inputs.count + 1 }.map {
            DecisionTable.Rule(tests: Array($0.dropLast()), results: Array($0.suffix(1)))
        }
        return try? Expression(DecisionTable(inputs: inputs, outputs: [.init(name: "o", values: [TableCell("1")])], hit: hit, rules: rules), limits: limits)
    }

    static func check(_ expression: Expression) {
        let printed = expression.description
        // A print may be longer than what may be read; a table prints as YAML.
        if !printed.hasPrefix("{inputs: "), let again = try? Expression(printed) { promise(again == expression && again.description == printed, "prints as something else") }
        let typed = expression.typed(in: Types())
        let before = expression.value(in: World(isKnown: false), budget: budget)
        let after = expression.value(in: World(isKnown: true), budget: budget)
        promise(expression.value(in: World(isKnown: true), budget: budget) == after, "two values in one world")
        promise(isStopped(before) || isStopped(after) || before.mayBecome(after), "learning changes a known value")
        if typed.isWellTyped { promise(!after.hasErrorOfKinds, "well typed, and yields an error of kinds") }
        guard typed.isWellTyped, typed.type == .boolean else { return }
        let reasoner = Reasoner([expression], in: Types(), budget: 300)
        if let table = reasoner.table(0), table.ruleCount > 0 { _ = (table.gap(), table.use(of: table.ruleCount - 1)) }
        if case .impossible = reasoner.satisfy([.holds(0)]) { promise(after != .boolean(true), "holds, though it never does") }
        if case .impossible = reasoner.satisfy([.fails(0)]) { promise(after == .boolean(true) || isStopped(after), "fails, though it never does") }
    }

    private static func promise(_ kept: Bool, _ broken: StaticString) {
        if !kept { fatalError("\(broken)") }
    }

    private static func isStopped(_ value: Value) -> Bool {
        if case .error(let error) = value { [.stepLimit, .stringLimit, .listLimit].contains(error.code) } else { false }
    }
}

/// `b.*` are booleans, `n.*` numbers, `d.*` dates, `m.*` moments with a zone, `c.*` times without, `l.*` lists of numbers, the
/// rest texts.
private struct Types: TypingEnvironment {
    func type(of meaning: Meaning) -> ExpressionType? {
        switch meaning.role {
        case "b": .boolean
        case "n": .number
        case "d": .date
        case "m": .dateTime(.zoned)
        case "c": .time(.local)
        case "l": .list(.number)
        default: .string
        }
    }

    func row(of group: String) -> ExpressionType? { .context(["x": .number], isOpen: false) }
}

private struct World: Environment {
    let isKnown: Bool

    func value(of meaning: Meaning) -> Value {
        // Every other meaning is known from the start, of dates the others are known to the year or month.
        let isEarly = meaning.concept.rawValue.utf8.count % 2 == 0
        if meaning.role == "d", !isKnown, !isEarly {
            let isMonth = meaning.concept.rawValue.utf8.count % 3 == 0
            return PartialDate(year: 2001, month: isMonth ? 2 : nil).map { .date($0) } ?? .none
        }
        guard isKnown || isEarly else { return .unknown([meaning]) }
        return switch meaning.role {
        case "b": .boolean(true)
        case "n": .number(2)
        case "d": PartialDate(year: 2001, month: 2, day: 28).map { .date($0) } ?? .none
        case "m": moment.map { .dateTime($0) } ?? .none
        case "c": TimeOfDay(hour: 10, minute: 30, second: 0).map { .time($0) } ?? .none
        case "l": .list([.number(1), .none, .number(3)])
        default: .string("An")
        }
    }

    private var moment: DateAndTime? {
        guard let date = PartialDate(year: 2001, month: 2, day: 28), let time = TimeOfDay(hour: 10, minute: 30, second: 0, zone: .place("Europe/Berlin")) else { return nil }
        return DateAndTime(date, time)
    }

    func rows(of group: String) -> Value {
        .list([.context(["x": .number(1)]), .context(["x": isKnown ? .number(2) : .unknown([Meaning("g", "x")])])])
    }
    func after(_ meaning: Meaning) -> Value { value(of: meaning) }
    func held(_ meaning: Meaning, by connector: String) -> Value { value(of: meaning) }
    func isDown(_ connector: String) -> Value { isKnown ? .boolean(false) : .unknown([]) }
    func label(of code: Value, in list: String) -> Value { .string("label") }
    func lookup(_ column: String, of code: Value, in list: String) -> Value { .string("found") }
    func words(for value: Value) -> Value { .string("words") }
}

extension Value {
    /// Whether learning may turn this into that.
    fileprivate func mayBecome(_ other: Value) -> Bool {
        switch (self, other) {
        case (.unknown, _): true
        case (.date(let a), .date(let b)):
            b.earliest.isBefore(a.earliest) == false && a.latest.isBefore(b.latest) == false
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.mayBecome($1) }
        case (.context(let a), .context(let b)): a.count == b.count && a.allSatisfy { $0.value.mayBecome(b[$0.key] ?? .none) }
        case (.range(let a), .range(let b)):
            a.extent == b.extent && (a.start ?? .none).mayBecome(b.start ?? .none) && (a.end ?? .none).mayBecome(b.end ?? .none)
                && a.startIncluded == b.startIncluded && a.endIncluded == b.endIncluded
        default: collapsed == other.collapsed
        }
    }

    fileprivate var hasErrorOfKinds: Bool {
        switch self {
        case .error(let error):
            switch error.code {
            case .unknownName, .wrongKind: true
            // By a key that is computed.
            case .noSuchEntry: error.subject != "get value"
            default: false
            }
        case .list(let items): items.contains(where: \.hasErrorOfKinds)
        case .context(let entries): entries.values.contains(where: \.hasErrorOfKinds)
        default: false
        }
    }
}
