import Foundation

/// Text as it is compared, apart from how it is kept.
public enum TextFolding {
    /// Tone marks of Vietnamese: grave, acute, tilde, hook above, dot below.
    private static let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]

    /// Equal for two spellings of the same Vietnamese text: composition (NFC/NFD), letter case, runs of white space and
    /// the place of the tone mark in a syllable (`hoà`/`hòa`) do not matter. Letters do: `Quang` is not `Quan`,
    /// `i` is not `y`, `đ` is not `d`.
    ///
    /// - Complexity: O(length).
    public static func key(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return folded(LatinLetters.folded(text) ?? text.lowercased().decomposedStringWithCanonicalMapping)
    }

    private static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var pendingTones = String.UnicodeScalarView()
        var spaceWaits = false
        for scalar in text.unicodeScalars {
            if tones.contains(scalar) {
                // A mark without a letter before it belongs behind the space, not before.
                if spaceWaits, !out.isEmpty { out.append(" ") }
                spaceWaits = false
                pendingTones.append(scalar)
            } else if isASCIILetter(scalar) || scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered {
                if spaceWaits, !out.isEmpty { out.append(" ") }
                spaceWaits = false
                out.append(scalar)
            } else {
                out.append(contentsOf: pendingTones)
                pendingTones = .init()
                if scalar.properties.isWhitespace {
                    spaceWaits = true
                } else {
                    if spaceWaits, !out.isEmpty { out.append(" ") }
                    spaceWaits = false
                    out.append(scalar)
                }
            }
        }
        out.append(contentsOf: pendingTones)
        return String(out)
    }

    /// Text as it is kept: composed (NFC), without white space at its ends.
    public static func kept(_ text: String) -> String {
        LatinLetters.isComposed(text) ? text.trimmingSpaces : text.precomposedStringWithCanonicalMapping.trimmingSpaces
    }

    private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
}
