public import Declarations
import Vocabulary

extension ManifestReader {
    /// A connector's `manifest.yaml`.
    public static let shape = RecordShape("connector", [
        .required("connector", .text, vi: "Mã sổ", en: "The register's id"),
        .required("title", .localized, vi: "Tên sổ", en: "Title"),
        .optional("publisher", .text, vi: "Cơ quan quản lý", en: "Who runs it"),
        .required("legalBasis", .text, vi: "Văn bản lập ra sổ", en: "The text the register stands on"),
        .required("transport", .record(transport), vi: "Hỏi sổ bằng cách nào", en: "How it is reached"),
        .required("operations", .names(.record(operation)), vi: "Sổ trả lời những câu hỏi nào", en: "The questions it answers, by name"),
    ])

    static let transport = RecordShape(
        "transport",
        [
            .required("kind", .words(Transport.Kind.self), vi: "Loại kết nối", en: "Kind of transport"),
            .optional("url", .text, vi: "Địa chỉ, như ${TÊN_BIẾN}", en: "Address, like ${VARIABLE}"),
            .optional("database", .text, vi: "Cơ sở dữ liệu, như ${TÊN_BIẾN}", en: "The database, like ${VARIABLE}"),
            .optional("file", .text, vi: "Tệp, như ${TÊN_BIẾN}", en: "The file, like ${VARIABLE}"),
            .optional("bearer", .text, vi: "Mã truy cập, như ${TÊN_BIẾN}", en: "Token, like ${VARIABLE}"),
            .optional("basic", .record(basic), vi: "Tên và mật khẩu", en: "User and password"),
            .optional("oauth", .record(oauth), vi: "Mã truy cập theo OAuth 2, lấy bằng tên và mật khẩu của hệ thống", en: "A token of OAuth 2, by client credentials"),
            .optional("trust", .text, vi: "Tệp chứng thư gốc (PEM) của riêng sổ này, như ${TÊN_BIẾN}", en: "A file (PEM) of its own root certificates, like ${VARIABLE}"),
            .optional("networks", .oneOrMore(.text), vi: "Sổ nằm trong các dải địa chỉ nào", en: "Ranges of addresses it stands in"),
            .optional("quota", .record(quota), vi: "Được hỏi bao nhiêu lượt trong bao lâu", en: "How often it may be asked"),
            .optional("namespaces", .names(.text), vi: "Tiền tố dùng trong XPath", en: "Prefixes used in XPaths"),
            .optional("timeout", .matching("^[0-9]+(ms|s)$"), vi: "Chờ bao lâu, như 500ms hoặc 2s", en: "Deadline of a call, like 500ms or 2s"),
            .optional("concurrency", .integer(1...256), vi: "Sổ nhận bao nhiêu lượt hỏi cùng lúc", en: "Calls it takes at once"),
            .optional("encoding", .text, vi: "Bảng mã của tệp", en: "Encoding of the file"),
            .optional("separator", .text, vi: "Dấu ngăn cột", en: "What separates columns"),
        ],
        rules: [
            .when("kind", in: ["json", "xml"], needs: "url"), .when("kind", in: ["sql"], needs: "database"),
            .when("kind", in: ["table"], needs: "file"),
        ])

    static let basic = RecordShape("basic", [
        .required("user", .text, vi: "Tên, như ${TÊN_BIẾN}", en: "User, like ${VARIABLE}"),
        .required("password", .text, vi: "Mật khẩu, như ${TÊN_BIẾN}", en: "Password, like ${VARIABLE}"),
    ])

    static let oauth = RecordShape("oauth", [
        .required("token", .text, vi: "Nơi lấy mã truy cập, như ${TÊN_BIẾN}", en: "Where tokens are fetched, like ${VARIABLE}"),
        .required("client", .text, vi: "Tên của hệ thống, như ${TÊN_BIẾN}", en: "The client's id, like ${VARIABLE}"),
        .required("secret", .text, vi: "Mật khẩu của hệ thống, như ${TÊN_BIẾN}", en: "The client's secret, like ${VARIABLE}"),
        .optional("scope", .text, vi: "Phạm vi xin quyền", en: "The scope asked for"),
    ])

    static let quota = RecordShape("quota", [
        .required("calls", .integer(1...100_000), vi: "Bao nhiêu lượt", en: "How many calls"),
        .required("per", .matching("^[0-9]+(ms|s|m|h)$"), vi: "Trong bao lâu, như 1m", en: "In how much time, like 1m"),
    ])

    static let pages = RecordShape("pages", [
        .optional("first", .text, vi: "{page} trong lượt hỏi đầu", en: "What {page} is in the first request"),
        .required("next", .text, vi: "Câu trả lời ghi {page} của trang sau ở đâu", en: "Where a reply says what {page} is next"),
        .optional("most", .integer(1...1_000), vi: "Nhiều nhất bao nhiêu trang", en: "More pages than this are no answer"),
    ])

    static let batch = RecordShape("batch", [
        .required("size", .integer(Operation.Batch.sizes), vi: "Một lượt hỏi về nhiều nhất bao nhiêu chủ thể", en: "How many subjects one call may be about, at the most"),
        .required("request", .record(request), vi: "Gửi gì đi; khóa ở đây là danh sách khóa", en: "What is sent; the key is a list of keys here"),
        .optional("record", .text, vi: "Bản ghi nằm ở đâu, nếu khác khi hỏi một chủ thể", en: "Where records stand, if elsewhere than in a reply about one"),
    ])

    static let operation = RecordShape("operation", [
        .required("about", .words(Kind.self), vi: "Về loại chủ thể nào", en: "Kind of subject it is about"),
        .required("key", .filled(.text), vi: "Cần biết khái niệm nào để hỏi", en: "The concepts it is asked by"),
        .required("request", .record(request), vi: "Gửi gì đi", en: "What is sent"),
        .optional("batch", .record(batch), vi: "Hỏi về nhiều chủ thể trong một lượt thế nào", en: "How it is asked about several subjects in one call"),
        .optional("record", .text, vi: "Bản ghi nằm ở đâu", en: "Where records stand"),
        .optional("many", .either([.choice(["reject", "list"]), .record(firstBy)]), vi: "Nhiều bản ghi thì sao", en: "What several records mean"),
        .optional("pages", .record(pages), vi: "Câu trả lời chia trang thế nào", en: "How an answer goes on over pages"),
        .optional("identifies", .either([.text, .names(.text)]), vi: "Khóa của bản ghi nằm ở đâu", en: "Where the record's own key stands"),
        .optional("notFound", .record(condition), vi: "Khi nào là không có", en: "When there is no such record"),
        .optional("refusedWhen", .record(condition), vi: "Khi nào là từ chối", en: "When the register refuses"),
        .optional("invalidWhen", .record(condition), vi: "Khi nào trả lời hỏng", en: "When the reply is no use"),
        .optional("recordedAt", .either([.text, .record(recordedAt)]), vi: "Ghi ngày nào", en: "When it was recorded"),
        .optional("supplies", .names(.record(supply)), vi: "Cung cấp khái niệm nào, ở đâu", en: "What it supplies, by concept"),
        .optional("verifies", .names(.record(verification)), vi: "Chỉ xác nhận khái niệm nào: đúng hay không", en: "What it only confirms, by concept: yes or no"),
        .optional("opens", .names(.record(opens)), vi: "Mở quan hệ nào", en: "The relations it opens, by name"),
        .optional("documents", .list(.text), vi: "Loại giấy tờ sổ tự cấp", en: "Papers it can hand out itself"),
    ])

    static let request = RecordShape("request", [
        .optional("method", .words(Method.self), vi: "Phương thức HTTP", en: "HTTP method"),
        .optional("path", .text, vi: "Đường dẫn, khóa viết như {personal_id_number}", en: "Path; keys written as {personal_id_number}"),
        .optional("headers", .names(.text), vi: "Tiêu đề HTTP", en: "HTTP headers"),
        .optional("body", .text, vi: "Nội dung gửi", en: "Body"),
        .optional("action", .text, vi: "Hành động SOAP", en: "SOAP action"),
        .optional("query", .text, vi: "Câu SQL, khóa viết như :personal_id_number", en: "SQL; keys written as :personal_id_number"),
        .optional("column", .names(.text), vi: "Cột nào là khóa nào", en: "Which column holds which key"),
    ])

    static let firstBy = RecordShape("firstBy", [
        .required("firstBy", .expression, vi: "Bản ghi đầu tiên mà (FEEL)", en: "The first record for which, in FEEL"),
    ])

    static let condition = RecordShape(
        "condition",
        [
            .optional("status", .oneOrMore(.integer(100...599)), vi: "Mã trạng thái HTTP", en: "HTTP status"),
            .optional("at", .text, vi: "Chỗ nào trong câu trả lời", en: "Where in the reply"),
            .optional("is", .oneOrMore(.text), vi: "Có một trong các giá trị này", en: "The values that count"),
        ],
        rules: [.one(of: ["status", "at"], isOnly: false)])

    static let recordedAt = RecordShape("recordedAt", [
        .required("at", .text, vi: "Chỗ nào", en: "Where"),
        .optional("format", .text, vi: "Ngày viết thế nào, như dd/MM/yyyy", en: "How days are written, like dd/MM/yyyy"),
    ])

    static let supply = RecordShape(
        "supply",
        [
            .optional("at", .text, vi: "JSONPath, XPath hoặc tên cột", en: "JSONPath, XPath or column"),
            .optional("parts", .names(.reference("supply")), vi: "Từng phần của khái niệm ghép", en: "The parts of a composite"),
            .optional("value", .expression, vi: "Tính từ read.<tên> (FEEL)", en: "FEEL over read.<name>"),
            .optional("read", .names(.text), vi: "Những chỗ mà biểu thức đọc", en: "What the expression reads, by name"),
            .optional("codes", .either([.text, .names(.text)]), vi: "Mã của sổ → mã của ta", en: "The register's codes to ours"),
            .optional("format", .text, vi: "Ngày viết thế nào, như dd/MM/yyyy", en: "How days are written, like dd/MM/yyyy"),
            .optional("partial", .flag, vi: "Có thể chỉ có năm hoặc tháng", en: "A date may have its year or month alone"),
            .optional("list", .record(separated), vi: "Nhiều giá trị trong một ô", en: "Several values in one cell"),
            .optional("unit", .text, vi: "Đơn vị; phải là đơn vị của khái niệm", en: "Unit; has to be the concept's own"),
            .optional("authority", .integer(1...9), vi: "Thứ bậc khi các sổ khác nhau; 1 quyết định", en: "Rank where registers differ; 1 decides"),
            .optional("freshFor", .matching("^P[0-9YMWD]+$"), vi: "Dùng được bao lâu, như P6M", en: "How long it may be used, like P6M"),
            .optional("cacheFor", .matching("^[0-9]+(ms|s|m|h)$"), vi: "Được giữ bao lâu để dùng lại, như 10m", en: "How long it may be kept for other dossiers, like 10m"),
            .optional("complete", .flag, vi: "Không thấy ở đây là không có", en: "Finding nothing here means there is none"),
            .optional("invalidWhen", .record(mark), vi: "Khi nào không được dùng giá trị này", en: "When this value must not be used"),
        ],
        rules: [.one(of: ["at", "parts", "value"], isOnly: true)])

    static let mark = RecordShape("mark", [
        .required("at", .text, vi: "Chỗ nào, tính từ bản ghi", en: "Where, from the record"),
        .optional("is", .oneOrMore(.text), vi: "Có một trong các giá trị này; không ghi thì có gì ở đó cũng tính", en: "The values that count; without them, anything that stands there"),
    ])

    static let verification = RecordShape("verification", [
        .required("at", .text, vi: "Câu trả lời đúng hay không nằm ở đâu", en: "Where yes or no stands"),
        .required("yes", .oneOrMore(.text), vi: "Sổ viết 'đúng' thế nào", en: "How the register writes yes"),
        .required("no", .oneOrMore(.text), vi: "Sổ viết 'không' thế nào", en: "How the register writes no"),
        .optional("codes", .names(.text), vi: "Mã của sổ → mã của ta; mã của sổ được gửi đi", en: "The register's codes to ours; the register's are sent"),
        .optional("format", .text, vi: "Ngày gửi đi viết thế nào, như dd/MM/yyyy", en: "How days are written in the request, like dd/MM/yyyy"),
        .optional("partial", .flag, vi: "Ngày, tháng chưa biết gửi bằng số 0", en: "A day or month not known is sent as zeros"),
    ])

    static let separated = RecordShape("separated", [
        .optional("separator", .text, vi: "Dấu ngăn", en: "What separates them"),
    ])

    static let opens = RecordShape("opens", [
        .required("kind", .words(Kind.self), vi: "Dẫn tới loại chủ thể nào", en: "Kind it leads to"),
        .required("key", .names(.text), vi: "Khóa của chủ thể đó nằm ở đâu", en: "Where that subject's key stands"),
        .optional("list", .text, vi: "Danh sách nằm ở đâu", en: "Where the elements stand"),
        .optional("complete", .flag, vi: "Danh sách này đủ", en: "The list has all of them"),
        .optional("cacheFor", .matching("^[0-9]+(ms|s|m|h)$"), vi: "Được giữ bao lâu để dùng lại, như 10m", en: "How long it may be kept for other dossiers, like 10m"),
        .optional("supplies", .names(.record(supply)), vi: "Danh sách tự nói gì về từng phần tử", en: "What the list says of each element"),
    ])

    enum Method: String, CaseIterable { case GET, POST }

    /// A connector's `cases.yaml`: what must be read from its samples.
    public static let cases = Shape.list(.record(sampleCase))

    static let sampleCase = RecordShape("case", [
        .required("operation", .text, vi: "Câu hỏi nào", en: "Which operation"),
        .optional("sample", .text, vi: "Tệp trả lời mẫu", en: "The sample reply"),
        .optional("key", .names(.text), vi: "Hỏi bằng khóa nào", en: "The keys it is asked by"),
        .required(
            "expects", .either([.choice(["absent"]), .names(.anything)]), vi: "Phải đọc ra gì, theo khái niệm; absent: không có bản ghi",
            en: "What must be read, by concept; absent: no record"),
    ])
}

extension GrantReader {
    /// `grants.yaml`.
    public static let shape = RecordShape("grants", [
        .required("grants", .list(.record(grant)), vi: "Các quyền đọc sổ", en: "The grants"),
    ])

    static let grant = RecordShape(
        "grant",
        [
            .optional("id", .text, vi: "Mã, để văn bản đồng ý gọi tên", en: "Id that a consent names"),
            .required("purpose", .text, vi: "Mục đích của biểu mẫu", en: "The purpose of forms"),
            .required("connector", .text, vi: "Sổ được đọc", en: "The register"),
            .required("about", .list(.text, orOne: true, isFilled: true), vi: "Về các vai nào", en: "About which roles"),
            .optional("reads", .oneOrMore(.text), vi: "Được đọc khái niệm nào", en: "Which concepts may be read"),
            .optional("verifies", .oneOrMore(.text), vi: "Được hỏi sổ đúng hay không về khái niệm nào", en: "Which concepts may be confirmed, yes or no"),
            .optional("follows", .oneOrMore(.text), vi: "Được đi theo quan hệ nào", en: "Which relations may be walked"),
            .required("basis", .words(Grant.Basis.self), vi: "Theo luật hay theo đồng ý", en: "By law or by consent"),
            .required("legal", .text, vi: "Văn bản cho phép", en: "The legal text"),
            .optional("disclose", .words(Grant.Disclosure.self), vi: "Ai được thấy", en: "Who may see it"),
        ],
        rules: [.one(of: ["reads", "verifies", "follows"], isOnly: false)])
}
