import Expressions
import Testing

/// A table of text cells: `a.x | a.y` over rules of tests and results.
private func table(_ hit: HitPolicy, _ inputs: [String], _ outputs: [DecisionTable.Output], _ rules: [[String]]) throws -> Expression {
    try Expression(DecisionTable(
        inputs: inputs.map { TableCell($0) }, outputs: outputs, hit: hit,
        rules: rules.map { rule in
            DecisionTable.Rule(tests: rule.prefix(inputs.count).map { TableCell($0) }, results: rule.dropFirst(inputs.count).map { TableCell($0) })
        }))
}

private func output(_ name: String, _ values: [String] = []) -> DecisionTable.Output { .init(name: name, values: values.map { TableCell($0) }) }

struct DecisionTableTests {
    struct PolicyCase: Sendable, CustomTestStringConvertible {
        let hit: HitPolicy
        /// Results of the rules that hold for 1, 2 and 3.
        let one, two, three: String
        var testDescription: String { hit.rawValue }
    }

    /// For 1 the first rule fires, for 2 the first and the second, for 3 none.
    @Test("each hit policy", arguments: [
        PolicyCase(hit: .unique, one: "10", two: "error severalRules", three: "error noRule"),
        PolicyCase(hit: .any, one: "10", two: "error severalRules", three: "error noRule"),
        PolicyCase(hit: .priority, one: "10", two: "20", three: "error noRule"),
        PolicyCase(hit: .first, one: "10", two: "10", three: "error noRule"),
        PolicyCase(hit: .ruleOrder, one: "[10]", two: "[10, 20]", three: "[]"),
        PolicyCase(hit: .outputOrder, one: "[10]", two: "[20, 10]", three: "[]"),
        PolicyCase(hit: .collect, one: "[10]", two: "[10, 20]", three: "[]"),
        PolicyCase(hit: .sum, one: "10", two: "30", three: "error noRule"),
        PolicyCase(hit: .minimum, one: "10", two: "10", three: "error noRule"),
        PolicyCase(hit: .maximum, one: "10", two: "20", three: "error noRule"),
        PolicyCase(hit: .count, one: "1", two: "2", three: "0"),
    ])
    func policies(_ c: PolicyCase) throws {
        let expression = try table(c.hit, ["n.x"], [output("fee", c.hit.needsOrder ? ["20", "10"] : [])], [["1, 2", "10"], ["2", "5 * 4"]])
        for (input, expected) in [(1, c.one), (2, c.two), (3, c.three)] {
            var world = Table()
            world.meanings[Meaning("n", "x")] = .number(Number(input))
            #expect(shown(expression.value(in: world)) == expected)
        }
    }

    @Test("unary tests of a cell", arguments: [
        ("-", "1 2 3 null"), ("2", "2"), ("1, 3", "1 3"), ("< 2", "1"), (">= 2", "2 3"), ("[1..2]", "1 2"), ("(1..3)", "2"), ("not(2)", "1 3 null"), ("not(1, > 2)", "2"),
        ("!= 2", "1 3 null"), ("null", "null"), ("1 + 1", "2"), ("[1, 2]", "1 2"), ("n.y", "3"),
    ])
    func tests(_ cell: String, _ expected: String) throws {
        let expression = try table(.first, ["n.x"], [output("fee")], [[cell, "true"]])
        let fired = ["1", "2", "3", "null"].filter { text in
            var world = Table()
            world.meanings = [Meaning("n", "x"): Number(text).map { .number($0) } ?? .none, Meaning("n", "y"): .number(3)]
            return expression.value(in: world) == .boolean(true)
        }
        #expect(fired.joined(separator: " ") == expected)
    }

    @Test func severalOutputsAreAContext() throws {
        let expression = try table(.unique, ["s.x"], [output("fee"), output("days")], [["\"a\"", "1", "2"], ["\"b\"", "3", "n.y"]])
        var world = Table()
        world.meanings = [Meaning("s", "x"): .string("b"), Meaning("n", "y"): .number(4)]
        #expect(shown(expression.value(in: world)) == "{days: 4, fee: 3}")
        #expect(expression.meanings == [Meaning("s", "x"), Meaning("n", "y")])
    }

    @Test("unknown inputs: known as soon as what is known settles it", arguments: [
        (HitPolicy.unique, "1", "unknown n.y"), (.unique, "2", "30"), (.first, "1", "unknown n.y"), (.first, "4", "40"), (.any, "4", "40"), (.collect, "2", "[30]"),
        (.collect, "1", "unknown n.y"), (.count, "2", "1"),
    ])
    func unknowns(_ hit: HitPolicy, _ x: String, _ expected: String) throws {
        // What stands for 4 comes to the same whether the first of its rules fires or not.
        let expression = try table(hit, ["n.x", "n.y"], [output("fee")], [
            ["1", "< 5", "10"], ["1", ">= 5", "20"], ["2", "-", "30"], ["4", "> 7", "40"], ["4", "-", "40"],
        ])
        var world = Table()
        world.meanings[Meaning("n", "x")] = Number(x).map { .number($0) }
        #expect(shown(expression.value(in: world)) == expected)
    }

    @Test("a cell that is none says where", arguments: [
        ("1 +", "unfinished 3"), ("< ", "unfinished 2"), ("1 2", "unexpected 2"), ("not(1", "unfinished 5"), ("today()", "noClock 0"),
    ])
    func syntax(_ cell: String, _ expected: String) {
        do {
            _ = try table(.unique, ["n.x"], [output("fee")], [["1", "1"], [cell, "2"]])
            Issue.record("read")
        } catch let error as TableSyntaxError {
            #expect("\(error.error.code.rawValue) \(error.error.offset)" == expected)
            #expect(error.cell?.text == cell)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func typesOfTables() throws {
        let expression = try table(.unique, ["s.s1", "n.n1"], [output("fee")], [["\"1\"", "< \"5\"", "1"], ["\"9\"", "-", "2"]])
        let typed = expression.typed(in: SmallWorld())
        #expect(typed.findings.map(\.code) == [.operand, .unknownCode])
        #expect(try table(.collect, ["s.s1"], [output("a"), output("b")], [["-", "1", "\"x\""]]).typed(in: SmallWorld()).type.description == "list of context<a, b>")
        #expect(try table(.sum, ["s.s1"], [output("a")], [["-", "\"x\""]]).typed(in: SmallWorld()).findings.map(\.code) == [.operand])
    }

    @Test func tablesAreEqualByWhatTheySay() throws {
        let rules = [["1", "n.x + 1"], ["not(2, > 5)", "3"], ["-", "\"a\""]]
        let one = try table(.first, ["n.x"], [output("fee")], rules), same = try table(.first, ["(n.x)"], [output("fee")], [["1", "(n.x) + 1"], ["not(2,>5)", "3"], ["-", "\"a\""]])
        #expect(one == same && one.hashValue == same.hashValue)
        #expect(one.description == same.description)
        #expect(one.description == #"{inputs: ["n.x"], outputs: ["fee"], hit: "F", rules: [["1", "n.x + 1"], ["not(2, > 5)", "3"], ["-", "\"a\""]]}"#)
        #expect(try one != table(.unique, ["n.x"], [output("fee")], rules) && one != table(.first, ["n.x"], [output("fee")], Array(rules.dropLast())))
    }

    /// Random tables: what is said of gaps, overlaps and rules against every input, and monotony.
    @Test func randomTablesAgainstEveryInput() throws {
        let chance = Chance(9)
        var generator = chance.generator
        var cells = CellReader()
        var counts: [String: Int] = [:]
        func note(_ what: String, _ answer: Reasoner.Answer, _ isPossible: Bool, _ shown: @autoclosure () -> String) {
            switch answer {
            case .impossible:
                counts["no " + what, default: 0] += 1
                #expect(!isPossible, "\(chance): \(what) of \(shown())")
            case .possible:
                counts[what, default: 0] += 1
                #expect(isPossible, "\(chance): \(what) of \(shown())")
            case .undecided: Issue.record("\(chance): \(what) of \(shown()) is not decided")
            }
        }
        for _ in 0..<10_000 {
            let over = [Meaning("n", "n1"), generator.pick([Meaning("s", "s1"), Meaning("d", "d1"), Meaning("b", "b1")])]
            let rules = (0..<3).map { _ in over.map { generator.cell($0.role) } + [generator.pick(["1", "2"])] }
            let hit = generator.pick(HitPolicy.allCases)
            let expression = try table(hit, over.map(\.description), [output("o", hit.needsOrder ? ["2", "1"] : [])], rules)
            var fired: [[Int]] = []
            try ReasoningTests.forEachWorld(over) { world in
                var places: [Int] = []
                for (place, rule) in rules.enumerated() {
                    let holds = try zip(over, rule).allSatisfy { meaning, cell in try cells.holds(cell, of: meaning, in: world) }
                    if holds { places.append(place) }
                }
                fired.append(places)
                guard generator.one(in: 6) else { return }
                let value = expression.value(in: world)
                #expect(shown(value) == Self.expected(hit, places.map { rules[$0][2] }), "\(chance): \(expression)")
                var less = world
                less.meanings[over[1]] = nil
                #expect(expression.value(in: less).mayBecome(value), "\(chance): \(expression)")
            }
            let reasoner = try #require(Reasoner([expression], in: SmallWorld()).table(0))
            note("gap", reasoner.gap(), fired.contains([]), expression.description)
            for rule in 0..<3 {
                let counts = fired.contains { hit == .first ? $0.first == rule : $0.contains(rule) }
                note("use", reasoner.use(of: rule), counts, expression.description)
            }
            let overlap = reasoner.overlap(0, 1)
            let isAllowed = hit != .unique && (hit != .any || rules[0][2] == rules[1][2])
            #expect((overlap == nil) == isAllowed)
            if let overlap { note("overlap", overlap, fired.contains { $0.contains(0) && $0.contains(1) }, expression.description) }
        }
        print("\(chance): \(counts.sorted { $0.key < $1.key })")
        #expect(counts.count == 6 && counts.values.allSatisfy { $0 > 100 })
    }

    /// What each hit policy makes of the results of the rules that fire, in their order; the output has 2 before 1.
    ///
    /// - Source: DMN 1.5, clause 8.2.10.
    private static func expected(_ hit: HitPolicy, _ results: [String]) -> String {
        let numbers = results.compactMap { Int($0) }
        func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ", ") + "]" }
        switch hit {
        case .ruleOrder, .collect: return list(numbers)
        case .outputOrder: return list(numbers.sorted(by: >))
        case .count: return "\(numbers.count)"
        default: break
        }
        guard let first = numbers.first, let low = numbers.min(), let high = numbers.max() else { return "error noRule" }
        switch hit {
        case .unique: return numbers.count == 1 ? "\(first)" : "error severalRules"
        case .any: return low == high ? "\(first)" : "error severalRules"
        case .first: return "\(first)"
        case .priority, .maximum: return "\(high)"
        case .minimum: return "\(low)"
        default: return "\(numbers.reduce(0, +))"
        }
    }
}

extension ExpressionGenerator {
    mutating func cell(_ role: RoleID) -> String {
        switch role {
        case "n": pick(["-", "1", "2", "< 1", "<= 2", ">= 1", "> 2", "[1..2]", "not(1)", "not(1, > 2)", "1, > 2", "(1..2)"])
        case "s": pick(["-", "\"1\"", "\"2\"", "not(\"1\")", "\"1\", \"3\"", "!= \"2\""])
        case "d": pick(["-", "< @\"2001-01-10\"", ">= @\"2001-01-10\"", "[@\"2001-01-10\"..@\"2001-01-12\"]", "> @\"2001-01-12\"", "not(@\"2001-01-10\")"])
        default: pick(["-", "true", "false"])
        }
    }
}

/// What cells say, each by an expression of its own.
private struct CellReader {
    private var known: [String: [Value: Bool]] = [:]

    mutating func holds(_ cell: String, of meaning: Meaning, in world: Table) throws -> Bool {
        if cell == "-" { return true }
        let value = world.value(of: meaning)
        let source = cell.hasPrefix("not(") ? "not(\(meaning) in (\(cell.dropFirst(4)))" : "\(meaning) in (\(cell))"
        if let known = known[source]?[value] { return known }
        let holds = try Expression(source).value(in: world) == .boolean(true)
        known[source, default: [:]][value] = holds
        return holds
    }
}
