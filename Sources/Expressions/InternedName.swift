import Synchronization

/// A name of the declarations, kept once per process: copied, compared and hashed as one word.
///
/// Names are what forms, vocabulary and manifests call their parts, a few thousand in all. Each stays in memory until the
/// process ends, so text from outside (an answer's keys, a reply) is never made one: ``init(known:)`` looks it up instead.
///
/// - Complexity: to make one costs a look-up under a lock; to compare, hash and read one costs nothing worth naming.
public struct InternedName: Hashable, Sendable, Comparable {
    /// Kept by the table and never given back, so that no copy has to count its owners.
    private unowned(unsafe) let place: Place

    private final class Place: Sendable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static let table = Mutex<[String: Place]>([:])

    public init(_ text: String) {
        place = Self.table.withLock { table in
            if let known = table[text] { return known }
            let place = Place(text)
            table[text] = place
            return place
        }
    }

    /// - Returns: `nil` where no declaration has such a name; then nothing is kept.
    public init?(known text: String) {
        guard let known = Self.table.withLock({ $0[text] }) else { return nil }
        place = known
    }

    public var text: String { place.text }

    public static func == (a: Self, b: Self) -> Bool { a.place === b.place }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(place)) }

    /// Names come from declarations alone, so nobody outside can choose ones that collide: their place, spread by a
    /// multiplication, is hash enough, and every look-up of the engine asks for it.
    public func _rawHashValue(seed: Int) -> Int {
        let mixed = UInt(bitPattern: Int(bitPattern: ObjectIdentifier(place)) ^ seed) &* 0x9E37_79B9_7F4A_7C15
        return Int(bitPattern: mixed ^ (mixed >> 32))
    }

    public static func < (a: Self, b: Self) -> Bool { a != b && a.text < b.text }
}

/// What the parts of the declarations are called, a type for each kind of part, so that no role is taken for a concept.
public protocol DeclaredName: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible, Codable where RawValue == String {
    var name: InternedName { get }
    init(name: InternedName)
}

extension DeclaredName {
    public init(_ text: String) { self.init(name: InternedName(text)) }

    public init(rawValue: String) { self.init(rawValue) }

    /// For text from outside.
    ///
    /// - Returns: `nil` where no declaration has such a name.
    public init?(known text: String) {
        guard let name = InternedName(known: text) else { return nil }
        self.init(name: name)
    }

    public var rawValue: String { name.text }

    public var description: String { rawValue }

    // Written out: what the standard library offers raw representables compares and hashes the text.
    public static func == (a: Self, b: Self) -> Bool { a.name == b.name }

    public func hash(into hasher: inout Hasher) { name.hash(into: &hasher) }

    public func _rawHashValue(seed: Int) -> Int { name._rawHashValue(seed: seed) }

    public static func < (a: Self, b: Self) -> Bool { a.name < b.name }
}
