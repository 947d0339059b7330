import Connectors
import Diagnostics
import Expressions
import Forms
import Vocabulary

extension FormCheck {
    /// What only the sourcing graph can tell: statements a register contradicts, uploads it makes needless, roles it never
    /// reaches, consents it would give, conditions that would disclose withheld data.
    mutating func checkSources(_ graph: SourcingGraph) {
        for field in form.fields where field.authorship.onlyApplicant == .statement {
            for meaning in field.means.all {
                guard case .supplied(let sourced) = graph.source(of: meaning), sourced.disposition == .registry, let connector = sourced.connector else { continue }
                note(.statementContradicted, at: field.places["onlyApplicant"], [field.id.rawValue, connector.rawValue, meaning.description])
            }
        }
        checkReach(graph)
        checkUploads(graph)
        for field in form.fields { checkOwnAct(field, graph) }
        checkDisclosures()
    }

    /// Consent and signature are the applicant's own act: nothing computes, fetches or repeats them.
    private mutating func checkOwnAct(_ field: Field, _ graph: SourcingGraph) {
        guard field.outside == .consent || field.outside == .signature else { return }
        if field.authorship.value != nil {
            note(.prefilledConsent, at: field.places["value"], [field.id.rawValue, "value"])
            return
        }
        if let original = field.authorship.repeats.flatMap(form.field) {
            guard graph.coverage(of: original).disposition != .declare else { return }
            note(.prefilledConsent, at: field.places["repeats"], [field.id.rawValue, original.id.rawValue])
            return
        }
        let coverage = graph.coverage(of: field)
        guard coverage.disposition != .declare else { return }
        note(.prefilledConsent, at: field.places["means"], [field.id.rawValue, coverage.connector?.rawValue ?? coverage.disposition.rawValue])
    }

    /// What is shown or hidden tells what the condition read.
    private mutating func checkDisclosures() {
        let withholding = Withholding(form: form, catalog: catalog)
        for role in form.roles {
            let through = withholding.roles(through: role.id)
            let fields = form.fields.filter { through.contains($0.means.role) }
            checkDisclosure(by: role.when, at: role.places["when"], of: fields, withholding)
            for source in role.sources { checkDisclosure(by: source.condition, at: source.places["if"], of: fields, withholding) }
        }
        for section in form.sections {
            checkDisclosure(by: section.visibleIf, at: section.places["visibleIf"], of: section.fields, withholding)
            for field in section.fields { checkDisclosure(by: field.demand.visibleIf, at: field.places["visibleIf"], of: [field], withholding) }
        }
    }

    private mutating func checkDisclosure(by condition: Expression?, at span: SourceSpan, of fields: [Field], _ withholding: Withholding) {
        guard let condition, !fields.isEmpty else { return }
        let kept = form.meanings(readBy: condition).filter(withholding.mayKeep).sorted()
        // Of a table it looks into, what it names; where it takes whole rows, all.
        let named = kept.filter { condition.source.contains($0.concept.rawValue) }
        for meaning in named.isEmpty ? kept : named {
            let names = fields.map(\.id.rawValue).joined(separator: ", ")
            note(.withheldCondition, at: condition.place(of: meaning.description, in: span) ?? span.start, [names, meaning.description])
        }
    }
}
