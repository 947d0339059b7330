import Expressions
public import Formats
import Forms
import Receipts
import Sourcing
public import Vocabulary

/// An answer that cannot be taken as it is written: it fills nothing, and a submission with it is refused.
public struct InvalidAnswer: Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        /// It cannot be read as what its blank, or its part of a key, means.
        case value(ValueFault)
        /// It is for a row the answers do not have.
        case unknownRow

        public var rawValue: String {
            switch self {
            case .value(let fault): fault.rawValue
            case .unknownRow: "unknown-row"
            }
        }
    }

    /// A leaf, or the part of a key as `roles.head.personal_id_number`; never what was written there.
    public let leaf: String
    public let code: Code

    public var json: JSON { ["leaf": .string(leaf), "code": .string(code.rawValue)] }
}

extension Interpreter {
    /// Leaves in form order, then keys, then rows. Which it is depends on the answers and on what this side is shown anyway:
    /// what stands in a withheld blank is passed over here, and refused at submission whatever it says.
    func invalidAnswers(_ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> [InvalidAnswer] {
        let leaves = allLeaves.compactMap { leaf -> InvalidAnswer? in
            guard let fault = leaf.fault, disclosure(of: leaf, disclosed) == .shown else { return nil }
            return InvalidAnswer(leaf: leaf.id.rawValue, code: .value(fault))
        }
        return leaves + form.roles.flatMap(invalidKeys) + unknownRows()
    }

    private func invalidKeys(of role: Role) -> [InvalidAnswer] {
        var found: [InvalidAnswer] = []
        if case .key(let key)? = state.answers.roles[role.id.rawValue] { found += faults(of: key, role, at: "roles.\(role.id)") }
        if let group = checked.rows(of: role.id)?.group {
            for row in state.answers.rows[group.rawValue] ?? [] {
                if case .key(let key)? = row.subject { found += faults(of: key, role, at: "rows.\(group)[\(row.row)]") }
            }
        }
        // Keys without a blank of their own are no leaves of the form.
        for key in role.keys {
            for meaning in key where checked.field(for: meaning) == nil {
                let leaf = Self.keyLeaf(role.id, meaning.concept, of: key)
                guard let written = state.answers.word(for: leaf), let fault = fault(of: written, meaning.concept) else { continue }
                let invalid = InvalidAnswer(leaf: leaf.rawValue, code: .value(fault))
                if !found.contains(invalid) { found.append(invalid) }
            }
        }
        return found
    }

    /// A part of no key and of no name to verify is not repeated: it may be a value in the wrong place.
    private func faults(of key: [String: JSON], _ role: Role, at place: String) -> [InvalidAnswer] {
        if key.isEmpty { return [InvalidAnswer(leaf: place, code: .value(.empty))] }
        let known = Set(role.keys.flatMap { $0.map(\.concept) } + role.verify + role.kinds.flatMap { (vocabulary.keys[$0] ?? []).flatMap { $0 } })
        return key.sorted { $0.key < $1.key }.compactMap { part, written in
            guard let concept = ConceptID(known: part), known.contains(concept) else { return InvalidAnswer(leaf: place, code: .value(.unknownPart)) }
            return fault(of: written, concept).map { InvalidAnswer(leaf: "\(place).\(part)", code: .value($0)) }
        }
    }

    private func fault(of written: JSON, _ concept: ConceptID) -> ValueFault? {
        guard let concept = vocabulary[concept] else { return nil }
        do {
            _ = try coding.value(written, as: concept)
            return nil
        } catch {
            return error
        }
    }

    /// Answers for rows that were not put down. Where a register may list the rows, their names are its own.
    private func unknownRows() -> [InvalidAnswer] {
        let answers = state.answers
        let said = Set(answers.answers.keys.filter { answers.word(for: $0) != nil }).union(answers.corrections.keys).union(answers.disputes.keys)
        return form.groups.flatMap { rows -> [InvalidAnswer] in
            let isListed = rows.role.flatMap(form.role)?.sources.contains { if case .relation = $0.content { true } else { false } } ?? false
            guard !isListed, let known = answers.rows[rows.group.rawValue] else { return [] }
            let starts = known.map { "\(rows.group)[\($0.row)]." }
            return said.map(\.rawValue).filter { leaf in
                leaf.hasPrefix("\(rows.group)[") && Answers.isNamed(LeafID(leaf), in: checked) && !starts.contains { leaf.hasPrefix($0) }
            }.sorted().map { InvalidAnswer(leaf: $0, code: .unknownRow) }
        }
    }
}
