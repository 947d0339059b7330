import Crypto
import Foundation

/// How a document's content stands on disk.
///
/// A file has a key of its own and is a STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its
/// Nonce-Reuse Misuse-Resistance", CRYPTO 2015, section 7): the content in chunks of 64 KiB, each sealed by AES-256-GCM under a nonce
/// of the file's prefix, the chunk's number and whether it is the last.
///
/// ```text
/// header  "OnceOnly" 01  prefix             8 + 1 + 7 bytes, the prefix random
/// chunk   ciphertext     tag                65,536 + 16 bytes; the last one 0 to 65,536 + 16
/// nonce   prefix         number   last      7 + 4 (big-endian, from 0) + 1 (0 or 1) bytes
/// ```
///
/// The header is authenticated with every chunk. A chunk that was changed, moved, doubled, left out or taken from another file does
/// not open; a file cut off at a chunk's end does not either, since its last chunk is not marked as such.
enum SealedFile {
    static let chunkSize = 64 << 10
    static let tagSize = 16
    static let headerSize = 16
    private static let mark = Array("OnceOnly".utf8) + [1]

    static func header() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return mark + (0..<7).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    static func isHeader(_ bytes: [UInt8]) -> Bool { bytes.count == headerSize && bytes.starts(with: mark) }

    static func sealed(_ chunk: some DataProtocol, number: Int, isLast: Bool, with key: SymmetricKey, header: [UInt8]) throws -> AES.GCM.SealedBox {
        try AES.GCM.seal(chunk, using: key, nonce: try nonce(number, isLast, header), authenticating: header)
    }

    /// - Returns: `nil` where it is not that chunk of that file.
    static func opened(_ sealed: Data, number: Int, isLast: Bool, with key: SymmetricKey, header: [UInt8]) -> Data? {
        guard sealed.count >= tagSize, let nonce = try? nonce(number, isLast, header),
            let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: sealed.dropLast(tagSize), tag: sealed.suffix(tagSize))
        else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: header)
    }

    private static func nonce(_ number: Int, _ isLast: Bool, _ header: [UInt8]) throws -> AES.GCM.Nonce {
        let counter = UInt32(truncatingIfNeeded: number)
        let digits = (0..<4).map { UInt8(truncatingIfNeeded: counter >> UInt32(24 - 8 * $0)) }
        var nonce = Array(header.suffix(7))
        nonce += digits
        nonce.append(isLast ? 1 : 0)
        return try AES.GCM.Nonce(data: nonce)
    }
}

/// Reads a sealed file chunk by chunk.
final class SealedFileReader {
    private let file: Int32
    private let key: SymmetricKey
    private let header: [UInt8]
    private let chunks: Int
    private let lastSize: Int
    private var next = 0

    private init(_ file: Int32, _ key: SymmetricKey, _ header: [UInt8], chunks: Int, lastSize: Int) {
        self.file = file
        self.key = key
        self.header = header
        self.chunks = chunks
        self.lastSize = lastSize
    }

    /// - Throws: `DocumentStoreError.fileMissing`, `.damaged`.
    static func reading(_ path: String, key: SymmetricKey) throws(DocumentStoreError) -> SealedFileReader {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw errno == ENOENT ? .fileMissing : .failed() }
        var status = stat()
        let isRead = fstat(file, &status) == 0
        let whole = SealedFile.chunkSize + SealedFile.tagSize, body = Int(status.st_size) - SealedFile.headerSize
        let chunks = max(1, (body + whole - 1) / whole), lastSize = body - (chunks - 1) * whole
        let header = bytes(file, at: 0, count: SealedFile.headerSize).map { Array($0) } ?? []
        guard isRead, lastSize >= SealedFile.tagSize, SealedFile.isHeader(header) else {
            close(file)
            throw .damaged
        }
        return SealedFileReader(file, key, header, chunks: chunks, lastSize: lastSize)
    }

    deinit { close(file) }

    func rewind() { next = 0 }

    /// The next chunk's content; `nil` at the end.
    func chunk() throws(DocumentStoreError) -> Data? {
        guard next < chunks else { return nil }
        let whole = SealedFile.chunkSize + SealedFile.tagSize
        let isLast = next == chunks - 1
        guard let sealed = Self.bytes(file, at: SealedFile.headerSize + next * whole, count: isLast ? lastSize : whole),
            let opened = SealedFile.opened(sealed, number: next, isLast: isLast, with: key, header: header)
        else { throw .damaged }
        next += 1
        return opened
    }

    private static func bytes(_ file: Int32, at start: Int, count: Int) -> Data? {
        var data = Data(count: count)
        let isWhole = data.withUnsafeMutableBytes { buffer in
            var done = 0
            while let base = buffer.baseAddress, done < count {
                let got = pread(file, base + done, count - done, off_t(start + done))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return false }
                done += got
            }
            return true
        }
        return isWhole ? data : nil
    }
}
