import Foundation

/// What is shown of a personal text: its shape. Letters are `x` or `X`, digits `0`; signs and spaces stand.
enum Masking {
    static func shape(of text: String) -> String {
        String(String.UnicodeScalarView(text.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
            if scalar.properties.numericType != nil { return "0" }
            if scalar.properties.isAlphabetic { return scalar.properties.isUppercase ? "X" : "x" }
            return scalar
        }))
    }

    /// A path whose member names are keys of people does not tell them.
    static func path(_ path: String) -> String { path.replacing(/\d{6,}/) { String(repeating: "0", count: $0.0.count) } }
}
