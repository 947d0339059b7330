/// A share of the dossiers the one-stop system received, kept apart by procedure.
struct ReceivedShare: Sendable, Hashable {
    /// How one received dossier stands to a share.
    enum Standing: Sendable {
        case counts, doesNot
        /// The export does not say; it is in the denominator and not in the numerator.
        case unsaid
        /// Not in the denominator.
        case outside
    }

    private(set) var tallies = ProcedureTallies()
    /// Of the denominator, dossiers of which the export does not say what it would take.
    private(set) var unsaid = 0

    /// - Returns: `nil`, as not measurable, where the export has not all of the columns, no dossier is in the
    ///   denominator, or it says nothing of any of them.
    init?(
        of rows: some Sequence<ReceivedTable.Row>, in table: ReceivedTable, needing columns: Set<ReceivedColumn>,
        _ standing: (ReceivedParticulars) -> Standing
    ) {
        guard columns.isSubset(of: table.columns) else { return nil }
        for row in rows {
            switch standing(row.particulars) {
            case .outside: break
            case .counts: tallies.add(1, over: 1, procedure: row.procedure, times: row.dossiers)
            case .doesNot: tallies.add(0, over: 1, procedure: row.procedure, times: row.dossiers)
            case .unsaid:
                tallies.add(0, over: 1, procedure: row.procedure, times: row.dossiers)
                unsaid += row.dossiers
            }
        }
        guard tallies.denominator > unsaid else { return nil }
    }

    var reading: IndicatorReading {
        IndicatorReading(basis: .received, numerator: tallies.numerator, denominator: tallies.denominator, unsaid: unsaid)
    }
}

/// What the one-stop system's export says of a period's dossiers. One function a figure: what it counts, of what.
struct ReceivedShares: Sendable {
    let table: ReceivedTable
    let period: Period

    private func share(
        _ columns: Set<ReceivedColumn>, _ standing: (ReceivedParticulars) -> ReceivedShare.Standing
    ) -> ReceivedShare? {
        ReceivedShare(of: table.rows(in: period), in: table, needing: columns, standing)
    }

    /// One condition that speaks against is enough; without one, one that is not said leaves it open.
    private static func all(_ conditions: Bool?...) -> ReceivedShare.Standing {
        if conditions.contains(false) { return .doesNot }
        return conditions.contains(nil) ? .unsaid : .counts
    }

    /// Indicator 3.3, to the letter. Numerator: received online, and with an electronic result where a document is due.
    /// Denominator: all received. The decision multiplies by the share synchronized to the national portal (1.4), which
    /// no source here says: it is taken as 1.
    func online() -> ReceivedShare? {
        share([.channel, .result]) { row in
            Self.all(row.channel.map { $0 == .online }, row.result.map { $0 == .electronic || $0 == .both || $0 == .none })
        }
    }

    /// Strict twin of 3.3: online from end to end. Numerator: received online, any fee paid online, the result electronic
    /// and on no paper beside, where a document is due. Denominator: all received.
    func onlineThroughout() -> ReceivedShare? {
        share([.channel, .fee, .payment, .result]) { row in
            let paid: Bool? = switch row.fee {
            case ReceivedFee.none?: true
            case .due?, nil: row.payment.map { $0 == .online }
            }
            // Paid online, so the fee need not be said; not paid online, it depends on whether one was due.
            let settled = row.fee == nil && paid == false ? nil : paid
            return Self.all(row.channel.map { $0 == .online }, settled, row.result.map { $0 == .electronic || $0 == .none })
        }
    }

    /// Indicator 3.6, to the letter. Numerator: fee paid online. Denominator: received with a fee due; where the export
    /// does not say whether one is, it counts as due.
    func paidOnline() -> ReceivedShare? {
        share([.fee, .payment]) { row in
            row.fee == ReceivedFee.none ? .outside : Self.all(row.payment.map { $0 == .online })
        }
    }

    /// Strict twin of 3.6, and the directive's goal of 65 %: filed and paid online. Numerator: received online and the fee
    /// paid online. Denominator: as 3.6.
    func filedAndPaidOnline() -> ReceivedShare? {
        share([.channel, .fee, .payment]) { row in
            row.fee == ReceivedFee.none ? .outside : Self.all(row.channel.map { $0 == .online }, row.payment.map { $0 == .online })
        }
    }

    /// Indicator 4.1, to the letter. Numerator: an electronic result was issued. Denominator: received, without those
    /// whose procedure ends without a document; what is pending has none yet.
    func electronicResult() -> ReceivedShare? {
        share([.result]) { row in
            row.result == ReceivedResult.none ? .outside : Self.all(row.result.map { $0 == .electronic || $0 == .both })
        }
    }

    /// Strict twin of 4.1. Numerator: the result was issued electronically and on no paper beside. Denominator: as 4.1.
    func electronicResultAlone() -> ReceivedShare? {
        share([.result]) { row in
            row.result == ReceivedResult.none ? .outside : Self.all(row.result.map { $0 == .electronic })
        }
    }

    /// Indicator 2.1, to the letter. Numerator: finished by its day. Denominator: of which the export says whether it was;
    /// what is still in time stands outside. That two requests for a supplement make a dossier late is the one-stop
    /// system's to apply.
    func onTime() -> ReceivedShare? {
        share([.onTime]) { row in
            switch row.onTime {
            case .yes?: .counts
            case .no?: .doesNot
            case .open?, nil: .outside
            }
        }
    }

    /// Strict twin of 2.1. Numerator: finished by its day. Denominator: all received but what is still in time; one of
    /// which the export says nothing counts as late.
    func onTimeOfAll() -> ReceivedShare? {
        share([.onTime]) { row in
            row.onTime == .open ? .outside : Self.all(row.onTime.map { $0 == .yes })
        }
    }
}

/// Which dossiers were received, and how many of them this engine saw.
public struct ReceivedFigures: Sendable, Hashable {
    public let procedures: [Procedure]
    /// Distinct communes the export names.
    public let communes: Int
    /// Further columns it has, in the order of their names.
    public let columns: [String]

    public struct Procedure: Sendable, Hashable {
        public let procedure: String
        public let received: Int
        public let seen: Int

        /// Numerator: dossiers of the procedure seen. Denominator: received, or seen where those are more.
        public var share: Double? {
            let denominator = max(received, seen)
            return denominator > 0 ? Double(seen) / Double(denominator) : nil
        }
    }

    init(_ table: ReceivedTable, period: Period, seen: [String: Int]) {
        let received = table.dossiers(in: period).byProcedure
        procedures = Set(received.keys).union(seen.keys).sorted().map {
            Procedure(procedure: $0, received: received[$0] ?? 0, seen: seen[$0] ?? 0)
        }
        communes = Set(table.rows(in: period).map(\.commune).filter { !$0.isEmpty }).count
        columns = table.columns.map(\.rawValue).sorted()
    }
}
