@testable import Measurement
import Receipts
import Testing

@Suite("Bags of numbers")
struct InternedBagsTests {
    @Test("are what was put in them, sorted, and one number each whatever the order", arguments: 0..<40 as Range<UInt64>)
    func multisets(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func below(_ bound: UInt64) -> Int { Int(random.next() % bound) }
        var bags = InternedBags(), numbers: [[Int32]: Int32] = [:]
        // Few elements that come again, or any there are; both ends of what a number can be are among them.
        let range: UInt64 = seed % 2 == 0 ? 6 : 1 << 31
        for _ in 0..<60 {
            let elements = (0..<below(12)).map { _ in below(9) == 0 ? [0, Int32.max][below(2)] : Int32(below(range)) }
            let number = elements.reduce(Int32(0)) { bags.adding($1, to: $0) }
            #expect(bags[number] == elements.sorted())
            #expect(elements.shuffled(using: &random).reduce(Int32(0)) { bags.adding($1, to: $0) } == number)
            #expect(numbers[elements.sorted()].map { $0 == number } ?? true)
            numbers[elements.sorted()] = number
        }
        #expect(Set(numbers.values).count == numbers.count, "two bags have one number")
        // Nothing that was put in later changed one.
        for (elements, number) in numbers { #expect(bags[number] == elements) }
    }

    /// What one dossier with so many look-ups costs: trees looked at, and trees kept.
    private static func cost(of elements: [Int32]) -> (work: Int, kept: Int) {
        var bags = InternedBags()
        _ = elements.reduce(Int32(0)) { bags.adding($1, to: $0) }
        return (bags.work, bags.count)
    }

    @Test("twice the look-ups of one dossier cost twice, whether they are alike or not", arguments: ["ascending", "descending", "scattered", "ten kinds"])
    func growth(_ order: String) {
        func elements(_ count: Int) -> [Int32] {
            (0..<Int32(count)).map { number in
                switch order {
                case "ascending": number
                case "descending": Int32(count) - number
                case "scattered": Int32((UInt32(bitPattern: number) &* 2_654_435_769) >> 1)
                default: number % 10
                }
            }
        }
        var before = Self.cost(of: elements(1_000))
        for count in [2_000, 4_000, 8_000, 16_000] {
            let now = Self.cost(of: elements(count))
            #expect(now.work < before.work * 5 / 2 && now.kept < before.kept * 5 / 2, "\(count): \(before) to \(now)")
            #expect(now.work <= 33 * count && now.kept <= 33 * count + 1)
            before = now
        }
        // What was done before is done again at no cost.
        var bags = InternedBags()
        let once = elements(500).reduce(Int32(0)) { bags.adding($1, to: $0) }, work = bags.work
        #expect(elements(500).reduce(Int32(0)) { bags.adding($1, to: $0) } == once && bags.work == work)
    }

    @Test("a ledger with one dossier of many look-ups keeps in proportion to them")
    func fold() {
        func kept(_ lookUps: Int) -> Int {
            var fold = LedgerFold()
            for number in 0..<lookUps {
                fold.add(LedgerEntry(dossier: "d", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
                    connector: "land", operation: "o\(number)", purpose: "p", attributes: number, result: "found"))))
            }
            #expect(Selection(fold).lookUps.reduce(0) { $0 + $1.times } == lookUps)
            return fold.bags.count
        }
        #expect(kept(4_000) < kept(2_000) * 5 / 2)
    }
}
