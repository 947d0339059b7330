import Connectors
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

extension Interpreter {
    /// Where a relation leads from a subject, walked under the grants of the role it starts from.
    func links(of subject: SubjectID, _ relation: RelationID, root role: RoleID) -> LinkResult {
        let openers = catalog.openers(of: relation, from: subjects[subject].kind)
        guard !openers.isEmpty else { return .nothing(.notHeld) }
        let isMany = vocabulary.relations[relation]?.cardinality == .many
        var found: [SubjectID] = []
        var isComplete = true, answered = false
        var failure: Reason?
        var reasons: [Reason] = []
        for opener in openers {
            // Nor would a grant help where the register has no key for the subject.
            guard let question = question(opener.connector, opener.operation, subject) else { continue }
            guard checked.grants.grant(connector: opener.connector, about: role, follows: relation).map(isInForce) ?? false else {
                reasons.append(.notGranted)
                continue
            }
            guard let reply = state.replies.reply(to: question, relation: relation) else {
                if isFinal { continue }
                need(question, relation: relation)
                return .pending
            }
            switch reply.result {
            case .failed(let reason): failure = reason
            case .absent:
                answered = true
                isComplete = isComplete && opener.opens.isComplete
                reasons.append(.absent)
            case .found where isOfAnother(question, from: opener.operation, subject): failure = .wrongSubject
            case .found(let record):
                answered = true
                let list = record.links[relation] ?? LinkList(links: [], isComplete: false)
                isComplete = isComplete && list.isComplete
                if !list.isReadable { failure = failure ?? .invalid }
                for link in list.links where !link.keys.isEmpty {
                    let target = note(link, from: subject, relation, opener, fetchedAt: reply.fetchedAt)
                    if !found.contains(target) { found.append(target) }
                }
                reasons.append(.absent)
            }
            // One subject is enough for a relation to one; of many, every register may know some.
            if !isMany, !found.isEmpty { break }
        }
        if !found.isEmpty { return .found(found, isComplete: (isComplete && failure == nil) || !isMany) }
        if let failure { return .failed(failure) }
        if answered, isMany, isComplete { return .found([], isComplete: true) }
        return .nothing(Self.strongest(reasons))
    }

    private func note(_ link: Link, from subject: SubjectID, _ relation: RelationID, _ opener: Opener, fetchedAt: String) -> SubjectID {
        let path = opener.opens.keys.sorted { $0.key < $1.key }.first?.value.text
        let target = subjects.subject(kind: link.kind, keys: link.keys, origin: .register(opener.connector, opener.operation.id, path: path))
        for supply in opener.opens.supplies {
            guard let value = link.values[supply.concept] else { continue }
            let carried = CarriedValue(connector: opener.connector, operation: opener.operation.id, supply: supply, value: value, fetchedAt: fetchedAt)
            subjects.carry(carried, supply.concept, of: target)
        }
        subjects.note(from: subject, relation: relation, to: target)
        return target
    }

    /// What a path of roles and relations reaches.
    func reached(by path: RelationPath) -> LinkResult {
        var current: [SubjectID]
        switch resolve(path.root) {
        case .subject(let subject): current = [subject]
        case .rows(let rows, _): current = rows.map(\.subject)
        case .nobody: return .nothing(.absent)
        case .waiting(let wait):
            switch wait {
            case .fetching: return .pending
            case .failed(let reason): return .failed(reason)
            case .key, .choice, .confirmation, .condition, .nothing: return .failed(.keyMissing)
            }
        }
        var isComplete = true
        for step in path.steps {
            // Nor is it asked where somebody's relations lead for whom nobody has shown to act.
            if current.contains(where: isUnproven) { return beyondUnproven }
            var next: [SubjectID] = []
            var reason: Reason?, failure: Reason?
            for subject in current {
                switch links(of: subject, step, root: path.root) {
                case .pending: return .pending
                case .failed(let why): failure = failure ?? why
                case .nothing(let why):
                    reason = why
                    isComplete = false
                case .found(let subjects, let complete):
                    isComplete = isComplete && complete
                    next += subjects.filter { !next.contains($0) }
                }
            }
            // Where a stranger's relations lead is the stranger's: whether there is a spouse or a child would already tell.
            let disclosed = disclosed
            if current.contains(where: { isTyped($0, disclosed) }) { return .nothing(.notHeld) }
            if let failure { return .failed(failure) }
            if next.isEmpty { return reason.map { .nothing($0) } ?? .found([], isComplete: isComplete) }
            current = next
        }
        return .found(current, isComplete: isComplete)
    }

    private var beyondUnproven: LinkResult {
        switch whyUnproven {
        case .pending: .pending
        case .missing(.notGranted), .known: .nothing(.notHeld)
        case .missing(let reason): .failed(reason)
        }
    }

    /// What all of several paths reach.
    func reachedByAll(_ paths: [RelationPath]) -> LinkResult {
        var common: [SubjectID]?
        var isComplete = true
        for path in paths {
            switch reached(by: path) {
            case .found(let subjects, let complete):
                isComplete = isComplete && complete
                common = common.map { known in known.filter(subjects.contains) } ?? subjects
            case let other: return other
            }
        }
        return .found(common ?? [], isComplete: isComplete || paths.count > 1)
    }
}
