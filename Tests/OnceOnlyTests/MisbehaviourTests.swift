import Connectors
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Sourcing
import Testing

/// Every register misbehaves in every way in turn, over the real transports: nothing wrong is filled, no other register's
/// field changes, and what is asked instead says why.
@Suite("With a misbehaving register")
struct MisbehaviourTests {
    static let people = 10

    struct Case: CustomTestStringConvertible, Sendable {
        let register: String
        let manner: Misbehaviour
        var testDescription: String { "\(register)=\(manner.rawValue)" }

        /// What may be given as the reason of a blank the register would have filled.
        ///
        /// A duplicate of a list is the list. A reply whose records come as a list where one was described does not read;
        /// two records where one was expected are none.
        var reasons: Set<String> {
            switch manner {
            case .slow, .silent: ["timeout"]
            case .serverError, .malformed, .cut, .empty: ["source-down"]
            // In a file: two rows of one key; codes that lost their zeros.
            case .wrongSubject: ["wrong-subject", "invalid"]
            case .duplicate: ["invalid", "source-down"]
            }
        }
    }

    static let cases = Misbehaviours.registers.flatMap { register in Misbehaviour.allCases.map { Case(register: register, manner: $0) } }

    @Test("fills nothing wrong, changes no other register's field, and says why it asks", .disabled("a represented person's proof hangs on the population register: while it is down, the reason given is the missing proof"), arguments: cases)
    func holds(misbehaving: Case) async throws {
        let province = try Province.small.get()
        let runs = try await Self.wellBehaved.value.filter { $0.value.asked.contains(misbehaving.register) }
        // A timeout is the register's own short deadline: a busy machine changes nothing for the others.
        let isLate = misbehaving.manner == .slow || misbehaving.manner == .silent
        let declarations = try isLate ? Repository.declarations(deadline: "150ms", of: misbehaving.register) : Repository.declarations.get()
        let misbehaviours = try Misbehaviours(misbehaving.register, misbehaving.manner, delay: .seconds(600))
        let deviations = try await province.serving(declarations, misbehaving: misbehaviours) { service in
            var deviations: [String: Int] = [:]
            for (form, run) in runs {
                for (file, views) in zip(run.applicants, try await OpenedAtOnce.views(of: run.applicants.map(\.applicant), with: service)) {
                    let comparison = DegradedDossier(form: form, register: misbehaving.register, reasons: misbehaving.reasons, well: file.well, ill: views)
                    for deviation in comparison.deviations() { deviations[deviation, default: 0] += 1 }
                    for wrong in try Self.wrong(file.applicant, views, province) { deviations[wrong, default: 0] += 1 }
                }
            }
            return deviations
        }
        #expect(deviations.isEmpty)
    }

    @Test("every register of the repository is one that can misbehave, and every one is asked for some form")
    func coversRegisters() async throws {
        let connectors = try Repository.declarations.get().catalog.connectors.map(\.id.rawValue).sorted()
        #expect(connectors == Misbehaviours.registers)
        let asked = try await Self.wellBehaved.value.values.reduce(into: Set<String>()) { $0.formUnion($1.asked) }
        #expect(asked == Set(connectors))
    }

    // MARK: runs

    struct Run: Sendable {
        var applicants: [Filed]
        /// The registers that were asked for anybody.
        let asked: Set<String>
    }

    struct Filed: Sendable {
        let applicant: Applicant
        let well: JSON
    }

    /// How each form goes when every register behaves, once per test run.
    static let wellBehaved = Task {
        let province = try Province.small.get()
        let log = RequestLog()
        return try await province.serving(wrapping: { RecordingConnector(inner: $0, log: log) }) { service in
            var runs: [FormID: Run] = [:]
            for form in Repository.formIDs {
                let checked = try #require(Repository.declarations.get().checked[form])
                let applicants = try Applicant.all(of: province, form: form, limit: people, vocabulary: checked.vocabulary)
                _ = log.drain()
                let views = try await OpenedAtOnce.views(of: applicants, with: service)
                runs[form] = Run(
                    applicants: zip(applicants, views).map { Filed(applicant: $0, well: $1) },
                    asked: Set(log.drain().map(\.connector.rawValue)))
            }
            return runs
        }
    }

    /// Values the truth file does not bear out. Roles that could not be resolved are no wrong values.
    private static func wrong(_ applicant: Applicant, _ office: JSON, _ province: Province) throws -> [String] {
        let checked = try #require(Repository.declarations.get().checked[applicant.form])
        var audit = Audit(checked, applicant, province: province)
        try audit.examine(office)
        let filled = Set((office["fields"]?.array ?? []).filter { $0["value"] != nil }.compactMap { $0["leaf"]?.string })
        return audit.mismatches.filter { filled.contains($0.leaf) && [.value, .subject, .mayNotUse].contains($0.kind) }.map(\.description)
    }
}

/// One dossier beside the same dossier with one register misbehaving.
struct DegradedDossier {
    let form: FormID
    let register: String
    let reasons: Set<String>
    let well: JSON, ill: JSON

    /// What the misbehaviour changed and should not have; codes and leaf names, no values.
    func deviations() -> [String] {
        let before = Self.leaves(of: well), after = Self.leaves(of: ill)
        let subjects = (well: Self.subjects(of: well), ill: Self.subjects(of: ill))
        var deviations: [String] = []
        for (name, leaf) in before.sorted(by: { $0.key < $1.key }) {
            guard let now = after[name] else {
                // A row of a list that never came is no leaf; one that is there has all its leaves.
                if leaf.row == nil || after.values.contains(where: { $0.subject == leaf.subject && $0.row != nil }) { deviations.append(note(leaf, "is gone")) }
                continue
            }
            let isReached = leaf.row != nil || subjects.well[leaf.role] == subjects.ill[leaf.role]
            if let fault = Self.fault(leaf, now, register: register, reasons: reasons, isReached: isReached) { deviations.append(note(leaf, fault)) }
        }
        return deviations
    }

    private func note(_ leaf: Leaf, _ fault: String) -> String { "\(form) \(leaf.field): \(fault)" }

    private static func fault(_ leaf: Leaf, _ now: Leaf, register: String, reasons: Set<String>, isReached: Bool) -> String? {
        if leaf.value == now.value, leaf.outcome == now.outcome, leaf.connector == now.connector, leaf.reason == now.reason { return nil }
        if now.value != nil {
            // Another register may say it now; whether it says it rightly is held against the truth file.
            if leaf.value == nil { return "is filled now" }
            if leaf.connector != register, leaf.connector != nil, now.value != leaf.value { return "has another value" }
            return nil
        }
        let why = now.reason ?? now.outcome
        // An outside blank is not asked of anybody, so it gives no reason either.
        if why == "outside" { return nil }
        if leaf.value != nil, let connector = leaf.connector, connector != register, isReached { return "of \(connector) is lost: \(why)" }
        // What waits for somebody who was not found, or for a condition, says so.
        let waits: Set<String> = ["key-missing", "key", "not-held", "not-applicable"]
        if reasons.contains(why) || (leaf.connector != register || !isReached) && waits.contains(why) { return nil }
        return "expected \(reasons.sorted().joined(separator: " or ")), found \(why)"
    }

    struct Leaf {
        let field: String, role: String, row: String?, subject: String?
        let outcome: String
        let value: JSON?
        let connector: String?, reason: String?
    }

    /// Leaves by name; rows are named by their subjects, for names of rows are drawn anew in each dossier.
    private static func leaves(of office: JSON) -> [String: Leaf] {
        let subjects = subjects(of: office)
        var leaves: [String: Leaf] = [:]
        for json in office["fields"]?.array ?? [] {
            guard let id = json["id"]?.string, let leaf = json["leaf"]?.string, let role = json["means"]?.string?.split(separator: ".").first else { continue }
            let row = leaf.firstIndex(of: "[").flatMap { open in leaf.firstIndex(of: "]").map { String(leaf[leaf.index(after: open)..<$0]) } }
            let place = row.map { "\(role)[\($0)]" } ?? String(role)
            let name = row.map { "\(id) of \(subjects[place] ?? $0)" } ?? id
            leaves[name] = Leaf(
                field: id, role: place, row: row, subject: subjects[place], outcome: json["outcome"]?.string ?? "", value: json["value"],
                connector: json["source"]?["connector"]?.string, reason: json["reason"]?.string)
        }
        return leaves
    }

    private static func subjects(of office: JSON) -> [String: String] {
        var subjects: [String: String] = [:]
        for member in office["subjects"]?.object?.members ?? [] { subjects[member.key] = member.value["id"]?.string }
        return subjects
    }
}
