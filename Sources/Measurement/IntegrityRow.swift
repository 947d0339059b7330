import Receipts

/// The dossiers of one procedure, form and baseline in force, and what of their reduction an auditor would ask about.
///
/// Parts are ratios over the same B as the row's own, so that they are parts of its reduction. Bounded by how many ratios there are.
struct IntegrityRow: Sendable {
    let series: String
    private(set) var all = RatioTally()
    private var leftOut = RatioTally()
    private var grown = RatioTally()
    private var elsewhere = RatioTally()
    /// The row once more, with what is set outside, or undecided, taken as demanded and given.
    private var withOutside = RatioTally()
    private var withUndecided = RatioTally()
    /// The row without the dossiers of crowded subjects, and those of crowded businesses alone.
    private var uncrowded = RatioTally(), ofBusinesses = RatioTally()
    private var outsideAtoms = 0, undecidedAtoms = 0, crowdedDossiers = 0
    private var newDemands = 0, optionalGiven = 0, handedIn = 0, askedAgain = 0
    private var kept = 0, retyped = 0, reusedUploaded = 0, dossiersReusedUploaded = 0

    init(series: String) { self.series = series }

    /// - Parameter more: atoms its baseline demands and an earlier one did not.
    mutating func add(_ fact: SubmittedFact, _ count: DossierCount, _ course: AlikeDossiers.Course, more: Set<String>) {
        let times = course.times, asked = course.givenElsewhere
        let sides = count.strict.low, demanded = sides.demanded
        func saved(where holds: (DossierCount.SavedAtom) -> Bool) -> Int { count.saved.count(where: holds) }
        all.add(demanded - sides.given, over: demanded, times: times)
        leftOut.add(saved { $0.source == .notAsked || $0.source == .unnamed }, over: demanded, times: times)
        grown.add(more.isEmpty ? 0 : saved { more.contains($0.atom) }, over: demanded, times: times)
        let roles = asked.isEmpty ? nil : FactRoles(fact)
        elsewhere.add(roles.map { roles in saved { saved in asked.contains { $0.mayBe(saved.atom, in: roles) } } } ?? 0, over: demanded, times: times)
        withOutside.add(count.withOutside.demanded - count.withOutside.given, over: count.withOutside.demanded, times: times)
        withUndecided.add(count.withUndecided.demanded - count.withUndecided.given, over: count.withUndecided.demanded, times: times)
        outsideAtoms += (count.withOutside.demanded - demanded) * times
        undecidedAtoms += (count.withUndecided.demanded - demanded) * times
        switch course.crowd {
        case .usual: uncrowded.add(demanded - sides.given, over: demanded, times: times)
        case .business: ofBusinesses.add(demanded - sides.given, over: demanded, times: times)
        case .person: break
        }
        crowdedDossiers += course.crowd == .usual ? 0 : times
        newDemands += count.newDemands * times
        optionalGiven += (count.answered.low.given - sides.given) * times
        askedAgain += course.life.supplements > 0 ? times : 0
        add(leaves: fact.current, times)
        add(papers: fact.documents, times)
    }

    private mutating func add(leaves: [SubmittedFact.CurrentLeaf], _ times: Int) {
        for leaf in leaves where leaf.source != nil {
            switch leaf.outcome {
            case .prefilled, .derived, .reused: kept += times
            case .corrected, .overridden, .disputed: retyped += times
            case .declared, .repeated, .notApplicable, .empty, .outside: break
            }
        }
    }

    private mutating func add(papers: [SubmittedFact.DocumentFact], _ times: Int) {
        let uploaded = papers.filter { $0.required && PaperFate($0) == .uploaded }
        let contrary = uploaded.count { $0.digitized || $0.reusedFlag > 0 || $0.isFromNationalStore }
        handedIn += uploaded.count * times
        reusedUploaded += contrary * times
        dossiersReusedUploaded += contrary > 0 ? times : 0
    }

    /// Of a part: Σ part / B over measurable dossiers / their number, and Σ part / ΣB.
    private func effect(of part: RatioTally) -> Headline {
        Headline(
            macro: all.measurable > 0 ? part.sum / Double(all.measurable) : nil,
            weighted: all.denominator > 0 ? Double(part.numerator) / Double(all.denominator) : nil)
    }

    /// Of another way to count the row: how much lower it is; what makes it higher is no reason to withhold.
    private func effect(against other: RatioTally) -> Headline {
        func lower(_ mine: Double?, _ others: Double?) -> Double? { mine.map { max(0, $0 - (others ?? 0)) } }
        return Headline(macro: lower(all.mean, other.mean), weighted: lower(all.pooled, other.pooled))
    }

    /// - Parameter dropped: what the dossiers would do to the headline that were never submitted, of all rows; it speaks against those rows alone
    ///   whose own would lower it.
    func flags(_ key: ProcedureFigures.Key, beside dropped: DroppedDossiers) -> [IntegrityFlag] {
        let subject = IntegrityFlag.Subject(procedure: key.procedure, form: key.form, baseline: key.baseline)
        let dossiers = all.count
        func flag(_ code: IntegrityFlag.Code, _ effect: Headline, _ observed: KeyValuePairs<String, Int>) -> IntegrityFlag {
            IntegrityFlag(code, subject, effect: effect, observed)
        }
        let moving = [
            flag(.leftOut, effect(of: leftOut), [
                "dossiers": dossiers, "facts": leftOut.numerator, "newDemands": newDemands, "optionalGiven": optionalGiven, "papersHandedIn": handedIn,
                "dossiersAskedAgain": askedAgain,
            ]),
            flag(.setOutside, effect(against: withOutside), ["dossiers": dossiers, "facts": outsideAtoms]),
            flag(.baselineGrew, effect(of: grown), ["dossiers": dossiers, "facts": grown.numerator]),
            flag(.undecidedDemand, effect(against: withUndecided), ["dossiers": dossiers, "facts": undecidedAtoms]),
            flag(.askedElsewhere, effect(of: elsewhere), ["dossiers": dossiers, "facts": elsewhere.numerator]),
            // Where nobody else files the form, a business has nobody to be laid beside; a person who files alone, again and again, is no measure.
            flag(.crowdedSubjects, effect(against: uncrowded.measurable > 0 ? uncrowded : ofBusinesses), ["dossiers": dossiers, "dossiersOfThem": crowdedDossiers]),
        ]
        // Several small ones add up to as much as a large one.
        let own = dropped.flags[key], beside = own == nil ? nil : dropped.effect
        let whole = moving.reduce(into: (macro: beside?.macro ?? 0, weighted: beside?.weighted ?? 0)) { $0.macro += $1.effect?.macro ?? 0; $0.weighted += $1.effect?.weighted ?? 0 }
        let isMoved = Self.isBeyond(max(whole.macro, whole.weighted), IntegrityFlag.Code.leftOut.threshold)
        var flags = isMoved ? moving.filter { Self.isBeyond(max($0.effect?.macro ?? 0, $0.effect?.weighted ?? 0), 0) } : []
        if isMoved, let own { flags.append(own) }
        if retyped > 0, Double(retyped) > IntegrityFlag.Code.retyped.threshold * Double(kept + retyped) {
            flags.append(IntegrityFlag(.retyped, subject, share: Double(retyped) / Double(kept + retyped), ["dossiers": dossiers, "filled": kept + retyped, "retyped": retyped]))
        }
        if reusedUploaded > 0 {
            flags.append(IntegrityFlag(
                .reusedUploaded, subject, share: Double(dossiersReusedUploaded) / Double(dossiers),
                ["dossiers": dossiers, "papers": reusedUploaded, "dossiersOfThem": dossiersReusedUploaded]))
        }
        return flags
    }

    /// Sums of fractions may come out a rounding above what they are.
    static func isBeyond(_ value: Double, _ threshold: Double) -> Bool { value > threshold + 1e-9 }
}
