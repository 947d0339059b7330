/// What the strict headline would be, were the dossiers counted that were opened in the period and never submitted.
///
/// One counts as the submitted dossiers of its row did, on average, that once stood as it does; where none did, at its worst: all asked that
/// may be asked, all demanded that may be. So dossiers that stop as evenly as they come move nothing, and those that stop because they fare
/// worse move it by as much as they would have lowered it.
struct DroppedDossiers: Sendable {
    /// How much lower both headlines would be, and were each of them taken at its worst; never below 0.
    let effect: Headline
    let worst: Headline
    /// Of rows whose dossiers alone would lower a headline.
    private(set) var flags: [ProcedureFigures.Key: IntegrityFlag] = [:]

    /// Beyond what a headline may be moved by.
    var isBeyond: Bool { max(effect.macro ?? 0, effect.weighted ?? 0) > IntegrityFlag.Code.dropped.threshold + 1e-9 }

    /// One row of the table of procedures.
    private struct Row {
        var submitted = RatioSums()
        var dropped = RatioSums(), atWorst = RatioSums()
        var dossiers = 0, counts = 0, young = 0, unlike = 0
    }

    /// - Parameters:
    ///   - rows: the submitted dossiers, of baselines in force.
    ///   - alike: of these, those that once stood as one that was not submitted.
    init(_ unsubmitted: [UnsubmittedDossiers: Int], rows submitted: [ProcedureFigures.Key: RatioTally], alike: [Standing: RatioTally]) {
        var rows = submitted.mapValues { Row(submitted: RatioSums($0), dossiers: $0.count) }
        for (dossiers, times) in unsubmitted.sorted(by: { $0.key.order < $1.key.order }) {
            guard let key = Self.row(of: dossiers, in: submitted) else { continue }
            // What nobody filed so far is no figure yet.
            guard submitted[key] != nil || dossiers.isSettled else { continue }
            let matched = dossiers.standing.flatMap { alike[$0] }
            let worst = dossiers.standing.map(RatioSums.init(atWorst:)) ?? RatioSums(neverReducedLike: submitted[key])
            let expected = matched.map { RatioSums($0) / Double($0.count) } ?? worst
            var row = rows[key] ?? Row()
            row.dropped += expected * Double(times)
            row.atWorst += worst * Double(times)
            row.counts += times
            row.young += dossiers.isSettled ? 0 : times
            row.unlike += matched == nil ? times : 0
            rows[key] = row
        }
        let order = rows.keys.sorted(), names = SeriesNames(of: order), known = SeriesNames(of: order.filter { submitted[$0] != nil })
        /// - Parameter part: what a row is counted with beside its submitted dossiers; a row without either is none.
        func headline(_ names: SeriesNames, _ part: (ProcedureFigures.Key, Row) -> RatioSums?) -> Headline {
            RatioSums.headline(order.compactMap { key in
                guard let row = rows[key] else { return nil }
                let beside = part(key, row)
                return beside == nil && submitted[key] == nil ? nil : (names.name(of: key), row.submitted + (beside ?? RatioSums()))
            })
        }
        let now = headline(known) { _, _ in nil }
        func lower(_ other: Headline) -> Headline {
            func less(_ mine: Double?, _ others: Double?) -> Double? { mine.map { max(0, $0 - (others ?? 0)) } }
            return Headline(macro: less(now.macro, other.macro), weighted: less(now.weighted, other.weighted))
        }
        effect = lower(headline(names) { _, row in row.dropped })
        worst = lower(headline(names) { _, row in row.atWorst })
        for key in order {
            guard let row = rows[key], row.counts > 0 else { continue }
            let own = SeriesNames(of: order.filter { $0 == key || submitted[$0] != nil })
            let alone = lower(headline(own) { other, row in other == key ? row.dropped : nil })
            guard max(alone.macro ?? 0, alone.weighted ?? 0) > 1e-9 else { continue }
            flags[key] = IntegrityFlag(
                .dropped, .init(procedure: key.procedure, form: key.form, baseline: key.baseline), effect: alone,
                ["dossiers": row.dossiers, "dropped": row.counts, "young": row.young, "unlike": row.unlike])
        }
    }

    /// The row a dossier would have been in, had it been submitted; `nil` where that is in no headline.
    ///
    /// Where the ledger does not say how it stands, the row of its form with most dossiers.
    private static func row(of dossiers: UnsubmittedDossiers, in rows: [ProcedureFigures.Key: RatioTally]) -> ProcedureFigures.Key? {
        if let standing = dossiers.standing { return standing.row.baselineStatus == ReportTally.inForce ? standing.row : nil }
        return rows.filter { $0.key.form == dossiers.form }.min { ($1.value.count, $0.key) < ($0.value.count, $1.key) }?.key
    }
}

extension UnsubmittedDossiers {
    /// Sums of fractions are the same only in the same order.
    fileprivate var order: Order { Order(standing: standing, form: form, isSettled: isSettled) }

    fileprivate struct Order: Comparable {
        let standing: Standing?
        let form: String
        let isSettled: Bool

        static func < (a: Order, b: Order) -> Bool {
            if a.standing != b.standing {
                guard let x = a.standing, let y = b.standing else { return a.standing == nil }
                return x < y
            }
            return a.form != b.form ? a.form < b.form : !a.isSettled && b.isSettled
        }
    }
}

/// What headlines are made of, of some dossiers: also of a part of one, where a dossier counts as others did on average.
private struct RatioSums {
    var ratios = 0.0, measurable = 0.0, numerator = 0.0, denominator = 0.0

    init() {}

    init(_ tally: RatioTally) {
        (ratios, measurable, numerator, denominator) = (tally.sum, Double(tally.measurable), Double(tally.numerator), Double(tally.denominator))
    }

    init(atWorst standing: Standing) {
        var tally = RatioTally()
        tally.add(standing.demandedAtMost - standing.givenAtMost, over: standing.demandedAtMost)
        self.init(tally)
    }

    /// One of as many facts as the others, all of them given.
    init(neverReducedLike others: RatioTally?) {
        guard let others, others.measurable > 0 else { return }
        (measurable, denominator) = (1, Double(others.denominator) / Double(others.measurable))
    }

    private init(_ a: Self, _ b: Self, _ made: (Double, Double) -> Double) {
        (ratios, measurable) = (made(a.ratios, b.ratios), made(a.measurable, b.measurable))
        (numerator, denominator) = (made(a.numerator, b.numerator), made(a.denominator, b.denominator))
    }

    static func + (a: Self, b: Self) -> Self { Self(a, b, +) }
    static func += (a: inout Self, b: Self) { a = a + b }
    static func * (a: Self, times: Double) -> Self { Self(a, a) { value, _ in value * times } }
    static func / (a: Self, parts: Double) -> Self { Self(a, a) { value, _ in value / parts } }

    /// Both headlines, of rows with the series each is in; see `ProcedureTallies`.
    static func headline(_ rows: [(series: String, sums: Self)]) -> Headline {
        let all = rows.reduce(Self()) { $0 + $1.sums }
        let series = Dictionary(rows.map { ($0.series, $0.sums) }, uniquingKeysWith: +).filter { $0.value.measurable > 0 }
        let means = series.sorted { $0.key < $1.key }.map { $0.value.ratios / $0.value.measurable }
        return Headline(
            macro: means.isEmpty ? nil : means.reduce(0, +) / Double(means.count), weighted: all.denominator > 0 ? all.numerator / all.denominator : nil)
    }
}
