/// The cells of one reading of an indicator.
struct ReadingCells {
    let numerator: Int
    let denominator: Int

    var all: [Int] { [numerator, denominator] }
}

/// The cells of the indicators, by what they are of.
struct IndicatorCells {
    var literal: [Indicator.ID: ReadingCells] = [:]
    var strict: [Indicator.ID: ReadingCells] = [:]
}

extension ReportCells {
    /// Numerator, what is not said, and the rest make the denominator; a strict numerator is part of the literal one, and
    /// some indicators are part of others or of a tier.
    mutating func addIndicators(_ report: Report, _ tiers: [String: Int], _ coverage: CoverageCells) -> IndicatorCells {
        var cells = IndicatorCells()
        for (index, indicator) in report.indicators.enumerated() {
            let path = "indicators/\(index)"
            guard let literal = indicator.literal else { continue }
            let known = indicator.id == .reused ? tiers["official"] : nil
            let first = addReading(literal, at: "\(path)/literal", coverage, numerator: known)
            cells.literal[indicator.id] = first
            guard let strict = indicator.strict else { continue }
            // What is finished by its day is the same dossiers in both readings.
            let same = strict.basis == .received && indicator.id == .onTime ? first.numerator : nil
            let second = addReading(
                strict, at: "\(path)/strict", coverage, numerator: same, denominator: strict.denominator == literal.denominator ? first.denominator : nil)
            if same == nil { rest(of: second.numerator, in: first.numerator) }
            if second.denominator != first.denominator { rest(of: first.denominator, in: second.denominator) }
            cells.strict[indicator.id] = second
        }
        func nest(_ part: ReadingCells?, _ whole: Int?) { if let part, let whole { rest(of: part.numerator, in: whole) } }
        nest(cells.literal[.digitized], tiers["official"])
        nest(cells.strict[.reused], tiers["papers"])
        nest(cells.strict[.shared], tiers["papers"])
        nest(cells.literal[.shared], cells.literal[.populationData]?.numerator)
        // From the ledger both want an electronic result, as the digitized do.
        if report.indicators.first(where: { $0.id == .electronicResult })?.literal?.basis == .ledger {
            nest(cells.literal[.digitized], cells.literal[.electronicResult]?.numerator)
            if report.indicators.first(where: { $0.id == .online })?.literal?.basis == .ledger {
                nest(cells.literal[.online], cells.literal[.electronicResult]?.numerator)
            }
        }
        return cells
    }

    private mutating func addReading(
        _ reading: IndicatorReading, at path: String, _ coverage: CoverageCells, numerator: Int? = nil, denominator: Int? = nil
    ) -> ReadingCells {
        let top = numerator ?? count(reading.numerator, at: "\(path)/numerator")
        alias("\(path)/numerator", of: top)
        let whole: Int
        switch reading.basis {
        case .ledger:
            whole = coverage.denominator
            alias("\(path)/unsaid", of: coverage.unseen)
            if numerator == nil { rest(of: top, in: coverage.seen) }
        case .received:
            if let denominator {
                whole = denominator
            } else if let received = coverage.received, model.cells[received].value == reading.denominator {
                whole = received
            } else {
                whole = count(reading.denominator, at: "\(path)/denominator")
                if let received = coverage.received { rest(of: whole, in: received) }
            }
            let unsaid = count(reading.unsaid, at: "\(path)/unsaid")
            let left = reading.denominator - reading.numerator - reading.unsaid
            sum([top, unsaid, hidden(left, isSmall: isSmall(left))], is: whole)
        }
        alias("\(path)/denominator", of: whole)
        derive("\(path)/value", from: [top, whole])
        return ReadingCells(numerator: top, denominator: whole)
    }

    /// What was received of each procedure, and how much of it was seen: rows of the table of procedures, added up.
    mutating func addReceived(_ report: Report, _ rows: [RowCells], _ coverage: CoverageCells) {
        guard let received = report.received, let all = coverage.received else { return }
        let byProcedure = Dictionary(grouping: rows) { $0.figures.key.procedure.isEmpty ? $0.figures.key.form : $0.figures.key.procedure }
        rank = 0
        var (receivedCells, seenCells, larger): ([Int], [Int], [Int]) = ([], [], [])
        for (index, line) in received.procedures.enumerated() {
            let path = "received/procedures/\(index)"
            let own = byProcedure[line.procedure] ?? []
            let seen: Int
            if own.count == 1, let only = own.first {
                seen = only.series.dossiers
                alias("\(path)/seen", of: seen)
            } else {
                seen = count(line.seen, at: "\(path)/seen")
                sum(own.map(\.series.dossiers), is: seen)
            }
            let came = count(line.received, at: "\(path)/received")
            if line.received >= line.seen { rest(of: seen, in: came) } else { rest(of: came, in: seen) }
            derive("\(path)/share", from: [seen, came])
            receivedCells.append(came)
            seenCells.append(seen)
            larger.append(line.received >= line.seen ? came : seen)
        }
        sum(receivedCells, is: all)
        sum(seenCells, is: coverage.seen)
        sum(larger, is: coverage.denominator)
        rank = 1
        _ = count(received.communes, at: "received/communes")
    }
}
