import ConformanceData
import Expressions
import Foundation
import Testing
import Vocabulary

/// The conformance cases of the standard, where the data is there.
struct ConformanceTests {
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let file = Suites.url("feel/cases.json")
    static let isPresent = Suites.has("feel/cases.json")

    /// The list of skips, failures and tolerated differences, one a line; `onceonly feel test CASES --known` prints it. With
    /// ONCEONLY_RECORD=1 the test rewrites it and fails; a failure that is new there must be given its reason by hand.
    static let record = package.appendingPathComponent("Tests/ExpressionsTests/feel-conformance.txt")

    @Test(
        "FEEL cases inside the profile pass, values and nulls apart",
        .enabled(if: ConformanceTests.isPresent, "suites/feel/cases.json is not there"))
    func conformance() throws {
        let cases = try JSONDecoder().decode([ConformanceCase].self, from: Data(contentsOf: Self.file))
        let known = try String(contentsOf: Self.record, encoding: .utf8)
        let run = ConformanceRun(cases, patterns: XPathPatterns())
        let now = run.list(known: known)
        if ProcessInfo.processInfo.environment["ONCEONLY_RECORD"] != nil {
            try now.write(to: Self.record, atomically: true, encoding: .utf8)
            Issue.record("feel-conformance.txt was written anew; read the difference")
        } else {
            #expect(now == known, "feel-conformance.txt is no longer what happens")
        }
        #expect(!now.contains(ConformanceRun.noReason))
        #expect(run.value.passed * 100 >= (run.value.passed + run.value.failed) * 99)
        #expect(run.null.passed * 100 >= (run.null.passed + run.null.failed) * 99)
        #expect(run.value.passed + run.value.failed + run.null.passed + run.null.failed + run.skipped.count == cases.count)
    }
}
