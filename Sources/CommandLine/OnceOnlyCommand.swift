import ArgumentParser
import Foundation

/// The program. Exit status 0 done, 1 findings, 2 bad usage or input, 3 a source failed.
@main
struct OnceOnlyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onceonly",
        abstract: "Fills forms from registers, explains what is still asked, and counts the cut. | Điền sẵn biểu mẫu từ các sổ, giải thích điều còn hỏi, và đo mức cắt giảm.",
        discussion: """
            Examples:
              onceonly lint
              onceonly coverage cu-tru-ct01
              onceonly sandbox generate --people 500 --seed 1 --out province
              onceonly prefill --form cu-tru-ct01 --subject 015090000123 --sandbox province
              onceonly report --store state
            """,
        version: "0.1.0",
        subcommands: [
            LintCommand.self, CoverageCommand.self, PrefillCommand.self, SubmitCommand.self, ReportCommand.self, LedgerCommand.self,
            SandboxCommand.self, DemoCommand.self, FeelCommand.self, JSONPathCommand.self, JSONCommand.self, XMLCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch let failure as CommandFailure {
            Output.error(failure.description)
            Foundation.exit(failure.status)
        } catch {
            let code = exitCode(for: error)
            if code.isSuccess {
                print(fullMessage(for: error))
            } else {
                Output.error(fullMessage(for: error))
            }
            // The argument library's own code for bad usage is 64; ours is 2.
            Foundation.exit(code.isSuccess ? 0 : 2)
        }
    }
}

/// A command that cannot go on, with the exit status that says why.
struct CommandFailure: Error, CustomStringConvertible {
    let status: Int32
    let description: String

    static func input(_ text: String) -> CommandFailure { CommandFailure(status: 2, description: text) }
    static func source(_ text: String) -> CommandFailure { CommandFailure(status: 3, description: text) }
}
