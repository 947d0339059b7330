import Crypto
public import Documents
import Expressions
import Formats
import Foundation
import GRDB

extension FileDocumentStore {
    /// In one transaction the keys and rows are overwritten and the proof is written; then the files go, then what the write-ahead
    /// log still holds of them. A copy of the folder made earlier keeps what it had: copies are the installation's to erase.
    public func erase(_ erasure: Erasure) async throws -> ErasureProof {
        let keys = keys
        return try await told {
            try await begin()
            let (proof, files) = try await commits.write { try Self.erase(erasure, in: $0, keys) }
            try folder.remove(files)
            // Others may read from the log a while longer; it is emptied with the next erasure at the latest.
            try? await database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            return proof
        }
    }

    private static func erase(_ erasure: Erasure, in db: GRDB.Database, _ keys: DocumentKeys) throws -> (ErasureProof, files: [String]) {
        let rows = DocumentRows(db, keys)
        let (subject, dataKey, ids) = try scope(of: erasure.scope, in: db, keys)
        // What is somebody else's too stays, without what it says of this one.
        var ending: [Affected] = [], staying: [Affected] = []
        for id in ids {
            guard let document = try affected(id, rows, in: db) else { continue }
            let others = try Int.fetchOne(db, sql: "SELECT count(*) FROM links WHERE document = ? AND subject <> ?", arguments: [id, subject ?? ""]) ?? 0
            if subject != nil, others > 0 { staying.append(document) } else { ending.append(document) }
        }
        try checkArchiving(of: (ending + staying).compactMap(\.opened), at: erasure.at)
        for document in ending {
            try db.execute(sql: "DELETE FROM links WHERE document = ?", arguments: [document.id])
            try db.execute(sql: "DELETE FROM documents WHERE id = ?", arguments: [document.id])
        }
        if case .subject(let erased) = erasure.scope, let subject {
            for document in staying {
                if let opened = document.opened { try rows.update(opened.record.without(erased), opened) }
                try db.execute(sql: "DELETE FROM links WHERE document = ? AND subject = ?", arguments: [document.id, subject])
            }
            try db.execute(sql: "DELETE FROM subjects WHERE name = ?", arguments: [subject])
        }
        var contents: [String] = [], files: [String] = []
        for content in Set(ending.map(\.content)).sorted() {
            let isShared = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM documents WHERE content = ?)", arguments: [content]) ?? false
            guard !isShared, let file = try String.fetchOne(db, sql: "SELECT file FROM contents WHERE name = ?", arguments: [content]) else { continue }
            try db.execute(sql: "DELETE FROM contents WHERE name = ?", arguments: [content])
            contents.append(content)
            files.append(file)
        }
        let destroyed = ErasureProof.Destroyed(
            documents: ending.map(\.id).sorted(), contents: contents, dataKey: dataKey.map { Hexadecimal.text(of: Array(SHA256.hash(data: $0))) })
        let id = reference(), at = Date(timeIntervalSince1970: TimeInterval(erasure.at)).formatted(.iso8601)
        let proof = try keys.signed { key, signature in
            ErasureProof(
                id: id, subject: subject, destroyed: destroyed, keptForOthers: staying.count, ground: erasure.ground, by: keys.name(ofOfficial: erasure.by), at: at,
                key: key, signature: signature)
        }
        try db.execute(sql: "INSERT INTO erasures (tenant, proof) VALUES (?, ?)", arguments: [keys.tenant, proof.json.serialized(.canonical)])
        return (proof, files)
    }

    /// A document an erasure touches.
    private struct Affected {
        let id: String
        let content: String
        /// `nil` where it does not open: nobody can read it, and nobody is kept from being erased by it.
        let opened: DocumentRows.Opened?
    }

    /// - Returns: `nil` where the row is gone.
    private static func affected(_ id: String, _ rows: DocumentRows, in db: GRDB.Database) throws -> Affected? {
        guard let content = try String.fetchOne(db, sql: "SELECT content FROM documents WHERE id = ?", arguments: [id]) else { return nil }
        do { return Affected(id: id, content: content, opened: try rows.document(id)) } catch DocumentStoreError.damaged {
            return Affected(id: id, content: content, opened: nil)
        }
    }

    private static func scope(
        of scope: Erasure.Scope, in db: GRDB.Database, _ keys: DocumentKeys
    ) throws -> (subject: String?, dataKey: Data?, documents: [String]) {
        switch scope {
        case .document(let id):
            let isThere = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ? AND tenant = ?)", arguments: [id, keys.tenant])
            guard isThere == true else { throw DocumentStoreError.unknownDocument }
            return (nil, nil, [id])
        case .subject(let subject):
            let name = keys.name(of: subject)
            guard let key = try Data.fetchOne(db, sql: "SELECT key FROM subjects WHERE name = ?", arguments: [name]) else { throw DocumentStoreError.unknownSubject }
            return (name, key, try String.fetchAll(db, sql: "SELECT document FROM links WHERE subject = ? ORDER BY document", arguments: [name]))
        }
    }

    /// The law may want documents kept, whoever asks.
    private static func checkArchiving(of documents: [DocumentRows.Opened], at seconds: Int) throws {
        // The civil day in Viet Nam, UTC+7, as everywhere.
        guard let today = PartialDate(dayNumber: Int((Double(seconds + 7 * 3600) / 86_400).rounded(.down))) else { throw DocumentStoreError.damaged }
        let due = documents.compactMap(\.record.standing.retention).filter { $0.forbidsErasure(on: today) }
        func last(_ retention: Retention) -> PartialDate? { if case .until(let day) = retention.archive { day } else { nil } }
        // The one that stays longest says it: for ever, or the latest day.
        guard let longest = due.first(where: { last($0) == nil }) ?? due.max(by: { (last($0)?.dayNumber ?? 0) < (last($1)?.dayNumber ?? 0) }) else { return }
        throw DocumentStoreError.archivingDue(documents: due.count, until: last(longest)?.description, legal: longest.legal)
    }
}
