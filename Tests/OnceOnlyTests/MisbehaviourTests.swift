import Connectors
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Sourcing
import Testing
import Vocabulary

/// Every register misbehaves in every way in turn, over the real transports: nothing wrong is filled, no other register's
/// field changes, and what is asked instead says why.
@Suite("With a misbehaving register")
struct MisbehaviourTests {
    /// Per form: those whose dossiers ask the register, out of so many. Where it is never asked, nothing can change.
    static let people = 10, pool = 30

    struct Case: CustomTestStringConvertible, Sendable {
        let register: String
        let manner: Misbehaviour
        var testDescription: String { "\(register)=\(manner.rawValue)" }

        /// A late register is late by its own short deadline: however busy the machine, the others are not.
        var isLate: Bool { manner == .slow || manner == .silent }

        /// What may be given as the reason of a blank the register would have filled.
        ///
        /// A duplicate of a list is the list. A reply whose records come as a list where one was described does not read;
        /// two records where one was expected are none.
        var reasons: Set<String> {
            switch manner {
            case .slow, .silent: ["timeout"]
            case .serverError, .malformed, .cut, .empty: ["source-down"]
            // In a file: two rows of one key; codes that lost their zeros. Whoever mixes people up again and again is not asked any more.
            case .wrongSubject: ["wrong-subject", "invalid", "source-down"]
            case .duplicate: ["invalid", "source-down"]
            }
        }
    }

    static let cases = Misbehaviours.registers.flatMap { register in Misbehaviour.allCases.map { Case(register: register, manner: $0) } }

    @Test("fills nothing wrong, changes no other register's field, and says why it asks", arguments: cases)
    func holds(misbehaving: Case) async throws {
        let province = try Province.small.get()
        let asking = try await Self.wellBehaved.value.filter { $0.asked.contains(misbehaving.register) }
        let files = Dictionary(grouping: asking, by: \.applicant.form).values.flatMap { $0.prefix(Self.people) }
        let declarations = try misbehaving.isLate ? #require(Self.hastyDeclarations[misbehaving.register]).get() : Repository.declarations.get()
        let misbehaviours = try Misbehaviours(misbehaving.register, misbehaving.manner, delay: .seconds(600))
        let found = try await province.serving(declarations, misbehaving: misbehaviours) { service in
            try await files.concurrentMap(width: misbehaving.isLate ? 24 : 8) { file in
                let applicant = file.applicant
                await service.lift(ConnectorID(misbehaving.register))
                let ill = try await service.open(applicant.form, applicant.opening, answers: applicant.answers, asOf: Province.asOf).json(.office)
                let dossier = try DegradedDossier(
                    #require(declarations.checked[applicant.form]), applicant.opening, register: misbehaving.register, reasons: misbehaving.reasons, well: file.well, ill: ill)
                return (deviations: try dossier.deviations() + Self.wrong(applicant, ill, province), changes: dossier.changes)
            }
        }
        let deviations = found.flatMap(\.deviations).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(deviations.isEmpty)
        // Whoever asks a register that fails notices it somewhere.
        #expect(misbehaving.manner == .duplicate || found.contains { $0.changes > 0 })
    }

    @Test("every register of the repository is one that can misbehave, and every one is asked for some form")
    func coversRegisters() async throws {
        let connectors = try Repository.declarations.get().catalog.connectors.map(\.id.rawValue).sorted()
        #expect(connectors == Misbehaviours.registers)
        let files = try await Self.wellBehaved.value
        #expect(files.count == Repository.formIDs.count * Self.pool)
        #expect(files.reduce(into: Set<String>()) { $0.formUnion($1.asked) } == Set(connectors))
    }

    // MARK: dossiers

    struct Filed: Sendable {
        let applicant: Applicant
        /// The office's view when every register behaves.
        let well: JSON
        /// The registers that were asked for it.
        let asked: Set<String>
    }

    /// How each dossier goes when every register behaves, once per test run.
    static let wellBehaved = Task {
        let province = try Province.small.get()
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let applicants = try Repository.formIDs.flatMap { try Applicant.all(of: province, form: $0, limit: pool, vocabulary: vocabulary) }
        return try await province.serving { service in
            try await applicants.concurrentMap { applicant in
                let opened = try await service.open(applicant.form, applicant.opening, answers: applicant.answers, asOf: Province.asOf)
                return Filed(applicant: applicant, well: opened.json(.office), asked: Set(opened.lookUps.map(\.connector)))
            }
        }
    }

    /// The declarations with a short deadline for one register; both late manners of a register wait by them.
    private static let hastyDeclarations = Dictionary(uniqueKeysWithValues: Misbehaviours.registers.map { register in
        (register, Result { try Repository.declarations(deadline: "30ms", of: register) })
    })

    /// Values the truth file does not bear out. Roles that could not be resolved are no wrong values.
    private static func wrong(_ applicant: Applicant, _ office: JSON, _ province: Province) throws -> [String] {
        let checked = try #require(Repository.declarations.get().checked[applicant.form])
        var audit = Audit(checked, applicant, province: province)
        try audit.examine(office)
        let filled = Set((office["fields"]?.array ?? []).filter { $0["value"] != nil }.compactMap { $0["leaf"]?.string })
        return audit.mismatches.filter { filled.contains($0.leaf) && [.value, .subject, .mayNotUse].contains($0.kind) }.map(\.description)
    }
}
