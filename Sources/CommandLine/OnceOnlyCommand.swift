import ArgumentParser
import Diagnostics
import Foundation

/// The program. Exit status 0 done, 1 findings, 2 bad usage or input, 3 a source failed.
@main
struct OnceOnlyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onceonly",
        abstract: said(
            vi: "Điền sẵn biểu mẫu từ các sổ, giải thích điều còn hỏi, và đo mức cắt giảm.",
            en: "Fills forms from registers, explains what is still asked, and counts the cut. | Điền sẵn biểu mẫu từ các sổ, giải thích điều còn hỏi, và đo mức cắt giảm."),
        discussion: said(
            vi: "Mã thoát: 0 xong, 1 có phát hiện, 2 gọi sai hoặc đầu vào sai, 3 một sổ không trả lời được.",
            en: "Exit status: 0 done, 1 findings, 2 bad usage or input, 3 a register failed.") + examples("""
                  onceonly lint
                  onceonly coverage cu-tru-ct01
                  onceonly sandbox generate --people 500 --seed 1 --out province
                  onceonly prefill --form cu-tru-ct01 --subject @key.txt --sandbox province
                  onceonly report --store state
                """),
        version: "0.1.0",
        subcommands: [
            LintCommand.self, CoverageCommand.self, ExplainCommand.self, DiffCommand.self, SchemaCommand.self, PrefillCommand.self, SubmitCommand.self,
            DossierCommand.self, PrintCommand.self, ReportCommand.self, AuditCommand.self, BaselineCommand.self, LedgerCommand.self, KeysCommand.self, DocumentsCommand.self,
            ConnectorCommand.self, SandboxCommand.self, DemoCommand.self,
            FeelCommand.self, JSONPathCommand.self, JSONCommand.self, XMLCommand.self,
        ])

    static func main() async {
        do {
            try checkCommandNames(CommandLine.arguments.dropFirst())
            var command = try parseAsRoot(FeelCommand.arguments(Array(CommandLine.arguments.dropFirst())))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch {
            if let failure = CommandFailure(error) {
                Output.error(failure.description)
                Foundation.exit(failure.status)
            }
            let isSuccess = exitCode(for: error).isSuccess
            let message = ArgumentWords.spoken(fullMessage(for: error))
            if isSuccess { Output.line(message) } else { Output.error(message) }
            // The argument library's own code for bad usage is 64; ours is 2.
            Foundation.exit(isSuccess ? 0 : 2)
        }
    }

    /// A misspelled command is told as such; the argument library would blame the first option after it.
    private static func checkCommandNames(_ words: some Sequence<String>) throws {
        var command: any ParsableCommand.Type = Self.self
        for word in words {
            let commands = command.configuration.subcommands
            if commands.isEmpty || word.hasPrefix("-") || word == "help" { return }
            if let next = commands.first(where: { $0.configuration.commandName == word }) {
                command = next
                continue
            }
            let known = commands.compactMap { $0.configuration.commandName }
            let near = nearest(to: word, among: known)
            throw CommandFailure.input(
                vi: "không có lệnh '\(word)'" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(known.joined(separator: ", "))"),
                en: "no command '\(word)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(known.joined(separator: ", "))"))
        }
    }
}
