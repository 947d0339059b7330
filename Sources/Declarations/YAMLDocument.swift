public import Diagnostics
import Yams

/// Reads declaration YAML into nodes with places, under limits.
///
/// Anchors, aliases and tags are refused: a declaration is read by people, and aliases can make a small file huge.
public struct YAMLDocument: Sendable {
    public struct Limits: Sendable {
        public var bytes = 2 << 20
        public var depth = 32
        public var nodes = 200_000

        public init() {}
    }

    public let root: YAMLNode?
    public let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - text: the whole file.
    ///   - file: the name positions carry.
    /// - Returns: a document whose `root` is `nil` when it cannot be read at all; findings say why.
    public init(_ text: String, file: String, limits: Limits = Limits()) {
        guard text.utf8.count <= limits.bytes else {
            root = nil
            diagnostics = [Diagnostic(.overLimit, at: .start(of: file), ["bytes", "\(limits.bytes)"])]
            return
        }
        var converter = Converter(file: file, limits: limits)
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                root = nil
                diagnostics = [Diagnostic(.wrongShape, at: .start(of: file), ["mapping", "nothing"])]
                return
            }
            // Nodes know their anchors only as long as their parser lives.
            root = withExtendedLifetime(parser) { converter.node(node, depth: 0) }
            diagnostics = converter.diagnostics
        } catch {
            root = nil
            diagnostics = [Self.finding(for: error, file: file, text: text)]
        }
    }

    private static func finding(for error: any Error, file: String, text: String) -> Diagnostic {
        guard let error = error as? YamlError else {
            return Diagnostic(.notYAML, at: .start(of: file), ["\(error)"])
        }
        switch error {
        // What was never closed is found at the end of the file; it stands where it was opened.
        case .scanner(let opened?, let problem, _, _):
            return Diagnostic(.notYAML, at: SourcePosition(file: file, line: max(1, opened.mark.line), column: max(1, opened.mark.column)), [problem])
        case .scanner(nil, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            let position = SourcePosition(file: file, line: max(1, mark.line), column: max(1, mark.column))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
            // A Vietnamese label with ': ' or a leading bracket is the commonest way to break a form file.
            if problem.contains("mapping values are not allowed"), let colon = line.firstRange(of: ": ") {
                let label = line[colon.upperBound...]
                return Diagnostic(.quoteThis, at: position, [], fix: "\"\(label)\"")
            }
            return Diagnostic(.notYAML, at: position, [problem])
        case .duplicatedKeysInMapping(let duplicates, let context):
            let first = SourcePosition(file: file, line: max(1, context.mark.line), column: max(1, context.mark.column))
            let key = duplicates.first.map { "\($0)" } ?? ""
            let again = secondPlace(of: key, after: first, in: text) ?? first
            return Diagnostic(.duplicateKey, at: again, length: key.unicodeScalars.count, [key, "\(first.line)"])
        default:
            return Diagnostic(.notYAML, at: .start(of: file), [String(describing: error)])
        }
    }

    /// Where a key stands the second time: further on in its line, or as far right on a later one.
    private static func secondPlace(of key: String, after first: SourcePosition, in text: String) -> SourcePosition? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(first.line - 1) else { return nil }
        let line = Array(lines[first.line - 1].unicodeScalars), name = Array((key + ":").unicodeScalars)
        var column = first.column - 1 + name.count
        while column + name.count <= line.count {
            if Array(line[column..<column + name.count]) == name, " ,{".unicodeScalars.contains(line[column - 1]) {
                return SourcePosition(file: first.file, line: first.line, column: column + 1)
            }
            column += 1
        }
        let indented = String(repeating: " ", count: first.column - 1) + key + ":"
        return lines.indices.dropFirst(first.line).first { lines[$0].hasPrefix(indented) }.map {
            SourcePosition(file: first.file, line: $0 + 1, column: first.column)
        }
    }

    private struct Converter {
        let file: String
        let limits: Limits
        var nodes = 0
        var diagnostics: [Diagnostic] = []
        /// Where anchors were met: what an alias stands for is met again at its anchor.
        private var anchored: Set<SourcePosition> = []

        init(file: String, limits: Limits) {
            self.file = file
            self.limits = limits
        }

        private mutating func refuse(_ anchor: Anchor?, at position: SourcePosition) {
            guard anchor != nil, anchored.insert(position).inserted else { return }
            diagnostics.append(Diagnostic(.anchorRefused, at: position))
        }

        mutating func node(_ node: Node, depth: Int) -> YAMLNode {
            let position = self.position(node.mark)
            nodes += 1
            if nodes == limits.nodes + 1 { diagnostics.append(Diagnostic(.overLimit, at: position, ["nodes", "\(limits.nodes)"])) }
            guard nodes <= limits.nodes, depth <= limits.depth else {
                if depth > limits.depth { diagnostics.append(Diagnostic(.overLimit, at: position, ["depth", "\(limits.depth)"])) }
                return YAMLNode(.scalar("", quoted: false), at: position)
            }
            switch node {
            case .scalar(let scalar):
                refuse(scalar.anchor, at: position)
                return YAMLNode(.scalar(scalar.string, quoted: scalar.style != .plain), at: position)
            case .sequence(let sequence):
                refuse(sequence.anchor, at: position)
                return YAMLNode(.sequence(sequence.map { self.node($0, depth: depth + 1) }), at: position)
            case .mapping(let mapping):
                refuse(mapping.anchor, at: position)
                return YAMLNode(.mapping(entries(of: mapping, depth: depth)), at: position)
            case .alias:
                diagnostics.append(Diagnostic(.anchorRefused, at: position))
                return YAMLNode(.scalar("", quoted: false), at: position)
            }
        }

        private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
            var seen: [String: Int] = [:]
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                let keyPosition = position(key.mark)
                guard case .scalar(let name) = key else {
                    diagnostics.append(Diagnostic(.wrongShape, at: keyPosition, ["key", "\(key)"]))
                    continue
                }
                if let line = seen[name.string] {
                    diagnostics.append(Diagnostic(.duplicateKey, at: keyPosition, length: name.string.count, [name.string, "\(line)"]))
                    continue
                }
                seen[name.string] = keyPosition.line
                entries.append(.init(key: name.string, keyPosition: keyPosition, value: node(value, depth: depth + 1)))
            }
            return entries
        }

        private func position(_ mark: Mark?) -> SourcePosition {
            SourcePosition(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
        }
    }
}
