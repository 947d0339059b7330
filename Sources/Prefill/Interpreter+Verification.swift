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
        // With what one register tells, another may have to be asked for the rest.
        var values: [ConceptID: Value] = [:]
        for concept in role.verify {
            if let of = vocabulary[concept], let written = typed[concept.rawValue] { values[concept] = try? coding.value(written, as: of) }
        }
        guard unread.allSatisfy({ values[$0.concept] != nil }) else { return mismatch }
        // Nor does one deny what cannot be written as it takes it.
        let inquiries = granted.compactMap { verifier in question(to: verifier, about: subject, values).map { Inquiry(verifier: verifier, question: $0) } }
        guard unread.allSatisfy({ unread in inquiries.contains { $0.concepts.contains(unread.concept) } }) else { return .waiting(.failed(.notHeld)) }
        if let waiting = unconfirmed(Set(unread.map(\.concept)), by: inquiries, role) { return waiting }
        for (concept, _) in unread {
            guard let value = values[concept] else { continue }
            facts[FactKey(subject: subject, concept: concept, role: role.id)] = .known(
                FactValue(value: value, origin: .typed, path: nil, recordedAt: nil, fetchedAt: nil, isAuthoritative: false))
        }
        return nil
    }

    private static func isTrouble(_ reason: Reason) -> Bool { reason == .sourceDown || reason == .timeout || reason == .refused }

    /// What a register that only confirms can be asked.
    private struct Inquiry {
        let verifier: Verifier
        let question: ReplyBook.Question

        var concepts: [ConceptID] { verifier.concepts }
    }

    /// Asks registers that only confirm, until each value is confirmed; one that denies decides. `nil` when all are.
    ///
    /// Nothing of a register's is read: where the applicant's own words are confirmed, they stand in the blank as typed. Whoever
    /// guesses a number is not told that it has no record, several, or one that must not be used, nor shown it by what is asked:
    /// after such an answer the same is asked as after a no.
    private func unconfirmed(_ concepts: Set<ConceptID>, by inquiries: [Inquiry], _ role: Role) -> RoleState? {
        var open = concepts, isDenied = false, trouble: Reason?
        var left = inquiries
        while case let round = Self.round(of: left, confirming: open), !round.isEmpty {
            let replies = round.map { state.replies.reply(to: $0.question, concept: $0.concepts[0]) }
            if !isFinal, replies.contains(where: { $0 == nil }) {
                for (inquiry, reply) in zip(round, replies) where reply == nil {
                    for concept in inquiry.concepts { need(inquiry.question, concept: concept) }
                }
                return .waiting(.fetching)
            }
            left.removeAll { known in round.contains { $0.question == known.question } }
            for (inquiry, reply) in zip(round, replies) {
                switch reply?.result {
                case .found(let record) where inquiry.concepts.allSatisfy({ record.values[$0].map(Self.isYes) ?? false }):
                    open.subtract(inquiry.concepts)
                    continue
                case .found: isDenied = true
                // A reply about somebody else denies nothing.
                case .failed(let reason) where Self.isTrouble(reason) || reason == .wrongSubject: trouble = trouble ?? reason
                case .absent, .failed, nil: break
                }
                // Who did not confirm is not asked in other words.
                left.removeAll { $0.verifier.connector == inquiry.verifier.connector }
            }
        }
        if isDenied { return .waiting(.key(role.keys, mismatch: true)) }
        return open.isEmpty ? nil : .waiting(trouble.map { .failed($0) } ?? .key(role.keys, mismatch: true))
    }

    /// What is asked at once: for each value one register, and nothing is sent that needs no confirming, unless nobody confirms the
    /// rest without it.
    private static func round(of inquiries: [Inquiry], confirming open: Set<ConceptID>) -> [Inquiry] {
        var round: [Inquiry] = [], rest = open
        for isExact in [true, false] {
            for inquiry in inquiries where open.isSuperset(of: inquiry.concepts) == isExact && !rest.isDisjoint(with: inquiry.concepts) {
                round.append(inquiry)
                rest.subtract(inquiry.concepts)
            }
        }
        return round
    }

    /// A grant to verify, and where it is by consent, the consent.
    private func mayVerify(_ concept: ConceptID, with verifier: Verifier, _ role: Role) -> Bool {
        checked.grants.grant(connector: verifier.connector, about: role.id, verifies: concept).map(isInForce) ?? false
    }

    /// `nil` where the register knows such subjects by another key, and where a value cannot be written as it takes it.
    private func question(to verifier: Verifier, about subject: SubjectID, _ values: [ConceptID: Value]) -> ReplyBook.Question? {
        var inputs: [ConceptID: String] = [:]
        for concept in verifier.concepts {
            guard let text = values[concept].flatMap(Self.text) else { return nil }
            inputs[concept] = text
        }
        for key in verifier.operation.keys {
            guard let value = subjects[subject].keys[key]?.value else { return nil }
            inputs[key] = value
        }
        guard (try? verifier.operation.arguments(inputs, vocabulary)) != nil else { return nil }
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
