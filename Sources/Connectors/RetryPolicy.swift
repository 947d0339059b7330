/// When a call that was never answered is tried again, and after what wait.
public struct RetryPolicy: Sendable, Hashable {
    /// Further tries after the first.
    public let retries: Int
    /// The longest wait before the first of them; it doubles with each.
    public let firstWait: Duration
    public let longestWait: Duration

    public init(retries: Int = 1, firstWait: Duration = .milliseconds(100), longestWait: Duration = .seconds(2)) {
        self.retries = max(0, retries)
        self.firstWait = max(.zero, firstWait)
        self.longestWait = max(.zero, longestWait)
    }

    /// A wait drawn evenly from nothing to the longest one of this try ("full jitter"), so that callers that failed
    /// together do not come back together.
    ///
    /// - Parameters:
    ///   - retry: 1 for the first.
    ///   - random: evenly drawn from all of `UInt64`.
    /// - Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    public func wait(before retry: Int, random: UInt64) -> Duration {
        var longest = firstWait
        for _ in 1..<max(1, min(retry, 63)) where longest < longestWait { longest *= 2 }
        let nanoseconds = UInt64(clamping: min(longest, longestWait).wholeNanoseconds)
        return .nanoseconds(Int64(clamping: nanoseconds.multipliedFullWidth(by: random).high))
    }
}

/// What all callers of one register may spend on retries together: a share of their calls, with a reserve for quiet times.
/// When a register is down for everybody, retries stop multiplying its load.
///
/// - Source: gRPC, proposal A6 "Client Retries", section "Throttling Retry Attempts and Hedged RPCs"; we earn by calls, not by
///   successes, so that a register that answers nobody still gets its share.
package struct RetryBudget: Sendable, Hashable {
    package let reserve: Int
    package let callsPerRetry: Int
    /// In parts of a retry, `callsPerRetry` to one.
    private var parts: Int

    /// - Parameters:
    ///   - reserve: retries that may be spent at once; there from the start.
    ///   - callsPerRetry: calls that earn one retry.
    package init(reserve: Int = 10, callsPerRetry: Int = 10) {
        self.reserve = max(0, reserve)
        self.callsPerRetry = max(1, callsPerRetry)
        parts = self.reserve * self.callsPerRetry
    }

    package mutating func noteCall() { parts = min(parts + 1, reserve * callsPerRetry) }

    /// - Returns: whether a retry was left; it is spent then.
    package mutating func spend() -> Bool {
        guard parts >= callsPerRetry else { return false }
        parts -= callsPerRetry
        return true
    }
}

extension Duration {
    /// Nanoseconds, the rest cut off.
    package var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
