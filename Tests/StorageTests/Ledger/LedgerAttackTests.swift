@testable import Storage
import Testing

/// Every event of a ledger of ten thousand is attacked in every way, by a hand that leaves the hashes as they are and by one that
/// makes all of them anew. The check is the one the program runs, row by row.
@Suite("Whatever is done to a ledger is seen, named and located")
struct LedgerAttackTests {
    private static let ledger = Result { try AttackedLedger() }

    /// One attack at each place from the first on.
    ///
    /// - Parameters:
    ///   - attack: the rows from a place on, after it; `nil` where there is nothing to do there.
    ///   - expected: the first bad event and its kinds.
    /// - Returns: how many attacks there were.
    private static func run(
        _ places: Range<Int>, given: Int = AttackedLedger.size, isChained: Bool = false, _ attack: (AttackedLedger, Int) -> [LedgerLink]?,
        expecting expected: (AttackedLedger, Int) -> (first: ClosedRange<Int>, kinds: Set<LedgerFinding.Kind>)
    ) throws -> Int {
        let ledger = try Self.ledger.get()
        // What stands before the place is checked once for all.
        var before = LedgerCheck(tenant: "main", published: ledger.published), attacks = 0
        for link in ledger.links[..<places.lowerBound] { before.take(link) }
        for place in places {
            if let rows = attack(ledger, place) {
                attacks += 1
                var check = before
                for row in rows { check.take(row) }
                let result = check.finished(given: given), (first, kinds) = expected(ledger, place)
                // A loop of a hundred thousand: only what fails is told to the test library.
                if !(result.firstBad.map(first.contains) ?? false) || !(result.findings.first.map { kinds.contains($0.kind) } ?? false)
                    || isChained != result.findings.contains(where: { $0.kind == .rechained })
                {
                    Issue.record("at \(place): \(result.findings), not \(kinds) at \(first)")
                    if attacks > 20 { return attacks }
                }
            }
            before.take(ledger.links[place])
        }
        return attacks
    }

    private static func renumbered(_ links: some Sequence<LedgerLink>, by step: Int) -> [LedgerLink] {
        links.map { LedgerLink(sequence: $0.sequence + step, previous: $0.previous, hash: $0.hash, computed: $0.computed, leaf: $0.leaf) }
    }

    private static func isCovered(_ place: Int) -> Bool { place < AttackedLedger.covered }
    private static let all = 0..<AttackedLedger.size
    private static let covered = 0..<AttackedLedger.covered

    /// Where contents first differ once one is removed: after those that say the same.
    private static func afterEqual(_ ledger: AttackedLedger, _ place: Int) -> Int {
        var place = place
        while place + 1 < AttackedLedger.size, ledger.links[place + 1].leaf == ledger.links[place].leaf { place += 1 }
        return place
    }

    // MARK: a hand that leaves the hashes as they are

    @Test("an edit of any event")
    func edits() throws {
        let attacks = try Self.run(Self.all) { ledger, place in
            let old = ledger.links[place]
            return [AttackedLedger.link(AttackedLedger.forged(place), sequence: place + 1, previous: old.previous ?? .zero, hash: old.hash)] + ledger.links[(place + 1)...]
        } expecting: { _, place in
            (place + 1...place + 1, [.edited])
        }
        #expect(attacks == 10_000)
    }

    @Test("an edit of any event, with its own hash made anew and no other")
    func editsWithHash() throws {
        let attacks = try Self.run(0..<AttackedLedger.size - 1) { ledger, place in
            [AttackedLedger.link(AttackedLedger.forged(place), sequence: place + 1, previous: ledger.links[place].previous ?? .zero)] + ledger.links[(place + 1)...]
        } expecting: { _, place in
            // Behind the checkpoint only the next row shows it.
            Self.isCovered(place) ? (place + 1...place + 1, [.edited]) : (place + 2...place + 2, [.unlinked])
        }
        #expect(attacks == 9_999)
    }

    @Test("a deletion of any event, with a gap in the numbers and with the numbers closed up")
    func deletions() throws {
        let gaps = try Self.run(Self.all) { ledger, place in
            Array(ledger.links[(place + 1)...])
        } expecting: { ledger, place in
            let end = Self.isCovered(place) ? Self.afterEqual(ledger, place) : place
            // Of the last event that is covered nothing tells whether it was removed or became the next.
            return (place + 1...end + 1, place == AttackedLedger.size - 1 ? [.truncated] : place == AttackedLedger.covered - 1 ? [.edited, .deleted] : [.deleted])
        }
        let closed = try Self.run(Self.all) { ledger, place in
            Self.renumbered(ledger.links[(place + 1)...], by: -1)
        } expecting: { ledger, place in
            if place == AttackedLedger.size - 1 { return (place + 1...place + 1, [.truncated]) }
            let end = Self.isCovered(place) ? Self.afterEqual(ledger, place) : place
            guard Self.isCovered(place) else { return (place + 1...end + 1, [.unlinked]) }
            return (place + 1...end + 1, place == AttackedLedger.covered - 1 ? [.edited, .deleted] : [.deleted, .unlinked])
        }
        #expect(gaps == 10_000 && closed == 10_000)
    }

    @Test("an insertion before any event")
    func insertions() throws {
        let attacks = try Self.run(Self.all, given: AttackedLedger.size + 1) { ledger, place in
            [AttackedLedger.link(AttackedLedger.forged(place), sequence: place + 1, previous: ledger.links[place].previous ?? .zero)]
                + Self.renumbered(ledger.links[place...], by: 1)
        } expecting: { _, place in
            Self.isCovered(place) ? (place + 1...place + 1, [.inserted]) : (place + 2...place + 2, [.unlinked])
        }
        #expect(attacks == 10_000)
    }

    @Test("a swap of any two neighbours, and of any two far apart")
    func swaps() throws {
        let neighbors = try Self.run(0..<AttackedLedger.size - 1) { ledger, place in
            guard ledger.links[place].leaf != ledger.links[place + 1].leaf else { return nil }
            let exchanged = Self.renumbered([ledger.links[place + 1]], by: -1) + Self.renumbered([ledger.links[place]], by: 1)
            return exchanged + ledger.links[(place + 2)...]
        } expecting: { _, place in
            // The last that is covered, exchanged with the next, looks as if that one had been put before it.
            (place + 1...place + 1, place + 1 < AttackedLedger.covered ? [.swapped] : place + 1 == AttackedLedger.covered ? [.edited, .inserted] : [.edited, .unlinked])
        }
        #expect(neighbors == 9_999 - 100)
        let apart = try Self.run(0..<AttackedLedger.covered - 1) { ledger, place in
            var rows = Array(ledger.links[place...])
            let other = Self.partner(place) - place
            (rows[0], rows[other]) = (Self.renumbered([rows[other]], by: -other)[0], Self.renumbered([rows[0]], by: other)[0])
            return rows
        } expecting: { _, place in
            (place + 1...place + 1, [.swapped])
        }
        #expect(apart == 9_699)
    }

    /// Somewhere behind a place and under the checkpoint, and not equal to it.
    private static func partner(_ place: Int) -> Int { min(place + 2 + place * 7_919 % 4_321, AttackedLedger.covered - 1) }

    // MARK: a hand that makes all hashes anew

    @Test("an edit of any event under the checkpoint, though every hash fits")
    func chainedEdits() throws {
        let attacks = try Self.run(Self.covered, isChained: true) { ledger, place in
            ledger.madeAnew([MerkleTree.leaf(AttackedLedger.forged(place))] + ledger.links[(place + 1)...].map(\.leaf), from: place)
        } expecting: { _, place in
            (place + 1...place + 1, [.edited])
        }
        #expect(attacks == 9_700)
    }

    @Test("a deletion of any event under the checkpoint, though every hash fits")
    func chainedDeletions() throws {
        let attacks = try Self.run(Self.covered, given: 0, isChained: true) { ledger, place in
            ledger.madeAnew(ledger.links[(place + 1)...].map(\.leaf), from: place)
        } expecting: { ledger, place in
            let end = Self.afterEqual(ledger, place)
            return (end + 1...end + 1, place == AttackedLedger.covered - 1 ? [.edited] : [.deleted])
        }
        #expect(attacks == 9_700)
    }

    @Test("an insertion before any event under the checkpoint, though every hash fits")
    func chainedInsertions() throws {
        let attacks = try Self.run(Self.covered, isChained: true) { ledger, place in
            ledger.madeAnew([MerkleTree.leaf(AttackedLedger.forged(place))] + ledger.links[place...].map(\.leaf), from: place)
        } expecting: { _, place in
            (place + 1...place + 1, [.inserted])
        }
        #expect(attacks == 9_700)
    }

    @Test("a swap of any two events under the checkpoint, though every hash fits")
    func chainedSwaps() throws {
        var attacks = 0
        for partner in [{ $0 + 1 }, Self.partner] as [(Int) -> Int] {
            attacks += try Self.run(0..<AttackedLedger.covered - 1, isChained: true) { ledger, place in
                var leaves = ledger.links[place...].map(\.leaf)
                leaves.swapAt(0, partner(place) - place)
                return leaves[0] == ledger.links[place].leaf ? nil : ledger.madeAnew(leaves, from: place)
            } expecting: { _, place in
                (place + 1...place + 1, [.swapped])
            }
        }
        #expect(attacks == 2 * 9_699 - 97)
    }

    @Test("another history from any event under the checkpoint on")
    func forks() throws {
        let forged = (0..<AttackedLedger.size).map { MerkleTree.leaf(AttackedLedger.forged($0)) }
        let attacks = try Self.run(Self.covered, isChained: true) { ledger, place in
            ledger.madeAnew(forged[place...], from: place)
        } expecting: { _, place in
            (place + 1...place + 1, [place == AttackedLedger.covered - 1 ? .edited : .forked])
        }
        #expect(attacks == 9_700)
    }

    @Test("every truncation up to the last checkpoint, though the database was told to forget its numbers")
    func truncations() throws {
        let attacks = try Self.run(Self.covered, given: 0) { _, _ in [] } expecting: { _, place in (place + 1...place + 1, [.truncated]) }
        #expect(attacks == 9_700)
    }

    /// Of the rows an attacker makes anew the hashes above are made up; here they are computed, as by the ledger itself.
    @Test("hashes that are really computed make no difference")
    func computed() throws {
        let places = stride(from: 0, to: AttackedLedger.covered, by: 971)
        for place in places {
            _ = try Self.run(place..<place + 1, isChained: true) { ledger, place in
                let last = place > 0 ? ledger.links[place - 1].computed : .zero
                return AttackedLedger.chained([AttackedLedger.forged(place)] + ledger.contents[(place + 1)...], after: last, from: place + 1)
            } expecting: { _, place in
                (place + 1...place + 1, [.edited])
            }
        }
    }

    @Test("what is written is found good; what is made anew behind the checkpoint cannot be seen, and its length is stated")
    func tail() throws {
        let ledger = try Self.ledger.get()
        #expect(ledger.published.findings.isEmpty && ledger.published.leaves.count == AttackedLedger.covered)
        func result(_ rows: [LedgerLink]) -> LedgerVerification {
            var check = LedgerCheck(tenant: "main", published: ledger.published)
            for row in rows { check.take(row) }
            return check.finished()
        }
        let good = result(ledger.links)
        #expect(good.valid && good.tail == 300 && good.covered?.size == 9_700 && good.events == 10_000)
        let head = Array(ledger.links[..<AttackedLedger.covered])
        let forged = result(head + ledger.madeAnew((0..<200).map { MerkleTree.leaf(AttackedLedger.forged($0)) }, from: AttackedLedger.covered))
        #expect(forged.valid && forged.tail == 200)
        #expect(result(head).tail == 0 && result(head).valid)
    }

    @Test("several attacks at once are each found")
    func several() throws {
        let ledger = try Self.ledger.get()
        var leaves = ledger.links.map(\.leaf)
        leaves[8_000] = MerkleTree.leaf(AttackedLedger.forged(1))
        leaves.swapAt(7_000, 7_005)
        leaves.insert(MerkleTree.leaf(AttackedLedger.forged(2)), at: 5_000)
        leaves.removeSubrange(3_000..<3_003)
        leaves[1_000] = MerkleTree.leaf(AttackedLedger.forged(3))
        leaves[1_001] = MerkleTree.leaf(AttackedLedger.forged(4))
        var check = LedgerCheck(tenant: "main", published: ledger.published)
        for row in ledger.madeAnew(leaves, from: 0) { check.take(row) }
        // The chain was made anew from the first event on; the checkpoint over a thousand, all of them as they were, says so.
        #expect(check.finished().findings == [
            LedgerFinding(.rechained, 1_000), LedgerFinding(.edited, 1_001, upTo: 1_002), LedgerFinding(.rechained, 1_001), LedgerFinding(.deleted, 3_001, upTo: 3_003), LedgerFinding(.inserted, 5_001),
            LedgerFinding(.swapped, 7_001, upTo: 7_006), LedgerFinding(.edited, 8_001),
        ])
    }
}
