@testable import Storage
import Testing

@Suite("The hash tree of RFC 9162")
struct MerkleTests {
    /// The leaves of the test vectors that come with Certificate Transparency's reference implementations.
    private static let inputs: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ]

    /// Their roots, of none to eight leaves.
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("gives the published roots, grown leaf by leaf and at once")
    func vectors() {
        var frontier = MerkleFrontier()
        #expect(frontier.root.hex == Self.roots[0])
        for (index, input) in Self.inputs.enumerated() {
            frontier.append(MerkleTree.leaf(input))
            #expect(frontier.root.hex == Self.roots[index + 1])
            #expect(MerkleFrontier(size: index + 1, peaks: frontier.peaks) == frontier)
            #expect(MerkleFrontier(size: index + 2, peaks: frontier.peaks) == nil || (index + 2).nonzeroBitCount == frontier.peaks.count)
        }
    }

    /// The published audit paths and consistency proofs of the same trees.
    @Test("gives the published proofs")
    func publishedProofs() {
        let leaves = Self.inputs.map { MerkleTree.leaf($0) }[...]
        #expect(MerkleProof.inclusion(of: 0, in: leaves[..<1]).isEmpty)
        #expect(MerkleProof.inclusion(of: 0, in: leaves).map(\.hex) == [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ])
        #expect(MerkleProof.consistency(from: 1, in: leaves).map(\.hex) == [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ])
        #expect(MerkleProof.consistency(from: 6, in: leaves).map(\.hex) == [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ])
        #expect(MerkleProof.consistency(from: 2, in: leaves[..<5]).map(\.hex) == [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ])
    }

    /// The definition of section 2.1.1, word for word.
    private static func root(_ leaves: ArraySlice<Digest32>) -> Digest32 {
        guard let first = leaves.first else { return MerkleTree.empty }
        guard leaves.count > 1 else { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.node(root(leaves.prefix(half)), root(leaves.dropFirst(half)))
    }

    private static func leaves(_ count: Int) -> [Digest32] { (0..<count).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) } }

    @Test("roots are those of the definition, for every size to 200")
    func definition() {
        let leaves = Self.leaves(200)
        for size in 0...200 { #expect(MerkleTree.root(of: leaves[..<size]) == Self.root(leaves[..<size])) }
    }

    @Test("each leaf of each tree is proved to be there, and nothing else is, for every size to 40")
    func inclusion() {
        let leaves = Self.leaves(41)
        for size in 1...40 {
            let tree = leaves[..<size], root = Self.root(tree)
            for index in 0..<size {
                let path = MerkleProof.inclusion(of: index, in: tree)
                #expect(MerkleProof.includes(leaves[index], at: index, size: size, root: root, path: path))
                #expect(!MerkleProof.includes(leaves[40], at: index, size: size, root: root, path: path))
                #expect(!MerkleProof.includes(leaves[index], at: index, size: size, root: Self.root(leaves[..<(size + 1)]), path: path))
                #expect(!MerkleProof.includes(leaves[index], at: index, size: size, root: root, path: path + [root]))
                #expect(!MerkleProof.includes(leaves[index], at: size, size: size, root: root, path: path))
                for other in 0..<size where other != index { #expect(!MerkleProof.includes(leaves[index], at: other, size: size, root: root, path: path)) }
                if !path.isEmpty { #expect(!MerkleProof.includes(leaves[index], at: index, size: size, root: root, path: path.dropLast())) }
            }
        }
    }

    @Test("each tree is proved to begin with each smaller one, and with no other, for every pair to 40")
    func consistency() {
        let more = Self.leaves(41), leaves = Array(more.prefix(40)), other = more[40]
        for second in 1...40 {
            let after = Self.root(leaves[..<second])
            for first in 1...second {
                let before = Self.root(leaves[..<first]), path = MerkleProof.consistency(from: first, in: leaves[..<second])
                #expect(MerkleProof.isConsistent(first: first, root: before, second: second, root: after, path: path))
                // A history that differs in its last leaf.
                let forged = Self.root((leaves.prefix(first - 1) + [other])[...])
                #expect(!MerkleProof.isConsistent(first: first, root: forged, second: second, root: after, path: path))
                #expect(!MerkleProof.isConsistent(first: first, root: before, second: second, root: forged, path: path))
                #expect(!MerkleProof.isConsistent(first: first, root: before, second: second, root: after, path: path + [after]))
                if !path.isEmpty { #expect(!MerkleProof.isConsistent(first: first, root: before, second: second, root: after, path: path.dropLast())) }
            }
            #expect(!MerkleProof.isConsistent(first: second + 1, root: after, second: second, root: after, path: []))
        }
    }
}
