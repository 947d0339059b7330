/// How often a register may be asked: never more than so many calls within any stretch of so much time.
public struct Quota: Sendable, Hashable {
    public let calls: Int
    public let per: Duration

    public init(calls: Int, per: Duration) {
        self.calls = max(1, calls)
        self.per = max(.nanoseconds(1), per)
    }
}

/// The calls that were let go, as far back as the quota looks.
///
/// Times are measured from any fixed start and never go back. A value: whoever shares it keeps it where only one task at a
/// time can reach it.
package struct QuotaBook: Sendable {
    package let quota: Quota
    /// A ring: when each of the last calls went or goes.
    private var times: [Duration] = []
    private var oldest = 0

    package init(_ quota: Quota) { self.quota = quota }

    /// When a call may go that comes now, at the earliest; it is not counted yet.
    package func opening(at now: Duration) -> Duration {
        guard times.count == quota.calls else { return now }
        return max(now, times[oldest] + quota.per)
    }

    /// Counts a call for the first moment it may go.
    ///
    /// - Returns: when it goes; later than every call taken before, or at the same time.
    package mutating func take(at now: Duration) -> Duration {
        let time = opening(at: now)
        if times.count < quota.calls {
            times.append(time)
        } else {
            times[oldest] = time
            oldest = (oldest + 1) % quota.calls
        }
        return time
    }
}
