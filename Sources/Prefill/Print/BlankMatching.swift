import Expressions
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
        /// Pieces of it, in the order of the vocabulary or of the form.
        case pieces([(name: String, leaf: StandingLeaf)])
        /// Part of what the form asks as one.
        case part(String, StandingLeaf)
        case nothing
    }

    func leaves(of field: FieldID) -> [StandingLeaf] { byField[field] ?? [] }

    func match(_ blank: Blank, group: GroupID?, row: String?) -> Match {
        let same = sameMeaning(blank)
        if !same.isEmpty { return .same(same.flatMap { leaves(of: $0, group: group, row: row) }) }
        let pieces = self.pieces(of: blank).compactMap { name, field in
            leaves(of: field, group: group, row: row).first.map { (name: name, leaf: $0) }
        }
        if !pieces.isEmpty { return .pieces(pieces) }
        for (part, field) in wholes(around: blank) {
            if let leaf = leaves(of: field, group: group, row: row).first { return .part(part, leaf) }
        }
        let known = (unasked[FieldID(blank.id)] ?? []).filter { $0.row == row }
        return known.isEmpty ? .nothing : .same(known)
    }

    /// The fields whose words a blank without its own takes.
    func fields(for blank: Blank) -> [Field] { sameMeaning(blank) }

    /// Every field some blank of the paper shows.
    func used(by baseline: Baseline) -> Set<FieldID> {
        Set(baseline.sections.flatMap(\.blanks).flatMap { blank in
            let same = sameMeaning(blank)
            if !same.isEmpty { return same.map(\.id) }
            let pieces = self.pieces(of: blank)
            // A part alone does not show the whole, which would be lost with the rest of it.
            return pieces.map(\.field.id)
        })
    }

    // MARK: fields

    /// The field of the blank's own id first.
    private func sameMeaning(_ blank: Blank) -> [Field] {
        let meanings = Set(blank.means.all)
        let fields = checked.form.fields.filter { !meanings.isDisjoint(with: $0.means.all) }
        guard let own = fields.first(where: { $0.id.rawValue == blank.id }) else { return fields }
        return [own] + fields.filter { $0.id != own.id }
    }

    private func pieces(of blank: Blank) -> [(name: String, field: Field)] {
        let meaning = blank.means.first
        let parts = (checked.vocabulary[meaning.concept]?.form.parts ?? []).compactMap { part in
            checked.field(for: Meaning(meaning.role, part.concept)).map { (name: part.name, field: $0) }
        }
        if !parts.isEmpty { return parts }
        return checked.form.fields.filter { $0.authorship.partOf == meaning }.map { ($0.means.first.concept.rawValue, $0) }
    }

    private func wholes(around blank: Blank) -> [(part: String, field: Field)] {
        checked.vocabulary.memberships(of: blank.means.first.concept).compactMap { membership in
            checked.field(for: Meaning(blank.means.role, membership.composite)).map { (membership.part, $0) }
        }
    }

    /// The leaves of a field for a row of the paper. Where only one of the two is a table, the paper's one line has all rows, and each
    /// of its rows the one leaf.
    private func leaves(of field: Field, group: GroupID?, row: String?) -> [StandingLeaf] {
        let all = byField[field.id] ?? []
        guard row != nil, checked.section(of: field)?.rows?.group == group else { return all }
        return all.filter { $0.row == row }
    }
}
