import Forms
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Testing

@Suite("Dossiers filled over the real transports")
struct TruthTests {
    /// People per form; a form that fits fewer takes them all.
    static let people = 200

    @Test("hold nothing of another subject, nothing the named register does not hold, and ask only for the reason the truth gives", arguments: Repository.formIDs)
    func agreeWithTheTruth(form: FormID) async throws {
        let province = try Province.large.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
        #expect(applicants.count == Self.people)
        let start = ContinuousClock.now
        let (mismatches, count) = try await province.serving { service in
            try await Self.audit(applicants, checked, province, service)
        }
        let summary = Dictionary(grouping: mismatches) { mismatch in
            "\(mismatch.kind.rawValue) \(mismatch.leaf.replacing(/\[[^\]]*\]/, with: "[]")) \(mismatch.detail)"
        }.mapValues(\.count)
        #expect(summary.isEmpty)
        #expect(count.dossiers == applicants.count && count.compared > count.dossiers)
        print(form, count, ContinuousClock.now - start)
    }

    /// A few at a time, as at a busy office.
    static func audit(
        _ applicants: [Applicant], _ checked: CheckedForm, _ province: Province, _ service: IntakeService
    ) async throws -> ([Mismatch], AuditCount) {
        try await withThrowingTaskGroup(of: ([Mismatch], AuditCount).self) { group in
            var next = 0, mismatches: [Mismatch] = [], count = AuditCount()
            func start() {
                guard next < applicants.count else { return }
                let applicant = applicants[next]
                next += 1
                group.addTask {
                    var audit = Audit(checked, applicant, province: province)
                    try audit.examine(try await applicant.file(with: service).opened.json(.office))
                    return (audit.mismatches, audit.count)
                }
            }
            for _ in 0..<4 { start() }
            while let (found, seen) = try await group.next() {
                mismatches += found
                count = count + seen
                start()
            }
            return (mismatches.sorted(), count)
        }
    }
}
