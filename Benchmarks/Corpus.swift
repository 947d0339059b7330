import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Sourcing
import Synchronization

/// What the benchmarks work on: the shipped declarations, and one applicant per form of a synthetic province.
struct Corpus: Sendable {
    let folder: DeclarationFolder
    let applicants: [FormID: Applicant]

    private let day: PartialDate

    struct Applicant: Sendable {
        let opening: Opening
        let answers: Answers
    }

    init(province: URL) throws {
        let folder = try DeclarationFolder(".")
        guard let day = PartialDate(ProvinceOptions().asOf) else { throw ProvinceError.badOption("as-of") }
        self.day = day
        var applicants: [FormID: Applicant] = [:]
        for line in try String(contentsOf: province.appending(path: "people.jsonl"), encoding: .utf8).split(separator: "\n") {
            let person = try JSON(parsing: String(line))
            guard let key = person["personal_id_number"]?.string.flatMap({ SubjectKey(guessing: $0, in: folder.catalog.vocabulary) }) else { continue }
            for form in folder.checked.keys where applicants[form] == nil {
                guard person["forms"]?.array?.contains(.string(form.rawValue)) ?? false else { continue }
                let opening = person["opening"]?[form.rawValue]
                let subject = opening?["subject"]?.string.flatMap { SubjectKey(guessing: $0, in: folder.catalog.vocabulary) }
                let basis = opening?["basis"]?.string.flatMap(Basis.init(rawValue:))
                let answers = try person["answers"]?[form.rawValue].map { try Answers(json: $0) } ?? Answers()
                applicants[form] = Applicant(opening: Opening(actor: key, subject: subject, basis: basis), answers: answers)
            }
        }
        self.folder = folder
        self.applicants = applicants
    }

    /// A new dossier of the form's applicant.
    func state(_ form: FormID, _ applicant: Applicant) -> DossierState {
        DossierState(
            id: "b", opening: applicant.opening, form: form, version: folder.forms[form]?.identity.version ?? "", pins: [:],
            asOf: day, isSimulated: true, salt: "b")
    }
}

/// Asks a register once for each request and answers from memory ever after.
final class MemoryConnector: Connector {
    let manifest: ConnectorManifest
    private let register: any Connector
    private let known = Mutex<[ConnectorRequest: LookUp]>([:])

    init(_ register: any Connector) {
        self.register = register
        manifest = register.manifest
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        if let answer = known.withLock({ $0[request] }) { return answer }
        let answer = await register.lookUp(request)
        known.withLock { $0[request] = answer }
        return answer
    }

    func close() async { await register.close() }
}
