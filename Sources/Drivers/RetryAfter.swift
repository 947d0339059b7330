import Expressions
import NIOConcurrencyHelpers
import Vocabulary

/// How long a service asks to be left alone, in an answer that says "not now".
///
/// - Source: RFC 9110, sections 10.2.3 (`Retry-After`) and 6.6.1 (`Date`).
enum RetryAfter {
    /// What is longer is asked again after it: a slip of the service's does not switch it off for days.
    static let longest: Duration = .seconds(3_600)

    /// The longest of what the fields say; `nil` where they say nothing that can be read.
    ///
    /// A moment is held against the service's own clock, as the answer shows it: ours may be another. Where it shows none, how
    /// far off the moment is is not known, and it says nothing.
    ///
    /// - Parameter date: what the answer says of the time it was sent.
    static func wait(_ fields: [String], sent date: String?) -> Duration? {
        let now = date.flatMap(seconds)
        return fields.compactMap { field -> Duration? in
            let field = field.trimmingSpaces
            if !field.isEmpty, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int(field).map { min(.seconds($0), longest) } ?? longest }
            guard let moment = seconds(field) else { return nil }
            return now.map { max(.zero, min(.seconds(moment - $0), longest)) }
        }.max()
    }

    /// A moment in seconds, in one of the three ways a recipient has to understand: `Sun, 06 Nov 1994 08:49:37 GMT`,
    /// `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Source: RFC 9110, section 5.6.7. A year of two digits is one of this century.
    static func seconds(_ text: String) -> Int? {
        if let date = text.wholeMatch(of: /[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT/) {
            return seconds(date.3, date.2, date.1, date.4, date.5, date.6)
        }
        if let date = text.wholeMatch(of: /[A-Z][a-z]{5,8}, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT/) {
            return seconds("20" + date.3, date.2, date.1, date.4, date.5, date.6)
        }
        if let date = text.wholeMatch(of: /[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})/) {
            return seconds(date.6, date.1, date.2.drop { $0 == " " }, date.3, date.4, date.5)
        }
        return nil
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func seconds(
        _ year: Substring, _ month: Substring, _ day: Substring, _ hour: Substring, _ minute: Substring, _ second: Substring
    ) -> Int? {
        guard let year = Int(year), let month = months.firstIndex(of: String(month)), let day = Int(day), let hour = Int(hour), let minute = Int(minute),
            let second = Int(second), hour < 24, minute < 60, second <= 60,
            let days = PartialDate(year: year, month: month + 1, day: day)?.dayNumber
        else { return nil }
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }
}

/// Until when a register has asked to be left alone, on the clock of its connector.
final class LeaveAlone: Sendable {
    private let until = NIOLockedValueBox(Duration.zero)

    /// A later word does not take back an earlier one that reaches further.
    func note(until moment: Duration) { until.withLockedValue { $0 = max($0, moment) } }

    func left(at now: Duration) -> Duration { until.withLockedValue { max(.zero, $0 - now) } }
}
