import Receipts

/// The strict reduction by month of submission: rows to look at one by one, which add up to those of the table of procedures.
public struct MonthFigures: Sendable, Hashable {
    /// `2026-11`, in Viet Nam.
    public let month: String
    public let key: ProcedureFigures.Key
    public let dossiers: Int
    /// A and B of the low reading; `nil` where withheld.
    public let given: Int?
    public let demanded: Int?
    /// Why they are not shown; empty where they are.
    public internal(set) var withheldBy: [IntegrityFlag.Code] = []

    /// 1 − ΣA/ΣB of the row; `nil` where nothing was demanded, or it is withheld.
    public var weighted: Double? {
        guard let given, let demanded, demanded > 0 else { return nil }
        return 1 - Double(given) / Double(demanded)
    }
}

struct MonthTally: Sendable {
    private struct Key: Hashable, Comparable {
        let month: String
        let row: ProcedureFigures.Key

        static func < (a: Key, b: Key) -> Bool { a.month != b.month ? a.month < b.month : a.row < b.row }
    }

    private var rows: [Key: (dossiers: Int, given: Int, demanded: Int)] = [:]

    /// - Parameter times: how many dossiers are counted like this one.
    mutating func add(_ count: DossierCount, to row: ProcedureFigures.Key, month: String, times: Int) {
        var known = rows[Key(month: month, row: row)] ?? (0, 0, 0)
        let sides = count.strict.low
        known = (known.dossiers + times, known.given + sides.given * times, known.demanded + sides.demanded * times)
        rows[Key(month: month, row: row)] = known
    }

    /// By month, then as the table of procedures.
    var figures: [MonthFigures] {
        rows.sorted { $0.key < $1.key }.map {
            MonthFigures(month: $0.key.month, key: $0.key.row, dossiers: $0.value.dossiers, given: $0.value.given, demanded: $0.value.demanded)
        }
    }
}

/// What the one-stop system received at one office of one procedure, as its export has it; the ledger knows no offices.
public struct OfficeFigures: Sendable, Hashable {
    /// The commune's code; empty where rows name none.
    public let commune: String
    public let procedure: String
    public let received: Int
    /// Of these, said to be received online, with an electronic result, paid online, and finished by their day.
    public let online: Int
    public let electronicResult: Int
    public let paidOnline: Int
    public let onTime: Int

    /// In the order of communes and procedures, over the rows whose days lie in the period as a whole.
    static func all(_ table: ReceivedTable, period: Period) -> [OfficeFigures] {
        struct Key: Hashable, Comparable {
            let commune: String
            let procedure: String

            static func < (a: Key, b: Key) -> Bool { (a.commune, a.procedure) < (b.commune, b.procedure) }
        }
        var counts: [Key: [Int]] = [:]
        for row in table.rows(in: period) where row.dossiers > 0 {
            let said = row.particulars
            let marks = [
                true, said.channel == .online, said.result == .electronic || said.result == .both, said.payment == .online, said.onTime == .yes,
            ]
            let known = counts[Key(commune: row.commune, procedure: row.procedure)] ?? [Int](repeating: 0, count: marks.count)
            counts[Key(commune: row.commune, procedure: row.procedure)] = zip(known, marks).map { $0 + ($1 ? row.dossiers : 0) }
        }
        return counts.sorted { $0.key < $1.key }.map {
            OfficeFigures(
                commune: $0.key.commune, procedure: $0.key.procedure, received: $0.value[0], online: $0.value[1], electronicResult: $0.value[2],
                paidOnline: $0.value[3], onTime: $0.value[4])
        }
    }
}
