public import Diagnostics

/// Why a stored document is not used for a demanded paper; a closed list. Each by itself keeps it from being used: a paper that is
/// wrongly reused does more harm than one that is handed in again.
public enum ReuseObstacle: String, Sendable, Hashable, CaseIterable, Comparable {
    /// It is not about the one the paper is demanded of, or does not tie that one to whom it has to.
    case otherSubject = "other-subject"
    /// It does not hold on the day, or nothing shows that it does.
    case expired
    /// There is one that was issued later, or may have been.
    case superseded
    /// Its issuer no longer stands for it.
    case revoked
    /// No signature its kind wants was found to be sound.
    case signature
    /// Nobody who may issue its kind, nor one whose duties passed to such, is shown to have issued it.
    case issuer
    /// It was made for another purpose.
    case purposeNotGranted = "purpose-not-granted"
    /// Processing of it is restricted.
    case restricted
    /// The applicant does not want it used.
    case declined

    public static func < (a: Self, b: Self) -> Bool { a.place < b.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.endIndex }

    public var sentence: LocalizedText {
        switch self {
        case .otherSubject: LocalizedText(vi: "Giấy này nói về người hoặc đối tượng khác.", en: "It is about somebody or something else.")
        case .expired: LocalizedText(vi: "Giấy này không còn, hoặc không rõ còn giá trị.", en: "It no longer holds, or nothing shows that it does.")
        case .superseded: LocalizedText(vi: "Đã có bản cấp sau.", en: "There is one that was issued later.")
        case .revoked: LocalizedText(vi: "Giấy này đã bị thu hồi.", en: "It was revoked.")
        case .signature: LocalizedText(vi: "Chữ ký số chưa được xác nhận là đạt.", en: "Its signature was not found to be sound.")
        case .issuer: LocalizedText(vi: "Không rõ giấy này do cơ quan có thẩm quyền cấp.", en: "Nothing shows that a competent authority issued it.")
        case .purposeNotGranted: LocalizedText(vi: "Giấy này được cấp cho mục đích khác.", en: "It was made for another purpose.")
        case .restricted: LocalizedText(vi: "Việc xử lý giấy này đang bị hạn chế.", en: "Processing of it is restricted.")
        case .declined: LocalizedText(vi: "Người khai không muốn dùng lại giấy này.", en: "The applicant declined the reuse.")
        }
    }
}
