import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Prefill
import Receipts
import Sourcing
import Vocabulary

/// The text of a form with its boxes drawn in another way: what is asked stays the same.
struct FormText {
    enum Redrawing: String, CaseIterable, Sendable {
        /// A composite as a box for each part, a name as two.
        case split
        /// The boxes of one composite as one.
        case joined
        /// Every blank once more at the end.
        case repeated
    }

    /// How one box became several, or several became one: answers follow.
    enum Change: Sendable {
        case split(field: String, [(part: String, field: String)])
        case names(field: String, surname: String, given: String)
        case joined([(part: String, field: String)], field: String)
    }

    private let form: Form
    private let checked: CheckedForm
    private var lines: [String]
    private(set) var changes: [Change] = []
    private(set) var repeats = 0

    var text: String { lines.joined(separator: "\n") }

    /// A surname and what follows it, both pieces of the one name. The sandbox's names have a space.
    static let names = """
        concepts:
          surname:
            kind: person
            type: text
            label: {vi: Họ, en: surname}
            atom: full_name
            identity: true
            derivations: ['substring before(subject.full_name, " ")']
          other_names:
            kind: person
            type: text
            label: {vi: "Chữ đệm, tên", en: other names}
            atom: full_name
            identity: true
            derivations: ['substring after(subject.full_name, " ")']
        """

    init(_ text: String, of checked: CheckedForm, _ redrawing: Redrawing) {
        form = checked.form
        self.checked = checked
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        switch redrawing {
        case .split: split()
        case .joined: join()
        case .repeated: repeatAll()
        }
    }

    // MARK: blocks

    /// The lines of a field, and its keys with theirs; `nil` where it is not written a key a line.
    private func block(of field: Field) -> (lines: Range<Int>, keys: [(key: String, lines: [String])], indent: String)? {
        let start = field.position.line - 1
        guard lines.indices.contains(start), let dash = lines[start].firstRange(of: "- ") else { return nil }
        let indent = String(lines[start][..<dash.lowerBound])
        guard indent.allSatisfy({ $0 == " " }), !lines[start].contains("- {") else { return nil }
        var end = start + 1
        while end < lines.count, lines[end].isEmpty || lines[end].prefix(while: { $0 == " " }).count > indent.count { end += 1 }
        var keys: [(key: String, lines: [String])] = []
        for index in start..<end {
            let line = index == start ? indent + "  " + lines[index][dash.upperBound...] : lines[index]
            let depth = line.prefix { $0 == " " }.count
            if depth == indent.count + 2, let colon = line.firstIndex(of: ":"), !line.dropFirst(depth).hasPrefix("#") {
                keys.append((String(line[..<colon].dropFirst(depth)), [line]))
            } else if !keys.isEmpty {
                keys[keys.count - 1].lines.append(line)
            }
        }
        return (start..<end, keys, indent)
    }

    /// A field written anew, with the keys of another one that are kept.
    private func written(_ id: String, means: String, indent: String, keeping keys: [(key: String, lines: [String])], _ more: [String] = []) -> [String] {
        ["\(indent)- id: \(id)", "\(indent)  means: \(means)", "\(indent)  label: {vi: Ô, en: box}"] + keys.flatMap(\.lines) + more.map { "\(indent)  \($0)" }
    }

    /// Blanks that another one says again stay whole.
    private var original: Set<FieldID> { Set(form.fields.compactMap(\.authorship.repeats)) }

    // MARK: splitting

    private mutating func split() {
        let asked = Set(form.fields.flatMap(\.means.all))
        for field in form.fields.reversed() where field.authorship.repeats == nil && field.authorship.value == nil && field.means.byKind.isEmpty && !original.contains(field.id) {
            let meaning = field.means.first
            guard let block = block(of: field), let concept = checked.vocabulary[meaning.concept], field.localType == nil else { continue }
            let kept = block.keys.filter { ["visibleIf", "onlyApplicant", "outside"].contains($0.key) }
            let demand = block.keys.filter { ["required", "requiredIf"].contains($0.key) }
            let partOf = "partOf: \(meaning.role).\(checked.vocabulary.atom(of: meaning.concept))"
            if concept.id == "full_name", field.outside == nil, !checked.form.roles.contains(where: { $0.id == meaning.role && $0.verify.contains("full_name") }) {
                let ids = (surname: "\(field.id).surname", given: "\(field.id).given")
                lines.replaceSubrange(block.lines, with: written(ids.surname, means: "\(meaning.role).surname", indent: block.indent, keeping: kept + demand, [partOf])
                    + written(ids.given, means: "\(meaning.role).other_names", indent: block.indent, keeping: kept + demand, [partOf]))
                changes.append(.names(field: field.id.rawValue, surname: ids.surname, given: ids.given))
                continue
            }
            let parts = concept.form.parts
            guard !parts.isEmpty, parts.allSatisfy({ !asked.contains(Meaning(meaning.role, $0.concept)) }) else { continue }
            // One box of it must be filled wherever the whole had to be: the commune of an address, the number of a card.
            let main = parts.first { $0.name == "commune" || $0.name == "number" } ?? parts[0]
            lines.replaceSubrange(block.lines, with: parts.flatMap { part -> [String] in
                let offers = field.authorship.offers.compactMap { offer -> String? in
                    checked.vocabulary[offer.concept]?.form.parts.first { $0.name == part.name }.map { "\(offer.role).\($0.concept)" }
                }
                let more = [partOf] + (offers.isEmpty ? [] : ["offers: [\(offers.joined(separator: ", "))]"])
                return written("\(field.id).\(part.name)", means: "\(meaning.role).\(part.concept)", indent: block.indent, keeping: kept + (part == main ? demand : []), more)
            })
            changes.append(.split(field: field.id.rawValue, parts.map { ($0.name, "\(field.id).\($0.name)") }))
        }
    }

    // MARK: joining

    private mutating func join() {
        for section in form.sections.reversed() {
            var groups: [Meaning: [(part: String, field: Field)]] = [:]
            for field in section.fields where field.means.byKind.isEmpty && !original.contains(field.id) && field.authorship.repeats == nil {
                let meaning = field.means.first
                for membership in checked.vocabulary.memberships(of: meaning.concept) where membership.composite == checked.vocabulary.atom(of: meaning.concept) {
                    groups[Meaning(meaning.role, membership.composite), default: []].append((membership.part, field))
                }
            }
            let asked = Set(form.fields.flatMap(\.means.all))
            for (whole, pieces) in groups.sorted(by: { ($0.value[0].field.position) > ($1.value[0].field.position) }) where pieces.count > 1 && !asked.contains(whole) {
                let blocks = pieces.compactMap { block(of: $0.field) }
                guard blocks.count == pieces.count else { continue }
                let required = blocks.flatMap(\.keys).first { $0.key == "required" || $0.key == "requiredIf" }
                let kept = blocks[0].keys.filter { ["visibleIf", "onlyApplicant", "outside"].contains($0.key) } + (required.map { [$0] } ?? [])
                let id = "\(pieces[0].field.id).whole"
                let joined = written(id, means: whole.description, indent: blocks[0].indent, keeping: kept)
                for block in blocks.dropFirst().sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) { lines.removeSubrange(block.lines) }
                lines.replaceSubrange(blocks[0].lines, with: joined)
                changes.append(.joined(pieces.map { ($0.part, $0.field.id.rawValue) }, field: id))
            }
        }
    }

    // MARK: repeating

    private mutating func repeatAll() {
        guard let end = lines.firstIndex(where: { $0.hasPrefix("documents:") || $0.hasPrefix("checks:") || $0.hasPrefix("decisions:") }) else { return }
        var again = ["  - title: {vi: Một lần nữa, en: Once more}", "    fields:"]
        for section in form.sections where section.rows == nil {
            for field in section.fields where field.outside == nil && field.authorship.repeats == nil && field.localType == nil {
                guard let block = block(of: field), let means = block.keys.first(where: { $0.key == "means" })?.lines.first else { continue }
                again += ["      - id: again.\(field.id)", "        \(means.trimmingCharacters(in: .whitespaces))", "        label: {vi: Ô, en: box}", "        repeats: \(field.id)"]
                if let whole = field.authorship.partOf { again.append("        partOf: \(whole)") }
                repeats += 1
            }
        }
        lines.insert(contentsOf: again, at: end)
    }

    // MARK: answers

    /// What the same person answers in the redrawn boxes.
    func answers(_ answers: Answers) -> Answers {
        var redrawn = answers
        for (leaf, value) in answers.answers {
            let close = leaf.rawValue.lastIndex(of: "]")
            let head = close.map { String(leaf.rawValue[...$0]) + "." } ?? ""
            let field = close.map { String(leaf.rawValue[$0...].dropFirst(2)) } ?? leaf.rawValue
            for change in changes {
                switch change {
                case .split(let split, let parts) where split == field:
                    redrawn.answers[leaf] = nil
                    for part in parts { redrawn.answers[LeafID(head + part.field)] = value[part.part] }
                case .names(let split, let surname, let given) where split == field:
                    redrawn.answers[leaf] = nil
                    let words = (value.string ?? "").split(separator: " ", maxSplits: 1).map(String.init)
                    redrawn.answers[LeafID(head + surname)] = words.first.map { .string($0) }
                    redrawn.answers[LeafID(head + given)] = words.dropFirst().first.map { .string($0) }
                case .joined(let parts, let whole):
                    guard let part = parts.first(where: { $0.field == field })?.part else { continue }
                    redrawn.answers[leaf] = nil
                    var object = redrawn.answers[LeafID(head + whole)]?.object ?? JSONObject()
                    object[part] = value
                    redrawn.answers[LeafID(head + whole)] = .object(object)
                case .split, .names: continue
                }
            }
        }
        return redrawn
    }
}
