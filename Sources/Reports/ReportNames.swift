public import Diagnostics

/// What forms and registers are called; the report itself knows their ids alone.
public struct ReportNames: Sendable, Hashable {
    private let forms: [String: LocalizedText]
    private let connectors: [String: LocalizedText]
    private let baselines: [String: BaselineLine]

    /// - Parameters:
    ///   - forms: titles by form id.
    ///   - connectors: titles by connector id.
    ///   - baselines: what is known of each beside the ledger.
    public init(forms: [String: LocalizedText] = [:], connectors: [String: LocalizedText] = [:], baselines: [BaselineLine] = []) {
        self.forms = forms
        self.connectors = connectors
        self.baselines = Dictionary(baselines.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of a baseline whose figures are in the headline.
    static let inForce = "in-force"

    var knowsBaselines: Bool { !baselines.isEmpty }

    func baseline(_ hash: String) -> BaselineLine? { baselines[hash] }

    func form(_ id: String) -> LocalizedText { forms[id] ?? .plain(id) }

    func connector(_ id: String) -> LocalizedText { connectors[id] ?? .plain(id) }

    /// A source of saved atoms.
    func source(_ id: String) -> LocalizedText {
        switch id {
        case "sign-in": LocalizedText(vi: "Tài khoản đăng nhập", en: "Sign-in account")
        case "reused": LocalizedText(vi: "Giấy tờ hoặc hồ sơ trước", en: "Document or earlier dossier")
        case "derived": LocalizedText(vi: "Tính được từ thông tin khác", en: "Computed from other facts")
        case "unnamed": LocalizedText(vi: "Không ghi nguồn", en: "Source not recorded")
        case "not-asked": LocalizedText(vi: "Nay không hỏi", en: "Not asked any more")
        case "new-demand": LocalizedText(vi: "Mới hỏi thêm so với tờ giấy", en: "Newly asked, not on the paper")
        default: connector(id)
        }
    }

    /// Why something was asked.
    static func reason(_ code: String) -> LocalizedText {
        switch code {
        case "statement": LocalizedText(vi: "Chỉ người khai mới biết", en: "Only the applicant can know")
        case "new-value": LocalizedText(vi: "Thông tin mới, sổ chưa có", en: "A new value no register holds yet")
        case "key": LocalizedText(vi: "Cần để tìm đúng hồ sơ trong sổ", en: "Needed to find the right record")
        case "offer": LocalizedText(vi: "Chọn một giá trị đã có", en: "Choosing a registered value")
        case "not-held": LocalizedText(vi: "Không sổ nào có", en: "No register holds it")
        case "not-granted": LocalizedText(vi: "Thủ tục chưa được phép đọc sổ", en: "This procedure may not read it")
        case "absent": LocalizedText(vi: "Sổ trả lời chưa ghi", en: "The register has no such entry")
        case "stale": LocalizedText(vi: "Thông tin trong sổ quá cũ", en: "Registered value too old")
        case "conflict": LocalizedText(vi: "Các sổ ghi khác nhau", en: "The registers disagree")
        case "invalid": LocalizedText(vi: "Thông tin trong sổ không hợp lệ", en: "Registered value not valid")
        case "wrong-subject": LocalizedText(vi: "Sổ trả lời về người khác", en: "The register answered about somebody else")
        case "source-down": LocalizedText(vi: "Sổ không trả lời", en: "The register did not answer")
        case "timeout": LocalizedText(vi: "Sổ trả lời quá chậm", en: "The register took too long")
        case "refused": LocalizedText(vi: "Sổ từ chối", en: "The register refused")
        case "declined": LocalizedText(vi: "Người khai không muốn dùng lại", en: "The applicant declined reuse")
        case "key-missing": LocalizedText(vi: "Còn chờ câu trả lời khác", en: "Waiting for another answer")
        case "corrected": LocalizedText(vi: "Người khai sửa thông tin đã điền", en: "The applicant corrected a filled value")
        case "overridden": LocalizedText(vi: "Người khai thay thông tin đã điền", en: "The applicant replaced a filled value")
        case "disputed": LocalizedText(vi: "Người khai cho là sổ ghi sai", en: "The applicant disputes the register")
        case "unnamed": LocalizedText(vi: "Không ghi lý do", en: "Reason not recorded")
        default: .plain(code)
        }
    }
}
