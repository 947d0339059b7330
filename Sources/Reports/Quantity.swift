package import Diagnostics

/// Numbers as each language writes them.
package enum Quantity {
    package static let none = LocalizedText(vi: "–", en: "–")

    /// `1.234` and `1,234`.
    package static func count(_ value: Int) -> LocalizedText {
        let digits = String(value.magnitude)
        func grouped(_ separator: String) -> String {
            var text = ""
            for (index, digit) in digits.enumerated() {
                if index > 0, (digits.count - index) % 3 == 0 { text += separator }
                text.append(digit)
            }
            return (value < 0 ? "−" : "") + text
        }
        return LocalizedText(vi: grouped("."), en: grouped(","))
    }

    /// One decimal: `31,4 %` and `31.4%`; a dash where there is nothing to measure.
    package static func percent(_ ratio: Double?) -> LocalizedText {
        guard let ratio else { return none }
        let tenths = Int((ratio * 1000).rounded())
        let sign = tenths < 0 ? "−" : ""
        let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
        return LocalizedText(vi: "\(sign)\(whole),\(rest) %", en: "\(sign)\(whole).\(rest)%")
    }

    /// `1.234,5` and `1,234.5`: one decimal.
    static func decimal(_ value: Double) -> LocalizedText {
        let tenths = Int((value * 10).rounded())
        let whole = count(Int(tenths.magnitude / 10)), rest = tenths.magnitude % 10, sign = tenths < 0 ? "−" : ""
        return LocalizedText(vi: "\(sign)\(whole.vietnamese),\(rest)", en: "\(sign)\(whole.en).\(rest)")
    }

    /// A goal, without decimals where it has none: `20 %` and `20%`.
    static func goal(_ ratio: Double) -> LocalizedText {
        let hundredths = Int((ratio * 100).rounded())
        guard abs(ratio * 100 - Double(hundredths)) < 1e-9 else { return percent(ratio) }
        return LocalizedText(vi: "\(hundredths) %", en: "\(hundredths)%")
    }
}

extension LocalizedText {
    var en: String { text(in: .english) }

    /// Both languages of several texts, one after the other.
    static func + (a: LocalizedText, b: LocalizedText) -> LocalizedText {
        LocalizedText(vi: a.vietnamese + b.vietnamese, en: a.en + b.en)
    }

    static func plain(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }
}
