public import Connectors
public import Diagnostics
import Expressions
import Formats
import GRDB
public import Vocabulary

/// Holds the paths of a connector against its own sample replies: one that finds nothing in any of them was never right, or
/// the samples do not show what the register sends.
public struct SampleCheck {
    let manifest: ConnectorManifest
    let cases: [SampleCase]
    let decoding: ReplyDecoding
    /// The bytes of a sample by its name in the case; `nil` where there is none.
    private let bytes: (String) -> [UInt8]?

    public init(_ manifest: ConnectorManifest, cases: [SampleCase], vocabulary: Vocabulary, bytes: @escaping (String) -> [UInt8]?) {
        self.manifest = manifest
        self.cases = cases
        self.bytes = bytes
        decoding = ReplyDecoding(vocabulary)
    }

    /// An operation without a sample that holds a record is not judged.
    public func findings() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for sample in cases where manifest.operation(sample.operation) == nil {
            let names = manifest.operations.map(\.id.rawValue)
            findings.append(Diagnostic(.unknownOperation, at: sample.places["operation"], [sample.operation.rawValue, manifest.id.rawValue], fix: nearest(to: sample.operation.rawValue, among: names)))
        }
        for operation in manifest.operations {
            var replies: [Reply] = []
            for sample in cases where sample.operation == operation.id && !sample.isAbsent {
                do {
                    replies.append(try reply(to: operation, in: sample))
                } catch {
                    findings.append(Diagnostic(.notReadable, at: sample.places["sample"], [sample.sample]))
                }
            }
            findings += unmatched(in: operation, replies)
            findings += batchFindings(in: operation)
        }
        return findings
    }

    private func unmatched(in operation: Connectors.Operation, _ replies: [Reply]) -> [Diagnostic] {
        let documents = replies.compactMap { try? Extraction.places(of: $0) }.filter { !$0.isEmpty }
        guard !documents.isEmpty else { return [] }
        var silent: Set<FieldPath> = []
        return operation.paths.compactMap { placed in
            // What stands in a list that finds nothing has no chance of its own.
            if case .element(let list?) = placed.base, silent.contains(list) { return nil }
            if placed.base != .document, let record = operation.record.path, silent.contains(record) { return nil }
            let isFound = documents.contains { document in
                (try? starts(of: placed.base, in: document, operation))?.contains { $0.has(placed.path) } ?? false
            }
            if isFound { return nil }
            silent.insert(placed.path)
            return Diagnostic(.pathMatchesNothing, at: placed.span, [placed.path.text, operation.id.rawValue])
        }
    }

    private func starts(of base: PlacedPath.Base, in document: [Place], _ operation: Connectors.Operation) throws(LookUpFailure) -> [Place] {
        if base == .document { return document }
        let records = try Self.places(operation.record.path, in: document)
        guard case .element(let list?) = base else { return records }
        return try Self.places(list, in: records)
    }

    private static func places(_ path: FieldPath?, in outer: [Place]) throws(LookUpFailure) -> [Place] {
        guard let path else { return outer }
        var places: [Place] = []
        for place in outer { places += try place.places(path).filter { !$0.isNull } }
        return places
    }

    // MARK: Replies

    /// What a sample says to the key of its case, as the register's transport would bring it.
    public func reply(in sample: SampleCase) throws(LookUpFailure) -> Reply {
        guard let operation = manifest.operation(sample.operation) else { throw .unreadable }
        do {
            return try reply(to: operation, in: sample)
        } catch {
            throw error as? LookUpFailure ?? .unreadable
        }
    }

    private func reply(to operation: Connectors.Operation, in sample: SampleCase) throws -> Reply {
        guard let bytes = bytes(sample.sample) else { throw LookUpFailure.down }
        let reply: Reply = switch manifest.transport.kind {
        case .json: .json(bytes)
        case .xml: .xml(bytes)
        case .table: try table(operation, sample, bytes)
        case .sql: try query(operation, sample)
        }
        _ = try Extraction.places(of: reply)
        return reply
    }

    private func table(_ operation: Connectors.Operation, _ sample: SampleCase, _ bytes: [UInt8]) throws -> Reply {
        let encoding = manifest.transport.encoding.flatMap { TextEncoding(rawValue: $0.lowercased()) } ?? .utf8
        let separator = manifest.transport.separator.flatMap(\.first) ?? ","
        let table = try Table(parsing: bytes, encoding: encoding, separator: separator)
        let rows = TableContents(table, for: manifest, decoding).rows(for: operation, keys: sample.keys, decoding)
        return .rows(Self.shown(rows ?? Rows(columns: table.columns, rows: [])))
    }

    private func query(_ operation: Connectors.Operation, _ sample: SampleCase) throws -> Reply {
        guard let query = operation.request.query else { throw LookUpFailure.unreadable }
        let keys = try operation.arguments(sample.keys, decoding.vocabulary)
        return .rows(Self.shown(try rows(in: sample) { try SQLConnector.rows(of: query, keys, in: $0) }))
    }

    /// The register as the sample's script makes it, in memory. A script of tables and rows needs no other file.
    func rows(in sample: SampleCase, _ ask: (Database) throws -> Rows) throws -> Rows {
        guard let bytes = bytes(sample.sample) else { throw LookUpFailure.down }
        let script = String(decoding: bytes, as: UTF8.self), words = script.lowercased().split { !$0.isLetter }
        guard !words.contains("attach"), !words.contains("vacuum") else { throw LookUpFailure.unreadable }
        let database = try DatabaseQueue()
        defer { try? database.close() }
        return try database.write { database in
            try database.execute(sql: script)
            return try ask(database)
        }
    }

    /// The columns can be told even where no row came.
    private static func shown(_ rows: Rows) -> Rows {
        rows.rows.isEmpty ? Rows(columns: rows.columns, rows: [rows.columns.map { _ in nil }]) : rows
    }
}

extension Place {
    /// Whether something stands at a path, be it that nothing is recorded there.
    func has(_ path: FieldPath) -> Bool {
        switch (self, path) {
        case (.json(let value, _), .json(let path)): return !path.nodes(in: value).isEmpty
        case (.xml(let document, let node), .xml(let path)):
            if let found = try? document.select(path, from: node) { return !found.isEmpty }
            guard let text = try? document.value(path, from: node) else { return false }
            return !text.isEmpty
        case (.row(_, let columns, _), .column(let name)): return columns[name] != nil || name == Self.allRows
        default: return false
        }
    }
}
