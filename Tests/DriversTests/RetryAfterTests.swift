import Connectors
import Expressions
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// A service that says when it wants to be asked again.
@Suite(.timeLimit(.minutes(1))) struct RetryAfterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let fields: [String]
        var date: String?
        let expected: Duration?

        init(_ field: String?, also other: String? = nil, date: String? = "Tue, 24 Nov 2026 05:00:00 GMT", _ expected: Duration?) {
            (fields, self.date, self.expected) = ([field, other].compactMap(\.self), date, expected)
        }

        var testDescription: String { "\(fields) at \(date ?? "an unknown time")" }
    }

    @Test(arguments: [
        Case("0", .zero), Case("1", .seconds(1)), Case(" 120 ", .seconds(120)), Case("007", .seconds(7)), Case("120", date: nil, .seconds(120)),
        // Longer than an hour is as long as an hour: then it is asked again.
        Case("9999999", RetryAfter.longest), Case("99999999999999999999999", RetryAfter.longest),
        Case("Tue, 24 Nov 2026 05:00:09 GMT", .seconds(9)), Case("Tue, 24 Nov 2026 05:59:59 GMT", .seconds(3_599)), Case("Wed, 25 Nov 2026 04:59:59 GMT", RetryAfter.longest), Case("Mon, 23 Nov 2026 05:00:00 GMT", .zero),
        Case("Tuesday, 24-Nov-26 05:01:00 GMT", .seconds(60)), Case("Tue Nov 24 05:00:30 2026", .seconds(30)), Case("Thu Jan  1 00:00:00 2026", .zero),
        Case("Wed, 01 Mar 2028 00:00:01 GMT", date: "Tue, 29 Feb 2028 23:59:59 GMT", .seconds(2)),
        // How far off a moment is on a clock nobody sees is not known.
        Case("Tue, 24 Nov 2026 05:00:09 GMT", date: nil, nil), Case("Tue, 24 Nov 2026 05:00:09 GMT", date: "today", nil),
        Case("3", also: "5", .seconds(5)), Case("soon", also: "5", .seconds(5)),
        Case(nil, nil), Case("", nil), Case("soon", nil), Case("-1", nil), Case("1.5", nil), Case("1s", nil), Case("Tue, 31 Nov 2026 05:00:00 GMT", nil),
        Case("Tue, 24 Nov 2026 24:00:00 GMT", nil), Case("Tue, 24 Nov 2026 05:00:09 ICT", nil), Case("2026-11-24T05:00:09Z", nil),
    ])
    func isReadInEveryWayItMayBeWritten(_ example: Case) {
        #expect(RetryAfter.wait(example.fields, sent: example.date) == example.expected)
    }

    @Test func aLaterWordTakesNoneBack() {
        let alone = LeaveAlone()
        #expect(alone.left(at: .seconds(1)) == .zero)
        alone.note(until: .seconds(4))
        alone.note(until: .seconds(2))
        #expect(alone.left(at: .seconds(1)) == .seconds(3))
        #expect(alone.left(at: .seconds(5)) == .zero)
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        let status: Int
        let headers: [String]
        var rules = ""
        let says: String
        let pause: Duration

        var testDescription: String { "\(status) \(headers) \(rules)" }
    }

    @Test(arguments: [
        Answer(status: 429, headers: ["Retry-After: 7"], says: "down", pause: .seconds(7)),
        Answer(status: 503, headers: ["Date: Tue, 24 Nov 2026 05:00:00 GMT", "Retry-After: Tue, 24 Nov 2026 05:00:07 GMT"], says: "down", pause: .seconds(7)),
        Answer(status: 429, headers: [], says: "down", pause: .zero), Answer(status: 503, headers: ["Retry-After: soon"], says: "down", pause: .zero),
        // Any other status means what it meant.
        Answer(status: 500, headers: ["Retry-After: 7"], says: "down", pause: .zero), Answer(status: 403, headers: ["Retry-After: 7"], says: "refused", pause: .zero),
        Answer(status: 429, headers: ["Retry-After: 7"], rules: "refusedWhen: {status: 429}", says: "refused", pause: .zero),
    ])
    func isHeardWhereTheServiceCannotAnswerNow(_ example: Answer) async throws {
        let clock = ManualClock()
        let server = try await CannedServer.answering(.http(example.status, headers: example.headers))
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url, "TOKEN": "secret-token"], clock: clock)
        let manifest = try ConnectorManifest.json(HTTPConnectorTests.rules + "\n" + example.rules)
        let connector = try factory.connector(for: manifest)
        #expect(connector.pause == .zero)
        #expect(await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): "015194000123"])).shown == example.says)
        #expect(connector.pause == example.pause)
        clock.advance(by: .seconds(3))
        #expect(connector.pause == max(.zero, example.pause - .seconds(3)))
        clock.advance(by: .seconds(4))
        #expect(connector.pause == .zero)
        await connector.close()
        await factory.close()
        await server.close()
    }
}
