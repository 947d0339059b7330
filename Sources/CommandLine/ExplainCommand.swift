import ArgumentParser
import Connectors
import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import OnceOnly
import Receipts
import Sourcing
import Vocabulary

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: said(
            vi: "Vì sao hỏi một ô, sổ nào điền được, theo văn bản nào, ai được thấy.",
            en: "One blank: why it is asked, what would fill it, under which text, who may see it. | Vì sao hỏi một ô, sổ nào điền được, theo văn bản nào, ai được thấy."),
        discussion: said(
            vi: """
                Theo thiết kế, chỉ từ các khai báo; không có số đo thực tế nào ở đây.
                """,
            en: """
                By design, from the declarations alone; nothing here is observed.
                """) + examples("""
                  onceonly explain ho-tich-khai-sinh mother.ethnicity
                  onceonly explain drafts/library-card.yaml school --format json
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã biểu mẫu, hoặc tệp chứa biểu mẫu.", en: "The form's id, or a file that holds a form."))
    var form: String

    @Argument(help: .said(vi: "Mã ô.", en: "The field's id."))
    var field: String

    func run() throws {
        let checked = try common.checkedForm(named: form)
        guard let explanation = SourcingGraph(checked).explanation(of: FieldID(field)) else {
            let known = checked.form.fields.map(\.id.rawValue)
            // The end of an id is often all that is remembered of it.
            let near = nearest(to: field, among: known) ?? known.first { $0.hasSuffix("." + field) || $0.contains(field) }
            throw CommandFailure.input(
                vi: "biểu mẫu '\(checked.form.id)' không có ô '\(field)'" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(known.joined(separator: ", "))"),
                en: "form '\(checked.form.id)' has no field '\(field)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(known.joined(separator: ", "))"))
        }
        let told = ExplanationText(explanation, of: checked)
        switch common.format {
        case .json: Output.json(told.json)
        case .text: Output.line(told.text(in: common.spoken))
        }
    }
}

/// An explanation as people and programs read it.
struct ExplanationText {
    let explanation: FieldExplanation
    let checked: CheckedForm
    let field: Field?
    let section: Section?

    init(_ explanation: FieldExplanation, of checked: CheckedForm) {
        self.explanation = explanation
        self.checked = checked
        field = checked.form.field(explanation.coverage.id)
        section = field.flatMap(checked.section)
    }

    /// Conditions under which the blank stands: its section's and its own.
    private var conditions: [String] { [section?.visibleIf, field?.demand.visibleIf].compactMap { $0?.description } }

    func text(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        let coverage = explanation.coverage, form = checked.form
        var lines = ["\(coverage.id) – \(field?.label.text(in: language) ?? "")", "  \(coverage.means)"]
        lines += ["", say("Vì sao hỏi", "Why it is asked")]
        lines.append("  \(form.title.text(in: language)) › \(section?.title.text(in: language) ?? "")")
        lines.append("  \(form.administration.legalBasis)")
        lines.append("  " + requirement(say))
        if !conditions.isEmpty { lines.append("  " + say("chỉ khi ", "only if ") + conditions.joined(separator: say(" và ", " and "))) }
        for use in explanation.uses { lines.append("  " + use.words.text(in: language)) }
        lines += ["", say("Điền từ đâu", "What fills it")]
        let how = coverage.disposition.words.text(in: language)
        let source = [coverage.connector?.rawValue, coverage.operation?.rawValue].compactMap(\.self).joined(separator: ".")
        lines.append("  \(how)" + (source.isEmpty ? "" : ": \(source)") + (coverage.reason.map { " – \($0.sentence.text(in: language))" } ?? ""))
        if let original = field?.authorship.repeats { lines.append("  " + say("đã hỏi ở ô \(original)", "asked already by field \(original)")) }
        if let value = field?.authorship.value { lines.append("  = \(value)") }
        lines += explanation.ways.flatMap { way($0, language, say) }
        for paper in explanation.papers {
            let disposition = paper.document.disposition.words.text(in: language)
            lines.append("  " + say("giấy tờ \(paper.document.id) chứng minh điều này", "the paper \(paper.document.id) proves it") + " (\(disposition))")
        }
        if explanation.ways.isEmpty, coverage.disposition == .declare { lines += nobody(say) }
        return lines.joined(separator: "\n")
    }

    private func requirement(_ say: (String, String) -> String) -> String {
        guard let demand = field?.demand else { return "" }
        if demand.required { return say("bắt buộc", "required") }
        return demand.requiredIf.map { say("bắt buộc khi ", "required if ") + $0.description } ?? say("không bắt buộc", "optional")
    }

    private func way(_ way: FieldExplanation.Way, _ language: Language, _ say: (String, String) -> String) -> [String] {
        let mark = switch way.standing {
        case .used: say("đang dùng", "in use")
        case .alternative: say("dự phòng", "alternative")
        case .wanting: say("còn thiếu", "wanting")
        }
        let chain = way.chain.isEmpty ? "" : " ← " + way.chain.map(\.description).joined(separator: " → ")
        var lines = ["", "  \(way.place.name) [\(mark)]: \(way.reads)\(chain)"]
        if case .wanting(let missing) = way.standing { lines += missing.map { "    " + say("thiếu: ", "missing: ") + words($0, way.place, say) } }
        if let connector = checked.catalog.connector(way.place.connector) { lines.append("    \(connector.title.text(in: language)); \(connector.legalBasis)") }
        if let grant = way.grant {
            let basis = grant.basis == .law ? say("theo luật", "by law") : say("theo sự đồng ý", "by consent")
            lines.append("    " + say("được đọc \(basis): ", "read \(basis): ") + grant.legal)
        }
        lines.append("    " + say("ai thấy: ", "seen by: ") + way.audience.words.text(in: language))
        return lines
    }

    private func words(_ missing: FieldExplanation.Missing, _ place: FieldExplanation.Place, _ say: (String, String) -> String) -> String {
        let purpose = checked.purpose
        switch missing {
        case .read(let meaning):
            return say(
                "quyền cho '\(purpose)' đọc \(meaning.concept) của \(meaning.role) từ \(place.connector)",
                "a grant for '\(purpose)' to read \(meaning.concept) of \(meaning.role) from \(place.connector)")
        case .follow(let role, let relation):
            return say("quyền cho '\(purpose)' đi theo quan hệ \(relation) của \(role)", "a grant for '\(purpose)' to follow \(relation) of \(role)")
        case .key(let key):
            let names = key.map(\.description).joined(separator: ", ")
            return say("khóa \(names): không gì trong biểu mẫu dẫn tới", "the key \(names): nothing in the form leads to it")
        }
    }

    /// Nothing declared has the value: where one attribute more would help.
    private func nobody(_ say: (String, String) -> String) -> [String] {
        if let reason = explanation.coverage.reason, reason != .notHeld { return [] }
        if explanation.couldHold.isEmpty {
            return ["  " + say("không sổ nào được hỏi về \(explanation.coverage.means.role)", "no register is asked about \(explanation.coverage.means.role)")]
        }
        let places = explanation.couldHold.map(\.name).joined(separator: ", ")
        return ["  " + say(
            "điền được nếu một trong các sổ vẫn hỏi cũng cung cấp \(explanation.coverage.means.concept): \(places)",
            "filled if one of the registers asked anyway also supplied \(explanation.coverage.means.concept): \(places)")]
    }
}

extension FieldExplanation.Place {
    var name: String { operation.map { "\(connector).\($0)" } ?? connector.rawValue }
}

extension FieldExplanation.Audience {
    var words: LocalizedText {
        switch self {
        case .applicant: LocalizedText(vi: "người khai", en: "the applicant")
        case .masked: LocalizedText(vi: "người khai, che bớt nếu là của người lớn khác", en: "the applicant, masked where it is another adult's")
        case .linked:
            LocalizedText(
                vi: "cơ quan; người khai chỉ thấy khi sổ ghi hai người là cha mẹ, con, vợ chồng, người giữ hoặc đại diện của nhau",
                en: "the office; the applicant only where a record links the two as parent, child, spouse, holder or representative")
        case .office: LocalizedText(vi: "chỉ cơ quan", en: "the office alone")
        }
    }
}

extension FieldExplanation.Use {
    var words: LocalizedText {
        switch self {
        case .visibility(let field): LocalizedText(vi: "quyết định có hỏi ô \(field) không", en: "decides whether \(field) is asked")
        case .requirement(let field): LocalizedText(vi: "quyết định ô \(field) có bắt buộc không", en: "decides whether \(field) is required")
        case .value(let field): LocalizedText(vi: "dùng để tính ô \(field)", en: "\(field) is computed from it")
        case .role(let role): LocalizedText(vi: "quyết định ai là \(role)", en: "decides who \(role) is")
        case .key(let role): LocalizedText(vi: "dùng để tìm \(role)", en: "\(role) is found or checked by it")
        case .paper(let paper): LocalizedText(vi: "quyết định có đòi giấy tờ \(paper) không", en: "decides whether paper \(paper) is demanded")
        case .check(let check): LocalizedText(vi: "quy tắc \(check) cần đến", en: "rule \(check) reads it")
        case .decision(let decision): LocalizedText(vi: "quyết định \(decision) cần đến", en: "decision \(decision) reads it")
        }
    }
}
