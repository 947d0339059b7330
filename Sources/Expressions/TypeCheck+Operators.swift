import Diagnostics

extension TypeCheck {
    mutating func type(at index: Int) -> ExpressionType {
        let type = inferred(index)
        types[index] = type
        return type
    }

    private mutating func inferred(_ index: Int) -> ExpressionType {
        let node = program.nodes[index]
        switch node.operation {
        case .constant: return ExpressionType(of: program.constants[node.a])
        case .local: return locals[node.a]
        case .name, .meaning, .framed, .rows, .after, .held, .sourceDown, .label, .lookup, .words: return read(index, node)
        case .path: return path(index, node)
        case .filter: return filter(node)
        case .and, .or:
            for child in program.links(node.a, node.b).map({ Int($0) }) {
                let type = type(at: child)
                want([.boolean], child, type, node.operation == .and ? "and" : "or")
            }
            return .boolean
        case .equal, .notEqual:
            let (left, right) = (type(at: node.a), type(at: node.b))
            equality(node.a, left, node.b, right, node.operation == .equal ? "=" : "!=")
            return .boolean
        case .less, .lessEqual, .greater, .greaterEqual:
            let (left, right) = (type(at: node.a), type(at: node.b))
            order(node.a, left, node.b, right, sign(node.operation))
            return .boolean
        case .between:
            let type = type(at: node.a)
            for end in [node.b, node.c] {
                let other = self.type(at: end)
                order(node.a, type, end, other, "between")
            }
            return .boolean
        case .isIn:
            let type = type(at: node.a)
            for test in program.links(node.b, node.c).map({ Int($0) }) { self.test(test, node.a, type) }
            return .boolean
        case .testEqual, .testNotEqual:
            return .range(type(at: node.a))
        case .testLess, .testLessEqual, .testGreater, .testGreaterEqual:
            let end = type(at: node.a)
            return ordered(node.a, end, sign(node.operation)) ? .range(end) : failed
        case .range:
            let (low, high) = (type(at: node.a), type(at: node.b))
            if low == .null || high == .null { return .range(low.joined(high)) }
            return order(node.a, low, node.b, high, "..") ? .range(low.joined(high)) : failed
        case .add, .subtract, .multiply, .divide, .power: return arithmetic(node)
        case .negate:
            let type = type(at: node.a)
            return want([.number, .daysDuration, .monthsDuration], node.a, type, "-") ? type : failed
        case .conditional:
            let condition = type(at: node.a)
            want([.boolean], node.a, condition, "if")
            let (yes, no) = (type(at: node.b), type(at: node.c))
            return yes.joined(no)
        case .loop: return loop(node)
        case .some, .every: return quantified(node)
        case .list: return .list(program.links(node.a, node.b).reduce(.null) { $0.joined(type(at: Int($1))) })
        case .context: return context(node)
        case .call: return call(index, node)
        case .table: return table(program.tables[node.a])
        }
    }

    private func sign(_ operation: Operation) -> String {
        switch operation {
        case .less, .testLess: "<"
        case .lessEqual, .testLessEqual: "<="
        case .greater, .testGreater: ">"
        default: ">="
        }
    }

    // MARK: What it reads

    private mutating func read(_ index: Int, _ node: Node) -> ExpressionType {
        switch node.operation {
        case .name:
            let name = program.names[node.a]
            return world.type(named: name) ?? flag(.unknownName, index, name, found: name)
        case .meaning: return meaning(index, program.meanings[node.a])
        case .framed: return framed(index, node)
        case .rows: return world.row(of: program.names[node.a]).map { .list($0) } ?? .unchecked
        case .after: return world.after(program.meanings[node.a]) ?? .unchecked
        case .held: return world.held(program.meanings[node.a]) ?? .unchecked
        case .sourceDown: return .boolean
        case .words:
            let type = type(at: node.a)
            return want([.number, .date], node.a, type, "words") ? .string : failed
        default: return listed(index, node)
        }
    }

    private mutating func meaning(_ index: Int, _ meaning: Meaning) -> ExpressionType {
        guard let head = world.type(named: meaning.role.rawValue) else { return world.type(of: meaning) ?? .unchecked }
        return property(meaning.concept.rawValue, of: head, index)
    }

    /// A name inside filters: an entry of the items, the innermost first, before what it is outside.
    private mutating func framed(_ index: Int, _ node: Node) -> ExpressionType {
        let name = program.names[node.b]
        for slot in program.links(node.c + 1, Int(program.links[node.c])) {
            switch locals[Int(slot)] {
            case .context(let entries, let isOpen):
                if let entry = entries[name] {
                    let inner = program.nodes[node.a]
                    guard inner.operation == .meaning else { return entry }
                    return property(program.meanings[inner.a].concept.rawValue, of: entry, index)
                }
                if isOpen { return .any }
            case .unchecked: return .unchecked
            case .any: return .any
            default: break
            }
        }
        return type(at: node.a)
    }

    /// `label` and `lookup`.
    private mutating func listed(_ index: Int, _ node: Node) -> ExpressionType {
        let (list, code) = (program.names[node.a], type(at: node.b))
        let function = node.operation == .label ? "label" : "lookup"
        guard want([.string], node.b, code, function) else { return failed }
        if node.operation == .lookup, let columns = world.columns(of: list), !columns.contains(program.names[node.c]) {
            let column = program.names[node.c]
            let near = nearest(to: column, among: columns.sorted())
            return flag(
                .unknownEntry, index, list, expected: columns.sorted().joined(separator: " | "), found: column,
                fix: near.map { "lookup(\"\(list)\", \(text(node.b)), \"\($0)\")" })
        }
        return .string
    }

    // MARK: Comparison

    /// - Returns: whether the two compare.
    @discardableResult
    mutating func equality(
        _ left: Int, _ leftType: ExpressionType, _ right: Int, _ rightType: ExpressionType, _ subject: String
    ) -> Bool {
        guard leftType.compares(with: rightType) else {
            mismatch(left, leftType, right, rightType, subject)
            return false
        }
        return coded(left, rightType, subject) && coded(right, leftType, subject)
    }

    /// A written text beside a code must be one.
    private mutating func coded(_ index: Int, _ other: ExpressionType, _ subject: String) -> Bool {
        guard case .code(let list, let codes) = other, case .string(let text)? = written(index), !codes.contains(text) else { return true }
        flag(.unknownCode, index, list, found: text, fix: world.code(meant: text, in: list).map { "\"\($0)\"" })
        return false
    }

    @discardableResult
    mutating func order(
        _ left: Int, _ leftType: ExpressionType, _ right: Int, _ rightType: ExpressionType, _ subject: String
    ) -> Bool {
        if leftType.orders(with: rightType) { return true }
        guard ordered(left, leftType, subject), ordered(right, rightType, subject) else { return false }
        mismatch(left, leftType, right, rightType, subject)
        return false
    }

    private mutating func ordered(_ index: Int, _ type: ExpressionType, _ subject: String) -> Bool {
        if type.isOrdered { return true }
        flag(.operand, index, subject, expected: "number | string | date", found: type.description)
        return false
    }

    /// Two kinds that do not compare: the finding is at the written one, else at the second.
    private mutating func mismatch(
        _ left: Int, _ leftType: ExpressionType, _ right: Int, _ rightType: ExpressionType, _ subject: String
    ) {
        let atLeft = leftType == .any || written(left) != nil && written(right) == nil
        let (index, type, other) = atLeft ? (left, leftType, rightType) : (right, rightType, leftType)
        flag(.operand, index, subject, expected: other.description, found: type.description, fix: rewritten(index, as: other))
    }

    /// One unary test behind `in`.
    private mutating func test(_ index: Int, _ value: Int, _ type: ExpressionType) {
        let node = program.nodes[index]
        switch node.operation {
        case .testEqual, .testNotEqual:
            let other = self.type(at: node.a)
            equality(value, type, node.a, other, "in")
        case .testLess, .testLessEqual, .testGreater, .testGreaterEqual:
            let other = self.type(at: node.a)
            order(value, type, node.a, other, sign(node.operation))
        case .list where !isList(type):
            for item in program.links(node.a, node.b).map({ Int($0) }) { test(item, value, type) }
        default:
            let other = self.type(at: index)
            switch other {
            case .range(let end):
                if case .range = type { equality(value, type, index, other, "in") } else { order(value, type, index, end, "in") }
            case .list(.range(let end)) where !isList(type): order(value, type, index, end, "in")
            case .list(let item) where !isList(type): equality(value, type, index, item, "in")
            default: equality(value, type, index, other, "in")
            }
        }
    }

    private func isList(_ type: ExpressionType) -> Bool {
        if case .list = type { true } else { false }
    }

    // MARK: Arithmetic

    private mutating func arithmetic(_ node: Node) -> ExpressionType {
        let (left, right) = (type(at: node.a), type(at: node.b))
        if left.isLenient || right.isLenient { return .unchecked }
        if node.operation == .divide, case .number(let divisor)? = constant(node.b), divisor.isZero {
            return flag(.alwaysNull, node.b, "/", found: EvaluationError.Code.divisionByZero.rawValue)
        }
        let (takes, subject): ((ExpressionType, ExpressionType) -> ExpressionType?, String) =
            switch node.operation {
            case .add: (ArithmeticTypes.sum, "+")
            case .subtract: (ArithmeticTypes.difference, "-")
            case .multiply: (ArithmeticTypes.product, "*")
            case .divide: (ArithmeticTypes.quotient, "/")
            default: (ArithmeticTypes.power, "**")
            }
        let (first, second) = (left.isText ? .string : left, right.isText ? .string : right)
        if let type = takes(first, second) { return type }
        let kinds = ArithmeticTypes.kinds
        let behind = kinds.filter { takes(first, $0) != nil }
        guard !behind.isEmpty else {
            let before = kinds.filter { takes($0, second) != nil }
            let expected = before.isEmpty ? kinds.filter { kind in kinds.contains { takes(kind, $0) != nil } } : before
            return flag(
                .operand, node.a, subject, expected: expected.map(\.description).joined(separator: " | "), found: left.description,
                fix: before.count == 1 ? rewritten(node.a, as: before[0]) : nil)
        }
        return flag(
            .operand, node.b, subject, expected: behind.map(\.description).joined(separator: " | "), found: right.description,
            fix: behind.compactMap { rewritten(node.b, as: $0) }.first)
    }
}

/// The type of an operation on two kinds; `nil` where it is not defined (DMN 1.5, tables 45 to 50).
private enum ArithmeticTypes {
    static var kinds: [ExpressionType] {
        [
            .number, .string, .date, .time(.local), .time(.zoned), .dateTime(.local), .dateTime(.zoned), .daysDuration, .monthsDuration,
        ]
    }

    static func sum(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (left, right) {
        case (.number, .number), (.string, .string), (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration): left
        case (.date, .daysDuration), (.date, .monthsDuration), (.dateTime, .daysDuration), (.dateTime, .monthsDuration),
            (.time, .daysDuration):
            left
        case (.daysDuration, .date), (.monthsDuration, .date), (.daysDuration, .dateTime), (.monthsDuration, .dateTime),
            (.daysDuration, .time):
            right
        default: nil
        }
    }

    static func difference(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (left, right) {
        case (.number, .number), (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration): left
        case (.date, .daysDuration), (.date, .monthsDuration), (.dateTime, .daysDuration), (.dateTime, .monthsDuration),
            (.time, .daysDuration):
            left
        case (.time(let a), .time(let b)), (.dateTime(let a), .dateTime(let b)): a.compares(with: b) ? .daysDuration : nil
        // A date is midnight in Greenwich beside a moment with a zone.
        case (.date, .date), (.dateTime(.zoned), .date), (.date, .dateTime(.zoned)): .daysDuration
        default: nil
        }
    }

    static func product(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (left, right) {
        case (.number, .number), (.daysDuration, .number), (.monthsDuration, .number): left
        case (.number, .daysDuration), (.number, .monthsDuration): right
        default: nil
        }
    }

    static func quotient(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        switch (left, right) {
        case (.number, .number), (.daysDuration, .number), (.monthsDuration, .number): left
        case (.daysDuration, .daysDuration), (.monthsDuration, .monthsDuration): .number
        default: nil
        }
    }

    static func power(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
        left == .number && right == .number ? .number : nil
    }
}
