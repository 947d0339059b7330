extension IntegrityFlag {
    /// How much of a reduction rests on a flag, in three steps that no figure follows from.
    public enum Scale: String, Sendable, Hashable, CaseIterable {
        case upToOne = "up-to-1-point"
        case upToFive = "up-to-5-points"
        case beyondFive = "beyond-5-points"

        init(of effect: Headline) {
            // Sums of fractions may come out a rounding above what they are.
            switch max(effect.macro ?? 0, effect.weighted ?? 0) - 1e-9 {
            case ...0.01: self = .upToOne
            case ...0.05: self = .upToFive
            default: self = .beyondFive
            }
        }
    }
}

extension Integrity {
    /// Why what a row of the table of procedures says of the reduction is not shown; empty where it is.
    ///
    /// Rows no flag is about are shown, except where they are all, or nearly all, that the headline is made of.
    public func withholding(_ key: ProcedureFigures.Key) -> [IntegrityFlag.Code] {
        guard isWithheld, key.baselineStatus == ReportTally.inForce else { return [] }
        let own = codes(of: key)
        return own.isEmpty && isRemainderClose ? reasons : own
    }

    /// As it is shown.
    var published: Integrity {
        guard isWithheld else { return self }
        let rest = isRemainderClose
            ? Remainder(procedures: withoutFlagged.procedures, dossiers: withoutFlagged.dossiers, strict: .none) : withoutFlagged
        return Integrity(flags: flags.map(\.published), withoutFlagged: rest, isRemainderClose: isRemainderClose)
    }
}
