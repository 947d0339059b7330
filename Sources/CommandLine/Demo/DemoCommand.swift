import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Prefill
import Reports
import Sandbox
import Sourcing
import Storage

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: said(
            vi: "Chạy thử toàn bộ trên tỉnh giả lập.",
            en: "The whole road on a synthetic province: registers, dossiers, submissions, report. | Chạy thử toàn bộ trên tỉnh giả lập."),
        discussion: said(
            vi: """
                Mọi thứ đều là giả lập, và được ghi rõ như vậy. Một phần người nộp quay lại làm thủ tục nữa: giấy đã nhận và kết quả đã cấp
                lần trước được tìm thấy trong kho giấy tờ. Kết thúc bằng hai bảng, mỗi biểu mẫu một dòng: các ô được điền
                từ đâu theo thiết kế, và người nộp giả lập còn phải khai gì. Trang được nêu tên có đủ mọi con số.
                """,
            en: """
                Everything it shows is simulated, and says so. Some applicants come a second time: the papers that were accepted and the
                result that was issued the first time are found in the document store. Ends with two tables, a line per form: what fills its fields by
                design, and what the simulated applicants had to declare. The page it names has every figure.
                """) + examples("""
                  onceonly demo --dossiers 300 --out demo
                """))

    @OptionGroup var common: CommonOptions

    @Option(name: .long, help: .said(
        vi: "Thư mục cho tỉnh, hồ sơ và báo cáo; mỗi lần chạy được thay mới.",
        en: "The folder for province, dossiers and report; replaced by every run."))
    var out = ".demo"

    @Option(
        name: .long, parsing: .unconditional, help: .said(vi: "Tỉnh có bao nhiêu người, 1 đến 1.000.000.", en: "How many people the province has, 1 to 1,000,000."),
        transform: WholeNumber.from(1...1_000_000))
    var people: Int = 1_200

    @Option(
        name: .long, parsing: .unconditional, help: .said(vi: "Mở bao nhiêu hồ sơ, tính trên mọi biểu mẫu.", en: "How many dossiers to open, over all forms."),
        transform: WholeNumber.from(1...1_000_000))
    var dossiers: Int = 560

    @Option(
        name: .long, parsing: .unconditional, help: .said(vi: "Hạt giống của tỉnh và người nộp.", en: "Seeds province and applicants."),
        transform: WholeNumber.from(0...UInt64.max))
    var seed: UInt64 = 1

    func run() async throws {
        let folder = try common.folder()
        let start = ContinuousClock.now
        let store = out + "/store"
        try checkOwn(store)
        say("1/4 tỉnh giả lập: \(people) người, hạt giống \(seed)", "1/4 province (simulated): \(people) people, seed \(seed)")
        let province = URL(filePath: out, directoryHint: .isDirectory).appending(path: "province")
        try ProvinceGenerator.generate(ProvinceOptions(people: people, seed: seed), into: province)
        // Keys and ledger of an earlier or interrupted run belong to a province that is gone.
        if FileManager.default.fileExists(atPath: store) { try FileManager.default.removeItem(atPath: store) }
        let applicants = try Applicants.read(province.appending(path: "people.jsonl"), forms: folder.checked.keys.sorted(), limit: dossiers, vocabulary: folder.catalog.vocabulary)
        let outcome = try await ProvinceServer.serving(province) { variables in
            say("2/4 các sổ trả lời trên máy này", "2/4 registers answer on loopback")
            let service = try IntakeService(folder, variables: variables, store: store, keepsDocuments: true, surroundings: .init(isSimulated: true))
            say("3/4 \(applicants.count) hồ sơ trên \(folder.checked.count) biểu mẫu", "3/4 \(applicants.count) dossiers over \(folder.checked.count) forms")
            let first = try await filed(applicants, with: service)
            let office = try SimulatedOffice(service: service, catalog: folder.catalog, trust: province.path + "/trust")
            let again = try await office.served(zip(applicants, first).map { ($0, $1) }, seed: seed)
            say("    \(again.count) người quay lại làm thủ tục thứ hai", "    \(again.count) citizens come for a second procedure")
            let outcome = Outcome(first + (try await filed(again, with: service, after: first.count)))
            await service.close()
            return outcome
        }
        try await report(outcome, folder, store: store)
        let seconds = (ContinuousClock.now - start).components.seconds
        say("xong sau \(seconds) giây", "done in \(seconds) s")
    }

    /// What stands in the folder is removed only where an earlier run left it: beside its province, and nothing else in it.
    private func checkOwn(_ store: String) throws {
        let files = FileManager.default
        let isOfDemo = files.fileExists(atPath: out + "/province/province.json")
        let isForeign = files.fileExists(atPath: store) && (!isOfDemo || !IntakeService.isStore(store))
        let isReportForeign = !isOfDemo && ["report.html", "report.json"].contains { files.fileExists(atPath: out + "/" + $0) }
        guard isForeign || isReportForeign else { return }
        throw CommandFailure.input(
            vi: "trong '\(out)' có tệp không do 'demo' ghi, và lần chạy này sẽ xóa chúng; hãy chọn thư mục khác bằng --out",
            en: "'\(out)' holds files that no demo wrote, and this run would remove them; choose another folder with --out")
    }

    /// Progress, on standard error.
    private func say(_ vietnamese: String, _ english: String) { Output.error(common.spoken == .english ? english : vietnamese) }

    struct Outcome: Sendable {
        var accepted = 0
        var refused: [String: Int] = [:]

        init(_ filed: [SimulatedFiling.Filed]) {
            for dossier in filed {
                if dossier.violations.isEmpty { accepted += 1 }
                for violation in dossier.violations { refused[violation, default: 0] += 1 }
            }
        }
    }

    /// Dossiers run a few at a time, as at a busy office; results do not depend on the order.
    ///
    /// - Parameter number: of dossiers filed before.
    /// - Returns: in the order of the applicants.
    private func filed(_ applicants: [Applicant], with service: IntakeService, after number: Int = 0) async throws -> [SimulatedFiling.Filed] {
        let seed = self.seed
        return try await withThrowingTaskGroup(of: (Int, SimulatedFiling.Filed).self) { group in
            var filed: [(place: Int, dossier: SimulatedFiling.Filed)] = [], next = 0
            func start() {
                guard next < applicants.count else { return }
                let (applicant, place) = (applicants[next], next)
                next += 1
                group.addTask { (place, try await SimulatedFiling(applicant: applicant, service: service, seed: seed &* 1_000_003 &+ UInt64(number + place)).run()) }
            }
            for _ in 0..<8 { start() }
            while let (place, dossier) = try await group.next() {
                filed.append((place, dossier))
                if filed.count % 60 == 0 { Output.error("    \(filed.count)/\(applicants.count)") }
                start()
            }
            return filed.sorted { $0.place < $1.place }.map(\.dossier)
        }
    }

    private func report(_ outcome: Outcome, _ folder: DeclarationFolder, store: String) async throws {
        let refused = outcome.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        say(
            "4/4 báo cáo: nhận \(outcome.accepted) hồ sơ" + (refused.isEmpty ? "" : ", từ chối: \(refused)"),
            "4/4 report: \(outcome.accepted) accepted" + (refused.isEmpty ? "" : ", refused: \(refused)"))
        let ledger = try SQLiteLedger(path: store + "/ledger.sqlite")
        let verified = try await ledger.verify()
        let report = Report(of: try await ledger.folded())
        let names = ReportNames.of(folder)
        let page = out + "/report.html"
        try Data(try ReportPage(report, names: names).html().utf8).write(to: URL(filePath: page), options: .atomic)
        try Data((report.json.serialized(.pretty) + "\n").utf8).write(to: URL(filePath: out + "/report.json"), options: .atomic)
        let coverages = folder.checked.sorted { $0.key < $1.key }.map { SourcingGraph($0.value).coverage() }
        let isEnglish = common.spoken == .english
        Output.line(isEnglish ? "What fills the fields, by design" : "Nguồn điền các ô, theo thiết kế")
        Output.line(DesignTable(coverages, folder).text(in: common.spoken) + "\n")
        Output.line(ReportText(report, names: names, language: common.spoken).summary)
        Output.line("")
        let chain = verified.firstBad.map { isEnglish ? "BROKEN at \($0)" : "HỎNG từ \($0)" } ?? (isEnglish ? "valid" : "hợp lệ")
        Output.line(isEnglish ? "ledger: \(verified.events) events, \(chain)" : "sổ cái: \(verified.events) sự kiện, \(chain)")
        Output.line(isEnglish ? "report: \(page)" : "báo cáo: \(page)")
        if outcome.accepted == 0 || !verified.valid { throw ExitCode(1) }
    }
}
