import Expressions
import Testing
import Vocabulary

/// What expressions read, by type.
struct TypedTable: TypingEnvironment {
    static let list = "sex"

    private let types: [Meaning: ExpressionType] = [
        Meaning("a", "age"): .number, Meaning("a", "name"): .string, Meaning("a", "born"): .date, Meaning("a", "tick"): .boolean,
        Meaning("a", "sex"): .code(list: list, ["1", "2"]), Meaning("a", "agreed"): .code(list: "yesno", ["yes", "no"]),
        Meaning("a", "home"): .context(["street": .string, "commune": .code(list: "communes", ["02647"])], isOpen: false),
        Meaning("a", "areas"): .list(.number),
    ]

    func type(of meaning: Meaning) -> ExpressionType? {
        switch meaning.role {
        case "b": .boolean
        case "n": .number
        case "d": .date
        case "l": .list(.number)
        case "m": .dateTime(.zoned)
        case "c": .time(.local)
        default: types[meaning]
        }
    }
    func row(of group: String) -> ExpressionType? {
        group == "g" ? .context(["x": .number, "y": .date], isOpen: false) : .context(["age": .number, "sex": .code(list: Self.list, ["1", "2"])], isOpen: false)
    }
    func columns(of list: String) -> Set<String>? { list == "communes" ? ["police", "tax"] : ["c"] }
    func code(meant text: String, in list: String) -> String? { text == "male" ? "1" : nil }
    var patterns: (any PatternEngine)? { XPathPatterns() }
}

struct TypeTests {
    @Test("types of expressions without findings", arguments: [
        Case("1 + 2", "number"), Case("a.name + \"x\"", "string"), Case("a.born - @\"P1D\"", "date"), Case("a.born - a.born", "days and time duration"),
        Case("@\"P1D\" * 2", "days and time duration"), Case("2 * @\"P1M\"", "years and months duration"), Case("@\"P1M\" / @\"P1M\"", "number"),
        Case("a.age > 1 and a.sex = \"1\"", "boolean"), Case("a.sex", "code of sex"), Case("a.born.year", "number"),
        Case("a.home.street", "string"), Case("a.areas[1]", "number"), Case("a.areas[item > 1]", "list of number"), Case("[]", "list of null"),
        Case("[1, \"a\"]", "list of any"), Case("if a.tick then 1 else null", "number"), Case("if a.tick then 1 else \"a\"", "any"),
        Case("for x in a.areas return x > 1", "list of boolean"), Case("for d in a.born..@\"2025-01-01\" return d", "list of date"),
        Case("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "list of number"),
        Case("rows.members.age", "list of number"), Case("rows.members[age > 1].sex", "list of code of sex"), Case("rows.members[item.sex = \"2\"][1].age", "number"),
        Case("count(rows.members)", "number"), Case("sum(rows.members.age)", "number"), Case("max(a.born, a.born)", "date"), Case("max(a.areas)", "number"),
        Case("some m in rows.members satisfies m.age < 18", "boolean"), Case("{a: 1, b: a + 1}.b", "number"), Case("{a: 1}", "context<a>"),
        Case("duration(\"P1Y\")", "years and months duration"), Case("duration(\"P1D\")", "days and time duration"), Case("a.born - duration(\"P18Y\")", "date"),
        Case("date(\"2025-01-01\") > a.born", "boolean"), Case("[1..3]", "range of number"), Case("a.age in (1, [3..5], > 7)", "boolean"),
        Case("a.sex in (\"1\", \"2\")", "boolean"), Case("a.age in [1, 2]", "boolean"), Case("a.born between @\"2000-01-01\" and a.born", "boolean"),
        Case("lookup(\"communes\", a.home.commune, \"tax\")", "string"), Case("label(\"sex\", a.sex)", "string"), Case("words(a.age)", "string"),
        Case("after(a.age) + 1", "number"), Case("held(a.name, \"land\") != a.name", "boolean"), Case("source_down(\"land\")", "boolean"),
        Case("get value({a: 1}, \"a\") + 1", "number"), Case("get entries({a: 1})[1].value", "number"), Case("context put({a: 1}, \"b\", \"x\").b", "string"),
        Case("sort(rows.members, \"age\")[1].age", "number"), Case("split(a.name, \" \")[1]", "string"), Case("append(a.areas, 1)", "list of number"),
        Case("flatten([[1], [2, [3]]])", "list of any"), Case("concatenate([1], a.areas)", "list of number"), Case("before(a.age, [1..2])", "boolean"),
        Case("a.age = null", "boolean"), Case("null", "null"), Case("is(a.age, a.name)", "boolean"), Case("abs(@\"-P1D\")", "days and time duration"),
        Case("years and months duration(a.born, a.born).years", "number"), Case("list contains(a.areas, 1)", "boolean"),
        Case("nowhere.known + 1", "any"),
        Case("@\"10:00:00\" < c.c0", "boolean"), Case("m.m0 - m.m0", "days and time duration"), Case("m.m0 - a.born", "days and time duration"),
        Case("m.m0 + @\"P1D\"", "date and time with zone"), Case("time(m.m0)", "time with zone"), Case("time(10, 30, 0)", "time without zone"),
        Case("time(10, 30, 0, @\"PT7H\")", "time with zone"), Case("date and time(a.born, c.c0)", "date and time without zone"),
        Case("date and time(a.name)", "date and time"), Case("date and time(a.name).hour", "number"), Case("[@\"10:00:00\", @\"10:00:00Z\"]", "list of time"),
        Case("context([{key: \"k\", value: 1}])", "context<k>"), Case("context([{key: \"k\", value: 1}]).k + 1", "number"), Case("context([{key: a.name, value: 1}])", "context<…>"),
        Case("context merge([{a: 1}, {b: \"x\"}]).b", "string"), Case("[{a: 1}, {b: 2}][1].a", "number"), Case("[1, \"a\"][-1]", "string"), Case("get value(context([{key: a.name, value: 1}]), \"k\")", "any"),
        Case("for i in 1..3 return if i = 1 then 1 else partial[-1] + 1", "list of number"), Case("for i in 1..3 return if i = 1 then a.sex else partial[-1]", "list of code of sex"), Case("(= 3)", "range of number"), Case("a.age in [(= 3), (!= 4)]", "boolean"), Case("some x in 1..a.age satisfies x > 2", "boolean"),
        Case("context put(context: {a: 1}, key: \"b\", value: \"x\").b", "string"),
    ])
    func types(_ c: Case) throws {
        let typed = try Expression(c.source).typed(in: TypedTable())
        #expect(typed.findings.isEmpty)
        #expect(typed.type.description == c.expected)
    }

    /// A finding as: code, what it underlines, and what to write for it.
    @Test("findings with their place and fix", arguments: [
        Case("1 + \"a\"", "operand <\"a\">"), Case("a.age + \"5\"", "operand <\"5\"> write 5"), Case("a.name + a.age", "operand <a.age> write string(a.age)"),
        Case("a.age > \"5\"", "operand <\"5\"> write 5"), Case("\"5\" < a.age", "operand <\"5\"> write 5"), Case("a.sex = 1", "operand <1> write \"1\""),
        Case("a.born > \"2000-01-01\"", "operand <\"2000-01-01\"> write @\"2000-01-01\""), Case("a.tick = \"yes\"", "operand <\"yes\"> write true"),
        Case("a.tick < true", "operand <a.tick>"), Case("a.age and a.tick", "operand <a.age>"), Case("a.agreed and a.tick", "operand <a.agreed> write a.agreed = \"yes\""),
        Case("not(a.agreed)", "operand <a.agreed> write a.agreed = \"yes\""), Case("if a.age then 1 else 2", "operand <a.age>"),
        Case("-a.name", "operand <a.name>"), Case("1 < null", "operand <null>"), Case("a.born * 2", "operand <a.born>"), Case("a.age - a.born", "operand <a.born>"),
        Case("a.sex = \"3\"", "unknownCode <\"3\">"), Case("a.sex = \"male\"", "unknownCode <\"male\"> write \"1\""), Case("a.sex in (\"1\", \"3\")", "unknownCode <\"3\">"),
        Case("a.sex in [\"1\", \"male\"]", "unknownCode <\"male\"> write \"1\""), Case("rows.members[sex = \"3\"]", "unknownCode <\"3\">"),
        Case("a.home.streat = \"x\"", "unknownEntry <a.home.streat> write a.home.street"), Case("a.born.years", "unknownEntry <a.born.years> write a.born.year"),
        Case("context([{key: a.name, value: 1}]).k", "uncertainEntry <context([{key: a.name, value: 1}]).k> write get value(context([{key: a.name, value: 1}]), \"k\")"),
        Case("[{a: 1}, {b: 2}][2].a", "unknownEntry <[{a: 1}, {b: 2}][2].a> write [{a: 1}, {b: 2}][2].b"),
        // What a loop has yielded so far is of every kind it yields.
        Case("for i in 1..2 return if i = 1 then \"s\" else abs(partial[-1])", "operand <partial[-1]>"),
        Case("for i in 1..2 return if i = 1 then \"s\" else sum(partial)", "operand <partial>"),
        Case("(for i in 1..3 return if i = 1 then {a: 1} else if i = 2 then context put(partial[-1], \"b\", \"s\") else {a: get entries(partial[-1])[-1].value})[3].a + 1", "operand <partial[-1]>; operand <partial[-1]>"),
        // A fix takes the place of the whole operand, brackets included.
        Case("string length((a.age + 1) * 2)", "operand <(a.age + 1) * 2> write string((a.age + 1) * 2)"),
        Case("\"x\" + (a.age + 1) * (a.age + 2)", "operand <(a.age + 1) * (a.age + 2)> write string((a.age + 1) * (a.age + 2))"),
        Case("\")(\" + (a.age + 1)", "operand <a.age + 1> write string(a.age + 1)"), Case("[{a: 1}, {b: 2}][a = 1]", "operand <a>"),
        Case("a.age.year", "unknownEntry <a.age.year>"), Case("{a: 1}.b", "unknownEntry <{a: 1}.b> write {a: 1}.a"), Case("rows.members.agee", "unknownEntry <rows.members.agee> write rows.members.age"),
        Case("lookup(\"communes\", a.home.commune, \"taxx\")", "unknownEntry <lookup(\"communes\", a.home.commune, \"taxx\")> write lookup(\"communes\", a.home.commune, \"tax\")"),
        Case("nobody", "unknownName <nobody>"), Case("some m in rows.members satisfies n > 1", "unknownName <n>"),
        Case("sum(a.name)", "operand <a.name>"), Case("sum([1, \"a\"])", "operand <[1, \"a\"]>"), Case("upper case(a.age)", "operand <a.age> write string(a.age)"),
        Case("count(null)", "operand <null>"), Case("max([true])", "operand <[true]>"), Case("all([1])", "operand <[1]>"), Case("sort(rows.members)", "operand <rows.members>"),
        Case("sort(rows.members, \"agee\")", "unknownEntry <\"agee\">"), Case("before([1..2], \"a\")", "operand <\"a\">"), Case("meets(1, 2)", "operand <2>"),
        Case("a.areas[\"x\"]", "operand <\"x\">"), Case("a.areas[0]", "alwaysNull <0>"), Case("a.age / 0", "alwaysNull <0>"), Case("1 / (2 - 2)", "alwaysNull <2 - 2>"),
        Case("date(\"2025-02-30\") < a.born", "alwaysNull <date(\"2025-02-30\")>"), Case("a.born - duration(\"18 years\")", "alwaysNull <duration(\"18 years\")>"),
        Case("matches(a.name, \"(a)\\1\")", "alwaysNull <\"(a)\\1\">"), Case("number(\"x\") > 1", "alwaysNull <number(\"x\")>"), Case("[1, 2][3]", "alwaysNull <[1, 2][3]>"),
        Case("[1..\"a\"]", "operand <\"a\">"), Case("(if a.tick then 1 else \"a\") + 1", "operand <if a.tick then 1 else \"a\">"),
        Case("duration(a.name) > @\"P1D\"", "operand <duration(a.name)>"), Case("a.home = 1", "operand <1>"), Case("1 in [\"a\"..\"b\"]", "operand <1> write \"1\""),
        Case("a.age + \"x\" > a.born + 1", "operand <\"x\">; operand <1>"),
        // One has a zone and one has none.
        Case("m.m0 > @\"2024-01-01T10:00:00\"", "operand <@\"2024-01-01T10:00:00\"> write @\"2024-01-01T10:00:00+07:00\""),
        Case("c.c0 = @\"10:00:00Z\"", "operand <@\"10:00:00Z\"> write @\"10:00:00\""), Case("@\"10:00:00Z\" != c.c0", "operand <@\"10:00:00Z\"> write @\"10:00:00\""),
        Case("c.c0 between @\"08:00:00\" and @\"17:00:00+07:00\"", "operand <@\"17:00:00+07:00\"> write @\"17:00:00\""),
        Case("c.c0 in [@\"08:00:00Z\"..@\"17:00:00Z\"]", "operand <[@\"08:00:00Z\"..@\"17:00:00Z\"]>"), Case("[@\"08:00:00\"..@\"17:00:00Z\"]", "operand <@\"17:00:00Z\"> write @\"17:00:00\""),
        Case("m.m0 - @\"2024-01-01T10:00:00\"", "operand <@\"2024-01-01T10:00:00\"> write @\"2024-01-01T10:00:00+07:00\""), Case("c.c0 - time(m.m0)", "operand <time(m.m0)>"),
        Case("@\"2024-01-01T10:00:00\" - a.born", "operand <a.born>"), Case("time(a.name) < c.c0", "operand <c.c0>"), Case("max(c.c0, @\"10:00:00Z\")", "operand <@\"10:00:00Z\">"),
        Case("sort([@\"10:00:00\", @\"10:00:00Z\"])", "operand <[@\"10:00:00\", @\"10:00:00Z\"]>"), Case("sort([{t: @\"10:00:00\"}, {t: @\"10:00:00Z\"}], \"t\")", "operand <\"t\">"),
        Case("c.c0.timezone", "unknownEntry <c.c0.timezone>"), Case("{t: c.c0} = {t: @\"10:00:00Z\"}", "operand <{t: @\"10:00:00Z\"}>"),
        Case("context([{k: 1}])", "operand <[{k: 1}]>"), Case("context([{key: 1, value: 1}])", "operand <[{key: 1, value: 1}]>"),
        Case("some x in 1..a.name satisfies true", "operand <a.name> write number(a.name)"),
        Case("context put(context: {a: 1}, key: [\"b\"], value: 1)", "operand <[\"b\"]>"),
    ])
    func findings(_ c: Case) throws {
        let typed = try Expression(c.source).typed(in: TypedTable())
        let scalars = Array(c.source.unicodeScalars)
        let shown = typed.findings.map { finding in
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[finding.offset..<finding.offset + finding.length])
            return "\(finding.code.rawValue) <\(String(text))>" + (finding.fix.map { " write \($0)" } ?? "")
        }
        #expect(shown.joined(separator: "; ") == c.expected)
    }

    @Test("a fix that is written in mends the finding", arguments: [
        "c.c0 < @\"10:00:00Z\"", "m.m0 < @\"2024-01-01T10:00:00\"", "a.age + \"5\" > 1", "a.born > \"2000-01-01\"", "a.sex = \"male\"", "a.home.streat = \"x\"", "not(a.agreed)", "a.name + a.age",
    ])
    func fixes(_ source: String) throws {
        let finding = try #require(try Expression(source).typed(in: TypedTable()).findings.first)
        var scalars = Array(source.unicodeScalars)
        scalars.replaceSubrange(finding.offset..<finding.offset + finding.length, with: Array(try #require(finding.fix).unicodeScalars))
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        #expect(try Expression(String(text)).typed(in: TypedTable()).findings.isEmpty)
    }

    @Test("the result is held against its place, branch by branch", arguments: [
        Case("a.sex", "result <a.sex>"), Case("a.agreed", "result <a.agreed>"), Case("null", "result <null>"), Case("if a.tick then true else 1", "result <1>"),
        Case("a.tick", ""), Case("if a.tick then a.tick else null = 1", ""),
    ])
    func results(_ c: Case) throws {
        let typed = try Expression(c.source).typed(in: TypedTable(), as: .boolean, place: "visibleIf")
        let scalars = Array(c.source.unicodeScalars)
        let shown = typed.findings.map { finding in
            "\(finding.code.rawValue) <\(String(String.UnicodeScalarView(scalars[finding.offset..<finding.offset + finding.length])))>"
        }
        #expect(shown.joined(separator: "; ") == c.expected)
    }

    @Test func aWrittenResultMustBeACode() throws {
        let wanted = ExpressionType.code(list: "sex", ["1", "2"])
        #expect(try Expression("if a.tick then \"1\" else \"x\"").typed(in: TypedTable(), as: wanted, place: "value").findings.map(\.code) == [.unknownCode])
        #expect(try Expression("if a.tick then \"1\" else null").typed(in: TypedTable(), as: wanted, place: "value").isWellTyped)
    }

    /// No well-typed expression yields an error of kinds, whatever is known; half of the tries mix kinds at random. Counted are
    /// those that are well typed: the others show nothing. Times with and without a zone are among them.
    @Test func wellTypedExpressionsYieldNoErrorOfKinds() throws {
        let chance = Chance(6)
        var generator = chance.generator
        var wellTyped = (tame: 0, wild: 0)
        var tries = 0
        while wellTyped.tame + wellTyped.wild < 10_000, tries < 60_000 {
            tries += 1
            let number = tries
            let isWild = number % 2 == 1
            let source = isWild ? generator.wild(3) : generator.boolean(3)
            guard let expression = try? Expression(source) else { continue }
            let typed = expression.typed(in: TypedTable())
            guard typed.isWellTyped else { continue }
            isWild ? (wellTyped.wild += 1) : (wellTyped.tame += 1)
            for round in 0..<3 {
                var world = generator.world()
                if round > 0 { world = generator.completed(world) }
                let value = expression.value(in: world, budget: 20_000)
                #expect(value.errors.allSatisfy { !$0.isOfKinds }, "\(chance): \(source) of type \(typed.type) yields \(shown(value))")
                #expect(value.has(typed.type), "\(chance): \(source) of type \(typed.type) yields \(shown(value))")
            }
        }
        print("\(chance): of \(tries) expressions \(wellTyped.tame) tame and \(wellTyped.wild) wild ones are well typed")
        #expect(wellTyped.tame + wellTyped.wild == 10_000 && wellTyped.wild > 300)
    }
}

extension Value {
    /// Every error in it, however deep.
    var errors: [EvaluationError] {
        switch self {
        case .error(let error): [error]
        case .list(let items): items.flatMap(\.errors)
        case .context(let entries): entries.values.flatMap(\.errors)
        case .range(let range): (range.start?.errors ?? []) + (range.end?.errors ?? [])
        default: []
        }
    }

    /// Whether it is of a type; null and unknown are of every type.
    func has(_ type: ExpressionType) -> Bool {
        switch (self, type) {
        case (.none, _), (.unknown, _), (.error, _), (_, .any), (_, .unchecked): true
        case (.boolean, .boolean), (.number, .number), (.date, .date), (.time, .time), (.dateTime, .dateTime),
            (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration), (.string, .string):
            true
        case (.string(let text), .code(_, let codes)): codes.contains(text)
        case (.list(let items), .list(let item)): items.allSatisfy { $0.has(item) }
        case (.range(let range), .range(let end)): (range.start?.has(end) ?? true) && (range.end?.has(end) ?? true)
        case (.context(let entries), .context(let types, _)): types.allSatisfy { entries[$0.key]?.has($0.value) ?? false }
        default: false
        }
    }
}

extension EvaluationError {
    var isOfKinds: Bool { code == .wrongKind || code == .unknownName || code == .noSuchEntry && subject != "get value" }
}

