import Connectors
public import Diagnostics
public import Expressions
import Forms
import Vocabulary

extension ExpressionSite {
    /// What the types of the expression show to be wrong.
    func typeFindings(in world: some TypingEnvironment) -> [Diagnostic] {
        expression.typed(in: world, as: wanted, place: key).findings.map { $0.diagnostic(at: position(at: $0.offset)) }
    }
}

extension TypeFinding {
    /// The finding as lint reports it.
    ///
    /// - Parameter position: where what it underlines stands.
    public func diagnostic(at position: SourcePosition) -> Diagnostic {
        switch code {
        case .operand: Diagnostic(.operandType, at: position, length: length, [subject, expected, found], fix: fix)
        case .result: Diagnostic(.resultType, at: position, length: length, [subject, expected, found], fix: fix)
        case .unknownCode: Diagnostic(.noSuchCode, at: position, length: length, [found, subject], fix: fix)
        case .unknownEntry: Diagnostic(.noSuchEntry, at: position, length: length, [found, subject], fix: fix)
        case .uncertainEntry: Diagnostic(.uncertainEntry, at: position, length: length, [found, subject], fix: fix)
        case .unknownName: Diagnostic(.unknownName, at: position, length: length, [found], fix: fix)
        case .alwaysNull: Diagnostic(.alwaysNull, at: position, length: length, [subject, reason], fix: fix)
        }
    }

    private var reason: String {
        switch EvaluationError.Code(rawValue: found) {
        case .divisionByZero: "division by zero"
        case .outOfRange, .noSuchEntry: "a value that does not exist"
        case .unreadable: "a text that cannot be read"
        case .patternRefused: "a pattern the engine refuses"
        case .overflow: "a number too large"
        default: "nothing to compute with"
        }
    }
}

extension FormCheck {
    /// Expressions of the form and of its baseline, against the vocabulary.
    mutating func checkTypes(_ baseline: Baseline?) {
        for site in form.sites(catalog.vocabulary) + (baseline?.sites ?? []) {
            let found = site.typeFindings(in: FormTyping(form: form, vocabulary: catalog.vocabulary, group: site.group))
            if found.hasErrors { illTyped.insert(site.expression) }
            findings += found
        }
    }
}

extension CatalogCheck {
    /// Derivations of the vocabulary, conditions on what replaces a paper, and what registers' replies are read by.
    static func types(in catalog: Catalog) -> [Diagnostic] {
        let vocabulary = catalog.vocabulary
        var findings: [Diagnostic] = []
        for concept in vocabulary.concepts.values.sorted(by: { $0.id < $1.id }) {
            for case .expression(let expression) in concept.derivations {
                let site = ExpressionSite(
                    key: "derivations", expression: expression, group: nil, wanted: vocabulary.type(of: concept), owner: concept.position)
                findings += site.typeFindings(in: DerivationTyping(vocabulary: vocabulary))
            }
        }
        for replacement in catalog.evidence.values.sorted(by: { $0.id < $1.id }).flatMap(\.replacedBy) {
            guard let condition = replacement.condition else { continue }
            let site = ExpressionSite(key: "if", expression: condition, group: nil, wanted: .boolean, owner: replacement.places.start)
            findings += site.typeFindings(in: DerivationTyping(vocabulary: vocabulary))
        }
        for operation in catalog.connectors.flatMap(\.operations) {
            if case .firstBy(let condition) = operation.record.many {
                let site = ExpressionSite(key: "firstBy", expression: condition, group: nil, wanted: .boolean, owner: operation.position)
                findings += site.typeFindings(in: ReplyTyping())
            }
            for supply in operation.supplies + operation.opens.flatMap(\.supplies) {
                for expression in supply.reading.expressions {
                    let site = ExpressionSite(key: "value", expression: expression, group: nil, wanted: nil, owner: supply.position)
                    findings += site.typeFindings(in: ReplyTyping())
                }
            }
        }
        return findings
    }
}

extension Supply.Reading {
    fileprivate var expressions: [Expression] {
        switch self {
        case .at: []
        case .parts(let parts): parts.flatMap(\.reading.expressions)
        case .computed(let expression, _, _): [expression]
        }
    }
}
