import Receipts

/// What of the strict reduction rests on things an auditor would ask about: one row per procedure, form and baseline in force.
struct IntegrityTally: Sendable {
    private let growth: BaselineHistory.Growth
    private var rows: [ProcedureFigures.Key: IntegrityRow] = [:]
    /// Submitted dossiers by how they once stood, of what others stand like that were never submitted.
    private var alike: [Standing: RatioTally] = [:]

    init(_ ground: IntegrityGround) { growth = ground.history.growth() }

    mutating func add(_ dossiers: AlikeDossiers, series: String) {
        let fact = dossiers.fact
        guard fact.baselineStatus == ReportTally.inForce else { return }
        let key = ProcedureFigures.Key(procedure: fact.procedure, form: fact.form, baselineStatus: fact.baselineStatus, baseline: fact.baseline)
        let more = growth.atoms(of: fact)
        let sides = dossiers.count.strict.low
        for course in dossiers.courses {
            rows[key, default: IntegrityRow(series: series)].add(fact, dossiers.count, course, more: more)
            for standing in course.stood where standing.row == key {
                alike[standing, default: RatioTally()].add(sides.demanded - sides.given, over: sides.demanded, times: course.times)
            }
        }
    }

    /// What the dossiers would do to the headline that were never submitted.
    func dropped(_ selection: Selection) -> DroppedDossiers { DroppedDossiers(selection.unsubmitted, rows: rows.mapValues(\.all), alike: alike) }

    /// - Parameter beside: simulated dossiers beside real ones.
    func integrity(_ dropped: DroppedDossiers, coverage: Coverage, received: [ReceivedFigures.Procedure], beside: SimulatedBeside) -> Integrity {
        var flags = rows.sorted { $0.key < $1.key }.flatMap { $0.value.flags($0.key, beside: dropped) }
        if dropped.isBeyond { flags += dropped.flags.filter { rows[$0.key] == nil }.map(\.value) }
        flags += notReceived(received)
        flags += beside.flags(beside: rows) { procedure in
            // What the one-stop system received and nobody saw as real may be among them, and no more.
            guard coverage.received != nil else { return .max }
            return received.first { $0.procedure == procedure }.map { max(0, $0.received - $0.seen) } ?? 0
        }
        let (real, apart) = (coverage.seen, beside.count)
        if apart > 0, real > 0 {
            flags.append(IntegrityFlag(.simulatedBeside, .init(), share: Double(apart) / Double(apart + real), ["simulatedDossiers": apart, "realDossiers": real]))
        }
        let order = Dictionary(uniqueKeysWithValues: IntegrityFlag.Code.allCases.enumerated().map { ($0.element, $0.offset) })
        flags.sort { (order[$0.code] ?? 0, $0.subject) < (order[$1.code] ?? 0, $1.subject) }
        let unflagged = rows.keys.filter { key in !flags.contains { $0.code.isWithholding && $0.subject.covers(key) } }
        func demanded(_ keys: some Sequence<ProcedureFigures.Key>) -> Int { keys.reduce(0) { $0 + (rows[$1]?.all.denominator ?? 0) } }
        let all = demanded(rows.keys), isRemainderClose = (all - demanded(unflagged)) * Integrity.demandedOfFlagged <= all
        return Integrity(flags: flags, withoutFlagged: remainder(Set(unflagged)), isRemainderClose: isRemainderClose)
    }

    private func remainder(_ unflagged: Set<ProcedureFigures.Key>) -> Integrity.Remainder {
        var series: [String: [RatioTally]] = [:]
        for (key, row) in rows.sorted(by: { $0.key < $1.key }) where unflagged.contains(key) {
            series[row.series, default: []].append(row.all)
        }
        let all = series.values.flatMap { $0 }, measurable = series.filter { _, tallies in tallies.contains { $0.measurable > 0 } }
        let means = measurable.sorted { $0.key < $1.key }.map { _, tallies in tallies.reduce(0) { $0 + $1.sum } / Double(tallies.reduce(0) { $0 + $1.measurable }) }
        let (top, bottom) = (all.reduce(0) { $0 + $1.numerator }, all.reduce(0) { $0 + $1.denominator })
        return Integrity.Remainder(
            procedures: measurable.count, dossiers: all.reduce(0) { $0 + $1.count },
            strict: Headline(
                macro: means.isEmpty ? nil : means.reduce(0, +) / Double(means.count), weighted: bottom > 0 ? Double(top) / Double(bottom) : nil))
    }

    private func notReceived(_ received: [ReceivedFigures.Procedure]) -> [IntegrityFlag] {
        let clusters = Set(rows.keys.map { $0.procedure.isEmpty ? $0.form : $0.procedure })
        return received.compactMap { line in
            let surplus = line.seen - line.received
            guard surplus > 0, clusters.contains(line.procedure) else { return nil }
            let share = Double(surplus) / Double(line.seen)
            guard share > IntegrityFlag.Code.notReceived.threshold else { return nil }
            return IntegrityFlag(.notReceived, .init(procedure: line.procedure), share: share, ["seen": line.seen, "received": line.received])
        }
    }
}
