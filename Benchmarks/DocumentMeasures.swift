import Documents
import Expressions
import Foundation
import Storage
import Vocabulary

/// Documents kept, read and found.
struct DocumentMeasures {
    let effort: Effort
    let scratch: URL

    private static let kind = EvidenceKind.kind("evidence: paper\ntitle: {vi: Giấy}\nholds: while no newer one\nformats: pdf", file: "bench").kinds.first
    private static let day = PartialDate(year: 2026, month: 11, day: 29)
    /// Citizens a million documents are about.
    private static let perSubject = 4

    func tables() async throws -> [MeasureTable] { [try await traffic(), try await growth()] }

    /// Contents of three sizes, on disk when each call returns; each is new.
    private func traffic() async throws -> MeasureTable {
        let folder = scratch.appending(path: "documents")
        let store = try FileDocumentStore(path: folder.path, keys: StoreKeys(), tenant: "bench")
        var measures: [Measure] = []
        for (name, size, count) in [("10 kB", 10_000, 100), ("1 MB", 1_000_000, 40), ("50 MB", 50_000_000, 5)] {
            let count = max(3, count * effort.leastSamples / Effort.whole.leastSamples)
            var ids: [String] = []
            let before = HighWater.reset()
            let kept = try await Measure.each("deposit \(name)", of: Array(0..<count)) { number in
                ids.append(try await store.deposit(try Self.deposit(number), content: Filler(number: number, size: size)).id)
            }
            let grown = HighWater.now().flatMap { now in before.map { now - $0 } }
            let read = try await Measure.each("read \(name)", of: ids) { id in
                var bytes = 0
                try await store.read(id) { bytes += $0.count }
                guard bytes == size else { throw WorkFailed(name: name) }
            }
            for (taken, memory) in [(kept, grown), (read, nil)] {
                var measure = taken
                measure.cells = ["\(MeasureTable.significant(Double(size) / 1e6 / (measure.median / .seconds(1)))) MB/s", memory.map { "\($0 >> 10) KiB" } ?? ""]
                measures.append(measure)
            }
        }
        await store.close()
        try FileManager.default.removeItem(at: folder)
        return MeasureTable(title: "One document", columns: ["throughput", "memory more than before"], measures: measures)
    }

    /// Looked for by subject, kind, issuer and day while the store grows. What all share is one content, so that a million rows
    /// take minutes; nobody waits for the disk.
    private func growth() async throws -> MeasureTable {
        let folder = scratch.appending(path: "many-documents")
        let store = try FileDocumentStore(path: folder.path, keys: StoreKeys(), tenant: "bench", isThrowaway: true)
        var measures: [Measure] = [], stored = 0
        for goal in effort.documents {
            let clock = ContinuousClock(), start = clock.now, from = stored
            while stored < goal {
                let batch = stored..<min(goal, stored + 512)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in batch { group.addTask { _ = try await store.deposit(try Self.deposit(number), content: Filler(number: 0, size: 2_000)) } }
                    try await group.waitForAll()
                }
                stored = batch.upperBound
            }
            let rate = Double(stored - from) / ((clock.now - start) / .seconds(1))
            let subjects = (0..<1_000).map { Self.subject(Int(UInt64($0) &* 0x9E37_79B9 % UInt64(goal / Self.perSubject))) }
            var measure = try await Measure.each("\(goal) documents", of: subjects) { subject in
                let found = try await store.find(DocumentQuery(subject, kind: EvidenceID("paper"), issuers: [Self.issuer], validOn: Self.day))
                guard found.records.count == Self.perSubject, found.damaged.isEmpty else { throw WorkFailed(name: "find") }
            }
            let bytes = (try? FileManager.default.attributesOfItem(atPath: folder.path + "/documents.sqlite")[.size] as? Int) ?? 0
            measure.cells = ["\(MeasureTable.significant(rate)) a second", "\(MeasureTable.significant(Double(bytes) / 1e6)) MB"]
            measures.append(measure)
        }
        await store.close()
        try FileManager.default.removeItem(at: folder)
        return MeasureTable(title: "Find a citizen's \(Self.perSubject) documents among", columns: ["rows written", "rows on disk"], measures: measures)
    }

    private static let issuer = Issuer(authority: "commune_committee", place: .init(code: "02647", since: PartialDate(year: 2025, month: 7, day: 1)))

    private static func subject(_ number: Int) -> DocumentSubject {
        DocumentSubject(role: "applicant", kind: .person, keys: ["personal_id_number": "015\(100_000_000 + number)"])
    }

    private static func deposit(_ number: Int) throws -> Deposit {
        guard let kind, let day else { throw WorkFailed(name: "deposit") }
        return Deposit(
            kind: kind, subjects: [subject(number / perSubject)], particulars: .init(number: "\(number)", issuer: issuer, issued: day),
            provenance: .init(origin: .digitisedPaper, depositedOn: day))
    }
}

/// A PDF of a size that is nowhere whole; another for each number.
private struct Filler: AsyncSequence, Sendable {
    let number: Int
    let size: Int

    func makeAsyncIterator() -> Iterator { Iterator(number: number, left: size) }

    struct Iterator: AsyncIteratorProtocol {
        private static let end = Data("\n%%EOF\n".utf8)
        let number: Int
        var left: Int
        private var isBegun = false

        init(number: Int, left: Int) { (self.number, self.left) = (number, left) }

        mutating func next() async throws -> Data? {
            guard left > 0 else { return nil }
            var piece = Data()
            if !isBegun {
                isBegun = true
                piece = Data("%PDF-1.7\n\(number)\n".utf8)
            }
            let room = Swift.min(1 << 16, left) - piece.count
            if left > 1 << 16 {
                piece.append(Data(repeating: 0x20, count: room))
            } else {
                piece.append(Data(repeating: 0x20, count: Swift.max(0, room - Self.end.count)))
                piece.append(Self.end)
            }
            left -= piece.count
            return piece
        }
    }
}

/// The most memory this process had at once, in bytes, as Linux keeps it; `nil` elsewhere.
private enum HighWater {
    /// - Returns: what it has now; from here on the highest is counted anew.
    static func reset() -> Int? {
        // "5" resets it (proc(5)).
        try? FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs")).write(contentsOf: Data("5".utf8))
        return now()
    }

    static func now() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
    }
}
