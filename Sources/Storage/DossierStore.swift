public import Foundation

/// Keeps the states of dossiers, which hold personal values, which of them were accepted, and what the ledger is still to be told.
public protocol DossierStore: Sendable {
    /// Keeps a state; a state kept before under the same id is replaced.
    ///
    /// - Parameters:
    ///   - id: a reference nobody can guess.
    ///   - owner: who the dossier belongs to; the first to save decides.
    /// - Throws: `StorageError.notOwner` where the dossier belongs to somebody else; `.alreadyAccepted` where it is filed:
    ///   what was accepted stays as it is, until the office asks for a supplement.
    func save(_ id: String, owner: String, state: Data) async throws

    /// - Returns: `nil` where there is no such dossier.
    /// - Throws: `StorageError.notOwner`; `.sealBroken` where the state was changed or the key is another.
    func load(_ id: String, owner: String) async throws -> Data?

    /// Accepts a submission, whole or not at all: receipt and dossier are marked, the final state takes the place of the
    /// draft, and the event waits until the ledger has it. Of several that try at the same time one succeeds.
    ///
    /// - Throws: `StorageError.alreadyAccepted` where the receipt was accepted before or the dossier is not open; `.notOwner`.
    func accept(_ acceptance: Acceptance) async throws

    func isAccepted(receipt id: String) async throws -> Bool

    /// - Returns: `draft` also where there is no such dossier.
    func status(of id: String) async throws -> DossierStatus

    /// Takes a step of a dossier's life, whole or not at all: the status, the state where one is given, and the event, which
    /// waits until the ledger has it.
    ///
    /// - Throws: `StorageError.notOwner` also where there is no such dossier; `.statusForbids` where it may not become that.
    func change(_ change: StatusChange) async throws

    /// Keeps the portal's code for a dossier that is about to be saved.
    ///
    /// - Parameter code: its pseudonym.
    /// - Throws: `StorageError.codeTaken` where another dossier was saved under it.
    func reserve(code: String, for id: String) async throws

    /// - Parameter code: the pseudonym of the portal's code.
    /// - Returns: the dossier that was saved under it.
    func dossier(underCode code: String) async throws -> String?

    /// Notes keys a person typed, by pseudonyms, for a day; days before it are forgotten.
    ///
    /// - Returns: those of the keys that are among the first `limit` distinct ones of that person and day, in the order they came.
    func note(keys: [String], typedBy actor: String, on day: String, limit: Int) async throws -> Set<String>

    /// Events of accepted submissions that the ledger may not have yet, oldest first.
    func waitingEvents() async throws -> [WaitingEvent]

    /// The ledger has the event.
    func settle(_ event: WaitingEvent) async throws
}

/// One accepted submission.
public struct Acceptance: Sendable {
    public let receipt: String
    public let dossier: String
    public let owner: String
    /// The dossier as it was filed.
    public let state: Data
    /// What the ledger is to be told; holds no personal value.
    public let event: String

    public init(receipt: String, dossier: String, owner: String, state: Data, event: String) {
        self.receipt = receipt
        self.dossier = dossier
        self.owner = owner
        self.state = state
        self.event = event
    }
}

/// An event on its way to the ledger.
public struct WaitingEvent: Sendable, Hashable {
    public let id: Int
    public let content: String

    public init(id: Int, content: String) {
        self.id = id
        self.content = content
    }
}
