/// Keeps callers from waiting for a register that does not answer: after some failures in a row it rests, then one caller
/// tries, and what comes of that decides for all.
///
/// Times are measured from any fixed start. A value: whoever shares it keeps it where only one task at a time can reach it.
///
/// - Source: M. Nygard, "Release It!", chapter "Stability Patterns".
package struct CircuitBreaker: Sendable, Hashable {
    package struct Policy: Sendable, Hashable {
        /// Calls in a row without an answer after which the register rests.
        package let failures: Int
        package let rest: Duration

        package init(failures: Int = 5, rest: Duration = .seconds(10)) {
            self.failures = max(1, failures)
            self.rest = max(.zero, rest)
        }
    }

    /// Leave to make one call; what came of it must be noted.
    package struct Permit: Sendable, Hashable {
        fileprivate let round: Int
    }

    package enum Outcome: Sendable, Hashable, CaseIterable {
        /// The register answered, whatever it said.
        case answered
        case failed
        /// Nobody waited any more: this says nothing about the register.
        case abandoned
    }

    private enum State: Sendable, Hashable {
        case closed(failures: Int)
        case resting(until: Duration)
        case trying
    }

    private let policy: Policy
    private var state = State.closed(failures: 0)
    /// A call that began before the last turn says nothing about the register after it.
    private var round = 0

    package init(_ policy: Policy = Policy()) { self.policy = policy }

    /// Whether calls are held back.
    package var isOpen: Bool { if case .closed = state { false } else { true } }

    /// - Returns: `nil` while the register rests, and while another caller tries it.
    package mutating func permit(at now: Duration) -> Permit? {
        switch state {
        case .closed: break
        case .resting(let until):
            guard now >= until else { return nil }
            turn(.trying)
        case .trying: return nil
        }
        return Permit(round: round)
    }

    package mutating func note(_ outcome: Outcome, of permit: Permit, at now: Duration) {
        guard permit.round == round else { return }
        switch (state, outcome) {
        case (.closed, .answered): state = .closed(failures: 0)
        case (.closed(let failures), .failed):
            if failures + 1 < policy.failures { state = .closed(failures: failures + 1) } else { turn(.resting(until: now + policy.rest)) }
        case (.trying, .answered): turn(.closed(failures: 0))
        case (.trying, .failed): turn(.resting(until: now + policy.rest))
        case (.trying, .abandoned): turn(.resting(until: now))
        case (.closed, .abandoned), (.resting, _): break
        }
    }

    private mutating func turn(_ next: State) {
        state = next
        round += 1
    }
}
