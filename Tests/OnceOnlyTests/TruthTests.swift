import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Sourcing
import Storage
import Testing

/// Provinces with every imperfection at its usual share: what is filled is what the truth file says the register holds,
/// what is asked is asked for the reason it implies, and strangers stay strangers.
@Suite("Dossiers filled over the real transports")
struct TruthTests {
    /// People per form and seed.
    static let people = 200
    static let seeds: [UInt64] = [5, 11, 12]
    /// Every so many are asked stage after stage, and everybody who types a key; the others say at once what they know.
    static let staged = 8

    /// Large enough that every form has two hundred people it fits.
    static let provinces = Task {
        try await withThrowingTaskGroup(of: (UInt64, Province).self) { group in
            for seed in seeds {
                group.addTask { (seed, try Province.generated(ProvinceOptions(people: 3_000, seed: seed, rates: .imperfectWithUnits), named: "imperfect-\(seed)")) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test("hold nothing of another subject, nothing the named register does not hold, ask only for the reason the truth gives, and keep strangers' data from the applicant")
    func agreeWithTheTruth() async throws {
        var met: Set<String> = [], implied: Set<String> = []
        for seed in Self.seeds {
            let province = try #require(try await Self.provinces.value[seed])
            implied.formUnion(try province.truth.reasons())
            met.formUnion(try await Self.agree(province, seed).reasons.keys)
        }
        // Whatever the truth files imply is met by somebody; without a key to ask with, a register implies nothing.
        #expect(implied == ["absent", "invalid", "key-missing", "stale", "wrong-subject"])
        #expect(implied.subtracting(["key-missing"]).subtracting(met).isEmpty)
    }

    private static func agree(_ province: Province, _ seed: UInt64) async throws -> AuditCount {
        let audited = try await province.serving { service in
            var all = Audited()
            for form in Repository.formIDs {
                let checked = try #require(Repository.declarations.get().checked[form])
                let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
                #expect(applicants.count == Self.people)
                all.add(try await Self.audit(applicants, checked, province, service))
            }
            for try await row in service.record.rows() where !all.secrets.found(in: row.content).isEmpty {
                all.mismatches.append(Mismatch(kind: .leak, form: FormID("ledger"), leaf: "ledger", detail: "event \(row.sequence)"))
            }
            return all
        }
        #expect(audited.summary.isEmpty, "seed \(seed)")
        #expect(!audited.secrets.isEmpty && audited.unproven > 0 && audited.count.disagreed > 0, "seed \(seed)")
        #expect(audited.count.dossiers == Repository.formIDs.count * Self.people && audited.count.compared > audited.count.dossiers)
        print(seed, audited.count, audited.secrets.count)
        return audited.count
    }

    struct Audited {
        var mismatches: [Mismatch] = []
        var count = AuditCount()
        /// Of everybody reached only through a typed key.
        var secrets = Secrets()
        /// Dossiers for a company that somebody else represents, without an authorisation.
        var unproven = 0

        mutating func add(_ other: Audited) {
            mismatches += other.mismatches
            count = count + other.count
            secrets.formUnion(other.secrets)
            unproven += other.unproven
        }

        /// How often each field has which mismatch: rows apart, a report of one line each.
        var summary: [String: Int] {
            Dictionary(grouping: mismatches) { mismatch in
                "\(mismatch.form) \(mismatch.kind.rawValue) \(mismatch.leaf.replacing(/\[[^\]]*\]/, with: "[]")) \(mismatch.detail)"
            }.mapValues(\.count)
        }
    }

    /// A few at a time, as at a busy office.
    private static func audit(_ applicants: [Applicant], _ checked: CheckedForm, _ province: Province, _ service: IntakeService) async throws -> Audited {
        try await withThrowingTaskGroup(of: Audited.self) { group in
            var next = 0, all = Audited()
            func start() {
                guard next < applicants.count else { return }
                let applicant = applicants[next], isStaged = next.isMultiple(of: staged)
                next += 1
                group.addTask { try await audited(applicant, isStaged: isStaged, checked, province, service) }
            }
            for _ in 0..<4 { start() }
            while let one = try await group.next() {
                all.add(one)
                start()
            }
            return all
        }
    }

    private static func audited(_ applicant: Applicant, isStaged: Bool, _ checked: CheckedForm, _ province: Province, _ service: IntakeService) async throws -> Audited {
        var audit = Audit(checked, applicant, province: province)
        let roles = TrueRoles(applicant: applicant, links: province.links)
        let isStaged = isStaged || !roles.typedKeys.isEmpty
        let filing = try await applicant.file(with: service, saying: isStaged ? Answers() : applicant.answers)
        try audit.examine(filing.opened.json(.office))
        let secrets = try audit.secrets(said: filing.said.json)
        for view in filing.views { audit.examine(applicantView: view, secrets) }
        return Audited(mismatches: audit.mismatches, count: audit.count, secrets: secrets, unproven: roles.unproven == nil ? 0 : 1)
    }
}
