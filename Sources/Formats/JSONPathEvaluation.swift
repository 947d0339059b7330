/// Follows a query through one document, RFC 9535 sections 2.3 to 2.5.
struct PathEvaluation {
    let root: JSON
    /// Filters only ask for values; paths are built where somebody wants them.
    let tracksPaths: Bool

    func nodes(of query: PathQuery, from current: JSON) -> [JSONPath.Node] {
        var found = [JSONPath.Node(path: NormalizedPath(), value: query.isRelative ? current : root)]
        for segment in query.segments {
            var next: [JSONPath.Node] = []
            for node in found { apply(segment, to: node, into: &next) }
            found = next
        }
        return found
    }

    /// As far as the shape is plain from the query: below `..` any value may stand.
    func contradicts(_ query: PathQuery, from current: JSON) -> Bool {
        var found = [JSONPath.Node(path: NormalizedPath(), value: query.isRelative ? current : root)]
        for segment in query.segments {
            guard !segment.isDescendant else { return false }
            if found.contains(where: { node in segment.selectors.contains { Self.contradicts($0, node.value) } }) { return true }
            var next: [JSONPath.Node] = []
            for node in found { apply(segment, to: node, into: &next) }
            found = next
        }
        return false
    }

    private static func contradicts(_ selector: PathSelector, _ value: JSON) -> Bool {
        switch (selector, value) {
        case (_, .null), (.name, .object), (.index, .array), (.slice, .array), (.wildcard, .array), (.wildcard, .object), (.filter, .array), (.filter, .object): false
        case (.name, _), (.index, _), (.slice, _), (.wildcard, _), (.filter, _): true
        }
    }

    /// As far as it is plain from the query: what stands below `..` need not stand anywhere.
    func isAnswered(_ query: PathQuery, from current: JSON, byNull: Bool) -> Bool {
        var found = [JSONPath.Node(path: NormalizedPath(), value: query.isRelative ? current : root)]
        for (place, segment) in query.segments.enumerated() {
            if segment.isDescendant { return true }
            if found.contains(where: \.value.isNull) { return byNull }
            var next: [JSONPath.Node] = []
            for node in found {
                let before = next.count
                apply(segment, to: node, into: &next)
                if next.count == before, segment.selectors.allSatisfy({ saysNone($0, node.value) }) { return true }
            }
            if next.isEmpty { return query.isSingular && place == query.segments.count - 1 && !found.isEmpty }
            found = next
        }
        return true
    }

    /// Where a selector finds nothing.
    private func saysNone(_ selector: PathSelector, _ value: JSON) -> Bool {
        let elements = value.array ?? value.object?.members.map(\.value)
        switch selector {
        case .name: return false
        case .index, .slice: return value.array != nil
        case .wildcard: return elements != nil
        case .filter(let test):
            let filter = PathFilter(root: root)
            return elements?.allSatisfy { filter.decision(test, for: $0) != nil } ?? false
        }
    }

    private func apply(_ segment: PathSegment, to node: JSONPath.Node, into found: inout [JSONPath.Node]) {
        for selector in segment.selectors { select(selector, in: node, into: &found) }
        guard segment.isDescendant else { return }
        eachChild(of: node) { apply(segment, to: $0, into: &found) }
    }

    private func select(_ selector: PathSelector, in node: JSONPath.Node, into found: inout [JSONPath.Node]) {
        switch selector {
        case .name(let name):
            if let value = node.value[name] { found.append(child(of: node, .name(name), value)) }
        case .index(let index):
            guard let elements = node.value.array else { return }
            let place = index < 0 ? elements.count + index : index
            if elements.indices.contains(place) { found.append(child(of: node, .index(place), elements[place])) }
        case .wildcard:
            eachChild(of: node) { found.append($0) }
        case .slice(let start, let end, let step):
            guard let elements = node.value.array else { return }
            for place in Self.places(from: start, to: end, by: step, of: elements.count) {
                found.append(child(of: node, .index(place), elements[place]))
            }
        case .filter(let test):
            let filter = PathFilter(root: root)
            eachChild(of: node) { if filter.holds(test, for: $0.value) { found.append($0) } }
        }
    }

    private func eachChild(of node: JSONPath.Node, _ body: (JSONPath.Node) -> Void) {
        switch node.value {
        case .array(let elements):
            for (index, element) in elements.enumerated() { body(child(of: node, .index(index), element)) }
        case .object(let object):
            for (key, value) in object.members { body(child(of: node, .name(key), value)) }
        case .null, .bool, .number, .string:
            break
        }
    }

    private func child(of node: JSONPath.Node, _ step: NormalizedPath.Step, _ value: JSON) -> JSONPath.Node {
        JSONPath.Node(path: tracksPaths ? node.path.appending(step) : node.path, value: value)
    }

    /// The places a slice names, section 2.3.4.2.2. Bounds are cut to the array first, so nothing overflows.
    private static func places(from start: Int?, to end: Int?, by step: Int, of count: Int) -> StrideTo<Int> {
        guard step != 0 else { return stride(from: 0, to: 0, by: 1) }
        func normal(_ bound: Int) -> Int { bound >= 0 ? bound : count + bound }
        func cut(_ bound: Int, _ range: ClosedRange<Int>) -> Int { min(max(bound, range.lowerBound), range.upperBound) }
        if step > 0 {
            let range = 0...count
            return stride(from: cut(normal(start ?? 0), range), to: cut(normal(end ?? count), range), by: step)
        }
        let range = -1...(count - 1)
        let first = start.map { cut(normal($0), range) } ?? count - 1
        let last = end.map { cut(normal($0), range) } ?? -1
        return stride(from: first, to: last, by: step)
    }
}
