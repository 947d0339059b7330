import Diagnostics
import Formats
import Measurement
import Receipts
@testable import Reports
import Testing

@Suite("The public edition of a report")
struct PublicEditionTests {
    /// Two forms are rare: 4 dossiers of one, 7 of the other.
    private static let entries: [LedgerEntry] = {
        Sample.entries(dossiers: 400).filter { entry in
            let number = (Int(entry.dossier.dropFirst()) ?? 0) - 1000
            let form = Sample.forms[number % Sample.forms.count].id
            return switch form {
            case "cu-tru-ct01": number < 24
            case "ns-ma-so-don-vi-qhns": number < 42
            default: true
            }
        }
    }()

    private static let publication = PublicReport(Report(of: entries))

    @Test("its tables tell what its JSON tells, and no more")
    func sameAsJSON() {
        let json = Self.publication.json
        var (told, kept) = (0, 0)
        for table in ReportTables(Self.publication, names: Sample.names).tables {
            for figure in table.rows.joined() where !figure.path.isEmpty {
                let published = figure.path.split(separator: "/").reduce(Optional(json)) { json, step in Int(step).flatMap { json?[$0] } ?? json?[String(step)] }
                switch figure.value {
                case .count(let count): #expect(published?.number == "\(count)", "\(figure.path)")
                case .ratio(let ratio), .number(let ratio): #expect(abs((published?.number.flatMap(Double.init) ?? .nan) - ratio) < 1e-9, "\(figure.path)")
                case .code(let code): #expect(published?.string == code, "\(figure.path)")
                case .suppressed, .none, .withheld: #expect(published?.number == nil && published?.string == nil, "\(figure.path)")
                case .name, .date, .flag: Issue.record("\(figure.path) is no figure")
                }
                if figure.value == .suppressed { kept += 1 } else { told += 1 }
            }
        }
        #expect(told > 100 && kept > 50, "\(told) told, \(kept) not")
    }

    @Test("text, page, CSV and workbook's tables all carry the mark and its meaning; what is not told is in none")
    func marked() throws {
        let text = ReportText(Self.publication, names: Sample.names, language: .english).text
        let page = try ReportPage(Self.publication, names: Sample.names).html()
        #expect(text.contains("Public edition") && page.contains("Public edition") && page.contains("Bản công khai"))
        let row = text.split(separator: "\n").first { $0.contains("Declaration of change of residence") && $0.contains("*") }
        #expect(row != nil)
        let csv = ReportTables(Self.publication, names: Sample.names).csvFiles.first { $0.name == "procedures.csv" }?.text ?? ""
        let table = try Table(parsing: csv)
        let rare = table.rows.indices.map(table.row).first { $0["form"] == "cu-tru-ct01" }
        #expect(rare?["dossiers"] == "*" && rare?["demanded"] == "*" && rare?["strict_mean"] == "*")
        // The total and the procedures with many dossiers are there.
        let told = table.rows.indices.map(table.row).filter { $0["dossiers"].flatMap(Int.init) != nil }
        #expect(told.count >= 3 && told.allSatisfy { ($0["dossiers"].flatMap(Int.init) ?? 0) >= 10 })
    }

    @Test("the page is well-formed and names the same sections in both languages")
    func page() throws {
        let page = try ReportPage(Self.publication, names: Sample.names).html()
        for element in ["section", "table", "tr", "td", "th", "span"] {
            let opened = page.count(of: "<\(element)>") + page.count(of: "<\(element) ")
            #expect(opened == page.count(of: "</\(element)>"), "\(element)")
        }
        #expect(!page.contains("{{") && page.contains("id=\"procedures\"") && page.contains("id=\"registers\""))
        #expect(try page == ReportPage(PublicReport(Report(of: Self.entries.reversed())), names: Sample.names).html())
    }
}

extension String {
    fileprivate func count(of piece: String) -> Int { split(separator: piece, omittingEmptySubsequences: false).count - 1 }
}
