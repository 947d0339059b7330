import Receipts

/// What a set of dossiers adds up to, kept as whole numbers by procedure until a figure is asked for.
struct ReductionTally: Sendable {
    private(set) var strictLow = ProcedureTallies()
    private(set) var strictHigh = ProcedureTallies()
    private(set) var answeredLow = ProcedureTallies()
    private(set) var answeredHigh = ProcedureTallies()
    private(set) var savedBy: [SavingSource: ProcedureTallies] = [:]
    private(set) var ownIdentityOf: [SavingSource: Int] = [:]
    private(set) var ownIdentity = ProcedureTallies()
    private(set) var namedRegisters = ProcedureTallies()
    private(set) var newDemands = ProcedureTallies()
    private(set) var dossiers = 0
    /// The dossiers' reductions whatever their procedure.
    private(set) var distribution = RatioTally()

    /// - Parameter times: how many dossiers like this one.
    mutating func add(_ count: DossierCount, procedure: String, times: Int = 1) {
        dossiers += times
        func add(_ sides: DossierCount.Sides, to tally: inout ProcedureTallies) {
            tally.add(sides.demanded - sides.given, over: sides.demanded, procedure: procedure, times: times)
        }
        add(count.strict.low, to: &strictLow)
        add(count.strict.high, to: &strictHigh)
        add(count.answered.low, to: &answeredLow)
        add(count.answered.high, to: &answeredHigh)
        let demanded = count.strict.low.demanded
        distribution.add(demanded - count.strict.low.given, over: demanded, times: times)
        newDemands.add(-count.newDemands, over: demanded, procedure: procedure, times: times)
        var bySource: [SavingSource: Int] = [:]
        var own = 0
        var named = 0
        for atom in count.saved {
            bySource[atom.source, default: 0] += 1
            if atom.isOwnIdentity {
                own += 1
                ownIdentityOf[atom.source, default: 0] += times
            }
            if case .register(let connector) = atom.source, SavingSource.namedRegisters.contains(connector) { named += 1 }
        }
        for (source, atoms) in bySource {
            savedBy[source, default: ProcedureTallies()].add(atoms, over: demanded, procedure: procedure, times: times)
        }
        ownIdentity.add(own, over: demanded, procedure: procedure, times: times)
        namedRegisters.add(named, over: demanded, procedure: procedure, times: times)
    }

    /// Strict reduction. Numerator: atoms the paper demanded minus required atoms the applicant gave (B − A).
    /// Denominator: atoms the paper demanded (B). The headline is the low reading.
    func strict(seed: UInt64) -> Series {
        Series(low: strictLow, high: strictHigh, dossiers: dossiers, seed: seed)
    }

    /// Answered reduction. Numerator: B − A with, on both sides, also the optional atoms the applicant gave, confirmed
    /// or corrected. Denominator: that B.
    func answered(seed: UInt64) -> Series {
        Series(low: answeredLow, high: answeredHigh, dossiers: dossiers, seed: seed)
    }

    /// The strict reduction split by who saved the applicant the atom. Numerator: atoms in B and not in A with that
    /// source; for `new-demand`, minus the atoms in A and not in B. Denominator: B. The parts add up to the reduction.
    func parts() -> [SavedPart] {
        var parts = savedBy.sorted { SavingSource.inReportOrder($0.key, $1.key) }.map { source, tallies in
            SavedPart(
                source: source.id, isRegister: source.isRegister, atoms: tallies.numerator,
                ownIdentityAtoms: ownIdentityOf[source] ?? 0, share: tallies.share(of: strictLow))
        }
        if newDemands.numerator != 0 {
            parts.append(SavedPart(
                source: SavedPart.newDemand, isRegister: false, atoms: newDemands.numerator, ownIdentityAtoms: 0,
                share: newDemands.share(of: strictLow)))
        }
        return parts
    }

    /// What the signed-in person's own identity data saved. Numerator: saved atoms whose source leaf holds such data,
    /// whichever source filled it. Denominator: B.
    func ownIdentityShare() -> AtomShare {
        AtomShare(atoms: ownIdentity.numerator, share: ownIdentity.share(of: strictLow))
    }

    /// The reduction without the signed-in person's own identity data. Numerator: B − A − those atoms. Denominator: B.
    func otherDataShare() -> AtomShare {
        let (all, own) = (strictLow.headline, ownIdentity.share(of: strictLow))
        func rest(_ all: Double?, _ own: Double?) -> Double? {
            guard let all, let own else { return nil }
            return all - own
        }
        return AtomShare(
            atoms: strictLow.numerator - ownIdentity.numerator,
            share: Headline(macro: rest(all.macro, own.macro), weighted: rest(all.weighted, own.weighted)))
    }

    /// What the registers of directive 400/UBND-HCC saved. Numerator: saved atoms whose source is land, budget,
    /// business or social insurance. Denominator: B. New demands are not held against it.
    func namedRegistersShare() -> AtomShare {
        AtomShare(atoms: namedRegisters.numerator, share: namedRegisters.share(of: strictLow))
    }

    /// How the strict reduction spreads over dossiers with B > 0. Share: dossiers with a reduction of 0 or less / those
    /// dossiers. Percentiles by nearest rank.
    func spread() -> Distribution {
        Distribution(
            dossiers: distribution.measurable,
            shareWithoutCut: distribution.measurable > 0 ? Double(distribution.atMostZero) / Double(distribution.measurable) : nil,
            median: distribution.median, p10: distribution.percentile(10), p90: distribution.percentile(90),
            p25: distribution.percentile(25), p75: distribution.percentile(75), lowest: distribution.ranked(1),
            highest: distribution.ranked(distribution.measurable))
    }
}

extension SubmittedFact {
    /// What stands for the procedure when dossiers are grouped: its code, or the form where no code is known.
    var cluster: String { procedure.isEmpty ? form : procedure }
}

extension FactTable.Head {
    /// As the submission's own.
    var cluster: String { procedure.isEmpty ? form : procedure }
}
