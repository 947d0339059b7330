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
        guard let fields = reader.fields(root, allowed: ["tariffs", "title", "currency", "wage", "rates"]) else { return nil }
        let id = reader.requiredText("tariffs", in: fields)
        let title = reader.required("title", in: fields).flatMap { reader.localizedText($0) }
        let currency = currency(reader.required("currency", in: fields), &reader)
        let wage = reader.required("wage", in: fields).flatMap { reader.fields($0, allowed: ["perHour", "source"]) }
        let perHour = wage.flatMap { reader.required("perHour", in: $0) }.flatMap { reader.integer($0, in: 0...limit) }
        let wageSource = wage.flatMap { reader.required("source", in: $0) }.flatMap { reader.localizedText($0) }
        var rates: [Tariffs.Unit: Tariffs.Rate] = [:]
        if let all = reader.required("rates", in: fields).flatMap({ reader.fields($0, allowed: Tariffs.Unit.allCases.map(\.rawValue)) }) {
            for unit in Tariffs.Unit.allCases {
                guard let node = all[unit.rawValue] else { continue }
                rates[unit] = rate(node, isWay: unit == .filing || unit == .collecting, &reader)
            }
        }
        guard let id, let title, let currency, let perHour, let wageSource, !rates.isEmpty else { return nil }
        return Tariffs(id: id, title: title, currency: currency, wage: perHour, wageSource: wageSource, rates: rates)
    }

    private static func rate(_ node: YAMLNode, isWay: Bool, _ reader: inout DeclarationReader) -> Tariffs.Rate? {
        guard let fields = reader.fields(node, allowed: ["minutes", "expense", "source"] + (isWay ? ["eachBefore"] : [])) else { return nil }
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
