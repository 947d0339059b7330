/// What the strict headline would be, were the dossiers counted that were opened in the period and never submitted.
///
/// One counts as the submitted dossiers of its row did, on average, that once stood as it does; where none did, at its worst: all asked that
/// may be asked, all demanded that may be. So dossiers that stop as evenly as they come move nothing, and those that stop because they fare
/// worse move it by as much as they would have lowered it.
///
/// Those who filed say something of the others only while these are few: among dossiers that stand alike somebody may have chosen. So where more
/// than a tenth of a row's were settled without being filed, these count at their worst.
struct DroppedDossiers: Sendable {
    /// One of so many may be settled without being filed.
    static let settledOfAsMany = 10

    /// How much lower both headlines would be, and were each of them taken at its worst; never below 0.
    let effect: Headline
    let worst: Headline
    /// Of rows whose dossiers alone would lower a headline.
    let flags: [ProcedureFigures.Key: IntegrityFlag]

    /// Beyond what a headline may be moved by.
    var isBeyond: Bool { max(effect.macro ?? 0, effect.weighted ?? 0) > IntegrityFlag.Code.dropped.threshold + 1e-9 }

    /// - Parameters:
    ///   - rows: the submitted dossiers, of baselines in force.
    ///   - alike: of these, those that once stood as one that was not submitted.
    init(_ unsubmitted: [UnsubmittedDossiers: Int], rows submitted: [ProcedureFigures.Key: RatioTally], alike: [Standing: RatioTally]) {
        let rows = DroppedRow.all(unsubmitted, submitted, alike)
        let known = rows.filter { $0.value.isSubmitted }
        let now = HeadlineSums(known) { $0.submitted }
        effect = now.lowered(to: HeadlineSums(rows) { $0.submitted + $0.dropped }.headline)
        worst = now.lowered(to: HeadlineSums(rows) { $0.submitted + $0.atWorst }.headline)
        let neighbors = RowNeighbors(known)
        flags = rows.reduce(into: [:]) { flags, row in
            guard row.value.counts > 0 else { return }
            let alone = now.lowered(to: now.headline(changing: neighbors.changes(with: row.value, at: row.key)))
            guard max(alone.macro ?? 0, alone.weighted ?? 0) > 1e-9 else { return }
            flags[row.key] = row.value.flag(row.key, alone)
        }
    }
}

/// Submitted and dropped dossiers of one row of the table of procedures.
private struct DroppedRow {
    let submitted: RatioSums
    let dossiers: Int
    /// Whether there are submitted ones.
    let isSubmitted: Bool
    private(set) var dropped = RatioSums(), atWorst = RatioSums()
    private(set) var counts = 0
    private var settled = 0, unlike = 0

    private init(_ submitted: RatioTally?) {
        self.submitted = submitted.map { RatioSums($0) } ?? RatioSums()
        (dossiers, isSubmitted) = (submitted?.count ?? 0, submitted != nil)
    }

    /// Those who filed speak for those who did not.
    private var isSpokenFor: Bool { settled * DroppedDossiers.settledOfAsMany <= settled + dossiers }

    /// All rows: the submitted dossiers', and those that were never submitted in the row they would have been in.
    static func all(
        _ unsubmitted: [UnsubmittedDossiers: Int], _ submitted: [ProcedureFigures.Key: RatioTally], _ alike: [Standing: RatioTally]
    ) -> [ProcedureFigures.Key: DroppedRow] {
        var rows = submitted.mapValues { DroppedRow($0) }
        let largest = largestRows(submitted)
        var placed: [(key: ProcedureFigures.Key, dossiers: UnsubmittedDossiers, times: Int)] = []
        for (dossiers, times) in unsubmitted.sorted(by: { $0.key.order < $1.key.order }) {
            guard let key = dossiers.row(largest) else { continue }
            // What nobody filed so far is no figure yet.
            guard submitted[key] != nil || dossiers.isSettled else { continue }
            placed.append((key, dossiers, times))
            rows[key, default: DroppedRow(nil)].settled += dossiers.isSettled ? times : 0
        }
        for (key, dossiers, times) in placed {
            let worst = dossiers.standing.map(RatioSums.init(atWorst:)) ?? RatioSums(neverReducedLike: submitted[key])
            rows[key]?.add(dossiers, times, like: dossiers.standing.flatMap { alike[$0] }, worst)
        }
        return rows
    }

    /// By form, the row with most dossiers.
    private static func largestRows(_ submitted: [ProcedureFigures.Key: RatioTally]) -> [String: ProcedureFigures.Key] {
        submitted.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.reduce(into: [:]) { if $0[$1.key.form] == nil { $0[$1.key.form] = $1.key } }
    }

    /// - Parameter matched: submitted ones that once stood as these do.
    private mutating func add(_ dossiers: UnsubmittedDossiers, _ times: Int, like matched: RatioTally?, _ worst: RatioSums) {
        let speaking = dossiers.isSettled && !isSpokenFor ? nil : matched
        let expected = speaking.map { RatioSums($0) / Double($0.count) } ?? worst
        dropped += expected * Double(times)
        atWorst += worst * Double(times)
        counts += times
        unlike += matched == nil ? times : 0
    }

    func flag(_ key: ProcedureFigures.Key, _ effect: Headline) -> IntegrityFlag {
        IntegrityFlag(
            .dropped, .init(procedure: key.procedure, form: key.form, baseline: key.baseline), effect: effect,
            ["dossiers": dossiers, "dropped": counts, "young": counts - settled, "unlike": unlike])
    }
}

extension UnsubmittedDossiers {
    /// The row a dossier would have been in, had it been submitted; `nil` where that is in no headline.
    ///
    /// - Parameter largest: by form, the row for those of whom the ledger does not say how they stand.
    fileprivate func row(_ largest: [String: ProcedureFigures.Key]) -> ProcedureFigures.Key? {
        guard let standing else { return largest[form] }
        return standing.row.baselineStatus == ReportTally.inForce ? standing.row : nil
    }

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

/// The submitted dossiers' rows by what decides the name of their series.
private struct RowNeighbors {
    private struct Form: Hashable {
        let procedure, form, status: String

        init(_ key: ProcedureFigures.Key) { (procedure, form, status) = (key.procedure, key.form, key.baselineStatus) }
    }

    private let rows: [ProcedureFigures.Key: DroppedRow]
    private let keys: [Form: [ProcedureFigures.Key]]

    init(_ rows: [ProcedureFigures.Key: DroppedRow]) {
        self.rows = rows
        keys = Dictionary(grouping: rows.keys.sorted(), by: Form.init)
    }

    /// What the dropped dossiers of one row alone change in the sums of the series: where nobody filed against its baseline, the form has
    /// one baseline more, and another series may go by another name.
    func changes(with row: DroppedRow, at key: ProcedureFigures.Key) -> [String: RatioSums] {
        let others = keys[Form(key)] ?? [], before = SeriesNames(of: others), after = SeriesNames(of: others + [key])
        var changes = [after.name(of: key): row.dropped]
        for other in others where before.name(of: other) != after.name(of: other) {
            guard let sums = rows[other]?.submitted else { continue }
            changes[before.name(of: other), default: RatioSums()] += sums * -1
            changes[after.name(of: other), default: RatioSums()] += sums
        }
        return changes
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

    /// `nil` where nothing is measurable.
    var mean: Double? { measurable > 0 ? ratios / measurable : nil }
}

/// Both headlines of some rows, and what they would be with other sums in a few series; see `ProcedureTallies`.
private struct HeadlineSums {
    private let all: RatioSums
    private let series: [String: RatioSums]
    /// Σ of the means of the series in which anything is measurable, and how many these are.
    private let means: Double
    private let number: Int

    /// - Parameter sums: what a row is counted with.
    init(_ rows: [ProcedureFigures.Key: DroppedRow], _ sums: (DroppedRow) -> RatioSums) {
        let names = SeriesNames(of: rows.keys)
        let named = rows.sorted { $0.key < $1.key }.map { (names.name(of: $0.key), sums($0.value)) }
        all = named.reduce(RatioSums()) { $0 + $1.1 }
        series = Dictionary(named, uniquingKeysWith: +)
        let means = series.sorted { $0.key < $1.key }.compactMap(\.value.mean)
        (self.means, number) = (means.reduce(0, +), means.count)
    }

    var headline: Headline { headline(changing: [:]) }

    /// - Parameter changes: what comes to the sums of a series, by its name.
    /// - Complexity: that of the changes.
    func headline(changing changes: [String: RatioSums]) -> Headline {
        var (all, means, number) = (all, means, number)
        for (name, change) in changes.sorted(by: { $0.key < $1.key }) {
            let before = series[name]?.mean, after = ((series[name] ?? RatioSums()) + change).mean
            all += change
            means += (after ?? 0) - (before ?? 0)
            number += (after == nil ? 0 : 1) - (before == nil ? 0 : 1)
        }
        return Headline(macro: number > 0 ? means / Double(number) : nil, weighted: all.denominator > 0 ? all.numerator / all.denominator : nil)
    }

    /// How much lower another headline is.
    func lowered(to other: Headline) -> Headline {
        func less(_ mine: Double?, _ others: Double?) -> Double? { mine.map { max(0, $0 - (others ?? 0)) } }
        let now = headline
        return Headline(macro: less(now.macro, other.macro), weighted: less(now.weighted, other.weighted))
    }
}
