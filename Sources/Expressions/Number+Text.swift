import Foundation

extension Number {
    /// Plain notation: `12.5`, no exponent, no zeros at the end of the fraction.
    public var description: String {
        let digits = Array(coefficient.description.utf8)
        let exponent = exponent
        let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if exponent >= 0 {
            text += digits + Array(repeating: zero, count: exponent)
        } else if digits.count > -exponent {
            text += digits.dropLast(-exponent) + [point] + digits.suffix(-exponent)
        } else {
            text += [zero, point] + Array(repeating: zero, count: -exponent - digits.count) + digits
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What a text writes as a number.
    public enum Writing: Sendable, Hashable {
        case exact(Number)
        /// A number that would be rounded, or that written out has more than `plainDigits` digits before its point or zeros behind it.
        case beyond
        case none
    }

    /// Most digits a written number may have before its point, and most zeros between that and its first digit. A quotient has 34 digits
    /// wherever it begins, so that it is not the digits behind the point that are counted.
    public static let plainDigits = 34

    /// Reads the notation of `init(_:)`, but takes a number only to the last digit: `1e6000` and 35 significant digits are `.beyond`.
    public static func writing(_ text: String) -> Writing {
        guard let written = Written(text.utf8) else { return .none }
        var (coefficient, exponent) = (written.digits.coefficient, written.exponent)
        if coefficient == 0 { return .exact(0) }
        while coefficient.isMultiple(of: 10) { (coefficient, exponent) = (coefficient / 10, exponent + 1) }
        let digits = decimalDigits(coefficient)
        guard !written.digits.sticky, digits <= Number.precision, (-plainDigits...plainDigits).contains(digits + exponent) else { return .beyond }
        return Number(written.isNegative, coefficient, exponent, sticky: false).map { .exact($0) } ?? .beyond
    }

    /// Coefficient and exponent: `125E-1`.
    var scientific: String { (isNegative ? "-" : "") + coefficient.description + "E" + String(exponent) }

    static func read(_ text: some Collection<UInt8>) -> Number? {
        guard let written = Written(text), !written.isFar else { return nil }
        return Number(written.isNegative, written.digits.coefficient, written.exponent, sticky: written.digits.sticky)
    }

    /// What is written, before anything is rounded.
    private struct Written {
        let isNegative: Bool
        private(set) var digits = Digits()
        /// Of the last digit of the coefficient; further than any digits can make good again where more are written than are read.
        private(set) var exponent = 0
        /// Whether the exponent has more than six digits.
        private(set) var isFar = false

        /// - Returns: `nil` where it is no number.
        init?(_ text: some Collection<UInt8>) {
            var rest = text[...]
            isNegative = rest.first == UInt8(ascii: "-")
            if isNegative { rest = rest.dropFirst() }
            let whole = digits.take(&rest)
            if rest.first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
                let before = digits.count
                guard digits.take(&rest, fraction: true), digits.count > before else { return nil }
            } else {
                guard whole else { return nil }
            }
            exponent = digits.exponent
            if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
                rest = rest.dropFirst()
                let down = rest.first == UInt8(ascii: "-")
                if down || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
                guard !rest.isEmpty, rest.allSatisfy({ (48...57).contains($0) }) else { return nil }
                isFar = rest.count > 6
                let power = rest.reduce(0) { min($0 * 10 + Int($1 - 48), 1 << 40) }
                exponent += down ? -power : power
                rest = rest.dropFirst(rest.count)
            }
            guard rest.isEmpty else { return nil }
        }
    }

    /// Up to 37 significant digits read one by one; what follows only decides the rounding.
    private struct Digits {
        var coefficient: UInt128 = 0
        var exponent = 0
        var count = 0
        var sticky = false

        mutating func take<Text: Collection>(_ text: inout Text, fraction: Bool = false) -> Bool
        where Text.Element == UInt8, Text.SubSequence == Text {
            let before = count
            while let byte = text.first, byte >= 48, byte <= 57 {
                count += 1
                if coefficient < powerOfTen(36) {
                    coefficient = coefficient * 10 + UInt128(byte - 48)
                    if fraction { exponent -= 1 }
                } else {
                    if byte != 48 { sticky = true }
                    if !fraction { exponent += 1 }
                }
                text = text.dropFirst()
            }
            return count > before
        }
    }
}

func logarithmOf(_ number: Double) -> Double { Foundation.log(number) }
