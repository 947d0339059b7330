/// How a number is cut to a scale.
enum Rounding: Sendable {
    /// Towards minus infinity, plus infinity, zero, away from zero.
    case down, up, towardsZero, awayFromZero
    /// To the nearest, halves to the even neighbor, away from zero, towards zero.
    case halfEven, halfUp, halfDown
}

extension Number {
    /// Rounds to so many digits after the decimal point (before it, when the scale is negative).
    func rounded(_ rule: Rounding, scale: Int = 0) -> Number {
        let drop = -scale - exponent
        guard drop > 0 else { return self }
        let (quotient, remainder, half): (UInt128, UInt128, Int)
        if drop > 38 {
            (quotient, remainder, half) = (0, coefficient, -1)
        } else {
            let unit = powerOfTen(drop)
            (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
            half = remainder == unit / 2 ? 0 : remainder > unit / 2 ? 1 : -1
        }
        guard remainder != 0 else { return self }
        let away: Bool =
            switch rule {
            case .down: isNegative
            case .up: !isNegative
            case .towardsZero: false
            case .awayFromZero: true
            case .halfEven: half > 0 || half == 0 && quotient & 1 == 1
            case .halfUp: half >= 0
            case .halfDown: half > 0
            }
        return Number(isNegative, quotient + (away ? 1 : 0), exponent + drop) ?? self
    }

    /// The product with a small whole number, for units of time; out of range gives 0.
    func times(_ factor: Int) -> Number { (self * Number(factor)) ?? 0 }

    /// The whole quotient, towards zero.
    func quotient(_ divisor: Int) -> Number { ((self / Number(divisor)) ?? 0).rounded(.towardsZero) }

    /// What FEEL's `modulo` yields: the remainder with the sign of the divisor; `nil` for divisor 0.
    func modulo(_ divisor: Number) -> Number? {
        guard !divisor.isZero, let remainder = remainder(divisor) else { return nil }
        return remainder.isZero || remainder.isNegative == divisor.isNegative ? remainder : remainder + divisor
    }

    /// The remainder with the sign of the dividend, exact.
    private func remainder(_ divisor: Number) -> Number? {
        let low = min(exponent, divisor.exponent)
        let liftDivisor = divisor.exponent - low
        guard decimalDigits(divisor.coefficient) + liftDivisor <= 38 else { return self }
        let modulus = divisor.coefficient * powerOfTen(liftDivisor)
        // coefficient * 10^lift mod modulus, one block of digits at a time.
        var lift = exponent - low
        var rest = coefficient % modulus
        while lift > 0, rest != 0 {
            let step = min(lift, 37)
            let product = rest.multipliedFullWidth(by: powerOfTen(step))
            rest = modulus.dividingFullWidth((product.high % modulus, product.low)).remainder
            lift -= step
        }
        return Number(isNegative, rest, low)
    }

    private init?(_ isNegative: Bool, _ digits: FixedPoint, _ exponent: Int) {
        // 38 digits of a number from 1 to 10; what is a whole number then ends there.
        let (coefficient, isExact) = (digits * FixedPoint(powerOfTen(37))).nearestWhole
        self.init(isNegative, coefficient, exponent - 37, sticky: !isExact)
    }

    /// This number to a power, right to the last digit. `nil` where the result is not a real number in range.
    ///
    /// A whole exponent is computed by repeated multiplication as long as all digits fit, everything else through
    /// logarithm and exponential.
    public func power(_ exponent: Number) -> Number? {
        if exponent.isZero || self == 1 { return 1 }
        if isZero { return exponent.isNegative ? nil : 0 }
        if let whole = exponent.integer, let exact = exactPower(whole.magnitude) { return whole < 0 ? 1 / exact : exact }
        guard !isNegative || exponent.isInteger else { return nil }
        let isOdd = exponent.modulo(2).map { !$0.isZero } ?? false
        if magnitude == 1 { return isOdd ? -1 : 1 }
        let logarithm = logarithmParts
        let isShrinking = logarithm.isNegative != exponent.isNegative
        let size = logarithm.digits.double * exponent.magnitude.double
        guard size < Number.largestLogarithm, let times = FixedPoint(exponent.coefficient, exponent: exponent.exponent) else {
            return isShrinking ? 0 : nil
        }
        return Number.exponential(logarithm.digits * times, isShrinking, isNegative: isNegative && isOdd)
    }

    /// `nil` when it has more than 34 digits.
    private func exactPower(_ exponent: UInt) -> Number? {
        var (result, square): (Number, Number) = (1, self)
        var left = exponent
        while true {
            if left & 1 == 1 {
                guard let next = result.exactProduct(square) else { return nil }
                result = next
            }
            left >>= 1
            if left == 0 { return result }
            guard let next = square.exactProduct(square) else { return nil }
            square = next
        }
    }

    /// For powers of one number: none of them gains zeros at its end that the others do not have.
    private func exactProduct(_ other: Number) -> Number? {
        func short(_ number: Number) -> UInt128 {
            var coefficient = number.coefficient
            while coefficient % 10 == 0, coefficient != 0 { coefficient /= 10 }
            return coefficient
        }
        let (high, low) = short(self).multipliedFullWidth(by: short(other))
        return high == 0 && decimalDigits(low) <= Number.precision ? self * other : nil
    }

    /// The square root; `nil` for a negative number.
    var squareRoot: Number? {
        guard !isNegative else { return nil }
        guard !isZero else { return 0 }
        // An even power of ten aside, it lies from 1 to 100.
        let scale = (decimalDigits(coefficient) + exponent - 1) >> 1
        return FixedPoint(coefficient, exponent: exponent - 2 * scale).flatMap { Number(false, $0.squareRoot, scale) }
    }

    /// e to this power; `nil` when out of range.
    var exponential: Number? {
        guard magnitude.double < Number.largestLogarithm, let digits = FixedPoint(coefficient, exponent: exponent) else {
            return isNegative ? 0 : nil
        }
        return Number.exponential(digits, isNegative, isNegative: false)
    }

    /// Above the logarithms of the largest number and of the inverse of the smallest one.
    private static let largestLogarithm = 14_300.0

    /// e to a power, or to its negative.
    private static func exponential(_ power: FixedPoint, _ isShrinking: Bool, isNegative: Bool) -> Number? {
        // e^x = 10^n e^r with r from 0 to log 10.
        let ten = FixedPoint.logarithmOfTen
        var count = UInt128(power.double / ten.double)
        while ten * FixedPoint(count) > power { count -= 1 }
        while ten * FixedPoint(count + 1) <= power { count += 1 }
        let rest = power - ten * FixedPoint(count)
        return isShrinking
            ? Number(isNegative, (ten - rest).exponential(), -Int(count) - 1)
            : Number(isNegative, rest.exponential(), Int(count))
    }

    /// The natural logarithm; `nil` unless positive.
    var logarithm: Number? {
        guard !isNegative, !isZero else { return nil }
        guard self != 1 else { return 0 }
        let (digits, isNegative) = logarithmParts
        // At least 10^-34: some 43 digits are there.
        var (scaled, scale) = (digits, 0)
        while scaled < .one { (scaled, scale) = (scaled * FixedPoint(10), scale - 1) }
        while scaled >= FixedPoint(10) { (scaled, scale) = (scaled.divided(by: 10), scale + 1) }
        return Number(isNegative, scaled, scale)
    }

    /// The natural logarithm of the magnitude, without its sign and with it.
    private var logarithmParts: (digits: FixedPoint, isNegative: Bool) {
        let scale = decimalDigits(coefficient) + exponent - 1
        let small = (FixedPoint(coefficient, exponent: exponent - scale) ?? .one).logarithm
        let large = FixedPoint.logarithmOfTen * FixedPoint(UInt128(scale.magnitude))
        if scale >= 0 { return (large + small, false) }
        return large >= small ? (large - small, true) : (small - large, false)
    }
}
