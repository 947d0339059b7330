import NIOConcurrencyHelpers

/// Calls that may still be made to find out who of a batch is why a register answered about nobody in it.
///
/// Halves are asked about, then halves of those it does not answer about either: two calls for every time a batch can be halved
/// find one such subject, and there are enough for two. One by one, a register that refuses everybody would be called once more
/// for each.
package final class FurtherCalls: Sendable {
    private let left: NIOLockedValueBox<Int>

    /// - Parameter count: how many the batch was about.
    package init(among count: Int) { left = NIOLockedValueBox(Self.most(among: count)) }

    /// 4 ⌈log₂ count⌉.
    package static func most(among count: Int) -> Int { 4 * (Int.bitWidth - max(0, count - 1).leadingZeroBitCount) }

    /// - Returns: `false` where no more calls may be made.
    package func take() -> Bool {
        left.withLockedValue { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
