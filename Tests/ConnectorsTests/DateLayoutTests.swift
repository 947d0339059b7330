import Expressions
import Testing

@testable import Connectors

@Suite struct DateLayoutTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let format: String
        let text: String
        let partial: Bool
        let expected: String?

        init(_ format: String, _ text: String, partial: Bool = false, _ expected: String?) {
            (self.format, self.text, self.partial, self.expected) = (format, text, partial, expected)
        }

        var testDescription: String { "\(text) as \(format)\(partial ? ", partial" : "")" }
    }

    @Test(arguments: [
        Case("yyyy-MM-dd", "1950-03-07", "1950-03-07"),
        Case("yyyy-MM-dd", "1950-3-7", nil),
        Case("yyyy-MM-dd", "1950-02-29", nil),
        Case("yyyy-MM-dd", "1952-02-29", "1952-02-29"),
        Case("yyyy-MM-dd", "1950-03-07 ", nil),
        Case("yyyy-MM-dd", "1950", nil),
        Case("yyyy-MM-dd", "1950-03", partial: true, "1950-03"),
        Case("dd/MM/yyyy", "07/03/1950", "1950-03-07"),
        Case("dd/MM/yyyy", "7/3/1950", nil),
        Case("dd/MM/yyyy", "31/04/1950", nil),
        Case("dd/MM/yyyy", "00/00/1950", nil),
        Case("dd/MM/yyyy", "00/00/1950", partial: true, "1950"),
        Case("dd/MM/yyyy", "00/03/1950", partial: true, "1950-03"),
        Case("dd/MM/yyyy", "07/00/1950", partial: true, nil),
        Case("dd/MM/yyyy", "00/13/1950", partial: true, nil),
        Case("dd/MM/yyyy", "03/1950", partial: true, "1950-03"),
        Case("dd/MM/yyyy", "00/1950", partial: true, nil),
        Case("dd/MM/yyyy", "1950", partial: true, "1950"),
        Case("dd/MM/yyyy", "0000", partial: true, nil),
        Case("dd/MM/yyyy", "00/00/0000", partial: true, nil),
        Case("dd/MM/yyyy", "1950-03-07", partial: true, nil),
        Case("yyyyMMdd", "19500307", "1950-03-07"),
        Case("yyyyMMdd", "19500000", nil),
        Case("yyyyMMdd", "19500000", partial: true, "1950"),
        Case("yyyyMMdd", "19500300", partial: true, "1950-03"),
        Case("yyyyMMdd", "195003", partial: true, "1950-03"),
        Case("yyyyMMdd", "1950", partial: true, "1950"),
        Case("yyyyMMdd", "195", partial: true, nil),
        Case("yyyyMMdd", "१९५०0307", nil),
        Case("yyyyMMddHHmmss", "20260310083000", "2026-03-10"),
        Case("yyyyMMddHHmmss", "20260310243000", nil),
        Case("yyyyMMddHHmmss", "20260310", partial: true, nil),
        Case("yyyy-MM-dd'T'HH:mm:ss", "2026-01-20T16:45:00", "2026-01-20"),
        Case("yyyy-MM-dd'T'HH:mm:ss", "2026-01-20 16:45:00", nil),
        Case("yyyy-MM-dd'T'HH:mm:ss", "2026-01-20T16:60:00", nil),
        // RFC 3339: the day is the one that is written, whatever its zone.
        Case("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-20T23:45:00+07:00", "2026-01-20"),
        Case("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-20T16:45:00Z", "2026-01-20"),
        Case("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-20T16:45:00", nil),
        Case("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-20T16:45:00+0700", nil),
        Case("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-01-20T16:45:00+24:00", nil),
        Case("yyyy-MM-dd'T'HH:mm:ss.SXXX", "2026-01-20T16:45:00.123456+07:00", "2026-01-20"),
        Case("yyyy-MM-dd'T'HH:mm:ss.SXXX", "2026-01-20T16:45:00.Z", nil),
        Case("yyyy-MM-dd'T'HH:mm:ss.S", "2026-01-20T16:45:00.5", "2026-01-20"),
    ])
    func readsWhatTheRegisterWrites(_ example: Case) throws {
        let layout = try #require(DateLayout(example.format))
        #expect(layout.date(in: example.text, partial: example.partial)?.description == example.expected)
    }

    @Test(arguments: ["dd/MM", "yyyy-QQ-dd", "yyyy'T", "yy-MM-dd", "DD/MM/YYYY", "yyyy-MM-ddXX", ""])
    func refusesALayoutThatIsNone(_ format: String) {
        #expect(DateLayout(format) == nil)
    }

    @Test func ourOwnIsReadLikeAnyOther() {
        #expect(DateLayout("yyyy-MM-dd") == .ours)
        #expect(Supply.Decoding().layout == .ours)
        #expect(Supply.Decoding(format: "dd/MM/yyyy").layout == DateLayout("dd/MM/yyyy"))
        #expect(Supply.Decoding(format: "dd/MM").layout == nil)
        func recorded(_ format: String?) -> DateLayout? {
            ReplyRules(notFound: nil, refusedWhen: nil, invalidWhen: nil, recordedAt: nil, recordedFormat: format).recordedLayout
        }
        #expect(recorded(nil) == .ours && recorded("dd/MM/yyyy") == DateLayout("dd/MM/yyyy") && recorded("dd/MM") == nil)
    }

    @Test("a day is written as the register writes it, and never one that is not known", arguments: [
        Case("yyyy-MM-dd", "1950-03-07", "1950-03-07"), Case("dd/MM/yyyy", "1950-03-07", "07/03/1950"), Case("yyyyMMdd", "0950-03-07", "09500307"),
        Case("dd/MM/yyyy", "1950-03", nil), Case("dd/MM/yyyy", "1950", nil), Case("dd/MM/yyyy", "1950-03", partial: true, "00/03/1950"),
        Case("dd/MM/yyyy", "1950", partial: true, "00/00/1950"), Case("yyyyMMddHHmmss", "1950-03-07", nil), Case("yyyy-MM-dd", "12950-03-07", nil),
    ])
    func written(_ example: Case) throws {
        let date = try #require(PartialDate(example.text)), layout = try #require(DateLayout(example.format))
        #expect(layout.text(of: date, partial: example.partial) == example.expected)
        // What was written reads as the same day.
        if let expected = example.expected { #expect(layout.date(in: expected, partial: example.partial) == date) }
    }
}
