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
    /// Who has a berth, and when their call began, where it has.
    private var taken: [Int: Duration?] = [:]
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
            taken.updateValue(nil, forKey: ticket)
            return .go
        }
        guard waiting.count < waitingLimit else { return .full }
        waiting.append(ticket)
        return .wait
    }

    /// The call of somebody with a berth is sent.
    package mutating func begin(_ ticket: Int, at now: Duration) {
        if taken[ticket] != nil { taken.updateValue(now, forKey: ticket) }
    }

    /// When the call of somebody with a berth began.
    package func beginning(of ticket: Int) -> Duration? { taken[ticket] ?? nil }

    /// Whether every berth has been held by one call for so long.
    package func areHeld(for limit: Duration, at now: Duration) -> Bool {
        taken.count == count && taken.values.allSatisfy { $0.map { now - $0 >= limit } ?? false }
    }

    /// Gives back a berth, or a place in the queue.
    ///
    /// - Returns: the ticket whose turn it is now.
    package mutating func leave(_ ticket: Int) -> Int? {
        guard taken.removeValue(forKey: ticket) != nil else {
            waiting.removeAll { $0 == ticket }
            return nil
        }
        guard !waiting.isEmpty else { return nil }
        let next = waiting.removeFirst()
        taken.updateValue(nil, forKey: next)
        return next
    }
}
