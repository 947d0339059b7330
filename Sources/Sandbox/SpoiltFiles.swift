import Foundation
import GRDB
import Synchronization

/// Copies of the file registers that misbehave, in a folder of their own: the province itself stays as it is.
final class SpoiltFiles: Sendable {
    private let folder: URL
    private let delay: Duration
    /// Open while they hold a lock.
    private let locks = Mutex<[Lock]>([])
    private let pipes = Mutex<[SlowFile]>([])
    /// Where manifests find each register that is a file.
    let paths: [Register: String]

    init(_ misbehaviours: Misbehaviours, of province: URL) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-spoilt-\(ProcessFolder.next())")
        delay = misbehaviours.delay
        var paths: [Register: String] = [:]
        var locks: [Lock] = [], pipes: [SlowFile] = []
        for register in Register.allCases where register.fileVariable != nil {
            let original = province.appending(path: register.fileName)
            guard let manner = misbehaviours[register] else {
                paths[register] = original.path
                continue
            }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let copy = folder.appending(path: register.fileName)
            paths[register] = copy.path
            switch (register.door, manner) {
            case (_, .serverError): break
            case (_, .empty): try Data().write(to: copy)
            case (.database, .slow), (.database, .silent):
                try FileManager.default.copyItem(at: original, to: copy)
                locks.append(try Lock(copy, releasedAfter: manner == .slow ? delay : nil))
            case (.database, _):
                try FileManager.default.copyItem(at: original, to: copy)
                try Self.spoil(database: copy, manner)
            case (.table, .slow): pipes.append(try SlowFile(copy, sending: Data(contentsOf: original), after: delay))
            case (.table, .silent): pipes.append(try SlowFile(copy, sending: nil, after: delay))
            case (.table, _): try Self.spoilt(table: Data(contentsOf: original), manner).write(to: copy)
            case (.service, _): break
            }
        }
        self.paths = paths
        self.locks.withLock { $0 = locks }
        self.pipes.withLock { $0 = pipes }
    }

    /// Lets go of what waits, and removes the copies.
    func remove() {
        for lock in locks.withLock({ $0 }) { lock.release() }
        for pipe in pipes.withLock({ $0 }) { pipe.close() }
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: databases

    private static func spoil(database file: URL, _ manner: Misbehaviour) throws {
        if manner == .cut {
            let bytes = try Data(contentsOf: file)
            return try bytes.prefix(bytes.count / 2).write(to: file)
        }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.write { database in
            let tables = try String.fetchAll(database, sql: "select name from sqlite_master where type = 'table' order by name")
            for table in tables {
                let columns = try String.fetchAll(database, sql: "select name from pragma_table_info(?) order by cid", arguments: [table])
                switch manner {
                case .malformed:
                    for column in columns { try database.execute(sql: "alter table \(table) rename column \(column) to \(column)_v2") }
                case .duplicate:
                    try rewrite(table, as: columns.map { "\($0) text" }, times: 2, in: database)
                case .wrongSubject:
                    // As a spreadsheet leaves them: what looks like a number is one.
                    try rewrite(table, as: columns.map { "\($0) numeric" }, times: 1, in: database)
                case .slow, .silent, .serverError, .cut, .empty: break
                }
            }
        }
        try queue.close()
    }

    private static func rewrite(_ table: String, as columns: [String], times: Int, in database: Database) throws {
        try database.execute(sql: "create table rewritten (\(columns.joined(separator: ", ")))")
        for _ in 0..<times { try database.execute(sql: "insert into rewritten select * from \(table)") }
        try database.execute(sql: "drop table \(table); alter table rewritten rename to \(table)")
    }

    // MARK: tables

    private static func spoilt(table: Data, _ manner: Misbehaviour) -> Data {
        let lines = String(decoding: table, as: UTF8.self).split(separator: "\n").map(String.init)
        guard let header = lines.first else { return table }
        let rows = lines.dropFirst()
        let spoilt: [String]
        switch manner {
        case .malformed: spoilt = [header.split(separator: ",").map { $0 + "_v2" }.joined(separator: ",")] + rows
        case .duplicate: spoilt = [header] + rows.flatMap { [$0, $0] }
        case .wrongSubject:
            // The first column is the key: each stands on the next row, too.
            let others = Array(rows.dropFirst()) + rows.prefix(1)
            spoilt = [header] + zip(rows, others).flatMap { row, other in
                [row, String(row.prefix { $0 != "," }) + other.drop { $0 != "," }]
            }
        case .cut:
            let half = lines.prefix(max(1, lines.count / 2)).joined(separator: "\n")
            return Data((half + "\n" + (rows.last?.prefix(3) ?? "")).utf8)
        case .slow, .silent, .serverError, .empty: spoilt = lines
        }
        return Data((spoilt.joined(separator: "\n") + "\n").utf8)
    }
}

/// Names of folders, each once in a process.
private enum ProcessFolder {
    private static let count = Atomic<Int>(0)

    static func next() -> String { "\(getpid())-\(count.add(1, ordering: .relaxed).newValue)" }
}

/// An exclusive lock on an SQLite file, held until released, or released and taken again.
private final class Lock: Sendable {
    private let queue: DatabaseQueue
    private let cycle: Task<Void, Never>?

    init(_ file: URL, releasedAfter delay: Duration?) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "begin exclusive") }
        self.queue = queue
        cycle = delay.map { delay in
            Task {
                while !Task.isCancelled {
                    try? await Task.sleep(for: delay)
                    try? await queue.writeWithoutTransaction { try $0.execute(sql: "commit") }
                    try? await Task.sleep(for: .milliseconds(200))
                    try? await queue.writeWithoutTransaction { try $0.execute(sql: "begin exclusive") }
                }
            }
        }
    }

    func release() {
        cycle?.cancel()
        queue.interrupt()
        try? queue.inDatabase { if $0.isInsideTransaction { try $0.execute(sql: "rollback") } }
        try? queue.close()
    }
}

/// A named pipe where a file is expected: whoever opens it waits for its content.
private final class SlowFile: Sendable {
    private let path: String
    private let isClosed = Atomic<Bool>(false)

    /// - Parameter content: nil for one that never comes.
    init(_ file: URL, sending content: Data?, after delay: Duration) throws {
        path = file.path
        guard mkfifo(path, 0o600) == 0 else { throw ProvinceError.badOption(
                vi: "không tạo được ống dẫn trong '\(file.deletingLastPathComponent().path)'", en: "no pipe can be made in '\(file.deletingLastPathComponent().path)'") }
        guard let content else { return }
        // Whoever read may have gone: that ends the writing, not the process.
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread { [self] in
            while !isClosed.load(ordering: .relaxed) {
                // Waits for a reader; `close` is one.
                guard let pipe = FileHandle(forWritingAtPath: path) else { return }
                if !isClosed.load(ordering: .relaxed) {
                    Thread.sleep(forTimeInterval: Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18)
                    try? pipe.write(contentsOf: content)
                }
                try? pipe.close()
            }
        }
    }

    /// Ends both sides' waiting.
    func close() {
        isClosed.store(true, ordering: .relaxed)
        let end = open(path, O_RDWR | O_NONBLOCK)
        if end >= 0 { try? FileHandle(fileDescriptor: end).close() }
    }
}
