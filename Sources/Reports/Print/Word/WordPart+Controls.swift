import Formats
import Forms

/// Content controls: their tag names the blank.
extension WordPart {
    static func tag(of control: XMLNode) -> String? {
        guard let tag = control.wordChild("sdtPr")?.wordChild("tag")?.wordValue, !tag.isEmpty, !isForeign(tag) else { return nil }
        return tag
    }

    /// Other programs write tags of their own that name nothing.
    private static func isForeign(_ tag: String) -> Bool { tag.hasPrefix("goog_rdk_") || tag.hasPrefix("MENDELEY_") }

    func fill(control: XMLNode) throws(FormatError) {
        guard let tag = Self.tag(of: control), let body = control.wordChild("sdtContent"), let properties = control.wordChild("sdtPr") else { return }
        // A control around the rows of a table names the table; it is a frame.
        if keys.isTable(tag) { return }
        guard let key = key(tag, at: control) else { return }
        let inside = body.descendants()
        if inside.contains(where: { $0.isWord("tbl", "tr") }) || inside.contains(where: { $0.isWord("sdt") && Self.tag(of: $0).flatMap(keys.key) != nil }) {
            return found(.notFillable, tag, at: control)
        }
        let content = content(of: key, at: control)
        var text = text(of: content, for: key, at: control)
        if case .ticks(let ticks) = content, let box = Self.checkBox(in: properties) {
            Self.record(ticks.contains(.ticked), in: box)
            text = self.text(of: ticks) { Self.sign($0, of: box) }
        }
        let isHint = properties.wordChild("showingPlcHdr") != nil
        // Bound to a store inside the document, Word would put the store's value back.
        for name in ["showingPlcHdr", "dataBinding"] { properties.wordChild(name)?.remove() }
        if let date = properties.wordChild("date") { date.setAttribute("fullDate", namespace: WordNames.main, to: day(of: key, at: control)) }
        try write(text, in: body, properties, isHint: isHint)
    }

    // MARK: check boxes

    private static func checkBox(in properties: XMLNode) -> XMLNode? {
        properties.elements.first { $0.localName == "checkbox" && $0.namespace == WordNames.year2010 }
    }

    private static func state(_ name: String, of box: XMLNode) -> XMLNode? {
        box.elements.first { $0.localName == name && $0.namespace == WordNames.year2010 }
    }

    /// A check box has one state; of several rows it is ticked where any of them is.
    private static func record(_ isTicked: Bool, in box: XMLNode) {
        state("checked", of: box)?.setAttribute("val", namespace: WordNames.year2010, to: isTicked ? "1" : "0")
    }

    /// The sign it has for one, else the page's.
    private static func sign(_ isTicked: Bool, of box: XMLNode) -> String {
        let code = state(isTicked ? "checkedState" : "uncheckedState", of: box)?.attribute("val", namespace: WordNames.year2010)
        return code.flatMap { UInt32($0, radix: 16) }.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? Box.mark(isTicked)
    }

    /// A whole day as a date control keeps it beside its text.
    private func day(of key: TemplateKeys.Key, at control: XMLNode) -> String? {
        func part(_ name: String) -> String? {
            let key = TemplateKeys.Key(blank: key.blank, row: key.row, part: name, option: nil)
            if case .text(let text) = content(of: key, at: control) { return text }
            return nil
        }
        guard key.part == nil, key.blank.parts == ["day", "month", "year"], let day = part("day"), let month = part("month"), let year = part("year") else { return nil }
        // Of several days none is the control's.
        guard [day, month, year].allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }) else { return nil }
        return "\(year)-\(month)-\(day)T00:00:00Z"
    }

    /// One run has the text, with the looks of the first that stood there.
    private func write(_ text: String, in body: XMLNode, _ properties: XMLNode, isHint: Bool) throws(FormatError) {
        let runs = body.descendants { !$0.isWord("r") }.filter { $0.isWord("r") }
        let paragraphs = body.descendants { !$0.isWord("p") }.filter { $0.isWord("p") }
        let run: XMLNode
        if let first = runs.first {
            run = first
            if isHint { run.wordChild("rPr")?.wordChild("rStyle")?.remove() }
        } else {
            run = try body.element(named: "r")
            if let looks = properties.wordChild("rPr") { run.append(try looks.copy()) }
            (paragraphs.first ?? body).append(run)
        }
        try WordText.write(text, in: run)
        for other in runs.dropFirst() { other.remove() }
        for paragraph in paragraphs.dropFirst() where paragraph.parent == body { paragraph.remove() }
    }
}
