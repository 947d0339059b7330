import ArgumentParser
import Diagnostics
import Formats
import Storage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: said(
            vi: "Kiểm tra và xuất sổ cái.",
            en: "Checks and exports the ledger. | Kiểm tra và xuất sổ cái."), subcommands: [Verify.self, Export.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: said(
                vi: "Kiểm tra chuỗi băm của sổ cái.",
                en: "Recomputes the hash chain and names the first bad event. | Kiểm tra chuỗi băm của sổ cái."),
            discussion: said(
                vi: """
                    Mã thoát 1 khi có sự kiện không khớp.
                    """,
                en: """
                    Exit status 1 when an event does not fit.
                    """) + examples("""
                      onceonly ledger verify --store state
                    """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption

        func run() async throws {
            let result = try await SQLiteLedger(path: place.ledgerPath()).verify()
            switch speech.format {
            case .json: Output.json(result.json)
            case .text:
                Output.line(speech.spoken == .english
                    ? result.firstBad.map { "event \($0) does not fit; \(result.upTo) of \(result.events) events are good" } ?? "\(result.events) events, all good"
                    : result.firstBad.map { "sự kiện \($0) không khớp; \(result.upTo) trên \(result.events) sự kiện đúng" } ?? "\(result.events) sự kiện, đều đúng")
            }
            if !result.valid { throw ExitCode(1) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: said(
                vi: "Xuất từng sự kiện thành một dòng JSON.",
                en: "Writes every event as a line of JSON: what a recount reads. | Xuất từng sự kiện thành một dòng JSON."),
            discussion: examples(isAlone: true, """
                  onceonly ledger export --store state > events.jsonl
                """))

        @OptionGroup var place: StoreOption

        func run() async throws {
            for try await row in try SQLiteLedger(path: place.ledgerPath()).rows() { Output.line(row.exportLine) }
        }
    }
}
