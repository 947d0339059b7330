import Foundation
import Receipts
import Storage

/// Writes events to a ledger until it is killed: each with the next number, and says so once they are on disk.
///
///     LedgerWriter FOLDER
///
/// A line `12` says that the events before number 12 were taken, `checkpoint 9` that the first nine are under a published one.
@main
struct LedgerWriter {
    static func main() async throws {
        let folder = CommandLine.arguments[1]
        let pace = LedgerCheckpoints.Pace(events: 7, now: { 1_795_496_400 })
        let ledger = try SQLiteLedger(
            path: folder + "/ledger.sqlite",
            checkpoints: LedgerCheckpoints(folder: folder + "/elsewhere", keys: try LedgerKeys.atFile(folder + "/ledger-key.json"), pace: pace))
        var next = try await ledger.entries().count
        while true {
            let count = 1 + next % 3
            try await ledger.append((next..<next + count).map { number in
                LedgerEntry(dossier: "d\(number % 5)", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
                    connector: "land", operation: "parcel", purpose: "p", attributes: number, result: "found")))
            })
            next += count
            say("\(next)")
            if next % 4 == 0, let checkpoint = try await ledger.checkpoint() { say("checkpoint \(checkpoint.size)") }
        }
    }

    private static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
