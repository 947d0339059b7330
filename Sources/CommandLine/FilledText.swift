import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Prefill
import Receipts
import Sourcing
import Vocabulary

/// A filled form for people: what stands in each blank and where it is from, or why it is asked. Made of what one side sees.
struct FilledText {
    private let seen: FilledView
    private let asOf: PartialDate
    private let checked: CheckedForm
    private let language: Language
    private let values: ValueText
    private let changes: [LeafChange]?

    /// - Parameter changes: what was filled otherwise before; `nil` for what is filled for the first time.
    init(_ filled: FilledForm, as view: View, of checked: CheckedForm, in language: Language, changes: [LeafChange]? = nil) {
        self.changes = changes
        seen = filled.seen(by: view)
        asOf = filled.asOf
        self.checked = checked
        self.language = language
        values = ValueText(vocabulary: checked.vocabulary, asOf: filled.asOf, language: language)
    }

    private var form: Form { checked.form }
    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    var text: String {
        let day = values.text(of: asOf)
        return ["\(form.title.text(in: language)) – \(day)", sections, since, papers, asks].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    // MARK: blanks

    private var sections: String {
        form.sections.flatMap { section -> [String] in
            let fields = Set(section.fields.map(\.id))
            let leaves = seen.leaves.filter { fields.contains($0.field) }
            guard section.rows != nil else { return block(section.title.text(in: language), leaves) }
            var rows: [(name: Substring, leaves: [SeenLeaf])] = []
            for leaf in leaves {
                let name = leaf.leaf.rawValue.prefix { $0 != "]" }
                if rows.last?.name != name { rows.append((name, [])) }
                rows[rows.count - 1].leaves.append(leaf)
            }
            return rows.enumerated().flatMap { block("\(section.title.text(in: language)) (\($0.offset + 1))", $0.element.leaves) }
        }.joined(separator: "\n\n")
    }

    /// A stretch of the form under its title; nothing where none of its blanks stands.
    private func block(_ title: String, _ leaves: [SeenLeaf]) -> [String] {
        let lines = leaves.compactMap(line)
        return lines.isEmpty ? [] : [([title] + lines).joined(separator: "\n")]
    }

    private func line(_ leaf: SeenLeaf) -> String? {
        if leaf.outcome == .notApplicable { return nil }
        // What the office or a pen fills is nothing to read while it is empty.
        if leaf.outcome == .outside, leaf.value == nil, leaf.answered == nil, !leaf.isHidden { return nil }
        return "  \(label(of: leaf.field)): \(value(leaf))"
    }

    private func value(_ leaf: SeenLeaf) -> String {
        if leaf.isHidden { return (leaf.masked.map { $0 + " – " } ?? "") + say("lấy từ sổ đăng ký", "taken from the register") }
        let concept = checked.vocabulary[leaf.means.concept]
        let doubt = leaf.contradicts.map { number in
            let name = (checked.vocabulary[number]?.label.text(in: language) ?? number.rawValue).lowercased()
            return " – " + say("khác với \(name)", "not what the \(name) tells")
        }.joined()
        if let value = leaf.value { return "\(values.text(of: value, as: concept)) [\(leaf.source?.connector ?? leaf.outcome.words.text(in: language))]" + doubt + wrote(leaf, beside: value, as: concept) }
        if let answered = leaf.answered { return values.text(of: answered, as: concept) + doubt }
        return leaf.reason.map { "… (\($0.sentence.text(in: language)))" } ?? "…"
    }

    /// What the applicant wrote where another value stands.
    private func wrote(_ leaf: SeenLeaf, beside value: JSON, as concept: Concept?) -> String {
        guard let answered = leaf.answered, !saysTheSame(answered, value, as: concept) else { return "" }
        let written = values.text(of: answered, as: concept)
        return " – " + say("đã khai \(written)", seen.view == .office ? "the applicant wrote \(written)" : "you wrote \(written)")
    }

    private func saysTheSame(_ one: JSON, _ other: JSON, as concept: Concept?) -> Bool {
        let coding = ValueCoding(checked.vocabulary)
        guard let concept, let read = try? coding.value(one, as: concept), let readOther = try? coding.value(other, as: concept) else { return one == other }
        return Comparison(checked.vocabulary, asOf: asOf).areEqual(read, readOther, as: concept)
    }

    private func label(of field: FieldID) -> String { form.field(field)?.label.text(in: language) ?? field.rawValue }

    // MARK: what became of it since

    private var since: String {
        guard let changes, !changes.isEmpty else { return "" }
        let lines = LeafChange.Kind.allCases.compactMap { kind -> String? in
            let names = changes.filter { $0.kind == kind }.map { change in
                // Rows ask the same several times.
                label(of: change.field) + (change.leaf.rawValue.contains("[") ? " (\(change.leaf.rawValue))" : "")
            }
            return names.isEmpty ? nil : "  \(words(kind)): " + names.joined(separator: ", ")
        }
        return ([say("Từ lần điền trước", "Since it was filled last")] + lines).joined(separator: "\n")
    }

    private func words(_ kind: LeafChange.Kind) -> String {
        switch kind {
        case .filled: say("mới điền", "filled")
        case .changed: say("đã đổi", "changed")
        case .fellAway: say("không còn điền", "no longer filled")
        }
    }

    // MARK: papers and what is still asked

    private var papers: String {
        let shown = seen.documents.filter { $0.isRequired != false }
        guard !shown.isEmpty else { return "" }
        let lines = shown.flatMap { paper -> [String] in
            let line = "  \(title(ofPaper: paper.id)): \(paper.disposition.words.text(in: language).replacing("-", with: " "))" + (paper.by.map { " [\($0)]" } ?? "")
            let unused = paper.candidates.map { candidate in
                say("không dùng", "not used") + " " + name(of: candidate) + ": " + candidate.obstacles.map { $0.sentence.text(in: language) }.joined(separator: " ")
            }
            return [line] + (paper.reused.map { say("sẽ dùng lại", "would be reused:") + " " + name(of: $0) } + unused).map { "    " + $0 }
        }
        return ([say("Giấy tờ", "Papers")] + lines).joined(separator: "\n")
    }

    /// A stored document as its subject knows it.
    private func name(of paper: SeenPaper) -> String {
        let title = checked.catalog.evidence[paper.kind]?.title.text(in: language) ?? paper.kind.rawValue
        let number = paper.particulars?.number.map { say(" số \($0)", " no. \($0)") } ?? ""
        return title + number + (paper.issued.map { say(", cấp \($0)", ", issued \($0)") } ?? "")
    }

    private func title(ofPaper id: String) -> String {
        let demand = form.documents.flatMap(\.demands).first { $0.id == id }
        return demand.flatMap { checked.catalog.evidence[$0.evidence]?.title.text(in: language) } ?? id
    }

    /// Each with the name answers are given by, and what it is called.
    private var asks: String {
        let lines = seen.asks.map { ask in
            let name = name(of: ask)
            return "  \(ask.kind.words.text(in: language)) \(ask.id)" + (name.map { " – \($0)" } ?? "")
        }
        return ([say("Còn phải trả lời: \(lines.count)", "Still to answer: \(lines.count)")] + lines).joined(separator: "\n")
    }

    private func name(of ask: Ask) -> String? {
        switch ask.kind {
        case .leaf: seen.leaves.first { $0.leaf.rawValue == ask.id }.map { label(of: $0.field) }
        case .rows: form.sections.first { $0.rows?.group.rawValue == ask.id }?.title.text(in: language)
        case .document: title(ofPaper: ask.id)
        case .role, .key: nil
        }
    }
}
