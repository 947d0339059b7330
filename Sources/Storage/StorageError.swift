/// Why storage said no. Messages of the database itself are thrown as they are.
public enum StorageError: Error, Sendable, Hashable {
    /// The dossier belongs to somebody else.
    case notOwner
    /// This receipt was accepted before.
    case alreadyAccepted
    /// A dossier of this status cannot become what was asked.
    case statusForbids(DossierStatus)
    /// Another dossier has the portal's code.
    case codeTaken
    /// A sealed state does not open: another key, or it was changed.
    case sealBroken
    /// The key file cannot be used; the detail never holds what is in it.
    case keyFile(KeyFileProblem)
    /// An event of the ledger does not read; `ledger verify` says more.
    case unreadableEvent(sequence: Int)
    /// An event of the ledger is not what was written, or is missing: it is not signed for; `ledger verify` says more.
    case ledgerBroken(sequence: Int)
    /// What was published of a ledger cannot be used.
    case checkpoints(CheckpointProblem)
    /// A tenant's name has 1 to 64 plain letters, digits, `-` or `_`.
    case tenantName
}

/// What is wrong with a folder of checkpoints.
public enum CheckpointProblem: Sendable, Hashable {
    /// Nothing was published there.
    case missing
    /// Its last line is no checkpoint of this ledger and its keys.
    case content
    /// There are fewer hashes than the last checkpoint speaks of.
    case hashesMissing
    /// The system refused; `code` is its errno.
    case system(code: Int32)
}

/// What is wrong with a key file.
public enum KeyFileProblem: Sendable, Hashable {
    /// Others than the owner may read or write it.
    case permissions
    /// Another rotation is under way, or one was cut off and left its mark.
    case rotating
    /// It is not the JSON this room writes.
    case content
    /// A folder, a device, a pipe or a link stands in its place, which is not to be replaced by a file.
    case noRegularFile
    /// The system refused; `code` is its errno.
    case system(code: Int32)
}
