import Connectors
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// What a condition may not read is not known, at submission either: what hangs on it is neither asked for nor taken for asked.
@Suite("A condition over what is not granted")
struct UngrantedConditionTests {
    enum Grant: String {
        case none, consent, law
        /// No register has it.
        case nobody
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let grant: Grant
        var isConsented = false, isRequired = true, answer: String?
        /// What the register says.
        var gender = "2"
        /// Why the submission is refused.
        let violation: Violation.Code?

        var testDescription: String { "\(grant.rawValue) \(isConsented) \(isRequired) \(answer ?? "-") \(gender)" }
    }

    private static let cases = [
        Case(grant: .none, violation: .visibilityUnknown), Case(grant: .none, isRequired: false, violation: nil),
        // Saying it does not make it known that it is asked.
        Case(grant: .none, answer: "x", violation: .visibilityUnknown),
        Case(grant: .consent, violation: .visibilityUnknown), Case(grant: .consent, isConsented: true, violation: .required),
        Case(grant: .consent, isConsented: true, answer: "x", violation: nil), Case(grant: .consent, isConsented: true, gender: "1", violation: nil),
        Case(grant: .law, violation: .required), Case(grant: .law, answer: "x", violation: nil), Case(grant: .law, gender: "1", violation: nil),
        // Of what no register has there is none.
        Case(grant: .nobody, violation: nil),
    ]

    @Test("is undecided at submission too, and a required blank that hangs on it is refused", arguments: cases)
    func submitted(_ one: Case) async throws {
        let held = one.grant == .nobody ? "" : "\n      gender: {at: $.sex, authority: 1}"
        let register = SmallOffice.manifest("register", """
              citizen:
                about: person
                key: [personal_id_number]
                request: {path: "/{personal_id_number}"}
                record: $
                identifies: $.id
                supplies:
                  full_name: {at: $.name, authority: 1}\(held)
            """)
        let more = switch one.grant {
        case .none, .nobody: ""
        case .consent: "  - {id: gender, purpose: base, connector: register, about: [applicant], reads: [gender], basis: consent, legal: none}\n"
        case .law: "  - {purpose: base, connector: register, about: [applicant], reads: [gender], basis: law, legal: none}\n"
        }
        let folder = try await SmallOffice.folder(
            spouse: "from: [{key: [spouse.personal_id_number]}], verify: [full_name]",
            fields: "      - {id: why, means: dossier.why, type: text, label: {vi: Lý do}, required: \(one.isRequired), onlyApplicant: statement, visibleIf: 'applicant.gender = \"2\"'}",
            connectors: ["register": register],
            grants: "  - {purpose: base, connector: register, about: [applicant, spouse], reads: [full_name], basis: law, legal: none}\n" + more)
        let checked = try #require(folder.checked[SmallOffice.form]), baseline = try #require(folder.baselines[SmallOffice.form])
        let manifest = try #require(folder.catalog.connectors.first), gender = one.gender
        let told = ToldRegister(manifest) { ToldRegister.record($0, ["full_name": .string("Lan"), "gender": .string(gender)].filter { $0.key != "gender" || one.grant != .nobody }) }
        var said: JSONObject = ["roles": ["spouse": "none"]]
        if one.isConsented { said["consents"] = ["gender": ["by": "applicant"]] }
        let opening = try Answers(json: .object(said))
        if let answer = one.answer { said["answers"] = ["why": .string(answer)] }
        let answers = try Answers(json: .object(said))
        let outcome = try await SmallOffice.filled(checked, opening, by: [told])
        let result = try await withFolder { folder in
            let signer = try StoreKeys.atFile(folder.path + "/keys.json").signer
            let engine = PrefillEngine(checked, executor: Executor(connectors: []))
            let receipt = try signer.sealed(engine.receipt(for: outcome.state, filled: outcome.filled, id: "receipt", issuedAt: 1, lifetime: 100))
            return Submission(checked, baseline: CountedBaseline(baseline, hash: "")).check(receipt, of: outcome.state, answers: answers, now: 50, verifier: signer.verifier)
        }
        #expect(result.violations.map(\.code) == (one.violation.map { [$0] } ?? []))
        #expect(result.violations.allSatisfy { $0.leaf == "why" })
        #expect((result.packet != nil) == (one.violation == nil))
        // A register is asked for it where it may be, and nowhere else.
        let asked = await told.requests.contains { $0.concepts.contains("gender") }
        #expect(asked == (one.grant == .law || one.isConsented))
    }
}
