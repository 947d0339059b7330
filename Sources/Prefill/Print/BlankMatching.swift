import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

/// Which leaves of the form fill a blank of the paper. Names decide nothing: what a blank means does; the field of its own id comes
/// first where several mean the same.
struct BlankMatching {
    private let standing: StandingForm
    private let checked: CheckedForm
    private let byField: [FieldID: [StandingLeaf]]
    private let unasked: [FieldID: [StandingLeaf]]

    init(_ standing: StandingForm, _ checked: CheckedForm) {
        self.standing = standing
        self.checked = checked
        byField = Dictionary(grouping: standing.leaves, by: \.field)
        unasked = Dictionary(grouping: standing.unasked, by: \.field)
    }

    enum Match {
        /// The same fact; several where it is asked more than once, or on rows the paper has none for.
        case same([StandingLeaf])
        /// Pieces of it, in the order of the vocabulary or of the form; several lists where the form has rows and the paper none.
        case pieces([[Piece]])
        /// Part of what the form asks as one; several where the form has rows and the paper none.
        case part(String, [StandingLeaf])
        case nothing
    }

    struct Piece {
        let name: String
        let field: Field
        let leaf: StandingLeaf
    }

    func leaves(of field: FieldID) -> [StandingLeaf] { byField[field] ?? [] }

    func match(_ blank: Blank, group: GroupID?, row: String?) -> Match {
        let same = sameMeaning(blank)
        if !same.isEmpty { return .same(same.flatMap { leaves(of: $0, group: group, row: row) }) }
        let known = known(blank, row: row)
        let pieces = self.pieces(of: blank, group: group, row: row)
        // What is known as one says more than some of its pieces, unless the applicant has said one of them otherwise.
        if !pieces.isEmpty, !isKnown(known) || pieces.contains(where: { $0.leaf.isOwnWord }) { return .pieces(byRow(pieces) { $0.leaf }) }
        if !pieces.isEmpty { return .same(known) }
        let wholes = wholes(around: blank).map { (part: $0.part, leaves: leaves(of: $0.field, group: group, row: row)) }.filter { !$0.leaves.isEmpty }
        if let whole = wholes.first(where: { whole in whole.leaves.contains { $0.isOwnWord || $0.isWithheld || $0.part(whole.part) != nil } }) {
            return .part(whole.part, whole.leaves)
        }
        // A part that nobody told apart may be known by itself.
        if let whole = wholes.first, !isKnown(known) { return .part(whole.part, whole.leaves) }
        return known.isEmpty ? .nothing : .same(known)
    }

    /// What was found out about a blank no field asks.
    private func known(_ blank: Blank, row: String?) -> [StandingLeaf] { (unasked[FieldID(blank.id)] ?? []).filter { $0.row == row } }

    private func isKnown(_ leaves: [StandingLeaf]) -> Bool { leaves.contains { $0.value != nil } }

    /// Row by row, in their order.
    func byRow<Element>(_ all: [Element], _ leaf: (Element) -> StandingLeaf) -> [[Element]] {
        var rows: [(group: GroupID?, row: String?, elements: [Element])] = []
        for element in all {
            let (group, row) = (leaf(element).group, leaf(element).row)
            if let place = rows.firstIndex(where: { $0.group == group && $0.row == row }) {
                rows[place].elements.append(element)
            } else {
                rows.append((group, row, [element]))
            }
        }
        return rows.map(\.elements)
    }

    /// The fields whose words a blank without its own takes.
    func fields(for blank: Blank) -> [Field] { sameMeaning(blank) }

    /// Every field some blank of the paper shows. A part alone does not show the whole, which would be lost with the rest of it.
    func used(by baseline: Baseline) -> Set<FieldID> {
        var used: Set<FieldID> = []
        for section in baseline.sections {
            let rows: [String?] = section.rows.map { rows in (standing.rows[rows.group] ?? []).map { $0 } } ?? [nil]
            // A table without a row has nothing of what the form asks elsewhere.
            func hasPlace(_ field: Field) -> Bool { !rows.isEmpty || leaves(of: field.id).allSatisfy { $0.value == nil && $0.masked == nil && !$0.isWithheld } }
            for blank in section.blanks {
                let same = sameMeaning(blank)
                used.formUnion(same.filter { field in hasPlace(field) && rows.allSatisfy { isShown(field, among: same, group: section.rows?.group, row: $0) } }.map(\.id))
                if !same.isEmpty { continue }
                let pieces = pieces(of: blank)
                used.formUnion(pieces.map(\.field).filter(hasPlace).map(\.id))
                // Where the whole stands in their place, what it does not say follows beside the paper.
                for row in rows {
                    guard case .same(let whole) = match(blank, group: section.rows?.group, row: row) else { continue }
                    for piece in pieces {
                        let leaves = leaves(of: piece.field, group: section.rows?.group, row: row)
                        let isShown = leaves.allSatisfy { leaf in leaf.value == nil || whole.contains { $0.part(piece.name) == leaf.value } }
                        if !isShown { used.remove(piece.field.id) }
                    }
                }
            }
        }
        return used
    }

    /// Whether one of several fields that mean the same says no other than the one that stands in their blank.
    private func isShown(_ field: Field, among same: [Field], group: GroupID?, row: String?) -> Bool {
        byRow(same.flatMap { leaves(of: $0, group: group, row: row) }) { $0 }.allSatisfy { leaves in
            let shown = leaves.first { $0.value != nil || $0.masked != nil }
            return leaves.allSatisfy { $0.field != field.id || $0.value == nil || $0.value == shown?.value }
        }
    }

    // MARK: fields

    /// The field of the blank's own id first.
    private func sameMeaning(_ blank: Blank) -> [Field] {
        let meanings = Set(blank.means.all)
        let fields = checked.form.fields.filter { !meanings.isDisjoint(with: $0.means.all) }
        guard let own = fields.first(where: { $0.id.rawValue == blank.id }) else { return fields }
        return [own] + fields.filter { $0.id != own.id }
    }

    private func pieces(of blank: Blank, group: GroupID?, row: String?) -> [Piece] {
        pieces(of: blank).flatMap { name, field in leaves(of: field, group: group, row: row).map { Piece(name: name, field: field, leaf: $0) } }
    }

    private func pieces(of blank: Blank) -> [(name: String, field: Field)] {
        let meaning = blank.means.first
        let parts = (checked.vocabulary[meaning.concept]?.form.parts ?? []).compactMap { part in
            checked.field(for: Meaning(meaning.role, part.concept)).map { (name: part.name, field: $0) }
        }
        if !parts.isEmpty { return parts }
        return checked.form.fields.filter { $0.authorship.partOf == meaning }.map { ($0.means.first.concept.rawValue, $0) }
    }

    /// What the form asks as one and has the blank as a part. Where it asks several, the paper means the part of what the vocabulary counts
    /// it as: whatever stands in another of them is not what the blank asks for.
    private func wholes(around blank: Blank) -> [(part: String, field: Field)] {
        let concept = blank.means.first.concept, atom = checked.vocabulary.atom(of: concept)
        let wholes = checked.vocabulary.memberships(of: concept).compactMap { membership in
            checked.field(for: Meaning(blank.means.role, membership.composite)).map { (composite: membership.composite, part: membership.part, field: $0) }
        }
        let isOne = Set(wholes.map(\.composite)).count < 2
        return wholes.filter { isOne || $0.composite == atom }.map { ($0.part, $0.field) }
    }

    /// The leaves of a field for a row of the paper. Where only one of the two is a table, the paper's one line has all rows, and each
    /// of its rows the one leaf.
    private func leaves(of field: Field, group: GroupID?, row: String?) -> [StandingLeaf] {
        let all = byField[field.id] ?? []
        guard row != nil, checked.section(of: field)?.rows?.group == group else { return all }
        return all.filter { $0.row == row }
    }
}

extension StandingLeaf {
    /// Whether the applicant has said it, instead of or against a register.
    var isOwnWord: Bool {
        switch outcome {
        case .declared, .corrected, .overridden, .disputed: value != nil
        case .prefilled, .derived, .reused, .repeated, .outside, .empty, .notApplicable: registered != nil && value != nil
        }
    }

    /// Part of a composite value, where it has it; of several values a list, in which one that has no such part keeps its place.
    func part(_ name: String) -> JSON? {
        func part(of value: JSON) -> JSON? { value.object?[name].flatMap { $0["none"]?.bool == true || $0.isNull ? nil : $0 } }
        guard let items = value?.array else { return value.flatMap(part(of:)) }
        let parts = items.map(part(of:))
        if parts.allSatisfy({ $0 == nil }) { return nil }
        return parts.count == 1 ? parts[0] : .array(parts.map { $0 ?? .null })
    }
}
