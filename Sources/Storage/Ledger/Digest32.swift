import Crypto
import Formats

/// A SHA-256 digest as a plain value of 32 bytes.
struct Digest32: Sendable, Hashable, BitwiseCopyable {
    private let a, b, c, d: UInt64

    static let byteCount = 32
    /// What the first event of a chain follows.
    static let zero = Digest32(0, 0, 0, 0)

    private init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

    init(_ digest: SHA256.Digest) { self = digest.withUnsafeBytes { $0.loadUnaligned(as: Digest32.self) } }

    /// - Parameter hex: 64 digits, letters in lower case; nothing else is a digest's spelling.
    init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 2 * Self.byteCount else { return nil }
        var value = Self.zero
        let isRead = withUnsafeMutableBytes(of: &value) { bytes in
            for index in 0..<Self.byteCount {
                guard let high = Self.nibble(hex[2 * index]), let low = Self.nibble(hex[2 * index + 1]) else { return false }
                bytes[index] = high << 4 | low
            }
            return true
        }
        guard isRead else { return nil }
        self = value
    }

    init?(hex: String) {
        var hex = hex
        guard let digest = hex.withUTF8({ Digest32(hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    var hex: String { withUnsafeBytes(of: self) { Hexadecimal.text(of: $0) } }
}
