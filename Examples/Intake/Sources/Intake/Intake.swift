import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing

/// The life of one dossier, as an intake service embeds the library: opened already filled in, resumed after the declarations changed
/// with the difference shown, submitted, and checked by another program.
///
///     Intake DECLARATIONS SCRATCH
///
/// The declarations are the library card of the README, copied into `SCRATCH`; the register is a CSV file. Everybody in it is made up.
@main
struct Intake {
    static func main() async throws {
        guard CommandLine.arguments.count == 3 else {
            print("Intake DECLARATIONS SCRATCH")
            exit(2)
        }
        let (source, scratch) = (CommandLine.arguments[1], URL(filePath: CommandLine.arguments[2], directoryHint: .isDirectory))
        try? FileManager.default.removeItem(at: scratch)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let declarations = scratch.appending(path: "declarations")
        try FileManager.default.copyItem(at: URL(filePath: source, directoryHint: .isDirectory), to: declarations)

        // 1. A citizen signs in; the portal opens a dossier for them.
        var service = try Self.service(declarations, scratch)
        guard let citizen = SubjectKey(guessing: "015210000123", in: service.declarations.catalog.vocabulary) else { exit(2) }
        let opened = try await service.open(FormID("library-card"), Opening(actor: citizen, subject: citizen, channel: .online, basis: .own))
        print("opened \(opened.dossier)")
        for leaf in opened.filled.leaves { print("  \(leaf.leaf): \(leaf.outcome.rawValue)\(leaf.reason.map { " (\($0.rawValue))" } ?? "")") }
        await service.close()

        // 2. Before they come back a new version of the form is in force: the difference is shown before anything is taken over.
        try change(declarations.appending(path: "FormSchemas/forms/library-card.yaml"), "version: \"1\"", to: "version: \"2\"")
        service = try Self.service(declarations, scratch)
        do {
            _ = try await service.resume(opened.dossier, actor: citizen)
        } catch IntakeError.versionChanged {
            print("the form changed since: it is shown first")
        }
        let difference = try await service.difference(opened.dossier, actor: citizen)
        print("  \(difference.map { $0.json.serialized() } ?? "nothing changed")")
        let answers = try Answers(json: ["answers": ["branch": "bus"]])
        let resumed = try await service.resume(opened.dossier, actor: citizen, answers: answers, across: difference)

        // 3. Submitted: all logic again, no register asked, accepted once.
        let submitted = try await service.submit(resumed.receipt, answers: answers)
        print(submitted.isAccepted ? "accepted \(submitted.dossier)" : "refused: \(submitted.violations)")
        let again = try await service.submit(resumed.receipt, answers: answers)
        print("a second time: \(again.violations.map(\.code.rawValue).joined(separator: ", "))")

        // 4. What another program needs to check the receipt: the receipt, the values that are opened to it, the public key.
        let openings = try await service.openings(of: [LeafID("name"), LeafID("born")], in: opened.dossier, actor: citizen)
        try write(resumed.receipt.json, to: scratch.appending(path: "receipt.json"))
        try write(.array(openings.map(\.json)), to: scratch.appending(path: "openings.json"))
        try Data(service.publicKeys.joined(separator: "\n").utf8).write(to: scratch.appending(path: "public-keys.txt"))
        await service.close()
        exit(submitted.isAccepted && !again.isAccepted ? 0 : 1)
    }

    private static func service(_ declarations: URL, _ scratch: URL) throws -> IntakeService {
        let folder = try DeclarationFolder(declarations.path)
        return try IntakeService(
            folder, variables: ["SCHOOL_CSV": declarations.appending(path: "pupils.csv").path], store: scratch.appending(path: "store").path,
            surroundings: .init(isSimulated: true))
    }

    private static func change(_ file: URL, _ text: String, to other: String) throws {
        try String(contentsOf: file, encoding: .utf8).replacing(text, with: other).write(to: file, atomically: true, encoding: .utf8)
    }

    private static func write(_ json: JSON, to file: URL) throws { try Data(json.serialized(.pretty).utf8).write(to: file) }
}
