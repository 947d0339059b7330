import Connectors
import Expressions
import Formats
import Forms
import Sourcing
import Vocabulary

/// What is wrong with one leaf of a filled dossier; names concepts, never values.
struct Mismatch: Hashable, Comparable, CustomStringConvertible {
    enum Kind: String {
        /// The value is of another subject than the role's.
        case subject
        /// The value is not what the named register has.
        case value
        /// Too old, or of a register that may not be read for this purpose.
        case mayNotUse = "may-not-use"
        /// Asked although a register that may be read has it.
        case unfilled
        /// Asked for another reason than the truth gives.
        case reason
        /// The applicant's side is told what it must not know.
        case leak
    }

    let kind: Kind
    let form: FormID
    let leaf: String
    /// `expected x, found y`: codes only.
    let detail: String

    var description: String { "\(form) \(leaf): \(kind.rawValue) \(detail)" }
    static func < (a: Mismatch, b: Mismatch) -> Bool { a.description < b.description }
}

/// What an audit saw.
struct AuditCount: Equatable {
    var dossiers = 0, leaves = 0, compared = 0, open = 0
    /// Filled although another register that may be read says otherwise.
    var disagreed = 0
    var reasons: [String: Int] = [:]

    static func + (a: AuditCount, b: AuditCount) -> AuditCount {
        AuditCount(
            dossiers: a.dossiers + b.dossiers, leaves: a.leaves + b.leaves, compared: a.compared + b.compared, open: a.open + b.open,
            disagreed: a.disagreed + b.disagreed,
            reasons: a.reasons.merging(b.reasons, uniquingKeysWith: +))
    }
}

/// Holds the office view of one dossier against the truth file, leaf by leaf. It shares no logic with the engine: who
/// a role is comes from `TrueRoles`, what a register has from truth.jsonl, what may be read from grants.yaml.
struct Audit {
    let checked: CheckedForm
    let applicant: Applicant
    let roles: [String: TrueRole]
    let truth: TruthTable
    private let typed: Set<SubjectName>
    private let household: Set<SubjectName>
    /// On whose behalf the dossier is, where nothing shows that the applicant may act for them.
    private let unproven: SubjectName?
    /// For the form's purpose.
    private let grants: [Grant]
    private var known: [SubjectName: [String: TruthLine]] = [:]
    private var rowSubjects: [String: SubjectName] = [:]
    private(set) var mismatches: [Mismatch] = []
    private(set) var count = AuditCount(dossiers: 1)

    init(_ checked: CheckedForm, _ applicant: Applicant, province: Province, truth: TruthTable? = nil) {
        self.checked = checked
        self.applicant = applicant
        let roles = TrueRoles(applicant: applicant, links: province.links, truth: truth ?? province.truth)
        self.roles = roles.roles()
        household = roles.household
        unproven = roles.unproven
        grants = checked.catalog.grants.filter { $0.purpose == checked.purpose }
        self.truth = truth ?? province.truth
        typed = Set(self.roles.compactMap { role, who in
            if case .subject(let subject) = who, roles.typedKeys.contains(role) || subject.kind == "organisation" { subject } else { nil }
        })
    }

    mutating func examine(_ office: JSON) throws {
        examineSubjects(office["subjects"])
        for leaf in office["fields"]?.array ?? [] { try examine(leaf: leaf) }
    }

    private mutating func note(_ kind: Mismatch.Kind, _ leaf: String, _ detail: String) {
        mismatches.append(Mismatch(kind: kind, form: checked.form.id, leaf: leaf, detail: detail))
    }

    // MARK: who

    private mutating func examineSubjects(_ subjects: JSON?) {
        var rows: [String: [SubjectName]] = [:]
        var found: [String: SubjectName] = [:]
        for (name, json) in subjects?.object?.members ?? [] {
            guard let kind = json["kind"]?.string, let id = json["id"]?.string else { continue }
            found[name] = named(kind, id)
            if let bracket = name.firstIndex(of: "[") { rows[String(name[..<bracket]), default: []].append(named(kind, id)) }
        }
        rowSubjects = found
        for (role, who) in roles {
            switch who {
            case .subject(let subject): if found[role] != subject { note(.subject, role, "expected the true subject") }
            case .nobody: if found[role] != nil { note(.subject, role, "expected nobody") }
            case .new: if found[role] == nil { note(.subject, role, "expected a new subject") }
            case .rows(let expected):
                for (row, subject) in expected where found["\(role)[\(row)]"] != subject { note(.subject, "\(role)[\(row)]", "expected the true subject") }
                if rows[role, default: []].count != expected.count { note(.subject, role, "expected \(expected.count) rows") }
            case .all(let expected):
                if Set(rows[role] ?? []) != expected || rows[role]?.count != expected.count { note(.subject, role, "expected \(expected.count) rows") }
            case .newRows: break
            }
        }
    }

    /// A subject as the truth file names it: a parcel found by commune, sheet and number is that parcel.
    private func named(_ kind: String, _ id: String) -> SubjectName {
        for case .subject(let subject) in roles.values where kind == "parcel" && subject.kind == kind && id.contains("/") {
            let lines = try? truth.lines(of: subject)
            let key = ["parcel_commune_code", "map_sheet_number", "parcel_number"].map { lines?[$0]?.value.string ?? "" }
            if key.joined(separator: "/") == id { return subject }
        }
        return SubjectName(kind: kind, id: id)
    }

    /// `nil` where the leaf's role is nobody, new, or the dossier.
    private func subject(_ role: String, row: String?) -> SubjectName? {
        switch roles[role] {
        case .subject(let subject): subject
        case .rows(let rows): row.flatMap { rows[$0] }
        case .all: row.flatMap { rowSubjects["\(role)[\($0)]"] }
        case .nobody, .new, .newRows, nil: nil
        }
    }

    private mutating func line(_ subject: SubjectName, _ concept: String) throws -> TruthLine? {
        if known[subject] == nil { known[subject] = try truth.lines(of: subject) }
        return known[subject]?[concept]
    }

    // MARK: what

    private mutating func examine(leaf json: JSON) throws {
        guard let leaf = json["leaf"]?.string, let field = json["id"]?.string.flatMap({ checked.form.field(FieldID($0)) }),
            let means = json["means"]?.string, let dot = means.firstIndex(of: "."), let outcome = json["outcome"]?.string
        else { return note(.value, json["leaf"]?.string ?? "?", "no leaf of this form") }
        count.leaves += 1
        let role = String(means[..<dot]), concept = String(means[means.index(after: dot)...])
        let row = leaf.firstIndex(of: "[").flatMap { open in leaf.firstIndex(of: "]").map { String(leaf[leaf.index(after: open)..<$0]) } }
        let subject = subject(role, row: row)
        if let value = json["value"], let source = json["source"] {
            try examine(value, from: source, of: subject, leaf, role, concept)
        } else if let value = json["value"] {
            try examine(computed: value, of: subject, leaf, concept)
        }
        if outcome == "not-applicable", let subject, stands(field, for: subject) { note(.unfilled, leaf, "does not stand, and no condition says so") }
        guard outcome == "open" else { return }
        count.open += 1
        let reason = json["reason"]?.string ?? "none"
        count.reasons[reason, default: 0] += 1
        let expected = try self.reason(field, role, concept, subject)
        if expected == nil { return note(.unfilled, leaf, "found \(reason)") }
        if let expected, expected != reason { note(.reason, leaf, "expected \(expected), found \(reason)") }
    }

    /// Whether nothing but who the role is decides that the blank stands.
    private func stands(_ field: Field, for subject: SubjectName) -> Bool {
        guard field.demand.visibleIf == nil, checked.section(of: field)?.visibleIf == nil, let kind = Kind(rawValue: subject.kind), field.means.applies(to: kind) else { return false }
        // A district is past, and none, since the day there are none.
        let until = checked.vocabulary[field.means.meaning(for: kind).concept]?.form.validTo
        return until.flatMap { until in Province.asOf.flatMap { until.isBefore($0) } } != true
    }

    private mutating func examine(_ value: JSON, from source: JSON, of subject: SubjectName?, _ leaf: String, _ role: String, _ concept: String) throws {
        count.compared += 1
        let named = named(source["subject"]?["kind"]?.string ?? "", source["subject"]?["id"]?.string ?? "")
        guard let subject, named == subject else { return note(.subject, leaf, "names another subject") }
        let register = source["connector"]?.string ?? ""
        guard let line = try line(subject, concept) else { return note(.value, leaf, "nothing is known of it") }
        if register == "sign-in" {
            if value != line.value { note(.value, leaf, "sign-in") }
            return
        }
        guard let held = line.held[register] else { return note(.value, leaf, "\(register) has none") }
        if held != value { note(.value, leaf, "\(register) has another") }
        let voices = line.held.filter { line.why[$0.key] == nil && isGranted($0.key, role, concept) }
        if voices.contains(where: { $0.value != value }) {
            count.disagreed += 1
            // Of registers that disagree the one whose word counts more is believed.
            let best = voices.keys.min { authority($0, concept, subject) < authority($1, concept, subject) }
            if best != register { note(.value, leaf, "of less authority") }
        }
        if line.why[register] != nil || !isGranted(register, role, concept) { note(.mayNotUse, leaf, register) }
    }

    /// A computed value must be what the applicant would have written, and what the truth file has for its concept.
    private mutating func examine(computed value: JSON, of subject: SubjectName?, _ leaf: String, _ concept: String) throws {
        if let written = applicant.sheet["answers"]?[leaf] {
            count.compared += 1
            if written != value { note(.value, leaf, "computed") }
        }
        guard let subject, let line = try line(subject, concept), !line.held.isEmpty else { return }
        count.compared += 1
        if !line.held.values.contains(value) { note(.value, leaf, "computed") }
    }

    // MARK: who sees it

    /// People reached only by a key the applicant typed; who types their own stays who they are.
    private var hidden: Set<SubjectName> {
        typed.filter { $0.kind == "person" && $0 != applicant.actorName && $0 != applicant.subjectName }
    }

    /// What must not be in anything the applicant's side receives.
    func secrets(said: JSON) throws -> Secrets {
        let hidden = self.hidden
        guard !hidden.isEmpty else { return Secrets() }
        var open = household.union([applicant.actorName, applicant.subjectName])
        for who in roles.values {
            switch who {
            case .subject(let subject): open.insert(subject)
            case .rows(let rows): open.formUnion(rows.values)
            case .all(let subjects): open.formUnion(subjects)
            case .nobody, .new, .newRows: break
            }
        }
        // A code may be spelled like a word of the form's own names: `head` of the role, or of `head_office`.
        let fields = checked.form.fields.flatMap { [$0.id.rawValue] + $0.means.all.map(\.concept.rawValue) }
        let names = (checked.form.roles.map(\.id.rawValue) + fields).map(JSON.string)
        return try Secrets(of: hidden, besides: open.subtracting(hidden), said: .array([said] + names), truth: truth)
    }

    /// The applicant's view: no secret in it, and withheld leaves bare.
    mutating func examine(applicantView view: JSON, _ secrets: Secrets) {
        if !secrets.isEmpty {
            for field in view["fields"]?.array ?? [] where !secrets.found(in: Self.undated(field).serialized(.compact)).isEmpty {
                note(.leak, field["leaf"]?.string ?? "?", "a value")
            }
            for part in ["subjects", "documents", "ask", "offers", "receipt"] {
                if let json = view[part], !secrets.found(in: json.serialized(.compact)).isEmpty { note(.leak, part, "a value") }
            }
        }
        for field in view["fields"]?.array ?? [] where field["withheld"] != nil && field["masked"] == nil {
            for member in ["value", "source", "reason"] where field[member] != nil { note(.leak, field["leaf"]?.string ?? "?", member) }
        }
    }

    /// Without the day a register wrote its record down, which another person's dates may share by chance.
    private static func undated(_ field: JSON) -> JSON {
        guard var object = field.object, var source = object["source"]?.object else { return field }
        source["recordedAt"] = nil
        object["source"] = .object(source)
        return .object(object)
    }

    // MARK: why

    private func isGranted(_ register: String, _ role: String, _ concept: String) -> Bool {
        var names = [concept] + checked.vocabulary.memberships(of: ConceptID(concept)).map(\.composite.rawValue)
        for case .firstOf(let others) in checked.vocabulary[ConceptID(concept)]?.derivations ?? [] { names += others.map(\.rawValue) }
        return grants.contains { grant in
            grant.connector.rawValue == register && grant.about.contains { $0.rawValue == role }
                && grant.reads.contains { names.contains($0.rawValue) }
        }
    }

    /// The rank a manifest gives a register for a concept, or for the composite it is a part of; last where it has none.
    private func authority(_ register: String, _ concept: String, _ subject: SubjectName) -> Int {
        let names = [ConceptID(concept)] + checked.vocabulary.memberships(of: ConceptID(concept)).map(\.composite)
        let operations = checked.catalog.connectors.first { $0.id.rawValue == register }?.operations ?? []
        return operations.filter { $0.about.rawValue == subject.kind }.flatMap { operation in names.compactMap { operation.supply($0)?.authority } }.min() ?? 10
    }

    /// Why the truth lets the leaf be asked; `nil` where it does not.
    private mutating func reason(_ field: Field, _ role: String, _ concept: String, _ subject: SubjectName?) throws -> String? {
        switch field.authorship.onlyApplicant {
        case .statement: return "statement"
        case .newValue(nil): return "new-value"
        // In these forms: the household changes.
        case .newValue(.some) where applicant.sheet["answers"]?["request.changes_household"]?.string == "yes": return "new-value"
        case .newValue, nil: break
        }
        if !field.authorship.offers.isEmpty { return "offer" }
        if let computation = field.authorship.value, computation.meanings.contains(where: isLeftEmpty) { return "key-missing" }
        guard let subject else { return reasonOfNew(role, concept) }
        if typed.contains(subject), checked.form.role(field.means.role)?.keys.contains(where: { $0.contains { $0.concept.rawValue == concept } }) ?? false {
            return "key"
        }
        if subject == unproven { return "not-granted" }
        guard let line = try line(subject, concept) else { return "not-held" }
        // A register that has no key for the subject could not be asked whatever the grants say.
        let registers = Set(line.held.keys).union(line.why.filter { $0.value != "key-missing" }.keys)
        let granted = registers.filter { isGranted($0, role, concept) }
        guard !granted.isEmpty else { return registers.isEmpty ? "not-held" : "not-granted" }
        if let used = granted.first(where: { line.why[$0] == nil }) {
            // A register that says there is none leaves a required blank open.
            return line.held[used] == ["none": true] && field.demand.required ? "absent" : nil
        }
        for reason in ["wrong-subject", "invalid", "stale"] where granted.contains(where: { line.why[$0] == reason }) { return reason }
        // What one register does not have another may, that must not be read.
        return granted == registers ? "absent" : "not-granted"
    }

    /// A blank only the applicant can fill and left empty: what is computed from it waits.
    private func isLeftEmpty(_ meaning: Meaning) -> Bool {
        guard let input = checked.field(for: meaning), input.authorship.onlyApplicant == .statement else { return false }
        return applicant.sheet["answers"]?[input.id.rawValue] == nil
    }

    /// What is new to every register: the one that was asked for it had none, where it supplies the concept at all.
    private func reasonOfNew(_ role: String, _ concept: String) -> String {
        guard roles[role] == .new(looked: true) else { return "not-held" }
        let kinds = checked.form.role(RoleID(rawValue: role))?.kinds ?? []
        let supplied = checked.catalog.connectors.contains { connector in
            isGranted(connector.id.rawValue, role, concept)
                && connector.operations.contains { kinds.contains($0.about) && $0.supply(ConceptID(concept)) != nil }
        }
        return supplied ? isNamedUnread(role) ? "not-granted" : "absent" : "not-held"
    }

    /// Whether another register could name who the role is, by the number of whom the relation starts from, and must not be asked.
    private func isNamedUnread(_ role: String) -> Bool {
        checked.form.role(RoleID(rawValue: role))?.sources.contains { source in
            guard case .relation(let paths) = source.content, let path = paths.first, paths.count == 1, path.steps.count == 1 else { return false }
            let kinds = checked.form.role(path.root)?.kinds ?? []
            return checked.catalog.connectors.contains { connector in
                connector.operations.contains { $0.opens(path.steps[0]) != nil && kinds.contains($0.about) && checked.vocabulary.keys[$0.about]?.contains($0.keys) ?? false }
                    && !grants.contains { $0.connector == connector.id && $0.about.contains(path.root) && $0.follows.contains(path.steps[0]) }
            }
        } ?? false
    }
}
