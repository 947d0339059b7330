import Foundation

/// The files of a document store.
///
/// ```text
/// lock                 held by everybody who has the store open
/// documents.sqlite     the rows
/// incoming/            what is being deposited
/// content/ab/ab….cd…   sealed contents: the content's keyed name and a random word, so that no two files ever have one name
/// ```
///
/// Nothing in a name is personal.
final class DocumentFolder: Sendable {
    let path: String
    /// Of a simulation: nobody waits for the disk.
    let isThrowaway: Bool
    private let lock: Int32

    /// - Throws: `DocumentStoreError.readOnly`, `.full`, `.system`.
    init(_ path: String, isThrowaway: Bool) throws(DocumentStoreError) {
        self.path = path
        self.isThrowaway = isThrowaway
        for folder in [path, path + "/incoming", path + "/content"] where mkdir(folder, 0o700) != 0 && errno != EEXIST { throw .failed() }
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .failed() }
        // A document is acknowledged only where the folders above it are on disk too.
        for folder in [path, path + "/.."] where access(folder, R_OK) == 0 {
            do { try sync(folder) } catch { guard error == .readOnly else { throw error } }
        }
    }

    deinit { close(lock) }

    var database: String { path + "/documents.sqlite" }

    func content(_ file: String) -> String { "\(path)/content/\(file.prefix(2))/\(file)" }

    func holds(_ file: String) -> Bool { access(content(file), F_OK) == 0 }

    /// Takes the store for oneself.
    ///
    /// - Returns: `false` where somebody else has it open.
    func claim() -> Bool { flock(lock, LOCK_EX | LOCK_NB) == 0 }

    /// Has it open beside others; waits for one who has claimed it.
    func share() throws(DocumentStoreError) {
        while flock(lock, LOCK_SH) != 0 { guard errno == EINTR else { throw .failed() } }
    }

    func draft() throws(DocumentStoreError) -> DraftFile { try DraftFile(path + "/incoming/" + UUID().uuidString, isThrowaway: isThrowaway) }

    /// Moves a finished draft to where contents stand; when it returns, the file and its name are on disk.
    func place(_ draft: DraftFile, as file: String) throws(DocumentStoreError) {
        let shard = "\(path)/content/\(file.prefix(2))"
        if mkdir(shard, 0o700) == 0 {
            try sync(path + "/content")
        } else if errno != EEXIST {
            throw .failed()
        }
        guard rename(draft.path, content(file)) == 0 else { throw .failed() }
        try sync(shard)
    }

    func remove(_ files: [String]) throws(DocumentStoreError) {
        for file in files where unlink(content(file)) != 0 && errno != ENOENT { throw .failed() }
        for shard in Set(files.map { String($0.prefix(2)) }) { try sync("\(path)/content/\(shard)") }
    }

    private func sync(_ folder: String) throws(DocumentStoreError) {
        guard !isThrowaway else { return }
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .failed() }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .failed() }
    }

    /// What one who died left: drafts, and contents without a row.
    ///
    /// - Parameters:
    ///   - known: the files the rows of a shard name, by its two digits.
    ///   - missing: told of a row's file that is not there.
    /// - Returns: how many drafts and contents were removed.
    func recover(known: (_ shard: String) throws -> Set<String>, missing: (_ file: String) throws -> Void) throws -> (drafts: Int, contents: Int) {
        var drafts = 0, contents = 0
        for name in try Self.names(path + "/incoming") {
            guard unlink(path + "/incoming/" + name) == 0 else { throw DocumentStoreError.failed() }
            drafts += 1
        }
        // Every shard there may be: a row may name a file in one whose folder is gone.
        for shard in (0..<256).map({ ($0 < 16 ? "0" : "") + String($0, radix: 16) }) {
            let there = Set(try Self.names(path + "/content/" + shard)), rows = try known(shard)
            for name in there.subtracting(rows) {
                guard unlink(path + "/content/" + shard + "/" + name) == 0 else { throw DocumentStoreError.failed() }
                contents += 1
            }
            for name in rows.subtracting(there).sorted() { try missing(name) }
        }
        return (drafts, contents)
    }

    private static func names(_ folder: String) throws(DocumentStoreError) -> [String] {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            if errno == ENOENT { return [] }
            throw .failed()
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { throw .failed() }
        return names
    }
}

/// A file that is being written; nobody looks for it.
final class DraftFile {
    let path: String
    private let file: Int32
    private let isThrowaway: Bool
    private var isOpen = true

    init(_ path: String, isThrowaway: Bool) throws(DocumentStoreError) {
        self.path = path
        self.isThrowaway = isThrowaway
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed() }
    }

    deinit { if isOpen { close(file) } }

    func append(_ bytes: some ContiguousBytes) throws(DocumentStoreError) {
        let problem: Int32? = bytes.withUnsafeBytes { buffer in
            var done = 0
            while let base = buffer.baseAddress, done < buffer.count {
                let count = write(file, base + done, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count == 0 ? ENOSPC : errno }
                done += count
            }
            return nil
        }
        if let problem { throw .failed(problem) }
    }

    /// All of it is on disk when this returns.
    func finish() throws(DocumentStoreError) {
        guard isThrowaway || fsync(file) == 0 else { throw .failed() }
        isOpen = false
        guard close(file) == 0 else { throw .failed() }
    }

    func discard() { unlink(path) }
}
