import ArgumentParser
import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Receipts
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
                  onceonly report --csv tables --excel report.xlsx
                  onceonly report --public --html public.html --csv public
                  onceonly report --from 2026-01-01 --to 2026-12-31 --received received.csv --format json
                  onceonly report --tariffs tariffs.yaml
                  onceonly report --from 2026-07-01 --to 2026-12-31 --compare 2026-01-01..2026-06-30
                """))

    @OptionGroup var common: CommonOptions

    @OptionGroup var place: StoreOption

    @Option(name: .long, help: .said(vi: "Ngày đầu, tính theo ngày nộp, như 2026-01-01.", en: "First day, by submission, like 2026-01-01."))
    var from: String?

    @Option(name: .long, help: .said(vi: "Ngày cuối, kể cả ngày đó.", en: "Last day, itself included."))
    var to: String?

    @Option(name: .long, help: .said(
        vi: "Kỳ để so sánh, TỪ..ĐẾN; qua mốc sáp nhập 01/7/2025 chỉ khi --received ghi cùng một địa bàn.",
        en: "Another period to compare with, FROM..TO; across the merger of 1 July 2025 where --received names the same places."))
    var compare: String?

    @Option(name: .long, help: .said(vi: "Bản xuất của hệ thống một cửa: các hồ sơ đã tiếp nhận.", en: "The one-stop system's export: the dossiers received."))
    var received: String?

    @Option(name: .long, help: .said(
        vi: "Định mức khai báo (YAML): thêm ước tính thời gian và chi phí, tách khỏi số đếm.", en: "Declared tariffs (YAML): adds an estimate of time and cost, apart from the counts."))
    var tariffs: String?

    @Option(name: .long, help: .said(vi: "Ghi một trang độc lập bằng hai thứ tiếng.", en: "Writes one self-contained page in both languages."))
    var html: String?

    @Option(name: .long, help: .said(vi: "Ghi mỗi bảng thành một tệp CSV vào thư mục này.", en: "Writes one CSV file per table into this folder."))
    var csv: String?

    @Option(name: .long, help: .said(vi: "Ghi một sổ Excel, mỗi bảng một trang, kèm trang ghi chú.", en: "Writes an Excel workbook: a sheet per table, and notes."))
    var excel: String?

    @Flag(name: .customLong("public"), help: .said(
        vi: "Bản để công khai: bỏ các số có ít hồ sơ đứng sau, và các số mà phép trừ sẽ làm lộ chúng.",
        en: "For publication: leaves out figures few dossiers stand behind, and those whose difference would tell them."))
    var isPublic = false

    @Option(name: .customLong("k"), help: .said(vi: "Với --public: từ bao nhiêu hồ sơ thì được nêu số; không dưới 10.", en: "With --public: from how many dossiers on a figure may be told; never below 10."))
    var threshold: Int?

    @Option(name: .long, help: .said(
        vi: "Với --public: ghi các số bị bỏ và lý do vào tệp CSV này, không công bố tệp đó.", en: "With --public: writes what was left out, and why, to this CSV file, which is not for publication."))
    var suppressions: String?

    func run() async throws {
        let period = try Self.period(from: from, to: to)
        let base = try compare.map(Self.compared)
        try checkPublication()
        let ledger = try SQLiteLedger(path: place.ledgerPath())
        let received = try receivedTable(), tariffs = try declaredTariffs()
        let fold = try await ledger.foldedTelling(over: [period] + (base.map { [$0] } ?? []), in: common.spoken)
        let folder = try common.folder()
        let report = Report(of: fold, received: received, tariffs: tariffs, attested: folder.measured.attested, bridge: folder.officeBridge)
        let names = ReportNames.of(folder)
        if isPublic { try publish(PublicReport(report, threshold: threshold ?? PublicReport.leastThreshold), names) } else { try tell(report, names, folder) }
    }

    private func checkPublication() throws {
        if !isPublic, threshold != nil || suppressions != nil {
            throw CommandFailure.input(vi: "--k và --suppressions chỉ đi cùng --public", en: "--k and --suppressions go with --public alone")
        }
        if let threshold, threshold < PublicReport.leastThreshold { throw CommandFailure.input(vi: "--k không được dưới 10", en: "--k is 10 or more") }
    }

    private func tell(_ report: Report, _ names: ReportNames, _ folder: DeclarationFolder) throws {
        if let html { try ReportFile.write(try ReportPage(report, names: names).html(), to: html) }
        if csv != nil || excel != nil { try write(ReportTables(report, names: names)) }
        switch common.format {
        case .json: Output.json(report.json(with: folder, in: common.spoken))
        case .text: Output.line(ReportText(report, names: names, language: common.spoken).text)
        }
    }

    static func period(from: String?, to: String?) throws -> Period {
        guard let period = Period(from: from, to: to) else { throw CommandFailure.input(vi: "--from và --to là ngày như 2026-11-24, theo thứ tự", en: "--from and --to are days like 2026-11-24, in order") }
        return period
    }

    private static func compared(_ text: String) throws -> Period {
        guard let range = text.range(of: ".."), let period = Period(from: String(text[..<range.lowerBound]), to: String(text[range.upperBound...])) else {
            throw CommandFailure.input(vi: "--compare là hai ngày như 2026-01-01..2026-06-30, theo thứ tự", en: "--compare is two days like 2026-01-01..2026-06-30, in order")
        }
        return period
    }

    private func publish(_ report: PublicReport, _ names: ReportNames) throws {
        if let suppressions { try ReportFile.write(report.suppressionsCSV, to: suppressions) }
        if let html { try ReportFile.write(try ReportPage(report, names: names).html(), to: html) }
        if csv != nil || excel != nil { try write(ReportTables(report, names: names)) }
        switch common.format {
        case .json: Output.json(report.json)
        case .text: Output.line(ReportText(report, names: names, language: common.spoken).text)
        }
    }

    private func write(_ tables: ReportTables) throws {
        if let csv { try tables.write(intoFolder: csv) }
        if let excel { try Workbook(tables, language: common.spoken).write(replacing: excel) }
    }

    private func declaredTariffs() throws -> Tariffs? {
        guard let tariffs else { return nil }
        let text = try Input.text(tariffs)
        let (declared, findings) = TariffFile.reading(text, named: tariffs)
        let renderer = DiagnosticRenderer(language: common.spoken) { $0 == tariffs ? text : nil }
        for finding in findings { Output.error(renderer.text(for: finding)) }
        guard let declared else { throw CommandFailure.input(vi: "không đọc được '\(tariffs)'", en: "'\(tariffs)' cannot be read") }
        return declared
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

}

extension ReportNames {
    /// What forms and registers are called in a report.
    static func of(_ folder: DeclarationFolder) -> ReportNames {
        ReportNames(
            forms: Dictionary(uniqueKeysWithValues: folder.forms.map { ($0.key.rawValue, $0.value.title) }),
            connectors: Dictionary(uniqueKeysWithValues: folder.catalog.connectors.map { ($0.id.rawValue, $0.title) }),
            baselines: folder.measured.all.map { baseline in
                let state = folder.measured.state(of: baseline)
                return BaselineLine(
                    hash: folder.measured.hash(of: baseline), id: baseline.id, freeze: LocalizedText(vi: state.text(in: .vietnamese), en: state.text(in: .english)),
                    flags: folder.review(of: baseline).map(\.flag).filter(\.raisesCount).map(\.rawValue))
            })
    }
}

extension Report {
    /// The report, and beside it what the declarations know of each baseline it was measured against: the ledger has their hashes alone.
    fileprivate func json(with folder: DeclarationFolder, in language: Language) -> JSON {
        var object = json.object ?? [:]
        object["baselines"] = .array(Set(procedures.map(\.key.baseline)).sorted().map { hash in
            guard let baseline = folder.measured.baseline(of: hash) else { return ["contentHash": .string(hash), "freeze": ["state": "unknown"]] }
            return [
                "contentHash": .string(hash), "baseline": .string(baseline.id), "form": .string(baseline.form.rawValue),
                "freeze": folder.measured.state(of: baseline).json, "flags": .array(folder.review(of: baseline).map { $0.json(in: language) }),
            ]
        })
        return .object(object)
    }
}
