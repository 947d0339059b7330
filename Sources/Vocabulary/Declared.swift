/// A part of the declarations: read once, never changed, shared by every dossier and so never copied. One is the same as itself
/// alone; what it says is compared part by part.
public protocol Declared: AnyObject, Hashable, Sendable {}

extension Declared {
    public static func == (a: Self, b: Self) -> Bool { a === b }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
