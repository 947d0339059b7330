import Foundation
import OnceOnly
import Receipts
import Storage

/// How fast a ledger is written, with and without checkpoints, and how fast all of it is checked.
struct LedgerMeasures {
    let effort: Effort
    let scratch: URL

    /// A dossier's events: opened, six look-ups, submitted with thirty leaves.
    private static let ofDossier = 8
    /// Dossiers at a busy office whose events share a commit.
    private static let together = 50

    func tables() async throws -> [MeasureTable] {
        let keys = LedgerKeys(), checkpoints = scratch.appending(path: "checkpoints").path
        let pace = LedgerCheckpoints.Pace(now: { 1_795_496_400 })
        let path = scratch.appending(path: "ledger.sqlite").path
        let plain = try await written("without checkpoints", try SQLiteLedger(path: scratch.appending(path: "plain.sqlite").path), effort.events / 10)
        let signed = try await written("with checkpoints", try SQLiteLedger(path: path, checkpoints: LedgerCheckpoints(folder: checkpoints, keys: keys, pace: pace)), effort.events)
        let ledger = try SQLiteLedger(path: path)
        let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0) / effort.events
        func verified(_ name: String, with verifier: LedgerVerifier?) async throws -> Measure {
            let clock = ContinuousClock(), start = clock.now
            let result = try await ledger.verify(with: verifier, checkpoints: checkpoints)
            let took = clock.now - start
            guard result.valid, result.events == effort.events, verifier == nil || result.tail == 0 else { throw WorkFailed(name: name) }
            return Measure(name: name, samples: [took], cells: ["\(effort.events)", rate(effort.events, took)])
        }
        return [
            MeasureTable(title: "Ledger, \(bytes) bytes an event, written", columns: ["events", "events/s"], measures: [plain, signed]),
            MeasureTable(title: "Ledger, verified", columns: ["events", "events/s"], measures: [
                try await verified("the chain alone", with: nil), try await verified("with its checkpoints", with: keys.verifier),
            ]),
        ]
    }

    private func rate(_ events: Int, _ took: Duration) -> String { MeasureTable.significant(Double(events) / (took / .seconds(1))) }

    private func written(_ name: String, _ ledger: SQLiteLedger, _ events: Int) async throws -> Measure {
        let clock = ContinuousClock()
        var spent = Duration.zero
        for first in stride(from: 0, to: events / Self.ofDossier, by: Self.together) {
            let entries = (first..<min(first + Self.together, events / Self.ofDossier)).flatMap(Self.dossier)
            spent += try await clock.measure { try await ledger.append(entries) }
        }
        spent += await clock.measure { await ledger.close() }
        guard await ledger.checkpointFailure == nil else { throw WorkFailed(name: name) }
        return Measure(name: name, samples: [spent], cells: ["\(events)", rate(events, spent)])
    }

    private static func dossier(_ number: Int) -> [LedgerEntry] {
        func name(_ number: Int) -> String { String(repeating: "0", count: 24) + String(number + 0x1000_0000, radix: 16) }
        func entry(_ fact: LedgerEntry.Fact) -> LedgerEntry { LedgerEntry(dossier: name(number), hour: "2026-11-24T09", fact: fact) }
        let opened = OpenedFact(
            form: "cu-tru-ct01", version: "2026.1", procedure: "1.004194", purpose: "residence", subjectKind: "person", channel: "online", basis: "self", hasOperator: false,
            isSimulated: true, subject: name(number))
        let lookUps = (0..<6).map { call in
            entry(.lookedUp(LookedUpFact(
                connector: "population", operation: "citizen", purpose: "residence", attributes: 12 + call, result: "found", subject: name(number * 7 + call))))
        }
        let submitted = SubmittedFact(
            form: "cu-tru-ct01", version: "2026.1", procedure: "1.004194", channel: "online", isSimulated: true, baseline: String(repeating: "b", count: 64), baselineStatus: "in-force",
            current: (0..<30).map { leaf in
                SubmittedFact.CurrentLeaf(
                    leaf: "applicant.leaf_\(leaf)", atom: "s1.atom_\(leaf)", required: true, outcome: leaf % 4 == 0 ? .declared : .prefilled, isTouched: false,
                    source: leaf % 4 == 0 ? nil : "population", isOwnIdentity: leaf < 6, isEarlier: false, reason: leaf % 4 == 0 ? .notHeld : nil)
            }, blanks: (0..<20).map { .init(leaf: "leaf_\($0)", atom: "s1.atom_\($0)", demand: .required) }, documents: [], confirmations: 0)
        return [entry(.opened(opened))] + lookUps + [entry(.submitted(submitted))]
    }
}
