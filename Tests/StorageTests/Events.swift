import Foundation
import Receipts

/// A folder that goes with the test.
func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

func lookUp(_ number: Int) -> LedgerEntry {
    LedgerEntry(dossier: "d\(number % 7)", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
        connector: "land", operation: "parcel", purpose: "p", attributes: number, result: "found")))
}

func submitted(_ dossier: String, hour: String = "2026-11-24T09", form: String = "form-a") -> LedgerEntry {
    LedgerEntry(dossier: dossier, hour: hour, fact: .submitted(SubmittedFact(
        form: form, version: "1", procedure: "1.000001", channel: "online", isSimulated: true, baseline: "b0", baselineStatus: "in-force",
        current: [.init(leaf: "họ_tên", atom: "s1.full_name", required: true, outcome: .declared, isTouched: true, source: nil, isOwnIdentity: false, isEarlier: false, reason: .notHeld)],
        blanks: [.init(leaf: "b", atom: "s1.full_name", demand: .required)], documents: [], confirmations: 1)))
}
