import Expressions
public import Formats
public import Forms
public import Receipts

/// What became of a blank's value between two fillings of one dossier, as one side sees it. Carries no value.
public struct LeafChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A value stands where none stood.
        case filled
        /// Another value stands.
        case changed
        /// No value stands any more.
        case fellAway = "fell-away"
    }

    public let field: FieldID
    public let leaf: LeafID
    public let kind: Kind

    public var json: JSON { ["id": .string(field.rawValue), "leaf": .string(leaf.rawValue), "change": .string(kind.rawValue)] }
}

extension FilledForm {
    /// What the engine fills otherwise than it did: what was typed in between is no change.
    ///
    /// - Parameter before: the same dossier, earlier; under other declarations where it crossed to these.
    /// - Returns: in the order of the form; what is no blank of it any more last. Of a value this side does not get, only whether it is there.
    public func changes(since before: FilledForm, as view: View) -> [LeafChange] {
        let was = before.seen(by: view).leaves, now = seen(by: view).leaves
        let earlier = Dictionary(was.map { ($0.leaf, Shown($0)) }, uniquingKeysWith: { first, _ in first })
        let remaining = Set(now.map(\.leaf))
        return now.compactMap { leaf in
            Shown(leaf).change(since: earlier[leaf.leaf] ?? .nothing).map { LeafChange(field: leaf.field, leaf: leaf.leaf, kind: $0) }
        } + was.filter { !remaining.contains($0.leaf) && Shown($0) != .nothing }.map { LeafChange(field: $0.field, leaf: $0.leaf, kind: .fellAway) }
    }
}

/// What a side sees of the engine's value.
private enum Shown: Equatable {
    case nothing
    case value(JSON)
    case hidden(masked: String?)

    init(_ leaf: SeenLeaf) {
        self = leaf.isHidden ? .hidden(masked: leaf.masked) : leaf.value.map { .value($0) } ?? .nothing
    }

    func change(since before: Shown) -> LeafChange.Kind? {
        if self == before { return nil }
        return before == .nothing ? .filled : self == .nothing ? .fellAway : .changed
    }
}
