import ArgumentParser
import Foundation
import Formats
import Storage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Checks and exports the ledger. | Kiểm tra và xuất sổ cái.", subcommands: [Verify.self, Export.self])

    static func ledger(_ store: String) throws -> SQLiteLedger {
        let path = store + "/ledger.sqlite"
        guard FileManager.default.fileExists(atPath: path) else { throw CommandFailure.input("there is no ledger in '\(store)'") }
        return try SQLiteLedger(path: path)
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recomputes the hash chain and names the first bad event.",
            discussion: """
                Exit status 1 when an event does not fit.

                Example:
                  onceonly ledger verify --store state
                """)

        @OptionGroup var common: CommonOptions

        @Option(name: .long, help: "The folder for keys, dossiers and ledger.")
        var store = ".onceonly"

        func run() async throws {
            let result = try await LedgerCommand.ledger(store).verify()
            switch common.format {
            case .json: Output.json(result.json)
            case .text:
                Output.line(result.firstBad.map { "event \($0) does not fit; \(result.upTo) of \(result.events) events are good" } ?? "\(result.events) events, all good")
            }
            if !result.valid { throw ExitCode(1) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Writes every event as a line of JSON: what a recount reads.")

        @Option(name: .long, help: "The folder for keys, dossiers and ledger.")
        var store = ".onceonly"

        func run() async throws {
            for try await row in try LedgerCommand.ledger(store).rows() { Output.line(row.exportLine) }
        }
    }
}
