import Connectors
import Documents
import Expressions
public import Formats
public import Forms
public import Receipts
public import Sourcing
import Vocabulary

/// Why a submission is refused, by leaf. Never carries a value.
public struct Violation: Sendable, Hashable {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case receiptSignature = "receipt-signature"
        case receiptExpired = "receipt-expired"
        case receiptUsed = "receipt-used"
        case receiptOfOther = "receipt-of-other"
        case receiptMismatch = "receipt-mismatch"
        case versionChanged = "version-changed"
        case unknownLeaf = "unknown-leaf"
        case locked
        /// Another value than the one filled in, without saying that it is a correction.
        case changed
        case withheld
        case notApplicable = "not-applicable"
        case required
        case visibilityUnknown = "visibility-unknown"
        case rows
        /// A role nobody was named for.
        case role
        /// Typed for somebody the role no longer is.
        case moved
        case check
        case invalid
        case keyMismatch = "key-mismatch"
        /// A role, group, paper or consent the form does not have.
        case unknownName = "unknown-name"
        /// These answers lead on to what a register was not asked for yet: nobody could tell a registered value from a made-up one.
        case notFilled = "not-filled"
        /// The office asked for it once more, and nothing was said.
        case supplement
        /// A stored document that was to be reused no longer may be: the dossier is filled once more.
        case paperChanged = "paper-changed"
    }

    public let leaf: String
    public let code: Code
    /// For `invalid` the fault, for `check` its id.
    public let detail: String?

    public init(_ code: Code, leaf: String, detail: String? = nil) {
        self.leaf = leaf
        self.code = code
        self.detail = detail
    }

    public var json: JSON {
        var object: JSONObject = ["leaf": .string(leaf), "code": .string(code.rawValue)]
        if let detail { object["detail"] = .string(detail) }
        return .object(object)
    }
}

/// The verdict on one submission.
public struct SubmissionResult: Sendable {
    /// Empty: accepted.
    public let violations: [Violation]
    /// The dossier with the last answers in it.
    public let state: DossierState
    /// The filed values with their sources; `nil` when refused.
    public let packet: JSON?
    /// The same as the applicant's side may know it, still with withheld values; `nil` where it is no other.
    public let toldPacket: JSON?
    /// Leaves whose values the applicant's side may not see.
    public let withheld: Set<String>
    /// What the ledger keeps; `nil` when refused.
    public let fact: SubmittedFact?
}

/// A baseline as dossiers are counted against it.
public struct CountedBaseline: Sendable {
    public let baseline: Baseline
    /// SHA-256 over its content; names the series in the ledger.
    public let hash: String

    public init(_ baseline: Baseline, hash: String) {
        self.baseline = baseline
        self.hash = hash
    }
}

/// Checks a submission: re-runs all logic on the stored dossier, calls no register, compares every leaf, fails closed.
public struct Submission {
    let checked: CheckedForm
    let baseline: CountedBaseline
    let replaced: CountedBaseline?

    /// - Parameter replaced: what the baseline replaced; the answers are replayed on both, so that two series can be bridged.
    public init(_ checked: CheckedForm, baseline: CountedBaseline, replaced: CountedBaseline? = nil) {
        self.checked = checked
        self.baseline = baseline
        self.replaced = replaced
    }

    /// - Parameters:
    ///   - receipt: as the client sends it back.
    ///   - state: the stored dossier the receipt names.
    ///   - answers: what the client submits; a value for a filled leaf must be the one that was filled.
    ///   - outdated: papers that were to be reused and whose stored documents no longer do, see `PrefillEngine.outdatedPapers`.
    ///   - now: seconds since 1970.
    public func check(
        _ receipt: Receipt, of state: DossierState, answers: Answers, outdated: [String] = [], now: Int, verifier: ReceiptVerifier
    ) -> SubmissionResult {
        var state = state
        let sealed = sealViolations(receipt, state, now: now, verifier: verifier)
        guard sealed.isEmpty else { return SubmissionResult(violations: sealed, state: state, packet: nil, toldPacket: nil, withheld: [], fact: nil) }
        state.take(answers)
        let office = Interpreter(checked, state: state, isFinal: true)
        office.interpretAll()
        var interpreter = office
        // What is refused, and why, is judged by what the applicant's side may know.
        if isGuarded {
            interpreter = Interpreter(checked, state: state, isFinal: true, isGuarded: true)
            interpreter.interpretAll()
        }
        let before = Dictionary(receipt.leaves.map { ($0.leaf, $0) }, uniquingKeysWith: { first, _ in first })
        let leaves = interpreter.allLeaves
        let disclosed = interpreter.disclosed
        var violations = unknownLeaves(interpreter, leaves) + unknownNames(answers)
        for leaf in leaves {
            if let violation = violation(of: leaf, interpreter, disclosed, before[leaf.id]) { violations.append(violation) }
        }
        violations += roleViolations(interpreter)
        let failed = failedChecks(interpreter).filter { isShown($0, interpreter, disclosed) }
        violations += failed.map { Violation(.check, leaf: $0.at ?? "@check", detail: $0.id) }
        violations += unfilled(state, answers)
        violations += outdated.map { Violation(.paperChanged, leaf: $0) }
        violations += (state.supplement?.open ?? []).map { Violation(.supplement, leaf: $0.rawValue) }
        guard violations.isEmpty else { return SubmissionResult(violations: violations, state: state, packet: nil, toldPacket: nil, withheld: [], fact: nil) }
        let count = SubmissionCount(interpreter: office, baseline: baseline, replaced: replaced, blocking: blockingLeaves(office))
        let forOffice = failedChecks(office).map(\.id)
        return SubmissionResult(
            violations: [], state: state, packet: packet(office, forOffice: forOffice), toldPacket: isGuarded ? packet(interpreter, forOffice: []) : nil,
            withheld: Set(leaves.filter { interpreter.disclosure(of: $0, disclosed) != .shown }.map(\.id.rawValue)), fact: count.fact())
    }

    /// Whether conditions may read what the applicant's side may not see.
    private var isGuarded: Bool { !checked.withheldReads.isEmpty }

    /// The receipt itself: authentic, in time, of this dossier and these declarations, and true to what is stored.
    private func sealViolations(_ receipt: Receipt, _ state: DossierState, now: Int, verifier: ReceiptVerifier) -> [Violation] {
        guard verifier.isAuthentic(receipt) else { return [Violation(.receiptSignature, leaf: "@receipt")] }
        guard now < receipt.binding.expiresAt, now >= receipt.binding.issuedAt else { return [Violation(.receiptExpired, leaf: "@receipt")] }
        guard receipt.binding.dossier == state.id, receipt.binding.subject == PrefillEngine.subjectCommitment(state) else {
            return [Violation(.receiptOfOther, leaf: "@receipt")]
        }
        guard receipt.binding.form == checked.form.id.rawValue, receipt.binding.version == checked.form.identity.version, receipt.binding.pins == state.pins else {
            return [Violation(.versionChanged, leaf: "@receipt")]
        }
        let engine = PrefillEngine(checked, executor: Executor(connectors: []))
        let again = engine.receipt(
            for: state, filled: engine.read(state), id: receipt.id, issuedAt: receipt.binding.issuedAt,
            lifetime: receipt.binding.expiresAt - receipt.binding.issuedAt)
        let known = Dictionary(again.leaves.map { ($0.leaf, $0) }, uniquingKeysWith: { first, _ in first })
        var violations: [Violation] = []
        for leaf in receipt.leaves where known[leaf.leaf] != leaf { violations.append(Violation(.receiptMismatch, leaf: leaf.leaf.rawValue)) }
        for document in receipt.documents where !again.documents.contains(document) { violations.append(Violation(.receiptMismatch, leaf: document.id)) }
        // Left out, said twice or in another order.
        if violations.isEmpty, receipt.leaves != again.leaves || receipt.documents != again.documents {
            violations.append(Violation(.receiptMismatch, leaf: "@receipt"))
        }
        return violations
    }

    /// A submission asks no register, so what is submitted must have been filled with the same answers before.
    ///
    /// A look-up that failed was made: what it left open is completed later.
    private func unfilled(_ state: DossierState, _ answers: Answers) -> [Violation] {
        let interpreter = Interpreter(checked, state: state, isGuarded: isGuarded)
        interpreter.interpretAll()
        guard !Planner(interpreter: interpreter).nextWave().isEmpty else { return [] }
        let said = Set(answers.answers.keys).union(answers.corrections.keys).union(answers.disputes.keys)
        let waiting = interpreter.allLeaves.filter { $0.waits && said.contains($0.id) }
        return waiting.isEmpty ? [Violation(.notFilled, leaf: "@dossier")] : waiting.map { Violation(.notFilled, leaf: $0.id.rawValue) }
    }

    private func unknownLeaves(_ interpreter: Interpreter, _ leaves: [Leaf]) -> [Violation] {
        var known = Set(leaves.map(\.id))
        for role in checked.form.roles {
            for key in role.keys {
                for meaning in key { known.insert(Interpreter.keyLeaf(role.id, meaning.concept, of: key)) }
            }
        }
        let answers = interpreter.state.answers
        // What was answered for a row that is gone may be taken back.
        let named = Set(answers.answers.filter { !$0.value.isNull }.keys).union(answers.corrections.keys).union(answers.disputes.keys)
        return named.subtracting(known).sorted().map { Violation(.unknownLeaf, leaf: $0.rawValue) }
    }

    private func violation(
        of leaf: Leaf, _ interpreter: Interpreter, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>), _ before: Receipt.Leaf?
    ) -> Violation? {
        let answers = interpreter.state.answers
        let isChanged = answers.corrections[leaf.id] != nil || answers.disputes[leaf.id] != nil
        let hasWord = answers.word(for: leaf.id) != nil || isChanged
        let isBlanked = answers.answers[leaf.id] == .string("")
        func violation(_ code: Violation.Code, _ detail: String? = nil) -> Violation { Violation(code, leaf: leaf.id.rawValue, detail: detail) }
        if leaf.outcome == .notApplicable { return hasWord ? violation(.notApplicable) : nil }
        // Checked before the value is: whatever is sent for a withheld leaf is refused alike, so that nothing can be guessed.
        let disclosure = interpreter.disclosure(of: leaf, disclosed)
        if disclosure != .shown, hasWord || isBlanked, !isVerifiedName(leaf, interpreter) { return violation(.withheld) }
        if leaf.isMoved { return violation(.moved) }
        if let fault = leaf.fault { return violation(.invalid, fault.rawValue) }
        if leaf.contradictsKey { return violation(.changed) }
        if let engine = leaf.engine {
            if leaf.isLocked, answers.corrections[leaf.id] != nil { return violation(.locked) }
            if leaf.outcome == .repeated || leaf.outcome == .outside, isChanged { return violation(.locked) }
            if leaf.change?.value == Value.none, leaf.isRequired != false, !leaf.field.authorship.mayBeNone { return violation(.required) }
            if leaf.change == nil, isOverwritten(leaf, by: engine, isBlanked, interpreter) {
                return violation(leaf.isLocked || leaf.outcome == .outside ? .locked : .changed)
            }
            return nil
        }
        if isChanged, leaf.change != nil, before?.outcome != .prefilled, before?.outcome != .derived, before?.outcome != .reused { return violation(.unknownLeaf) }
        if leaf.outcome == .outside || leaf.outcome == .repeated { return nil }
        // What hangs on withheld data the office completes: a refusal would tell how it was decided.
        if leaf.isLeftToOffice { return nil }
        if leaf.isVisible == nil { return leaf.isRequired == false ? nil : violation(.visibilityUnknown) }
        // "None" is an answer only where the form says there may be none.
        let isNone = leaf.typed == Value.none && !leaf.field.authorship.mayBeNone
        let isEmpty = (leaf.typed == nil || isNone) && leaf.change == nil
        if isEmpty, leaf.isRequired != false, !mayComeLater(leaf, disclosure), leaf.concept?.type != .tick, leaf.field.authorship.ifNone == nil {
            return violation(.required)
        }
        return nil
    }

    /// Whether what was sent for a filled leaf is another value than the filled one. Emptying it is another value too.
    private func isOverwritten(_ leaf: Leaf, by engine: FactValue, _ isBlanked: Bool, _ interpreter: Interpreter) -> Bool {
        if isBlanked { return engine.value != .none }
        guard let typed = leaf.typed, let concept = leaf.concept else { return false }
        return !interpreter.comparison.areEqual(typed, engine.value, as: concept)
    }

    /// The name typed to verify a key is known to match already; saying it again tells nothing.
    private func isVerifiedName(_ leaf: Leaf, _ interpreter: Interpreter) -> Bool {
        guard leaf.change == nil, let typed = leaf.typed, let engine = leaf.engine, let concept = leaf.concept else { return false }
        let isVerified = interpreter.choices.contains { choice in
            guard choice.subject == leaf.subject, case .typed(_, let verified) = choice.way else { return false }
            return verified.contains(concept.id)
        }
        return isVerified && interpreter.comparison.areEqual(typed, engine.value, as: concept)
    }

    /// A register that did not answer is no ground to refuse: the dossier is filed and completed later. What a register
    /// holds about somebody reached by a typed key is for the office to complete.
    private func mayComeLater(_ leaf: Leaf, _ disclosure: FilledLeaf.Disclosure) -> Bool {
        disclosure == .concealed || leaf.reason == .sourceDown || leaf.reason == .timeout
    }

    private func failedChecks(_ interpreter: Interpreter) -> [Form.Check] {
        checked.form.checks.filter { interpreter.truth(of: $0.holds, row: nil) != true }
    }

    /// Blanks that are optional by name and without whose answer a check refuses the dossier: they are demanded.
    private func blockingLeaves(_ office: Interpreter) -> Set<LeafID> {
        let held = checked.form.checks.filter { office.truth(of: $0.holds, row: nil) == true }.map { (check: $0, reads: checked.form.meanings(readBy: $0.holds)) }
        guard !held.isEmpty else { return [] }
        return Set(office.allLeaves.filter { $0.outcome == .open && $0.typed != nil && $0.isRequired != true }.compactMap { leaf -> LeafID? in
            let about = held.filter { $0.reads.contains(leaf.meaning) }
            guard !about.isEmpty else { return nil }
            var state = office.state
            state.answers.answers[leaf.id] = nil
            let without = Interpreter(checked, state: state, isFinal: true)
            without.interpretAll()
            return about.contains { without.truth(of: $0.check.holds, row: nil) != true } ? leaf.id : nil
        })
    }

    /// A check that reads withheld data is the office's to judge: a refusal would tell the applicant's side.
    private func isShown(_ check: Form.Check, _ interpreter: Interpreter, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Bool {
        checked.form.meanings(readBy: check.holds).allSatisfy { meaning in
            interpreter.visibility(ofInput: meaning, row: nil, disclosed, visiting: []) == .shown
                && !interpreter.isConcealed(meaning, row: nil, disclosed, visiting: []) && !interpreter.hangsOnWithheld(meaning, row: nil)
        }
    }

    /// What is handed to the one-stop system: every leaf's value with its source and outcome.
    private func packet(_ interpreter: Interpreter, forOffice: [String]) -> JSON {
        let leaves = interpreter.allLeaves, disclosed = interpreter.disclosed
        var object: JSONObject = [
            "schema": "onceonly/packet/1", "dossier": .string(interpreter.state.id), "form": .string(checked.form.id.rawValue),
            "version": .string(checked.form.identity.version), "submittedAsOf": .string(interpreter.state.asOf.description),
        ]
        object["fields"] = .array(leaves.map { leaf in
            let outcome = SubmissionCount.outcome(of: leaf, interpreter)
            var item: JSONObject = ["leaf": .string(leaf.id.rawValue), "outcome": .string(outcome.rawValue)]
            if let value = ValueCoding.json(leaf.effective(isFinal: true)) { item["value"] = value }
            let contradicted = interpreter.contradictions(of: leaf)
            if !contradicted.isEmpty { item["contradicts"] = .array(contradicted.map { .string($0.rawValue) }) }
            if let source = interpreter.filled(leaf, disclosed).source { item["connector"] = .string(source.connector) }
            if outcome == .disputed || outcome == .corrected || outcome == .overridden, let registered = leaf.engine.flatMap({ ValueCoding.json($0.value) }) { item["registered"] = registered }
            return .object(item)
        })
        let incomplete = leaves.filter { SubmissionCount.outcome(of: $0, interpreter) == .empty && $0.isRequired == true }
        object["incomplete"] = .array(incomplete.map { .string($0.id.rawValue) })
        object["forOffice"] = .array(forOffice.map { .string($0) })
        object["documents"] = .array(checked.demands.map { demand in
            let document = interpreter.document(demand)
            var item: JSONObject = ["id": .string(demand.id), "disposition": .string(document.disposition.rawValue)]
            if let required = document.isRequired { item["required"] = .bool(required) }
            if let by = document.by { item["by"] = .string(by.rawValue) }
            if let reason = document.reason { item["reason"] = .string(reason.rawValue) }
            if !document.used.isEmpty { item["reused"] = .array(document.used.map { SeenPaper($0, isDetailed: true).json }) }
            if !document.unused.isEmpty { item["candidates"] = .array(document.unused.map { SeenPaper($0.record, obstacles: $0.obstacles, isDetailed: true).json }) }
            return .object(item)
        })
        return .object(object)
    }
}
