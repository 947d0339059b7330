public import Diagnostics

/// What may stand at one place of a declaration. Readers take their keys from it, editors their JSON Schema.
///
/// A shape says no more than the reader refuses: what only a check across files can tell is not in it.
public indirect enum Shape: Sendable, Hashable {
    /// Any scalar, kept as written: `00037` is a code and `no` a word, whatever YAML makes of them.
    case text
    /// A scalar of this form, a regular expression of ECMA-262.
    case matching(String)
    /// A day, `2026-11-24`.
    case day
    /// A FEEL expression.
    case expression
    /// `true` or `false`.
    case flag
    case number
    case integer(ClosedRange<Int>)
    /// One word of a closed set.
    case choice([String])
    /// A text per language, Vietnamese first.
    case localized
    /// - Parameters:
    ///   - orOne: a single value counts as a list of one.
    ///   - isFilled: the list has to name something.
    case list(Shape, orOne: Bool, isFilled: Bool)
    /// A mapping whose keys the author chooses, or chooses among `keys`.
    case names(Shape, among: [String]?)
    case record(RecordShape)
    /// The record of that name, where a shape contains itself.
    case reference(String)
    case either([Shape])
    /// Whatever the declaration it stands in is about.
    case anything

    public static func list(_ item: Shape) -> Shape { .list(item, orOne: false, isFilled: false) }

    public static func oneOrMore(_ item: Shape) -> Shape { .list(item, orOne: true, isFilled: false) }

    public static func filled(_ item: Shape) -> Shape { .list(item, orOne: false, isFilled: true) }

    public static func names(_ value: Shape) -> Shape { .names(value, among: nil) }

    /// `role.concept`.
    public static let meaning = Shape.matching(#"^[^.\s]+\.[^.\s]+$"#)

    public static func words<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> Shape {
        .choice(Choice.allCases.map(\.rawValue))
    }
}

/// A mapping with keys of its own.
public struct RecordShape: Sendable, Hashable {
    /// What the record is called among the others of its file kind.
    public let name: String
    public let keys: [Key]
    public let rules: [Rule]

    public struct Key: Sendable, Hashable {
        public let name: String
        public let shape: Shape
        public let isRequired: Bool
        public let says: LocalizedText
    }

    /// What holds between keys.
    public enum Rule: Sendable, Hashable {
        /// One of these stands there; where `isOnly`, no second one.
        case one(of: [String], isOnly: Bool)
        /// A key makes sense beside another alone.
        case needs(String, beside: String)
        /// Where the key has one of these words, the other must be there.
        case when(String, in: [String], needs: String)
    }

    public init(_ name: String, _ keys: [Key], rules: [Rule] = []) {
        self.name = name
        self.keys = keys
        self.rules = rules
    }

    /// The keys a reader takes, in the order people are told of them.
    public var allowed: [String] { keys.map(\.name) }
}

extension RecordShape.Key {
    public static func required(_ name: String, _ shape: Shape, vi: String, en: String) -> Self {
        Self(name: name, shape: shape, isRequired: true, says: LocalizedText(vi: vi, en: en))
    }

    public static func optional(_ name: String, _ shape: Shape, vi: String, en: String) -> Self {
        Self(name: name, shape: shape, isRequired: false, says: LocalizedText(vi: vi, en: en))
    }
}

extension DeclarationReader {
    /// Reads a mapping and refuses keys that its shape does not have.
    public mutating func fields(_ node: YAMLNode?, as shape: RecordShape) -> Fields? { fields(node, allowed: shape.allowed) }
}
