import ArgumentParser
import Diagnostics
import Formats
import Foundation
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "A synthetic province: people nobody is, registers that answer. | Tỉnh giả lập.",
        subcommands: [Generate.self, Serve.self])

    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "generate",
            abstract: "Writes the registers, truth.jsonl, links.jsonl and people.jsonl; the same seed gives the same bytes. | Sinh các sổ giả lập.",
            discussion: """
                Registers are as imperfect as real ones unless told otherwise. Each imperfection, its usual share, and what happens:
                \(Imperfection.allCases.map { "  \($0.rawValue)=\($0.usualRate): \($0.summary)" }.joined(separator: "\n"))

                Examples:
                  onceonly sandbox generate --people 2000 --seed 1 --out province
                  onceonly sandbox generate --imperfect none --out province
                  onceonly sandbox generate --imperfect all,stale=0.5,filler=0 --out province
                  onceonly sandbox generate --imperfect capitals,old-commune=1 --out province
                """)

        @Option(name: .long, help: "How many people, 1 to 1,000,000.")
        var people = 2_000

        @Option(name: .long, help: "Any whole number.")
        var seed: UInt64 = 1

        @Option(name: .long, help: "The folder to write; an earlier province there is replaced.")
        var out: String

        @Option(name: .long, help: "The day the province is as it is.")
        var asOf = "2026-11-24"

        @Option(name: .long, help: "all, none, or imperfections as NAME or NAME=SHARE, with commas between; later ones win.")
        var imperfect = "all"

        @OptionGroup var speech: SpeechOptions

        func run() throws {
            let options = ProvinceOptions(people: people, seed: seed, asOf: asOf, rates: try ProvinceRates(imperfect: imperfect))
            let summary = try ProvinceGenerator.generate(options, into: out) { Output.error($0) }
            switch speech.format {
            case .json:
                Output.json([
                    "schema": "onceonly/sandbox/1", "out": .string(out), "people": .number("\(summary.people)"), "households": .number("\(summary.households)"),
                    "parcels": .number("\(summary.parcels)"), "companies": .number("\(summary.companies)"), "facts": .number("\(summary.truthLines)"),
                ])
            case .text:
                Output.line(speech.spoken == .english
                    ? "\(out): \(summary.people) people, \(summary.households) households, \(summary.parcels) parcels, \(summary.companies) companies, \(summary.truthLines) facts"
                    : "\(out): \(summary.people) người, \(summary.households) hộ, \(summary.parcels) thửa đất, \(summary.companies) doanh nghiệp, \(summary.truthLines) dữ kiện")
            }
        }
    }

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Lets a generated province's registers answer on loopback until interrupted. | Cho các sổ giả lập trả lời.",
            discussion: """
                Prints the variables connector manifests refer to, as shell exports.

                A register may be told to misbehave, in one way at a time. Each way, and what whoever asks gets to see:
                \(Misbehaviour.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))
                Registers: \(Misbehaviours.registers.joined(separator: ", ")).

                Examples:
                  onceonly sandbox serve province --port 8085
                  onceonly sandbox serve province --misbehave population=silent
                  onceonly sandbox serve province --misbehave land=slow,business=wrong-subject --delay 5000
                """)

        @Argument(help: "A folder that sandbox generate wrote.")
        var province: String

        @Option(name: .long, help: "0 lets the system choose.")
        var port = 0

        @Option(name: .long, help: "Registers that misbehave, as REGISTER=MISBEHAVIOUR, with commas between.")
        var misbehave = ""

        @Option(name: .long, help: "Milliseconds a slow register takes.")
        var delay = 3_000

        func run() async throws {
            let misbehaviours = try Misbehaviours(parsing: misbehave, delay: .milliseconds(max(0, delay)))
            let server = try ProvinceServer(directory: URL(filePath: province, directoryHint: .isDirectory), misbehaving: misbehaviours)
            try await server.run(port: port) { variables in
                for (name, value) in variables.sorted(by: { $0.key < $1.key }) { Output.line("export \(name)='\(value)'") }
            }
        }
    }
}
