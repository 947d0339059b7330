import Declarations
import Expressions
import Foundation
import Testing
import Vocabulary

/// A decision table prints as YAML in one line; declarations read it back as the same table.
struct TableRoundTripTests {
    private static let seed = ProcessInfo.processInfo.environment["ONCEONLY_SEED"].flatMap(UInt64.init) ?? 20_250_701

    private static let tests = [
        "-", "1", "< 2", "[1..3)", "not(1, > 2)", "1, 3", "!= 2", "null", "\"a\"", "\"a: b\", \"#c\"", "not(\"it's \\\"so\\\"\")", "@\"2025-07-01\"", "(= 3), n.y",
        "\"\\u0007\\t\\u2028\"", "\"ế {x}\"", "(1..2), [n.y..5]",
    ]
    private static let results = ["1", "n.y + 1", "\"a\\\\b\"", "if n.y = 1 then \"x\" else null", "{k: n.y, \"a b\": 2}", "@\"P1D\"", "[1, 2][item > 1]", "\"\\n\\u0000\\uFEFF\""]

    private func read(_ text: String) -> Expressions.Expression? {
        let document = YAMLDocument(text, file: "t.yaml")
        var reader = DeclarationReader()
        let table = reader.decisionTable(document.root)
        #expect(document.diagnostics.isEmpty && reader.diagnostics.isEmpty, "\(text): \(document.diagnostics) \(reader.diagnostics)")
        return table
    }

    @Test func printedTablesReadBackAsTheSame() throws {
        var chance = SeededGenerator(seed: Self.seed)
        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &chance)] }
        var printed: Set<String> = [], hits: Set<HitPolicy> = []
        for _ in 0..<10_000 {
            let hit = pick(HitPolicy.allCases)
            let outputs = (0..<Int.random(in: 1...2, using: &chance)).map { number in
                DecisionTable.Output(name: pick(["fee", "a b", "ngày: \(number)"]) + "\(number)", values: hit.needsOrder || pick([true, false]) ? ["1", "\"a\"", "@\"P1D\""].map { TableCell($0) } : [])
            }
            let inputs = (0..<Int.random(in: 1...3, using: &chance)).map { _ in TableCell(pick(["n.x", "n.x + 1", "rows.g[x > 1].y", "\"q\"", "get value(m: {a: 1}, key: \"a\")"])) }
            let rules = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
                DecisionTable.Rule(tests: inputs.map { _ in TableCell(pick(Self.tests)) }, results: outputs.map { _ in TableCell(pick(Self.results)) })
            }
            let table = try Expressions.Expression(DecisionTable(inputs: inputs, outputs: outputs, hit: hit, rules: rules))
            let again = try #require(read(table.description), "ONCEONLY_SEED=\(Self.seed): \(table)")
            #expect(again == table && again.description == table.description, "ONCEONLY_SEED=\(Self.seed): \(table) read \(again)")
            printed.insert(table.description)
            hits.insert(hit)
        }
        print("ONCEONLY_SEED=\(Self.seed): \(printed.count) different tables")
        #expect(printed.count > 9_000 && hits.count == HitPolicy.allCases.count)
    }
}
