import Connectors
import NIOConcurrencyHelpers
import NIOPosix

/// Threads of one register for work that blocks, as many as the register takes calls at once.
///
/// Swift's own pool has one thread per core, and clocks ring there too: a register that hangs must not hold those. It holds its own, and
/// what comes while it does waits for one of them: it is never asked by more at once than it takes, whoever has given up meanwhile.
final class BlockingWork: Sendable {
    private enum State {
        case unused, running, over
    }

    private let threads: NIOThreadPool
    private let state = NIOLockedValueBox(State.unused)

    /// - Parameter most: threads, which are made when the first work comes.
    init(most: Int) { threads = NIOThreadPool(numberOfThreads: max(1, most)) }

    deinit { end() }

    /// Runs work on one of the threads, in the order it comes. What is cancelled before it has a thread never runs.
    ///
    /// - Throws: what the work throws; `LookUpFailure.down` after the end; `CancellationError`.
    func run<Outcome: Sendable>(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
        let isOver = state.withLockedValue { state in
            if state == .unused {
                threads.start()
                state = .running
            }
            return state == .over
        }
        if isOver { throw LookUpFailure.down }
        return try await threads.runIfActive(work)
    }

    /// Lets the threads go, each when its work is done; nobody waits for one that hangs. Safe to call more than once.
    func end() {
        state.withLockedValue { state in
            if state == .running { threads.shutdownGracefully { _ in } }
            state = .over
        }
    }
}
