import Declarations
public import Diagnostics
public import Expressions

/// One entry of a connector's `cases.yaml` that has a sample: the reply, and the key it answers. What the mapping must make of it
/// (`expects`) is for the connector's tests.
public struct SampleCase: Sendable, Hashable {
    public let operation: OperationID
    /// A file of the connector's folder.
    public let sample: String
    public let keys: [ConceptID: String]
    /// The sample says that there is no such record.
    public let isAbsent: Bool
    public let places: Places

    public init(operation: OperationID, sample: String, keys: [ConceptID: String], isAbsent: Bool = false, places: Places) {
        self.operation = operation
        self.sample = sample
        self.keys = keys
        self.isAbsent = isAbsent
        self.places = places
    }

    /// Reads `cases.yaml`.
    public static func cases(_ text: String, file: String) -> (cases: [SampleCase], diagnostics: [Diagnostic]) {
        var reader = DeclarationReader()
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        var cases: [SampleCase] = []
        for item in reader.list(document.root) {
            guard let fields = reader.fields(item, as: ManifestReader.sampleCase),
                  let operation = reader.text(reader.required("operation", in: fields)),
                  let sample = reader.text(fields["sample"])
            else { continue }
            var keys: [ConceptID: String] = [:]
            if let entries = reader.fields(fields["key"]) {
                for name in entries.order { keys[ConceptID(rawValue: name)] = reader.text(entries[name]) }
            }
            let isAbsent: Bool = if case .scalar("absent", _)? = fields["expects"]?.content { true } else { false }
            cases.append(SampleCase(operation: OperationID(operation), sample: sample, keys: keys, isAbsent: isAbsent, places: fields.places))
        }
        return (cases, reader.diagnostics.sortedByPosition())
    }
}
