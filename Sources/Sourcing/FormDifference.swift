public import Diagnostics
import Expressions
public import Forms
public import Vocabulary

/// What a newer version of a form asks more or less than an older one.
///
/// Blanks are compared by id, then by meaning; papers by id, then by kind and subject. Atoms are the vocabulary's counting
/// atoms, so splitting or joining boxes changes the count of blanks alone. Source: design, section 6.
public struct FormDifference: Sendable, Hashable {
    public let changes: [Change]
    public let old: Size
    public let new: Size

    /// What one version asks.
    public struct Size: Sendable, Hashable {
        /// Boxes, those outside the count left out.
        public let blanks: Int
        /// Facts: role and counting atom, each once.
        public let atoms: Int
        /// Of these, facts some blank of which must always be filled where it stands.
        public let requiredAtoms: Int
        public let papers: Int
        /// Blanks nothing fills by design; `nil` where the version does not pass its checks with these declarations.
        public let declared: Int?
    }

    /// Who has to say or bring more for it.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        case more, less
        /// One condition for another: some may be asked more, others less.
        case other
        /// Words, not demands.
        case none
    }

    public struct Change: Sendable, Hashable {
        public let subject: Subject
        public let kind: Kind
        public let direction: Direction
        /// How it was and how it is now, where that is a text.
        public let before: String?
        public let after: String?
    }

    public enum Subject: Sendable, Hashable {
        case field(FieldID, label: LocalizedText)
        case paper(String, label: LocalizedText?)
        case rows(GroupID)
        case form
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case added, dropped, renamed
        case label
        case meaning
        case required
        case condition
        case options
        /// What fills it, from the declarations as they are now.
        case source
        case rows
        /// A paper among alternatives it was not among before, or no longer among them.
        case alternatives
        case uploadOnly = "upload-only"
        case purpose, title
    }

    /// Whether somebody is asked more, or may be.
    public var asksMore: Bool { changes.contains { $0.direction == .more || $0.direction == .other } }
}

extension FormDifference {
    /// - Parameters:
    ///   - coverage: of either version with today's declarations, where it passes its checks.
    public init(from old: Form, to new: Form, vocabulary: Vocabulary, coverage: (old: Coverage?, new: Coverage?) = (nil, nil)) {
        var comparison = FormComparison(old: old, new: new, vocabulary: vocabulary, coverage: coverage)
        comparison.compare()
        changes = comparison.changes
        self.old = Size(of: old, vocabulary, coverage.old)
        self.new = Size(of: new, vocabulary, coverage.new)
    }
}

extension FormDifference.Size {
    init(of form: Form, _ vocabulary: Vocabulary, _ coverage: Coverage?) {
        let counted = form.fields.filter { $0.outside == nil }
        func atoms(_ fields: [Field]) -> Int {
            Set(fields.map { field in
                let meaning = field.authorship.partOf ?? field.means.first
                return Meaning(meaning.role, vocabulary.atom(of: meaning.concept))
            }).count
        }
        blanks = counted.count
        self.atoms = atoms(counted)
        requiredAtoms = atoms(counted.filter(\.demand.required))
        papers = form.documents.flatMap(\.demands).count
        declared = coverage.map { $0.core.count { $0.disposition == .declare } }
    }
}
