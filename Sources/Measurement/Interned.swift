/// Values by a number each, every value once.
struct Interned<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var places: [Value: Int32] = [:]

    /// The number of a value, a new one where it was not seen before.
    mutating func number(of value: Value) -> Int32 {
        if let known = places[value] { return known }
        let number = Int32(values.count)
        values.append(value)
        places[value] = number
        return number
    }

    subscript(number: Int32) -> Value { values[Int(number)] }
}

/// Bags of numbers by a number each; the empty one is 0. The order things were put in tells no two bags apart.
///
/// A bag is a tree over the bits of its elements, and a tree is kept once, whichever bags it is part of. So one element more makes as many new
/// trees as lie above it, at most 32, however many elements the bag has.
///
/// - Source: Okasaki and Gill, "Fast mergeable integer maps", 1998: big-endian Patricia trees, whose shape follows from what is in them alone.
struct InternedBags: Sendable {
    private enum Tree: Hashable, Sendable {
        case empty
        case leaf(element: Int32, times: Int32)
        /// What is in `low` differs from what is in `high` by this bit, and agrees in all bits above it; `least` is in `low`.
        case fork(bit: Int32, least: Int32, low: Int32, high: Int32)
    }

    private struct Step: Hashable {
        let bag, element: Int32
    }

    private var trees = Interned<Tree>()
    /// What a bag becomes by one more element: most dossiers go the same ways.
    private var steps: [Step: Int32] = [:]
    /// Trees looked at so far by `adding`: what it does, in place of how long it takes.
    private(set) var work = 0

    init() { _ = trees.number(of: .empty) }

    /// - Parameter element: 0 or more.
    /// - Complexity: O(1) for a step that was taken before, else O(bits of the elements).
    mutating func adding(_ element: Int32, to bag: Int32) -> Int32 {
        let step = Step(bag: bag, element: element)
        if let known = steps[step] { return known }
        let number = inserting(element, into: bag)
        steps[step] = number
        return number
    }

    private mutating func inserting(_ element: Int32, into tree: Int32) -> Int32 {
        work += 1
        switch trees[tree] {
        case .empty: return trees.number(of: .leaf(element: element, times: 1))
        case .leaf(element, let times): return trees.number(of: .leaf(element: element, times: times + 1))
        case .leaf(let other, _): return joining(tree, other, trees.number(of: .leaf(element: element, times: 1)), element)
        case .fork(let bit, let least, let low, let high):
            guard (element ^ least) >> bit <= 1 else { return joining(tree, least, trees.number(of: .leaf(element: element, times: 1)), element) }
            return (element >> bit) & 1 == 0
                ? trees.number(of: .fork(bit: bit, least: min(least, element), low: inserting(element, into: low), high: high))
                : trees.number(of: .fork(bit: bit, least: least, low: low, high: inserting(element, into: high)))
        }
    }

    /// Two trees that have no element in common, each with one that is in it.
    private mutating func joining(_ one: Int32, _ inOne: Int32, _ other: Int32, _ inOther: Int32) -> Int32 {
        let bit = Int32(31 - (inOne ^ inOther).leadingZeroBitCount)
        let (low, high, least) = inOne < inOther ? (one, other, inOne) : (other, one, inOther)
        return trees.number(of: .fork(bit: bit, least: least, low: low, high: high))
    }

    /// Trees kept, each once.
    var count: Int { trees.values.count }

    /// In ascending order.
    subscript(number: Int32) -> [Int32] {
        var elements: [Int32] = [], waiting = [number]
        while let next = waiting.popLast() {
            switch trees[next] {
            case .empty: break
            case .leaf(let element, let times): elements += repeatElement(element, count: Int(times))
            case .fork(_, _, let low, let high): waiting += [high, low]
            }
        }
        return elements
    }
}
