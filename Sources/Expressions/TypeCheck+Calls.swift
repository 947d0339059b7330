extension TypeCheck {
    /// The arguments of one call: their nodes and types.
    struct Arguments {
        let function: Builtin
        let nodes: [Int]
        let types: [ExpressionType]
        let namesKey: Bool

        var count: Int { nodes.count }
        var name: String { function.name }

        /// The items of the only argument, or all arguments.
        var items: ExpressionType {
            count == 1 ? types[0].item : types.reduce(.null) { $0.joined($1) }
        }
    }

    mutating func call(_ index: Int, _ node: Node) -> ExpressionType {
        guard let function = node.function else { return .unchecked }
        let nodes = program.links(node.a, node.b).map { Int($0) }
        let arguments = Arguments(function: function, nodes: nodes, types: nodes.map { type(at: $0) }, namesKey: node.namesKey)
        switch function {
        case .date, .time, .dateAndTime, .number, .string, .duration, .yearsAndMonthsDuration, .range:
            return conversion(index, arguments)
        case .not: return takes(arguments, [[.boolean]]) ? .boolean : failed
        case .substring, .stringLength, .upperCase, .lowerCase, .substringBefore, .substringAfter, .replace, .contains, .startsWith,
            .endsWith, .matches, .split, .stringJoin:
            return textual(index, arguments)
        case .listContains, .listReplace, .count, .sublist, .append, .concatenate, .insertBefore, .remove, .reverse, .indexOf,
            .union, .distinctValues, .duplicateValues, .flatten, .sort:
            return sequence(arguments)
        case .min, .max, .sum, .mean, .all, .any, .product, .median, .stddev, .mode: return aggregate(arguments)
        case .decimal, .floor, .ceiling, .roundUp, .roundDown, .roundHalfUp, .roundHalfDown, .modulo, .sqrt, .log, .exp:
            return takes(arguments, [[.number], [.number]]) ? .number : failed
        case .odd, .even: return takes(arguments, [[.number]]) ? .boolean : failed
        case .abs: return takes(arguments, [[.number, .daysDuration, .monthsDuration]]) ? arguments.types[0] : failed
        case .is: return .boolean
        case .dayOfYear, .weekOfYear: return takes(arguments, [[.date, .dateTime(.open)]]) ? .number : failed
        case .dayOfWeek, .monthOfYear: return takes(arguments, [[.date, .dateTime(.open)]]) ? .string : failed
        case .before, .after, .meets, .metBy, .overlaps, .overlapsBefore, .overlapsAfter, .finishes, .finishedBy, .includes,
            .during, .starts, .startedBy, .coincides:
            return related(arguments)
        case .getValue, .getEntries, .context, .contextPut, .contextMerge: return contexts(index, arguments)
        }
    }

    /// Each argument must be of one of its types; further ones of the last.
    @discardableResult
    private mutating func takes(_ arguments: Arguments, _ wanted: [[ExpressionType]]) -> Bool {
        var fits = true
        for place in 0..<arguments.count {
            let types = wanted[min(place, wanted.count - 1)]
            // A parameter that is not named is null.
            if arguments.types[place] == .null, place >= arguments.function.needed { continue }
            if !want(types, arguments.nodes[place], arguments.types[place], arguments.name) { fits = false }
        }
        return fits
    }

    // MARK: Conversion

    private mutating func conversion(_ index: Int, _ arguments: Arguments) -> ExpressionType {
        switch arguments.function {
        case .date:
            let ways: [[ExpressionType]] = arguments.count == 1 ? [[.string, .date, .dateTime(.open)]] : [[.number]]
            return takes(arguments, ways) ? .date : failed
        case .time:
            let ways: [[ExpressionType]] =
                arguments.count == 1 ? [[.string, .time(.open), .dateTime(.open), .date]] : [[.number], [.number], [.number], [.daysDuration]]
            return takes(arguments, ways) ? .time(zoning(index, arguments)) : failed
        case .dateAndTime:
            let ways: [[ExpressionType]] =
                arguments.count == 1 ? [[.string, .dateTime(.open), .date]] : [[.date, .dateTime(.open)], [.time(.open)]]
            return takes(arguments, ways) ? .dateTime(zoning(index, arguments)) : failed
        case .number:
            let ways: [[ExpressionType]] = arguments.count == 1 ? [[.string, .number]] : [[.string]]
            return takes(arguments, ways) ? .number : failed
        case .string:
            if arguments.types[0] == .null { return flag(.operand, arguments.nodes[0], "string", expected: "any", found: "null") }
            return .string
        case .yearsAndMonthsDuration: return takes(arguments, [[.date, .dateTime(.open)]]) ? .monthsDuration : failed
        case .duration:
            guard takes(arguments, [[.string, .daysDuration, .monthsDuration]]) else { return failed }
            if !arguments.types[0].isText { return arguments.types[0] }
            // Which of the two it is stands in the text.
            return constant(index).map { $0.isNull ? .unchecked : ExpressionType(of: $0) } ?? .any
        default:
            guard takes(arguments, [[.string]]) else { return failed }
            return constant(index).map { $0.isNull ? .unchecked : ExpressionType(of: $0) } ?? .range(.any)
        }
    }

    /// Whether what `time` or `date and time` yields has a zone.
    private mutating func zoning(_ index: Int, _ arguments: Arguments) -> ExpressionType.Zoning {
        // A zone that is not named, or null, is none; the offset of `time(hour, minute, second, offset)` may turn out null.
        if arguments.function == .time, arguments.count > 1 {
            guard arguments.count > 3, arguments.types[3] != .null else { return .local }
            return constant(arguments.nodes[3]).map { $0.isNull ? .local : .zoned } ?? .open
        }
        switch arguments.types.last {
        case .time(let zone), .dateTime(let zone): return zone
        // Midnight in Greenwich.
        case .date: return .zoned
        case .string where arguments.count == 1, .code where arguments.count == 1:
            switch constant(index) {
            case .time(let time): return .init(time.zone)
            case .dateTime(let moment): return .init(moment.time.zone)
            default: return .open
            }
        default: return .open
        }
    }

    // MARK: Text

    private mutating func textual(_ index: Int, _ arguments: Arguments) -> ExpressionType {
        switch arguments.function {
        case .substring: return takes(arguments, [[.string], [.number], [.number]]) ? .string : failed
        case .stringLength: return takes(arguments, [[.string]]) ? .number : failed
        case .contains, .startsWith, .endsWith: return takes(arguments, [[.string]]) ? .boolean : failed
        case .stringJoin:
            want(items: [.string], arguments, 0)
            if arguments.count > 1, arguments.types[1] != .null { want([.string], arguments.nodes[1], arguments.types[1], arguments.name) }
            return .string
        case .matches, .replace, .split:
            guard takes(arguments, [[.string]]), checkPattern(arguments) else { return failed }
            return arguments.function == .matches ? .boolean : arguments.function == .split ? .list(.string) : .string
        default: return takes(arguments, [[.string]]) ? .string : failed
        }
    }

    /// A written pattern is tried on an empty text: what the engine refuses there it refuses everywhere.
    private mutating func checkPattern(_ arguments: Arguments) -> Bool {
        guard world.patterns != nil else { return true }
        var values: [Value] = [.string("")]
        for node in arguments.nodes.dropFirst() {
            guard let value = constant(node) else { return true }
            values.append(value)
        }
        var evaluation = Evaluation(expression.code, ConstantEnvironment(patterns: world.patterns), expression.limits, 2_000)
        guard case .error(let reason) = evaluation.call(arguments.function, values) else { return true }
        flag(.alwaysNull, arguments.nodes[1], arguments.name, found: reason.code.rawValue)
        return false
    }

    // MARK: Lists

    /// The items of a list must be of one of these types.
    @discardableResult
    private mutating func want(items wanted: [ExpressionType], _ arguments: Arguments, _ place: Int) -> Bool {
        let item = arguments.types[place].item
        guard arguments.types[place] != .null else {
            flag(.operand, arguments.nodes[place], arguments.name, expected: "list of \(wanted.first?.description ?? "any")", found: "null")
            return false
        }
        if item.isLenient || item == .null || wanted.contains(where: { $0.kind == item.kind }) { return true }
        flag(
            .operand, arguments.nodes[place], arguments.name, expected: wanted.map { "list of \($0)" }.joined(separator: " | "),
            found: arguments.types[place].description)
        return false
    }

    private mutating func sequence(_ arguments: Arguments) -> ExpressionType {
        let lists = arguments.function == .concatenate || arguments.function == .union ? arguments.count : 1
        for place in 0..<lists where arguments.types[place] == .null {
            return flag(.operand, arguments.nodes[place], arguments.name, expected: "list of any", found: "null")
        }
        let item = arguments.types[0].item
        func numbers(_ places: Range<Int>) -> Bool {
            var fits = true
            for place in places where place < arguments.count {
                if !want([.number], arguments.nodes[place], arguments.types[place], arguments.name) { fits = false }
            }
            return fits
        }
        switch arguments.function {
        case .count: return .number
        case .listContains, .indexOf:
            equality(arguments.nodes[1], arguments.types[1], arguments.nodes[0], item, arguments.name)
            return arguments.function == .indexOf ? .list(.number) : .boolean
        case .listReplace, .insertBefore: return numbers(1..<2) ? .list(item.joined(arguments.types[2])) : failed
        case .remove: return numbers(1..<2) ? .list(item) : failed
        case .sublist: return numbers(1..<3) ? .list(item) : failed
        case .append: return .list(arguments.types.dropFirst().reduce(item) { $0.joined($1) })
        case .concatenate, .union: return .list(arguments.types.reduce(.null) { $0.joined($1.item) })
        case .flatten: return .list(flat(item))
        case .sort: return sorted(arguments, item)
        default: return .list(item)
        }
    }

    private func flat(_ type: ExpressionType) -> ExpressionType {
        if case .list(let item) = type { flat(item) } else { type }
    }

    private mutating func sorted(_ arguments: Arguments, _ item: ExpressionType) -> ExpressionType {
        guard arguments.count > 1, arguments.types[1] != .null else {
            guard want(items: Self.ordered, arguments, 0) else { return failed }
            guard item == .null || item.isMutuallyOrdered else { return mixed(arguments, 0) }
            return .list(item)
        }
        guard want([.string], arguments.nodes[1], arguments.types[1], arguments.name) else { return failed }
        if case .string(let key)? = constant(arguments.nodes[1]) {
            let entry = property(key, of: item, arguments.nodes[1])
            guard entry.isMutuallyOrdered || entry == .null else {
                return flag(.operand, arguments.nodes[1], arguments.name, expected: "number | string | date", found: entry.description)
            }
            return .list(item)
        }
        return item == .null ? .list(item) : flag(.operand, arguments.nodes[1], arguments.name, expected: "string", found: text(arguments.nodes[1]))
    }

    private static var ordered: [ExpressionType] {
        [.number, .string, .date, .time(.open), .dateTime(.open), .daysDuration, .monthsDuration]
    }

    /// Values of an ordered kind that have no order among themselves: some have a zone and some have none.
    private mutating func mixed(_ arguments: Arguments, _ place: Int) -> ExpressionType {
        let wanted: [ExpressionType] =
            switch (place, arguments.types[place].item) {
            case (1..., _): [arguments.types[0]]
            case (_, .time): [.list(.time(.zoned)), .list(.time(.local))]
            case (_, .dateTime): [.list(.dateTime(.zoned)), .list(.dateTime(.local))]
            default: Self.ordered.map { .list($0) }
            }
        return flag(
            .operand, arguments.nodes[place], arguments.name, expected: wanted.map(\.description).joined(separator: " | "),
            found: arguments.types[place].description)
    }

    private mutating func aggregate(_ arguments: Arguments) -> ExpressionType {
        let wanted: [ExpressionType] =
            switch arguments.function {
            case .all, .any: [.boolean]
            case .min, .max: Self.ordered
            default: [.number]
            }
        if arguments.count == 1 {
            guard want(items: wanted, arguments, 0) else { return failed }
        } else {
            guard takes(arguments, [wanted]) else { return failed }
        }
        switch arguments.function {
        case .all, .any: return .boolean
        case .mode: return .list(.number)
        case .min, .max:
            let items = arguments.items
            guard items == .null || items.isMutuallyOrdered else { return mixed(arguments, arguments.count - 1) }
            return items
        default: return .number
        }
    }

    // MARK: Ranges

    /// Which of point and range a function takes; the values inside must compare.
    private mutating func related(_ arguments: Arguments) -> ExpressionType {
        let (first, second) = (arguments.types[0], arguments.types[1])
        if first.isLenient || second.isLenient { return .unchecked }
        func end(_ type: ExpressionType) -> ExpressionType? {
            if case .range(let end) = type { end } else { nil }
        }
        let takes =
            switch (end(first) != nil, end(second) != nil) {
            case (true, true): true
            case (false, false): [.before, .after, .coincides].contains(arguments.function)
            case (false, true): [.before, .after, .finishes, .starts, .during].contains(arguments.function)
            case (true, false): [.before, .after, .finishedBy, .startedBy, .includes].contains(arguments.function)
            }
        guard takes else {
            return flag(
                .operand, arguments.nodes[1], arguments.name,
                expected: arguments.function.signatures.map { $0.parameters.joined(separator: ", ") }.joined(separator: " | "),
                found: first.description + ", " + second.description)
        }
        let fits = order(arguments.nodes[0], end(first) ?? first, arguments.nodes[1], end(second) ?? second, arguments.name)
        return fits ? .boolean : failed
    }

    // MARK: Contexts

    private mutating func contexts(_ index: Int, _ arguments: Arguments) -> ExpressionType {
        func key(_ place: Int) -> String? {
            if case .string(let key)? = constant(arguments.nodes[place]) { key } else { nil }
        }
        let subject = arguments.types[0]
        if subject.isLenient { return .unchecked }
        switch arguments.function {
        case .context:
            switch subject.item {
            case .unchecked, .null: return .context([:], isOpen: true)
            case _ where writtenEntries(arguments.nodes[0]) != nil:
                return .context(writtenEntries(arguments.nodes[0]) ?? [:], isOpen: false)
            case .context(let entries, _) where (entries["key"].map { $0.isText || $0.isLenient } ?? false) && entries["value"] != nil:
                return .context([:], isOpen: true)
            default:
                return flag(.operand, arguments.nodes[0], arguments.name, expected: "list of context<key, value>", found: subject.description)
            }
        case .contextMerge:
            switch subject.item {
            case .context, .unchecked, .null: return merged(arguments.nodes[0])
            default:
                return flag(.operand, arguments.nodes[0], arguments.name, expected: "list of context", found: subject.description)
            }
        default: break
        }
        guard case .context(let entries, let isOpen) = subject else {
            return flag(.operand, arguments.nodes[0], arguments.name, expected: "context", found: subject.description)
        }
        func takesKey() -> Bool {
            if arguments.types[1].isText || !arguments.namesKey && arguments.types[1].item.isText { return true }
            flag(
                .operand, arguments.nodes[1], arguments.name, expected: arguments.namesKey ? "string" : "string | list of string",
                found: arguments.types[1].description)
            return false
        }
        switch arguments.function {
        case .getEntries:
            let value = isOpen ? .any : entries.values.reduce(ExpressionType.null) { $0.joined($1) }
            return .list(.context(["key": .string, "value": value], isOpen: false))
        case .getValue:
            guard takesKey() else { return failed }
            guard let key = key(1), !isOpen || entries[key] != nil else { return .any }
            return property(key, of: subject, arguments.nodes[1])
        default:
            guard takesKey() else { return failed }
            guard let key = key(1) else { return .context([:], isOpen: true) }
            return .context(entries.merging([key: arguments.types[2]]) { $1 }, isOpen: isOpen)
        }
    }
}

// MARK: Contexts that are written out

extension TypeCheck {
    private func items(_ index: Int) -> [Int]? {
        let node = program.nodes[index]
        return node.operation == .list ? program.links(node.a, node.b).map { Int($0) } : nil
    }

    /// What `context` makes of a list of contexts whose keys are constants.
    fileprivate func writtenEntries(_ index: Int) -> [String: ExpressionType]? {
        guard let items = items(index) else { return nil }
        var made: [String: ExpressionType] = [:]
        for item in items {
            let node = program.nodes[item]
            guard node.operation == .context, case .context(let entries, isOpen: false) = types[item], let value = entries["value"] else { return nil }
            let places = stride(from: node.a, to: node.a + node.b * 3, by: 3)
            guard let place = places.first(where: { program.names[Int(program.links[$0])] == "key" }),
                case .string(let key)? = constant(Int(program.links[place + 2])), made[key] == nil
            else { return nil }
            made[key] = value
        }
        return made
    }

    /// The entries of all, where each is known in full.
    fileprivate func merged(_ index: Int) -> ExpressionType {
        guard let items = items(index) else {
            if case .context(_, isOpen: false) = types[index] { return types[index] }
            return .context([:], isOpen: true)
        }
        var merged: [String: ExpressionType] = [:]
        for item in items {
            guard case .context(let entries, isOpen: false) = types[item] else { return .context([:], isOpen: true) }
            merged.merge(entries) { $1 }
        }
        return .context(merged, isOpen: false)
    }
}

extension Builtin {
    /// How many arguments every way to call it needs.
    fileprivate var needed: Int { signatures.map { $0.parameters.count - $0.optional }.min() ?? 0 }
}
