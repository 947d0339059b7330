import Formats

/// Places written as `{{name}}`, over as many runs as Word has cut them into.
extension WordPart {
    /// A text that names a blank, in scalars of a paragraph.
    struct TextPlace {
        let range: Range<Int>
        let name: String
    }

    /// The texts of a paragraph one after the other, and where names stand in them.
    struct ParagraphText {
        /// Elements `t` with where their text starts.
        fileprivate(set) var texts: [(node: XMLNode, start: Int, scalars: [Unicode.Scalar])] = []
        fileprivate(set) var places: [TextPlace] = []
    }

    /// Longer than any name, so that two braces in a text are not searched for to its end.
    private static let longestName = 200

    static func texts(of paragraph: XMLNode) -> ParagraphText {
        var text = ParagraphText(), all: [Unicode.Scalar] = []
        for run in runs(of: paragraph) {
            for element in run.elements where !element.isWord("rPr") {
                guard element.isWord("t") else {
                    // A tab, a break, a field's mark: no name goes over it. XML has no such character.
                    all.append("\u{0}")
                    continue
                }
                let scalars = Array(element.text.unicodeScalars)
                text.texts.append((element, all.count, scalars))
                all += scalars
            }
        }
        text.places = places(in: all)
        return text
    }

    private static func places(in scalars: [Unicode.Scalar]) -> [TextPlace] {
        var places: [TextPlace] = [], at = 0
        while at + 1 < scalars.count {
            guard scalars[at] == "{", scalars[at + 1] == "{" else {
                at += 1
                continue
            }
            let limit = min(scalars.count, at + 2 + longestName)
            var end = at + 2
            while end < limit, scalars[end] != "{", scalars[end] != "}", scalars[end] != "\u{0}" { end += 1 }
            guard end + 1 < scalars.count, scalars[end] == "}", scalars[end + 1] == "}" else {
                at = max(end, at + 1)
                continue
            }
            let name = String(String.UnicodeScalarView(scalars[(at + 2)..<end])).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !name.isEmpty { places.append(TextPlace(range: at..<(end + 2), name: name)) }
            at = end + 2
        }
        return places
    }

    /// The runs that stand in a paragraph itself: not those of a text box in it, nor what was deleted from it.
    static func runs(of element: XMLNode) -> [XMLNode] {
        element.elements.flatMap { child -> [XMLNode] in
            if child.isWord("r") { return [child] }
            return child.isWord("p", "tbl", "del", "moveFrom", "txbxContent", "pPr", "sdtPr") ? [] : runs(of: child)
        }
    }

    func fillTexts(of paragraph: XMLNode) throws(FormatError) {
        let text = Self.texts(of: paragraph)
        let filled = text.places.compactMap { place -> (range: Range<Int>, text: String)? in
            if keys.isTable(place.name) { return nil }
            guard let key = key(place.name, at: paragraph) else { return nil }
            return (place.range, self.text(of: content(of: key, at: paragraph), for: key, at: paragraph))
        }
        if filled.isEmpty { return }
        for (node, start, scalars) in text.texts {
            let range = start..<(start + scalars.count)
            guard filled.contains(where: { $0.range.overlaps(range) }) else { continue }
            var written = String.UnicodeScalarView()
            for (offset, scalar) in scalars.enumerated() {
                let place = start + offset
                guard let hit = filled.first(where: { $0.range.contains(place) }) else {
                    written.append(scalar)
                    continue
                }
                if place == hit.range.lowerBound { written.append(contentsOf: hit.text.unicodeScalars) }
            }
            try WordText.write(String(written), inPlaceOf: node)
        }
    }
}

/// Text as runs hold it: lines and tabs are elements.
enum WordText {
    /// Puts a text where an element `t` stands, which stays the first of its pieces.
    static func write(_ text: String, inPlaceOf node: XMLNode) throws(FormatError) {
        let pieces = pieces(of: text)
        var last = node
        for (place, piece) in pieces.enumerated() {
            if place == 0, case .text(let text) = piece {
                set(text, in: node)
                continue
            }
            if place == 0 { set("", in: node) }
            let element = try element(for: piece, like: node)
            last.insertAfter(element)
            last = element
        }
        if pieces.isEmpty { set("", in: node) }
    }

    /// Puts a text in the place of all a run holds but its looks.
    static func write(_ text: String, in run: XMLNode) throws(FormatError) {
        for element in run.elements where !element.isWord("rPr") { element.remove() }
        for piece in pieces(of: text) { run.append(try element(for: piece, like: run)) }
    }

    private enum Piece {
        case text(String)
        case line, tab
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = [], current = String.UnicodeScalarView()
        func end() {
            if !current.isEmpty { pieces.append(.text(String(current))) }
            current = .init()
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\u{2028}", "\u{2029}":
                end()
                pieces.append(.line)
            case "\t":
                end()
                pieces.append(.tab)
            default: current.append(scalar)
            }
        }
        end()
        return pieces
    }

    private static func element(for piece: Piece, like node: XMLNode) throws(FormatError) -> XMLNode {
        switch piece {
        case .line: return try node.element(named: "br")
        case .tab: return try node.element(named: "tab")
        case .text(let text):
            let element = try node.element(named: "t")
            set(text, in: element)
            return element
        }
    }

    /// Spaces at its ends count.
    private static func set(_ text: String, in node: XMLNode) {
        node.replaceContent(with: text)
        node.setAttribute("space", namespace: WordNames.xml, to: "preserve")
    }
}
