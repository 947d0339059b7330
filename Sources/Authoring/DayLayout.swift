/// One way to write a day.
struct DayLayout: Sendable {
    let format: [Character]

    init(_ format: String) { self.format = Array(format) }

    /// - Returns: `nil` where the text is not so written, or names no day of the last hundred and fifty years or the next fifty.
    ///
    /// - Parameters:
    ///   - clock: what is added to a time of day.
    ///   - move: from the day that is written to the one to write.
    func moved(_ text: String, _ clock: (hours: Int, minutes: Int, seconds: Int), _ move: (DayShift.Written) -> DayShift.Written?) -> String? {
        var characters = Array(text)
        guard characters.count >= format.count else { return nil }
        let rest = characters[format.count...]
        // A time of day may follow a whole day.
        let isTime = format.contains("d") && String(rest).wholeMatch(of: /[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?/) != nil
        guard rest.isEmpty || isTime else { return nil }
        var numbers: [Character: Int] = [:]
        for (place, mark) in format.enumerated() {
            guard mark.isLetter else {
                guard characters[place] == mark else { return nil }
                continue
            }
            guard characters[place].isASCII, let digit = characters[place].wholeNumberValue else { return nil }
            numbers[mark, default: 0] = numbers[mark, default: 0] * 10 + digit
        }
        guard let year = numbers["y"], year == 9999 || (1880...2080).contains(year) else { return nil }
        if year == 9999 { return text }  // "still valid"
        guard (numbers["H"] ?? 0) < 24, (numbers["m"] ?? 0) < 60, (numbers["s"] ?? 0) < 60 else { return nil }
        guard let moved = move(DayShift.Written(year: year, month: numbers["M"], day: numbers["d"])) else { return nil }
        (numbers["y"], numbers["M"], numbers["d"]) = (moved.year, moved.month, moved.day)
        for (mark, turn, add) in [(Character("H"), 24, clock.hours), ("m", 60, clock.minutes), ("s", 60, clock.seconds)] { numbers[mark] = numbers[mark].map { ($0 + add) % turn } }
        for (place, mark) in format.enumerated().reversed() where mark.isLetter {
            guard let number = numbers[mark] else { continue }
            characters[place] = Character(String(number % 10))
            numbers[mark] = number / 10
        }
        return String(characters.prefix(format.count)) + Self.movedTime(String(rest), clock)
    }

    /// Digits of a time of day: hours, minutes, seconds and fractions, each another; a zone stays.
    private static func movedTime(_ rest: String, _ clock: (hours: Int, minutes: Int, seconds: Int)) -> String {
        rest.replacing(/(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?/, maxReplacements: 1) { time in
            func two(_ text: Substring, _ turn: Int, _ add: Int) -> String {
                let number = ((Int(text) ?? 0) + add) % turn
                return (number < 10 ? "0" : "") + String(number)
            }
            let seconds = time.3.map { ":" + two($0, 60, clock.seconds) } ?? ""
            let fraction = time.4.map { "." + String(repeating: "0", count: $0.count - 1) } ?? ""
            return two(time.1, 24, clock.hours) + ":" + two(time.2, 60, clock.minutes) + seconds + fraction
        }
    }
}
