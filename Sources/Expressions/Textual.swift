/// Functions on strings; positions count Unicode code points (DMN 1.5, clause 10.3.4.3).
enum Textual {
    /// - Parameter patternSteps: what the pattern engine may take.
    static func result(
        of call: Call, patterns: (any PatternEngine)?, patternSteps: inout Int, limits: ExpressionLimits
    ) throws(EvaluationError) -> Value {
        let result = try value(of: call, patterns, &patternSteps, limits)
        // Capitals may take more room than small letters.
        if case .string(let text) = result, text.utf8.count > limits.stringLength { throw call.failure(.stringLimit) }
        if case .list(let items) = result, items.count > limits.listLength { throw call.failure(.listLimit) }
        return result
    }

    private static func value(
        of call: Call, _ patterns: (any PatternEngine)?, _ patternSteps: inout Int, _ limits: ExpressionLimits
    ) throws(EvaluationError) -> Value {
        switch call.function {
        case .string:
            guard let value = call.value(0), !value.isNull else { throw call.mismatch(call.value(0)) }
            return .string(shown(value))
        case .substring: return .string(try substring(call))
        case .stringLength: return .number(Number(try call.string(0).unicodeScalars.count))
        case .upperCase: return .string(try call.string(0).uppercased())
        case .lowerCase: return .string(try call.string(0).lowercased())
        case .substringBefore:
            let (text, match) = try pair(call)
            guard let place = find(match, in: text) else { return .string("") }
            return .string(String(text.unicodeScalars[..<place.lowerBound]))
        case .substringAfter:
            let (text, match) = try pair(call)
            guard let place = find(match, in: text) else { return .string("") }
            return .string(String(text.unicodeScalars[place.upperBound...]))
        case .contains:
            let (text, match) = try pair(call)
            return .boolean(find(match, in: text) != nil)
        case .startsWith:
            let (text, match) = try pair(call)
            return .boolean(text.unicodeScalars.starts(with: match.unicodeScalars))
        case .endsWith:
            let (text, match) = try pair(call)
            return .boolean(text.unicodeScalars.reversed().starts(with: match.unicodeScalars.reversed()))
        case .matches, .replace, .split: return try patterned(call, patterns, &patternSteps)
        case .stringJoin: return .string(try joined(call, limits.stringLength))
        default: throw call.failure(.unavailable)
        }
    }

    private static func pair(_ call: Call) throws(EvaluationError) -> (String, String) {
        (try call.string(0), try call.string(1))
    }

    /// The first place of a text in another, code point by code point, without ever going back in the text.
    ///
    /// - Complexity: O(both texts): Knuth, Morris and Pratt.
    private static func find(_ match: String, in text: String) -> Range<String.Index>? {
        let (wanted, bytes) = (Array(match.utf8), text.utf8)
        guard !wanted.isEmpty else { return text.startIndex..<text.startIndex }
        // How much of the beginning stands again at the end of what matched so far.
        var again = [0]
        again.reserveCapacity(wanted.count)
        func matched(_ byte: UInt8, after length: Int) -> Int {
            var length = length
            while length > 0, wanted[length] != byte { length = again[length - 1] }
            return wanted[length] == byte ? length + 1 : 0
        }
        for byte in wanted.dropFirst() { again.append(matched(byte, after: again[again.count - 1])) }
        var length = 0
        for place in bytes.indices {
            length = matched(bytes[place], after: length)
            guard length == wanted.count else { continue }
            let end = bytes.index(after: place)
            return bytes.index(end, offsetBy: -length)..<end
        }
        return nil
    }

    private static func substring(_ call: Call) throws(EvaluationError) -> String {
        let scalars = Array(try call.string(0).unicodeScalars)
        let position = try call.integer(1)
        guard position != 0 else { throw call.failure(.outOfRange) }
        let start = position > 0 ? min(position - 1, scalars.count) : max(scalars.count + position, 0)
        var end = scalars.count
        if call.value(2) != nil {
            let length = try call.integer(2)
            guard length > 0 else { throw call.failure(.outOfRange) }
            end = length < scalars.count - start ? start + length : end
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<end])
        return String(text)
    }

    private static func joined(_ call: Call, _ limit: Int) throws(EvaluationError) -> String {
        let delimiter = call.isGiven(1) ? try call.string(1) : ""
        var text = ""
        var isFirst = true
        for item in try call.list(0) where !item.isNull {
            guard case .string(let piece) = item else { throw call.failure(.wrongKind) }
            if !isFirst { text += delimiter }
            text += piece
            isFirst = false
            guard text.utf8.count <= limit else { throw call.failure(.stringLimit) }
        }
        return text
    }

    private static func patterned(
        _ call: Call, _ patterns: (any PatternEngine)?, _ steps: inout Int
    ) throws(EvaluationError) -> Value {
        let (text, pattern) = try pair(call)
        guard let patterns else { throw call.failure(.unavailable) }
        do {
            switch call.function {
            case .matches:
                let flags = call.isGiven(2) ? try call.string(2) : ""
                return .boolean(try patterns.matches(text, pattern: pattern, flags: flags, budget: &steps))
            case .replace:
                let flags = call.isGiven(3) ? try call.string(3) : ""
                let replacement = try call.string(2)
                return .string(
                    try patterns.replace(in: text, pattern: pattern, replacement: replacement, flags: flags, budget: &steps))
            default: return .list(try patterns.split(text, pattern: pattern, budget: &steps).map { .string($0) })
            }
        } catch let error as EvaluationError {
            throw error
        } catch {
            throw call.failure(.patternRefused)
        }
    }

    /// What `string` yields: texts as they are, inside lists and contexts in quotes.
    static func shown(_ value: Value) -> String {
        if case .string(let text) = value { return text }
        return quoted(value)
    }

    private static func quoted(_ value: Value) -> String {
        switch value {
        case .none, .unknown, .error: "null"
        case .boolean(let boolean): boolean ? "true" : "false"
        case .number(let number): number.description
        case .string(let text): "\"" + text + "\""
        case .date(let date): date.description
        case .time(let time): time.description
        case .dateTime(let moment): moment.description
        case .daysDuration(let length): length.description
        case .monthsDuration(let length): length.description
        case .list(let items): "[" + items.map(quoted).joined(separator: ", ") + "]"
        case .context(let entries):
            "{" + entries.sorted { $0.key < $1.key }.map { $0.key + ": " + quoted($0.value) }.joined(separator: ", ")
                + "}"
        case .range(let range): shown(range)
        }
    }

    private static func shown(_ range: ValueRange) -> String {
        switch (range.start, range.end) {
        case (let value?, _) where range.extent == .only: "=" + quoted(value)
        case (let value?, _) where range.extent == .allBut: "!=" + quoted(value)
        case (nil, let end?): (range.endIncluded ? "<=" : "<") + quoted(end)
        case (let start?, nil): (range.startIncluded ? ">=" : ">") + quoted(start)
        case (let start, let end):
            (range.startIncluded ? "[" : "(") + quoted(start ?? .none) + ".." + quoted(end ?? .none)
                + (range.endIncluded ? "]" : ")")
        }
    }
}
