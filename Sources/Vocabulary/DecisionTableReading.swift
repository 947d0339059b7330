public import Declarations
import Diagnostics
public import Expressions

extension DecisionTable {
    /// A decision table as a declaration writes it.
    public static let shape = RecordShape("table", [
        .required("inputs", .filled(.expression), vi: "Các biểu thức đầu vào (FEEL)", en: "The inputs, in FEEL"),
        .required("outputs", .filled(.either([.text, .record(output)])), vi: "Tên các kết quả", en: "Names of the outputs"),
        .optional("hit", .words(HitPolicy.self), vi: "Dòng nào được tính; U nếu không ghi", en: "Which rules count; U where nothing is said"),
        .required(
            "rules", .filled(.list(.text)), vi: "Mỗi dòng: phép thử cho từng đầu vào, rồi từng kết quả",
            en: "Per rule a unary test for each input, then a result for each output"),
    ])

    static let output = RecordShape("output", [
        .required("name", .text, vi: "Tên kết quả", en: "Name of the output"),
        .required("values", .filled(.expression), vi: "Các giá trị, ưu tiên trước", en: "Its values, in falling priority"),
    ])
}

/// Reads a decision table: `{inputs: [FEEL], outputs: [name], hit: U, rules: [[tests…, results…]]}`.
extension DeclarationReader {
    /// - Returns: the table as an expression; `nil` after noting what is wrong with it.
    public mutating func decisionTable(_ node: YAMLNode?) -> Expression? {
        guard let node, let fields = fields(node, as: DecisionTable.shape) else { return nil }
        for key in ["inputs", "outputs", "rules"] {
            guard let list = fields[key], case .sequence(let items) = list.content, items.isEmpty else { continue }
            note(Diagnostic(.wrongShape, at: list.position, ["list", "nothing"]))
        }
        let inputs = cells(required("inputs", in: fields))
        let hit = fields["hit"].map { choice($0, HitPolicy.self) } ?? .unique
        let outputs = outputs(required("outputs", in: fields), needOrder: hit?.needsOrder ?? false)
        let ruleNodes = list(required("rules", in: fields))
        guard let hit, let inputs, let outputs, !inputs.isEmpty, !outputs.isEmpty else { return nil }
        var rules: [DecisionTable.Rule] = []
        for rule in ruleNodes {
            guard let row = cells(rule) else { continue }
            guard row.count == inputs.count + outputs.count else {
                note(Diagnostic(.wrongShape, at: rule.position, length: rule.length, ["\(inputs.count) + \(outputs.count)", "\(row.count)"]))
                continue
            }
            rules.append(.init(tests: Array(row.prefix(inputs.count)), results: Array(row.dropFirst(inputs.count))))
        }
        guard !rules.isEmpty, rules.count == ruleNodes.count else { return nil }
        return compiled(DecisionTable(inputs: inputs, outputs: outputs, hit: hit, rules: rules), at: node)
    }

    private mutating func compiled(_ table: DecisionTable, at node: YAMLNode) -> Expression? {
        do {
            return try Expression(table)
        } catch {
            let place = error.cell?.origin?.position(at: error.error.offset) ?? node.position
            note(Diagnostic(.expressionSyntax, at: place, length: error.error.length, [error.error.found, error.error.expected]))
            return nil
        }
    }

    /// Every item a text with its place; `nil` where one is no text.
    private mutating func cells(_ node: YAMLNode?) -> [TableCell]? {
        var cells: [TableCell] = []
        let items = list(node)
        for item in items {
            guard let text = text(item) else { continue }
            cells.append(TableCell(text, origin: ExpressionOrigin(length: text.unicodeScalars.count) { item.position(at: $0) }))
        }
        return cells.count == items.count ? cells : nil
    }

    /// A name, or `{name, values}` where the order of the values decides.
    private mutating func outputs(_ node: YAMLNode?, needOrder: Bool) -> [DecisionTable.Output]? {
        var outputs: [DecisionTable.Output] = []
        let items = list(node)
        for item in items {
            if case .mapping = item.content {
                guard let fields = fields(item, as: DecisionTable.output), let name = text(required("name", in: fields)),
                      let values = cells(required("values", in: fields))
                else { continue }
                outputs.append(.init(name: name, values: values))
            } else if let name = text(item) {
                if needOrder { note(Diagnostic(.missingKey, at: item.position, length: item.length, ["values"])) }
                outputs.append(.init(name: name))
            }
        }
        return outputs.count == items.count ? outputs : nil
    }
}
