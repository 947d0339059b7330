import NIOConcurrencyHelpers

/// A call to a register and whoever waits for it: of the two, the last to go gives the call's berth back.
final class CallUnderWay: Sendable {
    private enum State {
        case unsent, running, over, left
    }

    private let state = NIOLockedValueBox(State.unsent)

    func begin() { state.withLockedValue { $0 = .running } }

    /// The call has ended.
    ///
    /// - Returns: whether nobody waits for it any more.
    func end() -> Bool {
        state.withLockedValue { state in
            defer { state = .over }
            return state == .left
        }
    }

    /// Nobody waits any more.
    ///
    /// - Returns: whether no call is under way.
    func leave() -> Bool {
        state.withLockedValue { state in
            defer { state = .left }
            return state != .running
        }
    }
}
