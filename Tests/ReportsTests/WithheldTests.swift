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
        /// Each fact is one leaf, and what is asked is asked for a reason of its own.
        var isPlain = false
    }

    /// - Parameter draw: what is answered is drawn, so that no share is one of small numbers; of each draw otherwise.
    static func entries(_ offices: [Office], draw: UInt64 = 0) throws -> [LedgerEntry] {
        offices.flatMap { office in
            var random = SplitMix64(seed: UInt64(office.dossiers) &+ draw &* 0x51_7C_C1)
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
                if office.isPlain {
                    let filled = 1 + Int(random.next() % 4), isRetyped = random.next() % 2 == 0, isAskedMore = random.next() % 2 == 0
                    current = (0..<filled).map { leaf("a\($0)", .prefilled) } + [leaf("b", .declared)]
                    if isRetyped {
                        current.append(.init(leaf: "c", atom: "c", required: true, outcome: .corrected, isTouched: true, source: "land", isOwnIdentity: false, isEarlier: false, reason: nil))
                    }
                    if isAskedMore { current.append(.init(leaf: "d", atom: "d", required: true, outcome: .declared, isTouched: true, source: nil, isOwnIdentity: false, isEarlier: false, reason: .newValue)) }
                    blanks = current.map { .init(leaf: "on \($0.leaf)", atom: $0.atom, demand: .required) }
                } else if office.others, index % 3 == 0 {
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
        /// Whether the export has fewer dossiers than were seen, which withholds.
        var isShort = false

        var code: IntegrityFlag.Code { isShort ? .notReceived : .leftOut }
        /// Of so many procedures there are so many differences that any ratio is among them by chance: what leads to it in one draw of the answers is
        /// held against others.
        var draws: Range<UInt64> { 0..<(offices.count < 14 ? 1 : 3) }
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
        Case(testDescription: "one, in which each fact is one leaf and asked for one reason", offices: [Office(procedure: "1.000001", dossiers: 887, isPlain: true)], kept: [], isShort: true),
    ]

    private static func report(_ c: Case, draw: UInt64 = 0) throws -> Report {
        let source = LocalizedText(vi: "nguồn", en: "source")
        let rates: [Tariffs.Unit: Tariffs.Rate] = [.field: .init(time: 100, expense: 0, source: source), .filing: .init(time: 9000, expense: 7, source: source, isEachBefore: true)]
        func received(_ dossiers: Int, _ more: Int) -> Int { c.isShort ? dossiers / 2 - more : dossiers + more }
        let rows = c.offices.map { "2026-11,\($0.procedure),\(received($0.dossiers, 40)),02647\n2026-10,\($0.procedure),\(received($0.dossiers, 20)),02671\n" }.joined()
        return Report(
            of: try entries(c.offices, draw: draw), received: ReceivedTable.reading("period,procedure,dossiers,commune\n\(rows)", named: "r.csv").table,
            tariffs: Tariffs(id: "t", title: source, currency: "VND", wage: 46_000, wageSource: source, rates: rates))
    }

    /// What must not be known, by its name: every reading of the headline, of the rows that are flagged, and of their months.
    private static func secrets(_ report: Report) -> [String: Double] {
        var secrets: [String: Double] = [:]
        func add(_ series: Series, _ name: String) {
            for (reading, headline) in [("low", series.low), ("high", series.high)] {
                secrets["\(name) \(reading) macro"] = headline.macro
                secrets["\(name) \(reading) weighted"] = headline.weighted
            }
        }
        add(report.reduction.strict, "strict")
        add(report.reduction.answered, "answered")
        let rows = report.procedures.filter { !report.integrity.withholding($0.key).isEmpty }, keys = Set(rows.map(\.key))
        for row in rows {
            add(row.strict, "\(row.key.procedure) strict")
            add(row.answered, "\(row.key.procedure) answered")
        }
        for month in report.months where keys.contains(month.key) { secrets["\(month.key.procedure) \(month.month)"] = month.weighted }
        return secrets
    }

    @Test("from no table, by row, by sum or by difference, nor from all of them together", arguments: cases)
    func kept(_ c: Case) throws {
        let reports = try c.draws.map { try Self.report(c, draw: $0) }, secrets = reports.map(Self.secrets), publications = reports.map { PublicReport($0) }
        #expect(reports.allSatisfy(\.integrity.isWithheld) && secrets.allSatisfy { $0.count >= 10 && $0.keys == secrets[0].keys })
        let shown = reports.map { ReportTables($0).tables }, open = publications.map { ReportTables($0).tables }
        for editions in [shown, open] {
            for (index, table) in editions[0].enumerated() {
                let found = Reckoner.finds(secrets, editions.map { Reckoner($0[index]) })
                #expect(found.isEmpty, "\(table.id): \(found.prefix(3))")
            }
        }
        for (edition, all) in [("report", reports.map(\.json)), ("public", publications.map(\.json))] {
            let found = Reckoner.finds(secrets, all.map { Reckoner($0) })
            #expect(found.isEmpty, "\(edition): \(found.prefix(3))")
        }
        // Whoever reckons like this finds all of them where nothing is withheld.
        let counted = Set(Reckoner.finds(secrets, reports.map { Reckoner($0.countedJSON) }).map(\.secret))
        #expect(counted == Set(secrets[0].keys), "\(Set(secrets[0].keys).subtracting(counted))")
        for id in ["reduction", "procedures", "months", "reasons"] {
            let tables = try reports.map { report in try #require(FigureTable.all(report, names: ReportNames()).first { $0.id == id }) }
            #expect(!Reckoner.finds(secrets, tables.map { Reckoner($0) }).isEmpty, "\(id)")
        }
    }

    @Test("nor from leaves the registers filled and dossiers asked for a reason, were those told")
    func leaves() throws {
        let short = Self.cases.first { $0.isShort }, c = try #require(short), report = try Self.report(c), secrets = Self.secrets(report)
        let counted = report.countedJSON
        #expect(report.integrity.flags.map(\.code) == [.notReceived, .retyped])
        func members(_ json: JSON?, _ names: Set<String>) -> JSON {
            .array((json?.array ?? []).map { .object(JSONObject(($0.object?.members ?? []).filter { names.contains($0.key) }.map { (key: $0.key, value: $0.value) })) })
        }
        let reasons = members(counted["reasons"], ["code", "dossiers"])
        let told: JSON = ["reasons": reasons, "registers": members(counted["registers"], ["connector", "kept"])]
        #expect(Reckoner(told).finds(secrets).contains { $0.secret == "strict low weighted" })
        let json = report.json
        #expect(json["registers"]?.array?.allSatisfy { [$0["kept"], $0["changed"], $0["disputed"]] == [.null, .null, .null] } == true)
        #expect(json["registers"]?.array?.contains { $0["acceptance"]?.number != nil && $0["calls"]?.number != nil } == true)
        #expect(json["reasons"]?.array?.map { $0["dossiers"] } == [.null, .null, .null, .null])
        let caution = json["integrity"]?["flags"]?[1]?["observed"]
        #expect(caution?["filled"] == .null && caution?["retyped"] == .null && caution?["dossiers"] == .count(887))
        let csv = ReportTables(report).csvFiles
        for (file, column) in [("registers.csv", "kept"), ("registers.csv", "changed"), ("reasons.csv", "dossiers")] {
            let table = try Table(parsing: csv.first { $0.name == file }?.text ?? "")
            #expect(!table.rows.isEmpty && table.rows.indices.allSatisfy { table.row($0)[column] == "withheld" }, "\(file) \(column)")
        }
    }

    /// In both languages, for people and for the public.
    private static func texts(_ report: Report) throws -> [String] {
        [
            ReportText(report, language: .english).text, ReportText(report, language: .vietnamese).text, try ReportPage(report).html(),
            ReportText(PublicReport(report), language: .english).text, try ReportPage(PublicReport(report)).html(),
        ]
    }

    @Test("neither do the text and the page say it, in either language, nor any sum it is made of", arguments: cases)
    func unsaid(_ c: Case) throws {
        let report = try Self.report(c), strict = report.reduction.strict, answered = report.reduction.answered
        let editions = try Self.texts(report) + ReportTables(report).csvFiles.filter { $0.name != "columns.csv" }.map(\.text)
        let flagged = report.procedures.filter { !c.kept.contains($0.key.procedure) }
        let sums = ([strict, answered] + flagged.flatMap { [$0.strict, $0.answered] }).flatMap { [$0.given, $0.demanded] }.compactMap(\.self)
        for sum in sums where sum > 2_000 {
            let words = [Quantity.count(sum).vietnamese, Quantity.count(sum).text(in: .english), "\(sum)"]
            for edition in editions { for word in words { #expect(!edition.contains(where: word), "\(word)") } }
        }
        #expect(sums.contains { $0 > 2_000 })
        for edition in editions.prefix(3) { #expect(edition.contains("withheld") || edition.contains("giữ lại")) }
    }

    /// A percentage of one decimal may stand somewhere for another reason; not at the same place whatever was answered.
    @Test("no percentage of the text and the page is the headline, in any reading", arguments: cases)
    func unsaidInPercent(_ c: Case) throws {
        let reports = try (0..<4).map { try Self.report(c, draw: $0) }
        let secrets = reports.map { Self.secrets($0).filter { $0.key.hasPrefix("strict ") || $0.key.hasPrefix("answered ") } }
        /// The readings that stand at one place of an edition in all reports.
        func said(_ edition: Int, _ editions: [[String]]) -> Set<String> {
            let percentages = editions.map { $0[edition].percentages }
            #expect(percentages.allSatisfy { $0.count == percentages[0].count }, "edition \(edition): \(percentages.map(\.count))")
            return Set(secrets[0].keys.filter { name in
                percentages[0].indices.contains { place in
                    zip(percentages, secrets).allSatisfy { percentages, secrets in
                        guard place < percentages.count, let secret = secrets[name] else { return false }
                        let words = Quantity.percent(secret)
                        return [words.vietnamese, words.text(in: .english)].contains { $0.percentages == [percentages[place]] }
                    }
                }
            })
        }
        let withheld = try reports.map(Self.texts)
        for edition in withheld[0].indices { #expect(said(edition, withheld) == [], "edition \(edition)") }
        // Were nothing withheld, each of them would say it.
        let told = try reports.map { report in
            var report = report
            report.integrity = Integrity(flags: [], withoutFlagged: report.integrity.withoutFlagged, isRemainderClose: false)
            return try Self.texts(report)
        }
        for edition in told[0].indices { #expect(said(edition, told).isSuperset(of: ["strict low macro", "strict low weighted"]), "edition \(edition)") }
    }

    @Test("rows no flag is about keep their figures; the others say which flag is why", arguments: cases)
    func rows(_ c: Case) throws {
        let report = try Self.report(c), json = report.json
        for (row, counted) in zip(json["procedures"]?.array ?? [], report.procedures) {
            let isKept = c.kept.contains(counted.key.procedure)
            #expect(row["withheldBy"] == (isKept ? [] : [.string(c.code.rawValue)]))
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
        let strict = json["reduction"]?["strict"]
        for reading in ["low", "high"] { #expect(strict?[reading]?["macro"] == .null && strict?[reading]?["weighted"] == .null) }
        // No interval, so no points of one.
        for series in [strict, json["reduction"]?["answered"], json["targets"]?[0]] { #expect(series?["interval"] == .null) }
        #expect(json["reduction"]?["withheldBy"] == [.string(c.code.rawValue)] && (json["integrity"]?["withoutFlagged"]?["macro"]?.number != nil) == !c.kept.isEmpty)
        let table = try Table(parsing: ReportTables(report).csvFiles.first { $0.name == "procedures.csv" }?.text ?? "")
        for index in table.rows.indices {
            let row = table.row(index), isKept = c.kept.contains(row["procedure"] ?? "")
            #expect((row["strict_mean"] == "withheld") == !isKept && (row["given"] == "withheld") == !isKept && row["withheld_by"] == (isKept ? "" : c.code.rawValue))
        }
        // The public is not told whom the flag is about: no row stands apart.
        let publication = PublicReport(report).json["procedures"]?.array ?? []
        #expect(publication.allSatisfy { $0["strict"]?["A"] == .null && $0["withheldBy"] == [.string(c.code.rawValue)] })
        // How much rests on it is told in steps.
        guard c.code == .leftOut else { return }
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
        #expect(secrets.count >= 10 && Reckoner(report.json).finds(secrets).isEmpty && report.json["integrity"]?["withoutFlagged"]?["macro"] == .null)
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

extension String {
    /// The numbers before its percent signs, one after the other.
    fileprivate var percentages: [String] {
        split(separator: "%", omittingEmptySubsequences: false).dropLast().map { piece in
            String((piece.last == " " ? piece.dropLast() : piece).reversed().prefix { $0.isNumber || $0 == "." || $0 == "," }.reversed())
        }
    }
}

/// Whoever reckons with every number that is published: as it stands, what it leaves of 1, as a share of another, sums of what is alike, differences of
/// what is alike, sums and differences of two such sums, and shares of all those.
private struct Reckoner {
    /// A number, and what it is of: the codes of its row, or the row's place.
    private typealias Told = (row: String, value: Double)

    /// One secret, and the way to it.
    struct Finding: Hashable {
        let secret, how: String
    }

    /// Whole numbers and ratios, by what they are called: the column, or the place in the JSON whatever the row.
    private var counts: [String: [Told]] = [:]
    private var ratios: [String: [Told]] = [:]
    /// How much a ratio was rounded.
    private let precision: Double

    init(_ table: FigureTable) {
        precision = 1e-9
        for (index, row) in table.rows.enumerated() {
            let codes = row.compactMap { figure -> String? in
                switch figure.value {
                case .code(let code), .date(let code): code
                default: nil
                }
            }
            let name = codes.isEmpty ? "\(index)" : codes.joined(separator: " ")
            for (figure, column) in zip(row, table.columns) {
                switch figure.value {
                case .count(let count): counts[column.name, default: []].append((name, Double(count)))
                case .ratio(let ratio), .number(let ratio): ratios[column.name, default: []].append((name, ratio))
                case .code, .name, .date, .flag, .none, .suppressed, .withheld: break
                }
            }
        }
    }

    init(_ json: JSON) {
        precision = 6e-7
        read(json, "", "")
    }

    private mutating func read(_ json: JSON, _ path: String, _ row: String) {
        switch json {
        case .number(let digits):
            guard let value = Double(digits) else { return }
            if digits.contains(".") { ratios[path, default: []].append((row, value)) } else { counts[path, default: []].append((row, value)) }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                let codes = (element.object?.members ?? []).compactMap(\.value.string)
                read(element, path + "/*", row + "/" + (codes.isEmpty ? "\(index)" : codes.joined(separator: " ")))
            }
        case .object(let object): for member in object.members { read(member.value, "\(path)/\(member.key)", row) }
        case .null, .bool, .string: break
        }
    }

    /// What leads to its secret in each of several reports, by the very same way.
    static func finds(_ secrets: [[String: Double]], _ reckoners: [Reckoner]) -> Set<Finding> {
        let found = zip(reckoners, secrets).map { $0.finds($1) }
        return found.dropFirst().reduce(found.first ?? []) { $0.intersection($1) }
    }

    /// The secrets it comes to, and how.
    func finds(_ secrets: [String: Double]) -> Set<Finding> {
        var found: Set<Finding> = []
        for (name, told) in ratios {
            let sum = told.reduce(0) { $0 + $1.value }
            // Shares of what is left, as of reasons, add up to what is left.
            let all = told.map { ("\(name) of \($0.row)", $0.value) } + [("mean of \(name)", sum / Double(told.count))] + (told.count > 1 ? [("sum of \(name)", sum)] : [])
            for (how, value) in all {
                for (secret, ratio) in secrets {
                    if abs(value - ratio) <= precision { found.insert(Finding(secret: secret, how: how)) }
                    if abs(1 - value - ratio) <= precision { found.insert(Finding(secret: secret, how: "1 less \(how)")) }
                }
            }
        }
        // Few of them lead anywhere: only of those it is said how they came about.
        var pool: Set<Double> = [], hits: [(secret: String, kind: String, part: Double, whole: Double)] = []
        derive(nil) { value, _ in pool.insert(value) }
        for part in pool {
            for (secret, ratio) in secrets {
                for (share, kind) in [(ratio, ""), (1 - ratio, "what is left of ")] where share > 0 {
                    let whole = (part / share).rounded()
                    if abs(part / whole - share) <= 1e-12, pool.contains(whole) { hits.append((secret, kind, part, whole)) }
                }
            }
        }
        let wanted = Set(hits.flatMap { [$0.part, $0.whole] })
        var ways: [Double: [String]] = [:]
        derive(wanted) { value, how in ways[value, default: []].append(how) }
        for hit in hits {
            for part in ways[hit.part] ?? [] { for whole in ways[hit.whole] ?? [] { found.insert(Finding(secret: hit.secret, how: "\(hit.kind)\(part) over \(whole)")) } }
        }
        return found
    }

    /// Counts, what they add up to, what they are more than one another of the same name, or than the sum of those, and the sums together.
    ///
    /// - Parameter wanted: those of which it is said how they came about; `nil` for all, and of none.
    private func derive(_ wanted: Set<Double>?, _ body: (_ value: Double, _ how: String) -> Void) {
        func add(_ value: Double, _ how: @autoclosure () -> String) {
            guard value > 0 else { return }
            if let wanted { if wanted.contains(value) { body(value, how()) } } else { body(value, "") }
        }
        var sums: [(name: String, value: Double)] = []
        for (name, told) in counts.sorted(by: { $0.key < $1.key }) {
            let sum = told.reduce(0) { $0 + $1.value }
            sums.append((name, sum))
            add(sum, "sum of \(name)")
            for one in told {
                add(one.value, "\(name) of \(one.row)")
                add(sum - one.value, "sum of \(name) less that of \(one.row)")
            }
            for one in told.prefix(60) { for other in told.prefix(60) { add(other.value - one.value, "\(name) of \(other.row) less that of \(one.row)") } }
        }
        for one in sums {
            for other in sums where other.name != one.name {
                if one.name < other.name { add(one.value + other.value, "sums of \(one.name) and \(other.name)") }
                add(other.value - one.value, "sum of \(other.name) less that of \(one.name)")
            }
        }
    }
}
