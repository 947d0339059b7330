@testable import Connectors
import Diagnostics
import Expressions
@testable import Forms
import OnceOnly
import Sourcing
import Testing
import Vocabulary

@Suite("The order of declarations")
struct OrderTests {
    @Test("decides nothing: connectors, operations, grants, roles, sections and fields in any order give the same coverage", arguments: Repository.forms)
    func shuffled(_ id: FormID) throws {
        let form = try Repository.form(id), catalog = try Repository.declarations().catalog
        let whole = Self.byName(try Repository.coverage(form, in: catalog))
        for seed in UInt64(1)...8 {
            var random = SplitMix64(seed: seed)
            let other = Catalog(
                vocabulary: catalog.vocabulary, evidence: catalog.evidence.values.shuffled(using: &random),
                connectors: catalog.connectors.shuffled(using: &random).map { $0.withOperations($0.operations.shuffled(using: &random)) },
                grants: catalog.grants.shuffled(using: &random))
            let sections = form.sections.shuffled(using: &random).map { $0.withFields($0.fields.shuffled(using: &random)) }
            let shuffled = form.with(roles: form.roles.shuffled(using: &random), sections: sections)
            let coverage = Self.byName(try Repository.coverage(shuffled, in: other))
            let changed = whole.filter { coverage[$0.key] != $0.value }.keys.sorted()
            #expect(changed.isEmpty, "seed \(seed): \(changed.joined(separator: ", "))")
            #expect(coverage.count == whole.count)
        }
    }

    private static func byName(_ coverage: Coverage) -> [String: AnyHashable] {
        var parts: [String: AnyHashable] = [:]
        for field in coverage.fields { parts[field.id.rawValue] = field }
        for document in coverage.documents { parts["paper " + document.id] = document }
        return parts
    }
}

@Suite("Statements")
struct StatementTests {
    /// What the six forms leave to a register: each field of it, called a statement, is a finding; as the value after the
    /// decision it is another fact.
    @Test("a field a granted source supplies is no statement, but may be a new value", arguments: Repository.forms)
    func contradicted(_ id: FormID) throws {
        let form = try Repository.form(id), declared = try Repository.declarations()
        let supplied = try Repository.coverage(form, in: declared.catalog).fields.filter { $0.disposition == .registry }
        for field in supplied {
            func findings(_ authorship: OnlyApplicant) -> [Diagnostic] {
                let sections = form.sections.map { $0.withFields($0.fields.map { $0.id == field.id ? $0.by(authorship) : $0 }) }
                return FormCheck.check(form.with(roles: form.roles, sections: sections), in: declared.catalog, baseline: declared.baselines[id]).diagnostics
            }
            let statement = findings(.statement)
            #expect(statement.map(\.code).contains(.statementContradicted), "\(field.id)")
            #expect(statement.allSatisfy { $0.arguments.first == field.id.rawValue }, "\(field.id)")
            #expect(findings(.newValue(nil)).isEmpty, "\(field.id)")
        }
        #expect(!supplied.isEmpty)
    }
}

extension ConnectorManifest {
    func withOperations(_ operations: [Connectors.Operation]) -> ConnectorManifest {
        ConnectorManifest(id: id, title: title, publisher: publisher, legalBasis: legalBasis, transport: transport, operations: operations, places: places)
    }
}

extension Form {
    func with(roles: [Role], sections: [Section]) -> Form {
        Form(
            identity: identity, title: title, administration: administration, roles: roles, sections: sections, checks: checks,
            documents: documents, decisions: decisions)
    }
}

extension Section {
    func withFields(_ fields: [Field]) -> Section {
        Section(title: title, visibleIf: visibleIf, rows: rows, fields: fields, places: places)
    }
}

extension Field {
    /// The same field, known to the applicant alone.
    func by(_ applicant: OnlyApplicant) -> Field {
        Field(
            id: id, means: means, label: label, help: help, demand: demand,
            authorship: .init(
                onlyApplicant: applicant, repeats: authorship.repeats, offers: authorship.offers, value: authorship.value,
                partOf: authorship.partOf, ifNone: authorship.ifNone, mayBeNone: authorship.mayBeNone),
            local: local, localType: localType, options: options, outside: outside, places: places)
    }
}
