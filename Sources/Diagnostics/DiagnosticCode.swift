/// Every mistake a declaration can hold. Codes are never renumbered or reused.
///
/// D: the file and its YAML. E: expressions. V: vocabulary. F: forms. B: baselines. C: connectors. G: grants. K: kinds of evidence.
public enum DiagnosticCode: String, Sendable, Hashable, CaseIterable {
    case notYAML = "D001"
    case overLimit = "D002"
    case duplicateKey = "D003"
    case unknownKey = "D004"
    case missingKey = "D005"
    case wrongShape = "D006"
    case badScalar = "D007"
    case anchorRefused = "D008"
    case quoteThis = "D009"
    case notReadable = "D010"
    case notUTF8 = "D011"
    case expressionSyntax = "E001"
    case unknownConcept = "V001"
    case unknownKind = "V002"
    case unknownRelation = "V003"
    case unknownCodeList = "V004"
    case declaredTwice = "V005"
    case partWithoutConcept = "V006"
    case unknownCode = "V007"
    case duplicateField = "F001"
    case unknownRole = "F002"
    case unknownConceptInForm = "F012"
    case conceptOfOtherKind = "F013"
    case relationOfOtherKind = "F014"
    case keyNobodyKnows = "F015"
    case typeMissing = "F016"
    case personKeyUnverified = "F017"
    case askedTwice = "F021"
    case repeatsUnknownField = "F022"
    case statementContradicted = "F030"
    case unknownEvidence = "F032"
    case uploadOnlyWithoutText = "F033"
    case purposeWithoutGrant = "F034"
    case unboundedRows = "F035"
    case cycle = "F036"
    case unknownGroup = "F037"
    case withheldCondition = "F038"
    case baselineOfUnknownForm = "B001"
    case baselineMissing = "B002"
    case partOfUnknown = "B003"
    case baselineChanged = "B004"
    case operationWithoutIdentity = "C001"
    case sameAuthority = "C002"
    case badPath = "C003"
    case keyNotInRequest = "C004"
    case unknownConnector = "G001"
    case grantReadsUnsupplied = "G002"
    case grantWithoutLegalBasis = "G003"
    case replacementUnsupplied = "K001"

    public var severity: Severity {
        switch self {
        case .statementContradicted, .personKeyUnverified, .purposeWithoutGrant, .grantReadsUnsupplied, .replacementUnsupplied, .baselineMissing, .withheldCondition: .warning
        default: .error
        }
    }

    /// The sentence, with `arguments` put in where `{0}`, `{1}` … stand; facts that are words come in its language.
    func message(_ arguments: [String], in language: Language) -> String {
        var out = ""
        var rest = (language == .english ? words.english : words.vietnamese)[...]
        while let brace = rest.firstIndex(of: "{") {
            out += rest[..<brace]
            let after = rest[rest.index(after: brace)...]
            if let end = after.firstIndex(of: "}"), let index = Int(after[..<end]), arguments.indices.contains(index) {
                out += ownWords.contains(index) ? FactWords.said(arguments[index], in: language) : arguments[index]
                rest = after[after.index(after: end)...]
            } else {
                out += "{"
                rest = after
            }
        }
        return out + rest
    }

    /// The arguments that are words of ours; the others are what an author wrote.
    private var ownWords: ClosedRange<Int> {
        switch self {
        case .badScalar, .expressionSyntax: 1...1
        case .notYAML, .wrongShape, .overLimit: 0...1
        default: 9...9
        }
    }

    /// How many facts the sentence needs.
    package var argumentCount: Int {
        [words.vietnamese, words.english].map { text in
            (0..<10).reduce(0) { text.contains("{\($1)}") ? $1 + 1 : $0 }
        }.max() ?? 0
    }

    package var templates: [String] { [words.vietnamese, words.english] }

    private var words: (vietnamese: String, english: String) {
        switch self {
        case .notYAML: ("không đọc được YAML: {0}", "this is not YAML: {0}")
        case .overLimit: ("vượt giới hạn {0}: tối đa {1}", "over the limit for {0}: at most {1}")
        case .duplicateKey: ("khóa '{0}' đã viết ở dòng {1}", "key '{0}' stands already on line {1}")
        case .unknownKey: ("không có khóa '{0}' ở đây; các khóa được dùng: {1}", "no key '{0}' here; allowed: {1}")
        case .missingKey: ("thiếu khóa '{0}'", "key '{0}' is missing")
        case .wrongShape: ("cần {0}, nhưng ở đây là {1}", "expected {0}, found {1}")
        case .badScalar: ("'{0}' không phải {1}", "'{0}' is not {1}")
        case .anchorRefused: ("không dùng neo, tham chiếu và thẻ (&, *, !) của YAML trong khai báo", "YAML anchors, aliases and tags (&, *, !) are not used in declarations")
        case .quoteThis: ("YAML đọc sai nhãn này; hãy đặt cả nhãn trong dấu ngoặc kép", "YAML misreads this label; put the whole label in double quotes")
        case .notReadable: ("không mở được tệp: {0}", "the file cannot be opened: {0}")
        case .notUTF8: ("từ đây không phải chữ UTF-8; hãy lưu tệp dạng UTF-8", "not UTF-8 from here on; save the file as UTF-8")
        case .expressionSyntax: ("biểu thức sai ở '{0}': {1}", "the expression is wrong at '{0}': {1}")
        case .unknownConcept, .unknownConceptInForm: ("không có khái niệm '{0}' trong từ vựng", "no concept '{0}' in the vocabulary")
        case .unknownKind: ("không có loại chủ thể '{0}'", "no kind of subject '{0}'")
        case .unknownRelation: ("không có quan hệ '{0}' trong từ vựng", "no relation '{0}' in the vocabulary")
        case .unknownCodeList: ("không có danh mục mã '{0}'", "no code list '{0}'")
        case .declaredTwice: ("'{0}' đã khai báo ở {1}", "'{0}' is declared already at {1}")
        case .partWithoutConcept: ("phần '{0}' của '{1}' không phải khái niệm", "part '{0}' of '{1}' is no concept")
        case .unknownCode: ("danh mục '{1}' không có mã '{0}'", "code list '{1}' has no code '{0}'")
        case .duplicateField: ("mã trường '{0}' đã dùng ở dòng {1}", "field id '{0}' stands already on line {1}")
        case .unknownRole: ("không có vai '{0}' trong biểu mẫu này", "no role '{0}' in this form")
        case .conceptOfOtherKind: ("'{0}' là khái niệm của {1}, còn vai '{2}' là {3}", "'{0}' is a concept of {1}, but role '{2}' is a {3}")
        case .relationOfOtherKind: ("quan hệ '{0}' xuất phát từ {1}, không từ {2}", "relation '{0}' starts from {1}, not from {2}")
        case .keyNobodyKnows: ("{0} không phải khóa của {1}", "{0} is not a key of a {1}")
        case .typeMissing: ("khái niệm '{0}' chỉ có trong biểu mẫu này nên trường phải ghi 'type'", "concept '{0}' exists only in this form, so the field must say its 'type'")
        case .personKeyUnverified: ("vai '{0}' nhận số định danh tự gõ mà không đối chiếu họ tên", "role '{0}' takes a typed personal number without verifying the name")
        case .askedTwice: ("'{0}' đã được hỏi ở trường '{1}'; đánh dấu 'repeats' nếu giấy hỏi hai lần", "'{0}' is asked already by field '{1}'; mark it 'repeats' if the paper asks twice")
        case .repeatsUnknownField: ("'repeats' chỉ đến trường '{0}' không có", "'repeats' names field '{0}', which does not exist")
        case .statementContradicted: ("trường '{0}' ghi 'statement' nhưng {1} được phép cung cấp '{2}'", "field '{0}' says 'statement', but {1} is granted and supplies '{2}'")
        case .unknownEvidence: ("không có loại giấy tờ '{0}'", "no kind of evidence '{0}'")
        case .uploadOnlyWithoutText: ("'uploadOnly' cần căn cứ pháp lý: {0} có thể thay giấy này", "'uploadOnly' needs a legal text: {0} would do instead of this paper")
        case .purposeWithoutGrant: ("mục đích '{0}' chưa được cấp quyền đọc sổ nào, nên không ô nào được điền từ sổ", "no grant names purpose '{0}', so nothing is filled from a register")
        case .unboundedRows: ("bảng '{0}' phải có số dòng tối đa", "rows '{0}' need an upper bound")
        case .cycle: ("vòng lặp: {0}", "cycle: {0}")
        case .unknownGroup: ("không có bảng '{0}' trong biểu mẫu", "no rows '{0}' in this form")
        case .withheldCondition: ("điều kiện của '{0}' đọc '{1}' có thể bị giữ lại, nên việc ẩn hiện sẽ để lộ", "the condition of '{0}' reads '{1}', which may be withheld, so showing or hiding would disclose it")
        case .baselineOfUnknownForm: ("bản gốc của biểu mẫu '{0}' không có", "baseline of form '{0}', which does not exist")
        case .baselineMissing: ("biểu mẫu '{0}' chưa có bản gốc để so sánh", "form '{0}' has no baseline to be measured against")
        case .partOfUnknown: ("'partOf' chỉ đến '{0}', bản gốc không hỏi điều đó", "'partOf' names '{0}', which the baseline does not ask")
        case .baselineChanged: ("bản gốc của '{0}' đã đổi sau khi chốt: nội dung nay có mã băm {1}", "the baseline of '{0}' was changed after it was frozen: its content now has hash {1}")
        case .operationWithoutIdentity: ("thao tác '{0}' không có 'identifies' nên không thể kiểm tra đúng chủ thể", "operation '{0}' has no 'identifies', so a reply cannot be held against its subject")
        case .sameAuthority: ("'{0}': {1} và {2} cùng bậc {3}; không sổ nào quyết định", "'{0}': {1} and {2} have the same authority {3}; neither decides")
        case .badPath: ("đường dẫn '{0}' sai: {1}", "path '{0}' is wrong: {1}")
        case .keyNotInRequest: ("yêu cầu của '{0}' không dùng khóa '{1}'", "the request of '{0}' does not use key '{1}'")
        case .unknownConnector: ("không có sổ '{0}'", "no connector '{0}'")
        case .grantReadsUnsupplied: ("quyền đọc '{0}' thừa: {1} không cung cấp", "grant reads '{0}', which {1} does not supply")
        case .grantWithoutLegalBasis: ("quyền đọc thiếu căn cứ pháp lý", "the grant names no legal basis")
        case .replacementUnsupplied: ("'{0}' không được {1} cung cấp nên không thay được giấy '{2}'", "'{0}' is not supplied by {1}, so it cannot replace '{2}'")
        }
    }
}
