import Diagnostics

extension Parser {
    /// What starts with a name: a keyword, a function, a variable, an input or a meaning.
    func word() throws(ExpressionSyntaxError) -> Int {
        let start = token
        switch text(start) {
        case "true":
            position += 1
            return try constant(.boolean(true))
        case "false":
            position += 1
            return try constant(.boolean(false))
        case "null":
            position += 1
            return try constant(.none)
        case "if": return try conditional()
        case "for": return try iteration(.loop)
        case "some": return try iteration(.some)
        case "every": return try iteration(.every)
        case "function": throw problem(.outsideProfile, at: start, expected: "no function of one's own")
        case "and", "or", "between", "in", "then", "else", "return", "satisfies": throw unexpected("a value")
        default: break
        }
        if let node = try call() { return node }
        position += 1
        return try reference(text(start), start)
    }

    private func conditional() throws(ExpressionSyntaxError) -> Int {
        let start = token
        position += 1
        let condition = try bracketed(.or)
        try expectWord("then")
        let yes = try bracketed(.or)
        try expectWord("else")
        let no = try expression()
        return try add(Node(.conditional, condition, yes, no), over: [condition, yes, no], from: start)
    }

    /// `for`, `some` and `every`.
    private func iteration(_ operation: Operation) throws(ExpressionSyntaxError) -> Int {
        let start = token
        position += 1
        let outer = scopes.count
        var iterators: [Int] = []
        var children: [Int] = []
        repeat {
            guard kind == .name else { throw unexpected("a variable") }
            let variable = text(token)
            position += 1
            try expectWord("in")
            let low = try bracketed(.sum)
            children.append(low)
            var high = -1
            if take(.dots) {
                high = try bracketed(.sum)
                children.append(high)
            }
            iterators += [name(variable), push(.variable(variable)), low, high]
        } while take(.comma)
        if operation == .loop {
            try expectWord("return")
            _ = push(.variable("partial"))
        } else {
            try expectWord("satisfies")
        }
        let body = try expression()
        children.append(body)
        scopes.removeLast(scopes.count - outer)
        return try add(Node(operation, link(iterators), iterators.count / 4, body), over: children, from: start)
    }

    // MARK: Names

    /// What a name stands for here, innermost scope first; entries of filter items are only known at run time.
    private func reference(_ word: String, _ start: Token) throws(ExpressionSyntaxError) -> Int {
        var items: [Int] = []
        var slot: Int?
        search: for (place, scope) in scopes.enumerated().reversed() {
            switch scope {
            case .variable(word):
                slot = place
                break search
            case .item:
                items.append(place)
                if word == "item" {
                    slot = place
                    break search
                }
            case .variable: break
            }
        }
        if let slot {
            return try framed(add(Node(.local, slot, name(word))), head: word, items: items)
        }
        if kind == .dot, kind(ahead: 1) == .name {
            position += 1
            let concept = try propertyName()
            if word == "rows" {
                reads.groups.insert(concept)
                return try add(Node(.rows, name(concept)), from: start)
            }
            let meaning = Meaning(RoleID(word), ConceptID(concept))
            reads.meanings.insert(meaning)
            return try framed(add(Node(.meaning, place(of: meaning)), from: start), head: word, items: items)
        }
        reads.names.insert(word)
        return try framed(add(Node(.name, name(word))), head: word, items: items)
    }

    private func framed(_ node: Int, head: String, items: [Int]) throws(ExpressionSyntaxError) -> Int {
        guard !items.isEmpty else { return node }
        return try add(Node(.framed, node, name(head), link([items.count] + items)), over: [node])
    }

    private func place(of meaning: Meaning) -> Int {
        if let known = program.meanings.firstIndex(of: meaning) { return known }
        program.meanings.append(meaning)
        return program.meanings.count - 1
    }

    // MARK: Calls

    /// A call, when the names here are those of a function with a parenthesis behind them.
    private func call() throws(ExpressionSyntaxError) -> Int? {
        let start = token
        let word = text(start)
        for candidate in Builtin.byWords[word] ?? [] {
            let count = candidate.words.count
            guard kind(ahead: count) == .open,
                (0..<count).allSatisfy({
                    kind(ahead: $0) == .name && text(tokens[position + $0]) == candidate.words[$0]
                })
            else { continue }
            position += count + 1
            if candidate.function == .after, let node = try after(start) { return node }
            return try builtin(candidate.function, start)
        }
        guard kind(ahead: 1) == .open else {
            if let near = misspelt() { throw near }
            return nil
        }
        position += 2
        return try ours(word, start)
    }

    /// Words with a parenthesis behind them that are nearly the name of a function of several words.
    private func misspelt() -> ExpressionSyntaxError? {
        var count = 1
        while kind(ahead: count) == .name, !Self.keywords.contains(text(tokens[position + count])) { count += 1 }
        guard count > 1, kind(ahead: count) == .open else { return nil }
        let (first, last) = (token, tokens[position + count - 1])
        let words = Token(kind: .name, start: first.start, end: last.end)
        guard let near = nearestFunction(text(words)), near.contains(" ") else { return nil }
        return problem(.unknownFunction, at: words, expected: "'\(near)'")
    }

    private static let keywords: Set = [
        "and", "or", "between", "in", "then", "else", "return", "satisfies", "if", "for", "some", "every", "function", "instance", "true", "false", "null",
    ]

    /// The functions beside FEEL's.
    private func ours(_ word: String, _ start: Token) throws(ExpressionSyntaxError) -> Int {
        switch word {
        case "held":
            let meaning = try writtenMeaning(start, "held")
            try expect(.comma, "','")
            let connector = try writtenString("the connector in quotes")
            try expect(.close, "')'")
            reads.held.insert(HeldRead(meaning: meaning, connector: connector))
            return try add(Node(.held, place(of: meaning), name(connector)), from: start)
        case "source_down":
            let connector = try writtenString("the connector in quotes")
            try expect(.close, "')'")
            reads.connectors.insert(connector)
            return try add(Node(.sourceDown, name(connector)), from: start)
        case "label":
            let list = try writtenString("the code list in quotes")
            try expect(.comma, "','")
            let code = try bracketed(.or)
            try expect(.close, "')'")
            reads.lists.insert(list)
            return try add(Node(.label, name(list), code), over: [code], from: start)
        case "lookup":
            let list = try writtenString("the code list in quotes")
            try expect(.comma, "','")
            let code = try bracketed(.or)
            try expect(.comma, "','")
            let column = try writtenString("the column in quotes")
            try expect(.close, "')'")
            reads.lists.insert(list)
            return try add(Node(.lookup, name(list), code, name(column)), over: [code], from: start)
        case "words":
            let value = try bracketed(.or)
            try expect(.close, "')'")
            return try add(Node(.words, value), over: [value], from: start)
        case "today", "now":
            guard hasAsOf else { throw problem(.noClock, at: start, expected: "a date of the dossier, such as dossier.submission_date") }
            try expect(.close, "')'")
            reads.names.insert(word + "()")
            return try add(Node(.name, name(word + "()")), from: start)
        default:
            throw problem(.unknownFunction, at: start, expected: nearestFunction(word).map { "'\($0)'" } ?? "a built-in function")
        }
    }

    /// `after(role.concept)`; `nil` (and nothing taken) when it is FEEL's `after` of two points or ranges.
    private func after(_ start: Token) throws(ExpressionSyntaxError) -> Int? {
        guard kind == .name, kind(ahead: 1) == .dot, kind(ahead: 2) == .name, kind(ahead: 3) == .close else {
            if kind == .close { throw problem(.wrongArgument, at: start, expected: "after(role.concept)") }
            return nil
        }
        let meaning = try writtenMeaning(start, "after")
        position += 1
        reads.after.insert(meaning)
        return try add(Node(.after, place(of: meaning)), from: start)
    }

    private func writtenMeaning(_ start: Token, _ function: String) throws(ExpressionSyntaxError) -> Meaning {
        guard kind == .name, kind(ahead: 1) == .dot, kind(ahead: 2) == .name else {
            throw problem(.wrongArgument, at: start, expected: "\(function)(role.concept …")
        }
        let meaning = Meaning(RoleID(text(token)), ConceptID(text(tokens[position + 2])))
        position += 3
        reads.meanings.insert(meaning)
        return meaning
    }

    private func writtenString(_ expected: String) throws(ExpressionSyntaxError) -> String {
        guard kind == .string else { throw problem(.wrongArgument, at: token, expected: expected) }
        return try string()
    }

    /// The arguments of a built-in function, in the order of its parameters.
    private func builtin(_ function: Builtin, _ start: Token) throws(ExpressionSyntaxError) -> Int {
        let outer = closesRange
        closesRange = false
        var names: [String] = []
        var arguments: [Int] = []
        while kind != .close {
            if let parameter = parameterName() {
                guard names.count == arguments.count else { throw unexpected("an argument without a name") }
                names.append(parameter)
            } else if !names.isEmpty {
                throw unexpected("an argument with a name")
            }
            arguments.append(try expression())
            guard take(.comma) else { break }
            guard kind != .close else { throw unexpected("an argument") }
        }
        closesRange = outer
        try expect(.close, "',' or ')'")
        arguments = try placed(arguments, names, function, start)
        return try add(Node.call(function, link(arguments), arguments.count, namesKey: names.contains("key") && function.takesKeys), over: arguments, from: start)
    }

    /// One or more names before a colon.
    private func parameterName() -> String? {
        var count = 0
        while kind(ahead: count) == .name { count += 1 }
        guard count > 0, kind(ahead: count) == .colon else { return nil }
        let parameter = (0..<count).map { text(tokens[position + $0]) }.joined(separator: " ")
        position += count + 1
        return parameter
    }

    private func placed(
        _ arguments: [Int], _ names: [String], _ function: Builtin, _ start: Token
    ) throws(ExpressionSyntaxError) -> [Int] {
        let signatures = function.signatures
        if names.isEmpty {
            if signatures.contains(where: { $0.takes(arguments.count) }) { return arguments }
        } else if let (signature, places) = signatures.lazy.compactMap({ signature in
            signature.places(of: names).map { (signature, $0) }
        }).first {
            var ordered = [Int?](repeating: nil, count: (places.max() ?? 0) + 1)
            for (place, argument) in zip(places, arguments) { ordered[place] = argument }
            var result: [Int] = []
            for argument in ordered.prefix(signature.parameters.count) {
                if let argument { result.append(argument) } else { result.append(try constant(.none)) }
            }
            return result
        }
        let forms = signatures.map { $0.parameters.joined(separator: ", ") + ($0.repeats ? ", …" : "") }
        throw problem(
            .wrongParameters, at: start,
            expected: forms.map { "\(function.name)(\($0))" }.joined(separator: " or "))
    }

    /// The function a name most likely means, however its words are joined: `stringLength`, `string lenght`.
    private func nearestFunction(_ written: String) -> String? {
        func folded(_ name: String) -> String { name.lowercased().filter { $0 != " " && $0 != "_" } }
        let names = Builtin.allCases.map(\.name) + ["held", "source_down", "label", "lookup", "words"] + (hasAsOf ? ["today", "now"] : [])
        let byFolded = Dictionary(names.map { (folded($0), $0) }, uniquingKeysWith: { first, _ in first })
        return nearest(to: folded(written), among: byFolded.keys.sorted()).flatMap { byFolded[$0] }
    }
}

extension Builtin {
    /// Whether it takes a `key` or `keys`, which differ in nothing but their type.
    fileprivate var takesKeys: Bool { signatures.contains { $0.parameters.contains("key") } && signatures.contains { $0.parameters.contains("keys") } }
}
