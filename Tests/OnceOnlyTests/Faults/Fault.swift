import Connectors
import Receipts
import Testing

/// One way in which the answers of a register go wrong.
enum Fault: String, CaseIterable, Sendable {
    case refused, reset, silent, dripping
    case tooMany = "429", serverError = "500", unauthorized = "401"
    case malformed, truncated
    case wrongCharset = "wrong charset", gzipLie = "gzip lie"
    case oversize, deep
    case entityBomb = "entity bomb"
    case wrongSubject = "wrong subject"
    case duplicateRecords = "duplicate records"
    case none, many, stale
    case futureDated = "future-dated"
    case renamedField = "renamed field", changedType = "changed type"
    case flapping
    case clockJump = "clock jump"

    /// Whether a register with it does not answer in time: its own clock is what ends the call.
    var isLate: Bool { [.silent, .dripping, .clockJump].contains(self) }

    /// Why it cannot befall registers of a transport; `nil` where it can. A property of the transport, never of one register.
    func isImpossible(over kind: Transport.Kind) -> String? {
        switch (self, kind) {
        case (.entityBomb, .json): "JSON has no entities"
        case (.reset, .sql), (.reset, .table): "there is no connection to reset: the file is read in this process"
        case (.tooMany, .sql), (.tooMany, .table): "no service counts the calls"
        case (.unauthorized, .sql), (.unauthorized, .table): "nobody signs in: the system's permissions decide, and a file that may not be opened is refused"
        case (.serverError, .table): "nothing is computed while it is read"
        case (.gzipLie, .sql), (.gzipLie, .table): "nothing says how the bytes are packed; packed ones are malformed"
        case (.deep, .sql), (.deep, .table): "rows are flat"
        case (.entityBomb, .sql), (.entityBomb, .table): "rows have no entities"
        case (.wrongSubject, .table): "a row is found by the column that says whose it is"
        case (.changedType, .table): "a cell is text, whatever it was before"
        default: nil
        }
    }

    /// What is said of an answer that is no use as a whole; `nil` where that hangs on the operation or the field, and where the
    /// answer is of use.
    var reason: Reason? {
        switch self {
        case .refused, .reset, .tooMany, .serverError, .malformed, .truncated, .wrongCharset, .gzipLie, .oversize, .deep, .entityBomb: .sourceDown
        case .silent, .dripping, .clockJump: .timeout
        case .unauthorized: .refused
        case .wrongSubject: .wrongSubject
        case .none: .absent
        case .stale: .stale
        case .futureDated: .invalid
        case .duplicateRecords, .many, .renamedField, .changedType, .flapping: nil
        }
    }
}

/// One fault of one register of this repository.
struct FaultCase: CustomTestStringConvertible, Sendable {
    let register: String
    let fault: Fault
    var testDescription: String { "\(register): \(fault.rawValue)" }
}
