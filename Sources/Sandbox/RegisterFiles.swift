import Formats
import Foundation
import GRDB

/// The registers on disk, while they are written: a file each. Rows go in as they come, in one transaction per batch;
/// indices are built at the end.
final class RegisterFiles {
    private let writers: [any RegisterWriter]
    private var waiting = 0

    init(in folder: URL, units: [BudgetUnit]) throws {
        writers = try Register.allCases.map { register in
            let file = folder.appending(path: register.fileName)
            switch register.door {
            case .service(let service): return try ReplyWriter(service, file)
            case .database(let database): return try DatabaseWriter(database, file)
            case .table(let table): return try TableWriter(table, units, file)
            }
        }
    }

    /// Adds everything the registers hold about one family.
    func add(_ family: Family, asOf: CivilDay) throws {
        for writer in writers { writer.add(family, asOf) }
        waiting += family.people.count
        if waiting >= 2_000 {
            for writer in writers { try writer.flush() }
            waiting = 0
        }
    }

    func finish() throws {
        for writer in writers {
            try writer.flush()
            try writer.finish()
        }
    }
}

/// Writes what one register holds, family by family.
private protocol RegisterWriter {
    func add(_ family: Family, _ asOf: CivilDay)
    func flush() throws
    func finish() throws
}

/// Replies by key: what one HTTP register answers.
private final class ReplyWriter: RegisterWriter {
    private let service: RegisterService
    private let queue: DatabaseQueue
    private var rows: [StoredReply] = []

    init(_ service: RegisterService, _ file: URL) throws {
        self.service = service
        queue = try DatabaseQueue(path: file.path, configuration: bulkConfiguration())
        try queue.write { try $0.execute(sql: "create table reply (key text not null, body text not null)") }
    }

    func add(_ family: Family, _ asOf: CivilDay) { rows += service.replies(family, asOf) }

    func flush() throws {
        let batch = rows
        try queue.write { database in
            let statement = try database.cachedStatement(sql: "insert into reply values (?, ?)")
            for row in batch { try statement.execute(arguments: [row.key, row.body]) }
        }
        rows.removeAll(keepingCapacity: true)
    }

    func finish() throws {
        try queue.write { try $0.execute(sql: "create unique index reply_by_key on reply (key)") }
        try queue.close()
    }
}

private final class DatabaseWriter: RegisterWriter {
    private let register: RegisterDatabase
    private let queue: DatabaseQueue
    private var rows: [(table: String, values: [String?])] = []

    init(_ register: RegisterDatabase, _ file: URL) throws {
        self.register = register
        queue = try DatabaseQueue(path: file.path, configuration: bulkConfiguration())
        try queue.write { try $0.execute(sql: register.tables) }
    }

    func add(_ family: Family, _ asOf: CivilDay) { rows += register.rows(family, asOf) }

    func flush() throws {
        let batch = rows
        try queue.write { database in
            for row in batch {
                let places = Array(repeating: "?", count: row.values.count).joined(separator: ", ")
                let statement = try database.cachedStatement(sql: "insert into \(row.table) values (\(places))")
                try statement.execute(arguments: StatementArguments(row.values))
            }
        }
        rows.removeAll(keepingCapacity: true)
    }

    func finish() throws {
        try queue.write { try $0.execute(sql: register.indices) }
        try queue.close()
    }
}

private final class TableWriter: RegisterWriter {
    private let register: RegisterTable
    private let file: LineFile
    private var text: String

    init(_ register: RegisterTable, _ units: [BudgetUnit], _ file: URL) throws {
        self.register = register
        self.file = try LineFile(file)
        text = Self.lines([register.columns] + register.directory(units))
    }

    func add(_ family: Family, _ asOf: CivilDay) { text += Self.lines(register.rows(family, asOf)) }

    func flush() throws {
        try file.write(text)
        text = ""
    }

    func finish() throws { try file.finish() }

    private static func lines(_ rows: [[String]]) -> String {
        rows.reduce(into: "") { $0 += Table.line($1) + "\n" }
    }
}

/// The files are built aside and renamed when whole, so a crash costs a rebuild, never half a register.
private func bulkConfiguration() -> Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
        try database.execute(sql: "pragma journal_mode = memory; pragma synchronous = off")
    }
    return configuration
}
