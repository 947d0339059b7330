import Formats
import Forms

/// One part of a Word document while it is filled. A class, as the tree it changes is one; it lives within one call.
final class WordPart {
    let document: XMLDocument
    let name: String
    let keys: TemplateKeys
    private(set) var findings: [TemplateFinding] = []
    private(set) var placed: Set<WordTemplate.Place> = []
    var isChanged = false
    /// Table rows that stand for a row of the form.
    private var rows: [XMLNode: (group: String, row: Int)] = [:]
    private var paragraphs: [XMLNode: Int] = [:]

    init(_ document: XMLDocument, named name: String, _ keys: TemplateKeys) {
        self.document = document
        self.name = name
        self.keys = keys
    }

    func fill() throws(FormatError) {
        let all = document.root.descendants()
        for (number, paragraph) in all.filter({ $0.isWord("p") }).enumerated() { paragraphs[paragraph] = number + 1 }
        try repeatRows(in: document.root)
        let elements = document.root.descendants()
        // Texts first: what is put in is never looked at again, so a value that looks like a place is none.
        for paragraph in elements where paragraph.isWord("p") { try fillTexts(of: paragraph) }
        for paragraph in elements where paragraph.isWord("p") { try fillFields(of: paragraph) }
        for control in elements where control.isWord("sdt") { try fill(control: control) }
    }

    // MARK: rows

    /// A row that names blanks of a table is written once for each of the table's rows, in their order.
    private func repeatRows(in element: XMLNode) throws(FormatError) {
        for child in element.elements {
            guard child.isWord("tr") else {
                try repeatRows(in: child)
                continue
            }
            for row in try repeated(child) { try repeatRows(in: row) }
        }
    }

    private func repeated(_ row: XMLNode) throws(FormatError) -> [XMLNode] {
        let groups = Set(names(in: row).compactMap { keys.key($0) }.filter { $0.row == nil }.compactMap(\.blank.group))
        if groups.count > 1 { found(.rowOfTwoTables, groups.sorted().joined(separator: ", "), at: row) }
        guard groups.count == 1, let group = groups.first else { return [row] }
        rows[row] = (group, 0)
        var all = [row]
        let count = keys.rows(of: group)
        if count < 2 { return all }
        isChanged = true
        // All copies before any is put in place: each is one of the row as the template has it.
        var copies: [XMLNode] = []
        for _ in 1..<count { copies.append(try row.copy()) }
        for (place, copy) in copies.enumerated() {
            paragraphsOf(copy, like: row)
            Self.withoutMarks(copy)
            all[all.count - 1].insertAfter(copy)
            rows[copy] = (group, place + 1)
            all.append(copy)
        }
        return all
    }

    /// A finding in a copy is one of the template's own row.
    private func paragraphsOf(_ copy: XMLNode, like row: XMLNode) {
        for (one, other) in zip(copy.descendants(), row.descendants()) where paragraphs[other] != nil { paragraphs[one] = paragraphs[other] }
    }

    /// What names a thing once in a document may not stand in a copy.
    private static func withoutMarks(_ copy: XMLNode) {
        for element in [copy] + copy.descendants() {
            for name in ["paraId", "textId"] { element.setAttribute(name, namespace: WordNames.year2010, to: nil) }
            if element.isWord("bookmarkStart", "bookmarkEnd") { element.remove() }
            if element.isWord("sdtPr") { element.wordChild("id")?.remove() }
        }
    }

    /// All that is named in a row, but not in the rows of tables inside it.
    private func names(in row: XMLNode) -> [String] {
        var names: [String] = []
        for element in row.descendants({ !$0.isWord("tr") }) {
            if element.isWord("p") {
                names += Self.texts(of: element).places.map { $0.name } + Self.fields(of: element).compactMap { $0.name }
            } else if element.isWord("sdt"), let tag = Self.tag(of: element) {
                names.append(tag)
            }
        }
        return names
    }

    // MARK: what stands in a place

    /// - Returns: `nil` where the form has no such name; then it was noted.
    func key(_ written: String, at node: XMLNode) -> TemplateKeys.Key? {
        let known = keys.key(written)
        if known == nil { found(.unknownName, written, at: node, hint: keys.nearest(written)) }
        return known
    }

    /// What to write in a place. On the lines of a table nothing is nothing; elsewhere it is a line to write on.
    func content(of key: TemplateKeys.Key, at node: XMLNode) -> TemplateKeys.Content {
        let row = key.blank.group.flatMap { self.row(of: node, in: $0) }
        placed.insert(.init(blank: key.blank.id, row: key.row ?? row, detail: key.detail))
        isChanged = true
        return keys.content(of: key, row: row)
    }

    func text(of content: TemplateKeys.Content, for key: TemplateKeys.Key, at node: XMLNode) -> String {
        switch content {
        case .text(let text): text
        case .ticks(let ticks): self.text(of: ticks, Box.mark)
        case .withheld(let words): words
        case .empty: key.blank.group != nil && isInRow(node) ? "" : key.part == nil ? String(repeating: ".", count: 30) : "......"
        }
    }

    func text(of ticks: [TemplateKeys.Tick], _ mark: (Bool) -> String) -> String {
        ticks.map { tick in mark(tick == .ticked) + (tick == .withheld ? " \(keys.withheld)" : "") }.joined(separator: TemplateKeys.separator)
    }

    private func row(of node: XMLNode, in group: String) -> Int? {
        var place: XMLNode? = node
        while let here = place {
            if let row = rows[here], row.group == group { return row.row }
            place = here.parent
        }
        return nil
    }

    private func isInRow(_ node: XMLNode) -> Bool {
        var place: XMLNode? = node
        while let here = place {
            if here.isWord("tr") { return true }
            place = here.parent
        }
        return false
    }

    func found(_ code: TemplateFinding.Code, _ name: String, at node: XMLNode, hint: String? = nil) {
        var place: XMLNode? = node
        while let here = place, paragraphs[here] == nil { place = here.parent }
        let paragraph = (place ?? node.descendants().first { paragraphs[$0] != nil }).flatMap { paragraphs[$0] }
        let finding = TemplateFinding(code: code, part: self.name, paragraph: paragraph, name: name, hint: hint)
        if !findings.contains(finding) { findings.append(finding) }
    }
}
