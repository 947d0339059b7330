import Declarations
import Diagnostics
import Expressions
import Formats

extension ManifestReader {
    /// What one question must be like, to be put about many at once.
    struct Single {
        let name: String
        /// Everything its request is made of.
        let inputs: [ConceptID]
        let identifies: [ConceptID: FieldPath]
        let record: FieldPath?
        let hasPages: Bool
    }

    /// - Parameter position: where the key `batch` stands.
    mutating func batch(_ node: YAMLNode?, of single: Single, at position: SourcePosition) -> Operation.Batch? {
        guard let node, let fields = reader.fields(node, as: Self.batch) else { return nil }
        func refuse(_ code: DiagnosticCode, _ words: [String]) -> Operation.Batch? {
            reader.note(Diagnostic(code, at: position, length: "batch".unicodeScalars.count, words))
            return nil
        }
        guard kind == .sql || kind == .json else { return refuse(.batchOverTransport, [kind.rawValue]) }
        guard single.inputs.count == 1, let key = single.inputs.first else {
            return refuse(.batchOfSeveralKeys, [single.name, single.inputs.map(\.rawValue).joined(separator: ", ")])
        }
        let size = reader.integer(reader.required("size", in: fields), in: Operation.Batch.sizes)
        let requestNode = reader.required("request", in: fields)
        let record = path(fields["record"])
        guard let size, let request = request(requestNode), fields["record"] == nil || record != nil else { return nil }
        // An operation that identifies nobody has been told so.
        guard single.identifies[key] != nil else { return single.identifies.isEmpty ? nil : refuse(.batchNotTold, [single.name, "identifies"]) }
        if kind == .json, Self.isOne(record ?? single.record) { return refuse(.batchNotTold, [single.name, "record"]) }
        let inputs = [key] + (single.hasPages ? [Operation.Pages.input] : [])
        let findings = reader.diagnostics.count
        checkKeys(inputs, in: request, operation: single.name, at: position)
        checkInputs(of: request, keys: inputs, at: requestNode?.position ?? position)
        guard reader.diagnostics.count == findings else { return nil }
        guard isListed(key, in: request) else { return refuse(.batchWithoutList, [single.name, key.rawValue]) }
        if let query = request.query, let word = NamedParameters.exclusion(of: key.rawValue, in: query) { return refuse(.batchLeavesOut, [single.name, word]) }
        return Operation.Batch(size: size, request: request, record: record)
    }

    /// One record at the most: the records of several subjects do not stand there.
    private static func isOne(_ record: FieldPath?) -> Bool {
        guard case .json(let path)? = record else { return true }
        return path.isSingular
    }

    /// Whether a list can stand wherever the key does.
    private func isListed(_ key: ConceptID, in request: Request) -> Bool {
        if kind == .sql { return NamedParameters.listed(key.rawValue, 1, in: request.query ?? "") != nil }
        let place = "{\(key)}"
        if request.headers.values.contains(where: { $0.contains(place) }) { return false }
        // Between quotes it would be one text.
        let body = request.body ?? ""
        return !body.ranges(of: place).contains { range in
            body[..<range.lowerBound].last == "\"" || body[range.upperBound...].first == "\""
        }
    }
}
