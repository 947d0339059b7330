import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// The count is of facts, not of boxes: a form drawn otherwise, filled in and submitted by the same people, counts the same.
@Suite("A form with its boxes redrawn")
struct RedrawnFormTests {
    private static let people = 3

    private struct Case: Sendable, CustomTestStringConvertible {
        let form: FormID
        let redrawing: FormText.Redrawing
        var testDescription: String { "\(form), \(redrawing.rawValue)" }
        static var all: [Case] { Repository.formIDs.flatMap { form in FormText.Redrawing.allCases.map { Case(form: form, redrawing: $0) } } }
    }

    /// The declarations with one form redrawn.
    private static func redrawn(_ form: FormID, _ redrawing: FormText.Redrawing) throws -> (DeclarationFolder, FormText)? {
        let plain = try Repository.declarations.get()
        guard let checked = plain.checked[form], let text = plain.texts[checked.form.identity.file] else { return nil }
        let redrawn = FormText(text, of: checked, redrawing)
        guard !redrawn.changes.isEmpty || redrawn.repeats > 0 else { return nil }
        let folder = try Repository.declarations { folder in
            try redrawn.text.write(to: folder.appending(path: checked.form.identity.file), atomically: true, encoding: .utf8)
            try FormText.names.write(to: folder.appending(path: "FormSchemas/vocabulary/names.yaml"), atomically: true, encoding: .utf8)
            // A grant of the whole covers its parts; the pieces of a name are computed.
        }
        return (folder, redrawn)
    }

    /// What the ledger was told of these people's dossiers, in their order; refused ones are not there.
    private static func facts(
        _ applicants: [Applicant], _ declarations: DeclarationFolder, _ province: Province, wrapping wrap: @escaping @Sendable (any Connector) -> any Connector = { $0 }
    ) async throws -> [SubmittedFact] {
        try await province.serving(declarations, wrapping: wrap) { service in
            for applicant in applicants {
                let filing = try await applicant.file(with: service)
                let submitted = try await service.submit(filing.opened.receipt, answers: filing.said)
                #expect(submitted.isAccepted, "\(submitted.violations.map { "\($0.leaf) \($0.code.rawValue)" })")
            }
            return try await service.record.entries().compactMap { if case .submitted(let fact) = $0.fact { fact } else { nil } }
        }
    }

    /// People of a form whose dossiers are accepted as the form is shipped.
    private static func applicants(_ form: FormID, _ province: Province, _ vocabulary: Vocabulary) throws -> [Applicant] {
        try Applicant.all(of: province, form: form, limit: people, vocabulary: vocabulary)
    }

    @Test("counts the same on both sides, filled in and submitted", arguments: Case.all)
    private func counts(_ one: Case) async throws {
        let province = try Province.small.get()
        let plain = try Repository.declarations.get()
        guard let (folder, redrawn) = try Self.redrawn(one.form, one.redrawing) else {
            // Nothing to join in a form that splits nothing, nothing to split in one without a name or an address.
            #expect(one.redrawing != .repeated)
            return
        }
        let findings = folder.diagnostics.filter { $0.severity == .error }
        #expect(findings.map(\.position.description).isEmpty)
        let applicants = try Self.applicants(one.form, province, plain.catalog.vocabulary)
        let before = try await Self.facts(applicants, plain, province)
        let after = try await Self.facts(applicants.map { $0.answering(redrawn.answers($0.answers)) }, folder, province)
        #expect(before.count == applicants.count && after.count == applicants.count)
        for (one, other) in zip(before, after) {
            let (one, other) = (DossierCount(of: one), DossierCount(of: other))
            #expect(one.strict == other.strict)
            #expect(one.newDemands == other.newDemands)
            // Which facts were spared, whoever is named for them.
            #expect(Set(one.saved.map(\.atom)) == Set(other.saved.map(\.atom)))
        }
        let boxes = (before.first?.current.count ?? 0, after.first?.current.count ?? 0)
        #expect(boxes.0 != boxes.1)
        print("redrawn \(one.form) \(one.redrawing.rawValue): \(redrawn.changes.count) boxes redrawn, \(redrawn.repeats) repeated; boxes \(boxes.0) → \(boxes.1); B \(before.map { DossierCount(of: $0).strict.low.demanded }.reduce(0, +)), A \(before.map { DossierCount(of: $0).strict.low.given }.reduce(0, +))")
    }

    /// A register that knows every address but for its street.
    private struct WithoutStreet: Connector {
        let inner: any Connector
        var manifest: ConnectorManifest { inner.manifest }

        func lookUp(_ request: ConnectorRequest) async -> LookUp {
            let answer = await inner.lookUp(request)
            guard case .found(let record) = answer else { return answer }
            let values = record.values.mapValues { value -> ReadValue in
                guard case .value(.context(var parts), let path) = value, parts["commune"] != nil else { return value }
                parts["street"] = nil
                return .value(.context(parts), path: path)
            }
            return .found(Record(identifiedBy: record.identifiedBy, values: values, links: record.links, recordedAt: record.recordedAt))
        }

        func close() async { await inner.close() }
    }

    @Test("counts an address once that a register fills in part")
    func partlyPrefilled() async throws {
        let province = try Province.small.get()
        let plain = try Repository.declarations.get()
        var mixed = 0
        for form in plain.checked.keys.sorted() {
            guard let (folder, redrawn) = try Self.redrawn(form, .split) else { continue }
            let applicants = try Self.applicants(form, province, plain.catalog.vocabulary).map { $0.answering(redrawn.answers($0.answers)) }
            let whole = try await Self.facts(applicants, folder, province)
            let partly = try await Self.facts(applicants, folder, province, wrapping: { WithoutStreet(inner: $0) })
            for (one, other) in zip(whole, partly) {
                // Facts of which the register filled one box and the applicant another.
                let leaves = Dictionary(grouping: other.current, by: \.atom)
                let torn = Set(leaves.filter { _, leaves in leaves.contains { ($0.outcome == .prefilled || $0.outcome == .derived) && $0.required } && leaves.contains { $0.outcome == .declared } }.keys)
                let (one, other) = (DossierCount(of: one), DossierCount(of: other))
                let newlyGiven = torn.intersection(one.saved.map(\.atom))
                #expect(other.strict.low.given == one.strict.low.given + newlyGiven.count)
                #expect(other.strict.low.demanded == one.strict.low.demanded)
                #expect(torn.isDisjoint(with: other.saved.map(\.atom)))
                mixed += newlyGiven.count
            }
        }
        #expect(mixed > 0)
        print("redrawn: \(mixed) addresses filled in part by a register and in part by hand, each counted once")
    }
}
