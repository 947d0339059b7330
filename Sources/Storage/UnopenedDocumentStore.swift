public import Documents
public import Expressions
public import Foundation

/// Stands for a document store that could not be opened: whatever is asked of it says why, so that what needs no document goes on.
public struct UnopenedDocumentStore: DocumentStore {
    private let error: any Error

    public init(_ error: any Error) { self.error = error }

    public func deposit<Content: AsyncSequence & Sendable>(_ deposit: Deposit, content: Content) async throws -> Deposited where Content.Element == Data { throw error }

    public func record(_ id: String) async throws -> DocumentRecord? { throw error }

    public func find(_ query: DocumentQuery) async throws -> FoundDocuments { throw error }

    public func read(_ id: String, _ take: (Data) async throws -> Void) async throws { throw error }

    public func amend(_ id: String, _ change: @escaping @Sendable (inout DocumentRecord) -> Void) async throws -> DocumentRecord { throw error }

    public func erase(_ erasure: Erasure) async throws -> ErasureProof { throw error }

    public func entries(after: String?, limit: Int) async throws -> [DocumentEntry] { throw error }

    public func due(on day: PartialDate, limit: Int) async throws -> [String] { throw error }

    public func erasureProofs() async throws -> [ErasureProof] { throw error }

    public func close() async {}
}
