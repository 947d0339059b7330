import Formats
import Foundation
import NIOConcurrencyHelpers
import Receipts
@testable import Storage
import Testing

/// Where a test's ledger, its key and its second place are.
struct LedgerPlace {
    let folder: URL

    var database: String { folder.appending(path: "ledger.sqlite").path }
    var checkpoints: String { folder.appending(path: "elsewhere").path }
    var lines: URL { folder.appending(path: "elsewhere/main.checkpoints.jsonl") }
    var hashes: URL { folder.appending(path: "elsewhere/main.hashes") }

    var keys: LedgerKeys { get throws { try LedgerKeys.atFile(folder.appending(path: "ledger-key.json").path) } }

    /// The noon of 24 November 2026 in Viet Nam.
    static let noon = 1_795_496_400

    /// - Parameter sleep: by default the alarm never rings.
    func ledger(
        every events: Int = 10_000, keys: LedgerKeys? = nil, tenant: String = "main",
        sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in try await Task.sleep(for: .seconds(100_000)) }
    ) throws -> SQLiteLedger {
        let pace = LedgerCheckpoints.Pace(events: events, now: { Self.noon }, sleep: sleep)
        return try SQLiteLedger(path: database, checkpoints: LedgerCheckpoints(folder: checkpoints, tenant: tenant, keys: try keys ?? self.keys, pace: pace))
    }

    func verified(_ verifier: LedgerVerifier? = nil) async throws -> LedgerVerification {
        try await SQLiteLedger(path: database).verify(with: try verifier ?? keys.verifier, checkpoints: checkpoints)
    }

    /// The checkpoints as they stand there.
    func published() throws -> [Checkpoint?] { try CheckpointFolder(checkpoints, tenant: "main").read().checkpoints }
}

@Suite("Checkpoints of the ledger")
struct CheckpointTests {
    @Test("come after so many events and at the end, each over all there are; who reads alone needs the public key alone")
    func byCount() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), ledger = try place.ledger(every: 100)
            for batch in 0..<5 { try await ledger.append((0..<60).map { lookUp(batch * 60 + $0) }) }
            #expect(try place.published().map { $0?.size } == [120, 240])
            await ledger.close()
            #expect(await ledger.checkpointFailure == nil)
            #expect(try place.published().map { $0?.size } == [120, 240, 300])
            #expect(try Data(contentsOf: place.hashes).count == 300 * 32)
            // Nothing new: no checkpoint more.
            #expect(try await place.ledger().checkpoint()?.size == 300)
            #expect(try place.published().count == 3)
            // Only what `ledger key` shows.
            let shown = try place.keys.generations.map { "\($0.id)  \($0.publicKey)  since the start, in use" }.joined(separator: "\n")
            let verifier = try #require(LedgerVerifier(publicKeys: shown))
            let result = try await place.verified(verifier)
            #expect(result.valid && result.covered == .init(size: 300, checkpoints: 3, at: "2026-11-24T05:00:00Z") && result.tail == 0)
            #expect(LedgerVerifier(publicKeys: "no key here") == nil)
            // The tree goes on where it ended, in another process as in this.
            let later = try place.ledger(every: 7)
            try await later.append((300..<310).map(lookUp))
            #expect(try await place.verified().covered?.size == 310)
            try await later.append([lookUp(310)])
            #expect(try await place.verified().tail == 1)
        }
    }

    @Test("come a minute after the first event that none covers, and not again without another")
    func byTime() async throws {
        try await inFolder { folder in
            let waits = NIOLockedValueBox<[CheckedContinuation<Void, any Error>]>([]), asked = NIOLockedValueBox<[Duration]>([])
            let place = LedgerPlace(folder: folder)
            let ledger = try place.ledger { duration in
                asked.withLockedValue { $0.append(duration) }
                try await withCheckedThrowingContinuation { continuation in waits.withLockedValue { $0.append(continuation) } }
            }
            /// The minute is over.
            func ring() async {
                while waits.withLockedValue({ $0.isEmpty }) { await Task.yield() }
                waits.withLockedValue { $0.removeFirst() }.resume()
            }
            try await ledger.append([lookUp(1)])
            try await ledger.append([lookUp(2)])
            #expect(throws: StorageError.checkpoints(.missing)) { try place.published() }
            await ring()
            while (try? place.published().count) != 1 { await Task.yield() }
            #expect(try place.published().map { $0?.size } == [2])
            try await ledger.append([lookUp(3)])
            await ring()
            while try place.published().count != 2 { await Task.yield() }
            #expect(asked.withLockedValue { $0 } == [.seconds(60), .seconds(60)])
            await ledger.close()
            #expect(try place.published().map { $0?.size } == [2, 3])
        }
    }

    @Test("of two processes that write one ledger each goes on from the other's")
    func together() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), ledgers = [try place.ledger(every: 5), try place.ledger(every: 3)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 { group.addTask { for number in 0..<20 { try await ledgers[task % 2].append([lookUp(task * 20 + number)]) } } }
                try await group.waitForAll()
            }
            for ledger in ledgers {
                await ledger.close()
                #expect(await ledger.checkpointFailure == nil)
            }
            let result = try await place.verified()
            #expect(result.valid && result.covered?.size == 160 && result.events == 160)
            let sizes = try place.published().compactMap { $0?.size }
            #expect(sizes.count > 10 && sizes == sizes.sorted() && Set(sizes).count == sizes.count)
        }
    }

    @Test("what a crash left half written is cut off, at every byte of it")
    func torn() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), first = try place.ledger()
            try await first.append((0..<9).map(lookUp))
            try await first.checkpoint()
            let (line, hashes) = (try Data(contentsOf: place.lines), try Data(contentsOf: place.hashes))
            try await first.append((9..<12).map(lookUp))
            try await first.checkpoint()
            let (lines, allHashes) = (try Data(contentsOf: place.lines), try Data(contentsOf: place.hashes))
            #expect(lines.starts(with: line) && allHashes.starts(with: hashes) && allHashes.count == 12 * 32)
            // Hashes come first: of these every length, of the line none or a part.
            let cuts = (hashes.count...allHashes.count).map { (line.count, $0) } + (line.count..<lines.count).map { ($0, allHashes.count) }
            for (ofLines, ofHashes) in cuts {
                try lines.prefix(ofLines).write(to: place.lines)
                try allHashes.prefix(ofHashes).write(to: place.hashes)
                let result = try await place.verified()
                #expect(result.valid && result.covered?.size == 9 && result.tail == 3)
            }
            for (ofLines, ofHashes) in cuts.enumerated().filter({ $0.offset % 23 == 0 }).map({ $0.element }) {
                try lines.prefix(ofLines).write(to: place.lines)
                try allHashes.prefix(ofHashes).write(to: place.hashes)
                #expect(try await place.ledger().checkpoint()?.size == 12)
                #expect(try Data(contentsOf: place.hashes) == allHashes)
                #expect(try place.published().map { $0?.size } == [9, 12])
            }
        }
    }

    @Test("a ledger that is not what was signed is not signed again; its events are still taken")
    func broken() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), ledger = try place.ledger(every: 10)
            try await ledger.append((0..<10).map(lookUp))
            try await LedgerHand(place.database).run("UPDATE events SET content = '{}' WHERE sequence = 10; DELETE FROM events WHERE sequence = 10")
            #expect(try await ledger.append((20..<40).map(lookUp)) == 20)
            #expect(await ledger.checkpointFailure as? StorageError == .ledgerBroken(sequence: 10))
            await #expect(throws: StorageError.ledgerBroken(sequence: 10)) { try await ledger.checkpoint() }
            #expect(try place.published().count == 1)
            #expect(try await place.verified().findings.first?.sequence == 10)
        }
    }

    @Test("a second place that cannot be written keeps no event from the ledger, and is told")
    func unreachable() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder)
            try Data().write(to: folder.appending(path: "elsewhere"))
            let ledger = try place.ledger(every: 5)
            #expect(try await ledger.append((0..<7).map(lookUp)) == 7)
            #expect(await ledger.checkpointFailure != nil)
            try FileManager.default.removeItem(at: folder.appending(path: "elsewhere"))
            // It is there again: the next one covers all.
            try await ledger.append([lookUp(7)])
            #expect(await ledger.checkpointFailure == nil)
            #expect(try await place.verified().covered?.size == 8)
        }
    }

    @Test("keys rotate: checkpoints of before verify, a key that is not known does not count")
    func rotation() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), path = folder.appending(path: "ledger-key.json").path
            let first = try place.keys
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            let ledger = try place.ledger()
            try await ledger.append((0..<5).map(lookUp))
            try await ledger.checkpoint()
            let second = try LedgerKeys.rotate(path, on: "2026-11-28")
            #expect(second.generations.map(\.since) == ["2026-11-28", nil] && second.generations.map(\.until) == [nil, "2026-11-28"])
            let later = try place.ledger()
            try await later.append((5..<9).map(lookUp))
            try await later.checkpoint()
            #expect(try await place.verified().covered?.checkpoints == 2)
            #expect(try await place.verified().valid)
            // Who has the old key alone sees that the second is not by it.
            let old = try await place.verified(first.verifier)
            #expect(old.findings == [LedgerFinding(.checkpoint, 2)] && old.covered?.size == 5 && old.tail == 4 && old.firstBad == nil)
            #expect(try await place.verified(LedgerKeys().verifier).findings == [LedgerFinding(.checkpoint, 1), LedgerFinding(.checkpoint, 2)])
            // Another's key does not go on with a ledger's checkpoints.
            await #expect(throws: StorageError.checkpoints(.content)) { try await place.ledger(keys: LedgerKeys()).checkpoint() }
            var dumped = ""
            dump(second, to: &dumped)
            #expect("\(second)" == "LedgerKeys" && !dumped.contains("Curve25519"))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            #expect(throws: StorageError.keyFile(.permissions)) { try LedgerKeys.atFile(path) }
        }
    }

    @Test("a checkpoint with anything changed in it is none")
    func changed() async throws {
        try await inFolder { folder in
            let place = LedgerPlace(folder: folder), ledger = try place.ledger()
            try await ledger.append((0..<11).map(lookUp))
            let checkpoint = try #require(try await ledger.checkpoint()), verifier = try place.keys.verifier
            #expect(Checkpoint(json: checkpoint.json) == checkpoint && verifier.isAuthentic(checkpoint))
            let line = Array(checkpoint.json.serialized(.canonical).utf8)
            var read = 0
            for index in line.indices {
                for other in [line[index] ^ 1, line[index] ^ 0x10, UInt8(ascii: "0")] where other != line[index] {
                    var changed = line
                    changed[index] = other
                    guard let other = Checkpoint(line: changed) else { continue }
                    read += 1
                    #expect(!verifier.isAuthentic(other), "\(String(decoding: changed, as: UTF8.self))")
                }
            }
            #expect(read > 100)
            #expect(checkpoint.json["tenant"] == "main" && checkpoint.json["size"] == 11 && checkpoint.at == "2026-11-24T05:00:00Z")
        }
    }

    @Test("a tenant's name is a file's name")
    func tenants() throws {
        for name in ["", "a/b", "..", "số", "a b", String(repeating: "a", count: 65)] {
            #expect(throws: StorageError.tenantName) { try CheckpointFolder("x", tenant: name) }
            #expect(throws: StorageError.tenantName) { try SQLiteLedger.path(in: "x", tenant: name) }
        }
        #expect(try SQLiteLedger.path(in: "x") == "x/ledger.sqlite" && SQLiteLedger.path(in: "x", tenant: "so-tu-phap") == "x/ledger-so-tu-phap.sqlite")
    }
}
