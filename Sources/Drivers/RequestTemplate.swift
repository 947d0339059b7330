import Formats
import Vocabulary
import Expressions

/// A template of a request: its only inputs are the keys of the operation, written `{personal_id_number}`.
struct RequestTemplate {
    /// A key that is a list in a request about several subjects.
    typealias KeyList = (key: ConceptID, items: [String])

    /// What the filled template is, so what a key must not break out of.
    enum Part {
        case path, header, xml, json
    }

    let text: String

    init(_ text: String) { self.text = text }

    /// The template with its keys put in; a key that looks like a slot for one is not looked at again.
    ///
    /// - Parameters:
    ///   - list: a JSON array in a body; in a path its items, with commas between.
    ///   - optional: an input that may be empty.
    /// - Returns: `nil` where a key cannot stand there, whatever its escaping.
    func filled(with keys: [ConceptID: String], list: KeyList? = nil, as part: Part, optional: ConceptID? = nil) -> String? {
        var filled = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            filled += rest[..<brace]
            let after = rest[rest.index(after: brace)...]
            if let end = after.firstIndex(of: "}"), let list, after[..<end] == list.key.rawValue {
                guard let written = Self.written(list.items, for: part) else { return nil }
                filled += written
                rest = after[after.index(after: end)...]
            } else if let end = after.firstIndex(of: "}"), let key = keys[ConceptID(rawValue: String(after[..<end]))] {
                let isLeftOut = key.isEmpty && optional?.rawValue == String(after[..<end])
                guard let escaped = isLeftOut ? "" : Self.escaped(key, for: part) else { return nil }
                filled += escaped
                rest = after[after.index(after: end)...]
            } else {
                // A brace of JSON.
                filled += "{"
                rest = after
            }
        }
        return filled + rest
    }

    private static func written(_ items: [String], for part: Part) -> String? {
        switch part {
        case .json: return JSON.array(items.map { .string($0) }).serialized()
        case .path:
            // A server may undo the escaping before it looks for commas: half a key may be somebody else's. It looks for scalars.
            guard !items.contains(where: { $0.unicodeScalars.contains(",") }) else { return nil }
            let texts = items.compactMap { escaped($0, for: .path) }
            return texts.count == items.count ? texts.joined(separator: ",") : nil
        case .header, .xml: return nil
        }
    }

    private static func escaped(_ key: String, for part: Part) -> String? {
        switch part {
        case .path:
            // Servers take `..` for a step up even when it is percent-encoded.
            guard !key.isEmpty, key != ".", key != ".." else { return nil }
            return percentEncoded(key)
        case .header:
            return key.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? key : nil
        case .xml:
            return escapedForXML(key)
        case .json:
            // By scalars: a mark that combines with the quote is a letter of the key.
            return String(JSON.string(key).serialized().unicodeScalars.dropFirst().dropLast())
        }
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%"
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
        return encoded
    }
}
