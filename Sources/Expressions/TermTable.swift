/// What conditions read, as far as reasoning tells it apart: each term has a handful of values that stand for all.
struct TermTable: Sendable {
    struct Term: Sendable {
        /// As it is written in FEEL.
        let text: String
        let type: ExpressionType
        /// What a part outside the fragment reads besides; empty for a meaning itself.
        let reads: Set<Meaning>
        /// Every value of its domain can be had: it is a meaning, an input, a part of an address, or a count of rows.
        let isFree: Bool
        let mayBeNull: Bool
        /// Of a count: whole numbers within these bounds.
        let bounds: ClosedRange<Int>?
        var constants: Set<Value> = []
        var domain: [Value] = []
    }

    private(set) var terms: [Term] = []
    private var places: [String: Int] = [:]
    /// Terms compared with one another have one representative: union-find.
    private var parents: [Int] = []
    /// A term is both read as a whole and asked for a part, or stands in another one: values do not combine freely.
    private(set) var isEntangled = false
    /// So many terms and constants are compared with one another that their values are not laid out.
    private(set) var isTooLarge = false
    private static let largest = 2_000

    func term(_ place: Int) -> Term { terms[place] }

    mutating func place(_ term: Term) -> Int {
        if let known = places[term.text] { return known }
        let overlaps = terms.contains { other in
            !other.reads.isDisjoint(with: term.reads) && !(other.isFree && term.isFree && isSibling(other.text, term.text))
        }
        if overlaps || !term.isFree { isEntangled = true }
        terms.append(term)
        parents.append(terms.count - 1)
        places[term.text] = terms.count - 1
        return terms.count - 1
    }

    /// `a.home.street` and `a.home.commune` are asked apart; `a.home` and `a.home.street` are not.
    private func isSibling(_ left: String, _ right: String) -> Bool {
        !left.hasPrefix(right + ".") && !right.hasPrefix(left + ".")
    }

    func places(reading meaning: Meaning) -> [Int] { terms.indices.filter { terms[$0].reads.contains(meaning) } }

    /// Whether a term is nothing but one meaning or a part of it.
    func isPlain(_ place: Int) -> Bool { terms[place].isFree && terms[place].reads.count == 1 }

    mutating func note(_ constant: Value, at place: Int) {
        if !constant.isNull { terms[place].constants.insert(constant) }
    }

    // MARK: Classes

    private func root(_ place: Int) -> Int {
        var place = place
        while parents[place] != place { place = parents[place] }
        return place
    }

    mutating func join(_ left: Int, _ right: Int) { parents[root(left)] = root(right) }

    /// Gives every term its values.
    mutating func settle(_ world: some TypingEnvironment) {
        for (_, members) in Dictionary(grouping: terms.indices, by: root) {
            let constants = members.reduce(into: Set<Value>()) { $0.formUnion(terms[$1].constants) }
            let counts = members.count { terms[$0].bounds != nil }
            // Around each constant and bound, so many whole numbers as there are terms on either side.
            let width = counts == 0 ? constants.count + 1 : (constants.count + 2 * counts) * (2 * members.count + 2)
            guard members.count * width <= Self.largest,
                let numbers = members.contains(where: { terms[$0].type == .number }) ? Cuts.numbers(constants, members.map { terms[$0].bounds }) : []
            else {
                isTooLarge = true
                return
            }
            for (number, place) in members.enumerated() {
                let term = terms[place]
                var domain: [Value]
                switch term.type {
                case .boolean: domain = [.boolean(true), .boolean(false)]
                case .number: domain = numbers[number].map { .number($0) }
                case .date: domain = Cuts.dates(constants, fresh: members.count)
                case .code, .string: domain = Cuts.texts(constants, members.map { terms[$0].type }, own: term.type)
                // May be a condition, or anything else.
                case .unchecked, .any: domain = [.boolean(true), .boolean(false), .string("?")]
                // Only told apart from null, and one from another.
                default: domain = [.string("?"), .string("??")]
                }
                if term.mayBeNull { domain.append(.none) }
                terms[place].domain = domain
            }
        }
    }
}

/// One value for each class that constants cut a type into.
enum Cuts {
    /// For each of the terms that are compared with one another and with the constants, values enough for every order in
    /// which all of them may stand.
    ///
    /// - Parameter bounds: of each term, where it is a count: whole numbers within them alone.
    /// - Returns: `nil` where numbers of 34 digits leave no room for so many between two of them, or beyond the last.
    static func numbers(_ constants: Set<Value>, _ bounds: [ClosedRange<Int>?]) -> [[Number]]? {
        let fresh = bounds.count
        var cuts = Set(constants.compactMap { if case .number(let number) = $0 { number } else { nil } })
        var wholes: Set<Int> = []
        if bounds.contains(where: { $0 != nil }) {
            // In every stretch between two cuts so many whole numbers as there are terms, or all there are.
            for bound in bounds.compactMap(\.self) {
                wholes.formUnion([bound.lowerBound, bound.upperBound])
                for end in [bound.lowerBound, bound.upperBound] { cuts.insert(Number(end)) }
            }
            for cut in cuts {
                guard let low = cut.rounded(.down).integer, low.magnitude < 1 << 40 else { continue }
                wholes.formUnion(low - fresh...low + fresh + 1)
            }
            cuts.formUnion(wholes.map { Number($0) })
        }
        let counts = wholes.sorted()
        let others = bounds.contains { $0 == nil } ? dense(cuts.sorted(), fresh) : []
        guard let others else { return nil }
        return bounds.map { bound in bound.map { bound in counts.filter(bound.contains).map { Number($0) } } ?? others }
    }

    /// The cuts, and as many numbers as there are terms before, between and after them.
    private static func dense(_ cuts: [Number], _ fresh: Int) -> [Number]? {
        guard let first = cuts.first, let last = cuts.last else { return (0...fresh).map { Number($0) } }
        var values: [Number] = []
        for step in (1...fresh).reversed() {
            guard let below = first - distance(step, beside: first) else { return nil }
            values.append(below)
        }
        for (low, high) in zip(cuts, cuts.dropFirst()) {
            values.append(low)
            guard let width = high - low else { return nil }
            for step in 1...fresh {
                guard let part = width * Number(step), let offset = part / Number(fresh + 1), let between = low + offset else { return nil }
                values.append(between)
            }
        }
        values.append(last)
        for step in 1...fresh {
            guard let above = last + distance(step, beside: last) else { return nil }
            values.append(above)
        }
        // Where two would be one number, one of them is missing.
        return zip(values, values.dropFirst()).allSatisfy { $0 < $1 } ? values : nil
    }

    /// One for each step, or a share of a number so large that one more would be lost in it.
    private static func distance(_ steps: Int, beside number: Number) -> Number {
        let share = (number.magnitude * (Number("1E-20") ?? 0))?.rounded(.up) ?? 1
        return max(share, 1).times(steps)
    }

    static func dates(_ constants: Set<Value>, fresh: Int) -> [Value] {
        var days: Set<Int> = []
        for case .date(let date) in constants {
            guard let day = date.dayNumber else { continue }
            days.formUnion(day - fresh...day + fresh)
        }
        if days.isEmpty { days.formUnion(10_957...10_957 + fresh) }
        return days.sorted().compactMap { PartialDate(dayNumber: $0).map { .date($0) } }
    }

    /// Texts are only equal or not: the constants, and as many others as there are terms; codes keep to their list.
    static func texts(_ constants: Set<Value>, _ types: [ExpressionType], own: ExpressionType) -> [Value] {
        let written = Set(constants.compactMap { if case .string(let text) = $0 { text } else { nil } })
        var lists: [Set<String>] = []
        for case .code(_, let codes) in types where !lists.contains(codes) { lists.append(codes) }
        // Of one list, enough codes that are alike to the conditions for all terms to differ; of several lists all codes,
        // since some may stand in both.
        let others = lists.reduce(into: Set<String>()) { chosen, codes in
            chosen.formUnion(lists.count > 1 ? Array(codes) : Array(codes.subtracting(written).sorted().prefix(types.count + 1)))
        }
        guard case .code(_, let codes) = own else {
            var fresh: [String] = []
            var number = 0
            while fresh.count <= types.count {
                number += 1
                let text = String(repeating: "…", count: number)
                if !written.contains(text), !others.contains(text) { fresh.append(text) }
            }
            return (written.union(others).sorted() + fresh).map { .string($0) }
        }
        return written.union(others).intersection(codes).sorted().map { .string($0) }
    }
}
