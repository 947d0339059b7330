/// How a dossier came in; `KenhThucHien` 1, 2, 3.
enum ReceivedChannel: String, Sendable, Hashable, CaseIterable {
    case counter, online, post

    init?(cell: String) {
        switch cell {
        case "1": self = .counter
        case "2": self = .online
        case "3": self = .post
        default: self.init(rawValue: cell)
        }
    }
}

/// Whether the dossier owes a fee.
enum ReceivedFee: String, Sendable, Hashable, CaseIterable {
    case due, none

    init?(cell: String) {
        switch cell {
        case "1": self = .due
        case "0": self = .none
        default: self.init(rawValue: cell)
        }
    }
}

/// How the fee was paid; `DuocThanhToanTrucTuyen` 1 and 2 are online, 0 is not.
enum ReceivedPayment: String, Sendable, Hashable, CaseIterable {
    case online, other, unpaid

    init?(cell: String) {
        switch cell {
        case "1", "2": self = .online
        case "0": self = .other
        default: self.init(rawValue: cell)
        }
    }
}

/// In what kind the result was issued.
enum ReceivedResult: String, Sendable, Hashable, CaseIterable {
    case electronic, paper, both
    /// The procedure ends without a document.
    case none
    /// Not issued yet.
    case pending
}

/// Whether the dossier was finished by its day.
enum ReceivedTimeliness: String, Sendable, Hashable, CaseIterable {
    case yes, no
    /// Not finished, and its day is not past.
    case open

    init?(cell: String) {
        switch cell {
        case "1": self = .yes
        case "0": self = .no
        default: self.init(rawValue: cell)
        }
    }
}

/// A column of the export beyond those that count dossiers; each has a closed list of values.
enum ReceivedColumn: String, Sendable, Hashable, CaseIterable {
    case channel, fee, payment, result
    case onTime = "on_time"

    /// What may stand in it, as a finding lists it.
    var values: String {
        switch self {
        case .channel: "counter | online | post | 1 | 2 | 3"
        case .fee: "due | none | 1 | 0"
        case .payment: "online | other | unpaid | 1 | 2 | 0"
        case .result: "electronic | paper | both | none | pending"
        case .onTime: "yes | no | open | 1 | 0"
        }
    }
}

/// What one row says beside whose it is; `nil` where it says nothing that reads.
struct ReceivedParticulars: Sendable, Hashable {
    private(set) var channel: ReceivedChannel?
    private(set) var fee: ReceivedFee?
    private(set) var payment: ReceivedPayment?
    private(set) var result: ReceivedResult?
    private(set) var onTime: ReceivedTimeliness?

    /// - Returns: whether the cell reads; an empty one does, and says nothing.
    mutating func read(_ cell: String, as column: ReceivedColumn) -> Bool {
        guard !cell.isEmpty else { return true }
        switch column {
        case .channel:
            channel = ReceivedChannel(cell: cell)
            return channel != nil
        case .fee:
            fee = ReceivedFee(cell: cell)
            return fee != nil
        case .payment:
            payment = ReceivedPayment(cell: cell)
            return payment != nil
        case .result:
            result = ReceivedResult(rawValue: cell)
            return result != nil
        case .onTime:
            onTime = ReceivedTimeliness(cell: cell)
            return onTime != nil
        }
    }
}
