public import Expressions

/// How a register writes dates: `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `S` (any fraction of a second), `XXX` (`Z` or an offset like
/// `+07:00`), quoted text, and other characters as they stand.
public struct DateLayout: Sendable, Hashable {
    private enum Token: Sendable, Hashable {
        case year, month, day, hour, minute, second, fraction, zone
        case literal(UInt8)
    }

    private let tokens: [Token]

    /// As we write dates ourselves, and most registers do: `yyyy-MM-dd`.
    public static let ours = DateLayout(tokens: [.year, .literal(UInt8(ascii: "-")), .month, .literal(UInt8(ascii: "-")), .day])

    private init(tokens: [Token]) { self.tokens = tokens }

    /// - Returns: `nil` for a letter that means nothing here and for a layout without a year.
    public init?(_ format: String) {
        var tokens: [Token] = []
        var rest = format[...]
        while let first = rest.first {
            if first == "'" {
                guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
                tokens += rest[rest.index(after: rest.startIndex)..<end].utf8.map(Token.literal)
                rest = rest[rest.index(after: end)...]
                continue
            }
            let run = rest.prefix { $0 == first }
            switch run {
            case "yyyy": tokens.append(.year)
            case "MM": tokens.append(.month)
            case "dd": tokens.append(.day)
            case "HH": tokens.append(.hour)
            case "mm": tokens.append(.minute)
            case "ss": tokens.append(.second)
            case "S": tokens.append(.fraction)
            case "XXX": tokens.append(.zone)
            default:
                guard !first.isLetter else { return nil }
                tokens += run.utf8.map(Token.literal)
            }
            rest = rest.dropFirst(run.count)
        }
        guard tokens.contains(.year) else { return nil }
        self.tokens = tokens
    }

    /// The civil date in a text as it is written there; its time of day and zone, checked, are left out.
    ///
    /// - Parameter partial: a day, or a month and a day, may be zero or missing: `00/00/1950`, `19500000`, `03/1950`.
    /// - Returns: `nil` where the text is not so written or the day does not exist.
    public func date(in text: String, partial: Bool) -> PartialDate? {
        if let date = Self.date(in: Array(text.utf8), tokens, partial: partial) { return date }
        guard partial, !tokens.contains(.hour) else { return nil }
        let months = Self.without(.day, tokens)
        for shorter in [months, Self.without(.month, months)] {
            if let date = Self.date(in: Array(text.utf8), shorter, partial: false) { return date }
        }
        return nil
    }

    /// A civil date as the register writes it.
    ///
    /// - Parameter partial: a day or a month that is not known is written as zeros: `00/00/1950`.
    /// - Returns: `nil` for a date known in part where that is not so, for a layout with a time of day, and for a year that is
    ///   not of four digits.
    public func text(of date: PartialDate, partial: Bool) -> String? {
        guard date.isFull || partial, (1...9_999).contains(date.year) else { return nil }
        var bytes: [UInt8] = []
        func write(_ number: Int, _ digits: Int) {
            let text = String(number)
            bytes += Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.utf8.count)) + Array(text.utf8)
        }
        for token in tokens {
            switch token {
            case .literal(let byte): bytes.append(byte)
            case .year: write(date.year, 4)
            case .month: write(date.month ?? 0, 2)
            case .day: write(date.day ?? 0, 2)
            case .hour, .minute, .second, .fraction, .zone: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func date(in bytes: [UInt8], _ tokens: [Token], partial: Bool) -> PartialDate? {
        var at = 0
        var year: Int?, month: Int?, day: Int?
        func number(_ digits: Int) -> Int? {
            guard at + digits <= bytes.count else { return nil }
            var number = 0
            for byte in bytes[at..<at + digits] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            }
            at += digits
            return number
        }
        for token in tokens {
            switch token {
            case .literal(let byte):
                guard at < bytes.count, bytes[at] == byte else { return nil }
                at += 1
            case .year:
                year = number(4)
                guard year != nil else { return nil }
            case .month:
                month = number(2)
                guard month != nil else { return nil }
            case .day:
                day = number(2)
                guard day != nil else { return nil }
            case .hour:
                guard let hour = number(2), hour < 24 else { return nil }
            case .minute, .second:
                guard let part = number(2), part < 60 else { return nil }
            case .fraction:
                let start = at
                while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
                guard at > start else { return nil }
            case .zone:
                guard at < bytes.count else { return nil }
                at += 1
                if bytes[at - 1] == UInt8(ascii: "Z") { continue }
                guard bytes[at - 1] == UInt8(ascii: "+") || bytes[at - 1] == UInt8(ascii: "-"), let hours = number(2), hours < 24, at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
                at += 1
                guard let minutes = number(2), minutes < 60 else { return nil }
            }
        }
        guard at == bytes.count, let year, year > 0 else { return nil }
        if partial {
            if day == 0 { day = nil }
            if month == 0 { month = nil }
        }
        return PartialDate(year: year, month: month, day: day)
    }

    /// The layout without a token and the sign that joins it to the others.
    private static func without(_ token: Token, _ tokens: [Token]) -> [Token] {
        guard let place = tokens.firstIndex(of: token) else { return tokens }
        var shorter = tokens
        shorter.remove(at: place)
        if place < shorter.count, case .literal = shorter[place] {
            shorter.remove(at: place)
        } else if place > 0, case .literal = shorter[place - 1] {
            shorter.remove(at: place - 1)
        }
        return shorter
    }
}
