public import Foundation

/// Keeps the states of dossiers, which hold personal values, and which receipts were accepted.
public protocol DossierStore: Sendable {
    /// Keeps a state; a state kept before under the same id is replaced.
    ///
    /// - Parameters:
    ///   - id: a reference nobody can guess.
    ///   - owner: who the dossier belongs to; the first to save decides.
    /// - Throws: `StorageError.notOwner` where the dossier belongs to somebody else.
    func save(_ id: String, owner: String, state: Data) async throws

    /// - Returns: `nil` where there is no such dossier.
    /// - Throws: `StorageError.notOwner`; `.sealBroken` where the state was changed or the key is another.
    func load(_ id: String, owner: String) async throws -> Data?

    /// Marks a receipt as accepted, once: of several that try at the same time one succeeds.
    ///
    /// - Throws: `StorageError.alreadyAccepted`.
    func markAccepted(receipt id: String) async throws

    func isAccepted(receipt id: String) async throws -> Bool
}
