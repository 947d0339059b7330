import Documents
import Expressions
import Foundation
@testable import Storage
import Testing
import Vocabulary

/// Kinds the tests keep.
enum Papers {
    static let paper = kind("evidence: paper\ntitle: {vi: Giấy}\nholds: while no newer one\nformats: [pdf, xml, paper]")
    static let other = kind("evidence: other\ntitle: {vi: Giấy khác}\nholds: until a date\nformats: pdf")
    static let archived = kind("evidence: archived\ntitle: {vi: Giấy lưu}\nformats: pdf\nretention: {keep: P1Y, archive: P10Y, legal: Luật Lưu trữ}")
    static let shown = kind("evidence: shown\ntitle: {vi: Giấy xem}\nformats: paper")

    private static func kind(_ yaml: String) -> EvidenceKind? { EvidenceKind.kind(yaml, file: "evidence.yaml").kinds.first }
}

func civilDay(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

func person(_ key: String, as role: RoleID = "applicant") -> DocumentSubject {
    DocumentSubject(role: role, kind: .person, keys: ["personal_id_number": key])
}

/// - Parameter fill: makes contents of one size differ.
func pdf(_ fill: String, size: Int = 0) -> Data {
    var data = Data("%PDF-1.7\n\(fill)\n".utf8)
    if data.count < size { data.append(Data(repeating: 0x20, count: size - data.count)) }
    data.append(Data("\n%%EOF\n".utf8))
    return data
}

func deposit(
    _ kind: EvidenceKind?, _ subjects: [DocumentSubject], number: String? = nil, issuer: Issuer? = nil, issued: String? = nil, validUntil: String? = nil,
    on day: String = "2026-11-29"
) throws -> Deposit {
    Deposit(
        kind: try #require(kind), subjects: subjects,
        particulars: .init(number: number, issuer: issuer, issued: try issued.map(civilDay), validUntil: try validUntil.map(civilDay)),
        provenance: .init(origin: .uploaded, dossier: "d", purpose: "p", depositedOn: try civilDay(day)))
}

/// A content that comes in pieces, and may break off.
struct Pieces: AsyncSequence, Sendable {
    struct BrokenOff: Error {}

    let data: Data
    var piece = 1 << 16
    /// After so many bytes the sender is gone.
    var breaksOff: Int?

    func makeAsyncIterator() -> Iterator { Iterator(pieces: self) }

    struct Iterator: AsyncIteratorProtocol {
        let pieces: Pieces
        var at = 0

        mutating func next() async throws -> Data? {
            if let end = pieces.breaksOff, at >= end { throw BrokenOff() }
            guard at < pieces.data.count else { return nil }
            defer { at = Swift.min(at + pieces.piece, pieces.data.count) }
            return pieces.data.subdata(in: at..<Swift.min(at + pieces.piece, pieces.data.count))
        }
    }
}

extension FileDocumentStore {
    func keep(_ deposit: Deposit, _ data: Data) async throws -> String { try await self.deposit(deposit, content: Pieces(data: data)).id }

    func content(_ id: String) async throws -> Data {
        var data = Data()
        try await read(id) { data.append($0) }
        return data
    }
}

/// The files of a store's folder, by their paths in it.
func storedFiles(_ folder: String, in part: String) throws -> [String] {
    let place = folder + "/" + part
    return (FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []).filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: place + "/" + $0, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
}

/// The same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
