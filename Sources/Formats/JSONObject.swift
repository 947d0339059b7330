/// The members of a JSON object in the order they were written, each key once.
///
/// Keys are told apart scalar by scalar: an `é` of one scalar and an `é` of two are two keys. Objects are equal when
/// they have the same members in any order.
public struct JSONObject: Sendable {
    /// Up to here a search from the front beats a table.
    private static let searched = 12

    private var entries: [(key: String, value: JSON)] = []
    /// Where each key is, kept only past `searched` members.
    private var places: [ExactString: Int]?

    public init() {}

    /// - Parameter members: a key given twice keeps its first place and its last value.
    public init(_ members: some Sequence<(key: String, value: JSON)>) {
        for member in members { self[member.key] = member.value }
    }

    /// For the reader, which has already seen that no key repeats.
    init(unrepeated entries: [(key: String, value: JSON)], places: [ExactString: Int]?) {
        self.entries = entries
        self.places = places ?? Self.index(of: entries)
    }

    public var members: [(key: String, value: JSON)] {
        get { entries }
        set { self = JSONObject(newValue) }
    }

    public var keys: [String] { entries.map(\.key) }
    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }

    /// A member's value. Setting a new key appends it; setting `nil` removes the member.
    public subscript(_ key: String) -> JSON? {
        get { place(of: key).map { entries[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?):
                entries[place].value = value
            case (let place?, nil):
                entries.remove(at: place)
                places = Self.index(of: entries)
            case (nil, let value?):
                // Growing from one member would allocate four times on the way.
                if entries.isEmpty { entries.reserveCapacity(8) }
                entries.append((key, value))
                if places != nil {
                    places?[ExactString(key)] = entries.count - 1
                } else {
                    places = Self.index(of: entries)
                }
            case (nil, nil):
                break
            }
        }
    }

    private func place(of key: String) -> Int? {
        if let places { return places[ExactString(key)] }
        return entries.firstIndex { ExactString.same($0.key, key) }
    }

    private static func index(of entries: [(key: String, value: JSON)]) -> [ExactString: Int]? {
        guard entries.count > searched else { return nil }
        var places: [ExactString: Int] = [:]
        places.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() { places[ExactString(entry.key)] = place }
        return places
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.entries.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // In any order: members are added up, not fed one after the other.
        var sum = 0
        for entry in entries {
            var member = Hasher()
            member.combine(ExactString(entry.key))
            member.combine(entry.value)
            sum &+= member.finalize()
        }
        hasher.combine(entries.count)
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(literal: elements) }

    init(literal elements: [(String, JSON)]) {
        let isUnrepeated = elements.indices.allSatisfy { place in !elements[..<place].contains { ExactString.same($0.0, elements[place].0) } }
        var members: [(key: String, value: JSON)] = []
        // Most literals are the fixed members of an object whose optional ones follow: one allocation for both.
        members.reserveCapacity(elements.count + 4)
        for element in elements { members.append((key: element.0, value: element.1)) }
        if isUnrepeated { self.init(unrepeated: members, places: nil) } else { self.init(members) }
    }
}
