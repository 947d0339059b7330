/// A JSON value; numbers keep their digits as they were written.
///
/// Two values are equal when they are the same JSON: members of objects in any order, strings scalar by scalar
/// (not by canonical equivalence), numbers by their digits (`1.0` is not `1`).
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// The text of a number as RFC 8259 writes it; see `isNumber(_:)`.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON: Hashable {
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): ExactString.same(left, right)
        case (.string(let left), .string(let right)): ExactString.same(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null:
            hasher.combine(0)
        case .bool(let value):
            hasher.combine(1)
            hasher.combine(value)
        case .number(let text):
            hasher.combine(2)
            hasher.combine(ExactString(text))
        case .string(let text):
            hasher.combine(3)
            hasher.combine(ExactString(text))
        case .array(let elements):
            hasher.combine(4)
            hasher.combine(elements)
        case .object(let object):
            hasher.combine(5)
            hasher.combine(object)
        }
    }
}

// MARK: - Reading values out

extension JSON {
    /// Whether this is `null` itself, which is not the same as a missing member.
    public var isNull: Bool { if case .null = self { true } else { false } }

    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The digits of a number as written.
    public var number: String? { if case .number(let text) = self { text } else { nil } }

    public var string: String? { if case .string(let text) = self { text } else { nil } }

    public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// A member of an object; `nil` where there is none and where this is no object.
    public subscript(_ key: String) -> JSON? { object?[key] }

    /// An element of an array, counted from 0; `nil` outside of it and where this is no array.
    public subscript(_ index: Int) -> JSON? {
        guard let elements = array, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

// MARK: - Literals

// There is no literal `nil`: in `found ? value : nil` it would mean null where the author meant nothing.
extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// A key written twice keeps its first place and its last value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(literal: elements))
    }
}
