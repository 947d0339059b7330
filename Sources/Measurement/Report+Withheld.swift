extension Report {
    /// The report as it is shown: where the headline is withheld, no figure of it has a value that the headline follows from, be it by
    /// division, as a sum or as a difference. What rows no flag is about say of their own reduction stays.
    ///
    /// As counted it is for `audit sample`, and for whoever adds the ledger up.
    public var published: Report {
        guard integrity.isWithheld else { return self }
        var shown = self
        shown.reduction = reduction.withheld
        shown.procedures = procedures.map { $0.withheld(by: integrity.withholding($0.key)) }
        shown.months = months.map { $0.withheld(by: integrity.withholding($0.key)) }
        // They add up to A, and each to its part of B.
        shown.reasons = reasons.map { ReasonFigures(code: $0.code, dossiers: nil, atoms: nil, wouldAdd: nil) }
        shown.registers = registers.map(\.withheld)
        shown.integrity = integrity.published
        (shown.drafts.effect, shown.drafts.worst) = (.none, .none)
        // What it saved in time and money is the same cut once more.
        shown.cost = nil
        return shown
    }
}

extension Reduction {
    fileprivate var withheld: Reduction {
        Reduction(
            strict: strict.withheld, answered: answered.withheld, byRegister: byRegister.map(\.withheld), ownIdentityData: ownIdentityData.withheld,
            otherData: otherData.withheld, namedRegistersOnly: namedRegistersOnly.withheld, provisional: provisional, simulatedApart: simulatedApart,
            distribution: Distribution(
                dossiers: distribution.dossiers, shareWithoutCut: nil, median: nil, p10: nil, p90: nil, p25: nil, p75: nil, lowest: nil, highest: nil))
    }
}

extension ProcedureFigures {
    fileprivate func withheld(by codes: [IntegrityFlag.Code]) -> ProcedureFigures {
        guard !codes.isEmpty else { return self }
        return ProcedureFigures(
            key: key, blanks: nil, strict: strict.withheld, answered: answered.withheld, sources: sources.map(\.withheld), documents: documents, withheldBy: codes)
    }
}

extension MonthFigures {
    fileprivate func withheld(by codes: [IntegrityFlag.Code]) -> MonthFigures {
        codes.isEmpty ? self : MonthFigures(month: month, key: key, dossiers: dossiers, given: nil, demanded: nil, withheldBy: codes)
    }
}

extension Headline {
    static let none = Headline(macro: nil, weighted: nil)
}

extension Series {
    var withheld: Series { Series(dossiers: dossiers, measurable: measurable, given: nil, demanded: nil, low: .none, high: .none, interval: .none) }
}

extension SavedPart {
    fileprivate var withheld: SavedPart { SavedPart(source: source, isRegister: isRegister, atoms: nil, ownIdentityAtoms: nil, share: .none) }
}

extension AtomShare {
    fileprivate var withheld: AtomShare { AtomShare(atoms: nil, share: .none) }
}
