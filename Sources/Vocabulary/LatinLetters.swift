import Foundation

/// Latin letters one by one, so that a Vietnamese name needs no pass through the whole of Unicode.
///
/// Only letters that stand for themselves are here: no combining mark is, so in a text made of them alone each decomposes
/// where it stands and the whole is composed as it is.
enum LatinLetters {
    /// ASCII, Latin-1 to Latin Extended-B, and Latin Extended Additional, where Vietnamese letters with two marks are.
    private static let blocks: [ClosedRange<UInt32>] = [0xA0...0x24F, 0x1E00...0x1EFF]

    /// In small letters and decomposed, by the place in the blocks.
    private static let table: [String?] = blocks.flatMap { block in
        block.map { code -> String? in
            guard let scalar = Unicode.Scalar(code) else { return nil }
            let text = String(Character(scalar))
            // A few, such as the Kelvin sign, stand for another letter: those are nobody's shortcut.
            return text.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(CollectionOfOne(scalar))
                ? text.lowercased().decomposedStringWithCanonicalMapping : nil
        }
    }

    private static func place(_ scalar: Unicode.Scalar) -> Int? {
        var start = 0
        for block in blocks {
            if block.contains(scalar.value) { return start + Int(scalar.value - block.lowerBound) }
            start += block.count
        }
        return nil
    }

    /// - Returns: the text in small letters, canonically decomposed; `nil` where something else than these letters is in it.
    static func folded(_ text: String) -> String? {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                folded.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
            } else {
                guard let place = place(scalar), let letter = table[place] else { return nil }
                folded.append(contentsOf: letter.unicodeScalars)
            }
        }
        return String(folded)
    }

    /// Whether the text is in Normalization Form C for sure.
    static func isComposed(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value < 0x80 || place($0).map { table[$0] != nil } ?? false }
    }

    /// Whether it is written: no control character and no invisible mark.
    static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        (0x20..<0x7F).contains(scalar.value) || (place(scalar) != nil && scalar.value != 0xAD)
    }
}
