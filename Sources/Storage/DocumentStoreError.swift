import Foundation
import GRDB

/// Why the document store said no. Nothing here holds a personal value; after each of them what was acknowledged before is there.
public enum DocumentStoreError: Error, Sendable, Hashable {
    /// No room on the disk, or a quota or limit of the system is reached.
    case full
    /// The place may not be written to.
    case readOnly
    /// Over `maximumSize` bytes.
    case tooLarge
    case empty
    /// The content is of no format the store keeps, whatever the file is called.
    case formatUnknown
    /// The format the content shows; and those the kind takes.
    case formatNotAccepted(found: String, accepted: [String])
    /// Of this kind nothing is stored.
    case kindNotStored(String)
    /// It has to be about somebody or something.
    case noSubject
    case unknownDocument
    /// Nothing is stored about it.
    case unknownSubject
    /// A file or a row is not what was written, or the key is another.
    case damaged
    /// The row is there, its file is not.
    case fileMissing
    /// Restricted: it is kept, not read.
    case restricted
    /// The law wants documents kept: how many, the text, and the last day of the last one; `nil` for ever.
    case archivingDue(documents: Int, until: String?, legal: String)
    /// Anything else the system says; its errno.
    case system(code: Int32)

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .full: "store-full"
        case .readOnly: "store-read-only"
        case .tooLarge: "too-large"
        case .empty: "empty"
        case .formatUnknown: "format-unknown"
        case .formatNotAccepted: "format-not-accepted"
        case .kindNotStored: "kind-not-stored"
        case .noSubject: "no-subject"
        case .unknownDocument: "unknown-document"
        case .unknownSubject: "unknown-subject"
        case .damaged: "damaged"
        case .fileMissing: "file-missing"
        case .restricted: "restricted"
        case .archivingDue: "archiving-due"
        case .system: "system"
        }
    }

    /// What the system's number means here.
    static func failed(_ number: Int32 = errno) -> DocumentStoreError {
        switch number {
        // A limit on the size of files is met as the end of a disk is.
        case ENOSPC, EDQUOT, EFBIG: .full
        case EROFS, EACCES, EPERM: .readOnly
        default: .system(code: number)
        }
    }

    /// What the database says, in this room's words; other errors stay what they are.
    static func told(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return switch error.resultCode {
        case .SQLITE_FULL: DocumentStoreError.full
        case .SQLITE_READONLY, .SQLITE_PERM: DocumentStoreError.readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: DocumentStoreError.damaged
        default: error
        }
    }
}
