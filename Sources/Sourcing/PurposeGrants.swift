public import Connectors
public import Expressions
public import Vocabulary

/// What one purpose may read and follow.
public struct PurposeGrants: Sendable {
    struct Reader: Hashable {
        let connector: ConnectorID
        let role: RoleID

        func _rawHashValue(seed: Int) -> Int { role._rawHashValue(seed: connector._rawHashValue(seed: seed)) }
    }

    /// In the order of the file.
    private let byReader: [Reader: [Grant]]
    private let vocabulary: Vocabulary

    init(_ byReader: [Reader: [Grant]], _ vocabulary: Vocabulary) {
        self.byReader = byReader
        self.vocabulary = vocabulary
    }

    /// The grant under which a concept may be read about a role from a register.
    ///
    /// Reading a composite covers its parts, and reading every part covers the composite.
    public func grant(connector: ConnectorID, about role: RoleID, reads concept: ConceptID) -> Grant? {
        guard let mine = byReader[Reader(connector: connector, role: role)] else { return nil }
        for grant in mine where grant.mayRead(concept) { return grant }
        let memberships = vocabulary.memberships(of: concept)
        if memberships.isEmpty { return nil }
        return mine.first { grant in memberships.contains { grant.mayRead($0.composite) } }
    }

    /// The grant under which a register may be asked whether a typed value is right.
    public func grant(connector: ConnectorID, about role: RoleID, verifies concept: ConceptID) -> Grant? {
        byReader[Reader(connector: connector, role: role)]?.first { $0.verifies.contains(concept) }
    }

    /// The grant under which a relation may be walked from a role.
    public func grant(connector: ConnectorID, about role: RoleID, follows relation: RelationID) -> Grant? {
        byReader[Reader(connector: connector, role: role)]?.first { $0.follows.contains(relation) }
    }
}
