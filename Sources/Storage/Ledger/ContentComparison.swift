/// What was done to a list of contents, told from the list that was published.
///
/// Where they differ, each way it can have come about is tried, and the one after which most contents fit again is taken. Of
/// equal contents side by side nobody can tell which was removed or put in: the last place that fits is named.
struct ContentComparison {
    /// How far ahead a guess is tried.
    private static let window = 64
    /// More says no more.
    private static let most = 20

    private let published: [Digest32]
    private let start: Int
    private let found: [Digest32]

    /// - Parameters:
    ///   - start: how many are the same.
    ///   - found: those after them.
    init(published: [Digest32], from start: Int, found: [Digest32]) {
        self.published = published
        self.start = start
        self.found = found
    }

    private struct Guess {
        let finding: LedgerFinding
        /// How many places it takes of the published ones, and of those found.
        let published: Int, found: Int
        /// How many contents fit after it; more where that goes on to the end of what was published.
        let fit: Int
        /// The other of two that changed places.
        var partner: Int?
    }

    /// - Complexity: O(contents) for each finding, of which there are at most twenty.
    var findings: [LedgerFinding] {
        var findings: [LedgerFinding] = []
        var (p, f) = (start, 0)
        var partners: Set<Int> = []
        while p < published.count, findings.count < Self.most {
            guard f < found.count else {
                findings.append(LedgerFinding(.truncated, p + 1, upTo: published.count))
                break
            }
            if found[f] == published[p] || partners.contains(p) {
                (p, f) = (p + 1, f + 1)
                continue
            }
            // In this order where several fit alike.
            var best = edited(p, f)
            for guess in [deleted(p, f), inserted(p, f), swapped(p, f)] {
                guard let guess else { continue }
                if guess.fit > best.fit || guess.partner != nil && guess.fit == best.fit { best = guess }
            }
            findings.append(best.finding)
            if let partner = best.partner { partners.insert(partner) }
            (p, f) = (p + best.published, f + best.found)
        }
        return findings
    }

    /// How many contents fit from there on.
    private func fit(_ p: Int, _ f: Int, except partner: Int? = nil) -> Int {
        var count = 0
        while count < Self.window, p + count < published.count, f + count < found.count, found[f + count] == published[p + count] || p + count == partner { count += 1 }
        let isToEnd = count > 0 && p + count == published.count
        return isToEnd || count == Self.window ? Self.window + count : count
    }

    private func swapped(_ p: Int, _ f: Int) -> Guess? {
        let lead = p - f
        guard let other = (p + 1..<published.count).first(where: { published[$0] == found[f] && $0 - lead < found.count && found[$0 - lead] == published[p] }) else { return nil }
        return Guess(finding: LedgerFinding(.swapped, p + 1, upTo: other + 1), published: 1, found: 1, fit: fit(p + 1, f + 1, except: other), partner: other)
    }

    private func deleted(_ p: Int, _ f: Int) -> Guess? {
        guard let next = (p + 1..<published.count).first(where: { published[$0] == found[f] }) else { return nil }
        return Guess(finding: LedgerFinding(.deleted, p + 1, upTo: next), published: next - p, found: 0, fit: fit(next, f))
    }

    private func inserted(_ p: Int, _ f: Int) -> Guess? {
        guard let next = (f + 1..<found.count).first(where: { found[$0] == published[p] }) else { return nil }
        return Guess(finding: LedgerFinding(.inserted, p + 1, upTo: p + next - f), published: 0, found: next - f, fit: fit(p, next))
    }

    /// Changed where they stand, up to where they are the same again; several to the end are another history.
    private func edited(_ p: Int, _ f: Int) -> Guess {
        var count = 1
        while p + count < published.count, f + count < found.count, found[f + count] != published[p + count] { count += 1 }
        let isToEnd = count > 1 && p + count == published.count
        return Guess(
            finding: LedgerFinding(isToEnd ? .forked : .edited, p + 1, upTo: p + count), published: count, found: count, fit: fit(p + count, f + count))
    }
}
