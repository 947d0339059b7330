import Connectors
public import Diagnostics
public import Expressions
public import Forms
import Vocabulary

/// Holds a form against the catalog: every name leads somewhere, every expression speaks of what exists, and what registers
/// know is not asked.
public struct FormCheck {
    let form: Form
    let catalog: Catalog
    var findings: [Diagnostic] = []
    /// Roles whose own declaration has a fault: what follows from that is not said again.
    var faultyRoles: Set<RoleID> = []
    /// Expressions that are not well typed: nothing is concluded from them.
    var illTyped: Set<Expression> = []

    /// - Returns: the checked form, `nil` when an error was found, and every finding in order of place.
    public static func check(_ form: Form, in base: Catalog, baseline: Baseline?) -> (checked: CheckedForm?, diagnostics: [Diagnostic]) {
        let catalog = base.with(CheckedForm.localVocabulary(of: form, on: base.vocabulary))
        var check = FormCheck(form: form, catalog: catalog)
        check.checkRoles()
        check.checkFields()
        check.checkRepeatedMeanings()
        check.checkNames()
        check.checkVisibility()
        check.checkDocuments()
        check.checkPurpose()
        check.checkTypes(baseline)
        if let baseline { check.checkBaseline(baseline) } else {
            check.note(.baselineMissing, at: form.identity.places["form"], [form.id.rawValue])
        }
        // A name that leads nowhere has no source in the graph, so that it has no second finding there.
        let whole = CheckedForm(passing: form, in: catalog)
        check.checkCycles(whole)
        check.checkSources(SourcingGraph(whole))
        let before = check.findings
        check.checkReasoning()
        // Where a line has a mistake already, what follows from it is not said again.
        let wrong = Set(before.filter { $0.severity == .error }.map { Line(of: $0.position) })
        check.findings = before + check.findings.dropFirst(before.count).filter { !wrong.contains(Line(of: $0.position)) }
        return (check.findings.hasErrors ? nil : whole, check.findings.sortedByPosition())
    }

    private struct Line: Hashable {
        let file: String
        let line: Int

        init(of position: SourcePosition) { (file, line) = (position.file, position.line) }
    }

    var roleNames: [String] { form.roles.map(\.id.rawValue) + [SourcingGraph.dossier.rawValue] }

    mutating func note(_ code: DiagnosticCode, at span: SourceSpan, _ arguments: [String], fix: String? = nil, adding addition: String? = nil) {
        findings.append(Diagnostic(code, at: span, arguments, fix: fix, adding: addition))
    }

    /// A meaning must name a role of the form and a concept that kind of subject has.
    mutating func check(_ meaning: Meaning, at span: SourceSpan) {
        let kinds: [Kind]
        if meaning.role == SourcingGraph.dossier {
            kinds = [.dossier]
        } else if let role = form.role(meaning.role) {
            kinds = role.kinds
        } else {
            note(.unknownRole, at: span, [meaning.role.rawValue], fix: nearest(to: meaning.role.rawValue, among: roleNames).map { "\($0).\(meaning.concept)" })
            return
        }
        guard let concept = catalog.vocabulary[meaning.concept] else {
            let near = nearest(to: meaning.concept.rawValue, among: catalog.vocabulary.concepts.keys.map(\.rawValue).sorted())
            note(.unknownConceptInForm, at: span, [meaning.concept.rawValue], fix: near.map { "\(meaning.role).\($0)" })
            return
        }
        if !concept.kinds.contains(where: kinds.contains) {
            note(.conceptOfOtherKind, at: span, [
                meaning.concept.rawValue, concept.kinds.map(\.rawValue).joined(separator: ", "), meaning.role.rawValue, kinds.map(\.rawValue).joined(separator: ", "),
            ])
        }
    }

    /// - Parameter span: where the whole expression stands.
    mutating func check(_ expression: Expression?, at span: SourceSpan) {
        guard let expression else { return }
        for meaning in expression.meanings.sorted() { check(meaning, at: expression.place(of: meaning.description, in: span) ?? span.start) }
        func place(_ name: String) -> SourceSpan { expression.place(of: "\"\(name)\"", in: span) ?? span.start }
        let connectors = catalog.connectors.map(\.id.rawValue)
        for connector in Set(expression.heldReads.map(\.connector)).union(expression.connectorReads).sorted() where !connectors.contains(connector) {
            note(.unknownConnector, at: place(connector), [connector], fix: nearest(to: connector, among: connectors).map { "\"\($0)\"" })
        }
        for group in expression.groupReads.sorted() where !form.groups.contains(where: { $0.group.rawValue == group }) {
            let written = expression.place(of: "rows.\(group)", in: span) ?? span.start
            note(.unknownGroup, at: written, [group], fix: nearest(to: group, among: form.groups.map(\.group.rawValue)).map { "rows.\($0)" })
        }
        let lists = catalog.vocabulary.codeLists.keys.map(\.rawValue).sorted()
        for list in expression.listReads.sorted() where !lists.contains(list) {
            note(.unknownCodeList, at: place(list), [list], fix: nearest(to: list, among: lists).map { "\"\($0)\"" })
        }
    }

    mutating func checkRole(_ id: RoleID, at span: SourceSpan) {
        if form.role(id) == nil {
            note(.unknownRole, at: span, [id.rawValue], fix: nearest(to: id.rawValue, among: roleNames))
        }
    }

    private mutating func checkPurpose() {
        let purpose = form.administration.purpose
        if !catalog.grants.contains(where: { $0.purpose == purpose }) {
            let known = Set(catalog.grants.map(\.purpose)).sorted()
            note(.purposeWithoutGrant, at: form.identity.places["purpose"], [purpose], fix: nearest(to: purpose, among: known))
        }
    }

    /// A piece of what the baseline asks as one thing must name a thing the baseline asks.
    private mutating func checkPieces(_ baseline: Baseline) {
        func atom(_ meaning: Meaning) -> Meaning { Meaning(meaning.role, catalog.vocabulary.atom(of: meaning.concept)) }
        let asked = Set(baseline.blanks.flatMap(\.means.all).map(atom))
        let pieces = form.fields.map { ($0.authorship.partOf, $0.places) } + baseline.blanks.map { ($0.partOf, $0.places) }
        for case (let whole?, let places) in pieces where !asked.contains(atom(whole)) {
            note(.partOfUnknown, at: places["partOf"], [whole.description], fix: nearest(to: whole.description, among: Set(baseline.blanks.map(\.means.first.description)).sorted()))
        }
    }

    private mutating func checkBaseline(_ baseline: Baseline) {
        checkPieces(baseline)
        for section in baseline.sections {
            check(section.visibleIf, at: section.places["visibleIf"])
            for blank in section.blanks {
                for meaning in blank.means.all { check(meaning, at: blank.places["means"]) }
                check(blank.demand.requiredIf, at: blank.places["requiredIf"])
                check(blank.demand.visibleIf, at: blank.places["visibleIf"])
            }
        }
    }
}

extension CheckedForm {
    /// What an expression names that is not there: roles, concepts, registers, rows, code lists, each with the nearest that is.
    ///
    /// - Parameter position: where the expression starts, for one that does not know where it stands.
    public func unknownNames(in expression: Expression, at position: SourcePosition) -> [Diagnostic] {
        var check = FormCheck(form: form, catalog: catalog)
        check.check(expression, at: SourceSpan(position, length: expression.source.unicodeScalars.count))
        return check.findings
    }
}

extension Expression {
    /// Where a name stands in the expression: as a whole word, at its first place.
    ///
    /// - Parameter span: where the expression stands.
    /// - Returns: `nil` where nobody knows where its text stands.
    func place(of name: String, in span: SourceSpan) -> SourceSpan? {
        let scalars = Array(source.unicodeScalars), wanted = Array(name.unicodeScalars)
        let quotes = span.length - scalars.count
        guard origin != nil || quotes == 0 || quotes == 2, !wanted.isEmpty, scalars.count >= wanted.count else { return nil }
        func isName(_ index: Int) -> Bool {
            guard scalars.indices.contains(index) else { return false }
            return scalars[index] == "_" || scalars[index] == "." || scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil
        }
        for start in 0...(scalars.count - wanted.count) where Array(scalars[start..<start + wanted.count]) == wanted {
            let end = start + wanted.count
            let isWhole = wanted.first == "\"" || (!isName(start - 1) && (!isName(end) || scalars[end] == "."))
            if isWhole {
                return SourceSpan(origin?.position(at: start) ?? span.position.advanced(by: start + quotes / 2), length: wanted.count)
            }
        }
        return nil
    }
}
