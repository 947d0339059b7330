/// An assignment that shows something: what is read, and a value it has.
public struct Witness: Sendable, Hashable, CustomStringConvertible {
    public struct Assignment: Sendable, Hashable {
        /// The part of the expression that has the value: `applicant.date_of_birth`, `count(rows.members)`.
        public let what: String
        public let value: Value
    }

    public let assignments: [Assignment]

    /// As FEEL: `a.sex = "1" and a.born = @"2000-01-02"`.
    public var description: String {
        assignments.map { "\($0.what) = \(Printer.text(of: $0.value))" }.joined(separator: " and ")
    }
}

/// Decides what conditions can and cannot come to, over finite domains that stand for all values.
///
/// The fragment: booleans, codes and texts compared for equality, numbers and dates compared with constants and with one
/// another, all under `and`, `or`, `not` and `if`, `in` and `between`. There values fall into finitely many classes, cut at
/// the constants that occur; one value of each class is tried, so the answer is exact. A part outside the fragment
/// (arithmetic, functions, loops) stands for any value of its type: what is impossible then is impossible for certain, and
/// what is possible then is `undecided`. Null counts as an answer where ``TypingEnvironment/mayBeNone(_:)`` allows it.
///
/// Conditions must be well typed: see ``Expression/typed(in:as:place:)``.
///
/// - Complexity: exponential in the meanings the conditions share, cut off by `budget`: evaluations of a condition.
public struct Reasoner: Sendable {
    /// What could be found out.
    public enum Answer: Sendable {
        /// No assignment does it.
        case impossible
        /// This one does.
        case possible(Witness)
        /// Outside what can be decided, or more than may be spent on it.
        case undecided
    }

    private var skeletons: [Skeleton] = []
    private var terms = TermTable()
    private let budget: Int

    public static let standardBudget = 20_000

    public init(_ conditions: [Expression], in world: some TypingEnvironment, budget: Int = Reasoner.standardBudget) {
        self.budget = budget
        for condition in conditions {
            var reduction = Reduction(condition, world, terms)
            skeletons.append(reduction.skeleton())
            terms = reduction.terms
        }
        terms.settle(world)
    }

    /// One condition and what it is to come to.
    public struct Wish: Sendable {
        let skeleton: Int
        /// Parts all of which hold; the whole condition where there are none.
        let nodes: [Int]
        let holds: Bool

        init(_ skeleton: Int, _ nodes: [Int], _ holds: Bool) {
            self.skeleton = skeleton
            self.nodes = nodes
            self.holds = holds
        }

        /// The condition of this number is true.
        public static func holds(_ condition: Int) -> Wish { Wish(condition, [], true) }
        /// The condition of this number is false or null.
        public static func fails(_ condition: Int) -> Wish { Wish(condition, [], false) }
    }

    // MARK: Questions

    /// Whether all wishes can come true at once.
    public func satisfy(_ wishes: [Wish], exceptNull: Bool = false) -> Answer {
        var search = Search(skeletons: skeletons, terms: terms, budget: budget, exceptNull: exceptNull)
        return search.satisfy(wishes.map { wish in
            Search.Goal(skeleton: wish.skeleton, nodes: wish.nodes.isEmpty ? [skeletons[wish.skeleton].program.root] : wish.nodes, holds: wish.holds)
        })
    }

    /// Whether the value of an expression can change with a meaning, all else being equal. `undecided` where the meaning
    /// stands in a part that is not decided.
    public func dependence(of expression: Int, on meaning: Meaning) -> Answer {
        let places = terms.places(reading: meaning)
        guard !places.isEmpty else { return .undecided }
        var open = false
        for place in places {
            guard terms.isPlain(place) else {
                open = true
                continue
            }
            var search = Search(skeletons: skeletons, terms: terms, budget: budget, exceptNull: false)
            switch search.dependence(of: expression, on: place) {
            case .impossible: continue
            case .possible(let witness): return .possible(witness)
            case .undecided: open = true
            }
        }
        return open ? .undecided : .impossible
    }

    /// The rules of a decision table: the whole expression of this number.
    public func table(_ expression: Int) -> TableReasoner? {
        let program = skeletons[expression].program
        let root = program.nodes[program.root]
        guard root.operation == .table else { return nil }
        return TableReasoner(reasoner: self, skeleton: expression, table: program.tables[root.a])
    }
}

/// What the rules of one decision table can and cannot do. Rules count from 0.
public struct TableReasoner: Sendable {
    let reasoner: Reasoner
    let skeleton: Int
    let table: BoxedTable

    public var ruleCount: Int { table.rules.count }

    private func fires(_ rule: Int, _ holds: Bool = true) -> Reasoner.Wish? {
        let tests = table.rules[rule].tests.compactMap(\.self)
        return tests.isEmpty ? nil : Reasoner.Wish(skeleton, tests, holds)
    }

    /// An input for which no rule fires; null inputs, which no table answers, are left out.
    public func gap() -> Reasoner.Answer {
        var wishes: [Reasoner.Wish] = []
        for rule in table.rules.indices {
            guard let wish = fires(rule, false) else { return .impossible }
            wishes.append(wish)
        }
        return reasoner.satisfy(wishes, exceptNull: true)
    }

    /// Whether a rule can come to count: it fires, and under `F` no rule before it does.
    public func use(of rule: Int) -> Reasoner.Answer {
        var wishes = [fires(rule)].compactMap(\.self)
        if table.hit == .first {
            for earlier in 0..<rule {
                guard let wish = fires(earlier, false) else { return .impossible }
                wishes.append(wish)
            }
        }
        return reasoner.satisfy(wishes)
    }

    /// An input for which both rules fire, where the hit policy forbids that: under `U`, and under `A` with different
    /// written results. `nil` where it is allowed.
    public func overlap(_ first: Int, _ second: Int) -> Reasoner.Answer? {
        switch table.hit {
        case .unique: break
        case .any: if areSame(table.rules[first].results, table.rules[second].results) { return nil }
        case .priority, .first, .ruleOrder, .outputOrder, .collect, .sum, .minimum, .maximum, .count: return nil
        }
        return reasoner.satisfy([fires(first), fires(second)].compactMap(\.self))
    }

    /// Where a rule stands, in Unicode scalars from the start of the table's source.
    public func offset(of rule: Int) -> Int {
        let nodes = table.rules[rule].tests.compactMap(\.self) + table.rules[rule].results
        return nodes.map { Int(reasoner.program(skeleton).spans[$0].start) }.min() ?? 0
    }

    private func areSame(_ left: [Int], _ right: [Int]) -> Bool {
        let printer = Printer(reasoner.program(skeleton))
        return left.map { printer.text(of: $0) } == right.map { printer.text(of: $0) }
    }
}

extension Reasoner {
    func program(_ skeleton: Int) -> Program { skeletons[skeleton].program }
}
