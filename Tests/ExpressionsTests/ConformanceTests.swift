import Expressions
import Foundation
import Testing
import Vocabulary

/// The conformance cases of the standard, where the data is there.
struct ConformanceTests {
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let file: URL = {
        let suites =
            ProcessInfo.processInfo.environment["ONCEONLY_SUITES"].map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/suites")
        return suites.appendingPathComponent("feel/cases.json")
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// The list of skips and failures, one a line. With ONCEONLY_RECORD=1 the test rewrites it and fails; a failure
    /// that is new there must be given its reason by hand.
    static let record = package.appendingPathComponent("Tests/ExpressionsTests/feel-conformance.txt")

    @Test(
        "FEEL cases inside the profile pass, values and nulls apart",
        .enabled(if: ConformanceTests.isPresent, "suites/feel/cases.json is not there"))
    func conformance() throws {
        let cases = try JSONDecoder().decode([ConformanceCase].self, from: Data(contentsOf: Self.file))
        let known = try String(contentsOf: Self.record, encoding: .utf8)
        var reasons: [String: String] = [:]
        for line in known.split(separator: "\n") where line.hasPrefix("fails ") {
            let parts = line.dropFirst(6).split(separator: " ", maxSplits: 1)
            if parts.count == 2 { reasons[String(parts[0])] = String(parts[1]) }
        }
        var value = (passed: 0, failed: 0)
        var null = (passed: 0, failed: 0)
        var skips: [String] = []
        var failures: [String] = []
        for each in cases {
            if let reason = each.outside {
                skips.append("skipped \(each.id) \(reason)")
                continue
            }
            let passes = each.passes(each.outcome(patterns: XPathPatterns()))
            if each.expectsNull {
                passes ? (null.passed += 1) : (null.failed += 1)
            } else {
                passes ? (value.passed += 1) : (value.failed += 1)
            }
            if !passes { failures.append("fails \(each.id) \(reasons[each.id] ?? "NO REASON YET")") }
        }
        let lines = [
            "Conformance cases of FEEL that are skipped or fail, each with its reason. Written by ConformanceTests.",
            "value: \(value.passed) passed, \(value.failed) failed",
            "null: \(null.passed) passed, \(null.failed) failed",
            "skipped: \(skips.count), outside the profile",
        ]
        let now = (lines + failures + skips).joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["ONCEONLY_RECORD"] != nil {
            try now.write(to: Self.record, atomically: true, encoding: .utf8)
            Issue.record("feel-conformance.txt was written anew; read the difference")
        } else {
            #expect(now == known, "feel-conformance.txt is no longer what happens")
        }
        #expect(!now.contains("NO REASON YET"))
        #expect(value.passed * 100 >= (value.passed + value.failed) * 99)
        #expect(null.passed * 100 >= (null.passed + null.failed) * 99)
    }
}
