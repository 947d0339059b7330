extension NamedParameters {
    /// A query in brackets, or the whole one.
    private struct Group {
        let number: Int
        /// It is the list of a `not in`.
        let isExcluding: Bool
    }

    /// What keeps a query about several keys from finding some of them, as SQL calls it: `not in`, `limit`, `fetch`, `offset`.
    ///
    /// A limit cuts what belongs to all of them where it stands in the query the list is in, or in one around that. In a subquery
    /// the list is not in it is each one's own.
    ///
    /// - Returns: `nil` where there is nothing of the kind.
    package static func exclusion(of name: String, in query: String) -> String? {
        var groups = [Group(number: 0, isExcluding: false)], last = 0
        var limits: [(word: String, group: Int)] = [], around: Set<Int> = []
        // Since the last sign; comments and spaces stand between words too.
        var words: [String] = []
        var rest = query[...].unicodeScalars
        while let scalar = rest.first {
            if let end = endOfLiteral(rest) {
                if scalar == "'" || scalar == "\"" { words = [] }
                rest = rest[end...]
                continue
            }
            let isParameter = scalar == ":" && !rest.starts(with: "::".unicodeScalars)
            if scalar == ":" { rest = rest.dropFirst(isParameter ? 1 : 2) }
            let word = String(rest.prefix(while: isOfWord))
            rest = rest.dropFirst(word.unicodeScalars.count)
            if isParameter {
                words = []
                guard word == name else { continue }
                if groups[groups.count - 1].isExcluding { return "not in" }
                around.formUnion(groups.map(\.number))
            } else if !word.isEmpty {
                words.append(word.lowercased())
                if isLimit(words[words.count - 1], before: rest) { limits.append((words[words.count - 1], groups[groups.count - 1].number)) }
            } else if scalar != ":" {
                rest = rest.dropFirst()
                if scalar == "(" {
                    last += 1
                    groups.append(Group(number: last, isExcluding: words.suffix(2) == ["not", "in"]))
                } else if scalar == ")", groups.count > 1 {
                    groups.removeLast()
                }
                if !scalar.properties.isWhitespace { words = [] }
            }
        }
        return limits.first { around.contains($0.group) }?.word
    }

    /// `fetch` and `offset` may be names of columns: what follows tells.
    private static func isLimit(_ word: String, before rest: Substring.UnicodeScalarView) -> Bool {
        let next = rest.drop(while: \.properties.isWhitespace)
        return switch word {
        case "limit": true
        case "fetch": ["first", "next"].contains(String(next.prefix(while: isOfWord)).lowercased())
        case "offset": next.first?.properties.numericType != nil
        default: false
        }
    }
}
