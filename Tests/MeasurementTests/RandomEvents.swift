@testable import Measurement
import Receipts

/// Ledgers with everything in them that counting tells apart.
enum RandomEvents {
    static let sources = ["population", "civil_status", "land", "business", "budget", "social_insurance"]
    static let reasons: [Reason] = [.statement, .notHeld, .notGranted, .absent, .key, .declined, .sourceDown]

    static func submission(
        _ random: inout SplitMix64, procedure: String = "1.000001", form: String = "form-a", status: String = "in-force", simulated: Bool = true, baseline: String = "b0"
    ) -> SubmittedFact {
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var current: [SubmittedFact.CurrentLeaf] = []
        var blanks: [SubmittedFact.BaselineLeaf] = []
        for atom in 0..<(3 + below(14)) {
            let name = "s\(atom % 4).atom\(atom)"
            if below(8) > 0 {
                for box in 0..<(1 + below(2)) {
                    blanks.append(.init(leaf: "paper\(atom)_\(box)", atom: name, demand: [.required, .required, .required, .optional, .unknown][below(5)], role: role(of: name, in: form)))
                }
            }
            guard below(9) > 0 else { continue }
            for box in 0..<(1 + below(3)) { current.append(leaf("field\(atom)_\(box)", atom: name, role: role(of: name, in: form), &random)) }
        }
        let papers = (0..<below(4)).map { index in
            SubmittedFact.DocumentFact(
                id: "paper\(index)", required: below(4) > 0, disposition: ["replaced-by-data", "earlier-result", "stored", "upload", "upload"][below(5)],
                by: below(2) == 0 ? nil : "population", wasAvailable: below(3) == 0, digitized: below(3) == 0, reusedFlag: below(3))
        }
        return SubmittedFact(
            form: form, version: "1", procedure: procedure, channel: ["online", "counter"][below(2)], isSimulated: simulated, baseline: baseline,
            baselineStatus: status, current: current, blanks: blanks, documents: papers, confirmations: below(3))
    }

    /// As a form calls the subjects, half of the forms otherwise than the others; of one subject in four nobody said it.
    private static func role(of atom: String, in form: String) -> String? {
        let isOther = form.hasSuffix("1")
        return ["s0": "applicant", "s1": isOther ? "wife" : "spouse", "s2": isOther ? "spouse" : "child"][atom.prefix(2)]
    }

    private static func leaf(_ id: String, atom: String, role: String?, _ random: inout SplitMix64) -> SubmittedFact.CurrentLeaf {
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        let outcome: SubmittedOutcome = [
            .prefilled, .prefilled, .prefilled, .prefilled, .derived, .repeated, .reused, .declared, .declared, .corrected, .overridden,
            .disputed, .notApplicable, .empty, .outside,
        ][below(15)]
        let source: String? = switch outcome {
        case .prefilled: below(12) == 0 ? [nil, "sign-in", "document", "derived"][below(4)] : sources[below(6)]
        case .corrected, .overridden, .disputed: sources[below(6)]
        case .derived: "derived"
        case .reused: "document"
        case .declared, .repeated, .notApplicable, .empty, .outside: nil
        }
        return SubmittedFact.CurrentLeaf(
            leaf: id, atom: atom, required: below(4) > 0, outcome: outcome, isTouched: below(4) == 0, source: source,
            isOwnIdentity: source != nil && below(3) == 0, isEarlier: below(14) == 0,
            reason: outcome == .declared && below(9) > 0 ? reasons[below(7)] : nil, role: role)
    }

    /// A ledger over several procedures with look-ups, unfinished dossiers and dossiers submitted twice.
    ///
    /// - Parameter baselines: how many every form has, one after the other.
    static func ledger(seed: UInt64, procedures: Int, dossiers: Int, mixed: Bool = false, provisional: Bool = true, baselines: Int = 1) -> [LedgerEntry] {
        var random = SplitMix64(seed: seed), stands = SplitMix64(seed: seed ^ 0x5354_414E_4453)
        var entries: [LedgerEntry] = []
        for index in 0..<dossiers {
            let number = Int(random.next() % UInt64(procedures))
            let (procedure, form) = (number == 0 ? "" : "1.00\(1000 + number)", "form-\(number)-\(random.next() % 2)")
            let dossier = "dossier\(1000 + index)"
            let simulated = !mixed || random.next() % 3 == 0
            let hour = "2026-11-\(10 + random.next() % 20)T\(10 + random.next() % 10)"
            let status = provisional && number % 5 == 4 ? "provisional" : "in-force"
            /// In few ways, so that many dossiers stand alike.
            func stand(_ stage: Int, at hour: String) {
                let (given, demanded) = (Int(stands.next() % 3) + 2, Int(stands.next() % 2) + 5), further = stage == 1 ? Int(stands.next() % 2) * 2 : 0
                entries.append(LedgerEntry(dossier: dossier, hour: hour, fact: .standing(StandingFact(
                    form: form, procedure: procedure, baseline: "b\(index % baselines)", baselineStatus: status, stage: stage, given: given, demanded: demanded,
                    givenAtMost: given + further, demandedAtMost: demanded + Int(stands.next() % 2)))))
            }
            if random.next() % 10 > 0 {
                entries.append(LedgerEntry(dossier: dossier, hour: hour, fact: .opened(OpenedFact(
                    form: form, version: "1", procedure: procedure, purpose: "p", subjectKind: "person", channel: "online", basis: "self",
                    hasOperator: false, isSimulated: simulated))))
                stand(1, at: hour)
            }
            for _ in 0..<(random.next() % 4) {
                entries.append(LedgerEntry(dossier: dossier, hour: hour, fact: .lookedUp(LookedUpFact(
                    connector: sources[Int(random.next() % 6)], operation: "o", purpose: "p", attributes: Int(random.next() % 9),
                    result: ["found", "found", "absent", "refused", "timeout", "source-down"][Int(random.next() % 6)]))))
            }
            if random.next() % 3 == 0 {
                entries.append(LedgerEntry(dossier: dossier, hour: hour, fact: .staged(StagedFact(number: 2, isAcrossVersions: false, isSupplement: false))))
                stand(2, at: hour)
            }
            if random.next() % 4 == 0 { entries.append(LedgerEntry(dossier: dossier, hour: hour, fact: .documents(DocumentsFact(replaced: 1, earlier: 0, stored: 0, upload: 2)))) }
            guard random.next() % 8 > 0 else {
                // Left, and now and then somebody came back.
                if random.next() % 2 == 0 { entries.append(LedgerEntry(dossier: dossier, hour: "2026-11-29T23", fact: .abandoned(AbandonedFact(silence: .month, stage: 1)))) }
                if random.next() % 4 == 0 {
                    entries.append(LedgerEntry(dossier: dossier, hour: "2026-11-30T07", fact: .staged(StagedFact(number: 3, isAcrossVersions: true, isSupplement: false))))
                    stand(3, at: "2026-11-30T07")
                }
                continue
            }
            for _ in 0..<(random.next() % 12 == 0 ? 2 : 1) {
                let fact = submission(&random, procedure: procedure, form: form, status: status, simulated: simulated, baseline: "b\(index % baselines)")
                let later = "\(hour.prefix(11))\(10 + random.next() % 13)"
                entries += LedgerEntry(dossier: dossier, hour: later, fact: .submitted(fact)).withChanges
            }
            while random.next() % 4 == 0 {
                // Of the fields there are, and of one that has no blank here; papers likewise.
                let fields = (0..<random.next() % 3).map { _ in "field\(random.next() % 16)_0" } + (random.next() % 5 == 0 ? ["elsewhere"] : [])
                let papers = (0..<random.next() % 2).map { _ in "paper\(random.next() % 5)" }
                entries.append(LedgerEntry(dossier: dossier, hour: "2026-11-29T10", fact: .supplementRequested(SupplementFact(fields: fields, documents: papers))))
            }
            let ends: [LedgerEntry.Fact?] = [nil, nil, .completed(CompletedFact(isElectronic: true)), .refused(RefusedFact(ground: .conditions)), .withdrawn]
            if let end = ends[Int(random.next() % 5)] { entries.append(LedgerEntry(dossier: dossier, hour: "2026-11-30T01", fact: end)) }
        }
        return entries
    }
}

extension SubmittedFact {
    func replacing(current: [CurrentLeaf], blanks: [BaselineLeaf]) -> SubmittedFact {
        SubmittedFact(
            form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: baseline,
            baselineStatus: baselineStatus, current: current, blanks: blanks, documents: documents, confirmations: confirmations)
    }
}

extension SubmittedFact.CurrentLeaf {
    func renamed(_ leaf: String) -> Self {
        Self(
            leaf: leaf, atom: atom, required: required, outcome: outcome, isTouched: isTouched, source: source, isOwnIdentity: isOwnIdentity,
            isEarlier: isEarlier, reason: reason, role: role)
    }

    /// The same fact once more on the form, filled from this leaf.
    var repeated: Self {
        Self(
            leaf: leaf + "_again", atom: atom, required: required, outcome: .repeated, isTouched: false, source: nil, isOwnIdentity: false,
            isEarlier: false, reason: nil)
    }
}
