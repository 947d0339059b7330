import Documents
public import Expressions
import Foundation
public import Storage
public import Vocabulary

/// Holds the signers of everything a store keeps against the list of signers anew, and checks all files again.
///
/// What passes goes on passing while its signer is listed and nothing is known against it as of the day it was checked: not that its
/// certificate was revoked before, nor that its root is trusted no longer. What does not pass is checked as of now; what comes out is
/// recorded where it settles the matter (`SignatureDesk`). The file of a restricted paper is not read: such a paper is held against the
/// list where it passes, and cannot pass anew. What somebody else records meanwhile is not written over.
public struct SignatureRecheck: Sendable, Hashable {
    /// How many documents were held against the list.
    public private(set) var checked = 0
    /// Those whose signature does for reuse now and did not, and the other way round.
    public private(set) var gained: [String] = [], lost: [String] = []
    /// How many do not pass, by the reason's code.
    public private(set) var reasons: [String: Int] = [:]
    /// Their files would have to be read, and may not be. Those that passed were held against the list.
    public private(set) var restricted = 0
    /// Their row or file is damaged, or their kind is declared no longer. Those that passed were held against the list where their row can be read.
    public private(set) var unread: [String] = []

    /// - Parameters:
    ///   - evidence: the kinds of paper that are declared.
    ///   - now: seconds since 1970, UTC.
    ///   - today: the day it is in Viet Nam.
    /// - Throws: what the store throws, but for documents that are damaged, restricted or erased.
    /// - Complexity: reads, opens and hashes the file of each document that is not restricted.
    public static func run(
        _ store: some DocumentStore, _ evidence: [EvidenceID: EvidenceKind], _ desk: SignatureDesk, at now: Int, on today: PartialDate
    ) async throws -> SignatureRecheck {
        var recheck = SignatureRecheck(), after: String?
        while true {
            let entries = try await store.entries(after: after, limit: page)
            for entry in entries {
                do { try await recheck.take(entry, in: store, evidence[entry.kind], desk, at: now, on: today) } catch DocumentStoreError.unknownDocument {
                    // Erased meanwhile.
                } catch DocumentStoreError.restricted {
                    recheck.restricted += 1
                } catch let error as DocumentStoreError where [.damaged, .fileMissing].contains(error) {
                    recheck.unread.append(entry.id)
                }
            }
            guard entries.count == page, let last = entries.last else { return recheck }
            after = last.id
        }
    }

    private static let page = 1000

    private mutating func take(
        _ entry: DocumentEntry, in store: some DocumentStore, _ kind: EvidenceKind?, _ desk: SignatureDesk, at now: Int, on today: PartialDate
    ) async throws {
        guard let kind else {
            unread.append(entry.id)
            return
        }
        while let record = try await store.record(entry.id) {
            let known = record.signature, issuer = record.particulars.issuer, origin = record.provenance.origin
            let found: SignatureRecord
            var obstacle: DocumentStoreError?
            do {
                let content = try await Self.content(of: record, in: store)
                if known.verdict == .passed {
                    found = desk.upheld(known, with: desk.check(content, at: now, on: today, seen: known.checkedOn), issuer: issuer, from: origin, as: kind)
                } else {
                    found = desk.rechecked(known, with: desk.check(content, at: now, on: today), issuer: issuer, from: origin, as: kind)
                }
            } catch let error as DocumentStoreError where known.verdict == .passed && [.restricted, .damaged, .fileMissing].contains(error) {
                // Who was struck off is struck off for a file that cannot be read too.
                found = desk.judged(known, issuer: issuer, from: origin, as: kind)
                obstacle = error
            }
            let kept = found == known ? record : try await store.amend(entry.id) { if $0.signature == known { $0.signature = found } }
            // Somebody else found something meanwhile: that is looked at anew.
            guard kept.signature == found else { continue }
            note(record, found, as: kind)
            switch obstacle {
            case nil: break
            case .restricted: restricted += 1
            default: unread.append(entry.id)
            }
            return
        }
    }

    private static func content(of record: DocumentRecord, in store: some DocumentStore) async throws -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(record.file.size)
        try await store.read(record.id) { content += $0 }
        return content
    }

    private mutating func note(_ record: DocumentRecord, _ found: SignatureRecord, as kind: EvidenceKind) {
        func serves(_ signature: SignatureRecord) -> Bool {
            signature.serves(kind.files.signatures, of: record.particulars.issuer, from: record.provenance.origin)
        }
        checked += 1
        switch (serves(record.signature), serves(found)) {
        case (false, true): gained.append(record.id)
        case (true, false): lost.append(record.id)
        case (true, true), (false, false): break
        }
        if found.verdict != .passed { reasons[found.reason ?? found.verdict.rawValue, default: 0] += 1 }
    }
}
