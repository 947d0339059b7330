import Diagnostics
import Foundation
import Measurement
import NIOConcurrencyHelpers
import Storage

extension SQLiteLedger {
    /// All events taken in; where that takes long, standard error tells how far it is.
    func foldedTelling(over periods: [Period] = [.unbounded], in language: Language) async throws -> LedgerFold {
        let clock = ContinuousClock(), next = NIOLockedValueBox(clock.now + .seconds(3))
        return try await folded(over: periods, readers: ProcessInfo.processInfo.activeProcessorCount) { read, all in
            let isDue = next.withLockedValue { next in
                guard clock.now >= next else { return false }
                next = clock.now + .seconds(5)
                return true
            }
            if isDue { Output.error(language == .english ? "  \(read) of \(all) events read" : "  đã đọc \(read)/\(all) sự kiện") }
        }
    }
}
