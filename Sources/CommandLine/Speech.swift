import ArgumentParser
import Diagnostics

/// A text of the program's own in the language it speaks. Known before the arguments are read, so that help speaks it too.
func said(vi: String, en: String) -> String { Language.spoken == .english ? en : vi }

/// The part of a command's help that shows how it is called.
func examples(isAlone: Bool = false, _ commands: String) -> String {
    (isAlone ? "" : "\n\n") + said(vi: "Ví dụ:", en: "Examples:") + "\n" + commands
}

extension ArgumentHelp {
    static func said(vi: String, en: String) -> ArgumentHelp { ArgumentHelp(Language.spoken == .english ? en : vi) }
}

/// Numbers of the command line: one out of range is told with its range, a negative one too.
enum WholeNumber {
    static func from<Number: FixedWidthInteger & Sendable>(_ range: ClosedRange<Number>) -> @Sendable (String) throws -> Number {
        { text in
            guard let number = Number(text), range.contains(number) else {
                throw CommandFailure.input(
                    vi: "cần một số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
                    en: "it takes a whole number, \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }
}
