/// The Unicode scalars one step of an XPath pattern accepts.
struct XPathClass: Sendable {
    private var ranges: [ClosedRange<Unicode.Scalar>] = []
    /// Categories and escapes; case never matters to them.
    private var sets: [ScalarSet] = []
    var isNegated = false
    var ignoresCase = false
    private var subtracted: [XPathClass] = []

    init(ignoresCase: Bool = false) { self.ignoresCase = ignoresCase }

    init(_ set: ScalarSet) { sets = [set] }

    mutating func insert(_ range: ClosedRange<Unicode.Scalar>) { ranges.append(range) }
    mutating func insert(_ set: ScalarSet) { sets.append(set) }
    mutating func subtract(_ other: XPathClass) { subtracted.append(other) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isMember = inRanges(scalar) || sets.contains { $0.contains(scalar) }
        return isMember != isNegated && !subtracted.contains { $0.contains(scalar) }
    }

    private func inRanges(_ scalar: Unicode.Scalar) -> Bool {
        if ranges.contains(where: { $0.contains(scalar) }) { return true }
        guard ignoresCase else { return false }
        let (lower, upper) = Self.cases(scalar)
        return ranges.contains { range in
            if let lower, range.contains(lower) { return true }
            if let upper, range.contains(upper) { return true }
            guard range.lowerBound == range.upperBound else { return false }
            // Two characters are the same but for case when their lower or their upper cases are.
            let (otherLower, otherUpper) = Self.cases(range.lowerBound)
            return (lower != nil && lower == otherLower) || (upper != nil && upper == otherUpper)
        }
    }

    private static func cases(_ scalar: Unicode.Scalar) -> (lower: Unicode.Scalar?, upper: Unicode.Scalar?) {
        let (lower, upper) = (scalar.properties.lowercaseMapping.unicodeScalars, scalar.properties.uppercaseMapping.unicodeScalars)
        return (lower.count == 1 ? lower.first : nil, upper.count == 1 ? upper.first : nil)
    }

    // MARK: The escapes

    /// `\s \S \i \I \c \C \d \D \w \W`.
    static func escape(_ letter: Unicode.Scalar) -> ScalarSet? {
        var set: ScalarSet
        switch letter {
        case "s", "S":
            set = ScalarSet()
            for scalar in [" ", "\t", "\n", "\r"] as [Unicode.Scalar] { set.insert(scalar...scalar) }
        case "d", "D":
            set = ScalarSet()
            set.categories = ScalarSet.categories(named: "Nd") ?? 0
        case "w", "W":
            set = ScalarSet()
            for group in ["P", "Z", "C"] { set.categories |= ScalarSet.categories(named: group) ?? 0 }
            set.isNegated = true
        case "i", "I", "c", "C":
            set = ScalarSet()
            for range in nameStart { set.insert(range) }
            if letter == "c" || letter == "C" { for range in nameRest { set.insert(range) } }
        default: return nil
        }
        if letter.properties.isUppercase { set.isNegated.toggle() }
        return set
    }

    // XML 1.0, fifth edition, productions 4 and 4a.
    private static let nameStart: [ClosedRange<Unicode.Scalar>] = [
        ":"...":", "A"..."Z", "_"..."_", "a"..."z", "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}", "\u{F8}"..."\u{2FF}", "\u{370}"..."\u{37D}",
        "\u{37F}"..."\u{1FFF}", "\u{200C}"..."\u{200D}", "\u{2070}"..."\u{218F}", "\u{2C00}"..."\u{2FEF}", "\u{3001}"..."\u{D7FF}",
        "\u{F900}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFFD}", "\u{10000}"..."\u{EFFFF}",
    ]
    private static let nameRest: [ClosedRange<Unicode.Scalar>] = [
        "-"..."-", "."...".", "0"..."9", "\u{B7}"..."\u{B7}", "\u{300}"..."\u{36F}", "\u{203F}"..."\u{2040}",
    ]

    /// `\p{IsBasicLatin}`: the blocks of the scripts an office here meets.
    static func block(_ name: String) -> ClosedRange<Unicode.Scalar>? { blocks[name] }

    private static let blocks: [String: ClosedRange<Unicode.Scalar>] = [
        "BasicLatin": "\u{0}"..."\u{7F}", "Latin-1Supplement": "\u{80}"..."\u{FF}", "LatinExtended-A": "\u{100}"..."\u{17F}",
        "LatinExtended-B": "\u{180}"..."\u{24F}", "IPAExtensions": "\u{250}"..."\u{2AF}", "SpacingModifierLetters": "\u{2B0}"..."\u{2FF}",
        "CombiningDiacriticalMarks": "\u{300}"..."\u{36F}", "Greek": "\u{370}"..."\u{3FF}", "GreekandCoptic": "\u{370}"..."\u{3FF}",
        "Cyrillic": "\u{400}"..."\u{4FF}", "Hebrew": "\u{590}"..."\u{5FF}", "Arabic": "\u{600}"..."\u{6FF}", "Thai": "\u{E00}"..."\u{E7F}",
        "Lao": "\u{E80}"..."\u{EFF}", "Khmer": "\u{1780}"..."\u{17FF}", "LatinExtendedAdditional": "\u{1E00}"..."\u{1EFF}",
        "GeneralPunctuation": "\u{2000}"..."\u{206F}", "CurrencySymbols": "\u{20A0}"..."\u{20CF}", "LetterlikeSymbols": "\u{2100}"..."\u{214F}",
        "NumberForms": "\u{2150}"..."\u{218F}", "Arrows": "\u{2190}"..."\u{21FF}", "MathematicalOperators": "\u{2200}"..."\u{22FF}",
        "CJKUnifiedIdeographs": "\u{4E00}"..."\u{9FFF}", "HangulSyllables": "\u{AC00}"..."\u{D7A3}", "Hiragana": "\u{3040}"..."\u{309F}",
        "Katakana": "\u{30A0}"..."\u{30FF}",
    ]
}
