/// The description of a file in XMP, which programs that sign write anew to note when they saved it. Source: ISO 32000-2, 14.3.2;
/// ISO 16684-1, 8.4.
struct PDFDescription {
    private let bytes: [UInt8]

    /// `nil` where an object is no such description.
    init?(_ object: PDFObject, in file: PDFFile) throws(PDFFault) {
        guard object.stream != nil, let dictionary = object.value.dictionary, dictionary["Type"]?.name == "Metadata", dictionary["Subtype"]?.name == "XML" else { return nil }
        bytes = try file.content(of: object)
    }

    private static let saving = ["xmp:ModifyDate", "xmp:MetadataDate", "pdf:Producer", "xmpMM:InstanceID"].map { Array($0.utf8) }

    /// Whether two say the same but when and by what the file was saved.
    func isSame(as other: PDFDescription) -> Bool { withoutSaving == other.withoutSaving }

    private var withoutSaving: [UInt8] {
        var rest: [UInt8] = [], place = 0
        rest.reserveCapacity(bytes.count)
        while place < bytes.count {
            if let (kept, end) = Self.saving.lazy.compactMap({ value(of: $0, at: place) }).first {
                rest += bytes[place..<kept]
                place = end
            } else {
                rest.append(bytes[place])
                place += 1
            }
        }
        return rest
    }

    /// Where a value of a name begins that begins here, and where it ends: `name="…"` or `name>…<`, with no mark of XML within.
    private func value(of name: [UInt8], at place: Int) -> (start: Int, end: Int)? {
        guard place > 0, place + name.count + 2 < bytes.count, bytes[place] == name[0], bytes[place..<place + name.count].elementsEqual(name) else { return nil }
        let after = place + name.count, close: UInt8
        var start = after + 1
        switch (bytes[place - 1], bytes[after], bytes[start]) {
        case (UInt8(ascii: "<"), UInt8(ascii: ">"), _): close = UInt8(ascii: "<")
        case (let before, UInt8(ascii: "="), UInt8(ascii: "\"")) where PDFLexer.isSpace(before):
            close = UInt8(ascii: "\"")
            start += 1
        default: return nil
        }
        guard let end = bytes[start...].firstIndex(where: { [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "&")].contains($0) }), bytes[end] == close else { return nil }
        return (start, end)
    }
}
