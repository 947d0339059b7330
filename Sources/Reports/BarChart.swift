import Diagnostics

/// Horizontal bars of ratios, laid out for a phone's width and drawn as SVG; its table says the same in numbers.
struct BarChart: Sendable {
    struct Bar: Sendable {
        let label: LocalizedText
        /// `nil` where nothing could be measured: a label without a bar.
        let ratio: Double?
    }

    let id: String
    let title: LocalizedText
    let description: LocalizedText
    let bars: [Bar]
    /// A goal to draw a line at.
    let goal: Double?

    static let width = 360.0
    private static let rowHeight = 38.0
    private static let axisRoom = 20.0
    static let barHeight = 12.0
    private static let longestLabel = 44

    var height: Double { floor + Self.axisRoom }

    /// Where the bars stop and the words of the axis begin.
    var floor: Double { Double(bars.count) * Self.rowHeight }

    /// The ratios the width stands for: 0 to 1, further left where something is below 0.
    private var lowest: Double { min(0, bars.compactMap(\.ratio).min() ?? 0) }

    /// The widest ratio, rounded up to the next tenth, so that short bars are still told apart.
    var highest: Double {
        let largest = max(bars.compactMap(\.ratio).max() ?? 0, goal ?? 0, 0.1)
        return min(max(1, largest), (largest * 10).rounded(.up) / 10)
    }

    func x(_ ratio: Double) -> Double { (ratio - lowest) / (highest - lowest) * Self.width }

    struct Shape: Sendable {
        let label: LocalizedText
        let value: LocalizedText
        let labelY: Double
        let barY: Double
        let x: Double
        let width: Double
        let isNegative: Bool
    }

    var shapes: [Shape] {
        bars.enumerated().map { index, bar in
            let top = Double(index) * Self.rowHeight
            let (start, end) = (x(min(0, bar.ratio ?? 0)), x(max(0, bar.ratio ?? 0)))
            return Shape(
                label: Self.shortened(bar.label), value: Quantity.percent(bar.ratio), labelY: top + 13, barY: top + 18,
                x: start, width: end - start, isNegative: (bar.ratio ?? 0) < 0)
        }
    }

    private static func shortened(_ label: LocalizedText) -> LocalizedText {
        LocalizedText(vi: label.vietnamese.shortened(to: longestLabel), en: label.en.shortened(to: longestLabel))
    }
}

extension String {
    /// At most so many characters, the last an ellipsis where some were cut.
    func shortened(to length: Int) -> String {
        count <= length ? self : prefix(length - 1).trimmedAtEnd + "…"
    }
}

extension Substring {
    fileprivate var trimmedAtEnd: String {
        var text = self
        while let last = text.last, last == " " || last == "," { text.removeLast() }
        return String(text)
    }
}
