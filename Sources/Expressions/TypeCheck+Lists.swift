import Diagnostics

extension TypeCheck {
    // MARK: Paths

    mutating func path(_ index: Int, _ node: Node) -> ExpressionType {
        let name = program.names[node.b], whole = type(at: node.a)
        if case .context(let entries, isOpen: true) = whole, entries[name] == nil {
            // Whether it is there is seen when it is evaluated; `get value` may find nothing.
            return flag(.uncertainEntry, index, whole.description, found: name, fix: "get value(\(text(node.a)), \(Printer.text(of: .string(name))))")
        }
        return property(name, of: whole, index)
    }

    /// An entry or property; of a list, that of every item.
    mutating func property(_ name: String, of type: ExpressionType, _ index: Int) -> ExpressionType {
        switch type {
        case .unchecked, .null: return type
        case .list(let item): return .list(property(name, of: item, index))
        case .context(let entries, let isOpen):
            if let entry = entries[name] { return entry }
            return missing(name, of: type, isOpen ? [] : entries.keys.sorted(), index)
        default:
            let properties = Self.properties(of: type)
            return properties[name] ?? missing(name, of: type, properties.keys.sorted(), index)
        }
    }

    private mutating func missing(_ name: String, of type: ExpressionType, _ known: [String], _ index: Int) -> ExpressionType {
        let near = nearest(to: name, among: known)
        let written = text(index)
        let fix = near.flatMap { near in written.hasSuffix(name) ? String(written.dropLast(name.count)) + near : nil }
        return flag(.unknownEntry, index, type.description, expected: known.joined(separator: " | "), found: name, fix: fix)
    }

    /// - Source: DMN 1.5, table 65.
    private static func properties(of type: ExpressionType) -> [String: ExpressionType] {
        let ofDate: [String: ExpressionType] = ["year": .number, "month": .number, "day": .number, "weekday": .number]
        let ofTime: [String: ExpressionType] = ["hour": .number, "minute": .number, "second": .number]
        let ofZone: [String: ExpressionType] = ["time offset": .daysDuration, "timezone": .string]
        switch type {
        case .date: return ofDate
        // Of a time without a zone both are null, always.
        case .time(let zone): return zone == .local ? ofTime : ofTime.merging(ofZone) { $1 }
        case .dateTime(let zone): return ofDate.merging(zone == .local ? ofTime : ofTime.merging(ofZone) { $1 }) { $1 }
        case .daysDuration: return ["days": .number, "hours": .number, "minutes": .number, "seconds": .number]
        case .monthsDuration: return ["years": .number, "months": .number]
        case .range(let end): return ["start": end, "end": end, "start included": .boolean, "end included": .boolean]
        default: return [:]
        }
    }

    // MARK: Filters, loops and contexts

    mutating func filter(_ node: Node) -> ExpressionType {
        let subject = type(at: node.a)
        locals[node.c] = subject.item
        let condition = type(at: node.b)
        switch condition {
        case .number where written(node.b) != nil && item(of: node.a, at: node.b) != nil: return item(of: node.a, at: node.b) ?? .unchecked
        case .number:
            if case .number(let position)? = constant(node.b), position.isZero {
                return flag(.alwaysNull, node.b, "[]", found: EvaluationError.Code.outOfRange.rawValue)
            }
            // A position that comes from the items may be there for some of them and not for others.
            return reads(subject.item, in: node.c, at: node.b) ? .any : subject.item
        case .unchecked: return .unchecked
        case .boolean: return subject.isLenient ? .unchecked : .list(subject.item)
        default: return flag(.operand, node.b, "[]", expected: "boolean | number", found: condition.description)
        }
    }

    /// The type of one item of a list that is written out.
    private func item(of list: Int, at position: Int) -> ExpressionType? {
        guard program.nodes[list].operation == .list, case .number(let number)? = written(position), let place = number.integer else { return nil }
        let items = program.links(program.nodes[list].a, program.nodes[list].b)
        let index = place > 0 ? items.startIndex + place - 1 : items.endIndex + place
        return place != 0 && items.indices.contains(index) ? types[Int(items[index])] : nil
    }

    private func reads(_ item: ExpressionType, in slot: Int, at index: Int) -> Bool {
        let entries: [String: Value] = if case .context(let types, _) = item { types.mapValues { _ in .none } } else { [:] }
        return program.reads(.context(entries), in: slot, at: index)
    }

    /// What an iterator runs over.
    private mutating func iterated(_ low: Int, _ high: Int, _ subject: String) -> ExpressionType {
        let type = type(at: low)
        guard high >= 0 else {
            guard case .range(let end) = type else {
                if type == .null { return flag(.operand, low, subject, expected: "list of any", found: type.description) }
                return type.item
            }
            return want([.number, .date], low, end, subject) ? end : failed
        }
        let other = self.type(at: high)
        guard want([.number, .date], low, type, subject), want([type.isLenient ? other : type], high, other, subject) else { return failed }
        return type
    }

    private mutating func iterators(_ node: Node, _ subject: String) {
        for place in stride(from: node.a, to: node.a + node.b * 4, by: 4) {
            let parts = program.links(place, 4).map { Int($0) }
            locals[parts[1]] = iterated(parts[2], parts[3], subject)
        }
    }

    mutating func loop(_ node: Node) -> ExpressionType {
        iterators(node, "for")
        let partial = Int(program.links[node.a + (node.b - 1) * 4 + 1]) + 1
        guard program.names.contains("partial"), partial < locals.count else { return .list(type(at: node.c)) }
        // What the loop yields so far has the type it yields: tried with nothing, then with what that came to, else with
        // anything. Loops within one that is tried are gone through once, or the work would double with each of them.
        switch loops {
        case .empty:
            locals[partial] = .list(.null)
            return .list(type(at: node.c))
        case .wide:
            locals[partial] = .list(.any)
            return .list(type(at: node.c))
        case .exact: break
        }
        let before = findings
        loops = .empty
        locals[partial] = .list(.null)
        locals[partial] = .list(type(at: node.c))
        loops = .exact
        findings = before
        let exact = ExpressionType.list(type(at: node.c))
        // Nothing less than the same: a context that may have gained an entry is another.
        if exact == locals[partial] { return exact }
        findings = before
        loops = .wide
        locals[partial] = .list(.any)
        let wide = ExpressionType.list(type(at: node.c))
        loops = .exact
        return wide
    }

    mutating func quantified(_ node: Node) -> ExpressionType {
        let subject = node.operation == .some ? "some" : "every"
        iterators(node, subject)
        let type = type(at: node.c)
        want([.boolean], node.c, type, subject)
        return .boolean
    }

    mutating func context(_ node: Node) -> ExpressionType {
        var entries: [String: ExpressionType] = [:]
        for place in stride(from: node.a, to: node.a + node.b * 3, by: 3) {
            let type = type(at: Int(program.links[place + 2]))
            locals[Int(program.links[place + 1])] = type
            entries[program.names[Int(program.links[place])]] = type
        }
        return .context(entries, isOpen: false)
    }

    // MARK: Decision tables

    mutating func table(_ table: BoxedTable) -> ExpressionType {
        for input in table.inputs { _ = type(at: input) }
        var outputs = table.outputs.map { _ in ExpressionType.null }
        for rule in table.rules {
            for test in rule.tests.compactMap(\.self) { _ = type(at: test) }
            for (place, result) in rule.results.enumerated() where outputs.indices.contains(place) {
                outputs[place] = outputs[place].joined(type(at: result))
            }
        }
        let names = table.outputs.map(\.name)
        let result: ExpressionType =
            outputs.count == 1
            ? outputs[0] : .context(Dictionary(zip(names, outputs), uniquingKeysWith: { $1 }), isOpen: false)
        switch table.hit {
        case .unique, .any, .priority, .first: return result
        case .ruleOrder, .outputOrder, .collect: return .list(result)
        case .count: return .number
        case .sum:
            for rule in table.rules { for cell in rule.results { want([.number], cell, type(at: cell), "C+") } }
            return .number
        case .minimum, .maximum:
            for rule in table.rules {
                for cell in rule.results where !type(at: cell).isMutuallyOrdered {
                    flag(.operand, cell, table.hit.rawValue, expected: "number | string | date", found: type(at: cell).description)
                }
            }
            guard result.isMutuallyOrdered || result == .null else {
                if findings.isEmpty, let cell = table.rules.last?.results.first {
                    flag(.operand, cell, table.hit.rawValue, expected: table.rules[0].results.first.map { type(at: $0).description } ?? "", found: type(at: cell).description)
                }
                return .unchecked
            }
            return result
        }
    }
}
