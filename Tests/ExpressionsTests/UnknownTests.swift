import Expressions
import Testing

/// Three ways of having no value, and partial dates.
struct UnknownTests {
    static let table: Table = {
        var table = Table()
        table.meanings = [
            Meaning("a", "nothing"): .none,
            Meaning("a", "broken"): .error(EvaluationError(.invalid, "a.broken")),
            Meaning("a", "age"): .number(17),
            Meaning("a", "name"): .string("An"),
            Meaning("a", "home"): .context(["commune": .string("02647"), "street": .unknown([Meaning("a", "street")])]),
            Meaning("a", "year"): dateValue("1950"),
            Meaning("a", "month"): dateValue("1950-03"),
            Meaning("a", "day"): dateValue("1950-03-07"),
        ]
        table.groups = [
            "members": .list([
                .context(["age": .number(10), "sex": .string("1")]),
                .context(["age": .unknown([Meaning("m", "age")]), "sex": .string("2")]),
            ])
        ]
        table.later[Meaning("a", "name")] = .string("Bình")
        table.held[HeldRead(meaning: Meaning("a", "name"), connector: "land")] = .string("AN")
        table.down["land"] = true
        return table
    }()

    @Test(arguments: [
        Case("x.y", "unknown x.y"),
        Case("x.y = null", "unknown x.y"), Case("a.nothing = null", "true"), Case("a.broken = null", "true"),
        Case("a.age = null", "false"),
        Case("x.y and x.z", "unknown x.y x.z"), Case("false and x.y", "false"), Case("x.y and false", "false"),
        Case("x.y or true", "true"), Case("x.y and null", "unknown x.y"), Case("not(x.y)", "unknown x.y"),
        Case("x.y + x.z", "unknown x.y x.z"), Case("x.y + null", "unknown x.y"), Case("-x.y", "unknown x.y"),
        Case("x.y > 1", "unknown x.y"), Case("x.y between 1 and x.z", "unknown x.y x.z"),
        Case("5 between 7 and x.z", "false"), Case("x.y in (1, 2)", "unknown x.y"), Case("1 in (1, x.y)", "true"),
        Case("1 in (2, x.y)", "unknown x.y"),
        Case("a.nothing + 1", "error noValue"), Case("a.broken + 1", "error invalid"),
        Case("a.nothing.part", "none"), Case("a.broken.part", "error invalid"), Case("x.y.part", "unknown x.y"),
        Case("a.home.commune", "\"02647\""), Case("a.home.street", "unknown a.street"),
        Case("a.home.district", "error noSuchEntry"),
        Case("if x.y then 1 else 2", "unknown x.y"), Case("if x.y then 1 else 1", "1"),
        Case("if x.y then x.z else 1", "unknown x.y"),
        Case("if a.nothing then 1 else 2", "2"),
        Case("[1, x.y]", "[1, unknown x.y]"), Case("count([1, x.y])", "2"), Case("sum([1, x.y])", "unknown x.y"),
        Case("max([1, x.y])", "unknown x.y"), Case("any([true, x.y])", "true"), Case("all([true, x.y])", "unknown x.y"),
        Case("list contains([1, x.y], 1)", "true"), Case("list contains([2, x.y], 1)", "unknown x.y"),
        Case("[1, x.y][1]", "1"), Case("[1, x.y][2]", "unknown x.y"), Case("[1, 2][x.y]", "unknown x.y"),
        Case("[1, x.y][item > 0]", "unknown x.y"), Case("[1, 2] = [2, x.y]", "false"), Case("[1] = [1, x.y]", "false"),
        Case("some m in rows.members satisfies m.age < 18", "true"),
        Case("every m in rows.members satisfies m.age > 18", "false"),
        Case("every m in rows.members satisfies m.age < 18", "unknown m.age"),
        Case("count(rows.members)", "2"), Case("count(rows.members[sex = \"1\"])", "1"),
        Case("rows.members.sex", "[\"1\", \"2\"]"), Case("sum(rows.members.age)", "unknown m.age"),
        Case("count(rows.nobody)", "unknown"), Case("every m in rows.nobody satisfies true", "unknown"),
        Case("for m in rows.members return m.age + 1", "[11, unknown m.age]"),
        Case("rows.members[age < a.age].sex", "unknown m.age"),
        Case("sublist([1, 2], [x.y])", "unknown x.y"), Case("remove([1, 2], [x.y])", "unknown x.y"), Case("append([1], [x.y])", "[1, [unknown x.y]]"),
        Case("for v in [a.nothing..5] return v", "error noValue"), Case("for v in 1..a.broken return v", "error invalid"),
        Case("string(x.y)", "unknown x.y"), Case("concatenate([1], x.y)", "unknown x.y"),
        Case("get value({a: x.y}, \"a\")", "unknown x.y"),
        Case("after(a.name)", "\"Bình\""), Case("after(a.age)", "unknown a.age"),
        Case("held(a.name, \"land\") = a.name", "false"), Case("source_down(\"land\")", "true"),
        Case("source_down(\"other\") or true", "true"), Case("source_down(\"other\")", "unknown"),
        Case("label(\"sex\", a.name)", "\"label of sex\""), Case("label(\"sex\", x.y)", "unknown x.y"),
        Case("label(\"sex\", a.nothing)", "none"), Case("lookup(\"sex\", a.name, \"en\")", "\"en in sex\""),
        Case("words(a.age)", "\"17 in words\""), Case("words(x.y)", "unknown x.y"),
        Case("nobody", "error unknownName"),
    ])
    func unknowns(_ c: Case) { #expect(result(c.source, in: Self.table) == c.expected) }

    @Test(arguments: [
        Case("a.year < @\"1951-01-01\"", "true"), Case("a.year < @\"1950-12-31\"", "unknown"),
        Case("a.year <= @\"1950-12-31\"", "true"), Case("a.year >= @\"1950-01-01\"", "true"),
        Case("a.year > @\"1950-12-31\"", "false"), Case("a.year = @\"1950-06-01\"", "unknown"),
        Case("a.year = @\"1951-06-01\"", "false"), Case("a.month = a.month", "unknown"), Case("a.day = a.day", "true"),
        Case("a.month in [@\"1950-01-01\"..@\"1950-12-31\"]", "true"),
        Case("a.month between @\"1950-03-02\" and @\"1950-12-31\"", "unknown"),
        Case("a.year = a.month", "unknown"), Case("a.year.year", "1950"), Case("a.year.month", "unknown"),
        Case("a.month.month", "3"), Case("a.month.day", "unknown"), Case("a.year.weekday", "unknown"),
        Case("a.year + @\"P1Y\"", "1951"), Case("a.month + @\"P10M\"", "1951-01"), Case("a.year + @\"P1M\"", "unknown"),
        Case("a.year + @\"P1D\"", "unknown"), Case("a.year - a.day", "unknown"), Case("string(a.year)", "unknown"),
        Case("years and months duration(a.day, @\"2000-03-07\").years", "50"),
        Case("years and months duration(a.year, @\"2000-12-31\").years", "50"),
        Case("years and months duration(a.year, @\"2000-12-30\").years", "unknown"),
        Case("years and months duration(a.year, @\"2000-12-31\")", "unknown"),
        Case("years and months duration(a.year, @\"2009-12-31\").years >= 59", "true"),
        Case("date(a.year) < @\"1951-01-01\"", "true"), Case("words(a.year)", "unknown"), Case("words(a.day)", "\"1950-03-07 in words\""),
        Case("a.year < @\"1950-12-31\" and x.y", "unknown x.y"), Case("for d in [a.year] return d < @\"1950-12-31\"", "[unknown]"),
        Case("a.year in (< @\"1950-06-01\")", "unknown"), Case("max([a.year, a.day])", "unknown"),
    ])
    func partialDates(_ c: Case) { #expect(result(c.source, in: Self.table) == c.expected) }

    @Test func collapsedUnknownNoneAndErrorAreOneNull() throws {
        let value = try Expression("[x.y, null, 1 / 0, {a: x.y}]").value(in: EmptyEnvironment())
        #expect(value.collapsed == .list([.none, .none, .none, .context(["a": .none])]))
        #expect(value.waitsFor == [Meaning("x", "y")])
        #expect(!value.isSettled)
    }

    @Test func aPlainInputIsAskedBeforeAMeaning() {
        var table = Table()
        table.named["read"] = .context(["last": .string("An")])
        #expect(result("read.last + \"!\"", in: table) == "\"An!\"")
        #expect(result("read.first", in: table) == "error noSuchEntry")
    }
}
