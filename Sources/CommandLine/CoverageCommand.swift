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
        commandName: "coverage", abstract: "For every blank of a form: what fills it, or why it is asked. | Mỗi ô của biểu mẫu được điền từ đâu, vì sao còn hỏi.",
        discussion: """
            By design, from the declarations alone; nothing here is observed.

            Examples:
              onceonly coverage cu-tru-ct01
              onceonly coverage ho-tich-khai-sinh --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The form's id.")
    var form: String

    func run() throws {
        let folder = try common.folder()
        let id = FormID(form)
        guard let checked = folder.checked[id] else {
            guard folder.forms[id] != nil else {
                let near = nearest(to: form, among: folder.forms.keys.map(\.rawValue).sorted())
                throw CommandFailure.input("no form '\(form)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
            }
            let renderer = common.renderer(folder)
            for finding in folder.diagnostics where finding.severity == .error { Output.error(renderer.text(for: finding)) }
            throw CommandFailure.input("form '\(form)' has errors")
        }
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
        var counts: JSONObject = ["fields": .number("\(fields.count)"), "core": .number("\(core.count)")]
        for disposition in Disposition.allCases { counts[disposition.rawValue] = .number("\(core.count { $0.disposition == disposition })") }
        object["counts"] = .object(counts)
        object["designReduction"] = designReduction.map { .number("\(($0 * 10_000).rounded() / 10_000)") } ?? .null
        return .object(object)
    }
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
            lines.append("\(pad(field.id.rawValue, 36)) \(pad(word(field.disposition), 10)) \(source(field))")
            lines.append("    \(label)")
        }
        lines.append("")
        for document in coverage.documents {
            lines.append("\(pad(document.id, 36)) \(pad(document.disposition.rawValue, 18)) \(document.by ?? "")")
        }
        let declared = coverage.core.count { $0.disposition == .declare }
        let share = coverage.designReduction.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
        lines.append("")
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

    private func word(_ disposition: Disposition) -> String { disposition.rawValue }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
