import Expressions
import Testing

/// Known values: what FEEL says, and the reason where it says null.
struct EvaluationTests {
    @Test(arguments: [
        Case("1 + 2 * 3", "7"),
        Case("-3 ** 2", "9"),  // negation binds closer than **
        Case("2 ** 3 ** 2", "64"),  // ** is left-associative
        Case("10 - 4 - 3", "3"),
        Case("0.1 + 0.2 = 0.3", "true"),  // decimals are exact
        // Composed or not, a letter is the letter; counted are its code points.
        Case("\"\u{1EBF}\" = \"e\u{302}\u{301}\"", "true"), Case("\"\u{1EBF}\" < \"e\u{302}\u{301}\"", "false"),
        Case("string length(\"e\u{302}\u{301}\")", "3"), Case("(2 / 3) * (2 / 3)", "0.4444444444444444444444444444444445"), Case("8 ** (1 / 3)", "2"),
        Case("1 / 3", "0.3333333333333333333333333333333333"),
        Case("2 / 3", "0.6666666666666666666666666666666667"),
        Case("1 / 0", "error divisionByZero"),
        Case("1 + null", "error noValue"),
        Case("1 + \"a\"", "error wrongKind"),
        Case("\"a\" + \"b\"", "\"ab\""),
        Case("--1", "1"),
        Case("5 // five\n + /* six */ 6", "11"),
        Case("1.50", "1.5"),
        Case("1.2e3", "1200"),
        Case("9.99E6144 * 10", "error overflow"),
    ])
    func arithmetic(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test(arguments: [
        Case("1 < 2", "true"), Case("2 <= 2", "true"), Case("\"a\" < \"b\"", "true"),
        Case("1 = \"1\"", "error wrongKind"),
        Case("null = null", "true"), Case("1 = null", "false"), Case("1 != null", "true"),
        Case("1 / 0 = null", "true"),  // an error is null
        Case("1 < null", "error noValue"),
        Case("[1, 2] = [1, 2]", "true"), Case("[1] = [1, 2]", "false"),
        Case("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
        Case("2 between 1 and 3", "true"), Case("2 between 3 and 1", "false"),
        Case("\"ế\" = \"e\u{302}\u{301}\"", "true"),  // composed and decomposed are one text
        Case("@\"2020-01-01\" < @\"2020-01-02\"", "true"),
        Case("@\"P1D\" = @\"PT24H\"", "true"), Case("@\"P1Y\" = @\"P365D\"", "error wrongKind"),
        Case("@\"10:00:00\" = @\"10:00:00Z\"", "error wrongKind"),  // one has no zone
        Case("@\"2018-12-08T00:00:00+00:00\" = @\"2018-12-08T01:00:00+01:00\"", "true"),
    ])
    func comparison(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test(arguments: [
        Case("true and false", "false"), Case("true and null", "error noValue"), Case("false and null", "false"),
        Case("true or null", "true"), Case("false or 1", "error wrongKind"), Case("not(true)", "false"),
        Case("not(1)", "error wrongKind"), Case("false and 1 / 0 = 1", "false"),
        Case("if true then 1 else 2", "1"), Case("if null then 1 else 2", "2"), Case("if 1 / 0 = 1 then 1 else 2", "2"),
        Case("some x in [1, 2] satisfies x > 1", "true"), Case("every x in [1, 2] satisfies x > 1", "false"),
        Case("some x in [] satisfies true", "false"), Case("every x in [] satisfies false", "true"),
        Case("some x in [1, 2], y in [2, 3] satisfies x = y", "true"),
        Case("every x in null satisfies true", "error noValue"),
        Case("some x in 1..3 satisfies x > 2", "true"), Case("every x in 1..3 satisfies x > 2", "false"), Case("some x in 3..1, y in x..3 satisfies x + y > 5", "true"),
        Case("some d in @\"2024-02-28\"..@\"2024-03-01\" satisfies d.day = 29", "true"), Case("some x in 1..\"a\" satisfies true", "error wrongKind"),
    ])
    func logic(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test(arguments: [
        Case("1 in [1, 2]", "true"), Case("3 in (1, 2)", "false"), Case("1 in (< 5, 7)", "true"),
        Case("5 in [1..5)", "false"), Case("5 in [1..5]", "true"), Case("1 in ]1..5]", "false"),
        Case("5 in ]1..5[", "false"), Case("3 in (1..5)", "true"), Case("3 in != 3", "false"),
        Case("\"b\" in [\"a\"..\"c\"]", "true"), Case("1 in [[3..4], [0..2]]", "true"),
        Case("7 in (1 + 2) * 2", "false"), Case("6 in (1 + 2) * 2", "true"),  // parentheses that open an operand
        Case("null in (1, null)", "true"), Case("5 in (null..10]", "error noValue"),
        Case("[1..3]", "[1..3]"), Case("(< 3)", "(..3)"), Case("[1..3].start", "1"),
        Case("(= 10)", "= 10"), Case("(!= 10)", "!= 10"), Case("(=10) = (=10)", "true"), Case("(=10) = (!=10)", "false"), Case("(=10) = [10..10]", "false"),
        Case("10 in [(= 10), 3]", "true"), Case("10 in [(!= 10), 3]", "false"), Case("{t: (= 10), r: 10 in t}.r", "true"), Case("{t: (!= 10), r: 10 in t}.r", "false"),
        Case("(= 10).start", "10"), Case("(!= 10).start", "none"), Case("string((!= 10))", "\"!=10\""), Case("for x in (= 3) return x", "[3]"),
        Case("includes((= 3), 3)", "true"), Case("includes((!= 3), 4)", "error outOfRange"),
        Case("[1..3].end included", "true"),
    ])
    func ranges(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test(arguments: [
        Case("[1, 2, 3][2]", "2"), Case("[1, 2, 3][-1]", "3"), Case("[1][2]", "error outOfRange"),
        Case("[1, 2, 3][item > 1]", "[2, 3]"), Case("[][item > 1]", "[]"), Case("[][1]", "error outOfRange"),
        Case("[{x: 1, y: 2}, {x: 2, y: 3}][x = 2].y", "[3]"),
        Case("[{x: 1}, {x: 2}].x", "[1, 2]"), Case("5[item > 1]", "[5]"), Case("5[1]", "5"),
        Case("[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]"),
        Case("{a: 1, b: a + 1}.b", "2"), Case("{a: 1}.b", "error noSuchEntry"), Case("{a: {b: 1}}.a.b", "1"),
        Case("{\"first name\": 1}", "{first name: 1}"),
        Case("for x in [1, 2] return x * 2", "[2, 4]"), Case("for x in 1..3 return x", "[1, 2, 3]"),
        Case("for x in 3..1 return x", "[3, 2, 1]"), Case("for x in [1..3) return x", "[1, 2]"),
        Case("for x in 1..2, y in 1..x return y", "[1, 1, 2]"),
        Case("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"),
        Case("for x in [1, 2] return [1, 2, 3][item > x]", "[[2, 3], [3]]"),
        Case("for d in @\"2024-02-28\"..@\"2024-03-01\" return d", "[2024-02-28, 2024-02-29, 2024-03-01]"),
    ])
    func listsAndContexts(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test(arguments: [
        Case("@\"2024-02-29\" + @\"P1Y\"", "2025-02-28"), Case("@\"2024-01-31\" + @\"P1M\"", "2024-02-29"),
        Case("@\"2024-03-01\" - @\"2024-02-01\"", "P29D"), Case("@\"2024-03-01\" - @\"P1D\"", "2024-02-29"),
        Case("@\"2024-03-01\".weekday", "5"), Case("@\"2024-03-01\".month", "3"),
        Case("@\"2024-03-01T10:00:00\" + @\"PT15H\"", "2024-03-02T01:00:00"),
        Case("@\"10:00:00\" + @\"PT15H\"", "01:00:00"),
        Case("@\"2024-03-01T10:00:00@Asia/Ho_Chi_Minh\" - @\"2024-03-01T00:00:00Z\"", "PT3H"),
        Case("@\"P1Y2M\".months", "2"), Case("@\"P1DT2H\".hours", "2"), Case("@\"P1Y\".days", "error noSuchEntry"),
        Case("@\"P1D\" * 2", "P2D"), Case("@\"P1Y\" / 5", "P2M"), Case("-@\"P1D\"", "-P1D"),
        Case("years and months duration(@\"2000-05-02\", @\"2018-05-01\")", "P17Y11M"),
        Case("years and months duration(@\"2000-05-02\", @\"2018-05-01\").years", "17"),
        Case("date(2024, 2, 30)", "error outOfRange"), Case("date(\"2024-02-30\")", "error unreadable"),
        Case("date(\"2024\")", "error unreadable"),
        Case("date and time(\"2024-02-01T24:00:00\")", "2024-02-02T00:00:00"),
        Case("day of week(@\"2024-03-01\")", "\"Friday\""), Case("week of year(@\"2021-01-01\")", "53"),
        Case("time(10, 30, 5.5)", "10:30:05.5"), Case("duration(\"P1Y2M\")", "P1Y2M"),
        Case("is(@\"10:00:00Z\", @\"11:00:00+01:00\")", "false"),
    ])
    func datesAndTimes(_ c: Case) { #expect(result(c.source) == c.expected) }

    /// Days and time are added to the instant, years and months on the calendar of the place.
    @Test("where the clock changes", arguments: [
        // Forward in New York on 2024-03-10 at 2, back on 2024-11-03 at 2.
        Case("@\"2024-03-09T12:00:00@America/New_York\" + @\"P1D\"", "2024-03-10T13:00:00@America/New_York"),
        Case("@\"2024-03-09T12:00:00@America/New_York\" + @\"PT24H\"", "2024-03-10T13:00:00@America/New_York"),
        Case("@\"2024-02-10T12:00:00@America/New_York\" + @\"P1M\"", "2024-03-10T12:00:00@America/New_York"),
        Case("@\"2024-02-10T02:30:00@America/New_York\" + @\"P1M\"", "2024-03-10T03:30:00@America/New_York"),  // 2.30 is leapt over
        Case("@\"2024-03-10T01:59:59@America/New_York\" + @\"PT1S\"", "2024-03-10T03:00:00@America/New_York"),
        Case("@\"2024-03-10T03:00:00@America/New_York\" - @\"PT1S\"", "2024-03-10T01:59:59@America/New_York"),
        Case("@\"2024-11-02T12:00:00@America/New_York\" + @\"P1D\"", "2024-11-03T11:00:00@America/New_York"),
        Case("@\"2024-11-03T12:00:00@America/New_York\" - @\"P1D\"", "2024-11-02T13:00:00@America/New_York"),
        Case("@\"P1D\" + @\"2024-11-02T12:00:00@America/New_York\"", "2024-11-03T11:00:00@America/New_York"),
        Case("@\"2024-11-03T12:00:00@America/New_York\" - @\"2024-11-02T12:00:00@America/New_York\"", "P1DT1H"),
        Case("@\"2024-03-10T12:00:00@America/New_York\" - @\"2024-03-09T12:00:00@America/New_York\"", "PT23H"),
        // 1.30 comes twice: written with the place it is the first, the second stands with its offset.
        Case("@\"2024-11-03T00:30:00@America/New_York\" + @\"PT1H\"", "2024-11-03T01:30:00@America/New_York"),
        Case("@\"2024-11-03T00:30:00@America/New_York\" + @\"PT2H\"", "2024-11-03T01:30:00-05:00"),
        Case("@\"2024-11-03T00:30:00@America/New_York\" + @\"PT2H\" - @\"2024-11-03T00:30:00@America/New_York\"", "PT2H"),
        Case("@\"2024-10-27T01:30:00@Europe/Berlin\" + @\"PT1H\"", "2024-10-27T02:30:00@Europe/Berlin"),
        Case("@\"2024-10-27T01:30:00@Europe/Berlin\" + @\"PT2H\"", "2024-10-27T02:30:00+01:00"),
        Case("@\"2024-10-27T02:30:00@Europe/Berlin\" = @\"2024-10-27T00:30:00Z\"", "true"),
        Case("@\"2024-11-03T01:30:00@America/New_York\" = @\"2024-11-03T05:30:00Z\"", "true"),
        Case("@\"2024-03-31T12:00:00@Europe/Berlin\" - @\"PT0.5S\"", "2024-03-31T11:59:59.5@Europe/Berlin"),
        // Without a place no clock changes.
        Case("@\"2024-03-09T12:00:00-05:00\" + @\"P1D\"", "2024-03-10T12:00:00-05:00"), Case("@\"2024-03-09T12:00:00\" + @\"P1D\"", "2024-03-10T12:00:00"),
        Case("@\"2024-03-09T12:00:00@Asia/Ho_Chi_Minh\" + @\"P1D\"", "2024-03-10T12:00:00@Asia/Ho_Chi_Minh"),
        Case("@\"23:30:00@America/New_York\" + @\"PT3H\"", "02:30:00@America/New_York"),
        Case("@\"2024-07-01T00:00:00@America/New_York\".time offset", "-PT4H"), Case("@\"2024-01-01T00:00:00@America/New_York\".time offset", "-PT5H"),
        Case("@\"10:00:00\".time offset", "none"), Case("@\"10:00:00Z\".timezone", "none"), Case("@\"10:00:00@Asia/Ho_Chi_Minh\".timezone", "\"Asia/Ho_Chi_Minh\""),
    ])
    func changingClocks(_ c: Case) { #expect(result(c.source) == c.expected) }

    /// A length of time added is found again as the distance, whatever the clocks do in between.
    @Test func addingToAnInstantIsExact() throws {
        let chance = Chance(12)
        var generator = SeededGenerator(seed: chance.seed)
        let add = try Expression("m.a + m.d"), back = try Expression("m.a + m.d - m.d = m.a"), distance = try Expression("m.a + m.d - m.a = m.d")
        for _ in 0..<10_000 {
            let place = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh", "America/Sao_Paulo", "Asia/Kathmandu"].randomElement(using: &generator)
            // Around the days on which most clocks change.
            let start = [19_790, 19_800, 19_810, 20_030, 20_023, 12_000].randomElement(using: &generator) ?? 0
            guard let day = PartialDate(dayNumber: start + Int.random(in: -4...4, using: &generator)),
                let time = TimeOfDay(
                    hour: Int.random(in: 0...23, using: &generator), minute: 15 * Int.random(in: 0...3, using: &generator), second: 0,
                    zone: place.map { .place($0) }), let moment = DateAndTime(day, time)
            else { continue }
            var world = Table()
            world.meanings[Meaning("m", "a")] = .dateTime(moment)
            world.meanings[Meaning("m", "d")] = .daysDuration(DaysDuration(seconds: Number(900 * Int.random(in: -400...400, using: &generator))))
            #expect(back.value(in: world) == .boolean(true), "\(chance): \(world.meanings) gives \(shown(add.value(in: world)))")
            #expect(distance.value(in: world) == .boolean(true), "\(chance): \(world.meanings) gives \(shown(add.value(in: world)))")
        }
    }

    @Test(arguments: [
        Case("sum([1, 2, 3])", "6"), Case("sum(1, 2)", "3"), Case("sum([1, null])", "error noValue"),
        Case("sum([])", "error noValue"), Case("count([1, null])", "2"), Case("min([3, 1, 2])", "1"),
        Case("max(\"a\", \"c\", \"b\")", "\"c\""), Case("mean([1, 2])", "1.5"), Case("median([3, 1, 2])", "2"),
        Case("mode([1, 2, 2, 1, 3])", "[1, 2]"),
        Case("stddev([2, 4, 4, 4, 5, 5, 7, 9])", "2.138089935299395077476427847038028"),
        Case("all([true, null])", "error noValue"), Case("any([null, true])", "true"),
        Case("list contains([1, \"a\"], \"a\")", "true"), Case("append([1], 2, 3)", "[1, 2, 3]"),
        Case("concatenate([1], [2, 3])", "[1, 2, 3]"), Case("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
        Case("remove([1, 2], -1)", "[1]"), Case("reverse([1, 2])", "[2, 1]"), Case("index of([1, 2, 1], 1)", "[1, 3]"),
        Case("union([1, 2], [2, 3])", "[1, 2, 3]"), Case("distinct values([1, 1.0, \"1\"])", "[1, \"1\"]"),
        Case("duplicate values([1, 2, 1, 1])", "[1]"), Case("flatten([1, [2, [3]]])", "[1, 2, 3]"),
        Case("sublist([1, 2, 3], -2, 1)", "[2]"), Case("sort([3, 1, 2])", "[1, 2, 3]"),
        Case("sort([{a: 2}, {a: 1}], \"a\")", "[{a: 1}, {a: 2}]"), Case("list replace([1, 2], 2, 5)", "[1, 5]"),
        Case("product(2, 3)", "6"),
        Case("substring(\"foobar\", 3, 2)", "\"ob\""), Case("string length(\"🐎ế\")", "2"),
        Case("substring(\"Nguyễn\", -2)", "\"ễn\""), Case("upper case(\"đặng\")", "\"ĐẶNG\""),
        Case("substring before(\"a/b\", \"/\")", "\"a\""), Case("contains(\"abc\", \"bc\")", "true"),
        Case("starts with(\"abc\", \"ab\")", "true"), Case("ends with(\"abc\", \"bc\")", "true"),
        Case("string join([\"a\", null, \"b\"], \"-\")", "\"a-b\""), Case("string([1, \"a\"])", "\"[1, \"a\"]\""),
        Case("split(\"a;b\", \";\")", "[\"a\", \"b\"]"), Case("replace(\"abc\", \"b\", \"x\")", "\"axc\""),
        Case("matches(\"abc\", \"b\", \"p\")", "error patternRefused"),
        Case("number(\"1 000,5\", \" \", \",\")", "1000.5"), Case("number(\"abc\")", "error unreadable"),
        Case("decimal(2.5, 0)", "2"), Case("floor(-1.5)", "-2"), Case("ceiling(1.2)", "2"),
        Case("round up(1.21, 1)", "1.3"),
        Case("round half up(2.5, 0)", "3"), Case("round half down(2.5, 0)", "2"), Case("modulo(-12, 5)", "3"),
        Case("abs(-1)", "1"), Case("sqrt(16)", "4"), Case("sqrt(-1)", "error outOfRange"), Case("odd(3)", "true"),
        Case("exp(0)", "1"), Case("log(1)", "0"), Case("even(1.5)", "error outOfRange"),
        Case("get value({a: 1}, \"a\")", "1"), Case("get entries({a: 1})", "[{key: \"a\", value: 1}]"),
        Case("context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"), Case("context merge([{a: 1}, {a: 2}])", "{a: 2}"),
        Case("context put(context: {a: {b: 1}}, keys: [\"a\", \"b\"], value: 2)", "{a: {b: 2}}"), Case("context put(context: {a: {b: 1}}, key: [\"a\", \"b\"], value: 2)", "error wrongKind"),
        Case("context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"), Case("get value(key: \"a\", m: {a: 1})", "1"),
        Case("before(1, [2..3])", "true"), Case("after(5, [2..3])", "true"), Case("meets([1..2], [2..3])", "true"),
        Case("overlaps([1..3], [2..4])", "true"), Case("during(2, [1..3])", "true"),
        Case("includes([1..3], 3)", "true"),
        Case("range(\"[1..3]\")", "[1..3]"), Case("range(\"[3..1]\")", "error unreadable"),
        Case("substring(string: \"abc\", start position: 2)", "\"bc\""), Case("abs(n: -1)", "1"),
    ])
    func functions(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test func sumPassesOverNoneWhereTheEnvironmentSaysSo() {
        var table = Table()
        table.sumSkipsNone = true
        #expect(result("sum([1, null, 2])", in: table) == "3")
        #expect(result("sum([null])", in: table) == "none")
        #expect(result("sum([1, 1 / 0])", in: table) == "error divisionByZero")
        #expect(result("sum([1, a.b])", in: table) == "unknown a.b")
    }
}
