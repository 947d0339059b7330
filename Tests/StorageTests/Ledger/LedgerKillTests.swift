import Foundation
import ProgramUnderTest
import Receipts
@testable import Storage
import Testing

@Suite("A ledger whose writer is killed")
struct LedgerKillTests {
    @Test("500 kills during appends and checkpoints lose and duplicate nothing that was acknowledged")
    func kills() async throws {
        // Four ledgers at once, as the machine has more to do than one process.
        let lanes = try await withThrowingTaskGroup(of: Lane.self) { group in
            for seed in 1...4 { group.addTask { try await Self.lane(UInt64(seed)) } }
            return try await group.reduce(into: [Lane]()) { $0.append($1) }
        }
        #expect(lanes.map(\.kills).reduce(0, +) == 500)
        // They met writing under way: some had been written and not acknowledged yet.
        #expect(lanes.map(\.unacknowledged).reduce(0, +) > 0 && lanes.allSatisfy { $0.events > 300 && $0.checkpoints > 50 }, "\(lanes)")
    }

    private struct Lane: Sendable {
        var kills = 0, events = 0, checkpoints = 0, unacknowledged = 0
    }

    private static func lane(_ seed: UInt64) async throws -> Lane {
        try await Program.withTemporaryFolder { folder in
            var random = LedgerSeeded(state: seed), lane = Lane()
            let place = LedgerPlace(folder: folder)
            for _ in 0..<125 {
                let run = try await KilledProgram.run(
                    "LedgerWriter", [folder.path], in: folder, after: Int.random(in: 0..<10, using: &random), turns: Int.random(in: 0..<3_000, using: &random))
                #expect(run.isKilled, "the writer ended by itself")
                let said = run.lines
                lane.kills += 1
                guard FileManager.default.fileExists(atPath: place.database) else {
                    #expect(said.isEmpty)
                    continue
                }
                let entries = try await SQLiteLedger(path: place.database).entries()
                // Numbered from 0 without gap or repeat: nothing is lost in between, nothing stands twice.
                #expect(entries == entries.indices.map { number in
                    LedgerEntry(dossier: "d\(number % 5)", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
                        connector: "land", operation: "parcel", purpose: "p", attributes: number, result: "found")))
                })
                #expect(entries.count >= lane.events)
                let taken = said.compactMap { Int($0) }.max() ?? lane.events
                #expect(entries.count >= taken)
                lane.unacknowledged += entries.count - taken
                lane.events = entries.count
                let covered = said.compactMap { $0.hasPrefix("checkpoint ") ? Int($0.dropFirst(11)) : nil }.max() ?? 0
                guard SQLiteLedger.hasCheckpoints(in: place.checkpoints) else {
                    #expect(covered == 0)
                    continue
                }
                let result = try await place.verified()
                #expect(result.valid, "\(result.findings)")
                let size = try #require(result.covered?.size)
                #expect(size >= covered && size <= entries.count)
                lane.checkpoints = result.covered?.checkpoints ?? 0
            }
            return lane
        }
    }
}

/// SplitMix64: the same seed, the same kills.
private struct LedgerSeeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
