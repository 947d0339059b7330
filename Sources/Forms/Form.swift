public import Diagnostics
public import Expressions
public import Vocabulary

public struct FormID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// What a form needs: blanks with a meaning, roles with sources, papers. Nothing here says how a blank is filled.
public struct Form: Sendable, Hashable {
    public let identity: Identity
    public let title: LocalizedText
    public let administration: Administration
    public let roles: [Role]
    public let sections: [Section]
    public let checks: [Check]
    public let documents: [DocumentRequirement]
    public let decisions: [Decision]

    public struct Identity: Sendable, Hashable {
        public let id: FormID
        public let version: String
        public let status: Status
        public let validFrom: PartialDate
        public let validTo: PartialDate?
        public let file: String
        public let places: Places

        public var position: SourcePosition { places.start }
    }

    public enum Status: String, Sendable, Hashable, CaseIterable { case draft, active, retired }

    /// Which procedure the form serves, under which law, for whom.
    public struct Administration: Sendable, Hashable {
        public let procedures: [Procedure]
        public let legalBasis: String
        /// What grants are looked up by.
        public let purpose: String
        /// The receiving authority, in FEEL.
        public let receivedBy: Expression?
    }

    public struct Procedure: Sendable, Hashable {
        public let code: String
        public let when: Expression?
        public let places: Places
    }

    /// A rule over answers.
    public struct Check: Sendable, Hashable {
        public let id: String
        public let holds: Expression
        /// The field the finding is shown at.
        public let at: String?
        public let message: LocalizedText
        public let places: Places
    }

    /// What the answers are for.
    public struct Decision: Sendable, Hashable {
        public let id: String
        public let value: Expression
        public let places: Places
    }

    public var id: FormID { identity.id }

    public var fields: [Field] { sections.flatMap(\.fields) }

    public func role(_ id: RoleID) -> Role? { roles.first { $0.id == id } }

    public func field(_ id: FieldID) -> Field? {
        for section in sections {
            if let field = section.fields.first(where: { $0.id == id }) { return field }
        }
        return nil
    }

    /// The rows a role stands in, when it stands in rows.
    public func rows(of role: RoleID) -> Rows? {
        for section in sections {
            if let rows = section.rows, rows.role == role { return rows }
        }
        return nil
    }

    /// What an expression reads: the meanings it names, and of a table into whose rows it looks, what each of their blanks means.
    public func meanings(readBy expression: Expression) -> Set<Meaning> {
        let contents = expression.groupContents
        guard !contents.isEmpty else { return expression.meanings }
        return sections.reduce(into: expression.meanings) { meanings, section in
            guard let rows = section.rows, contents.contains(rows.group.rawValue) else { return }
            for field in section.fields { meanings.formUnion(field.means.all) }
        }
    }

    /// Every group of rows, once.
    public var groups: [Rows] {
        var seen: Set<GroupID> = []
        return sections.compactMap(\.rows).filter { seen.insert($0.group).inserted }
    }
}

/// A stretch of the form: its fields, seen or repeated together.
public final class Section: Declared {
    public let title: LocalizedText
    public let visibleIf: Expression?
    public let rows: Rows?
    public let fields: [Field]
    public let places: Places

    init(
        title: LocalizedText, visibleIf: Expression?, rows: Rows?, fields: [Field], places: Places
    ) {
        self.title = title
        self.visibleIf = visibleIf
        self.rows = rows
        self.fields = fields
        self.places = places
    }

    public var position: SourcePosition { places.start }
}

public struct GroupID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// A table: one row per subject of a role, or rows without a subject of their own.
public struct Rows: Sendable, Hashable {
    public let group: GroupID
    public let role: RoleID?
    public let count: ClosedRange<Int>
    public let position: SourcePosition
}
