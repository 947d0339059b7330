/// Names that a reader takes for one another: they differ only in letter case or in `_`, `.` and `-`, or in one edit of one
/// word, its first letter and its digits aside (`mother` is no slip for `other`, nor `floor_2` for `floor_1`).
public enum LikeNames {
    /// Words shorter than this have too many neighbours that are words of their own.
    private static let shortest = 4

    /// Each name that is like an earlier one, by its place in the list, with the place of the first such.
    ///
    /// - Parameter names: a name that stands there twice is like itself only once.
    /// - Complexity: O(names × words of a name), while few names share all words but one.
    public static func pairs(in names: [String]) -> [(name: Int, earlier: Int)] {
        var pairs: [(name: Int, earlier: Int)] = []
        var bySpelling: [String: Int] = [:]
        var byOtherWords: [[String]: [Int]] = [:]
        var words: [[String]] = []
        for (place, name) in names.enumerated() {
            let own = Self.words(of: name)
            words.append(own)
            var earlier: Int?
            let spelling = own.joined()
            if let same = bySpelling[spelling] {
                if names[same] != name { earlier = same }
            } else {
                bySpelling[spelling] = place
            }
            for hidden in own.indices {
                var others = own
                others[hidden] = ""
                let near = byOtherWords[others]?.first { names[$0] != name && isSlip(words[$0][hidden], own[hidden]) }
                if let near { earlier = earlier.map { min($0, near) } ?? near }
                byOtherWords[others, default: []].append(place)
            }
            if let earlier { pairs.append((place, earlier)) }
        }
        return pairs
    }

    private static func words(of name: String) -> [String] {
        name.lowercased().split { $0 == "_" || $0 == "." || $0 == "-" }.map(String.init)
    }

    /// One letter more, less, other, or two neighbours changed; not in the first one, and no digit.
    private static func isSlip(_ a: String, _ b: String) -> Bool {
        let a = Array(a.unicodeScalars), b = Array(b.unicodeScalars)
        guard min(a.count, b.count) >= shortest, abs(a.count - b.count) <= 1, a.first == b.first, a != b else { return false }
        func digits(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] { word.filter { $0.properties.numericType != nil } }
        return digits(a) == digits(b) && editDistance(a, b) == 1
    }
}
