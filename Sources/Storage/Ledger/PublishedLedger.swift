/// What was published of a ledger and proved authentic.
struct PublishedLedger: Sendable {
    /// Every checkpoint that counts, by growing size.
    private(set) var checkpoints: [Checkpoint] = []
    /// The hashes of the contents of the first events, as far as a checkpoint signs for them.
    private(set) var leaves: [Digest32] = []
    /// What is wrong with what was published.
    private(set) var findings: [LedgerFinding] = []

    /// Nothing: the chain is checked alone.
    init() {}

    /// - Parameters:
    ///   - lines: the checkpoints in the order they were published; `nil` for a line that is none.
    ///   - hashes: as published; more than the last checkpoint covers are left alone.
    /// - Complexity: O(hashes), and a signature for each line.
    init(tenant: String, lines: [Checkpoint?], hashes: [Digest32], verifier: LedgerVerifier) {
        for (index, line) in lines.enumerated() {
            guard let line, line.tenant == tenant, verifier.isAuthentic(line), line.size >= checkpoints.last?.size ?? 0 else {
                findings.append(LedgerFinding(.checkpoint, index + 1))
                continue
            }
            checkpoints.append(line)
        }
        var tree = MerkleFrontier(), signed = 0
        for checkpoint in checkpoints {
            while tree.size < min(checkpoint.size, hashes.count) { tree.append(hashes[tree.size]) }
            guard tree.size == checkpoint.size, tree.root == checkpoint.root else {
                findings.append(LedgerFinding(.hashes, signed + 1, upTo: checkpoint.size))
                break
            }
            signed = checkpoint.size
        }
        leaves = Array(hashes[..<signed])
    }

    /// How many events the last checkpoint signs for.
    var size: Int { checkpoints.last?.size ?? 0 }
}
