public import Diagnostics
public import Measurement
import Receipts

/// A sample for recounting by hand, in one language: per dossier the baseline, the path, and the rule for each atom.
public struct AuditText: Sendable {
    private let sample: AuditSample
    private let names: ReportNames
    private let language: Language

    public init(_ sample: AuditSample, names: ReportNames = ReportNames(), language: Language) {
        self.sample = sample
        self.names = names
        self.language = language
    }

    public var text: String {
        var blocks = [head]
        blocks += sample.dossiers.enumerated().map { dossier($0.offset, $0.element) }
        blocks.append(rules)
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    private var head: String {
        let drawn = say(
            "Mẫu \(sample.dossiers.count) trên \(sample.population) hồ sơ, rút không hoàn lại; hạt giống \(sample.seed), bộ sinh SplitMix64",
            "Sample of \(sample.dossiers.count) out of \(sample.population) dossiers, without replacement; seed \(sample.seed), generator SplitMix64")
        let band = sample.isSimulated ? say("*** HỒ SƠ MÔ PHỎNG ***\n", "*** SIMULATED DOSSIERS ***\n") : ""
        return band + drawn
    }

    private func dossier(_ index: Int, _ dossier: AuditedDossier) -> String {
        let strict = dossier.count.strict
        let (a, b, high) = (strict.low.given, strict.low.demanded, strict.high.demanded)
        let reduction = Quantity.percent(strict.low.reduction).text(in: language)
        let lines = [
            "\(index + 1). \(dossier.dossier)",
            say("Thủ tục \(dossier.procedure), ", "Procedure \(dossier.procedure), ") + names.form(dossier.form).text(in: language)
                + " (\(dossier.form) \(dossier.version)), \(dossier.hour), \(dossier.channel)",
            say("Bản gốc \(dossier.baseline) (\(dossier.baselineStatus))", "Baseline \(dossier.baseline) (\(dossier.baselineStatus))"),
        ]
        let table = TextTable(
            columns: [
                (say("Thông tin", "Atom"), false), ("B", true), ("A", true), (say("Quy tắc", "Rule"), false),
                (say("Ô của tờ giấy gốc trên đường đi này", "Blanks of the paper on this path"), false),
                (say("Ô của tờ khai hiện nay", "Leaves of the current form"), false),
            ],
            rows: dossier.atoms.map { atom in
                TextTable.Row(cells: [
                    atom.atom, atom.isInB ? "1" : atom.isInHighB ? "0…1" : "0", atom.isInA ? "1" : "0",
                    atom.rule.rawValue + (atom.source.map { ": \($0)" } ?? ""), atom.blanksText, atom.leavesText,
                ])
            }
        ).text
        let sum = say("B = \(b) (cận cao \(high)), A = \(a), 1 − A/B = \(reduction)", "B = \(b) (high reading \(high)), A = \(a), 1 − A/B = \(reduction)")
        let papers = dossier.documents.filter(\.required).map { "\($0.id) \($0.disposition)" }.joined(separator: "; ")
        return (lines + [table, sum] + (papers.isEmpty ? [] : [say("Giấy tờ bắt buộc: ", "Papers demanded: ") + papers])).joined(separator: "\n")
    }

    private var rules: String {
        ([say("Quy tắc", "Rules")] + AuditedAtom.Rule.allCases.map { "  \($0.rawValue): \($0.meaning.text(in: language))" }).joined(separator: "\n")
    }
}

extension AuditedAtom.Rule {
    var meaning: LocalizedText {
        switch self {
        case .stillGiven:
            LocalizedText(vi: "tờ giấy bắt buộc, nay một ô bắt buộc vẫn phải khai: trong B và A", en: "demanded then, a required leaf given now: in B and A")
        case .saved:
            LocalizedText(vi: "tờ giấy bắt buộc, nay không phải khai: chỉ trong B; sau dấu hai chấm là nguồn", en: "demanded then, not given now: in B alone; after the colon the source")
        case .newDemand:
            LocalizedText(vi: "tờ giấy không bắt buộc, nay phải khai: chỉ trong A", en: "not demanded then, a required leaf given now: in A alone")
        case .unknownDemand:
            LocalizedText(
                vi: "không rõ tờ giấy có bắt buộc: B chỉ ở cận cao; trong A nếu một ô bắt buộc phải khai",
                en: "whether it was demanded is unknown: in B of the high reading alone; in A where a required leaf was given")
        case .answeredOnly:
            LocalizedText(vi: "tùy chọn và đã trả lời: chỉ tính ở cách đếm đã trả lời", en: "optional and answered: in the answered series alone")
        case .neither: LocalizedText(vi: "không bắt buộc và không khai: không ở phía nào", en: "neither demanded nor given: on no side")
        case .outside: LocalizedText(vi: "ngoài phạm vi đếm, cả hai phía", en: "outside the count, on both sides")
        }
    }
}
