/// Renders findings for people: `file:line:column: code message`, the line, a caret, the way out.
public struct DiagnosticRenderer: Sendable {
    let language: Language
    let source: @Sendable (String) -> String?

    /// - Parameter source: text of a file by the name used in positions; `nil` where it is not at hand.
    public init(language: Language, source: @escaping @Sendable (String) -> String?) {
        self.language = language
        self.source = source
    }

    public func text(for diagnostic: Diagnostic) -> String {
        let place = diagnostic.position
        let severity = switch (diagnostic.severity, language) {
        case (.error, .english): "error"
        case (.error, .vietnamese): "lỗi"
        case (.warning, .english): "warning"
        case (.warning, .vietnamese): "cảnh báo"
        }
        let message = Snippet.printable(diagnostic.message(in: language))
        var out = "\(place): \(severity) \(diagnostic.code.rawValue) \(message)"
        if let line = source(place.file).flatMap({ SourceText($0).line(place.line) }) {
            out += "\n" + Snippet(line, column: place.column, length: diagnostic.length).text(numbered: place.line)
        }
        guard let fix = diagnostic.fix else { return out }
        let verb = switch (fix, language) {
        case (.replace, .english): "write"
        case (.replace, .vietnamese): "hãy viết"
        case (.add, .english): "add"
        case (.add, .vietnamese): "hãy thêm"
        }
        return out + " \(verb) '\(Snippet.printable(fix.text))'"
    }
}

/// One line of a file with a caret under what is meant.
struct Snippet {
    /// How much of a long line is shown on either side of the caret.
    private static let reach = 100

    let shown: [Unicode.Scalar]
    let before: Int
    let length: Int
    let isCutBefore: Bool
    let isCutAfter: Bool

    init(_ line: ArraySlice<Unicode.Scalar>, column: Int, length: Int) {
        let line = Array(line)
        let at = min(max(0, column - 1), line.count)
        let from = max(0, at - Self.reach), to = min(line.count, at + Self.reach)
        shown = Array(line[from..<to])
        before = at - from
        self.length = max(0, min(length, to - at))
        isCutBefore = from > 0
        isCutAfter = to < line.count
    }

    func text(numbered number: Int) -> String {
        let head = "  \(number) | " + (isCutBefore ? "…" : "")
        let margin = String(repeating: " ", count: "  \(number) ".count) + "| " + (isCutBefore ? " " : "")
        var indent = ""
        // A tab is kept, so that it reaches as far under the line as in it.
        for scalar in shown.prefix(before) { indent += scalar == "\t" ? "\t" : String(repeating: " ", count: Self.width(of: scalar)) }
        let width = shown[before..<(before + length)].reduce(0) { $0 + ($1 == "\t" ? 1 : Self.width(of: $1)) }
        let caret = "^" + String(repeating: "~", count: max(1, width) - 1)
        return head + Self.printable(shown) + (isCutAfter ? "…" : "") + "\n" + margin + indent + caret
    }

    static func printable(_ text: String) -> String { printable(Array(text.unicodeScalars)) }

    /// What could move the cursor or turn the line around is shown as a replacement character.
    private static func printable(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\t", .lineSeparator, .paragraphSeparator, .surrogate: view.append("\u{FFFD}")
            case .format where scalar.properties.isBidiControl: view.append("\u{FFFD}")
            default: view.append(scalar)
            }
        }
        return String(view)
    }

    /// Cells of a terminal: none for a combining mark, two for a wide East Asian letter or an emoji.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format where !scalar.properties.isBidiControl: return 0
        default: break
        }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Source: Unicode 15.1 EastAsianWidth, W and F, as blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
