import Connectors
import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing

/// With the clock and the randomness given, a dossier is what was said and what registers told, and nothing else.
@Suite("The same input gives the same bytes")
struct SameBytesTests {
    /// What one service made of one dossier, and in which order it heard its registers.
    private struct Made: Sendable {
        let parts: [String: String]
        let heard: [String]
    }

    private func made(_ applicant: Applicant, of province: Province, keys: URL, late: Bool) async throws -> Made {
        try await withFolder { folder in
            try FileManager.default.copyItem(at: keys, to: folder.appending(path: "keys.json"))
            let log = RequestLog(), turn = Turn(), drawn = NIOLockedValueBox<UInt8>(0)
            var parts = try await province.serving(wrapping: { inner in
                RecordingConnector(inner: late ? LateConnector(inner: inner, turn: turn) : inner, log: log)
            }, random: { count in
                drawn.withLockedValue { drawn in
                    drawn &+= 1
                    return (0..<count).map { UInt8(truncatingIfNeeded: Int(drawn) &* 31 &+ $0 &* 7) }
                }
            }, in: folder) { service in
                let filing = try await applicant.file(with: service)
                let submitted = try await service.submit(filing.opened.receipt, answers: Answers())
                var parts: [String: String] = [:]
                for (number, stage) in filing.stages.enumerated() {
                    for view in [Prefill.View.applicant, .office] { parts["\(number) \(view.rawValue)"] = stage.json(view).serialized(.compact) }
                    parts["\(number) receipt"] = stage.receipt.json.serialized(.compact)
                }
                for view in [Prefill.View.applicant, .office] { parts["submitted \(view.rawValue)"] = submitted.json(view).serialized(.compact) }
                return parts
            }
            let ledger = try SQLiteLedger(path: folder.path + "/ledger.sqlite")
            for (number, entry) in try await ledger.entries().enumerated() { parts["entry \(number)"] = entry.json.serialized(.compact) }
            await ledger.close()
            return Made(parts: parts, heard: log.exchanges.map { "\($0.request.connector).\($0.request.operation) \($0.request.keys.values.sorted())" })
        }
    }

    @Test("filled, sealed and counted alike by a fresh service that hears its registers in another order, for every form")
    func twice() async throws {
        let province = try Province.small.get(), vocabulary = try Repository.declarations.get().catalog.vocabulary
        var forms = 0, dossiers = 0, reordered = 0, entries = 0
        try await withFolder { folder in
            _ = try StoreKeys.atFile(folder.path + "/keys.json")
            let keys = folder.appending(path: "keys.json")
            for form in Repository.formIDs {
                let applicants = try Applicant.all(of: province, form: form, limit: 2, vocabulary: vocabulary)
                if !applicants.isEmpty { forms += 1 }
                for applicant in applicants {
                    let one = try await made(applicant, of: province, keys: keys, late: false), other = try await made(applicant, of: province, keys: keys, late: true)
                    let parted = Set(one.parts.keys).union(other.parts.keys).filter { one.parts[$0] != other.parts[$0] }.sorted()
                    #expect(parted.isEmpty, "\(form): \(parted)")
                    dossiers += 1
                    entries += one.parts.keys.count { $0.hasPrefix("entry ") }
                    if one.heard != other.heard { reordered += 1 }
                }
            }
        }
        #expect(forms == Repository.formIDs.count && reordered > 0 && entries > dossiers)
        print("same bytes: \(forms) forms, \(dossiers) dossiers, \(entries) ledger entries, \(reordered) heard in another order")
    }
}

/// Holds what registers answered until all that were asked have, and gives it back last first.
private actor Turn {
    private var asked = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func ask() { asked += 1 }

    func answer() async {
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            guard waiting.count == asked else { return }
            let all = waiting
            (waiting, asked) = ([], 0)
            for one in all.reversed() { one.resume() }
        }
    }
}

/// A register whose answers come in another order than they were made.
private struct LateConnector: Connector {
    let inner: any Connector
    let turn: Turn

    var manifest: ConnectorManifest { inner.manifest }
    var pause: Duration { inner.pause }
    var asksTogether: Bool { inner.asksTogether }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        await turn.ask()
        let answer = await inner.lookUp(request)
        await turn.answer()
        return answer
    }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        await turn.ask()
        let answers = await inner.lookUp(requests)
        await turn.answer()
        return answers
    }

    func close() async { await inner.close() }
}
