extension Report {
    /// The report as it is shown: where the headline is withheld, it and its readings, parts and spread have no value.
    ///
    /// What was counted, dossier by dossier and row by row, stays: it is what an auditor starts from.
    public var published: Report {
        guard integrity.isWithheld else { return self }
        var shown = self
        shown.reduction = reduction.withheld
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

extension Headline {
    static let none = Headline(macro: nil, weighted: nil)
}

extension Series {
    fileprivate var withheld: Series { Series(dossiers: dossiers, measurable: measurable, given: given, demanded: demanded, low: .none, high: .none, interval: .none) }
}

extension SavedPart {
    fileprivate var withheld: SavedPart {
        SavedPart(source: source, isRegister: isRegister, atoms: atoms, ownIdentityAtoms: ownIdentityAtoms, share: .none)
    }
}

extension AtomShare {
    fileprivate var withheld: AtomShare { AtomShare(atoms: atoms, share: .none) }
}
