import Declarations
public import Diagnostics
public import Measurement

/// A file of tariffs, from which a report estimates time and cost.
///
/// ```yaml
/// tariffs: province-2026
/// title: {vi: Định mức thử, en: Trial tariffs}
/// currency: VND
/// wage: {perHour: 46000, source: {vi: "…", en: "…"}}
/// rates:
///   field: {minutes: "1.5", source: {vi: "…"}}
///   paper: {minutes: "30", expense: 2000, source: {vi: "…"}}
///   filing: {minutes: "90", expense: 20000, eachBefore: true, source: {vi: "…"}}
/// ```
public enum TariffFile {
    static let shape = RecordShape("tariffs", [
        .required("tariffs", .text, vi: "Mã của định mức", en: "What the tariffs are called"),
        .required("title", .localized, vi: "Tên", en: "Title"),
        .required("currency", .matching("^[A-Z]{3}$"), vi: "Đơn vị tiền: ba chữ cái theo ISO 4217", en: "The currency: three letters of ISO 4217"),
        .required("wage", .record(wage), vi: "Giá một giờ công", en: "What an hour is worth"),
        .required("rates", .record(rates), vi: "Mỗi việc tốn bao nhiêu", en: "What each unit of burden takes"),
    ])

    private static let wage = RecordShape("wage", [
        .required("perHour", .integer(0...limit), vi: "Số đơn vị tiền mỗi giờ", en: "Whole units of the currency an hour"),
        .required("source", .localized, vi: "Nguồn của con số", en: "Where the figure is from"),
    ])

    private static let rates = RecordShape("rates", [
        .optional("field", .record(count), vi: "Một thông tin bắt buộc mà người khai tự điền", en: "A required fact the applicant gives"),
        .optional("paper", .record(count), vi: "Một giấy tờ bắt buộc phải nộp", en: "A demanded paper that is handed in"),
        .optional("filing", .record(way), vi: "Một lần đi nộp hồ sơ", en: "A way to the office to file"),
        .optional("collecting", .record(way), vi: "Một lần đi nhận kết quả giấy", en: "A way to the office to fetch a result on paper"),
    ], rules: [.one(of: Tariffs.Unit.allCases.map(\.rawValue), isOnly: false)])

    private static let count = RecordShape("rate", rate)
    private static let way = RecordShape("wayRate", rate + [
        .optional("eachBefore", .flag, vi: "Trước đây hồ sơ nào cũng cần một lần đi", en: "Every dossier took a way before")
    ])

    private static let rate: [RecordShape.Key] = [
        .required("minutes", .number, vi: "Số phút, tối đa hai chữ số thập phân", en: "Minutes, with at most two decimals"),
        .optional("expense", .integer(0...limit), vi: "Chi phí bằng tiền", en: "Expenses in whole units of the currency"),
        .required("source", .localized, vi: "Nguồn của con số", en: "Where the figure is from"),
    ]

    /// - Returns: `nil` where anything in it does not read; findings say what.
    public static func reading(_ text: String, named file: String) -> (tariffs: Tariffs?, findings: [Diagnostic]) {
        let document = YAMLDocument(text, file: file)
        guard let root = document.root else { return (nil, document.diagnostics) }
        var reader = DeclarationReader()
        let tariffs = tariffs(root, &reader)
        let findings = document.diagnostics + reader.diagnostics
        return (findings.isEmpty ? tariffs : nil, findings)
    }

    private static let limit = 1_000_000_000

    private static func tariffs(_ root: YAMLNode, _ reader: inout DeclarationReader) -> Tariffs? {
        guard let fields = reader.fields(root, as: shape) else { return nil }
        let id = reader.requiredText("tariffs", in: fields)
        let title = reader.required("title", in: fields).flatMap { reader.localizedText($0) }
        let currency = currency(reader.required("currency", in: fields), &reader)
        let wage = reader.required("wage", in: fields).flatMap { reader.fields($0, as: self.wage) }
        let perHour = wage.flatMap { reader.required("perHour", in: $0) }.flatMap { reader.integer($0, in: 0...limit) }
        let wageSource = wage.flatMap { reader.required("source", in: $0) }.flatMap { reader.localizedText($0) }
        var rates: [Tariffs.Unit: Tariffs.Rate] = [:]
        if let all = reader.required("rates", in: fields).flatMap({ reader.fields($0, as: self.rates) }) {
            if all.order.isEmpty { reader.note(Diagnostic(.missingKey, at: all.position, [Tariffs.Unit.field.rawValue])) }
            for unit in Tariffs.Unit.allCases {
                guard let node = all[unit.rawValue] else { continue }
                rates[unit] = rate(node, isWay: unit == .filing || unit == .collecting, &reader)
            }
        }
        guard let id, let title, let currency, let perHour, let wageSource, !rates.isEmpty else { return nil }
        return Tariffs(id: id, title: title, currency: currency, wage: perHour, wageSource: wageSource, rates: rates)
    }

    private static func rate(_ node: YAMLNode, isWay: Bool, _ reader: inout DeclarationReader) -> Tariffs.Rate? {
        guard let fields = reader.fields(node, as: isWay ? way : count) else { return nil }
        let time = hundredths(reader.required("minutes", in: fields), &reader)
        let expense = fields["expense"].map { reader.integer($0, in: 0...limit) } ?? 0
        let source = reader.required("source", in: fields).flatMap { reader.localizedText($0) }
        let isEachBefore = reader.flag(fields["eachBefore"])
        guard let time, let expense, let source else { return nil }
        return Tariffs.Rate(time: time, expense: expense, source: source, isEachBefore: isEachBefore)
    }

    /// `ISO 4217`: three capital letters.
    private static func currency(_ node: YAMLNode?, _ reader: inout DeclarationReader) -> String? {
        guard let node, let text = reader.text(node) else { return nil }
        guard text.utf8.count == 3, text.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) else {
            reader.refuse(node, expected: "VND")
            return nil
        }
        return text
    }

    /// Minutes with at most two decimals, up to 100,000.
    private static func hundredths(_ node: YAMLNode?, _ reader: inout DeclarationReader) -> Int? {
        guard let node, let text = reader.text(node) else { return nil }
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = pieces.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
        guard (1...2).contains(pieces.count), isNumber, let whole = Int(pieces[0]), whole <= 100_000, pieces.count == 1 || pieces[1].count <= 2 else {
            reader.refuse(node, expected: "0, 1.5, 90")
            return nil
        }
        let fraction = pieces.count == 1 ? 0 : (Int(pieces[1]) ?? 0) * (pieces[1].count == 1 ? 10 : 1)
        return whole * 100 + fraction
    }
}
