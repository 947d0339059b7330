import Diagnostics

/// Reads the cells of a decision table into one program. Offsets count through the cells one after another.
extension Parser {
    static func parse(
        _ table: DecisionTable, limits: ExpressionLimits
    ) throws(TableSyntaxError) -> (program: Program, reads: Reads, source: String, origin: ExpressionOrigin) {
        var cells: [TableCell] = table.inputs
        for output in table.outputs { cells += output.values }
        for rule in table.rules { cells += rule.tests + rule.results }
        var text = ""
        var origin = ExpressionOrigin()
        var starts: [Int] = []
        var length = 0
        for cell in cells {
            starts.append(length)
            let count = cell.text.unicodeScalars.count
            if let place = cell.origin { origin.append(length: count, at: length) { place.position(at: $0) ?? .start(of: "") } }
            text += cell.text + "\n"
            length += count + 1
        }
        guard length <= limits.sourceLength else {
            throw TableSyntaxError(
                cell: cells.first,
                ExpressionSyntaxError(
                    .sourceLimit, offset: 0, length: 0, found: "", expected: "at most \(limits.sourceLength) characters"))
        }
        let parser = Parser(source: Array(text.unicodeScalars), tokens: [], limits: limits)
        var place = 0
        func next<Result>(
            _ read: (Parser) throws(ExpressionSyntaxError) -> Result
        ) throws(TableSyntaxError) -> Result {
            defer { place += 1 }
            do {
                return try parser.cell(cells[place].text, at: starts[place], read)
            } catch {
                throw TableSyntaxError(cell: cells[place], error.moved(by: -starts[place]))
            }
        }
        var inputs: [Int] = []
        for _ in table.inputs { inputs.append(try next { parser throws(ExpressionSyntaxError) in try parser.expression() }) }
        var outputs: [BoxedTable.Output] = []
        for output in table.outputs {
            var values: [Value] = []
            for _ in output.values { values.append(try next { parser throws(ExpressionSyntaxError) in try parser.literalCell() }) }
            outputs.append(BoxedTable.Output(name: output.name, values: values))
        }
        var rules: [BoxedTable.Rule] = []
        for rule in table.rules {
            var tests: [Int?] = []
            for input in inputs.prefix(rule.tests.count) {
                tests.append(try next { parser throws(ExpressionSyntaxError) in try parser.unaryTests(of: input) })
            }
            var results: [Int] = []
            for _ in rule.results { results.append(try next { parser throws(ExpressionSyntaxError) in try parser.expression() }) }
            rules.append(BoxedTable.Rule(tests: tests, results: results))
        }
        do {
            try parser.add(BoxedTable(hit: table.hit, inputs: inputs, outputs: outputs, rules: rules))
        } catch {
            throw TableSyntaxError(cell: cells.first, error)
        }
        return (parser.program, parser.reads, text, origin)
    }

    private func add(_ table: BoxedTable) throws(ExpressionSyntaxError) {
        program.tables.append(table)
        var children = table.inputs
        for rule in table.rules { children += rule.tests.compactMap(\.self) + rule.results }
        program.root = try add(Node(.table, program.tables.count - 1), over: children)
    }

    /// Reads one cell as a text of its own, the nodes added to those of the others.
    private func cell<Result>(
        _ text: String, at start: Int, _ read: (Parser) throws(ExpressionSyntaxError) -> Result
    ) throws(ExpressionSyntaxError) -> Result {
        do {
            tokens = try Lexer.tokens(of: Array(text.unicodeScalars)).map { Token(kind: $0.kind, start: $0.start + start, end: $0.end + start) }
        } catch {
            throw error.moved(by: start)
        }
        position = 0
        closesRange = false
        let result = try read(self)
        guard kind == .end else { throw unexpected("an operator or the end") }
        return result
    }

    /// A constant: one of an output's values.
    private func literalCell() throws(ExpressionSyntaxError) -> Value {
        let start = token
        let node = program.nodes[try expression()]
        guard node.operation == .constant else { throw problem(.wrongArgument, at: start, expected: "a written value") }
        return program.constants[node.a]
    }

    /// Unary tests of a cell: tests joined by commas, `not(…)` around them, or `-`.
    ///
    /// - Returns: a node that is true where they hold; `nil` where they always do.
    private func unaryTests(of input: Int) throws(ExpressionSyntaxError) -> Int? {
        let start = token
        if kind == .minus, kind(ahead: 1) == .end {
            position += 1
            return nil
        }
        let isNegated = isWord("not") && kind(ahead: 1) == .open
        if isNegated { position += 2 }
        var tests = [try testOrExpression()]
        while take(.comma) { tests.append(try testOrExpression()) }
        if isNegated { try expect(.close, "',' or ')'") }
        let node = try add(Node(.isIn, input, link(tests), tests.count), over: [input] + tests, from: start)
        guard isNegated else { return node }
        return try add(Node.call(.not, link([node]), 1), over: [node], from: start)
    }
}

extension ExpressionSyntaxError {
    func moved(by distance: Int) -> ExpressionSyntaxError {
        ExpressionSyntaxError(code, offset: offset + distance, length: length, found: found, expected: expected)
    }
}

/// A cell of a decision table that is not FEEL, and why; the offset counts within the cell.
public struct TableSyntaxError: Error, Sendable {
    public let cell: TableCell?
    public let error: ExpressionSyntaxError

    init(cell: TableCell?, _ error: ExpressionSyntaxError) {
        self.cell = cell
        self.error = error
    }
}
