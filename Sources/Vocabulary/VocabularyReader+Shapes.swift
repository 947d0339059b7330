public import Declarations

extension VocabularyReader {
    /// A file of the vocabulary.
    public static let shape = RecordShape("vocabulary", [
        .optional(
            "keys", .names(.list(.oneOrMore(.text)), among: Kind.allCases.map(\.rawValue)), vi: "Khóa của từng loại chủ thể", en: "The keys of each kind of subject"),
        .optional("concepts", .names(.record(concept)), vi: "Các khái niệm", en: "The concepts, by name"),
        .optional("relations", .names(.record(relation)), vi: "Các quan hệ", en: "The relations, by name"),
        .optional("codeLists", .names(.record(codeList)), vi: "Các danh mục", en: "The code lists, by name"),
    ])

    static let concept = RecordShape(
        "concept",
        [
            .required("kind", .oneOrMore(.words(Kind.self)), vi: "Của loại chủ thể nào", en: "Kind of subject"),
            .required("type", .words(ValueType.self), vi: "Kiểu giá trị", en: "Type of its values"),
            .required("label", .localized, vi: "Tên gọi", en: "What it is called"),
            .optional("synonyms", .list(.text), vi: "Cách gọi khác trên các biểu mẫu", en: "Other labels forms give it"),
            .optional("atom", .text, vi: "Đếm thành khái niệm nào", en: "The concept counted in its place"),
            .optional("sensitivity", .words(Sensitivity.self), vi: "Mức nhạy cảm", en: "Sensitivity"),
            .optional("public", .flag, vi: "Ai cũng được thấy", en: "Always shown"),
            .optional("contact", .flag, vi: "Thông tin liên lạc hoặc địa chỉ", en: "Contact data or an address"),
            .optional("identity", .flag, vi: "Thông tin nhân thân", en: "A person's own identity data"),
            .optional("unit", .text, vi: "Đơn vị", en: "Unit"),
            .optional("codes", .text, vi: "Danh mục", en: "Its code list"),
            .optional("identifier", .words(IdentifierType.self), vi: "Loại mã số", en: "Its type of identifier"),
            .optional("many", .flag, vi: "Nhiều giá trị cùng lúc", en: "Several values hold at once"),
            .optional("parts", .names(.text), vi: "Các phần và khái niệm của chúng", en: "Its parts and their concepts"),
            .optional("derivations", .list(.either([.record(firstOf), .expression])), vi: "Tính ra thế nào", en: "Ways to compute it, tried in order"),
            .optional("checks", .list(.record(check)), vi: "Số nào nói gì về nó, để đối chiếu", en: "What a number tells of it, to hold against it"),
            .optional("validTo", .day, vi: "Ngày cuối còn dùng", en: "Last day anything new has it"),
            .optional("minimum", .number, vi: "Số nhỏ nhất", en: "The least a number may be; 0 where there is a unit"),
            .optional("maximum", .number, vi: "Số lớn nhất", en: "The most a number may be"),
            .optional("current", .flag, vi: "Nói về hiện tại: mã cũ đọc thành mã kế tiếp", en: "Said of the present: an old code is read as its successor"),
            .optional(
                "placeholders", .list(.matching(#"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"#)),
                vi: "Ngày ghi thay khi chỉ biết năm", en: "Days written where the year alone is known"),
            .optional("notFuture", .flag, vi: "Ngày không thể ở tương lai", en: "A day that cannot lie in the future"),
            .optional("source", .text, vi: "Nguồn", en: "Where this is from"),
        ],
        rules: [
            .when("type", in: ["choice"], needs: "codes"), .when("type", in: ["identifier"], needs: "identifier"),
            .when("type", in: ["address", "composite"], needs: "parts"),
        ])

    static let check = RecordShape("check", [
        .required("number", .text, vi: "Khái niệm là mã số ấy", en: "The concept that is the number"),
        .required("tells", .words(Concept.Check.Told.self), vi: "Mã số nói gì", en: "What it tells"),
    ])

    static let firstOf = RecordShape("firstOf", [
        .required("firstOf", .list(.text), vi: "Khái niệm đầu tiên có giá trị", en: "The first of these that has a value"),
    ])

    static let relation = RecordShape("relation", [
        .required("from", .list(.words(Kind.self), orOne: true, isFilled: true), vi: "Từ loại chủ thể nào", en: "Kinds it leads from"),
        .required("to", .list(.words(Kind.self), orOne: true, isFilled: true), vi: "Đến loại chủ thể nào", en: "Kinds it leads to"),
        .required("cardinality", .words(Relation.Cardinality.self), vi: "Một hay nhiều", en: "One or many"),
        .optional("proves", .flag, vi: "Bản ghi chứng minh mối liên hệ", en: "A record carrying it proves the link"),
        .required("label", .localized, vi: "Tên gọi", en: "What it is called"),
    ])

    static let codeList = RecordShape("codeList", [
        .required("title", .localized, vi: "Tên danh mục", en: "Title"),
        .optional("codes", .list(.record(code)), vi: "Các mã", en: "The codes"),
        .optional("table", .text, vi: "Tệp CSV có các mã", en: "A CSV file of codes beside this one"),
        .optional("source", .text, vi: "Văn bản ban hành", en: "Where the list is from"),
    ])

    static let code = RecordShape("code", [
        .required("code", .text, vi: "Mã", en: "Code"),
        .required("vi", .text, vi: "Tên tiếng Việt", en: "Name in Vietnamese"),
        .optional("en", .text, vi: "Tên tiếng Anh", en: "Name in English"),
        .optional("validFrom", .day, vi: "Dùng từ ngày", en: "First day"),
        .optional("validTo", .day, vi: "Ngày cuối còn dùng", en: "Last day"),
        .optional("text", .flag, vi: "Có ghi thêm ('khác: …')", en: "Takes a text ('other: …')"),
        .optional("columns", .names(.text), vi: "Cột khác của mã", en: "Other columns of the code"),
    ])
}

extension EvidenceKind {
    /// A file of `FormSchemas/evidence`.
    public static let shape = Shape.oneOrMore(.record(kindShape))

    static let kindShape = RecordShape("evidence", [
        .required("evidence", .text, vi: "Mã loại giấy tờ", en: "The kind's id"),
        .required("title", .localized, vi: "Tên giấy tờ", en: "Title"),
        .optional("proves", .list(.meaning), vi: "Chứng minh điều gì: loại.khái_niệm", en: "What it proves: kind.concept"),
        .optional("issuedBy", .oneOrMore(.text), vi: "Cơ quan cấp", en: "Who issues it"),
        .optional(
            "holds", .matching("^(until a date|while no newer one|per purpose|for P[0-9YMWD]+)$"),
            vi: "Có giá trị bao lâu: until a date, while no newer one, for P6M, per purpose", en: "How long it holds: until a date, while no newer one, for P6M, per purpose"),
        .optional("formats", .oneOrMore(.words(DocumentFormat.self)), vi: "Dạng giấy tờ, đọc từ nội dung tệp", en: "Formats, as the content of a file shows"),
        .optional(
            "signatures", .oneOrMore(.words(AcceptedSignature.self)), vi: "Chữ ký nào thì tệp dùng được; mặc định issuer hoặc conversion",
            en: "Whose signature makes a file good; issuer or conversion by default"),
        .optional(
            "alternatives", .list(.oneOrMore(.text)), vi: "Giấy tờ khác dùng thay: đủ cả một danh sách là được",
            en: "Kinds that do instead: one list is enough, and counts as a whole"),
        .optional("replacedBy", .list(.record(replacementShape)), vi: "Dữ liệu nào thay được, theo văn bản nào", en: "Data that does instead, under which text"),
        .optional("storable", .flag, vi: "Bản đã lưu dùng lại được", en: "A stored copy may serve again"),
        .optional("retention", .record(retentionShape), vi: "Lưu bao lâu, theo văn bản nào", en: "How long it is kept, under which text"),
    ])

    static let retentionShape = RecordShape(
        "retention",
        [
            .optional("keep", .matching("^P[0-9YMWD]+$"), vi: "Bản lưu có ích bao lâu, như P5Y", en: "How long a copy is of use, like P5Y"),
            .optional(
                "archive", .matching("^(P[0-9YMWD]+|permanent)$"), vi: "Phải lưu trữ bao lâu trước khi được xóa: P10Y hoặc permanent",
                en: "How long it must be archived before it may be erased: P10Y or permanent"),
            .required("legal", .text, vi: "Văn bản quy định", en: "The legal text"),
        ], rules: [.one(of: ["keep", "archive"], isOnly: false)])

    static let replacementShape = RecordShape("replacement", [
        .optional("concepts", .oneOrMore(.text), vi: "Các khái niệm", en: "The concepts"),
        .optional("relations", .oneOrMore(.text), vi: "Các quan hệ", en: "The relations"),
        .required("connector", .text, vi: "Sổ nào", en: "The register"),
        .required("legal", .text, vi: "Văn bản cho phép", en: "The legal text"),
        .optional("if", .expression, vi: "Chỉ khi (FEEL)", en: "Only if, in FEEL"),
    ])
}
