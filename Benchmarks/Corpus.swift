import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import Sandbox
import Sourcing

/// What the benchmarks work on: the shipped declarations, and applicants of a synthetic province, form by form.
struct Corpus: Sendable {
    let folder: DeclarationFolder
    let applicants: [FormID: [Applicant]]

    private let day: PartialDate
    private let only: String?

    struct Applicant: Sendable {
        let opening: Opening
        let answers: Answers
    }

    /// - Parameters:
    ///   - form: this one alone.
    ///   - most: applicants per form.
    init(province: URL, form only: String? = nil, most: Int = 40) throws {
        let folder = try DeclarationFolder(".")
        guard let day = PartialDate(ProvinceOptions().asOf) else { throw ProvinceError.badOption(vi: "ngày của tỉnh", en: "as-of") }
        self.day = day
        var applicants: [FormID: [Applicant]] = [:]
        for line in try String(contentsOf: province.appending(path: "people.jsonl"), encoding: .utf8).split(separator: "\n") {
            let person = try JSON(parsing: String(line))
            guard let key = person["personal_id_number"]?.string.flatMap({ SubjectKey(guessing: $0, in: folder.catalog.vocabulary) }) else { continue }
            for form in folder.checked.keys where only ?? form.rawValue == form.rawValue && applicants[form, default: []].count < most {
                guard person["forms"]?.array?.contains(.string(form.rawValue)) ?? false else { continue }
                let opening = person["opening"]?[form.rawValue]
                let subject = opening?["subject"]?.string.flatMap { SubjectKey(guessing: $0, in: folder.catalog.vocabulary) }
                let basis = opening?["basis"]?.string.flatMap(Basis.init(rawValue:))
                let answers = try person["answers"]?[form.rawValue].map { try Answers(json: $0) } ?? Answers()
                applicants[form, default: []].append(Applicant(opening: Opening(actor: key, subject: subject, basis: basis, proof: opening?["proof"]?.string), answers: answers))
            }
        }
        self.folder = folder
        self.only = only
        self.applicants = applicants
    }

    /// In order of their ids.
    var forms: [(id: FormID, checked: CheckedForm)] {
        folder.checked.filter { only ?? $0.key.rawValue == $0.key.rawValue }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A new dossier of an applicant.
    func state(_ form: FormID, _ applicant: Applicant) -> DossierState {
        DossierState(
            id: "b", opening: applicant.opening, form: form, version: folder.forms[form]?.identity.version ?? "", pins: [:],
            asOf: day, isSimulated: true, salt: "b", naming: "b")
    }

    /// Fills the form for an applicant, everything it can.
    func fill(_ form: FormID, _ applicant: Applicant, with engine: PrefillEngine) async -> (leaves: Int, lookUps: Int, fromRegisters: Int) {
        let filled = await engine.fill(state(form, applicant), answers: applicant.answers, at: "2026-11-24T00:00:00Z")
        return (filled.filled.leaves.count, filled.lookUps.count, filled.filled.leaves.count { $0.source?.operation != nil })
    }

    /// The registers of a province that answers on loopback.
    func registers(_ variables: [String: String]) throws -> (factory: ConnectorFactory, connectors: [any Connector]) {
        let factory = ConnectorFactory(vocabulary: folder.catalog.vocabulary, variables: variables)
        return (factory, try folder.catalog.connectors.map { try factory.connector(for: $0) })
    }
}

/// Asks a register once for each request and answers from memory ever after.
final class MemoryConnector: Connector {
    let manifest: ConnectorManifest
    private let register: any Connector
    private let known = NIOLockedValueBox<[ConnectorRequest: LookUp]>([:])

    init(_ register: any Connector) {
        self.register = register
        manifest = register.manifest
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        if let answer = known.withLockedValue({ $0[request] }) { return answer }
        let answer = await register.lookUp(request)
        known.withLockedValue { $0[request] = answer }
        return answer
    }

    func close() async { await register.close() }
}
