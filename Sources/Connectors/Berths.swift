/// How many calls a register takes at once; the others wait their turn, first come first served.
package struct Berths: Sendable {
    package enum Entry: Sendable, Hashable {
        case go
        case wait
        /// Too many wait already; waiting longer helps nobody.
        case full
    }

    package let count: Int
    package let waitingLimit: Int
    private var taken: Set<Int> = []
    private var waiting: [Int] = []

    package init(count: Int, waitingLimit: Int = 1_000) {
        self.count = max(1, count)
        self.waitingLimit = max(0, waitingLimit)
    }

    package var takenCount: Int { taken.count }
    package var waitingCount: Int { waiting.count }

    /// - Parameter ticket: one call; used once.
    package mutating func enter(_ ticket: Int) -> Entry {
        if taken.count < count {
            taken.insert(ticket)
            return .go
        }
        guard waiting.count < waitingLimit else { return .full }
        waiting.append(ticket)
        return .wait
    }

    /// Gives back a berth, or a place in the queue.
    ///
    /// - Returns: the ticket whose turn it is now.
    package mutating func leave(_ ticket: Int) -> Int? {
        guard taken.remove(ticket) != nil else {
            waiting.removeAll { $0 == ticket }
            return nil
        }
        guard !waiting.isEmpty else { return nil }
        let next = waiting.removeFirst()
        taken.insert(next)
        return next
    }
}
