import Crypto
import Foundation
import GRDB
@testable import Storage
import Testing

@Suite("Dossiers at rest, keys, pseudonyms")
struct StoreTests {
    @Test("a state is sealed, and opens for its owner alone")
    func owners() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "d.sqlite").path
            let keys = StoreKeys()
            let store = try SQLiteDossierStore(path: path, keys: keys)
            let secret = Data("Nguyễn Thị Hoa 015190000123".utf8)
            try await store.save("r1", owner: "015190000123", state: Data("first".utf8))
            try await store.save("r1", owner: "015190000123", state: secret)
            #expect(try await store.load("r1", owner: "015190000123") == secret)
            #expect(try await store.load("r2", owner: "015190000123") == nil)
            await #expect(throws: StorageError.notOwner) { try await store.load("r1", owner: "015190000999") }
            await #expect(throws: StorageError.notOwner) { try await store.save("r1", owner: "015190000999", state: Data()) }
            #expect(try await store.load("r1", owner: "015190000123") == secret)
            // Neither the state nor the owner can be read from the files.
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
                let bytes = try Data(contentsOf: file)
                #expect(bytes.range(of: Data("015190000123".utf8)) == nil)
                #expect(bytes.range(of: secret) == nil)
            }
            // Another installation's keys open nothing.
            let stranger = try SQLiteDossierStore(path: path, keys: StoreKeys())
            await #expect(throws: StorageError.notOwner) { try await stranger.load("r1", owner: "015190000123") }
        }
    }

    @Test("a state that was changed or moved does not open", arguments: [
        "UPDATE dossiers SET state = (SELECT state FROM dossiers AS o WHERE o.id = 'r2') WHERE id = 'r1'",
        "UPDATE dossiers SET state = x'00' WHERE id = 'r1'",
        "UPDATE dossiers SET state = CAST(substr(state, 1, length(state) - 1) || x'ff' AS BLOB) WHERE id = 'r1'",
    ])
    func moved(_ sql: String) async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "d.sqlite").path
            let store = try SQLiteDossierStore(path: path, keys: StoreKeys())
            try await store.save("r1", owner: "a", state: Data("one".utf8))
            try await store.save("r2", owner: "a", state: Data("two".utf8))
            let raw = try DatabaseQueue(path: path)
            try await raw.write { try $0.execute(sql: sql) }
            await #expect(throws: StorageError.sealBroken) { try await store.load("r1", owner: "a") }
        }
    }

    @Test("typed keys are counted by person and day, whoever comes at the same time; yesterday's are forgotten")
    func typedKeys() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "d.sqlite").path
            let store = try SQLiteDossierStore(path: path, keys: StoreKeys())
            #expect(try await store.note(keys: ["a", "b"], typedBy: "p", on: "2026-11-24", limit: 3) == ["a", "b"])
            #expect(try await store.note(keys: ["b", "c", "d"], typedBy: "p", on: "2026-11-24", limit: 3) == ["b", "c"])
            #expect(try await store.note(keys: ["d"], typedBy: "q", on: "2026-11-24", limit: 3) == ["d"])
            #expect(try await store.note(keys: [], typedBy: "p", on: "2026-11-24", limit: 3).isEmpty)
            #expect(try await store.note(keys: ["d"], typedBy: "p", on: "2026-11-25", limit: 3) == ["d"])
            let open = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 { group.addTask { try await store.note(keys: ["k\(number)"], typedBy: "r", on: "2026-11-25", limit: 7).count } }
                return try await group.reduce(0, +)
            }
            #expect(open == 7)
        }
    }

    @Test("a dossier is accepted once, whoever comes at the same time with whichever receipt")
    func once() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "d.sqlite").path
            let keys = StoreKeys()
            let stores = [try SQLiteDossierStore(path: path, keys: keys), try SQLiteDossierStore(path: path, keys: keys)]
            try await stores[0].save("r1", owner: "a", state: Data("draft".utf8))
            @Sendable func acceptance(_ receipt: String, dossier: String = "r1") -> Acceptance {
                Acceptance(receipt: receipt, dossier: dossier, owner: "a", state: Data(receipt.utf8), event: "event of \(receipt)")
            }
            let accepted = await withTaskGroup(of: String?.self, returning: [String].self) { group in
                for task in 0..<20 {
                    group.addTask { (try? await stores[task % 2].accept(acceptance("receipt\(task % 5)"))) != nil ? "receipt\(task % 5)" : nil }
                }
                return await group.reduce(into: [String]()) { if let receipt = $1 { $0.append(receipt) } }
            }
            #expect(accepted.count == 1)
            let receipt = try #require(accepted.first)
            #expect(try await stores[0].isAccepted(receipt: receipt))
            #expect(try await stores[1].status(of: "r1") == .filed)
            #expect(try await stores[0].load("r1", owner: "a") == Data(receipt.utf8))
            let waiting = try await stores[0].waitingEvents()
            #expect(waiting.map(\.content) == ["event of \(receipt)"])
            // Receipts that lost were not used up, the one that won is, for any dossier.
            #expect(try await !stores[0].isAccepted(receipt: receipt == "receipt1" ? "receipt2" : "receipt1"))
            try await stores[0].save("r2", owner: "a", state: Data("draft".utf8))
            await #expect(throws: StorageError.alreadyAccepted) { try await stores[1].accept(acceptance(receipt, dossier: "r2")) }
            #expect(try await stores[0].status(of: "r2") == .draft)
            #expect(try await stores[0].load("r2", owner: "a") == Data("draft".utf8))
            // What was accepted stays as it is.
            await #expect(throws: StorageError.alreadyAccepted) { try await stores[1].save("r1", owner: "a", state: Data("later".utf8)) }
            await #expect(throws: StorageError.notOwner) {
                try await stores[1].accept(Acceptance(receipt: "x", dossier: "r2", owner: "b", state: Data(), event: ""))
            }
            #expect(try await !stores[0].isAccepted(receipt: "x"))
            for event in waiting { try await stores[1].settle(event) }
            #expect(try await stores[0].waitingEvents().isEmpty)
        }
    }

    @Test("keys are made once, for their owner's eyes alone")
    func keys() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "keys.json").path
            let keys = try StoreKeys.atFile(path)
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            let again = try StoreKeys.atFile(path)
            #expect(again.receipts.rawRepresentation == keys.receipts.rawRepresentation)
            #expect(again.dossiers == keys.dossiers && again.pseudonymKey == keys.pseudonymKey)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys.json"])
            let secret = keys.receipts.rawRepresentation.base64EncodedString()
            var dumped = ""
            dump(keys, to: &dumped)
            #expect(!dumped.contains(secret) && !"\(keys)\(String(reflecting: keys))".contains(secret))
            #expect("\(keys)" == "StoreKeys" && !dumped.contains("Symmetric"))
        }
    }

    @Test("those who start at the same time have the same keys")
    func race() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "keys.json").path
            let seen = try await withThrowingTaskGroup(of: Data.self) { group in
                for _ in 0..<16 { group.addTask { try StoreKeys.atFile(path).receipts.rawRepresentation } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(seen.count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys.json"])
        }
    }

    @Test("a key file others may read, or that is no key file, is refused")
    func refused() async throws {
        try await inFolder { folder in
            let open = folder.appending(path: "open.json").path
            _ = try StoreKeys.atFile(open)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
            #expect(throws: StorageError.keyFile(.permissions)) { try StoreKeys.atFile(open) }
            for (name, content) in [("empty", ""), ("other", #"{"schema":"onceonly/keys/1","dossiers":"AAAA"}"#)] {
                let path = folder.appending(path: name).path
                #expect(FileManager.default.createFile(atPath: path, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600]))
                #expect(throws: StorageError.keyFile(.content)) { try StoreKeys.atFile(path) }
            }
            #expect(throws: StorageError.keyFile(.system(code: ENOENT))) { try StoreKeys.atFile(folder.path + "/none/keys.json") }
        }
    }

    @Test("a pseudonym depends on the key and on what it is for")
    func pseudonyms() {
        // HMAC-SHA256 of RFC 4231, test case 2, has key "Jefe"; here over our own message, computed with Python's hmac.
        let known = Pseudonyms(key: SymmetricKey(data: Data("Jefe".utf8)))
        #expect(known.dossier("H001") == "3935ce71882a7e0fc1edc2b08144feb8")
        #expect(known.dossier("H001") != known.owner("H001"))
        #expect(known.dossier("H001") != Pseudonyms(key: SymmetricKey(size: .bits256)).dossier("H001"))
        #expect(known.dossier("H002") != known.dossier("H001"))
        #expect(known.dossier("H001").count == 32)
    }

    @Test("a subject's pseudonym is the month's, whichever month was asked for before")
    func pseudonymsOfMonths() {
        let known = Pseudonyms(key: SymmetricKey(data: Data("Jefe".utf8)))
        let months = ["2026-11", "2026-12", "2026-11", "2026-11", "2027-01", "2026-12"]
        let asked = months.map { known.subject("personal_id_number=015194000123", in: $0) }
        #expect(asked == months.map { Pseudonyms(key: SymmetricKey(data: Data("Jefe".utf8))).subject("personal_id_number=015194000123", in: $0) })
        #expect(Set(asked).count == 3)
    }

    @Test("events that wait are seen whoever wrote them, as soon as they are on disk")
    func waitingEvents() async throws {
        try await inFolder { folder in
            let keys = StoreKeys(), path = folder.path + "/dossiers.sqlite"
            let one = try SQLiteDossierStore(path: path, keys: keys), other = try SQLiteDossierStore(path: path, keys: keys)
            #expect(try await one.waitingEvents().isEmpty)
            for number in 1...3 {
                try await other.save("d\(number)", owner: "o", state: Data("{}".utf8))
                try await other.accept(Acceptance(receipt: "r\(number)", dossier: "d\(number)", owner: "o", state: Data("{}".utf8), event: "e\(number)"))
                #expect(try await one.waitingEvents().map(\.content) == (1...number).map { "e\($0)" })
            }
            try await other.settle(try await one.waitingEvents()[1])
            #expect(try await one.waitingEvents().map(\.content) == ["e1", "e3"])
        }
    }
}
