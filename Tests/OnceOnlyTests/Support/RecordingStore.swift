import Foundation
import NIOConcurrencyHelpers
import Storage

/// What a store was given to keep, before it was sealed.
final class RecordedStates: Sendable {
    private let kept = NIOLockedValueBox<[(id: String, state: Data)]>([])

    var all: [Data] { kept.withLockedValue { $0.map(\.state) } }

    /// The newest state of a dossier.
    subscript(_ id: String) -> Data? { kept.withLockedValue { $0.last { $0.id == id }?.state } }

    func note(_ id: String, _ state: Data) { kept.withLockedValue { $0.append((id, state)) } }
}

/// A store as it is, with every state written down that it is asked to keep.
struct RecordingStore: DossierStore {
    let inner: any DossierStore
    let states: RecordedStates

    func save(_ id: String, owner: String, state: Data) async throws {
        states.note(id, state)
        try await inner.save(id, owner: owner, state: state)
    }

    func accept(_ acceptance: Acceptance) async throws {
        states.note(acceptance.dossier, acceptance.state)
        try await inner.accept(acceptance)
    }

    func load(_ id: String, owner: String) async throws -> Data? { try await inner.load(id, owner: owner) }
    func isAccepted(receipt id: String) async throws -> Bool { try await inner.isAccepted(receipt: id) }
    func status(of id: String) async throws -> DossierStatus { try await inner.status(of: id) }
    func change(_ change: StatusChange) async throws {
        if let state = change.state { states.note(change.dossier, state) }
        try await inner.change(change)
    }
    func reserve(code: String, for id: String) async throws { try await inner.reserve(code: code, for: id) }
    func dossier(underCode code: String) async throws -> String? { try await inner.dossier(underCode: code) }
    func note(keys: [String], typedBy actor: String, on day: String, limit: Int) async throws -> Set<String> {
        try await inner.note(keys: keys, typedBy: actor, on: day, limit: limit)
    }
    func waitingEvents() async throws -> [WaitingEvent] { try await inner.waitingEvents() }
    func settle(_ event: WaitingEvent) async throws { try await inner.settle(event) }
}
