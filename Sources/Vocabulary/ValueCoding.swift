public import Expressions
public import Formats

/// Why a value cannot be read as its concept. Carries no part of the value.
public enum ValueFault: String, Error, Sendable, Hashable, CaseIterable {
    case wrongType = "wrong-type"
    case notADate = "not-a-date"
    case notANumber = "not-a-number"
    case unknownCode = "unknown-code"
    /// The code was in the list, but not any more on the day it is written.
    case closedCode = "closed-code"
    /// Below the concept's minimum or above its maximum.
    case outOfRange = "out-of-range"
    case badIdentifier = "bad-identifier"
    case unknownPart = "unknown-part"
    case tooLong = "too-long"
    case forbiddenCharacter = "forbidden-character"
    case empty
}

/// Reads and writes values in the canonical forms of `language.md` ("Values").
public struct ValueCoding: Sendable {
    /// Longest text accepted, in Unicode scalars.
    public static let maximumTextLength = 4_000

    let vocabulary: Vocabulary
    let day: PartialDate?

    /// - Parameter day: the day values are written on, when codes closed before it are refused; `nil` where they are read from
    ///   a record, which may be older than the list.
    public init(_ vocabulary: Vocabulary, writtenOn day: PartialDate? = nil) {
        self.vocabulary = vocabulary
        self.day = day
    }

    /// - Returns: a known value, or `.none` for `{"none": true}`.
    public func value(_ json: JSON, as concept: Concept) throws(ValueFault) -> Value {
        if let object = json.object, object.count == 1, object["none"]?.bool == true { return .none }
        if concept.form.many, let items = json.array {
            // No item is not the same as "there is none", which is said as such.
            guard !items.isEmpty else { throw .empty }
            var values: [Value] = []
            for item in items { values.append(try single(item, as: concept)) }
            return .list(values)
        }
        let value = try single(json, as: concept)
        return concept.form.many ? .list([value]) : value
    }

    private func single(_ json: JSON, as concept: Concept) throws(ValueFault) -> Value {
        switch concept.type {
        case .text: return .string(try text(json))
        case .number:
            guard let written = json.string ?? json.number else { throw .wrongType }
            switch Number.writing(written) {
            case .none: throw .notANumber
            // A rounded number is another one than was written.
            case .beyond: throw .outOfRange
            case .exact(let number):
                guard concept.form.range.contains(number) else { throw .outOfRange }
                return .number(number)
            }
        case .date:
            guard let written = json.string else { throw .wrongType }
            guard let date = PartialDate(written) else { throw .notADate }
            return .date(date)
        case .tick:
            guard let flag = json.bool else { throw .wrongType }
            return .boolean(flag)
        case .choice: return try choice(json, codes: concept.form.codes.flatMap { vocabulary.codeLists[$0] })
        case .identifier:
            guard let written = json.string else { throw .wrongType }
            guard let canonical = (concept.form.identifier ?? .none).canonical(written) else { throw .badIdentifier }
            return .string(canonical)
        case .address, .composite: return try composite(json, concept)
        }
    }

    private func text(_ json: JSON) throws(ValueFault) -> String {
        guard let written = json.string else { throw .wrongType }
        guard written.unicodeScalars.count <= Self.maximumTextLength else { throw .tooLong }
        guard !written.unicodeScalars.contains(where: Self.isForbidden) else { throw .forbiddenCharacter }
        let kept = TextFolding.kept(written)
        guard !kept.isEmpty else { throw .empty }
        return kept
    }

    /// Control characters, and marks that make a text show as another one than it is.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        if LatinLetters.isWritten(scalar) { return false }
        return switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t" && scalar != "\r"
        case .format: scalar.properties.isBidiControl
        default: false
        }
    }

    private func choice(_ json: JSON, codes: CodeList?) throws(ValueFault) -> Value {
        if let object = json.object {
            guard object.count == 2, let code = object["code"]?.string, let written = object["text"] else { throw .wrongType }
            guard let codes, codes.entries.contains(where: { $0.code == code && $0.takesText }) else { throw .unknownCode }
            return .context(["code": .string(code), "text": .string(try text(written))])
        }
        guard let code = json.string else { throw .wrongType }
        // Without its list a code cannot be told from any text.
        guard let codes else { return .string(try text(json)) }
        guard codes.knows(code) else { throw .unknownCode }
        if let day, !codes.offers(code, at: day) { throw .closedCode }
        return .string(code)
    }

    private func composite(_ json: JSON, _ concept: Concept) throws(ValueFault) -> Value {
        guard let object = json.object else { throw .wrongType }
        var parts: [String: Value] = [:]
        for (name, part) in object.members {
            guard let member = concept.form.parts.first(where: { $0.name == name }), let of = vocabulary[member.concept] else {
                throw .unknownPart
            }
            parts[name] = try value(part, as: of)
        }
        guard !parts.isEmpty else { throw .empty }
        return .context(parts)
    }

    /// A value as JSON; `nil` for unknown and error, which have no value to write.
    public static func json(_ value: Value) -> JSON? {
        switch value {
        case .none: return ["none": true]
        case .boolean(let flag): return .bool(flag)
        case .number(let number): return .string(number.description)
        case .string(let text): return .string(text)
        case .date(let date): return .string(date.description)
        case .list(let values):
            var items: [JSON] = []
            for value in values {
                guard let item = json(value) else { return nil }
                items.append(item)
            }
            return .array(items)
        case .context(let entries):
            var object = JSONObject()
            for key in entries.keys.sorted() {
                guard let value = entries[key].flatMap(json) else { continue }
                object[key] = value
            }
            return .object(object)
        default: return nil
        }
    }
}

/// Decides whether two values say the same, whatever their spelling.
public struct Comparison: Sendable {
    let vocabulary: Vocabulary
    let asOf: PartialDate

    public init(_ vocabulary: Vocabulary, asOf: PartialDate) {
        self.vocabulary = vocabulary
        self.asOf = asOf
    }

    /// Equal keys mean equal values. Texts fold (see `TextFolding`); a code no longer valid stands for its successor.
    public func key(_ value: Value, as concept: Concept) -> String {
        switch value {
        case .string(let text):
            switch concept.type {
            case .text: return "t:" + TextFolding.key(text)
            case .choice: return "c:" + current(text, in: concept.form.codes)
            default: return "s:" + text
            }
        case .list(let values):
            return "[" + values.map { key($0, as: concept) }.sorted().joined(separator: "\u{1F}") + "]"
        case .context(let entries):
            if case .string(let code)? = entries["code"], case .string(let text)? = entries["text"], concept.form.parts.isEmpty {
                return "o:" + current(code, in: concept.form.codes) + "\u{1F}" + TextFolding.key(text)
            }
            if concept.form.parts.isEmpty { return "x:" + (ValueCoding.json(value)?.serialized(.canonical) ?? "") }
            let parts = concept.form.parts.compactMap { part -> String? in
                guard let value = entries[part.name], value != .none, let of = vocabulary[part.concept] else { return nil }
                return part.name + "=" + key(value, as: of)
            }
            return "{" + parts.joined(separator: "\u{1F}") + "}"
        default:
            return "v:" + (ValueCoding.json(value)?.serialized(.canonical) ?? "?")
        }
    }

    public func areEqual(_ a: Value, _ b: Value, as concept: Concept) -> Bool {
        a == b || key(a, as: concept) == key(b, as: concept)
    }

    /// A value as it is said today: where a concept is of the present, a code that is no longer valid is its successor's,
    /// and a part that has ended, such as a district, is left out: it would stand beside a commune it never had.
    public func current(_ value: Value, as concept: Concept) -> Value {
        switch value {
        case .string(let text) where concept.form.isCurrent: return .string(current(text, in: concept.form.codes))
        case .list(let values) where concept.form.isCurrent: return .list(values.map { current($0, as: concept) })
        case .context(var entries):
            let isOfThePresent = concept.form.parts.contains { vocabulary[$0.concept]?.form.isCurrent ?? false }
            for part in concept.form.parts {
                guard let entry = entries[part.name], let of = vocabulary[part.concept] else { continue }
                let hasEnded = isOfThePresent && of.form.validTo?.isBefore(asOf) ?? false
                entries[part.name] = hasEnded ? nil : current(entry, as: of)
            }
            return .context(entries)
        default: return value
        }
    }

    /// Follows successors of a code that is no longer valid; a bounded number of steps, so a looping list cannot hang it.
    private func current(_ code: String, in id: CodeListID?) -> String {
        guard let list = id.flatMap({ vocabulary.codeLists[$0] }) else { return code }
        var code = code
        for _ in 0..<8 {
            guard !list.offers(code, at: asOf), let next = list.entry(code, at: asOf)?.columns["successor"], !next.isEmpty else { break }
            code = next
        }
        return code
    }
}
