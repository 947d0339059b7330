public import Diagnostics
public import Expressions
public import Formats

/// A value as people read it: a code by its label, an address in one line.
public struct ValueText: Sendable {
    /// How numbers are written.
    public enum Style: Sendable, Hashable {
        /// As they are typed, so that they can be typed again.
        case screen
        /// As forms have them: quantities in groups of three, the decimal comma in Vietnamese, shares in percent.
        case paper
    }

    private let vocabulary: Vocabulary
    private let asOf: PartialDate
    private let language: Language
    private let style: Style

    /// - Parameter asOf: codes are read as of this day.
    public init(vocabulary: Vocabulary, asOf: PartialDate, language: Language, style: Style = .screen) {
        self.vocabulary = vocabulary
        self.asOf = asOf
        self.language = language
        self.style = style
    }

    /// - Parameters:
    ///   - value: in the canonical form of answers.
    ///   - concept: what it is a value of; without it texts stand as they are.
    public func text(of value: JSON, as concept: Concept?) -> String {
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
            return parts(of: object, as: concept).map { part in
                concept?.type == .address ? part.text : "\(part.label): \(part.text)"
            }.joined(separator: ", ")
        }
    }

    /// The days of forms: 24/11/2026 in Vietnamese, as computers write them in English.
    public func text(of date: PartialDate) -> String {
        language == .english ? date.description : date.description.split(separator: "-").reversed().joined(separator: "/")
    }

    /// The parts a value has, in the order of the vocabulary; an address needs no names of its parts.
    public func parts(of object: JSONObject, as concept: Concept?) -> [(name: String, label: String, text: String)] {
        let order = concept?.form.parts ?? []
        let named = order.compactMap { part in object[part.name].map { (part.name, $0, vocabulary[part.concept]) } }
        let others = object.members.filter { member in !order.contains { $0.name == member.key } }.map { ($0.key, $0.value, Concept?.none) }
        return (named + others).compactMap { name, value, of in
            if value.isNull || value["none"]?.bool == true { return nil }
            return (name, of?.label.text(in: language) ?? name, text(of: value, as: of))
        }
    }

    private func text(of written: String, as concept: Concept?) -> String {
        let line = written.split(whereSeparator: \.isNewline).joined(separator: " / ")
        guard let concept else { return line }
        switch concept.type {
        case .choice: return concept.form.codes.flatMap { vocabulary.codeLists[$0]?.entry(written, at: asOf) }?.label.text(in: language) ?? line
        case .date: return PartialDate(written).map(text(of:)) ?? line
        case .number:
            guard let unit = concept.form.unit else { return number(line, isGrouped: false) }
            if unit == "ratio" { return share(line) }
            return "\(number(line)) \(unit.replacing("m2", with: "m²"))"
        case .text, .tick, .identifier, .address, .composite: return line
        }
    }

    /// `1234567.5` as `1.234.567,5` or `1,234,567.5`; what is no quantity, such as a year, without groups.
    private func number(_ written: String, isGrouped: Bool = true) -> String {
        guard style == .paper, let number = Number(written) else { return written }
        let plain = number.description, isNegative = plain.hasPrefix("-")
        let halves = plain.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = halves.first, halves.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return written }
        let digits = Array(whole)
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if isGrouped, place > 0, (digits.count - place).isMultiple(of: 3) { grouped += say(".", ",") }
            grouped.append(digit)
        }
        return (isNegative ? "-" : "") + grouped + (halves.count == 2 ? say(",", ".") + halves[1] : "")
    }

    private func share(_ written: String) -> String {
        guard style == .paper, let share = Number(written), let hundred = Number("100"), let percent = share * hundred else { return written }
        return number(percent.description) + " %"
    }

    private func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
