/// Bytes as people and JSON write them: two digits each, `0` to `9` and `a` to `f`.
public enum Hexadecimal {
    private static let digits: StaticString = "0123456789abcdef"

    /// - Complexity: O(bytes); one allocation.
    public static func text(of bytes: some Collection<UInt8>) -> String {
        let count = bytes.count
        return String(unsafeUninitializedCapacity: 2 * count) { text in
            var at = 0
            for byte in bytes {
                text[at] = digits.utf8Start[Int(byte >> 4)]
                text[at + 1] = digits.utf8Start[Int(byte & 15)]
                at += 2
            }
            return at
        }
    }
}
