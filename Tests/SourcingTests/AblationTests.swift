@testable import Connectors
import Diagnostics
import Documents
import Expressions
import Forms
import Foundation
import OnceOnly
import Receipts
@testable import Sourcing
import Testing
import Vocabulary

/// Dispositions are computed: take a register or a grant away, and what it alone supplied is asked again.
///
/// What turns is recorded per form in `ablation/<form>.txt`. `ONCEONLY_RECORD=ablation` writes the tables anew; the
/// recording run fails, and somebody reads the difference.
@Suite("Taking registers and grants away")
struct AblationTests {
    /// A form without one register or one grant.
    struct Ablation {
        let name: String
        let register: ConnectorID
        let catalog: Catalog
        let isGrant: Bool
    }

    private static func ablations(of form: Form, in catalog: Catalog) -> [Ablation] {
        let registers = catalog.connectors.map { connector in
            Ablation(name: "register \(connector.id)", register: connector.id, catalog: catalog.removing(connector: connector.id), isGrant: false)
        }
        let grants = catalog.grants.filter { $0.purpose == form.administration.purpose }.map { grant in
            Ablation(
                name: "grant \(grant.connector) about \(grant.about.map(\.rawValue).joined(separator: ", "))", register: grant.connector,
                catalog: catalog.removing(grant: grant), isGrant: true)
        }
        return registers + grants
    }

    @Test("each field keeps its disposition through another source or is asked, as recorded", arguments: Repository.forms)
    func recorded(_ id: FormID) throws {
        let form = try Repository.form(id), catalog = try Repository.declarations().catalog
        let whole = try Repository.coverage(form, in: catalog)
        var table = ["# \(id): what changes when one register or one grant is taken away; fields not named stay as they are."]
        for ablation in Self.ablations(of: form, in: catalog) {
            let coverage = Self.coverage(form, in: ablation.catalog)
            let lines = zip(whole.fields, coverage.fields).compactMap { Self.line($0, $1) } + zip(whole.documents, coverage.documents).compactMap { Self.line($0, $1) }
            table += ["", "without \(ablation.name)"] + (lines.isEmpty ? ["  nothing"] : lines)
        }
        try Golden.compare(table.joined(separator: "\n") + "\n", with: "ablation/\(id).txt", switch: "ablation")
    }

    /// Ablated declarations may leave findings (a grant of a register that is gone); coverage is what is looked at here.
    private static func coverage(_ form: Form, in catalog: Catalog) -> Coverage {
        SourcingGraph(CheckedForm(passing: form, in: catalog.with(CheckedForm.localVocabulary(of: form, on: catalog.vocabulary)))).coverage()
    }

    private static func line(_ before: FieldCoverage, _ after: FieldCoverage) -> String? {
        func words(_ field: FieldCoverage) -> String {
            [field.disposition.rawValue, field.connector?.rawValue, field.operation?.rawValue, field.reason?.rawValue].compactMap(\.self).joined(separator: " ")
        }
        let name = before.id.rawValue.padding(toLength: max(before.id.rawValue.count, 32), withPad: " ", startingAt: 0)
        return words(before) == words(after) ? nil : "  \(name) \(words(before)) → \(words(after))"
    }

    private static func line(_ before: DocumentCoverage, _ after: DocumentCoverage) -> String? {
        func words(_ paper: DocumentCoverage) -> String { [paper.disposition.rawValue, paper.by].compactMap(\.self).joined(separator: " ") }
        return words(before) == words(after) ? nil : "  paper \(before.id) \(words(before)) → \(words(after))"
    }

    @Test("nothing is filled better for a register or a grant taken away", arguments: Repository.forms)
    func neverImproves(_ id: FormID) throws {
        let form = try Repository.form(id), catalog = try Repository.declarations().catalog
        let whole = try Repository.coverage(form, in: catalog)
        for ablation in Self.ablations(of: form, in: catalog) {
            let coverage = Self.coverage(form, in: ablation.catalog)
            for (before, after) in zip(whole.fields, coverage.fields) {
                #expect(before.id == after.id)
                let isKept = after.disposition == before.disposition || after.disposition == .declare
                // A paper that says the same is the second best.
                let isOnPaper = after.disposition == .document && before.disposition != .declare
                #expect(isKept || isOnPaper, "\(ablation.name): \(before.id) \(before.disposition.rawValue) → \(after.disposition.rawValue)")
                if !ablation.isGrant { #expect(after.connector != ablation.register, "\(before.id)") }
            }
            for (before, after) in zip(whole.documents, coverage.documents) {
                #expect(before.disposition.isReuse || !after.disposition.isReuse, "\(ablation.name): paper \(before.id)")
            }
        }
    }

    /// `not-granted` where a grant alone is wanting, of this register or of another that holds it too; `not-held` where
    /// no grant would help. A typed key stays the reason of what is typed to find the subject.
    @Test("what is asked for want of a register says so, and for want of a grant says that", arguments: Repository.forms)
    func reasons(_ id: FormID) throws {
        let form = try Repository.form(id), catalog = try Repository.declarations().catalog
        let whole = try Repository.coverage(form, in: catalog)
        for ablation in Self.ablations(of: form, in: catalog) {
            let coverage = Self.coverage(form, in: ablation.catalog), granted = Self.coverage(form, in: Self.grantingAll(form, ablation.catalog))
            for ((before, after), free) in zip(zip(whole.fields, coverage.fields), granted.fields) where before.disposition != .declare && after.disposition == .declare {
                let name = "\(ablation.name): \(after.id) \(after.reason?.rawValue ?? "-")"
                if after.reason == .key {
                    #expect(Self.isTyped(after.means, form), "\(name)")
                } else {
                    #expect(after.reason == (free.disposition == .declare ? .notHeld : .notGranted), "\(name)")
                    #expect(!ablation.isGrant || after.reason == .notGranted, "\(name)")
                }
            }
        }
    }

    /// The catalog with every register granted to the form's purpose for everything.
    private static func grantingAll(_ form: Form, _ catalog: Catalog) -> Catalog {
        let all = catalog.connectors.map { connector in
            Grant(
                id: nil, purpose: form.administration.purpose, connector: connector.id, about: form.roles.map(\.id),
                reads: catalog.vocabulary.concepts.keys.sorted(), follows: catalog.vocabulary.relations.keys.sorted(), basis: .law, legal: "-",
                disclosure: .auto, places: connector.places)
        }
        return Catalog(vocabulary: catalog.vocabulary, evidence: Array(catalog.evidence.values), connectors: catalog.connectors, grants: catalog.grants + all)
    }

    private static func isTyped(_ meaning: Meaning, _ form: Form) -> Bool {
        guard let role = form.role(meaning.role) else { return false }
        return role.keys.joined().contains(meaning) || role.verify.contains(meaning.concept)
    }
}

/// Tables somebody reads: rewritten only by an explicit switch, and the run that rewrites them fails.
enum Golden {
    static func compare(_ text: String, with name: String, switch: String) throws {
        let file = Repository.tests.appending(path: name)
        if ProcessInfo.processInfo.environment["ONCEONLY_RECORD"] == `switch` {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("\(name) was recorded; read the difference and run again without ONCEONLY_RECORD")
            return
        }
        let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let (old, new) = (recorded.split(separator: "\n", omittingEmptySubsequences: false), text.split(separator: "\n", omittingEmptySubsequences: false))
        let difference = new.difference(from: old).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(difference.isEmpty, "\(name): \(difference.joined(separator: "\n"))")
    }
}
