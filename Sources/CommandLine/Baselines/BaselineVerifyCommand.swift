import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Receipts
import Sourcing
import Storage

struct BaselineVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: said(
            vi: "Tính lại mã băm và kiểm tra chữ ký chốt.",
            en: "Recomputes hashes and checks who signed what. | Tính lại mã băm và kiểm tra chữ ký chốt."),
        discussion: said(
            vi: """
                Mã thoát 1 khi có chữ ký không còn đúng; bản gốc chưa ký chỉ được nêu, trừ khi có --signed.
                --freezers: danh sách người chốt do kiểm toán giữ riêng. --store: sổ cái không được đếm theo bản gốc nào không còn ở đây.
                """,
            en: """
                Exit status 1 where a signature does not hold; a baseline without one is only told, unless --signed is given.
                --freezers: an auditor's own list of who may freeze. --store: the ledger counts against no baseline that is not here.
                """) + examples("""
                  onceonly baseline verify
                  onceonly baseline verify cu-tru-ct01 --signed
                  onceonly baseline verify --freezers audit/freezers.yaml --store state --format json
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã bản gốc; không nêu hoặc 'all' là tất cả.", en: "Ids of baselines; none, or 'all', is every one."))
    var ids: [String] = []

    @Option(name: .long, help: .said(vi: "Danh sách người chốt khác với FormSchemas/freezers.yaml.", en: "Another list of freezers than FormSchemas/freezers.yaml."))
    var freezers: String?

    @Option(name: .long, help: .said(vi: "Thư mục có sổ cái.", en: "The folder of a ledger."))
    var store: String?

    @Flag(name: .long, help: .said(vi: "Bản gốc chưa ký cũng là phát hiện.", en: "A baseline without a signature is a finding too."))
    var signed = false

    func run() async throws {
        let folder = try common.folder()
        let measured = try trusted(folder)
        let isAll = ids.isEmpty || ids == ["all"]
        let chosen = isAll ? measured.all : try ids.map(folder.requiredBaseline)
        let faults = measured.faults.filter { fault in isAll || ids.contains(fault.baseline) }
        let unknown = isAll ? try await unknownSeries(measured) : []
        switch common.format {
        case .json: Output.json(json(measured, chosen, faults, unknown, folder))
        case .text: tell(measured, chosen, faults, unknown, folder)
        }
        let isUnsigned = signed && chosen.contains { measured.state(of: $0) == .unsigned }
        if !faults.isEmpty || !unknown.isEmpty || isUnsigned { throw ExitCode(1) }
    }

    private func trusted(_ folder: DeclarationFolder) throws -> DeclaredBaselines {
        guard let freezers else { return folder.measured }
        let text = try Input.text(freezers)
        let (list, findings) = FreezerReader.freezers(text, file: freezers)
        guard !findings.hasErrors else {
            let renderer = DiagnosticRenderer(language: common.spoken) { $0 == freezers ? text : nil }
            for finding in findings { Output.error(renderer.text(for: finding)) }
            throw CommandFailure.input(vi: "không đọc được '\(freezers)'", en: "'\(freezers)' cannot be read")
        }
        return folder.measured(trusting: list)
    }

    /// Series of the ledger whose baseline is not here as it was: their figures have nothing to stand on.
    private func unknownSeries(_ measured: DeclaredBaselines) async throws -> [Series] {
        guard let store else { return [] }
        var dossiers: [Series.Name: Set<String>] = [:]
        for try await row in try SQLiteLedger(path: StoreOption.ledgerPath(in: store)).rows() {
            let entry = try row.entry()
            guard case .submitted(let fact) = entry.fact, measured.baseline(of: fact.baseline) == nil else { continue }
            dossiers[Series.Name(form: fact.form, baseline: fact.baseline), default: []].insert(entry.dossier)
        }
        return dossiers.map { Series(name: $0.key, dossiers: $0.value.count) }.sorted { ($0.name.form, $0.name.baseline) < ($1.name.form, $1.name.baseline) }
    }

    struct Series {
        struct Name: Hashable { let form, baseline: String }

        let name: Name
        let dossiers: Int
    }

    private func tell(_ measured: DeclaredBaselines, _ chosen: [Baseline], _ faults: [DeclaredBaselines.Finding], _ unknown: [Series], _ folder: DeclarationFolder) {
        let language = common.spoken
        for fault in faults { Output.error(fault.text(in: language)) }
        for finding in chosen.flatMap({ folder.review(of: $0) }) where finding.flag.raisesCount { Output.error(finding.text(in: language)) }
        for series in unknown {
            Output.error(language == .english
                ? "error unknown-series \(series.name.form): the ledger counts against \(series.name.baseline), which no baseline here has"
                : "lỗi unknown-series \(series.name.form): sổ cái đếm theo \(series.name.baseline) mà không bản gốc nào ở đây có")
        }
        for baseline in chosen { Output.line("\(baseline.id): \(measured.state(of: baseline).text(in: language))") }
    }

    private func json(_ measured: DeclaredBaselines, _ chosen: [Baseline], _ faults: [DeclaredBaselines.Finding], _ unknown: [Series], _ folder: DeclarationFolder) -> JSON {
        let language = common.spoken
        return [
            "schema": "onceonly/baseline-verify/1",
            "baselines": .array(chosen.map { baseline in
                [
                    "baseline": .string(baseline.id), "form": .string(baseline.form.rawValue), "status": .string(baseline.status.rawValue),
                    "contentHash": .string(measured.hash(of: baseline)), "freeze": measured.state(of: baseline).json,
                    "flags": .array(folder.review(of: baseline).map { $0.json(in: language) }),
                ]
            }),
            "findings": .array(faults.map { fault in
                [
                    "code": .string(fault.fault.rawValue), "baseline": .string(fault.baseline), "file": .string(fault.position.file),
                    "line": .number("\(fault.position.line)"), "column": .number("\(fault.position.column)"), "message": .string(fault.fault.words.text(in: language)),
                ]
            }),
            "unknownSeries": .array(unknown.map { ["form": .string($0.name.form), "baseline": .string($0.name.baseline), "dossiers": .number("\($0.dossiers)")] }),
        ]
    }
}
