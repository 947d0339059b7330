import ArgumentParser
import Diagnostics
import Formats
import Foundation
import OnceOnly
import Reports
import Sourcing

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: said(vi: "Kiểm tra mọi khai báo.", en: "Checks forms, connectors, grants, vocabulary and evidence. | Kiểm tra mọi khai báo."),
        discussion: said(
            vi: """
                Mã thoát 1 khi có phát hiện, dù chỉ là cảnh báo.
                Tệp ngoài thư mục khai báo, hoặc '-', được đọc như thể nằm trong đó: bản nháp được kiểm tra trước khi lưu.
                """,
            en: """
                Exit status 1 when there is a finding, be it a warning.
                A file outside the declarations, or '-', is read as if it stood there: a draft is checked before it is kept.
                """) + examples("""
                  onceonly lint
                  onceonly lint FormSchemas/forms/cu-tru-ct01.yaml
                  onceonly lint drafts/library-card.yaml
                  onceonly lint --format json
                  onceonly lint --format sarif > lint.sarif
                """))

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

    @OptionGroup var folder: FolderOptions

    @OptionGroup var speech: LanguageOptions

    @Option(name: .long, help: .said(
        vi: "text cho người đọc, json cho chương trình, sarif (2.1.0) cho trình soạn thảo.",
        en: "text for people, json for programs, sarif (2.1.0) for editors."))
    var format = Format.text

    @Option(name: .long, help: .said(vi: "Địa chỉ trang tra cứu, cho liên kết trong sarif.", en: "The address of the reference page, for sarif's links."))
    var documentation: String?

    @Option(name: .long, help: .said(
        vi: "Ghi trang tra cứu mọi mã, với ví dụ lấy từ thư mục ca kiểm thử này.",
        en: "Writes the reference page of all codes, with examples from this folder of cases."))
    var reference: String?

    @Argument(help: .said(vi: "Chỉ báo những gì ở các tệp và thư mục này.", en: "Only findings in these files and folders."))
    var paths: [String] = []

    func run() throws {
        if let reference {
            Output.line(LintReference(language: speech.spoken, examples: try LintCases.examples(in: reference)).page.trimmingCharacters(in: .newlines))
            return
        }
        var declared = try folder.read()
        var wanted: [String] = []
        var drafts: [DeclarationDraft] = []
        for path in paths {
            if let name = declared.name(of: path) {
                wanted.append(name)
            } else {
                drafts.append(DeclarationDraft(name: path, text: try Input.text(path)))
                wanted.append(path)
            }
        }
        if !drafts.isEmpty { declared = try folder.read(with: drafts) }
        let findings = declared.findings().filter { finding in
            wanted.isEmpty || wanted.contains { $0 == "" || finding.position.file == $0 || finding.position.file.hasPrefix($0 + "/") }
        }
        let texts = declared.texts
        switch format {
        case .json: Output.json(["schema": "onceonly/lint/1", "diagnostics": .array(findings.map { json($0) })])
        case .sarif: Output.json(LintSARIF(language: speech.spoken, documentation: documentation) { texts[$0] }.log(of: findings))
        case .text:
            let renderer = DiagnosticRenderer(language: speech.spoken) { texts[$0] }
            for finding in findings { Output.error(renderer.text(for: finding)) }
            Output.line(summary(of: findings, in: declared))
        }
        if !findings.isEmpty { throw ExitCode(1) }
    }

    private func summary(of findings: [Diagnostic], in declared: DeclarationFolder) -> String {
        let errors = findings.count { $0.severity == .error }, warnings = findings.count - errors
        let (forms, connectors) = (declared.forms.count, declared.catalog.connectors.count)
        func count(_ number: Int, _ one: String) -> String { "\(number) \(one)\(number == 1 ? "" : "s")" }
        return speech.spoken == .english
            ? "\(count(forms, "form")), \(count(connectors, "connector")): \(count(errors, "error")), \(count(warnings, "warning"))"
            : "\(forms) biểu mẫu, \(connectors) sổ: \(errors) lỗi, \(warnings) cảnh báo"
    }

    private func json(_ finding: Diagnostic) -> JSON {
        var object: JSONObject = [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue), "file": .string(finding.position.file),
            "line": .number("\(finding.position.line)"), "column": .number("\(finding.position.column)"),
            "message": .string(finding.message(in: speech.spoken)),
        ]
        if let fix = finding.fix { object["fix"] = .string(fix.text) }
        return .object(object)
    }
}

/// The bad cases of lint, for the reference page.
enum LintCases {
    /// - Returns: the first bad case of each code, by code.
    static func examples(in folder: String) throws -> [String: String] {
        let bad = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "bad")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: bad.path) else {
            throw CommandFailure.input(vi: "không có thư mục '\(bad.relativePath)'", en: "there is no folder '\(bad.relativePath)'")
        }
        var examples: [String: String] = [:]
        for name in names.sorted() where name.hasSuffix(".yaml") && examples[String(name.prefix(4))] == nil {
            examples[String(name.prefix(4))] = try Input.text(bad.appending(path: name).path)
        }
        return examples
    }
}
