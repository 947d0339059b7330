import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Storage
import Testing

@Suite("Dossiers filled over the real transports")
struct TruthTests {
    /// People per form; a form that fits fewer takes them all.
    static let people = 200

    @Test("hold nothing of another subject, nothing the named register does not hold, ask only for the reason the truth gives, and keep strangers' data from the applicant", arguments: Repository.formIDs)
    func agreeWithTheTruth(form: FormID) async throws {
        let province = try Province.large.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
        #expect(applicants.count == Self.people)
        let audited = try await province.serving { service in
            var audited = try await Self.audit(applicants, checked, province, service)
            for try await row in service.record.rows() where !audited.secrets.isEmpty {
                if !audited.secrets.found(in: row.content).isEmpty {
                    audited.mismatches.append(Mismatch(kind: .leak, form: form, leaf: "ledger", detail: "event \(row.sequence)"))
                }
            }
            return audited
        }
        #expect(audited.summary.isEmpty)
        #expect(audited.count.dossiers == applicants.count && audited.count.compared > audited.count.dossiers)
        print(form, audited.count, audited.secrets.count)
    }

    struct Audited {
        var mismatches: [Mismatch] = []
        var count = AuditCount()
        /// Of everybody reached only through a typed key.
        var secrets = Secrets()

        /// How often each field has which mismatch: rows apart, a report of one line each.
        var summary: [String: Int] {
            Dictionary(grouping: mismatches) { mismatch in
                "\(mismatch.kind.rawValue) \(mismatch.leaf.replacing(/\[[^\]]*\]/, with: "[]")) \(mismatch.detail)"
            }.mapValues(\.count)
        }
    }

    /// A few at a time, as at a busy office.
    static func audit(_ applicants: [Applicant], _ checked: CheckedForm, _ province: Province, _ service: IntakeService) async throws -> Audited {
        try await withThrowingTaskGroup(of: Audited.self) { group in
            var next = 0, all = Audited()
            func start() {
                guard next < applicants.count else { return }
                let applicant = applicants[next]
                next += 1
                group.addTask { try await audited(applicant, checked, province, service) }
            }
            for _ in 0..<4 { start() }
            while let one = try await group.next() {
                all.mismatches += one.mismatches
                all.count = all.count + one.count
                all.secrets.formUnion(one.secrets)
                start()
            }
            return all
        }
    }

    private static func audited(_ applicant: Applicant, _ checked: CheckedForm, _ province: Province, _ service: IntakeService) async throws -> Audited {
        var audit = Audit(checked, applicant, province: province)
        let filing = try await applicant.file(with: service)
        try audit.examine(filing.opened.json(.office))
        let secrets = try audit.secrets(said: filing.said.json)
        for view in filing.views { audit.examine(applicantView: view, secrets) }
        return Audited(mismatches: audit.mismatches, count: audit.count, secrets: secrets)
    }
}
