import Diagnostics
import Documents
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Vocabulary

/// Codes of the contracts as people read them. English keeps the words of the contracts; programs read `--format json`.
extension Disposition {
    var words: LocalizedText {
        switch self {
        case .registry: LocalizedText(vi: "từ sổ", en: rawValue)
        case .derived: LocalizedText(vi: "tự tính", en: rawValue)
        case .duplicate: LocalizedText(vi: "đã có", en: rawValue)
        case .document: LocalizedText(vi: "từ giấy tờ", en: rawValue)
        case .declare: LocalizedText(vi: "phải khai", en: rawValue)
        }
    }
}

extension DocumentDisposition {
    var words: LocalizedText {
        switch self {
        case .replacedByData: LocalizedText(vi: "thay bằng dữ liệu", en: rawValue)
        case .earlierResult: LocalizedText(vi: "kết quả đã có", en: rawValue)
        case .stored: LocalizedText(vi: "bản đã lưu", en: rawValue)
        case .upload: LocalizedText(vi: "phải nộp", en: rawValue)
        }
    }
}

extension Ask.Kind {
    var words: LocalizedText {
        switch self {
        case .leaf: LocalizedText(vi: "ô", en: rawValue)
        case .key: LocalizedText(vi: "khóa", en: rawValue)
        case .role: LocalizedText(vi: "vai", en: rawValue)
        case .rows: LocalizedText(vi: "bảng", en: rawValue)
        case .document: LocalizedText(vi: "giấy tờ", en: rawValue)
        }
    }
}

extension Outcome {
    var words: LocalizedText {
        switch self {
        case .prefilled: LocalizedText(vi: "từ sổ", en: rawValue)
        case .derived: LocalizedText(vi: "tự tính", en: rawValue)
        case .repeated: LocalizedText(vi: "nhắc lại", en: rawValue)
        case .reused: LocalizedText(vi: "dùng lại", en: rawValue)
        case .open: LocalizedText(vi: "còn hỏi", en: rawValue)
        case .notApplicable: LocalizedText(vi: "không áp dụng", en: rawValue)
        case .outside: LocalizedText(vi: "ngoài phạm vi", en: rawValue)
        }
    }
}

extension InvalidAnswer.Code {
    /// Why an answer fills nothing, for the person who has to mend it.
    var words: LocalizedText {
        switch self {
        case .value(let fault): fault.words
        case .unknownRow: LocalizedText(vi: "bảng không có dòng này; hãy thêm dòng vào 'rows'", en: "there is no such row; put it down in 'rows'")
        }
    }
}

extension ValueFault {
    var words: LocalizedText {
        switch self {
        case .wrongType: LocalizedText(vi: "giá trị không đúng kiểu của ô này", en: "the value is not of the type of this blank")
        case .notADate: LocalizedText(vi: "không phải ngày như 2026-11-24", en: "this is no date like 2026-11-24")
        case .notANumber: LocalizedText(vi: "không phải số viết như 1234.5", en: "this is no number written like 1234.5")
        case .unknownCode: LocalizedText(vi: "mã không có trong danh mục của ô này", en: "the code is not in the list of this blank")
        case .closedCode: LocalizedText(vi: "mã không còn dùng vào ngày này", en: "the code is not in use any more on this day")
        case .outOfRange: LocalizedText(vi: "số nằm ngoài khoảng cho phép", en: "the number is out of range")
        case .badIdentifier: LocalizedText(vi: "không phải số hợp lệ của loại này", en: "this is no valid number of its kind")
        case .unknownPart: LocalizedText(vi: "có phần không thuộc giá trị này", en: "it has a part such a value does not have")
        case .tooLong:
            LocalizedText(
                vi: "văn bản dài quá \(ValueCoding.maximumTextLength) ký tự", en: "the text is longer than \(ValueCoding.maximumTextLength) characters")
        case .forbiddenCharacter: LocalizedText(vi: "có ký tự không được phép", en: "it has a character that is not allowed")
        case .empty: LocalizedText(vi: "để trống", en: "it is empty")
        }
    }
}

extension Violation.Code {
    /// Why a submission is refused, for the person who has to mend it.
    var words: LocalizedText {
        switch self {
        case .receiptSignature: LocalizedText(vi: "phiếu không do hệ thống này ký hoặc đã bị sửa", en: "the receipt was not signed here, or was changed")
        case .receiptExpired: LocalizedText(vi: "phiếu đã hết hạn; hãy mở lại hồ sơ", en: "the receipt is out of date; open the dossier again")
        case .receiptUsed: LocalizedText(vi: "phiếu này đã được nhận trước đó", en: "this receipt was accepted before")
        case .receiptOfOther: LocalizedText(vi: "phiếu của hồ sơ khác", en: "the receipt is another dossier's")
        case .receiptMismatch: LocalizedText(vi: "phiếu khác với nội dung đã điền", en: "the receipt differs from what was filled in")
        case .versionChanged: LocalizedText(vi: "khai báo đã đổi từ khi mở hồ sơ; hãy mở lại", en: "the declarations changed since the dossier was opened; open it again")
        case .unknownLeaf: LocalizedText(vi: "biểu mẫu không có ô này", en: "the form has no such blank")
        case .locked: LocalizedText(vi: "giá trị từ sổ không sửa được; nếu sai hãy ghi vào 'disputes'", en: "a registered value cannot be overwritten; if it is wrong, dispute it")
        case .changed: LocalizedText(vi: "khác giá trị đã điền; nếu giá trị đó sai hãy ghi vào 'corrections' kèm lý do", en: "differs from what was filled in; if that is wrong, correct it and say why")
        case .withheld: LocalizedText(vi: "ô này do cơ quan điền, không nhận trả lời", en: "this blank is the office's to fill; no answer is taken")
        case .notApplicable: LocalizedText(vi: "ô này không áp dụng", en: "this blank does not apply here")
        case .required: LocalizedText(vi: "bắt buộc mà chưa trả lời", en: "required, and not answered")
        case .visibilityUnknown: LocalizedText(vi: "chưa biết có phải khai ô này không", en: "it is not known yet whether this is asked")
        case .rows: LocalizedText(vi: "số dòng của bảng không đúng", en: "the number of rows is not right")
        case .role: LocalizedText(vi: "chưa nêu người hoặc đối tượng cho vai này", en: "nobody was named for this role")
        case .moved: LocalizedText(vi: "đã trả lời cho người khác; hãy trả lời lại", en: "answered for somebody else; answer it again")
        case .check: LocalizedText(vi: "không đúng quy tắc của biểu mẫu", en: "a rule of the form does not hold")
        case .invalid: LocalizedText(vi: "giá trị không hợp lệ", en: "this is no valid value")
        case .notFilled:
            LocalizedText(
                vi: "các câu trả lời này dẫn tới dữ liệu chưa hỏi sổ; hãy điền tiếp hồ sơ với chúng rồi nộp lại",
                en: "these answers lead to data no register was asked for yet; fill the dossier with them first, then submit")
        case .paperChanged: LocalizedText(
            vi: "giấy tờ đã lưu nay không dùng lại được nữa; điền lại hồ sơ rồi nộp", en: "the stored document may not be reused any longer; fill the dossier again, then submit")
        case .supplement: LocalizedText(vi: "cơ quan yêu cầu bổ sung mà chưa trả lời lại", en: "the office asked for this once more, and it was not answered again")
        case .keyMismatch: LocalizedText(vi: "số và họ tên không khớp", en: "the key and the name do not match")
        case .unknownName: LocalizedText(vi: "biểu mẫu không có tên này", en: "the form has no such name")
        }
    }
}

extension DossierStatus {
    /// As a predicate: "this dossier …".
    var words: LocalizedText {
        switch self {
        case .draft: LocalizedText(vi: "đang soạn", en: "is a draft")
        case .filed: LocalizedText(vi: "đã nộp", en: "was submitted already")
        case .supplementRequested: LocalizedText(vi: "đang chờ bổ sung", en: "waits for a supplement")
        case .refused: LocalizedText(vi: "đã bị từ chối", en: "was refused")
        case .withdrawn: LocalizedText(vi: "đã rút", en: "was withdrawn")
        case .completed: LocalizedText(vi: "đã có kết quả", en: "is completed")
        }
    }
}

/// What a register's failure is called, by the word the ledger keeps.
enum SourceFailure {
    static func words(_ result: String) -> LocalizedText {
        switch result {
        case "refused": LocalizedText(vi: "từ chối", en: "refused")
        case "timeout": LocalizedText(vi: "trả lời quá chậm", en: "took too long")
        case "held-back": LocalizedText(vi: "bị giữ lại vì hạn mức của sổ", en: "held back by its quota")
        case "unreadable": LocalizedText(vi: "trả lời không đọc được", en: "gave an answer that cannot be read")
        case "wrong-subject": LocalizedText(vi: "trả lời về chủ thể khác", en: "answered about another subject")
        default: LocalizedText(vi: "không trả lời", en: "does not answer")
        }
    }
}
