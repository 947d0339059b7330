/// Bytes as people and JSON write them: two digits each, `0` to `9` and `a` to `f`.
public enum Hexadecimal {
    private static let digits: StaticString = "0123456789abcdef"

    /// - Complexity: O(bytes); one allocation.
    public static func text(of bytes: [UInt8]) -> String { bytes.withUnsafeBytes { text(of: $0) } }

    /// Of a digest, without a copy of it.
    public static func text(of bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for (at, byte) in bytes.enumerated() {
                text[2 * at] = digits.utf8Start[Int(byte >> 4)]
                text[2 * at + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return 2 * bytes.count
        }
    }
}
