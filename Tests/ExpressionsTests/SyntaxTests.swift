import Expressions
import Testing

/// What is not an expression of the profile, and where.
struct SyntaxTests {
    @Test(arguments: [
        Case("1 +", "syntax unfinished 3"), Case("", "syntax unfinished 0"), Case("1 2", "syntax unexpected 2"),
        Case("(1", "syntax unfinished 2"), Case("[1, ", "syntax unfinished 4"), Case("{a 1}", "syntax unexpected 4"),
        Case("{a: 1, a: 2}", "syntax unexpected 7"), Case("\"abc", "syntax unterminated 0"),
        Case("1 /* 2", "syntax unterminated 2"),
        Case("a.b ; 1", "syntax badCharacter 4"), Case("@\"2024-02-30\"", "syntax badLiteral 0"),
        Case("@x", "syntax badCharacter 0"),
        Case("\"\\uD800\"", "syntax badLiteral 0"), Case("1E9999", "syntax badLiteral 0"),
        Case("if a.b then 1", "syntax unfinished 13"), Case("for x in [1] x", "syntax unexpected 13"),
        Case("some x in [1] return x", "syntax unexpected 14"),
        Case("foo(1)", "syntax unknownFunction 0"), Case("sum()", "syntax wrongParameters 0"),
        Case("modulo(1)", "syntax wrongParameters 0"), Case("abs(number: 1)", "syntax wrongParameters 0"),
        Case("today()", "syntax noClock 0"), Case("a.b > now()", "syntax noClock 6"),
        Case("function(x) x", "syntax outsideProfile 0"), Case("1 instance of number", "syntax outsideProfile 2"),
        Case("after(1)", "syntax wrongParameters 0"), Case("held(a.b)", "syntax unexpected 8"),
        Case("held(\"x\", \"y\")", "syntax wrongArgument 0"), Case("source_down(a.b)", "syntax wrongArgument 12"),
        Case("label(a.b, \"x\")", "syntax wrongArgument 6"), Case("lookup(\"l\", a.b, a.c)", "syntax wrongArgument 17"),
        Case("\"abs\"(1)", "syntax unexpected 5"), Case("null()", "syntax unexpected 4"),
        Case("🐎 + ", "syntax unfinished 4"),  // offsets count scalars
    ])
    func refuses(_ c: Case) { #expect(result(c.source) == c.expected) }

    @Test func todayAndNowAreInputsWhereAnAsOfIsGiven() throws {
        let expression = try Expression("today() >= a.b and today() < date(now())", hasAsOf: true)
        #expect(expression.freeNames == ["today()", "now()"])
        #expect(expression.description == "today() >= a.b and today() < date(now())")
        var table = Table()
        table.meanings[Meaning("a", "b")] = dateValue("2026-11-24")
        #expect(shown(expression.value(in: table)) == "error unknownName")
        table.named["today()"] = dateValue("2026-11-24")
        #expect(shown(expression.value(in: table)) == "error unknownName")
        table.named["now()"] = try Expression("@\"2026-11-25T08:00:00\"").value(in: table)
        #expect(shown(expression.value(in: table)) == "true")
        #expect(throws: ExpressionSyntaxError.self) { try Expression("today(1)", hasAsOf: true) }
    }

    @Test func anErrorSaysWhatWasFoundAndExpected() {
        #expect(
            throws: ExpressionSyntaxError(.unknownFunction, offset: 0, length: 5, found: "cuont", expected: "'count'")
        ) {
            try Expression("cuont([1])")
        }
        for (source, near) in [
            ("string lenght(\"a\")", "string length"), ("stringLength(\"a\")", "string length"), ("string_length(\"a\")", "string length"),
            ("subtring befor(\"a\", \"b\")", "substring before"), ("a.b and yearsAndMonthsDuration(a.b, c.d) > 1", "years and months duration"),
            ("if a.b then day of weak(a.b) else 1", "day of week"), ("sourcedown(\"x\")", "source_down"), ("held_(a.b, \"x\")", "held"),
        ] {
            let error = #expect(throws: ExpressionSyntaxError.self) { try Expression(source) }
            #expect(error?.code == .unknownFunction && error?.expected == "'\(near)'", "\(source): \(String(describing: error))")
        }
        // What is no function at all gets no suggestion, and no name outside the profile is taken for one.
        for source in ["frobnicate(1)", "x date(1)", "a instance of (1)"] {
            let error = #expect(throws: ExpressionSyntaxError.self) { try Expression(source) }
            #expect(error?.expected.hasPrefix("'") == false, "\(source): \(String(describing: error))")
        }
        #expect(throws: ExpressionSyntaxError(.unexpected, offset: 15, length: 1, found: ")", expected: "'else'")) {
            try Expression("(if x then (1 ))")
        }
    }

    @Test(arguments: [
        "(", "[", "{a: ", "-(", "1 + (", "if true then ", "for x in [1] return ", "x.y[", "count([", "1 in (", "[1..",
    ])
    func nestingIsBounded(_ opening: String) {
        let limits = ExpressionLimits(sourceLength: 10_000_000)
        let error = #expect(throws: ExpressionSyntaxError.self) {
            try Expression(String(repeating: opening, count: 100_000), limits: limits)
        }
        #expect(error?.code == .depthLimit)
    }

    @Test func sizeIsBounded() {
        #expect(result(String(repeating: "1", count: 20_001)) == "syntax sourceLimit 20000")
        #expect(result(String(repeating: "[],", count: 6_000)) == "syntax unexpected 2")
        let long = "[" + String(repeating: "1,", count: 6_000) + "1]"
        #expect(result(long).hasPrefix("syntax nodeLimit"))
    }

    @Test(arguments: [
        Case("for a in 1..100000, b in 1..100000 return 1", "error listLimit"),
        Case("some a in [1..10000], b in [1..10000] satisfies false", "error stepLimit"),
        Case("for a in 1..1000000000 return 1", "error listLimit"),
        Case("count(for a in 1..100000 return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])", "error stepLimit"),
        Case(doubled(25), "error stepLimit"), Case(doubledText(25), "error stringLimit"),
        Case("@\"9999-12-31\" + @\"P106751991167300D\"", "error overflow"),
        Case("@\"2024-01-01T00:00:00\" + @\"PT9223372036854775807S\"", "error overflow"),
        Case("@\"2024-01-01T00:00:00\" + @\"-PT9223372036854775807S\"", "error overflow"),
        Case("@\"2024-01-01\" - @\"P768614336404564650Y\"", "error overflow"),
        Case("@\"P768614336404564650Y\" + @\"P768614336404564650Y\"", "error overflow"),
        Case("time(1, 2, 3, @\"PT9223372036854775807S\")", "error outOfRange"),
        Case("2 ** 9223372036854775807", "error outOfRange"), Case("1 ** 9223372036854775807", "1"),
        Case("0.5 ** 9223372036854775807", "0"), Case("[1][-9223372036854775807]", "error outOfRange"),
        Case("substring(\"a\", 9223372036854775807)", "\"\""),
        Case("sublist([1], 1, 9223372036854775807)", "error outOfRange"),
        Case("for i in -9223372036854775807..9223372036854775807 return i", "error listLimit"),
        Case("round up(1, 6176)", "1"), Case("modulo(9E6000, 7)", "2"), Case("modulo(9, 7E-6000) * 1E6000", "2"),
        Case("distinct values(for a in 1..9000 return a)[1]", "error stepLimit"),
        Case("false and (some a in [1..10000], b in [1..10000] satisfies false)", "false"),
    ])
    func evaluationIsBounded(_ c: Case) { #expect(result(c.source) == c.expected) }

    /// A list of lists whose size doubles with every entry.
    static func doubled(_ times: Int) -> String {
        "{x0: [1], " + (1...times).map { "x\($0): [x\($0 - 1), x\($0 - 1)]" }.joined(separator: ", ")
            + "}.x\(times) = 1"
    }

    static func doubledText(_ times: Int) -> String {
        "{x0: \"ab\", " + (1...times).map { "x\($0): x\($0 - 1) + x\($0 - 1)" }.joined(separator: ", ") + "}.x\(times)"
    }

    @Test func readsAreFoundWhereverTheyStand() throws {
        let expression = try Expression(
            """
            if after(a.b) = held(c.d, "land") and source_down("tax") then
              (for r in rows.members return r.age + e.f)[item > g.h.year]
            else [label("sex", i.j), lookup("communes", k.l, "office"), {m: n.o, p: m.q}, words(plain)]
            """)
        #expect(expression.meanings.map(\.description).sorted() == ["a.b", "c.d", "e.f", "g.h", "i.j", "k.l", "n.o"])
        #expect(expression.afterReads == [Meaning("a", "b")])
        #expect(expression.heldReads == [HeldRead(meaning: Meaning("c", "d"), connector: "land")])
        #expect(expression.connectorReads == ["tax"])
        #expect(expression.groupReads == ["members"])
        #expect(expression.listReads == ["sex", "communes"])
        #expect(expression.freeNames == ["plain"])
    }

    @Test(arguments: [
        Case("1+2*3", "1 + 2 * 3"), Case("(1+2)*3", "(1 + 2) * 3"), Case("1-(2-3)", "1 - (2 - 3)"),
        Case("((a.b))", "a.b"),
        Case("(-3)**2", "-3 ** 2"), Case("-(3)", "-(3)"), Case("- -3", "--3"),
        Case("(x).year", "(x).year"), Case("(rows).g", "(rows).g"), Case("[1][(k).x > 1]", "[1][(k).x > 1]"), Case("(a.b).year", "a.b.year"),
        Case("a.b and(c.d or e.f)", "a.b and (c.d or e.f)"),
        Case("x in(1,<2)", "x in (1, < 2)"), Case("x in ([1..2[)", "x in [1..2)"),
        Case("date(year:1,day:3,month:2)", "date(1, 2, 3)"),
        Case("{ \"a b\":1,c:2 }", "{\"a b\": 1, c: 2}"), Case("\"\\s\\n\"", "\"\\\\s\\n\""),
        Case("(if a.b then 1 else 2)+1", "(if a.b then 1 else 2) + 1"),
        Case("[1,2][item>1].x", "[1, 2][item > 1].x"), Case("[1..([2][1])]", "[1..([2][1])]"),
        Case("@\"PT36H\"", "@\"P1DT12H\""), Case("some x in 1..3 satisfies x>1", "some x in 1..3 satisfies x > 1"),
        Case("context put(value:1,key:\"a\",context:{})", "context put(context: {}, key: \"a\", value: 1)"), Case("get value(context:{},keys:[\"a\"])", "get value({}, [\"a\"])"),
        Case("\"\\u0007\\uFEFF\"", "\"\\u0007\\uFEFF\""), Case("[(=3), (!=4)]", "[(= 3), (!= 4)]"),
    ])
    func prints(_ c: Case) throws {
        let expression = try Expression(c.source)
        #expect(expression.description == c.expected)
        #expect(try Expression(c.expected) == expression)
    }

    @Test func meaningsAreTwoNames() {
        #expect(Meaning("applicant.full_name") == Meaning("applicant", "full_name"))
        for text in ["applicant", "a.b.c", "a.", ".b", "1.b", "a b.c", ""] { #expect(Meaning(text) == nil) }
    }
}
