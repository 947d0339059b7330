import Connectors
import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

/// What stands on paper and on its control sheet, in one language.
struct PrintWords {
    let checked: CheckedForm
    let asOf: PartialDate
    let language: Language
    private let values: ValueText

    init(checked: CheckedForm, asOf: PartialDate, language: Language) {
        self.checked = checked
        self.asOf = asOf
        self.language = language
        values = ValueText(vocabulary: checked.vocabulary, asOf: asOf, language: language, style: .paper)
    }

    func text(of date: PartialDate) -> String { values.text(of: date) }

    /// `2026-11-24T01:30:00Z` as the clock of Viet Nam had it.
    func instant(_ written: String) -> String {
        guard let local = VietnamTime.compact(written), let year = Int(local.prefix(4)), let month = Int(local.dropFirst(4).prefix(2)),
              let number = Int(local.dropFirst(6).prefix(2)), let day = PartialDate(year: year, month: month, day: number)
        else { return written }
        return "\(text(of: day)) \(local.dropFirst(8).prefix(2)):\(local.dropFirst(10).prefix(2))"
    }

    // MARK: values

    /// Boxes for a short list of codes; a long one is written.
    private static let mostBoxes = 8

    func shape(of concept: Concept?, inTable: Bool) -> PrintedBlank.Shape {
        switch concept?.type {
        case .tick?: return concept?.form.many == true ? .line : .tick
        case .choice? where !inTable:
            let options = options(of: concept)
            return (2...Self.mostBoxes).contains(options.count) ? .boxes(options) : .line
        case .date?, .number?, .identifier?: return concept?.form.many == true ? .line : .short
        case .text?, .choice?, .address?, .composite?, nil: return .line
        }
    }

    /// A code that was closed since has its box too where it is ticked.
    func shape(_ shape: PrintedBlank.Shape, with ticked: Set<String>, of concept: Concept?) -> PrintedBlank.Shape {
        guard case .boxes(let options) = shape else { return shape }
        let missing = ticked.filter { code in !options.contains { $0.code == code } }.sorted()
        return .boxes(options + missing.map { .init(code: $0, label: values.text(of: .string($0), as: concept)) })
    }

    private func options(of concept: Concept?) -> [PrintedBlank.Option] {
        guard let list = concept?.form.codes.flatMap({ checked.vocabulary.codeLists[$0] }) else { return [] }
        var seen: Set<String> = []
        return list.entries.filter { list.offers($0.code, at: asOf) && seen.insert($0.code).inserted }
            .compactMap { list.entry($0.code, at: asOf) }.map { .init(code: $0.code, label: $0.label.text(in: language)) }
    }

    func written(_ value: JSON, as concept: Concept?) -> (text: String, parts: [String: String], ticked: Set<String>) {
        (Self.printable(values.text(of: value, as: concept)), parts(of: value, as: concept), ticked(value, concept))
    }

    func partNames(of concept: Concept?) -> [String] {
        switch concept?.type {
        case .date?: ["day", "month", "year"]
        case .choice?: ["text"]
        case .text?, .number?, .tick?, .identifier?, .address?, .composite?, nil: concept?.form.parts.map(\.name) ?? []
        }
    }

    private func parts(of value: JSON, as concept: Concept?) -> [String: String] {
        if let items = value.array { return joined(items.map { (parts: self.parts(of: $0, as: concept), isWithheld: false) }, of: concept) }
        if let object = value.object {
            if object["none"]?.bool == true { return [:] }
            if concept?.type == .choice { return (object["text"]?.string).map { ["text": Self.printable($0)] } ?? [:] }
            return Dictionary(values.parts(of: object, as: concept).map { ($0.name, Self.printable($0.text)) }) { first, _ in first }
        }
        guard concept?.type == .date, let date = value.string.flatMap({ PartialDate($0) }) else { return [:] }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var parts = ["year": "\(date.year)"]
        parts["month"] = date.month.map(two)
        parts["day"] = date.day.map(two)
        return parts
    }

    /// The parts of several values, one after the other: in the place of one that has no such part stands a mark. A choice's own words
    /// need no place.
    func joined(_ all: [(parts: [String: String], isWithheld: Bool)], of concept: Concept?) -> [String: String] {
        var joined: [String: String] = [:]
        for name in Set(all.flatMap(\.parts.keys)) {
            let texts = all.compactMap { one in one.parts[name] ?? (concept?.type == .choice ? nil : one.isWithheld ? withheld : Self.gap) }
            joined[name] = texts.joined(separator: Self.separator)
        }
        return joined
    }

    private func ticked(_ value: JSON, _ concept: Concept?) -> Set<String> {
        // A part of several values is itself a list of lists where it has several.
        if let items = value.array { return items.reduce(into: []) { $0.formUnion(ticked($1, concept)) } }
        switch concept?.type {
        case .tick?: return value.bool == true ? ["true"] : []
        case .choice?: return (value.string ?? value["code"]?.string).map { [$0] } ?? []
        case .text?, .number?, .date?, .identifier?, .address?, .composite?, nil: return []
        }
    }

    /// Without what would make a text show as another than it is: control characters, and marks that turn the direction of writing.
    static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.compactMap { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n" || scalar == "\t" ? scalar : nil
            case .format: scalar.properties.isBidiControl ? nil : scalar
            default: scalar
            }
        }))
    }

    // MARK: sources

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    var notAsked: PrintedSource {
        PrintedSource(layer: .none, outcome: nil, text: say("biểu mẫu nay không hỏi ô này", "the form does not ask this any more"))
    }

    /// - Parameter isAsked: some field of the form asks it.
    func source(of leaf: StandingLeaf, isAsked: Bool) -> PrintedSource {
        let outcome = isAsked ? leaf.outcome.rawValue : nil
        if leaf.isWithheld {
            return PrintedSource(
                layer: .register, outcome: outcome, text: say("lấy từ sổ đăng ký, không hiện cho người khai", "from the register, not shown to the applicant's side"))
        }
        guard leaf.value != nil else {
            return PrintedSource(layer: .none, outcome: outcome, text: whyEmpty(leaf))
        }
        let suffix = isAsked ? "" : say(" (biểu mẫu nay không hỏi)", " (the form does not ask it any more)")
        let registered = leaf.registered.map { Self.printable(values.text(of: $0, as: checked.vocabulary[leaf.means.concept])) }
        return PrintedSource(
            layer: layer(of: leaf), outcome: outcome, text: name(of: leaf) + suffix, connector: leaf.source?.connector, operation: leaf.source?.operation,
            recorded: leaf.source?.recordedAt.map { PartialDate($0).map(text(of:)) ?? $0 }, fetched: leaf.source?.fetchedAt.map(instant), registered: registered)
    }

    private func layer(of leaf: StandingLeaf) -> PrintedSource.Layer {
        switch leaf.outcome {
        case .prefilled: leaf.registered == nil && leaf.source != nil ? .register : .declared
        case .derived: leaf.registered == nil ? .computed : .declared
        case .reused: leaf.registered == nil ? .document : .declared
        case .repeated: .repeated
        case .declared, .corrected, .overridden, .disputed: .declared
        case .outside: leaf.source == nil ? .computed : .register
        case .notApplicable, .empty: .none
        }
    }

    private func name(of leaf: StandingLeaf) -> String {
        switch layer(of: leaf) {
        case .register: connector(leaf)
        case .computed: say("tự tính", "computed")
        case .document: say("giấy tờ đã lưu: ", "stored document: ") + (leaf.source?.operation.map { title(ofKind: EvidenceID($0)) } ?? "")
        case .repeated: say("như ô đã ghi trước", "as in a blank before") + (leaf.source == nil ? "" : ": " + connector(leaf))
        case .declared: changed(leaf)
        case .none: ""
        }
    }

    private func changed(_ leaf: StandingLeaf) -> String {
        switch leaf.outcome {
        case .disputed: say("người khai, không đồng ý với sổ", "the applicant, who disputes the register")
        case .corrected, .overridden, .prefilled, .derived, .reused: say("người khai sửa", "corrected by the applicant")
        default: say("người khai", "the applicant")
        }
    }

    private func connector(_ leaf: StandingLeaf) -> String {
        guard let name = leaf.source?.connector else { return "" }
        if name == ConnectorID.signIn.rawValue { return say("thông tin đăng nhập", "sign-in") }
        if name == ConnectorID.documentStore.rawValue { return leaf.source?.operation.map { title(ofKind: EvidenceID($0)) } ?? name }
        return checked.catalog.connector(ConnectorID(name))?.title.text(in: language) ?? name
    }

    private func whyEmpty(_ leaf: StandingLeaf) -> String {
        switch leaf.outcome {
        case .notApplicable: say("không áp dụng", "does not apply")
        case .outside: say("ghi tay trên bản in", "filled in by hand")
        default: leaf.reason?.sentence.text(in: language) ?? say("để trống", "left empty")
        }
    }

    // MARK: joined

    /// Between several values that stand in one blank.
    static let separator = "; "

    /// In the place of one of several that has nothing.
    private static let gap = "…"

    /// In the place of one of several that is kept from this side.
    private var withheld: String { say("(cơ quan điền)", "(completed by the office)") }

    /// In a line with what is shown, what is not has a place too; where nothing is, the blank as a whole says so.
    func joined(_ entries: [PrintedEntry], by separator: String) -> String {
        if entries.allSatisfy(\.text.isEmpty) { return "" }
        return entries.filter { !$0.text.isEmpty || $0.isWithheld }.map { $0.text.isEmpty ? withheld : $0.text }.joined(separator: separator)
    }

    /// Rows one after the other; by their numbers where one of them is itself several values.
    ///
    /// - Parameter keepingAll: whether a row that says nothing has a place too, where another says something.
    func joined(_ rows: [PrintedEntry.Row], keepingAll: Bool = false) -> String {
        if keepingAll, rows.contains(where: { !$0.entry.text.isEmpty || $0.entry.isWithheld }) {
            return joined(rows.map { $0.entry.text.isEmpty && !$0.entry.isWithheld ? $0.entry.reading(Self.gap) : $0.entry }, by: Self.separator)
        }
        guard rows.contains(where: { ($0.entry.value?.array?.count ?? 0) > 1 }) else { return joined(rows.map(\.entry), by: Self.separator) }
        return joined(rows.map { $0.entry.reading("(\($0.number)) " + ($0.entry.text.isEmpty ? withheld : $0.entry.text)) }, by: Self.separator)
    }

    /// One of several pieces in a line: a mere yes or no says of what.
    func named(_ text: String, _ field: Field) -> String {
        guard checked.vocabulary[field.means.first.concept]?.type == .tick else { return text }
        return "\(field.label.text(in: language)): \(text)"
    }

    /// The one source of all pieces, else each by itself.
    func joined(_ pieces: [PrintedEntry.Piece]) -> (source: PrintedSource, pieces: [PrintedEntry.Piece]) {
        guard let first = pieces.first?.source else { return (notAsked, []) }
        if pieces.allSatisfy({ $0.source == first }) { return (first, []) }
        let layers = Set(pieces.map(\.source.layer)).subtracting([.none]), outcomes = Set(pieces.map(\.source.outcome))
        // What the applicant has said of any of them, they have said of the whole.
        let layer = layers.contains(.declared) ? .declared : PrintedSource.Layer.allCases.first(where: layers.contains) ?? .none
        return (
            PrintedSource(
                layer: layer, outcome: outcomes.count == 1 ? first.outcome : nil, text: say("ghép từ nhiều ô, nguồn từng phần ở dưới", "joined from several; the source of each is below")),
            pieces)
    }

    // MARK: names

    func title(ofPaper id: String) -> String {
        checked.form.documents.flatMap(\.demands).first { $0.id == id }.map { title(ofKind: $0.evidence) } ?? id
    }

    private func title(ofKind id: EvidenceID) -> String { checked.catalog.evidence[id]?.title.text(in: language) ?? id.rawValue }

    func met(_ paper: SeenDocument) -> String {
        if paper.isWithheld { return say("cơ quan xét, không nêu cho người khai", "judged by the office, not told to the applicant's side") }
        let by = paper.by.map { " (\(checked.catalog.connector(ConnectorID($0))?.title.text(in: language) ?? $0))" } ?? ""
        return switch paper.disposition {
        case .replacedByData: say("thay bằng dữ liệu", "replaced by data") + by
        case .earlierResult: say("kết quả thủ tục trước", "the result of an earlier procedure") + by
        case .stored: say("bản đã lưu", "a stored copy") + by
        case .upload: say("nộp kèm", "to be handed in")
        }
    }

    var keysTitle: String { say("Số đã khai để tìm trong sổ", "Numbers given to find a record") }

    /// Whose it is, as the first section about that role says.
    func label(ofKey meaning: Meaning) -> String {
        let own = checked.vocabulary[meaning.concept]?.label.text(in: language) ?? meaning.concept.rawValue
        let section = checked.form.sections.first { $0.fields.contains { $0.means.role == meaning.role } }
        return own + (section.map { " – " + $0.title.text(in: language) } ?? "")
    }
}
