@testable import Measurement
import Testing

/// Populations of dossiers, each with a procedure, an office and an outcome, and the tables published of them.
private struct Population {
    let model: CellModel
    let size: Int

    /// - Parameter deep: every combination of all three is published, with the sums over each; else two tables that share
    ///   the procedures' totals.
    init(seed: UInt64, deep: Bool) {
        var random = SplitMix64(seed: seed)
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        let (procedures, offices, outcomes) = deep ? (2 + below(2), 2, 2) : (2 + below(3), 2 + below(2), 2 + below(3))
        var counts: [[Int]: Int] = [:]
        let size = 20 + below(deep ? 80 : 240)
        for _ in 0..<size {
            // Some procedures, offices and outcomes are rare, as they are.
            func skewed(_ count: Int) -> Int { min(below(count), below(count)) }
            counts[[skewed(procedures), skewed(offices), skewed(outcomes)], default: 0] += 1
        }
        self.size = size
        var model = CellModel()
        var cells: [String: Int] = [:]
        func cell(_ key: [Int?]) -> Int {
            let name = key.map { $0.map(String.init) ?? "all" }.joined(separator: ",")
            if let known = cells[name] { return known }
            let value = counts.reduce(0) { sum, entry in zip(key, entry.key).allSatisfy { $0 == nil || $0 == $1 } ? sum + entry.value : sum }
            let new = model.add(.init(name: name, value: value, isSmall: (1..<10).contains(value), width: 10))
            cells[name] = new
            return new
        }
        let every: [Int?] = [nil]
        func all(_ count: Int) -> [Int?] { (0..<count).map(Optional.init) }
        func sums(_ a: [Int?], _ b: [Int?], _ c: [Int?]) {
            for x in a + every { for y in b + every { for z in c + every {
                if x == nil, !a.contains(nil) { model.sum(a.map { cell([$0, y, z]) }, is: cell([nil, y, z])) }
                if y == nil, !b.contains(nil) { model.sum(b.map { cell([x, $0, z]) }, is: cell([x, nil, z])) }
                if z == nil, !c.contains(nil) { model.sum(c.map { cell([x, y, $0]) }, is: cell([x, y, nil])) }
            } } }
        }
        if deep {
            sums(all(procedures), all(offices), all(outcomes))
        } else {
            sums(all(procedures), all(offices), every)
            sums(all(procedures), every, all(outcomes))
        }
        self.model = model
    }

    /// What an attacker does not know, given what is told, and the equations between it.
    func attacker(told: (Int) -> Bool) -> (attacker: Attacker, cells: [Int]) {
        let cells = model.cells.indices.filter { !told($0) }
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($0.element, $0.offset) })
        let equations = model.sums.map { sum in
            var equation = Attacker.Equation(factors: [:], constant: sum.constant)
            for term in sum.terms {
                if let place = places[term.cell] { equation.factors[place, default: 0] += term.factor } else { equation.constant -= term.factor * model.cells[term.cell].value }
            }
            return equation
        }
        return (Attacker(unknowns: cells.count, equations: equations), cells)
    }
}

@Suite("Small cells")
struct SuppressionTests {
    @Test("over 1,000 random populations no suppressed cell is recovered from what is told", arguments: 0..<10)
    func thousandPopulations(_ part: Int) {
        var (small, further, told, couldBeTold) = (0, 0, 0, 0)
        var unprotected = 0
        for seed in 0..<100 {
            let population = Population(seed: UInt64(part * 100 + seed + 1), deep: seed % 3 == 0)
            let suppression = Suppression(of: population.model)
            let (attacker, cells) = population.attacker(told: suppression.isTold)
            #expect(attacker.determined.isEmpty, "population \(part * 100 + seed)")
            for (place, cell) in cells.enumerated() {
                let range = attacker.range(of: place, bound: population.size + 40)
                #expect((range.map { $0.upperBound - $0.lowerBound } ?? 0) >= 10, "population \(part * 100 + seed), cell \(population.model.cells[cell].name)")
            }
            #expect(population.model.cells.indices.allSatisfy { !population.model.cells[$0].isSmall || !suppression.isTold($0) })
            small += suppression.reasons.values.count { $0 == .small }
            further += suppression.reasons.values.count { $0 == .difference }
            told += population.model.cells.indices.count { suppression.isTold($0) }
            couldBeTold += population.model.cells.count { !$0.isSmall }
            // The same attacker on tables that only leave out what is small: it must find something there.
            let careless = population.attacker { !population.model.cells[$0].isSmall }
            unprotected += careless.attacker.determined.count
        }
        #expect(unprotected >= 30, "the attacker recovers \(unprotected) cells where nothing is done about differences")
        // What is given up for their sake stays in proportion.
        #expect(small > 100 && further <= small, "\(further) further cells for \(small) small ones")
        #expect(told * 2 >= couldBeTold, "\(told) of \(couldBeTold) told")
    }

    @Test("nothing further is left out that could be told", arguments: 1...40 as ClosedRange<UInt64>)
    func irredundant(_ seed: UInt64) {
        let population = Population(seed: seed, deep: false)
        let suppression = Suppression(of: population.model)
        for (cell, reason) in suppression.reasons where reason == .difference {
            let (attacker, cells) = population.attacker { suppression.isTold($0) || $0 == cell }
            let exposed = cells.indices.contains { place in
                (attacker.range(of: place, bound: population.size + 40).map { $0.upperBound - $0.lowerBound } ?? 0) < 10
            }
            #expect(exposed, "cell \(population.model.cells[cell].name)")
        }
    }

    @Test("the same model gives the same cells", arguments: 1...20 as ClosedRange<UInt64>)
    func deterministic(_ seed: UInt64) {
        let population = Population(seed: seed, deep: false)
        #expect(Suppression(of: population.model).reasons == Suppression(of: Population(seed: seed, deep: false).model).reasons)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let parts: [Int]
        /// What of the parts is left out; the total is told.
        let leftOut: Set<Int>
    }

    @Test("one row with its total", arguments: [
        Case(testDescription: "nothing small, all told", parts: [10, 20, 30], leftOut: []),
        Case(testDescription: "one small: the next smallest goes with it", parts: [3, 20, 30, 40], leftOut: [0, 1]),
        Case(testDescription: "two small that together leave room", parts: [6, 7, 30], leftOut: [0, 1]),
        Case(testDescription: "two small that together leave too little", parts: [2, 3, 30, 40], leftOut: [0, 1, 2]),
        Case(testDescription: "a 0 is told and helps nobody", parts: [0, 4, 12, 50], leftOut: [1, 2]),
        Case(testDescription: "10 is not small", parts: [10, 10], leftOut: []),
    ])
    func oneRow(_ c: Case) {
        var model = CellModel()
        func add(_ value: Int) -> Int { model.add(.init(name: "", value: value, isSmall: (1..<10).contains(value), width: 10)) }
        let parts = c.parts.map(add)
        let total = add(c.parts.reduce(0, +))
        model.sum(parts, is: total)
        let suppression = Suppression(of: model)
        #expect(Set(suppression.reasons.keys) == c.leftOut)
    }

    @Test("where no part can help, the total goes")
    func total() {
        var model = CellModel()
        let small = model.add(.init(name: "", value: 4, isSmall: true, width: 10))
        let zero = model.add(.init(name: "", value: 0, width: 10))
        let total = model.add(.init(name: "", value: 4, isSmall: true, width: 10))
        model.sum([small, zero], is: total)
        #expect(Set(Suppression(of: model).reasons.keys) == [small, total])
    }

    @Test("a rest that no table has is protected too")
    func rest() {
        var model = CellModel()
        let part = model.add(.init(name: "", value: 195, width: 10))
        let whole = model.add(.init(name: "", value: 200, width: 10, rank: 1))
        model.sum([part, model.add(.init(name: "", value: 5, isSmall: true, isHidden: true, width: 10))], is: whole)
        #expect(Suppression(of: model).reasons == [part: .difference])
    }

    @Test("who follows is left out with it, and not for a small count of its own")
    func follows() {
        var model = CellModel()
        let small = model.add(.init(name: "", value: 4, isSmall: true, width: 10))
        let follower = model.add(.init(name: "", value: 300, width: 10))
        model.follow(small, by: follower)
        #expect(Suppression(of: model).reasons == [small: .small, follower: .follows])
    }

    @Test("sixty rows by six columns leave out fewer further cells than small ones")
    func large() {
        var random = SplitMix64(seed: 5)
        var model = CellModel()
        var rows: [[Int]] = []
        for _ in 0..<60 {
            rows.append((0..<6).map { _ in
                let value = Int(random.next() % 4 == 0 ? random.next() % 12 : random.next() % 300)
                return model.add(.init(name: "", value: value, isSmall: (1..<10).contains(value), width: 10))
            })
        }
        func total(_ cells: [Int]) {
            let value = cells.reduce(0) { $0 + model.cells[$1].value }
            model.sum(cells, is: model.add(.init(name: "", value: value, isSmall: (1..<10).contains(value), width: 10)))
        }
        rows.forEach(total)
        for column in 0..<6 { total(rows.map { $0[column] }) }
        let suppression = Suppression(of: model)
        let small = suppression.reasons.values.count { $0 == .small }
        #expect(suppression.reasons.count < small * 2)
    }
}
