public import Diagnostics

/// How a baseline may be made to look larger than the paper was. Closed: programs go by the code.
public enum BaselineFlag: String, Sendable, Hashable, CaseIterable {
    /// It demands what an earlier baseline on the same legal text did not.
    case addedBeforeFreeze = "added-before-freeze"
    /// It demands what an earlier baseline on another legal text did not: to be found in the new text.
    case addedWithText = "added-with-text"
    /// It demands what the form neither asks nor fills: saved by leaving it out, and by no register.
    case notOnForm = "not-on-form"
    /// Several of its blanks are one thing, as a name in two boxes: counted once.
    case splitBox = "split-box"
    /// An optional blank nobody ever filled: it counts on neither side of the strict series.
    case neverUsed = "never-used"

    /// Whether it can raise B, so that the figures need a reason beside it; what it names otherwise changes no count.
    public var raisesCount: Bool {
        switch self {
        case .addedBeforeFreeze, .addedWithText, .notOnForm: true
        case .splitBox, .neverUsed: false
        }
    }

    /// - Parameters:
    ///   - blanks: ids of the baseline's blanks.
    ///   - detail: the earlier baseline, or the atom several blanks are.
    func words(_ blanks: [String], _ detail: String) -> LocalizedText {
        let list = blanks.joined(separator: ", ")
        return switch self {
        case .addedBeforeFreeze:
            LocalizedText(
                vi: "bắt buộc ở đây mà '\(detail)' trên cùng văn bản không bắt buộc: \(list)",
                en: "demanded here, and not by '\(detail)' on the same legal text: \(list)")
        case .addedWithText:
            LocalizedText(
                vi: "bắt buộc ở đây mà '\(detail)' trên văn bản khác không bắt buộc; hãy đối chiếu với văn bản mới: \(list)",
                en: "demanded here, and not by '\(detail)' on another legal text; look it up in the new one: \(list)")
        case .notOnForm:
            LocalizedText(
                vi: "tờ giấy bắt buộc mà biểu mẫu không hỏi cũng không điền, nên giảm là do bỏ câu hỏi: \(list)",
                en: "demanded on paper, neither asked nor filled by the form, so what it saves comes from leaving it out: \(list)")
        case .splitBox:
            LocalizedText(vi: "nhiều ô của một thông tin (\(detail)), chỉ đếm một lần: \(list)", en: "several blanks of one thing (\(detail)), counted once: \(list)")
        case .neverUsed:
            LocalizedText(vi: "ô tùy chọn chưa ai từng điền (trong \(detail) hồ sơ), không vào chuỗi chặt: \(list)", en: "optional, and filled by nobody (of \(detail) dossiers); outside the strict series: \(list)")
        }
    }
}

/// One flag raised over a baseline.
public struct BaselineFinding: Sendable, Hashable {
    public let flag: BaselineFlag
    public let position: SourcePosition
    /// Ids of the blanks it is about, in the order of the paper.
    public let blanks: [String]
    public let message: LocalizedText
}
