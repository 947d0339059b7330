/// A number from 0 to below 2^128 with 256 binary digits after the point: some 77 decimal ones, of which a `Number` keeps
/// 34. Roots, powers and series are computed here, so that what is cut to a `Number` in the end is right to its last digit.
/// Every operation cuts what lies below the last binary digit.
struct FixedPoint: Comparable {
    private var whole: UInt128
    private var upper: UInt128
    private var lower: UInt128

    private init(_ whole: UInt128, _ upper: UInt128, _ lower: UInt128) {
        self.whole = whole
        self.upper = upper
        self.lower = lower
    }

    init(_ whole: UInt128) { self.init(whole, 0, 0) }

    /// `coefficient * 10^exponent`; `nil` when that is too large.
    init?(_ coefficient: UInt128, exponent: Int) {
        self.init(coefficient)
        if exponent > 0 {
            guard coefficient != 0 else { return }
            guard exponent <= 38 else { return nil }
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: powerOfTen(exponent))
            guard !overflow else { return nil }
            whole = product
        }
        var drop = -exponent
        while drop > 0, !isZero {
            let step = min(drop, 38)
            self = divided(by: powerOfTen(step))
            drop -= step
        }
    }

    /// From 0 to below 2^64.
    init(near double: Double) {
        let fraction = double - double.rounded(.down)
        self.init(UInt128(double), UInt128(fraction * 0x1p64) << 64, 0)
    }

    var isZero: Bool { whole == 0 && upper == 0 && lower == 0 }
    var double: Double { Double(whole) + Double(upper) * 0x1p-128 + Double(lower) * 0x1p-256 }

    static func < (left: FixedPoint, right: FixedPoint) -> Bool {
        (left.whole, left.upper, left.lower) < (right.whole, right.upper, right.lower)
    }

    static func + (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        let (lower, first) = left.lower.addingReportingOverflow(right.lower)
        let (partial, second) = left.upper.addingReportingOverflow(right.upper)
        let (upper, third) = partial.addingReportingOverflow(first ? 1 : 0)
        return FixedPoint(left.whole &+ right.whole &+ (second || third ? 1 : 0), upper, lower)
    }

    /// Not below 0: the right one is at most the left one.
    static func - (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        let (lower, first) = left.lower.subtractingReportingOverflow(right.lower)
        let (partial, second) = left.upper.subtractingReportingOverflow(right.upper)
        let (upper, third) = partial.subtractingReportingOverflow(first ? 1 : 0)
        return FixedPoint(left.whole &- right.whole &- (second || third ? 1 : 0), upper, lower)
    }

    /// The product must be below 2^128.
    static func * (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        let (a, b) = ([left.lower, left.upper, left.whole], [right.lower, right.upper, right.whole])
        var product: [UInt128] = [0, 0, 0, 0, 0, 0]
        for i in 0..<3 where a[i] != 0 {
            var carry: UInt128 = 0
            for j in 0..<3 {
                let (high, low) = a[i].multipliedFullWidth(by: b[j])
                let (first, isOver) = product[i + j].addingReportingOverflow(low)
                let (second, isOverAgain) = first.addingReportingOverflow(carry)
                product[i + j] = second
                carry = high + (isOver ? 1 : 0) + (isOverAgain ? 1 : 0)
            }
            product[i + 3] = carry
        }
        return FixedPoint(product[4], product[3], product[2])
    }

    /// - Parameter divisor: not 0.
    func divided(by divisor: UInt128) -> FixedPoint {
        let (whole, rest) = whole.quotientAndRemainder(dividingBy: divisor)
        let (upper, next) = divisor.dividingFullWidth((rest, upper))
        return FixedPoint(whole, upper, divisor.dividingFullWidth((next, lower)).quotient)
    }

    /// The whole number it is as far as its digits are good for, that is but for 2^-114, else the one below; and whether it is
    /// one. The square root of 34 digits that is none of 35 itself is farther from it.
    var nearestWhole: (number: UInt128, isExact: Bool) {
        switch upper >> 14 {
        case 0: (whole, true)
        case UInt128.max >> 14: (whole + 1, true)
        default: (whole, false)
        }
    }

    // MARK: Functions

    static let one = FixedPoint(1)
    /// log 10.
    static let logarithmOfTen = FixedPoint(10).logarithm

    /// e to this power, up to 4, or to its negative.
    func exponential(isNegative: Bool = false) -> FixedPoint {
        // exp(x) = exp(x / 2^4)^(2^4): each square doubles what was cut off, so there are four for a series of some fifty terms.
        let reduced = divided(by: 16)
        var (sum, term) = (FixedPoint.one, FixedPoint.one)
        var number: UInt128 = 0
        while !term.isZero {
            number += 1
            term = (term * reduced).divided(by: number)
            sum = isNegative && number & 1 == 1 ? sum - term : sum + term
        }
        for _ in 0..<4 { sum = sum * sum }
        return sum
    }

    /// The natural logarithm of a number from 1 to 10: Newton's method on the exponential, from the binary logarithm. Each
    /// step doubles the digits that are right.
    var logarithm: FixedPoint {
        var guess = FixedPoint(near: logarithmOf(double))
        for _ in 0..<4 {
            let quotient = self * guess.exponential(isNegative: true)
            guess = quotient >= .one ? guess + (quotient - .one) : guess - (.one - quotient)
        }
        return guess
    }

    /// The square root of a number from 1 to 100: Newton's method on its inverse, from the binary root.
    var squareRoot: FixedPoint {
        let three = FixedPoint(3)
        var inverse = FixedPoint(near: 1 / double.squareRoot())
        for _ in 0..<4 { inverse = (inverse * (three - self * inverse * inverse)).divided(by: 2) }
        return self * inverse
    }
}
