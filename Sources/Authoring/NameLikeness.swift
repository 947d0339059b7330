import Diagnostics
import Expressions
import Foundation
import Vocabulary

/// How like a register's name for something is to a concept's names: its id, its labels, its synonyms.
struct NameLikeness: Sendable {
    private let names: [(concept: Concept, words: [[String]])]
    /// Names that say nothing without what they stand in.
    private static let general: Set<String> = ["name", "code", "date", "number", "no", "id", "value", "text", "type", "vi", "title", "ten", "ma", "ngay", "so"]

    init(_ concepts: [Concept]) {
        names = concepts.map { concept in
            let labels = [concept.label.vietnamese, concept.label.text(in: .english)] + concept.synonyms
            return (concept, ([concept.id.rawValue] + labels).map(Self.words).filter { !$0.isEmpty })
        }
    }

    /// - Parameter path: names from the record down to the value.
    /// - Returns: best first; 1 is the same name.
    func ranked(_ path: [String]) -> [(concept: Concept, likeness: Double)] {
        let own = Self.words(path.last ?? "")
        let whole = path.suffix(2).flatMap(Self.words)
        let isGeneral = own.allSatisfy { Self.general.contains($0) }
        return names.map { entry in
            // By itself such a name is at most a little like anything.
            let most = isGeneral ? (path.count > 1 ? 0 : 0.6) : 1
            let alone = min(most, entry.words.map { Self.likeness(own, $0) }.max() ?? 0)
            let together = path.count > 1 ? entry.words.map { Self.likeness(whole, $0) }.max() ?? 0 : 0
            return (entry.concept, max(alone, together))
        }
        .sorted { ($0.likeness, $1.concept.id.rawValue) > ($1.likeness, $0.concept.id.rawValue) }
    }

    /// Words without case, accents and signs: `HoVaTen`, `ho_va_ten` and `Họ và tên` have the same.
    static func words(_ name: String) -> [String] {
        let folded = name.replacing("đ", with: "d").replacing("Đ", with: "D").folding(options: .diacriticInsensitive, locale: nil)
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        for character in folded {
            let startsWord = character.isUppercase && (previous.isLowercase || previous.isNumber)
            if !character.isLetter && !character.isNumber || startsWord {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character.isLetter || character.isNumber { word += character.lowercased() }
            previous = character
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// 1 for the same letters; else by the words both have, or by the letters to change.
    static func likeness(_ a: [String], _ b: [String]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        let (left, right) = (a.joined(), b.joined())
        if left == right { return 1 }
        let common = Set(a).intersection(b).count
        let byWords = 0.9 * Double(2 * common) / Double(Set(a).count + Set(b).count)
        let distance = Double(edits(Array(left), Array(right))) / Double(max(left.count, right.count))
        return max(byWords, distance < 0.25 ? 0.95 * (1 - distance) : 0)
    }

    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() { (corner, row[j + 1]) = (row[j + 1], min(row[j + 1] + 1, row[j] + 1, corner + (x == y ? 0 : 1))) }
        }
        return row[b.count]
    }
}
