import Diagnostics

/// A length of time as the command line and manifests write it: `500ms`, `10s`, `10m`, `1h`.
enum WaitDuration {
    static let longest = Duration.seconds(24 * 3600)

    /// - Throws: a failure that says how one is written.
    static func parsed(_ text: String) throws -> Duration {
        let units: [(name: String, length: Duration)] = [("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600))]
        for unit in units where text.hasSuffix(unit.name) {
            guard let number = Int(text.dropLast(unit.name.count)), (1...100_000_000).contains(number), unit.length * number <= longest else { continue }
            return unit.length * number
        }
        throw CommandFailure.input(
            vi: "cần một khoảng thời gian như 500ms, 10s, 10m hoặc 1h, nhiều nhất 24h", en: "it takes a length of time like 500ms, 10s, 10m or 1h, at most 24h")
    }
}
