/// The candidate a mistyped name most likely meant: the one within a third of its length in edits.
///
/// - Parameters:
///   - name: what was written.
///   - candidates: what may be written; ties go to the first in order.
/// - Returns: `nil` where nothing is near enough to suggest.
/// - Complexity: O(candidates × length²).
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let written = Array(name.unicodeScalars)
    let allowed = max(1, written.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let other = Array(candidate.unicodeScalars)
        guard abs(other.count - written.count) <= allowed else { continue }
        let distance = editDistance(written, other)
        if distance <= allowed, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.name
}

/// Edits with neighbor transpositions (optimal string alignment).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let change = a[i - 1] == b[j - 1] ? 0 : 1
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                row[j] = min(row[j], beforeLast[j - 2] + 1)
            }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
