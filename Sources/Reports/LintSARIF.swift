public import Diagnostics
public import Formats

/// Findings as SARIF, the form editors and code hosts read.
///
/// - Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0. Columns count UTF-16 code units
///   (`columnKind`, section 3.14.18); paths are relative to the folder of declarations (`%SRCROOT%`). Every code is a rule of
///   the driver, raised or not, so that an editor can explain it.
public struct LintSARIF: Sendable {
    private let language: Language
    private let documentation: String?
    private let source: @Sendable (String) -> String?

    /// - Parameters:
    ///   - documentation: address of the reference page; rules link to it by their code.
    ///   - source: text of a file by the name used in positions; `nil` where it is not at hand.
    public init(language: Language, documentation: String? = nil, source: @escaping @Sendable (String) -> String?) {
        self.language = language
        self.documentation = documentation
        self.source = source
    }

    public func log(of findings: [Diagnostic]) -> JSON {
        [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [[
                "tool": ["driver": ["name": "onceonly", "rules": .array(DiagnosticCode.allCases.map(rule))]],
                "language": .string(language.rawValue),
                "columnKind": "utf16CodeUnits",
                "results": .array(findings.map(result)),
            ]],
        ]
    }

    // MARK: Rules

    private func rule(_ code: DiagnosticCode) -> JSON {
        let why = code.why.text(in: language), mend = code.mend.text(in: language)
        var rule: JSONObject = [
            "id": .string(code.rawValue),
            "shortDescription": text(code.title.text(in: language)),
            "fullDescription": text(why),
            "help": ["text": .string("\(why) \(mend)"), "markdown": .string("\(why)\n\n**→** \(mend)")],
            "defaultConfiguration": ["level": level(code.severity)],
        ]
        if let documentation { rule["helpUri"] = .string("\(documentation)#\(code.rawValue.lowercased())") }
        return .object(rule)
    }

    private func level(_ severity: Severity) -> JSON {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        }
    }

    private func text(_ text: String) -> JSON { ["text": .string(text)] }

    // MARK: Results

    private func result(_ finding: Diagnostic) -> JSON {
        let place = artifact(finding.position.file), region = region(of: finding)
        var result: JSONObject = [
            "ruleId": .string(finding.code.rawValue),
            "level": level(finding.severity),
            "message": text(finding.message(in: language)),
            "locations": [["physicalLocation": ["artifactLocation": place, "region": region]]],
        ]
        if let index = DiagnosticCode.allCases.firstIndex(of: finding.code) { result["ruleIndex"] = .number("\(index)") }
        // Where only the start is known there is nothing to be replaced.
        if case .replace(let replacement)? = finding.fix, finding.length > 1, line(of: finding) != nil {
            result["fixes"] = [[
                "artifactChanges": [["artifactLocation": place, "replacements": [["deletedRegion": region, "insertedContent": text(replacement)]]]],
            ]]
        }
        return .object(result)
    }

    private func artifact(_ file: String) -> JSON {
        ["uri": .string(Self.escaped(file)), "uriBaseId": "%SRCROOT%"]
    }

    /// A relative reference of RFC 3986: what is not unreserved is written by its bytes.
    static func escaped(_ file: String) -> String {
        file.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~/".contains(character))
            return isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private func line(of finding: Diagnostic) -> ArraySlice<Unicode.Scalar>? {
        source(finding.position.file).flatMap { SourceText($0).line(finding.position.line) }
    }

    private func region(of finding: Diagnostic) -> JSON {
        let number = JSON.number("\(finding.position.line)")
        // Without the line its columns cannot be told in UTF-16.
        guard let line = line(of: finding) else { return ["startLine": number] }
        func column(_ scalars: Int) -> Int { 1 + line.prefix(scalars).reduce(0) { $0 + UTF16.width($1) } }
        let start = finding.position.column - 1
        return [
            "startLine": number, "startColumn": .number("\(column(start))"),
            "endLine": number, "endColumn": .number("\(column(start + finding.length))"),
        ]
    }
}
