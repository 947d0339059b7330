import Connectors
import Expressions
import Formats
import Forms
import Prefill
import Receipts
import Sourcing
import Vocabulary

/// One dossier beside the same dossier with one register misbehaving.
struct DegradedDossier {
    private let checked: CheckedForm
    private let opening: Opening
    private let register: String
    /// What the register's trouble may be called.
    private let reasons: Set<String>
    let before: [String: Leaf], after: [String: Leaf]
    private let subjects: (before: [String: String], after: [String: String])
    private let papers: (before: [String: Paper], after: [String: Paper])

    init(_ checked: CheckedForm, _ opening: Opening, register: String, reasons: Set<String>, well: JSON, ill: JSON) {
        (self.checked, self.opening, self.register, self.reasons) = (checked, opening, register, reasons)
        subjects = (Self.subjects(of: well), Self.subjects(of: ill))
        (before, after) = (Self.leaves(of: well, subjects.before), Self.leaves(of: ill, subjects.after))
        papers = (Self.papers(of: well), Self.papers(of: ill))
    }

    /// How many leaves are not as they were.
    var changes: Int { before.count { name, leaf in after[name].map { !$0.says(as: leaf) } ?? true } }

    /// What the misbehaviour changed and should not have; codes and leaf names, no values.
    func deviations() -> [String] {
        let faults = before.sorted { $0.key < $1.key }.compactMap { name, leaf in
            fault(leaf, after[name]).map { "\(checked.form.id) \(leaf.field): \($0)" }
        }
        return faults + paperFaults()
    }

    /// A register in trouble takes papers away that its data replaced, and gives none.
    private func paperFaults() -> [String] {
        papers.before.sorted { $0.key < $1.key }.compactMap { id, paper in
            guard let now = papers.after[id] else { return "\(checked.form.id) \(id): is gone" }
            if paper.isReuse {
                let isOthers = paper.by != register && now.isReuse && now.by != paper.by
                return isOthers ? "\(checked.form.id) \(id): of \(paper.by ?? "nobody"), now of \(now.by ?? "nobody")" : nil
            }
            return now.isReuse && now.isRequired ? "\(checked.form.id) \(id): is reused now" : nil
        }
    }

    private func fault(_ leaf: Leaf, _ now: Leaf?) -> String? {
        guard let now else {
            // A row of a list that never came is no leaf; one that is there has all its leaves. Only who lists rows, or verifies
            // those who were typed, can lose them.
            return leaf.row == nil || !tellsWhoIsWho || after.values.contains { $0.subject == leaf.subject && $0.row != nil } ? "is gone" : nil
        }
        if now.says(as: leaf) { return nil }
        if now.value != nil {
            // Another register may say it now; whether it says it rightly is held against the truth file.
            if leaf.value == nil { return "is filled now" }
            if leaf.connector != register, leaf.connector != nil, now.value != leaf.value { return "has another value" }
            return nil
        }
        let why = now.reason ?? now.outcome
        // An outside blank is not asked of anybody, so it gives no reason either.
        if why == "outside" { return nil }
        let isItsTrouble = reasons.contains(why), waits = Self.waits.contains(why)
        switch leaf.connector {
        case register:
            // A part of an address that no longer exists is looked for in old records and never asked.
            if isItsTrouble || waits && (!isReached(leaf) || isConditional(leaf)) || why == "not-applicable" && isPast(leaf) { return nil }
        case let other?:
            // What another register says goes only with the person it is about, or with a condition.
            let hangsOnIt = !isReached(leaf) || isConditional(leaf)
            if !hangsOnIt { return "of \(other) is lost: \(why)" }
            if isItsTrouble || waits { return nil }
        case nil:
            // A form may ask for what no register holds because this one is down.
            if isItsTrouble || waits || leaf.outcome == "not-applicable" && why == "not-held" && isConditional(leaf) { return nil }
        }
        return "expected \(reasons.sorted().joined(separator: " or ")), found \(why)"
    }

    /// What waits for somebody who was not found, or for a condition, says so.
    private static let waits: Set<String> = ["key-missing", "key", "not-applicable"]

    // MARK: what hangs on what

    /// Whether the role is who it was, and what ties a represented person to the actor is still known.
    func isReached(_ leaf: Leaf) -> Bool {
        guard leaf.row != nil || subjects.before[leaf.role] == subjects.after[leaf.role] else { return false }
        return opening.actor == opening.subject || subjects.before[leaf.role] != opening.subject.keys.values.first || !provesRelation
    }

    /// Whether this form asks the register who may act for the represented person.
    private var provesRelation: Bool {
        checked.catalog.grants.contains { grant in
            grant.purpose == checked.purpose && grant.connector.rawValue == register && grant.follows.contains { checked.vocabulary.relations[$0]?.proves ?? false }
        }
    }

    /// Whether this form asks the register where relations lead, or for a name to verify a typed key.
    private var tellsWhoIsWho: Bool {
        let verified = Set(checked.form.roles.flatMap(\.verify))
        return checked.catalog.grants.contains { grant in
            grant.purpose == checked.purpose && grant.connector.rawValue == register && (!grant.follows.isEmpty || !verified.isDisjoint(with: grant.reads))
        }
    }

    /// Whether the blank stands only while the register says something.
    func isConditional(_ leaf: Leaf) -> Bool {
        guard let field = checked.form.field(FieldID(leaf.field)) else { return false }
        let conditions = [checked.section(of: field)?.visibleIf, field.demand.visibleIf].compactMap(\.self)
        let said = Set(before.values.filter { $0.connector == register }.map(\.means))
        return conditions.contains { $0.source.contains("\"\(register)\"") || !said.isDisjoint(with: $0.meanings) }
    }

    private func isPast(_ leaf: Leaf) -> Bool {
        checked.vocabulary[leaf.means.concept]?.form.validTo.flatMap { until in Province.asOf.flatMap { until.isBefore($0) } } ?? false
    }

    // MARK: leaves

    struct Leaf {
        let field: String, means: Meaning, role: String, row: String?, subject: String?
        let outcome: String
        let value: JSON?
        let connector: String?, operation: String?, reason: String?
        /// All the office sees of it.
        let json: JSON

        func says(as other: Leaf) -> Bool {
            value == other.value && outcome == other.outcome && connector == other.connector && reason == other.reason
        }
    }

    /// Leaves by name; rows are named by their subjects, for names of rows are drawn anew in each dossier.
    static func leaves(of office: JSON, _ subjects: [String: String]) -> [String: Leaf] {
        var leaves: [String: Leaf] = [:]
        for json in office["fields"]?.array ?? [] {
            guard let id = json["id"]?.string, let leaf = json["leaf"]?.string, let means = json["means"]?.string.flatMap({ Meaning($0) }) else { continue }
            let row = leaf.firstIndex(of: "[").flatMap { open in leaf.firstIndex(of: "]").map { String(leaf[leaf.index(after: open)..<$0]) } }
            let place = row.map { "\(means.role)[\($0)]" } ?? means.role.rawValue
            let name = row.map { "\(id) of \(subjects[place] ?? $0)" } ?? id
            leaves[name] = Leaf(
                field: id, means: means, role: place, row: row, subject: subjects[place], outcome: json["outcome"]?.string ?? "", value: json["value"],
                connector: json["source"]?["connector"]?.string, operation: json["source"]?["operation"]?.string, reason: json["reason"]?.string,
                json: json)
        }
        return leaves
    }

    struct Paper {
        let isReuse: Bool, isRequired: Bool
        let by: String?
    }

    private static func papers(of office: JSON) -> [String: Paper] {
        var papers: [String: Paper] = [:]
        for json in office["documents"]?.array ?? [] {
            guard let id = json["id"]?.string, let disposition = json["disposition"]?.string else { continue }
            papers[id] = Paper(isReuse: disposition != "upload", isRequired: json["required"]?.bool ?? false, by: json["by"]?.string)
        }
        return papers
    }

    private static func subjects(of office: JSON) -> [String: String] {
        var subjects: [String: String] = [:]
        for member in office["subjects"]?.object?.members ?? [] { subjects[member.key] = member.value["id"]?.string }
        return subjects
    }
}
