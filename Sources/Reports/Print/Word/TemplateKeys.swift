import Diagnostics
import Forms

/// What a template may name, and what stands for it: `id` or meaning of a blank, behind it `[2]` for a row, `/part` for a part of its
/// value, `=code` for one of its boxes. Word has no dots in names of merge fields: `_` stands for them where that is clear.
struct TemplateKeys {
    private let blanks: [PrintedBlank]
    private let byName: [String: PrintedBlank]
    private let byLooseName: [String: [PrintedBlank]]
    private let tables: [String: Int]
    /// What stands where a value is kept from this side.
    let withheld: String

    init(_ form: PrintedForm, in language: Language) {
        blanks = form.blanks
        withheld = "(\(PageWords(language).withheld))"
        var byName: [String: PrintedBlank] = [:], byLooseName: [String: [PrintedBlank]] = [:]
        // Ids first: a meaning never takes a name away from a blank.
        for blank in blanks where byName[blank.id] == nil { byName[blank.id] = blank }
        for blank in blanks { for meaning in blank.means where byName[meaning] == nil { byName[meaning] = blank } }
        for (name, blank) in byName {
            let loose = Self.loose(name)
            if byLooseName[loose]?.contains(where: { $0.id == blank.id }) != true { byLooseName[loose, default: []].append(blank) }
        }
        (self.byName, self.byLooseName) = (byName, byLooseName)
        tables = Dictionary((form.sections + form.annex).compactMap(\.table).map { ($0.group, $0.rows.count) }) { first, _ in first }
    }

    struct Key: Hashable {
        let blank: PrintedBlank
        /// From 0.
        let row: Int?
        let part: String?
        let option: String?

        /// What of the blank is named; `nil` where it is named whole.
        var detail: WordTemplate.Place.Detail? { option.map { .option($0) } ?? part.map { .part($0) } }
    }

    /// What stands in a place of the template.
    enum Content: Hashable {
        case text(String)
        /// Boxes one after the other: one, or one for each row.
        case ticks([Tick])
        /// Words that say so; behind the end of a masked value.
        case withheld(String)
        case empty
    }

    enum Tick: Hashable {
        case ticked, unticked
        /// Nobody on this side may see which.
        case withheld
    }

    func isTable(_ name: String) -> Bool { tables[name] != nil }

    func rows(of group: String) -> Int { tables[group] ?? 0 }

    func key(_ written: String) -> Key? {
        if let blank = blank(written) { return Key(blank: blank, row: nil, part: nil, option: nil) }
        var name = written[...], option: String?, part: String?, row: Int?
        if let mark = name.lastIndex(of: "=") { (name, option) = (name[..<mark], String(name[name.index(after: mark)...])) }
        if let mark = name.lastIndex(of: "/") { (name, part) = (name[..<mark], String(name[name.index(after: mark)...])) }
        if name.hasSuffix("]"), let mark = name.lastIndex(of: "["), let number = Int(name[name.index(after: mark)...].dropLast()), number > 0 {
            (name, row) = (name[..<mark], number - 1)
        }
        guard let blank = blank(String(name)) else { return nil }
        if row != nil, blank.group == nil { return nil }
        if let part, !blank.parts.contains(part) { return nil }
        if let option {
            switch blank.shape {
            case .boxes(let options): if !options.contains(where: { $0.code == option }) { return nil }
            case .tick: return nil
            case .line, .short: break
            }
        }
        return Key(blank: blank, row: row, part: part, option: option)
    }

    private func blank(_ name: String) -> PrintedBlank? {
        if let blank = byName[name] { return blank }
        guard let found = byLooseName[Self.loose(name)], found.count == 1 else { return nil }
        return found.first
    }

    private static func loose(_ name: String) -> String { name.lowercased().replacing(".", with: "_").replacing("-", with: "_") }

    func nearest(_ written: String) -> String? {
        let name = String(written.prefix { !"[/=".contains($0) })
        if let blank = blank(name) {
            let suffixes = blank.parts.map { "\(name)/\($0)" } + (blank.shape.codes.map { "\(name)=\($0)" })
            return Diagnostics.nearest(to: written, among: suffixes) ?? suffixes.first
        }
        return Diagnostics.nearest(to: name, among: byName.keys.sorted())
    }

    /// - Parameter row: of the table the place stands in, from 0; without one, all rows one after the other.
    func content(of key: Key, row: Int?) -> Content {
        guard key.blank.group != nil else { return content(of: key.blank.entries.first, key) }
        if let row = key.row ?? row {
            return content(of: key.blank.entries.indices.contains(row) ? key.blank.entries[row] : nil, key)
        }
        if Self.isBox(key) { return .ticks(key.blank.entries.isEmpty ? [.unticked] : key.blank.entries.map { Self.tick(of: $0, key) }) }
        let texts = key.blank.entries.compactMap { entry -> String? in
            switch content(of: entry, key) {
            case .text(let text), .withheld(let text): text
            case .ticks, .empty: nil
            }
        }
        return texts.isEmpty ? .empty : .text(texts.joined(separator: Self.separator))
    }

    /// Between what several rows have in one place.
    static let separator = "; "

    private static func isBox(_ key: Key) -> Bool { key.option != nil || key.blank.shape == .tick }

    private static func tick(of entry: PrintedEntry?, _ key: Key) -> Tick {
        if entry?.ticked.contains(key.option ?? "true") == true { return .ticked }
        return entry?.isWithheld == true ? .withheld : .unticked
    }

    private func content(of entry: PrintedEntry?, _ key: Key) -> Content {
        if Self.isBox(key) {
            // A choice has all of its boxes beside each other, and several rows may tick them; what is one box each row has by itself.
            guard key.option == nil, let rows = entry?.rows, !rows.isEmpty else { return .ticks([Self.tick(of: entry, key)]) }
            return .ticks(rows.map { Self.tick(of: $0.entry, key) })
        }
        let isWithheld = entry?.isWithheld == true
        let text = key.part.map { entry?.parts[$0] ?? "" } ?? entry?.text ?? ""
        // A part that is known is whole, whatever is kept back of the others.
        if isWithheld, key.part == nil || text.isEmpty { return .withheld(text.isEmpty ? withheld : "\(text) \(withheld)") }
        return text.isEmpty ? .empty : .text(text)
    }
}

extension PrintedBlank.Shape {
    var codes: [String] { if case .boxes(let options) = self { options.map(\.code) } else { [] } }
}
