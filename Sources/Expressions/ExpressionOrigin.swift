public import Diagnostics

/// Where the text of an expression stands in a declaration, so that a finding inside it has a place in the file.
public struct ExpressionOrigin: Sendable {
    /// From each offset on, scalars follow one another on one line.
    private struct Anchor {
        let offset: Int
        let position: SourcePosition
    }

    private var anchors: [Anchor] = []

    /// - Parameters:
    ///   - length: of the text, in Unicode scalars.
    ///   - position: where the scalar at an offset stands.
    public init(length: Int, position: (Int) -> SourcePosition) {
        append(length: length, at: 0, position: position)
    }

    /// An expression put together from several texts: call ``append(length:at:position:)`` for each.
    init() {}

    mutating func append(length: Int, at start: Int, position: (Int) -> SourcePosition) {
        for offset in 0...max(0, length) {
            let place = position(offset)
            if let last = anchors.last, last.position.advanced(by: start + offset - last.offset) == place { continue }
            anchors.append(Anchor(offset: start + offset, position: place))
        }
    }

    /// - Parameter offset: in Unicode scalars from the start of the expression.
    public func position(at offset: Int) -> SourcePosition? {
        var low = 0, high = anchors.count
        while low < high {
            let middle = (low + high) / 2
            if anchors[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        return anchors[low - 1].position.advanced(by: offset - anchors[low - 1].offset)
    }
}
