import Expressions
public import Formats
public import Forms
import Receipts

/// What an office asks for once more in a dossier that was filed.
public struct Supplement: Sendable, Hashable {
    /// Fields to be answered, corrected or disputed anew.
    public let fields: [FieldID]
    /// Papers, by the ids of the form's demands.
    public let documents: [String]
    /// Those of the fields that were, since it was asked.
    private(set) var given: Set<FieldID> = []

    public init(fields: [FieldID], documents: [String]) {
        self.fields = fields
        self.documents = documents
    }

    /// Fields nothing was said about yet.
    public var open: [FieldID] { fields.filter { !given.contains($0) } }

    mutating func take(_ answers: Answers) {
        let said = Set(answers.answers.filter { !$0.value.isNull }.keys).union(answers.corrections.keys).union(answers.disputes.keys)
        // A row's leaf is named `group[row].field`.
        let names = Set(said.map { leaf in leaf.rawValue.lastIndex(of: "]").map { String(leaf.rawValue[$0...].dropFirst(2)) } ?? leaf.rawValue })
        given.formUnion(fields.filter { names.contains($0.rawValue) })
    }

    var json: JSON {
        [
            "fields": .array(fields.map { .string($0.rawValue) }), "documents": .array(documents.map { .string($0) }),
            "given": .array(given.map(\.rawValue).sorted().map { .string($0) }),
        ]
    }

    init(json: JSON) {
        func texts(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string) }
        self.init(fields: texts("fields").map { FieldID($0) }, documents: texts("documents"))
        given = Set(texts("given").map { FieldID($0) })
    }

    /// As its applicant sees it.
    public var shown: JSON {
        ["fields": .array(open.map { .string($0.rawValue) }), "documents": .array(documents.map { .string($0) })]
    }
}
