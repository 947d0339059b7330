public import Expressions
public import Formats
public import Forms
public import Receipts
import Sourcing
import Vocabulary

/// A dossier as it stands, at any stage of its life: in every blank the value that counts, by layer, as one side may see it.
public struct StandingForm: Sendable {
    public let form: FormID
    public let version: String
    public let view: View
    public let dossier: String
    /// The portal's or one-stop system's.
    public let code: String?
    public let asOf: PartialDate
    /// When it was submitted last, UTC, ISO 8601.
    public let filedAt: String?
    public let isSimulated: Bool
    /// In form order.
    public let leaves: [StandingLeaf]
    /// What the paper asks and the form does not: known all the same, from what the registers said anyway or by a derivation. By the
    /// blanks' ids.
    public let unasked: [StandingLeaf]
    /// Keys that were typed for a role and stand in no blank.
    public let keys: [StandingLeaf]
    /// The rows of every table by their names, in order.
    public let rows: [GroupID: [String]]
    public let documents: [SeenDocument]
}

/// One blank on one row as a side sees it: the value that counts, and where it is from.
public struct StandingLeaf: Sendable {
    public let field: FieldID
    public let leaf: LeafID
    /// The table its row is of; rows of two tables may be called alike.
    public let group: GroupID?
    public let row: String?
    public let means: Meaning
    /// What became of it, or would if the dossier were filed now.
    public let outcome: SubmittedOutcome
    public let reason: Reason?
    /// `nil`: nothing, or kept from this side.
    public let value: JSON?
    /// What the engine filled in, where the applicant said another.
    public let registered: JSON?
    /// A value is there that this side does not get; of what it may not even know whether a register has it, always.
    public let isWithheld: Bool
    /// The end of a masked value.
    public let masked: String?
    public let source: LeafSource?
}

extension PrefillEngine {
    /// What a stored dossier comes to as it stands; nobody is asked.
    ///
    /// Filed, it is read as it was submitted; open again for a supplement, as a draft.
    ///
    /// - Parameter baseline: the paper, whose blanks are filled even where the form no longer asks them.
    public func standing(_ state: DossierState, on baseline: Baseline?, as view: View) -> StandingForm {
        let isGuarded = view == .applicant && !checked.withheldReads.isEmpty
        let interpreter = Interpreter(checked, state: state, isFinal: state.filedAt != nil && state.supplement == nil, isGuarded: isGuarded)
        interpreter.interpretAll()
        return StandingReading(interpreter: interpreter, view: view).form(on: baseline)
    }
}

/// Reads an interpreted dossier for one side.
struct StandingReading {
    let interpreter: Interpreter
    let view: View
    let disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)

    init(interpreter: Interpreter, view: View) {
        self.interpreter = interpreter
        self.view = view
        disclosed = interpreter.disclosed
    }

    func form(on baseline: Baseline?) -> StandingForm {
        let state = interpreter.state, filling = interpreter.filling()
        let filled = FilledForm(
            form: interpreter.form.id, version: interpreter.form.identity.version, pins: state.pins, asOf: state.asOf, office: filling, applicant: filling)
        let tables = interpreter.form.groups + (baseline?.sections.compactMap(\.rows) ?? [])
        return StandingForm(
            form: filled.form, version: filled.version, view: view, dossier: state.id, code: state.opening.code, asOf: state.asOf, filedAt: state.filedAt,
            isSimulated: state.isSimulated, leaves: leaves, unasked: baseline.map(unasked) ?? [], keys: typedKeys,
            rows: Dictionary(tables.map { ($0.group, rows(of: $0).compactMap { $0?.name }) }) { first, _ in first },
            documents: filled.seen(by: view).documents)
    }

    private var leaves: [StandingLeaf] {
        interpreter.form.sections.flatMap { section in
            let standing = Set(interpreter.rowIDs(of: section.rows))
            return rows(of: section.rows).flatMap { row in
                section.fields.map { field in
                    let leaf = interpreter.leaf(field, row: row)
                    return standing.contains(row) ? self.standing(leaf) : waiting(leaf)
                }
            }
        }
    }

    private func standing(_ leaf: Leaf) -> StandingLeaf {
        let filled = interpreter.filled(leaf, disclosed)
        let isConcealed = view == .applicant && filled.disclosure == .concealed
        let isHidden = isConcealed || view == .applicant && filled.disclosure != .shown && filled.value != nil
        if isHidden {
            // What the applicant typed is theirs to read, and says the same whatever the register said.
            let own = ownWord(in: leaf)
            let outcome = isConcealed ? .prefilled : SubmissionCount.outcome(of: leaf, interpreter)
            return StandingLeaf(
                leaf, outcome: own == nil ? outcome : .declared, reason: isConcealed || own != nil ? nil : leaf.reason, value: own, isWithheld: own == nil,
                masked: own == nil && filled.disclosure == .masked ? filled.value.map(Masking.masked) : nil)
        }
        guard let value = Self.value(of: leaf).flatMap(ValueCoding.json) else {
            if let key = keyWord(for: leaf) { return StandingLeaf(leaf, outcome: .declared, reason: .key, value: key) }
            return StandingLeaf(
                leaf, outcome: SubmissionCount.outcome(of: leaf, interpreter), reason: leaf.reason, value: nil, registered: filled.value, source: filled.source)
        }
        return StandingLeaf(
            leaf, outcome: SubmissionCount.outcome(of: leaf, interpreter), reason: leaf.reason, value: value,
            registered: filled.value == value ? nil : filled.value, source: filled.source)
    }

    /// The layer that counts. What an empty blank reads as at submission (no, none, zero) nobody has written: it stays empty.
    private static func value(of leaf: Leaf) -> Value? {
        if leaf.outcome == .notApplicable { return nil }
        if let change = leaf.change { return change.value }
        if !leaf.isLocked, leaf.outcome == .prefilled || leaf.outcome == .derived || leaf.outcome == .reused, let typed = leaf.typed { return typed }
        return leaf.engine?.value ?? leaf.typed
    }

    /// What the applicant wrote in a blank, or in the one it repeats. Read without a look at what the register says there: whether it
    /// reads would tell that.
    private func ownWord(in leaf: Leaf) -> JSON? {
        let answers = interpreter.state.answers
        let written = answers.disputes[leaf.id]?.value ?? answers.corrections[leaf.id]?.value ?? answers.word(for: leaf.id)
        if !leaf.isMoved, let written, let own = read(written, as: leaf.meaning.concept) { return own }
        if leaf.engine == nil, let typed = leaf.typed.flatMap(ValueCoding.json) { return typed }
        guard let original = leaf.repeated.flatMap({ id in interpreter.allLeaves.first { $0.id == id } }), original.id != leaf.id else { return nil }
        return ownWord(in: original)
    }

    // MARK: what no field asks

    private func unasked(of baseline: Baseline) -> [StandingLeaf] {
        interpreter.quiet += 1
        defer { interpreter.quiet -= 1 }
        return baseline.sections.flatMap { section in
            section.blanks.filter { blank in blank.means.all.allSatisfy { interpreter.checked.fields(for: $0).isEmpty } }.flatMap { blank in
                let rows = section.rows.flatMap { rows in interpreter.form.groups.first { $0.group == rows.group } ?? rows }
                return self.rows(of: rows).compactMap { unasked(blank, row: $0) }
            }
        }
    }

    private func unasked(_ blank: Blank, row: RowKey?) -> StandingLeaf? {
        let subject = interpreter.subject(of: blank.means.role, row: row)
        let meaning = blank.means.meaning(for: subject.map { interpreter.subjects[$0].kind })
        let isConcealed = view == .applicant && interpreter.isConcealed(meaning, row: row, disclosed, visiting: [])
        func leaf(_ outcome: SubmittedOutcome, _ value: JSON?, isWithheld: Bool, masked: String? = nil, source: LeafSource? = nil) -> StandingLeaf {
            StandingLeaf(
                field: FieldID(blank.id), leaf: LeafID(blank.id), group: row?.group, row: row?.name, means: meaning, outcome: outcome, reason: nil, value: value, registered: nil,
                isWithheld: isWithheld, masked: masked, source: source)
        }
        if isConcealed { return leaf(.prefilled, nil, isWithheld: true) }
        let fact: Fact
        if meaning.role == Interpreter.dossier {
            fact = interpreter.dossierFact(meaning.concept, row: row)
        } else {
            guard let subject else { return nil }
            fact = interpreter.factOrDerived(meaning, subject, row: row)
        }
        guard case .known(let known) = fact, let value = ValueCoding.json(known.value) else { return nil }
        if view == .applicant {
            switch interpreter.visibility(of: known, meaning, subject, row: row, disclosed, visiting: []) {
            case .shown: break
            case .masked: return leaf(.prefilled, nil, isWithheld: true, masked: Masking.masked(value))
            case .office: return leaf(.prefilled, nil, isWithheld: true)
            }
        }
        switch known.origin {
        case .register(let connector, let operation):
            return leaf(.prefilled, value, isWithheld: false, source: source(connector.rawValue, operation.rawValue, known))
        case .signIn: return leaf(.prefilled, value, isWithheld: false, source: source("sign-in", nil, known))
        case .document(let kind): return leaf(.reused, value, isWithheld: false, source: source("document", kind.rawValue, known))
        case .derived: return leaf(.derived, value, isWithheld: false)
        case .typed: return leaf(.declared, value, isWithheld: false)
        }
    }

    private func source(_ connector: String, _ operation: String?, _ known: FactValue) -> LeafSource {
        LeafSource(
            connector: connector, operation: operation, path: known.path, subject: "", subjectKind: nil, subjectKey: nil, recordedAt: known.recordedAt?.description,
            fetchedAt: known.fetchedAt)
    }
}

extension StandingLeaf {
    init(
        _ leaf: Leaf, outcome: SubmittedOutcome, reason: Reason?, value: JSON?, registered: JSON? = nil, isWithheld: Bool = false, masked: String? = nil,
        source: LeafSource? = nil
    ) {
        self.init(
            field: leaf.field.id, leaf: leaf.id, group: leaf.row?.group, row: leaf.row?.name, means: leaf.meaning, outcome: outcome, reason: reason, value: value,
            registered: registered, isWithheld: isWithheld, masked: masked, source: source)
    }
}
