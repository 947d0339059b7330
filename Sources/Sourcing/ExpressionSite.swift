import Diagnostics
import Expressions
import Forms
import Vocabulary

/// One place of a form where an expression stands, and what that place takes.
struct ExpressionSite {
    /// The key it stands under.
    let key: String
    let expression: Expression
    /// The rows it stands in.
    let group: GroupID?
    /// `nil` where any value will do.
    let wanted: ExpressionType?
    /// Where the thing it belongs to stands.
    let owner: SourcePosition
    /// What stands only where it holds.
    var shows: String?

    var span: SourceSpan { SourceSpan(position(at: 0), length: expression.source.unicodeScalars.count) }

    /// Where a part of it stands, as near as can be told.
    func position(at offset: Int) -> SourcePosition { expression.origin?.position(at: offset) ?? owner }
}

extension Form {
    /// Every expression of the form, in form order.
    func sites(_ vocabulary: Vocabulary) -> [ExpressionSite] {
        var sites: [ExpressionSite] = []
        func add(_ key: String, _ expression: Expression?, _ wanted: ExpressionType?, in group: GroupID? = nil, at owner: SourcePosition, showing shown: String? = nil) {
            guard let expression else { return }
            sites.append(ExpressionSite(key: key, expression: expression, group: group, wanted: wanted, owner: owner, shows: shown))
        }
        for procedure in administration.procedures { add("when", procedure.when, .boolean, at: identity.position) }
        add("receivedBy", administration.receivedBy, .string, at: identity.position)
        for role in roles {
            add("when", role.when, .boolean, at: role.places.start, showing: role.id.rawValue)
            for source in role.sources { add("if", source.condition, .boolean, at: source.places.start) }
        }
        for section in sections {
            add("visibleIf", section.visibleIf, .boolean, at: section.position, showing: section.fields.map(\.id.rawValue).joined(separator: ", "))
            for field in section.fields {
                let group = section.rows?.group
                add("requiredIf", field.demand.requiredIf, .boolean, in: group, at: field.position)
                add("visibleIf", field.demand.visibleIf, .boolean, in: group, at: field.position, showing: field.id.rawValue)
                add("value", field.authorship.value, vocabulary[field.means.first.concept].map { vocabulary.type(of: $0) }, in: group, at: field.position)
                if case .newValue(let condition) = field.authorship.onlyApplicant { add("newValue", condition, .boolean, in: group, at: field.position) }
            }
        }
        for check in checks { add("holds", check.holds, .boolean, at: check.places.start) }
        for demand in documents.flatMap(\.demands) { add("requiredIf", demand.requiredIf, .boolean, at: demand.position) }
        for decision in decisions { add("value", decision.value, nil, at: decision.places.start) }
        return sites
    }
}

extension Baseline {
    var sites: [ExpressionSite] {
        var sites: [ExpressionSite] = []
        for section in sections {
            if let condition = section.visibleIf {
                sites.append(ExpressionSite(key: "visibleIf", expression: condition, group: nil, wanted: .boolean, owner: .start(of: file)))
            }
            for blank in section.blanks {
                for (key, condition) in [("requiredIf", blank.demand.requiredIf), ("visibleIf", blank.demand.visibleIf)] {
                    guard let condition else { continue }
                    sites.append(ExpressionSite(key: key, expression: condition, group: section.rows?.group, wanted: .boolean, owner: blank.places.start))
                }
            }
        }
        return sites
    }
}
