/// A range of Internet addresses: `10.20.0.0/16`, `2001:db8::/32`, or one address.
///
/// - Source: RFC 4632, section 3.1; RFC 4291, sections 2.2 and 2.3.
public struct Network: Sendable, Hashable {
    private let address: Address
    private let prefix: Int

    /// - Returns: `nil` for what is no address, or a prefix longer than one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = Address(String(parts[0])) else { return nil }
        self.address = address
        guard parts.count == 2 else {
            prefix = address.bytes.count * 8
            return
        }
        guard parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let prefix = Int(parts[1]), prefix <= address.bytes.count * 8 else { return nil }
        self.prefix = prefix
    }

    public func contains(_ other: Address) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = prefix / 8
        guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        let rest = prefix % 8
        return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> (8 - UInt8(rest)) == 0
    }

    /// The bytes of one address, four or sixteen.
    public struct Address: Sendable, Hashable {
        public let bytes: [UInt8]

        /// Addresses of IPv4 written as ones of IPv6 (`::ffff:10.0.0.1`) are the ones of IPv4 they stand for.
        ///
        /// - Returns: `nil` unless there are four or sixteen bytes.
        public init?(bytes: [UInt8]) {
            switch bytes.count {
            case 4: self.bytes = bytes
            case 16: self.bytes = bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(bytes.suffix(4)) : bytes
            default: return nil
            }
        }

        /// - Returns: `nil` for a name, a zone, and numbers that are no address.
        public init?(_ text: String) {
            guard let bytes = text.contains(":") ? Self.six(text[...]) : Self.four(text[...]) else { return nil }
            self.init(bytes: bytes)
        }

        /// The machine itself, whoever asks.
        public var isLoopback: Bool { Self.loopback.contains { $0.contains(self) } }

        /// Addresses no register stands at: none, this link's (where clouds keep their credentials), many at once.
        public var isNobodys: Bool { Self.nobodys.contains { $0.contains(self) } }

        private static let loopback = ["127.0.0.0/8", "::1"].compactMap { Network($0) }
        private static let nobodys = ["0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::", "fe80::/10", "ff00::/8"].compactMap { Network($0) }

        private static func four(_ text: Substring) -> [UInt8]? {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            let bytes = parts.compactMap { part -> UInt8? in
                // A zero in front reads as octal elsewhere.
                guard part.allSatisfy({ $0.isASCII && $0.isNumber }), part == "0" || !part.hasPrefix("0") else { return nil }
                return UInt8(part)
            }
            return bytes.count == 4 ? bytes : nil
        }

        private static func six(_ text: Substring) -> [UInt8]? {
            let halves = text.split(separator: "::", omittingEmptySubsequences: false)
            guard halves.count <= 2, let front = groups(halves[0], isLast: halves.count == 1), let back = groups(halves.count == 2 ? halves[1] : "", isLast: true)
            else { return nil }
            let missing = 16 - front.count - back.count
            guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
            return front + Array(repeating: 0, count: missing) + back
        }

        private static func groups(_ text: Substring, isLast: Bool) -> [UInt8]? {
            if text.isEmpty { return [] }
            var bytes: [UInt8] = []
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                if part.contains("."), isLast, place == parts.count - 1 {
                    guard let four = four(part) else { return nil }
                    bytes += four
                    continue
                }
                guard (1...4).contains(part.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }), let group = UInt16(part, radix: 16) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
            return bytes
        }
    }
}
