import Receipts

/// Simulated dossiers beside real ones: by how much lower the figures would be, were some of them real ones.
///
/// Nothing in a dossier tells whether it was rightly marked as simulated, so it is asked what the mark could do at worst: those that would
/// lower the figure most are taken for real.
struct SimulatedBeside: Sendable {
    /// B − A over B of those against a baseline in force, by procedure; of those that were never submitted, at the worst.
    private var dossiers: [String: RatioTally] = [:]
    /// Submitted, against whatever baseline.
    private(set) var count = 0

    mutating func add(_ alike: AlikeDossiers) {
        count += alike.times
        guard alike.fact.baselineStatus == ReportTally.inForce else { return }
        let sides = alike.count.strict.low
        dossiers[alike.fact.cluster, default: RatioTally()].add(sides.demanded - sides.given, over: sides.demanded, times: alike.times)
    }

    /// Some that were opened and never submitted: all asked that may be asked of them, all demanded that may be.
    mutating func add(unsubmitted standing: Standing, times: Int) {
        let key = standing.row
        dossiers[key.procedure.isEmpty ? key.form : key.procedure, default: RatioTally()].add(
            standing.demandedAtMost - standing.givenAtMost, over: standing.demandedAtMost, times: times)
    }

    /// - Parameters:
    ///   - rows: of the real ones.
    ///   - limit: how many of a procedure's simulated dossiers may be real ones at most.
    func flags(beside rows: [ProcedureFigures.Key: IntegrityRow], limit: (_ procedure: String) -> Int) -> [IntegrityFlag] {
        var procedures: [String: RatioTally] = [:], series: [String: RatioTally] = [:], all = RatioTally()
        for (key, row) in rows {
            procedures[key.procedure.isEmpty ? key.form : key.procedure, default: RatioTally()].add(row.all)
            series[row.series, default: RatioTally()].add(row.all)
            all.add(row.all)
        }
        let means = series.sorted { $0.key < $1.key }.compactMap(\.value.mean), macro = means.reduce(0, +) / Double(max(means.count, 1))
        var flags: [IntegrityFlag] = [], alone: [IntegrityFlag] = []
        for (procedure, simulated) in dossiers.sorted(by: { $0.key < $1.key }) {
            let most = limit(procedure), real = procedures[procedure] ?? RatioTally()
            func flag(_ before: (macro: Double?, weighted: Double?), _ after: (macro: Double?, weighted: Double?)) -> IntegrityFlag {
                func lower(_ before: Double?, _ after: Double?) -> Double? { before.flatMap { before in after.map { max(0, before - $0) } } }
                return IntegrityFlag(
                    .markedSimulated, .init(procedure: procedure), effect: Headline(macro: lower(before.macro, after.macro), weighted: lower(before.weighted, after.weighted)),
                    ["simulatedDossiers": simulated.count, "realDossiers": real.count])
            }
            guard most > 0, !means.isEmpty else { continue }
            if real.measurable > 0 {
                flags.append(flag((real.mean, real.pooled), (real.lowestMean(with: simulated, atMost: most), real.lowestPooled(with: simulated, atMost: most))))
            } else {
                // No real dossier of it is in the headline: it would be one procedure more.
                let lowest = RatioTally().lowestMean(with: simulated, atMost: most).map { (macro * Double(means.count) + $0) / Double(means.count + 1) }
                alone.append(flag((macro, all.pooled), (lowest, all.lowestPooled(with: simulated, atMost: most))))
            }
        }
        let whole = alone.reduce(into: (macro: 0.0, weighted: 0.0)) { $0.macro += $1.effect?.macro ?? 0; $0.weighted += $1.effect?.weighted ?? 0 }
        func isBeyond(_ macro: Double, _ weighted: Double, _ threshold: Double) -> Bool { IntegrityRow.isBeyond(max(macro, weighted), threshold) }
        let threshold = IntegrityFlag.Code.markedSimulated.threshold
        return flags.filter { isBeyond($0.effect?.macro ?? 0, $0.effect?.weighted ?? 0, threshold) }
            + (isBeyond(whole.macro, whole.weighted, threshold) ? alone.filter { isBeyond($0.effect?.macro ?? 0, $0.effect?.weighted ?? 0, 0) } : [])
    }
}
