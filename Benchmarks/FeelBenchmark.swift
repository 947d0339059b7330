import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing
import Vocabulary

/// How many times a second one core reads, checks and evaluates FEEL: conditions of the shipped forms, the conformance cases
/// where they are at hand, and expressions of growing size.
struct FeelBenchmark {
    private struct Condition {
        let name: String
        let form: FormID
        /// As it stands in the form.
        let source: String
        let values: [Meaning: Value]
    }

    private static let conditions: [Condition] = [
        Condition(
            name: "a choice", form: FormID("cu-tru-ct01"), source: #"dossier.changes_household = "yes""#, values: [Meaning("dossier", "changes_household"): .string("yes")]),
        Condition(
            name: "an age", form: FormID("bhxh-tk1-ts"), source: #"insured.date_of_birth > dossier.submission_date - duration("P6Y")"#,
            values: [
                Meaning("insured", "date_of_birth"): day("2015-03-07"), Meaning("dossier", "submission_date"): day("2026-11-24"),
            ]),
        Condition(
            name: "what registers hold", form: FormID("bhxh-tk1-ts"),
            source: #"held(insured.full_name, "social_insurance") != null and held(insured.full_name, "social_insurance") != insured.full_name or held(insured.gender, "social_insurance") != null and held(insured.gender, "social_insurance") != insured.gender"#,
            values: [Meaning("insured", "full_name"): .string("Lý Thị An"), Meaning("insured", "gender"): .string("2")]),
    ]

    private static func day(_ text: String) -> Value { PartialDate(text).map { .date($0) } ?? .none }

    private struct Knowledge: Environment, TypingEnvironment {
        let values: [Meaning: Value]
        var inputs: [String: Value] = [:]
        var patterns: (any PatternEngine)? { XPathPatterns() }

        func value(of meaning: Meaning) -> Value { values[meaning] ?? .unknown([meaning]) }
        func value(named name: String) -> Value? { inputs.isEmpty ? nil : inputs[name] }
        func held(_ meaning: Meaning, by connector: String) -> Value { value(of: meaning) }
        func type(of meaning: Meaning) -> ExpressionType? { values[meaning].map { ExpressionType(of: $0) } }
        func type(named name: String) -> ExpressionType? { inputs[name].map { ExpressionType(of: $0) } }
    }

    /// One line per expression; figures are runs a second on one core, the median of several stretches.
    static func text() throws -> String {
        var lines = [row("FEEL, a second and core", ["parse", "check", "evaluate"]), String(repeating: "─", count: 100)]
        let declarations = try DeclarationFolder(".")
        for condition in conditions {
            let expression = try Expression(condition.source), world = Knowledge(values: condition.values)
            // Another condition than the form's would measure nothing.
            let file = declarations.checked[condition.form]?.form.identity.file
            guard let file, declarations.texts[file]?.contains(condition.source) ?? false, case .boolean = expression.value(in: world), expression.typed(in: world).isWellTyped
            else { throw WorkFailed(name: condition.name) }
            lines.append(row("  \(condition.name) (\(condition.form))", [
                perSecond { (try? Expression(condition.source))?.meanings.count ?? 0 },
                perSecond { expression.typed(in: world).findings.count },
                perSecond { expression.value(in: world) == .boolean(true) ? 1 : 0 },
            ]))
        }
        if let cases = conformance() {
            let count = cases.count
            lines.append(row("  \(count) conformance cases, each", [
                perSecond(times: count) { cases.reduce(0) { $0 + ((try? Expression($1.source))?.meanings.count ?? 0) } },
                perSecond(times: count) { cases.reduce(0) { $0 + $1.expression.typed(in: $1.world).findings.count } },
                perSecond(times: count) { cases.reduce(0) { $0 + ($1.expression.value(in: $1.world).isNull ? 0 : 1) } },
            ]))
        }
        lines.append("growth: nanoseconds for one of n comparisons joined by 'and', and for one of n numbers added up")
        for size in [1, 10, 100, 1_000] { lines.append(try growth(size)) }
        return lines.joined(separator: "\n")
    }

    private struct Prepared {
        let source: String
        let expression: Expressions.Expression
        let world: Knowledge
    }

    private static func conformance() -> [Prepared]? {
        let suites = ProcessInfo.processInfo.environment["ONCEONLY_SUITES"] ?? "../shared/suites"
        guard let data = FileManager.default.contents(atPath: suites + "/feel/cases.json"),
              let cases = try? JSONDecoder().decode([ConformanceCase].self, from: data)
        else { return nil }
        return cases.compactMap { each in
            guard each.outside == nil, let expression = try? Expression(each.expression) else { return nil }
            return Prepared(source: each.expression, expression: expression, world: Knowledge(values: [:], inputs: each.inputs.mapValues { $0.read ?? .none }))
        }
    }

    private static func growth(_ size: Int) throws -> String {
        let world = Knowledge(values: Dictionary((0..<size).map { (Meaning("n", ConceptID("n\($0)")), .number(Number($0))) }, uniquingKeysWith: { $1 }))
        let limits = ExpressionLimits(sourceLength: 100_000, depth: 2_000)
        let conjunction = try Expression((0..<size).map { "n.n\($0) >= 0" }.joined(separator: " and "), limits: limits)
        let sum = try Expression("sum([" + (0..<size).map { "n.n\($0)" }.joined(separator: ", ") + "])", limits: limits)
        guard conjunction.value(in: world) == .boolean(true), case .number = sum.value(in: world) else { throw WorkFailed(name: "growth \(size)") }
        func nanoseconds(_ expression: Expressions.Expression) -> String { "\(Int((seconds { expression.value(in: world).isNull ? 0 : 1 } / Double(size) * 1e9).rounded())) ns" }
        return row("  n = \(size)", [nanoseconds(conjunction), nanoseconds(sum)])
    }

    // MARK: Measuring

    private static func perSecond(times: Int = 1, _ work: () -> Int) -> String {
        let rate = Int(Double(times) / seconds(work))
        var text = "\(rate)"
        var end = text.endIndex
        while let cut = text.index(end, offsetBy: -3, limitedBy: text.startIndex), cut > text.startIndex {
            text.insert(",", at: cut)
            end = cut
        }
        return text
    }

    /// The median of nine stretches of some milliseconds each.
    private static func seconds(_ work: () -> Int) -> Double {
        let clock = ContinuousClock()
        var kept = 0
        let first = clock.measure { kept &+= work() }
        let repeats = max(1, Int(Duration.milliseconds(20) / max(first, .nanoseconds(100))))
        var samples: [Double] = []
        for _ in 0..<9 {
            let sample = clock.measure { for _ in 0..<repeats { kept &+= work() } }
            samples.append(sample / .seconds(1) / Double(repeats))
        }
        // What the work came to is looked at, so that it is not left out.
        return kept == .min ? 0 : samples.sorted()[4]
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        name + String(repeating: " ", count: max(1, 54 - name.count)) + cells.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
    }
}
