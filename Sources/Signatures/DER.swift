/// One value in DER or BER: its tag, where its content stands, and where all of it does.
struct DERValue {
    let tag: UInt8
    let content: Range<Int>
    let whole: Range<Int>
}

/// Walks the shape of ASN.1 in place. libcrypto reads the values; this sees what it forgives. Source: ITU-T X.690, clause 8.1.
struct DERReader {
    let bytes: [UInt8]

    private static let maximumDepth = 32

    /// The value that begins at an offset; `nil` when it is malformed or reaches past `end`.
    func value(at offset: Int, before end: Int, depth: Int = 0) -> DERValue? {
        guard depth < Self.maximumDepth, offset >= 0, end <= bytes.count, offset + 2 <= end else { return nil }
        let tag = bytes[offset]
        guard tag & 0x1f != 0x1f else { return nil }
        let first = bytes[offset + 1]
        var start = offset + 2
        if first == 0x80 {
            guard tag & 0x20 != 0 else { return nil }
            var place = start
            while true {
                guard place + 2 <= end else { return nil }
                if bytes[place] == 0, bytes[place + 1] == 0 { return DERValue(tag: tag, content: start..<place, whole: offset..<place + 2) }
                guard let inner = value(at: place, before: end, depth: depth + 1) else { return nil }
                place = inner.whole.upperBound
            }
        }
        var length = Int(first)
        if first > 0x80 {
            let count = Int(first & 0x7f)
            guard count <= 4, start + count <= end else { return nil }
            length = bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard length <= end - start else { return nil }
        return DERValue(tag: tag, content: start..<start + length, whole: offset..<start + length)
    }

    /// More values than these are in no message: each takes far more memory than bytes.
    private static let maximumParts = 256

    /// What a constructed value holds; `nil` when that is malformed.
    func parts(of parent: DERValue) -> [DERValue]? {
        var parts: [DERValue] = []
        var place = parent.content.lowerBound
        while place < parent.content.upperBound {
            guard let next = value(at: place, before: parent.content.upperBound) else { return nil }
            guard parts.count < Self.maximumParts else { return nil }
            parts.append(next)
            place = next.whole.upperBound
        }
        return parts
    }

    func content(_ value: DERValue) -> ArraySlice<UInt8> { bytes[value.content] }
}

/// Object identifiers as they are encoded, without tag and length.
enum OID {
    static let signedData: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
    static let data: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01]
    static let timeStampInfo: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04]
    static let rsa: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
    static let pss: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a]
    static let mgf1: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08]
}

/// The hashes that are strong enough. Source: ETSI TS 119 312, clause 5.2.
enum StrongHash: String, CaseIterable {
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    private var arc: UInt8 {
        switch self {
        case .sha256: 1
        case .sha384: 2
        case .sha512: 3
        }
    }

    /// 2.16.840.1.101.3.4.2.*
    var oid: [UInt8] { [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, arc] }
    /// sha*WithRSAEncryption, 1.2.840.113549.1.1.11 to 13.
    var withRSA: [UInt8] { [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a + arc] }
    /// ecdsa-with-SHA*, 1.2.840.10045.4.3.2 to 4.
    var withECDSA: [UInt8] { [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x01 + arc] }

    init?(oid: [UInt8]) {
        guard let found = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = found
    }
}
