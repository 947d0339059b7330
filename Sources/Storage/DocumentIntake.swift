import Crypto
import Documents
import Formats
import Foundation
import Vocabulary

/// Takes a content in pieces, in bounded memory: it is hashed, looked at and sealed on the way, two chunks at most are held.
///
/// A content of one chunk is held whole and written only if it is new; a longer one goes to a draft as it comes.
final class DocumentIntake {
    private let folder: DocumentFolder
    private let header = SealedFile.header()
    let key = SymmetricKey(size: .bits256)
    private var hash = SHA256()
    private(set) var size = 0
    private var written = 0
    private var head: [UInt8] = []
    /// The chunk before the one that is filled.
    private var before = Data()
    private var filling = Data(capacity: SealedFile.chunkSize)
    private(set) var draft: DraftFile?

    init(_ folder: DocumentFolder) { self.folder = folder }

    /// - Throws: `DocumentStoreError.tooLarge` with the piece that goes beyond; `.full`, `.readOnly`, `.system`.
    func take(_ piece: Data) throws {
        size += piece.count
        guard size <= FileDocumentStore.maximumSize else { throw DocumentStoreError.tooLarge }
        hash.update(data: piece)
        if head.count < DocumentFormat.lookedAt { head += piece.prefix(DocumentFormat.lookedAt - head.count) }
        var rest = piece[...]
        while !rest.isEmpty {
            // Only when more comes is a full chunk known not to be the last.
            if filling.count == SealedFile.chunkSize { try flush(isLast: false) }
            let part = rest.prefix(SealedFile.chunkSize - filling.count)
            filling.append(part)
            rest = rest.dropFirst(part.count)
        }
    }

    private func flush(isLast: Bool) throws {
        let draft = try draft ?? begun()
        let box = try SealedFile.sealed(filling, number: written, isLast: isLast, with: key, header: header)
        try draft.append(box.ciphertext)
        try draft.append(box.tag)
        written += 1
        if !isLast {
            swap(&before, &filling)
            filling.removeAll(keepingCapacity: true)
        }
    }

    private func begun() throws(DocumentStoreError) -> DraftFile {
        let file = try folder.draft()
        draft = file
        try file.append(header)
        return file
    }

    /// What the content is, once all of it was taken.
    ///
    /// - Throws: `DocumentStoreError.empty`, `.formatUnknown`.
    func description() throws(DocumentStoreError) -> DocumentRecord.FileDescription {
        guard size > 0 else { throw .empty }
        guard let format = DocumentFormat(head: head, tail: (before + filling).suffix(DocumentFormat.lookedAt), size: size) else { throw .formatUnknown }
        return DocumentRecord.FileDescription(format: format, size: size, sha256: Hexadecimal.text(of: Array(hash.finalize())))
    }

    /// Writes what is left and waits until the draft is on disk.
    func finish() throws -> DraftFile {
        try flush(isLast: true)
        guard let draft else { throw DocumentStoreError.damaged }
        try draft.finish()
        return draft
    }

    func discard() { draft?.discard() }
}
