public import Connectors
import Expressions
import Formats
public import Vocabulary

/// Reads one reply of a register as its manifest says: pure, the same reply gives the same answer.
///
/// Only the concepts and relations of the request are read; nothing else of the reply is kept.
public struct Extraction: Sendable {
    let operation: Connectors.Operation
    let request: ConnectorRequest
    let decoding: ReplyDecoding

    public init(of operation: Connectors.Operation, for request: ConnectorRequest, vocabulary: Vocabulary) {
        self.operation = operation
        self.request = request
        decoding = ReplyDecoding(vocabulary)
    }

    /// - Returns: `.unreadable` where the reply is not what the manifest describes: another format, no record, a
    ///   record without its own key; `.down` for a SOAP fault, which is never absence.
    public func lookUp(in reply: Reply) -> LookUp { lookUp(in: [reply]) }

    /// - Parameter pages: one answer, in the order of its pages.
    func lookUp(in pages: [Reply]) -> LookUp {
        do {
            return try read(pages)
        } catch {
            return .failed(error)
        }
    }

    /// What the request for the next page needs; `nil` where this was the last.
    static func nextPage(in reply: Reply, at path: FieldPath) throws(LookUpFailure) -> String? {
        var next: Set<String> = []
        for place in try places(of: reply) {
            for finding in try place.findings(path) {
                guard let text = finding.text?.trimmingSpaces else { throw .unreadable }
                if !text.isEmpty { next.insert(text) }
            }
        }
        guard next.count <= 1 else { throw .unreadable }
        return next.first
    }

    private func read(_ pages: [Reply]) throws(LookUpFailure) -> LookUp {
        var document: [Place] = []
        for (number, page) in pages.enumerated() {
            let places = try Self.places(of: page)
            if try Self.holds(operation.reply.refusedWhen, in: places) { return .refused }
            // A further page without a record is the end of a list.
            if number == 0, try Self.holds(operation.reply.notFound, in: places) { return .absent }
            document += places
        }
        return try lookUp(inRecords: try records(in: document))
    }

    /// What some records say of one subject.
    func lookUp(inRecords records: [Place]) throws(LookUpFailure) -> LookUp {
        let records = try chosen(from: records)
        guard !records.isEmpty else { return .absent }
        if try Self.mustNotBeUsed(records, by: operation.reply.invalidWhen) { return .failed(.invalid) }
        return .found(
            Record(
                identifiedBy: try identity(of: records),
                values: operation.verifies.isEmpty ? try values(of: operation.supplies, in: records) : try confirmations(in: records),
                links: try links(in: records), recordedAt: try recordedAt(in: records)))
    }

    /// The reply as one place, or one for each row.
    static func places(of reply: Reply) throws(LookUpFailure) -> [Place] {
        do {
            switch reply {
            case .json(let bytes):
                return [.json(try JSON(parsing: bytes), at: JSONPosition())]
            case .xml(let bytes):
                let document = try XMLDocument(parsing: bytes)
                if isFault(document) { throw LookUpFailure.down }
                return [.xml(document, nil)]
            case .rows(let rows):
                guard rows.rows.count <= Place.maximumElements else { throw LookUpFailure.unreadable }
                let columns = Dictionary(zip(rows.columns, rows.columns.indices), uniquingKeysWith: { first, _ in first })
                return rows.rows.enumerated().map { .row($1, columns: columns, unreadable: rows.unreadable[$0] ?? []) }
            }
        } catch {
            throw error as? LookUpFailure ?? .unreadable
        }
    }

    /// A fault of SOAP 1.1 or 1.2, whatever status it came with.
    private static func isFault(_ document: XMLDocument) -> Bool {
        let envelopes = ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"]
        guard document.root.localName == "Envelope", let envelope = document.root.namespace, envelopes.contains(envelope) else {
            return false
        }
        return document.root.elements.contains { body in
            body.localName == "Body" && body.elements.contains { $0.localName == "Fault" && $0.namespace == envelope }
        }
    }

    /// Whether a rule about the body holds; rules about the HTTP status are the driver's.
    static func holds(_ condition: ReplyRules.Condition?, in places: [Place]) throws(LookUpFailure) -> Bool {
        guard let condition, let path = condition.path else { return false }
        for place in places {
            for finding in try place.findings(path) {
                guard let text = finding.text?.trimmingSpaces else {
                    if condition.values.isEmpty { return true }
                    continue
                }
                if condition.values.isEmpty ? !text.isEmpty : condition.values.contains(text) { return true }
            }
        }
        return false
    }

    /// Whether records say that they must not be used.
    ///
    /// - Throws: `.unreadable` where the rule tells values and a record has none there: a field that says what a record is worth
    ///   stands in every record, and one that is renamed or empty would make every record worth something.
    private static func mustNotBeUsed(_ records: [Place], by condition: ReplyRules.Condition?) throws(LookUpFailure) -> Bool {
        if try holds(condition, in: records) { return true }
        guard let condition, let path = condition.path, !condition.values.isEmpty else { return false }
        for record in records {
            guard try record.findings(path).contains(where: { !($0.text?.trimmingSpaces.isEmpty ?? true) }) else { throw .unreadable }
        }
        return false
    }

    /// Where records stand. No row is no record; a document must hold one, or its rule `notFound` say that it has none,
    /// or name the record and say null: an error page must not read as "no such person".
    private func records(in document: [Place]) throws(LookUpFailure) -> [Place] {
        guard let path = operation.record.path else { return document }
        var records: [Place] = []
        for place in document { records += try place.places(path) }
        guard !records.isEmpty || document.isEmpty else { throw .unreadable }
        return records.filter { !$0.isNull }
    }

    func chosen(from records: [Place]) throws(LookUpFailure) -> [Place] {
        switch operation.record.many {
        case .list: return records
        case .reject:
            guard records.count <= 1 else { throw .ambiguous }
            return records
        case .firstBy(let condition):
            let read = condition.meanings.filter { $0.role.rawValue == "read" }
            for record in records {
                // A row that does not tell whether it is meant is no row that is not meant.
                guard read.allSatisfy({ record.gap(at: $0.concept.rawValue) == nil }) else { throw .unreadable }
                if condition.value(in: MemberEnvironment(place: record)) == .boolean(true) { return [record] }
            }
            return []
        }
    }

    /// The keys the records carry. Where they carry several, the one that was not asked for is shown, so that a reply
    /// about somebody else cannot pass.
    private func identity(of records: [Place]) throws(LookUpFailure) -> [ConceptID: String] {
        var identity: [ConceptID: String] = [:]
        for (concept, path) in operation.identifies {
            let asked = request.keys[concept].map { decoding.key($0, as: concept) ?? $0 }
            var carried: [String] = []
            for record in records {
                let keys = try record.findings(path).compactMap { $0.text?.trimmingSpaces }.filter { !$0.isEmpty }
                guard !keys.isEmpty else { throw .unreadable }
                carried += keys.map { decoding.key($0, as: concept) ?? $0 }
            }
            identity[concept] = carried.first { $0 != asked } ?? asked
        }
        return identity
    }

    /// When the record was written; the earliest day where several rows tell several.
    private func recordedAt(in records: [Place]) throws(LookUpFailure) -> PartialDate? {
        guard let path = operation.reply.recordedAt, let layout = operation.reply.recordedLayout else {
            return nil
        }
        var earliest: PartialDate?
        for record in records {
            for finding in try record.findings(path) {
                guard let date = finding.text.flatMap({ layout.date(in: $0.trimmingSpaces, partial: false) }) else { return nil }
                if earliest.map({ date.isBefore($0) == true }) ?? true { earliest = date }
            }
        }
        return earliest
    }
}

/// What `firstBy` sees of a record: `read.<name>` is the text of a column, member or element.
private struct MemberEnvironment: Environment {
    let place: Place

    func value(of meaning: Meaning) -> Value {
        guard meaning.role.rawValue == "read", let text = place.member(meaning.concept.rawValue) else { return .unknown([meaning]) }
        return .string(text)
    }
}
