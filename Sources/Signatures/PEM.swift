import Foundation

/// Text around DER. Source: RFC 7468.
enum PEM {
    /// The DER forms of a file's blocks, whatever they are called, or the bytes themselves where they are no PEM.
    static func blocks(_ bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.first != 0x30 else { return [bytes] }
        var blocks: [[UInt8]] = []
        var body: String?
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") {
                body = ""
            } else if line.hasPrefix("-----END ") {
                if let data = body.flatMap({ Data(base64Encoded: $0) }) { blocks.append([UInt8](data)) }
                body = nil
            } else {
                body?.append(contentsOf: line.filter { !$0.isWhitespace })
            }
        }
        return blocks
    }

    enum Message {
        case none
        /// There is one, and something beside it that nobody signed.
        case amongOthers
        case alone([UInt8])
    }

    /// A signed message: one block, called CMS or PKCS7, and nothing but white space around it.
    static func message(_ bytes: [UInt8]) -> Message {
        guard bytes.firstRange(of: Array("-----BEGIN ".utf8)) != nil, bytes.firstRange(of: Array("-----END ".utf8)) != nil else { return .none }
        for label in ["CMS", "PKCS7"] {
            guard let body = body(of: trimmed(bytes[...]), label) else { continue }
            let digits = body.filter { !isSpace($0) }
            guard let data = Data(base64Encoded: Data(digits)), data.first == 0x30 else { return .none }
            return .alone([UInt8](data))
        }
        return blocks(bytes).isEmpty ? .none : .amongOthers
    }

    private static func body(of text: ArraySlice<UInt8>, _ label: String) -> ArraySlice<UInt8>? {
        let begin = Array("-----BEGIN \(label)-----".utf8), end = Array("-----END \(label)-----".utf8)
        guard text.count > begin.count + end.count, text.starts(with: begin), text.suffix(end.count).elementsEqual(end) else { return nil }
        let body = text.dropFirst(begin.count).dropLast(end.count)
        // No hyphen: no other line stands in between.
        return body.first.map(isSpace) == true && !body.contains(UInt8(ascii: "-")) ? body : nil
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
