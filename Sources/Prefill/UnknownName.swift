import Connectors
import Diagnostics
import Expressions
public import Formats
import Forms
import Receipts
public import Sourcing

/// A name in an answers document that its form does not have: misspelt, or of another form.
public struct UnknownName: Sendable, Hashable {
    public enum Member: String, Sendable, Hashable, CaseIterable {
        case roles, rows, answers, confirmed, corrections, disputes, declined, accepted, consents

        var namesLeaves: Bool { self == .answers || self == .corrections || self == .disputes }
    }

    public let member: Member
    /// The name as it was written, where it is near enough to a known one to be a slip. Anything else may be a value in the
    /// wrong place, so it is not repeated.
    public let name: String?
    /// In Unicode scalars.
    public let length: Int
    /// What was probably meant.
    public let nearest: String?

    init(_ member: Member, _ name: String, among known: some Sequence<String>) {
        self.member = member
        nearest = Diagnostics.nearest(to: name, among: known)
        self.name = nearest == nil ? nil : name
        length = name.unicodeScalars.count
    }

    /// `roles.hed`, or `roles.(12 characters)`.
    public var place: String { "\(member.rawValue).\(name ?? "(\(length) characters)")" }

    public static let code = Violation.Code.unknownName

    public var json: JSON {
        var object: JSONObject = ["code": .string(Self.code.rawValue), "member": .string(member.rawValue), "place": .string(place)]
        if let nearest { object["nearest"] = .string(nearest) }
        return .object(object)
    }
}

extension Answers {
    /// Names the form does not have, in the order of the document's members. Rows may still come: of a leaf in a row its
    /// group and blank are held against the form, the row itself is not.
    public func unknownNames(of checked: CheckedForm) -> [UnknownName] {
        if self == Answers() { return [] }
        let form = checked.form
        let roles = form.roles.map(\.id.rawValue), groups = form.groups.map(\.group.rawValue)
        let papers = form.documents.flatMap(\.demands).map(\.id)
        let consents = checked.catalog.grants.filter { $0.purpose == checked.purpose }.compactMap(\.id)
        func unknown(_ member: UnknownName.Member, _ names: some Sequence<String>, among known: [String]) -> [UnknownName] {
            names.filter { !known.contains($0) }.sorted().map { UnknownName(member, $0, among: known) }
        }
        let leaves = Self.leafNames(of: form)
        func unknownLeaves(_ member: UnknownName.Member, _ names: some Sequence<LeafID>) -> [UnknownName] {
            names.map(\.rawValue).filter { !leaves.contains(Self.withoutRow($0)) }.sorted().map { UnknownName(member, $0, among: leaves) }
        }
        return unknown(.roles, self.roles.keys, among: roles) + unknown(.rows, rows.keys, among: groups)
            + unknownLeaves(.answers, answers.keys) + unknown(.confirmed, confirmed, among: roles)
            + unknownLeaves(.corrections, corrections.keys) + unknownLeaves(.disputes, disputes.keys)
            + unknown(.declined, declined, among: papers) + unknown(.accepted, accepted, among: papers) + unknown(.consents, self.consents.keys, among: consents)
            + unknown(.consents, self.consents.values.map(\.by), among: roles)
    }

    /// Whether the form has the leaf, whichever row it is in.
    static func isNamed(_ leaf: LeafID, in checked: CheckedForm) -> Bool { leafNames(of: checked.form).contains(withoutRow(leaf.rawValue)) }

    /// `field`, `group[].field`, `role.@key`.
    private static func leafNames(of form: Form) -> [String] {
        let blanks = form.sections.flatMap { section in
            section.fields.map { field in section.rows.map { "\($0.group)[].\(field.id)" } ?? field.id.rawValue }
        }
        let keys = form.roles.flatMap { role in role.keys.flatMap { key in key.map { Interpreter.keyLeaf(role.id, $0.concept, of: key).rawValue } } }
        return blanks + keys
    }

    private static func withoutRow(_ leaf: String) -> String {
        guard let open = leaf.firstIndex(of: "["), let close = leaf[open...].firstIndex(of: "]") else { return leaf }
        return String(leaf[...open] + leaf[close...])
    }
}
