public import Connectors
public import Documents
public import Expressions
public import Forms
public import Receipts

/// How a field is filled, from the declarations alone.
public enum Disposition: String, Sendable, Hashable, CaseIterable {
    case registry, derived, duplicate, document, declare
}

/// What the declarations say of one form: for every blank how it is filled, and why it is asked where it is.
public struct Coverage: Sendable, Hashable {
    public let form: FormID
    public let version: String
    public let fields: [FieldCoverage]
    public let documents: [DocumentCoverage]

    /// Fields that are neither boilerplate, consent, signature, office nor waived.
    public var core: [FieldCoverage] { fields.filter { !$0.isOutside } }

    /// 1 − declare ÷ core, or `nil` for a form without core fields. By design, never observed.
    public var designReduction: Double? {
        core.isEmpty ? nil : 1 - Double(core.count { $0.disposition == .declare }) / Double(core.count)
    }
}

public struct FieldCoverage: Sendable, Hashable {
    public let id: FieldID
    public let means: Meaning
    public let disposition: Disposition
    /// What fills it; `nil` where nothing does or several steps do.
    public let connector: ConnectorID?
    public let operation: OperationID?
    /// The meanings that lead to it, in order.
    public let chain: [Meaning]
    /// Other registers that could.
    public let alternatives: [ConnectorID]
    /// Why it is asked.
    public let reason: Reason?
    public let isOutside: Bool
}

public struct DocumentCoverage: Sendable, Hashable {
    public let id: String
    public let disposition: DocumentDisposition
    public let by: String?
}
