public import Formats
public import Receipts

/// What the applicant said so far. Source: design, section 5 ("Answers").
public struct Answers: Sendable, Hashable {
    public enum RoleAnswer: Sendable, Hashable {
        case nobody
        case new
        case candidate(String)
        /// A typed key by concept, the names typed to verify it included.
        case key([String: JSON])
    }

    public struct Row: Sendable, Hashable {
        public let row: String
        public let subject: RoleAnswer?
    }

    /// A changed value and why.
    public struct Change: Sendable, Hashable {
        public let value: JSON
        public let reason: String?

        public init(value: JSON, reason: String?) {
            self.value = value
            self.reason = reason
        }
    }

    public var roles: [String: RoleAnswer] = [:]
    public var rows: [String: [Row]] = [:]
    public var answers: [LeafID: JSON] = [:]
    public var confirmed: Set<String> = []
    public var corrections: [LeafID: Change] = [:]
    public var disputes: [LeafID: Change] = [:]
    public var declined: Set<String> = []
    /// Papers that were declined before and may be reused after all.
    public var accepted: Set<String> = []
    /// By the id of the grant.
    public var consents: [String: Consent] = [:]

    /// Who consents, a role of the form, and what shows it: a reference the intake service understands.
    public struct Consent: Sendable, Hashable {
        public let by: String
        public let proof: String?

        public init(by: String, proof: String? = nil) {
            self.by = by
            self.proof = proof
        }
    }

    public init() {}

    /// What was answered for a leaf. An empty text says nothing; `null` takes an answer back.
    func word(for leaf: LeafID) -> JSON? {
        guard let written = answers[leaf], written != .string(""), !written.isNull else { return nil }
        return written
    }

    /// Later answers over earlier ones; nothing already said is lost.
    public func merging(_ later: Answers) -> Answers {
        var merged = self
        merged.roles.merge(later.roles) { $1 }
        merged.rows.merge(later.rows) { $1 }
        merged.answers.merge(later.answers) { $1 }
        merged.confirmed.formUnion(later.confirmed)
        merged.corrections.merge(later.corrections) { $1 }
        merged.disputes.merge(later.disputes) { $1 }
        merged.declined.subtract(later.accepted)
        merged.declined.formUnion(later.declined)
        merged.consents.merge(later.consents) { $1 }
        return merged
    }
}

/// Why a text is no answers document; names the member, never its content.
public struct AnswersError: Error, Sendable, Hashable {
    public let member: String

    /// Stands for the whole of it.
    public static let document = "(document)"
}

extension Answers {
    /// Reads the answers document; unknown members are refused, so that a misspelled one is never silently dropped.
    public init(json: JSON) throws(AnswersError) {
        guard let object = json.object else { throw AnswersError(member: AnswersError.document) }
        for (key, value) in object.members {
            switch key {
            case "roles":
                for (role, answer) in try Self.members(value, key) { roles[role] = try Self.roleAnswer(answer, "roles.\(role)") }
            case "rows":
                for (group, items) in try Self.members(value, key) {
                    guard let items = items.array else { throw AnswersError(member: "rows.\(group)") }
                    var rows: [Row] = []
                    for item in items {
                        let row = try Self.row(item, "rows.\(group)")
                        guard !rows.contains(where: { $0.row == row.row }) else { throw AnswersError(member: "rows.\(group).row") }
                        rows.append(row)
                    }
                    self.rows[group] = rows
                }
            case "answers": for (leaf, value) in try Self.members(value, key) { answers[LeafID(leaf)] = value }
            case "confirmed": confirmed = Set(try Self.texts(value, key))
            case "corrections": for (leaf, change) in try Self.members(value, key) { corrections[LeafID(leaf)] = try Self.change(change, "\(key).\(leaf)") }
            case "disputes": for (leaf, change) in try Self.members(value, key) { disputes[LeafID(leaf)] = try Self.change(change, "\(key).\(leaf)") }
            case "declined": declined = Set(try Self.texts(value, key))
            case "accepted": accepted = Set(try Self.texts(value, key))
            case "consents":
                for (id, consent) in try Self.members(value, key) {
                    guard let by = consent["by"]?.string else { throw AnswersError(member: "consents.\(id).by") }
                    if let proof = consent["proof"], proof.string == nil { throw AnswersError(member: "consents.\(id).proof") }
                    consents[id] = Consent(by: by, proof: consent["proof"]?.string)
                }
            case "schema": break
            default: throw AnswersError(member: key)
            }
        }
    }

    private static func members(_ json: JSON, _ name: String) throws(AnswersError) -> [(key: String, value: JSON)] {
        guard let object = json.object else { throw AnswersError(member: name) }
        return object.members
    }

    private static func texts(_ json: JSON, _ name: String) throws(AnswersError) -> [String] {
        guard let items = json.array else { throw AnswersError(member: name) }
        var texts: [String] = []
        for item in items {
            guard let text = item.string else { throw AnswersError(member: name) }
            texts.append(text)
        }
        return texts
    }

    private static func change(_ json: JSON, _ name: String) throws(AnswersError) -> Change {
        guard let value = json["value"] else { throw AnswersError(member: name) }
        return Change(value: value, reason: json["reason"]?.string)
    }

    private static func roleAnswer(_ json: JSON, _ name: String) throws(AnswersError) -> RoleAnswer {
        if let word = json.string {
            switch word {
            case "none": return .nobody
            case "new": return .new
            default: return .candidate(word)
            }
        }
        guard let key = json["key"]?.object, json.object?.count == 1 else { throw AnswersError(member: name) }
        return .key(Dictionary(key.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
    }

    private static func row(_ json: JSON, _ name: String) throws(AnswersError) -> Row {
        guard let row = json["row"]?.string, !row.isEmpty, row.utf8.count <= 64,
              row.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 })
        else { throw AnswersError(member: name + ".row") }
        // A misspelled member would make the row another one than was meant.
        guard let object = json.object, object.count <= 2, object.keys.allSatisfy(["row", "candidate", "key", "new"].contains) else {
            throw AnswersError(member: "\(name)[\(row)]")
        }
        if let candidate = json["candidate"]?.string { return Row(row: row, subject: .candidate(candidate)) }
        if let key = json["key"]?.object {
            return Row(row: row, subject: .key(Dictionary(key.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })))
        }
        return Row(row: row, subject: json["new"] == nil ? nil : .new)
    }

    public var json: JSON {
        var object = JSONObject()
        func answer(_ answer: RoleAnswer) -> JSON {
            switch answer {
            case .nobody: "none"
            case .new: "new"
            case .candidate(let id): .string(id)
            case .key(let key): ["key": Self.object(key) { $0 }]
            }
        }
        object["roles"] = Self.object(roles, answer)
        object["rows"] = Self.object(rows) { rows in
            .array(rows.map { row in
                var item: JSONObject = ["row": .string(row.row)]
                switch row.subject {
                case .candidate(let id): item["candidate"] = .string(id)
                case .key(let key): item["key"] = Self.object(key) { $0 }
                case .new: item["new"] = true
                case .nobody, nil: break
                }
                return .object(item)
            })
        }
        object["answers"] = Self.object(Dictionary(uniqueKeysWithValues: answers.map { ($0.key.rawValue, $0.value) })) { $0 }
        object["confirmed"] = .array(confirmed.sorted().map { .string($0) })
        func change(_ change: Change) -> JSON {
            var item: JSONObject = ["value": change.value]
            if let reason = change.reason { item["reason"] = .string(reason) }
            return .object(item)
        }
        object["corrections"] = Self.object(Dictionary(uniqueKeysWithValues: corrections.map { ($0.key.rawValue, $0.value) }), change)
        object["disputes"] = Self.object(Dictionary(uniqueKeysWithValues: disputes.map { ($0.key.rawValue, $0.value) }), change)
        object["declined"] = .array(declined.sorted().map { .string($0) })
        if !accepted.isEmpty { object["accepted"] = .array(accepted.sorted().map { .string($0) }) }
        object["consents"] = Self.object(consents) { consent in
            var item: JSONObject = ["by": .string(consent.by)]
            if let proof = consent.proof { item["proof"] = .string(proof) }
            return .object(item)
        }
        return .object(object)
    }

    private static func object<Element>(_ entries: [String: Element], _ json: (Element) -> JSON) -> JSON {
        var object = JSONObject()
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) { object[key] = json(value) }
        return .object(object)
    }
}
