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
        let known = try FeelInput(input, asOf: asOf)
        try known.checkAsOf(of: expression)
        let value = expression.value(in: known)
        switch common.format {
        case .json: Output.json(["schema": "onceonly/feel-eval/1", "result": FeelText.json(value)])
        case .text: Output.line(FeelText.shown(value, of: expression, in: common.spoken))
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
              onceonly feel test cases.json --known feel-conformance.txt
            """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(
        vi: "Tệp JSON: danh sách {id, expression, inputs, resultType?, expected}.",
        en: "A JSON file: a list of {id, expression, inputs, resultType?, expected}."))
    var cases: String

    @Option(name: .long, help: .said(
        vi: "Danh sách đã biết gồm ca hỏng (kèm lý do), ca bỏ qua và ca trong sai số. In danh sách của lần chạy này; mã thoát 0 khi trùng khớp.",
        en: "A known list of cases that fail, with reasons, are skipped or tolerated. Prints that of this run; exit status 0 when they are the same."))
    var known: String?

    func run() throws {
        let read = try FeelCases.read(cases)
        let run = ConformanceRun(read, patterns: XPathPatterns())
        let known = try known.map { try Input.text($0) }
        let list = known.map { run.list(known: $0) }
        switch (common.format, list) {
        case (.json, _): Output.json(json(run))
        case (.text, let list?): Output.line(String(list.dropLast()))
        case (.text, nil): for line in lines(run) { Output.line(line) }
        }
        if known.map({ $0 != list }) ?? !run.failures.isEmpty { throw ExitCode(1) }
    }

    private func json(_ run: ConformanceRun) -> JSON {
        func tally(_ count: ConformanceRun.Tally) -> JSONObject { ["passed": .number("\(count.passed)"), "failed": .number("\(count.failed)")] }
        func cases(_ list: [(id: String, got: Value)]) -> JSON { .array(list.map { ["id": .string($0.id), "got": FeelText.json($0.got)] }) }
        var null = tally(run.null)
        null["refused"] = .number("\(run.refused)")
        null["patternsRefused"] = .number("\(run.patternsRefused)")
        return [
            "schema": "onceonly/feel-test/1", "value": .object(tally(run.value)), "null": .object(null),
            "skipped": .array(run.skipped.map { ["id": .string($0.id), "reason": .string($0.reason)] }),
            "failures": cases(run.failures), "tolerated": cases(run.tolerated),
        ]
    }

    private func lines(_ run: ConformanceRun) -> [String] {
        let isEnglish = common.spoken == .english
        let (passed, failed) = isEnglish ? ("passed", "failed") : ("đạt", "hỏng")
        var lines = [
            "\(isEnglish ? "value" : "giá trị"): \(run.value.passed) \(passed), \(run.value.failed) \(failed)",
            "null: \(run.null.passed) \(passed), \(run.null.failed) \(failed)"
                + (isEnglish ? "; \(run.refused) of those passed are refused by the parser, \(run.patternsRefused) by the pattern engine"
                    : "; trong số ca đạt, \(run.refused) do cú pháp bị từ chối, \(run.patternsRefused) do mẫu không biểu diễn được"),
        ]
        for (reason, ids) in Dictionary(grouping: run.skipped, by: \.reason).sorted(by: { $0.key < $1.key }) {
            lines.append("\(isEnglish ? "skipped" : "bỏ qua"), \(reason): \(ids.count)")
        }
        lines += run.failures.map { "\(isEnglish ? "fails" : "hỏng") \($0.id): \(FeelText.written($0.got))" }
        lines += run.tolerated.map { "\(isEnglish ? "within the tolerance" : "trong sai số") \($0.id): \(FeelText.written($0.got))" }
        return lines
    }
}

extension FeelCommand {
    /// The arguments of the program, with an expression that begins with a minus kept from being read as an option.
    static func arguments(_ words: [String]) -> [String] {
        guard words.first == configuration.commandName, words.count > 2 else { return words }
        return words.enumerated().map { place, word in
            guard place > 1, word.hasPrefix("-"), !["-", "--", "-h"].contains(word), !words[place - 1].hasPrefix("--") else { return word }
            // An option has a name.
            return word.wholeMatch(of: /--[a-z][a-z-]*(=.*)?/.dotMatchesNewlines()) == nil ? " " + word : word
        }
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
                throw CommandFailure.input(vi: "--input không phải JSON: \(error.words.vietnamese)", en: "--input is not JSON: \(error.detail)")
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

    /// A date alone says what `today()` is, not what `now()` is.
    func checkAsOf(of expression: Expressions.Expression) throws {
        guard expression.freeNames.contains("now()"), named["now()"] == nil, case .date(let day)? = named["today()"] else { return }
        let moment = "\(day)T08:00:00+07:00"
        throw CommandFailure.input(
            vi: "now() cần --as-of có cả giờ, chẳng hạn \(moment); một ngày chỉ cho biết today()",
            en: "now() needs an --as-of with a time, such as \(moment); a date alone says what today() is")
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
        let argument = argument.hasPrefix(" -") ? String(argument.dropFirst()) : argument
        let source = argument.hasPrefix("@") && !argument.hasPrefix("@\"") ? try Input.text(String(argument.dropFirst())) : argument
        let text = SourceText(source), file = argument == source ? "FEEL" : String(argument.dropFirst())
        func position(_ offset: Int) -> SourcePosition {
            let place = text.place(of: offset)
            return SourcePosition(file: file, line: place.line, column: place.column)
        }
        do {
            let origin = ExpressionOrigin(length: source.unicodeScalars.count, position: position)
            return try Expressions.Expression(source, origin: origin, hasAsOf: hasAsOf)
        } catch {
            let finding = Diagnostic(.expressionSyntax, at: position(error.offset), length: error.length, [error.found, error.expected])
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
    /// - Parameter expression: what came to the value.
    static func shown(_ value: Value, of expression: Expressions.Expression, in language: Language) -> String {
        switch value {
        case .none: "null"
        case .unknown(let waits):
            (language == .english ? "unknown; waits for " : "chưa biết; còn chờ ") + awaited(waits, by: expression, in: language)
        case .error(let error): (language == .english ? "null: " : "null: ") + "\(error)"
        default: written(value)
        }
    }

    /// What something unknown waits for.
    static func awaited(_ waits: Set<Meaning>, by expression: Expressions.Expression, in language: Language) -> String {
        var names = waits.sorted().map(\.description)
        if names.isEmpty { names = expression.groupReads.sorted().map { "rows.\($0)" } + expression.connectorReads.sorted().map { "source_down(\"\($0)\")" } }
        guard names.isEmpty else { return names.joined(separator: ", ") }
        return language == .english ? "no answer: a date is known only in part" : "không câu trả lời nào: có ngày chỉ biết một phần"
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
        case .range(let range) where range.extent != .between:
            return (range.extent == .only ? "(= " : "(!= ") + written(range.start ?? .none) + ")"
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
