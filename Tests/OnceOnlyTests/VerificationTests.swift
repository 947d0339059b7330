import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Sourcing
import Storage
import Testing
import Vocabulary

/// A head of household typed by number and name, where no register may tell the name and one confirms it: the real registers
/// of the province, asked over the wire.
@Suite("A register that only confirms")
struct VerificationTests {
    private static let form = FormID("cu-tru-ct01")

    /// The residence form without the grant to read the head's name, and with one to have it confirmed.
    private static func declarations(birth: Bool = false, byConsent: Bool = false) throws -> DeclarationFolder {
        let declarations = try Repository.declarations { copy in
            try Repository.edit(copy.appending(path: "Connectors/grants.yaml")) { text in
                let without = text.replacing(
                    "about: [head]\n    reads: [personal_id_number, full_name, permanent_residence]", with: "about: [head]\n    reads: [personal_id_number, permanent_residence]")
                #expect(without != text)
                return without + """
                      - purpose: residence-declaration
                        connector: identity
                        about: [head]
                        verifies: [full_name\(birth ? ", date_of_birth" : "")]
                        \(byConsent ? "id: head-confirmed\n    basis: consent" : "basis: law")
                        legal: Luật Căn cước 26/2023/QH15

                    """
            }
            if birth {
                try Repository.edit(copy.appending(path: "FormSchemas/forms/\(form).yaml")) { text in
                    let head = "- key: [head.personal_id_number]\n    verify: [full_name"
                    #expect(text.contains(head))
                    return text.replacing(head, with: head + ", date_of_birth")
                }
            }
        }
        #expect(declarations.diagnostics.filter { $0.severity == .error }.isEmpty)
        return declarations
    }

    /// Somebody who joins another household, and its head as they are known.
    private struct Mover {
        let applicant: Applicant
        let head: String, name: String, born: String
    }

    private static func movers(_ province: Province) throws -> [Mover] {
        let people = try Applicant.all(of: province, form: form, limit: 1_000, vocabulary: Repository.declarations.get().catalog.vocabulary)
        return try people.compactMap { applicant in
            guard TrueRoles(applicant: applicant, links: province.links).typedKeys.contains("head"),
                let head = applicant.sheet["roles"]?["head"]?["key"]?["personal_id_number"]?.string
            else { return nil }
            let truth = try province.truth.lines(of: SubjectName(kind: "person", id: head))
            guard truth["identity_document_type"]?.held["identity"]?.string != nil, let name = truth["full_name"]?.value.string,
                let born = truth["date_of_birth"]?.value.string
            else { return nil }
            return Mover(applicant: applicant, head: head, name: name, born: born)
        }
    }

    /// What came of a typed head: whether the role stands, whether the submission says "no match", what the ledger was told.
    private struct Told: Equatable {
        let stands: Bool, mismatch: Bool
        let lookUps: [String]

        init(stands: Bool = false, mismatch: Bool = false, _ lookUps: String...) { (self.stands, self.mismatch, self.lookUps) = (stands, mismatch, lookUps) }
        init(_ stands: Bool, _ mismatch: Bool, _ lookUps: [String]) { (self.stands, self.mismatch, self.lookUps) = (stands, mismatch, lookUps) }
    }

    private static func told(_ typed: JSON, by mover: Mover, _ service: IntakeService, consents: JSON = .object([:]), traces: inout [String]) async throws -> Told {
        let moves = try Answers(json: ["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger"]])
        let opened = try await service.open(form, mover.applicant.opening, answers: moves, asOf: Province.asOf)
        let said = try Answers(json: ["roles": ["head": ["key": typed]], "consents": consents])
        let filled = try await service.resume(opened.dossier, actor: mover.applicant.actor, answers: said)
        let office = filled.json(.office)
        for leaf in office["fields"]?.array ?? [] { #expect(leaf["source"]?["connector"] != "identity", "nothing is read where something is confirmed") }
        let submitted = try await service.submit(filled.receipt, answers: said)
        traces += [filled.receipt.json.serialized(.compact), submitted.violations.map { $0.json.serialized(.compact) }.joined()]
        return Told(
            office["subjects"]?["head"] != nil, submitted.violations.contains { $0.code == .keyMismatch && $0.leaf == "head" },
            filled.lookUps.filter { $0.connector == "identity" }.map { "\($0.operation) \($0.attributes) \($0.result)" })
    }

    private static func key(_ number: String, _ name: String, born: String? = nil) -> JSON {
        var key: JSONObject = ["personal_id_number": .string(number), "full_name": .string(name)]
        if let born { key["date_of_birth"] = .string(born) }
        return .object(key)
    }

    @Test("says yes, no, or that it has no such record; the request carries the number and the name, the ledger neither")
    func answers() async throws {
        let province = try Province.small.get()
        let movers = try Self.movers(province)
        let mover = try #require(movers.first), other = try #require(movers.first { $0.name != mover.name })
        let child = try #require(try province.truth.names.sorted { $0.id < $1.id }.first { name in
            try name.kind == "person" && province.truth.lines(of: name)["identity_document_type"].map { $0.held["identity"]?.string == nil } ?? false
        })
        let childName = try #require(try province.truth.lines(of: child)["full_name"]?.value.string)
        let log = RequestLog()
        let (told, traces, views) = try await province.serving(Self.declarations(), wrapping: { RecordingConnector(inner: $0, log: log) }) { service in
            var traces: [String] = [], told: [Told] = []
            for typed in [
                Self.key(mover.head, mover.name), Self.key(mover.head, "  " + mover.name.uppercased().replacing(" ", with: "  ")),
                Self.key(mover.head, mover.name.decomposedStringWithCanonicalMapping), Self.key(mover.head, other.name), Self.key(mover.head, mover.name + " x"),
                Self.key(child.id, childName), ["personal_id_number": .string(mover.head)],
            ] {
                told.append(try await Self.told(typed, by: mover, service, traces: &traces))
            }
            for try await row in service.record.rows() { traces.append(row.content) }
            // Whoever guesses wrong is told nothing of the true name.
            let guess = try Answers(json: ["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger"], "roles": ["head": ["key": Self.key(other.head, "Không Phải")]]])
            let guessed = try await service.open(Self.form, mover.applicant.opening, answers: guess, asOf: Province.asOf)
            return (told, traces, View.allCases.map { guessed.json($0).serialized(.compact) })
        }
        let yes = Told(stands: true, "confirm_name 1 found"), no = Told(mismatch: true, "confirm_name 1 found")
        #expect(told == [yes, yes, yes, no, no, Told(mismatch: true, "confirm_name 1 absent"), Told(mismatch: true)])
        let asked = log.requests.filter { $0.connector.rawValue == "identity" && $0.operation.rawValue.hasPrefix("confirm") }
        #expect(asked.count == 7 && asked.allSatisfy { Set($0.keys.keys.map(\.rawValue)) == ["personal_id_number", "full_name"] && $0.concepts.map(\.rawValue) == ["full_name"] && $0.relations.isEmpty })
        for secret in [mover.head, child.id, childName, mover.name, other.name] {
            for trace in traces { #expect(!trace.contains(secret)) }
        }
        for view in views { #expect(!view.contains(other.name)) }
    }

    @Test("no answer is neither yes nor no: refused, down, about somebody else", arguments: [("refused", "refused"), ("5xx", "down"), ("wrong-subject", "wrong-subject")])
    func trouble(_ manner: String, _ word: String) async throws {
        let province = try Province.small.get()
        let mover = try #require(try Self.movers(province).first)
        let misbehaving = try Misbehaviour(rawValue: manner).map { try Misbehaviours("identity", $0) } ?? Misbehaviours()
        let told = try await province.serving(Self.declarations(), misbehaving: misbehaving, changing: { if manner == "refused" { $0["IDENTITY_TOKEN"] = "another" } }) { service in
            var traces: [String] = []
            return try await Self.told(Self.key(mover.head, mover.name), by: mover, service, traces: &traces)
        }
        #expect(told == Told("confirm_name 1 \(word)"))
    }

    @Test("what may not be asked is not asked, and is no mismatch; a consent opens it")
    func consent() async throws {
        let province = try Province.small.get()
        let mover = try #require(try Self.movers(province).first)
        let told = try await province.serving(Self.declarations(byConsent: true)) { service in
            var traces: [String] = [], told: [Told] = []
            for consents in [[:], ["head-confirmed": ["by": "head"]]] as [JSON] {
                told.append(try await Self.told(Self.key(mover.head, mover.name), by: mover, service, consents: consents, traces: &traces))
            }
            return told
        }
        #expect(told == [Told(), Told(stands: true, "confirm_name 1 found")])
    }

    @Test("one call confirms all that is verified, and a day of birth that is wrong is no match")
    func birth() async throws {
        let province = try Province.small.get()
        let movers = try Self.movers(province)
        let mover = try #require(movers.first { $0.born.count == 10 })
        let told = try await province.serving(Self.declarations(birth: true)) { service in
            var traces: [String] = [], told: [Told] = []
            for born in [mover.born, "1901-02-03", String(mover.born.prefix(4))] {
                told.append(try await Self.told(Self.key(mover.head, mover.name, born: born), by: mover, service, traces: &traces))
            }
            told.append(try await Self.told(Self.key(mover.head, mover.name), by: mover, service, traces: &traces))
            return told
        }
        let no = Told(mismatch: true, "confirm_person 2 found")
        #expect(told == [Told(stands: true, "confirm_person 2 found"), no, no, Told(mismatch: true)])
    }

    @Test("a dossier is submitted without asking again, with the name as it was typed, and guesses are limited")
    func submitted() async throws {
        let province = try Province.small.get()
        let movers = try Self.movers(province).filter { mover in
            mover.applicant.sheet["roles"]?["head"]?["key"]?["full_name"]?.string.map { TextFolding.key($0) == TextFolding.key(mover.name) } ?? false
        }.prefix(4)
        let log = RequestLog()
        @Sendable func confirmations() -> Int { log.requests.count { $0.operation.rawValue == "confirm_name" } }
        let accepted = try await province.serving(Self.declarations(), wrapping: { RecordingConnector(inner: $0, log: log) }) { service in
            var accepted = 0
            for mover in movers {
                let filed = try await mover.applicant.file(with: service)
                let before = log.requests.count
                let submitted = try await service.submit(filed.opened.receipt, answers: filed.said)
                #expect(log.requests.count == before && confirmations() > 0)
                #expect(!submitted.violations.contains { $0.leaf == "head" || $0.leaf.hasPrefix("head.") })
                guard submitted.isAccepted else { continue }
                accepted += 1
                let name = try #require(submitted.packet(.office)?["fields"]?.array?.first { $0["leaf"] == "head.full_name" })
                #expect(name["outcome"] == "declared" && name["connector"] == nil && name["value"] == mover.applicant.sheet["roles"]?["head"]?["key"]?["full_name"])
            }
            let before = confirmations(), mover = try #require(movers.first)
            let moves = try Answers(json: ["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger"]])
            let opened = try await service.open(Self.form, mover.applicant.opening, answers: moves, asOf: Province.asOf)
            for guess in 0..<(DossierState.attemptLimit + 3) {
                let said = try Answers(json: ["roles": ["head": ["key": Self.key(mover.head, "Người Thứ \(guess)")]]])
                _ = try await service.resume(opened.dossier, actor: mover.applicant.actor, answers: said)
            }
            #expect(confirmations() - before == DossierState.attemptLimit)
            return accepted
        }
        #expect(!movers.isEmpty && accepted > 0)
    }
}
