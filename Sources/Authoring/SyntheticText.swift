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
    private let days: DayShift

    /// - Parameter seed: of the system's randomness; whoever knows it can undo a day.
    init(seed: UInt64) {
        state = seed
        days = DayShift(seed: seed)
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
    ///
    /// - Parameter placeholders: days, `MM-dd`, that stand for the year alone, and stay.
    func day(for text: String, placeholders: [String] = []) -> String? { moved(text) { days.moved($0, placeholders) } }

    /// The text with its day moved within the week; `nil` where it is no whole day.
    func recentDay(for text: String) -> String? { moved(text) { days.movedWithinTheWeek($0) } }

    private func moved(_ text: String, _ move: (DayShift.Written) -> DayShift.Written?) -> String? {
        for layout in Self.layouts {
            if let moved = layout.moved(text, days.clock, move) { return moved }
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

    private mutating func next() -> UInt64 {
        state = SplitMix.next(state)
        return SplitMix.mixed(state)
    }
}
