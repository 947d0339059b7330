import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Vocabulary

/// A filled form for people: what stands in each blank and where it is from, or why it is asked.
struct FilledText {
    let filled: FilledForm
    let view: View
    let folder: DeclarationFolder
    let language: Language

    var text: String {
        let form = folder.forms[filled.form]
        var lines = ["\(form?.title.text(in: language) ?? filled.form.rawValue) – \(filled.asOf)", ""]
        for leaf in filled.leaves where leaf.outcome != .notApplicable {
            let label = form?.field(leaf.field)?.label.text(in: language) ?? leaf.field.rawValue
            lines.append("\(label): \(value(leaf))")
        }
        let documents = filled.documents.filter { $0.isRequired != false }
        if !documents.isEmpty { lines.append("") }
        for document in documents {
            let title = form?.documents.flatMap(\.demands).first { $0.id == document.id }.flatMap { folder.catalog.evidence[$0.evidence]?.title.text(in: language) } ?? document.id
            lines.append("\(title): \(document.disposition.words.text(in: language))\(document.by.map { " (\($0))" } ?? "")")
        }
        let asked = filled.asks.count
        lines.append("")
        lines.append(language == .english ? "Still to answer: \(asked)" : "Còn phải trả lời: \(asked)")
        for ask in filled.asks { lines.append("  \(ask.kind.words.text(in: language)) \(ask.id)") }
        return lines.joined(separator: "\n")
    }

    private func value(_ leaf: FilledLeaf) -> String {
        let isHidden = view == .applicant && leaf.disclosure != .shown
        if isHidden { return language == .english ? "taken from the register" : "lấy từ sổ đăng ký" }
        if let value = leaf.value {
            let source = leaf.source.map { " [\($0.connector)]" } ?? " [\(leaf.outcome.rawValue)]"
            return "\(value.string ?? value.serialized(.compact))\(source)"
        }
        if let answered = leaf.answered { return answered.string ?? answered.serialized(.compact) }
        return leaf.reason.map { "… (\($0.sentence.text(in: language)))" } ?? "…"
    }
}
