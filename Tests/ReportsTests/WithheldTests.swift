import Diagnostics
import Formats
@testable import Measurement
import Receipts
@testable import Reports
import Testing

/// A headline that is withheld stays so: whoever has every edition of a report tries to work it out, and does not.
@Suite("What is withheld cannot be worked out")
struct WithheldTests {
    /// Dossiers of one form, of which nobody answers some facts any more where it cheats.
    struct Office: Sendable {
        let procedure: String
        let dossiers: Int
        var leftOut = 0
        /// Optional by the paper, or perhaps demanded, so that the four readings differ.
        var others = true
    }

    static func entries(_ offices: [Office]) throws -> [LedgerEntry] {
        offices.flatMap { office in
            // Drawn, so that no share is one of small numbers.
            var random = SplitMix64(seed: UInt64(office.dossiers))
            return (0..<office.dossiers).flatMap { index -> [LedgerEntry] in
                let name = "\(office.procedure)-\(index)", demanded = 9 + Int(random.next() % 8), given = 2 + Int(random.next() % 5)
                func entry(_ fact: LedgerEntry.Fact) -> LedgerEntry { LedgerEntry(dossier: name, hour: "2026-\(10 + index % 2)-1\(index % 9)T03", fact: fact) }
                func leaf(_ atom: String, _ outcome: SubmittedOutcome, required: Bool = true) -> SubmittedFact.CurrentLeaf {
                    SubmittedFact.CurrentLeaf(
                        leaf: "f_\(atom)", atom: atom, required: required, outcome: outcome, isTouched: outcome.isGiven, source: outcome == .prefilled ? ["land", "population"][index % 2] : nil,
                        isOwnIdentity: outcome == .prefilled && index % 3 == 0, isEarlier: false, reason: outcome.isGiven ? [.statement, .notHeld][index % 2] : nil)
                }
                var current = (office.leftOut..<demanded).map { leaf("a\($0)", $0 < office.leftOut + given ? .declared : .prefilled) }
                var blanks = (0..<demanded).map { SubmittedFact.BaselineLeaf(leaf: "b\($0)", atom: "a\($0)", demand: .required) }
                if office.others, index % 3 == 0 {
                    // Given though optional; and what may have been demanded was asked.
                    current += [leaf("o", .declared, required: false), leaf("u", .declared)]
                    blanks += [.init(leaf: "o", atom: "o", demand: .optional), .init(leaf: "u", atom: "u", demand: .unknown)]
                }
                return [
                    entry(.opened(OpenedFact(
                        form: "form-\(office.procedure)", version: "1", procedure: office.procedure, purpose: "p", subjectKind: "person", channel: "online", basis: "self",
                        hasOperator: false, isSimulated: true))),
                    entry(.lookedUp(LookedUpFact(connector: "land", operation: "o", purpose: "p", attributes: 3, result: index % 4 == 0 ? "absent" : "found"))),
                    entry(.submitted(SubmittedFact(
                        form: "form-\(office.procedure)", version: "1", procedure: office.procedure, channel: "online", isSimulated: true, baseline: "b0", baselineStatus: "in-force",
                        current: current, blanks: blanks, documents: [], confirmations: index % 2))),
                ]
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let offices: [Office]
        /// Procedures whose own figures stay.
        let kept: Set<String>
    }

    static let cases = [
        Case(testDescription: "one procedure, which is the headline", offices: [Office(procedure: "1.000001", dossiers: 887, leftOut: 2)], kept: []),
        Case(
            testDescription: "one of three",
            offices: [Office(procedure: "1.000001", dossiers: 887, leftOut: 2), Office(procedure: "1.000002", dossiers: 731), Office(procedure: "1.000003", dossiers: 613)],
            kept: ["1.000002", "1.000003"]),
        Case(
            testDescription: "two of three",
            offices: [Office(procedure: "1.000001", dossiers: 887, leftOut: 2), Office(procedure: "1.000002", dossiers: 731, leftOut: 1), Office(procedure: "1.000003", dossiers: 613)],
            kept: ["1.000003"]),
        Case(
            testDescription: "one of fourteen, with intervals",
            offices: (0..<14).map { Office(procedure: "1.0000\(10 + $0)", dossiers: 200 + 37 * $0, leftOut: $0 == 6 ? 3 : 0) }, kept: Set((0..<14).filter { $0 != 6 }.map { "1.0000\(10 + $0)" })),
    ]

    private static func report(_ c: Case) throws -> Report {
        let source = LocalizedText(vi: "nguồn", en: "source")
        let rates: [Tariffs.Unit: Tariffs.Rate] = [.field: .init(time: 100, expense: 0, source: source), .filing: .init(time: 9000, expense: 7, source: source, isEachBefore: true)]
        let rows = c.offices.map { "2026-11,\($0.procedure),\($0.dossiers + 40),02647\n2026-10,\($0.procedure),\($0.dossiers + 20),02671\n" }.joined()
        return Report(
            of: try entries(c.offices), received: ReceivedTable.reading("period,procedure,dossiers,commune\n\(rows)", named: "r.csv").table,
            tariffs: Tariffs(id: "t", title: source, currency: "VND", wage: 46_000, wageSource: source, rates: rates))
    }

    /// What must not be known: every reading of the headline, of the rows that are flagged, and of their months.
    private static func secrets(_ report: Report) -> [Double] {
        func readings(_ series: [Series]) -> [Double] { series.flatMap { [$0.low, $0.high] }.flatMap { [$0.macro, $0.weighted] }.compactMap(\.self) }
        let rows = report.procedures.filter { !report.integrity.withholding($0.key).isEmpty }, keys = Set(rows.map(\.key))
        return Array(Set(
            readings([report.reduction.strict, report.reduction.answered]) + rows.flatMap { readings([$0.strict, $0.answered]) }
                + report.months.filter { keys.contains($0.key) }.compactMap(\.weighted)))
    }

    /// Fourteen procedures have so many differences that any ratio is among them by chance: what is said of those is tested below.
    @Test("from no table, by row, by sum or by difference, nor from all of them together", arguments: cases.filter { $0.offices.count < 14 })
    func kept(_ c: Case) throws {
        let report = try Self.report(c), secrets = Self.secrets(report), publication = PublicReport(report)
        #expect(report.integrity.isWithheld && secrets.count >= 8)
        let shown = ReportTables(report).tables
        for table in shown + ReportTables(publication).tables {
            let found = Reckoner(table).finds(secrets)
            #expect(found.isEmpty, "\(table.id): \(found.prefix(3))")
        }
        for (edition, json) in [("report", report.json), ("public", publication.json)] {
            let found = Reckoner(json).finds(secrets)
            #expect(found.isEmpty, "\(edition): \(found.prefix(3))")
        }
        // Whoever reckons like this finds all of them where nothing is withheld.
        let counted = Reckoner(report.countedJSON).finds(secrets)
        #expect(Set(counted.map(\.secret)) == Set(secrets), "\(Set(secrets).subtracting(counted.map(\.secret)))")
        for id in ["reduction", "procedures", "months", "reasons"] {
            let table = try #require(FigureTable.all(report, names: ReportNames()).first { $0.id == id })
            #expect(!Reckoner(table).finds(secrets).isEmpty, "\(id)")
        }
    }

    @Test("neither do the text and the page say it, in either language, nor any sum it is made of", arguments: cases)
    func unsaid(_ c: Case) throws {
        let report = try Self.report(c), strict = report.reduction.strict, answered = report.reduction.answered
        let editions = [
            ReportText(report, language: .english).text, ReportText(report, language: .vietnamese).text, try ReportPage(report).html(),
            ReportText(PublicReport(report), language: .english).text, try ReportPage(PublicReport(report)).html(),
        ] + ReportTables(report).csvFiles.filter { $0.name != "columns.csv" }.map(\.text)
        let flagged = report.procedures.filter { !c.kept.contains($0.key.procedure) }
        let sums = ([strict, answered] + flagged.flatMap { [$0.strict, $0.answered] }).flatMap { [$0.given, $0.demanded] }.compactMap(\.self)
        for sum in sums where sum > 2_000 {
            let words = [Quantity.count(sum).vietnamese, Quantity.count(sum).text(in: .english), "\(sum)"]
            for edition in editions { for word in words { #expect(!edition.contains(where: word), "\(word)") } }
        }
        #expect(sums.contains { $0 > 2_000 })
        for edition in editions.prefix(3) { #expect(edition.contains("withheld") || edition.contains("giữ lại")) }
    }

    @Test("rows no flag is about keep their figures; the others say which flag is why", arguments: cases)
    func rows(_ c: Case) throws {
        let report = try Self.report(c), json = report.json
        for (row, counted) in zip(json["procedures"]?.array ?? [], report.procedures) {
            let isKept = c.kept.contains(counted.key.procedure)
            #expect(row["withheldBy"] == (isKept ? [] : ["left-out"]))
            for (path, member) in [("strict", "A"), ("strict", "B"), ("strict", "weighted"), ("answered", "macro"), ("strict", "high")] {
                let value = row[path]?[member]
                #expect((value?.number != nil || value?["macro"]?.number != nil) == isKept, "\(path) \(member)")
            }
            #expect((row["blanks"]?.number != nil) == isKept && row["dossiers"]?.number != nil && row["documents"]?["required"]?.number != nil)
            #expect(row["sources"]?.array?.allSatisfy { ($0["atoms"]?.number != nil) == isKept } == true)
        }
        for (row, counted) in zip(json["months"]?.array ?? [], report.months) {
            #expect((row["weighted"]?.number != nil) == c.kept.contains(counted.key.procedure) && (row["A"]?.number != nil) == c.kept.contains(counted.key.procedure))
        }
        #expect(json["reduction"]?["withheldBy"] == ["left-out"] && (json["integrity"]?["withoutFlagged"]?["macro"]?.number != nil) == !c.kept.isEmpty)
        let table = try Table(parsing: ReportTables(report).csvFiles.first { $0.name == "procedures.csv" }?.text ?? "")
        for index in table.rows.indices {
            let row = table.row(index), isKept = c.kept.contains(row["procedure"] ?? "")
            #expect((row["strict_mean"] == "withheld") == !isKept && (row["given"] == "withheld") == !isKept && row["withheld_by"] == (isKept ? "" : "left-out"))
        }
        // The public is not told whom the flag is about: no row stands apart.
        let publication = PublicReport(report).json["procedures"]?.array ?? []
        #expect(publication.allSatisfy { $0["strict"]?["A"] == .null && $0["withheldBy"] == ["left-out"] })
        // How much rests on it is told in steps.
        let flag = json["integrity"]?["flags"]?[0]
        #expect(flag?["effect"]?["macro"] == .null && flag?["scale"] == "beyond-5-points" && flag?["observed"]?["facts"] == .null && flag?["observed"]?["dossiers"]?.number != nil)
    }

    @Test("where what is flagged measures nothing, what is left would be the headline: it is withheld too")
    func remainder() throws {
        let whole = Office(procedure: "1.000001", dossiers: 887)
        // More were seen of a procedure than received, and its paper demands nothing.
        let empty = (0..<40).map { index in
            LedgerEntry(dossier: "e\(index)", hour: "2026-11-11T03", fact: .submitted(SubmittedFact(
                form: "empty", version: "1", procedure: "1.000009", channel: "online", isSimulated: true, baseline: "b0", baselineStatus: "in-force", current: [], blanks: [],
                documents: [], confirmations: 0)))
        }
        let received = ReceivedTable.reading("period,procedure,dossiers\n2026,1.000009,3\n2026,1.000001,900\n", named: "r.csv").table
        let report = Report(of: try Self.entries([whole]) + empty, received: received)
        #expect(report.integrity.reasons == [.notReceived])
        let secrets = Self.secrets(report)
        #expect(secrets.count >= 4 && Reckoner(report.json).finds(secrets).isEmpty && report.json["integrity"]?["withoutFlagged"]?["macro"] == .null)
        for table in ReportTables(report).tables { #expect(Reckoner(table).finds(secrets).isEmpty, "\(table.id)") }
    }
}

extension String {
    /// Whether a number stands in it that is no part of a longer one.
    fileprivate func contains(where number: String) -> Bool {
        var rest = self[...]
        while let found = rest.firstRange(of: number) {
            let before = rest[..<found.lowerBound].last, after = rest[found.upperBound...]
            let isPart = before.map { $0.isNumber || $0 == "." || $0 == "," } ?? false || after.first?.isNumber ?? false
                || (after.first == "." || after.first == ",") && after.dropFirst().first?.isNumber ?? false
            if !isPart { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }
}

/// Whoever reckons with every number that is published: as it stands, what it leaves of 1, as a share of another, sums of what is alike, differences of
/// what is alike, and shares of those.
private struct Reckoner {
    /// Whole numbers and ratios, by what they are called: the column, or the place in the JSON whatever the row.
    private var counts: [String: [Double]] = [:]
    private var ratios: [String: [Double]] = [:]
    /// How much a ratio was rounded.
    private let precision: Double

    init(_ table: FigureTable) {
        precision = 1e-9
        for row in table.rows {
            for (figure, column) in zip(row, table.columns) {
                switch figure.value {
                case .count(let count): counts[column.name, default: []].append(Double(count))
                case .ratio(let ratio), .number(let ratio): ratios[column.name, default: []].append(ratio)
                case .code, .name, .date, .flag, .none, .suppressed, .withheld: break
                }
            }
        }
    }

    init(_ json: JSON) {
        precision = 6e-7
        read(json, "")
    }

    private mutating func read(_ json: JSON, _ path: String) {
        switch json {
        case .number(let digits):
            guard let value = Double(digits) else { return }
            if digits.contains(".") { ratios[path, default: []].append(value) } else { counts[path, default: []].append(value) }
        case .array(let elements): for element in elements { read(element, path + "/*") }
        case .object(let object): for member in object.members { read(member.value, "\(path)/\(member.key)") }
        case .null, .bool, .string: break
        }
    }

    /// The secrets it comes to, and how.
    func finds(_ secrets: [Double]) -> [(secret: Double, how: String)] {
        var found: [(Double, String)] = []
        func isSecret(_ value: Double, _ secret: Double) -> Bool { abs(value - secret) <= precision }
        for (name, values) in ratios {
            let mean = values.reduce(0, +) / Double(values.count)
            for secret in secrets {
                if (values + [mean]).contains(where: { isSecret($0, secret) || isSecret(1 - $0, secret) }) { found.append((secret, name)) }
                // Shares of what is left, as of reasons, add up to what is left.
                let sum = values.reduce(0, +)
                if values.count > 1, isSecret(sum, secret) || isSecret(1 - sum, secret) { found.append((secret, "Σ \(name)")) }
            }
        }
        // Counts, what they add up to, and what they are more than one another of the same name, or than the sum of those.
        var pool: [Double: String] = [:]
        for (name, values) in counts {
            let sum = values.reduce(0, +)
            for value in values + [sum] { pool[value] = name }
            for value in values.prefix(60) { for other in values.prefix(60) + [sum] where other > value { pool[other - value] = "difference of \(name)" } }
        }
        let named = Dictionary(grouping: counts.keys) { $0.split(separator: "/").last.map(String.init) ?? $0 }
        for (name, paths) in named where paths.count > 1 {
            let sums = paths.map { counts[$0]?.reduce(0, +) ?? 0 }
            for one in sums { for other in sums where other > one { pool[other - one] = "difference of \(name)" } }
        }
        for (part, name) in pool where part > 0 {
            for secret in secrets {
                for share in [secret, 1 - secret] where share > 0 {
                    let whole = (part / share).rounded()
                    if abs(part / whole - share) <= 1e-12, let of = pool[whole] { found.append((secret, "\(name) \(part) of \(of) \(whole)")) }
                }
            }
        }
        return found.map { (secret: $0.0, how: $0.1) }
    }
}
