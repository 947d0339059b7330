import Formats

/// Merge fields, in both ways Word writes them: an element around their result, or marks among the runs; and fields Word would fill by
/// itself, which have no place in a document that says what was known on one day.
extension WordPart {
    /// One field of a paragraph.
    struct Field {
        /// Of a merge field its name; `nil` for others.
        let name: String?
        /// Of one Word fills by itself its word: `DATE`.
        let live: String?
        /// The element, or the marks and all between them, each with its run.
        let extent: Extent
        /// Inside another field, or without an end in this paragraph.
        let isFillable: Bool

        enum Extent {
            case simple(XMLNode)
            case marked([Item], result: Int?)
        }
    }

    struct Item {
        let run: XMLNode
        let element: XMLNode
    }

    static func fields(of paragraph: XMLNode) -> [Field] { simpleFields(of: paragraph) + markedFields(of: paragraph) }

    private static func simpleFields(of paragraph: XMLNode) -> [Field] {
        paragraph.descendants { !$0.isWord("p", "r", "txbxContent", "fldSimple") }.filter { $0.isWord("fldSimple") }.map { element in
            let isCompound = !element.descendants().filter { $0.isWord("fldSimple", "fldChar") }.isEmpty
            let instruction = element.attribute("instr", namespace: WordNames.main) ?? ""
            return Field(name: mergeName(instruction), live: liveWord(instruction), extent: .simple(element), isFillable: !isCompound)
        }
    }

    private static func markedFields(of paragraph: XMLNode) -> [Field] {
        let items = runs(of: paragraph).flatMap { run in run.elements.filter { !$0.isWord("rPr") }.map { Item(run: run, element: $0) } }
        var open: [(start: Int, instruction: String, result: Int?, holdsOther: Bool)] = []
        var fields: [Field] = []
        func field(_ found: (start: Int, instruction: String, result: Int?, holdsOther: Bool), to end: Int, isWhole: Bool) -> Field {
            Field(
                name: mergeName(found.instruction), live: liveWord(found.instruction), extent: .marked(Array(items[found.start...end]), result: found.result.map { $0 - found.start }),
                isFillable: isWhole && !found.holdsOther && open.isEmpty)
        }
        for (place, item) in items.enumerated() {
            if item.element.isWord("instrText"), !open.isEmpty, open[open.count - 1].result == nil {
                open[open.count - 1].instruction += item.element.text
            }
            guard item.element.isWord("fldChar") else { continue }
            switch item.element.attribute("fldCharType", namespace: WordNames.main) {
            case "begin":
                if !open.isEmpty { open[open.count - 1].holdsOther = true }
                open.append((place, "", nil, false))
            case "separate": if !open.isEmpty { open[open.count - 1].result = place }
            case "end": if let found = open.popLast() { fields.append(field(found, to: place, isWhole: true)) }
            default: break
            }
        }
        while let found = open.popLast() { fields.append(field(found, to: items.count - 1, isWhole: false)) }
        return fields
    }

    /// `MERGEFIELD "name" \* MERGEFORMAT`
    private static func mergeName(_ instruction: String) -> String? {
        let text = instruction.drop(while: \.isWhitespace)
        let word = text.prefix { !$0.isWhitespace }
        guard word.lowercased() == "mergefield" else { return nil }
        let rest = text.dropFirst(word.count).drop(while: \.isWhitespace)
        let name = rest.first == "\"" ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { !$0.isWhitespace }
        return name.isEmpty ? nil : String(name)
    }

    /// Fields of a day or time.
    private static let clocks: Set<String> = ["DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"]
    /// Fields that ask whoever opens the document, a data source, another file or another program.
    private static let askers: Set<String> = [
        "ASK", "FILLIN", "DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "ADDRESSBLOCK", "GREETINGLINE", "NEXT", "NEXTIF",
        "SKIPIF", "MERGEREC", "MERGESEQ",
    ]

    private static func liveWord(_ instruction: String) -> String? {
        let word = instruction.drop(while: \.isWhitespace).prefix(while: \.isLetter).uppercased()
        return clocks.contains(word) || askers.contains(word) ? word : nil
    }

    func fillFields(of paragraph: XMLNode) throws(FormatError) {
        for field in Self.fields(of: paragraph) {
            if let live = field.live { try takeOut(field, live, of: paragraph) }
            guard let name = field.name else { continue }
            guard field.isFillable else {
                found(.notFillable, name, at: paragraph)
                continue
            }
            guard let key = key(name, at: paragraph) else { continue }
            let text = text(of: content(of: key, at: paragraph), for: key, at: paragraph)
            switch field.extent {
            case .simple(let element): try replace(element, with: text)
            case .marked(let items, let result): try replace(items, result: result, with: text)
            }
        }
    }

    /// What a field of a day shows is the day the template was written: it becomes a line to write on. What others show stays.
    private func takeOut(_ field: Field, _ word: String, of paragraph: XMLNode) throws(FormatError) {
        guard field.isFillable else { return found(.notFillable, word, at: paragraph) }
        found(.liveField, word, at: paragraph)
        isChanged = true
        let isClock = Self.clocks.contains(word)
        switch field.extent {
        case .simple(let element):
            if isClock { return try replace(element, with: Self.line) }
            for child in element.elements {
                child.remove()
                element.insertBefore(child)
            }
            element.remove()
        case .marked(let items, let result):
            if isClock { return try replace(items, result: result, with: Self.line) }
            let shown = result.map { $0 + 1..<max($0 + 1, items.count - 1) } ?? 0..<0
            let taken = items.enumerated().filter { !shown.contains($0.offset) }.map(\.element)
            for item in taken { item.element.remove() }
            for item in taken where item.run.elements.allSatisfy({ $0.isWord("rPr") }) { item.run.remove() }
        }
    }

    private static let line = String(repeating: ".", count: 12)

    /// The result stays as text: nothing is left that Word would ask a data source for.
    private func replace(_ field: XMLNode, with text: String) throws(FormatError) {
        let run = try field.element(named: "r")
        if let looks = Self.runs(of: field).first?.wordChild("rPr") { run.append(try looks.copy()) }
        try WordText.write(text, in: run)
        field.insertBefore(run)
        field.remove()
    }

    private func replace(_ items: [Item], result: Int?, with text: String) throws(FormatError) {
        guard let first = items.first else { return }
        let run = try first.run.element(named: "r")
        let shown = result.flatMap { result in items.indices.contains(result + 1) ? items[result + 1] : nil }
        if let looks = (shown ?? first).run.wordChild("rPr") { run.append(try looks.copy()) }
        try WordText.write(text, in: run)
        // A run may hold a text before the mark.
        let isFirst = first.run.elements.first { !$0.isWord("rPr") } == first.element
        if isFirst { first.run.insertBefore(run) } else { first.run.insertAfter(run) }
        for item in items { item.element.remove() }
        for item in items where item.run.elements.allSatisfy({ $0.isWord("rPr") }) { item.run.remove() }
    }
}
