import Connectors
import Expressions
import Vocabulary

extension Extraction {
    /// The requested ones of some supplies. A concept these supplies do not name is no part of the answer.
    func values(of supplies: [Supply], in records: [Place]) throws(LookUpFailure) -> [ConceptID: ReadValue] {
        var values: [ConceptID: ReadValue] = [:]
        for supply in supplies where request.concepts.contains(supply.concept) {
            let worth = try Self.worth(by: supply.invalidWhen, in: records)
            if case .doubted(let path) = worth {
                values[supply.concept] = .invalid(path: path)
                continue
            }
            let found = try read(supply.reading, as: decoding.vocabulary[supply.concept], in: records)
            if found == nil, try isRenamed(supply, in: records) {
                values[supply.concept] = .invalid(path: supply.reading.source)
                continue
            }
            let saysNone = supply.isComplete && supply.reading.paths.allSatisfy { path in records.contains { $0.isAnswered(at: path) } }
            values[supply.concept] = (found ?? (saysNone ? .none(path: supply.reading.source) : .unrecorded)).held(to: worth)
        }
        return values
    }

    /// What a record says one of its values is worth.
    enum Worth: Equatable {
        case usable
        /// Nothing stands where it has to be said.
        case unsaid(path: String)
        /// The value must not be used.
        case doubted(path: String)
    }

    /// - Parameter mark: `nil` where nothing is said of the value.
    static func worth(by mark: ReplyRules.Condition?, in records: [Place]) throws(LookUpFailure) -> Worth {
        guard let mark, let path = mark.path else { return .usable }
        var isSaid = true
        for record in records {
            if record.contradicts(path) { return .doubted(path: path.text) }
            var says = false
            for finding in try record.supplied(path) {
                guard let text = finding.text?.trimmingSpaces else {
                    if mark.values.isEmpty { return .doubted(path: finding.path) }
                    continue
                }
                if mark.values.isEmpty ? !text.isEmpty : mark.values.contains(text) { return .doubted(path: finding.path) }
                if !text.isEmpty { says = true }
            }
            if !says { isSaid = false }
        }
        return isSaid || mark.values.isEmpty ? .usable : .unsaid(path: path.text)
    }

    /// Whether a list of several values has no element, and other elements stand in its container, which nothing else is read from.
    private func isRenamed(_ supply: Supply, in records: [Place]) throws(LookUpFailure) -> Bool {
        guard supply.isComplete, decoding.vocabulary[supply.concept]?.form.many ?? false, case .at(let path, _) = supply.reading, let listing = XMLListing(of: path),
            !operation.paths.contains(where: { $0.path != path && $0.path.text.hasPrefix(listing.container.text + "/") })
        else { return false }
        for record in records {
            if try listing.emptiness(in: record, isNested: false) == .renamed { return true }
        }
        return false
    }

    /// Yes or no for each requested one of what the operation confirms.
    ///
    /// - Throws: `.unreadable` where the register says neither, or both: that confirms nothing and denies nothing.
    func confirmations(in records: [Place]) throws(LookUpFailure) -> [ConceptID: ReadValue] {
        var answers: [ConceptID: ReadValue] = [:]
        for verification in operation.verifies where request.concepts.contains(verification.concept) {
            var said: Set<Bool> = []
            for record in records {
                for finding in try record.findings(verification.answer) {
                    guard let text = finding.text?.trimmingSpaces else { throw .unreadable }
                    if verification.yes.contains(text) { said.insert(true) } else if verification.no.contains(text) { said.insert(false) } else { throw .unreadable }
                }
            }
            guard let answer = said.first, said.count == 1 else { throw .unreadable }
            answers[verification.concept] = .value(.boolean(answer), path: verification.answer.text)
        }
        return answers
    }

    /// - Returns: `nil` where nothing stands there; a code for "not recorded" is `.unrecorded`.
    private func read(
        _ reading: Supply.Reading, as concept: Concept?, in records: [Place]
    ) throws(LookUpFailure) -> ReadValue? {
        guard let concept else { return .invalid(path: reading.source) }
        switch reading {
        case .at(let path, let rules):
            return decoding.value(try findings(path, rules, concept, in: records), rules, as: concept)
        case .parts(let parts):
            return try composite(parts, of: concept, in: records)
        case .computed(let expression, let reads, let rules):
            return try computed(expression, reads, rules, as: concept, in: records)
        }
    }

    private func findings(
        _ path: FieldPath, _ rules: Supply.Decoding, _ concept: Concept, in records: [Place]
    ) throws(LookUpFailure) -> [Finding] {
        var findings: [Finding] = []
        for record in records {
            if record.contradicts(path) { findings.append(Finding(text: nil, path: path.text)) }
            findings += try record.supplied(path, flattening: concept.form.many)
        }
        return findings
    }

    /// Parts that are not recorded are left out; one that cannot be read makes the whole unreadable.
    private func composite(
        _ parts: [Supply.Part], of concept: Concept, in records: [Place]
    ) throws(LookUpFailure) -> ReadValue? {
        var entries: [String: Value] = [:]
        var paths: [String] = []
        var isNone = false, isUnrecorded = false, hasValue = false
        for part in parts {
            let of = concept.form.parts.first { $0.name == part.name }.flatMap { decoding.vocabulary[$0.concept] }
            let worth = try Self.worth(by: part.invalidWhen, in: records)
            if case .doubted(let path) = worth { return .invalid(path: path) }
            switch try read(part.reading, as: of, in: records)?.held(to: worth) {
            case .value(let value, let path):
                entries[part.name] = value
                paths.append(path)
                hasValue = true
            case .some(.none(let path)):
                entries[part.name] = Value.none
                paths.append(path)
                isNone = true
            case .invalid(let path): return .invalid(path: path)
            case .unrecorded: isUnrecorded = true
            case nil: break
            }
        }
        let path = paths.joined(separator: ", ")
        if hasValue { return .value(.context(entries), path: path) }
        if isNone { return .some(.none(path: path)) }
        return isUnrecorded ? .unrecorded : nil
    }

    /// What is not recorded is unknown to the expression, so a result that would need it is not recorded either.
    private func computed(
        _ expression: Expression, _ reads: [String: FieldPath], _ rules: Supply.Decoding, as concept: Concept,
        in records: [Place]
    ) throws(LookUpFailure) -> ReadValue? {
        var inputs: [String: String] = [:]
        var paths: [String] = []
        for (name, path) in reads.sorted(by: { $0.key < $1.key }) {
            var texts: [String] = []
            for record in records {
                guard !record.contradicts(path) else { return .invalid(path: path.text) }
                for finding in try record.supplied(path) {
                    guard let text = finding.text?.trimmingSpaces else { return .invalid(path: finding.path) }
                    if !text.isEmpty, !texts.contains(text) { texts.append(text) }
                    if !text.isEmpty, paths.last != finding.path { paths.append(finding.path) }
                }
            }
            guard texts.count <= 1 else { return .invalid(path: path.text) }
            inputs[name] = texts.first
        }
        let path = paths.joined(separator: ", ")
        switch expression.value(in: ReadEnvironment(inputs: inputs)) {
        case .none: return .some(.none(path: path))
        case .unknown: return nil
        case .error: return .invalid(path: path)
        case .list(let items):
            var findings: [Finding] = []
            for item in items { findings.append(Finding(text: Self.text(of: item), path: path)) }
            return decoding.value(findings, rules, as: concept)
        case .date(let date):
            // Already ours: the register's format was for what was read.
            let ours = Supply.Decoding(codes: rules.codes, partial: true)
            return decoding.value([Finding(text: date.description, path: path)], ours, as: concept)
        case let value:
            return decoding.value([Finding(text: Self.text(of: value), path: path)], rules, as: concept)
        }
    }

    private static func text(of value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.description
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let date): date.description
        default: nil
        }
    }
}

/// What a `value` expression sees: `read.<name>`, the texts as they were read.
private struct ReadEnvironment: Environment {
    let inputs: [String: String]

    func value(of meaning: Meaning) -> Value {
        guard meaning.role.rawValue == "read", let text = inputs[meaning.concept.rawValue] else { return .unknown([meaning]) }
        return .string(text)
    }
}

extension ReadValue {
    /// A value counts only where its record says what it is worth; what is not recorded needs no such word.
    fileprivate func held(to worth: Extraction.Worth) -> ReadValue {
        guard case .unsaid(let path) = worth else { return self }
        return switch self {
        case .value, .none: .invalid(path: path)
        case .invalid, .unrecorded: self
        }
    }
}

extension Supply.Reading {
    var paths: [FieldPath] {
        switch self {
        case .at(let path, _): [path]
        case .parts(let parts): parts.flatMap(\.reading.paths)
        case .computed(_, let reads, _): reads.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Where it reads, as the manifest writes it: what is named when nothing was found.
    var source: String { paths.map(\.text).joined(separator: ", ") }
}
