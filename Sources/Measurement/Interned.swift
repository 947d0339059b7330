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
struct InternedBags: Sendable {
    private struct Step: Hashable {
        let bag, element: Int32
    }

    private var bags = Interned<[Int32]>()
    /// What a bag becomes by one more element: most dossiers go the same ways.
    private var steps: [Step: Int32] = [:]

    init() { _ = bags.number(of: []) }

    mutating func adding(_ element: Int32, to bag: Int32) -> Int32 {
        let step = Step(bag: bag, element: element)
        if let known = steps[step] { return known }
        var elements = bags[bag]
        elements.insert(element, at: elements.firstIndex { $0 > element } ?? elements.endIndex)
        let number = bags.number(of: elements)
        steps[step] = number
        return number
    }

    var count: Int { bags.values.count }

    /// In ascending order.
    subscript(number: Int32) -> [Int32] { bags[number] }
}
