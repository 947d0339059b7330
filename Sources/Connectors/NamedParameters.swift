/// Parameters of SQL, written `:name`. Colons in strings, quoted names, comments and casts (`::`) are none.
package enum NamedParameters {
    /// From `:name` to `$1`, as PostgreSQL's protocol has its places.
    package static func numbered(_ query: String) -> (text: String, parameters: [String]) {
        var parameters: [String] = []
        let text = rewritten(query) { name, _, _ in
            if !parameters.contains(name) { parameters.append(name) }
            return "$\((parameters.firstIndex(of: name) ?? 0) + 1)"
        }
        return (text, parameters)
    }

    /// From `in (:name)` to `in (:name_1, :name_2, …)`.
    ///
    /// - Returns: `nil` where the parameter stands anywhere else, or nowhere.
    package static func listed(_ name: String, _ count: Int, in query: String) -> String? {
        let items = items(of: name, count).map { ":\($0)" }.joined(separator: ", ")
        var isListed = false, isElsewhere = false
        let text = rewritten(query) { parameter, before, after in
            guard parameter == name else { return ":\(parameter)" }
            if isList(before, after) { isListed = true } else { isElsewhere = true }
            return items
        }
        return isListed && !isElsewhere ? text : nil
    }

    /// What the parameters of a list are called.
    package static func items(of name: String, _ count: Int) -> [String] { (0..<count).map { "\(name)_\($0 + 1)" } }

    private static func isList(_ before: String, _ after: Substring) -> Bool {
        guard after.unicodeScalars.first(where: { !$0.properties.isWhitespace }) == ")" else { return false }
        let opening = before.unicodeScalars.reversed().drop(while: \.properties.isWhitespace)
        guard opening.first == "(" else { return false }
        let word = opening.dropFirst().drop(while: \.properties.isWhitespace).prefix(while: isOfWord)
        return word.elementsEqual("ni".unicodeScalars) { String($0).lowercased() == String($1) }
    }

    /// By scalars, as databases read: a mark that combines with a quote does not hide it.
    ///
    /// - Parameter replacement: of a parameter, from its name, what was written before it and what comes after it.
    private static func rewritten(_ query: String, _ replacement: (_ name: String, _ before: String, _ after: Substring) -> String) -> String {
        var text = String.UnicodeScalarView()
        var rest = query[...].unicodeScalars
        while let scalar = rest.first {
            if let end = endOfLiteral(rest) {
                text.append(contentsOf: rest[..<end])
                rest = rest[end...]
                continue
            }
            rest = rest.dropFirst()
            if scalar == ":", rest.first == ":" {
                text.append(contentsOf: "::".unicodeScalars)
                rest = rest.dropFirst()
                continue
            }
            let name = scalar == ":" ? rest.prefix { $0.isASCII && isOfWord($0) } : rest.prefix(0)
            guard let first = name.first, !("0"..."9").contains(first) else {
                text.append(scalar)
                continue
            }
            rest = rest.dropFirst(name.count)
            text.append(contentsOf: replacement(String(name), String(text), Substring(rest)).unicodeScalars)
        }
        return String(text)
    }

    /// Of a name: letters with their marks, digits, `_`.
    static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    /// Where a string, a quoted name or a comment that starts here ends.
    static func endOfLiteral(_ text: Substring.UnicodeScalarView) -> Substring.Index? {
        func after(_ mark: String, from start: Substring.Index) -> Substring.Index {
            var place = start
            while place < text.endIndex {
                if text[place...].starts(with: mark.unicodeScalars) { return text.index(place, offsetBy: mark.unicodeScalars.count) }
                place = text.index(after: place)
            }
            return place
        }
        guard let first = text.first else { return nil }
        let second = text.index(after: text.startIndex)
        switch first {
        // A doubled quote ends one literal and starts the next.
        case "'", "\"": return after(String(first), from: second)
        case "-" where text.starts(with: "--".unicodeScalars): return after("\n", from: second)
        case "/" where text.starts(with: "/*".unicodeScalars): return after("*/", from: second)
        default: return nil
        }
    }
}
