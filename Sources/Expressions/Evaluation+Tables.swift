/// Decision tables (DMN 1.5, clause 8.2.10).
extension Evaluation {
    /// What a rule came to.
    private enum Rule {
        case fires(Value)
        /// Nobody can tell yet whether it fires; what it would yield.
        case open(Set<Meaning>, Value)
    }

    mutating func table(_ node: Node) -> Value {
        let table = program.tables[node.a]
        var rules: [Rule] = []
        for rule in table.rules {
            switch fires(rule) {
            case .no, .null: continue
            case .yes:
                let value = result(of: rule, in: table)
                if table.hit == .first, rules.isEmpty { return value }
                rules.append(.fires(value))
                // Of the rules behind it none counts any more.
                if table.hit == .first { return first(rules) }
            case .open(let waits): rules.append(.open(waits, result(of: rule, in: table)))
            }
            if isStopped { return .error(.stepLimit, "table") }
        }
        return result(of: rules, in: table)
    }

    private mutating func fires(_ rule: BoxedTable.Rule) -> Truth {
        var answer = Junction.and
        for test in rule.tests {
            guard let test else { continue }
            answer.add(Truth(value(at: test), in: "table"))
            if answer.isDecided { break }
        }
        return answer.truth
    }

    private mutating func result(of rule: BoxedTable.Rule, in table: BoxedTable) -> Value {
        if table.outputs.count == 1, let only = rule.results.first { return value(at: only) }
        var entries: [String: Value] = [:]
        for (output, node) in zip(table.outputs, rule.results) { entries[output.name] = value(at: node) }
        return .context(entries)
    }

    private func result(of rules: [Rule], in table: BoxedTable) -> Value {
        let fired = rules.compactMap { if case .fires(let value) = $0 { value } else { nil } }
        switch table.hit {
        case .unique:
            if fired.count > 1 { return .error(.severalRules, "table") }
            return rules.count == 1 ? first(rules) : waiting(rules) ?? .error(.noRule, "table")
        case .any:
            guard let one = fired.first else { return first(rules) }
            if let open = unsettled(fired) { return open }
            return fired.allSatisfy { $0.collapsed == one.collapsed } ? agreed(rules) : .error(.severalRules, "table")
        case .first: return first(rules)
        case .priority:
            guard rules.count == fired.count else { return agreed(rules) }
            return unsettled(fired) ?? ordered(fired, table).first ?? .error(.noRule, "table")
        case .ruleOrder, .collect: return waiting(rules) ?? .list(fired)
        case .outputOrder: return waiting(rules) ?? unsettled(fired) ?? .list(ordered(fired, table))
        case .count: return waiting(rules) ?? .number(Number(fired.count))
        case .sum, .minimum, .maximum: return waiting(rules) ?? aggregate(fired, table.hit)
        }
    }

    private func waiting(_ rules: [Rule]) -> Value? {
        var waits: Set<Meaning>?
        for case .open(let more, _) in rules { waits = waits.map { $0.union(more) } ?? more }
        return waits.map { .unknown($0) }
    }

    /// What several results wait for before they can be compared.
    private func unsettled(_ values: [Value]) -> Value? {
        guard values.count > 1, values.contains(where: { !$0.isSettled }) else { return nil }
        return .unknown(values.reduce(into: []) { $0.formUnion($1.waitsFor) })
    }

    /// The first rule that fires decides; one before it that nobody can tell of must come to the same.
    private func first(_ rules: [Rule]) -> Value {
        guard case .fires? = rules.last else { return waiting(rules) ?? .error(.noRule, "table") }
        return agreed(rules)
    }

    /// What all rules that fire or may fire yield, at least one of which fires.
    private func agreed(_ rules: [Rule]) -> Value {
        let values = rules.map { if case .open(_, let value) = $0 { value } else if case .fires(let value) = $0 { value } else { Value.none } }
        guard let waiting = waiting(rules) else { return values.first ?? .error(.noRule, "table") }
        let fires = rules.contains { if case .fires = $0 { true } else { false } }
        return fires && values.allSatisfy { $0 == values[0] && $0.isSettled } ? values[0] : waiting
    }

    /// By the places their outputs have among the declared values, the first output first; undeclared values last.
    private func ordered(_ values: [Value], _ table: BoxedTable) -> [Value] {
        func ranks(_ value: Value) -> [Int] {
            table.outputs.map { output in
                var part = value
                if table.outputs.count > 1, case .context(let entries) = value { part = entries[output.name] ?? .none }
                return output.values.firstIndex(of: part) ?? output.values.count
            }
        }
        return values.enumerated().map { (place: $0.offset, ranks: ranks($0.element), value: $0.element) }.sorted { a, b in
            a.ranks == b.ranks ? a.place < b.place : a.ranks.lexicographicallyPrecedes(b.ranks)
        }.map(\.value)
    }

    private func aggregate(_ values: [Value], _ hit: HitPolicy) -> Value {
        if values.isEmpty { return .error(.noRule, "table") }
        let function: Builtin = hit == .sum ? .sum : hit == .minimum ? .min : .max
        if let open = unsettled(values) { return open }
        do {
            return try Aggregate.result(of: Call(function: function, arguments: [.list(values)]), skipsNone: false)
        } catch {
            return .error(error)
        }
    }
}
