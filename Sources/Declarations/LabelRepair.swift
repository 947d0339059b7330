import Diagnostics

/// Finds the label that broke a file: a value on one line that would read if it stood in double quotes.
///
/// Vietnamese labels break YAML in a few ways: `Họ: tên`, `[10]. Họ tên`, `"Họ tên" thừa`, `* ghi chú`, `> 18 tuổi`,
/// `- mục`, `@x`, `%x`. Which one it was is decided by trying.
struct LabelRepair {
    struct Label {
        let line: Int
        let range: Range<Int>
        let replacement: String
    }

    private let source: SourceText
    private var scalars: [Unicode.Scalar] { source.scalars }

    init(_ source: SourceText) { self.source = source }

    /// What may have to be quoted, likeliest first. A quote or bracket that was opened before comes before the line that
    /// did not expect it.
    func labels(near fault: YAMLReading.Fault) -> [Label] {
        let here = fault.at.line
        let opened = fault.contextAt.map(\.line).flatMap { line in
            line < here && (fault.context.contains("flow") || fault.context.contains("quoted")) ? line : nil
        }
        var lines = [opened, here, lineBefore(here), openQuote(before: here), fault.contextAt?.line].compactMap(\.self)
        var seen: Set<Int> = []
        lines = lines.filter { seen.insert($0).inserted }
        return lines.flatMap { line -> [Label] in
            let inner = line == here ? innerValue(around: fault.at) : nil
            return [inner, value(ofLine: line)].compactMap(\.self).compactMap { label($0, line: line) }
        }
    }

    /// The value in double quotes, as YAML reads it back.
    static func quoted(_ text: some Collection<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append("\"")
        for scalar in text {
            if scalar == "\"" || scalar == "\\" { view.append("\\") }
            if scalar == "\t" { view.append(contentsOf: "\\t".unicodeScalars) } else { view.append(scalar) }
        }
        view.append("\"")
        return String(view)
    }

    private func label(_ range: Range<Int>, line: Int) -> Label? {
        guard let first = scalars[range].first else { return nil }
        if first == "\"" || first == "'" {
            guard let end = closingQuote(from: range.lowerBound, to: range.upperBound) else {
                var closed = String.UnicodeScalarView(scalars[range])
                closed.append(first)
                return Label(line: line, range: range, replacement: String(closed))
            }
            if end == range.upperBound - 1 { return nil }
        }
        return Label(line: line, range: range, replacement: Self.quoted(scalars[range]))
    }

    // MARK: - Places on a line

    private func lineBefore(_ line: Int) -> Int? {
        stride(from: line - 1, to: 0, by: -1).first { number in
            (source.line(number) ?? []).contains { $0 != " " && $0 != "\t" }
        }
    }

    /// A line above whose value opens a quote and does not close it.
    private func openQuote(before line: Int) -> Int? {
        stride(from: line - 1, to: max(0, line - 60), by: -1).first { number in
            guard let range = value(ofLine: number), scalars[range.lowerBound] == "\"" || scalars[range.lowerBound] == "'" else { return false }
            return closingQuote(from: range.lowerBound, to: range.upperBound) == nil
        }
    }

    /// What stands after `- ` and `key: `, up to a comment.
    func value(ofLine number: Int) -> Range<Int>? {
        guard let line = source.line(number) else { return nil }
        var at = skipBlanks(from: line.startIndex, to: line.endIndex)
        var hasDash = false
        while at < line.endIndex, scalars[at] == "-", at + 1 < line.endIndex, isBlank(at + 1) {
            hasDash = true
            at = skipBlanks(from: at + 1, to: line.endIndex)
        }
        var start = hasDash ? at : nil
        // A key of ours is ASCII: what comes before the first colon of `- Họ: tên` is a part of the label.
        if let colon = (at..<line.endIndex).first(where: { !isOfKey(scalars[$0]) }), endsKey(colon, line.endIndex) {
            start = skipBlanks(from: colon + 1, to: line.endIndex)
        }
        guard let start, start < line.endIndex else { return nil }
        let end = trimmedEnd(from: start, to: comment(from: start, to: line.endIndex) ?? line.endIndex)
        return start < end ? start..<end : nil
    }

    /// Inside brackets on one line: from the key before the fault to the next comma or bracket.
    private func innerValue(around place: YAMLReading.Place) -> Range<Int>? {
        guard let outer = value(ofLine: place.line), let fault = source.index(line: place.line, column: place.column),
              outer.contains(fault), "[{".unicodeScalars.contains(scalars[outer.lowerBound]), isBracketed(outer)
        else { return nil }
        let colon = (outer.lowerBound..<fault).last { scalars[$0] == ":" && isBlank($0 + 1) }
        let start = skipBlanks(from: (colon ?? outer.lowerBound) + 1, to: outer.upperBound)
        guard let stop = stop(from: start, past: fault, to: outer.upperBound) else { return nil }
        let end = trimmedEnd(from: start, to: stop)
        return start < end ? start..<end : nil
    }

    /// The comma or bracket that ends a value inside brackets; a bracket the value opens itself is a part of it.
    private func stop(from start: Int, past fault: Int, to end: Int) -> Int? {
        var open = 0
        for index in start..<max(start, end) {
            switch scalars[index] {
            case "[", "{": open += 1
            case "]" where open > 0, "}" where open > 0: open -= 1
            case ",", "]", "}": if index >= fault, open == 0 { return index }
            default: continue
            }
        }
        return nil
    }

    private func isOfKey(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "." || scalar == "-")
    }

    /// Whether the bracket a value begins with is closed by the one it ends with.
    private func isBracketed(_ range: Range<Int>) -> Bool {
        var open = 0
        for index in range {
            switch scalars[index] {
            case "[", "{": open += 1
            case "]", "}": open -= 1
            default: continue
            }
            if open == 0 { return index == range.upperBound - 1 }
        }
        return false
    }

    private func isBlank(_ index: Int) -> Bool { index < scalars.count && (scalars[index] == " " || scalars[index] == "\t") }

    private func endsKey(_ index: Int, _ end: Int) -> Bool { scalars[index] == ":" && index + 1 < end && isBlank(index + 1) }

    private func skipBlanks(from start: Int, to end: Int) -> Int {
        (start..<max(start, end)).first { !isBlank($0) } ?? max(start, end)
    }

    private func trimmedEnd(from start: Int, to end: Int) -> Int {
        var end = end
        while end > start, isBlank(end - 1) { end -= 1 }
        return end
    }

    /// Where a comment begins; a `#` inside the quotes a value starts with is none.
    func comment(from start: Int, to end: Int) -> Int? {
        let from = closingQuote(from: start, to: end) ?? start
        return (from..<end).dropFirst().first { scalars[$0] == "#" && isBlank($0 - 1) }
    }

    func closingQuote(from start: Int, to end: Int) -> Int? {
        guard start < end, scalars[start] == "\"" || scalars[start] == "'" else { return nil }
        let quote = scalars[start]
        var at = start + 1
        while at < end {
            if scalars[at] == quote {
                guard quote == "'", at + 1 < end, scalars[at + 1] == "'" else { return at }
                at += 2
            } else {
                at += scalars[at] == "\\" && quote == "\"" ? 2 : 1
            }
        }
        return nil
    }
}
