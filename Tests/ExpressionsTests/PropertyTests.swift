import Expressions
import Testing

/// Properties over random expressions; each failure prints its seed and case.
struct PropertyTests {
    static let seed: UInt64 = 20_250_701

    @Test func learningNeverChangesAKnownResult() throws {
        var generator = ExpressionGenerator(seed: Self.seed)
        var (known, unknown) = (0, 0)
        for number in 0..<10_000 {
            let source = number % 2 == 0 ? generator.boolean(3) : pickOther(&generator)
            let expression = try Expression(source)
            let world = generator.world()
            let before = expression.value(in: world)
            before.isUnknown ? (unknown += 1) : (known += 1)
            for _ in 0..<4 {
                let completion = generator.completed(world)
                let after = expression.value(in: completion)
                #expect(
                    before.mayBecome(after),
                    "seed \(Self.seed): \(source) was \(shown(before)), became \(shown(after)) in \(completion)")
                #expect(
                    after.waitsFor.isEmpty && !after.isUnknown,
                    "seed \(Self.seed): \(source) is unknown though all is known")
            }
            #expect(before.waitsFor.isSubset(of: Self.askable), "\(source) waits for what it does not read")
        }
        print("seed \(Self.seed): \(known) known, \(unknown) unknown")
        #expect(known > 2_000 && unknown > 2_000)
    }

    static let askable = Set(
        ExpressionGenerator.booleans + ExpressionGenerator.numbers + ExpressionGenerator.dates
            + ExpressionGenerator.lists + [Meaning("l", "item"), Meaning("g", "x")])

    private func pickOther(_ generator: inout ExpressionGenerator) -> String {
        switch Int.random(in: 0..<3, using: &generator.random) {
        case 0: generator.number(3)
        case 1: generator.list(3)
        default: generator.date(3)
        }
    }

    /// All completions of two booleans and two numbers from 0 to 2.
    @Test func aKnownResultHoldsForEveryCompletion() throws {
        var generator = ExpressionGenerator(seed: Self.seed &+ 1)
        let (b0, b1) = (Meaning("b", "b0"), Meaning("b", "b1"))
        let (n0, n1) = (Meaning("n", "n0"), Meaning("n", "n1"))
        var (settled, waiting) = (0, 0)
        for _ in 0..<10_000 {
            let expression = try Expression(generator.boolean(2))
            var world = generator.completed(generator.world())
            for meaning in [b0, b1, n0, n1] { world.meanings[meaning] = nil }
            let before = expression.value(in: world)
            var results: Set<String> = []
            for flags in 0..<4 {
                for digits in 0..<9 {
                    world.meanings[b0] = .boolean(flags & 1 == 1)
                    world.meanings[b1] = .boolean(flags & 2 == 2)
                    world.meanings[n0] = .number(Number(digits % 3))
                    world.meanings[n1] = .number(Number(digits / 3))
                    results.insert(shown(expression.value(in: world).collapsed))
                }
            }
            // Only what really reads one of the four says something here.
            if !expression.meanings.isDisjoint(with: [b0, b1, n0, n1]) { before.isUnknown ? (waiting += 1) : (settled += 1) }
            if !before.isUnknown {
                #expect(results == [shown(before.collapsed)], "seed \(Self.seed &+ 1): \(expression)")
            } else {
                #expect(
                    !before.waitsFor.isDisjoint(with: [b0, b1, n0, n1]),
                    "seed \(Self.seed &+ 1): \(expression) waits for nothing it could learn")
            }
        }
        print("seed \(Self.seed &+ 1): of those that read something unknown \(settled) are known, \(waiting) unknown")
        #expect(settled > 1_000 && waiting > 1_000)
    }

    /// Where every meaning stands once, unknown means that it really depends on what is unknown.
    @Test func unknownIsCompleteForFormulasThatReadEveryMeaningOnce() throws {
        var generator = ExpressionGenerator(seed: Self.seed &+ 2)
        var (settled, waiting) = (0, 0)
        for _ in 0..<10_000 {
            var left = Array(0..<5)
            let source = formula(3, &left, &generator)
            let expression = try Expression(source)
            let meanings = Array(expression.meanings)
            var world = Table()
            let before = expression.value(in: world)
            var results: Set<Value> = []
            for mask in 0..<(1 << meanings.count) {
                for (place, meaning) in meanings.enumerated() {
                    world.meanings[meaning] = .boolean(mask >> place & 1 == 1)
                }
                results.insert(expression.value(in: world))
            }
            if !meanings.isEmpty { before.isUnknown ? (waiting += 1) : (settled += 1) }
            #expect(
                before.isUnknown == (results.count > 1),
                "seed \(Self.seed &+ 2): \(source) is \(shown(before)), may be \(results)")
        }
        print("seed \(Self.seed &+ 2): of those that read something \(settled) are known, \(waiting) unknown")
        #expect(settled > 1_000 && waiting > 1_000)
    }

    private func formula(_ depth: Int, _ left: inout [Int], _ generator: inout ExpressionGenerator) -> String {
        guard depth > 0, !left.isEmpty else {
            guard let next = left.popLast(), !generator.one(in: 4) else { return generator.pick(["true", "false"]) }
            return "b.v\(next)"
        }
        switch Int.random(in: 0..<4, using: &generator.random) {
        case 0: return "(\(formula(depth - 1, &left, &generator)) and \(formula(depth - 1, &left, &generator)))"
        case 1: return "(\(formula(depth - 1, &left, &generator)) or \(formula(depth - 1, &left, &generator)))"
        case 2: return "not(\(formula(depth - 1, &left, &generator)))"
        default:
            let condition = formula(depth - 1, &left, &generator)
            // Two branches that read something are two expressions to a conditional, even if they agree.
            return
                "(if \(condition) then \(generator.pick(["true", "false"])) else \(generator.pick(["true", "false"])))"
        }
    }

    @Test func printedExpressionsReadBackAsTheSame() throws {
        var generator = ExpressionGenerator(seed: Self.seed &+ 3)
        var printed: Set<String> = [], changed = 0
        for _ in 0..<10_000 {
            let source = Bool.random(using: &generator.random) ? generator.boolean(4) : pickOther(&generator)
            let expression = try Expression(source)
            let text = expression.description
            let again = try Expression(text)
            #expect(again == expression, "seed \(Self.seed &+ 3): \(source) printed \(text) read \(again)")
            #expect(again.description == text)
            // A reader that took brackets away where they count would print this as something else, and not as itself.
            if text != source { changed += 1 }
            printed.insert(text)
        }
        print("seed \(Self.seed &+ 3): \(printed.count) different prints, \(changed) not as written")
        #expect(printed.count > 5_000 && changed > 5_000)
    }

    /// The round trip means something only if two programs that differ are told apart.
    @Test func expressionsThatDifferInOneThingAreNotTheSame() throws {
        let pairs = [
            ("a.b - (c.d - e.f)", "a.b - c.d - e.f"), ("not(a.b and c.d)", "not(a.b) and c.d"), ("[1, 2]", "[2, 1]"), ("{a: 1}", "{b: 1}"), ("[1..2]", "[1..2)"),
            ("a.b", "a.c"), ("\"a\"", "\"b\""), ("a.b in (1, 2)", "a.b in (1, 3)"), ("held(a.b, \"x\")", "held(a.b, \"y\")"), ("after(a.b)", "a.b"),
            ("for x in [1] return x", "for x in [1] return 1"), ("some x in [1] satisfies x = 1", "every x in [1] satisfies x = 1"),
            ("min(1, 2)", "max(1, 2)"), ("if a.b then 1 else 2", "if a.b then 2 else 1"), ("rows.g[x > 1]", "rows.g[item > 1]"), ("-(1 + 2)", "-1 + 2"),
        ]
        for (one, other) in pairs { #expect(try Expression(one) != Expression(other), "\(one) and \(other)") }
    }

    static let words = [
        "1", "2.5", ".5", "\"a\"", "\"\\u00e9\"", "@\"2024-02-29\"", "@\"P1D\"", "a.b", "c", "rows.g", "item",
        "partial", "null",
        "true", "false", "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", "{", "}", ",",
        ":", ".", "..",
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between", "not(",
        "count(", "sum(",
        "date and time(", "after(", "held(", "label(", "k:", "instance of", "function", "?", "é", "🐎", "\u{0}", "@",
        "\"", "//", "/*",
        "max(", "sort(", "string(", "flatten(", "range(", "context put(", "replace(", "decimal(", "substring(", "time(",
    ]

    @Test func tokenSoupNeverCrashesAndWhatParsesReadsBack() {
        var generator = ExpressionGenerator(seed: Self.seed &+ 4)
        var parsed = 0
        for _ in 0..<30_000 {
            let count = Int.random(in: 1...12, using: &generator.random)
            let source = (0..<count).map { _ in generator.pick(Self.words) }.joined(separator: " ")
            guard let expression = try? Expression(source) else { continue }
            parsed += 1
            _ = expression.value(in: generator.world(), budget: 10_000)
            let printed = expression.description
            #expect((try? Expression(printed)) == expression, "seed \(Self.seed &+ 4): \(source) printed \(printed)")
        }
        print("seed \(Self.seed &+ 4): \(parsed) of 30000 soups parse")
        #expect(parsed > 500)
    }

    /// Cuts, doubles and swaps pieces of expressions that mean something.
    @Test func mutilatedExpressionsNeverCrash() {
        var generator = ExpressionGenerator(seed: Self.seed &+ 5)
        for _ in 0..<10_000 {
            var scalars = Array(generator.boolean(3).unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &generator.random) where !scalars.isEmpty {
                let place = Int.random(in: 0..<scalars.count, using: &generator.random)
                switch Int.random(in: 0..<4, using: &generator.random) {
                case 0: scalars.remove(at: place)
                case 1: scalars.insert(generator.pick(scalars), at: place)
                case 2: scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &generator.random))
                default: scalars.removeSubrange(place...)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            guard let expression = try? Expression(String(text)) else { continue }
            _ = expression.value(in: generator.world(), budget: 10_000)
            #expect((try? Expression(expression.description)) == expression, "\(String(text))")
        }
    }
}

extension Value {
    /// Whether learning may turn this into that: unknown into anything, a partial date into a day of it, a
    /// known value only into itself.
    func mayBecome(_ other: Value) -> Bool {
        switch (self, other) {
        case (.unknown, _): return true
        case (.date(let a), .date(let b)):
            return a.earliest.isBefore(b.earliest) != false || a.earliest == b.earliest
                ? b.latest.isBefore(a.latest) != false || a.latest == b.latest : false
        case (.list(let a), .list(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.mayBecome($1) }
        case (.context(let a), .context(let b)):
            return a.count == b.count && a.allSatisfy { $0.value.mayBecome(b[$0.key] ?? .none) }
        default: return collapsed == other.collapsed
        }
    }
}
