import Crypto
import Documents
import Expressions
import Formats
import Foundation
import GRDB
@testable import Storage
import Testing
import Vocabulary

private let child = "015225000001", mother = "015190000123"
/// 2026-11-29T01:00:00Z.
private let now = 1_795_914_000

@Suite("Erasing destroys the key, and proves it")
struct DocumentErasureTests {
    private func erasure(_ scope: Erasure.Scope) -> Erasure { Erasure(scope, ground: .subjectRequest, by: "official-17", at: now) }

    @Test("a subject's own documents go with key and files; what is somebody else's too stays for them")
    func subject() async throws {
        try await inFolder { folder in
            let (path, keys) = (folder.path + "/documents", StoreKeys())
            let store = try FileDocumentStore(path: path, keys: keys, tenant: "a")
            let shared = pdf("chung"), own = pdf("riêng", size: 100_000)
            let ownID = try await store.keep(try deposit(Papers.paper, [person(mother)], number: "SO-1"), own)
            // The same content is the child's too, as another document.
            let alike = try await store.keep(try deposit(Papers.other, [person(child, as: "child")]), shared)
            let alikeOfMother = try await store.keep(try deposit(Papers.other, [person(mother)]), shared)
            let both = try await store.keep(try deposit(Papers.paper, [person(child, as: "child"), person(mother, as: "mother")]), pdf("cả hai"))
            let today = try civilDay("2026-11-29")
            _ = try await store.amend(both) {
                $0.facts = ["child", "mother"].map { ProvenFact(role: $0, concept: "full_name", value: "x", confirmedBy: "o", confirmedOn: today) }
            }
            let wrapped = try #require(try await store.database.read { try Data.fetchOne($0, sql: "SELECT key FROM subjects WHERE name = ?", arguments: [store.keys.name(of: person(mother))]) })

            let proof = try await store.erase(erasure(.subject(person(mother))))
            #expect(proof.destroyed.documents == [ownID, alikeOfMother].sorted() && proof.keptForOthers == 1)
            #expect(proof.destroyed.contents.count == 1 && proof.ground == .subjectRequest && proof.at == "2026-11-29T01:00:00Z")
            #expect(proof.destroyed.dataKey == Hexadecimal.text(of: Array(SHA256.hash(data: wrapped))))
            let read = try #require(ErasureProof(json: proof.json))
            #expect(keys.isAuthentic(proof) && StoreKeys.isAuthentic(read, publicKeys: keys.generations.map(\.publicKey)))
            #expect(!StoreKeys().isAuthentic(proof))
            #expect(try await store.erasureProofs() == [proof])
            let said = proof.json.serialized()
            #expect(!said.contains(mother) && !said.contains("official-17"))

            #expect(try await store.find(DocumentQuery(person(mother), includesRestricted: true)).records.isEmpty)
            for id in [ownID, alikeOfMother] { #expect(try await store.record(id) == nil) }
            // The child's are there, and say nothing of the mother.
            #expect(try await store.content(alike) == shared)
            #expect(try await store.content(both) == pdf("cả hai"))
            let left = try #require(try await store.record(both))
            #expect(left.subjects == [person(child, as: "child")] && left.facts.map(\.role) == ["child"])
            #expect(try storedFiles(path, in: "content").count == 2)
            // The key is in no file any longer, not in what the database freed or logged either.
            for file in try FileManager.default.subpathsOfDirectory(atPath: path) {
                guard let bytes = FileManager.default.contents(atPath: path + "/" + file) else { continue }
                #expect(bytes.range(of: wrapped) == nil, "\(file)")
            }
            await #expect(throws: DocumentStoreError.unknownSubject) { try await store.erase(erasure(.subject(person(mother)))) }
            // Who comes again has another key.
            let again = try await store.keep(try deposit(Papers.paper, [person(mother)]), own)
            #expect(try await store.content(again) == own)
        }
    }

    @Test("a signature is over every word of the proof", arguments: ["id", "subject", "destroyed", "keptForOthers", "ground", "by", "at"])
    func signed(_ member: String) async throws {
        try await inFolder { folder in
            let keys = StoreKeys()
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: keys, tenant: "a", isThrowaway: true)
            _ = try await store.keep(try deposit(Papers.paper, [person(mother)]), pdf("x"))
            let proof = try await store.erase(erasure(.subject(person(mother))))
            #expect(keys.isAuthentic(proof))
            var object = try #require(proof.json.object)
            object[member] = switch member {
            case "keptForOthers": 7
            case "ground": "court"
            case "destroyed": ["documents": [], "contents": []]
            default: "0"
            }
            let changed = try #require(ErasureProof(json: .object(object)))
            #expect(!keys.isAuthentic(changed))
        }
    }

    @Test("one document goes alone; of several with one content the file stays to the last")
    func document() async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            var ids: [String] = []
            for number in 0..<3 { ids.append(try await store.keep(try deposit(Papers.paper, [person(mother), person(child)], number: "\(number)"), pdf("x"))) }
            for (place, id) in ids.enumerated() {
                let proof = try await store.erase(erasure(.document(id)))
                #expect(proof.destroyed.documents == [id] && proof.subject == nil && proof.destroyed.dataKey == nil)
                #expect(proof.destroyed.contents.count == (place == 2 ? 1 : 0))
                for other in ids.dropFirst(place + 1) { #expect(try await store.content(other) == pdf("x")) }
            }
            #expect(try storedFiles(path, in: "content").isEmpty)
            await #expect(throws: DocumentStoreError.unknownDocument) { try await store.erase(erasure(.document(ids[0]))) }
        }
    }

    @Test("nothing goes while the law wants one archived, unless an archive has it")
    func archiving() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let free = try await store.keep(try deposit(Papers.paper, [person(mother)]), pdf("a"))
            let held = try await store.keep(try deposit(Papers.archived, [person(mother)], on: "2020-01-01"), pdf("b"))
            let refusal = DocumentStoreError.archivingDue(documents: 1, until: "2030-01-01", legal: "Luật Lưu trữ")
            await #expect(throws: refusal) { try await store.erase(erasure(.subject(person(mother)))) }
            await #expect(throws: refusal) { try await store.erase(erasure(.document(held))) }
            for (id, data) in [(free, pdf("a")), (held, pdf("b"))] { #expect(try await store.content(id) == data) }
            #expect(try await store.erasureProofs().isEmpty)
            let day = try civilDay("2026-11-01")
            _ = try await store.amend(held) { $0.standing.retention?.archivedOn = day }
            #expect(try await store.erase(erasure(.subject(person(mother)))).destroyed.documents.count == 2)
        }
    }

    @Test("one that would stay for others is archived as it is too")
    func archivingForOthers() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let held = try await store.keep(try deposit(Papers.archived, [person(child), person(mother)], on: "2020-01-01"), pdf("b"))
            await #expect(throws: DocumentStoreError.archivingDue(documents: 1, until: "2030-01-01", legal: "Luật Lưu trữ")) { try await store.erase(erasure(.subject(person(mother)))) }
            #expect(try await store.record(held)?.subjects.count == 2)
        }
    }

    @Test("a row that does not open keeps nobody from being erased", arguments: [true, false])
    func damaged(_ isShared: Bool) async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let broken = try await store.keep(try deposit(Papers.paper, isShared ? [person(mother), person(child)] : [person(mother)]), pdf("a"))
            let whole = try await store.keep(try deposit(Papers.paper, [person(mother)]), pdf("b"))
            try await store.database.write { try $0.execute(sql: "UPDATE documents SET sealed = zeroblob(length(sealed)) WHERE id = ?", arguments: [broken]) }
            let proof = try await store.erase(erasure(.subject(person(mother))))
            #expect(proof.destroyed.documents == (isShared ? [whole] : [broken, whole].sorted()) && proof.keptForOthers == (isShared ? 1 : 0))
            let found = try await store.find(DocumentQuery(person(mother), includesRestricted: true))
            #expect(found.records.isEmpty && found.damaged.isEmpty)
            #expect(try await store.find(DocumentQuery(person(child), includesRestricted: true)).damaged == (isShared ? [broken] : []))
        }
    }
}
