/// A signature dictionary of a PDF, where it stands and in which revision it first did.
struct PDFSignature {
    let dictionary: PDFDictionary
    /// The oldest revision that has it; larger is older.
    let revision: Int

    /// Told from others by where its contents stand; where they stand nowhere, by their own place.
    var id: Int { contents?.hexPlace?.lowerBound ?? -(dictionary.place?.lowerBound ?? 0) - 1 }

    var contents: PDFString? { dictionary["Contents"]?.string }

    var isTimeStamp: Bool { dictionary["SubFilter"]?.name == "ETSI.RFC3161" }

    var isSupported: Bool { ["ETSI.CAdES.detached", "adbe.pkcs7.detached", "ETSI.RFC3161"].contains(dictionary["SubFilter"]?.name) }

    /// `D:YYYYMMDDHHmmSSOHH'mm'` as seconds since 1970; `nil` when it is written otherwise. Source: ISO 32000-2, 7.9.4.
    var claimedTime: Int? {
        guard let written = dictionary["M"]?.string,
            let parts = String(decoding: written.bytes, as: UTF8.self).wholeMatch(of: /D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z.*|([+-])(\d\d)'?(\d\d)?'?)?/)
        else { return nil }
        let digits = [parts.1, parts.2, parts.3, parts.4, parts.5, parts.6].compactMap { Int32($0) }
        guard digits.count == 6 else { return nil }
        let away = (parts.8.flatMap { Int($0) } ?? 0) * 3600 + (parts.9.flatMap { Int($0) } ?? 0) * 60
        return LibCrypto.seconds(digits) - (parts.7 == "-" ? -away : away)
    }

    /// The signed bytes, when they are all of a revision but the contents themselves: `[0 a b c]` with a and b around `<…>` and c
    /// to the end of a revision. Source: ISO 32000-2, 12.8.1; ETSI EN 319 142-1, 5.3.
    func range(in file: PDFFile) -> (signed: [ArraySlice<UInt8>], end: Int)? {
        guard let place = contents?.hexPlace, let own = dictionary.place, own.lowerBound < place.lowerBound, place.upperBound < own.upperBound,
            let range = dictionary["ByteRange"]?.array, range.count == 4, range[0] == .integer(0), range[1] == .integer(place.lowerBound),
            range[2] == .integer(place.upperBound), let rest = range[3].integer, rest >= own.upperBound - place.upperBound, rest <= file.bytes.count - place.upperBound
        else { return nil }
        return ([file.bytes[..<place.lowerBound], file.bytes[place.upperBound..<place.upperBound + rest]], place.upperBound + rest)
    }

    /// The bytes within `<…>`; `nil` unless it is digits alone, in one case: what is written otherwise leaves room to change unnoticed.
    /// White space is passed over by who reads strings, and a digit that lacks counts as zero.
    func container(in file: PDFFile) -> [UInt8]? {
        guard let contents, let place = contents.hexPlace else { return nil }
        let digits = file.bytes[place.lowerBound + 1..<place.upperBound - 1]
        guard digits.count == contents.bytes.count * 2, !contents.bytes.isEmpty else { return nil }
        let areSmall = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        let areCapitals = digits.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
        return areSmall || areCapitals ? contents.bytes : nil
    }
}
