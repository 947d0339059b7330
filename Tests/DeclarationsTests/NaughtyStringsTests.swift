import ConformanceData
import Declarations
import Testing

/// Strings that break software, as an author may write them: read scalar by scalar as they were meant, or told of, never changed.
@Suite(.enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
struct NaughtyStringsTests {
    /// The ways of YAML 1.2, sections 7.3.1, 7.3.2 and 8.1.2.
    enum Style: CaseIterable {
        case doubleQuoted, escaped, singleQuoted, literal

        /// - Returns: `nil` where this way cannot write the text.
        func written(_ text: String) -> String? {
            switch self {
            case .doubleQuoted: "\"" + text.unicodeScalars.map { $0.value < 0x20 || $0 == "\"" || $0 == "\\" ? Self.escape($0) : String($0) }.joined() + "\""
            case .escaped: "\"" + text.unicodeScalars.map(Self.escape).joined() + "\""
            case .singleQuoted: text.contains(where: \.isNewline) ? nil : "'" + text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
            // What begins with a space would be taken for deeper.
            case .literal: text.isEmpty || text.contains(where: \.isNewline) || text.first?.isWhitespace == true ? nil : "|-\n  " + text
            }
        }

        private static func escape(_ scalar: Unicode.Scalar) -> String {
            let digits = String(scalar.value, radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }

    /// What everybody sees as it is.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: false
            default: true
            }
        }
    }

    private static func same(_ one: String?, _ other: String) -> Bool { one.map { Array($0.unicodeScalars) } == Array(other.unicodeScalars) }

    @Test(arguments: Style.allCases) func asValues(_ style: Style) throws {
        var kept = 0, wrong: [String] = []
        for string in try Suites.naughtyStrings() + ["a\u{0}b", "a\u{7}b", "\u{FEFF}b", "a\u{FEFF}b", "a\u{202E}b", "Ho\u{300}a"] {
            guard let written = style.written(string) else { continue }
            let document = read("a: \(written)\nb: c\n")
            let isKept = Self.same(document.root?["a"]?.text, string) && document.root?["b"]?.text == "c" && document.diagnostics.isEmpty
            if isKept { kept += 1 }
            if !isKept, document.diagnostics.isEmpty || Self.isPlain(string) { wrong.append(string) }
        }
        #expect(wrong == [] && kept > 400)
        print("naughty strings in YAML, \(style): \(kept) kept")
    }

    @Test func asKeys() throws {
        var kept = 0, wrong: [String] = []
        // A key is one line of at most 1,024 characters.
        for string in try Suites.naughtyStrings() where string.unicodeScalars.count <= 100 {
            guard let written = Style.doubleQuoted.written(string) else { continue }
            let document = read("\(written): a\n")
            let isKept = Self.same(document.root?.entries.first?.key, string) && document.diagnostics.isEmpty
            if isKept { kept += 1 }
            if !isKept, document.diagnostics.isEmpty || Self.isPlain(string) { wrong.append(string) }
        }
        #expect(wrong == [] && kept > 300)
    }
}
