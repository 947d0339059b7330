import Receipts

/// Which dossiers the figures speak of, and which they do not.
public struct Coverage: Sendable, Hashable {
    /// Dossiers received according to the one-stop system's export; `nil` without one.
    public let received: Int?
    /// Dossiers submitted through this engine.
    public let seen: Int
    /// What tiers divide by in the low reading: per procedure the larger of received and seen; `nil` without an export.
    public let denominator: Int?
    /// Received dossiers in rows that reach over an end of the period; they are in no figure.
    public let leftOut: Int
    /// Dossiers opened, and those of them that were not submitted.
    public let opened: Int
    public let unfinished: Int
    /// Of the unfinished ones, those that were noted as abandoned.
    public let abandoned: Int
    /// Submissions that a later one of the same dossier replaced.
    public let repeatedSubmissions: Int

    /// Dossiers seen, and the denominator of the low reading, by procedure.
    let seenByProcedure: [String: Int]
    let denominatorByProcedure: [String: Int]

    /// Numerator: dossiers seen. Denominator: dossiers received (or seen, where those are more).
    public var share: Double? {
        guard let denominator, denominator > 0 else { return nil }
        return Double(seen) / Double(denominator)
    }

    /// The export holds fewer dossiers of a procedure than were seen here, so it cannot be complete.
    public var exportIsShort: Bool {
        guard let received, let denominator else { return false }
        return denominator > received
    }

    init(_ selection: Selection, period: Period, received table: ReceivedTable?) {
        seen = selection.submitted
        opened = selection.opened
        unfinished = selection.unfinished
        abandoned = selection.abandoned
        repeatedSubmissions = selection.repeatedSubmissions
        var seenOf: [String: Int] = [:]
        selection.forEachHead { seenOf[$0.cluster, default: 0] += $1 }
        seenByProcedure = seenOf
        guard let table else {
            (received, denominator, leftOut, denominatorByProcedure) = (nil, nil, 0, seenOf)
            return
        }
        let dossiers = table.dossiers(in: period)
        received = dossiers.byProcedure.values.reduce(0, +)
        denominatorByProcedure = dossiers.byProcedure.merging(seenOf, uniquingKeysWith: max)
        denominator = denominatorByProcedure.values.reduce(0, +)
        leftOut = dossiers.leftOut
    }
}
