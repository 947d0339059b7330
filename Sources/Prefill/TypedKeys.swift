import Crypto
public import Expressions
import Formats
import Forms
import Foundation
import Receipts
public import Sourcing

/// Whoever types twelve digits must not read a stranger's record, nor find one by trying: guesses are limited, for each role
/// of a dossier and for each person over all of their dossiers.
extension DossierState {
    /// Distinct keys a person may try for one role; a role in rows may have as many more as it has rows.
    public static let attemptLimit = 5

    /// Distinct keys one person may have looked up in a day, over all their dossiers: a large household at its landlord's,
    /// with every number mistyped once, stays below it.
    public static let dailyLimit = 40

    /// A key somebody typed for a role.
    public struct TypedKey: Sendable, Hashable {
        public let role: RoleID
        /// The key and the names to verify it, by concept.
        let parts: [String: JSON]

        /// The same text for the same key in any dossier. Personal: to be kept under a keyed digest alone.
        public var text: String {
            parts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.serialized(.canonical))" }.joined(separator: "|")
        }
    }

    /// Every whole key among the answers, in form order.
    public func typedKeys(of checked: CheckedForm) -> [TypedKey] {
        checked.form.roles.flatMap { role -> [TypedKey] in
            var keys: [TypedKey] = []
            for row in checked.rows(of: role.id).flatMap({ answers.rows[$0.group.rawValue] }) ?? [] {
                if case .key(let key)? = row.subject { keys.append(TypedKey(role: role.id, parts: key)) }
            }
            switch answers.roles[role.id.rawValue] {
            case .key(let key): keys.append(TypedKey(role: role.id, parts: key))
            case .candidate, .new, .nobody: break
            case nil: keys += role.keys.compactMap { typedInBlanks($0, role, checked) }
            }
            return keys
        }
    }

    private func typedInBlanks(_ key: [Meaning], _ role: Role, _ checked: CheckedForm) -> TypedKey? {
        var typed: [String: JSON] = [:]
        for meaning in key {
            let leaf = checked.field(for: meaning).map { LeafID($0.id.rawValue) } ?? Interpreter.keyLeaf(role.id, meaning.concept, of: key)
            guard let written = answers.word(for: leaf) else { return nil }
            typed[meaning.concept.rawValue] = written
        }
        for name in role.verify {
            guard let field = checked.field(for: Meaning(role.id, name)) else { continue }
            typed[name.rawValue] = answers.word(for: LeafID(field.id.rawValue))
        }
        return TypedKey(role: role.id, parts: typed)
    }

    /// Notes every distinct typed key.
    mutating func countTypedKeys(of checked: CheckedForm) {
        for key in typedKeys(of: checked) { typedKeys[key.role.rawValue, default: []].insert(fingerprint(key)) }
    }

    /// Closes these keys and no other: the registers are not asked for them.
    public mutating func close(_ keys: [TypedKey]) { closedKeys = Set(keys.map(fingerprint)) }

    func isTooMany(_ typed: [String: JSON], for role: Role, of form: Form) -> Bool {
        let limit = Self.attemptLimit + (form.rows(of: role.id)?.count.upperBound ?? 0)
        return typedKeys[role.id.rawValue, default: []].count > limit
            || !closedKeys.isEmpty && closedKeys.contains(fingerprint(TypedKey(role: role.id, parts: typed)))
    }

    /// Local to the dossier; tells nothing without its salt.
    private func fingerprint(_ key: TypedKey) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(key.text.utf8), using: SymmetricKey(data: Data(salt.utf8))).prefix(8)
            .map { String($0, radix: 16) }.joined(separator: "-")
    }
}
