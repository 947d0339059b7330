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

/// Equal when the bytes are, wherever they stand.
struct PDFString: Equatable {
    let bytes: [UInt8]
    /// `<…>` with its brackets, as offsets in the file; `nil` for `(…)` and in object streams.
    let hexPlace: Range<Int>?

    static func == (one: Self, other: Self) -> Bool { one.bytes == other.bytes }
}

struct PDFDictionary: Equatable {
    var entries: [String: PDFValue] = [:]
    /// From `<<` to `>>`; `nil` in object streams.
    var place: Range<Int>?

    subscript(_ key: String) -> PDFValue? { entries[key] }

    static func == (one: Self, other: Self) -> Bool { one.entries == other.entries }
}

/// Source: ISO 32000-2, 7.3.
indirect enum PDFValue: Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// As written.
    case real([UInt8])
    case name(String)
    case string(PDFString)
    case array([PDFValue])
    case dictionary(PDFDictionary)
    case reference(PDFReference)

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
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
