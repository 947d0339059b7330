import Connectors
public import Diagnostics
import Documents
import Expressions
import Formats
public import Forms
import Receipts
public import Sourcing
import Vocabulary

/// Lays a dossier out on its paper: every blank of the frozen baseline in its order, filled by whichever leaf has its meaning, whatever
/// the form asks now; what the form asks beside the paper follows in an annex.
public struct PrintLayout {
    let standing: StandingForm
    let baseline: Baseline
    let checked: CheckedForm
    let language: Language
    let matching: BlankMatching
    let words: PrintWords

    public init(_ standing: StandingForm, on baseline: Baseline, of checked: CheckedForm, in language: Language) {
        self.standing = standing
        self.baseline = baseline
        self.checked = checked
        self.language = language
        matching = BlankMatching(standing, checked)
        words = PrintWords(checked: checked, asOf: standing.asOf, language: language)
    }

    /// - Parameter status: of the dossier, for programs and for people.
    public func form(status: (code: String, text: LocalizedText)) -> PrintedForm {
        var number = 0
        func next() -> Int {
            number += 1
            return number
        }
        let sections = baseline.sections.map { section($0, next) }
        let annex = self.annex(next)
        return PrintedForm(heading: heading(status), sections: sections, annex: annex, papers: papers)
    }

    private func heading(_ status: (code: String, text: LocalizedText)) -> PrintedForm.Heading {
        .init(
            form: standing.form.rawValue, version: standing.version, title: checked.form.title.text(in: language), text: baseline.text,
            isProvisional: baseline.status == .provisional,
            dossier: .init(
                reference: standing.dossier, code: standing.code, status: status.code, statusText: status.text.text(in: language), asOf: words.text(of: standing.asOf),
                filed: standing.filedAt.map(words.instant), isSimulated: standing.isSimulated, view: standing.view.rawValue))
    }

    // MARK: the paper

    private func section(_ section: BaselineSection, _ next: () -> Int) -> PrintedSection {
        let rows = section.rows.map { standing.rows[$0.group] ?? [] }
        // "Heading" and "end" are names for authors: the paper has the blanks alone.
        let isFrame = section.blanks.allSatisfy { $0.outside == .boilerplate }
        return PrintedSection(
            title: isFrame ? nil : section.title.map(title), table: section.rows.map { .init(group: $0.group.rawValue, rows: rows ?? []) },
            blanks: withCodes(section.blanks.map { ($0, blank($0, number: next(), group: section.rows?.group, rows: rows)) }))
    }

    /// A heading that is the form's too has the form's words in the other language.
    private func title(of paper: LocalizedText) -> String {
        if paper.english != nil { return paper.text(in: language) }
        return (checked.form.sections.first { $0.title.vietnamese == paper.vietnamese }?.title ?? paper).text(in: language)
    }

    /// Where a code's own words stand in the blank for its name, the code stands in its blank: the name of an industry, and its number. So
    /// do several codes beside all of their names. The same words of something else name no code.
    private func withCodes(_ blanks: [(means: Blank, printed: PrintedBlank)]) -> [PrintedBlank] {
        blanks.map { blank in
            let names = blanks.filter { isName($0.means, of: blank.means) }
            let entries = blank.printed.entries.map { entry -> PrintedEntry in
                guard let coded = withCodes(entry), coded.text != entry.text else { return entry }
                let isNamed = names.contains { name in
                    name.printed.entries.contains { $0.row == entry.row && $0.value != nil && $0.text == entry.text && $0.ticked.isEmpty }
                }
                return isNamed ? coded : entry
            }
            return blank.printed.with(entries)
        }
    }

    /// Whether a blank is for the name of what another has the code of: for the same role, and derived by the vocabulary from that code alone.
    private func isName(_ name: Blank, of code: Blank) -> Bool {
        name.means.all.contains { meaning in
            let derivations = checked.vocabulary[meaning.concept]?.derivations ?? []
            return code.means.all.contains { coded in
                coded.role == meaning.role && coded.concept != meaning.concept && derivations.contains { derivation in
                    guard case .expression(let expression) = derivation else { return false }
                    return expression.meanings == [Meaning("subject", coded.concept)]
                }
            }
        }
    }

    /// - Returns: `nil` where it is not codes alone.
    private func withCodes(_ entry: PrintedEntry) -> PrintedEntry? {
        if !entry.rows.isEmpty {
            let rows = entry.rows.compactMap { row -> PrintedEntry.Row? in
                row.entry.value == nil ? row : withCodes(row.entry).map { PrintedEntry.Row(number: row.number, entry: $0) }
            }
            return rows.count == entry.rows.count ? entry.reading(words.joined(rows), rows: rows) : nil
        }
        guard let value = entry.value else { return nil }
        let items = value.array ?? [value], codes = items.compactMap(\.string)
        guard !codes.isEmpty, codes.count == items.count, entry.ticked == Set(codes) else { return nil }
        return entry.reading(codes.joined(separator: PrintWords.separator))
    }

    private func blank(_ blank: Blank, number: Int, group: GroupID?, rows: [String]?) -> PrintedBlank {
        let concept = checked.vocabulary[blank.means.first.concept]
        let shape = words.shape(of: concept, inTable: rows != nil)
        let entries = (rows.map { $0.map(Optional.some) } ?? [nil]).map { row in entry(for: blank, group: group, row: row) }
        let note: String? = if case .waived(let text) = blank.outside { text } else { nil }
        return PrintedBlank(
            number: number, id: blank.id, means: blank.means.all.map(\.description), label: label(of: blank), note: note,
            shape: words.shape(shape, with: Set(entries.flatMap(\.ticked)), of: concept), parts: words.partNames(of: concept),
            group: group?.rawValue, entries: entries)
    }

    private func label(of blank: Blank) -> String {
        if let label = blank.label { return label.text(in: language) }
        let fields = matching.fields(for: blank)
        if let field = fields.first { return field.label.text(in: language) }
        return checked.vocabulary[blank.means.first.concept]?.label.text(in: language) ?? blank.id
    }

    private func entry(for blank: Blank, group: GroupID?, row: String?) -> PrintedEntry {
        switch matching.match(blank, group: group, row: row) {
        case .same(let leaves): return rows(of: matching.byRow(leaves) { $0 }.map { entry(of: $0, row: row) }, as: blank, row: row)
        case .pieces(let rows): return self.rows(of: rows.map { entry(joining: $0, as: blank, row: row) }, as: blank, row: row)
        case .part(let name, let leaves): return rows(of: leaves.map { entry(of: name, in: $0, as: blank, row: row) }, as: blank, row: row)
        case .nothing: return nothing(row)
        }
    }

    private func nothing(_ row: String?) -> PrintedEntry {
        PrintedEntry(row: row, value: nil, text: "", isWithheld: false, source: words.notAsked)
    }

    /// One fact, whichever of its leaves has it.
    private func entry(of leaves: [StandingLeaf], row: String?) -> PrintedEntry {
        guard let leaf = leaves.first(where: { $0.value != nil || $0.masked != nil }) ?? leaves.first(where: \.isWithheld) ?? leaves.first else { return nothing(row) }
        return entry(of: leaf, row: row)
    }

    func entry(of leaf: StandingLeaf, row: String?) -> PrintedEntry {
        let concept = checked.vocabulary[leaf.means.concept]
        let written = leaf.value.map { words.written($0, as: concept) }
        return PrintedEntry(
            row: row, value: leaf.value, text: written?.text ?? leaf.masked.map(PrintWords.printable) ?? "", parts: written?.parts ?? [:], ticked: written?.ticked ?? [],
            isWithheld: leaf.isWithheld, source: words.source(of: leaf, isAsked: checked.form.field(leaf.field) != nil || leaf.reason == .key))
    }

    /// What the paper asks apart and the form as one: only a part that is known as such is one.
    private func entry(of part: String, in leaf: StandingLeaf, as blank: Blank, row: String?) -> PrintedEntry {
        let concept = checked.vocabulary[blank.means.first.concept]
        let value = leaf.part(part)
        let written = value.map { words.written($0, as: concept) }
        return PrintedEntry(
            row: row, value: value, text: written?.text ?? "", parts: written?.parts ?? [:], ticked: written?.ticked ?? [],
            isWithheld: leaf.isWithheld && value == nil, source: words.source(of: leaf, isAsked: true))
    }

    // MARK: joined

    /// A name or an address the form asks in pieces and the paper as one.
    private func entry(joining pieces: [BlankMatching.Piece], as blank: Blank, row: String?) -> PrintedEntry {
        let concept = checked.vocabulary[blank.means.first.concept]
        let entries = pieces.map { (piece: $0, entry: entry(of: $0.leaf, row: row)) }
        let sources = words.joined(entries.map { .init(label: $0.piece.field.label.text(in: language), source: $0.entry.source) })
        let isWithheld = entries.contains { $0.entry.isWithheld }
        if let chosen = choices(entries, of: concept) {
            let written = words.written(chosen, as: concept)
            return PrintedEntry(
                row: row, value: chosen, text: written.text, parts: written.parts, ticked: written.ticked, isWithheld: isWithheld, source: sources.source,
                joined: sources.pieces)
        }
        var object = JSONObject()
        for (piece, entry) in entries { if let value = entry.value { object[piece.name] = value } }
        let shown = entries.filter { !$0.entry.text.isEmpty }
        let named = entries.map { piece, entry in entry.text.isEmpty ? entry : entry.reading(words.named(entry.text, piece.field)) }
        return PrintedEntry(
            row: row, value: object.count == 0 ? nil : .object(object), text: words.joined(named, by: concept?.type == .text && named == entries.map(\.entry) ? " " : ", "),
            parts: Dictionary(shown.map { ($0.piece.name, $0.entry.text) }) { first, _ in first }, isWithheld: isWithheld, source: sources.source,
            joined: sources.pieces)
    }

    /// The choices of several fields that tick boxes of one list, the blank's own; `nil` where that is not what they are.
    private func choices(_ entries: [(piece: BlankMatching.Piece, entry: PrintedEntry)], of concept: Concept?) -> JSON? {
        guard let concept, concept.type == .choice, let codes = concept.form.codes,
              entries.allSatisfy({ checked.vocabulary[$0.piece.leaf.means.concept]?.form.codes == codes })
        else { return nil }
        let chosen = entries.compactMap(\.entry.value).flatMap { $0.array ?? [$0] }.filter { $0["none"]?.bool != true }
        return chosen.isEmpty ? nil : .array(chosen)
    }

    /// Rows of a table that has become none of the paper's stand one after the other. Mere ticks, which do not say whose they are, all have
    /// a box, also where nothing was said.
    private func rows(of entries: [PrintedEntry], as blank: Blank, row: String?) -> PrintedEntry {
        let concept = checked.vocabulary[blank.means.first.concept], isTick = words.shape(of: concept, inTable: false) == .tick
        let stands = entries.enumerated().filter { isTick || !$0.element.text.isEmpty || $0.element.value != nil || $0.element.isWithheld }
        guard stands.count > 1 else { return stands.first?.element ?? entries.first ?? nothing(row) }
        let sources = words.joined(stands.flatMap { place, entry -> [PrintedEntry.Piece] in
            let pieces = entry.joined.isEmpty ? [.init(label: "", source: entry.source)] : entry.joined
            return pieces.map { .init(label: "(\(place + 1))" + ($0.label.isEmpty ? "" : " \($0.label)"), source: $0.source) }
        })
        // A place of its own for each row, also for one whose value is kept back.
        let rows = stands.map { PrintedEntry.Row(number: $0.offset + 1, entry: $0.element) }
        let parts = rows.map { (parts: $0.entry.parts, isWithheld: $0.entry.isWithheld) }
        return PrintedEntry(
            row: row, value: rows.contains { $0.entry.value != nil } ? .array(rows.map { $0.entry.value ?? .null }) : nil, text: words.joined(rows, keepingAll: isTick),
            parts: words.joined(parts, of: concept), ticked: Set(rows.flatMap(\.entry.ticked)),
            isWithheld: rows.contains(where: \.entry.isWithheld), source: sources.source, joined: sources.pieces, rows: rows)
    }

    // MARK: beside the paper

    private func annex(_ next: () -> Int) -> [PrintedSection] {
        let used = matching.used(by: baseline)
        var sections: [PrintedSection] = []
        for section in checked.form.sections {
            let rows = section.rows.map { standing.rows[$0.group] ?? [] }
            let blanks = section.fields.filter { !used.contains($0.id) }.compactMap { field -> PrintedBlank? in
                let leaves = matching.leaves(of: field.id)
                guard leaves.contains(where: { $0.outcome != .notApplicable }) else { return nil }
                let concept = checked.vocabulary[field.means.first.concept]
                let entries = leaves.map { entry(of: $0, row: $0.row) }
                return PrintedBlank(
                    number: next(), id: field.id.rawValue, means: field.means.all.map(\.description), label: field.label.text(in: language), note: nil,
                    shape: words.shape(words.shape(of: concept, inTable: rows != nil), with: Set(entries.flatMap(\.ticked)), of: concept),
                    parts: words.partNames(of: concept), group: section.rows?.group.rawValue, entries: entries)
            }
            guard !blanks.isEmpty else { continue }
            sections.append(PrintedSection(
                title: section.title.text(in: language), table: section.rows.map { .init(group: $0.group.rawValue, rows: rows ?? []) }, blanks: blanks))
        }
        let keys = standing.keys.map { key in
            PrintedBlank(
                number: next(), id: key.leaf.rawValue, means: [key.means.description], label: words.label(ofKey: key.means), note: nil, shape: .line, group: nil,
                entries: [entry(of: key, row: key.row)])
        }
        if !keys.isEmpty { sections.append(PrintedSection(title: words.keysTitle, table: nil, blanks: keys)) }
        return sections
    }

    private var papers: [PrintedPaper] {
        standing.documents.filter { $0.isRequired != false }.map { paper in
            // Of a paper whose fate would tell something about another, only that the form names it.
            PrintedPaper(
                id: paper.id, title: words.title(ofPaper: paper.id), disposition: paper.isWithheld ? nil : paper.disposition.rawValue, text: words.met(paper))
        }
    }
}
