/// Writes a program back as FEEL.
struct Printer {
    private let program: Program

    init(_ program: Program) { self.program = program }

    var text: String { text(program.root) }

    /// A value as FEEL writes it.
    static func text(of value: Value) -> String { Printer(Program()).constant(value) }

    /// One part of the program, as it would stand alone.
    func text(of index: Int) -> String { text(index) }

    /// How tightly a construct binds; looser ones need parentheses inside tighter ones.
    private enum Level: Int, Comparable {
        case expression, or, and, comparison, sum, product, power, negation, postfix, primary

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private func text(_ index: Int, _ needed: Level = .expression) -> String {
        let node = program.nodes[index]
        let text = bare(node)
        return level(node) < needed || isTest(index) ? "(" + text + ")" : text
    }

    private func level(_ node: Node) -> Level {
        switch node.operation {
        case .conditional, .loop, .some, .every: .expression
        case .or: .or
        case .and: .and
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .between, .isIn: .comparison
        // Outside `in` a unary test always stands in parentheses.
        case .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual: .expression
        case .add, .subtract: .sum
        case .multiply, .divide: .product
        case .power: .power
        case .negate: .negation
        case .path, .filter: .postfix
        case .framed: level(program.nodes[node.a])
        case .constant:
            if case .number(let number) = program.constants[node.a], number.isNegative { .negation } else { .primary }
        case .local, .name, .meaning, .rows, .after, .held, .sourceDown, .label, .lookup, .words, .list, .context,
            .range, .call, .table:
            .primary
        }
    }

    private func bare(_ node: Node) -> String {
        switch node.operation {
        case .constant: return constant(program.constants[node.a])
        case .local: return program.names[node.b]
        case .name: return program.names[node.a]
        case .meaning: return program.meanings[node.a].description
        case .framed: return bare(program.nodes[node.a])
        case .rows: return "rows." + program.names[node.a]
        case .after: return "after(\(program.meanings[node.a]))"
        case .held, .sourceDown, .label, .lookup, .words: return ours(node)
        case .path: return (isInput(node.a) ? "(" + text(node.a) + ")" : text(node.a, .postfix)) + "." + program.names[node.b]
        case .filter: return text(node.a, .postfix) + "[" + text(node.b) + "]"
        case .and: return joined(node, " and ", .comparison)
        case .or: return joined(node, " or ", .and)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .add, .subtract, .multiply, .divide, .power:
            return infix(node)
        case .between:
            return text(node.a, .comparison) + " between " + text(node.b, .sum) + " and " + text(node.c, .sum)
        case .isIn: return isIn(node)
        case .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual:
            return sign(node.operation) + " " + text(node.a, .sum)
        case .negate: return negated(node)
        case .conditional: return "if \(text(node.a)) then \(text(node.b)) else \(text(node.c))"
        case .loop: return "for " + iterators(node) + " return " + text(node.c)
        case .some: return "some " + iterators(node) + " satisfies " + text(node.c)
        case .every: return "every " + iterators(node) + " satisfies " + text(node.c)
        case .list: return "[" + joined(node, ", ", .expression) + "]"
        case .context: return context(node)
        case .range: return range(node)
        case .table: return table(program.tables[node.a])
        case .call:
            return call(node)
        }
    }

    private func call(_ node: Node) -> String {
        guard let function = node.function else { return "" }
        guard node.namesKey, let names = function.signatures.first(where: { $0.parameters.contains("key") })?.parameters else {
            return function.name + "(" + joined(node, ", ", .expression) + ")"
        }
        let arguments = zip(names, program.links(node.a, node.b)).map { "\($0): \(text(Int($1), .expression))" }
        return function.name + "(" + arguments.joined(separator: ", ") + ")"
    }

    /// A plain input: `(a).b` is an entry of it, where `a.b` would be a meaning.
    private func isInput(_ index: Int) -> Bool {
        let node = program.nodes[index]
        switch node.operation {
        case .name: return !program.names[node.a].hasSuffix("()")
        case .framed: return isInput(node.a)
        default: return false
        }
    }

    /// The functions beside FEEL's.
    private func ours(_ node: Node) -> String {
        switch node.operation {
        case .held: "held(\(program.meanings[node.a]), \(quoted(program.names[node.b])))"
        case .sourceDown: "source_down(\(quoted(program.names[node.a])))"
        case .label: "label(\(quoted(program.names[node.a])), \(text(node.b)))"
        case .lookup: "lookup(\(quoted(program.names[node.a])), \(text(node.b)), \(quoted(program.names[node.c])))"
        default: "words(\(text(node.a)))"
        }
    }

    private func sign(_ operation: Operation) -> String {
        switch operation {
        case .equal, .testEqual: "="
        case .notEqual, .testNotEqual: "!="
        case .less, .testLess: "<"
        case .lessEqual, .testLessEqual: "<="
        case .greater, .testGreater: ">"
        case .greaterEqual, .testGreaterEqual: ">="
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .power: "**"
        default: ""
        }
    }

    /// Operators bind to the left: the right operand needs parentheses at the same level already.
    private func infix(_ node: Node) -> String {
        let level = level(node)
        let right = Level(rawValue: level.rawValue + 1) ?? .primary
        return text(node.a, level) + " " + sign(node.operation) + " " + text(node.b, right)
    }

    private func isIn(_ node: Node) -> String {
        let tests = program.links(node.b, node.c).map(Int.init)
        let shown = tests.map { isTest($0) ? bare(program.nodes[$0]) : text($0, tests.count == 1 ? .sum : .expression) }
        let list = shown.joined(separator: ", ")
        return text(node.a, .comparison) + " in " + (tests.count == 1 ? list : "(" + list + ")")
    }

    private func joined(_ node: Node, _ sign: String, _ level: Level) -> String {
        program.links(node.a, node.b).map { text(Int($0), level) }.joined(separator: sign)
    }

    private func isTest(_ index: Int) -> Bool {
        switch program.nodes[index].operation {
        case .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual: true
        default: false
        }
    }

    /// A minus directly before a number would be read as a negative number.
    private func negated(_ node: Node) -> String {
        let inner = program.nodes[node.a]
        if inner.operation == .constant, case .number(let number) = program.constants[inner.a], !number.isNegative {
            return "-(" + text(node.a) + ")"
        }
        return "-" + text(node.a, .negation)
    }

    private func iterators(_ node: Node) -> String {
        (0..<node.b).map { place in
            let parts = program.links(node.a + place * 4, 4).map(Int.init)
            return program.names[parts[0]] + " in " + text(parts[2], .sum)
                + (parts[3] < 0 ? "" : ".." + text(parts[3], .sum))
        }.joined(separator: ", ")
    }

    private func context(_ node: Node) -> String {
        let entries = (0..<node.b).map { place in
            let parts = program.links(node.a + place * 3, 3).map(Int.init)
            let key = program.names[parts[0]]
            return (isName(key) ? key : quoted(key)) + ": " + text(parts[2])
        }
        return "{" + entries.joined(separator: ", ") + "}"
    }

    private func range(_ node: Node) -> String {
        let end = text(node.b)
        // There an opening bracket would close the range.
        let shown = end.contains("[") ? "(" + end + ")" : end
        return (node.c & 1 == 1 ? "[" : "(") + text(node.a) + ".." + shown + (node.c & 2 == 2 ? "]" : ")")
    }

    /// As YAML writes it in one line.
    private func table(_ table: BoxedTable) -> String {
        func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }
        let outputs = table.outputs.map { output in
            guard !output.values.isEmpty else { return quoted(output.name) }
            return "{name: \(quoted(output.name)), values: \(list(output.values.map(constant)))}"
        }
        let rules = table.rules.map { rule in list(rule.tests.map(cell) + rule.results.map { text($0) }) }
        return "{inputs: \(list(table.inputs.map { text($0) })), outputs: [\(outputs.joined(separator: ", "))], "
            + "hit: \(quoted(table.hit.rawValue)), rules: [\(rules.joined(separator: ", "))]}"
    }

    private func cell(_ test: Int?) -> String {
        guard let test else { return "-" }
        let node = program.nodes[test]
        if node.operation == .call { return "not(" + cell(Int(program.links[node.a])) + ")" }
        return program.links(node.b, node.c).map { place in
            isTest(Int(place)) ? bare(program.nodes[Int(place)]) : text(Int(place))
        }.joined(separator: ", ")
    }

    private func isName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.first.map(CharacterClass.startsName) == true && scalars.allSatisfy(CharacterClass.continuesName)
    }

    private func constant(_ value: Value) -> String {
        switch value {
        case .none, .unknown, .error, .list, .context, .range: "null"
        case .boolean(let boolean): boolean ? "true" : "false"
        case .number(let number): abs(number.exponent) > 60 ? number.scientific : number.description
        case .string(let string): quoted(string)
        case .date(let date): "@\"\(date)\""
        case .time(let time): "@\"\(time)\""
        case .dateTime(let moment): "@\"\(moment)\""
        case .daysDuration(let duration): "@\"\(duration)\""
        case .monthsDuration(let duration): "@\"\(duration)\""
        }
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if Self.isPlain(scalar) { result.unicodeScalars.append(scalar) } else { result += escaped(scalar) }
            }
        }
        return result + "\""
    }

    /// What may stand in FEEL and in YAML as it is.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: !scalar.properties.isBidiControl
        }
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
