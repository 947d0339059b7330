import Crypto
import Documents
import Expressions
import Formats
import Foundation
import GRDB
@testable import Storage
import Testing
import Vocabulary

private let hoa = "015190000123", nam = "015090000456"

@Suite("Documents at rest")
struct DocumentStoreTests {
    @Test("a document comes back as it was, with what is known of it", arguments: [
        1, 100, SealedFile.chunkSize - 8, SealedFile.chunkSize - 7, SealedFile.chunkSize - 6, SealedFile.chunkSize, 2 * SealedFile.chunkSize - 7, 400_000,
    ])
    func comesBack(_ size: Int) async throws {
        try await inFolder { folder in
            let (path, keys) = (folder.path + "/documents", StoreKeys())
            let data = pdf("một", size: size)
            let store = try FileDocumentStore(path: path, keys: keys, tenant: "a", isThrowaway: true)
            for piece in [1 << 16, 1000, 70_000] {
                let issuer = Issuer(authority: "commune_committee", place: .init(code: "02647", since: PartialDate("2025-07-01")))
                let kept = try await store.deposit(
                    try deposit(Papers.paper, [person(hoa)], number: "12", issuer: issuer, issued: "2026-01-02"), content: Pieces(data: data, piece: piece))
                #expect(kept.file == .init(format: .pdf, size: data.count, sha256: Hexadecimal.text(of: Array(SHA256.hash(data: data)))))
                #expect(kept.isKnownContent == (piece != 1 << 16))
                #expect(try await store.content(kept.id) == data)
                let record = try #require(try await store.record(kept.id))
                #expect(record.particulars.issuer == issuer && record.subjects == [person(hoa)] && record.particulars.number == "12")
            }
            // After the store is opened again too.
            let again = try FileDocumentStore(path: path, keys: keys, tenant: "a", isThrowaway: true)
            let found = try await again.find(DocumentQuery(person(hoa)))
            #expect(found.records.count == 3 && found.damaged.isEmpty)
            for record in found.records { #expect(try await again.content(record.id) == data) }
            #expect(try storedFiles(path, in: "content").count == 1)
            #expect(try await again.record("0") == nil)
            await #expect(throws: DocumentStoreError.unknownDocument) { try await again.content("0") }
        }
    }

    @Test("what cannot be kept is refused with nothing left behind")
    func refused() async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let paper = try deposit(Papers.paper, [person(hoa)])
            let large = pdf("x", size: 200_000)
            await #expect(throws: DocumentStoreError.empty) { try await store.keep(paper, Data()) }
            await #expect(throws: DocumentStoreError.formatUnknown) { try await store.keep(paper, Data("MZ".utf8)) }
            await #expect(throws: DocumentStoreError.formatUnknown) { try await store.keep(paper, large.dropLast(8)) }
            await #expect(throws: DocumentStoreError.formatNotAccepted(found: "png", accepted: ["pdf", "xml"])) {
                try await store.keep(paper, Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]))
            }
            await #expect(throws: DocumentStoreError.kindNotStored("shown")) { try await store.keep(try deposit(Papers.shown, [person(hoa)]), large) }
            await #expect(throws: DocumentStoreError.noSubject) { try await store.keep(try deposit(Papers.paper, []), large) }
            await #expect(throws: DocumentStoreError.tooLarge) { try await store.keep(paper, pdf("x", size: FileDocumentStore.maximumSize + 1)) }
            await #expect(throws: Pieces.BrokenOff.self) { try await store.deposit(paper, content: Pieces(data: large, breaksOff: 150_000)) }
            #expect(try storedFiles(path, in: "content").isEmpty && storedFiles(path, in: "incoming").isEmpty)
            #expect(try await store.entries(after: nil, limit: 10).isEmpty)
        }
    }

    @Test("neither contents nor persons can be read from the files, nor whether a content is there")
    func sealed() async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let data = pdf("Nguyễn Thị Hoa", size: 90_000)
            _ = try await store.keep(try deposit(Papers.paper, [person(hoa)], number: "SO-12"), data)
            let files = try FileManager.default.subpathsOfDirectory(atPath: path)
            let secrets = [hoa, "Hoa", "SO-12", "%PDF", Hexadecimal.text(of: Array(SHA256.hash(data: data)))]
            for file in files {
                #expect(secrets.allSatisfy { !file.contains($0) })
                guard let bytes = FileManager.default.contents(atPath: path + "/" + file) else { continue }
                for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)") }
            }
            // Another installation's keys open nothing, and another tenant finds nothing.
            let stranger = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            #expect(try await stranger.find(DocumentQuery(person(hoa))).records.isEmpty)
        }
    }

    @Test("contents are kept once per tenant, whoever they are about, and apart from other tenants'")
    func once() async throws {
        try await inFolder { folder in
            let (path, keys) = (folder.path + "/documents", StoreKeys())
            let stores = try ["a", "b"].map { try FileDocumentStore(path: path, keys: keys, tenant: $0, isThrowaway: true) }
            for size in [10, 200_000] {
                let data = pdf("chung", size: size)
                for store in stores {
                    let first = try await store.deposit(try deposit(Papers.paper, [person(hoa)]), content: Pieces(data: data))
                    let second = try await store.deposit(try deposit(Papers.other, [person(nam)]), content: Pieces(data: data))
                    #expect(!first.isKnownContent && second.isKnownContent)
                    for id in [first.id, second.id] { #expect(try await store.content(id) == data) }
                }
            }
            #expect(try storedFiles(path, in: "content").count == 4)
            #expect(try await stores[0].entries(after: nil, limit: 100).count == 4)
            // Many at once are kept once too.
            let data = pdf("nhiều", size: 150_000)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    let paper = try deposit(Papers.paper, [person(number.isMultiple(of: 2) ? hoa : nam)], number: "\(number)")
                    group.addTask { _ = try await stores[0].keep(paper, data) }
                }
                try await group.waitForAll()
            }
            #expect(try storedFiles(path, in: "content").count == 5 && storedFiles(path, in: "incoming").isEmpty)
            #expect(try await stores[0].find(DocumentQuery(person(hoa), limit: 1000)).records.count == 12)
        }
    }

    @Test("a content whose file was lost is reported, and is there again when somebody brings it")
    func lost() async throws {
        try await inFolder { folder in
            let (path, keys) = (folder.path + "/documents", StoreKeys())
            let store = try FileDocumentStore(path: path, keys: keys, tenant: "a", isThrowaway: true)
            let data = pdf("x", size: 100_000)
            let id = try await store.keep(try deposit(Papers.paper, [person(hoa)]), data)
            let file = try #require(try storedFiles(path, in: "content").first)
            try FileManager.default.removeItem(atPath: path + "/content/" + file)
            await #expect(throws: DocumentStoreError.fileMissing) { try await store.content(id) }
            let again = try await store.deposit(try deposit(Papers.paper, [person(nam)]), content: Pieces(data: data))
            #expect(!again.isKnownContent)
            #expect(try await store.content(id) == data)
            #expect(try await store.content(again.id) == data)
        }
    }

    /// What is done to the rows; `{id}` and `{other}` are two documents of two persons.
    @Test("a row that was changed yields nothing", arguments: [
        "UPDATE documents SET kind = 'other' WHERE id = '{id}'", "UPDATE documents SET issued = issued + 1 WHERE id = '{id}'",
        "UPDATE documents SET until = 0 WHERE id = '{id}'", "UPDATE documents SET restricted = 1 WHERE id = '{id}'",
        "UPDATE documents SET sealed = (SELECT sealed FROM documents WHERE id = '{other}') WHERE id = '{id}'",
        "UPDATE documents SET content = (SELECT content FROM documents WHERE id = '{other}') WHERE id = '{id}'",
        "UPDATE documents SET contentKey = (SELECT contentKey FROM documents WHERE id = '{other}') WHERE id = '{id}'",
        "UPDATE links SET key = (SELECT key FROM links WHERE document = '{other}') WHERE document = '{id}'",
        "UPDATE links SET subject = (SELECT subject FROM links WHERE document = '{other}') WHERE document = '{id}'",
        "UPDATE subjects SET key = (SELECT key FROM subjects AS o WHERE o.name = (SELECT subject FROM links WHERE document = '{other}'))",
        "UPDATE subjects SET generation = '0'", "UPDATE subjects SET key = zeroblob(60)",
        "UPDATE contents SET file = file || '0' WHERE name = (SELECT content FROM documents WHERE id = '{id}')",
        "DELETE FROM links WHERE document = '{id}'",
        "UPDATE contents SET file = '../../secret' WHERE name = (SELECT content FROM documents WHERE id = '{id}')",
        "UPDATE documents SET sealed = zeroblob(length(sealed)) WHERE id = '{id}'",
    ])
    func tamperedRow(_ sql: String) async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let id = try await store.keep(try deposit(Papers.paper, [person(hoa)], issued: "2026-01-01"), pdf("một"))
            let other = try await store.keep(try deposit(Papers.paper, [person(nam)], issued: "2026-01-02"), pdf("hai"))
            let rows = try DatabaseQueue(path: path + "/documents.sqlite")
            try await rows.write { try $0.execute(sql: sql.replacing("{id}", with: id).replacing("{other}", with: other)) }
            await #expect(throws: DocumentStoreError.self) { try await store.content(id) }
            for key in [hoa, nam] {
                for record in try await store.find(DocumentQuery(person(key), includesRestricted: true)).records { #expect(record.isAbout(person(key))) }
            }
        }
    }

    @Test("a file that was changed anywhere yields nothing, cut off or lengthened neither")
    func tamperedFile() async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let data = pdf("một", size: 2 * SealedFile.chunkSize + 500)
            let id = try await store.keep(try deposit(Papers.paper, [person(hoa)]), data)
            let other = try await store.keep(try deposit(Papers.paper, [person(nam)]), pdf("hai", size: 2 * SealedFile.chunkSize + 500))
            let names = try storedFiles(path, in: "content")
            let files = names.map { path + "/content/" + $0 }
            let contents = try files.map { try Data(contentsOf: URL(filePath: $0)) }
            let chunk = SealedFile.chunkSize + SealedFile.tagSize, start = SealedFile.headerSize
            func joined(_ parts: Data...) -> Data { parts.reduce(into: Data()) { $0.append($1) } }
            func broken(_ whole: Data, _ stranger: Data) -> [Data] {
                var all: [Data] = []
                for place in [0, 8, 9, 15, 16, 16 + SealedFile.chunkSize, chunk + 15, chunk + 16, 2 * chunk + 17, whole.count - 1] {
                    var changed = whole
                    changed[place] ^= 1
                    all.append(changed)
                }
                let (head, first, second) = (whole.prefix(start), whole[start..<(start + chunk)], whole[(start + chunk)..<(start + 2 * chunk)])
                let (last, body) = (whole.suffix(from: start + 2 * chunk), whole.suffix(from: start))
                all += [Data(whole.dropLast(1)), Data(whole.prefix(start + 2 * chunk)), Data(whole.prefix(start + chunk)), Data(head), Data()]
                all += [joined(whole, Data([0])), joined(head, second, first, last), joined(head, first, last), joined(head, first, first, second, last), joined(head, last)]
                all += [joined(stranger.prefix(start), body), stranger, joined(stranger.prefix(start + chunk), second, last)]
                return all
            }
            for (place, file) in files.enumerated() {
                for changed in broken(contents[place], contents[1 - place]) {
                    try changed.write(to: URL(filePath: file))
                    var pieces = 0
                    // One of the two is this file's; the other comes back whole.
                    var refused = 0
                    for document in [id, other] {
                        do { try await store.read(document) { _ in pieces += 1 } } catch DocumentStoreError.damaged { refused += 1 }
                    }
                    #expect(refused == 1 && pieces == 3)
                }
                try contents[place].write(to: URL(filePath: file))
            }
            #expect(try await store.content(id) == data)
        }
    }

    @Test("what is restricted is neither found nor read, until it is lifted")
    func restricted() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let today = try civilDay("2026-11-29")
            let id = try await store.keep(try deposit(Papers.paper, [person(hoa)]), pdf("x"))
            let changed = try await store.amend(id) { $0.standing.restriction = .init(ground: .contested, since: today) }
            #expect(changed.standing.restriction?.ground == .contested)
            #expect(try await store.find(DocumentQuery(person(hoa))).records.isEmpty)
            #expect(try await store.find(DocumentQuery(person(hoa), includesRestricted: true)).records.map(\.id) == [id])
            await #expect(throws: DocumentStoreError.restricted) { try await store.content(id) }
            #expect(try await store.entries(after: nil, limit: 1).map(\.isRestricted) == [true])
            _ = try await store.amend(id) { $0.standing.restriction = nil }
            #expect(try await store.content(id) == pdf("x"))
            await #expect(throws: DocumentStoreError.unknownDocument) { try await store.amend("0") { $0.facts = [] } }
        }
    }

    @Test("keys rotate: what was kept opens before and after the data keys are wrapped anew")
    func rotation() async throws {
        try await inFolder { folder in
            let (path, file) = (folder.path + "/documents", folder.path + "/keys.json")
            let first = try FileDocumentStore(path: path, keys: try StoreKeys.atFile(file), tenant: "a", isThrowaway: true)
            let id = try await first.keep(try deposit(Papers.paper, [person(hoa)]), pdf("x"))
            let keys = try StoreKeys.rotate(file, on: "2026-11-29")
            let second = try FileDocumentStore(path: path, keys: keys, tenant: "a", isThrowaway: true)
            #expect(try await second.content(id) == pdf("x"))
            let later = try await second.keep(try deposit(Papers.paper, [person(hoa)]), pdf("y"))
            #expect(try await second.rewrapKeys() == 1)
            #expect(try await second.rewrapKeys() == 0)
            for (document, data) in [(id, pdf("x")), (later, pdf("y"))] { #expect(try await second.content(document) == data) }
            // Who has the old keys alone reads nothing any longer.
            await #expect(throws: DocumentStoreError.damaged) { try await first.content(id) }
        }
    }
}
