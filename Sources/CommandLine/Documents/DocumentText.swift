import Diagnostics
import Documents
import Expressions
import Foundation
import OnceOnly
import Sourcing
import Storage
import Vocabulary

/// A document as people read it.
extension DocumentRecord {
    func line(_ folder: DeclarationFolder, _ language: Language) -> String {
        let title = folder.catalog.evidence[kind]?.title.text(in: language) ?? kind.rawValue
        let number = particulars.number.map { " \($0)" } ?? ""
        let issued = particulars.issued.map { language == .english ? ", issued \($0)" : ", cấp \($0)" } ?? ""
        return "\(id)  \(title)\(number)\(issued)"
    }

    func details(_ folder: DeclarationFolder, _ language: Language) -> [String] {
        let isEnglish = language == .english
        func detail(_ vi: String, _ en: String, _ value: String?) -> String? { value.map { "\(isEnglish ? en : vi): \($0)" } }
        let subjects = subjects.map { "\($0.role) (\($0.reference))" }.joined(separator: ", ")
        let restriction = standing.restriction.map { "\($0.ground.rawValue), \($0.since)" }
        let retention = standing.retention.map { retention in
            let archive = switch retention.archive {
            case nil: isEnglish ? "no archiving" : "không phải lưu trữ"
            case .permanent: isEnglish ? "for ever" : "vĩnh viễn"
            case .until(let day): isEnglish ? "until \(day)" : "đến \(day)"
            }
            return "\(archive) (\(retention.legal))"
        }
        let until = particulars.validUntil?.description, revoked = standing.revokedOn?.description
        let content = "\(file.format.rawValue), \(file.size) B, SHA-256 \(file.sha256)"
        let confirmed = facts.isEmpty ? nil : facts.map { "\($0.role).\($0.concept)" }.joined(separator: ", ")
        let lines: [String?] = [
            detail("nói về", "about", subjects), detail("cơ quan cấp", "issuer", particulars.issuer?.name), detail("có giá trị đến", "valid until", until),
            detail("nguồn", "origin", provenance.origin.words.text(in: language)), detail("hồ sơ", "dossier", provenance.dossier),
            detail("lưu ngày", "kept since", provenance.depositedOn.description), detail("tệp", "file", content),
            detail("chữ ký", "signatures", signature.line(language)), detail("hạn chế xử lý", "restricted", restriction),
            detail("thu hồi", "revoked", revoked), detail("lưu trữ", "archiving", retention), detail("đã xác nhận", "facts confirmed", confirmed),
        ]
        return lines.compactMap(\.self)
    }
}

extension DocumentOrigin {
    var words: LocalizedText {
        switch self {
        case .uploaded: LocalizedText(vi: "người dân nộp", en: rawValue)
        case .procedureResult: LocalizedText(vi: "kết quả thủ tục", en: rawValue)
        case .digitisedPaper: LocalizedText(vi: "số hóa từ giấy", en: rawValue)
        case .nationalStore: LocalizedText(vi: "kho dữ liệu quốc gia", en: rawValue)
        }
    }
}

extension SignatureRecord.Verdict {
    var words: LocalizedText {
        switch self {
        case .passed: LocalizedText(vi: "đạt", en: rawValue)
        case .failed: LocalizedText(vi: "không đạt", en: rawValue)
        case .undetermined: LocalizedText(vi: "chưa xác định", en: rawValue)
        case .unchecked: LocalizedText(vi: "chưa kiểm tra", en: rawValue)
        }
    }
}

extension DocumentStoreError {
    /// What a person is told; the code stands at its end.
    var words: LocalizedText {
        let (vi, en) = sentence
        return LocalizedText(vi: "\(vi) (\(code))", en: "\(en) (\(code))")
    }

    private var sentence: (vi: String, en: String) {
        switch self {
        case .full:
            (
                "hết chỗ trên đĩa hoặc hết hạn mức; giấy tờ này chưa được lưu, những gì đã báo lưu vẫn còn nguyên",
                "the disk is full, or a quota is reached; this document was not kept, and everything kept before is there"
            )
        case .readOnly:
            ("kho giấy tờ chỉ đọc được; giấy tờ này chưa được lưu, những gì đã báo lưu vẫn còn nguyên", "the document store may not be written to; nothing was kept, and everything kept before is there")
        case .tooLarge: ("tệp lớn hơn \(FileDocumentStore.maximumSize >> 20) MB", "the file is larger than \(FileDocumentStore.maximumSize >> 20) MB")
        case .empty: ("tệp rỗng", "the file is empty")
        case .formatUnknown:
            (
                "nội dung tệp không phải dạng nào kho nhận, hoặc tệp bị cắt cụt",
                "the file's content is of no format the store keeps, or it is cut off"
            )
        case .formatNotAccepted(let found, let accepted):
            ("nội dung tệp là \(found); loại giấy tờ này nhận: \(accepted.joined(separator: ", "))", "the file's content is \(found); this kind takes \(accepted.joined(separator: ", "))")
        case .kindNotStored(let kind): ("loại giấy tờ '\(kind)' không được lưu: 'formats' không có dạng tệp nào", "nothing of kind '\(kind)' is kept: its 'formats' name no kind of file")
        case .noSubject: ("giấy tờ phải nói về ai hoặc điều gì", "a document has to be about somebody or something")
        case .unknownDocument: ("không có giấy tờ này", "no such document")
        case .unknownSubject: ("không có giấy tờ nào về chủ thể này", "nothing is kept about this subject")
        case .damaged: ("tệp hoặc dòng dữ liệu bị sửa, hoặc sai khóa; không có gì được đưa ra", "a file or a row was changed, or the key is another; nothing was handed out")
        case .fileMissing: ("thiếu tệp của giấy tờ này; hãy lấy lại từ bản sao lưu", "the document's file is missing; bring it back from a copy")
        case .restricted: ("giấy tờ này bị hạn chế xử lý", "processing of this document is restricted")
        case .archivingDue(let count, let until, let legal):
            (
                "\(count) giấy tờ còn phải lưu trữ " + (until.map { "đến \($0)" } ?? "vĩnh viễn") + " (\(legal)); chưa xóa gì",
                "\(count) documents have to be archived " + (until.map { "until \($0)" } ?? "for ever") + " (\(legal)); nothing was erased"
            )
        case .system(let number): ("kho giấy tờ không dùng được: lỗi hệ thống \(number)", "the document store cannot be used: system error \(number)")
        }
    }
}

/// A file that was not there, readable by its owner alone.
struct NewFile {
    private let path: String
    private let file: FileHandle

    init(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? CommandFailure.input(vi: "đã có '\(path)'", en: "'\(path)' is there already") : .input(vi: "không ghi được '\(path)'", en: "cannot write '\(path)'")
        }
        self.path = path
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func append(_ data: Data) throws {
        do { try file.write(contentsOf: data) } catch { throw CommandFailure.input(vi: "không ghi được '\(path)'", en: "cannot write '\(path)'") }
    }

    func discard() { unlink(path) }
}
