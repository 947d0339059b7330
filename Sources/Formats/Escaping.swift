extension String {
    /// The text with some characters written as escapes, scalar by scalar: a mark that combines with a quote must not hide it, as it
    /// would from whoever looks at whole characters.
    ///
    /// - Parameter escapes: what stands for each of them.
    /// - Complexity: O(text).
    package func escaping(_ escapes: [Unicode.Scalar: String]) -> String {
        var escaped = UnicodeScalarView()
        for scalar in unicodeScalars {
            if let escape = escapes[scalar] { escaped.append(contentsOf: escape.unicodeScalars) } else { escaped.append(scalar) }
        }
        return String(escaped)
    }

    /// The text with a quote written twice, as CSV (RFC 4180) and SQL have it between quotes.
    package func doubling(_ quote: Unicode.Scalar) -> String { escaping([quote: "\(quote)\(quote)"]) }
}
