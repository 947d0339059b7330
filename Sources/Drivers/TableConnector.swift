import Connectors
import Expressions
import Formats
import Foundation
import Vocabulary

/// Asks a register published as a CSV file, which is read once and again whenever it has changed.
actor TableConnector: Connector {
    nonisolated let manifest: ConnectorManifest
    private let vocabulary: Vocabulary
    private let time: Elapsing
    private let path: String
    private let encoding: TextEncoding
    private let separator: Character
    private let listener: Exchange.Listener?
    private let work: BlockingWork
    private var reading: (stamp: FileStamp, contents: Task<TableContents, any Error>)?

    init(
        manifest: ConnectorManifest, vocabulary: Vocabulary, path: String, encoding: TextEncoding, separator: Character, time: Elapsing,
        listener: Exchange.Listener? = nil
    ) {
        self.listener = listener
        self.manifest = manifest
        self.vocabulary = vocabulary
        self.time = time
        self.path = path
        self.encoding = encoding
        self.separator = separator
        work = BlockingWork(most: manifest.transport.concurrency)
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation) else { return .failed(.unreadable) }
        let (vocabulary, listener) = (vocabulary, listener)
        return await time.within(manifest.transport.timeout) {
            do {
                let contents = try await self.contents()
                guard let rows = contents.rows(for: operation, keys: request.keys, ReplyDecoding(vocabulary)) else {
                    listener?(Exchange(request, contents.hasKeys(of: operation) ? .failed(.broken) : .malformed(TableContents.keyless)))
                    return .failed(.unreadable)
                }
                listener?(Exchange(request, .answered(.rows(rows), status: nil)))
                return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .rows(rows))
            } catch let error as FormatError {
                listener?(Exchange(request, .malformed(error)))
                return .failed(.unreadable)
            } catch {
                listener?(Exchange(request, .failed(.unreachable)))
                return .failed(.down)
            }
        }
    }

    /// Whether the file is there and is a table.
    func probe() async -> Exchange.Event {
        await time.within(manifest.transport.timeout, late: .failed(.timeout)) {
            do {
                _ = try await self.contents()
                return .answered(.rows(Rows(columns: [], rows: [])), status: nil)
            } catch let error as FormatError {
                return .malformed(error)
            } catch {
                return .failed(.unreachable)
            }
        }
    }

    func close() async {
        reading = nil
        work.end()
    }

    private func contents() async throws -> TableContents {
        let (path, work) = (path, work)
        let stamp = try await work.run { try FileStamp(path) }
        if let reading, reading.stamp == stamp { return try await reading.contents.value }
        let (manifest, encoding, separator, decoding) = (manifest, encoding, separator, ReplyDecoding(vocabulary))
        let contents = Task {
            try await work.run {
                let limit = Table.Limits.standard.bytes
                guard stamp.size <= limit else { throw FormatError(format: .csv, reason: .tooLarge, detail: "more than \(limit) bytes") }
                // A file may grow while it is read, and a pipe has no size: what is read is bounded too.
                guard let file = FileHandle(forReadingAtPath: path) else { throw LookUpFailure.down }
                defer { try? file.close() }
                let bytes = try file.read(upToCount: limit + 1) ?? Data()
                guard bytes.count <= limit else { throw FormatError(format: .csv, reason: .tooLarge, detail: "more than \(limit) bytes") }
                let table = try Table(parsing: Array(bytes), encoding: encoding, separator: separator)
                return TableContents(table, for: manifest, decoding)
            }
        }
        reading = (stamp, contents)
        do {
            return try await contents.value
        } catch {
            // A bad table stays bad until it changes; a file that could not be opened may be the next time.
            if !(error is FormatError), reading?.stamp == stamp { reading = nil }
            throw error
        }
    }
}

/// A table with an index for each operation's key columns.
struct TableContents: Sendable {
    private let table: Table
    private let indexes: [OperationID: [[String]: [Int]]]

    init(_ table: Table, for manifest: ConnectorManifest, _ decoding: ReplyDecoding) {
        self.table = table
        var indexes: [OperationID: [[String]: [Int]]] = [:]
        for operation in manifest.operations {
            let columns = operation.keys.compactMap { key in
                operation.request.columns[key].flatMap(table.columns.firstIndex).map { (key, $0) }
            }
            // A key without its column would find everybody's rows.
            guard columns.count == operation.keys.count, !columns.isEmpty else { continue }
            var index: [[String]: [Int]] = [:]
            for (place, row) in table.rows.enumerated() {
                let key = columns.map { decoding.key(row[$0.1], as: $0.0) ?? row[$0.1].trimmingSpaces }
                if !key.contains("") { index[key, default: []].append(place) }
            }
            indexes[operation.id] = index
        }
        self.indexes = indexes
    }

    /// Whether the table has the columns its rows are found by.
    func hasKeys(of operation: Connectors.Operation) -> Bool { indexes[operation.id] != nil }

    /// The first line is where columns are named.
    static let keyless = FormatError(format: .csv, reason: .unsupported, line: 1, detail: "a column by which the manifest finds rows is missing")

    /// - Returns: `nil` where the table does not have the columns, or the request not the keys.
    func rows(for operation: Connectors.Operation, keys: [ConceptID: String], _ decoding: ReplyDecoding) -> Rows? {
        guard let index = indexes[operation.id] else { return nil }
        var wanted: [String] = []
        for concept in operation.keys {
            guard let key = keys[concept] else { return nil }
            wanted.append(decoding.key(key, as: concept) ?? key.trimmingSpaces)
        }
        return Rows(columns: table.columns, rows: (index[wanted] ?? []).map { table.rows[$0].map(Optional.some) })
    }
}
