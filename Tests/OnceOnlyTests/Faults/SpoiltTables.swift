@testable import Connectors
import Expressions
import Foundation
import GRDB
import Receipts
import Staging
import Vocabulary

/// The faults of registers that are a file: a database or a table.
struct SpoiltTables {
    private let register: SampledRegister
    private let asked: [ConnectorRequest]
    private let paths: [AskedPaths]
    private let day: PartialDate
    private let vocabulary: Vocabulary

    init(_ register: SampledRegister, asked: [ConnectorRequest], on day: PartialDate, _ vocabulary: Vocabulary) {
        (self.register, self.asked, self.day, self.vocabulary) = (register, asked, day, vocabulary)
        paths = asked.compactMap { AskedPaths($0, register.manifest) }
    }

    private var isSQL: Bool { register.kind == .sql }

    func spoils(_ fault: Fault) -> [Spoil] {
        let register = register, isSQL = isSQL, day = day, asked = asked, keys = keyColumns
        func spoil(_ name: String = "", _ write: @escaping @Sendable (URL, ManualClock) throws -> @Sendable () -> Void) -> Spoil {
            Spoil(name: "\(fault.rawValue) \(name)", site: .file(write), reasons: Spoil.whole(fault.reason))
        }
        /// The file as it should be, then changed.
        func changed(_ name: String = "", _ change: @escaping @Sendable (URL) throws -> Void) -> Spoil {
            spoil(name) { file, _ in
                try register.write(to: file)
                try change(file)
                return {}
            }
        }
        func inDatabase(_ name: String = "", _ change: @escaping @Sendable (Tables) throws -> Void) -> Spoil {
            changed(name) { try Tables.change($0, change) }
        }
        func inTable(_ name: String = "", _ change: @escaping @Sendable ([[String]]) -> [[String]]) -> Spoil { changed(name) { try CSV.change($0, change) } }
        func bytes(_ name: String = "", _ change: @escaping @Sendable (Data) -> Data) -> Spoil { changed(name) { try change(Data(contentsOf: $0)).write(to: $0) } }
        switch fault {
        case .refused: return [Spoil(name: fault.rawValue, site: .nowhere, reasons: Spoil.whole(fault.reason))]
        case .silent, .clockJump, .dripping:
            guard isSQL else { return [spoil { file, clock in try Pipe(file, dripping: fault == .dripping ? Data(contentsOf: register.sample) : nil, on: clock).close }] }
            // A statement that never ends, before its first row or after it; a writer that never finishes.
            let endless = inDatabase("statement") { tables in
                for table in tables.names { try tables.view(table, as: fault == .dripping ? "select * from data union all select * from data where \(Tables.endless) > 0" : "select * from data where \(Tables.endless) > 0") }
            }
            guard fault == .silent else { return [endless] }
            return [endless, spoil("lock") { file, _ in
                try register.write(to: file)
                return try Tables.lock(file)
            }]
        case .serverError: return [inDatabase { tables in for table in tables.names { try tables.view(table, as: "select * from data where abs(-9223372036854775807 - 1) > 0") } }]
        case .malformed:
            return isSQL ? [bytes("no database") { _ in Data("nothing of the kind".utf8) }, bytes("empty") { _ in Data() }]
                : [bytes("quote") { Data(String(decoding: $0, as: UTF8.self).replacing("\n", with: "\n\"", maxReplacements: 1).utf8) }, bytes("empty") { _ in Data() }]
        case .truncated:
            return [bytes { data in
                if isSQL { return data.prefix(data.count / 2) }
                let end = data.lastIndex(of: UInt8(ascii: ",")).map { data[..<$0] } ?? data
                return data.prefix(end.count)
            }]
        case .wrongCharset:
            if isSQL { return [inDatabase("a code page") { try $0.everyText { Self.codePage($0) } }] }
            return [bytes("a code page") { Self.codePage(String(decoding: $0, as: UTF8.self)) }, bytes("UTF-16") { data in
                Data(String(decoding: data, as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
            }]
        case .oversize:
            guard isSQL else { return [changed { file in
                let handle = try FileHandle(forWritingTo: file)
                try handle.truncate(atOffset: 65 << 20)
                try handle.close()
            }] }
            let tables = Set(register.manifest.operations.flatMap { ($0.request.query ?? "").matches(of: /(from|join)\s+(\w+)/).map { String($0.2) } }).sorted()
            return tables.map { table in
                let rows = inDatabase("rows of \(table)") {
                    try $0.view(table, as: "select data.* from data, (with recursive n(x) as (select 1 union all select x + 1 from n where x < 10001) select x from n)")
                }
                return Spoil(name: rows.name, site: rows.site, reasons: reasons(reading: table))
            } + [
                inDatabase("cells") { try $0.set { _, column in keys.contains(column) ? nil : "printf('%.*c', 1200000, 'x')" } },
            ]
        case .wrongSubject:
            var mixed = inDatabase { tables in try tables.rewrite(columns: { "\($0) numeric" }, times: 1) }
            // As a spreadsheet leaves them: what looks like a number is one, and has no zero before it.
            mixed = Spoil(name: mixed.name, site: mixed.site, reasons: reasons { operation in
                operation.keys.contains { key in asked.contains { $0.operation == operation.id && $0.keys[key]?.wholeMatch(of: /0\d+/) != nil } } ? [.wrongSubject, .sourceDown] : []
            } ofColumns: { _ in [.invalid] })
            return [mixed]
        case .duplicateRecords, .many:
            let isOther = fault == .many
            let twice = isSQL
                ? inDatabase { tables in try tables.rewrite(columns: { "\($0) text" }, times: 2) { column in isOther && !keys.contains(column) ? "\(column) || '1'" : column } }
                : inTable { table in table + table.dropFirst().map { row in zip(table[0], row).map { isOther && !keys.contains($0) ? $1 + "1" : $1 } } }
            return [Spoil(name: twice.name, site: twice.site, reasons: reasons { $0.record.many == .reject ? [.invalid] : [] } ofColumns: { _ in isOther ? [.invalid] : [] })]
        case .none: return [isSQL ? inDatabase { try $0.empty() } : inTable { Array($0.prefix(1)) }]
        case .stale: return [dated(fault, day.adding(months: -24) ?? day)]
        case .futureDated: return [dated(fault, day.adding(days: 1) ?? day)] + happenings()
        case .renamedField:
            return columns(besides: []).map { column in
                let renamed = isSQL ? inDatabase(column) { try $0.rename(column) } : inTable(column) { [$0[0].map { $0 == column ? $0 + "_moi" : $0 }] + $0.dropFirst() }
                return Spoil(name: renamed.name, site: renamed.site, reasons: reasons(without: column, isNamed: true))
            }
        case .changedType:
            return columns(besides: keyColumns).map { column in
                let bytes = inDatabase(column) { try $0.set { _, other in other == column ? "cast(\(column) as blob)" : nil } }
                return Spoil(name: bytes.name, site: bytes.site, reasons: reasons(without: column, isNamed: false))
            }
        case .flapping:
            var back = Spoil(name: fault.rawValue, site: .nowhere, reasons: Spoil.whole(nil))
            back.comesBack = true
            return [back]
        case .reset, .tooMany, .unauthorized, .gzipLie, .deep, .entityBomb: return []
        }
    }

    private static func codePage(_ text: String) -> Data { Data(text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8($0.value % 64) + 0xC0 }) }

    // MARK: columns

    /// By which rows are found, told apart and joined.
    private var keyColumns: Set<String> {
        let named = register.manifest.operations.flatMap { operation in
            operation.identifies.values.map(\.text) + Array(operation.request.columns.values) + operation.opens.flatMap { $0.keys.values.map(\.text) }
        }
        return Set(named).union(register.manifest.operations.flatMap { operation in
            (operation.request.query ?? "").matches(of: /(\w+)\s*=/).map { String($0.1) } + (operation.request.query ?? "").matches(of: /=\s*\w+\.(\w+)/).map { String($0.1) }
        })
    }

    private func columns(besides keys: Set<String>) -> [String] {
        paths.reduce(into: Set<String>()) { $0.formUnion($1.all.union($1.ofWorth)) }.subtracting(keys).sorted()
    }

    /// - Parameters:
    ///   - ofWhole: why an operation gives no record.
    ///   - ofColumns: why what is read from columns that are no keys is not to be used, where there is a record.
    private func reasons(
        _ ofWhole: @escaping @Sendable (Connectors.Operation) -> Set<Reason>, ofColumns: @escaping @Sendable (Set<String>) -> Set<Reason>
    ) -> Spoil.Reasons {
        let paths = paths, keys = keyColumns
        return { operation, supplied in
            let whole = ofWhole(operation)
            guard whole.isEmpty else { return whole }
            let columns = paths.filter { $0.operation.id == operation.id }.reduce(into: Set<String>()) { $0.formUnion($1.names(of: supplied)) }
            return columns.isSubset(of: keys) ? [] : ofColumns(columns)
        }
    }

    /// A query that names a table does not run without end.
    private func reasons(reading table: String) -> Spoil.Reasons {
        { operation, _ in Self.words(of: operation).contains(table) ? [.sourceDown] : [] }
    }

    /// What says whose a row is, or what it is worth, takes the whole row with it; any other column only what is read from it.
    private func reasons(without column: String, isNamed: Bool) -> Spoil.Reasons {
        let paths = paths
        return { operation, supplied in
            let here = paths.filter { $0.operation.id == operation.id }
            let isOfWhole = isNamed && Self.words(of: operation).contains(column) || operation.request.columns.values.contains(column)
                || here.contains { $0.ofRecord.union($0.ofReply).contains(column) }
            if isOfWhole { return [.sourceDown] }
            return here.contains { $0.names(of: .init(concept: supplied.concept)).contains(column) } ? [.invalid] : []
        }
    }

    private static func words(of operation: Connectors.Operation) -> Set<String> {
        Set((operation.request.query ?? "").split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    }

    /// What has happened happens tomorrow.
    private func happenings() -> [Spoil] {
        let happenings = paths.happenings(in: vocabulary), tomorrow = day.adding(days: 1) ?? day
        guard !happenings.isEmpty else { return [] }
        let days = happenings.reduce(into: [String: String]()) { $0[$1.name] = tomorrow.written($1.format) }
        return [Spoil(name: "what has happened", site: written(days), reasons: happenings.reasons(paths))]
    }

    /// The file with other texts in some columns.
    private func written(_ texts: [String: String]) -> Spoil.Site {
        let register = register, isSQL = isSQL
        return .file { file, _ in
            try register.write(to: file)
            if isSQL {
                try Tables.change(file) { try $0.set { _, column in texts[column].map { "'\($0)'" } } }
            } else {
                try CSV.change(file) { table in [table[0]] + table.dropFirst().map { row in zip(table[0], row).map { texts[$0] ?? $1 } } }
            }
            return {}
        }
    }

    private func dated(_ fault: Fault, _ day: PartialDate) -> Spoil {
        let reason = fault.reason
        let layouts = register.manifest.operations.reduce(into: [String: String]()) { layouts, operation in
            if let path = operation.reply.recordedAt { layouts[path.text] = day.written(operation.reply.recordedFormat) }
        }
        var spoil = Spoil(
            name: fault.rawValue, site: written(layouts),
            reasons: { operation, _ in operation.reply.recordedAt == nil && fault == .futureDated ? [] : reason.map { [$0] } ?? [] })
        if fault == .stale { spoil.freshFor = CalendarPeriod("P1Y") }
        return spoil
    }
}

/// What can be done to the tables of a database.
struct Tables {
    let names: [String]
    private let database: Database

    /// A number that is never found.
    static let endless = "(with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n)"

    static func change(_ file: URL, _ change: (Tables) throws -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            let names = try String.fetchAll(database, sql: "select name from sqlite_master where type = 'table' order by name")
            try change(Tables(names: names, database: database))
        }
        try queue.close()
    }

    /// - Returns: gives the lock back.
    static func lock(_ file: URL) throws -> @Sendable () -> Void {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "begin exclusive") }
        return {
            try? queue.inDatabase { try $0.execute(sql: "rollback") }
            try? queue.close()
        }
    }

    private func columns(_ table: String) throws -> [String] {
        try String.fetchAll(database, sql: "select name from pragma_table_info(?) order by cid", arguments: [table])
    }

    /// - Parameter query: over `data`, which is what the table was.
    func view(_ table: String, as query: String) throws {
        try database.execute(sql: "alter table \(table) rename to \(table)_data")
        try database.execute(sql: "create view \(table) as \(query.replacing("data", with: "\(table)_data"))")
    }

    /// Without constraints, each row so many times; `again` is what stands in a column of a further row.
    func rewrite(columns type: (String) -> String, times: Int, again: (String) -> String = { $0 }) throws {
        for table in names {
            let columns = try columns(table)
            try database.execute(sql: "create table rewritten (\(columns.map(type).joined(separator: ", ")))")
            for time in 0..<times {
                try database.execute(sql: "insert into rewritten select \((time == 0 ? columns : columns.map(again)).joined(separator: ", ")) from \(table)")
            }
            try database.execute(sql: "drop table \(table); alter table rewritten rename to \(table)")
        }
    }

    /// - Parameter value: SQL for a column of a table; `nil` where it stays.
    func set(_ value: (_ table: String, _ column: String) -> String?) throws {
        for table in names {
            for column in try columns(table) {
                if let value = value(table, column) { try database.execute(sql: "update \(table) set \(column) = \(value)") }
            }
        }
    }

    /// Every text with letters beyond ASCII as other bytes.
    func everyText(_ bytes: (String) -> Data) throws {
        for table in names {
            for column in try columns(table) {
                for text in Set(try String.fetchAll(database, sql: "select \(column) from \(table) where \(column) is not null")) where text.contains(where: { !$0.isASCII }) {
                    try database.execute(sql: "update \(table) set \(column) = cast(? as text) where \(column) = ?", arguments: [bytes(text), text])
                }
            }
        }
    }

    func empty() throws { for table in names { try database.execute(sql: "delete from \(table)") } }

    func rename(_ column: String) throws {
        for table in names where try columns(table).contains(column) { try database.execute(sql: "alter table \(table) rename column \(column) to \(column)_moi") }
    }
}

/// A table as rows of texts; the samples have no quotes within quotes.
private enum CSV {
    static func change(_ file: URL, _ change: ([[String]]) -> [[String]]) throws {
        let table = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map { row(String($0)) }
        let text = change(table).map { $0.map { "\"\($0)\"" }.joined(separator: ",") }.joined(separator: "\n")
        try Data((text + "\n").utf8).write(to: file)
    }

    private static func row(_ line: String) -> [String] {
        var cells = [""], isQuoted = false
        for character in line {
            if character == "\"" { isQuoted.toggle() } else if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
        }
        return cells
    }
}

/// A named pipe where a file is expected: whoever opens it waits for its content.
private struct Pipe {
    let close: @Sendable () -> Void

    /// - Parameter content: comes byte by byte; nothing at all where `nil`.
    init(_ file: URL, dripping content: Data?, on clock: ManualClock) throws {
        let path = file.path
        guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        signal(SIGPIPE, SIG_IGN)
        let writing = Task {
            guard let content else { return }
            var pipe: Int32 = -1
            while pipe < 0, !Task.isCancelled {
                pipe = open(path, O_WRONLY | O_NONBLOCK)
                await Task.yield()
            }
            for byte in content {
                _ = withUnsafeBytes(of: byte) { write(pipe, $0.baseAddress, 1) }
                guard (try? await clock.sleep(for: .seconds(10))) != nil else { break }
            }
            if pipe >= 0 { try? FileHandle(fileDescriptor: pipe).close() }
        }
        close = {
            writing.cancel()
            let end = open(path, O_RDWR | O_NONBLOCK)
            if end >= 0 { try? FileHandle(fileDescriptor: end).close() }
        }
    }
}
