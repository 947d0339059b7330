public import Formats

extension LedgerEntry {
    public var kind: String {
        switch fact {
        case .opened: "opened"
        case .lookedUp: "looked-up"
        case .staged: "staged"
        case .documents: "documents"
        case .standing: "standing"
        case .submitted: "submitted"
        case .corrected: "corrected"
        case .disputed: "disputed"
        case .supplementRequested: "supplement-requested"
        case .refused: "refused"
        case .withdrawn: "withdrawn"
        case .completed: "completed"
        case .abandoned: "abandoned"
        }
    }

    /// The event as exported: what an independent recount reads.
    public var json: JSON {
        var object: JSONObject = ["kind": .string(kind), "dossier": .string(dossier), "hour": .string(hour)]
        switch fact {
        case .opened(let fact):
            object["form"] = .string(fact.form)
            object["version"] = .string(fact.version)
            object["procedure"] = .string(fact.procedure)
            object["purpose"] = .string(fact.purpose)
            object["subjectKind"] = .string(fact.subjectKind)
            object["channel"] = .string(fact.channel)
            object["basis"] = .string(fact.basis)
            object["operator"] = .bool(fact.hasOperator)
            object["simulated"] = .bool(fact.isSimulated)
            if let subject = fact.subject { object["subject"] = .string(subject) }
        case .lookedUp(let fact):
            object["connector"] = .string(fact.connector)
            object["operation"] = .string(fact.operation)
            object["purpose"] = .string(fact.purpose)
            object["attributes"] = .number("\(fact.attributes)")
            object["result"] = .string(fact.result)
            if let subject = fact.subject { object["subject"] = .string(subject) }
        case .staged(let fact):
            object["stage"] = .number("\(fact.number)")
            object["acrossVersions"] = .bool(fact.isAcrossVersions)
            object["supplement"] = .bool(fact.isSupplement)
        case .supplementRequested(let fact):
            object["fields"] = .array(fact.fields.map { .string($0) })
            object["documents"] = .array(fact.documents.map { .string($0) })
        case .refused(let fact): object["ground"] = .string(fact.ground.rawValue)
        case .withdrawn: break
        case .completed(let fact): object["electronic"] = .bool(fact.isElectronic)
        case .documents(let fact):
            object["replaced"] = .number("\(fact.replaced)")
            object["earlier"] = .number("\(fact.earlier)")
            object["stored"] = .number("\(fact.stored)")
            object["upload"] = .number("\(fact.upload)")
        case .standing(let fact):
            object["form"] = .string(fact.form)
            object["procedure"] = .string(fact.procedure)
            object["baseline"] = .string(fact.baseline)
            object["baselineStatus"] = .string(fact.baselineStatus)
            object["stage"] = .number("\(fact.stage)")
            object["given"] = .number("\(fact.given)")
            object["demanded"] = .number("\(fact.demanded)")
            object["givenAtMost"] = .number("\(fact.givenAtMost)")
            object["demandedAtMost"] = .number("\(fact.demandedAtMost)")
        case .corrected(let fact), .disputed(let fact):
            object["source"] = .string(fact.source)
            object["leaves"] = .array(fact.leaves.map { .string($0) })
        case .abandoned(let fact):
            object["silence"] = .string(fact.silence.rawValue)
            object["stage"] = .number("\(fact.stage)")
        case .submitted(let fact):
            object["form"] = .string(fact.form)
            object["version"] = .string(fact.version)
            object["procedure"] = .string(fact.procedure)
            object["channel"] = .string(fact.channel)
            object["simulated"] = .bool(fact.isSimulated)
            object["baseline"] = .string(fact.baseline)
            object["baselineStatus"] = .string(fact.baselineStatus)
            object["confirmations"] = .number("\(fact.confirmations)")
            object["current"] = .array(fact.current.map(\.json))
            object["blanks"] = .array(fact.blanks.map(\.json))
            if let replay = fact.replaced {
                object["replaced"] = [
                    "baseline": .string(replay.baseline), "baselineStatus": .string(replay.baselineStatus), "blanks": .array(replay.blanks.map(\.json)),
                ]
            }
            object["documents"] = .array(fact.documents.map(\.json))
        }
        return .object(object)
    }

    /// Reads what `json` writes. Members it does not know are left alone: events are kept for years, and fields may be added.
    ///
    /// - Throws: `LedgerFormatError` naming the member that is missing or of another type.
    public init(json: JSON) throws(LedgerFormatError) {
        let source = Members(json)
        let fact: Fact
        switch try source.text("kind") {
        case "opened":
            fact = .opened(OpenedFact(
                form: try source.text("form"), version: try source.text("version"), procedure: try source.text("procedure"),
                purpose: try source.text("purpose"), subjectKind: try source.text("subjectKind"), channel: try source.text("channel"),
                basis: try source.text("basis"), hasOperator: try source.flag("operator"), isSimulated: try source.flag("simulated"),
                subject: try source.optionalText("subject")))
        case "looked-up":
            fact = .lookedUp(LookedUpFact(
                connector: try source.text("connector"), operation: try source.text("operation"), purpose: try source.text("purpose"),
                attributes: try source.integer("attributes", in: 0...Int.max), result: try source.text("result"), subject: try source.optionalText("subject")))
        case "staged": fact = .staged(StagedFact(
                number: try source.integer("stage", in: 2...Int.max), isAcrossVersions: try source.flag("acrossVersions"), isSupplement: try source.flag("supplement")))
        case "submitted": fact = .submitted(try SubmittedFact(source))
        case "supplement-requested":
            fact = .supplementRequested(SupplementFact(fields: try source.texts("fields"), documents: try source.texts("documents")))
        case "refused":
            guard let ground = RefusedFact.Ground(rawValue: try source.text("ground")) else { throw LedgerFormatError(member: "ground") }
            fact = .refused(RefusedFact(ground: ground))
        case "documents":
            func count(_ key: String) throws(LedgerFormatError) -> Int { try source.integer(key, in: 0...Int.max) }
            fact = .documents(DocumentsFact(replaced: try count("replaced"), earlier: try count("earlier"), stored: try count("stored"), upload: try count("upload")))
        case "standing": fact = .standing(try StandingFact(source))
        case "corrected": fact = .corrected(try ChangedFact(source))
        case "disputed": fact = .disputed(try ChangedFact(source))
        case "abandoned":
            guard let silence = AbandonedFact.Silence(rawValue: try source.text("silence")) else { throw LedgerFormatError(member: "silence") }
            fact = .abandoned(AbandonedFact(silence: silence, stage: try source.integer("stage", in: 1...Int.max)))
        case "withdrawn": fact = .withdrawn
        case "completed": fact = .completed(CompletedFact(isElectronic: try source.flag("electronic")))
        default: throw LedgerFormatError(member: "kind")
        }
        self.init(dossier: try source.text("dossier"), hour: try source.text("hour"), fact: fact)
    }
}

extension StandingFact {
    fileprivate init(_ source: Members) throws(LedgerFormatError) {
        func count(_ key: String, from least: Int = 0) throws(LedgerFormatError) -> Int { try source.integer(key, in: least...Int(Int32.max)) }
        self.init(
            form: try source.text("form"), procedure: try source.text("procedure"), baseline: try source.text("baseline"),
            baselineStatus: try source.text("baselineStatus"), stage: try count("stage", from: 1), given: try count("given"), demanded: try count("demanded"),
            givenAtMost: try count("givenAtMost"), demandedAtMost: try count("demandedAtMost"))
    }
}

extension ChangedFact {
    fileprivate init(_ source: Members) throws(LedgerFormatError) {
        self.init(source: try source.text("source"), leaves: try source.texts("leaves"))
    }
}

/// A ledger event that does not read; names the member, never its content.
public struct LedgerFormatError: Error, Sendable, Hashable {
    public let member: String
}

extension SubmittedFact.CurrentLeaf {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "leaf": .string(leaf), "atom": .string(atom), "required": .bool(required), "outcome": .string(outcome.rawValue),
        ]
        if isTouched { object["touched"] = true }
        if let source { object["source"] = .string(source) }
        if isOwnIdentity { object["ownIdentity"] = true }
        if isEarlier { object["earlier"] = true }
        if let reason { object["reason"] = .string(reason.rawValue) }
        if isLater { object["later"] = true }
        if let role { object["role"] = .string(role) }
        return .object(object)
    }
}

extension SubmittedFact.BaselineLeaf {
    fileprivate var json: JSON {
        var object: JSONObject = ["leaf": .string(leaf), "atom": .string(atom), "demand": .string(demand.rawValue)]
        if let role { object["role"] = .string(role) }
        return .object(object)
    }
}

extension SubmittedFact.Replay {
    fileprivate init(_ source: Members) throws(LedgerFormatError) {
        self.init(baseline: try source.text("baseline"), baselineStatus: try source.text("baselineStatus"), blanks: try source.blanks())
    }
}

extension SubmittedFact.DocumentFact {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id), "required": .bool(required), "disposition": .string(disposition)]
        if let by { object["by"] = .string(by) }
        if wasAvailable { object["available"] = true }
        if isDeclined { object["declined"] = true }
        if isEarlier { object["earlier"] = true }
        object["DuocSoHoa"] = .number(digitized ? "1" : "0")
        object["DuocTaiSuDung"] = .number("\(reusedFlag)")
        if isFromNationalStore { object["DuocLayTuKhoDMQG"] = .number("1") }
        return .object(object)
    }
}

extension SubmittedFact {
    fileprivate init(_ source: Members) throws(LedgerFormatError) {
        var current: [CurrentLeaf] = []
        for item in try source.list("current") {
            guard let outcome = SubmittedOutcome(rawValue: try item.text("outcome")) else { throw LedgerFormatError(member: "outcome") }
            current.append(CurrentLeaf(
                leaf: try item.text("leaf"), atom: try item.text("atom"), required: try item.flag("required"), outcome: outcome,
                isTouched: try item.flagOrFalse("touched"), source: try item.optionalText("source"),
                isOwnIdentity: try item.flagOrFalse("ownIdentity"), isEarlier: try item.flagOrFalse("earlier"), reason: try item.reason(),
                isLater: try item.flagOrFalse("later"), role: try item.optionalText("role")))
        }
        var documents: [DocumentFact] = []
        for item in try source.list("documents") {
            documents.append(DocumentFact(
                id: try item.text("id"), required: try item.flag("required"), disposition: try item.text("disposition"),
                by: try item.optionalText("by"), wasAvailable: try item.flagOrFalse("available"),
                isDeclined: try item.flagOrFalse("declined"), isEarlier: try item.flagOrFalse("earlier"), digitized: try item.integer("DuocSoHoa", in: 0...1) == 1, reusedFlag: try item.integer("DuocTaiSuDung", in: 0...2),
                isFromNationalStore: try item.oneOrAbsent("DuocLayTuKhoDMQG")))
        }
        self.init(
            form: try source.text("form"), version: try source.text("version"), procedure: try source.text("procedure"),
            channel: try source.text("channel"), isSimulated: try source.flag("simulated"), baseline: try source.text("baseline"),
            baselineStatus: try source.text("baselineStatus"), current: current, blanks: try source.blanks(), documents: documents,
            confirmations: try source.integer("confirmations", in: 0...Int.max),
            replaced: source.json["replaced"] == nil ? nil : try Replay(Members(source.json["replaced"] ?? .null)))
    }
}

/// Typed access to an event's members.
private struct Members {
    let json: JSON

    init(_ json: JSON) { self.json = json }

    func text(_ key: String) throws(LedgerFormatError) -> String {
        guard let text = json[key]?.string else { throw LedgerFormatError(member: key) }
        return text
    }

    func texts(_ key: String) throws(LedgerFormatError) -> [String] {
        guard let items = json[key]?.array else { throw LedgerFormatError(member: key) }
        var texts: [String] = []
        for item in items {
            guard let text = item.string else { throw LedgerFormatError(member: key) }
            texts.append(text)
        }
        return texts
    }

    func optionalText(_ key: String) throws(LedgerFormatError) -> String? { json[key] == nil ? nil : try text(key) }

    /// A reason we do not know must not read as none: the report would count it as something else.
    func reason() throws(LedgerFormatError) -> Reason? {
        guard let word = try optionalText("reason") else { return nil }
        guard let reason = Reason(rawValue: word) else { throw LedgerFormatError(member: "reason") }
        return reason
    }

    func flag(_ key: String) throws(LedgerFormatError) -> Bool {
        guard let flag = json[key]?.bool else { throw LedgerFormatError(member: key) }
        return flag
    }

    func flagOrFalse(_ key: String) throws(LedgerFormatError) -> Bool { json[key] == nil ? false : try flag(key) }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(LedgerFormatError) -> Int {
        guard let number = json[key]?.number.flatMap({ Int($0) }), range.contains(number) else { throw LedgerFormatError(member: key) }
        return number
    }

    /// A flag written `0` or `1`, or left out.
    func oneOrAbsent(_ key: String) throws(LedgerFormatError) -> Bool { json[key] == nil ? false : try integer(key, in: 0...1) == 1 }

    func list(_ key: String) throws(LedgerFormatError) -> [Members] {
        guard let items = json[key]?.array else { throw LedgerFormatError(member: key) }
        return items.map(Members.init)
    }

    func blanks() throws(LedgerFormatError) -> [SubmittedFact.BaselineLeaf] {
        var blanks: [SubmittedFact.BaselineLeaf] = []
        for item in try list("blanks") {
            guard let demand = BaselineDemand(rawValue: try item.text("demand")) else { throw LedgerFormatError(member: "demand") }
            blanks.append(SubmittedFact.BaselineLeaf(leaf: try item.text("leaf"), atom: try item.text("atom"), demand: demand, role: try item.optionalText("role")))
        }
        return blanks
    }
}
