public import Connectors
public import Expressions
import Formats
public import Vocabulary

/// What one path of a manifest met in a reply: what `connector try` shows, and what redaction has to understand.
public struct MappingTrace: Sendable, Hashable {
    /// What the path is for.
    public enum Use: Sendable, Hashable {
        case record
        case identifies(ConceptID)
        case recordedAt
        case condition(String)
        /// - Parameter part: of a composite, or what an expression calls it.
        case supplies(ConceptID, part: String?)
        /// Where yes or no stands; the rules' codes are the register's words for either.
        case verifies(ConceptID)
        case list(RelationID)
        case linkKey(RelationID, ConceptID)
        case linkSupplies(RelationID, ConceptID, part: String?)
        /// What says that a value must not be used; the rules' codes are the words that do.
        case invalidWhen(RelationID?, ConceptID, part: String?)
    }

    /// What stood there.
    public struct Found: Sendable, Hashable {
        /// A normalized JSONPath, the place of an XML node, a column.
        public let path: String
        /// `nil` where an object, an array or an element with elements stands.
        public let text: String?
    }

    public let use: Use
    /// The path as the manifest writes it.
    public let path: String
    /// What it is read as, where it is read as a concept by itself.
    public let concept: ConceptID?
    /// Of what an expression reads, the codes of what comes out of it.
    public let rules: Supply.Decoding
    public let found: [Found]
    /// Something of another shape stands on the way.
    public let isContradicted: Bool
    /// Of a list of XML: it has no element, and its container holds others.
    public internal(set) var isRenamed = false
    /// Of a value: the record says at this path of the manifest that it must not be used, or does not say there that it may be.
    public internal(set) var doubt: Doubt?
    /// Of a row: why there is no text.
    var gap: Place.Gap?

    public struct Doubt: Sendable, Hashable {
        /// As the manifest writes it.
        public let path: String
        public let isSaid: Bool
    }
}

/// Why what stands in a reply is not read as its concept. Carries no part of it.
public enum ReadingFault: Sendable, Hashable {
    /// An object, an array or an element with elements where one text is read.
    case structure
    /// Something of another shape stands on the way: an array where the path names a member.
    case contradiction
    /// The container of a list of XML holds other elements than the path names.
    case renamed
    /// The table or the query has no such column.
    case missingColumn
    /// A cell of bytes, or of text with a zero in it.
    case notText
    /// Not among the register's codes in the manifest.
    case unmappedCode
    /// Neither of the register's words for yes and no.
    case neitherYesNorNo
    /// Not written as this format says.
    case format(String)
    /// Several that differ, where the concept has one value.
    case several
    /// A value beside "none" or "not recorded".
    case mixed
    case unknownConcept
    /// The record says at this path of the manifest that the value must not be used.
    case doubted(at: String)
    /// Nothing stands at this path, where the record has to say what the value is worth.
    case unsaid(at: String)
    /// A day to come, of a record or of what has happened.
    case toCome
    /// The record carries another key than was asked by: all of the reply is discarded.
    case otherSubject
    /// The record carries no key of its own, so that nobody can tell whom it is about.
    case noKey
    case value(ValueFault)
}

extension Extraction {
    /// Every path of the operation, in the order of the manifest, with what it met.
    ///
    /// - Parameter pages: one answer, in the order of its pages.
    public func trace(in pages: [Reply]) throws(LookUpFailure) -> [MappingTrace] {
        var document: [Place] = []
        for page in pages { document += try Self.places(of: page) }
        var records = document
        var traces: [MappingTrace] = []
        if let path = operation.record.path {
            records = []
            for place in document { records += try place.places(path) }
            traces.append(MappingTrace(
                use: .record, path: path.text, concept: nil, rules: .init(), found: Self.found(at: records), isContradicted: document.contains { $0.contradicts(path) }))
            records = records.filter { !$0.isNull }
        }
        if case .firstBy = operation.record.many { records = (try? chosen(from: records)) ?? records }
        for (name, condition, places) in [
            ("notFound", operation.reply.notFound, document), ("refusedWhen", operation.reply.refusedWhen, document), ("invalidWhen", operation.reply.invalidWhen, records),
        ] {
            guard let path = condition?.path else { continue }
            traces.append(try trace(.condition(name), path, nil, .init(), in: places))
        }
        for (concept, path) in operation.identifies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            traces.append(try trace(.identifies(concept), path, concept, .init(), in: records))
        }
        if let path = operation.reply.recordedAt {
            traces.append(try trace(.recordedAt, path, nil, .init(format: operation.reply.recordedFormat), in: records))
        }
        for supply in operation.supplies {
            traces += try self.traces(of: supply, in: records, from: nil) { .supplies(supply.concept, part: $0) }
        }
        for verification in operation.verifies {
            let words = verification.yes.map { ($0, "true") } + verification.no.map { ($0, "false") }
            let rules = Supply.Decoding(codes: Dictionary(words, uniquingKeysWith: { first, _ in first }))
            traces.append(try trace(.verifies(verification.concept), verification.answer, nil, rules, in: records))
        }
        for opens in operation.opens {
            var elements = records
            if let list = opens.list {
                elements = []
                for record in records { elements += try record.places(list).filter { !$0.isNull } }
                traces.append(MappingTrace(
                    use: .list(opens.relation), path: list.text, concept: nil, rules: .init(), found: Self.found(at: elements),
                    isContradicted: records.contains { $0.contradicts(list) }, isRenamed: elements.isEmpty ? try emptiness(of: opens, in: records) == .renamed : false))
            }
            for (concept, path) in opens.keys.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                traces.append(try trace(.linkKey(opens.relation, concept), path, concept, .init(), in: elements))
            }
            for supply in opens.supplies {
                traces += try self.traces(of: supply, in: elements, from: opens.relation) { .linkSupplies(opens.relation, supply.concept, part: $0) }
            }
        }
        return traces
    }

    private static func found(at places: [Place]) -> [MappingTrace.Found] {
        places.map { place in
            switch place {
            case .json(_, let path): .init(path: path.text, text: nil)
            case .xml(_, let node): .init(path: node?.path ?? "/", text: nil)
            case .row: .init(path: Place.allRows, text: nil)
            }
        }
    }

    /// What marks a value stands before it.
    private func traces(
        of supply: Supply, in places: [Place], from relation: RelationID?, _ use: (String?) -> MappingTrace.Use
    ) throws(LookUpFailure) -> [MappingTrace] {
        try marked(by: supply.invalidWhen, .invalidWhen(relation, supply.concept, part: nil), in: places) { () throws(LookUpFailure) in
            guard case .parts(let parts) = supply.reading else { return try self.traces(of: supply.reading, supply.concept, in: places, use) }
            var traces: [MappingTrace] = []
            for part in parts {
                traces += try marked(by: part.invalidWhen, .invalidWhen(relation, supply.concept, part: part.name), in: places) { () throws(LookUpFailure) in
                    try self.traces(of: .parts([part]), supply.concept, in: places, use)
                }
            }
            return traces
        }
    }

    private func marked(
        by mark: ReplyRules.Condition?, _ use: MappingTrace.Use, in places: [Place], _ traces: () throws(LookUpFailure) -> [MappingTrace]
    ) throws(LookUpFailure) -> [MappingTrace] {
        let values = try traces()
        guard let mark, let path = mark.path else { return values }
        let said = try trace(use, path, nil, .init(codes: Dictionary(mark.values.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })), in: places)
        let doubt: MappingTrace.Doubt? = switch try Self.worth(by: mark, in: places) {
        case .usable: nil
        case .doubted: .init(path: path.text, isSaid: true)
        case .unsaid: .init(path: path.text, isSaid: false)
        }
        return [said] + values.map { value in
            var value = value
            // Of what is not there, a record need not say what it is worth.
            if doubt?.isSaid == true || !value.found.isEmpty { value.doubt = value.doubt ?? doubt }
            return value
        }
    }

    private func traces(
        of reading: Supply.Reading, _ concept: ConceptID, in places: [Place], _ use: (String?) -> MappingTrace.Use
    ) throws(LookUpFailure) -> [MappingTrace] {
        switch reading {
        case .at(let path, let rules):
            return [try trace(use(nil), path, concept, rules, in: places)]
        case .parts(let parts):
            var traces: [MappingTrace] = []
            for part in parts {
                guard let of = decoding.vocabulary[concept]?.form.parts.first(where: { $0.name == part.name })?.concept else { continue }
                traces += try self.traces(of: part.reading, of, in: places) { _ in use(part.name) }
            }
            return traces
        case .computed(_, let reads, let rules):
            var traces: [MappingTrace] = []
            for (name, path) in reads.sorted(by: { $0.key < $1.key }) { traces.append(try trace(use(name), path, nil, .init(codes: rules.codes), in: places)) }
            return traces
        }
    }

    private func trace(
        _ use: MappingTrace.Use, _ path: FieldPath, _ concept: ConceptID?, _ rules: Supply.Decoding, in places: [Place]
    ) throws(LookUpFailure) -> MappingTrace {
        var found: [MappingTrace.Found] = []
        let isMany = concept.flatMap { decoding.vocabulary[$0] }?.form.many ?? false
        for place in places {
            guard place.gap(at: path.text) != .noColumn else { continue }
            found += try place.supplied(path, flattening: isMany).map { .init(path: $0.path, text: $0.text) }
        }
        var trace = MappingTrace(use: use, path: path.text, concept: concept, rules: rules, found: found, isContradicted: places.contains { $0.contradicts(path) })
        trace.gap = places.lazy.compactMap { $0.gap(at: path.text) }.first
        return trace
    }
}

/// Reads single texts as a manifest would.
public struct TrialReading: Sendable {
    private let decoding: ReplyDecoding

    public init(_ vocabulary: Vocabulary) { decoding = ReplyDecoding(vocabulary) }

    /// - Returns: `nil` where the texts are nothing, or the vocabulary does not have the concept.
    public func value(of texts: [String?], as concept: ConceptID, by rules: Supply.Decoding) -> ReadValue? {
        guard let concept = decoding.vocabulary[concept] else { return nil }
        return decoding.value(texts.map { Finding(text: $0, path: "") }, rules, as: concept)
    }

    /// Whether two texts are one key, however each is written.
    func isSame(_ text: String, _ key: String, as concept: ConceptID) -> Bool {
        (decoding.key(text, as: concept) ?? text) == (decoding.key(key, as: concept) ?? key)
    }

    /// Why a trace's texts cannot be read or used; `nil` where they can, or nothing stands there.
    ///
    /// - Parameter today: the day they are read on.
    public func fault(of trace: MappingTrace, on today: PartialDate) -> ReadingFault? {
        if trace.isContradicted { return .contradiction }
        if trace.isRenamed { return .renamed }
        if let doubt = trace.doubt { return doubt.isSaid ? .doubted(at: doubt.path) : .unsaid(at: doubt.path) }
        switch trace.gap {
        case .noColumn: return .missingColumn
        case .noText: return .notText
        case nil: break
        }
        if trace.use == .recordedAt {
            let format = trace.rules.format ?? "yyyy-MM-dd"
            let days = trace.found.map { $0.text.flatMap { DateLayout(format)?.date(in: $0.trimmingSpaces, partial: false) } }
            if days.contains(nil) { return .format(format) }
            return days.contains { $0.flatMap(today.isBefore) == true } ? .toCome : nil
        }
        if case .verifies = trace.use {
            let isAnswer = trace.found.allSatisfy { $0.text.map { trace.rules.codes[$0.trimmingSpaces] != nil } ?? false }
            return isAnswer ? nil : .neitherYesNorNo
        }
        guard let id = trace.concept else { return nil }
        guard let concept = decoding.vocabulary[id] else { return .unknownConcept }
        let findings = trace.found.map { Finding(text: $0.text, path: $0.path) }
        if let fault = decoding.fault(in: findings, trace.rules, as: concept) { return fault }
        guard case .value(let value, _)? = decoding.value(findings, trace.rules, as: concept) else { return nil }
        return concept.isOfFuture(value, in: decoding.vocabulary) { today.isBefore($0) == true } ? .toCome : nil
    }
}
