@testable import Diagnostics
import Testing

@Suite("Every finding is said in two languages")
struct MessageTests {
    @Test("both sentences exist, differ and name the same facts", arguments: DiagnosticCode.allCases)
    func sentences(_ code: DiagnosticCode) {
        for language in Language.allCases {
            #expect(Self.placeholders(of: code.message.text(in: language)) == Set(0..<code.argumentCount))
        }
    }

    @Test("title, message, reason and way out are there in both languages", arguments: DiagnosticCode.allCases)
    func texts(_ code: DiagnosticCode) {
        for text in [code.title, code.message, code.why, code.mend] {
            #expect(!text.vietnamese.isEmpty && text.english?.isEmpty == false && text.english != text.vietnamese)
        }
        for language in Language.allCases {
            #expect(!code.title.text(in: language).hasSuffix("."))
            for text in [code.why, code.mend] { #expect(text.text(in: language).hasSuffix(".")) }
        }
    }

    @Test("the rules on file are those of the list, in its order, each in a file named after its code")
    func rules() throws {
        let rules = try Checkout.rules()
        #expect(rules.map(\.code) == DiagnosticCode.allCases.map(\.rawValue))
        for rule in rules { #expect(rule.file == rule.code + rule.name.prefix(1).uppercased() + rule.name.dropFirst()) }
    }

    @Test("codes are a letter and three digits, none twice")
    func codes() {
        let codes = DiagnosticCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.wholeMatch(of: /[DEVFBCGK][0-9]{3}/) != nil) }
    }

    @Test("no sentence is left with a hole when its facts are given", arguments: DiagnosticCode.allCases, Language.allCases)
    func filled(_ code: DiagnosticCode, _ language: Language) {
        let facts = (0..<code.argumentCount).map { "fact\($0)" }
        let message = Diagnostic(code, at: place(1, 1), facts).message(in: language)
        for fact in facts { #expect(message.contains(fact)) }
        #expect(Self.placeholders(of: message).isEmpty)
    }

    @Test("a fact that looks like a placeholder is not looked at again")
    func placeholderInFact() {
        let finding = Diagnostic(.conceptOfOtherKind, at: place(1, 1), ["{1}", "{2}", "{0}"])
        #expect(finding.message(in: .english) == "'{1}' is a concept of {2}, but role '{0}' is a {3}")
    }

    @Test("our own words come in the language of the message, an author's never do")
    func words() {
        #expect(Diagnostic(.wrongShape, at: place(1, 1), ["mapping", "list"]).message(in: .vietnamese) == "cần các cặp 'khóa: giá trị', nhưng ở đây là danh sách")
        #expect(Diagnostic(.badScalar, at: place(1, 1), ["text", "a number"]).message(in: .vietnamese) == "'text' không phải số")
        #expect(Diagnostic(.unknownKey, at: place(1, 1), ["list", "text, key"]).message(in: .vietnamese) == "không có khóa 'list' ở đây; các khóa được dùng: text, key")
        #expect(Diagnostic(.wrongShape, at: place(1, 1), ["mapping", "list"]).message(in: .english) == "expected mapping, found list")
    }

    @Test("a message gets exactly the facts it needs wherever a finding is made")
    func callSites() throws {
        var sites = 0
        let rules = try Checkout.rules()
        for (path, text) in try Checkout.sources() {
            for site in CallSites.all(in: text) {
                let rule = rules.first { $0.name == site.code }
                guard let code = DiagnosticCode.allCases.first(where: { $0.rawValue == rule?.code }) else {
                    #expect(!site.isDiagnostic, "\(path): .\(site.code) is no code")
                    continue
                }
                sites += 1
                #expect(site.arguments == code.argumentCount, "\(path): .\(site.code)")
            }
        }
        // Fewer would mean that the scan no longer finds them.
        #expect(sites > 70)
    }

    private static func placeholders(of text: String) -> Set<Int> {
        Set(text.matches(of: /\{([0-9])\}/).compactMap { Int($0.output.1) })
    }
}

/// Finds `Diagnostic(.code, …)`, `note(.code, …)` and `refuse(.code, …)` in Swift and counts the facts given.
enum CallSites {
    struct Site {
        let code: String
        let arguments: Int
        /// `Diagnostic(…)` itself; other functions of these names may take other things.
        let isDiagnostic: Bool
    }

    static func all(in text: String) -> [Site] {
        text.matches(of: /(?:Diagnostic|note|refuse)\(\s*\.([a-zA-Z0-9]+)/).map { match in
            let open = text[match.range].firstIndex(of: "(").map { text.index(after: $0) } ?? match.range.upperBound
            let inside = balanced(text[open...])
            let facts = topLevel(inside).dropFirst().map { $0.trimmingPrefix(while: \.isWhitespace) }.first { $0.hasPrefix("[") }
            let count = facts.map { topLevel(balanced($0.dropFirst())).filter { !$0.allSatisfy(\.isWhitespace) }.count } ?? 0
            return Site(code: String(match.output.1), arguments: count, isDiagnostic: text[match.range].hasPrefix("Diagnostic"))
        }
    }

    /// Up to the bracket that closes what is open before the text.
    private static func balanced(_ text: Substring) -> Substring {
        var end = text.endIndex
        scan(text) { index, character, depth in
            if depth < 0 { end = index }
            return depth >= 0
        }
        return text[..<end]
    }

    private static func topLevel(_ text: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = text.startIndex
        scan(text) { index, character, depth in
            if character == ",", depth == 0 {
                pieces.append(text[start..<index])
                start = text.index(after: index)
            }
            return true
        }
        return pieces + [text[start...]]
    }

    /// Walks Swift outside of string literals with the depth of brackets after each character; interpolations count as text.
    private static func scan(_ text: Substring, _ visit: (Substring.Index, Character, Int) -> Bool) {
        var depth = 0, interpolation = 0
        var isString = false, isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isString {
                if isEscaped {
                    isEscaped = false
                    if character == "(" { interpolation += 1 }
                } else if interpolation > 0 {
                    if character == "(" { interpolation += 1 }
                    if character == ")" { interpolation -= 1 }
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isString = false
                }
                continue
            }
            if character == "\"" { isString = true }
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            guard visit(index, character, depth) else { return }
        }
    }
}
