import ArgumentParser
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Sourcing

struct PrefillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefill", abstract: "Opens a dossier already filled in. | Mở hồ sơ đã điền sẵn.",
        discussion: """
            The key after --subject or --actor may be '-' (standard input) or '@FILE', so that it stands in no shell history.
            --actor is the signed-in person, --subject on whose behalf; one alone is both.

            Examples:
              onceonly prefill --form cu-tru-ct01 --subject @key.txt --sandbox province
              onceonly prefill --form ho-tich-khai-sinh --subject 015190000123 --answers answers.json --format json
              onceonly prefill --batch < dossiers.jsonl
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var service: ServiceOptions

    @Option(name: .long, help: "The form's id.")
    var form: String?

    @Option(name: .long, help: "Key of the person or organisation the dossier is for.")
    var subject: String?

    @Option(name: .long, help: "Key of the person signed in.")
    var actor: String?

    @Option(name: .long, help: "A JSON file of answers given so far.")
    var answers: String?

    @Option(name: .long, help: "The day to fill the form as of.")
    var asOf: String?

    @Option(name: .customLong("operator"), help: "The clerk at the counter, who is never actor or subject.")
    var operatorID: String?

    @Option(name: .long, help: "online, counter or post.")
    var channel = "online"

    @Option(name: .long, help: "self, representation, assisted or paper.")
    var basis: String?

    @Option(name: .long, help: "applicant (what the applicant's side may see) or office.")
    var view = "applicant"

    @Flag(name: .long, help: "Reads a JSON object per line ({form, subject, answers?, asOf?}), writes one per line, in order.")
    var batch = false

    func run() async throws {
        guard let view = View(rawValue: view) else { throw CommandFailure.input("--view is applicant or office") }
        let folder = try common.folder()
        let commandFailed = try await service.withService(folder) { service in
            var failed = false
            if batch {
                while let line = readLine() {
                    if line.allSatisfy(\.isWhitespace) { continue }
                    let (json, sourceFailed) = await answered(line, service, view)
                    Output.line(json.serialized(.compact))
                    failed = failed || sourceFailed
                }
                return failed
            }
            guard let form, let key = subject ?? actor else { throw CommandFailure.input("prefill needs --form and --subject (or --batch)") }
            let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
            let opening = try opening(subject: Input.key(key), actor: actor.map(Input.key), folder)
            let opened = try await service.open(FormID(form), opening, answers: given, asOf: asOf.map(Input.date))
            let json = opened.json(view)
            switch common.format {
            case .json: Output.json(json)
            case .text: Output.line(FilledText(filled: opened.filled, view: view, folder: folder, language: common.spoken).text)
            }
            return Self.hasFailedSource(opened.filled)
        }
        if commandFailed { throw ExitCode(3) }
    }

    private static func hasFailedSource(_ filled: FilledForm) -> Bool {
        filled.leaves.contains { $0.reason == .sourceDown || $0.reason == .timeout || $0.reason == .refused }
    }

    /// One line of a batch; a line that cannot be served says why and the rest goes on.
    private func answered(_ line: String, _ service: IntakeService, _ view: View) async -> (JSON, Bool) {
        do {
            let json = try JSON(parsing: line)
            guard let form = json["form"]?.string, let subject = json["subject"]?.string else { throw CommandFailure.input("a line needs form and subject") }
            let answers = try json["answers"].map { try Answers(json: $0) } ?? Answers()
            let opening = try opening(subject: subject, actor: json["actor"]?.string, service.declarations)
            let opened = try await service.open(FormID(form), opening, answers: answers, asOf: json["asOf"]?.string.map(Input.date))
            return (opened.json(view), Self.hasFailedSource(opened.filled))
        } catch {
            return (["schema": "onceonly/prefill/1", "error": .string("\(error)")], false)
        }
    }

    private func opening(subject: String, actor: String?, _ folder: DeclarationFolder) throws -> Opening {
        let vocabulary = folder.catalog.vocabulary
        guard let subjectKey = SubjectKey(guessing: subject, in: vocabulary) else { throw CommandFailure.input("--subject is no valid key of a person or organisation") }
        let actorKey: SubjectKey
        if let actor {
            guard let key = SubjectKey(guessing: actor, in: vocabulary) else { throw CommandFailure.input("--actor is no valid key") }
            actorKey = key
        } else {
            actorKey = subjectKey
        }
        guard let channel = Channel(rawValue: channel) else { throw CommandFailure.input("--channel is online, counter or post") }
        let basis = try basis.map { text in
            guard let basis = Basis(rawValue: text) else { throw CommandFailure.input("--basis is self, representation, assisted or paper") }
            return basis
        }
        return Opening(actor: actorKey, subject: subjectKey, operatorID: operatorID, channel: channel, basis: basis)
    }
}

/// Where registers, keys and dossiers are.
struct ServiceOptions: ParsableArguments {
    @Option(name: .long, help: "A generated province whose registers answer for this command; else addresses come from the environment.")
    var sandbox: String?

    @Option(name: .long, help: "The folder for keys, dossiers and ledger.")
    var store = ".onceonly"

    /// Starts the sandbox where one is named, runs `body` with a service, and stops both.
    func withService<Result: Sendable>(_ folder: DeclarationFolder, _ body: @escaping (IntakeService) async throws -> Result) async throws -> Result {
        guard let sandbox else { return try await Self.run(folder, ProcessInfo.processInfo.environment, store, isSimulated: false, body) }
        let store = self.store
        nonisolated(unsafe) let unsent = body // Runs once, while this call waits.
        return try await ProvinceServer.serving(URL(filePath: sandbox, directoryHint: .isDirectory)) { variables in
            try await Self.run(folder, variables, store, isSimulated: true, unsent)
        }
    }

    private static func run<Result: Sendable>(
        _ folder: DeclarationFolder, _ variables: [String: String], _ store: String, isSimulated: Bool, _ body: (IntakeService) async throws -> Result
    ) async throws -> Result {
        let service = try IntakeService(folder, variables: variables, store: store, surroundings: .init(isSimulated: isSimulated))
        for (connector, why) in service.setupFailures.sorted(by: { $0.key < $1.key }) { Output.error("\(connector): \(why)") }
        do {
            let result = try await body(service)
            await service.close()
            return result
        } catch {
            await service.close()
            if let error = error as? IntakeError { throw CommandFailure.input("\(error)") }
            if let error = error as? AnswersError { throw CommandFailure.input("answers: '\(error.member)' cannot be read") }
            throw error
        }
    }
}
