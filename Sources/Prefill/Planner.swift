import Connectors
import Expressions
import Forms
import Sourcing
import Vocabulary

/// From what is needed to what is asked: one question per operation and subject, attributes = needed ∩ granted.
struct Planner {
    let interpreter: Interpreter

    /// The next wave, in a fixed order. Empty when nothing more can be learned.
    ///
    /// A call that is made anyway also asks for every other concept needed of its subject, so that registers that agree
    /// strengthen one another and registers that disagree are noticed.
    func nextWave() -> [ConnectorRequest] {
        var wave: [ReplyBook.Question: (concepts: Set<ConceptID>, relations: Set<RelationID>)] = [:]
        for need in interpreter.needs {
            if let concept = need.concept { wave[need.question, default: ([], [])].concepts.insert(concept) }
            if let relation = need.relation {
                wave[need.question, default: ([], [])].relations.insert(relation)
                wave[need.question]?.concepts.formUnion(carried(by: relation, need.question))
            }
        }
        for (question, _) in wave { wave[question]?.concepts.formUnion(alsoNeeded(of: question)) }
        return wave.map { question, attributes in
            let request = ConnectorRequest(
                connector: question.connector, operation: question.operation, keys: question.keys, concepts: attributes.concepts,
                relations: attributes.relations)
            return (order: Self.order(request), request: request)
        }.sorted { $0.order < $1.order }.map { $0.request }
    }

    /// What a list says of its elements is asked for where a role reached over it may read it: it fills the role's
    /// fields and tells candidates apart.
    private func carried(by relation: RelationID, _ question: ReplyBook.Question) -> Set<ConceptID> {
        guard let opens = interpreter.catalog.connector(question.connector)?.operation(question.operation)?.opens(relation) else { return [] }
        let roles = interpreter.form.roles.filter { role in
            role.sources.contains { source in
                switch source.content {
                case .relation(let paths), .pick(let paths): paths.contains { $0.steps.last == relation }
                case .actor, .subject, .sameAs, .key, .new: false
                }
            }
        }
        let granted = opens.supplies.map(\.concept).filter { concept in
            roles.contains { interpreter.grant(question.connector, concept, $0.id) != nil }
        }
        return Set(granted)
    }

    private static func order(_ request: ConnectorRequest) -> String {
        "\(request.connector)/\(request.operation)/" + request.keys.sorted { $0.key < $1.key }.map(\.value).joined(separator: "/")
    }

    private func alsoNeeded(of question: ReplyBook.Question) -> Set<ConceptID> {
        guard let operation = interpreter.catalog.connector(question.connector)?.operation(question.operation) else { return [] }
        var more: Set<ConceptID> = []
        let subjects = interpreter.subjects.subjects
        let isAbout = subjects.map { subject in subject.kind == operation.about && question.keys.allSatisfy { subject.keys[$0]?.value == $1 } }
        for wanted in interpreter.wanted where isAbout[wanted.subject.index] {
            // A key the subject was reached by needs no asking again, nor the card it is printed on.
            guard subjects[wanted.subject.index].keys[wanted.concept] == nil else { continue }
            let whole = interpreter.vocabulary.memberships(of: wanted.concept).map(\.composite)
            // What the operation supplies by itself is not asked for as a part of something larger.
            let concepts = operation.supply(wanted.concept) == nil ? whole : [wanted.concept]
            for concept in concepts where operation.supply(concept) != nil {
                let isGranted = interpreter.grant(question.connector, concept, wanted.role) != nil
                let isAsked = interpreter.state.replies.reply(to: question, concept: concept) != nil
                if isGranted, !isAsked { more.insert(concept) }
            }
        }
        return more
    }
}
