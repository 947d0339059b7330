import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Sourcing
import Testing

/// The comparison with the truth must be able to fail: where truth and dossier part, it says so, and says nothing else.
@Suite("The audit")
struct AuditTests {
    enum Change: String, CaseIterable {
        case value, reason, register, concept, freshness
    }

    @Test("reports exactly the one line of truth that was changed", arguments: Change.allCases)
    func reports(change: Change) async throws {
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[FormID("hkd-dang-ky-thanh-lap")])
        let applicants = try Applicant.all(of: province, form: checked.form.id, limit: 1_000, vocabulary: checked.vocabulary)
        func phone(_ applicant: Applicant) throws -> TruthLine? { try province.truth.lines(of: applicant.actorName)["phone"] }
        let applicant = try #require(try applicants.first { applicant in
            let phone = try phone(applicant)
            return change == .reason ? phone?.why["population"] == "stale" : phone?.why.isEmpty ?? false && applicant.sheet["rows"]?["members"] == nil
        })
        let name = try #require(try province.truth.lines(of: applicant.actorName)["full_name"]?.held["population"]?.string)
        let (truth, expected): (TruthTable, [(Mismatch.Kind, String)]) = switch change {
        case .value:
            (changed("\"population\":\"\(name)\"", "\"population\":\"\(name) A\"", "full_name"), [(.value, "head.full_name")])
        case .reason: (changed("\"population\":\"stale\"", "\"population\":\"absent\"", "phone"), [(.reason, "head.phone")])
        case .register: (changed("\"held\":{\"population\"", "\"held\":{\"land\"", "phone"), [(.value, "head.phone")])
        case .concept: (changed("\"date_of_birth\"", "\"day_of_birth\"", "date_of_birth"), [(.value, "head.date_of_birth")])
        case .freshness: (changed(",\"subject\"", ",\"why\":{\"population\":\"stale\"},\"subject\"", "phone"), [(.mayNotUse, "head.phone")])
        }
        func changed(_ old: String, _ new: String, _ concept: String) -> TruthTable {
            province.truth.replacing(old, with: new, in: concept, of: applicant.actorName)
        }
        let office = try await province.serving { try await applicant.file(with: $0).opened.json(.office) }
        var honest = Audit(checked, applicant, province: province)
        try honest.examine(office)
        #expect(honest.mismatches.isEmpty)
        var audit = Audit(checked, applicant, province: province, truth: truth)
        try audit.examine(office)
        #expect(audit.mismatches.map(\.kind) == expected.map(\.0) && audit.mismatches.map(\.leaf) == expected.map(\.1))
    }

    @Test("does not take one person's dossier for another's")
    func otherPerson() async throws {
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[FormID("hkd-dang-ky-thanh-lap")])
        let applicants = try Applicant.all(of: province, form: checked.form.id, limit: 2, vocabulary: checked.vocabulary)
        let office = try await province.serving { try await applicants[0].file(with: $0).opened.json(.office) }
        var audit = Audit(checked, applicants[1], province: province)
        try audit.examine(office)
        #expect(audit.mismatches.contains { $0.kind == .subject && $0.leaf == "head" })
        #expect(audit.mismatches.contains { $0.kind == .subject && $0.leaf == "head.full_name" })
    }
}
