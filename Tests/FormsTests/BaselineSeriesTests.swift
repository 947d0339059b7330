import Diagnostics
import Expressions
import Forms
import Testing

@Suite("Series of baselines")
struct BaselineSeriesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// `id<replaced`, in the order of their files.
        let baselines: [String]
        /// The one in use, then what it replaced.
        let order: [String]
        var codes: [DiagnosticCode] = []
    }

    @Test("the one that nothing replaces is in use", arguments: [
        Case(testDescription: "one", baselines: ["a"], order: ["a"]),
        Case(testDescription: "a newer one", baselines: ["a", "b<a"], order: ["b", "a"]),
        Case(testDescription: "whatever the files are called", baselines: ["a<b", "b"], order: ["a", "b"]),
        Case(testDescription: "three, the latest in the middle", baselines: ["a", "c<b", "b<a"], order: ["c", "b", "a"]),
        Case(testDescription: "two that do not know each other", baselines: ["a", "b"], order: ["a", "b"], codes: [.baselinesInNoLine]),
        Case(testDescription: "two that replace the same one", baselines: ["a", "b<a", "c<a"], order: ["a", "b", "c"], codes: [.baselinesInNoLine, .baselinesInNoLine]),
        Case(testDescription: "a circle", baselines: ["a<b", "b<a"], order: ["a", "b"], codes: [.baselinesInNoLine]),
        Case(testDescription: "one and a circle", baselines: ["a", "b<c", "c<b"], order: ["a", "b", "c"], codes: [.baselinesInNoLine, .baselinesInNoLine]),
        Case(testDescription: "one that replaces itself", baselines: ["a<a"], order: ["a"], codes: [.replacedBaselineUnknown]),
        Case(testDescription: "one that replaces nothing that is there", baselines: ["a", "b<x"], order: ["a", "b"], codes: [.replacedBaselineUnknown]),
        Case(testDescription: "the same id twice", baselines: ["a", "a"], order: ["a", "a"], codes: [.baselinesInNoLine]),
    ])
    func series(_ c: Case) throws {
        let baselines = try c.baselines.enumerated().map { number, text in
            let names = text.split(separator: "<").map(String.init)
            let yaml = "baseline: \(names[0])\nform: f\nstatus: in-force\ntext: Mẫu\n" + (names.count > 1 ? "replaces: \(names[1])\n" : "") + "sections: []\n"
            return try #require(BaselineReader.baseline(yaml, file: "\(number).yaml").baseline)
        }
        let (series, findings) = BaselineSeries.all(of: baselines)
        #expect(series[FormID("f")]?.all.map(\.id) == c.order)
        #expect(findings.map(\.code) == c.codes)
    }

    @Test("forms do not mix")
    func forms() throws {
        let baselines = try ["a", "b"].map { form in
            try #require(BaselineReader.baseline("baseline: \(form)\nform: \(form)\nstatus: provisional\ntext: Mẫu\nsections: []\n", file: "\(form).yaml").baseline)
        }
        let (series, findings) = BaselineSeries.all(of: baselines)
        #expect(findings.isEmpty && series.count == 2)
    }
}

@Suite("Who may freeze baselines")
struct FreezerTests {
    private static let key = String(repeating: "A", count: 43) + "="
    private static let yaml = """
        freezers:
          - {name: Văn phòng Sở, publicKey: \(key), since: 2026-01-01, until: 2026-12-31}
          - {name: Thanh tra, publicKey: \(key), since: 2026-06-01}
        """

    @Test("reads names, keys and days")
    func whole() {
        let (freezers, findings) = FreezerReader.freezers(Self.yaml, file: file)
        #expect(findings.isEmpty && freezers.map(\.name) == ["Văn phòng Sở", "Thanh tra"])
        #expect(freezers.map { $0.isInOffice(on: "2026-05-31") } == [true, false])
        #expect(freezers.map { $0.isInOffice(on: "2026-12-31") } == [true, true])
        #expect(freezers.map { $0.isInOffice(on: "2027-01-01") } == [false, true])
        #expect(freezers.map { $0.isInOffice(on: "2025-12-31") } == [false, false])
    }

    @Test("nobody is in the list by mistake", arguments: [
        ("no name", "name: Thanh tra, ", ""), ("no first day", ", since: 2026-06-01", ""), ("a day that is none", "since: 2026-06-01", "since: 2026-6-1"), ("a last day that is none", "2026-12-31", "never"),
        ("a key that is too short", key + ", since: 2026-06", "AAAA, since: 2026-06"), ("a key spelled otherwise", String(key.dropLast(2)) + "A=, since: 2026-06", String(key.dropLast(2)) + "B=, since: 2026-06"),
        ("a key nobody knows", "{name: Thanh tra", "{nmae: Thanh tra, name: Thanh tra"),
    ])
    func wrong(_ name: String, _ old: String, _ new: String) {
        let changed = Self.yaml.replacing(old, with: new)
        #expect(changed != Self.yaml)
        #expect(FreezerReader.freezers(changed, file: file).diagnostics.count == 1)
    }
}
