import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Vocabulary

/// The manifest as it is being written.
struct ManifestDrawing {
    let brief: ManifestDraft.Brief
    let kind: Transport.Kind
    let prefixes: [String: String]
    let vocabulary: Vocabulary
    let ranks: [ConceptID: Set<Int>]
    let language: Language
    let proposer: BindingProposer
    var lines: [String] = []
    var undecided: [LocalizedText] = []
    var bound: [ConceptID] = []
    var unsure = 0
    var keyText: String?
    var paths: [String] = []

    init(_ brief: ManifestDraft.Brief, kind: Transport.Kind, prefixes: [String: String], vocabulary: Vocabulary, ranks: [ConceptID: Set<Int>], language: Language) {
        self.brief = brief
        self.kind = kind
        self.prefixes = prefixes
        self.vocabulary = vocabulary
        self.ranks = ranks
        self.language = language
        proposer = BindingProposer(about: brief.about, vocabulary)
    }

    func said(_ vi: String, _ en: String) -> String { LocalizedText(vi: vi, en: en).text(in: language) }

    mutating func draw(_ root: SampleTree) {
        let (record, trail) = record(in: root)
        let places = Self.places(in: record, kind)
        let key = identity(places)
        keyText = key?.texts.first
        paths = places.map(\.path)
        header()
        transport()
        lines.append("operations:")
        lines.append("  \(brief.operation):")
        lines.append("    about: \(brief.about.rawValue)")
        lines.append("    key: [\(brief.key)]")
        request(root, key?.path)
        lines.append("    record: \(YAML.scalar(trail))")
        if record.isList, kind != .sql, kind != .table {
            lines.append("    many: reject   # " + said("hoặc list, hoặc {firstBy: <FEEL>}, khi có nhiều bản ghi", "or list, or {firstBy: <FEEL>}, where there are several"))
        }
        if let key {
            lines.append("    identifies: \(YAML.scalar(key.path))")
        } else {
            lines.append("    # identifies: …   # " + said("đường dẫn tới \(brief.key) của chính bản ghi; thiếu nó thì không dùng được", "path of the record's own \(brief.key); without it the operation cannot be used"))
            if !undecided.contains(where: { $0.vietnamese.hasPrefix("identifies") }) { undecided.append(LocalizedText(
                vi: "identifies: không thấy '\(brief.key)' trong mẫu; thiếu nó thì câu hỏi không dùng được", en: "identifies: no '\(brief.key)' was found in the sample; without it the operation cannot be used")) }
        }
        if kind == .json || kind == .xml { lines.append("    # notFound: {status: 404}   # " + said("sổ nói 'không có' thế nào", "how the register says that there is no such record")) }
        lines.append("    # recordedAt: …             # " + said("ngày ghi, nếu câu trả lời có", "when it was recorded, where the reply says so"))
        supplies(places, key?.path)
        opens(record, places, key?.path)
    }

    // MARK: Head

    private mutating func header() {
        lines.append("# " + said("Bản nháp do 'onceonly connector new' viết từ một mẫu; mọi khóa: docs/manifest.md", "Drafted from one sample by 'onceonly connector new'; every key: docs/manifest.md"))
        lines.append("connector: \(brief.connector)")
        lines.append("title:")
        lines.append("  vi: \(YAML.scalar(brief.title))")
        lines.append("legalBasis: \(YAML.scalar(brief.legalBasis))")
    }

    private mutating func transport() {
        let name = brief.connector.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
        lines.append("transport:")
        lines.append("  kind: \(kind.rawValue)")
        let secret = "  # bearer: \"${\(name)_TOKEN}\"   # " + said("hoặc basic, oauth; bí mật luôn là tham chiếu", "or basic, oauth; secrets are references, always")
        switch kind {
        case .json, .xml:
            lines.append("  url: \"${\(name)_URL}\"")
            lines.append(secret)
            if !prefixes.isEmpty {
                lines.append("  namespaces:")
                for (namespace, prefix) in prefixes.sorted(by: { $0.value < $1.value }) { lines.append("    \(prefix): \(YAML.scalar(namespace))") }
            }
            undecided.append(LocalizedText(vi: "transport: địa chỉ ${\(name)_URL} và cách đăng nhập", en: "transport: the address ${\(name)_URL} and how to sign in"))
        case .sql:
            lines.append("  database: \"${\(name)_DB}\"")
            undecided.append(LocalizedText(vi: "transport: cơ sở dữ liệu ${\(name)_DB}", en: "transport: the database ${\(name)_DB}"))
        case .table:
            lines.append("  file: \"${\(name)_CSV}\"")
            undecided.append(LocalizedText(vi: "transport: tệp ${\(name)_CSV}", en: "transport: the file ${\(name)_CSV}"))
        }
        lines.append("  timeout: 2s")
    }

    private mutating func request(_ root: SampleTree, _ key: String?) {
        lines.append("    request:")
        switch kind {
        case .json:
            lines.append("      method: GET")
            path(brief.path ?? "/{\(brief.key)}")
        case .xml:
            let isSOAP = root.name == "Envelope"
            lines.append("      method: \(isSOAP ? "POST" : "GET")")
            path(brief.path ?? (isSOAP ? "/" : "/{\(brief.key)}"))
            guard isSOAP else { return }
            let reply = root.members.first { $0.name == "Body" }?.members.first
            let prefix = reply?.step.split(separator: ":").first.map(String.init) ?? "c"
            let question = (reply?.name ?? "Request").replacing(/Response$/, with: "")
            let declared = prefixes.sorted { $0.value < $1.value }.map { " xmlns:\($0.value)=\"\($0.key)\"" }.joined()
            lines.append("      # action: …   # " + said("SOAPAction của dịch vụ", "the service's SOAPAction"))
            lines.append("      body: |   # " + said("còn phải quyết định: tên phần tử theo mô tả của dịch vụ", "still to be decided: element names as the service describes them"))
            lines += [
                "        <?xml version=\"1.0\" encoding=\"UTF-8\"?>", "        <s:Envelope\(declared)>", "          <s:Body>",
                "            <\(prefix):\(question)><\(prefix):\(brief.key)>{\(brief.key)}</\(prefix):\(brief.key)></\(prefix):\(question)>", "          </s:Body>", "        </s:Envelope>",
            ]
            undecided.append(LocalizedText(vi: "request: nội dung SOAP được đoán từ câu trả lời", en: "request: the SOAP body is a guess from the reply"))
        case .sql:
            let column = key ?? "…"
            var columns = "*"
            if !brief.leftOut.isEmpty {
                columns = root.members.map { DatabaseSample.quoted($0.name) }.joined(separator: ", ")
                lines.append("      # " + said("bỏ các cột chứa dữ liệu nhị phân, không ánh xạ được", "columns that hold bytes are left out, nothing can be read from them")
                    + ": " + brief.leftOut.map(YAML.scalar).joined(separator: ", "))
            }
            lines.append("      query: \(YAML.scalar("select \(columns) from \(DatabaseSample.quotedTable(brief.table ?? "…")) where \(DatabaseSample.quoted(column)) = :\(brief.key)"))")
        case .table:
            lines.append("      column: {\(brief.key): \(YAML.scalar(key ?? "…"))}")
        }
    }

    private mutating func path(_ path: String) {
        let comment = brief.path == nil ? "   # " + said("còn phải quyết định", "still to be decided") : ""
        lines.append("      path: \(YAML.scalar(path))\(comment)")
        if brief.path == nil { undecided.append(LocalizedText(vi: "request.path: đường dẫn của dịch vụ", en: "request.path: the service's path")) }
    }
}
