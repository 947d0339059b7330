import Connectors
import Dispatch
import NIOConcurrencyHelpers

/// Work of one register that blocks its thread, no more of it at once than the register takes calls.
///
/// Swift's own pool has one thread per core, and clocks ring there too: a register that hangs must not hold those. A serial queue that
/// blocks has a thread of its own, made when it is needed. What comes while all are held waits: the register is never asked by more at
/// once than it takes, whoever has given up meanwhile.
final class BlockingWork: Sendable {
    private struct State {
        var berths: Berths
        var last = 0
        var waiting: [Int: CheckedContinuation<DispatchQueue?, Never>] = [:]
        /// Those nobody uses now.
        var queues: [DispatchQueue] = []
        var isOver = false

        mutating func queue() -> DispatchQueue { queues.popLast() ?? DispatchQueue(label: "onceonly.register") }
    }

    private let state: NIOLockedValueBox<State>

    /// - Parameter most: pieces of work at once.
    init(most: Int) { state = NIOLockedValueBox(State(berths: Berths(count: most, waitingLimit: .max))) }

    /// Pieces of work that wait for others to end.
    var waitingCount: Int { state.withLockedValue { $0.berths.waitingCount } }

    /// Runs work in the order it comes. What is cancelled before its turn never runs.
    ///
    /// - Throws: what the work throws; `LookUpFailure.down` after the end; `CancellationError`.
    func run<Outcome: Sendable>(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
        let ticket = state.withLockedValue { state in
            state.last += 1
            return state.last
        }
        guard let queue = await turn(of: ticket) else {
            if Task.isCancelled { throw CancellationError() }
            throw LookUpFailure.down
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                let result = Result(catching: work)
                self.leave(ticket, queue)
                continuation.resume(with: result)
            }
        }
    }

    /// - Returns: `nil` after the end, and where the task is cancelled.
    private func turn(of ticket: Int) async -> DispatchQueue? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let queue: DispatchQueue?? = state.withLockedValue { state in
                    if state.isOver || Task.isCancelled { return .some(nil) }
                    if state.berths.enter(ticket) == .go { return state.queue() }
                    state.waiting[ticket] = continuation
                    return nil
                }
                if let queue { continuation.resume(returning: queue) }
            }
        } onCancel: {
            state.withLockedValue { state in
                guard let waiting = state.waiting.removeValue(forKey: ticket) else { return nil as CheckedContinuation<DispatchQueue?, Never>? }
                _ = state.berths.leave(ticket)
                return waiting
            }?.resume(returning: nil)
        }
    }

    private func leave(_ ticket: Int, _ queue: DispatchQueue) {
        let next: CheckedContinuation<DispatchQueue?, Never>? = state.withLockedValue { state in
            if let next = state.berths.leave(ticket) { return state.waiting.removeValue(forKey: next) }
            state.queues.append(queue)
            return nil
        }
        next?.resume(returning: queue)
    }

    /// What waits never runs, and nothing comes after it; nobody waits for what hangs. Safe to call more than once.
    func end() {
        let waiting = state.withLockedValue { state in
            state.isOver = true
            for ticket in state.waiting.keys { _ = state.berths.leave(ticket) }
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }
}
