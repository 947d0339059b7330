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
        guard after.first(where: { !$0.isWhitespace }) == ")" else { return false }
        let opening = before.reversed().drop(while: \.isWhitespace)
        guard opening.first == "(" else { return false }
        let word = opening.dropFirst().drop(while: \.isWhitespace).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return String(word.reversed()).lowercased() == "in"
    }

    /// - Parameter replacement: of a parameter, from its name, what was written before it and what comes after it.
    private static func rewritten(_ query: String, _ replacement: (_ name: String, _ before: String, _ after: Substring) -> String) -> String {
        var text = ""
        var rest = query[...]
        while let character = rest.first {
            if let end = endOfLiteral(rest) {
                text += rest[..<end]
                rest = rest[end...]
                continue
            }
            rest = rest.dropFirst()
            if character == ":", rest.first == ":" {
                text += "::"
                rest = rest.dropFirst()
                continue
            }
            let name = character == ":" ? rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } : ""
            guard let first = name.first, !first.isNumber else {
                text.append(character)
                continue
            }
            rest = rest.dropFirst(name.count)
            text += replacement(String(name), text, rest)
        }
        return text
    }

    /// Where a string, a quoted name or a comment that starts here ends.
    static func endOfLiteral(_ text: Substring) -> Substring.Index? {
        func after(_ mark: String, from start: Substring.Index) -> Substring.Index {
            text[start...].firstRange(of: mark)?.upperBound ?? text.endIndex
        }
        guard let first = text.first else { return nil }
        let second = text.index(after: text.startIndex)
        switch first {
        // A doubled quote ends one literal and starts the next.
        case "'", "\"": return after(String(first), from: second)
        case "-" where text.hasPrefix("--"): return after("\n", from: second)
        case "/" where text.hasPrefix("/*"): return after("*/", from: second)
        default: return nil
        }
    }
}
