import Connectors
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

/// What is typed beside a key is held against a register: one that may be read tells its own value, one that only confirms
/// says yes or no. The applicant learns whether it matches, never against what.
extension Interpreter {
    /// - Returns: `nil` when everything to verify matches.
    func verified(_ subject: SubjectID, _ typed: [String: JSON], _ role: Role) -> RoleState? {
        let mismatch = RoleState.waiting(.key(role.keys, mismatch: true))
        var unread: [(concept: ConceptID, why: Reason)] = []
        for concept in role.verify {
            guard let of = vocabulary[concept] else { continue }
            switch fact(subject, concept, as: role.id) {
            case .pending: return .waiting(.fetching)
            // No register tells it for this role: one may confirm it.
            case .missing(.notGranted) where !mayRead(concept, about: subjects[subject].kind, as: role.id): unread.append((concept, .notGranted))
            case .missing(.notHeld): unread.append((concept, .notHeld))
            case .missing(let reason) where Self.isTrouble(reason): return .waiting(.failed(reason))
            // Where a register may be read, what it does not know is no match: more must not be told.
            case .missing: return mismatch
            case .known(let registered):
                guard let written = typed[concept.rawValue], let value = try? coding.value(written, as: of),
                      comparison.areEqual(value, registered.value, as: of)
                else { return mismatch }
            }
        }
        guard !unread.isEmpty else { return nil }
        let verifiers = catalog.verifiers(about: subjects[subject].kind)
        let granted = verifiers.filter { verifier in verifier.concepts.allSatisfy { role.verify.contains($0) && mayVerify($0, with: verifier, role) } }
        // What no register may be asked, none denies: nobody compared anything.
        if let (concept, why) = unread.first(where: { unread in !granted.contains { $0.concepts.contains(unread.concept) } }) {
            return .waiting(.failed(verifiers.contains { $0.concepts.contains(concept) } ? .notGranted : why))
        }
        return confirmed(unread.map(\.concept), by: granted, of: subject, typed, role)
    }

    private static func isTrouble(_ reason: Reason) -> Bool { reason == .sourceDown || reason == .timeout || reason == .refused }

    /// Asks registers that only confirm, one after the other until each value is confirmed; one that denies decides.
    ///
    /// Nothing of a register's is read: where the applicant's own words are confirmed, they stand in the blank as typed.
    private func confirmed(_ concepts: [ConceptID], by verifiers: [Verifier], of subject: SubjectID, _ typed: [String: JSON], _ role: Role) -> RoleState? {
        let mismatch = RoleState.waiting(.key(role.keys, mismatch: true))
        // With what one register tells, another may have to be asked for the rest.
        var values: [ConceptID: Value] = [:], texts: [ConceptID: String] = [:]
        for concept in role.verify {
            guard let of = vocabulary[concept], let written = typed[concept.rawValue], let value = try? coding.value(written, as: of), let text = Self.text(of: value)
            else { continue }
            values[concept] = value
            texts[concept] = text
        }
        guard concepts.allSatisfy({ texts[$0] != nil }) else { return mismatch }
        var open = Set(concepts), trouble: Reason?
        for verifier in verifiers where !open.isDisjoint(with: verifier.concepts) {
            let asked = verifier.concepts
            guard asked.allSatisfy({ texts[$0] != nil }), let question = question(to: verifier, about: subject, texts.filter { asked.contains($0.key) }) else { continue }
            guard let reply = state.replies.reply(to: question, concept: asked[0]) else {
                if isFinal { continue }
                for concept in asked { need(question, concept: concept) }
                return .waiting(.fetching)
            }
            switch reply.result {
            // A reply about somebody else denies nothing.
            case .failed(let reason) where Self.isTrouble(reason) || reason == .wrongSubject: trouble = trouble ?? reason
            // Whoever guesses a number is not told that it has no record, several, or one that says it must not be used.
            case .absent, .failed: continue
            case .found(let record):
                guard asked.allSatisfy({ record.values[$0].map(Self.isYes) ?? false }) else { return mismatch }
                open.subtract(asked)
            }
        }
        guard open.isEmpty else { return trouble.map { .waiting(.failed($0)) } ?? mismatch }
        for concept in concepts {
            guard let value = values[concept] else { continue }
            facts[FactKey(subject: subject, concept: concept, role: role.id)] = .known(
                FactValue(value: value, origin: .typed, path: nil, recordedAt: nil, fetchedAt: nil, isAuthoritative: false))
        }
        return nil
    }

    /// A grant to verify, and where it is by consent, the consent.
    private func mayVerify(_ concept: ConceptID, with verifier: Verifier, _ role: Role) -> Bool {
        guard let grant = checked.grants.grant(connector: verifier.connector, about: role.id, verifies: concept) else { return false }
        return grant.basis == .law || (grant.id.map { state.answers.consents[$0] != nil } ?? false)
    }

    /// `nil` where the register knows such subjects by another key.
    private func question(to verifier: Verifier, about subject: SubjectID, _ texts: [ConceptID: String]) -> ReplyBook.Question? {
        var inputs = texts
        for key in verifier.operation.keys {
            guard let value = subjects[subject].keys[key]?.value else { return nil }
            inputs[key] = value
        }
        return ReplyBook.Question(connector: verifier.connector, operation: verifier.operation.id, keys: inputs)
    }

    private static func isYes(_ answer: ReadValue) -> Bool { if case .value(.boolean(true), _) = answer { true } else { false } }

    private static func text(of value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .date(let date): date.description
        case .number(let number): number.description
        default: nil
        }
    }
}
