import Connectors
import Diagnostics
import Drivers
import Formats

extension LookUp {
    /// What came of it, and why.
    ///
    /// - Parameter cause: `nil` where nothing more is known.
    func words(because cause: LookUpCause?) -> LocalizedText {
        guard let cause else { return words }
        switch (self, cause) {
        case (.failed(.down), .status(let status)): return LocalizedText(vi: "sổ báo lỗi: HTTP \(status)", en: "the register answered with an error: HTTP \(status)")
        case (.failed(.down), .redirect), (.failed(.down), .fault), (.failed(.down), .trouble): return cause.words
        default: return LocalizedText(vi: "\(words.vietnamese) (\(cause.words.vietnamese))", en: "\(words.text(in: .english)) (\(cause.words.text(in: .english)))")
        }
    }
}

extension LookUpCause {
    var words: LocalizedText {
        switch self {
        case .status(let status): LocalizedText(vi: "HTTP \(status)", en: "HTTP \(status)")
        case .redirect(let status):
            LocalizedText(vi: "sổ chuyển hướng (HTTP \(status)); không đi theo, hãy sửa địa chỉ", en: "the register redirects (HTTP \(status)); nobody follows, mend the address")
        case .fault: LocalizedText(vi: "sổ báo lỗi SOAP (Fault)", en: "the register answered with a SOAP fault")
        case .malformed(let error): LocalizedText(vi: error.description(in: .vietnamese), en: error.description)
        case .trouble(let trouble, let code): LocalizedText(
            vi: trouble.words.vietnamese + (code.map { ": \($0)" } ?? ""), en: trouble.words.text(in: .english) + (code.map { ": \($0)" } ?? ""))
        }
    }

    var json: JSON {
        switch self {
        case .status(let status): ["kind": "status", "status": .number("\(status)")]
        case .redirect(let status): ["kind": "redirect", "status": .number("\(status)")]
        case .fault: ["kind": "fault"]
        case .malformed(let error):
            .object(JSONObject([
                (key: "kind", value: "malformed"), (key: "reason", value: .string(error.reason.rawValue)), (key: "message", value: .string(error.words.text(in: .spoken))),
                (key: "line", value: error.line.map { .number("\($0)") } ?? .null), (key: "column", value: error.column.map { .number("\($0)") } ?? .null),
            ]))
        case .trouble(let trouble, let code): ["kind": .string(trouble.rawValue), "code": code.map { .string($0) } ?? .null]
        }
    }
}

extension Exchange.Trouble {
    var words: LocalizedText {
        switch self {
        case .unreachable: LocalizedText(vi: "không kết nối được", en: "it cannot be reached")
        case .connectionRefused: LocalizedText(vi: "kết nối bị từ chối: không có gì chạy ở địa chỉ này", en: "the connection was refused: nothing listens at the address")
        case .unresolved: LocalizedText(vi: "tên máy không dẫn tới địa chỉ nào", en: "the name of the host leads to no address")
        case .statement: LocalizedText(vi: "cơ sở dữ liệu không nhận câu hỏi này", en: "the database does not take the query")
        case .untrusted: LocalizedText(vi: "TLS: chứng thư không tin được hoặc không bắt tay được", en: "TLS: the certificate is not trusted, or there was no handshake")
        case .wrongAddress: LocalizedText(vi: "tên máy dẫn tới địa chỉ không được phép", en: "the name of the host leads to an address that is not allowed")
        case .timeout: LocalizedText(vi: "quá thời gian chờ", en: "it took too long")
        case .tokenRefused: LocalizedText(vi: "dịch vụ cấp token không nhận thông tin đăng nhập", en: "the token service does not know the client")
        case .broken: LocalizedText(vi: "kết nối được mà câu trả lời không dùng được", en: "it was reached, and its answer cannot be used")
        }
    }
}
