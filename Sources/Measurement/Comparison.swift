import Receipts

/// The change of the strict reduction from another period to the report's, split into what procedures did and what only
/// their mix did.
public struct Comparison: Sendable, Hashable {
    public let base: Period
    public let outcome: Outcome

    public enum Outcome: Sendable, Hashable {
        case refused(Refusal)
        case compared(Change)
    }

    /// Why two periods are not compared.
    public enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// They do not both lie before, or both from, 1 July 2025, when provinces and communes were merged and district
        /// offices abolished: other offices received other dossiers, and nothing says which go together. That takes a period on each
        /// side, the one-stop system's export, which alone knows offices, and what each commune became.
        case merger = "merger-2025"
        /// It is said what each commune became, but the offices of the export are not the same places in both periods, or it does not
        /// name the office of every dossier that was seen.
        case unbridged = "merger-unbridged"
        /// They share days.
        case overlap = "periods-overlap"
        /// One is of simulated dossiers, the other of real ones.
        case kinds = "simulated-and-real"
        /// In one of them nothing is measurable.
        case nothing = "nothing-measurable"
        /// What would be compared is withheld.
        case withheld = "headline-withheld"
    }

    /// - Parameters:
    ///   - received: the one-stop system's export, over both periods; `nil` without one.
    ///   - bridge: what each commune became; `nil` where no register of places says so.
    init(
        of period: Period, _ selection: Selection, with base: Period, _ baseSelection: Selection, received: ReceivedTable? = nil, bridge: OfficeBridge? = nil
    ) {
        self.base = base
        let sides = [base, period], before = sides.filter(\.isBeforeMerger), after = sides.filter(\.isAfterMerger)
        var offices: OfficeBridge.Offices?
        if before.count + after.count < sides.count {
            outcome = .refused(.merger)
            return
        }
        if before.count == 1 {
            guard let received, let bridge else {
                outcome = .refused(.merger)
                return
            }
            let selections = base.isBeforeMerger ? (baseSelection, selection) : (selection, baseSelection)
            offices = received.offices(in: before[0], of: selections.0).flatMap { old in
                received.offices(in: after[0], of: selections.1).flatMap { bridge.offices(before: old, after: $0) }
            }
            guard offices != nil else {
                outcome = .refused(.unbridged)
                return
            }
        }
        guard !base.overlaps(period) else {
            outcome = .refused(.overlap)
            return
        }
        let (old, new) = (ComparedTally(baseSelection), ComparedTally(selection))
        guard !old.isEmpty, !new.isEmpty else {
            outcome = .refused(.nothing)
            return
        }
        guard baseSelection.isSimulated == selection.isSimulated else {
            outcome = .refused(.kinds)
            return
        }
        outcome = .compared(Change(from: old, to: new, offices: offices))
    }

    private init(base: Period, outcome: Outcome) { (self.base, self.outcome) = (base, outcome) }

    /// As it is shown: no change of a headline that is withheld.
    func published(_ integrity: Integrity) -> Comparison {
        guard integrity.isWithheld, case .compared = outcome else { return self }
        return Comparison(base: base, outcome: .refused(.withheld))
    }
}

extension Period {
    fileprivate var isBeforeMerger: Bool { to.map { $0 < OfficeBridge.firstDay } ?? false }
    fileprivate var isAfterMerger: Bool { from.map { $0 >= OfficeBridge.firstDay } ?? false }
}

extension ReceivedTable {
    /// The offices of a period, those too that the export says had no dossier.
    ///
    /// - Parameter selection: the dossiers that were seen in it.
    /// - Returns: `nil` where the export does not name the office of each dossier of a baseline in force: a row names none, or of a
    ///   procedure more were seen than its rows have.
    fileprivate func offices(in period: Period, of selection: Selection) -> Set<String>? {
        var seen: [String: Int] = [:]
        selection.forEachHead { head, times in if head.baselineStatus == ReportTally.inForce { seen[head.cluster, default: 0] += times } }
        let received = dossiers(in: period).byProcedure, own = rows(in: period)
        guard seen.allSatisfy({ $0.value <= received[$0.key] ?? 0 }), own.allSatisfy({ !$0.commune.isEmpty || $0.dossiers == 0 }) else { return nil }
        return Set(own.map(\.commune)).subtracting([""])
    }
}

/// How one figure changed, and why.
public struct Change: Sendable, Hashable {
    public let macro: Split?
    public let weighted: Split?
    /// Series, each a procedure against one baseline, in both periods, and in one alone.
    public let inBoth: Int
    public let onlyBase: Int
    public let onlyNow: Int
    /// The offices of both periods, the same places before and after the merger; `nil` where neither period is across it.
    public let offices: OfficeBridge.Offices?
    /// The smallest number of dossiers anything of the other period stands on: of a series, or of its dossiers in which nothing
    /// is measurable.
    let smallest: Int

    /// `before + within + mix = after`.
    public struct Split: Sendable, Hashable {
        public let before: Double
        public let after: Double
        /// Σ over series in both periods of the mean of both weights × the change of the series' reduction.
        public let within: Double
        /// The rest: series that weigh more or less, came, or went.
        public let mix: Double
    }

    init(from before: ComparedTally, to after: ComparedTally, offices: OfficeBridge.Offices? = nil) {
        self.offices = offices
        let (old, new) = (Set(before.series.keys), Set(after.series.keys))
        (inBoth, onlyBase, onlyNow) = (old.intersection(new).count, old.subtracting(new).count, new.subtracting(old).count)
        smallest = before.series.values.flatMap { [$0.count, $0.measurable, $0.count - $0.measurable] }.filter { $0 > 0 }.min() ?? 0
        macro = Self.split(before.macro, after.macro)
        weighted = Self.split(before.weighted, after.weighted)
    }

    /// Source: the symmetric decomposition of Marshall and Edgeworth; no part is left over, and neither period is the standard.
    private static func split(_ before: ComparedTally.Parts?, _ after: ComparedTally.Parts?) -> Split? {
        guard let before, let after else { return nil }
        var (within, mix) = (0.0, 0.0)
        for key in Set(before.keys).union(after.keys).sorted() {
            let (old, new) = (before[key], after[key])
            if let old, let new, old.weight > 0, new.weight > 0 {
                let (oldRatio, newRatio) = (old.contribution / old.weight, new.contribution / new.weight)
                within += (old.weight + new.weight) / 2 * (newRatio - oldRatio)
                mix += (oldRatio + newRatio) / 2 * (new.weight - old.weight)
            } else {
                mix += (new?.contribution ?? 0) - (old?.contribution ?? 0)
            }
        }
        func total(_ parts: ComparedTally.Parts) -> Double {
            parts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value.contribution }
        }
        return Split(before: total(before), after: total(after), within: within, mix: mix)
    }
}

/// The dossiers of the headline by series: a procedure against one baseline. A change of baseline is a new series, so it can
/// only be in the mix, never look like a change of the procedure.
struct ComparedTally: Sendable {
    struct Key: Sendable, Hashable, Comparable {
        let procedure: String
        let baseline: String

        static func < (a: Key, b: Key) -> Bool { (a.procedure, a.baseline) < (b.procedure, b.baseline) }
    }

    /// A series' share of the weight, and what it contributes to the headline; weights add up to 1, contributions to the headline.
    struct Part: Sendable, Hashable {
        let weight: Double
        let contribution: Double
    }

    typealias Parts = [Key: Part]

    let series: [Key: RatioTally]
    /// By the series of the period's own headline, in which a procedure is one as long as its forms have one baseline each.
    private let headline: [String: [Key: RatioTally]]

    init(_ selection: Selection) {
        let names = SeriesNames(of: selection.heads)
        var series: [Key: RatioTally] = [:], headline: [String: [Key: RatioTally]] = [:]
        selection.forEachSubmission { dossiers in
            let fact = dossiers.fact, sides = dossiers.count.strict.low
            guard fact.baselineStatus == ReportTally.inForce else { return }
            let key = Key(procedure: fact.cluster, baseline: fact.baseline)
            series[key, default: RatioTally()].add(sides.demanded - sides.given, over: sides.demanded, times: dossiers.times)
            guard sides.demanded > 0 else { return }
            headline[names.name(of: fact), default: [:]][key, default: RatioTally()].add(sides.demanded - sides.given, over: sides.demanded, times: dossiers.times)
        }
        (self.series, self.headline) = (series, headline)
    }

    var isEmpty: Bool { series.allSatisfy { $0.value.measurable == 0 } }

    /// Weight: what its dossiers weigh in the headline, 1 / the headline's series / the dossiers of theirs.
    var macro: Parts? {
        guard !headline.isEmpty else { return nil }
        var parts: Parts = [:]
        for (_, tallies) in headline.sorted(by: { $0.key < $1.key }) {
            let all = Double(headline.count) * Double(tallies.values.reduce(0) { $0 + $1.measurable })
            for (key, tally) in tallies.sorted(by: { $0.key < $1.key }) {
                let known = parts[key] ?? Part(weight: 0, contribution: 0)
                parts[key] = Part(weight: known.weight + Double(tally.measurable) / all, contribution: known.contribution + tally.sum / all)
            }
        }
        return parts
    }

    /// Weight: Σ B of the series / Σ B.
    var weighted: Parts? {
        let demanded = series.values.reduce(0) { $0 + $1.denominator }
        guard demanded > 0 else { return nil }
        return series.mapValues {
            Part(weight: Double($0.denominator) / Double(demanded), contribution: Double($0.numerator) / Double(demanded))
        }
    }
}
