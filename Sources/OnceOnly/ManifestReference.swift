import Connectors
import Declarations
import Diagnostics

/// The reference page of connector manifests, `docs/manifest.md`: prose and examples from here, every key from the shapes the reader follows.
public enum ManifestReference {
    public static var page: String {
        var page = prose.replacing("{{keys}}", with: tables.joined(separator: "\n\n"))
        while page.hasSuffix("\n") { page.removeLast() }
        return page + "\n"
    }

    // MARK: Keys

    private static var tables: [String] {
        var tables: [String] = []
        var seen: Set<String> = []
        func walk(_ record: RecordShape) {
            guard seen.insert(record.name).inserted else { return }
            var lines = ["### `\(record.name)`", ""]
            let rules = record.rules.map(words)
            if !rules.isEmpty { lines += [rules.joined(separator: " "), ""] }
            lines += ["| key | is | says | nghĩa |", "|---|---|---|---|"]
            for key in record.keys {
                let name = key.isRequired ? "**`\(key.name)`**" : "`\(key.name)`"
                lines.append("| \(name) | \(cell(words(key.shape))) | \(cell(key.says.text(in: .english))) | \(cell(key.says.vietnamese)) |")
            }
            tables.append(lines.joined(separator: "\n"))
            for key in record.keys { for inner in records(in: key.shape) { walk(inner) } }
        }
        walk(ManifestReader.shape)
        for inner in records(in: ManifestReader.cases) { walk(inner) }
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

    private static func words(_ shape: Shape) -> String {
        switch shape {
        case .text: "text"
        case .matching(let pattern): "text like `\(pattern)`"
        case .day: "day, `2026-11-24`"
        case .expression: "FEEL"
        case .flag: "`true` or `false`"
        case .number: "number"
        case .integer(let range): "whole number, \(range.lowerBound) to \(range.upperBound)"
        case .choice(let choices): choices.map { "`\($0)`" }.joined(separator: ", ")
        case .localized: "text per language: `vi`, `en`"
        case .list(let item, let isOne, _): (isOne ? "one or a list of: " : "list of: ") + words(item)
        case .names(let value, _): "mapping of your names to: \(words(value))"
        case .record(let record): "[`\(record.name)`](#\(record.name.lowercased()))"
        case .reference(let name): "[`\(name)`](#\(name.lowercased()))"
        case .either(let shapes): shapes.map(words).joined(separator: ", or ")
        case .anything: "whatever the concept holds"
        }
    }

    private static func words(_ rule: RecordShape.Rule) -> String {
        func list(_ keys: [String]) -> String { keys.map { "`\($0)`" }.joined(separator: ", ") }
        return switch rule {
        case .one(let keys, let isOnly): isOnly ? "Exactly one of \(list(keys))." : "At least one of \(list(keys))."
        case .needs(let key, let beside): "`\(key)` makes sense beside `\(beside)` alone."
        case .when(let key, let values, let needed): "Where `\(key)` is \(values.map { "`\($0)`" }.joined(separator: " or ")), `\(needed)` is needed."
        }
    }
}
