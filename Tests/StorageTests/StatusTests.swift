import Foundation
@testable import Storage
import Testing

/// What may become of a dossier, and that a step is taken whole or not at all.
@Suite("The life of a dossier at rest")
struct StatusTests {
    /// Per status, what it may become.
    static let table: [DossierStatus: Set<DossierStatus>] = [
        .draft: [.filed, .withdrawn], .filed: [.supplementRequested, .refused, .withdrawn, .completed],
        .supplementRequested: [.filed, .refused, .withdrawn], .refused: [], .withdrawn: [], .completed: [],
    ]

    /// How a dossier gets there.
    static let ways: [DossierStatus: [DossierStatus]] = [
        .draft: [], .filed: [.filed], .supplementRequested: [.filed, .supplementRequested], .refused: [.filed, .refused], .withdrawn: [.withdrawn],
        .completed: [.filed, .completed],
    ]

    private func change(_ id: String, _ status: DossierStatus, owner: String = "a", state: String? = nil) -> StatusChange {
        StatusChange(dossier: id, owner: owner, status: status, state: state.map { Data($0.utf8) }, event: "\(id) \(status.rawValue)")
    }

    private func file(_ id: String, _ receipt: String, in store: SQLiteDossierStore) async throws {
        try await store.accept(Acceptance(receipt: receipt, dossier: id, owner: "a", state: Data("filed".utf8), event: "\(id) filed"))
    }

    @Test("every step from every status: what may be, and what is refused and changes nothing", arguments: DossierStatus.allCases)
    func steps(_ from: DossierStatus) async throws {
        try await inFolder { folder in
            let store = try SQLiteDossierStore(path: folder.appending(path: "d.sqlite").path, keys: StoreKeys())
            for next in DossierStatus.allCases {
                let id = "to \(next.rawValue)"
                try await store.save(id, owner: "a", state: Data("draft".utf8))
                for (number, step) in (Self.ways[from] ?? []).enumerated() {
                    if step == .filed { try await file(id, "\(id) \(number)", in: store) } else { try await store.change(change(id, step)) }
                }
                #expect(try await store.status(of: id) == from)
                let events = try await store.waitingEvents().count, state = try await store.load(id, owner: "a")
                let isAllowed = Self.table[from]?.contains(next) ?? false
                #expect(from.mayBecome(next) == isAllowed)
                do {
                    if next == .filed { try await file(id, "\(id) last", in: store) } else { try await store.change(change(id, next, state: "changed")) }
                    #expect(isAllowed)
                    #expect(try await store.status(of: id) == next)
                    #expect(try await store.waitingEvents().last?.content == "\(id) \(next.rawValue)")
                    #expect(try await store.load(id, owner: "a") == Data((next == .filed ? "filed" : "changed").utf8))
                } catch let error as StorageError {
                    #expect(!isAllowed && error == (next == .filed ? .alreadyAccepted : .statusForbids(from)))
                    #expect(try await store.status(of: id) == from)
                    #expect(try await store.waitingEvents().count == events)
                    #expect(try await store.load(id, owner: "a") == state)
                }
                // Open dossiers take answers, the others stay as they are.
                let now = try await store.status(of: id)
                do {
                    try await store.save(id, owner: "a", state: Data("later".utf8))
                    #expect(now.isOpen)
                } catch { #expect(!now.isOpen && error as? StorageError == .alreadyAccepted) }
            }
        }
    }

    @Test("of many who take a step at once one does; nobody takes one for another's dossier, nor for none")
    func once() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "d.sqlite").path, keys = StoreKeys()
            let stores = [try SQLiteDossierStore(path: path, keys: keys), try SQLiteDossierStore(path: path, keys: keys)]
            try await stores[0].save("r", owner: "a", state: Data("draft".utf8))
            await #expect(throws: StorageError.notOwner) { try await stores[0].change(change("r", .withdrawn, owner: "b")) }
            await #expect(throws: StorageError.notOwner) { try await stores[0].change(change("none", .withdrawn)) }
            try await file("r", "one", in: stores[0])
            let taken = await withTaskGroup(of: Bool.self) { group in
                for task in 0..<20 {
                    let step = change("r", [.refused, .withdrawn, .completed][task % 3])
                    group.addTask { (try? await stores[task % 2].change(step)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
            #expect(try await stores[1].waitingEvents().count == 2)
        }
    }

    @Test("a portal's code leads to one dossier; a dossier that was never saved leaves its code to the next")
    func codes() async throws {
        try await inFolder { folder in
            let store = try SQLiteDossierStore(path: folder.appending(path: "d.sqlite").path, keys: StoreKeys())
            try await store.reserve(code: "c", for: "lost")
            #expect(try await store.dossier(underCode: "c") == nil)
            try await store.reserve(code: "c", for: "r")
            try await store.save("r", owner: "a", state: Data("draft".utf8))
            #expect(try await store.dossier(underCode: "c") == "r")
            await #expect(throws: StorageError.codeTaken) { try await store.reserve(code: "c", for: "s") }
            #expect(try await store.dossier(underCode: "c") == "r")
        }
    }
}
