public import Diagnostics
public import Expressions

public struct CodeListID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// Codes with their words, each valid for a time: a code may be reused with another meaning (communes were).
public final class CodeList: Declared {
    public final class Entry: Declared {
        public let code: String
        public let label: LocalizedText
        public let validFrom: PartialDate?
        public let validTo: PartialDate?
        /// Further columns, read with `lookup(list, code, column)`.
        public let columns: [String: String]
        /// "Other: …": the value carries a text beside the code.
        public let takesText: Bool

        public init(code: String, label: LocalizedText, validFrom: PartialDate? = nil, validTo: PartialDate? = nil, columns: [String: String] = [:], takesText: Bool = false) {
            self.code = code
            self.label = label
            self.validFrom = validFrom
            self.validTo = validTo
            self.columns = columns
            self.takesText = takesText
        }

        func isValid(at date: PartialDate) -> Bool {
            if let validFrom, date.isBefore(validFrom) == true { return false }
            if let validTo, validTo.isBefore(date) == true { return false }
            return true
        }

        /// Whether some day has both.
        func overlaps(_ other: Entry) -> Bool {
            func ends(_ a: Entry, before b: Entry) -> Bool {
                guard let end = a.validTo, let start = b.validFrom else { return false }
                return end.isBefore(start) == true
            }
            return !ends(self, before: other) && !ends(other, before: self)
        }
    }

    /// Who issues papers.
    public static let authorities = CodeListID("authorities")

    public let id: CodeListID
    public let title: LocalizedText
    public let entries: [Entry]
    private let entriesByCode: [String: [Entry]]

    public init(id: CodeListID, title: LocalizedText, entries: [Entry]) {
        self.id = id
        self.title = title
        self.entries = entries
        entriesByCode = Dictionary(grouping: entries, by: \.code)
    }

    /// The entry a code means at a date; the newest one where the code is valid at none (an old record's code).
    public func entry(_ code: String, at date: PartialDate) -> Entry? {
        let candidates = entriesByCode[code] ?? []
        return candidates.first { $0.isValid(at: date) } ?? candidates.max { a, b in
            guard let later = b.validFrom else { return false }
            return a.validFrom.map { $0.isBefore(later) == true } ?? true
        }
    }

    /// Whether the code ever was in the list.
    public func knows(_ code: String) -> Bool { entriesByCode[code] != nil }

    /// Whether the code may be chosen at a date.
    public func offers(_ code: String, at date: PartialDate) -> Bool {
        (entriesByCode[code] ?? []).contains { $0.isValid(at: date) }
    }
}
