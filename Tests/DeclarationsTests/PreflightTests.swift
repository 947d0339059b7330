@testable import Declarations
import Diagnostics
import Testing
import Yams

@Suite("The walk before libyaml reads what libyaml reads")
struct PreflightTests {
    /// Whether any node of a tree carries an anchor; aliases lead to one.
    private static func hasAnchor(_ node: Node, depth: Int = 0) -> Bool {
        if node.anchor != nil { return true }
        guard depth < 8 else { return false }
        return switch node {
        case .scalar, .alias: false
        case .sequence(let items): items.contains { hasAnchor($0, depth: depth + 1) }
        case .mapping(let pairs): pairs.contains { hasAnchor($0.key, depth: depth + 1) || hasAnchor($0.value, depth: depth + 1) }
        }
    }

    @Test("where libyaml finds an anchor the walk does, and where it finds none the walk does not", arguments: [1, 2, 3, 4] as [UInt64])
    func agreement(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "b", ": ", ":", "- ", "-", "\n", "\n", "\n  ", "\n    ", " ", "  ", "&x ", "&x", "*x", "*x ", "[", "]", "{", "}", ", ", ",", "'", "\"", "|", "|\n", ">\n", ">-\n", "|2\n", "#", " #", "? ", "\t", "\\", "---\n", "...\n", "\r\n", "%", "ọ"]
        var accepted = 0, anchored = 0
        for _ in 0..<30_000 {
            let yaml = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            // One document and nothing broken after it: only then has libyaml read the whole text.
            guard let parser = try? Yams.Parser(yaml: yaml, resolver: .basic, encoding: .utf8), let root = try? parser.singleRoot() else { continue }
            let found = YAMLPreflight.findings(in: SourceText(yaml), file: file, limits: .init()).contains { $0.code == .anchorRefused }
            let expected = Self.hasAnchor(root)
            accepted += 1
            anchored += expected ? 1 : 0
            #expect(found == expected, "\(yaml.debugDescription)")
            withExtendedLifetime(parser) {}
        }
        #expect(accepted > 2_000 && anchored > 200)
    }

    @Test("no text at all crashes the reader or keeps it", arguments: [11, 12] as [UInt64])
    func anyText(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a: ", "- ", "a", ": ", "\n", "\n  ", "\n ", "[", "]", "{", "}", ",", "'", "\"", "|\n", ">", "&a", "*a", "!t ", "#", "?", "\t", "\\x", "---", "%", "@", "ọ\u{323}", "😀", "\r", "\u{FEFF}", "\u{85}", "a: 1\na: 2\n"]
        for _ in 0..<6_000 {
            let yaml = (0..<Int.random(in: 0...24, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let document = read(yaml)
            #expect(document.root != nil || !document.diagnostics.isEmpty, "\(yaml.debugDescription)")
            let lines = SourceText(yaml).lineCount
            for finding in document.diagnostics {
                #expect((1...(lines + 1)).contains(finding.position.line), "\(yaml.debugDescription)")
            }
        }
    }
}
