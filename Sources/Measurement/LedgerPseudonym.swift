/// The pseudonym of a dossier or a subject, in sixteen bytes where it is written as the ledger writes it: 32 digits, letters in lower case.
package enum LedgerPseudonym: Sendable, Hashable, Comparable {
    case digits(UInt64, UInt64)
    case text(String)

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { LedgerPseudonym(utf8: UnsafeRawBufferPointer($0)) } ?? .text(text)
    }

    /// - Returns: `nil` for other bytes than 32 such digits.
    package init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        func half(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64? {
            var number: UInt64 = 0
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(byte - UInt8(ascii: "0"))
                case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
                default: return nil
                }
            }
            return number
        }
        guard let high = half(bytes.prefix(16)), let low = half(bytes.dropFirst(16)) else { return nil }
        self = .digits(high, low)
    }

    var text: String {
        switch self {
        case .text(let text): text
        case .digits(let high, let low): [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        }
    }

    /// The order of the texts.
    package static func < (a: LedgerPseudonym, b: LedgerPseudonym) -> Bool {
        if case .digits(let high, let low) = a, case .digits(let otherHigh, let otherLow) = b { return (high, low) < (otherHigh, otherLow) }
        return a.text < b.text
    }
}
