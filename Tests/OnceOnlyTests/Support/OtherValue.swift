import Expressions
import Formats
import Prefill
import Vocabulary

/// Values nobody filled in: valid ones that say something else, and ones of another type.
struct OtherValue {
    let vocabulary: Vocabulary
    let day: PartialDate
    private var coding: ValueCoding { ValueCoding(vocabulary, writtenOn: day) }
    private var comparison: Comparison { Comparison(vocabulary, asOf: day) }

    init(_ vocabulary: Vocabulary, on day: PartialDate) { (self.vocabulary, self.day) = (vocabulary, day) }

    /// Up to three valid values that say something else than this one; none where the concept has no other.
    func others(than value: JSON?, as concept: Concept) -> [JSON] {
        let now = value.flatMap { try? coding.value($0, as: concept) } ?? value.flatMap { try? ValueCoding(vocabulary).value($0, as: concept) }
        return candidates(value, concept).filter { candidate in
            guard let read = try? coding.value(candidate, as: concept) else { return false }
            return now.map { !comparison.areEqual($0, read, as: concept) } ?? true
        }.prefix(3).map(\.self)
    }

    private func candidates(_ value: JSON?, _ concept: Concept) -> [JSON] {
        if concept.form.many {
            let items = value?.array ?? value.map { [$0] } ?? []
            return single(items.first, concept).prefix(3).map { .array([$0]) } + (items.count > 1 ? [.array(Array(items.dropLast()))] : [])
        }
        return single(value, concept)
    }

    private func single(_ value: JSON?, _ concept: Concept) -> [JSON] {
        switch concept.type {
        case .text: return [.string((value?.string ?? "Nội dung") + " khác"), "Một điều khác", "Điều thứ ba"]
        case .number:
            let number = value?.string.flatMap { Number($0) } ?? 1
            return [number + 1, number + 2, number - 1].compactMap(\.self).map { .string($0.description) }
        case .date:
            guard let date = value?.string.flatMap({ PartialDate($0) }), date.isFull else { return ["1990-05", "1991", "1992-03-04"] }
            return [1, -1, 31].compactMap { date.adding(days: $0) }.map { .string($0.description) }
        case .tick: return [.bool(!(value?.bool ?? false))]
        case .choice:
            guard let list = concept.form.codes.flatMap({ vocabulary.codeLists[$0] }) else { return ["khác"] }
            let code = value?.string ?? value?["code"]?.string
            let others = list.entries.filter { $0.code != code && list.offers($0.code, at: day) }
            return others.map { $0.takesText ? ["code": .string($0.code), "text": "điều khác"] : .string($0.code) }
        case .identifier: return identifiers(like: value?.string, concept)
        case .address, .composite:
            let parts = value?.object ?? JSONObject()
            return concept.form.parts.flatMap { part -> [JSON] in
                guard let of = vocabulary[part.concept] else { return [] }
                return candidates(parts[part.name], of).prefix(2).map { other in
                    var changed = parts
                    changed[part.name] = other
                    return .object(changed)
                }
            }
        }
    }

    /// The same identifier with one or two digits changed, as far as it is one then.
    private func identifiers(like value: String?, _ concept: Concept) -> [JSON] {
        let type = concept.form.identifier ?? .none
        guard let value else { return ["015210000123", "0100109106", "1234567", "0912345678", "a@b.vn"] }
        if type == .email { return [.string("khac." + value)] }
        var found: [JSON] = []
        let digits = Array(value)
        for place in digits.indices.reversed() where digits[place].isNumber {
            for (other, second) in zip("0123456789", "3456789012") {
                var changed = digits
                changed[place] = other
                if place + 1 < digits.count, digits[place + 1].isNumber { changed[place + 1] = second }
                if changed != digits, type.canonical(String(changed)) != nil { found.append(.string(String(changed))) }
                if found.count == 3 { return found }
            }
        }
        return found
    }

    /// Values of every JSON type that do not read as the concept at all.
    func wrongTypes(for concept: Concept) -> [JSON] {
        let all: [JSON] = [.bool(true), .number("7"), "chữ \u{202E}", .array([.array([])]), ["không": "có"]]
        return all.filter { (try? coding.value($0, as: concept)) == nil }.prefix(3).map(\.self)
    }

    /// What an author would call the concept's type.
    static func name(of concept: Concept, _ value: JSON?) -> String {
        if concept.form.many { return "list" }
        if concept.type == .date, let text = value?.string, text.count < 10 { return "partial date" }
        if concept.type == .composite { return "composite \(concept.id)" }
        if concept.type == .choice, value?["text"] != nil { return "choice with text" }
        return concept.type.rawValue
    }
}
