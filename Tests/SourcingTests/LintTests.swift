import Diagnostics
import Foundation
import OnceOnly
import Testing

/// Cases an author can write: see `lint/README.md`.
@Suite("Lint")
struct LintTests {
    @Test("finds the mistake, where it is and nothing else", arguments: LintCase.names(in: "bad"))
    func bad(_ name: String) throws {
        let marked = try LintCase(name, in: "bad")
        let findings = try marked.findings()
        let found = findings.map { Mark($0) }, expected = marked.expected
        #expect(!expected.isEmpty, "the case marks nothing")
        #expect(found.map(\.place) == expected.map(\.place))
        for (found, expected) in zip(found, expected) where expected.length > 0 { #expect(found.length == expected.length, "\(found.place)") }
        let codes = expected.map(\.code)
        #expect(codes.contains(String(name.prefix(4))), "the case is named after another code")
        // Every finding says something in both languages, with every fact put in.
        for finding in findings {
            for language in Language.allCases { #expect(!finding.message(in: language).contains("{")) }
        }
    }

    @Test("finds nothing where there is nothing", arguments: LintCase.names(in: "good"))
    func good(_ name: String) throws {
        let findings = try LintCase(name, in: "good").findings()
        #expect(findings.isEmpty, "\(findings.map { "\($0.position): \($0.code.rawValue) \($0.message(in: .english))" }.joined(separator: "\n"))")
    }

    @Test("a code is suggested by its label, not by being as short", arguments: [("E004-label-for-code", "\"1\""), ("E004-no-such-code", nil)])
    func meantCode(_ name: String, _ code: String?) throws {
        let finding = try #require(try LintCase(name, in: "bad").findings().first)
        if let code { #expect(finding.fix == .replace(code)) } else { #expect(finding.fix == nil) }
    }

    @Test("a form with twenty faults has twenty findings, each where its fault is and of its own code")
    func twentyFaults() throws {
        let marked = try LintCase("form-with-20-faults", in: ".")
        let found = try marked.findings().map { Mark($0) }
        #expect(found.map(\.place) == marked.expected.map(\.place))
        for (found, expected) in zip(found, marked.expected) where expected.length > 0 { #expect(found.length == expected.length, "\(found.place)") }
        #expect(found.count == 20 && Set(found.map(\.code)).count == 20)
    }

    @Test("every code has a case that raises it and one that comes near", arguments: DiagnosticCode.allCases)
    func complete(_ code: DiagnosticCode) {
        for kind in ["bad", "good"] { #expect(LintCase.names(in: kind).contains { $0.hasPrefix(code.rawValue) }, "\(kind)") }
    }
}

/// Where a finding points: a file, a line, a column, and how much it underlines (0: not said).
struct Mark: Hashable {
    let file: String
    let line, column, length: Int
    let code: String

    init(file: String, line: Int, column: Int, length: Int, code: String) {
        (self.file, self.line, self.column, self.length, self.code) = (file, line, column, length, code)
    }

    init(_ finding: Diagnostic) {
        self.init(
            file: finding.position.file, line: finding.position.line, column: finding.position.column, length: finding.length,
            code: finding.code.rawValue)
    }

    var place: String { "\(file):\(line):\(column) \(code)" }
}

/// One case: the declarations of `base` with what the case puts in their place.
struct LintCase {
    static let folder = Repository.tests.appending(path: "lint")

    static func names(in kind: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Where each part of a case belongs in a declaration folder.
    private static let places = [
        "vocabulary": "FormSchemas/vocabulary/base.yaml", "more": "FormSchemas/vocabulary/more.yaml", "evidence": "FormSchemas/evidence/base.yaml",
        "register": "Connectors/register/manifest.yaml", "office": "Connectors/office/manifest.yaml", "grants": "Connectors/grants.yaml",
        "form": "FormSchemas/forms/base.yaml", "next": "FormSchemas/forms/next.yaml", "baseline": "FormSchemas/baselines/base.yaml",
        "rest": "FormSchemas/forms/rest.yaml", "rest-baseline": "FormSchemas/baselines/rest.yaml",
        "later-baseline": "FormSchemas/baselines/later.yaml", "third-baseline": "FormSchemas/baselines/third.yaml",
        "freeze": "FormSchemas/baselines/base.frozen.json", "freezers": "FormSchemas/freezers.yaml",
        "cases": "Connectors/register/cases.yaml", "sample": "Connectors/register/samples/citizen.json",
        "office-cases": "Connectors/office/cases.yaml", "office-sample": "Connectors/office/samples/contact",
    ]

    /// Text by path, without marks.
    private var files: [String: String] = [:]
    /// What the marks say, by place.
    private(set) var expected: [Mark] = []

    init(_ name: String, in kind: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(kind)/\(name).yaml"), encoding: .utf8)
        for (part, place) in Self.places {
            let file = Self.folder.appending(path: "base/\(part).yaml")
            if FileManager.default.fileExists(atPath: file.path) { files[place] = try String(contentsOf: file, encoding: .utf8) }
        }
        for part in Self.parts(of: text) {
            let words = part.title.split(separator: " ").map(String.init)
            let place = try #require(words.first.flatMap { Self.places[$0] }, "no part '\(part.title)'")
            files[place] = switch words.dropFirst().first {
            case "(none)": nil
            case "(whole)": part.text
            default: Self.composed(files[place] ?? "", part.text)
            }
        }
        for (place, text) in files.sorted(by: { $0.key < $1.key }) { files[place] = readMarks(in: text, file: place) }
        expected.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    }

    private static func parts(of text: String) -> [(title: String, text: String)] {
        var parts: [(title: String, text: String)] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            if line.hasPrefix("--- ") {
                parts.append((String(line.dropFirst(4)), ""))
            } else if !parts.isEmpty {
                parts[parts.count - 1].text += line + "\n"
            }
        }
        return parts
    }

    /// The base with its top-level keys replaced by those of the part.
    private static func composed(_ base: String, _ part: String) -> String {
        var blocks = Self.blocks(of: base)
        for block in Self.blocks(of: part) {
            if let known = blocks.firstIndex(where: { $0.key == block.key }) { blocks[known] = block } else { blocks.append(block) }
        }
        return blocks.map(\.text).joined()
    }

    private static func blocks(of text: String) -> [(key: String, text: String)] {
        var blocks: [(key: String, text: String)] = []
        for line in text.split(separator: "\n") {
            let key = line.filter { $0 != "‹" && $0 != "›" }.prefix { $0 != ":" }
            if let first = key.first, first.isLetter { blocks.append((String(key), "")) }
            if !blocks.isEmpty { blocks[blocks.count - 1].text += line + "\n" }
        }
        return blocks
    }

    /// Takes the marks out and notes what they expect.
    private mutating func readMarks(in text: String, file: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
            var kept = "", open: Int?
            for scalar in line.unicodeScalars {
                switch scalar {
                case "‹": open = kept.unicodeScalars.count
                case "›":
                    guard let start = open else { continue }
                    let code = line.split(separator: "# ").last.map { String($0.prefix(4)) } ?? ""
                    expected.append(Mark(file: file, line: number + 1, column: start + 1, length: kept.unicodeScalars.count - start, code: code))
                default: kept.unicodeScalars.append(scalar)
                }
            }
            return kept
        }
        return lines.joined(separator: "\n")
    }

    /// ⟨F5⟩ is that byte itself, which no text can hold.
    private static func bytes(of text: String) -> Data {
        var bytes = Data(), rest = text[...]
        while let escape = rest.firstMatch(of: /⟨([0-9A-F]{2})⟩/) {
            bytes += rest[..<escape.range.lowerBound].utf8
            bytes += [UInt8(escape.1, radix: 16)].compactMap(\.self)
            rest = rest[escape.range.upperBound...]
        }
        return bytes + Data(rest.utf8)
    }

    /// What lint says of the composed folder.
    func findings() throws -> [Diagnostic] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lint-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (place, text) in files {
            let file = folder.appending(path: place)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Self.bytes(of: text).write(to: file)
        }
        return try DeclarationFolder(folder.path).findings()
    }
}
