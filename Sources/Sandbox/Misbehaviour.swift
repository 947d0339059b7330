public import Diagnostics

/// A way in which a register fails those who ask it. It happens on the wire or on disk: no driver knows of it.
public enum Misbehaviour: String, Sendable, CaseIterable {
    /// Answers after `Misbehaviours.delay`; a database is locked, a file comes over a pipe.
    case slow
    /// Takes the question and never answers.
    case silent
    /// HTTP 503 with a page of words; a file is gone.
    case serverError = "5xx"
    /// A reply that ends one character early; columns carry other names.
    case malformed
    /// The connection closes halfway through the reply; half a file.
    case cut
    /// The reply is about somebody else; numbers in a database have lost their leading zeros, every code of a table
    /// stands on another row too.
    case wrongSubject = "wrong-subject"
    /// 200 without a body; a file of no bytes.
    case empty
    /// Every record twice.
    case duplicate

    /// What whoever asks gets to see.
    public var summary: LocalizedText {
        switch self {
        case .slow: LocalizedText(vi: "trả lời sau thời gian nêu ở --delay", en: "the answer takes as long as --delay says")
        case .silent: LocalizedText(vi: "nhận câu hỏi và không bao giờ trả lời", en: "the question is taken and never answered")
        case .serverError: LocalizedText(vi: "503 với một trang chữ; tệp không còn", en: "503 with a page of words; a file is gone")
        case .malformed: LocalizedText(vi: "câu trả lời thiếu ký tự cuối; các cột mang tên khác", en: "a reply that lacks its last character; columns with other names")
        case .cut: LocalizedText(vi: "kết nối đứt giữa chừng; chỉ còn nửa tệp", en: "the connection closes halfway; half a file")
        case .wrongSubject: LocalizedText(vi: "câu trả lời về người khác; tệp có số mất chữ số 0 đầu, hoặc mã nằm ở cả dòng khác", en: "a reply about somebody else; a file in which numbers lost their zeros, or codes stand on other rows too")
        case .empty: LocalizedText(vi: "200 mà không có nội dung; tệp không có byte nào", en: "200 without a body; a file of no bytes")
        case .duplicate: LocalizedText(vi: "mỗi bản ghi hai lần", en: "every record twice")
        }
    }
}

/// Which registers misbehave, and how.
public struct Misbehaviours: Sendable, Hashable {
    private var manners: [Register: Misbehaviour] = [:]
    /// How long a slow register takes.
    public var delay: Duration

    public init(delay: Duration = .seconds(3)) { self.delay = delay }

    /// One register, by the name of its connector.
    ///
    /// - Throws: `ProvinceError.badOption` for a name the sandbox does not have.
    public init(_ register: String, _ misbehaviour: Misbehaviour, delay: Duration = .seconds(3)) throws(ProvinceError) {
        self.init(delay: delay)
        manners[try Self.register(register)] = misbehaviour
    }

    /// Reads `land=slow,population=wrong-subject`.
    ///
    /// - Throws: `ProvinceError.badOption`, with the names there are.
    public init(parsing text: String, delay: Duration = .seconds(3)) throws(ProvinceError) {
        self.init(delay: delay)
        for item in text.split(separator: ",") {
            let parts = item.split(separator: "=", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
            guard parts.count == 2 else { throw .badOption(vi: "'\(item)' không có dạng SỔ=KIỂU", en: "'\(item)' is not REGISTER=MISBEHAVIOUR") }
            guard let manner = Misbehaviour(rawValue: parts[1]) else {
                let known = Misbehaviour.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badOption(vi: "không có kiểu trục trặc '\(parts[1])': \(known)", en: "no misbehaviour '\(parts[1])': \(known)")
            }
            let register = try Self.register(parts[0])
            guard manners.updateValue(manner, forKey: register) == nil else {
                throw .badOption(vi: "'\(parts[0])' chỉ trục trặc theo một kiểu mỗi lúc", en: "'\(parts[0])' misbehaves in one way at a time")
            }
        }
    }

    private static func register(_ name: String) throws(ProvinceError) -> Register {
        guard let register = Register(rawValue: name) else {
            let known = registers.joined(separator: ", ")
            throw .badOption(vi: "không có sổ '\(name)': \(known)", en: "no register '\(name)': \(known)")
        }
        return register
    }

    /// The names of all registers of the sandbox.
    public static var registers: [String] { Register.allCases.map(\.rawValue).sorted() }

    subscript(_ register: Register) -> Misbehaviour? { manners[register] }
}
