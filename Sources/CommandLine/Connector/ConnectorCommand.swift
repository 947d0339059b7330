import ArgumentParser
import Connectors
import Diagnostics
import Expressions
import Foundation
import OnceOnly
import Sandbox
import Sourcing

struct ConnectorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector", abstract: said(
            vi: "Viết, thử, kiểm tra và ghi lại kết nối tới các sổ.",
            en: "Writes, tries, checks and records connectors to registers. | Viết, thử, kiểm tra và ghi lại kết nối tới các sổ."),
        discussion: said(
            vi: "Trang docs/manifest.md giải thích mọi khóa của manifest.yaml.", en: "The page docs/manifest.md explains every key of manifest.yaml."),
        subcommands: [ConnectorNewCommand.self, ConnectorTryCommand.self, ConnectorCheckCommand.self, ConnectorRecordCommand.self, ConnectorReplayCommand.self, ConnectorRedactCommand.self, ConnectorReferenceCommand.self])
}

/// Which registers answer a command.
struct RegisterOptions: ParsableArguments {
    @Option(name: .long, help: .said(
        vi: "Tỉnh giả lập có các sổ trả lời cho lệnh này; nếu không, địa chỉ lấy từ biến môi trường.",
        en: "A generated province whose registers answer for this command; else addresses come from the environment."))
    var sandbox: String?

    /// Runs `body` with what `${NAME}` in manifests stands for.
    func withVariables<Result: Sendable>(_ body: @escaping @Sendable ([String: String]) async throws -> Result) async throws -> Result {
        guard let sandbox else { return try await body(ProcessInfo.processInfo.environment) }
        return try await ProvinceServer.serving(URL(filePath: sandbox, directoryHint: .isDirectory), body)
    }
}

extension CommonOptions {
    /// A connector by its id; else what is wrong with its file goes to standard error.
    func manifest(_ name: String, in folder: DeclarationFolder) throws -> ConnectorManifest {
        if let manifest = folder.catalog.connectors.first(where: { $0.id.rawValue == name }) { return manifest }
        let file = "Connectors/\(name)/manifest.yaml"
        guard folder.texts[file] != nil else {
            let known = folder.catalog.connectors.map(\.id.rawValue).sorted()
            throw Self.unknown(vi: "kết nối", en: "connector", name, known)
        }
        let renderer = renderer(folder)
        for finding in folder.diagnostics where finding.position.file == file { Output.error(renderer.text(for: finding)) }
        throw CommandFailure.input(vi: "kết nối '\(name)' còn lỗi", en: "connector '\(name)' has errors")
    }

    /// An operation by its name; the only one where none is named.
    func operation(_ name: String?, of manifest: ConnectorManifest) throws -> Connectors.Operation {
        let known = manifest.operations.map(\.id.rawValue)
        if let name {
            if let operation = manifest.operations.first(where: { $0.id.rawValue == name }) { return operation }
            throw Self.unknown(vi: "câu hỏi", en: "operation", name, known)
        }
        if manifest.operations.count == 1 { return manifest.operations[0] }
        throw CommandFailure.input(
            vi: "hãy nêu một câu hỏi của '\(manifest.id)': \(known.joined(separator: ", "))",
            en: "name one operation of '\(manifest.id)': \(known.joined(separator: ", "))")
    }

    private static func unknown(vi: String, en: String, _ name: String, _ known: [String]) -> CommandFailure {
        let near = nearest(to: name, among: known)
        return .input(
            vi: "không có \(vi) '\(name)'" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(known.joined(separator: ", "))"),
            en: "no \(en) '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(known.joined(separator: ", "))"))
    }
}

/// Keys of an operation as the command line takes them.
enum KeyArguments {
    /// - Parameter arguments: the key itself, `-` or `@FILE`; `concept=` before it where the operation has several, what is to be confirmed among them.
    /// - Throws: a failure that says which keys are missing, without repeating any.
    static func keys(_ arguments: [String], of operation: Connectors.Operation) throws -> [ConceptID: String] {
        let names = operation.inputs.map(\.rawValue)
        var keys: [ConceptID: String] = [:]
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, let concept = operation.inputs.first(where: { $0.rawValue == parts[0] }) {
                keys[concept] = try Input.key(parts[1])
            } else if operation.inputs.count == 1 {
                keys[operation.inputs[0]] = try Input.key(argument)
            } else {
                throw missing(names, of: operation)
            }
        }
        guard keys.count == operation.inputs.count, keys.values.allSatisfy({ !$0.isEmpty }) else { throw missing(names, of: operation) }
        return keys
    }

    private static func missing(_ names: [String], of operation: Connectors.Operation) -> CommandFailure {
        let example = names.count == 1 ? "--key @key.txt" : names.map { "--key \($0)=…" }.joined(separator: " ")
        return .input(
            vi: "'\(operation.id)' được hỏi bằng \(names.joined(separator: ", ")); hãy viết \(example)",
            en: "'\(operation.id)' is asked by \(names.joined(separator: ", ")); write \(example)")
    }
}
