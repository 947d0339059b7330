public import Diagnostics

/// What a unit of burden takes, as somebody declares it: not counted, and never part of a count.
///
/// - Source: the standard cost model as Circular 03/2022/TT-VPCP has it: time × wage, and what is spent, × how often × for how many. How often
///   and for how many is what the ledger counts; the rest is declared, each with its source.
public struct Tariffs: Sendable, Hashable {
    /// What is counted and has a tariff.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// A required fact the applicant has to give.
        case field
        /// A demanded paper that is handed in.
        case paper
        /// A way to the office to file.
        case filing
        /// A way to the office to fetch a result on paper.
        case collecting
    }

    public struct Rate: Sendable, Hashable {
        /// Hundredths of a minute.
        public let time: Int
        /// What is spent on one, in whole units of the currency.
        public let expense: Int
        /// Where both come from.
        public let source: LocalizedText
        /// Of ways: that every dossier took one before. Nothing in the ledger says so: without it none is taken as spared.
        public let isEachBefore: Bool

        public init(time: Int, expense: Int, source: LocalizedText, isEachBefore: Bool = false) {
            (self.time, self.expense, self.source, self.isEachBefore) = (time, expense, source, isEachBefore)
        }

        public var minutes: Double { Double(time) / 100 }
    }

    public let id: String
    public let title: LocalizedText
    /// ISO 4217.
    public let currency: String
    /// Of an hour, in whole units of the currency.
    public let wage: Int
    public let wageSource: LocalizedText
    public let rates: [Unit: Rate]

    public init(id: String, title: LocalizedText, currency: String, wage: Int, wageSource: LocalizedText, rates: [Unit: Rate]) {
        (self.id, self.title, self.currency, self.wage, self.wageSource, self.rates) = (id, title, currency, wage, wageSource, rates)
    }
}

/// Time and money, estimated from counts and tariffs.
public struct CostEstimate: Sendable, Hashable {
    /// One unit: how many of them the paper took, how many are left.
    public struct Line: Sendable, Hashable {
        public let unit: Tariffs.Unit
        public let before: Burden
        public let now: Burden
    }

    public struct Burden: Sendable, Hashable {
        public var count = 0
        /// Hundredths of a minute.
        public var time = 0
        /// Whole units of the currency: time × wage, rounded to the nearest, halves up, and what is spent.
        public var cost = 0

        public var minutes: Double { Double(time) / 100 }

        static func + (a: Self, b: Self) -> Self { Self(count: a.count + b.count, time: a.time + b.time, cost: a.cost + b.cost) }
    }

    /// Per form and baseline; in the order of the table of procedures, those in force alone.
    public struct Procedure: Sendable, Hashable {
        public let key: ProcedureFigures.Key
        public let dossiers: Int
        /// Over all units; their counts are not added.
        public let before: Burden
        public let now: Burden
        /// How many of each unit are left.
        let ways: [Tariffs.Unit: Int]
    }

    public let tariffs: Tariffs
    /// Of the headline's dossiers: provisional baselines and simulated dossiers beside real ones are in none.
    public let lines: [Line]
    public let before: Burden
    public let now: Burden
    public let procedures: [Procedure]

    /// Numerator: cost before less cost now. Denominator: cost before.
    public var saved: Double? { before.cost > 0 ? 1 - Double(now.cost) / Double(before.cost) : nil }

    init(_ tariffs: Tariffs, procedures: [ProcedureFigures], visits: VisitTally) {
        self.tariffs = tariffs
        let inForce = procedures.filter { !$0.isProvisional }
        var totals: [Tariffs.Unit: (before: Int, now: Int)] = [:]
        func burden(_ unit: Tariffs.Unit, _ count: Int) -> Burden {
            guard let rate = tariffs.rates[unit] else { return Burden() }
            let time = count * rate.time
            // Hundredths of a minute × money an hour / 6,000, halves up.
            return Burden(count: count, time: time, cost: (2 * time * tariffs.wage + 6000) / 12000 + count * rate.expense)
        }
        func sum(_ counts: [Tariffs.Unit: Int]) -> Burden {
            var all = counts.reduce(Burden()) { $0 + burden($1.key, $1.value) }
            all.count = 0
            return all
        }
        self.procedures = inForce.map { figures in
            let (filed, collected) = visits.ways(figures.key)
            func before(_ unit: Tariffs.Unit, _ now: Int) -> Int { tariffs.rates[unit]?.isEachBefore == true ? figures.dossiers : now }
            let now: [Tariffs.Unit: Int] = [.field: figures.strict.given ?? 0, .paper: figures.documents.uploaded, .filing: filed, .collecting: collected]
            let old: [Tariffs.Unit: Int] = [
                .field: figures.strict.demanded ?? 0, .paper: figures.documents.required, .filing: before(.filing, filed), .collecting: before(.collecting, collected),
            ]
            for unit in Tariffs.Unit.allCases {
                let known = totals[unit] ?? (0, 0)
                totals[unit] = (known.before + (old[unit] ?? 0), known.now + (now[unit] ?? 0))
            }
            return Procedure(key: figures.key, dossiers: figures.dossiers, before: sum(old), now: sum(now), ways: now)
        }
        let lines = Tariffs.Unit.allCases.filter { tariffs.rates[$0] != nil }.map { unit in
            Line(unit: unit, before: burden(unit, totals[unit]?.before ?? 0), now: burden(unit, totals[unit]?.now ?? 0))
        }
        func total(_ side: KeyPath<Line, Burden>) -> Burden {
            var all = lines.reduce(Burden()) { $0 + $1[keyPath: side] }
            all.count = 0
            return all
        }
        (self.lines, before, now) = (lines, total(\.before), total(\.now))
    }
}
