import ArgumentParser
import Diagnostics
import Formats
import OnceOnly
import Sourcing

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Checks forms, connectors, grants, vocabulary and evidence. | Kiểm tra mọi khai báo.",
        discussion: """
            Examples:
              onceonly lint
              onceonly lint FormSchemas/forms/cu-tru-ct01.yaml
              onceonly lint --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Only findings in these files.")
    var paths: [String] = []

    func run() throws {
        let folder = try common.folder()
        let findings = folder.diagnostics.filter { finding in
            paths.isEmpty || paths.contains { finding.position.file == $0 || finding.position.file.hasPrefix($0) || $0.hasSuffix(finding.position.file) }
        }
        switch common.format {
        case .json: Output.json(["schema": "onceonly/lint/1", "diagnostics": .array(findings.map { json($0) })])
        case .text:
            let renderer = common.renderer(folder)
            for finding in findings { Output.error(renderer.text(for: finding)) }
            let errors = findings.count { $0.severity == .error }, warnings = findings.count - errors
            Output.line(common.spoken == .english
                ? "\(folder.forms.count) forms, \(folder.catalog.connectors.count) connectors: \(errors) errors, \(warnings) warnings"
                : "\(folder.forms.count) biểu mẫu, \(folder.catalog.connectors.count) sổ: \(errors) lỗi, \(warnings) cảnh báo")
        }
        if !findings.isEmpty { throw ExitCode(1) }
    }

    private func json(_ finding: Diagnostic) -> JSON {
        var object: JSONObject = [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue), "file": .string(finding.position.file),
            "line": .number("\(finding.position.line)"), "column": .number("\(finding.position.column)"),
            "message": .string(finding.message(in: common.spoken)),
        ]
        if let fix = finding.fix { object["fix"] = .string(fix.replacement) }
        return .object(object)
    }
}
