/// What one applicant would answer on one form: the shape of the design's Answers, and how the
/// dossier is opened. Values that registers hold are there too, for when the engine has to ask.
struct AnswerSheet {
    var roles: [String: JSONValue] = [:]
    var rows: [String: [JSONValue]] = [:]
    var answers: [String: JSONValue] = [:]
    var confirmed: [String] = []
    /// On whose behalf, where it is not the applicant: `subject`, `subjectKind`, `basis`, and `proof` where no record ties them.
    var opening: [String: JSONValue] = [:]

    var json: JSONValue {
        var members: [String: JSONValue] = ["answers": .object(answers)]
        if !roles.isEmpty { members["roles"] = .object(roles) }
        if !rows.isEmpty { members["rows"] = .object(rows.mapValues(JSONValue.array)) }
        if !confirmed.isEmpty { members["confirmed"] = .array(confirmed.map(JSONValue.string)) }
        return .object(members)
    }

    /// Nothing is written where there is nothing to say: the applicant leaves the blank empty.
    mutating func answer(_ leaf: String, _ text: String?) {
        if let text { answers[leaf] = .string(text) }
    }

    mutating func answer(_ leaf: String, _ value: JSONValue) { answers[leaf] = value }

    /// The three blanks of an address.
    mutating func answer(_ prefix: String, address: Address) {
        answer("\(prefix)_street", address.street)
        answer("\(prefix)_commune", address.commune)
        answer("\(prefix)_province", address.province)
    }

    /// A role chosen by key: an offered candidate with that key, or the key as typed.
    mutating func choose(_ role: String, _ key: [String: String]) {
        roles[role] = .object(["key": .object(key.mapValues(JSONValue.string))])
    }

    /// A typed personal number with the name that verifies it.
    mutating func type(_ role: String, _ person: Acquaintance) {
        choose(role, ["personal_id_number": person.id, "full_name": person.name])
    }

    /// A row for an existing subject.
    mutating func addRow(_ group: String, key: [String: String]) -> String {
        addRow(group, ["key": .object(key.mapValues(JSONValue.string))])
    }

    /// A row for something no register knows yet.
    mutating func addNewRow(_ group: String) -> String { addRow(group, ["new": true]) }

    /// A row with no subject of its own.
    mutating func addPlainRow(_ group: String) -> String { addRow(group, [:]) }

    private mutating func addRow(_ group: String, _ members: [String: JSONValue]) -> String {
        let name = "r\(rows[group, default: []].count + 1)"
        var row = members
        row["row"] = .string(name)
        rows[group, default: []].append(.object(row))
        return "\(group)[\(name)]"
    }
}

/// Somebody an applicant can name: number and name are known, nothing else.
struct Acquaintance {
    let id: String, name: String
}

/// The family and the neighborhood an applicant answers from.
struct Setting {
    let family: Family
    let applicant: Int
    let asOf: CivilDay
    /// Heads of other households met before.
    let acquaintances: [Acquaintance]
    /// Companies an applicant can name by their tax code.
    let companies: [Employer]
    let units: [BudgetUnit]

    var person: Person { family.people[applicant] }
    var household: Household { family.households[person.household] }
    /// Whom the register lists in a household.
    func listed(_ home: Household) -> [Int] { home.retiredCode == nil ? home.members : [] }
    func household(of index: Int) -> Household { family.households[family.people[index].household] }
    func acquaintance(_ index: Int) -> Acquaintance {
        Acquaintance(id: family.people[index].id, name: family.people[index].name.text)
    }
    /// Children under `age` of the applicant.
    func children(under age: Int) -> [Int] {
        family.children(of: applicant).filter { family.people[$0].age(on: asOf) < age && family.people[$0].flaws.guardian == nil }
    }
    /// Whom under `age` the applicant answers for: their children, and whose guardian they are.
    func charges(under age: Int) -> [Int] {
        children(under: age) + family.people.indices.filter { family.people[$0].flaws.guardian == applicant && family.people[$0].age(on: asOf) < age }
    }
    /// Opens for a child: a guardian has a decision to show where a parent has the register's word.
    func represent(_ child: Int, in sheet: inout AnswerSheet) {
        sheet.opening = ["subject": .string(family.people[child].id), "basis": "representation"]
        if isGuardian(of: child) { sheet.opening["proof"] = .string("QĐ-GH-\(family.people[child].serial)") }
    }
    /// Names the applicant as parent, offered by the register, or as guardian, by the own number and name.
    func nameGuardian(of child: Int, in sheet: inout AnswerSheet) {
        if isGuardian(of: child) { sheet.type("guardian", acquaintance(applicant)) } else { sheet.choose("guardian", ["personal_id_number": person.id]) }
    }
    private func isGuardian(of child: Int) -> Bool { family.people[child].flaws.guardian == applicant }
}
