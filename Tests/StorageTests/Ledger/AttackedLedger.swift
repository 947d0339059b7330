import Formats
import Foundation
import Receipts
@testable import Storage

/// A ledger in memory, published up to some event, and hands that get at its rows.
struct AttackedLedger {
    static let size = 10_000
    /// Events under the last checkpoint.
    static let covered = 9_700

    let contents: [[UInt8]]
    let links: [LedgerLink]
    let published: PublishedLedger

    init() throws {
        // Now and then an event says the same as the one before it.
        contents = (0..<Self.size).map { Array(lookUp($0 % 100 == 50 ? $0 - 1 : $0, of: $0 % 100 == 50 ? $0 - 1 : $0).json.serialized(.canonical).utf8) }
        links = Self.chained(contents, after: .zero)
        let keys = LedgerKeys()
        var tree = MerkleFrontier(), lines: [Checkpoint?] = []
        for (index, link) in links.prefix(Self.covered).enumerated() {
            tree.append(link.leaf)
            let size = index + 1
            if size % 1_000 == 0 || size == Self.covered {
                lines.append(try keys.signed(tenant: "main", frontier: tree, headHash: link.computed, at: "2026-11-24T09:00:00Z"))
            }
        }
        published = PublishedLedger(tenant: "main", lines: lines, hashes: links.prefix(Self.covered).map(\.leaf), verifier: keys.verifier)
    }

    /// Rows as the ledger itself would write them, or somebody who makes all hashes anew.
    static func chained(_ contents: some Sequence<[UInt8]>, after last: Digest32, from sequence: Int = 1) -> [LedgerLink] {
        var last = last
        return contents.enumerated().map { index, content in
            let link = Self.link(content, sequence: sequence + index, previous: last)
            last = link.computed
            return link
        }
    }

    static func link(_ content: [UInt8], sequence: Int, previous: Digest32, hash: Digest32? = nil) -> LedgerLink {
        let computed = Array(previous.hex.utf8).withUnsafeBytes { previous in content.withUnsafeBytes { LedgerLink.digest(previous, $0) } }
        return LedgerLink(sequence: sequence, previous: previous, hash: hash ?? computed, computed: computed, leaf: MerkleTree.leaf(content))
    }

    /// A chain without a break over any contents, as somebody has who can make every hash anew; each hash here is made up, which the
    /// check cannot know: it sees that rows fit, and no more.
    func madeAnew(_ leaves: some Sequence<Digest32>, from index: Int) -> [LedgerLink] {
        var last = index > 0 ? links[index - 1].computed : .zero
        return leaves.enumerated().map { offset, leaf in
            defer { last = leaf }
            return LedgerLink(sequence: index + offset + 1, previous: last, hash: leaf, computed: leaf, leaf: leaf)
        }
    }

    /// An event that was never written.
    static func forged(_ number: Int) -> [UInt8] { Array("{\"forged\":\(number)}".utf8) }
}

func lookUp(_ attributes: Int, of dossier: Int) -> LedgerEntry {
    LedgerEntry(dossier: "d\(dossier % 97)", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
        connector: "land", operation: "parcel", purpose: "p", attributes: attributes, result: "found")))
}
