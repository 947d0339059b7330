public import Diagnostics
public import Expressions

/// How a register confirms a value that was typed: the value goes into the request, and the reply says yes or no.
///
/// What the register itself has is never told. A reply that says neither is no answer.
public struct Verification: Sendable, Hashable {
    public let concept: ConceptID
    /// Where yes or no stands in a record.
    public let answer: FieldPath
    /// The register's words.
    public let yes: [String], no: [String]
    /// The register's codes to ours, each of ours once; our own are sent where there are none.
    public let codes: [String: String]
    public let codePlaces: Places?
    /// How the register writes days; `yyyy-MM-dd` where it says nothing.
    public let format: String?
    /// A day or a month that is not known is written as zeros.
    public let partial: Bool
    /// Where the concept is named.
    public let position: SourcePosition
}
