import Diagnostics
public import Expressions
public import Forms
public import Vocabulary

/// What a form's expressions read, by type: in a row a meaning is that row's value, outside it is the list of values.
public struct FormTyping: TypingEnvironment {
    let form: Form
    let vocabulary: Vocabulary
    /// The rows the expression stands in.
    let group: GroupID?

    /// - Parameter rows: the rows an expression stands in.
    public init(_ checked: CheckedForm, rows: GroupID? = nil) {
        self.init(form: checked.form, vocabulary: checked.vocabulary, group: rows)
    }

    init(form: Form, vocabulary: Vocabulary, group: GroupID?) {
        self.form = form
        self.vocabulary = vocabulary
        self.group = group
    }

    private func concept(of meaning: Meaning) -> Concept? { vocabulary[meaning.concept] }

    private func single(_ meaning: Meaning) -> ExpressionType? { concept(of: meaning).map { vocabulary.type(of: $0) } }

    public func type(of meaning: Meaning) -> ExpressionType? { type(of: meaning, in: rows(of: meaning)) }

    private func type(of meaning: Meaning, in rows: GroupID?) -> ExpressionType? {
        guard let type = single(meaning) else { return nil }
        return rows == nil || rows == group ? type : .list(type)
    }

    /// The rows a meaning stands in: those of its field, or those of its role.
    private func rows(of meaning: Meaning) -> GroupID? {
        if let section = section(asking: meaning) { return section.rows?.group }
        return form.rows(of: meaning.role)?.group
    }

    private func section(asking meaning: Meaning) -> Section? {
        let asking = form.sections.filter { $0.fields.contains { $0.means.all.contains(meaning) } }
        return asking.first { $0.fields.contains { $0.means.all.contains(meaning) && $0.authorship.repeats == nil } } ?? asking.first
    }

    public func row(of group: String) -> ExpressionType? {
        let fields = form.sections.filter { $0.rows?.group.rawValue == group }.flatMap(\.fields)
        guard !fields.isEmpty else { return nil }
        var entries: [String: ExpressionType] = [:]
        for meaning in fields.flatMap(\.means.all) { entries[meaning.concept.rawValue] = single(meaning) ?? .unchecked }
        return .context(entries, isOpen: false)
    }

    public func after(_ meaning: Meaning) -> ExpressionType? { type(of: meaning, in: section(changing: meaning)?.rows?.group) }

    public func held(_ meaning: Meaning) -> ExpressionType? { type(of: meaning, in: form.rows(of: meaning.role)?.group) }

    private func section(changing meaning: Meaning) -> Section? {
        form.sections.first { section in
            section.fields.contains { field in
                guard case .newValue = field.authorship.onlyApplicant else { return false }
                return field.means.all.contains(meaning)
            }
        }
    }

    public func columns(of list: String) -> Set<String>? { vocabulary.columns(of: list) }

    public func code(meant text: String, in list: String) -> String? { vocabulary.code(meant: text, in: list) }

    /// What the engine itself says of a dossier is there, and so is what every dossier of the form must answer.
    public func mayBeNone(_ meaning: Meaning) -> Bool {
        if meaning.role == SourcingGraph.dossier, Self.engine.contains(meaning.concept.rawValue) { return false }
        guard let section = section(asking: meaning), section.visibleIf == nil, section.rows.map({ $0.group == group }) ?? true,
              let field = section.fields.first(where: { $0.means.all.contains(meaning) })
        else { return true }
        if let role = form.role(meaning.role), role.when != nil || role.isOptional || !role.kinds.allSatisfy({ field.means.applies(to: $0) && field.means.meaning(for: $0) == meaning }) {
            return true
        }
        // Of what is to be entered newly the meaning is what the register has, which may be nothing.
        if case .newValue = field.authorship.onlyApplicant { return true }
        return !field.demand.required || field.demand.visibleIf != nil || field.authorship.mayBeNone || field.outside != nil
    }

    private static let engine: Set = ["channel", "basis", "submission_date"]

    public func count(of group: String) -> ClosedRange<Int>? {
        // A table that is not shown has no rows, however many a shown one needs.
        form.groups.first { $0.group.rawValue == group }.map { 0...$0.count.upperBound }
    }

    public var patterns: (any PatternEngine)? { XPathPatterns() }
}

/// What is written for any form reads concepts whatever its roles are called: derivations, conditions on papers.
struct DerivationTyping: TypingEnvironment {
    let vocabulary: Vocabulary

    func type(of meaning: Meaning) -> ExpressionType? { vocabulary[meaning.concept].map { vocabulary.type(of: $0) } }
    func columns(of list: String) -> Set<String>? { vocabulary.columns(of: list) }
    func code(meant text: String, in list: String) -> String? { vocabulary.code(meant: text, in: list) }
    var patterns: (any PatternEngine)? { XPathPatterns() }
}

/// What a register's reply is read by: `read.<name>` is a text.
struct ReplyTyping: TypingEnvironment {
    func type(of meaning: Meaning) -> ExpressionType? { meaning.role.rawValue == "read" ? .string : nil }
    var patterns: (any PatternEngine)? { XPathPatterns() }
}

extension Vocabulary {
    /// A value as expressions read it: of "other: …" the code, so that it compares as every choice does.
    public func read(_ value: Value, as concept: Concept) -> Value {
        switch value {
        case .list(let items): return .list(items.map { read($0, as: concept) })
        case .context(let entries) where concept.type == .choice: return entries["code"] ?? value
        case .context(var entries):
            for part in concept.form.parts { if let entry = entries[part.name], let of = self[part.concept] { entries[part.name] = read(entry, as: of) } }
            return .context(entries)
        default: return value
        }
    }

    /// The type of a concept's values, as expressions read them.
    func type(of concept: Concept) -> ExpressionType {
        type(of: concept, within: [])
    }

    private func type(of concept: Concept, within: Set<ConceptID>) -> ExpressionType {
        let single: ExpressionType =
            switch concept.type {
            case .text, .identifier: .string
            case .number: .number
            case .date: .date
            case .tick: .boolean
            case .choice: choice(concept.form.codes)
            case .address, .composite:
                .context(
                    Dictionary(concept.form.parts.map { part in
                        let inner = within.contains(part.concept) ? nil : self[part.concept]
                        return (part.name, inner.map { type(of: $0, within: within.union([concept.id])) } ?? .unchecked)
                    }, uniquingKeysWith: { $1 }), isOpen: false)
            }
        return concept.form.many ? .list(single) : single
    }

    private func choice(_ id: CodeListID?) -> ExpressionType {
        guard let id, let list = codeLists[id] else { return .string }
        return .code(list: id.rawValue, Set(list.entries.map(\.code)))
    }

    func columns(of list: String) -> Set<String>? {
        codeLists[CodeListID(list)].map { $0.entries.reduce(into: []) { $0.formUnion($1.columns.keys) } }
    }

    func code(meant text: String, in list: String) -> String? {
        guard let entries = codeLists[CodeListID(list)]?.entries else { return nil }
        let folded = TextFolding.key(text)
        let labelled = entries.first { [$0.label.vietnamese, $0.label.english ?? ""].contains { TextFolding.key($0) == folded } }
        if let labelled { return labelled.code }
        // Of a letter or two, or a number, every other one is near.
        let isWord = text.unicodeScalars.count > 2 && text.unicodeScalars.allSatisfy { $0.properties.numericType == nil }
        return isWord ? nearest(to: text, among: entries.map(\.code)) : nil
    }
}
