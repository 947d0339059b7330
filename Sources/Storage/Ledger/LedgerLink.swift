import Crypto

/// What one row of a ledger comes to by itself: its hashes, whatever stands before and after it.
struct LedgerLink: Sendable, Hashable {
    let sequence: Int
    /// What the row says the row before has, and what it says of itself; `nil` for what is no digest's spelling.
    let previous: Digest32?
    let hash: Digest32?
    /// The hash its `previous` and `content` do have.
    let computed: Digest32
    /// The hash of its content as a leaf of the tree.
    let leaf: Digest32

    /// Whether it holds what was hashed.
    var isWhole: Bool { hash == computed }

    init(sequence: Int, previous: Digest32?, hash: Digest32?, computed: Digest32, leaf: Digest32) {
        self.sequence = sequence
        self.previous = previous
        self.hash = hash
        self.computed = computed
        self.leaf = leaf
    }

    /// - Parameters:
    ///   - previous: the bytes of the text, as `hash` and `content`.
    init(sequence: Int, previous: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer, content: UnsafeRawBufferPointer) {
        self.init(
            sequence: sequence, previous: Digest32(hex: previous), hash: Digest32(hex: hash), computed: Self.digest(previous, content), leaf: MerkleTree.leaf(content))
    }

    init(_ row: LedgerRow) {
        var (previous, hash, content) = (row.previous, row.hash, row.content)
        self = previous.withUTF8 { previous in
            hash.withUTF8 { hash in
                content.withUTF8 { content in
                    LedgerLink(sequence: row.sequence, previous: .init(previous), hash: .init(hash), content: .init(content))
                }
            }
        }
    }

    static func digest(_ previous: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) -> Digest32 {
        var hash = SHA256()
        hash.update(bufferPointer: previous)
        hash.update(bufferPointer: content)
        return Digest32(hash.finalize())
    }
}
