import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Sourcing

struct PrefillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefill", abstract: "Opens a dossier already filled in. | Mở hồ sơ đã điền sẵn.",
        discussion: """
            The key after --subject or --actor may be '-' (standard input) or '@FILE', so that it stands in no shell history.
            --actor is the signed-in person, --subject on whose behalf; one alone is both.
            Exit status 3 when a register failed: the dossier is open all the same, and what it would have filled is asked; 1 when
            the answers name what the form does not have.

            Examples:
              onceonly prefill --form cu-tru-ct01 --subject @key.txt --sandbox province
              onceonly prefill --form ho-tich-khai-sinh --actor @key.txt --answers answers.json --format json
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

    @Option(name: .long, help: "A JSON file of answers given so far; '-' reads standard input.")
    var answers: String?

    @Option(name: .long, help: "The day to fill the form as of, like 2026-11-24; today by default.")
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
        let view: View = try Input.choice(view, of: "--view")
        let folder = try common.folder()
        if batch {
            try await runBatch(view, folder)
            return
        }
        guard let form, let key = subject ?? actor else {
            throw CommandFailure.input(vi: "prefill cần --form và --subject (hoặc --batch)", en: "prefill needs --form and --subject (or --batch)")
        }
        // Everything that can be wrong with the call is looked at before a store is made or a register asked.
        let checked = try common.checkedForm(FormID(form), in: folder)
        let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
        let opening = try opening(subject: Input.key(key), actor: actor.map(Input.key), folder)
        let day = try asOf.map(Input.date)
        let (failures, hasFinding) = try await service.withService(folder) { service in
            let opened = try await service.open(checked.form.id, opening, answers: given, asOf: day)
            switch common.format {
            case .json: Output.json(opened.json(view))
            case .text: Output.line(FilledText(filled: opened.filled, view: view, folder: folder, language: common.spoken).text)
            }
            for unknown in opened.unknownNames { Output.error(sentence(unknown)) }
            return (RegisterFailures(of: opened, service), !opened.unknownNames.isEmpty)
        }
        failures.report(common.spoken)
        if !failures.isEmpty { throw ExitCode(3) }
        if hasFinding { throw ExitCode(1) }
    }

    /// A name the form does not have fills nothing; it is said, never dropped in silence.
    private func sentence(_ unknown: UnknownName) -> String {
        let near = unknown.nearest.map { common.spoken == .english ? "; did you mean '\($0)'?" : "; có phải '\($0)'?" } ?? ""
        return "\(unknown.place): \(UnknownName.code.rawValue): \(UnknownName.code.words.text(in: common.spoken))\(near)"
    }

    private func runBatch(_ view: View, _ folder: DeclarationFolder) async throws {
        let (failures, hasBadLine, hasFinding) = try await service.withService(folder) { service in
            var failures = RegisterFailures()
            var hasBadLine = false, hasFinding = false
            while let line = readLine() {
                if line.allSatisfy(\.isWhitespace) { continue }
                do {
                    let opened = try await opened(line, service)
                    failures.formUnion(RegisterFailures(of: opened, service))
                    hasFinding = hasFinding || !opened.unknownNames.isEmpty
                    Output.line(opened.json(view).serialized(.compact))
                } catch {
                    // A line that cannot be served says why, and the rest goes on.
                    hasBadLine = true
                    let why = CommandFailure(error)?.description ?? "\(error)"
                    let refusal: JSON = ["schema": "onceonly/prefill/1", "error": .string(why)]
                    Output.line(refusal.serialized(.compact))
                }
            }
            return (failures, hasBadLine, hasFinding)
        }
        failures.report(common.spoken)
        if hasBadLine { throw ExitCode(2) }
        if !failures.isEmpty { throw ExitCode(3) }
        if hasFinding { throw ExitCode(1) }
    }

    private func opened(_ line: String, _ service: IntakeService) async throws -> IntakeService.Opened {
        let json: JSON
        do {
            json = try JSON(parsing: line)
        } catch {
            throw CommandFailure.input(vi: "dòng này không phải JSON: \(error.detail)", en: "this line is not JSON: \(error.detail)")
        }
        guard let form = json["form"]?.string, let subject = json["subject"]?.string else {
            throw CommandFailure.input(vi: "mỗi dòng cần form và subject", en: "a line needs form and subject")
        }
        let answers = try json["answers"].map { try Answers(json: $0) } ?? Answers()
        let opening = try opening(subject: subject, actor: json["actor"]?.string, service.declarations)
        return try await service.open(FormID(form), opening, answers: answers, asOf: json["asOf"]?.string.map(Input.date))
    }

    private func opening(subject: String, actor: String?, _ folder: DeclarationFolder) throws -> Opening {
        func key(_ text: String, _ option: String) throws -> SubjectKey {
            if let key = SubjectKey(guessing: text, in: folder.catalog.vocabulary) { return key }
            // The key is personal and stays out of the message.
            throw CommandFailure.input(
                vi: "\(option) không phải số hợp lệ của cá nhân hay tổ chức (\(text.count) ký tự; số định danh có 12 chữ số)",
                en: "\(option) is no valid key of a person or organisation (\(text.count) characters; a personal number has 12 digits)")
        }
        let subjectKey = try key(subject, "--subject")
        let actorKey = try actor.map { try key($0, "--actor") } ?? subjectKey
        return Opening(
            actor: actorKey, subject: subjectKey, operatorID: operatorID, channel: try Input.choice(channel, of: "--channel"),
            basis: try basis.map { try Input.choice($0, of: "--basis") })
    }
}

/// The registers that failed while a dossier was opened, and why.
private struct RegisterFailures: Sendable {
    private var reasons: [String: LocalizedText] = [:]

    init() {}

    init(of opened: IntakeService.Opened, _ service: IntakeService) {
        for lookUp in opened.lookUps {
            switch lookUp.result {
            // An answer, if not always one that can be used.
            case "found", "absent", "invalid", "ambiguous": continue
            default: reasons[lookUp.connector] = service.setupFailures[lookUp.connector] ?? SourceFailure.words(lookUp.result)
            }
        }
    }

    var isEmpty: Bool { reasons.isEmpty }

    mutating func formUnion(_ other: RegisterFailures) { reasons.merge(other.reasons) { first, _ in first } }

    func report(_ language: Language) {
        for (connector, why) in reasons.sorted(by: { $0.key < $1.key }) { Output.error("\(connector): \(why.text(in: language))") }
    }
}
