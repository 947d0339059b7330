import Expressions
import Testing
import Vocabulary

/// Expressions written to take long: each comes to an end within its steps, and where it cannot, by an error that says which
/// bound it met. Nothing here looks at a clock; what is not bounded hangs.
struct BoundTests {
    /// `body` beside `x0`, `x1`, …, each twice as long as the one before.
    private static func doubling(_ seed: String, _ times: Int, _ body: String) -> String {
        let entries = ["x0: \"\(seed)\""] + (1...times).map { "x\($0): x\($0 - 1) + x\($0 - 1)" }
        return "{" + entries.joined(separator: ", ") + ", r: \(body)}.r"
    }

    private static func conjunction(_ count: Int) -> String { (1...count).map { "b.v\($0)" }.joined(separator: " and ") }

    /// Small enough that what is bounded is done soon, large enough that what is not is never done.
    private static let limits = ExpressionLimits(stringLength: 40_000, listLength: 5_000)

    private static func bounded(_ source: String) -> String {
        do {
            return shown(try Expression(source, limits: limits).value(in: Table(), budget: 200_000))
        } catch {
            return "syntax \(error.code.rawValue) \(error.offset)"
        }
    }

    @Test("work beside the nodes is paid for", arguments: [
        // A text that nearly matches at every place.
        Case(doubling("a", 15, "contains(x15, x14 + \"b\")"), "false"), Case(doubling("a", 14, "substring before(x14 + \"b\", x13 + \"b\") = x13"), "true"),
        Case(doubling("ab", 13, "substring after(x13 + \"c\", \"bc\")"), "\"\""), Case("substring before(\"abcabd\", \"abd\")", "\"abc\""),
        Case("substring after(\"aabaaabaaac\", \"aabaaac\")", "\"\""), Case("substring after(\"xếy\", \"ế\")", "\"y\""),
        // Loops in loops, and wide ones.
        Case("for a in 1..1000, b in 1..1000, c in 1..1000 return 1", "error listLimit"),
        Case("every a in [1..4000], b in [1..4000] satisfies true", "error stepLimit"),
        Case("every a in [1..4000] satisfies every b in [1..4000] satisfies b > 0", "error stepLimit"),
        Case("[1, 2][some a in [1..4000] satisfies every b in [1..4000] satisfies b > 0 and a < 0]", "error stepLimit"),
        Case("some a in [1..1000000000000000] satisfies a = 1", "error listLimit"), Case("for a in [1..1E30] return a", "error outOfRange"),
        Case("for d in @\"0001-01-01\"..@\"9999-12-31\" return d", "error listLimit"), Case("1E29 in [1..1E30]", "true"),
        // Every round sees all the results before it; lists in lists in lists.
        Case("count(for i in 1..4000 return if i < 0 then partial else i)", "4000"), Case("for i in 1..3000 return [partial[-1]]", "error stepLimit"),
        Case("for i in 1..3000 return partial", "error stepLimit"),
        // Sorting and comparing what is long.
        Case(doubling("a", 14, "sort(for i in 1..100 return x14 + string(i))"), "error stepLimit"),
        Case("distinct values(for a in 1..80 return for b in 1..80 return if b = 80 then a else b)", "error stepLimit"),
        Case("count(sort(for a in 1..4000 return -a))", "4000"), Case("union(for a in 1..4000 return a, for a in 1..900 return -a)", "error stepLimit"),
        // Comparing what is long, in every way that compares.
        Case(doubling("ế", 13, "for i in 1..4000 return x13 + \"a\" between x13 and x13 + \"b\""), "error stepLimit"),
        Case(doubling("ế", 13, "every i in [1..4000] satisfies x13 in (< \"a\", x12 + x12)"), "error stepLimit"),
        Case("{a: for i in 1..2000 return i, b: for i in 1..2000 return i, r: count(for i in 1..4000 return (if b.v then a else b) = 1)}.r", "error stepLimit"),
        Case("{a: [for i in 1..2000 return {x: i}], r: some i in [1..4000] satisfies a.x[1] = 0}.r", "error stepLimit"),
        // Texts that grow, and lists.
        Case(doubling("ΐ", 14, "upper case(x14)"), "error stringLimit"), Case(doubling("ab", 10, "string join(for i in 1..200 return x10)"), "error stringLimit"),
        Case(doubling("ab", 13, "replace(x13, \"a\", \"bbbb\")"), "error stringLimit"), Case(doubling("ab", 13, "string([x13, x13, x13])"), "error stringLimit"),
        Case(doubling("ab", 25, "x25"), "error stringLimit"), Case(doubling(";", 13, "split(x13, \";\")"), "error listLimit"),
        Case("concatenate(for i in 1..4000 return i, for i in 1..4000 return i)", "error listLimit"),
        // What a condition waits for, over and over.
        Case("count(for i in 1..200 return \(conjunction(400)))", "200"),
        // Numbers whose functions take long, and texts and zones that do.
        Case("count(for i in 1..4000 return exp(i / 7))", "error stepLimit"), Case("count(for i in 1..1000 return log(i / 7))", "error stepLimit"),
        Case("count(for i in 1..1000 return 1.5 ** (i / 7))", "error stepLimit"), Case("count(for i in 1..4000 return 1.0000001 ** 9223372036854775)", "error stepLimit"),
        Case("count(for i in 1..4000 return modulo(9E6000, 7))", "error stepLimit"), Case("count(for i in 1..4000 return sqrt(2) + sqrt(3))", "error stepLimit"),
        Case("count(for i in 1..3000 return string(9E6000))", "error stepLimit"), Case("count(for i in 1..4000 return is(time(\"00:00:00@Asia/Nowhere\"), 1))", "error stepLimit"),
        Case("every i in 1..4000 satisfies @\"2024-01-01T00:00:00@Asia/Ho_Chi_Minh\" + @\"PT1H\" != @\"2024-01-01T00:00:00@Asia/Tokyo\"", "error stepLimit"),
        Case("count(for i in 1..3000 return range(\"[1..33333333333333333333]\"))", "error stepLimit"),
        Case(doubling("ế", 8, "count(for i in 1..1000 return upper case(x8))"), "error stepLimit"),
        Case("count(for i in 1..400 return exp(i / 7))", "400"), Case("count(for i in 1..4000 return i ** 2)", "4000"),
        // Numbers out of range.
        Case("exp(1E9)", "error overflow"), Case("decimal(1, 99999999)", "error outOfRange"), Case("9.99E6000 ** 2", "error outOfRange"),
        // Patterns that go wrong in engines that try one way after another, and such as are too large.
        Case(doubling("a", 11, "matches(x11 + \"b\", \"^(a+)+$\")"), "false"), Case("matches(\"a\", \"(a{1000}){1000}\")", "error patternRefused"),
        Case("sort([1], function(a, b) a < b)", "syntax outsideProfile 10"),
    ])
    func paidFor(_ c: Case) { #expect(Self.bounded(c.source) == c.expected) }

    @Test("patterns work within the steps of the expression")
    func patternsArePaidFor() throws {
        let pattern = "(a{50}){50}b"
        let once = try Expression(Self.doubling("a", 10, "matches(x10, \"\(pattern)\")"))
        #expect(once.value(in: Table(), budget: 200_000) == .boolean(false))
        #expect(shown(once.value(in: Table(), budget: 20_000)) == "error stepLimit")
        // Many that are small enough on their own.
        let often = try Expression(Self.doubling("a", 6, "count(for i in 1..50000 return matches(x6, \"\(pattern)\"))"))
        #expect(shown(often.value(in: Table(), budget: 20_000)) == "error stepLimit")
    }

    @Test("a smaller budget stops the same expression earlier, and never changes what it yields", arguments: [
        "count(for a in 1..100 return sum(for b in 1..a return b))", "sort(for a in 1..500 return -a)[1]", "distinct values(for a in 1..100 return a * a)[100]",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaab\", \"^(a|aa)+$\")", "string join(for a in 1..200 return string(a), \",\")", "some a in [1..300] satisfies a * a = 89401",
    ])
    func budgets(_ source: String) throws {
        let expression = try Expression(source)
        let whole = expression.value(in: Table())
        #expect(!whole.isNull)
        var (stopped, done) = (0, 0)
        for exponent in 0..<20 {
            let value = expression.value(in: Table(), budget: 1 << exponent)
            if shown(value) == "error stepLimit" { stopped += 1 } else { done += 1 }
            #expect(value == whole || shown(value) == "error stepLimit")
            #expect(done == 0 || value == whole, "stopped with more than was enough")
        }
        #expect(stopped > 0 && done > 0)
    }
}
