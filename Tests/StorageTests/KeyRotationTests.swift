import Crypto
import Formats
import Foundation
import Receipts
import Testing

@testable import Storage

@Suite("Keys rotate: what was sealed opens, what was signed verifies")
struct KeyRotationTests {
    private static let receipt = Receipt(
        id: "0123456789abcdef0123456789abcdef",
        binding: .init(dossier: "d", subject: "s", form: "f", version: "1", pins: [:], issuedAt: 1, expiresAt: 2), leaves: [], documents: [])

    private func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test("a state sealed before opens after, and is sealed anew; a service of before cannot open that")
    func states() async throws {
        try await inFolder { folder in
            let (path, file) = (folder.appending(path: "d.sqlite").path, folder.appending(path: "keys.json").path)
            let first = try StoreKeys.atFile(file)
            let before = try SQLiteDossierStore(path: path, keys: first)
            try await before.save("r1", owner: "a", state: Data("one".utf8))
            for day in ["2026-11-28", "2027-11-28"] { _ = try StoreKeys.rotate(file, on: day) }
            let after = try SQLiteDossierStore(path: path, keys: try StoreKeys.atFile(file))
            #expect(try await after.load("r1", owner: "a") == Data("one".utf8))
            try await after.save("r1", owner: "a", state: Data("two".utf8))
            #expect(try await after.load("r1", owner: "a") == Data("two".utf8))
            await #expect(throws: StorageError.sealBroken) { try await before.load("r1", owner: "a") }
        }
    }

    @Test("a receipt names its key, and verifies by it after rotations; by another key it does not")
    func receipts() async throws {
        try await inFolder { folder in
            let file = folder.appending(path: "keys.json").path
            let first = try StoreKeys.atFile(file)
            let old = try first.signer.sealed(Self.receipt)
            _ = try StoreKeys.rotate(file, on: "2026-11-28")
            let now = try StoreKeys.rotate(file, on: "2027-11-28")
            let new = try now.signer.sealed(Self.receipt)
            #expect(old.key == first.generations[0].id && new.key == now.generations[0].id && old.key != new.key)
            #expect(now.verifier.isAuthentic(old) && now.verifier.isAuthentic(new))
            #expect(!first.verifier.isAuthentic(new))
            #expect(!now.signer.verifier.isAuthentic(old))
            // One that says another key signed it is refused, though its signature is good for the first.
            let renamed = Receipt(id: old.id, binding: old.binding, leaves: old.leaves, documents: old.documents, key: new.key, signature: old.signature)
            #expect(!now.verifier.isAuthentic(renamed))
            // Another process has the public keys alone.
            let elsewhere = try #require(ReceiptVerifier(publicKeys: now.generations.map(\.publicKey)))
            #expect(elsewhere.isAuthentic(try Receipt(json: JSON(parsing: old.json.serialized()))))
            #expect(ReceiptVerifier(publicKeys: ["AAAA"]) == nil && ReceiptVerifier(publicKeys: []) == nil)
        }
    }

    @Test("a receipt from before keys had names verifies")
    func unnamed() throws {
        let key = Curve25519.Signing.PrivateKey()
        let signature = try key.signature(for: Data(Self.receipt.signedContent.utf8)).base64EncodedString()
        let old = Receipt(id: Self.receipt.id, binding: Self.receipt.binding, leaves: [], documents: [], signature: signature)
        #expect(ReceiptVerifier(keys: [.init(), key].map(\.publicKey)).isAuthentic(old))
    }

    @Test("pseudonyms stay, the file is its owner's, the generations tell their days")
    func file() async throws {
        try await inFolder { folder in
            let file = folder.appending(path: "keys.json").path
            let first = try StoreKeys.atFile(file)
            let second = try StoreKeys.rotate(file, on: "2026-11-28")
            #expect(first.pseudonyms.dossier("x") == second.pseudonyms.dossier("x"))
            #expect(second.generations.map(\.since) == ["2026-11-28", nil] && second.generations.map(\.until) == [nil, "2026-11-28"])
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys.json"])
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(!text.contains(first.receipts.rawRepresentation.base64EncodedString()))
        }
    }

    @Test("a key file of before rotation reads")
    func firstFile() async throws {
        try await inFolder { folder in
            let file = folder.appending(path: "keys.json").path
            let secret = Data(repeating: 7, count: 32).base64EncodedString()
            let text = #"{"schema": "onceonly/keys/1", "dossiers": "\#(secret)", "receipts": "\#(secret)", "pseudonyms": "\#(secret)"}"#
            #expect(FileManager.default.createFile(atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
            let id = try StoreKeys.atFile(file).generations[0].id
            #expect(try StoreKeys.rotate(file, on: "2026-11-28").generations[1].id == id)
        }
    }

    @Test("two rotations at once: one of them says so")
    func mark() async throws {
        try await inFolder { folder in
            let file = folder.appending(path: "keys.json").path
            _ = try StoreKeys.atFile(file)
            #expect(FileManager.default.createFile(atPath: file + ".rotating", contents: nil))
            #expect(throws: StorageError.keyFile(.rotating)) { try StoreKeys.rotate(file, on: "2026-11-28") }
        }
    }
}
