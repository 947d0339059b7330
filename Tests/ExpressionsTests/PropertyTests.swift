@testable import Expressions
import Testing

/// Properties over random expressions; each failure prints its seed and case.
struct PropertyTests {
    /// Half of the expressions mean something, half are any operation over anything; dates are partial in both.
    @Test func learningNeverChangesAKnownResult() throws {
        let chance = Chance(0)
        var generator = chance.generator
        var (known, unknown, wild) = (0, 0, 0)
        for number in 0..<10_000 {
            let isWild = number % 2 == 1
            let source = isWild ? generator.wild(3) : number % 4 == 0 ? generator.boolean(3) : pickOther(&generator)
            guard let expression = try? Expression(source) else {
                #expect(isWild, "\(source)")
                continue
            }
            let world = generator.world()
            let before = expression.value(in: world)
            before.isUnknown ? (unknown += 1) : (known += 1)
            // Of the wild ones only those say something that read what is not known yet, and yield a value.
            if isWild, !before.isNull, !before.isUnknown, !expression.meanings.isEmpty { wild += 1 }
            for _ in 0..<4 {
                let completion = generator.completed(world)
                let after = expression.value(in: completion)
                #expect(
                    before.mayBecome(after),
                    "\(chance): \(source) was \(shown(before)), became \(shown(after)) in \(completion)")
                #expect(
                    after.waitsFor.isEmpty && !after.isUnknown,
                    "\(chance): \(source) is unknown though all is known")
            }
            #expect(before.waitsFor.isSubset(of: Self.askable), "\(source) waits for what it does not read")
        }
        print("\(chance): \(known) known, \(wild) of them wild values, \(unknown) unknown")
        #expect(known > 2_000 && unknown > 2_000 && wild > 300)
    }

    static let askable = Set(ExpressionGenerator.everything + [Meaning("l", "item"), Meaning("g", "x")])

    private func pickOther(_ generator: inout ExpressionGenerator) -> String {
        switch Int.random(in: 0..<3, using: &generator.random) {
        case 0: generator.number(3)
        case 1: generator.list(3)
        default: generator.date(3)
        }
    }

    /// All completions of two booleans and two numbers from 0 to 2.
    @Test func aKnownResultHoldsForEveryCompletion() throws {
        let chance = Chance(1)
        var generator = chance.generator
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
                #expect(results == [shown(before.collapsed)], "\(chance): \(expression)")
            } else {
                #expect(
                    !before.waitsFor.isDisjoint(with: [b0, b1, n0, n1]),
                    "\(chance): \(expression) waits for nothing it could learn")
            }
        }
        print("\(chance): of those that read something unknown \(settled) are known, \(waiting) unknown")
        #expect(settled > 1_000 && waiting > 1_000)
    }

    /// Every construct and every built-in function is among them; what is printed too long to be read again is not, and
    /// decision tables print as YAML, see TableRoundTripTests.
    @Test func printedExpressionsReadBackAsTheSame() throws {
        let chance = Chance(3)
        var generator = chance.generator
        var printed: Set<String> = [], changed = 0
        var operations: Set<Operation> = [], functions: Set<Builtin> = []
        for number in 0..<10_000 {
            var source = number % 2 == 0 ? generator.wild(4) : number % 4 == 1 ? generator.boolean(4) : pickOther(&generator)
            // Every function in its turn, not only by chance.
            if number % 10 == 0 {
                source = generator.call(of: Builtin.allCases[number / 10 % Builtin.allCases.count], [source] + (0..<4).map { _ in generator.wild(1) })
            }
            guard let expression = try? Expression(source) else {
                #expect(number % 2 == 0, "\(source)")
                continue
            }
            let text = expression.description
            let again = try Expression(text)
            #expect(again == expression, "\(chance): \(source) printed \(text) read \(again)")
            #expect(again.description == text)
            // A reader that took brackets away where they count would print this as something else, and not as itself.
            if text != source { changed += 1 }
            printed.insert(text)
            operations.formUnion(expression.program.nodes.map(\.operation))
            functions.formUnion(expression.program.nodes.filter { $0.operation == .call }.compactMap(\.function))
        }
        print("\(chance): \(printed.count) different prints, \(changed) not as written")
        #expect(printed.count > 5_000 && changed > 5_000)
        #expect(Set(Operation.allCases).subtracting(operations) == [.table])
        #expect(Set(Builtin.allCases).subtracting(functions) == [])
    }

    /// What reads back is bounded by what may be read: a print can be longer than its source.
    @Test func aPrintThatIsTooLongIsRefusedAndNotMisread() throws {
        let source = "[" + Array(repeating: "1", count: 20).joined(separator: ",") + "]"
        let limits = ExpressionLimits(sourceLength: source.unicodeScalars.count)
        let text = try Expression(source, limits: limits).description
        #expect(try Expression(text) == Expression(source))
        let error = #expect(throws: ExpressionSyntaxError.self) { try Expression(text, limits: limits) }
        #expect(error?.code == .sourceLimit)
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
        let chance = Chance(4)
        var generator = chance.generator
        var parsed = 0
        for _ in 0..<30_000 {
            let count = Int.random(in: 1...12, using: &generator.random)
            let source = (0..<count).map { _ in generator.pick(Self.words) }.joined(separator: " ")
            guard let expression = try? Expression(source) else { continue }
            parsed += 1
            _ = expression.value(in: generator.world(), budget: 10_000)
            let printed = expression.description
            #expect((try? Expression(printed)) == expression, "\(chance): \(source) printed \(printed)")
        }
        print("\(chance): \(parsed) of 30000 soups parse")
        #expect(parsed > 500)
    }

    /// Cuts, doubles and swaps pieces of expressions that mean something.
    @Test func mutilatedExpressionsNeverCrash() {
        let chance = Chance(5)
        var generator = chance.generator
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
        case (.range(let a), .range(let b)):
            func end(_ a: Value?, _ b: Value?) -> Bool { a == nil ? b == nil : b.map { (a ?? .none).mayBecome($0) } ?? false }
            return a.extent == b.extent && a.startIncluded == b.startIncluded && a.endIncluded == b.endIncluded && end(a.start, b.start)
                && end(a.end, b.end)
        default: return collapsed == other.collapsed
        }
    }
}
