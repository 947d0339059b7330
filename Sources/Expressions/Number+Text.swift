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
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return .none }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return .none }
        var exponent = 0
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            let isDown = rest.first == UInt8(ascii: "-")
            if isDown || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return .none }
            // Further than any text of digits that is read can make good again.
            let magnitude = rest.reduce(0) { min($0 * 10 + Int($1 - 48), 1 << 40) }
            exponent = isDown ? -magnitude : magnitude
            rest = rest.dropFirst(rest.count)
        }
        guard rest.isEmpty else { return .none }
        let digits = Array(whole) + Array(fraction)
        guard let first = digits.firstIndex(where: { $0 != 48 }), let last = digits.lastIndex(where: { $0 != 48 }) else { return .exact(0) }
        let before = whole.count - first + exponent, after = last + 1 - whole.count - exponent
        guard last - first < precision, (-plainDigits...plainDigits).contains(before) else { return .beyond }
        // Written anew, since zeros that say nothing may be more than are read.
        let sign = text.utf8.first == UInt8(ascii: "-") ? "-" : ""
        return Number("\(sign)\(String(decoding: digits[first...last], as: UTF8.self))e\(-after)").map { .exact($0) } ?? .beyond
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Coefficient and exponent: `125E-1`.
    var scientific: String { (isNegative ? "-" : "") + coefficient.description + "E" + String(exponent) }

    static func read(_ text: some Collection<UInt8>) -> Number? {
        var rest = text[...]
        let negative = rest.first == UInt8(ascii: "-")
        if negative { rest = rest.dropFirst() }
        var digits = Digits()
        let whole = digits.take(&rest)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let before = digits.count
            guard digits.take(&rest, fraction: true), digits.count > before else { return nil }
        } else {
            guard whole else { return nil }
        }
        var exponent = 0
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            let down = rest.first == UInt8(ascii: "-")
            if down || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard !rest.isEmpty, rest.count <= 6, let number = PartialDate.digits(rest) else { return nil }
            exponent = down ? -number : number
            rest = rest.dropFirst(rest.count)
        }
        guard rest.isEmpty else { return nil }
        return Number(negative, digits.coefficient, exponent + digits.exponent, sticky: digits.sticky)
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
