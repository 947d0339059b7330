/// Tries values for terms, one after another, as far as the conditions leave open.
///
/// An evaluation says which terms it still waits for, and is right about what it knows already (learning never changes a
/// known result), so whole stretches of assignments are passed over at once.
struct Search {
    struct Goal {
        let skeleton: Int
        let nodes: [Int]
        let holds: Bool
    }

    private let skeletons: [Skeleton]
    private let terms: TermTable
    private var budget: Int
    private let exceptNull: Bool
    private var world: Assignments

    init(skeletons: [Skeleton], terms: TermTable, budget: Int, exceptNull: Bool) {
        self.skeletons = skeletons
        self.terms = terms
        self.budget = budget
        self.exceptNull = exceptNull
        world = Assignments(count: terms.terms.count)
    }

    private enum Outcome {
        case found, none, exhausted
    }

    private var witness: Witness {
        Witness(assignments: terms.terms.enumerated().compactMap { place, term in
            world.values[place].map { Witness.Assignment(what: term.text, value: $0) }
        }.sorted { $0.what < $1.what })
    }

    private func domain(_ place: Int) -> [Value] {
        let domain = terms.term(place).domain
        return exceptNull ? domain.filter { !$0.isNull } : domain
    }

    private mutating func value(_ node: Int, in skeleton: Int) -> Value {
        budget -= 1
        var evaluation = Evaluation(skeletons[skeleton].code, world, .standard, 100_000)
        let value = evaluation.value(at: node)
        // More steps than that: nothing is known.
        return evaluation.isStopped ? .unknown([]) : value
    }

    // MARK: Conditions

    mutating func satisfy(_ goals: [Goal]) -> Reasoner.Answer {
        if terms.isTooLarge { return .undecided }
        return switch descend(goals) {
        case .found: terms.isEntangled ? .undecided : .possible(witness)
        case .none: .impossible
        case .exhausted: .undecided
        }
    }

    private mutating func descend(_ goals: [Goal]) -> Outcome {
        guard budget > 0 else { return .exhausted }
        var waiting: Int?
        var isOpen = false
        for goal in goals {
            var known = true, holds = true
            for node in goal.nodes {
                switch value(node, in: goal.skeleton) {
                case .boolean(true): continue
                case .unknown(let waits):
                    known = false
                    waiting = waiting ?? Assignments.place(waits)
                    isOpen = true
                    continue
                default: holds = false
                }
                if !holds { break }
            }
            // One part that fails is enough to fail, whatever the others come to.
            if !holds { if goal.holds { return .none } else { continue } }
            if known, !goal.holds { return .none }
        }
        guard let place = waiting else { return isOpen ? .exhausted : .found }
        for value in domain(place) {
            world.values[place] = value
            switch descend(goals) {
            case .none: continue
            case let outcome: return outcome
            }
        }
        world.values[place] = nil
        return .none
    }

    // MARK: Dependence

    mutating func dependence(of skeleton: Int, on place: Int) -> Reasoner.Answer {
        if terms.isTooLarge { return .undecided }
        return switch vary(skeleton, place) {
        case .found: terms.isEntangled ? .undecided : .possible(witness)
        case .none: .impossible
        case .exhausted: .undecided
        }
    }

    private mutating func vary(_ skeleton: Int, _ place: Int) -> Outcome {
        guard budget > 0 else { return .exhausted }
        var results: Set<Value> = []
        var waiting: Int?
        var isOpen = false
        for value in terms.term(place).domain {
            world.values[place] = value
            let result = self.value(skeletons[skeleton].program.root, in: skeleton)
            if result.isSettled {
                results.insert(result.collapsed)
                if results.count > 1 { return .found }
            } else {
                isOpen = true
                waiting = waiting ?? Assignments.place(result.waitsFor)
            }
        }
        guard let next = waiting else { return isOpen ? .exhausted : .none }
        for value in terms.term(next).domain {
            world.values[next] = value
            switch vary(skeleton, place) {
            case .none: continue
            case let outcome: return outcome
            }
        }
        world.values[next] = nil
        return .none
    }
}

/// The terms that have a value so far, by their numbers.
private struct Assignments: Environment {
    var values: [Value?]

    init(count: Int) { values = Array(repeating: nil, count: count) }

    func value(named name: String) -> Value? {
        guard let place = Int(name), values.indices.contains(place) else { return nil }
        return values[place] ?? .unknown([Meaning("?", ConceptID(name))])
    }

    /// The first of the terms something waits for.
    static func place(_ waits: Set<Meaning>) -> Int? { waits.compactMap { Int($0.concept.rawValue) }.min() }
}
