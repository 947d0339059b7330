import ArgumentParser
import Connectors
import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import OnceOnly
import Receipts
import Sourcing
import Vocabulary

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: said(
            vi: "Hai phiên bản biểu mẫu: hỏi thêm gì, bớt gì.",
            en: "Two versions of a form in words: what is asked more, what less. | Hai phiên bản biểu mẫu: hỏi thêm gì, bớt gì."),
        discussion: said(
            vi: """
                Các ô được so theo mã, rồi theo nghĩa; nguồn điền được xét theo khai báo hiện có.
                Mã thoát 1 khi có điều hỏi thêm, hoặc có thể hỏi thêm ai đó: thêm ô hay giấy tờ, bỏ hay đổi một điều kiện,
                một ô nay bắt buộc, một ô không sổ nào điền nữa.
                """,
            en: """
                Blanks are compared by id, then by meaning; what fills them is judged with the declarations as they are now.
                Exit status 1 where something more is asked, or may be asked of somebody: a blank or paper added, a condition
                taken away or exchanged for another, a blank now required, one that no register fills any more.
                """) + examples("""
                  onceonly diff old/cu-tru-ct01.yaml cu-tru-ct01
                  onceonly diff cu-tru-ct01 drafts/cu-tru-ct01.yaml --format json
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Phiên bản cũ: mã biểu mẫu, hoặc một tệp.", en: "The older version: a form's id, or a file."))
    var old: String

    @Argument(help: .said(vi: "Phiên bản mới: mã biểu mẫu, hoặc một tệp.", en: "The newer version: a form's id, or a file."))
    var new: String

    func run() throws {
        let (before, after) = (try version(old), try version(new))
        let difference = FormDifference(
            from: before.form, to: after.form, vocabulary: after.folder.catalog.vocabulary,
            coverage: (before.coverage, after.coverage))
        let text = DifferenceText(difference: difference, old: before.form, new: after.form)
        switch common.format {
        case .json: Output.json(text.json)
        case .text: Output.line(text.text(in: common.spoken))
        }
        if difference.asksMore { throw ExitCode(1) }
    }

    private struct Version {
        let folder: DeclarationFolder
        let form: Form
        var coverage: Coverage? { folder.checked[form.id].map { SourcingGraph($0).coverage() } }
    }

    /// An older version may name what the declarations have no more: it is compared all the same, its sources are not.
    private func version(_ name: String) throws -> Version {
        guard name == "-" || name.hasSuffix(".yaml") else {
            let folder = try common.folder()
            return Version(folder: folder, form: try common.checkedForm(FormID(name), in: folder).form)
        }
        let (folder, id) = try common.draftedForm(named: name)
        guard let form = folder.forms[id] else { throw CommandFailure.input(vi: "'\(name)' không phải biểu mẫu đọc được", en: "'\(name)' is no form that can be read") }
        return Version(folder: folder, form: form)
    }
}

/// A difference as people and programs read it.
struct DifferenceText {
    let difference: FormDifference
    let old: Form
    let new: Form

    var json: JSON {
        func version(_ form: Form, _ size: FormDifference.Size) -> JSON {
            [
                "form": .string(form.id.rawValue), "version": .string(form.identity.version), "blanks": .number("\(size.blanks)"), "atoms": .number("\(size.atoms)"),
                "requiredAtoms": .number("\(size.requiredAtoms)"), "papers": .number("\(size.papers)"), "declared": size.declared.map { .number("\($0)") } ?? .null,
            ]
        }
        return [
            "schema": "onceonly/diff/1", "old": version(old, difference.old), "new": version(new, difference.new),
            "asksMore": .bool(difference.asksMore), "changes": .array(difference.changes.map(Self.json)),
        ]
    }

    private static func json(_ change: FormDifference.Change) -> JSON {
        var object: JSONObject = [:]
        switch change.subject {
        case .field(let id, _): object["field"] = .string(id.rawValue)
        case .paper(let id, _): object["paper"] = .string(id)
        case .rows(let group): object["rows"] = .string(group.rawValue)
        case .form: object["form"] = true
        }
        object["change"] = .string(change.kind.rawValue)
        object["direction"] = .string(change.direction.rawValue)
        if let before = change.before { object["before"] = .string(before) }
        if let after = change.after { object["after"] = .string(after) }
        return .object(object)
    }

    func text(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        var lines = ["\(new.title.text(in: language)): \(old.identity.version) → \(new.identity.version)"]
        let groups: [(FormDifference.Direction, String)] = [
            (.more, say("Hỏi thêm", "Asks more")), (.less, say("Hỏi bớt", "Asks less")), (.other, say("Điều kiện khác đi: có người bị hỏi thêm, có người được bớt", "Asks otherwise: some more, some less")),
            (.none, say("Thay đổi khác", "Other changes")),
        ]
        for (direction, heading) in groups {
            let changes = difference.changes.filter { $0.direction == direction }
            if changes.isEmpty { continue }
            lines += ["", heading] + changes.map { "  " + words($0, language, say) }
        }
        if difference.changes.isEmpty { lines += ["", say("Hai phiên bản hỏi như nhau", "Both ask the same")] }
        lines += ["", counts(say)]
        return lines.joined(separator: "\n")
    }

    private func counts(_ say: (String, String) -> String) -> String {
        let (a, b) = (difference.old, difference.new)
        func change(_ vi: String, _ en: String, _ before: Int?, _ after: Int?) -> String {
            "\(say(vi, en)) \(before.map { "\($0)" } ?? "?") → \(after.map { "\($0)" } ?? "?")"
        }
        return [
            change("ô", "blanks", a.blanks, b.blanks), change("thông tin", "atoms", a.atoms, b.atoms),
            change("luôn bắt buộc", "always required", a.requiredAtoms, b.requiredAtoms), change("ô phải khai theo thiết kế", "blanks asked by design", a.declared, b.declared),
            change("giấy tờ", "papers", a.papers, b.papers),
        ].joined(separator: "; ")
    }

    private func words(_ change: FormDifference.Change, _ language: Language, _ say: (String, String) -> String) -> String {
        let never = say("không", "never")
        let turn = "\(change.before ?? never) → \(change.after ?? never)"
        let name: String = switch change.subject {
        case .field(let id, let label): "\(id) (\(label.text(in: language)))"
        case .paper(let id, let label): say("giấy tờ ", "paper ") + id + (label.map { " (\($0.text(in: language)))" } ?? "")
        case .rows(let group): say("bảng ", "table ") + group.rawValue
        case .form: say("biểu mẫu", "form")
        }
        let what: String = switch change.kind {
        case .added: say("thêm", "added") + (change.before == nil ? change.after.map { ": \($0)" } ?? "" : ": \(turn)")
        case .dropped: say("bỏ", "dropped") + (change.after == nil ? "" : ": \(turn)")
        case .renamed: say("đổi mã", "renamed") + ": \(turn)"
        case .label: say("đổi nhãn", "label") + ": \(turn)"
        case .meaning: say("đổi nghĩa", "means something else") + ": \(turn)"
        case .required: say("bắt buộc", "required") + ": \(turn)"
        case .condition: say("chỉ hỏi khi", "asked only if") + ": \(change.before ?? say("luôn", "always")) → \(change.after ?? say("luôn", "always"))"
        case .options: say("lựa chọn", "options") + ": \(turn)"
        case .source: say("nguồn", "filled by") + ": \(turn)"
        case .rows: say("số dòng", "rows") + ": \(turn)"
        case .alternatives: change.direction == .less ? say("nay nộp giấy khác thay được", "another paper does now") : say("giấy khác không thay được nữa", "no other paper does any more")
        case .uploadOnly: change.direction == .more ? say("nay buộc nộp bản mới", "insists on a fresh upload now") : say("không buộc nộp bản mới nữa", "no longer insists on a fresh upload")
        case .purpose: say("mục đích", "purpose") + ": \(turn)"
        case .title: say("tên", "title") + ": \(turn)"
        }
        return "\(name): \(what)"
    }
}
