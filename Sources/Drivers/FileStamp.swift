import Connectors
import Foundation

/// Which file stands at a path, links followed: a file put in its place is another one, whatever it is called.
///
/// A file that is held open keeps its number, so no other can have it meanwhile.
struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64

    /// - Throws: `.down` where nothing stands there.
    init(_ path: String) throws(LookUpFailure) { self = try FileStamp(path, acceptsFolder: true).file }

    fileprivate init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}

/// What tells one state of a file from another, links followed.
struct FileStamp: Sendable, Hashable {
    let file: FileIdentity
    let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// - Throws: `.down` where nothing stands there, or a folder.
    init(_ path: String) throws(LookUpFailure) { try self.init(path, acceptsFolder: false) }

    fileprivate init(_ path: String, acceptsFolder: Bool) throws(LookUpFailure) {
        var status = stat()
        // Foundation's attributes are of the link itself.
        guard stat(path, &status) == 0, acceptsFolder || status.st_mode & S_IFMT != S_IFDIR else { throw .down }
        file = FileIdentity(status)
        size = Int(status.st_size)
        #if canImport(Darwin)
            (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
        #else
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        #endif
    }
}
