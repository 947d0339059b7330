import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import Vocabulary

extension Trial {
    func text(in language: Language, showingValues: Bool) -> String {
        var lines = [heading(language)]
        for step in steps {
            lines.append("")
            lines.append("\(step.trace.use.words.text(in: language))  \(step.trace.path)")
            for found in step.trace.found.prefix(Self.shownPlaces) {
                let raw = found.text.map { "\"\(showingValues ? $0 : masked($0, step.trace))\"" }
                let path = Self.short(found.path)
                lines.append("    \(showingValues ? path : Masking.path(path))" + (raw.map { "  \($0)" } ?? ""))
            }
            if step.trace.found.count > Self.shownPlaces { lines.append(said(vi: "    … \(step.trace.found.count) chỗ", en: "    … \(step.trace.found.count) places")) }
            if step.trace.found.isEmpty, step.fault == nil { lines.append("    " + LocalizedText(vi: "(không có gì ở đây)", en: "(nothing stands there)").text(in: language)) }
            if let fault = step.fault { lines.append("    ✗ " + fault.words.text(in: language)) }
            if let value = step.value { lines.append("    → " + value.words(language, showingValues)) }
        }
        return lines.joined(separator: "\n")
    }

    /// A word a condition compares with is the manifest's own; what is none of them must not look like one.
    private func masked(_ text: String, _ trace: MappingTrace) -> String {
        // The length of a yes or a no says which it is.
        if case .verifies = trace.use { return "…" }
        if case .invalidWhen = trace.use { return trace.rules.codes[text.trimmingSpaces] ?? "…" }
        guard case .condition(let name) = trace.use else { return Masking.shape(of: text) }
        let condition = switch name {
        case "notFound": operation.reply.notFound
        case "refusedWhen": operation.reply.refusedWhen
        default: operation.reply.invalidWhen
        }
        return condition?.values.contains(text.trimmingSpaces) == true ? text : "…"
    }

    private static let shownPlaces = 5

    /// A place in XML without what only a program needs to find it again.
    private static func short(_ path: String) -> String { path.replacing(/\*\[local-name\(\)='([^']*)'\]/) { String($0.1) } }

    private func heading(_ language: Language) -> String {
        let word = result.words(because: cause).text(in: language)
        let time = took.map { " (\($0.milliseconds) ms)" } ?? ""
        return "\(operation.id): \(word)\(time)"
    }

    /// Values are told only where they are asked for.
    func json(showingValues: Bool) -> JSON {
        var object: JSONObject = ["schema": "onceonly/connector-try/1", "operation": .string(operation.id.rawValue), "result": result.madeJSON["result"] ?? .null]
        if let cause { object["cause"] = cause.json }
        if let took { object["milliseconds"] = .number("\(took.milliseconds)") }
        object["masked"] = .bool(!showingValues)
        object["mappings"] = .array(steps.map { step in
            var entry = step.trace.use.json
            entry["path"] = .string(step.trace.path)
            entry["found"] = .array(step.trace.found.map { found in
                var place: JSONObject = ["path": .string(showingValues ? found.path : Masking.path(found.path))]
                if let text = found.text { place["raw"] = .string(showingValues ? text : masked(text, step.trace)) }
                return .object(place)
            })
            if let fault = step.fault { entry["why"] = .string(fault.word) }
            if let value = step.value {
                switch value {
                case .value(let value, _): entry["value"] = ValueCoding.json(value).map { showingValues ? $0 : $0.masked }
                case .none: entry["value"] = ["none": true]
                case .unrecorded: entry["value"] = .null
                case .invalid: entry["invalid"] = true
                }
            }
            return .object(entry)
        })
        return .object(object)
    }
}

extension JSON {
    /// The same with every text and number in the shape of itself; words, true and false are left out, since the length of one of
    /// a few says which it is.
    fileprivate var masked: JSON {
        switch self {
        case .string(let text): .string(text.contains(where: \.isLetter) ? "…" : Masking.shape(of: text))
        case .array(let items): .array(items.map(\.masked))
        case .object(let object): .object(JSONObject(object.members.map { (key: $0.key, value: $0.value.masked) }))
        case .number(let digits): .string(Masking.shape(of: digits))
        case .bool: "…"
        case .null: self
        }
    }
}

extension ReadValue {
    fileprivate func words(_ language: Language, _ showingValues: Bool) -> String {
        switch self {
        case .value(let value, _):
            let json = ValueCoding.json(value) ?? .null
            return (showingValues ? json : json.masked).serialized(.compact)
        case .none: return LocalizedText(vi: "sổ nói là không có", en: "the register says there is none").text(in: language)
        case .unrecorded: return LocalizedText(vi: "chưa ghi", en: "not recorded").text(in: language)
        case .invalid: return LocalizedText(vi: "không đọc được", en: "cannot be read").text(in: language)
        }
    }
}

extension LookUp {
    var words: LocalizedText {
        switch self {
        case .found: LocalizedText(vi: "tìm thấy", en: "found")
        case .absent: LocalizedText(vi: "sổ trả lời là không có", en: "the register answered: no such record")
        case .refused: LocalizedText(vi: "sổ từ chối", en: "the register refused")
        case .failed(.down): LocalizedText(vi: "sổ không trả lời", en: "the register does not answer")
        case .failed(.timeout): LocalizedText(vi: "sổ trả lời quá chậm", en: "the register took too long")
        case .failed(.unreadable):
            LocalizedText(vi: "câu trả lời không đọc được như manifest ghi: sai dạng, không có bản ghi hoặc bản ghi không có khóa", en: "the reply does not read as the manifest says: another shape, no record, or a record without its key")
        case .failed(.ambiguous): LocalizedText(vi: "nhiều bản ghi; 'many' cho biết chọn thế nào", en: "more than one record; 'many' says which to take")
        case .failed(.invalid): LocalizedText(vi: "bản ghi không dùng được: nó tự nói vậy (invalidWhen), hoặc ghi một ngày chưa đến", en: "the record must not be used: it says so (invalidWhen), or was written on a day that is still to come")
        case .failed(.wrongSubject): LocalizedText(vi: "sổ trả lời về chủ thể khác", en: "the register answered about another subject")
        case .failed(.heldBack): LocalizedText(vi: "bị giữ lại vì hạn mức của sổ", en: "held back by the register's quota")
        case .failed(.notAsked): LocalizedText(vi: "không hỏi: giá trị không viết được như sổ nhận", en: "not asked: what is to be sent cannot be written as the register takes it")
        }
    }
}

extension MappingTrace.Use {
    var words: LocalizedText {
        switch self {
        case .record: LocalizedText(vi: "bản ghi", en: "record")
        case .identifies(let concept): LocalizedText(vi: "khóa \(concept)", en: "identifies \(concept)")
        case .recordedAt: LocalizedText(vi: "ghi ngày", en: "recordedAt")
        case .condition(let name): LocalizedText(vi: name, en: name)
        case .supplies(let concept, let part): LocalizedText(vi: "\(concept)" + (part.map { " · \($0)" } ?? ""), en: "\(concept)" + (part.map { " · \($0)" } ?? ""))
        case .verifies(let concept): LocalizedText(vi: "\(concept) · đúng hay không", en: "\(concept) · yes or no")
        case .list(let relation): LocalizedText(vi: "\(relation) · danh sách", en: "\(relation) · list")
        case .linkKey(let relation, let concept): LocalizedText(vi: "\(relation) · khóa \(concept)", en: "\(relation) · key \(concept)")
        case .linkSupplies(let relation, let concept, let part):
            LocalizedText(vi: "\(relation) · \(concept)" + (part.map { " · \($0)" } ?? ""), en: "\(relation) · \(concept)" + (part.map { " · \($0)" } ?? ""))
        case .invalidWhen(let relation, let concept, let part):
            LocalizedText(vi: "invalidWhen · " + Self.names(relation, concept, part), en: "invalidWhen · " + Self.names(relation, concept, part))
        }
    }

    private static func names(_ relation: RelationID?, _ concept: ConceptID, _ part: String?) -> String {
        [relation?.rawValue, concept.rawValue, part].compactMap(\.self).joined(separator: " · ")
    }

    fileprivate var json: JSONObject {
        func entry(_ use: String, relation: RelationID? = nil, concept: ConceptID? = nil, part: String? = nil) -> JSONObject {
            var object: JSONObject = ["use": .string(use)]
            if let relation { object["relation"] = .string(relation.rawValue) }
            if let concept { object["concept"] = .string(concept.rawValue) }
            if let part { object["part"] = .string(part) }
            return object
        }
        switch self {
        case .record: return entry("record")
        case .identifies(let concept): return entry("identifies", concept: concept)
        case .recordedAt: return entry("recordedAt")
        case .condition(let name): return entry(name)
        case .supplies(let concept, let part): return entry("supplies", concept: concept, part: part)
        case .verifies(let concept): return entry("verifies", concept: concept)
        case .list(let relation): return entry("list", relation: relation)
        case .linkKey(let relation, let concept): return entry("key", relation: relation, concept: concept)
        case .linkSupplies(let relation, let concept, let part): return entry("supplies", relation: relation, concept: concept, part: part)
        case .invalidWhen(let relation, let concept, let part): return entry("invalidWhen", relation: relation, concept: concept, part: part)
        }
    }
}

extension ReadingFault {
    var word: String {
        switch self {
        case .structure: "structure"
        case .contradiction: "contradiction"
        case .renamed: "renamed"
        case .missingColumn: "missing-column"
        case .notText: "not-text"
        case .unmappedCode: "unmapped-code"
        case .neitherYesNorNo: "neither-yes-nor-no"
        case .format: "format"
        case .several: "several"
        case .mixed: "mixed"
        case .unknownConcept: "unknown-concept"
        case .doubted: "doubted"
        case .unsaid: "unsaid"
        case .toCome: "to-come"
        case .otherSubject: "wrong-subject"
        case .noKey: "no-key"
        case .value(let fault): fault.rawValue
        }
    }

    /// What to do about it, for whoever writes the manifest.
    var words: LocalizedText {
        switch self {
        case .structure: LocalizedText(vi: "ở đây là đối tượng, mảng hay phần tử có phần tử con; hãy viết đường dẫn sâu hơn", en: "an object, an array or an element with elements stands here; write a path that goes on into it")
        case .contradiction: LocalizedText(vi: "trên đường có mảng nơi đường dẫn gọi tên thành viên; hãy viết [*] hoặc [0]", en: "on the way stands an array where the path names a member; write [*] or [0]")
        case .renamed: LocalizedText(vi: "danh sách không có phần tử tên này nhưng có phần tử khác: sổ đã đổi tên, hoặc đường dẫn sai", en: "the list has no element of this name, but others: the register has renamed them, or the path is wrong")
        case .missingColumn: LocalizedText(vi: "bảng hay câu truy vấn không có cột này: sổ đã đổi tên cột, hoặc tên viết sai", en: "the table or the query has no such column: the register has renamed it, or the name is wrong")
        case .notText: LocalizedText(vi: "ô này không phải chữ mà là byte, hoặc chữ có byte 0; hãy đọc cột khác, hoặc đổi trong câu truy vấn", en: "the cell holds bytes, or text with a zero in it, and no text; read another column, or convert it in the query")
        case .unmappedCode: LocalizedText(vi: "mã này không có trong 'codes' của manifest; hãy thêm vào", en: "this code is not in the manifest's 'codes'; add it")
        case .neitherYesNorNo: LocalizedText(vi: "không phải từ nào ở 'yes' và 'no' của manifest; hãy thêm vào đúng chỗ", en: "none of the words under 'yes' and 'no' of the manifest; add it where it belongs")
        case .format(let format): LocalizedText(vi: "không viết theo dạng \(format); hãy sửa 'format', thêm 'partial: true' nếu có thể thiếu ngày", en: "not written as \(format); change 'format', or say 'partial: true' where the day may be missing")
        case .several: LocalizedText(vi: "nhiều giá trị khác nhau cho khái niệm chỉ có một; hãy chọn một bằng đường dẫn", en: "several values that differ, where the concept has one; let the path choose one")
        case .mixed: LocalizedText(vi: "có giá trị bên cạnh mã 'không có' hoặc 'chưa ghi'", en: "a value stands beside a code for none or for not recorded")
        case .unknownConcept: LocalizedText(vi: "từ vựng không có khái niệm này", en: "the vocabulary does not have this concept")
        case .doubted(let path): LocalizedText(vi: "bản ghi tự nói ở \(path) rằng không được dùng giá trị này (invalidWhen)", en: "the record says at \(path) that this value must not be used (invalidWhen)")
        case .unsaid(let path):
            LocalizedText(
                vi: "bản ghi không nói gì ở \(path), nơi phải nói giá trị này có dùng được không (invalidWhen với 'is')",
                en: "nothing stands at \(path), where the record has to say what this value is worth (invalidWhen with 'is')")
        case .toCome: LocalizedText(vi: "ngày chưa đến: điều đã xảy ra (notFuture trong từ vựng) không thể ở tương lai, và bản ghi không thể ghi ngày mai", en: "a day that is still to come: what has happened (notFuture in the vocabulary) cannot lie in the future, nor can the day a record was written")
        case .otherSubject: LocalizedText(
            vi: "khóa của bản ghi khác khóa đã hỏi: câu trả lời về chủ thể khác, khi điền biểu mẫu sẽ bị bỏ cả", en: "the record's key is not the one it was asked by: the reply is about another subject, and forms are filled with none of it")
        case .noKey: LocalizedText(
            vi: "bản ghi không có khóa của chính nó: không biết là về ai, nên bị bỏ cả", en: "the record has no key of its own: nobody can tell whom it is about, so none of it is used")
        case .value(let fault): fault.words
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded.
    var milliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
