package import Foundation

/// Files only their owner may read, created whole or not at all.
package enum PrivateFile {
    private static let ownerOnly: mode_t = 0o600

    static func exists(_ path: String) throws(StorageError) -> Bool {
        var status = stat()
        if stat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw .keyFile(.system(code: errno)) }
        return false
    }

    /// - Throws: also where others than the owner may read or write the file.
    static func read(_ path: String) throws(StorageError) -> Data {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .keyFile(.system(code: errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .keyFile(.system(code: errno)) }
        guard status.st_mode & 0o077 == 0 else { throw .keyFile(.permissions) }
        guard let content = try? FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd() else { throw .keyFile(.content) }
        return content
    }

    /// Writes beside the place and links the result to it, so nobody ever sees half a file.
    ///
    /// - Returns: `false` where the place was taken meanwhile; then nothing has changed.
    static func create(_ path: String, holding content: Data) throws(StorageError) -> Bool {
        let draft = try drafted(path, content)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else {
            if errno == EEXIST { return false }
            throw .keyFile(.system(code: errno))
        }
        return true
    }

    /// The same over what is there: whoever reads sees the old or the new, whole.
    ///
    /// - Throws: `.noRegularFile` where something else than a file is there: a renamed file would take the place of a device for good.
    package static func replace(_ path: String, with content: Data) throws(StorageError) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { throw .keyFile(.noRegularFile) }
        let draft = try drafted(path, content)
        guard rename(draft, path) == 0 else {
            let problem = errno
            unlink(draft)
            throw .keyFile(.system(code: problem))
        }
    }

    static func remove(_ path: String) { unlink(path) }

    private static func drafted(_ path: String, _ content: Data) throws(StorageError) -> String {
        let draft = path + ".\(UUID().uuidString)"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, ownerOnly)
        guard file >= 0 else { throw .keyFile(.system(code: errno)) }
        let isWritten = content.withUnsafeBytes { bytes in
            var done = 0
            while let start = bytes.baseAddress, done < bytes.count {
                let count = write(file, start + done, bytes.count - done)
                if count < 0 { return false }
                done += count
            }
            return fsync(file) == 0
        }
        let problem = errno
        guard close(file) == 0, isWritten else {
            unlink(draft)
            throw .keyFile(.system(code: problem))
        }
        return draft
    }
}
