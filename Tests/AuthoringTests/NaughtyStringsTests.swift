import ConformanceData
import Declarations
import Testing

@testable import Authoring

/// Strings that break software, as a drafted manifest quotes them.
@Suite(.enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
struct NaughtyStringsTests {
    @Test("are read as they were, or told of: what is quoted never becomes YAML")
    func quoted() throws {
        var kept = 0, wrong: [String] = []
        for string in try Suites.naughtyStrings() + ["\"\u{301}: x", "\\\u{301}", "a\r\nb", "\u{301}"] {
            let document = YAMLDocument("a: \(YAML.scalar(string))\nb: c\n", file: "a.yaml")
            guard let root = document.root, case .mapping(let entries) = root.content, case .scalar(let text, _) = entries.first?.value.content else {
                if document.diagnostics.isEmpty { wrong.append(string) }
                continue
            }
            let isSame = Array(text.unicodeScalars) == Array(string.unicodeScalars) && entries.map(\.key) == ["a", "b"]
            if isSame { kept += 1 }
            if !isSame, document.diagnostics.isEmpty { wrong.append(string) }
        }
        #expect(wrong == [] && kept > 480)
    }
}
