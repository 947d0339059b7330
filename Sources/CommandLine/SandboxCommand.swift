import ArgumentParser
import Diagnostics
import Formats
import Foundation
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: said(vi: "Tỉnh giả lập.", en: "A synthetic province: people nobody is, registers that answer. | Tỉnh giả lập."),
        subcommands: [Generate.self, Serve.self])

    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "generate",
            abstract: said(
                vi: "Sinh các sổ giả lập.",
                en: "Writes the registers, truth.jsonl, links.jsonl and people.jsonl; the same seed gives the same bytes. | Sinh các sổ giả lập."),
            discussion: said(
                vi: "Các sổ có khiếm khuyết như thật, trừ khi nói khác. Mỗi khiếm khuyết, tỷ lệ thường gặp, và điều xảy ra:",
                en: "Registers are as imperfect as real ones unless told otherwise. Each imperfection, its usual share, and what happens:")
                + Imperfection.allCases.map { "\n  \($0.rawValue)=\($0.usualRate): \($0.summary.text(in: .spoken))" }.joined()
                + examples("""
                  onceonly sandbox generate --people 2000 --seed 1 --out province
                  onceonly sandbox generate --imperfect none --out province
                  onceonly sandbox generate --imperfect all,stale=0.5,filler=0 --out province
                  onceonly sandbox generate --imperfect capitals,old-commune=1 --out province
                """))

        @Option(
            name: .long, parsing: .unconditional, help: .said(vi: "Bao nhiêu người, 1 đến 1.000.000.", en: "How many people, 1 to 1,000,000."),
            transform: WholeNumber.from(1...1_000_000))
        var people: Int = 2_000

        @Option(
            name: .long, parsing: .unconditional, help: .said(vi: "Số nguyên không âm bất kỳ.", en: "Any whole number from 0."),
            transform: WholeNumber.from(0...UInt64.max))
        var seed: UInt64 = 1

        @Option(name: .long, help: .said(vi: "Thư mục để ghi; tỉnh cũ ở đó được thay mới.", en: "The folder to write; an earlier province there is replaced."))
        var out: String

        @Option(name: .long, help: .said(vi: "Ngày mà tỉnh được ghi lại.", en: "The day the province is as it is."))
        var asOf = "2026-11-24"

        @Option(name: .long, help: .said(
            vi: "all, none, hoặc các khiếm khuyết dạng TÊN hay TÊN=TỶ LỆ, cách nhau bằng dấu phẩy; mục sau thắng.",
            en: "all, none, or imperfections as NAME or NAME=SHARE, with commas between; later ones win."))
        var imperfect = "all"

        @OptionGroup var speech: SpeechOptions

        func run() throws {
            let options = ProvinceOptions(people: people, seed: seed, asOf: asOf, rates: try ProvinceRates(imperfect: imperfect))
            let summary = try ProvinceGenerator.generate(options, into: out) { [people] made in
                Output.error(said(vi: "đã sinh \(made) trên \(people) người", en: "\(made) of \(people) people"))
            }
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
            abstract: said(
                vi: "Cho các sổ giả lập trả lời.",
                en: "Lets a generated province's registers answer on loopback until interrupted. | Cho các sổ giả lập trả lời."),
            discussion: said(
                vi: """
                    In ra các biến mà tệp khai báo kết nối nhắc đến, dạng lệnh export của shell.

                    Có thể bảo một sổ trục trặc, mỗi lúc một kiểu. Từng kiểu, và điều bên hỏi nhận được:
                    \(Misbehaviour.allCases.map { "  \($0.rawValue): \($0.summary.text(in: .vietnamese))" }.joined(separator: "\n"))
                    Các sổ: \(Misbehaviours.registers.joined(separator: ", ")).
                    """,
                en: """
                    Prints the variables connector manifests refer to, as shell exports.

                    A register may be told to misbehave, in one way at a time. Each way, and what whoever asks gets to see:
                    \(Misbehaviour.allCases.map { "  \($0.rawValue): \($0.summary.text(in: .english))" }.joined(separator: "\n"))
                    Registers: \(Misbehaviours.registers.joined(separator: ", ")).
                    """) + examples("""
                  onceonly sandbox serve province --port 8085
                  onceonly sandbox serve province --misbehave population=silent
                  onceonly sandbox serve province --misbehave land=slow,business=wrong-subject --delay 5000
                """))

        @Argument(help: .said(vi: "Thư mục do sandbox generate ghi.", en: "A folder that sandbox generate wrote."))
        var province: String

        @Option(
            name: .long, parsing: .unconditional, help: .said(vi: "0 để hệ thống tự chọn, đến 65535.", en: "0 lets the system choose, up to 65535."),
            transform: WholeNumber.from(0...65_535))
        var port: Int = 0

        @Option(name: .long, help: .said(
            vi: "Sổ nào trục trặc, dạng SỔ=KIỂU, cách nhau bằng dấu phẩy.",
            en: "Registers that misbehave, as REGISTER=MISBEHAVIOUR, with commas between."))
        var misbehave = ""

        @Option(
            name: .long, parsing: .unconditional, help: .said(vi: "Sổ chậm mất bao nhiêu mili giây, đến 3600000.", en: "Milliseconds a slow register takes, up to 3600000."),
            transform: WholeNumber.from(0...3_600_000))
        var delay: Int = 3_000

        func run() async throws {
            let misbehaviours = try Misbehaviours(parsing: misbehave, delay: .milliseconds(delay))
            let server = try ProvinceServer(directory: URL(filePath: province, directoryHint: .isDirectory), misbehaving: misbehaviours)
            try await server.run(port: port) { variables in
                for (name, value) in variables.sorted(by: { $0.key < $1.key }) { Output.line("export \(name)='\(value)'") }
            }
        }
    }
}
