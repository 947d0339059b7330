import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Foundation
import Vocabulary

struct FeelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel", abstract: said(
            vi: "Tính, kiểm thử và giải thích biểu thức FEEL.",
            en: "Evaluates, tests and explains FEEL expressions. | Tính, kiểm thử và giải thích biểu thức FEEL."),
        subcommands: [FeelEvalCommand.self, FeelTestCommand.self, FeelExplainCommand.self])
}

struct FeelEvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: said(vi: "Giá trị của một biểu thức.", en: "The value of an expression. | Giá trị của một biểu thức."),
        discussion: examples(isAlone: true, """
              onceonly feel eval '1 + 2'
              onceonly feel eval 'mother.age >= 18' --input '{"mother.age": 30}'
              onceonly feel eval 'born < date("2000-01-01")' --input '{"born": {"type": "date", "value": "1990"}}'
              onceonly feel eval 'today() + duration("P60D")' --as-of 2026-11-24
            """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Biểu thức, hoặc @TỆP.", en: "The expression, or @FILE."))
    var expression: String

    @Option(name: .long, help: .said(
        vi: "Đầu vào theo tên hoặc nghĩa, là JSON hoặc tệp JSON; giá trị trần, hoặc ghi kiểu như các ca kiểm thử.",
        en: "Inputs by name or meaning, as JSON or a file of it; values plain, or typed as conformance cases write them."))
    var input: String?

    @Option(name: .long, help: .said(
        vi: "today() là ngày nào, now() là ngày giờ nào. Không có thì không đọc được hai hàm này.",
        en: "What today() is, a date, and now(), a date and time. Without it they cannot be read."))
    var asOf: String?

    func run() throws {
        let expression = try FeelInput.expression(self.expression, hasAsOf: asOf != nil)
        let value = expression.value(in: try FeelInput(input, asOf: asOf))
        switch common.format {
        case .json: Output.json(["schema": "onceonly/feel-eval/1", "result": FeelText.json(value)])
        case .text: Output.line(FeelText.shown(value, in: common.spoken))
        }
        if case .error = value { throw ExitCode(1) }
    }
}

struct FeelTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: said(
            vi: "Chạy bộ ca kiểm thử chuẩn.",
            en: "Runs conformance cases; values and nulls are counted apart. | Chạy bộ ca kiểm thử chuẩn."),
        discussion: examples(isAlone: true, """
              onceonly feel test cases.json --format json
            """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(
        vi: "Tệp JSON: danh sách {id, expression, inputs, resultType?, expected}.",
        en: "A JSON file: a list of {id, expression, inputs, resultType?, expected}."))
    var cases: String

    func run() throws {
        let read = try FeelCases.read(cases)
        var counts = (value: (passed: 0, failed: 0), null: (passed: 0, failed: 0))
        var skipped: [(id: String, reason: String)] = []
        var failures: [(id: String, got: Value)] = []
        for each in read {
            if let reason = each.outside {
                skipped.append((each.id, reason))
                continue
            }
            let outcome = each.outcome(patterns: XPathPatterns())
            let passes = each.passes(outcome)
            if !passes { failures.append((each.id, outcome)) }
            switch (each.expectsNull, passes) {
            case (true, true): counts.null.passed += 1
            case (true, false): counts.null.failed += 1
            case (false, true): counts.value.passed += 1
            case (false, false): counts.value.failed += 1
            }
        }
        switch common.format {
        case .json:
            func tally(_ count: (passed: Int, failed: Int)) -> JSON { ["passed": .number("\(count.passed)"), "failed": .number("\(count.failed)")] }
            Output.json([
                "schema": "onceonly/feel-test/1", "value": tally(counts.value), "null": tally(counts.null),
                "skipped": .array(skipped.map { ["id": .string($0.id), "reason": .string($0.reason)] }),
                "failures": .array(failures.map { ["id": .string($0.id), "got": FeelText.json($0.got)] }),
            ])
        case .text:
            let isEnglish = common.spoken == .english
            Output.line("\(isEnglish ? "value" : "giá trị"): \(counts.value.passed) \(isEnglish ? "passed" : "đạt"), \(counts.value.failed) \(isEnglish ? "failed" : "hỏng")")
            Output.line("null: \(counts.null.passed) \(isEnglish ? "passed" : "đạt"), \(counts.null.failed) \(isEnglish ? "failed" : "hỏng")")
            for (reason, ids) in Dictionary(grouping: skipped, by: \.reason).sorted(by: { $0.key < $1.key }) {
                Output.line("\(isEnglish ? "skipped" : "bỏ qua"), \(reason): \(ids.count)")
            }
            for failure in failures { Output.line("\(failure.id): \(FeelText.shown(failure.got, in: common.spoken))") }
        }
        if !failures.isEmpty { throw ExitCode(1) }
    }
}

/// What an expression is given on the command line: names and meanings; everything else is unknown.
struct FeelInput: Environment {
    private var named: [String: Value] = [:]
    private var meanings: [Meaning: Value] = [:]

    /// - Parameter asOf: a date, or a date and time, as FEEL writes them after `@`.
    init(_ source: String?, asOf: String? = nil) throws {
        if let asOf { try set(asOf: asOf) }
        guard let source else { return }
        let json: JSON
        if source.hasPrefix("{") {
            do {
                json = try JSON(parsing: source)
            } catch {
                throw CommandFailure.input(vi: "--input không phải JSON: \(error.detail)", en: "--input is not JSON: \(error.detail)")
            }
        } else {
            json = try Input.json(source)
        }
        guard let object = json.object else { throw CommandFailure.input(vi: "--input cần một đối tượng gồm tên và giá trị", en: "--input needs an object of names and values") }
        for (name, value) in object.members {
            let read = try Self.value(value, name)
            if let meaning = Meaning(name) { meanings[meaning] = read } else { named[name] = read }
        }
    }

    private mutating func set(asOf text: String) throws {
        for kind in ["date", "date and time"] {
            guard case let value? = LexicalValue(type: kind, value: text).read else { continue }
            switch value {
            case .date(let day) where day.isFull: named["today()"] = value
            case .dateTime(let moment): (named["now()"], named["today()"]) = (value, .date(moment.date))
            default: continue
            }
            return
        }
        throw CommandFailure.input(vi: "--as-of cần một ngày, hoặc ngày và giờ: \(text)", en: "--as-of needs a date, or a date and time: \(text)")
    }

    func value(named name: String) -> Value? { named[name] }
    func value(of meaning: Meaning) -> Value { meanings[meaning] ?? .unknown([meaning]) }
    func words(for value: Value) -> Value {
        switch value {
        case .number(let number): VietnameseWords.words(for: number).map { .string($0) } ?? .error(EvaluationError(.unavailable, "words"))
        case .date(let date): .string(VietnameseWords.words(for: date))
        default: .error(EvaluationError(.wrongKind, "words"))
        }
    }
    var patterns: (any PatternEngine)? { XPathPatterns() }

    static func expression(_ argument: String, hasAsOf: Bool = false) throws -> Expressions.Expression {
        let source = argument.hasPrefix("@") && !argument.hasPrefix("@\"") ? try Input.text(String(argument.dropFirst())) : argument
        do {
            return try Expressions.Expression(source, hasAsOf: hasAsOf)
        } catch {
            let file = argument == source ? "FEEL" : String(argument.dropFirst())
            let place = SourceText(source).place(of: error.offset)
            let finding = Diagnostic(.expressionSyntax, at: SourcePosition(file: file, line: place.line, column: place.column), length: error.length, [error.found, error.expected])
            func shown(in language: Language) -> String { DiagnosticRenderer(language: language) { _ in source }.text(for: finding) }
            throw CommandFailure.input(vi: shown(in: .vietnamese), en: shown(in: .english))
        }
    }

    /// Plain JSON, or `{type, value | items | entries}`.
    private static func value(_ json: JSON, _ name: String) throws -> Value {
        switch json {
        case .null: return .none
        case .bool(let flag): return .boolean(flag)
        case .string(let text): return .string(text)
        case .number(let text): return Number(text).map { .number($0) } ?? .error(EvaluationError(.invalid, name))
        case .array(let items): return .list(try items.map { try value($0, name) })
        case .object(let object):
            if object["none"]?.bool == true, object.count == 1 { return .none }
            guard object["type"]?.string != nil, object.keys.allSatisfy(["type", "value", "items", "entries"].contains) else {
                return .context(Dictionary(try object.members.map { ($0.key, try value($0.value, name)) }, uniquingKeysWith: { $1 }))
            }
            let typed = try? JSONDecoder().decode(LexicalValue.self, from: Data(json.serialized().utf8))
            guard let read = typed?.read else { throw CommandFailure.input(vi: "--input: '\(name)' không đúng kiểu đã ghi", en: "--input: '\(name)' is not of the type it names") }
            return read
        }
    }
}

/// Values for people and for programs.
enum FeelText {
    static func shown(_ value: Value, in language: Language) -> String {
        switch value {
        case .none: "null"
        case .unknown(let waits):
            (language == .english ? "unknown; waits for " : "chưa biết; còn chờ ")
                + (waits.isEmpty ? "…" : waits.sorted().map(\.description).joined(separator: ", "))
        case .error(let error): (language == .english ? "null: " : "null: ") + "\(error)"
        default: written(value)
        }
    }

    /// As FEEL writes it.
    static func written(_ value: Value) -> String {
        switch value {
        case .none: return "null"
        case .unknown(let waits): return "unknown(\(waits.sorted().map(\.description).joined(separator: ", ")))"
        case .error(let error): return "null(\(error.code.rawValue))"
        case .boolean(let flag): return "\(flag)"
        case .number(let number): return number.description
        case .string(let text): return JSON.string(text).serialized()
        case .date(let date): return date.description
        case .time(let time): return time.description
        case .dateTime(let moment): return moment.description
        case .daysDuration(let length): return length.description
        case .monthsDuration(let length): return length.description
        case .list(let items): return "[" + items.map(written).joined(separator: ", ") + "]"
        case .context(let entries):
            return "{" + entries.sorted { $0.key < $1.key }.map { "\($0.key): \(written($0.value))" }.joined(separator: ", ") + "}"
        case .range(let range):
            return (range.startIncluded ? "[" : "(") + (range.start.map(written) ?? "") + ".." + (range.end.map(written) ?? "")
                + (range.endIncluded ? "]" : ")")
        }
    }

    /// `{type, value | items | entries}` as conformance cases write values; beside them `unknown` with what it waits
    /// for, and for null the reason where there is one.
    static func json(_ value: Value) -> JSON {
        func typed(_ type: String, _ text: String) -> JSON { ["type": .string(type), "value": .string(text)] }
        switch value {
        case .none: return ["type": "null"]
        case .unknown(let waits): return ["type": "unknown", "waitsFor": .array(waits.sorted().map { .string($0.description) })]
        case .error(let error): return ["type": "null", "reason": .string(error.code.rawValue), "at": .string(error.subject)]
        case .boolean(let flag): return typed("boolean", "\(flag)")
        case .number(let number): return typed("number", number.description)
        case .string(let text): return typed("string", text)
        case .date(let date): return typed("date", date.description)
        case .time(let time): return typed("time", time.description)
        case .dateTime(let moment): return typed("date and time", moment.description)
        case .daysDuration(let length): return typed("duration", length.description)
        case .monthsDuration(let length): return typed("duration", length.description)
        case .list(let items): return ["type": "list", "items": .array(items.map(json))]
        case .context(let entries):
            return ["type": "context", "entries": .object(JSONObject(entries.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))]
        case .range: return typed("range", written(value))
        }
    }
}
