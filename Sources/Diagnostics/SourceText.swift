/// A declaration's text by lines and scalars, as positions count them.
///
/// A line ends with CRLF, LF or CR; what else Unicode calls a line break is refused at the door (`DeclarationText`).
package struct SourceText: Sendable {
    package private(set) var scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    package init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() {
            let isLoneReturn = scalar == "\r" && !(index + 1 < scalars.count && scalars[index + 1] == "\n")
            if scalar == "\n" || isLoneReturn { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    package var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    package var lineCount: Int { lineStarts.count }

    /// A line without its end, counted from 1; `nil` where there is no such line.
    package func line(_ number: Int) -> ArraySlice<Unicode.Scalar>? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : scalars.count
        while end > start, scalars[end - 1] == "\n" || scalars[end - 1] == "\r" { end -= 1 }
        return scalars[start..<end]
    }

    /// Where a place stands in `scalars`; `nil` outside the text. The place after a line's last scalar is inside.
    package func index(line: Int, column: Int) -> Int? {
        guard let line = self.line(line), column >= 1, column <= line.count + 1 else { return nil }
        return line.startIndex + column - 1
    }

    /// Line and column of a scalar.
    package func place(of index: Int) -> (line: Int, column: Int) {
        var low = 0, high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return (low + 1, index - lineStarts[low] + 1)
    }

    /// The same text with one scalar for another, so that every position stays what it is.
    package mutating func replaceScalar(at index: Int, with scalar: Unicode.Scalar) {
        scalars[index] = scalar
    }

    package func replacing(_ range: Range<Int>, with text: String) -> SourceText {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[..<range.lowerBound])
        view.append(contentsOf: text.unicodeScalars)
        view.append(contentsOf: scalars[range.upperBound...])
        return SourceText(String(view))
    }
}
