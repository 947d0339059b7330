/// The Unicode scalars one step of a pattern accepts.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<Unicode.Scalar>] = []
    /// General categories, a bit each.
    var categories: UInt32 = 0
    var isNegated = false

    /// The `.` of RFC 9485: everything but line feed and carriage return.
    static let anyButLineEnds: ScalarSet = {
        var set = ScalarSet()
        set.insert("\n"..."\n")
        set.insert("\r"..."\r")
        set.isNegated = true
        return set
    }()

    mutating func insert(_ range: ClosedRange<Unicode.Scalar>) { ranges.append(range) }

    /// Takes in the members of a set that is not negated.
    mutating func formUnion(_ other: ScalarSet) {
        ranges += other.ranges
        categories |= other.categories
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isMember =
            ranges.contains { $0.contains(scalar) }
            || (categories != 0 && categories & Self.bit(scalar.properties.generalCategory) != 0)
        return isMember != isNegated
    }

    /// The bits of a category by its name in RFC 9485 section 3, `Lu`, or of a whole group, `L`.
    static func categories(named name: String) -> UInt32? {
        let mask = Self.names.reduce(into: UInt32(0)) { mask, entry in
            if entry.name == name || (name.utf8.count == 1 && entry.name.hasPrefix(name)) {
                mask |= bit(entry.category)
            }
        }
        return mask == 0 ? nil : mask
    }

    private static func bit(_ category: Unicode.GeneralCategory) -> UInt32 {
        guard let place = names.firstIndex(where: { $0.category == category }) else { return 1 << 31 }
        return 1 << UInt32(place)
    }

    private static let names: [(name: String, category: Unicode.GeneralCategory)] = [
        ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
        ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation), ("Pi", .initialPunctuation),
        ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
        ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
        ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Co", .privateUse), ("Cn", .unassigned),
    ]
}
