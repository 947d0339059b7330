import Foundation

/// A file, or standard input as `-`, in pieces.
struct FileContent: AsyncSequence, Sendable {
    let path: String
    /// The whole content where it was read already: what was checked is what is kept.
    var read: Data?
    private static let piece = 64 << 10

    func makeAsyncIterator() -> Iterator { Iterator(path: path, read: read) }

    struct Iterator: AsyncIteratorProtocol {
        let path: String
        private var read: Data?
        private let wasRead: Bool
        private var file: FileHandle?

        init(path: String, read: Data?) {
            self.path = path
            self.read = read
            wasRead = read != nil
        }

        mutating func next() async throws -> Data? {
            guard !wasRead else {
                defer { read = nil }
                return read.flatMap { $0.isEmpty ? nil : $0 }
            }
            let file = try file ?? opened()
            self.file = file
            let piece: Data?
            // What cannot be read to its end is not kept as if it had ended.
            do { piece = try file.read(upToCount: FileContent.piece) } catch { throw unreadable }
            return piece?.isEmpty == true ? nil : piece
        }

        private func opened() throws -> FileHandle {
            if path == "-" { return .standardInput }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue, let file = FileHandle(forReadingAtPath: path) else { throw unreadable }
            return file
        }

        private var unreadable: CommandFailure { .input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'") }
    }
}
