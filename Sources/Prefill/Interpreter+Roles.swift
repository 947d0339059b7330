import Connectors
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

/// Who a role is.
enum RoleState {
    case nobody
    case subject(SubjectID)
    case rows([RoleRow], isComplete: Bool)
    case waiting(RoleWait)
}

struct RoleRow {
    let row: RowKey
    let subject: SubjectID
}

/// What a role waits for.
enum RoleWait {
    case fetching
    case condition
    /// One of these keys, each a list of concepts typed together; a key already typed that does not read or match.
    case key([[Meaning]], mismatch: Bool)
    case choice([SubjectID], keys: [[Meaning]])
    case confirmation(SubjectID)
    /// A register did not answer; a key may be typed instead.
    case failed(Reason)
    /// No source is left.
    case nothing
}

extension Interpreter {
    /// Resolves a role by the first of its sources that holds. Roles that wait for each other end where they close.
    func resolve(_ id: RoleID) -> RoleState {
        if let known = roleStates[id] { return known }
        guard let role = checked.role(id), !rolesUnderWay.contains(id) else { return .waiting(.condition) }
        rolesUnderWay.append(id)
        defer { rolesUnderWay.removeLast() }
        var state = resolve(role)
        // Nobody was named for a role that may be nobody. One that waits to be confirmed is not dropped in silence.
        if isFinal, role.isOptional, checked.rows(of: id) == nil, case .waiting(let wait) = state {
            switch wait {
            case .key(_, mismatch: false), .choice, .nothing, .condition: state = .nobody
            case .key, .confirmation, .failed, .fetching: break
            }
        }
        if quiet == 0 || isFinal { roleStates[id] = state }
        return state
    }

    /// The subject of a role, in a row where the role stands in rows.
    func subject(of role: RoleID, row: RowKey?) -> SubjectID? {
        switch resolve(role) {
        case .subject(let subject): return subject
        case .rows(let rows, _): return rows.first { $0.row == row }?.subject
        case .nobody, .waiting: return nil
        }
    }

    private func resolve(_ role: Role) -> RoleState {
        if let when = role.when {
            switch stands(when, row: nil) {
            case false?: return .nobody
            case nil: return undecided(role, by: when)
            case true?: break
            }
        }
        if let rows = checked.rows(of: role.id) { return resolveRows(role, rows) }
        if let answer = state.answers.roles[role.id.rawValue] {
            if let chosen = chosen(answer, role) { return chosen }
            vainAnswers.insert(role.id)
        }
        let found = bySources(role)
        // A key in the form's own blanks names the subject where the sources leave that open; where they do not, it is only
        // another value than the one filled in.
        guard case .waiting(let wait) = found, state.answers.roles[role.id.rawValue] == nil, let typed = keyTypedInFields(role) else { return found }
        return switch wait {
        case .key, .choice, .confirmation, .failed, .nothing: byKey(typed, role, row: nil)
        case .fetching, .condition: found
        }
    }

    private func bySources(_ role: Role) -> RoleState {
        for (index, source) in role.sources.enumerated() {
            if let condition = source.condition {
                switch truth(of: condition, row: nil) {
                case false?: continue
                case nil: return undecided(role, by: condition)
                case true?: break
                }
            }
            switch source.content {
            case .actor:
                if role.kinds.contains(subjects[actor].kind) { return .subject(actor) }
            case .subject:
                if role.kinds.contains(subjects[represented].kind) { return .subject(represented) }
            case .sameAs(let other):
                switch resolve(other) {
                case .nobody, .rows: continue
                case let state: return state
                }
            case .relation(let paths):
                if let state = byLinks(paths.count == 1 ? reached(by: paths[0]) : reachedByAll(paths), role, isPick: false) { return state }
            case .pick(let paths):
                if let state = byLinks(candidates(paths), role, isPick: true) { return state }
            case .key:
                return .waiting(.key(role.keys, mismatch: false))
            case .new:
                // A role that may be nobody is not made up unasked; but it is asked: a marriage no register has may still be.
                if role.isOptional, index > 0 {
                    return state.answers.roles[role.id.rawValue] == nil && !isFinal ? .waiting(.choice([], keys: role.keys)) : .nobody
                }
                return new(role, name: role.id.rawValue)
            }
        }
        return role.isOptional ? .nobody : .waiting(.nothing)
    }

    private func undecided(_ role: Role, by condition: Expression) -> RoleState {
        if isLeftToOffice([condition], row: nil) { rolesForOffice.insert(role.id) }
        return .waiting(.condition)
    }

    private func new(_ role: Role, name: String) -> RoleState {
        .subject(subjects.newSubject(kind: role.kinds[0], for: name))
    }

    /// `nil` where the source says nobody, so that the next one is tried.
    private func byLinks(_ result: LinkResult, _ role: Role, isPick: Bool) -> RoleState? {
        switch result {
        case .pending: return .waiting(.fetching)
        case .failed(.keyMissing): return .waiting(.condition)
        case .failed(let reason): return .waiting(.failed(reason))
        case .nothing(let reason):
            if reason != .notHeld { fellThrough[role.id] = fellThrough[role.id] ?? reason }
            return nil
        case .found(let all, let isComplete):
            let found = all.filter { role.kinds.contains(subjects[$0].kind) }
            if found.isEmpty {
                fellThrough[role.id] = fellThrough[role.id] ?? .absent
                return nil
            }
            if found.count == 1, isComplete {
                if role.mustConfirm, !state.answers.confirmed.contains(role.id.rawValue) { return .waiting(.confirmation(found[0])) }
                if role.mustConfirm { note(Choice(role: role.id, row: nil, subject: found[0], way: .confirmed)) }
                return .subject(found[0])
            }
            return .waiting(.choice(found, keys: role.keys))
        }
    }

    /// Roles and relations offered to choose from, a subject once. Whoever a relation starts from is not among those it
    /// leads to: the declarant does not move in with themselves, though the household lists them too.
    func candidates(_ paths: [RelationPath]) -> LinkResult {
        var found: [SubjectID] = []
        var isComplete = true, failure: Reason?, waits = false, reasons = [Reason.absent]
        for path in paths {
            switch reached(by: path) {
            case .found(let subjects, let complete):
                let start = path.steps.isEmpty ? nil : subject(of: path.root, row: nil)
                found += subjects.filter { $0 != start && !found.contains($0) }
                isComplete = isComplete && complete
            case .pending: return .pending
            case .failed(.keyMissing): waits = true
            case .failed(let reason): failure = reason
            case .nothing(let reason):
                reasons.append(reason)
                isComplete = false
            }
        }
        if let failure, found.isEmpty { return .failed(failure) }
        if waits, found.isEmpty { return .failed(.keyMissing) }
        return found.isEmpty ? .nothing(Self.strongest(reasons)) : .found(found, isComplete: isComplete && failure == nil && !waits)
    }

    /// Every subject the role's sources offer, whichever of them would decide.
    func offered(_ role: Role) -> [SubjectID] {
        var offered: [SubjectID] = []
        for source in role.sources {
            if let condition = source.condition, truth(of: condition, row: nil) != true { continue }
            let result: LinkResult
            switch source.content {
            case .relation(let paths): result = paths.count == 1 ? reached(by: paths[0]) : reachedByAll(paths)
            case .pick(let paths): result = candidates(paths)
            case .actor, .subject, .sameAs, .key, .new: continue
            }
            if case .found(let subjects, _) = result { offered += subjects.filter { !offered.contains($0) } }
        }
        return offered.filter { role.kinds.contains(subjects[$0].kind) }
    }

    /// What the applicant answered for a role; `nil` where the answer does not apply and the sources decide.
    private func chosen(_ answer: Answers.RoleAnswer, _ role: Role) -> RoleState? {
        switch answer {
        case .nobody: return role.isOptional ? .nobody : nil
        case .new:
            guard role.acceptsNew else { return nil }
            noteWhyNobody(role)
            return new(role, name: role.id.rawValue)
        case .candidate(let name):
            guard let chosen = offered(role).first(where: { subjects.opaqueName($0, prefix: "c") == name }) else { return nil }
            note(Choice(role: role.id, row: nil, subject: chosen, way: .picked))
            return .subject(chosen)
        case .key(let typed):
            return byKey(typed, role, row: nil)
        }
    }

    /// What the relations and lists before `new` said: why a blank of the new subject is asked.
    private func noteWhyNobody(_ role: Role) {
        for source in role.sources {
            if let condition = source.condition, truth(of: condition, row: nil) != true { continue }
            let result: LinkResult
            switch source.content {
            case .relation(let paths): result = paths.count == 1 ? reached(by: paths[0]) : reachedByAll(paths)
            case .pick(let paths): result = candidates(paths)
            case .actor, .subject, .sameAs, .key, .new: continue
            }
            switch result {
            // Written anew because a register did not answer.
            case .failed(let reason) where reason != .keyMissing: fellThrough[role.id] = fellThrough[role.id] ?? reason
            case .nothing(let reason) where reason != .notHeld: fellThrough[role.id] = fellThrough[role.id] ?? reason
            case .found(let found, _) where found.isEmpty: fellThrough[role.id] = fellThrough[role.id] ?? .absent
            case .found, .nothing, .pending, .failed: break
            }
        }
    }

    /// A key typed into the form's own blanks, or into `role.@key` leaves.
    private func keyTypedInFields(_ role: Role) -> [String: JSON]? {
        for key in role.keys {
            var typed: [String: JSON] = [:]
            for meaning in key {
                let leaf = checked.field(for: meaning).map { LeafID($0.id.rawValue) } ?? Self.keyLeaf(role.id, meaning.concept, of: key)
                guard let written = state.answers.word(for: leaf) else { break }
                typed[meaning.concept.rawValue] = written
            }
            guard typed.count == key.count else { continue }
            for name in role.verify {
                if let field = checked.field(for: Meaning(role.id, name)), let written = state.answers.word(for: LeafID(field.id.rawValue)) {
                    typed[name.rawValue] = written
                }
            }
            return typed
        }
        return nil
    }

    /// The leaf a key without a blank adds.
    static func keyLeaf(_ role: RoleID, _ concept: ConceptID, of key: [Meaning]) -> LeafID {
        LeafID(key.count == 1 ? "\(role).@key" : "\(role).@key.\(concept)")
    }

    /// A typed key. One that names an offered candidate chooses it; otherwise the name typed with it must match the
    /// register's, and the applicant learns only whether it does.
    func byKey(_ typed: [String: JSON], _ role: Role, row: RowKey?) -> RoleState {
        let mismatch = RoleState.waiting(.key(role.keys, mismatch: true))
        for kind in role.kinds {
            var keys: [ConceptID: String] = [:]
            for (name, value) in typed {
                guard let concept = ConceptID(known: name), vocabulary.isKey(concept, of: kind) else { continue }
                guard let of = vocabulary[concept], let read = try? coding.value(value, as: of), case .string(let text) = read else { return mismatch }
                keys[concept] = text
            }
            let isWhole = (vocabulary.keys[kind] ?? []).contains { $0.allSatisfy { keys[$0] != nil } }
            guard isWhole else { continue }
            if let candidate = offered(role).filter(mayOffer).first(where: { candidate in keys.allSatisfy { subjects[candidate].keys[$0]?.value == $1 } }) {
                // Typed is typed, also where the list would have offered the same subject.
                note(Choice(role: role.id, row: row, subject: candidate, way: .typed(keys.keys.sorted(), verified: [])))
                return .subject(candidate)
            }
            guard role.keys.contains(where: { Set($0.map(\.concept)) == Set(keys.keys) }) else { return mismatch }
            if state.isTooMany(typed, for: role, of: form) { return .waiting(.failed(.refused)) }
            let subject = subjects.subject(kind: kind, keys: keys, origin: .typed)
            note(Choice(role: role.id, row: row, subject: subject, way: .typed(keys.keys.sorted(), verified: role.verify)))
            return verified(subject, typed, role) ?? .subject(subject)
        }
        return mismatch
    }

    /// Rows of a role: the whole list where a complete relation leads there, else what the applicant put down.
    private func resolveRows(_ role: Role, _ rows: Rows) -> RoleState {
        let answered = state.answers.rows[rows.group.rawValue]
        for source in role.sources {
            if let condition = source.condition, truth(of: condition, row: nil) != true { continue }
            guard case .relation(let paths) = source.content else { continue }
            switch paths.count == 1 ? reached(by: paths[0]) : reachedByAll(paths) {
            case .pending: return .waiting(.fetching)
            case .failed(.keyMissing): return .waiting(.condition)
            case .failed(let reason) where answered == nil: return .waiting(.failed(reason))
            case .failed, .nothing: continue
            case .found(let found, _):
                let all = found.filter { role.kinds.contains(subjects[$0].kind) }
                return .rows(all.map { RoleRow(row: RowKey(group: rows.group, name: subjects.opaqueName($0, prefix: "r")), subject: $0) }, isComplete: true)
            }
        }
        guard let answered else {
            let offered = offered(role)
            if offered.isEmpty, role.sources.contains(where: { if case .pick = $0.content { true } else { false } }), hasPending(role) { return .waiting(.fetching) }
            return rows.count.lowerBound == 0 && isFinal ? .rows([], isComplete: true) : .waiting(.choice(offered, keys: role.keys))
        }
        var resolved: [RoleRow] = []
        for row in answered {
            let key = RowKey(group: rows.group, name: row.row)
            switch row.subject {
            case .candidate(let candidate):
                guard let subject = offered(role).first(where: { subjects.opaqueName($0, prefix: "c") == candidate }) else { return .waiting(.choice(offered(role), keys: role.keys)) }
                note(Choice(role: role.id, row: key, subject: subject, way: .picked))
                if !resolved.contains(where: { $0.subject == subject }) { resolved.append(RoleRow(row: key, subject: subject)) }
            case .key(let typed):
                if offered(role).isEmpty, hasPending(role) { return .waiting(.fetching) }
                switch byKey(typed, role, row: key) {
                case .subject(let subject):
                    if !resolved.contains(where: { $0.subject == subject }) { resolved.append(RoleRow(row: key, subject: subject)) }
                case let other: return other
                }
            case .new, nil, .nobody:
                guard role.acceptsNew else { return .waiting(.choice(offered(role), keys: role.keys)) }
                resolved.append(RoleRow(row: key, subject: subjects.newSubject(kind: role.kinds[0], for: "\(rows.group)[\(row.row)]")))
            }
        }
        return .rows(resolved, isComplete: true)
    }

    /// Whether a list to pick from is still to come.
    private func hasPending(_ role: Role) -> Bool {
        role.sources.contains { source in
            guard case .pick(let paths) = source.content else { return false }
            if case .pending = candidates(paths) { return true }
            return false
        }
    }
}
