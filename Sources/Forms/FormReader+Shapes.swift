public import Declarations
import Expressions
import Vocabulary

extension FormReader {
    /// A form file.
    public static let shape = RecordShape("form", [
        .required("form", .text, vi: "Mã biểu mẫu", en: "The form's id"),
        .required("version", .text, vi: "Phiên bản", en: "Version"),
        .required("status", .words(Form.Status.self), vi: "Tình trạng", en: "Status"),
        .required("validFrom", .day, vi: "Có hiệu lực từ ngày", en: "First day in force"),
        .optional("validTo", .day, vi: "Ngày cuối còn hiệu lực", en: "Last day in force"),
        .required("title", .localized, vi: "Tên biểu mẫu", en: "Title"),
        .optional("help", .localized, vi: "Hướng dẫn chung", en: "Advice on the whole form"),
        .optional("procedures", .list(.record(procedure)), vi: "Thủ tục dùng biểu mẫu này", en: "Procedures the form serves"),
        .required("legalBasis", .text, vi: "Văn bản ban hành biểu mẫu", en: "The text the form stands on"),
        .required("purpose", .text, vi: "Mục đích; quyền đọc sổ tra theo tên này", en: "What grants are looked up by"),
        .optional("receivedBy", .expression, vi: "Cơ quan tiếp nhận (FEEL)", en: "The receiving authority, in FEEL"),
        .required("subjects", .names(.record(role)), vi: "Các vai: người hoặc đối tượng của hồ sơ", en: "The roles, by name"),
        .required("sections", .list(.record(section)), vi: "Các phần của biểu mẫu", en: "The sections, in order"),
        .optional("checks", .list(.record(check)), vi: "Quy tắc trên câu trả lời", en: "Rules over answers"),
        .optional("documents", .list(.either([.record(demand), .record(alternatives)])), vi: "Giấy tờ pháp luật đòi", en: "The papers the law demands"),
        .optional("decisions", .list(.record(decision)), vi: "Câu trả lời dùng để quyết định gì", en: "What the answers are for"),
    ])

    static let procedure = RecordShape("procedure", [
        .required("code", .text, vi: "Mã thủ tục, như 1.001193", en: "Code of the procedure, like 1.001193"),
        .optional("when", .expression, vi: "Khi nào (FEEL)", en: "When, in FEEL"),
    ])

    static let check = RecordShape("check", [
        .required("id", .text, vi: "Mã quy tắc", en: "The rule's id"),
        .required("holds", .expression, vi: "Điều phải đúng (FEEL)", en: "What must hold, in FEEL"),
        .optional("at", .text, vi: "Ô hiện lỗi", en: "The field the finding is shown at"),
        .required("message", .localized, vi: "Lời báo", en: "What to tell the applicant"),
    ])

    static let decision = RecordShape(
        "decision",
        [
            .required("id", .text, vi: "Mã quyết định", en: "The decision's id"),
            .optional("value", .expression, vi: "Giá trị (FEEL)", en: "Its value, in FEEL"),
            .optional("table", .record(DecisionTable.shape), vi: "Giá trị, viết thành bảng", en: "Its value, as a decision table"),
        ],
        rules: [.one(of: ["value", "table"], isOnly: true)])

    static let alternatives = RecordShape("alternatives", [
        .required(
            "oneOf", .filled(.either([.record(demand), .filled(.record(demand))])), vi: "Một trong các giấy tờ này; một danh sách con phải đủ cả",
            en: "One of these papers; an inner list counts as a whole"),
    ])

    static let demand = RecordShape("paper", [
        .required("id", .text, vi: "Mã giấy tờ trong biểu mẫu", en: "The paper's id in this form"),
        .required("evidence", .text, vi: "Loại giấy tờ", en: "The kind of evidence"),
        .required("about", .text, vi: "Giấy tờ về vai nào", en: "The role it is about"),
        .optional("toward", .text, vi: "Vai mà giấy tờ gắn với", en: "The role it ties the first one to"),
        .optional("label", .localized, vi: "Tên gọi trong biểu mẫu", en: "What this form calls it"),
        .optional("required", .flag, vi: "Bắt buộc", en: "Whether it is demanded"),
        .optional("requiredIf", .expression, vi: "Bắt buộc khi (FEEL)", en: "When it is demanded, in FEEL"),
        .optional("uploadOnly", .text, vi: "Văn bản buộc nộp bản mới", en: "The legal text that insists on a fresh upload"),
    ])

    static let section = RecordShape("section", [
        .required("title", .localized, vi: "Tên phần", en: "Title"),
        .optional("help", .localized, vi: "Hướng dẫn", en: "Advice"),
        .optional("visibleIf", .expression, vi: "Chỉ hiện khi (FEEL)", en: "When the section stands, in FEEL"),
        .optional("rows", .record(rows), vi: "Phần này là bảng", en: "Makes the section a table"),
        .required("fields", .list(.record(field)), vi: "Các ô", en: "The fields"),
    ])

    static let rows = RecordShape("rows", [
        .required("group", .text, vi: "Tên bảng", en: "Name of the table"),
        .optional("of", .text, vi: "Vai mà mỗi dòng là một chủ thể", en: "The role each row is a subject of"),
        .required("count", .matching("^[0-9]+\\.\\.[0-9]+$"), vi: "Số dòng, như 0..20", en: "How many rows, like 0..20"),
    ])

    static let field = RecordShape(
        "field",
        [
            .required("id", .text, vi: "Mã ô", en: "The field's id"),
            .required("means", means, vi: "Nghĩa của ô: vai.khái_niệm", en: "What it means: role.concept"),
            .required("label", .localized, vi: "Nhãn in trên biểu mẫu", en: "The label on the form"),
            .optional("help", .localized, vi: "Hướng dẫn điền", en: "Advice"),
            .optional("required", .flag, vi: "Bắt buộc khi ô hiện", en: "Whether it must be filled where it stands"),
            .optional("requiredIf", .expression, vi: "Bắt buộc khi (FEEL)", en: "When it must be filled, in FEEL"),
            .optional("visibleIf", .expression, vi: "Chỉ hiện khi (FEEL)", en: "When it stands, in FEEL"),
            .optional("repeats", .text, vi: "Ô khác đã hỏi điều này", en: "The field that asks the same"),
            .optional(
                "onlyApplicant", .either([.choice(["statement", "newValue"]), .record(newValue)]), vi: "Vì sao chỉ người khai mới biết",
                en: "Why nobody else can know"),
            .optional("offers", .oneOrMore(.meaning), vi: "Giá trị trong sổ để chọn", en: "Registered values to choose from"),
            .optional("value", .expression, vi: "Tính ra theo định nghĩa của biểu mẫu (FEEL)", en: "A computation true by definition, in FEEL"),
            .optional("table", .record(DecisionTable.shape), vi: "Cách tính, viết thành bảng", en: "The computation, as a decision table"),
            .optional("partOf", .meaning, vi: "Là một phần của điều bản gốc hỏi", en: "The one thing of the baseline it is a piece of"),
            .optional("type", .words(ValueType.self), vi: "Kiểu, cho câu hỏi riêng của biểu mẫu", en: "Type of a question of this form alone"),
            .optional("unit", .text, vi: "Đơn vị", en: "Unit"),
            .optional("minimum", .number, vi: "Số nhỏ nhất", en: "The least a number may be; 0 where there is a unit"),
            .optional("maximum", .number, vi: "Số lớn nhất", en: "The most a number may be"),
            .optional("options", .list(.record(option)), vi: "Các lựa chọn", en: "What may be chosen"),
            .optional("ifNone", .number, vi: "Để trống thì tính là", en: "What an empty number reads as"),
            .optional("mayBeNone", .flag, vi: "'Không có' là câu trả lời", en: "Whether 'none' is an answer"),
            .optional("outside", outside, vi: "Đứng ngoài phép đếm", en: "Why it stands outside the count"),
        ],
        rules: [
            .when("type", in: ["choice"], needs: "options"), .needs("type", beside: "options"), .needs("type", beside: "unit"),
            .needs("type", beside: "minimum"), .needs("type", beside: "maximum"),
        ])

    static let means = Shape.either([.meaning, .names(.meaning, among: Kind.allCases.map(\.rawValue))])

    static let outside = Shape.either([.choice(["boilerplate", "consent", "signature", "office"]), .record(waived)])

    static let waived = RecordShape("waived", [
        .required("waived", .text, vi: "Biểu mẫu tự cho để trống khi nào", en: "When the form itself says the blank may stay empty"),
    ])

    static let newValue = RecordShape("newValue", [
        .required("newValue", .expression, vi: "Chỉ khi người khai thay đổi (FEEL)", en: "Only where the applicant changes it, in FEEL"),
    ])

    static let option = RecordShape("option", [
        .required("code", .text, vi: "Mã", en: "Code"),
        .required("vi", .text, vi: "Nhãn tiếng Việt", en: "Label in Vietnamese"),
        .optional("en", .text, vi: "Nhãn tiếng Anh", en: "Label in English"),
        .optional("text", .flag, vi: "Có ghi thêm ('khác: …')", en: "Takes a text ('other: …')"),
    ])

    static let role = RecordShape("role", [
        .required("kind", .oneOrMore(.words(Kind.self)), vi: "Loại chủ thể", en: "Kind of subject"),
        .required("from", .filled(.either([.choice(["actor", "subject", "new"]), .record(source)])), vi: "Lấy từ đâu, nguồn đầu tiên đúng", en: "Where it comes from; the first that holds"),
        .optional("when", .expression, vi: "Sai thì vai không có ai (FEEL)", en: "If false the role is nobody, in FEEL"),
        .optional("optional", .flag, vi: "Có thể không có ai", en: "May be nobody"),
        .optional("confirm", .flag, vi: "Phải xác nhận trước khi điền", en: "Shown and confirmed before anything is filled"),
        .optional("verify", .list(.text), vi: "Gõ kèm số để đối chiếu", en: "Typed beside a typed key"),
        .optional("as", .matching(#"^[^.\s]+\.[^.\s]+$"#), vi: "Quan hệ mà biểu mẫu tự nêu", en: "A relation this form itself states"),
    ])

    static let sourceKeys = ["sameAs", "relation", "pick", "key", "new"]

    static let source = RecordShape(
        "source",
        [
            .optional("sameAs", .text, vi: "Cùng chủ thể với vai này", en: "That role's subject"),
            .optional("relation", .either([walk, .record(all)]), vi: "Nơi quan hệ dẫn tới", en: "Where the relation leads"),
            .optional("pick", .oneOrMore(.text), vi: "Chọn trong các vai, quan hệ này", en: "Roles and relations to choose from"),
            .optional("key", .oneOrMore(.meaning), vi: "Khóa người khai gõ", en: "A key the applicant types"),
            .optional("new", .anything, vi: "Chưa sổ nào có", en: "No register knows it yet"),
            .optional("if", .expression, vi: "Chỉ khi (FEEL)", en: "Only if, in FEEL"),
        ],
        rules: [.one(of: sourceKeys, isOnly: true)])

    private static let walk = Shape.matching(#"^[^.]+(\.[^.]+)+$"#)

    static let all = RecordShape("all", [
        .required("all", .filled(walk), vi: "Chủ thể mà mọi quan hệ này cùng dẫn tới", en: "The one reached by all of them"),
    ])
}

extension BaselineReader {
    /// A baseline file.
    public static let shape = RecordShape("baseline", [
        .required("baseline", .text, vi: "Mã bản gốc", en: "The baseline's id"),
        .required("form", .text, vi: "Biểu mẫu mà nó là bản gốc", en: "The form it is the baseline of"),
        .required("status", .words(Baseline.Status.self), vi: "Đang hiệu lực hay tạm", en: "In force, or provisional"),
        .required("text", .text, vi: "Văn bản làm căn cứ", en: "The text it stands on"),
        .optional("replaces", .text, vi: "Bản gốc cũ mà nó thay: từ đây là chuỗi số liệu mới", en: "The baseline it stands in the place of: a new series begins"),
        .optional("frozen", .record(frozen), vi: "Chốt ngày nào, ai chốt", en: "When and by whom it was frozen"),
        .required("sections", .list(.record(section)), vi: "Các phần", en: "The sections"),
    ])

    static let frozen = RecordShape("frozen", [
        .required("on", .day, vi: "Ngày chốt", en: "The day"),
        .required("by", .text, vi: "Người chốt", en: "By whom"),
        .optional("hash", .matching("^[0-9a-f]{64}$"), vi: "SHA-256 của nội dung", en: "SHA-256 over its content"),
        .optional("signature", .text, vi: "Chữ ký", en: "Signature"),
    ])

    static let section = RecordShape(
        "baselineSection",
        [
            .optional("title", .localized, vi: "Tên phần", en: "Title"),
            .optional("visibleIf", .expression, vi: "Chỉ hiện khi (FEEL)", en: "When it stands, in FEEL"),
            .optional("rows", .record(FormReader.rows), vi: "Phần này là bảng", en: "Makes it a table"),
            .optional("blanks", .list(.record(blank)), vi: "Các ô", en: "The blanks"),
            .optional("fields", .list(.record(blank)), vi: "Các ô", en: "The blanks"),
        ],
        rules: [.one(of: ["blanks", "fields"], isOnly: false)])

    static let blank = RecordShape("blank", [
        .required("id", .text, vi: "Mã ô", en: "The blank's id"),
        .required("means", FormReader.means, vi: "Nghĩa của ô: vai.khái_niệm", en: "What it means: role.concept"),
        .optional("label", .localized, vi: "Nhãn in trên giấy", en: "The label on the paper"),
        .optional("required", .flag, vi: "Bắt buộc khi ô hiện", en: "Whether it must be filled where it stands"),
        .optional("requiredIf", .expression, vi: "Bắt buộc khi (FEEL)", en: "When it must be filled, in FEEL"),
        .optional("visibleIf", .expression, vi: "Chỉ hiện khi (FEEL)", en: "When it stands, in FEEL"),
        .optional("partOf", .meaning, vi: "Là một phần của", en: "The one thing it is a piece of"),
        .optional("outside", FormReader.outside, vi: "Đứng ngoài phép đếm", en: "Why it stands outside the count"),
    ])
}

extension FreezerReader {
    /// `FormSchemas/freezers.yaml`.
    public static let shape = RecordShape("freezers", [
        .required("freezers", .list(.record(freezer)), vi: "Những người được chốt bản gốc", en: "Who may freeze baselines"),
    ])

    static let freezer = RecordShape("freezer", [
        .required("name", .text, vi: "Tên hoặc chức danh", en: "Name or office"),
        .required("publicKey", .matching("^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"), vi: "Khóa công khai Ed25519, Base64", en: "Public key, Ed25519 in Base64"),
        .required("since", .day, vi: "Từ ngày", en: "First day"),
        .optional("until", .day, vi: "Đến hết ngày", en: "Last day"),
    ])
}
