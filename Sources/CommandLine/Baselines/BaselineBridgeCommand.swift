import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Measurement
import OnceOnly
import Reports
import Sourcing
import Vocabulary
import Storage

struct BaselineBridgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: said(
            vi: "Bảng nối hai chuỗi số liệu của một biểu mẫu.",
            en: "The table that bridges two series of one form: both figures. | Bảng nối hai chuỗi số liệu của một biểu mẫu."),
        discussion: said(
            vi: """
                Hồ sơ nộp sau khi thay bản gốc được phát lại trên cả hai bản gốc lúc nộp, với cùng câu trả lời. Số của hai chuỗi không
                được so sánh với nhau cách nào khác. Phần "theo thiết kế" tính từ khai báo, không phải số quan sát được.
                """,
            en: """
                Dossiers submitted since the baseline was replaced were replayed on both at submission, with the same answers. Figures
                of two series are compared in no other way. The part "by design" comes from the declarations and was not observed.
                """) + examples("""
                  onceonly baseline bridge cu-tru-ct01 cu-tru-ct01-2027 --store state
                """))

    @OptionGroup var common: CommonOptions

    @OptionGroup var place: StoreOption

    @Argument(help: .said(vi: "Bản gốc cũ.", en: "The replaced baseline."))
    var old: String

    @Argument(help: .said(vi: "Bản gốc mới.", en: "The baseline that replaces it."))
    var new: String

    func run() async throws {
        let folder = try common.folder()
        let (before, after) = (try folder.requiredBaseline(old), try folder.requiredBaseline(new))
        let (oldHash, newHash) = (folder.measured.hash(of: before), folder.measured.hash(of: after))
        guard after.replaces == before.id, after.form == before.form else {
            throw CommandFailure.input(vi: "'\(new)' không thay '\(old)'", en: "'\(new)' does not replace '\(old)'")
        }
        guard oldHash != newHash else {
            throw CommandFailure.input(vi: "hai bản gốc có cùng nội dung: không có gì để nối", en: "both baselines have the same content: there is nothing to bridge")
        }
        let fold = try await SQLiteLedger(path: place.ledgerPath()).foldedTelling(in: common.spoken)
        let bridge = BaselineBridge(of: fold, form: before.form.rawValue, old: oldHash, new: newHash, attested: folder.measured.attested)
        let text = BridgeText(bridge: bridge, old: before, new: after, folder: folder, language: common.spoken)
        switch common.format {
        case .json: Output.json(text.json)
        case .text: Output.line(text.text)
        }
    }
}

/// A bridge as people and programs read it.
struct BridgeText {
    let bridge: BaselineBridge
    let old: Baseline
    let new: Baseline
    let folder: DeclarationFolder
    let language: Language

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    /// What each baseline can demand, from the declarations.
    private var byDesign: (old: Int, new: Int, added: [String], dropped: [String]) {
        let review = BaselineReview(of: nil, in: folder.catalog)
        let (before, after) = (Set(review.demanded(by: old).keys), Set(review.demanded(by: new).keys))
        return (before.count, after.count, after.subtracting(before).sorted().map(\.description), before.subtracting(after).sorted().map(\.description))
    }

    var text: String {
        let sides = [
            (say("bản gốc cũ, biểu mẫu cũ", "old baseline, old form"), bridge.oldOnOld), (say("bản gốc cũ, biểu mẫu mới", "old baseline, new form"), bridge.oldOnNew),
            (say("bản gốc mới, biểu mẫu mới", "new baseline, new form"), bridge.newOnNew),
        ]
        let rows = sides.map { name, side -> TextTable.Row in
            let (strict, answered) = (side.figures?.strict, side.figures?.answered)
            let withheld = say("giữ lại", "withheld")
            func percent(_ ratio: Double?) -> String { side.withheldBy.isEmpty ? Quantity.percent(ratio).text(in: language) : withheld }
            func facts(_ count: Int?) -> String { side.withheldBy.isEmpty ? count.map { "\($0)" } ?? "·" : withheld }
            return TextTable.Row(cells: [
                name, count(side.dossiers), side.versions.joined(separator: ", "), facts(strict?.demanded), facts(strict?.given),
                percent(strict?.low.macro), percent(strict?.low.weighted), percent(strict?.high.weighted), percent(answered?.low.weighted),
            ])
        }
        let table = TextTable(columns: [
            (say("Đo trên", "Measured on"), false), (say("Hồ sơ", "Dossiers"), true), (say("Phiên bản", "Versions"), false), ("B", true), ("A", true),
            (say("Giảm, bình quân", "Less, mean"), true), (say("theo khối lượng", "by volume"), true), (say("cận cao", "high reading"), true), (say("đã trả lời", "answered"), true),
        ], rows: rows)
        var lines = ["\(old.id) → \(new.id) (\(new.form))"]
        if bridge.isSimulated { lines.append(say("MÔ PHỎNG", "SIMULATED")) }
        if !bridge.flags.isEmpty {
            let codes = bridge.flags.map(\.rawValue).joined(separator: ", ")
            lines.append(say("⚑ Báo cáo của sổ này phất cờ về hai chuỗi: \(codes) (docs/integrity.md)", "⚑ A report of this ledger raises flags over these series: \(codes) (docs/integrity.md)"))
        }
        lines += ["", table.text, ""] + observed
        if bridge.notReplayed > 0 {
            lines.append(say("\(count(bridge.notReplayed)) hồ sơ của chuỗi mới không được phát lại trên bản gốc cũ", "\(count(bridge.notReplayed)) dossiers of the new series were not replayed on the old baseline"))
        }
        return (lines + ["", designed]).joined(separator: "\n")
    }

    private func count(_ dossiers: Int) -> String { SmallCells.isTold(dossiers) ? "\(dossiers)" : "<\(SmallCells.least)" }

    /// What the two changes are each worth, where both sides are told.
    private var observed: [String] {
        func points(_ a: BaselineBridge.Side, _ b: BaselineBridge.Side) -> String? {
            guard let x = a.figures?.strict.low.weighted, let y = b.figures?.strict.low.weighted else { return nil }
            return Quantity.percent(y - x).text(in: language)
        }
        return [
            points(bridge.oldOnOld, bridge.oldOnNew).map { say("Theo cùng bản gốc cũ, biểu mẫu và người nộp làm đổi: \($0)", "By the old baseline on both, form and applicants changed it by: \($0)") },
            points(bridge.oldOnNew, bridge.newOnNew).map { say("Trên cùng hồ sơ, riêng bản gốc mới làm đổi: \($0)", "On the same dossiers, the new baseline alone changed it by: \($0)") },
        ].compactMap(\.self)
    }

    private var designed: String {
        let design = byDesign
        func list(_ atoms: [String]) -> String { atoms.isEmpty ? say("không có", "none") : atoms.joined(separator: ", ") }
        return [
            say("Theo thiết kế (không phải số quan sát): bắt buộc nhiều nhất \(design.old) → \(design.new) thông tin", "By design (not observed): at most \(design.old) → \(design.new) facts demanded"),
            "  " + say("thêm", "added") + ": " + list(design.added), "  " + say("bớt", "dropped") + ": " + list(design.dropped),
        ].joined(separator: "\n")
    }

    var json: JSON {
        let design = byDesign
        func side(_ baseline: Baseline) -> JSON {
            [
                "baseline": .string(baseline.id), "contentHash": .string(folder.measured.hash(of: baseline)), "status": .string(baseline.status.rawValue),
                "freeze": folder.measured.state(of: baseline).json,
            ]
        }
        return [
            "schema": "onceonly/baseline-bridge/1", "form": .string(new.form.rawValue), "old": side(old), "new": side(new), "observed": bridge.json,
            "byDesign": [
                "oldDemandedAtoms": .number("\(design.old)"), "newDemandedAtoms": .number("\(design.new)"), "added": .array(design.added.map(JSON.string)),
                "dropped": .array(design.dropped.map(JSON.string)),
            ],
        ]
    }
}
