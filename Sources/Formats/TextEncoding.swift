import Foundation

/// The encodings tables arrive in. The raw value is the IANA name, as manifests write it.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// With or without the byte order mark spreadsheets write.
    case utf8 = "utf-8"
    /// In the order its byte order mark says; without one it is refused, not guessed.
    case utf16 = "utf-16"
    case latin1 = "iso-8859-1"
    /// The Vietnamese code page of Windows. It writes letters and tone marks apart; they are put together (NFC).
    case windows1258 = "windows-1258"

    /// The text of some bytes, without a byte order mark.
    ///
    /// - Throws: `.encoding` where a byte sequence stands for nothing; nothing is replaced or guessed.
    func text(of bytes: [UInt8], in format: Format) throws(FormatError) -> String {
        switch self {
        case .utf8:
            let fault = bytes.withUnsafeBufferPointer { buffer in
                UTF8Text.firstFault(in: buffer).map { UTF8Text.position(of: $0, in: buffer) }
            }
            if let fault {
                throw FormatError(
                    format: format, reason: .encoding, line: fault.line, column: fault.column, detail: "not UTF-8")
            }
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return String(decoding: bytes[start...], as: UTF8.self)
        case .utf16:
            return try Self.utf16Text(of: bytes, in: format)
        case .latin1:
            return Self.text(of: bytes.map { UInt32($0) })
        case .windows1258:
            let codes = bytes.map { $0 < 0x80 ? UInt32($0) : Self.upperHalf1258[Int($0) - 0x80] }
            if let place = zip(codes, bytes).enumerated().first(where: { $1.0 == 0 && $1.1 != 0 })?.offset {
                let line = bytes[..<place].count { $0 == 0x0A } + 1
                throw FormatError(format: format, reason: .encoding, line: line, detail: "not windows-1258")
            }
            return Self.text(of: codes).precomposedStringWithCanonicalMapping
        }
    }

    private static func utf16Text(of bytes: [UInt8], in format: Format) throws(FormatError) -> String {
        let isBigEndian = bytes.starts(with: [0xFE, 0xFF])
        guard isBigEndian || bytes.starts(with: [0xFF, 0xFE]) else {
            throw FormatError(format: format, reason: .encoding, detail: "UTF-16 without a byte order mark")
        }
        guard bytes.count.isMultiple(of: 2) else {
            throw FormatError(format: format, reason: .encoding, detail: "UTF-16 with an odd number of bytes")
        }
        let (high, low) = isBigEndian ? (0, 1) : (1, 0)
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for place in stride(from: 2, to: bytes.count, by: 2) {
            units.append(UInt16(bytes[place + high]) << 8 | UInt16(bytes[place + low]))
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw FormatError(format: format, reason: .encoding, detail: "half of a surrogate pair")
        }
        return text
    }

    private static func text(of codes: [UInt32]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: codes.lazy.compactMap { Unicode.Scalar($0) })
        return text
    }

    /// Bytes 0x80 to 0xFF of windows-1258; 0 where the code page has nothing.
    /// Source: unicode.org, Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1258.TXT.
    private static let upperHalf1258: [UInt32] = [
        0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0000, 0x2039, 0x0152, 0x0000, 0x0000, 0x0000,
        0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0000, 0x203A, 0x0153, 0x0000, 0x0000, 0x0178,
        0x00A0, 0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6, 0x00A7,
        0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
        0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7,
        0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF,
        0x00C0, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
        0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x0300, 0x00CD, 0x00CE, 0x00CF,
        0x0110, 0x00D1, 0x0309, 0x00D3, 0x00D4, 0x01A0, 0x00D6, 0x00D7,
        0x00D8, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x01AF, 0x0303, 0x00DF,
        0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x00E5, 0x00E6, 0x00E7,
        0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x0301, 0x00ED, 0x00EE, 0x00EF,
        0x0111, 0x00F1, 0x0323, 0x00F3, 0x00F4, 0x01A1, 0x00F6, 0x00F7,
        0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x01B0, 0x20AB, 0x00FF,
    ]
}
