/// Decides the filters of a query, RFC 9535 section 2.3.5.
struct PathFilter {
    let root: JSON

    func holds(_ test: PathTest, for current: JSON) -> Bool {
        switch test {
        case .any(let tests): tests.contains { holds($0, for: current) }
        case .all(let tests): tests.allSatisfy { holds($0, for: current) }
        case .not(let test): !holds(test, for: current)
        case .exists(let query): !nodes(of: query, from: current).isEmpty
        case .comparison(let left, let comparison, let right):
            compare(value(left, for: current), comparison, value(right, for: current))
        case .match(let text, let pattern, let whole):
            matches(value(text, for: current), pattern, whole: whole, for: current)
        }
    }

    /// The same, `nil` where a comparison wants a value that is not there, or is of another type: whether the element is one of
    /// them is not said.
    func decision(_ test: PathTest, for current: JSON) -> Bool? {
        switch test {
        case .any(let tests): return Self.first(true, of: tests.map { decision($0, for: current) })
        case .all(let tests): return Self.first(false, of: tests.map { decision($0, for: current) })
        case .not(let test): return decision(test, for: current).map { !$0 }
        case .exists: return holds(test, for: current)
        case .comparison(let left, _, let right): return areAlike(value(left, for: current), value(right, for: current)) ? holds(test, for: current) : nil
        case .match(let text, _, _): return value(text, for: current)?.string == nil ? nil : holds(test, for: current)
        }
    }

    private func areAlike(_ left: JSON?, _ right: JSON?) -> Bool {
        switch (left, right) {
        case (.string?, .string?), (.number?, .number?), (.bool?, .bool?), (.null?, .null?), (.array?, .array?), (.object?, .object?): true
        default: false
        }
    }

    /// What decides alone, else unknown where one is unknown.
    private static func first(_ deciding: Bool, of decisions: [Bool?]) -> Bool? {
        if decisions.contains(deciding) { return deciding }
        return decisions.contains(nil) ? nil : !deciding
    }

    /// The value of an expression; `nil` is the Nothing of the standard.
    private func value(_ expression: PathValue, for current: JSON) -> JSON? {
        switch expression {
        case .literal(let literal): return literal
        case .query(let query):
            let found = nodes(of: query, from: current)
            return found.count == 1 ? found[0].value : nil
        case .count(let query): return .number(String(nodes(of: query, from: current).count))
        case .length(let argument):
            switch value(argument, for: current) {
            case .string(let text)?: return .number(String(text.unicodeScalars.count))
            case .array(let elements)?: return .number(String(elements.count))
            case .object(let object)?: return .number(String(object.count))
            case .null?, .bool?, .number?, nil: return nil
            }
        }
    }

    private func nodes(of query: PathQuery, from current: JSON) -> [JSONPath.Node] {
        PathEvaluation(root: root, tracksPaths: false).nodes(of: query, from: current)
    }

    private func matches(_ text: JSON?, _ pattern: PathPattern, whole: Bool, for current: JSON) -> Bool {
        guard let text = text?.string else { return false }
        let compiled: IRegexp?
        switch pattern {
        case .fixed(let fixed): compiled = fixed
        case .computed(let expression):
            guard let source = value(expression, for: current)?.string else { return false }
            compiled = try? IRegexp(source)  // no I-Regexp matches nothing: sections 2.4.6 and 2.4.7
        }
        guard let compiled else { return false }
        return whole ? compiled.matches(wholeOf: text) : compiled.matches(in: text)
    }

    // MARK: Comparisons, section 2.3.5.2.2

    private func compare(_ left: JSON?, _ comparison: PathComparison, _ right: JSON?) -> Bool {
        switch comparison {
        case .equal: equal(left, right)
        case .notEqual: !equal(left, right)
        case .less: less(left, right)
        case .greater: less(right, left)
        case .lessOrEqual: less(left, right) || equal(left, right)
        case .greaterOrEqual: less(right, left) || equal(left, right)
        }
    }

    private func equal(_ left: JSON?, _ right: JSON?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (.number(let left)?, .number(let right)?): DecimalOrder(left) == DecimalOrder(right)
        case (.array(let left)?, .array(let right)?):
            left.count == right.count && zip(left, right).allSatisfy { equal($0, $1) }
        case (.object(let left)?, .object(let right)?):
            left.count == right.count && left.members.allSatisfy { equal($0.value, right[$0.key]) }
        case (let left, let right): left == right
        }
    }

    private func less(_ left: JSON?, _ right: JSON?) -> Bool {
        switch (left, right) {
        case (.number(let left)?, .number(let right)?): DecimalOrder(left) < DecimalOrder(right)
        case (.string(let left)?, .string(let right)?): ExactString.less(left, right)
        default: false
        }
    }
}
