/// An exact decimal number of up to 34 significant digits, rounded half-even where more would be needed.
///
/// - Source: DMN 1.5, clause 10.3.2.3.1: numbers are those of IEEE 754-2008 decimal128, without infinities,
///   not-a-number and negative zero. Equal numbers have one representation: 1.0 is 1.
public struct Number: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByIntegerLiteral {
    // Sign (1 bit), exponent (14 bits, two's complement), upper 49 bits of the coefficient.
    private let head: UInt64
    private let tail: UInt64

    static let precision = 34
    static let exponents = -6176...6111

    private init(head: UInt64, tail: UInt64) {
        self.head = head
        self.tail = tail
    }

    public init(_ integer: Int) {
        head = integer < 0 ? Number.signBit : 0
        tail = UInt64(integer.magnitude)
    }

    public init(integerLiteral value: Int) { self.init(value) }

    /// Reads `12`, `-12.50`, `.5`, `1.2E-3`; more than 34 significant digits are rounded.
    ///
    /// - Returns: `nil` for anything else and for a number outside the range of decimal128.
    public init?(_ text: String) {
        guard let read = Number.read(text.utf8) else { return nil }
        self = read
    }

    /// The nearest number; `nil` for infinities and not-a-number.
    init?(_ double: Double) {
        guard double.isFinite else { return nil }
        self.init(double.description)
    }

    private static let signBit: UInt64 = 1 << 63
    private static let coefficientMask: UInt64 = (1 << 49) - 1

    public var isZero: Bool { tail == 0 && head == 0 }
    public var isNegative: Bool { head & Number.signBit != 0 }

    var coefficient: UInt128 { UInt128(head & Number.coefficientMask) << 64 | UInt128(tail) }
    var exponent: Int { Int(Int64(bitPattern: head << 1) >> 50) }

    /// True when it has no fraction.
    public var isInteger: Bool { exponent >= 0 }

    /// True when the bits beside the tail say: a whole number, not negative, of at most 64 bits.
    private var isSmall: Bool { head & ~Number.signBit == 0 }

    /// The number as an `Int`; `nil` when it has a fraction or does not fit.
    public var integer: Int? {
        if isSmall {
            if isNegative { return tail <= UInt64(Int.max) ? -Int(tail) : nil }
            return Int(exactly: tail)
        }
        return nil
    }

    /// The nearest binary number.
    public var double: Double { Double(scientific) ?? 0 }

    public var negated: Number { isZero ? self : Number(head: head ^ Number.signBit, tail: tail) }

    /// The number without its sign.
    public var magnitude: Number { Number(head: head & ~Number.signBit, tail: tail) }

    public static func < (left: Number, right: Number) -> Bool {
        if left.isSmall, right.isSmall {
            switch (left.isNegative, right.isNegative) {
            case (false, false): return left.tail < right.tail
            case (true, true): return left.tail > right.tail
            case (let negative, _): return negative
            }
        }
        if left.isNegative != right.isNegative { return left.isNegative }
        let smaller = left.isNegative ? Number.isMagnitudeSmaller(right, left) : Number.isMagnitudeSmaller(left, right)
        return smaller
    }

    private static func isMagnitudeSmaller(_ left: Number, _ right: Number) -> Bool {
        let (a, b) = (left.coefficient, right.coefficient)
        if a == 0 || b == 0 { return a == 0 && b != 0 }
        let (tops, topOther) = (decimalDigits(a) + left.exponent, decimalDigits(b) + right.exponent)
        if tops != topOther { return tops < topOther }
        // Same decimal magnitude: the exponents differ by less than the precision.
        let difference = left.exponent - right.exponent
        return difference >= 0 ? a * powerOfTen(difference) < b : a < b * powerOfTen(-difference)
    }

    // MARK: Arithmetic; `nil` when the result is out of range or not a number.

    public static func + (left: Number, right: Number) -> Number? {
        if left.head == 0, right.head == 0 {
            let (sum, overflow) = left.tail.addingReportingOverflow(right.tail)
            if !overflow { return Number(head: 0, tail: sum) }
        }
        return sum(left, right)
    }

    public static func - (left: Number, right: Number) -> Number? { left + right.negated }

    public static func * (left: Number, right: Number) -> Number? {
        let negative = left.isNegative != right.isNegative
        if left.isSmall, right.isSmall {
            let (high, low) = left.tail.multipliedFullWidth(by: right.tail)
            if high == 0 { return Number(head: negative && low != 0 ? signBit : 0, tail: low) }
        }
        let (high, low) = left.coefficient.multipliedFullWidth(by: right.coefficient)
        let exponent = left.exponent + right.exponent
        if high == 0 { return Number(negative, low, exponent) }
        // At most 68 digits: cut to 35, one more than are kept, and remember whether anything was cut.
        let cut = 34
        let quotient = powerOfTen(cut).dividingFullWidth((high, low)).quotient
        let short = precision + 1 - decimalDigits(quotient)
        let (exact, rest) = powerOfTen(cut - short).dividingFullWidth((high, low))
        return Number(negative, exact, exponent + cut - short, sticky: rest != 0)
    }

    public static func / (left: Number, right: Number) -> Number? {
        guard !right.isZero else { return nil }
        guard !left.isZero else { return 0 }
        let divisor = right.coefficient
        let lift = precision - decimalDigits(left.coefficient)
        let shift = decimalDigits(divisor) + 1
        let dividend = (left.coefficient * powerOfTen(lift)).multipliedFullWidth(by: powerOfTen(shift))
        let (quotient, remainder) = divisor.dividingFullWidth((dividend.high, dividend.low))
        return Number(
            left.isNegative != right.isNegative, quotient, left.exponent - right.exponent - lift - shift,
            sticky: remainder != 0)
    }

    private static func sum(_ left: Number, _ right: Number) -> Number? {
        if left.isZero { return right }
        if right.isZero { return left }
        let (big, small) = left.exponent >= right.exponent ? (left, right) : (right, left)
        let distance = big.exponent - small.exponent
        if decimalDigits(big.coefficient) + distance <= 38 {
            return combine(
                big.isNegative, big.coefficient * powerOfTen(distance), small.isNegative, small.coefficient,
                small.exponent, sticky: false)
        }
        // The small one lies below the 36 digits kept of the big one, in part or whole.
        let lift = 36 - decimalDigits(big.coefficient)
        let drop = distance - lift
        let (quotient, remainder) =
            drop > 38 ? (0, 1) : small.coefficient.quotientAndRemainder(dividingBy: powerOfTen(drop))
        return combine(
            big.isNegative, big.coefficient * powerOfTen(lift), small.isNegative, quotient, big.exponent - lift,
            sticky: remainder != 0)
    }

    private static func combine(
        _ leftNegative: Bool, _ left: UInt128, _ rightNegative: Bool, _ right: UInt128, _ exponent: Int, sticky: Bool
    ) -> Number? {
        if leftNegative == rightNegative { return Number(leftNegative, left + right, exponent, sticky: sticky) }
        if left >= right {
            return Number(leftNegative, left - right - (sticky ? 1 : 0), exponent, sticky: sticky)
        }
        return Number(rightNegative, right - left, exponent)
    }

    /// A number from its parts, rounded half-even to 34 digits.
    ///
    /// - Parameter sticky: something not zero was cut off below the coefficient.
    init?(_ negative: Bool, _ coefficient: UInt128, _ exponent: Int, sticky: Bool = false) {
        var coefficient = coefficient
        var exponent = exponent
        let surplus = max(decimalDigits(coefficient) - Number.precision, Number.exponents.lowerBound - exponent)
        if surplus > 0 {
            guard surplus <= 38 else {
                self = 0
                return
            }
            let unit = powerOfTen(surplus)
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
            coefficient = quotient
            exponent += surplus
            let half = unit / 2
            if remainder > half || remainder == half && (sticky || quotient & 1 == 1) { coefficient += 1 }
            if coefficient == powerOfTen(Number.precision) {
                coefficient /= 10
                exponent += 1
            }
        }
        guard coefficient != 0 else {
            self = 0
            return
        }
        if exponent < 0 {
            (coefficient, exponent) = Number.withoutTrailingZeros(coefficient, exponent)
        } else if exponent > 0 {
            let room = min(exponent, Number.precision - decimalDigits(coefficient))
            coefficient *= powerOfTen(room)
            exponent -= room
        }
        guard exponent <= Number.exponents.upperBound else { return nil }
        let bits = UInt64(bitPattern: Int64(exponent)) & 0x3FFF
        head = (negative ? Number.signBit : 0) | bits << 49 | UInt64(truncatingIfNeeded: coefficient >> 64)
        tail = UInt64(truncatingIfNeeded: coefficient)
    }

    private static func withoutTrailingZeros(_ coefficient: UInt128, _ exponent: Int) -> (UInt128, Int) {
        var (coefficient, exponent) = (coefficient, exponent)
        while exponent <= -8 {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 100_000_000)
            guard remainder == 0 else { break }
            (coefficient, exponent) = (quotient, exponent + 8)
        }
        while exponent < 0 {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            (coefficient, exponent) = (quotient, exponent + 1)
        }
        return (coefficient, exponent)
    }
}

/// 10 to a power from 0 to 38.
func powerOfTen(_ power: Int) -> UInt128 { powersOfTen[power] }

private let powersOfTen: [UInt128] = (0..<38).reduce(into: [1]) { powers, _ in powers.append((powers.last ?? 0) * 10) }

/// Number of decimal digits; 0 has none.
func decimalDigits(_ number: UInt128) -> Int {
    guard number != 0 else { return 0 }
    // 1233 / 4096 is log10(2), a little rounded up: the estimate is right or one too small.
    let estimate = ((128 - number.leadingZeroBitCount) * 1233) >> 12
    return estimate < 39 && number >= powersOfTen[estimate] ? estimate + 1 : estimate
}
