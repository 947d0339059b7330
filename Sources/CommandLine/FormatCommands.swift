import ArgumentParser
import Diagnostics
import Formats
import Foundation

struct JSONPathCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonpath", abstract: said(
            vi: "Kiểm thử bộ đọc JSONPath.",
            en: "Tests the JSONPath reader. | Kiểm thử bộ đọc JSONPath."), subcommands: [JSONPathTestCommand.self])
}

struct JSONPathTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: said(vi: "Chạy bộ ca kiểm thử JSONPath.", en: "Runs a JSONPath compliance suite (cts.json). | Chạy bộ ca kiểm thử JSONPath."))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(
        vi: "Tệp {tests: [{name, selector, document, result, results hoặc invalid_selector}]}.",
        en: "A file {tests: [{name, selector, document, result, results or invalid_selector}]}."))
    var suite: String

    func run() throws {
        guard let tests = try Input.json(suite)["tests"]?.array else { throw CommandFailure.input(vi: "\(suite) không có 'tests'", en: "\(suite) holds no 'tests'") }
        var passed = 0
        var failures: [(name: String, got: String)] = []
        for test in tests {
            let name = test["name"]?.string ?? "?"
            if let got = Self.failure(test) { failures.append((name, got)) } else { passed += 1 }
        }
        switch common.format {
        case .json:
            Output.json([
                "schema": "onceonly/jsonpath-test/1", "passed": .number("\(passed)"), "failed": .number("\(failures.count)"),
                "failures": .array(failures.map { ["id": .string($0.name), "got": .string($0.got)] }),
            ])
        case .text:
            Output.line(common.spoken == .english ? "\(passed) passed, \(failures.count) failed" : "\(passed) đạt, \(failures.count) hỏng")
            for failure in failures { Output.line("\(failure.name): \(failure.got)") }
        }
        if !failures.isEmpty { throw ExitCode(1) }
    }

    /// What came out where something else was expected; `nil` when the case passes.
    private static func failure(_ test: JSON) -> String? {
        let mustRefuse = test["invalid_selector"]?.bool == true
        guard let path = try? JSONPath(test["selector"]?.string ?? "") else { return mustRefuse ? nil : "refused" }
        guard !mustRefuse else { return "accepted" }
        guard let document = test["document"] else { return "no document" }
        let nodes = path.nodes(in: document)
        let values = JSON.array(nodes.map(\.value)), paths = JSON.array(nodes.map { .string($0.path.description) })
        let isValue = test["result"].map { $0 == values } ?? test["results"]?.array?.contains(values) ?? false
        let isPath = test["result_paths"].map { $0 == paths } ?? test["results_paths"]?.array.map { $0.contains(paths) } ?? true
        return isValue && isPath ? nil : (isValue ? paths : values).serialized()
    }
}

struct JSONCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json", abstract: said(vi: "Kiểm tra tệp JSON.", en: "Checks JSON files. | Kiểm tra tệp JSON."), subcommands: [JSONCheckCommand.self])
}

struct JSONCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: said(
            vi: "Nhận hay từ chối một tệp JSON, kèm lý do.",
            en: "Accepts (exit 0) or rejects (exit 1) a JSON file, with the reason. | Nhận hay từ chối một tệp JSON, kèm lý do."),
        discussion: said(
            vi: "Xét theo RFC 8259. Một khóa viết hai lần được nhận kèm lưu ý: phản hồi của sổ có như vậy thì bị từ chối.",
            en: "Judged by RFC 8259. A key written twice is accepted with a note: a register's reply that has one is refused.") + examples("""
                  onceonly json check reply.json
                  onceonly json check - --format json < reply.json
                """))

    @OptionGroup var common: CommonOptions
    @Argument(help: .said(vi: "Một tệp, hoặc - là đầu vào chuẩn.", en: "A file, or - for standard input.")) var file: String

    func run() throws {
        let bytes = try Input.bytes(file)
        var verdict = Verdict(nil)
        do {
            _ = try JSON(parsing: bytes)
        } catch {
            verdict = Verdict(error)
            // RFC 8259 advises against repeated keys and allows them.
            if error.reason == .duplicateKey, (try? JSON(parsing: bytes, limits: .init(allowsRepeatedKeys: true))) != nil { verdict = Verdict(nil, note: error) }
        }
        try verdict.report(file, as: "onceonly/json-check/1", common)
    }
}

struct XMLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xml", abstract: said(vi: "Kiểm tra tệp XML.", en: "Checks XML files. | Kiểm tra tệp XML."), subcommands: [XMLCheckCommand.self])
}

struct XMLCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: said(
            vi: "Nhận hay từ chối một tệp XML, kèm lý do.",
            en: "Accepts (exit 0) or rejects (exit 1) an XML file, with the reason. | Nhận hay từ chối một tệp XML, kèm lý do."))

    @OptionGroup var common: CommonOptions
    @Argument(help: .said(vi: "Một tệp, hoặc - là đầu vào chuẩn.", en: "A file, or - for standard input.")) var file: String

    func run() throws {
        let bytes = try Input.bytes(file)
        do { _ = try Formats.XMLDocument(parsing: bytes) } catch { try Verdict(error).report(file, as: "onceonly/xml-check/1", common) }
        try Verdict(nil).report(file, as: "onceonly/xml-check/1", common)
    }
}

/// Accepted, or why not.
private struct Verdict {
    let failure: FormatError?
    /// Why a register's reply would be refused all the same.
    let note: FormatError?

    init(_ failure: FormatError?, note: FormatError? = nil) {
        self.failure = failure
        self.note = note
    }

    /// - Throws: exit status 1 for a rejected file.
    func report(_ file: String, as schema: String, _ common: CommonOptions) throws {
        switch common.format {
        case .json:
            var object: JSONObject = ["schema": .string(schema), "accepted": .bool(failure == nil)]
            if let failure = failure ?? note {
                object["reason"] = .string(failure.reason.rawValue)
                object["message"] = .string(failure.words.text(in: common.spoken))
                if let line = failure.line { object["line"] = .number("\(line)") }
                if let column = failure.column { object["column"] = .number("\(column)") }
            }
            Output.json(.object(object))
        case .text:
            if let failure {
                Output.error("\(file): \(failure.description(in: common.spoken))")
            } else {
                Output.line(common.spoken == .english ? "\(file): accepted" : "\(file): hợp lệ")
                if let note {
                    Output.error(common.spoken == .english ? "note: as a register's reply it would be refused: \(note)" : "lưu ý: nếu là phản hồi của sổ thì bị từ chối: \(note.description(in: .vietnamese))")
                }
            }
        }
        if failure != nil { throw ExitCode(1) }
    }
}

extension Input {
    static func bytes(_ path: String) throws -> [UInt8] {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandFailure.input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'") }
        return [UInt8](data)
    }
}
