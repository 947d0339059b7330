/// Programs are the same when their trees are, whatever the order of their tables.
extension Program: Hashable {
    static func == (left: Program, right: Program) -> Bool { left.isSame(left.root, right, right.root) }

    func hash(into hasher: inout Hasher) {
        hasher.combine(nodes.count)
        hasher.combine(nodes[root].operation)
        hasher.combine(Set(meanings))
    }

    private func isSame(_ index: Int, _ other: Program, _ place: Int) -> Bool {
        let (x, y) = (nodes[index], other.nodes[place])
        guard x.operation == y.operation else { return false }
        func node(_ a: Int, _ b: Int) -> Bool { isSame(a, other, b) }
        func name(_ a: Int, _ b: Int) -> Bool { names[a] == other.names[b] }
        func meaning() -> Bool { meanings[x.a] == other.meanings[y.a] }
        func span(_ a: Int, _ b: Int, _ count: Int, _ otherCount: Int) -> Bool {
            count == otherCount && zip(links(a, count), other.links(b, count)).allSatisfy { node(Int($0), Int($1)) }
        }
        switch x.operation {
        case .constant: return constants[x.a] == other.constants[y.a]
        case .local: return x.a == y.a && name(x.b, y.b)
        case .name, .rows, .sourceDown: return name(x.a, y.a)
        case .meaning, .after: return meaning()
        case .held: return meaning() && name(x.b, y.b)
        case .framed:
            let (count, otherCount) = (Int(links[x.c]), Int(other.links[y.c]))
            return name(x.b, y.b) && links(x.c + 1, count) == other.links(y.c + 1, otherCount) && node(x.a, y.a)
        case .label: return name(x.a, y.a) && node(x.b, y.b)
        case .lookup: return name(x.a, y.a) && name(x.c, y.c) && node(x.b, y.b)
        case .path: return name(x.b, y.b) && node(x.a, y.a)
        case .words, .negate, .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual:
            return node(x.a, y.a)
        case .filter, .range: return x.c == y.c && node(x.a, y.a) && node(x.b, y.b)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .add, .subtract, .multiply, .divide, .power:
            return node(x.a, y.a) && node(x.b, y.b)
        case .between, .conditional: return node(x.a, y.a) && node(x.b, y.b) && node(x.c, y.c)
        case .and, .or, .list: return span(x.a, y.a, x.b, y.b)
        case .call: return x.c == y.c && span(x.a, y.a, x.b, y.b)
        case .table: return isSame(tables[x.a], other, other.tables[y.a])
        case .isIn: return node(x.a, y.a) && span(x.b, y.b, x.c, y.c)
        case .loop, .some, .every:
            return x.b == y.b && node(x.c, y.c)
                && (0..<x.b).allSatisfy { iterator in
                    let (a, b) = (x.a + iterator * 4, y.a + iterator * 4)
                    let (high, otherHigh) = (Int(links[a + 3]), Int(other.links[b + 3]))
                    return name(Int(links[a]), Int(other.links[b])) && links[a + 1] == other.links[b + 1]
                        && node(Int(links[a + 2]), Int(other.links[b + 2]))
                        && (high < 0 || otherHigh < 0 ? high == otherHigh : node(high, otherHigh))
                }
        case .context:
            return x.b == y.b
                && (0..<x.b).allSatisfy { entry in
                    let (a, b) = (x.a + entry * 3, y.a + entry * 3)
                    return name(Int(links[a]), Int(other.links[b])) && node(Int(links[a + 2]), Int(other.links[b + 2]))
                }
        }
    }

    private func isSame(_ table: BoxedTable, _ other: Program, _ otherTable: BoxedTable) -> Bool {
        func nodes(_ left: [Int?], _ right: [Int?]) -> Bool {
            left.count == right.count
                && zip(left, right).allSatisfy { a, b in
                    guard let a, let b else { return a == nil && b == nil }
                    return isSame(a, other, b)
                }
        }
        return table.hit == otherTable.hit && nodes(table.inputs, otherTable.inputs)
            && table.outputs.count == otherTable.outputs.count
            && zip(table.outputs, otherTable.outputs).allSatisfy { $0.name == $1.name && $0.values == $1.values }
            && table.rules.count == otherTable.rules.count
            && zip(table.rules, otherTable.rules).allSatisfy { nodes($0.tests, $1.tests) && nodes($0.results, $1.results) }
    }
}
