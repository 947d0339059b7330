import Diagnostics
import Expressions
import Formats
import Forms
import Measurement
import OnceOnly
import Reports
import Sourcing
import Vocabulary

/// A baseline as people and programs read it.
struct BaselineText {
    let baseline: Baseline
    let folder: DeclarationFolder
    let weights: BaselineWeights?
    let language: Language

    var flags: [BaselineFinding] { folder.review(of: baseline, weights: weights) }

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    private func atom(_ meaning: Meaning) -> Meaning { Meaning(meaning.role, folder.catalog.vocabulary.atom(of: meaning.concept)) }

    private func atom(of blank: Blank) -> Meaning { atom(blank.partOf ?? blank.means.first) }

    private var demanded: Int { BaselineReview(of: nil, in: folder.catalog).demanded(by: baseline).count }

    var text: String {
        let state = folder.measured.state(of: baseline)
        var lines = [
            "\(folder.forms[baseline.form]?.title.text(in: language) ?? baseline.form.rawValue) (\(baseline.id), "
                + (baseline.status == .inForce ? say("đang hiệu lực", "in force") : say("tạm", "provisional")) + ")",
            say("Căn cứ", "Stands on") + ": \(baseline.text)", say("Mã băm", "Hash") + ": \(folder.measured.hash(of: baseline))",
            say("Chốt", "Freeze") + ": \(state.text(in: language))",
        ]
        if let old = baseline.replaces { lines.append(say("Thay", "Replaces") + ": \(old)") }
        lines.append(say(
            "\(baseline.blanks.count) ô, bắt buộc nhiều nhất \(demanded) thông tin", "\(baseline.blanks.count) blanks, at most \(demanded) facts demanded"))
        if let weights { lines.append(population(of: weights)) }
        return lines.joined(separator: "\n") + "\n\n" + table.text
    }

    private func population(of weights: BaselineWeights) -> String {
        let simulated = weights.isSimulated ? say(" (mô phỏng)", " (simulated)") : ""
        let count = SmallCells.isTold(weights.dossiers) ? "\(weights.dossiers)" : say("dưới \(SmallCells.least)", "fewer than \(SmallCells.least)")
        return say("Trọng số từ \(count) hồ sơ", "Weights from \(count) \(weights.dossiers == 1 ? "dossier" : "dossiers")") + simulated
    }

    private var table: TextTable {
        var columns: [(title: String, isNumber: Bool)] = [
            (say("Ô", "Blank"), false), (say("Nghĩa", "Means"), false), (say("Đếm là", "Counts as"), false), (say("Yêu cầu", "Demand"), false),
        ]
        if weights != nil {
            columns += [
                (say("Bắt buộc", "Demanded"), true), (say("Tùy chọn", "Optional"), true), (say("Chưa rõ", "Unknown"), true),
                (say("Không hỏi", "Off path"), true), (say("Có giá trị", "Answered"), true),
            ]
        }
        let rows = baseline.sections.flatMap { section in
            section.blanks.map { blank -> TextTable.Row in
                var cells = [blank.id, blank.means.all.map(\.description).joined(separator: " / "), atom(of: blank).description, demand(of: blank, in: section)]
                if let weights {
                    let told = weights.told(blank.id)
                    cells += [told?.required, told?.optional, told?.unknown, told?.offPath, told?.answered].map { $0.map { "\($0)" } ?? "·" }
                }
                return TextTable.Row(cells: cells)
            }
        }
        return TextTable(columns: columns, rows: rows)
    }

    private func demand(of blank: Blank, in section: BaselineSection) -> String {
        if let outside = blank.outside {
            let why: String = switch outside {
            case .boilerplate: "boilerplate"
            case .consent: "consent"
            case .signature: "signature"
            case .office: "office"
            case .waived: "waived"
            }
            return say("ngoài phép đếm", "outside") + " (\(why))"
        }
        var parts = [blank.demand.required ? say("bắt buộc", "required") : blank.demand.requiredIf.map { say("bắt buộc khi ", "required if ") + $0.description } ?? say("tùy chọn", "optional")]
        for condition in [section.visibleIf, blank.demand.visibleIf].compactMap(\.self) { parts.append(say("hiện khi ", "stands if ") + condition.description) }
        if let rows = section.rows { parts.append(say("mỗi dòng của ", "per row of ") + rows.group.rawValue) }
        return parts.joined(separator: "; ")
    }

    var json: JSON {
        var object: JSONObject = [
            "schema": "onceonly/baseline-show/1", "baseline": .string(baseline.id), "form": .string(baseline.form.rawValue),
            "status": .string(baseline.status.rawValue), "legal": .string(baseline.text), "contentHash": .string(folder.measured.hash(of: baseline)),
            "freeze": folder.measured.state(of: baseline).json,
        ]
        if let old = baseline.replaces { object["replaces"] = .string(old) }
        object["counts"] = ["blanks": .number("\(baseline.blanks.count)"), "demandedAtoms": .number("\(demanded)")]
        if let weights {
            object["weights"] = [
                "dossiers": SmallCells.isTold(weights.dossiers) ? .number("\(weights.dossiers)") : .null, "simulated": .bool(weights.isSimulated),
                "suppressedBelow": .number("\(SmallCells.least)"),
            ]
        }
        object["blanks"] = .array(baseline.sections.flatMap { section in section.blanks.map { json($0, in: section) } })
        object["flags"] = .array(flags.map { $0.json(in: language) })
        return .object(object)
    }

    private func json(_ blank: Blank, in section: BaselineSection) -> JSON {
        var object: JSONObject = [
            "id": .string(blank.id), "means": .array(blank.means.all.map { .string($0.description) }), "atom": .string(atom(of: blank).description),
            "required": .bool(blank.demand.required),
        ]
        if let condition = blank.demand.requiredIf { object["requiredIf"] = .string(condition.description) }
        if let condition = blank.demand.visibleIf { object["visibleIf"] = .string(condition.description) }
        if let condition = section.visibleIf { object["sectionVisibleIf"] = .string(condition.description) }
        if let rows = section.rows { object["rows"] = .string(rows.group.rawValue) }
        if let whole = blank.partOf { object["partOf"] = .string(whole.description) }
        if blank.outside != nil { object["outside"] = true }
        if let weights {
            let told = weights.told(blank.id)
            func count(_ value: Int?) -> JSON { value.map { .number("\($0)") } ?? .null }
            object["weights"] = [
                "required": count(told?.required), "optional": count(told?.optional), "unknown": count(told?.unknown), "offPath": count(told?.offPath),
                "answered": count(told?.answered),
            ]
        }
        return .object(object)
    }
}
