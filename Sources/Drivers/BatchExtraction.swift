import Connectors
import Expressions
import Formats
import Vocabulary

/// Reads one reply about several subjects: every record goes to the subject whose key it carries, and is read there as if it
/// had come alone.
///
/// Only a subject of whom no record came is absent, and only where every record could be told to be somebody's who was asked
/// about: one without a key that can be read, or with a stranger's, may have been meant for any of those who have none.
struct BatchExtraction {
    private let operation: Connectors.Operation
    private let path: FieldPath?
    private let key: ConceptID
    private let identity: FieldPath
    private let extractions: [Extraction]
    private let decoding: ReplyDecoding
    /// Requests by their key as keys are compared.
    private var asked: [String: [Int]] = [:]

    /// - Returns: `nil` where the operation has no batch, or a request not its key.
    init?(of operation: Connectors.Operation, for requests: [ConnectorRequest], vocabulary: Vocabulary) {
        guard let batch = operation.batch, let key = operation.keys.first, let identity = operation.identifies[key] else { return nil }
        self.operation = operation
        self.key = key
        self.identity = identity
        path = batch.record ?? operation.record.path
        extractions = requests.map { Extraction(of: operation, for: $0, vocabulary: vocabulary) }
        decoding = ReplyDecoding(vocabulary)
        for (index, request) in requests.enumerated() {
            guard let value = request.keys[key] else { return nil }
            asked[decoding.key(value, as: key) ?? value, default: []].append(index)
        }
    }

    /// - Parameter pages: one answer, in the order of its pages.
    func lookUps(in pages: [Reply]) -> BatchLookUp {
        do {
            return try read(pages)
        } catch {
            return BatchLookUp(all: .failed(error), extractions.count)
        }
    }

    private func read(_ pages: [Reply]) throws(LookUpFailure) -> BatchLookUp {
        var document: [Place] = []
        for page in pages { document += try Extraction.places(of: page) }
        // A row says of its own subject what a document says of the reply.
        let isTable = document.allSatisfy(\.isRow)
        if !isTable, try Extraction.holds(operation.reply.refusedWhen, in: document) { return BatchLookUp(all: .refused, extractions.count, byOne: true) }
        var records: [Place] = []
        for place in document { records += try path.map { path throws(LookUpFailure) in try place.places(path) } ?? [place] }
        if records.isEmpty, !isTable, try !Extraction.holds(operation.reply.notFound, in: document) { throw .unreadable }

        var groups: [[Place]] = Array(repeating: [], count: extractions.count)
        var strangers: Set<String> = []
        var hasKeyless = false
        for record in records where !record.isNull {
            let carried = try keys(of: record)
            let mine = carried.flatMap { asked[$0] ?? [] }
            if carried.isEmpty { hasKeyless = true } else if mine.isEmpty { strangers.formUnion(carried) }
            for index in mine { groups[index].append(record) }
        }
        let doubt: LookUpFailure? = hasKeyless ? .unreadable : strangers.isEmpty ? nil : .wrongSubject
        let lookUps = zip(extractions, groups).map { lookUp($0, in: $1, isTable || isWhole, doubt) }
        return BatchLookUp(lookUps, strangers: strangers.count)
    }

    /// Whether a record is what a reply about its subject would be: then the rules of a reply are about it.
    private var isWhole: Bool { operation.record.path.map { $0.text == "$" } ?? true }

    private func keys(of record: Place) throws(LookUpFailure) -> Set<String> {
        let texts = try record.supplied(identity).compactMap { $0.text?.trimmingSpaces }.filter { !$0.isEmpty }
        return Set(texts.map { decoding.key($0, as: key) ?? $0 })
    }

    /// - Parameters:
    ///   - isReply: whether the rules of a reply are about each record.
    ///   - doubt: why a record nobody can be told to have may be this subject's.
    private func lookUp(_ extraction: Extraction, in group: [Place], _ isReply: Bool, _ doubt: LookUpFailure?) -> LookUp {
        // A list that may lack somebody's record is no list.
        if let doubt, group.isEmpty || operation.record.many != .reject { return .failed(doubt) }
        if group.isEmpty { return .absent }
        do throws(LookUpFailure) {
            if isReply {
                if try Extraction.holds(operation.reply.refusedWhen, in: group) { return .refused }
                if try Extraction.holds(operation.reply.notFound, in: group) { return .absent }
            }
            return try extraction.lookUp(inRecords: Self.alone(group))
        } catch {
            return .failed(error)
        }
    }

    /// The records as they would stand if nobody else's were there: what is told of where a value stood says nothing of others,
    /// and is the same whoever was asked about with it.
    private static func alone(_ records: [Place]) -> [Place] {
        var numbers: [[NormalizedPath.Step]: [Int: Int]] = [:]
        return records.map { record in
            guard case .json(let value, let position) = record else { return record }
            let steps = position.steps.indices.map { depth -> NormalizedPath.Step in
                guard case .index(let index) = position.steps[depth] else { return position.steps[depth] }
                let before = Array(position.steps[..<depth])
                let number = numbers[before]?[index] ?? numbers[before]?.count ?? 0
                numbers[before, default: [:]][index] = number
                return .index(number)
            }
            return .json(value, at: JSONPosition(steps))
        }
    }
}
