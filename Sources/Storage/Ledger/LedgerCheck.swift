/// Checks a ledger, row by row in its order: against its own chain, and against what was published of it.
///
/// Pure: rows may come from a database, a file or a test. The chain alone shows what was changed without care; who makes all
/// hashes anew is seen by the published ones.
struct LedgerCheck: Sendable {
    private let published: PublishedLedger
    private let tenant: String
    private let isChecked: Bool
    private var events = 0
    private var chain = ChainWalk()
    /// Contents from the first on that is not as published.
    private var rest: [Digest32]?
    private var same = 0
    /// Kept where a checkpoint has to be compared by its root, as the published hashes do not reach it.
    private var tree: MerkleFrontier?
    private var nextCheckpoint = 0
    private var rootFindings: [LedgerFinding] = []
    private var headFinding: LedgerFinding?

    /// - Parameter published: `nil` to check the chain alone.
    init(tenant: String, published: PublishedLedger?) {
        self.tenant = tenant
        self.published = published ?? PublishedLedger()
        isChecked = published != nil
        if self.published.leaves.count < self.published.size { tree = MerkleFrontier() }
    }

    mutating func take(_ link: LedgerLink) {
        let index = events
        events += 1
        let isCovered = index < published.leaves.count
        if rest != nil {
            rest?.append(link.leaf)
        } else if isCovered, published.leaves[index] != link.leaf {
            rest = [link.leaf]
        } else if isCovered {
            same += 1
        }
        chain.take(link, isAsPublished: isCovered && rest == nil)
        tree?.append(link.leaf)
        while nextCheckpoint < published.checkpoints.count, published.checkpoints[nextCheckpoint].size <= events {
            compare(published.checkpoints[nextCheckpoint], link)
            nextCheckpoint += 1
        }
    }

    private mutating func compare(_ checkpoint: Checkpoint, _ link: LedgerLink) {
        guard checkpoint.size == events else { return }
        if let tree, checkpoint.size > published.leaves.count, tree.root != checkpoint.root, rootFindings.isEmpty {
            let before = published.checkpoints[..<nextCheckpoint].last?.size ?? 0
            rootFindings.append(LedgerFinding(.rewritten, max(before, published.leaves.count) + 1, upTo: checkpoint.size))
        }
        if headFinding == nil, rest == nil, rootFindings.isEmpty, chain.findings.isEmpty, link.hash != checkpoint.head {
            headFinding = LedgerFinding(.rechained, checkpoint.size)
        }
    }

    /// - Parameter given: the largest sequence number the database ever gave; rows missing at the end show by it.
    func finished(given: Int = 0) -> LedgerVerification {
        var found = rest.map { ContentComparison(published: published.leaves, from: same, found: $0).findings } ?? []
        // A chain that was made anew runs unbroken through the place that was changed.
        if let first = found.first, first.kind != .truncated, !chain.findings.contains(where: { $0.sequence <= first.last + 1 }) {
            found.insert(LedgerFinding(.rechained, first.sequence), at: 1)
        }
        if rest == nil, events < published.size { found.append(LedgerFinding(.truncated, events + 1, upTo: published.size)) }
        // Who removes an event and closes up the numbers leaves the largest ones unused.
        let closedUp = found.reduce(0) { $1.kind == .deleted ? $0 + $1.last - $1.sequence + 1 : $0 }
        if given > chain.last + closedUp, !found.contains(where: { $0.kind == .truncated }) {
            // Cut off behind the last checkpoint, or with no checkpoint to tell.
            found.append(LedgerFinding(.truncated, chain.last + 1, upTo: given))
        }
        found += rootFindings + (headFinding.map { [$0] } ?? [])
        let breaks = chain.findings.filter { broken in !found.contains { $0.explains(broken) } }
        let ofEvents = (found + breaks).sorted { ($0.sequence, $0.kind == .rechained ? 1 : 0) < ($1.sequence, $1.kind == .rechained ? 1 : 0) }
        let covered = isChecked ? LedgerVerification.Covered(size: published.size, checkpoints: published.checkpoints.count, at: published.checkpoints.last?.at) : nil
        return LedgerVerification(tenant: tenant, events: events, findings: ofEvents + published.findings, covered: covered)
    }
}

extension LedgerFinding {
    /// Whether a break of the chain is but the trace of this change of content.
    fileprivate func explains(_ broken: LedgerFinding) -> Bool {
        switch kind {
        case .swapped: [sequence, sequence + 1, last, last + 1].contains(broken.sequence)
        case .edited, .deleted, .inserted, .forked, .truncated: (sequence...last + 1).contains(broken.sequence)
        case .rechained, .unlinked, .rewritten, .checkpoint, .hashes: false
        }
    }
}

/// The chain alone, from its first row on.
private struct ChainWalk: Sendable {
    /// More says no more.
    private static let most = 20

    private(set) var findings: [LedgerFinding] = []
    /// The last sequence number.
    private(set) var last = 0
    private var hash: Digest32? = .zero

    mutating func take(_ link: LedgerLink, isAsPublished: Bool) {
        defer { if link.sequence > last { (last, hash) = (link.sequence, link.hash ?? link.computed) } }
        guard findings.count < Self.most else { return }
        if link.sequence <= last {
            findings.append(LedgerFinding(.inserted, link.sequence))
        } else if link.sequence > last + 1 {
            findings.append(LedgerFinding(.deleted, last + 1, upTo: link.sequence - 1))
        } else if link.previous != hash {
            findings.append(LedgerFinding(.unlinked, link.sequence))
        } else if !link.isWhole {
            // Where the content is as it was published, it is the link that was changed.
            findings.append(LedgerFinding(isAsPublished ? .unlinked : .edited, link.sequence))
        }
    }
}
