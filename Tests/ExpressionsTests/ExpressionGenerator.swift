@testable import Expressions

/// Random expressions over a few meanings, typed so that most of them mean something, and values for them.
struct ExpressionGenerator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let booleans = (0..<3).map { Meaning("b", ConceptID("b\($0)")) }
    static let numbers = (0..<3).map { Meaning("n", ConceptID("n\($0)")) }
    static let dates = (0..<2).map { Meaning("d", ConceptID("d\($0)")) }
    static let lists = (0..<2).map { Meaning("l", ConceptID("l\($0)")) }
    /// Moments with a zone, and times without.
    static let moments = [Meaning("m", "m0")]
    static let clocks = [Meaning("c", "c0")]
    static let everything = booleans + numbers + dates + lists + moments + clocks

    mutating func pick<T>(_ options: [T]) -> T { options[Int.random(in: 0..<options.count, using: &random)] }

    mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    mutating func boolean(_ depth: Int, _ variables: [String] = []) -> String {
        guard depth > 0 else { return pick(Self.booleans.map(\.description) + ["true", "false", "null"]) }
        let d = depth - 1
        switch Int.random(in: 0..<16, using: &random) {
        case 0: return "(\(boolean(d, variables)) and \(boolean(d, variables)))"
        case 1: return "(\(boolean(d, variables)) or \(boolean(d, variables)))"
        case 2: return "not(\(boolean(d, variables)))"
        case 3, 4: return "(\(number(d, variables)) \(pick(["<", "<=", "=", "!=", ">", ">="])) \(number(d, variables)))"
        case 5: return "(\(date(d)) \(pick(["<", "<=", "=", "!=", ">", ">="])) \(date(d)))"
        case 6: return "(if \(boolean(d, variables)) then \(boolean(d, variables)) else \(boolean(d, variables)))"
        case 7: return "(\(number(d, variables)) between \(number(d, variables)) and \(number(d, variables)))"
        case 8: return "(\(number(d, variables)) in (\(number(d, variables)), < \(number(d, variables))))"
        case 9:
            return
                "(\(number(d, variables)) in \(pick(["[", "("]))\(number(d, variables))..(\(number(d, variables)))\(pick(["]", ")"])))"
        case 10:
            return
                "(\(pick(["some", "every"])) v\(d) in \(list(d, variables)) satisfies \(boolean(d, variables + ["v\(d)"])))"
        case 11: return "(\(number(d, variables)) = null)"
        case 12: return "list contains(\(list(d, variables)), \(number(d, variables)))"
        case 13: return "\(pick(["all", "any"]))([\(boolean(d, variables)), \(boolean(d, variables))])"
        case 14: return "(\(list(d, variables)) = \(list(d, variables)))"
        default: return "(\(date(d)) in [\(date(d))..\(date(d))])"
        }
    }

    mutating func number(_ depth: Int, _ variables: [String] = []) -> String {
        guard depth > 0 else {
            return pick(Self.numbers.map(\.description) + ["0", "1", "2", "-1.5", "null"] + variables + variables)
        }
        let d = depth - 1
        switch Int.random(in: 0..<11, using: &random) {
        case 0, 1: return "(\(number(d, variables)) \(pick(["+", "-", "*", "/", "**"])) \(number(d, variables)))"
        case 2: return "(if \(boolean(d, variables)) then \(number(d, variables)) else \(number(d, variables)))"
        case 3: return "count(\(list(d, variables)))"
        case 4: return "\(pick(["sum", "min", "max", "mean"]))(\(list(d, variables)))"
        case 5: return "\(list(d, variables))[\(number(d, variables))]"
        case 6: return "\(date(d)).\(pick(["year", "month", "day"]))"
        case 7: return "years and months duration(\(date(d)), \(date(d))).years"
        case 8: return "{k: \(number(d, variables)), m: k}.m"
        case 9: return "-(\(number(d, variables)))"
        default: return number(0, variables)
        }
    }

    mutating func date(_ depth: Int) -> String {
        guard depth > 0, one(in: 3) else {
            return pick(Self.dates.map(\.description) + ["@\"2001-01-01\"", "@\"2001-02-10\""])
        }
        return "(\(date(depth - 1)) \(pick(["+", "-"])) \(pick(["@\"P1M\"", "@\"P1D\"", "@\"P1Y\"", "@\"PT30H\""])))"
    }

    mutating func list(_ depth: Int, _ variables: [String] = []) -> String {
        guard depth > 0 else { return pick(Self.lists.map(\.description) + ["[1, 2]", "[]", "rows.g.x"]) }
        let d = depth - 1
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return "[\(number(d, variables)), \(number(d, variables))]"
        case 1: return "\(list(d, variables))[\(boolean(d, variables + ["item"]))]"
        case 2: return "(for v\(d) in \(list(d, variables)) return \(number(d, variables + ["v\(d)"])))"
        case 3: return "rows.g[\(pick(["x", "item.x"])) > \(number(d, variables))].x"
        case 4: return "append(\(list(d, variables)), \(number(d, variables)))"
        case 5: return "concatenate(\(list(d, variables)), \(list(d, variables)))"
        case 6: return "\(pick(["reverse", "distinct values", "sort", "flatten"]))(\(list(d, variables)))"
        default: return list(0, variables)
        }
    }

    /// Any operation over anything: most of it means nothing.
    mutating func wild(_ depth: Int, _ variables: [String] = []) -> String {
        guard depth > 0 else {
            let meanings = [Self.booleans[0], Self.numbers[0], Self.dates[0], Self.dates[1], Self.lists[0], Self.moments[0], Self.clocks[0]].map(\.description)
            return pick(meanings + Self.constants + variables + variables)
        }
        let d = depth - 1
        func operand() -> String { wild(d - Int.random(in: 0...d, using: &random), variables) }
        switch Int.random(in: 0..<29, using: &random) {
        case 24: return built([operand(), operand(), operand(), operand(), operand()])
        case 25: return pick(["after(b.b0)", "held(n.n0, \"r\")", "source_down(\"r\")", "label(\"l\", \(operand()))", "lookup(\"l\", \(operand()), \"c\")", "words(\(operand()))"])
        case 26: return "(\(operand()) \(pick(["+", "-", "<", "=", ">="])) \(pick(Self.temporals)))"
        case 27: return "(\(operand())).\(pick(["hour", "time offset", "timezone", "day", "weekday", "start included", "months", "seconds"]))"
        case 28: return "\(pick(["time", "date and time", "date", "day of week", "week of year"]))(\(pick([operand(), pick(Self.temporals)])))"
        case 0, 1: return "(\(operand()) \(pick(["+", "-", "*", "/", "**"])) \(operand()))"
        case 2, 3: return "(\(operand()) \(pick(["=", "!=", "<", "<=", ">", ">="])) \(operand()))"
        case 4: return "(\(operand()) \(pick(["and", "or"])) \(operand()))"
        case 5: return "(if \(operand()) then \(operand()) else \(operand()))"
        case 6: return "(\(operand()) in (\(operand()), \(pick(["<", ">=", "!="])) \(operand())))"
        case 7: return "(\(operand()) in [\(operand())..(\(operand()))])"
        case 8: return "(\(operand()) between \(operand()) and \(operand()))"
        case 9: return "[\(operand()), \(operand())]"
        case 10: return "{k: \(operand()), m: k}\(pick([".k", ".m", "", ".x"]))"
        case 11: return "(\(operand()))[\(wild(d, variables + ["item", "x", "k"]))]"
        case 12: return "(\(operand())).\(pick(["x", "k", "year", "month", "start", "years", "days"]))"
        case 13: return "(for v\(d) in \(operand()) return \(wild(d, variables + ["v\(d)"])))"
        case 14: return "(\(pick(["some", "every"])) v\(d) in \(operand()) satisfies \(wild(d, variables + ["v\(d)"])))"
        case 15: return "\(pick(["count", "sum", "min", "max", "mean", "all", "any", "mode", "median"]))(\(operand()))"
        case 16: return "\(pick(["reverse", "distinct values", "flatten", "sort", "duplicate values"]))(\(operand()))"
        case 17: return "\(pick(["append", "concatenate", "union", "list contains", "index of", "remove", "min"]))(\(operand()), \(operand()))"
        case 18: return "\(pick(["string", "number", "date", "not", "abs", "floor", "odd", "upper case", "string length", "duration"]))(\(operand()))"
        case 19: return "\(pick(["before", "after", "during", "includes", "meets", "coincides", "starts", "finished by"]))(\(operand()), \(operand()))"
        case 20: return "\(pick(["get value({k: 1}, \"k\")", "get entries({k: 1, m: \"a\"})", "context put({k: 1}, \"m\", \(operand()))", "context merge([{k: 1}, {m: \(operand())}])"]))"
        case 21: return "\(pick(["substring", "contains", "years and months duration", "modulo", "decimal", "sublist", "string join"]))(\(operand()), \(operand()))"
        case 22: return "-(\(operand()))"
        default: return pick(["[\(operand())..\(pick(["5", "@\"2002-01-01\"", "\"z\""]))]", "(\(pick(["=", "!=", "<", "<=", ">", ">="])) \(operand()))"])
        }
    }

    private static let constants = [
        "1", "0", "\"a\"", "true", "null", "@\"2001-01-05\"", "@\"P1M\"", "@\"P1D\"", "[]", "rows.g", "rows.g", "@\"10:00:00\"", "@\"10:00:00Z\"",
        "@\"2001-03-05T10:00:00\"", "@\"2001-03-05T10:00:00@Asia/Ho_Chi_Minh\"", "@\"PT3H\"",
    ]
    private static let temporals = [
        "@\"2001-01-05\"", "@\"P1M\"", "@\"PT3H\"", "@\"10:00:00\"", "@\"10:00:00+07:00\"", "@\"23:30:00@Asia/Ho_Chi_Minh\"", "@\"2001-03-05T10:00:00\"",
        "@\"2001-03-05T10:00:00Z\"", "@\"2001-03-25T01:30:00@Europe/Berlin\"", "c.c0", "m.m0", "d.d1",
    ]

    /// A call of any built-in function in any of its ways, now and then with named parameters.
    private mutating func built(_ operands: [String]) -> String { call(of: pick(Builtin.allCases), operands) }

    /// - Parameter operands: at least as many as any function has parameters.
    mutating func call(of function: Builtin, _ operands: [String]) -> String {
        let signature = pick(function.signatures)
        let count = signature.parameters.count - Int.random(in: 0...signature.optional, using: &random)
        let names = signature.repeats || one(in: 2) ? [] : signature.parameters.prefix(count).map { $0 + ": " }
        // FEEL's `after` of one meaning is another function.
        let arguments = (0..<max(count, signature.repeats ? count + 1 : count)).map { (names.isEmpty ? "" : names[$0]) + operands[$0] }
        return "\(function.name)(\(arguments.joined(separator: ", ")))"
    }

    // MARK: Values

    mutating func known(_ role: RoleID) -> Value {
        switch role {
        case "b": return .boolean(Bool.random(using: &random))
        case "n": return one(in: 8) ? .none : .number(Number(Int.random(in: 0...2, using: &random)))
        case "d": return day(of: PartialDate("2001"))
        case "m": return moment(zone: .offset(25_200))
        case "c": return moment(zone: nil, isTime: true)
        default: return .list((0..<Int.random(in: 0...2, using: &random)).map { _ in known("n") })
        }
    }

    private mutating func moment(zone: TimeZoneRule?, isTime: Bool = false) -> Value {
        guard let time = TimeOfDay(hour: Int.random(in: 0...23, using: &random), minute: 30, second: 0, zone: zone) else { return .none }
        guard !isTime, case .date(let date) = known("d"), let moment = DateAndTime(date, time) else { return .time(time) }
        return .dateTime(moment)
    }

    /// Any day the date may be.
    private mutating func day(of date: PartialDate?) -> Value {
        guard let date, let first = date.earliest.dayNumber, let last = date.latest.dayNumber else { return .none }
        return PartialDate(dayNumber: Int.random(in: first...last, using: &random)).map { .date($0) } ?? .none
    }

    /// A world of which much is not known yet.
    mutating func world() -> Table {
        var table = Table()
        for meaning in Self.booleans + Self.numbers + Self.moments + Self.clocks where !one(in: 2) {
            table.meanings[meaning] = known(meaning.role)
        }
        for meaning in Self.dates where !one(in: 3) {
            table.meanings[meaning] = pick([known("d"), dateValue("2001"), dateValue("2001-02")])
        }
        for meaning in Self.lists where !one(in: 3) {
            table.meanings[meaning] = .list(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    one(in: 3) ? .unknown([Meaning("l", "item")]) : known("n")
                })
        }
        if one(in: 2) { table.later[Self.booleans[0]] = known("b") }
        if one(in: 2) { table.held[Self.held] = known("n") }
        if one(in: 2) { table.down["r"] = one(in: 2) }
        if !one(in: 3) {
            table.groups["g"] = .list(
                (0..<Int.random(in: 0...2, using: &random)).map { _ in
                    .context(["x": one(in: 2) ? .unknown([Meaning("g", "x")]) : known("n"), "y": pick([dateValue("2001"), known("d")])])
                })
        }
        return table
    }

    private static let held = HeldRead(meaning: numbers[0], connector: "r")

    /// The world once everything is known.
    mutating func completed(_ world: Table) -> Table {
        var table = world
        for meaning in Self.everything {
            table.meanings[meaning] = world.meanings[meaning].map { completed($0) } ?? known(meaning.role)
        }
        table.groups["g"] = world.groups["g"].map { completed($0) } ?? .list([.context(["x": known("n"), "y": known("d")])])
        table.later[Self.booleans[0]] = world.later[Self.booleans[0]] ?? known("b")
        table.held[Self.held] = world.held[Self.held] ?? known("n")
        table.down["r"] = world.down["r"] ?? one(in: 2)
        return table
    }

    private mutating func completed(_ value: Value) -> Value {
        switch value {
        case .unknown: known("n")
        case .date(let date): day(of: date)
        case .list(let items): .list(items.map { completed($0) })
        case .context(let entries): .context(entries.mapValues { completed($0) })
        default: value
        }
    }
}
