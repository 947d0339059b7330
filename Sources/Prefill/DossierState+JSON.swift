import Connectors
import Expressions
public import Formats
import Forms
import Receipts
import Vocabulary

/// A stored dossier that does not read; names the member, never its content.
public struct DossierFormatError: Error, Sendable, Hashable {
    public let member: String
}

extension DossierState {
    /// Everything, register values included: for the sealed dossier store alone.
    public var json: JSON {
        var object: JSONObject = [
            "schema": "onceonly/dossier/1", "id": .string(id), "form": .string(form.rawValue), "version": .string(version),
            "asOf": .string(asOf.description), "simulated": .bool(isSimulated), "salt": .string(salt), "naming": .string(naming), "answers": answers.json,
        ]
        object["pins"] = Self.texts(pins)
        object["opening"] = opening.json
        object["answeredFor"] = Self.texts(Dictionary(uniqueKeysWithValues: answeredFor.map { ($0.key.rawValue, $0.value) }))
        var typed = JSONObject()
        for (role, keys) in typedKeys.sorted(by: { $0.key < $1.key }) { typed[role] = .array(keys.sorted().map { .string($0) }) }
        object["typedKeys"] = .object(typed)
        object["fields"] = .array(fields.map { .string($0) })
        object["closedKeys"] = .array(closedKeys.sorted().map { .string($0) })
        object["stage"] = .number("\(stage)")
        if let supplement { object["supplement"] = supplement.json }
        if let papers { object["papers"] = papers.json }
        if !askedAnew.isEmpty { object["askedAnew"] = .array(askedAnew.sorted().map { .string($0) }) }
        if let filedAt { object["filedAt"] = .string(filedAt) }
        object["replies"] = .array(replies.ordered.flatMap { question, replies in replies.map { Self.json(question, $0) } })
        return .object(object)
    }

    public init(json: JSON) throws(DossierFormatError) {
        let source = StoredMembers(json: json)
        guard let asOf = PartialDate(try source.text("asOf")) else { throw DossierFormatError(member: "asOf") }
        self.init(
            id: try source.text("id"), opening: try Opening(StoredMembers(json: json["opening"] ?? .null)), form: FormID(try source.text("form")),
            version: try source.text("version"), pins: source.texts("pins"), asOf: asOf,
            isSimulated: json["simulated"]?.bool ?? false, salt: try source.text("salt"), naming: try source.text("naming"))
        do { answers = try Answers(json: json["answers"] ?? [:]) } catch { throw DossierFormatError(member: "answers.\(error.member)") }
        for (leaf, subject) in source.texts("answeredFor") { answeredFor[LeafID(leaf)] = subject }
        for (role, keys) in json["typedKeys"]?.object?.members ?? [] { typedKeys[role] = Set((keys.array ?? []).compactMap(\.string)) }
        fields = (json["fields"]?.array ?? []).compactMap(\.string)
        closedKeys = Set((json["closedKeys"]?.array ?? []).compactMap(\.string))
        stage = json["stage"]?.number.flatMap { Int($0) } ?? 1
        supplement = json["supplement"].map { Supplement(json: $0) }
        askedAnew = Set((json["askedAnew"]?.array ?? []).compactMap(\.string))
        filedAt = json["filedAt"]?.string
        if let written = json["papers"] { papers = try PaperBook(json: written, isFiled: filedAt != nil && supplement == nil) }
        for item in json["replies"]?.array ?? [] {
            let (question, reply) = try Self.reply(StoredMembers(json: item))
            replies.note(reply, to: question)
        }
    }

    private static func texts(_ entries: [String: String]) -> JSON {
        var object = JSONObject()
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
        return .object(object)
    }

    fileprivate static func keys(_ keys: [ConceptID: String]) -> JSON {
        texts(Dictionary(uniqueKeysWithValues: keys.map { ($0.key.rawValue, $0.value) }))
    }

    private static func json(_ question: ReplyBook.Question, _ reply: ReplyBook.Reply) -> JSON {
        var object: JSONObject = [
            "connector": .string(question.connector.rawValue), "operation": .string(question.operation.rawValue), "keys": keys(question.keys),
            "concepts": .array(reply.concepts.sorted().map { .string($0.rawValue) }),
            "relations": .array(reply.relations.sorted().map { .string($0.rawValue) }), "fetchedAt": .string(reply.fetchedAt),
        ]
        if reply.isForOffice { object["forOffice"] = true }
        switch reply.result {
        case .absent: object["absent"] = true
        case .failed(let reason): object["failed"] = .string(reason.rawValue)
        case .found(let record): object["record"] = RecordCoding.json(record)
        }
        return .object(object)
    }

    private static func reply(_ source: StoredMembers) throws(DossierFormatError) -> (ReplyBook.Question, ReplyBook.Reply) {
        let question = ReplyBook.Question(
            connector: ConnectorID(try source.text("connector")), operation: OperationID(try source.text("operation")), keys: source.keys("keys"))
        let result: ReplyBook.Result
        if let record = source.json["record"] {
            result = .found(try RecordCoding.record(StoredMembers(json: record)))
        } else if let failed = source.json["failed"]?.string {
            guard let reason = Reason(rawValue: failed) else { throw DossierFormatError(member: "failed") }
            result = .failed(reason)
        } else {
            result = .absent
        }
        let concepts = Set((source.json["concepts"]?.array ?? []).compactMap(\.string).map { ConceptID($0) })
        let relations = Set((source.json["relations"]?.array ?? []).compactMap(\.string).map { RelationID($0) })
        return (question, .init(concepts: concepts, relations: relations, result: result, fetchedAt: try source.text("fetchedAt"), isForOffice: source.json["forOffice"]?.bool ?? false))
    }
}

extension Opening {
    fileprivate var json: JSON {
        var object: JSONObject = ["actor": actor.json, "subject": subject.json, "channel": .string(channel.rawValue), "basis": .string(basis.rawValue)]
        if let operatorID { object["operator"] = .string(operatorID) }
        if let proof { object["proof"] = .string(proof) }
        if let code { object["code"] = .string(code) }
        return .object(object)
    }

    fileprivate init(_ source: StoredMembers) throws(DossierFormatError) {
        guard let channel = Channel(rawValue: try source.text("channel")), let basis = Basis(rawValue: try source.text("basis")) else {
            throw DossierFormatError(member: "opening")
        }
        self.init(
            actor: try SubjectKey(StoredMembers(json: source.json["actor"] ?? .null)), subject: try SubjectKey(StoredMembers(json: source.json["subject"] ?? .null)),
            operatorID: source.json["operator"]?.string, channel: channel, basis: basis, proof: source.json["proof"]?.string, code: source.json["code"]?.string)
    }
}

extension SubjectKey {
    fileprivate var json: JSON { ["kind": .string(kind.rawValue), "keys": DossierState.keys(keys)] }

    fileprivate init(_ source: StoredMembers) throws(DossierFormatError) {
        guard let kind = Kind(rawValue: try source.text("kind")) else { throw DossierFormatError(member: "kind") }
        self.init(stored: kind, keys: source.keys("keys"))
    }
}

/// Typed access to a stored document.
struct StoredMembers {
    let json: JSON

    func text(_ key: String) throws(DossierFormatError) -> String {
        guard let text = json[key]?.string else { throw DossierFormatError(member: key) }
        return text
    }

    func texts(_ key: String) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, value) in json[key]?.object?.members ?? [] { texts[name] = value.string }
        return texts
    }

    func keys(_ key: String) -> [ConceptID: String] {
        Dictionary(uniqueKeysWithValues: texts(key).map { (ConceptID($0.key), $0.value) })
    }
}
