import Declarations
import Diagnostics

let file = "a.yaml"

func read(_ yaml: String, limits: YAMLDocument.Limits = .init()) -> YAMLDocument { YAMLDocument(yaml, file: file, limits: limits) }

/// `3:7 D009`: what was found where, in order.
func summary(_ findings: [Diagnostic]) -> [String] {
    findings.sortedByPosition().map { "\($0.position.line):\($0.position.column) \($0.code.rawValue)" }
}

extension YAMLNode {
    var entries: [Entry] { if case .mapping(let entries) = content { entries } else { [] } }
    var items: [YAMLNode] { if case .sequence(let items) = content { items } else { [] } }
    var text: String? { if case .scalar(let text, _) = content { text } else { nil } }

    subscript(_ path: String) -> YAMLNode? {
        path.split(separator: ".").reduce(self) { node, step in
            if let index = Int(step) { return node?.items.indices.contains(index) == true ? node?.items[index] : nil }
            return node?.entries.first { $0.key == step }?.value
        }
    }

    /// The node's scalars and shape, without places.
    var outline: String {
        switch content {
        case .scalar(let text, _): "\"\(text)\""
        case .sequence(let items): "[" + items.map(\.outline).joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map { "\($0.key): \($0.value.outline)" }.joined(separator: ", ") + "}"
        }
    }
}

/// SplitMix64: the same seed, the same cases.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
