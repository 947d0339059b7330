import Crypto

/// The hash tree of RFC 9162 (Certificate Transparency 2.0), section 2.1.
enum MerkleTree {
    /// Root of no leaves: the hash of nothing.
    static let empty = Digest32(SHA256().finalize())

    static func leaf(_ content: UnsafeRawBufferPointer) -> Digest32 {
        var hash = SHA256()
        // The prefixes keep a leaf from passing for a node.
        withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: content)
        return Digest32(hash.finalize())
    }

    static func leaf(_ content: [UInt8]) -> Digest32 { content.withUnsafeBytes { leaf($0) } }

    static func node(_ left: Digest32, _ right: Digest32) -> Digest32 {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest32.byteCount, alignment: 1) { bytes in
            bytes[0] = 1
            bytes.storeBytes(of: left, toByteOffset: 1, as: Digest32.self)
            bytes.storeBytes(of: right, toByteOffset: 1 + Digest32.byteCount, as: Digest32.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return Digest32(hash.finalize())
        }
    }

    /// - Complexity: O(leaves).
    static func root(of leaves: ArraySlice<Digest32>) -> Digest32 {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }

    /// The largest power of two smaller than a number of leaves, two or more.
    static func split(_ leaves: Int) -> Int { 1 << (Int.bitWidth - 1 - (leaves - 1).leadingZeroBitCount) }
}

/// A tree that grows at its end: all that is kept are the roots of its perfect subtrees, largest first.
struct MerkleFrontier: Sendable, Hashable {
    private(set) var size = 0
    /// One for each bit that is set in `size`.
    private(set) var peaks: [Digest32] = []

    init() {}

    /// - Returns: `nil` where a tree of that size has another number of peaks.
    init?(size: Int, peaks: [Digest32]) {
        guard size >= 0, size.nonzeroBitCount == peaks.count else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// - Complexity: amortized O(1); O(log size) at worst.
    mutating func append(_ leaf: Digest32) {
        var node = leaf
        for _ in 0..<(~size).trailingZeroBitCount { node = MerkleTree.node(peaks.removeLast(), node) }
        peaks.append(node)
        size += 1
    }

    /// - Complexity: O(log size).
    var root: Digest32 {
        guard let last = peaks.last else { return MerkleTree.empty }
        return peaks.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0) }
    }
}
