/// The size of a number as JSON writes it, exact whatever its length: compared by digits, never through binary64.
struct DecimalOrder: Comparable {
    private let isNegative: Bool
    /// Significant digits without zeros at either end; empty for zero.
    private let digits: [UInt8]
    /// The value is 0.d₁d₂… × 10 to this power.
    private let power: Int

    init(_ number: String) {
        var digits: [UInt8] = []
        var power = 0
        var isNegative = false
        var isFraction = false
        var text = Substring(number).utf8
        if text.first == UInt8(ascii: "-") {
            isNegative = true
            text = text.dropFirst()
        }
        while let byte = text.popFirst() {
            if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if 0x30...0x39 ~= byte {
                if digits.isEmpty, byte == 0x30 {
                    if isFraction { power -= 1 }
                } else {
                    digits.append(byte)
                    if !isFraction { power += 1 }
                }
            } else {
                // An exponent of more digits than Int holds is out of every range a document can compare.
                let exponent =
                    Int(Substring(text).drop { $0 == "+" }) ?? (text.first == UInt8(ascii: "-") ? -Self.far : Self.far)
                power += max(-Self.far, min(Self.far, exponent))
                break
            }
        }
        while digits.last == 0x30 { digits.removeLast() }
        self.digits = digits
        self.power = digits.isEmpty ? 0 : max(-Self.far, min(Self.far, power))
        self.isNegative = isNegative && !digits.isEmpty
    }

    private static let far = Int.max / 4

    static func < (left: Self, right: Self) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    /// By magnitude alone.
    private func isSmaller(than other: Self) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        if power != other.power { return power < other.power }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}
