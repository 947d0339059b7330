import Crypto
import Documents
import Expressions
public import Foundation
import GRDB
import Vocabulary

extension FileDocumentStore {
    /// The content has to be written after all: what it would have shared is gone.
    private struct DraftNeeded: Error {}

    /// In this order: a draft that is on disk, moved to its place, its name on disk, then the row. Whoever dies on the way leaves a
    /// file nobody names, which the next to open the store removes.
    public func deposit<Content: AsyncSequence & Sendable>(_ deposit: Deposit, content: Content) async throws -> Deposited where Content.Element == Data {
        guard !deposit.subjects.isEmpty else { throw DocumentStoreError.noSubject }
        let accepted = deposit.kind.files.storable
        guard !accepted.isEmpty else { throw DocumentStoreError.kindNotStored(deposit.kind.id.rawValue) }
        return try await told {
            try await begin()
            let intake = DocumentIntake(folder)
            do {
                for try await piece in content { try intake.take(piece) }
                let file = try intake.description()
                guard accepted.contains(file.format) else {
                    throw DocumentStoreError.formatNotAccepted(found: file.format.rawValue, accepted: accepted.map(\.rawValue).sorted())
                }
                return try await enter(deposit, file, intake)
            } catch {
                intake.discard()
                throw error
            }
        }
    }

    private func enter(_ deposit: Deposit, _ file: DocumentRecord.FileDescription, _ intake: DocumentIntake) async throws -> Deposited {
        let retention = deposit.kind.retention.flatMap { Retention($0, from: deposit.provenance.depositedOn) }
        let record = DocumentRecord(
            id: Self.reference(), kind: deposit.kind.id, subjects: deposit.subjects, particulars: deposit.particulars, provenance: deposit.provenance, file: file,
            signature: deposit.signature, facts: deposit.facts, standing: DocumentStanding(retention: retention))
        let content = keys.name(ofContent: file.sha256)
        // A short content that is there is not written again.
        if intake.draft == nil, try await isStored(content) {
            do {
                let entry = try Entry(record, content: content, contentKey: intake.key, file: nil, keys: keys, folder: folder)
                _ = try await commits.write { try entry.write(in: $0) }
                return Deposited(id: record.id, file: file, isKnownContent: true)
            } catch is DraftNeeded {}
        }
        let name = content + "." + Self.reference()
        try folder.place(try intake.finish(), as: name)
        do {
            let entry = try Entry(record, content: content, contentKey: intake.key, file: name, keys: keys, folder: folder)
            let outcome = try await commits.write { try entry.write(in: $0) }
            // What another deposit brought first, or what took the place of a lost file.
            if !outcome.superfluous.isEmpty { try? folder.remove(outcome.superfluous) }
            return Deposited(id: record.id, file: file, isKnownContent: outcome.isShared)
        } catch {
            try? folder.remove([name])
            throw error
        }
    }

    private func isStored(_ content: String) async throws -> Bool {
        let file = try await database.read { try String.fetchOne($0, sql: "SELECT file FROM contents WHERE name = ?", arguments: [content]) }
        return file.map { folder.holds($0) } ?? false
    }

    /// Everything of one deposit that is written in one transaction.
    private struct Entry: Sendable {
        let record: DocumentRecord
        let row: DocumentRow
        let documentKey: SymmetricKey
        let contentKey: SymmetricKey
        /// `nil` where nothing was written: then the content has to be there.
        let file: String?
        let keys: DocumentKeys
        let folder: DocumentFolder

        struct Outcome: Sendable {
            let isShared: Bool
            /// Files no row names.
            let superfluous: [String]
        }

        init(_ record: DocumentRecord, content: String, contentKey: SymmetricKey, file: String?, keys: DocumentKeys, folder: DocumentFolder) throws {
            self.record = record
            documentKey = SymmetricKey(size: .bits256)
            self.contentKey = contentKey
            self.file = file
            self.keys = keys
            self.folder = folder
            row = try DocumentRow.sealed(record, with: documentKey, tenant: keys.tenant, content: content)
        }

        func write(in db: GRDB.Database) throws -> Outcome {
            let rows = DocumentRows(db, keys)
            var contentKey = contentKey, superfluous: [String] = [], isShared = false
            if let known = try String.fetchOne(try db.cachedStatement(sql: "SELECT file FROM contents WHERE name = ?"), arguments: [row.content]) {
                if folder.holds(known), let key = try rows.contentKey(row.content) {
                    contentKey = key
                    isShared = true
                    if let file { superfluous = [file] }
                } else {
                    guard let file else { throw DraftNeeded() }
                    // The file is lost, or its key is: this one takes its place, for all whose content it is.
                    try rows.replace(row.content, by: file, contentKey)
                    superfluous = [known]
                }
            } else {
                guard let file else { throw DraftNeeded() }
                try db.cachedStatement(sql: "INSERT INTO contents (name, file, size) VALUES (?, ?, ?)").execute(arguments: [row.content, file, record.file.size])
            }
            try rows.insert(row, contentKey: try DocumentKeys.wrapped(contentKey, ofContent: row.content, for: row.id, with: documentKey))
            // One subject in two roles has one link.
            for subject in Set(record.subjects.map { keys.name(of: $0) }).sorted() {
                let dataKey = try rows.dataKey(of: subject)
                try rows.link(row, to: subject, key: try DocumentKeys.wrapped(documentKey, of: row.id, for: subject, with: dataKey))
            }
            return Outcome(isShared: isShared, superfluous: superfluous)
        }
    }
}
