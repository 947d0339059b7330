import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// A dossier from the portal's code to its end, each step an event.
@Suite("The life of a dossier")
struct LifeTests {
    private static let form = FormID("cu-tru-ct01")

    private static func applicant(_ province: Province) throws -> Applicant {
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        return try #require(try Applicant.all(of: province, form: form, limit: 1, vocabulary: vocabulary).first)
    }

    private static func opening(_ applicant: Applicant, code: String) -> Opening {
        let plain = applicant.opening
        return Opening(actor: plain.actor, subject: plain.subject, operatorID: plain.operatorID, channel: plain.channel, basis: plain.basis, proof: plain.proof, code: code)
    }

    @Test("whoever is read about in a month's last moment is named by that month's pseudonym, whenever it ends", arguments: 0..<12)
    func lastMoment(_ seconds: Int) async throws {
        let province = try Province.small.get(), applicant = try Self.applicant(province)
        // Every look at the clock is a second later than the one before.
        let clock = NIOLockedValueBox(1_796_083_200 - seconds)
        let now: @Sendable () -> Int = { clock.withLockedValue { instant in defer { instant += 1 }; return instant } }
        try await withFolder { folder in
            try await province.serving(now: now, in: folder) { service in
                _ = try await service.open(Self.form, applicant.opening, asOf: Province.asOf)
                let names = try StoreKeys.atFile(folder.path + "/keys.json").pseudonyms
                let vocabulary = try Repository.declarations.get().catalog.vocabulary
                let reference = SubjectReference.text(of: applicant.opening.subject.keys, in: vocabulary)
                var seen = 0
                for entry in try await service.record.entries() {
                    let subject: String?
                    switch entry.fact {
                    case .opened(let fact): subject = fact.subject
                    case .lookedUp(let fact): subject = fact.subject
                    default: continue
                    }
                    let month = String(entry.hour.prefix(7)), other = month == "2026-11" ? "2026-12" : "2026-11"
                    if subject == names.subject(reference, in: month) { seen += 1 }
                    #expect(subject != names.subject(reference, in: other))
                }
                #expect(seen >= 2)
            }
        }
    }

    @Test("opened under a code, staged, filed, asked for more, filed again, completed")
    func whole() async throws {
        let province = try Province.small.get(), applicant = try Self.applicant(province)
        let kinds = try await province.serving { service in
            let opening = Self.opening(applicant, code: "H38-261124-0001")
            var opened = try await service.open(Self.form, opening, asOf: Province.asOf)
            let dossier = opened.dossier
            #expect(try await service.dossier(underCode: "H38-261124-0001") == dossier)
            #expect(try await service.dossier(underCode: "H38-261124-0002") == nil)
            await #expect(throws: IntakeError.codeTaken) { try await service.open(Self.form, opening, asOf: Province.asOf) }
            for code in ["", "a b", "số", String(repeating: "a", count: 65), "a\u{0}"] {
                await #expect(throws: IntakeError.badCode) { try await service.open(Self.form, Self.opening(applicant, code: code), asOf: Province.asOf) }
            }
            #expect(try await service.status(of: dossier) == .draft)
            await #expect(throws: IntakeError.statusForbids(.draft)) { try await service.requestSupplement(dossier, fields: [FieldID("request.content")]) }

            opened = try await service.resume(dossier, actor: applicant.actor, answers: applicant.answers)
            let first = opened.receipt
            #expect(try await service.submit(first, answers: Answers()).isAccepted)
            #expect(try await service.status(of: dossier) == .filed)
            await #expect(throws: IntakeError.closed(.filed)) { try await service.resume(dossier, actor: applicant.actor) }

            await #expect(throws: IntakeError.unknownParts(["no.such", "none"])) { try await service.requestSupplement(dossier, fields: [FieldID("no.such")], documents: ["none"]) }
            await #expect(throws: IntakeError.unknownParts(["fields", "documents"])) { try await service.requestSupplement(dossier, fields: []) }
            try await service.requestSupplement(dossier, fields: [FieldID("request.content"), FieldID("applicant.email")])
            #expect(try await service.status(of: dossier) == .supplementRequested)
            // The receipt of the first filing is used up, and what was asked for is not there yet.
            #expect(try await service.submit(first, answers: Answers()).violations.map(\.code) == [.receiptUsed])
            opened = try await service.resume(dossier, actor: applicant.actor)
            #expect(opened.supplement?.open.map(\.rawValue) == ["request.content", "applicant.email"])
            #expect(opened.json(.applicant)["supplement"]?["fields"] == ["request.content", "applicant.email"])
            let missing = try await service.submit(opened.receipt, answers: try Answers(json: ["answers": ["applicant.email": "c@d.vn"]]))
            #expect(missing.violations.map(\.code) == [.supplement] && missing.violations.map(\.leaf) == ["request.content"])
            opened = try await service.resume(dossier, actor: applicant.actor, answers: try Answers(json: ["answers": ["applicant.email": "c@d.vn", "request.content": "y"]]))
            #expect(opened.supplement?.open == [])
            let again = try await service.submit(opened.receipt, answers: Answers())
            #expect(again.isAccepted, "\(again.violations)")
            #expect(again.packet?["fields"]?.array?.first { $0["leaf"] == "request.content" }?["value"] == "y")
            await #expect(throws: IntakeError.closed(.filed)) { try await service.resume(dossier, actor: applicant.actor) }
            try await service.complete(dossier, isElectronic: true)
            await #expect(throws: IntakeError.statusForbids(.completed)) { try await service.refuse(dossier, ground: .conditions) }
            #expect(try await service.record.verify().valid)
            return try await service.record.entries().filter { if case .lookedUp = $0.fact { false } else { true } }.map(\.kind)
        }
        // What became of the papers is told when it is another than before; how a dossier stands, until it is filed.
        #expect(kinds.filter { $0 != "documents" } == ["opened", "standing", "staged", "standing", "submitted", "supplement-requested", "staged", "staged", "submitted", "completed"])
    }

    @Test("whoever was read about finds it in their own log, by this month's and last month's pseudonym, and nobody else's")
    func access() async throws {
        let province = try Province.small.get(), vocabulary = try Repository.declarations.get().catalog.vocabulary
        let form = FormID("ho-tich-khai-sinh"), people = try Applicant.all(of: province, form: form, limit: 2, vocabulary: vocabulary)
        let (one, other) = (try #require(people.first), try #require(people.last))
        try await withFolder { folder in
            // A month apart.
            for (now, applicant) in [(Province.noon - 30 * 86_400, one), (Province.noon, one), (Province.noon, other)] {
                try await province.serving(now: { now }, in: folder) { _ = try await applicant.file(with: $0) }
            }
            try await province.serving(in: folder) { service in
                let entries = try await service.record.entries()
                let lookUps = entries.compactMap { entry in if case .lookedUp(let fact) = entry.fact { (entry.hour, fact) } else { nil } }
                #expect(!lookUps.isEmpty && lookUps.allSatisfy { $0.1.subject?.count == 32 })
                let log = try await service.accessLog(of: one.actor), others = try await service.accessLog(of: other.actor)
                #expect(Set(log.map { $0.hour.prefix(7) }) == ["2026-10", "2026-11"] && Set(others.map { $0.hour.prefix(7) }) == ["2026-11"])
                for records in [log, others] { #expect(records.contains { $0.reading?.connector == "population" && $0.opening?.form == form.rawValue }) }
                // Both months and both people: no pseudonym twice for one of them across months.
                let names = Dictionary(grouping: lookUps) { $0.1.subject }.values.map { Set($0.map { $0.0.prefix(7) }) }
                #expect(names.allSatisfy { $0.count == 1 })
                let text = (log + others).map { $0.json.serialized() }.joined()
                for key in Array(one.actor.keys.values) + Array(other.actor.keys.values) { #expect(!text.contains(key)) }
            }
        }
    }

    @Test("withdrawn by its applicant alone, refused by the office; a count has it once")
    func ends() async throws {
        let province = try Province.small.get(), applicant = try Self.applicant(province)
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let other = try #require(try Applicant.all(of: province, form: Self.form, limit: 2, vocabulary: vocabulary).last)
        try await province.serving { service in
            let draft = try await service.open(Self.form, applicant.opening, asOf: Province.asOf)
            await #expect(throws: IntakeError.unknownDossier) { try await service.withdraw(draft.dossier, actor: other.actor) }
            await #expect(throws: IntakeError.unknownDossier) { try await service.withdraw("none", actor: applicant.actor) }
            try await service.withdraw(draft.dossier, actor: applicant.actor)
            await #expect(throws: IntakeError.closed(.withdrawn)) { try await service.resume(draft.dossier, actor: applicant.actor) }
            #expect(try await !service.submit(draft.receipt, answers: applicant.answers).isAccepted)
            #expect(try await service.status(of: draft.dossier) == .withdrawn)

            let opened = try await service.open(Self.form, other.opening, answers: other.answers, asOf: Province.asOf)
            #expect(try await service.submit(opened.receipt, answers: Answers()).isAccepted)
            try await service.requestSupplement(opened.dossier, fields: [FieldID("request.content")])
            try await service.refuse(opened.dossier, ground: .incomplete)
            #expect(try await service.status(of: opened.dossier) == .refused)
            let entries = try await service.record.entries()
            #expect(entries.contains { $0.fact == .refused(RefusedFact(ground: .incomplete)) && $0.kind == "refused" })
            // Nothing of what was said stands in the ledger.
            let text = entries.map { $0.json.serialized(.compact) }.joined()
            for key in Array(applicant.actor.keys.values) + Array(other.actor.keys.values) { #expect(!text.contains(key)) }
        }
    }

    /// Every step at every moment of it: what the ledger did not take is handed over later, once.
    @Test("a step the ledger could not be told of is told by the next call")
    func outbox() async throws {
        let province = try Province.small.get(), applicant = try Self.applicant(province)
        try await withFolder { folder in
            let dossier = try await province.serving(in: folder) { service in
                let opened = try await service.open(Self.form, applicant.opening, asOf: Province.asOf)
                return opened.dossier
            }
            // The process ended between the store's transaction and the ledger's.
            let keys = try StoreKeys.atFile(folder.path + "/keys.json")
            let store = try SQLiteDossierStore(path: folder.path + "/dossiers.sqlite", keys: keys)
            let event = LedgerEntry(dossier: keys.pseudonyms.dossier(dossier), hour: "2026-11-24T05", fact: .withdrawn)
            try await store.change(StatusChange(dossier: dossier, owner: "installation", status: .withdrawn, event: event.json.serialized(.canonical)))
            try await province.serving(in: folder) { service in
                #expect(try await service.status(of: dossier) == .withdrawn)
                _ = try await service.open(Self.form, applicant.opening, asOf: Province.asOf)
                try await service.handOver()
                #expect(try await service.record.entries().count { $0.fact == .withdrawn } == 1)
            }
        }
    }
}
