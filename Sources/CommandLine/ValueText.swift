import Diagnostics
import Expressions
import Formats
import Vocabulary

/// A value as people read it: a code by its label, an address in one line.
struct ValueText {
    let vocabulary: Vocabulary
    /// Codes are read as of this day.
    let asOf: PartialDate
    let language: Language

    /// - Parameters:
    ///   - value: in the canonical form of answers.
    ///   - concept: what it is a value of; without it texts stand as they are.
    func text(of value: JSON, as concept: Concept?) -> String {
        switch value {
        case .null: return "…"
        case .bool(let flag): return flag ? say("có", "yes") : say("không", "no")
        case .number(let number): return number
        case .string(let text): return self.text(of: text, as: concept)
        case .array(let items): return items.map { self.text(of: $0, as: concept) }.joined(separator: "; ")
        case .object(let object):
            if object["none"]?.bool == true { return say("không có", "none") }
            // A code with the applicant's own words: "other: …".
            if let code = object["code"]?.string, let words = object["text"]?.string, object.count == 2 { return "\(self.text(of: code, as: concept)): \(words)" }
            return parts(of: object, as: concept)
        }
    }

    /// The days of forms: 24/11/2026 in Vietnamese, as computers write them in English.
    func text(of date: PartialDate) -> String {
        language == .english ? date.description : date.description.split(separator: "-").reversed().joined(separator: "/")
    }

    private func text(of written: String, as concept: Concept?) -> String {
        let line = written.split(whereSeparator: \.isNewline).joined(separator: " / ")
        guard let concept else { return line }
        switch concept.type {
        case .choice: return concept.form.codes.flatMap { vocabulary.codeLists[$0]?.entry(written, at: asOf) }?.label.text(in: language) ?? line
        case .date: return PartialDate(written).map(text(of:)) ?? line
        case .number:
            guard let unit = concept.form.unit, unit != "ratio" else { return line }
            return "\(line) \(unit.replacing("m2", with: "m²"))"
        case .text, .tick, .identifier, .address, .composite: return line
        }
    }

    /// In the order of the vocabulary; an address needs no names of its parts.
    private func parts(of object: JSONObject, as concept: Concept?) -> String {
        let order = concept?.form.parts ?? []
        let named = order.compactMap { part in object[part.name].map { (part.name, $0, vocabulary[part.concept]) } }
        let others = object.members.filter { member in !order.contains { $0.name == member.key } }.map { ($0.key, $0.value, Concept?.none) }
        return (named + others).compactMap { name, value, of in
            if value.isNull || value["none"]?.bool == true { return nil }
            let text = text(of: value, as: of)
            return concept?.type == .address ? text : "\(of?.label.text(in: language) ?? name): \(text)"
        }.joined(separator: ", ")
    }

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
}
