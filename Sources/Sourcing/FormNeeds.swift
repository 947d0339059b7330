import Connectors
import Expressions
import Forms
import Vocabulary

/// What a form could have use for, whoever its subjects are: what grants for its purpose are held against.
///
/// Wider than what one dossier asks; a concept or relation that is not in it is never asked for this form.
struct FormNeeds {
    private(set) var concepts: Set<Meaning> = []
    private(set) var relations: Set<Step> = []

    /// A relation walked from a role.
    struct Step: Hashable {
        let role: RoleID
        let relation: RelationID
    }

    init(_ checked: CheckedForm) {
        let form = checked.form
        for field in form.fields { add(field) }
        for expression in form.expressions { concepts.formUnion(expression.meanings) }
        for role in form.roles { add(role, checked) }
        for demand in form.documents.flatMap(\.demands) { add(demand, checked) }
        close(over: SourcingGraph(checked))
    }

    /// Whether a value of the concept, of a part of it or of the whole it belongs to could be used.
    func needs(_ concept: ConceptID, of role: RoleID, _ vocabulary: Vocabulary) -> Bool {
        vocabulary.wholesAndParts(of: concept).contains { concepts.contains(Meaning(role, $0)) }
    }

    /// What a field shows. A statement, a new value, a computation and a consent are never read from a register.
    private mutating func add(_ field: Field) {
        concepts.formUnion(field.authorship.offers)
        guard field.outside != .consent, field.outside != .signature, field.authorship.value == nil else { return }
        switch field.authorship.onlyApplicant {
        case .statement, .newValue(nil): return
        case .newValue(.some), nil: concepts.formUnion(field.means.all)
        }
    }

    /// What finds the role's subject, what tells candidates apart, and what proves that the actor may act for it.
    private mutating func add(_ role: Role, _ checked: CheckedForm) {
        let vocabulary = checked.vocabulary
        for kind in role.kinds { concepts.formUnion((vocabulary.keys[kind] ?? []).joined().map { Meaning(role.id, $0) }) }
        concepts.formUnion(role.verify.map { Meaning(role.id, $0) })
        var isChosen = role.mustConfirm
        for source in role.sources {
            switch source.content {
            case .relation(let paths), .pick(let paths):
                isChosen = true
                for path in paths {
                    relations.formUnion(path.steps.map { Step(role: path.root, relation: $0) })
                    let carried = path.steps.last.map { last in checked.catalog.connectors.flatMap(\.operations).compactMap { $0.opens(last) }.flatMap(\.supplies) }
                    concepts.formUnion((carried ?? []).map { Meaning(role.id, $0.concept) })
                }
            case .subject:
                let proving = vocabulary.relations.values.filter { $0.proves && !Set($0.from).isDisjoint(with: role.kinds) }
                relations.formUnion(proving.map { Step(role: role.id, relation: $0.id) })
            case .actor, .sameAs, .key, .new: break
            }
        }
        if isChosen { concepts.formUnion(Self.names.map { Meaning(role.id, $0) }) }
    }

    /// What a candidate is shown by.
    private static let names: [ConceptID] = ["full_name", "organisation_name"]

    /// What would do instead of a paper, of the role it is about or of the one it ties that to.
    private mutating func add(_ demand: DocumentDemand, _ checked: CheckedForm) {
        for replacement in checked.catalog.evidence[demand.evidence]?.replacedBy ?? [] {
            let roles = [demand.about, demand.toward].compactMap(\.self)
            concepts.formUnion(replacement.concepts.flatMap { concept in roles.map { Meaning($0, concept) } })
            relations.formUnion(replacement.relations.flatMap { relation in roles.map { Step(role: $0, relation: relation) } })
            concepts.formUnion(replacement.condition?.meanings ?? [])
        }
    }

    /// What derivations of the vocabulary compute the rest from.
    private mutating func close(over graph: SourcingGraph) {
        var open = Array(concepts)
        while let meaning = open.popLast() {
            let inputs: [Meaning] = (graph.checked.vocabulary[meaning.concept]?.derivations ?? []).flatMap { derivation -> [Meaning] in
                switch derivation {
                case .firstOf(let sources): sources.map { Meaning(meaning.role, $0) }
                case .expression(let expression): expression.meanings.compactMap { graph.input(of: $0, for: meaning.role) }
                }
            }
            for input in inputs where concepts.insert(input).inserted { open.append(input) }
        }
    }
}

extension Form {
    /// Every expression of the form.
    var expressions: [Expression] {
        let ofRoles = roles.flatMap { role in [role.when] + role.sources.map(\.condition) }
        let ofFields = fields.flatMap { field -> [Expression?] in
            let changes: Expression? = if case .newValue(let condition) = field.authorship.onlyApplicant { condition } else { nil }
            return [field.demand.requiredIf, field.demand.visibleIf, field.authorship.value, changes]
        }
        let ofPapers = documents.flatMap(\.demands).map(\.requiredIf)
        let ofForm = [administration.receivedBy] + administration.procedures.map(\.when)
        return (ofRoles + sections.map(\.visibleIf) + ofFields + ofPapers + ofForm).compactMap(\.self) + checks.map(\.holds) + decisions.map(\.value)
    }
}
