import Diagnostics
import Formats
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Storage

/// A command that cannot go on: what to tell the person who called it, and the exit status that tells a program.
struct CommandFailure: Error, CustomStringConvertible {
    /// Source: design, section 7: 2 bad usage or input, 3 a source failed.
    let status: Int32
    let text: LocalizedText

    /// Bad usage or input.
    static func input(vi: String, en: String) -> CommandFailure { CommandFailure(status: 2, text: LocalizedText(vi: vi, en: en)) }

    var description: String { text.text(in: .spoken) }
}

extension CommandFailure {
    /// The words for what other rooms throw; `nil` for an error of nobody's here.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as FolderError: self.init(error)
        case let error as IntakeError: self.init(error)
        case let error as AnswersError: self.init(error)
        case let error as StorageError: self.init(error)
        // What the law forbids is a finding; the rest is input that cannot be used or a place that cannot be.
        case let error as DocumentStoreError: self.init(status: error.code == "archiving-due" ? 1 : 2, text: error.words)
        case let error as TrustError: self.init(status: 2, text: LocalizedText(vi: error.words(in: .vietnamese), en: error.words(in: .english)))
        case let error as ProvinceError: self.init(status: 2, text: error.words)
        case let error as ReceiptFormatError:
            self = .input(vi: "không phải phiếu điền sẵn: \(error.detail)", en: "this is no receipt: \(error.detail)")
        case let error as CocoaError:
            let path = error.filePath ?? error.url?.path ?? "?"
            self = .input(vi: "không đọc hoặc ghi được '\(path)'", en: "cannot read or write '\(path)'")
        default: return nil
        }
    }

    private init(_ error: FolderError) {
        switch error {
        case .missing(let name, let folder):
            self = .input(
                vi: "trong '\(folder)' không có thư mục '\(name)'; hãy chỉ thư mục khai báo bằng --declarations",
                en: "there is no folder '\(name)' in '\(folder)'; name the folder of declarations with --declarations")
        }
    }

    private init(_ error: IntakeError) {
        self = switch error {
        case .unknownForm(let form):
            .input(vi: "không có biểu mẫu '\(form)' đã qua kiểm tra", en: "no form '\(form)' that passed its checks")
        case .unknownDossier: .input(vi: "không có hồ sơ này", en: "no such dossier")
        case .versionChanged:
            .input(vi: "khai báo đã đổi từ khi mở hồ sơ này", en: "the form or its declarations changed since this dossier was opened")
        case .closed(let status):
            .input(
                vi: "hồ sơ này \(status.words.vietnamese), không sửa hay nộp được nữa",
                en: "this dossier \(status.words.text(in: .english)); it can no longer be changed or submitted")
        case .statusForbids(let status):
            .input(
                vi: "hồ sơ này \(status.words.vietnamese) nên không làm được bước đó",
                en: "this dossier \(status.words.text(in: .english)), so that step cannot be taken")
        case .unknownParts(let names):
            .input(vi: "biểu mẫu không có: \(names.joined(separator: ", "))", en: "the form does not have: \(names.joined(separator: ", "))")
        case .badCode:
            .input(
                vi: "mã hồ sơ gồm 1 đến 64 chữ cái không dấu, chữ số, '.', '-', '_' hoặc '/'",
                en: "a dossier's code has 1 to 64 plain letters, digits, '.', '-', '_' or '/'")
        case .codeTaken: .input(vi: "đã có hồ sơ khác mở với mã này", en: "another dossier was opened under this code")
        case .noBaseline(let form):
            .input(
                vi: "biểu mẫu '\(form)' chưa có bản gốc trong FormSchemas/baselines nên không đo cũng không in được",
                en: "form '\(form)' has no baseline in FormSchemas/baselines, so it can be neither counted nor printed")
        case .noDocumentStore:
            .input(vi: "kho này chưa có kho giấy tờ; tạo bằng documents add", en: "there is no document store here; documents add makes one")
        case .opening(.operatorIsParty):
            .input(vi: "cán bộ nhập hộ không thể là người nộp hay chủ hồ sơ", en: "the operator is never the actor or the subject")
        case .opening(.selfForAnother): .input(vi: "tư cách 'self' không dùng cho người khác", en: "basis 'self' is for nobody else")
        case .opening(.wrongKind(let kind)):
            .input(vi: "biểu mẫu này không dành cho chủ thể loại '\(kind)'", en: "this form is not for a subject of kind '\(kind)'")
        case .clock: .input(vi: "đồng hồ của máy sai", en: "the clock gives no day")
        }
    }

    private static let answerMembers = ["roles", "rows", "answers", "confirmed", "corrections", "disputes", "declined", "consents"]

    private init(_ error: AnswersError) {
        let name = Self.told(error.member)
        if error.member == AnswersError.document {
            self = .input(
                vi: "câu trả lời: tài liệu phải là một đối tượng như {\"answers\": {…}}", en: "answers: the document has to be an object like {\"answers\": {…}}")
            return
        }
        guard !Self.answerMembers.contains(name), !name.contains(".") else {
            let shape = Self.shape(of: name)
            self = .input(
                vi: "câu trả lời: '\(name)' viết sai dạng" + (shape.map { "; dạng đúng: \($0)" } ?? ""),
                en: "answers: '\(name)' does not have the shape it needs" + (shape.map { ": \($0)" } ?? ""))
            return
        }
        let near = nearest(to: name, among: Self.answerMembers)
        let known = Self.answerMembers.joined(separator: ", ")
        self = .input(
            vi: "câu trả lời: không có mục '\(name)'" + (near.map { "; có phải '\($0)'?" } ?? "; các mục: \(known)"),
            en: "answers: no member '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are \(known)"))
    }

    /// A name that does not look like one of a form's may be a value in the wrong place, and is not repeated.
    private static func told(_ member: String) -> String {
        let (start, rest) = (member.prefix { $0 != "." }, member.drop { $0 != "." })
        func told(_ part: Substring) -> String {
            let isName = part.wholeMatch(of: /[A-Za-z0-9_.@\[\]-]*/) != nil && part.firstMatch(of: /\d{9}/) == nil
            return isName ? String(part) : said(vi: "(\(part.count) ký tự)", en: "(\(part.count) characters)")
        }
        return told(start) + (rest.isEmpty ? "" : "." + told(rest.dropFirst()))
    }

    /// What a member has to look like.
    private static func shape(of member: String) -> String? {
        switch member.prefix(while: { $0 != "." }) {
        case "roles": #""none", "new", "c…", {"key": {…}}"#
        case "rows": #"[{"row": "r1", "candidate" | "key" | "new": …}]"#
        case "answers": #"{"…": …}"#
        case "corrections", "disputes": #"{"value": …, "reason": "…"}"#
        case "confirmed", "declined": #"["…"]"#
        case "consents": #"{"by": "…"}"#
        default: nil
        }
    }

    private init(_ error: StorageError) {
        self = switch error {
        case .notOwner: .input(vi: "hồ sơ của người khác", en: "the dossier belongs to somebody else")
        case .alreadyAccepted: .input(vi: "phiếu này đã được nhận", en: "this receipt was accepted before")
        case .statusForbids(let status):
            .input(
                vi: "hồ sơ này \(status.words.vietnamese) nên không làm được bước đó",
                en: "this dossier \(status.words.text(in: .english)), so that step cannot be taken")
        case .codeTaken: .input(vi: "đã có hồ sơ khác mở với mã này", en: "another dossier was opened under this code")
        case .sealBroken:
            .input(vi: "hồ sơ đã lưu không mở được: sai khóa hoặc bị sửa", en: "a stored dossier does not open: another key, or it was changed")
        case .keyFile(.permissions):
            .input(vi: "người khác đọc được tệp keys.json; hãy chạy chmod 600", en: "others may read keys.json of the store; run chmod 600 on it")
        case .keyFile(.rotating):
            .input(vi: "một lần đổi khóa khác đang chạy; nếu không, hãy xóa keys.json.rotating", en: "another rotation is under way; if none is, remove keys.json.rotating")
        case .keyFile: .input(vi: "không dùng được tệp keys.json của kho", en: "keys.json of the store cannot be used")
        case .unreadableEvent(let number):
            .input(vi: "không đọc được sự kiện \(number); chạy 'ledger verify'", en: "event \(number) does not read; 'ledger verify' says more")
        case .ledgerBroken(let number):
            CommandFailure(status: 1, text: LocalizedText(
                vi: "sự kiện \(number) không còn như đã ghi nên không chốt; chạy 'ledger verify'",
                en: "event \(number) is not as it was written, so nothing is signed for; 'ledger verify' says more"))
        case .checkpoints(.missing): .input(vi: "chưa có điểm chốt ở đó; chỉ thư mục bằng --checkpoints", en: "no checkpoint was published there; name the folder with --checkpoints")
        case .checkpoints(.content), .checkpoints(.hashesMissing):
            CommandFailure(status: 1, text: LocalizedText(
                vi: "các điểm chốt đã ghi không phải của sổ cái và khóa này, hoặc bị sửa", en: "what was published is not of this ledger and its key, or was changed"))
        case .checkpoints(.system): .input(vi: "không dùng được thư mục điểm chốt", en: "the folder of checkpoints cannot be used")
        case .tenantName:
            .input(vi: "tên cơ quan gồm 1 đến 64 chữ cái không dấu, chữ số, '-' hoặc '_'", en: "a tenant's name has 1 to 64 plain letters, digits, '-' or '_'")
        }
    }
}

extension CocoaError {
    fileprivate var filePath: String? { userInfo[NSFilePathErrorKey] as? String }
}
