import Connectors
import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
@testable import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// A form of one person and their spouse, and registers a test writes down.
enum SmallOffice {
    /// - Parameters:
    ///   - spouse: of the role, after its kind.
    ///   - connectors: manifests by their names.
    ///   - grants: the entries of `grants.yaml`.
    static func declarations(spouse: String, fields: String = "", connectors: [String: String], grants: String) async throws -> CheckedForm {
        try #require(try await folder(spouse: spouse, fields: fields, connectors: connectors, grants: grants).checked[form])
    }

    static let form = FormID("base")

    /// As `declarations`, with the baseline.
    static func folder(spouse: String, fields: String = "", connectors: [String: String], grants: String) async throws -> DeclarationFolder {
        try await withFolder { folder in
            var files = [
                "FormSchemas/vocabulary/base.yaml": vocabulary, "Connectors/grants.yaml": "grants:\n" + grants,
                "FormSchemas/forms/base.yaml": """
                    form: base
                    version: "1"
                    status: active
                    validFrom: 2026-01-01
                    title: {vi: Tờ khai}
                    legalBasis: Luật Cư trú
                    purpose: base
                    subjects:
                      applicant: {kind: person, from: [actor]}
                      spouse: {kind: person, optional: true, \(spouse)}
                    sections:
                      - title: {vi: Người khai}
                        fields:
                          - {id: name, means: applicant.full_name, label: {vi: Họ tên}, required: true}
                    \(fields)
                    """,
                "FormSchemas/baselines/base.yaml": """
                    baseline: base
                    form: base
                    status: in-force
                    text: Mẫu số 1
                    sections:
                      - title: {vi: Người khai}
                        fields:
                          - {id: name, means: applicant.full_name, required: true}
                    """,
            ]
            for (name, text) in connectors { files["Connectors/\(name)/manifest.yaml"] = text }
            for (place, text) in files {
                let file = folder.appending(path: place)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
            let declarations = try DeclarationFolder(folder.path)
            #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position): \($0.message(in: .english))" } == [])
            return declarations
        }
    }

    static func manifest(_ name: String, _ operations: String) -> String {
        """
        connector: \(name)
        title: {vi: Sổ}
        legalBasis: none
        transport: {kind: json, url: "${URL}"}
        operations:
        \(operations)
        """
    }

    static let actor = "001190000002", other = "001190000001"

    static func filled(_ checked: CheckedForm, _ answers: Answers, by connectors: [any Connector], at day: String = "2026-11-24") async throws -> PrefillEngine.Outcome {
        let key = try #require(SubjectKey(kind: .person, keys: ["personal_id_number": actor], in: checked.vocabulary)), day = try #require(PartialDate(day))
        let state = DossierState(
            id: "dossier", opening: Opening(actor: key), form: checked.form.id, version: "1", pins: [:], asOf: day, isSimulated: true, salt: "salt", naming: "naming")
        return await PrefillEngine(checked, executor: Executor(connectors: connectors)).fill(state, answers: answers, at: "2026-11-24T05:00:00Z")
    }

    /// Who the spouse is: `stands`, `mismatch`, what is waited for, or why nothing is known.
    static func spouse(of outcome: PrefillEngine.Outcome, _ checked: CheckedForm) -> String {
        let interpreter = Interpreter(checked, state: outcome.state)
        interpreter.interpretAll()
        return switch interpreter.resolve("spouse") {
        case .subject: "stands"
        case .nobody: "nobody"
        case .rows: "rows"
        case .waiting(.key(_, mismatch: true)): "mismatch"
        case .waiting(.key): "key"
        case .waiting(.failed(let reason)): reason.rawValue
        case .waiting(let wait): "\(wait)"
        }
    }

    private static let vocabulary = """
        keys:
          person: [[personal_id_number]]
        concepts:
          personal_id_number: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số định danh}}
          full_name: {kind: person, type: text, label: {vi: Họ tên}}
          birth_date: {kind: person, type: date, label: {vi: Ngày sinh}}
          gender: {kind: person, type: choice, codes: gender, label: {vi: Giới tính}}
          residence: {kind: person, type: address, parts: {street: residence_street, commune: residence_commune}, label: {vi: Nơi ở}}
          residence_street: {kind: person, type: text, atom: residence, label: {vi: Số nhà}}
          residence_commune: {kind: person, type: text, atom: residence, label: {vi: Xã}}
        relations:
          spouse: {from: person, to: person, cardinality: one, proves: true, label: {vi: vợ chồng}}
        codeLists:
          gender:
            title: {vi: Giới tính}
            codes: [{code: "1", vi: Nam}, {code: "2", vi: Nữ}]

        """
}

/// A register in this process that says what a test writes down.
actor ToldRegister: Connector {
    nonisolated let manifest: ConnectorManifest
    private let say: @Sendable (ConnectorRequest) -> LookUp
    private(set) var requests: [ConnectorRequest] = []

    init(_ manifest: ConnectorManifest, _ say: @escaping @Sendable (ConnectorRequest) -> LookUp) { (self.manifest, self.say) = (manifest, say) }

    func lookUp(_ request: ConnectorRequest) -> LookUp {
        requests.append(request)
        return say(request)
    }

    func close() {}

    static func record(_ request: ConnectorRequest, _ values: [ConceptID: Value] = [:], spouse: String? = nil) -> LookUp {
        let links = spouse.map { [RelationID("spouse"): LinkList(links: [Link(kind: .person, keys: ["personal_id_number": $0], values: [:])], isComplete: true)] } ?? [:]
        return .found(Record(
            identifiedBy: request.keys.filter { $0.key == "personal_id_number" }, values: values.mapValues { .value($0, path: "$") }, links: links, recordedAt: nil))
    }
}
