import Connectors
import Diagnostics

/// A length of time as the command line and manifests write it: `500ms`, `10s`, `10m`, `1h`.
enum WaitDuration {
    static let longest = Duration.seconds(24 * 3600)

    /// - Throws: a failure that says how one is written.
    static func parsed(_ text: String) throws -> Duration {
        if let duration = Duration(written: text, upTo: longest) { return duration }
        throw CommandFailure.input(
            vi: "cần một khoảng thời gian như 500ms, 10s, 10m hoặc 1h, nhiều nhất 24h", en: "it takes a length of time like 500ms, 10s, 10m or 1h, at most 24h")
    }
}
