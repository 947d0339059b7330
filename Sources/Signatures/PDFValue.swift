/// Why a PDF cannot be looked into.
enum PDFFault: Error {
    case unreadable, tooLarge, encrypted

    var reason: SignatureReason {
        switch self {
        case .unreadable: .unreadable
        case .tooLarge: .tooLarge
        case .encrypted: .encrypted
        }
    }
}

struct PDFReference: Hashable {
    let number: Int
    let generation: Int
}

/// The bytes of a name, its escapes resolved. Never a `String`: two of those are equal when Unicode holds them to be, as the sign for
/// kelvin and the letter K are, and to every reader of PDF such names are two. Source: ISO 32000-2, 7.3.5.
struct PDFName: Hashable, ExpressibleByStringLiteral {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(stringLiteral text: String) { bytes = Array(text.utf8) }
}

/// Equal when the bytes are, wherever they stand.
struct PDFString: Equatable {
    let bytes: [UInt8]
    /// `<…>` with its brackets, as offsets in the file; `nil` for `(…)` and in object streams.
    let hexPlace: Range<Int>?

    static func == (one: Self, other: Self) -> Bool { one.bytes == other.bytes }
}

struct PDFDictionary: Equatable {
    var entries: [PDFName: PDFValue] = [:]
    /// From `<<` to `>>`; `nil` in object streams.
    var place: Range<Int>?

    subscript(_ key: PDFName) -> PDFValue? { entries[key] }

    static func == (one: Self, other: Self) -> Bool { one.entries == other.entries }

    /// Whether two say the same under all keys but some.
    func isSame(as other: PDFDictionary, but keys: Set<PDFName>) -> Bool {
        entries.filter { !keys.contains($0.key) } == other.entries.filter { !keys.contains($0.key) }
    }

    func without(_ keys: Set<PDFName>) -> PDFDictionary { PDFDictionary(entries: entries.filter { !keys.contains($0.key) }) }
}

/// Source: ISO 32000-2, 7.3.
enum PDFValue: Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// As written.
    case real([UInt8])
    case name(PDFName)
    case string(PDFString)
    case array([PDFValue])
    case dictionary(PDFDictionary)
    case reference(PDFReference)

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: PDFName? { if case .name(let value) = self { value } else { nil } }
    var string: PDFString? { if case .string(let value) = self { value } else { nil } }
    var array: [PDFValue]? { if case .array(let value) = self { value } else { nil } }
    var dictionary: PDFDictionary? { if case .dictionary(let value) = self { value } else { nil } }
    var reference: PDFReference? { if case .reference(let value) = self { value } else { nil } }

    /// Everything it refers to.
    func forEachReference(_ body: (PDFReference) -> Void) {
        switch self {
        case .reference(let reference): body(reference)
        case .array(let values): for value in values { value.forEachReference(body) }
        case .dictionary(let dictionary): for value in dictionary.entries.values { value.forEachReference(body) }
        case .null, .bool, .integer, .real, .name, .string: break
        }
    }
}

/// An indirect object: a value, and for a stream where its data stand.
struct PDFObject {
    let value: PDFValue
    let stream: Range<Int>?
}
