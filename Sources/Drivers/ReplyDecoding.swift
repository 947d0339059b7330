import Connectors
import Expressions
import Formats
import Vocabulary

/// From a register's spelling to the canonical value of a concept.
struct ReplyDecoding: Sendable {
    let vocabulary: Vocabulary
    private let coding: ValueCoding

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        coding = ValueCoding(vocabulary)
    }

    /// A key as it is compared; `nil` where the text is no key of that concept.
    func key(_ text: String, as concept: ConceptID) -> String? {
        guard let concept = vocabulary[concept], let value = try? coding.value(.string(text.trimmingSpaces), as: concept) else {
            return nil
        }
        switch value {
        case .string(let text): return text
        case .number(let number): return number.description
        case .date(let date): return date.description
        default: return nil
        }
    }

    /// What some texts say together: several that say the same are one; several that differ are a list where the
    /// concept may have several values, and no readable value where it may have one.
    ///
    /// - Returns: `nil` where nothing stands there.
    func value(_ findings: [Finding], _ rules: Supply.Decoding, as concept: Concept) -> ReadValue? {
        var texts: [String] = []
        var nones = 0, unknowns = 0
        var at: String?
        for finding in findings {
            guard let written = finding.text else { return .invalid(path: finding.path) }
            for item in Self.items(of: written, rules.separator) {
                switch piece(item, rules, concept) {
                case .nothing: continue
                case .none: nones += 1
                case .unknown: unknowns += 1
                case .unreadable: return .invalid(path: finding.path)
                case .text(let text): if !texts.contains(text) { texts.append(text) }
                }
                at = at ?? finding.path
            }
        }
        guard let at else { return nil }
        if texts.isEmpty { return nones > 0 ? (unknowns > 0 ? .invalid(path: at) : .some(.none(path: at))) : .unrecorded }
        // A value beside "there is none", or beside an element that is not recorded, is not the whole value.
        guard nones + unknowns == 0, concept.form.many || texts.count == 1 else { return .invalid(path: at) }
        let written = texts.map { Self.json($0, for: concept) }
        do {
            return .value(try coding.value(concept.form.many ? .array(written) : written[0], as: concept), path: at)
        } catch {
            return .invalid(path: at)
        }
    }

    /// Why `value` is `.invalid`; `nil` where it is not.
    func fault(in findings: [Finding], _ rules: Supply.Decoding, as concept: Concept) -> ReadingFault? {
        guard case .invalid? = value(findings, rules, as: concept) else { return nil }
        var texts: [String] = []
        for finding in findings {
            guard let written = finding.text else { return .structure }
            for item in Self.items(of: written, rules.separator) {
                switch piece(item, rules, concept) {
                case .text(let text): if !texts.contains(text) { texts.append(text) }
                case .unreadable:
                    let isCode = rules.codes.values.contains { $0 != Self.none && $0 != Self.unknown } && rules.codes[item.trimmingSpaces] == nil
                    return isCode ? .unmappedCode : .format(rules.format ?? "yyyy-MM-dd")
                case .nothing, .none, .unknown: continue
                }
            }
        }
        guard concept.form.many || texts.count <= 1 else { return .several }
        let written = texts.map { Self.json($0, for: concept) }
        guard let first = written.first else { return .mixed }
        do {
            _ = try coding.value(concept.form.many ? .array(written) : first, as: concept)
            return .mixed
        } catch {
            return .value(error)
        }
    }

    private enum Piece {
        case nothing, none, unknown, unreadable
        case text(String)
    }

    /// Targets of `codes` that stand for no value.
    private static let none = "none", unknown = "unknown"

    private func piece(_ written: String, _ rules: Supply.Decoding, _ concept: Concept) -> Piece {
        var text = written.trimmingSpaces
        if let code = rules.codes[text] {
            if code == Self.none { return .none }
            if code == Self.unknown { return .unknown }
            text = code
        } else if text.isEmpty {
            return .nothing
        } else if rules.codes.values.contains(where: { $0 != Self.none && $0 != Self.unknown }) {
            return .unreadable
        }
        guard concept.type == .date || rules.format != nil else { return .text(text) }
        guard let layout = rules.layout, let date = layout.date(in: text, partial: rules.partial) else {
            return .unreadable
        }
        // The first or the last day of a year may stand for a year of which nothing more is known.
        if date.isFull, concept.form.placeholders.contains(String(date.description.suffix(5))), let year = PartialDate(year: date.year) {
            return .text(year.description)
        }
        return .text(date.description)
    }

    private static func items(of text: String, _ separator: String?) -> [String] {
        guard let separator, !separator.isEmpty else { return [text] }
        return text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    private static func json(_ text: String, for concept: Concept) -> JSON {
        if concept.type == .tick {
            if text == "true" { return .bool(true) }
            if text == "false" { return .bool(false) }
        }
        return .string(text)
    }
}
