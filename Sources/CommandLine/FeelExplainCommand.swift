import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Sourcing
import Vocabulary

struct FeelExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: said(
            vi: "Kiểu, điều biểu thức phụ thuộc, và điều còn chờ.",
            en: "Types, what an expression depends on, and what it still waits for. | Kiểu, điều biểu thức phụ thuộc, và điều còn chờ."),
        discussion: said(
            vi: """
                Không có --form thì kiểu là kiểu của --input; có thì là kiểu trong từ vựng của biểu mẫu.
                Mã thoát 1 khi các kiểu cho thấy có chỗ sai.
                """,
            en: """
                Without --form the types are those of --input; with it, those of the form's vocabulary.
                Exit status 1 when the types show something to be wrong.
                """) + examples("""
                  onceonly feel explain 'dossier.copy_requested = "yes"' --form ho-tich-khai-sinh
                  onceonly feel explain 'child.date_of_birth <= dossier.submission_date' --form ho-tich-khai-sinh --input '{"dossier.submission_date": {"type": "date", "value": "2026-11-24"}}'
                  onceonly feel explain 'sum(rows.new_parcels.parcel_area) > 100' --form dat-dai-tach-hop-thua --format json
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Biểu thức, hoặc @TỆP.", en: "The expression, or @FILE."))
    var expression: String

    @Option(name: .long, help: .said(vi: "Biểu mẫu có các vai và khái niệm mà biểu thức nói đến.", en: "The form whose roles and concepts it speaks of."))
    var form: String?

    @Option(name: .long, help: .said(
        vi: "Bảng mà biểu thức đứng trong: ở đó mỗi nghĩa là giá trị của dòng ấy.",
        en: "The rows it stands in: there a meaning is that row's value."))
    var rows: String?

    @Option(name: .long, help: .said(vi: "Điều đã biết, như ở 'feel eval'.", en: "What is known already, as for 'feel eval'."))
    var input: String?

    @Option(name: .long, help: .said(
        vi: "today() và now() là gì, như ở 'feel eval'; biểu mẫu thì đọc dossier.submission_date.",
        en: "What today() and now() are, as for 'feel eval'; a form reads dossier.submission_date instead."))
    var asOf: String?

    func run() throws {
        if form != nil, asOf != nil {
            throw CommandFailure.input(vi: "--as-of không dùng cùng --form: biểu mẫu đọc dossier.submission_date", en: "--as-of does not go with --form: a form reads dossier.submission_date")
        }
        let expression = try FeelInput.expression(self.expression, hasAsOf: asOf != nil)
        let known = try FeelInput(input, asOf: asOf)
        try known.checkAsOf(of: expression)
        let explanation: FeelExplanation
        if let form {
            let checked = try common.checkedForm(FormID(form), in: try common.folder())
            if let rows, !checked.form.groups.contains(where: { $0.group.rawValue == rows }) {
                throw CommandFailure.input(vi: "biểu mẫu '\(form)' không có bảng '\(rows)'", en: "form '\(form)' has no rows '\(rows)'")
            }
            let names = checked.unknownNames(in: expression, at: .start(of: "FEEL"))
            explanation = FeelExplanation(expression, known, in: FormTyping(checked, rows: rows.map { GroupID($0) }), names: names)
        } else {
            explanation = FeelExplanation(expression, known, in: GivenTypes(known))
        }
        switch common.format {
        case .json: Output.json(explanation.json(in: common.spoken))
        case .text: Output.line(explanation.text(in: common.spoken))
        }
        if !explanation.findings.isEmpty { throw ExitCode(1) }
    }
}

/// The types of what is given on the command line; nothing is known of the rest.
private struct GivenTypes: TypingEnvironment {
    let known: FeelInput

    init(_ known: FeelInput) { self.known = known }

    func type(of meaning: Meaning) -> ExpressionType? {
        let value = known.value(of: meaning)
        return value.isUnknown ? nil : ExpressionType(of: value)
    }
    func type(named name: String) -> ExpressionType? { known.value(named: name).map { ExpressionType(of: $0) } }
    var patterns: (any PatternEngine)? { XPathPatterns() }
}

/// What can be said of an expression before and after its inputs are known.
struct FeelExplanation {
    struct Read {
        let what: String
        let type: ExpressionType?
        /// Whether the value can change with it; `nil` where that is not decided.
        let decides: Bool?
    }

    let expression: Expressions.Expression
    let typed: TypedExpression
    /// Names that lead nowhere and what the types show to be wrong, in order of place.
    let findings: [Diagnostic]
    let reads: [Read]
    let value: Value
    /// When it holds and when it fails; `nil` where it is no condition.
    let outcomes: (holds: Reasoner.Answer, fails: Reasoner.Answer)?

    /// - Parameter names: the names in the expression that lead nowhere.
    init(_ expression: Expressions.Expression, _ known: FeelInput, in world: some TypingEnvironment, names: [Diagnostic] = []) {
        self.expression = expression
        typed = expression.typed(in: world)
        let start = SourcePosition.start(of: "FEEL")
        let wrong = typed.findings.map { $0.diagnostic(at: expression.origin?.position(at: $0.offset) ?? start.advanced(by: $0.offset)) }
        findings = (names + wrong).sortedByPosition()
        value = expression.value(in: known)
        let reasoner = findings.isEmpty ? Reasoner([expression], in: world) : nil
        var reads = expression.meanings.sorted().map { meaning in
            var decides: Bool?
            switch reasoner?.dependence(of: 0, on: meaning) {
            case .impossible: decides = false
            case .possible: decides = true
            case .undecided, nil: break
            }
            return Read(what: meaning.description, type: world.type(of: meaning), decides: decides)
        }
        for group in expression.groupReads.sorted() { reads.append(Read(what: "rows.\(group)", type: world.row(of: group).map { .list($0) }, decides: nil)) }
        for connector in expression.connectorReads.sorted() { reads.append(Read(what: "source_down(\"\(connector)\")", type: .boolean, decides: nil)) }
        for name in expression.freeNames.sorted() { if let type = world.type(named: name) { reads.append(Read(what: name, type: type, decides: nil)) } }
        self.reads = reads
        outcomes = typed.type == .boolean ? reasoner.map { ($0.satisfy([.holds(0)]), $0.satisfy([.fails(0)])) } : nil
    }

    // MARK: For people

    func text(in language: Language) -> String {
        let isEnglish = language == .english
        func named(_ type: ExpressionType?) -> String { TypeWords.said((type ?? .any).description, in: language) }
        var lines = [expression.description, (isEnglish ? "type: " : "kiểu: ") + named(typed.type)]
        if !reads.isEmpty { lines.append(isEnglish ? "reads:" : "đọc:") }
        for read in reads {
            let effect: String =
                switch read.decides {
                case true?: isEnglish ? ", the value depends on it" : ", kết quả phụ thuộc vào đó"
                case false?: isEnglish ? ", the value does not depend on it" : ", kết quả không phụ thuộc vào đó"
                case nil: ""
                }
            lines.append("  \(read.what): \(named(read.type))\(effect)")
        }
        for finding in findings { lines.append(message(finding, in: language)) }
        if let outcomes {
            lines.append((isEnglish ? "holds: " : "đúng: ") + said(outcomes.holds, in: language))
            lines.append((isEnglish ? "fails: " : "sai: ") + said(outcomes.fails, in: language))
        }
        if case .unknown(let waits) = value {
            lines.append((isEnglish ? "waits for: " : "còn chờ: ") + FeelText.awaited(waits, by: expression, in: language))
        } else {
            lines.append((isEnglish ? "value: " : "giá trị: ") + FeelText.shown(value, of: expression, in: language))
        }
        return lines.joined(separator: "\n")
    }

    private func said(_ answer: Reasoner.Answer, in language: Language) -> String {
        switch (answer, language) {
        case (.impossible, .english): "never"
        case (.impossible, .vietnamese): "không bao giờ"
        case (.undecided, .english): "not decided"
        case (.undecided, .vietnamese): "chưa xác định được"
        case (.possible(let witness), .english): witness.assignments.isEmpty ? "always" : "for example where \(witness)"
        case (.possible(let witness), .vietnamese): witness.assignments.isEmpty ? "luôn luôn" : "chẳng hạn khi \(witness)"
        }
    }

    /// The finding as lint says it, with its line and caret.
    private func message(_ finding: Diagnostic, in language: Language) -> String {
        let source = expression.source
        return DiagnosticRenderer(language: language) { _ in source }.text(for: finding)
    }

    // MARK: For programs

    func json(in language: Language) -> JSON {
        var object: JSONObject = [
            "schema": "onceonly/feel-explain/1", "expression": .string(expression.description), "type": .string(typed.type.description),
        ]
        let text = SourceText(expression.source)
        object["findings"] = .array(findings.map { finding in
            var entry: JSONObject = [
                "code": .string(finding.code.rawValue), "offset": .number("\(text.index(line: finding.position.line, column: finding.position.column) ?? 0)"), "length": .number("\(finding.length)"),
                "message": .string(finding.message(in: language)),
            ]
            if case .replace(let fix)? = finding.fix { entry["fix"] = .string(fix) }
            return .object(entry)
        })
        object["reads"] = .array(reads.map { read in
            ["what": .string(read.what), "type": .string((read.type ?? .any).description), "decides": read.decides.map { JSON.bool($0) } ?? JSON.null]
        })
        if let outcomes {
            object["holds"] = Self.json(outcomes.holds)
            object["fails"] = Self.json(outcomes.fails)
        }
        object["value"] = FeelText.json(value)
        object["waitsFor"] = .array(value.waitsFor.sorted().map { .string($0.description) })
        return .object(object)
    }

    private static func json(_ answer: Reasoner.Answer) -> JSON {
        switch answer {
        case .impossible: ["decided": true, "possible": false]
        case .undecided: ["decided": false]
        case .possible(let witness):
            ["decided": true, "possible": true, "witness": .array(witness.assignments.map { ["what": .string($0.what), "value": FeelText.json($0.value)] })]
        }
    }
}
