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
            guard let node = try Yams.Parser(yaml: text, resolver: .basic).singleRoot() else {
                root = nil
                diagnostics = [Diagnostic(.wrongShape, at: .start(of: file), ["mapping", "nothing"])]
                return
            }
            root = converter.node(node, depth: 0)
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
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
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
            let mark = context.mark
            return Diagnostic(
                .duplicateKey, at: SourcePosition(file: file, line: max(1, mark.line), column: max(1, mark.column)),
                [duplicates.map { "\($0)" }.joined(separator: ", "), "\(mark.line)"])
        default:
            return Diagnostic(.notYAML, at: .start(of: file), [String(describing: error)])
        }
    }

    private struct Converter {
        let file: String
        let limits: Limits
        var nodes = 0
        var diagnostics: [Diagnostic] = []

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
                if scalar.anchor != nil { diagnostics.append(Diagnostic(.anchorRefused, at: position)) }
                return YAMLNode(.scalar(scalar.string, quoted: scalar.style != .plain), at: position)
            case .sequence(let sequence):
                if sequence.anchor != nil { diagnostics.append(Diagnostic(.anchorRefused, at: position)) }
                return YAMLNode(.sequence(sequence.map { self.node($0, depth: depth + 1) }), at: position)
            case .mapping(let mapping):
                if mapping.anchor != nil { diagnostics.append(Diagnostic(.anchorRefused, at: position)) }
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
