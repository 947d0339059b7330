import Crypto
import Documents
import Foundation
import GRDB

/// The rows of a document store in one transaction, with the keys that open them.
struct DocumentRows {
    private let db: GRDB.Database
    private let keys: DocumentKeys

    init(_ db: GRDB.Database, _ keys: DocumentKeys) {
        self.db = db
        self.keys = keys
    }

    /// A document as it stands, opened.
    struct Opened: Sendable {
        let row: DocumentRow
        let record: DocumentRecord
        let key: SymmetricKey
        /// Of the content's file.
        let contentKey: Data
    }

    /// What is read to open a document: its row, and one way to its key.
    static let columns = """
        documents.id, documents.tenant, documents.kind, documents.issuer, documents.issued, documents.until, documents.deposited, documents.restricted,
        documents.due, documents.content, documents.contentKey, documents.sealed, links.subject, links.key AS wrapped, subjects.generation,
        subjects.key AS dataKey
        """
    static let tables = "links JOIN documents ON documents.id = links.document JOIN subjects ON subjects.name = links.subject"

    /// - Returns: `nil` where a key or a column is not what was written.
    static func opened(_ row: Row, _ keys: DocumentKeys) -> Opened? {
        let document = DocumentRow(row)
        let subject: String = row["subject"]
        guard let dataKey = keys.dataKey(of: subject, wrapped: row["dataKey"], in: row["generation"]),
            let key = DocumentKeys.documentKey(row["wrapped"], of: document.id, for: subject, with: dataKey), let record = document.record(with: key)
        else { return nil }
        return Opened(row: document, record: record, key: key, contentKey: row["contentKey"])
    }

    /// - Returns: `nil` where there is no such document.
    /// - Throws: `DocumentStoreError.damaged` where none of the ways to its key is left as it was.
    func document(_ id: String) throws -> Opened? {
        let statement = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM \(Self.tables) WHERE links.document = ? AND documents.tenant = ? ORDER BY links.subject")
        let ways = try Row.fetchAll(statement, arguments: [id, keys.tenant])
        if let opened = ways.lazy.compactMap({ Self.opened($0, keys) }).first { return opened }
        let isThere = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ? AND tenant = ?)", arguments: [id, keys.tenant])
        if isThere == true { throw DocumentStoreError.damaged }
        return nil
    }

    /// The key of a content's file, by any document that has it.
    func contentKey(_ content: String) throws -> SymmetricKey? {
        let rows = try Row.fetchCursor(
            try db.cachedStatement(sql: "SELECT \(Self.columns) FROM \(Self.tables) WHERE documents.content = ? AND documents.tenant = ?"), arguments: [content, keys.tenant])
        while let row = try rows.next() {
            guard let opened = Self.opened(row, keys), let key = DocumentKeys.contentKey(opened.contentKey, of: content, for: opened.row.id, with: opened.key) else { continue }
            return key
        }
        return nil
    }

    /// Another file holds the content from now on, under another key.
    func replace(_ content: String, by file: String, _ key: SymmetricKey) throws {
        try db.execute(sql: "UPDATE contents SET file = ? WHERE name = ?", arguments: [file, content])
        let documents = try String.fetchAll(db, sql: "SELECT id FROM documents WHERE content = ? AND tenant = ?", arguments: [content, keys.tenant])
        for id in documents {
            // One that does not open stays as it is: nobody could read it before.
            guard let opened = try? document(id) else { continue }
            let wrapped = try DocumentKeys.wrapped(key, ofContent: content, for: id, with: opened.key)
            try db.execute(sql: "UPDATE documents SET contentKey = ? WHERE id = ?", arguments: [wrapped, id])
        }
    }

    /// The subject's data key; made where there is none.
    func dataKey(of subject: String) throws -> SymmetricKey {
        if let row = try Row.fetchOne(try db.cachedStatement(sql: "SELECT generation, key FROM subjects WHERE name = ?"), arguments: [subject]) {
            guard let key = keys.dataKey(of: subject, wrapped: row["key"], in: row["generation"]) else { throw DocumentStoreError.damaged }
            return key
        }
        let key = SymmetricKey(size: .bits256)
        try db.cachedStatement(sql: "INSERT INTO subjects (name, tenant, generation, key) VALUES (?, ?, ?, ?)")
            .execute(arguments: [subject, keys.tenant, keys.generation, try keys.wrapped(key, of: subject)])
        return key
    }

    func insert(_ row: DocumentRow, contentKey: Data) throws {
        try db.cachedStatement(sql: """
            INSERT INTO documents (id, tenant, kind, issuer, issued, until, deposited, restricted, due, content, contentKey, sealed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """).execute(arguments: [
                row.id, row.tenant, row.kind, row.issuer, row.issued, row.until, row.deposited, row.isRestricted, row.due, row.content, contentKey, row.sealed,
            ])
    }

    func link(_ row: DocumentRow, to subject: String, key: Data) throws {
        try db.cachedStatement(sql: "INSERT INTO links (subject, kind, issuer, until, issued, document, key) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [subject, row.kind, row.issuer, row.until, row.issued, row.id, key])
    }

    /// Seals a record anew that was changed; what it is looked for by stays.
    func update(_ record: DocumentRecord, _ opened: Opened) throws {
        let row = try DocumentRow.sealed(record, with: opened.key, tenant: keys.tenant, content: opened.row.content)
        try db.execute(
            sql: "UPDATE documents SET restricted = ?, due = ?, sealed = ? WHERE id = ?", arguments: [row.isRestricted, row.due, row.sealed, row.id])
    }
}
