/// Proofs that a tree holds a leaf, and that one tree begins with another, for somebody who has roots alone.
///
/// - Source: RFC 9162, sections 2.1.3 and 2.1.4.
enum MerkleProof {
    /// The path from a leaf to the root.
    ///
    /// - Complexity: O(leaves).
    static func inclusion(of index: Int, in leaves: ArraySlice<Digest32>) -> [Digest32] {
        guard leaves.count > 1 else { return [] }
        let half = MerkleTree.split(leaves.count), middle = leaves.startIndex + half
        return index < half
            ? inclusion(of: index, in: leaves[..<middle]) + [MerkleTree.root(of: leaves[middle...])]
            : inclusion(of: index - half, in: leaves[middle...]) + [MerkleTree.root(of: leaves[..<middle])]
    }

    /// Whether a tree of that size and root has the leaf at the place.
    static func includes(_ leaf: Digest32, at index: Int, size: Int, root: Digest32, path: [Digest32]) -> Bool {
        guard (0..<max(size, 0)).contains(index) else { return false }
        var (place, last, node) = (index, size - 1, leaf)
        for step in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                node = MerkleTree.node(step, node)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                node = MerkleTree.node(node, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && node == root
    }

    /// What shows that the tree of all leaves begins with the tree of the first ones.
    ///
    /// - Parameter first: how many; not more than there are.
    static func consistency(from first: Int, in leaves: ArraySlice<Digest32>) -> [Digest32] {
        guard first > 0, first < leaves.count else { return [] }
        return subproof(first, leaves, isWhole: true)
    }

    private static func subproof(_ first: Int, _ leaves: ArraySlice<Digest32>, isWhole: Bool) -> [Digest32] {
        guard first < leaves.count else { return isWhole ? [] : [MerkleTree.root(of: leaves)] }
        let half = MerkleTree.split(leaves.count), middle = leaves.startIndex + half
        return first <= half
            ? subproof(first, leaves[..<middle], isWhole: isWhole) + [MerkleTree.root(of: leaves[middle...])]
            : subproof(first - half, leaves[middle...], isWhole: false) + [MerkleTree.root(of: leaves[..<middle])]
    }

    /// Whether a tree begins with a smaller one, or is the same.
    static func isConsistent(first: Int, root firstRoot: Digest32, second: Int, root secondRoot: Digest32, path: [Digest32]) -> Bool {
        guard first > 0, first < second else { return first == second && firstRoot == secondRoot && path.isEmpty }
        var path = path[...]
        // A first tree that is one perfect subtree is the path's own beginning.
        if first.nonzeroBitCount == 1 { path = [firstRoot] + path }
        guard let start = path.popFirst() else { return false }
        var (place, last) = (first - 1, second - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (before, after) = (start, start)
        for step in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (before, after) = (MerkleTree.node(step, before), MerkleTree.node(step, after))
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                after = MerkleTree.node(after, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && before == firstRoot && after == secondRoot
    }
}
