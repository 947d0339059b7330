import Expressions
import Foundation

/// Makes other texts of the same shape: as many letters, digits and signs in the same places, none of them what it was.
///
/// The same text becomes the same one wherever it stands, also where only its letter case or its signs differ, so that a
/// person stays one person over all replies of a recording.
struct SyntheticText: Sendable {
    private var state: UInt64
    /// Letters and digits as they were → as they are now.
    private var known: [String: String] = [:]
    /// Days are moved back by this many, so that what came before still does, and nothing lies in the future.
    let shift: Int
    /// The day of a record is moved back by so many only.
    private let recentShift: Int

    /// - Parameter seed: of the system's randomness; whoever knows it can undo a day.
    init(seed: UInt64) {
        state = seed
        shift = 366 + Int((seed >> 32) % 700)
        recentShift = 1 + Int((seed >> 16) % 6)
    }

    /// - Parameter isGood: what a text has to be beside its shape, such as a number with a check digit. Where nothing is that begins
    ///   otherwise (a telephone number begins with 0), up to three characters of a long text stay; after many tries the shape alone counts.
    mutating func text(for text: String, where isGood: (String) -> Bool = { _ in true }) -> String {
        let composed = text.precomposedStringWithCanonicalMapping
        let skeleton = String(String.UnicodeScalarView(composed.lowercased().unicodeScalars.filter(Self.isExchanged)))
        guard !skeleton.isEmpty else { return text }
        let same = known[skeleton].map { Self.laid($0, over: composed) }
        if let same, isGood(same) { return same }
        for kept in 0...3 where kept == 0 || skeleton.count >= kept + 6 {
            for _ in 0..<700 {
                let candidate = String(skeleton.prefix(kept)) + other(String(skeleton.dropFirst(kept)))
                let laid = Self.laid(candidate, over: composed)
                guard isGood(laid) else { continue }
                // What stood for it elsewhere stands there still; only here it may not.
                if same == nil { known[skeleton] = candidate }
                return laid
            }
        }
        if let same { return same }
        let candidate = other(skeleton)
        known[skeleton] = candidate
        return Self.laid(candidate, over: composed)
    }

    /// A word of a closed list, the same one for the same word. It may be the one it was: of two, the other one would tell.
    mutating func word(for word: String, of words: [String]) -> String {
        guard !words.isEmpty else { return word }
        if let same = known["\u{0}" + word], words.contains(same) { return same }
        let chosen = words[Int(next() % UInt64(words.count))]
        known["\u{0}" + word] = chosen
        return chosen
    }

    // MARK: Days

    /// The text with its day moved; `nil` where it is no day.
    func day(for text: String) -> String? { day(for: text, by: shift) }

    /// The text with its day moved within the week; `nil` where it is no whole day.
    func recentDay(for text: String) -> String? { day(for: text, by: recentShift) }

    private func day(for text: String, by days: Int) -> String? {
        for layout in Self.layouts {
            if let moved = layout.moved(text, by: days) { return moved }
        }
        return nil
    }

    private static let layouts = [
        "yyyy-MM-dd", "dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyyMMdd", "yyyyMMddHHmmss", "MM/yyyy", "yyyy-MM", "yyyy",
    ].map(DayLayout.init)

    // MARK: Letters

    private static func isExchanged(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.properties.numericType != nil }

    /// The letters and digits of `skeleton` in the places, and with the case, they have in `text`.
    private static func laid(_ skeleton: String, over text: String) -> String {
        var letters = skeleton.unicodeScalars.makeIterator()
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard isExchanged(scalar) else {
                out.append(scalar)
                continue
            }
            // A capital may become two letters in small ones; then the shape is a little longer than it was.
            for _ in String(scalar).lowercased().unicodeScalars.filter(isExchanged) {
                guard let next = letters.next() else { continue }
                out.append(contentsOf: scalar.properties.isUppercase ? String(next).uppercased().unicodeScalars : String(next).unicodeScalars)
            }
        }
        return String(out)
    }

    private mutating func other(_ skeleton: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in skeleton.unicodeScalars { out.append(other(scalar)) }
        return String(out)
    }

    private static let vowels = Array("aeiouy".unicodeScalars), consonants = Array("bcdghklmnpqrstvx".unicodeScalars)
    private static let accented = Array("ăâêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýấầậắằặếềệốồộớờợứừự".unicodeScalars)
    private static let digits = Array("0123456789".unicodeScalars)

    private mutating func other(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.properties.numericType != nil { return choice(of: Self.digits, without: scalar) }
        if Self.vowels.contains(scalar) { return choice(of: Self.vowels, without: scalar) }
        if scalar.isASCII || scalar == "đ" { return choice(of: Self.consonants, without: scalar) }
        return choice(of: Self.accented, without: scalar)
    }

    private mutating func choice(of scalars: [Unicode.Scalar], without scalar: Unicode.Scalar) -> Unicode.Scalar {
        let others = scalars.filter { $0 != scalar }
        return others[Int(next() % UInt64(others.count))]
    }

    /// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// One way to write a day.
private struct DayLayout: Sendable {
    let format: [Character]

    init(_ format: String) { self.format = Array(format) }

    /// - Returns: `nil` where the text is not so written, or names no day of the last hundred and fifty years or the next fifty.
    func moved(_ text: String, by days: Int) -> String? {
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
        guard let moved = Self.moved(year, numbers["M"], numbers["d"], by: days) else { return nil }
        (numbers["y"], numbers["M"], numbers["d"]) = (moved.year, moved.month, moved.day)
        for (mark, turn, add) in [(Character("H"), 24, 5), ("m", 60, 17), ("s", 60, 23)] { numbers[mark] = numbers[mark].map { ($0 + add) % turn } }
        for (place, mark) in format.enumerated().reversed() where mark.isLetter {
            guard let number = numbers[mark] else { continue }
            characters[place] = Character(String(number % 10))
            numbers[mark] = number / 10
        }
        return String(characters.prefix(format.count)) + Self.movedTime(String(rest))
    }

    /// A month or a day of zero stays; the first and the last day of a year, which registers write for "the year alone", do too.
    /// What is moved by less than a year has to be a whole day, and no other is written for it.
    private static func moved(_ year: Int, _ month: Int?, _ day: Int?, by days: Int) -> (year: Int, month: Int, day: Int)? {
        let earlier = year - max(1, days / 365)
        guard let month, month > 0, let day, day > 0 else {
            guard days >= 365, (0...12).contains(month ?? 0), (0...31).contains(day ?? 0) else { return nil }
            return (earlier, month ?? 0, day ?? 0)
        }
        guard let date = PartialDate(year: year, month: month, day: day), let number = date.dayNumber else { return nil }
        if days >= 365, (month, day) == (1, 1) || (month, day) == (12, 31) { return (earlier, month, day) }
        guard let moved = PartialDate(dayNumber: number - days), let newMonth = moved.month, let newDay = moved.day else { return nil }
        return (moved.year, newMonth, newDay)
    }

    /// Digits of a time of day: hours, minutes, seconds and fractions, each another; a zone stays.
    private static func movedTime(_ rest: String) -> String {
        rest.replacing(/(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?/, maxReplacements: 1) { time in
            func two(_ text: Substring, _ turn: Int, _ add: Int) -> String {
                let number = ((Int(text) ?? 0) + add) % turn
                return (number < 10 ? "0" : "") + String(number)
            }
            let seconds = time.3.map { ":" + two($0, 60, 23) } ?? ""
            let fraction = time.4.map { "." + String(repeating: "0", count: $0.count - 1) } ?? ""
            return two(time.1, 24, 5) + ":" + two(time.2, 60, 17) + seconds + fraction
        }
    }
}
