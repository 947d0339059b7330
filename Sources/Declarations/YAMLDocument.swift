public import Diagnostics

/// Reads declaration YAML into nodes with places, under limits.
///
/// Anchors, aliases and tags are refused: a declaration is read by people, and aliases can make a small file huge.
/// What can be told from a broken line is told and the rest of the file is read nevertheless, so that an author sees
/// every finding at once.
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
    ///   - text: the whole file; a byte order mark before it is no part of it.
    ///   - file: the name positions carry.
    /// - Returns: a document whose `root` is `nil` when it cannot be read at all; findings say why.
    public init(_ text: String, file: String, limits: Limits = Limits()) {
        guard text.utf8.count <= limits.bytes else {
            root = nil
            diagnostics = [Diagnostic(.overLimit, at: .start(of: file), ["bytes", "\(limits.bytes)"])]
            return
        }
        let isMarked = text.unicodeScalars.first == "\u{FEFF}"
        let source = SourceText(isMarked ? String(text.unicodeScalars.dropFirst()) : text)
        let unreadable = Self.unreadableScalars(in: source, file: file)
        guard unreadable.isEmpty else {
            root = nil
            diagnostics = unreadable
            return
        }
        var reading = YAMLReading(source, file: file, limits: limits)
        root = reading.root()
        diagnostics = reading.findings
    }

    /// Characters no one sees and some readers take for the end of a line, or that turn what follows around.
    /// libyaml refuses the control characters itself, but without saying where.
    private static func unreadableScalars(in source: SourceText, file: String) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for (index, scalar) in source.scalars.enumerated() where isUnreadable(scalar) {
            let (line, column) = source.place(of: index)
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            findings.append(Diagnostic(
                .badScalar, at: SourcePosition(file: file, line: line, column: column), [name, "a character that is allowed here"]))
            if findings.count == 10 { break }
        }
        return findings
    }

    private static func isUnreadable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: scalar.properties.isBidiControl
        }
    }
}
