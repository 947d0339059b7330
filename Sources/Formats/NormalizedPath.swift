/// Where a value is in a JSON document, RFC 9535 section 2.7: `$['a'][0]`. One value, one path, one spelling.
public struct NormalizedPath: Sendable, CustomStringConvertible {
    public enum Step: Sendable, Hashable {
        case name(String)
        case index(Int)

        public static func == (left: Self, right: Self) -> Bool {
            switch (left, right) {
            case (.name(let left), .name(let right)): ExactString.same(left, right)
            case (.index(let left), .index(let right)): left == right
            case (.name, .index), (.index, .name): false
            }
        }

        public func hash(into hasher: inout Hasher) {
            switch self {
            case .name(let name): hasher.combine(ExactString(name))
            case .index(let index): hasher.combine(index)
            }
        }
    }

    /// From the root; empty for the document itself.
    public let steps: [Step]

    public init(steps: [Step] = []) { self.steps = steps }

    func appending(_ step: Step) -> NormalizedPath { NormalizedPath(steps: steps + [step]) }

    public var description: String {
        steps.reduce(into: "$") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name):
                text += "['"
                for scalar in name.unicodeScalars { text += Self.escaped(scalar) }
                text += "']"
            }
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\u{08}": return "\\b"
        case "\t": return "\\t"
        case "\n": return "\\n"
        case "\u{0C}": return "\\f"
        case "\r": return "\\r"
        case "'": return "\\'"
        case "\\": return "\\\\"
        case "\u{00}"..."\u{1F}":
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: return String(scalar)
        }
    }
}

extension NormalizedPath: Hashable {}
