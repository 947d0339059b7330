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

    /// This number to a power. A whole exponent is computed by repeated multiplication, another one through
    /// the exponential function. `nil` where the result is not a real number in range.
    public func power(_ exponent: Number) -> Number? {
        if let whole = exponent.integer {
            if whole == 0 { return 1 }
            if isZero { return whole > 0 ? 0 : nil }
            var result: Number = 1
            var square = self
            var left = whole.magnitude
            while true {
                if left & 1 == 1 {
                    guard let next = result * square else { return whole < 0 ? 0 : nil }
                    result = next
                }
                left >>= 1
                if left == 0 { break }
                guard let next = square * square else { return whole < 0 ? 0 : nil }
                square = next
            }
            return whole < 0 ? 1 / result : result
        }
        guard exponent.exponent < 0 else { return nil }
        if isZero { return exponent.isNegative ? nil : 0 }
        guard !isNegative, let logarithm, let product = logarithm * exponent else { return nil }
        return product.exponential
    }

    /// The square root; `nil` for a negative number.
    var squareRoot: Number? {
        guard !isNegative else { return nil }
        guard !isZero else { return 0 }
        // Scale to a number of about 1, where a binary root is a good start for Newton's method.
        let shift = (decimalDigits(coefficient) + exponent) / 2 * 2
        guard let scaled = Number(false, coefficient, exponent - shift),
            var root = Number(scaled.double.squareRoot())
        else { return nil }
        for _ in 0..<4 {
            guard let next = (scaled / root).flatMap({ $0 + root }).flatMap({ $0 / 2 }) else { return nil }
            if next == root { break }
            root = next
        }
        // The root may be off by one in its last digit; a short exact root is found by cutting it.
        let short = Number(false, root.coefficient, root.exponent, digits: 30)
        if let short, short * short == scaled { root = short }
        return Number(false, root.coefficient, root.exponent + shift / 2)
    }

    /// e to this power, to about 32 digits; `nil` when out of range.
    var exponential: Number? {
        guard double < 14_200 else { return nil }
        guard double > -14_300 else { return 0 }
        // exp(x) = exp(x / 2^k)^(2^k), with x / 2^k below 1/16.
        var halvings = 0
        var reduced = self
        while reduced.magnitude > Number(false, 625, -4) ?? 0 {
            guard let half = reduced / 2 else { return nil }
            reduced = half
            halvings += 1
        }
        var (term, sum): (Number, Number) = (1, 1)
        for n in 1...40 {
            guard let next = (term * reduced).flatMap({ $0 / Number(n) }), let total = sum + next else { return nil }
            term = next
            if total == sum { break }
            sum = total
        }
        for _ in 0..<halvings {
            guard let square = sum * sum else { return nil }
            sum = square
        }
        return sum
    }

    /// The natural logarithm, to about 32 digits; `nil` unless positive.
    var logarithm: Number? {
        guard !isNegative, !isZero else { return nil }
        guard self != 1 else { return 0 }
        let digits = decimalDigits(coefficient) + exponent
        guard let fraction = Number(false, coefficient, exponent - digits) else { return nil }
        guard let small = Number.logarithm(ofFraction: fraction),
            let ten = Number.logarithm(ofFraction: Number(false, 1, -1) ?? 1)
        else { return nil }
        return (ten.negated * Number(digits)).flatMap { $0 + small }
    }

    /// Halley's method on the exponential, from the binary logarithm.
    private static func logarithm(ofFraction number: Number) -> Number? {
        guard var guess = Number(logarithmOf(number.double)) else { return nil }
        for _ in 0..<2 {
            guard let power = guess.exponential, let above = number - power, let below = number + power,
                let step = above / below, let next = guess + step.times(2)
            else { return nil }
            guess = next
        }
        return guess
    }

    private init?(_ negative: Bool, _ coefficient: UInt128, _ exponent: Int, digits: Int) {
        let rounded = Number(negative, coefficient, exponent)
        guard let rounded else { return nil }
        self = rounded.rounded(.halfEven, scale: digits - decimalDigits(coefficient) - exponent)
    }
}
