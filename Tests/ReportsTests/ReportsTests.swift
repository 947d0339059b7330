import Diagnostics
import Formats
import Measurement
import Receipts
@testable import Reports
import Testing

@Suite("Reports for people")
struct ReportsTests {
    @Test("columns of the terminal's tables stand under one another", arguments: Language.allCases)
    func aligned(_ language: Language) {
        let text = ReportText(Sample.report(), names: Sample.names, language: language).procedures
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("─") }
        // Six forms, a heading and two lines of totals; the numbers of the last column end at the same place.
        #expect(lines.count == 9)
        #expect(Set(lines.map(\.count)).count == 1)
        #expect(text.contains(language == .english ? "Birth registration declaration" : "Tờ khai đăng ký khai sinh"))
        #expect(text.contains("bảo hiểm xã hội, …") == (language == .vietnamese) || text.contains("…"))
    }

    @Test("the text says simulated at both ends, in its language")
    func simulatedText() {
        for (language, word) in [(Language.english, "SIMULATED"), (.vietnamese, "SỐ LIỆU MÔ PHỎNG")] {
            let lines = ReportText(Sample.report(), language: language).text.split(separator: "\n")
            #expect(lines.first?.contains(word) == true && lines.last?.contains(word) == true)
        }
        let real = ReportText(Sample.report(Sample.entries(simulated: false)), language: .english).text
        #expect(!real.contains("SIMULATED"))
    }

    @Test("the page is well-formed, in both languages, and fetches nothing")
    func page() throws {
        let html = try ReportPage(Sample.report(), names: Sample.names).html()
        #expect(html.contains("SỐ LIỆU MÔ PHỎNG") && html.contains("SIMULATED"))
        for forbidden in ["http:", "https:", "src=", "url(", "@import", "{{", "}}"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        // One script, its own; without it nothing is missing.
        #expect(html.components(of: "<script>") == 1 && html.components(of: "<script") == 1 && html.contains("<form class=\"filter\" hidden"))
        #expect(html.components(of: "<span lang=\"vi\">") == html.components(of: "<span lang=\"en\">"))
        for element in ["section", "table", "svg", "dl", "main", "header", "footer", "span", "tr", "td", "th", "li", "text"] {
            let opened = html.components(of: "<\(element)>") + html.components(of: "<\(element) ")
            #expect(opened == html.components(of: "</\(element)>"), "\(element)")
        }
        // Every chart has its title and description, and a table beside it.
        let charts = html.components(of: "<svg")
        #expect(charts == 3)
        #expect(html.components(of: "<desc ") == charts)
        #expect(html.components(of: "<table>") > charts)
    }

    @Test("the same report gives the same page")
    func same() throws {
        let entries = Sample.entries(dossiers: 60)
        #expect(try ReportPage(Sample.report(entries)).html() == ReportPage(Sample.report(entries.reversed())).html())
    }

    @Test("what a form or register is called cannot become markup")
    func escaped() throws {
        let names = ReportNames(forms: ["cu-tru-ct01": LocalizedText(vi: "<b>&\"x", en: "<script>alert(1)</script>")])
        let own = 1
        let html = try ReportPage(Sample.report(), names: names).html()
        #expect(html.components(of: "<script") == own && !html.contains("<script>alert") && !html.contains("<b>"))
        #expect(html.contains("&lt;b&gt;&amp;"))
    }

    @Test("rows can be narrowed to what is in the page, by procedure, office and month")
    func filter() throws {
        let received = ReceivedTable.reading("period,procedure,dossiers,commune\n2026-11,1.004222,40,02647\n2026-11,1.001193,9,02671\n", named: "r.csv").table
        let later = Sample.entries(dossiers: 12).map { LedgerEntry(dossier: "l\($0.dossier)", hour: "2026-12-02T03", fact: $0.fact) }
        let report = Report(of: Sample.entries() + later, received: received)
        let html = try ReportPage(report, names: Sample.names).html()
        for (name, values) in [("procedure", Sample.forms.map(\.procedure)), ("office", ["02647", "02671"]), ("period", ["2026-11", "2026-12"])] {
            #expect(html.contains("<select id=\"filter-\(name)\" name=\"\(name)\">"))
            for value in values { #expect(html.contains("<option value=\"\(value)\"") && html.contains(" data-\(name)=\"\(value)\""), "\(value)") }
        }
        // What is not told in a public edition is in no attribute either.
        let page = try ReportPage(PublicReport(report), names: Sample.names).html()
        let script = try #require(page.firstRange(of: "<script>")?.lowerBound), rest = try #require(page.firstRange(of: "</script>")?.upperBound)
        #expect(script < rest)
        // The script is the same on every page, whatever there is to narrow.
        let publication = page[..<script] + page[rest...]
        #expect(publication.contains("data-procedure") && !publication.contains("data-office") && !publication.contains("data-period") && !publication.contains("02647"))
    }

    @Test("time and cost stand apart, with the source of every tariff")
    func cost() throws {
        func words(_ text: String) -> LocalizedText { LocalizedText(vi: "nguồn \(text)", en: "source \(text)") }
        let tariffs = Tariffs(
            id: "t", title: LocalizedText(vi: "thử", en: "trial"), currency: "VND", wage: 60_000, wageSource: words("w"),
            rates: [.field: .init(time: 100, expense: 0, source: words("f")), .filing: .init(time: 6000, expense: 500, source: words("v"), isEachBefore: true)])
        let report = Report(of: Sample.entries(), tariffs: tariffs)
        let cost = try #require(report.cost)
        // A minute a fact at 1,000 a minute; an hour and 500 a way.
        #expect(cost.lines.map(\.unit) == [.field, .filing])
        let (given, demanded) = (try #require(report.reduction.strict.given), try #require(report.reduction.strict.demanded))
        #expect(cost.lines[0].now.cost == given * 1000 && cost.lines[0].before.cost == demanded * 1000)
        #expect(cost.lines[1].before.count == report.reduction.strict.dossiers && cost.lines[1].before.cost == report.reduction.strict.dossiers * 60_500)
        #expect(cost.lines[1].now.count == 0 && cost.lines[1].now.cost == 0, "all of them were filed online")
        #expect(cost.now.cost == cost.procedures.reduce(0) { $0 + $1.now.cost } && cost.before.cost == cost.procedures.reduce(0) { $0 + $1.before.cost })
        let html = try ReportPage(report, names: Sample.names).html()
        for text in ["estimated from declared tariffs", "ước tính theo định mức khai báo", "source w", "source f", "nguồn v"] { #expect(html.contains(text), "\(text)") }
        #expect(!(try ReportPage(Sample.report(), names: Sample.names).html().contains("declared tariffs")))
        // The counts are the same with and without.
        #expect(report.reduction == Sample.report().reduction)
    }

    @Test("an empty ledger makes a page and a text without numbers")
    func empty() throws {
        let report = Report(of: [])
        #expect(try ReportPage(report).html().contains("–"))
        #expect(ReportText(report, language: .english).text.contains("not measurable"))
    }

    @Test("a page of real dossiers with simulated ones beside says which it counts")
    func mixed() throws {
        let real = Sample.entries(dossiers: 12, simulated: false)
        let simulated = Sample.entries(dossiers: 30).filter { $0.dossier > "d1011" }
        let html = try ReportPage(Report(of: real + simulated)).html()
        #expect(html.contains("SIMULATED dossiers; no figure below includes them"))
    }

    @Test(arguments: [
        (0.3141, "31,4 %", "31.4%"), (-0.05, "−5,0 %", "−5.0%"), (1, "100,0 %", "100.0%"), (0.00049, "0,0 %", "0.0%"), (-0.0004, "0,0 %", "0.0%"),
    ] as [(Double, String, String)])
    func percent(_ ratio: Double, _ vi: String, _ en: String) {
        #expect(Quantity.percent(ratio) == LocalizedText(vi: vi, en: en))
    }

    @Test(arguments: [(0, "0", "0"), (999, "999", "999"), (1000, "1.000", "1,000"), (-1_234_567, "−1.234.567", "−1,234,567")])
    func count(_ value: Int, _ vi: String, _ en: String) {
        #expect(Quantity.count(value) == LocalizedText(vi: vi, en: en))
    }

    @Test("bars below 0 go left of zero, and none leaves the drawing")
    func bars() {
        let chart = BarChart(
            id: "c", title: .plain("t"), description: .plain("d"), bars: [0.5, -0.25, nil, 1].map { .init(label: .plain("x"), ratio: $0) }, goal: 0.2)
        #expect(chart.shapes.map(\.isNegative) == [false, true, false, false])
        #expect(chart.shapes.allSatisfy { $0.x >= 0 && $0.x + $0.width <= BarChart.width + 0.001 })
        #expect(chart.shapes[1].x == 0 && abs(chart.shapes[1].width - 72) < 0.001)
        #expect(chart.shapes[2].width == 0)
    }
}

extension String {
    fileprivate func components(of piece: String) -> Int { split(separator: piece, omittingEmptySubsequences: false).count - 1 }
}
