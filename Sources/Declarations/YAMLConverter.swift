import Diagnostics
import Yams

/// Turns the nodes of Yams into ours: keys are text, each once, and every node knows how it stands in the file.
struct YAMLConverter {
    let source: SourceText
    let file: String
    let limits: YAMLDocument.Limits
    let setAside: [YAMLReading.Place: String]
    private(set) var findings: [Diagnostic] = []
    private var isTooDeep = false

    init(source: SourceText, file: String, limits: YAMLDocument.Limits, setAside: [YAMLReading.Place: String]) {
        self.source = source
        self.file = file
        self.limits = limits
        self.setAside = setAside
    }

    mutating func node(_ node: Node, depth: Int, inBrackets: Bool = false) -> YAMLNode {
        let position = self.position(node.mark)
        guard depth <= limits.depth else {
            if !isTooDeep { findings.append(Diagnostic(.overLimit, at: position, ["depth", "\(limits.depth)"])) }
            isTooDeep = true
            return YAMLNode(.scalar("", quoted: false), at: position)
        }
        let inside = inBrackets || isBracket(at: position)
        switch node {
        case .scalar(let scalar):
            refuseMarks(in: scalar, at: position)
            return YAMLNode(
                .scalar(scalar.string, quoted: scalar.style != .plain), at: position, writing: writing(of: scalar, at: position))
        case .sequence(let sequence):
            let items = sequence.map { self.node($0, depth: depth + 1, inBrackets: inside) }
            let writing = inside ? brackets(at: position) : line(at: position, last: items.last?.position, count: items.count)
            return YAMLNode(.sequence(items), at: position, writing: writing)
        case .mapping(let mapping):
            let entries = entries(of: mapping, depth: depth, inBrackets: inside)
            let last = entries.last.map { $0.value.isEmptyScalar ? $0.keyPosition : $0.value.position }
            let writing = inside ? brackets(at: position) : line(at: position, last: last, count: entries.count)
            return YAMLNode(.mapping(entries), at: position, writing: writing)
        case .alias:
            findings.append(Diagnostic(.anchorRefused, at: position))
            return YAMLNode(.scalar("", quoted: false), at: position)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, depth: Int, inBrackets: Bool) -> [YAMLNode.Entry] {
        var seen: [String: Int] = [:]
        var entries: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            let keyPosition = position(key.mark)
            guard case .scalar(let scalar) = key else {
                findings.append(Diagnostic(.wrongShape, at: keyPosition, ["key", key.sequence == nil ? "mapping" : "list"]))
                continue
            }
            refuseMarks(in: scalar, at: keyPosition)
            let name = setAside[.init(line: keyPosition.line, column: keyPosition.column)] ?? scalar.string
            if let line = seen[name] {
                findings.append(Diagnostic(.duplicateKey, at: keyPosition, length: name.unicodeScalars.count, [name, "\(line)"]))
                continue
            }
            seen[name] = keyPosition.line
            entries.append(.init(key: name, keyPosition: keyPosition, value: node(value, depth: depth + 1, inBrackets: inBrackets)))
        }
        return entries
    }

    /// A byte order mark, refused as one that is not written as an escape: at the beginning of a text Yams would lose it.
    private mutating func refuseMarks(in scalar: Node.Scalar, at position: SourcePosition) {
        guard scalar.style == .doubleQuoted, let start = source.index(line: position.line, column: position.column),
              let end = LabelRepair(source).closingQuote(from: start, to: source.scalars.endIndex)
        else { return }
        var at = start + 1
        while at < end {
            guard source.scalars[at] == "\\" else {
                at += 1
                continue
            }
            let digits = source.scalars[at + 1] == "u" ? 4 : source.scalars[at + 1] == "U" ? 8 : 0, next = at + 2 + digits
            if digits > 0, next <= end, UInt32(Self.string(source.scalars[(at + 2)..<next]), radix: 16) == 0xFEFF {
                let (line, column) = source.place(of: at)
                findings.append(Diagnostic(
                    .badScalar, at: SourcePosition(file: file, line: line, column: column), length: next - at, ["U+FEFF", "a character that is allowed here"]))
            }
            at = next
        }
    }

    private func position(_ mark: Mark?) -> SourcePosition {
        SourcePosition(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
    }

    // MARK: - How it stands in the file

    private func writing(of scalar: Node.Scalar, at position: SourcePosition) -> YAMLNode.Writing {
        guard let start = source.index(line: position.line, column: position.column), let line = source.line(position.line) else { return .other }
        switch scalar.style {
        case .singleQuoted, .doubleQuoted:
            let repair = LabelRepair(source)
            guard let end = repair.closingQuote(from: start, to: line.endIndex) else { return .other }
            let raw = source.scalars[(start + 1)..<end]
            return raw.elementsEqual(scalar.string.unicodeScalars) ? .asIs : .escaped(Self.string(raw), quote: source.scalars[start])
        case .literal:
            return block(from: position.line + 1, holding: scalar.string)
        case .plain, .any:
            return source.scalars[start...].starts(with: scalar.string.unicodeScalars) ? .asIs : .other
        case .folded:
            return .other
        }
    }

    /// A block's indentation is that of its first line with something on it.
    private func block(from first: Int, holding text: String) -> YAMLNode.Writing {
        guard let content = text.split(separator: "\n", omittingEmptySubsequences: true).first, !content.unicodeScalars.isEmpty else { return .other }
        var number = first
        while let line = source.line(number) {
            if let start = line.firstIndex(where: { $0 != " " }) {
                let column = start - line.startIndex + 1
                return .block(SourcePosition(file: file, line: first, column: column))
            }
            number += 1
        }
        return .other
    }

    private func isBracket(at position: SourcePosition) -> Bool {
        guard let index = source.index(line: position.line, column: position.column), index < source.scalars.count else { return false }
        return source.scalars[index] == "[" || source.scalars[index] == "{"
    }

    /// `Hồ sơ: bản chính`, `Nơi cấp:` or `- một` in a list, where a text was meant: the rest of the line, if there is no more.
    private func line(at position: SourcePosition, last: SourcePosition?, count: Int) -> YAMLNode.Writing {
        guard count == 1, last?.line == position.line, let start = source.index(line: position.line, column: position.column),
              let line = source.line(position.line)
        else { return .other }
        var end = LabelRepair(source).comment(from: start, to: line.endIndex) ?? line.endIndex
        while end > start, source.scalars[end - 1] == " " || source.scalars[end - 1] == "\t" { end -= 1 }
        return .brackets(Self.string(source.scalars[start..<end]))
    }

    /// `[10]`, where a text was meant: up to the bracket that closes, if it does so on this line.
    private func brackets(at position: SourcePosition) -> YAMLNode.Writing {
        guard isBracket(at: position), let start = source.index(line: position.line, column: position.column),
              let line = source.line(position.line)
        else { return .other }
        var open = 0
        for index in start..<line.endIndex {
            switch source.scalars[index] {
            case "[", "{": open += 1
            case "]", "}": open -= 1
            default: continue
            }
            if open == 0 { return .brackets(Self.string(source.scalars[start...index])) }
        }
        return .other
    }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
