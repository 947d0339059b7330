public import Diagnostics

/// What the engine made of a leaf before submission. Source: design, section 5.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case prefilled, derived, repeated, reused, open
    case notApplicable = "not-applicable"
    case outside
}

/// What became of a leaf at submission. Source: design, section 5.
public enum SubmittedOutcome: String, Sendable, Hashable, CaseIterable {
    case prefilled, derived, repeated, reused, declared, corrected, overridden, disputed
    case notApplicable = "not-applicable"
    case empty, outside

    /// Whether the applicant had to give it.
    public var isGiven: Bool {
        switch self {
        case .declared, .corrected, .overridden, .disputed: true
        case .prefilled, .derived, .repeated, .reused, .notApplicable, .empty, .outside: false
        }
    }
}

/// Why a leaf is not filled; one closed list, each with a sentence for the citizen.
public enum Reason: String, Sendable, Hashable, CaseIterable {
    case statement
    case newValue = "new-value"
    case key, offer
    case notHeld = "not-held"
    case notGranted = "not-granted"
    case absent, stale, conflict, invalid
    case wrongSubject = "wrong-subject"
    case sourceDown = "source-down"
    case timeout, refused, declined
    case keyMissing = "key-missing"

    public var sentence: LocalizedText {
        switch self {
        case .statement: LocalizedText(vi: "Chỉ người khai mới biết điều này.", en: "Only the applicant can know this.")
        case .newValue: LocalizedText(vi: "Đây là thông tin mới, sổ chưa có.", en: "This is a new value that no register holds yet.")
        case .key: LocalizedText(vi: "Cần thông tin này để tìm đúng hồ sơ trong sổ.", en: "This is needed to find the right record.")
        case .offer: LocalizedText(vi: "Hãy chọn một trong các giá trị đã có.", en: "Choose one of the registered values.")
        case .notHeld: LocalizedText(vi: "Không sổ nào có thông tin này.", en: "No register holds this.")
        case .notGranted: LocalizedText(vi: "Có sổ lưu loại thông tin này nhưng thủ tục này chưa được phép đọc.", en: "A register keeps such information, but this procedure may not read it.")
        case .absent: LocalizedText(vi: "Sổ trả lời: chưa ghi thông tin này.", en: "The register answered that it has no such entry.")
        case .stale: LocalizedText(vi: "Thông tin trong sổ đã quá cũ.", en: "The registered value is too old.")
        case .conflict: LocalizedText(vi: "Các sổ ghi khác nhau.", en: "The registers disagree.")
        case .invalid: LocalizedText(vi: "Thông tin trong sổ không đọc được hoặc không hợp lệ.", en: "The registered value cannot be read or is not valid.")
        case .wrongSubject: LocalizedText(vi: "Sổ trả lời về người khác nên không dùng.", en: "The register answered about somebody else, so it was not used.")
        case .sourceDown: LocalizedText(vi: "Sổ đang không trả lời; có thể nộp trước và bổ sung sau.", en: "The register is not answering; you can file now and complete later.")
        case .timeout: LocalizedText(vi: "Sổ trả lời quá chậm; có thể nộp trước và bổ sung sau.", en: "The register took too long; you can file now and complete later.")
        case .refused: LocalizedText(vi: "Sổ từ chối cung cấp.", en: "The register refused.")
        case .declined: LocalizedText(vi: "Người khai không muốn dùng lại thông tin này.", en: "The applicant declined the reuse.")
        case .keyMissing: LocalizedText(vi: "Còn chờ một câu trả lời khác trước khi tìm được.", en: "It waits for another answer first.")
        }
    }
}

/// One field on one row: `field`, `group[row].field`, or `role.@key` for a key that has no blank.
public struct LeafID: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }
    public static func < (a: LeafID, b: LeafID) -> Bool { a.rawValue < b.rawValue }
    public var description: String { rawValue }
}
