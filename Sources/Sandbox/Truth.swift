/// What one register has for one concept of one subject: the canonical value its connector must
/// yield, a value too old to use, or the reason for having none.
enum Holding {
    case held(JSONValue)
    case stale(JSONValue)
    case missing(MissingReason)

    static func optional(_ value: JSONValue?) -> Holding { value.map(Holding.held) ?? .missing(.absent) }

    /// The holding of a part of a composite.
    func part(_ name: String) -> Holding {
        guard case .held(.object(let members)) = self else { return self }
        return .optional(members[name])
    }
}

/// Reasons of the closed list of outcomes that a register alone can cause.
enum MissingReason: String {
    /// The register answers: no such record, or none for this concept.
    case absent
    /// What stands there breaks the rule of its kind of number.
    case invalid
    /// The subject has no key the register could be asked with.
    case keyMissing = "key-missing"
    /// What stands under the subject's key is about somebody else.
    case wrongSubject = "wrong-subject"
}

/// Lines of truth.jsonl: one per subject and concept, written without looking at any connector.
struct TruthLines {
    private(set) var text = ""
    private(set) var count = 0
    private var subject = ""

    mutating func drain() -> String {
        defer { text = "" }
        return text
    }

    /// The lines that follow are about this subject.
    mutating func about(_ kind: String, _ id: String) {
        subject = ",\"subject\":" + JSONValue.object(["kind": .string(kind), "id": .string(id)]).text
    }

    /// - Parameters:
    ///   - value: what is true; nil where the concept has no value for this subject.
    ///   - holdings: every register whose connector can supply the concept.
    mutating func add(_ concept: String, _ value: JSONValue?, _ holdings: [(Register, Holding)]) {
        text += "{\"concept\":\"\(concept)\",\"held\":{"
        var first = true
        for (register, holding) in holdings {
            let value: JSONValue
            switch holding {
            case .held(let held), .stale(let held): value = held
            case .missing: continue
            }
            text += (first ? "\"" : ",\"") + register.rawValue + "\":"
            value.write(to: &text)
            first = false
        }
        text += "}" + subject + ",\"value\":"
        (value ?? .explicitNone).write(to: &text)
        first = true
        for (register, holding) in holdings {
            let reason: String
            switch holding {
            case .held: continue
            case .stale: reason = "stale"
            case .missing(let why): reason = why.rawValue
            }
            text += (first ? ",\"why\":{\"" : ",\"") + register.rawValue + "\":\"" + reason + "\""
            first = false
        }
        text += first ? "}\n" : "}}\n"
        count += 1
    }

    /// A composite and each of its parts.
    mutating func add(
        _ concept: String, parts: [(part: String, concept: String)], _ value: JSONValue?,
        _ holdings: [(Register, Holding)]
    ) {
        add(concept, value, holdings)
        for (part, name) in parts {
            var partValue: JSONValue?
            if case .object(let members)? = value { partValue = members[part] }
            add(name, partValue, holdings.map { ($0.0, $0.1.part(part)) })
        }
    }

    /// An address with street, commune and province, whose parts are named after it.
    mutating func add(address concept: String, _ value: JSONValue?, _ holdings: [(Register, Holding)]) {
        add(concept, parts: ["street", "commune", "province"].map { ($0, "\(concept)_\($0)") }, value, holdings)
    }
}

extension Address {
    var canonical: JSONValue {
        .object(["street": .string(street), "commune": .string(commune), "province": .string(province)])
    }
}

extension RegistrationPlace {
    var canonical: JSONValue {
        var parts: [String: JSONValue] = ["commune": .string(commune), "province": .string(province)]
        if let district { parts["district"] = .string(district) }
        return .object(parts)
    }
}

extension Person {
    /// The identity document as far as it exists: number, and date and issuer of the card.
    var identityDocument: JSONValue {
        var parts: [String: JSONValue] = ["number": .string(id)]
        if let card {
            parts["issue_date"] = .string(card.issued.iso)
            parts["issue_place"] = .string(card.issuer)
        }
        return .object(parts)
    }
}
