import ArgumentParser
import Diagnostics
import Formats
import Measurement
import Reports
import Storage

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: said(
            vi: "Rút hồ sơ để người kiểm toán đếm lại bằng tay.",
            en: "Draws dossiers for an auditor to recount by hand. | Rút hồ sơ để người kiểm toán đếm lại bằng tay."),
        subcommands: [Sample.self])

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    struct Sample: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sample", abstract: said(
                vi: "Một mẫu ngẫu nhiên: bản gốc, đường đi và quy tắc của từng thông tin.",
                en: "A random sample: baseline, path and the rule for each atom. | Một mẫu ngẫu nhiên để đếm lại."),
            discussion: said(
                vi: """
                    Chỉ từ các sự kiện của sổ cái: mã và số đếm, không có giá trị của ai. Cùng sổ cái và hạt giống cho cùng mẫu.
                    """,
                en: """
                    From the ledger's events alone: codes and counts, nobody's values. The same ledger and seed give the same sample.
                    """) + examples("""
                      onceonly audit sample --n 200 --seed 2026
                      onceonly audit sample --n 200 --seed 2026 --from 2026-01-01 --to 2026-12-31 --format csv > sample.csv
                    """))

        @OptionGroup var folder: FolderOptions

        @OptionGroup var tongue: LanguageOptions

        @OptionGroup var place: StoreOption

        @Option(name: .customLong("n"), help: .said(vi: "Số hồ sơ.", en: "How many dossiers."))
        var count = 200

        @Option(name: .long, help: .said(vi: "Hạt giống của phép rút; được in lại trong kết quả.", en: "Seed of the draw; printed in the output."))
        var seed: UInt64

        @Option(name: .long, help: .said(vi: "Ngày đầu, tính theo ngày nộp, như 2026-01-01.", en: "First day, by submission, like 2026-01-01."))
        var from: String?

        @Option(name: .long, help: .said(vi: "Ngày cuối, kể cả ngày đó.", en: "Last day, itself included."))
        var to: String?

        @Option(name: .long, help: .said(vi: "text cho người đọc, json cho chương trình, csv cho bảng tính.", en: "text for people, json for programs, csv for spreadsheets."))
        var format = Format.text

        func run() async throws {
            guard count > 0 else { throw CommandFailure.input(vi: "--n là số từ 1", en: "--n is a number from 1") }
            let period = try ReportCommand.period(from: from, to: to)
            let fold = try await SQLiteLedger(path: place.ledgerPath()).foldedTelling(over: [period], in: tongue.spoken)
            let sample = AuditSample(of: fold, count: count, seed: seed)
            switch format {
            case .json: Output.json(sample.json)
            case .csv: Output.text(try sample.table.serialized())
            case .text:
                Output.line(AuditText(sample, names: ReportNames.of(try folder.read()), language: tongue.spoken).text)
            }
        }
    }
}
