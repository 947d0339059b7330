import Documents
import Foundation
import Formats
import GRDB
import ProgramUnderTest
@testable import Storage
import Testing
import Vocabulary

/// Declarations of one kind of paper and one kind of subject: they are read in no time.
private func declare(in folder: URL) throws {
    let files = [
        "FormSchemas/vocabulary/base.yaml": """
            keys:
              person: [[personal_id_number]]
            concepts:
              personal_id_number: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số định danh}}
            """,
        "FormSchemas/evidence/paper.yaml": "evidence: paper\ntitle: {vi: Giấy}\nholds: while no newer one\nformats: pdf\n",
        "Connectors/grants.yaml": "grants: []\n",
    ]
    for (name, text) in files {
        let file = folder.appending(path: "declarations/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}

private let key = "015190000123"

/// The program, killed while it keeps documents.
private struct Killing {
    let folder: URL
    /// The papers of one run, in order.
    let papers: [Data]

    /// Runs it in the background and kills it a moment after so many documents were acknowledged.
    ///
    /// - Parameter turns: how long the moment is, in turns of the scheduler.
    /// - Returns: the references it acknowledged, and whether the kill ended it.
    func run(after acknowledged: Int, turns: Int) async throws -> (ids: [String], isKilled: Bool) {
        let lines = try papers.enumerated().map { place, data in
            let file = folder.appending(path: "paper-\(place).pdf")
            try data.write(to: file)
            return "{\"file\": \"\(file.path)\", \"kind\": \"paper\", \"subjects\": [\"\(key)\"], \"number\": \"\(place)\"}"
        }
        let run = try await KilledProgram.run(
            "onceonly", ["documents", "add", "--batch", "--store", "state", "--declarations", "declarations"], in: folder,
            input: lines.joined(separator: "\n") + "\n", after: acknowledged, turns: turns)
        return (try run.lines.map { try #require(try JSON(parsing: $0)["id"]?.string, "\($0)") }, run.isKilled)
    }
}

@Suite("Documents and what goes wrong with machines")
struct DocumentFaultTests {
    @Test("200 kills during deposits lose no acknowledged document and leave no half one")
    func kills() async throws {
        // Four stores at once, as the machine has more to do than one process.
        let lanes = try await withThrowingTaskGroup(of: Lane.self) { group in
            for seed in 1...4 { group.addTask { try await Self.lane(UInt64(seed)) } }
            return try await group.reduce(into: [Lane]()) { $0.append($1) }
        }
        #expect(lanes.map(\.kills).reduce(0, +) == 200)
        // They met deposits under way: some left something behind, some had not said yet what they had kept.
        #expect(lanes.map(\.leftovers).reduce(0, +) + lanes.map(\.unacknowledged).reduce(0, +) > 0 && lanes.allSatisfy { $0.documents > 20 }, "\(lanes)")
    }

    private struct Lane: Sendable {
        var kills = 0, documents = 0, leftovers = 0, unacknowledged = 0
    }

    private static func lane(_ seed: UInt64) async throws -> Lane {
        try await Program.withTemporaryFolder { folder in
            try declare(in: folder)
            var random = Seeded(state: seed), lane = Lane(), all: [String: Data] = [:]
            let (path, keys) = (folder.path + "/state/documents", folder.path + "/state/keys.json")
            for round in 0..<50 {
                var papers: [Data] = []
                // Of one chunk, and of several.
                for place in 0..<4 {
                    let size = Bool.random(using: &random) ? 2_000 : Int.random(in: 150_000..<240_000, using: &random)
                    papers.append(pdf("\(seed)/\(round)/\(place)", size: size))
                }
                let (acknowledged, turns) = (Int.random(in: 0..<4, using: &random), Int.random(in: 0..<4_000, using: &random))
                let (ids, isKilled) = try await Killing(folder: folder, papers: papers).run(after: acknowledged, turns: turns)
                #expect(isKilled)
                lane.kills += 1
                for (place, id) in ids.enumerated() { all[id] = papers[place] }
                // Killed before it had made a store at all.
                guard FileManager.default.fileExists(atPath: path + "/documents.sqlite") else {
                    #expect(ids.isEmpty)
                    continue
                }
                let store = try FileDocumentStore(path: path, keys: try StoreKeys.atFile(keys), tenant: "main")
                lane.leftovers += store.recovery.drafts + store.recovery.contents
                #expect(store.recovery.missing.isEmpty)
                let entries = try await store.entries(after: nil, limit: 10_000)
                #expect(Set(ids).isSubset(of: entries.map(\.id)))
                // What nobody was told of may be there, but whole.
                for entry in entries where all[entry.id] == nil {
                    let content = try await store.content(entry.id)
                    #expect(papers.contains(content))
                    all[entry.id] = content
                    lane.unacknowledged += 1
                }
                for id in ids { #expect(try await store.content(id) == all[id]) }
                #expect(try storedFiles(path, in: "incoming").isEmpty)
                #expect(try storedFiles(path, in: "content").count == entries.count)
            }
            let store = try FileDocumentStore(path: path, keys: try StoreKeys.atFile(keys), tenant: "main")
            #expect(try await store.entries(after: nil, limit: 10_000).map(\.id) == all.keys.sorted())
            for (id, data) in all { #expect(try await store.content(id) == data) }
            #expect(try await store.find(DocumentQuery(person(key), limit: 10_000)).records.count == all.count)
            lane.documents = all.count
            return lane
        }
    }

    @Test("a full disk is told, and loses nothing: the file of a content does not fit")
    func fullDisk() async throws {
        try await Program.withTemporaryFolder { folder in
            try declare(in: folder)
            let (small, large) = (pdf("nhỏ"), pdf("lớn", size: 3_000_000))
            try small.write(to: folder.appending(path: "small.pdf"))
            try large.write(to: folder.appending(path: "large.pdf"))
            func add(_ file: String, limited: Bool) async throws -> Program.Run {
                // A limit on the size of files ends a write as the end of a disk does, once its signal is not heeded.
                let script = (limited ? "trap '' XFSZ; ulimit -f 2048; " : "") + "exec onceonly documents add \(file) --kind paper --subject \(key) --store state --declarations declarations --format json"
                return try await Program.run(URL(filePath: "/bin/sh"), ["-c", script], in: folder)
            }
            let first = try await add("small.pdf", limited: true)
            #expect(first.status == 0, "\(first.error)")
            let kept = try #require(try JSON(parsing: first.output)["id"]?.string)
            let refused = try await add("large.pdf", limited: true)
            #expect(refused.status == 2 && refused.error.contains("(store-full)") && refused.output.isEmpty, "\(refused.status) \(refused.output)\(refused.error)")
            let path = folder.path + "/state/documents"
            #expect(try storedFiles(path, in: "incoming").isEmpty && storedFiles(path, in: "content").count == 1)
            let later = try await add("large.pdf", limited: false)
            #expect(later.status == 0, "\(later.error)")
            let store = try FileDocumentStore(path: path, keys: try StoreKeys.atFile(folder.path + "/state/keys.json"), tenant: "main")
            #expect(try await store.content(kept) == small)
            let second = try #require(try JSON(parsing: later.output)["id"]?.string)
            #expect(try await store.content(second) == large)
        }
    }

    @Test("a full disk is told, and loses nothing: the row does not fit")
    func fullDatabase() async throws {
        try await inFolder { folder in
            let path = folder.path + "/documents"
            let store = try FileDocumentStore(path: path, keys: StoreKeys(), tenant: "a")
            var kept: [(id: String, data: Data)] = []
            func keep(_ number: Int) async throws {
                let data = pdf("\(number)")
                let id = try await store.keep(try deposit(Papers.paper, [person(key)], number: "\(number)"), data)
                kept.append((id, data))
            }
            try await keep(0)
            try await store.database.write { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            var number = 0, isFull = false
            while !isFull, number < 500 {
                number += 1
                do { try await keep(number) } catch DocumentStoreError.full { isFull = true }
            }
            #expect(isFull)
            for paper in kept { #expect(try await store.content(paper.id) == paper.data) }
            #expect(try await store.entries(after: nil, limit: 1000).count == kept.count)
            #expect(try storedFiles(path, in: "content").count == kept.count && storedFiles(path, in: "incoming").isEmpty)
            try await store.database.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
            try await keep(1000)
            #expect(try await store.entries(after: nil, limit: 1000).count == kept.count)
        }
    }

    @Test("a store that may not be written to is told, and loses nothing", .enabled(if: Unprivileged.isThere, "nobody can be made to run without rights"))
    func readOnly() async throws {
        try await Program.withTemporaryFolder { folder in
            try declare(in: folder)
            try pdf("một").write(to: folder.appending(path: "one.pdf"))
            try pdf("hai").write(to: folder.appending(path: "two.pdf"))
            let add = ["documents", "add", "--kind", "paper", "--subject", key, "--store", "state", "--declarations", "declarations", "--format", "json"]
            let first = try await Program.onceonly(add + ["one.pdf"], in: folder)
            let kept = try #require(try JSON(parsing: first.output)["id"]?.string, "\(first.error)")
            let files = ([folder.path] + (try FileManager.default.subpathsOfDirectory(atPath: folder.path)).map { folder.path + "/" + $0 })
            for file in files {
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
                // A key file others may read would be refused for that.
                #expect(chmod(file, isFolder.boolValue ? 0o555 : 0o400) == 0)
                if geteuid() == 0 { #expect(chown(file, Unprivileged.user, Unprivileged.user) == 0) }
            }
            let refused = try await Unprivileged.onceonly(add + ["two.pdf"], in: folder)
            #expect(refused.status == 2 && refused.error.contains("(store-read-only)") && refused.output.isEmpty, "\(refused.status) \(refused.output)\(refused.error)")
            for file in files.reversed() { #expect(chmod(file, 0o700) == 0) }
            if geteuid() == 0 { for file in files { #expect(chown(file, 0, 0) == 0) } }
            #expect(chmod(folder.path + "/state/keys.json", 0o600) == 0)
            let store = try FileDocumentStore(path: folder.path + "/state/documents", keys: try StoreKeys.atFile(folder.path + "/state/keys.json"), tenant: "main")
            #expect(try await store.content(kept) == pdf("một"))
            #expect(try await store.entries(after: nil, limit: 10).count == 1)
        }
    }

    @Test("while somebody has the store open nobody clears up behind them; after one who died the next does")
    func beside() async throws {
        try await inFolder { folder in
            let (path, keys) = (folder.path + "/documents", StoreKeys())
            var first: FileDocumentStore? = try FileDocumentStore(path: path, keys: keys, tenant: "a")
            let id = try #require(try await first?.keep(try deposit(Papers.paper, [person(key)]), pdf("x")))
            // As one leaves them who dies.
            try Data("half".utf8).write(to: URL(filePath: path + "/incoming/0"))
            try FileManager.default.createDirectory(atPath: path + "/content/ab", withIntermediateDirectories: true)
            try Data("whole".utf8).write(to: URL(filePath: path + "/content/ab/ab0"))
            do {
                let second = try FileDocumentStore(path: path, keys: keys, tenant: "a")
                #expect(second.recovery.isClean && FileManager.default.fileExists(atPath: path + "/incoming/0"))
            }
            // Gone without closing.
            first = nil
            let file = try #require(try storedFiles(path, in: "content").first { !$0.hasSuffix("ab0") })
            try FileManager.default.moveItem(atPath: path + "/content/" + file, toPath: path + "/kept")
            do {
                let third = try FileDocumentStore(path: path, keys: keys, tenant: "a")
                #expect(third.recovery == .init(drafts: 1, contents: 1, missing: [id]))
            }
            try FileManager.default.moveItem(atPath: path + "/kept", toPath: path + "/content/" + file)
            let fourth = try FileDocumentStore(path: path, keys: keys, tenant: "a")
            #expect(fourth.recovery.isClean)
            #expect(try await fourth.content(id) == pdf("x"))
            #expect(first == nil)
        }
    }

    @Test("50 MB come in and out in the memory of a few chunks", .enabled(if: Memory.isThere, "the system does not tell a process's high water mark"))
    func memory() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a")
            // What the first one needs is there before.
            let small = try await store.keep(try deposit(Papers.paper, [person(key)]), pdf("x", size: 200_000))
            _ = try await store.content(small)
            let before = try Memory.reset()
            let kept = try await store.deposit(try deposit(Papers.paper, [person(key)]), content: Endless(size: FileDocumentStore.maximumSize))
            #expect(kept.file.size == FileDocumentStore.maximumSize)
            var size = 0
            try await store.read(kept.id) { size += $0.count }
            #expect(size == FileDocumentStore.maximumSize)
            let grown = try Memory.highest() - before
            #expect(grown < 12 << 20, "\(grown >> 10) KiB more than before")
        }
    }
}

/// A PDF of any size that is nowhere whole.
private struct Endless: AsyncSequence, Sendable {
    let size: Int

    func makeAsyncIterator() -> Iterator { Iterator(left: size) }

    struct Iterator: AsyncIteratorProtocol {
        private static let end = Data("\n%%EOF\n".utf8)
        var left: Int
        private var isBegun = false

        init(left: Int) { self.left = left }

        mutating func next() async throws -> Data? {
            guard left > 0 else { return nil }
            if !isBegun {
                isBegun = true
                return part(Data("%PDF-1.7\n".utf8))
            }
            let most = 1 << 16
            return left > most + Self.end.count ? part(Data(repeating: 0x20, count: most)) : part(Data(repeating: 0x20, count: left - Self.end.count) + Self.end)
        }

        private mutating func part(_ data: Data) -> Data {
            left -= data.count
            return data
        }
    }
}

/// The most memory this process had at once, as the system keeps it.
private enum Memory {
    /// Also that no sanitizer keeps what was freed.
    static let isThere = FileManager.default.isWritableFile(atPath: "/proc/self/clear_refs") && ["__asan_init", "__tsan_init"].allSatisfy { (name: String) in dlsym(nil, name) == nil }

    /// - Returns: what it has now, in bytes; from here on the highest is counted anew.
    static func reset() throws -> Int {
        // "5" resets the high water mark (proc(5)).
        try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs")).write(contentsOf: Data("5".utf8))
        return try highest()
    }

    static func highest() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }
}

/// The program without the rights of the superuser, who may write anywhere.
private enum Unprivileged {
    /// `nobody`.
    static let user: uid_t = 65534

    static func onceonly(_ arguments: [String], in folder: URL) async throws -> Program.Run {
        guard geteuid() == 0 else { return try await Program.onceonly(arguments, in: folder) }
        let drop = ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", Program.folder.appending(path: "onceonly").path]
        return try await Program.run(URL(filePath: "/usr/bin/setpriv"), drop + arguments, in: folder)
    }

    static let isThere: Bool = {
        guard geteuid() == 0 else { return true }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", Program.folder.appending(path: "onceonly").path, "--version"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}
