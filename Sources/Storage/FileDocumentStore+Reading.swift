import Crypto
public import Documents
public import Expressions
import Formats
public import Foundation
import GRDB
import Vocabulary

extension FileDocumentStore {
    public func record(_ id: String) async throws -> DocumentRecord? {
        let keys = keys
        return try await told { try await database.read { try DocumentRows($0, keys).document(id)?.record } }
    }

    public func find(_ query: DocumentQuery) async throws -> FoundDocuments {
        let keys = keys, subject = keys.name(of: query.subject)
        var conditions = ["links.subject = ?"], arguments: StatementArguments = [subject]
        if let kind = query.kind {
            conditions.append("links.kind = ?")
            arguments += [kind.rawValue]
        }
        if let issuers = query.issuers {
            conditions.append("links.issuer IN (\(issuers.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(issuers.map(\.name))
        }
        if let day = query.validOn?.earliest.dayNumber, let last = query.validOn?.latest.dayNumber {
            conditions.append("links.until >= ? AND links.issued <= ?")
            arguments += [day, last]
        }
        if !query.includesRestricted { conditions.append("documents.restricted = 0") }
        arguments += [query.limit]
        let sql = """
            SELECT \(DocumentRows.columns) FROM \(DocumentRows.tables) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY links.issued DESC, links.document LIMIT ?
            """
        let found: [(id: String, record: DocumentRecord?)] = try await told {
            try await database.read { [arguments] db in
                try Row.fetchAll(db, sql: sql, arguments: arguments).map { row -> (id: String, record: DocumentRecord?) in
                    (row["id"], DocumentRows.opened(row, keys)?.record)
                }
            }
        }
        // A link that was changed finds nothing it should not.
        return FoundDocuments(records: found.compactMap(\.record).filter(query.finds), damaged: found.filter { $0.record == nil }.map(\.id))
    }

    public func read(_ id: String, _ take: (Data) async throws -> Void) async throws {
        let (record, reader) = try await told { try await opened(id) }
        var hash = SHA256(), size = 0
        while let chunk = try reader.chunk() {
            hash.update(data: chunk)
            size += chunk.count
        }
        guard size == record.file.size, Hexadecimal.text(of: Array(hash.finalize())) == record.file.sha256 else { throw DocumentStoreError.damaged }
        reader.rewind()
        while let chunk = try reader.chunk() { try await take(chunk) }
    }

    private func opened(_ id: String) async throws -> (DocumentRecord, SealedFileReader) {
        let keys = keys
        let found = try await database.read { db -> (opened: DocumentRows.Opened, file: String)? in
            guard let opened = try DocumentRows(db, keys).document(id) else { return nil }
            guard let file = try String.fetchOne(db, sql: "SELECT file FROM contents WHERE name = ?", arguments: [opened.row.content]) else {
                throw DocumentStoreError.damaged
            }
            return (opened, file)
        }
        guard let (opened, file) = found else { throw DocumentStoreError.unknownDocument }
        guard opened.record.standing.restriction == nil else { throw DocumentStoreError.restricted }
        // A row may name any file: only one in the folder is opened.
        guard file.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }), file.hasPrefix(opened.row.content),
            let key = DocumentKeys.contentKey(opened.contentKey, of: opened.row.content, for: id, with: opened.key)
        else { throw DocumentStoreError.damaged }
        return (opened.record, try SealedFileReader.reading(folder.content(file), key: key))
    }

    public func amend(_ id: String, _ change: @escaping @Sendable (inout DocumentRecord) -> Void) async throws -> DocumentRecord {
        let keys = keys
        return try await told {
            try await commits.write { db -> DocumentRecord in
                let rows = DocumentRows(db, keys)
                guard let opened = try rows.document(id) else { throw DocumentStoreError.unknownDocument }
                var record = opened.record
                change(&record)
                try rows.update(record, opened)
                return record
            }
        }
    }

    public func entries(after: String?, limit: Int) async throws -> [DocumentEntry] {
        let tenant = keys.tenant
        return try await told {
            try await database.read { db in
                try Row.fetchAll(
                    db, sql: """
                        SELECT id, kind, issuer, size, deposited, restricted FROM documents JOIN contents ON name = content
                        WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?
                        """, arguments: [tenant, after ?? "", limit]
                ).map { row -> DocumentEntry in
                    guard let day = PartialDate(dayNumber: row["deposited"]) else { throw DocumentStoreError.damaged }
                    return DocumentEntry(
                        id: row["id"], kind: EvidenceID(row["kind"] as String), issuer: Issuer(name: row["issuer"]), size: row["size"], depositedOn: day,
                        isRestricted: row["restricted"])
                }
            }
        }
    }

    public func due(on day: PartialDate, limit: Int) async throws -> [String] {
        guard let number = day.dayNumber else { return [] }
        let keys = keys
        return try await told {
            try await database.read { db -> [String] in
                let rows = DocumentRows(db, keys)
                let ids = try String.fetchCursor(db, sql: "SELECT id FROM documents WHERE tenant = ? AND due < ? ORDER BY due, id", arguments: [keys.tenant, number])
                var due: [String] = []
                while due.count < limit, let id = try ids.next() {
                    if try rows.document(id)?.record.standing.retention?.isDue(on: day) == true { due.append(id) }
                }
                return due
            }
        }
    }

    public func erasureProofs() async throws -> [ErasureProof] {
        let tenant = keys.tenant
        return try await told {
            try await database.read { db in
                try String.fetchAll(db, sql: "SELECT proof FROM erasures WHERE tenant = ? ORDER BY number", arguments: [tenant]).map { text -> ErasureProof in
                    guard let proof = (try? JSON(parsing: text)).flatMap({ ErasureProof(json: $0) }) else { throw DocumentStoreError.damaged }
                    return proof
                }
            }
        }
    }
}
