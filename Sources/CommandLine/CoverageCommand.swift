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

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: said(
            vi: "Mỗi ô của biểu mẫu được điền từ đâu, vì sao còn hỏi.",
            en: "For every blank of a form: what fills it, or why it is asked. | Mỗi ô của biểu mẫu được điền từ đâu, vì sao còn hỏi."),
        discussion: said(
            vi: """
                Theo thiết kế, chỉ từ các khai báo; không có số đo thực tế nào ở đây.
                Tệp ngoài thư mục khai báo, hoặc '-', được đọc như thể nằm trong đó.
                """,
            en: """
                By design, from the declarations alone; nothing here is observed.
                A file outside the declarations, or '-', is read as if it stood there.
                """) + examples("""
                  onceonly coverage cu-tru-ct01
                  onceonly coverage drafts/library-card.yaml
                  onceonly coverage ho-tich-khai-sinh --format json
                  onceonly coverage --summary
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã biểu mẫu, hoặc tệp chứa biểu mẫu.", en: "The form's id, or a file that holds a form."))
    var form: String?

    @Flag(name: .long, help: .said(
        vi: "Mọi biểu mẫu: mỗi sổ bớt được gì, điều gì chỉ dựa vào nó, thêm một quyền hay một trường thì bớt được gì.",
        en: "All forms: what each register saves, what hangs on it alone, what one more grant or attribute would save."))
    var summary = false

    func run() throws {
        switch (form, summary) {
        case (let form?, false): try tell(try common.checkedForm(named: form))
        case (nil, true):
            let folder = try common.folder()
            let told = CoverageSummaryText(summary: CoverageSummary(of: folder.checked.values), folder: folder)
            switch common.format {
            case .json: Output.json(told.json)
            case .text: Output.line(told.text(in: common.spoken))
            }
        case (nil, false), (.some, true):
            throw CommandFailure.input(vi: "hãy nêu một biểu mẫu, hoặc --summary", en: "name a form, or --summary")
        }
    }

    private func tell(_ checked: CheckedForm) throws {
        let coverage = SourcingGraph(checked).coverage()
        switch common.format {
        case .json: Output.json(coverage.json)
        case .text: Output.line(CoverageText(coverage: coverage, form: checked.form, language: common.spoken).text)
        }
    }
}

extension Coverage {
    /// The contract's shape, `onceonly/coverage/1`.
    var json: JSON {
        var object: JSONObject = ["schema": "onceonly/coverage/1", "form": .string(form.rawValue), "version": .string(version)]
        object["fields"] = .array(fields.map(\.json))
        object["documents"] = .array(documents.map { document in
            var item: JSONObject = ["id": .string(document.id), "disposition": .string(document.disposition.rawValue)]
            if let by = document.by { item["by"] = .string(by) }
            return .object(item)
        })
        object["counts"] = countsJSON
        object["designReduction"] = designReductionJSON
        return .object(object)
    }

    var countsJSON: JSON {
        var counts: JSONObject = ["fields": .number("\(fields.count)"), "core": .number("\(core.count)")]
        for disposition in Disposition.allCases { counts[disposition.rawValue] = .number("\(core.count { $0.disposition == disposition })") }
        return .object(counts)
    }

    var designReductionJSON: JSON { designReduction.map { .number("\(($0 * 10_000).rounded() / 10_000)") } ?? .null }
}

extension FieldCoverage {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id.rawValue), "means": .string(means.description), "disposition": .string(disposition.rawValue)]
        if let connector { object["connector"] = .string(connector.rawValue) }
        if let operation { object["operation"] = .string(operation.rawValue) }
        object["chain"] = .array(chain.map { .string($0.description) })
        object["alternatives"] = .array(alternatives.map { .string($0.rawValue) })
        if let reason { object["reason"] = .string(reason.rawValue) }
        if isOutside { object["outside"] = true }
        return .object(object)
    }
}

/// Coverage for people.
struct CoverageText {
    let coverage: Coverage
    let form: Form
    let language: Language

    var text: String {
        var lines = ["\(form.title.text(in: language)) (\(form.id) \(form.identity.version))", ""]
        for field in coverage.fields {
            let label = form.field(field.id)?.label.text(in: language) ?? ""
            lines.append("\(pad(field.id.rawValue, 36)) \(pad(field.disposition.words.text(in: language), 11)) \(source(field))")
            lines.append("    \(label)")
        }
        lines.append("")
        for document in coverage.documents {
            let how = document.disposition.words.text(in: language)
            lines.append("\(pad(document.id, 36)) \(document.by.map { "\(pad(how, 18)) \($0)" } ?? how)")
        }
        if !coverage.documents.isEmpty { lines.append("") }
        let declared = coverage.core.count { $0.disposition == .declare }
        let share = coverage.designReduction.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
        lines.append(language == .english
            ? "\(coverage.core.count) core fields, \(declared) asked: \(share) not declared by design (1 − declare ÷ core; not observed)"
            : "\(coverage.core.count) ô thực chất, còn hỏi \(declared): theo thiết kế không phải khai \(share) (1 − hỏi ÷ ô thực chất; không phải số đo thực tế)")
        return lines.joined(separator: "\n")
    }

    private func source(_ field: FieldCoverage) -> String {
        if let reason = field.reason { return reason.sentence.text(in: language) }
        let name = field.connector.map { $0.rawValue + (field.operation.map { ".\($0)" } ?? "") } ?? ""
        return field.chain.isEmpty ? name : "\(name) ← \(field.chain.map(\.description).joined(separator: " → "))"
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
