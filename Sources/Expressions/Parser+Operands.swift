extension Parser {
    /// A primary with the paths and filters behind it.
    ///
    /// - Parameter start: the primary, where it was read already.
    func postfix(after start: Int? = nil) throws(ExpressionSyntaxError) -> Int {
        var node = if let start { start } else { try primary() }
        while true {
            if take(.dot) {
                let property = try propertyName()
                node = try add(Node(.path, node, name(property)), over: [node])
            } else if kind == .openList, !closesRange {
                position += 1
                let slot = push(.item)
                let condition = try bracketed(.or)
                scopes.removeLast()
                try expect(.closeList, "']'")
                node = try add(Node(.filter, node, condition, slot), over: [node, condition])
            } else {
                if kind == .open { throw unexpected("an operator") }
                if isWord("instance") { throw problem(.outsideProfile, at: token, expected: "no 'instance of'") }
                return node
            }
        }
    }

    /// Reads operators from this level up inside brackets or between words, where a `[` is a filter again.
    func bracketed(_ level: Level) throws(ExpressionSyntaxError) -> Int {
        let outer = closesRange
        closesRange = false
        let node = try operators(level)
        closesRange = outer
        return node
    }

    func propertyName() throws(ExpressionSyntaxError) -> String {
        guard kind == .name else { throw unexpected("a property") }
        var property = text(token)
        position += 1
        if kind == .name {
            let two = property + " " + text(token)
            if ["time offset", "start included", "end included"].contains(two) {
                property = two
                position += 1
            }
        }
        return property
    }

    func number() throws(ExpressionSyntaxError) -> Number {
        guard let number = Number(text(token)) else {
            throw problem(.badLiteral, at: token, expected: "a number within range")
        }
        position += 1
        return number
    }

    private func primary() throws(ExpressionSyntaxError) -> Int {
        switch kind {
        case .number: return try constant(.number(try number()))
        case .string: return try constant(.string(try string()))
        case .literal: return try literal()
        case .open: return try parenthesized()
        case .openList: return try listOrRange()
        case .closeList: return try openRange()
        case .openContext: return try context()
        case .name: return try word()
        case .close, .closeContext, .comma, .colon, .dot, .dots, .equal, .notEqual, .less, .lessEqual, .greater,
            .greaterEqual, .plus, .minus, .times, .divided, .power, .end:
            throw unexpected("a value")
        }
    }

    /// The text of a string token, escapes resolved. A backslash before any other character stays (DMN 1.5,
    /// rule 66 knows `\'` `\"` `\\` `\n` `\r` `\t` and `\u`, `\U`; patterns need the rest).
    func string() throws(ExpressionSyntaxError) -> String {
        let token = token
        position += 1
        var text = String.UnicodeScalarView()
        var place = token.start + (token.kind == .literal ? 2 : 1)
        let end = token.end - 1
        while place < end {
            let scalar = source[place]
            place += 1
            guard scalar == "\\", place < end else {
                text.append(scalar)
                continue
            }
            let mark = source[place]
            place += 1
            switch mark {
            case "n": text.append("\n")
            case "r": text.append("\r")
            case "t": text.append("\t")
            case "'", "\"", "\\": text.append(mark)
            case "u", "U":
                let length = mark == "u" ? 4 : 6
                guard var code = hexadecimal(place, length, end) else {
                    throw problem(.badLiteral, at: token, expected: "\(length) hexadecimal digits after \\\(mark)")
                }
                place += length
                if 0xD800..<0xDC00 ~= code, place + 6 <= end, source[place] == "\\", source[place + 1] == "u",
                    let low = hexadecimal(place + 2, 4, end), 0xDC00..<0xE000 ~= low
                {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    place += 6
                }
                guard let escaped = Unicode.Scalar(code) else {
                    throw problem(.badLiteral, at: token, expected: "a Unicode character after \\\(mark)")
                }
                text.append(escaped)
            default:
                text.append("\\")
                text.append(mark)
            }
        }
        return String(text)
    }

    private func hexadecimal(_ start: Int, _ length: Int, _ end: Int) -> UInt32? {
        guard start + length <= end else { return nil }
        var code: UInt32 = 0
        for scalar in source[start..<start + length] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    private func literal() throws(ExpressionSyntaxError) -> Int {
        let start = token
        let text = try string()
        guard let value = TemporalText.literal(text) else {
            throw problem(.badLiteral, at: start, expected: "a date, a time, a date and time or a duration")
        }
        return try constant(value)
    }

    private func parenthesized() throws(ExpressionSyntaxError) -> Int {
        let opening = token
        position += 1
        let outer = closesRange
        closesRange = false
        let node = try testOrExpression()
        if take(.dots) { return try rangeEnd(from: node, included: false, outer: outer, opening: opening) }
        closesRange = outer
        try expect(.close, "')'")
        return node
    }

    private func openRange() throws(ExpressionSyntaxError) -> Int {
        let opening = token
        position += 1
        let outer = closesRange
        closesRange = false
        let start = try expression()
        try expect(.dots, "'..'")
        return try rangeEnd(from: start, included: false, outer: outer, opening: opening)
    }

    private func listOrRange() throws(ExpressionSyntaxError) -> Int {
        let start = token
        position += 1
        let outer = closesRange
        closesRange = false
        var items: [Int] = []
        if kind != .closeList {
            items.append(try testOrExpression())
            if take(.dots) { return try rangeEnd(from: items[0], included: true, outer: outer, opening: start) }
            while take(.comma) { items.append(try testOrExpression()) }
        }
        closesRange = outer
        try expect(.closeList, "',' or ']'")
        return try add(Node(.list, link(items), items.count), over: items, from: start)
    }

    /// The high end of a range and its bracket; there a `[` closes the range instead of opening a filter.
    private func rangeEnd(
        from start: Int, included: Bool, outer: Bool, opening: Token
    ) throws(ExpressionSyntaxError) -> Int {
        closesRange = true
        let end = try expression()
        closesRange = outer
        let endIncluded = kind == .closeList
        guard take(.closeList) || take(.close) || take(.openList) else { throw unexpected("']', ')' or '['") }
        return try add(
            Node(.range, start, end, (included ? 1 : 0) + (endIncluded ? 2 : 0)), over: [start, end], from: opening)
    }

    private func context() throws(ExpressionSyntaxError) -> Int {
        let opening = token
        position += 1
        let outer = (closesRange, scopes.count)
        closesRange = false
        var entries: [Int] = []
        var values: [Int] = []
        var keys: Set<String> = []
        while kind != .closeContext {
            let start = token
            let key = try entryKey()
            guard keys.insert(key).inserted else {
                throw problem(.unexpected, at: start, expected: "a key that was not used before")
            }
            try expect(.colon, "':'")
            let value = try expression()
            let slot = push(.variable(key))
            entries += [name(key), slot, value]
            values.append(value)
            guard take(.comma) else { break }
            guard kind != .closeContext else { throw unexpected("an entry") }
        }
        scopes.removeLast(scopes.count - outer.1)
        closesRange = outer.0
        try expect(.closeContext, "',' or '}'")
        return try add(Node(.context, link(entries), values.count), over: values, from: opening)
    }

    /// A string, or everything before the colon, spaces made single.
    private func entryKey() throws(ExpressionSyntaxError) -> String {
        if kind == .string { return try string() }
        guard kind == .name else { throw unexpected("a key") }
        var key = ""
        var end = token.start
        while kind != .colon {
            guard kind == .name || kind == .number || [.plus, .minus, .times, .divided, .dot, .power].contains(kind)
            else { throw unexpected("':'") }
            if token.start > end { key += " " }
            key += text(token)
            end = token.end
            position += 1
        }
        return key
    }

    // MARK: Unary tests

    /// What stands behind `in`: one test, or several in parentheses.
    func tests() throws(ExpressionSyntaxError) -> [Int] {
        guard kind == .open else { return [try test()] }
        let opening = token
        position += 1
        let outer = closesRange
        closesRange = false
        var tests = [try testOrExpression()]
        if take(.dots) {
            tests[0] = try rangeEnd(from: tests[0], included: false, outer: outer, opening: opening)
        } else {
            while take(.comma) { tests.append(try testOrExpression()) }
            closesRange = outer
            try expect(.close, "',' or ')'")
        }
        // Parentheses around one test may only have been the start of an operand: x in (a + b) * c.
        guard tests.count == 1 else { return tests }
        return [try operators(.sum, after: try postfix(after: tests[0]))]
    }

    private func test() throws(ExpressionSyntaxError) -> Int {
        guard let operation = testOperation() else { return try operators(.sum) }
        let sign = token
        position += 1
        let end = try operators(.sum)
        return try add(Node(operation, end), over: [end], from: sign)
    }

    func testOrExpression() throws(ExpressionSyntaxError) -> Int {
        testOperation() == nil ? try expression() : try test()
    }

    private func testOperation() -> Operation? {
        switch kind {
        case .equal: .testEqual
        case .notEqual: .testNotEqual
        case .less: .testLess
        case .lessEqual: .testLessEqual
        case .greater: .testGreater
        case .greaterEqual: .testGreaterEqual
        default: nil
        }
    }
}
