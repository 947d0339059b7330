import Formats
import Foundation

/// The second place: where a ledger's checkpoints are published, apart from its database.
///
/// Two files a tenant, which only ever grow: `TENANT.checkpoints.jsonl` with a signed checkpoint a line, and `TENANT.hashes` with
/// the hash of each event's content, 32 bytes each, so that what was changed can be told from what was not. What stands in
/// either holds no personal value.
struct CheckpointFolder: Sendable {
    let path: String
    let tenant: String

    /// - Throws: `StorageError.tenantName` where the name cannot be a file's.
    init(_ path: String, tenant: String) throws(StorageError) {
        guard Self.isName(tenant) else { throw .tenantName }
        self.path = path
        self.tenant = tenant
    }

    static func isName(_ tenant: String) -> Bool {
        (1...64).contains(tenant.utf8.count) && tenant.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    private var checkpointsPath: String { path + "/" + tenant + ".checkpoints.jsonl" }
    private var hashesPath: String { path + "/" + tenant + ".hashes" }

    /// Whether anything was ever published here.
    var isThere: Bool { access(checkpointsPath, F_OK) == 0 }

    /// One more checkpoint, alone among all processes that publish here: whoever comes second sees what the first published.
    ///
    /// What a crash left half written is cut off before: an unfinished line, and hashes no checkpoint speaks of. When this
    /// returns, hashes and checkpoint are on disk, in this order.
    ///
    /// - Parameter next: what to add to the last checkpoint there is; `nil` for nothing.
    /// - Returns: the last checkpoint there is then.
    /// - Throws: what `next` throws; `StorageError.checkpoints`.
    func publish(_ next: (_ last: Checkpoint?) throws -> (hashes: [Digest32], checkpoint: Checkpoint)?) throws -> Checkpoint? {
        let isNew = !isThere
        if isNew { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        let lines = try OpenFile(checkpointsPath), hashes = try OpenFile(hashesPath)
        defer { lines.close(); hashes.close() }
        // Until the file is closed, also by the process's end.
        try lines.lock()
        let (last, end) = try lastCheckpoint(of: lines)
        let known = (last?.size ?? 0) * Digest32.byteCount
        guard try hashes.size() >= known else { throw StorageError.checkpoints(.hashesMissing) }
        guard let next = try next(last) else { return last }
        try lines.truncate(to: end)
        try hashes.truncate(to: known)
        try next.hashes.withUnsafeBytes { try hashes.append($0, at: known) }
        try hashes.sync()
        let line = Array((next.checkpoint.json.serialized(.canonical) + "\n").utf8)
        try line.withUnsafeBytes { try lines.append($0, at: end) }
        try lines.sync()
        if isNew { try OpenFile.syncFolder(path) }
        return next.checkpoint
    }

    /// - Returns: also where the last whole line ends.
    private func lastCheckpoint(of lines: OpenFile) throws -> (Checkpoint?, end: Int) {
        let size = try lines.size()
        // A line is a few thousand bytes at most.
        let tail = try lines.read(from: max(0, size - 65_536), upTo: size)
        let newline = UInt8(ascii: "\n")
        guard let end = tail.lastIndex(of: newline) else {
            guard size == tail.count else { throw StorageError.checkpoints(.content) }
            return (nil, 0)
        }
        let whole = tail[..<end], start = whole.lastIndex(of: newline).map { $0 + 1 } ?? 0
        guard let checkpoint = Checkpoint(line: whole[start...]), checkpoint.tenant == tenant else { throw StorageError.checkpoints(.content) }
        return (checkpoint, size - tail.count + end + 1)
    }

    /// What was published, as it stands there: nothing of it was checked yet.
    ///
    /// - Returns: a checkpoint for each whole line, `nil` for a line that is none.
    /// - Throws: `StorageError.checkpoints`.
    func read() throws -> (checkpoints: [Checkpoint?], hashes: [Digest32]) {
        guard isThere else { throw StorageError.checkpoints(.missing) }
        guard let text = FileManager.default.contents(atPath: checkpointsPath) else { throw StorageError.checkpoints(.system(code: EACCES)) }
        // The last line may be under way.
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        let bytes = FileManager.default.contents(atPath: hashesPath) ?? Data()
        let hashes = bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / Digest32.byteCount).map { bytes.loadUnaligned(fromByteOffset: $0 * Digest32.byteCount, as: Digest32.self) }
        }
        return (lines.map { Checkpoint(line: $0) }, hashes)
    }
}

/// A file under the system's own calls: every one of them can fail, and what it says is passed on.
private struct OpenFile {
    private let descriptor: Int32

    init(_ path: String) throws(StorageError) {
        // Nothing in it is secret: an auditor may read it.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .checkpoints(.system(code: errno)) }
    }

    func close() { Foundation.close(descriptor) }

    func lock() throws(StorageError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .checkpoints(.system(code: errno)) }
        }
    }

    func size() throws(StorageError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .checkpoints(.system(code: errno)) }
        return Int(status.st_size)
    }

    func truncate(to size: Int) throws(StorageError) {
        guard try self.size() != size else { return }
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw .checkpoints(.system(code: errno)) }
    }

    func append(_ bytes: UnsafeRawBufferPointer, at place: Int) throws(StorageError) {
        var done = 0
        while let start = bytes.baseAddress, done < bytes.count {
            let count = pwrite(descriptor, start + done, bytes.count - done, off_t(place + done))
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw .checkpoints(.system(code: errno))
            }
            done += count
        }
    }

    func sync() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .checkpoints(.system(code: errno)) }
    }

    func read(from start: Int, upTo end: Int) throws(StorageError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: end - start), done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { pread(descriptor, $0 + done, buffer.count - done, off_t(start + done)) } ?? 0
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw .checkpoints(.system(code: errno))
            }
            done += count
        }
        return bytes
    }

    /// The names in a folder are data of its own.
    static func syncFolder(_ path: String) throws(StorageError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .checkpoints(.system(code: errno)) }
        defer { Foundation.close(folder) }
        guard fsync(folder) == 0 else { throw .checkpoints(.system(code: errno)) }
    }
}
