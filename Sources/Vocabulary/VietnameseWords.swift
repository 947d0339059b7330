public import Expressions

/// Numbers and dates written out, as the printed forms ask for them.
public enum VietnameseWords {
    private static let digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    private static let largest = "1" + String(repeating: "0", count: 18)
    private static let groups = ["", "nghìn", "triệu"]

    /// A whole number up to 10^18 in words; `nil` for fractions, negatives and larger ones.
    public static func words(for number: Number) -> String? {
        let written = number.description
        guard written.utf8.allSatisfy({ (48...57).contains($0) }), written.utf8.count <= 18 || written == largest else { return nil }
        return written == "0" ? "không" : words(ofDigits: Substring(written), full: false)
    }

    /// Nine digits make a unit of their own: what stands before them is counted in billions.
    private static func words(ofDigits digits: Substring, full: Bool) -> String {
        if digits.count > 9 {
            let low = digits.suffix(9)
            let billions = words(ofDigits: digits.dropLast(9), full: full) + " tỷ"
            return low.allSatisfy({ $0 == "0" }) ? billions : billions + " " + words(ofDigits: low, full: true)
        }
        var rest = digits
        var blocks: [Int] = []
        while !rest.isEmpty {
            blocks.append(Int(rest.suffix(3)) ?? 0)
            rest = rest.dropLast(3)
        }
        var out: [String] = []
        for index in blocks.indices.reversed() where blocks[index] > 0 {
            out.append(words(ofBlock: blocks[index], full: full || !out.isEmpty))
            if index > 0 { out.append(groups[index]) }
        }
        return out.joined(separator: " ")
    }

    /// "ngày mười lăm tháng ba năm một nghìn chín trăm năm mươi"; a partial date says the parts it has.
    public static func words(for date: PartialDate) -> String {
        var parts: [String] = []
        if let day = date.day { parts.append("ngày " + small(day, ofDate: true)) }
        if let month = date.month { parts.append("tháng " + (month == 4 ? "tư" : small(month, ofDate: false))) }
        parts.append("năm " + (words(for: Number(date.year)) ?? ""))
        return parts.joined(separator: " ")
    }

    /// Days 1…10 are said "mồng".
    private static func small(_ number: Int, ofDate: Bool) -> String {
        let text = words(ofBlock: number, full: false)
        return ofDate && number <= 10 ? "mồng " + text : text
    }

    /// One group of three digits; `full` says the hundreds even where they are zero.
    private static func words(ofBlock block: Int, full: Bool) -> String {
        let hundred = block / 100, ten = block / 10 % 10, one = block % 10
        var out: [String] = []
        if hundred > 0 || full { out.append(digits[hundred] + " trăm") }
        switch ten {
        case 0:
            if one > 0, hundred > 0 || full { out.append("lẻ") }
        case 1: out.append("mười")
        default: out.append(digits[ten] + " mươi")
        }
        switch (ten, one) {
        case (_, 0): break
        case (0, _): out.append(digits[one])
        case (_, 5): out.append("lăm")
        case (2..., 1): out.append("mốt")
        case (2..., 4): out.append("tư")
        default: out.append(digits[one])
        }
        return out.joined(separator: " ")
    }
}
