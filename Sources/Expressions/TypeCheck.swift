import Diagnostics

/// Finds the type of every part of a program, from the leaves up.
struct TypeCheck<World: TypingEnvironment> {
    let expression: Expression
    let program: Program
    let world: World
    /// Per slot, the type of the local variable now in it.
    var locals: [ExpressionType]
    var findings: Set<TypeFinding> = []
    /// What loops are taken to have yielded so far.
    var loops = Loops.exact

    enum Loops {
        /// What they do yield.
        case exact
        /// Nothing; what has no value yet adds nothing.
        case empty
        /// Anything.
        case wide
    }

    /// Per part, the type last found.
    var types: [ExpressionType]
    private let source: [Unicode.Scalar]
    /// Parts that read nothing.
    private let isClosed: [Bool]

    init(_ expression: Expression, _ world: World) {
        self.expression = expression
        program = expression.program
        self.world = world
        locals = Array(repeating: .unchecked, count: expression.program.slots)
        types = Array(repeating: .unchecked, count: expression.program.nodes.count)
        source = Array(expression.source.unicodeScalars)
        isClosed = ClosedParts.of(expression.program)
    }

    mutating func result(as wanted: ExpressionType?, place: String) -> TypedExpression {
        let type = type(at: program.root)
        if findings.isEmpty { findConstantNulls() }
        if findings.isEmpty, let wanted { checkResult(program.root, type, wanted, place) }
        return TypedExpression(type: type, findings: findings.sorted { ($0.offset, $0.length, $0.code.rawValue) < ($1.offset, $1.length, $1.code.rawValue) })
    }

    /// The type of every part; of one inside a loop or filter, with its variables as they last were.
    mutating func everyType() -> [ExpressionType] {
        _ = type(at: program.root)
        return types
    }

    // MARK: Findings

    func text(_ index: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source[place(index)])
        return String(text)
    }

    /// Where a part stands: with the brackets that are opened before it and closed within it, or the other way round.
    private func place(_ index: Int) -> Range<Int> {
        let span = program.spans[index]
        var (start, end) = (Int(span.start), min(Int(span.end), source.count))
        let (closed, open) = Self.lonely(source[start..<end])
        for _ in 0..<closed {
            guard let bracket = source[..<start].lastIndex(where: { !$0.properties.isWhitespace }), source[bracket] == "(" else { break }
            start = bracket
        }
        for _ in 0..<open {
            guard let bracket = source[end...].firstIndex(where: { !$0.properties.isWhitespace }), source[bracket] == ")" else { break }
            end = bracket + 1
        }
        return start..<end
    }

    /// How many round brackets are closed without being opened, and opened without being closed; those in texts are none.
    private static func lonely(_ scalars: ArraySlice<Unicode.Scalar>) -> (closed: Int, open: Int) {
        var closed = 0, open = 0, isText = false, isEscaped = false
        for scalar in scalars {
            if isText {
                if scalar == "\"", !isEscaped { isText = false }
                isEscaped = scalar == "\\" && !isEscaped
                continue
            }
            switch scalar {
            case "\"": isText = true
            case "(": open += 1
            case ")": if open > 0 { open -= 1 } else { closed += 1 }
            default: break
            }
        }
        return (closed, open)
    }

    /// - Returns: `unchecked`, so that one mistake is one finding.
    @discardableResult
    mutating func flag(
        _ code: TypeFinding.Code, _ index: Int, _ subject: String, expected: String = "", found: String, fix: String? = nil
    ) -> ExpressionType {
        let place = place(index)
        findings.insert(TypeFinding(
            code: code, offset: place.lowerBound, length: place.count, subject: subject, expected: expected, found: found, fix: fix))
        return failed
    }

    /// The type of what is wrong: one mistake is one finding. Tried with nothing, what a loop has yielded so far makes no mistake.
    var failed: ExpressionType { loops == .empty ? .null : .unchecked }

    /// An operand must be of one of these types.
    ///
    /// - Returns: whether it is.
    @discardableResult
    mutating func want(_ wanted: [ExpressionType], _ index: Int, _ type: ExpressionType, _ subject: String) -> Bool {
        if type.isLenient || wanted.contains(where: { $0.kind == type.kind }) { return true }
        flag(
            .operand, index, subject, expected: wanted.map(\.description).joined(separator: " | "), found: type.description,
            fix: wanted.count == 1 ? rewritten(index, as: wanted[0]) : nil)
        return false
    }

    /// A written value of another kind, as the kind that is wanted; else the conversion FEEL has.
    func rewritten(_ index: Int, as wanted: ExpressionType) -> String? {
        if let value = written(index) {
            switch (value, wanted.kind) {
            case (.string(let text), .number): return Number(text).map(\.description)
            case (.string(let text), .date), (.string(let text), .time), (.string(let text), .dateTime),
                (.string(let text), .daysDuration), (.string(let text), .monthsDuration):
                guard let read = TemporalText.literal(text), ExpressionType(of: read).fits(wanted) else { return nil }
                return "@\"\(text)\""
            case (.string("true"), .boolean), (.string("yes"), .boolean): return "true"
            case (.string("false"), .boolean), (.string("no"), .boolean): return "false"
            case (.number(let number), .string): return "\"\(number)\""
            case (.time(let time), .time): return rezoned(time, as: wanted).map { "@\"\($0)\"" }
            case (.dateTime(let moment), .dateTime): return rezoned(moment.time, as: wanted).map { "@\"\(moment.date)T\($0)\"" }
            default: return nil
            }
        }
        switch (types[index], wanted.kind) {
        case (.code(_, let codes), .boolean) where codes == ["yes", "no"]: return text(index) + " = \"yes\""
        case (.number, .string), (.date, .string): return "string(\(text(index)))"
        case (.string, .number): return "number(\(text(index)))"
        case (.dateTime, .date): return "date(\(text(index)))"
        default: return nil
        }
    }

    /// A time without its zone, or with that of Viet Nam, whose clocks are seven hours ahead all year.
    private func rezoned(_ time: TimeOfDay, as wanted: ExpressionType) -> TimeOfDay? {
        func zoned(_ zone: TimeZoneRule?) -> TimeOfDay? {
            TimeOfDay(hour: time.hour, minute: time.minute, second: time.second, nanosecond: time.nanosecond, zone: zone)
        }
        switch wanted {
        case .time(.local), .dateTime(.local): return zoned(nil)
        case .time(.zoned), .dateTime(.zoned): return zoned(.offset(7 * 3600))
        default: return nil
        }
    }

    /// The constant that is written there.
    func written(_ index: Int) -> Value? {
        let node = program.nodes[index]
        return node.operation == .constant ? program.constants[node.a] : nil
    }

    // MARK: Constants

    /// The value of a part that reads nothing.
    func constant(_ index: Int) -> Value? {
        guard isClosed[index] else { return nil }
        if let written = written(index) { return written }
        var evaluation = Evaluation(expression.code, ConstantEnvironment(patterns: world.patterns), expression.limits, 2_000)
        let value = evaluation.value(at: index)
        return evaluation.isStopped ? nil : value
    }

    /// Parts that read nothing and have no value: `date("2025-02-30")`, `1 / 0`.
    private mutating func findConstantNulls() {
        var failed: Set<Int> = []
        var left = 1_000
        for index in program.nodes.indices where isClosed[index] && left > 0 {
            switch program.nodes[index].operation {
            case .call, .add, .subtract, .multiply, .divide, .power, .negate, .filter, .path: break
            default: continue
            }
            left -= 1
            guard case .error(let reason)? = constant(index) else { continue }
            failed.insert(index)
            if !program.children(of: index).contains(where: failed.contains) {
                flag(.alwaysNull, index, reason.subject, found: reason.code.rawValue)
            }
        }
    }

    // MARK: The result

    /// Branch by branch, so that the finding is where the wrong value is written.
    private mutating func checkResult(_ index: Int, _ type: ExpressionType, _ wanted: ExpressionType, _ place: String) {
        let node = program.nodes[index]
        if node.operation == .conditional {
            for branch in [node.b, node.c] { checkResult(branch, self.type(at: branch), wanted, place) }
            return
        }
        if node.operation == .table, program.tables[node.a].outputs.count == 1, !program.tables[node.a].hit.collects {
            for result in program.tables[node.a].rules.compactMap(\.results.first) {
                checkResult(result, self.type(at: result), wanted, place)
            }
            return
        }
        if case .code(let list, let codes) = wanted, case .string(let text)? = written(index), !codes.contains(text) {
            flag(.unknownCode, index, list, found: text, fix: world.code(meant: text, in: list).map { "\"\($0)\"" })
            return
        }
        // A condition that only yields null never holds.
        if type == .null, wanted != .boolean { return }
        guard type == .null || !type.fits(wanted) else { return }
        flag(.result, index, place, expected: wanted.description, found: type.description, fix: rewritten(index, as: wanted))
    }
}

/// Nothing but a pattern engine.
struct ConstantEnvironment: Environment {
    let patterns: (any PatternEngine)?
}

/// Which parts of a program read nothing: no meaning, no input, no local variable.
enum ClosedParts {
    static func of(_ program: Program) -> [Bool] {
        var isClosed = Array(repeating: false, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .constant: isClosed[index] = true
            case .local, .name, .meaning, .framed, .rows, .after, .held, .sourceDown, .label, .lookup, .words, .loop, .some,
                .every, .context, .table:
                break
            case .path, .filter, .and, .or, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .between, .isIn,
                .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual, .add, .subtract,
                .multiply, .divide, .power, .negate, .conditional, .list, .range, .call:
                isClosed[index] = program.children(of: index).allSatisfy { isClosed[$0] }
            }
        }
        return isClosed
    }
}

extension Program {
    /// The parts directly under a node.
    func children(of index: Int) -> [Int] {
        let node = nodes[index]
        func span(_ start: Int, _ count: Int) -> [Int] { links(start, count).map { Int($0) } }
        switch node.operation {
        case .constant, .local, .name, .meaning, .rows, .after, .held, .sourceDown: return []
        case .framed, .words, .path, .negate, .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater,
            .testGreaterEqual:
            return [node.a]
        case .label, .lookup: return [node.b]
        case .filter, .range, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .add, .subtract, .multiply,
            .divide, .power:
            return [node.a, node.b]
        case .between, .conditional: return [node.a, node.b, node.c]
        case .and, .or, .list, .call: return span(node.a, node.b)
        case .isIn: return [node.a] + span(node.b, node.c)
        case .context: return (0..<node.b).map { Int(links[node.a + $0 * 3 + 2]) }
        case .loop, .some, .every:
            var parts: [Int] = []
            for place in stride(from: node.a, to: node.a + node.b * 4, by: 4) {
                parts += links(place + 2, 2).map { Int($0) }.filter { $0 >= 0 }
            }
            return parts + [node.c]
        case .table:
            let table = tables[node.a]
            return table.inputs + table.rules.flatMap { $0.tests.compactMap(\.self) + $0.results }
        }
    }
}
