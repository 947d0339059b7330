import Documents
import Expressions
import Formats
import OnceOnly
import Prefill
import Receipts

/// A simulated applicant at one dossier: answers what is asked, now and then corrects, disputes or declines, and files.
struct SimulatedFiling {
    let applicant: Applicant
    let service: IntakeService
    let seed: UInt64

    /// How often applicants do what, stated here and nowhere tuned.
    static let counterShare = 0.10, changeShare = 0.08, declineShare = 0.05

    /// More stages than any form needs.
    private static let stageLimit = 8

    /// What came of it.
    struct Filed: Sendable {
        let dossier: String
        /// Codes of what the submission was refused for; empty when it was accepted.
        let violations: [String]
        /// Papers handed in with it, by the form's ids.
        let handedIn: [String]
    }

    func run() async throws -> Filed {
        var random = SplitMix64(state: seed)
        let isCounter = random.chance(Self.counterShare)
        let opening = Opening(
            actor: applicant.actor, subject: applicant.subject, operatorID: isCounter ? "clerk-1" : nil, channel: isCounter ? .counter : .online,
            basis: isCounter && applicant.actor == applicant.subject ? .assisted : applicant.basis, proof: applicant.proof)
        var opened = try await service.open(applicant.form, opening)
        var said = Answers()
        opened = try await answer(opened, &said)
        if random.chance(Self.declineShare), let paper = opened.filled.documents.first(where: { $0.disposition != .upload && $0.isRequired == true }) {
            said.declined.insert(paper.id)
            opened = try await service.resume(opened.dossier, actor: applicant.actor, answers: said)
            // What the paper would have said is asked now.
            opened = try await answer(opened, &said)
        }
        if random.chance(Self.changeShare) { change(opened.filled, &said, &random) }
        let submitted = try await service.submit(opened.receipt, answers: said)
        return Filed(
            dossier: opened.dossier, violations: Set(submitted.violations.map { "\(applicant.form) \($0.leaf) \($0.code.rawValue)" }).sorted(),
            handedIn: opened.filled.documents.filter { $0.isRequired == true && $0.disposition == .upload }.map(\.id))
    }

    /// Stage after stage, until nothing this person can answer is left.
    private func answer(_ opened: IntakeService.Opened, _ said: inout Answers) async throws -> IntakeService.Opened {
        var opened = opened
        for _ in 0..<Self.stageLimit {
            let next = reply(to: opened.filled, said)
            if next == said { break }
            said = next
            opened = try await service.resume(opened.dossier, actor: applicant.actor, answers: said)
        }
        return opened
    }

    /// Answers what the dossier asks, from what this person knows; nothing it does not ask.
    private func reply(to filled: FilledForm, _ said: Answers) -> Answers {
        var next = said
        let known = applicant.answers
        for ask in filled.seen(by: .applicant).asks {
            switch ask.kind {
            case .role, .key:
                guard next.roles[ask.id] == nil, !next.confirmed.contains(ask.id) else { continue }
                if let answer = known.roles[ask.id] {
                    next.roles[ask.id] = answer
                } else if let offer = filled.offers(.applicant).first(where: { $0.target == ask.id }), let first = offer.candidates.first {
                    if offer.candidates.count == 1 { next.confirmed.insert(ask.id) } else { next.roles[ask.id] = .candidate(first.id) }
                } else {
                    next.roles[ask.id] = .nobody
                }
            case .rows:
                if next.rows[ask.id] == nil { next.rows[ask.id] = known.rows[ask.id] ?? [] }
            case .leaf:
                if let value = known.answers[LeafID(ask.id)] { next.answers[LeafID(ask.id)] = value }
            case .document: break
            }
        }
        return next
    }

    /// Corrects an unlocked value or disputes a locked one.
    private func change(_ filled: FilledForm, _ said: inout Answers, _ random: inout SplitMix64) {
        let shown = filled.leaves.filter { $0.outcome == .prefilled && $0.disclosure == .shown && $0.value?.string != nil && Self.other($0) != nil }
        guard !shown.isEmpty else { return }
        let leaf = shown[Int(random.next() % UInt64(shown.count))]
        guard let value = Self.other(leaf) else { return }
        let change = Answers.Change(value: value, reason: "sai")
        if leaf.isLocked { said.disputes[leaf.leaf] = change } else { said.corrections[leaf.leaf] = change }
    }

    /// Another value of the same shape, for the shapes the demo changes: names, dates, phones.
    private static func other(_ leaf: FilledLeaf) -> JSON? {
        guard let text = leaf.value?.string else { return nil }
        if leaf.means.concept == "phone" { return "0900999888" }
        if leaf.means.concept == "full_name" { return .string(text + " A") }
        if let date = PartialDate(text), date.isFull { return date.adding(days: 1).map { .string($0.description) } }
        return nil
    }
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ share: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) < share }
}
