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
