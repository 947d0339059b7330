import ArgumentParser
import Diagnostics
import Formats
import Foundation
import OnceOnly
import Sourcing

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Checks forms, connectors, grants, vocabulary and evidence. | Kiểm tra mọi khai báo.",
        discussion: """
            Exit status 1 when there is a finding, be it a warning.
            A file outside the declarations, or '-', is read as if it stood there: a draft is checked before it is kept.

            Examples:
              onceonly lint
              onceonly lint FormSchemas/forms/cu-tru-ct01.yaml
              onceonly lint drafts/library-card.yaml
              onceonly lint --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Only findings in these files and folders.")
    var paths: [String] = []

    func run() throws {
        var folder = try common.folder()
        var wanted: [String] = []
        var drafts: [DeclarationDraft] = []
        for path in paths {
            if let name = folder.name(of: path) {
                wanted.append(name)
            } else {
                drafts.append(DeclarationDraft(name: path, text: try Input.text(path)))
                wanted.append(path)
            }
        }
        if !drafts.isEmpty { folder = try common.folder(with: drafts) }
        let findings = folder.findings().filter { finding in
            wanted.isEmpty || wanted.contains { $0 == "" || finding.position.file == $0 || finding.position.file.hasPrefix($0 + "/") }
        }
        switch common.format {
        case .json: Output.json(["schema": "onceonly/lint/1", "diagnostics": .array(findings.map { json($0) })])
        case .text:
            let renderer = common.renderer(folder)
            for finding in findings { Output.error(renderer.text(for: finding)) }
            let errors = findings.count { $0.severity == .error }, warnings = findings.count - errors
            let (forms, connectors) = (folder.forms.count, folder.catalog.connectors.count)
            func count(_ number: Int, _ one: String) -> String { "\(number) \(one)\(number == 1 ? "" : "s")" }
            Output.line(common.spoken == .english
                ? "\(count(forms, "form")), \(count(connectors, "connector")): \(count(errors, "error")), \(count(warnings, "warning"))"
                : "\(forms) biểu mẫu, \(connectors) sổ: \(errors) lỗi, \(warnings) cảnh báo")
        }
        if !findings.isEmpty { throw ExitCode(1) }
    }

    private func json(_ finding: Diagnostic) -> JSON {
        var object: JSONObject = [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue), "file": .string(finding.position.file),
            "line": .number("\(finding.position.line)"), "column": .number("\(finding.position.column)"),
            "message": .string(finding.message(in: common.spoken)),
        ]
        if let fix = finding.fix { object["fix"] = .string(fix.text) }
        return .object(object)
    }
}
