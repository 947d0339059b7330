import Connectors
import Declarations
public import Diagnostics

/// The reference page of connector manifests, `docs/manifest.md` and `docs/manifest.vi.md`: prose and examples from here, every key from
/// the shapes the reader follows.
public struct ManifestReference: Sendable {
    private let language: Language

    public init(language: Language) { self.language = language }

    /// Markdown; ends with a line break.
    public var page: String {
        var page = language == .english ? Self.english : Self.vietnamese
        for (name, example) in Self.examples { page = page.replacing("{{\(name)}}", with: example) }
        page = page.replacing("{{keys}}", with: tables.joined(separator: "\n\n"))
        while page.hasSuffix("\n") { page.removeLast() }
        return page + "\n"
    }

    private func said(_ vi: String, _ en: String) -> String { language == .english ? en : vi }

    // MARK: Keys

    private var tables: [String] {
        var tables: [String] = []
        var seen: Set<String> = []
        func walk(_ record: RecordShape) {
            guard seen.insert(record.name).inserted else { return }
            var lines = ["### `\(record.name)`", ""]
            let rules = record.rules.map(words)
            if !rules.isEmpty { lines += [rules.joined(separator: " "), ""] }
            lines += [said("| khóa | là | nghĩa |", "| key | is | says |"), "|---|---|---|"]
            for key in record.keys {
                let name = key.isRequired ? "**`\(key.name)`**" : "`\(key.name)`"
                lines.append("| \(name) | \(Self.cell(words(key.shape))) | \(Self.cell(key.says.text(in: language))) |")
            }
            tables.append(lines.joined(separator: "\n"))
            for key in record.keys { for inner in Self.records(in: key.shape) { walk(inner) } }
        }
        walk(ManifestReader.shape)
        for inner in Self.records(in: ManifestReader.cases) + Self.records(in: .record(GrantReader.shape)) { walk(inner) }
        return tables
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

    private static func records(in shape: Shape) -> [RecordShape] {
        switch shape {
        case .record(let record): [record]
        case .list(let item, _, _): records(in: item)
        case .names(let value, _): records(in: value)
        case .either(let shapes): shapes.flatMap(records)
        default: []
        }
    }

    private func words(_ shape: Shape) -> String {
        switch shape {
        case .text: said("chữ", "text")
        case .matching(let pattern): said("chữ dạng `\(pattern)`", "text like `\(pattern)`")
        case .day: said("ngày, `2026-11-24`", "day, `2026-11-24`")
        case .expression: "FEEL"
        case .flag: said("`true` hoặc `false`", "`true` or `false`")
        case .number: said("số", "number")
        case .integer(let range): said("số nguyên từ \(range.lowerBound) đến \(range.upperBound)", "whole number, \(range.lowerBound) to \(range.upperBound)")
        case .choice(let choices): choices.map { "`\($0)`" }.joined(separator: ", ")
        case .localized: said("chữ theo từng ngôn ngữ: `vi`, `en`", "text per language: `vi`, `en`")
        case .list(let item, let isOne, _): (isOne ? said("một hoặc danh sách: ", "one or a list of: ") : said("danh sách: ", "list of: ")) + words(item)
        case .names(let value, _): said("bảng tên → ", "mapping of names to: ") + words(value)
        case .record(let record): "[`\(record.name)`](#\(record.name.lowercased()))"
        case .reference(let name): "[`\(name)`](#\(name.lowercased()))"
        case .either(let shapes): shapes.map(words).joined(separator: said(", hoặc ", ", or "))
        case .anything: said("giá trị của khái niệm", "whatever the concept holds")
        }
    }

    private func words(_ rule: RecordShape.Rule) -> String {
        func list(_ keys: [String]) -> String { keys.map { "`\($0)`" }.joined(separator: ", ") }
        return switch rule {
        case .one(let keys, let isOnly): isOnly ? said("Đúng một trong \(list(keys)).", "Exactly one of \(list(keys)).") : said("Ít nhất một trong \(list(keys)).", "At least one of \(list(keys)).")
        case .needs(let key, let beside): said("`\(key)` chỉ có nghĩa bên cạnh `\(beside)`.", "`\(key)` makes sense beside `\(beside)` alone.")
        case .when(let key, let values, let needed):
            said("Khi `\(key)` là \(values.map { "`\($0)`" }.joined(separator: " hoặc ")) thì cần `\(needed)`.", "Where `\(key)` is \(values.map { "`\($0)`" }.joined(separator: " or ")), `\(needed)` is needed.")
        }
    }
}
