/// A subject of one form, by the name the form gives it: `applicant`, `mother`, `parcel`.
public struct RoleID: DeclaredName, ExpressibleByStringLiteral {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
    public init(stringLiteral value: String) { self.init(value) }
}

/// One atom of meaning about one kind of subject, by its name in the vocabulary: `date_of_birth`.
public struct ConceptID: DeclaredName, ExpressibleByStringLiteral {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
    public init(stringLiteral value: String) { self.init(value) }
}

/// A concept of the subject in a role: `applicant.date_of_birth`. What expressions, keys and fields name.
public struct Meaning: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let role: RoleID
    public let concept: ConceptID

    public init(_ role: RoleID, _ concept: ConceptID) {
        self.role = role
        self.concept = concept
    }

    /// Reads `role.concept`.
    ///
    /// - Returns: `nil` unless the text is two names, each a letter or underscore followed by letters,
    ///   digits and underscores, joined by one full stop.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Meaning.isName) else { return nil }
        self.init(RoleID(String(parts[0])), ConceptID(String(parts[1])))
    }

    public var description: String { role.rawValue + "." + concept.rawValue }

    /// See `InternedName`.
    public func _rawHashValue(seed: Int) -> Int { role._rawHashValue(seed: concept._rawHashValue(seed: seed)) }

    public static func < (left: Self, right: Self) -> Bool {
        left.role == right.role ? left.concept < right.concept : left.role < right.role
    }

    private static func isName(_ text: Substring) -> Bool {
        var scalars = text.unicodeScalars.makeIterator()
        guard let first = scalars.next(), CharacterClass.startsName(first) else { return false }
        while let scalar = scalars.next() {
            guard CharacterClass.continuesName(scalar) else { return false }
        }
        return true
    }
}

/// What one register says about a meaning: `held(child.full_name, "civil_status")`.
public struct HeldRead: Hashable, Sendable, Comparable {
    public let meaning: Meaning
    public let connector: String

    public init(meaning: Meaning, connector: String) {
        self.meaning = meaning
        self.connector = connector
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.meaning == right.meaning ? left.connector < right.connector : left.meaning < right.meaning
    }
}
