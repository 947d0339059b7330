import ArgumentParser
import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Reports
import Sourcing
import Storage

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: said(
            vi: "Mức cắt giảm khai báo và tái sử dụng, tính từ sổ cái.",
            en: "The cut in declared information and the reuse, from the ledger. | Mức cắt giảm khai báo và tái sử dụng, tính từ sổ cái."),
        discussion: said(
            vi: """
                Mỗi tỷ lệ đều nêu mẫu số; hồ sơ giả lập được đánh dấu. Cùng một sổ cái cho cùng một báo cáo, giống từng byte.
                """,
            en: """
                Every ratio names its denominator; simulated dossiers are marked. The same ledger gives the same report, byte for byte.
                """) + examples("""
                  onceonly report
                  onceonly report --html report.html
                  onceonly report --from 2026-01-01 --to 2026-12-31 --received received.csv --format json
                """))

    @OptionGroup var common: CommonOptions

    @OptionGroup var place: StoreOption

    @Option(name: .long, help: .said(vi: "Ngày đầu, tính theo ngày nộp, như 2026-01-01.", en: "First day, by submission, like 2026-01-01."))
    var from: String?

    @Option(name: .long, help: .said(vi: "Ngày cuối, kể cả ngày đó.", en: "Last day, itself included."))
    var to: String?

    @Option(name: .long, help: .said(vi: "Bản xuất của hệ thống một cửa: các hồ sơ đã tiếp nhận.", en: "The one-stop system's export: the dossiers received."))
    var received: String?

    @Option(name: .long, help: .said(vi: "Ghi một trang độc lập bằng hai thứ tiếng.", en: "Writes one self-contained page in both languages."))
    var html: String?

    func run() async throws {
        guard let period = Period(from: from, to: to) else { throw CommandFailure.input(vi: "--from và --to là ngày như 2026-11-24, theo thứ tự", en: "--from and --to are days like 2026-11-24, in order") }
        let entries = try await SQLiteLedger(path: place.ledgerPath()).entries()
        let report = Report(of: entries, period: period, received: try receivedTable())
        let names = ReportNames.of(try common.folder())
        if let html { try write(try ReportPage(report, names: names).html(), to: html) }
        switch common.format {
        case .json: Output.json(report.json)
        case .text: Output.line(ReportText(report, names: names, language: common.spoken).text)
        }
    }

    private func receivedTable() throws -> ReceivedTable? {
        guard let received else { return nil }
        let text = try Input.text(received)
        let (table, findings) = ReceivedTable.reading(text, named: received)
        let renderer = DiagnosticRenderer(language: common.spoken) { $0 == received ? text : nil }
        for finding in findings { Output.error(renderer.text(for: finding)) }
        guard let table else { throw CommandFailure.input(vi: "không đọc được '\(received)'", en: "'\(received)' cannot be read") }
        return table
    }

    private func write(_ text: String, to path: String) throws {
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch { throw CommandFailure.input(vi: "không ghi được '\(path)'", en: "cannot write '\(path)'") }
    }
}

extension ReportNames {
    /// What forms and registers are called in a report.
    static func of(_ folder: DeclarationFolder) -> ReportNames {
        ReportNames(
            forms: Dictionary(uniqueKeysWithValues: folder.forms.map { ($0.key.rawValue, $0.value.title) }),
            connectors: Dictionary(uniqueKeysWithValues: folder.catalog.connectors.map { ($0.id.rawValue, $0.title) }))
    }
}
