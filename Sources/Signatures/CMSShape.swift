/// The algorithm a CMS message names.
struct CMSAlgorithm {
    let oid: [UInt8]
    /// Encoded; empty where there are none.
    let parameters: [UInt8]

    /// Absent or NULL, as RFC 5754 has it for everything but RSA-PSS.
    var isPlain: Bool { parameters.isEmpty || parameters == [0x05, 0x00] }
}

/// What a signed CMS message is made of, read strictly: libcrypto passes over versions, unused algorithms and bytes that follow,
/// and what nobody reads can be changed unnoticed. Source: RFC 5652, clauses 5.1 and 5.3.
struct CMSShape {
    struct Signer {
        let digest: CMSAlgorithm
        let signature: CMSAlgorithm
        let hasSignedAttributes: Bool
        /// The issuer it names, as encoded; `nil` where it names a key instead.
        let issuer: [UInt8]?
    }

    /// How many bytes the message takes.
    let length: Int
    let contentType: [UInt8]
    /// Where its own content stands, with what wraps it; `nil` when it is detached.
    let contentPlace: Range<Int>?
    /// Where the content stands in one piece, without anything between.
    let wholeContent: Range<Int>?
    let signers: [Signer]

    var hasContent: Bool { contentPlace != nil }

    enum Fault: Error {
        case malformed, unsupported, tooLarge

        var reason: SignatureReason {
            switch self {
            case .malformed: .malformed
            case .unsupported: .unsupported
            case .tooLarge: .tooLarge
            }
        }
    }

    private static let maximumSigners = 16, maximumCertificates = 64, maximumCertificate = 64 << 10
    /// All but the content.
    private static let maximumRest = 8 << 20

    init(_ bytes: [UInt8]) throws(Fault) {
        let reader = DERReader(bytes: bytes)
        guard let info = reader.value(at: 0, before: bytes.count), info.tag == 0x30, let outer = reader.parts(of: info), outer.count == 2, outer[0].tag == 0x06,
            outer[1].tag == 0xa0
        else { throw .malformed }
        length = info.whole.upperBound
        guard reader.content(outer[0]).elementsEqual(OID.signedData) else { throw .unsupported }
        guard let wrapped = reader.parts(of: outer[1]), wrapped.count == 1, wrapped[0].tag == 0x30, var parts = reader.parts(of: wrapped[0])?[...],
            let version = Self.integer(reader, &parts), let digests = Self.next(&parts, 0x31), let encapsulated = Self.next(&parts, 0x30),
            let inner = reader.parts(of: encapsulated), let type = inner.first, type.tag == 0x06, inner.count <= 2
        else { throw .malformed }
        contentType = Array(reader.content(type))
        var whole: Range<Int>?
        if inner.count == 2 {
            guard inner[1].tag == 0xa0, let octets = reader.parts(of: inner[1]), octets.count == 1, octets[0].tag & 0xdf == 0x04 else { throw .malformed }
            if octets[0].tag == 0x04 { whole = octets[0].content }
        }
        contentPlace = inner.count == 2 ? inner[1].whole : nil
        wholeContent = whole
        guard length - (contentPlace?.count ?? 0) <= Self.maximumRest else { throw .tooLarge }
        var hasOtherRevocation = false
        if let certificates = Self.next(&parts, 0xa0) {
            guard let each = reader.parts(of: certificates) else { throw .malformed }
            guard each.allSatisfy({ $0.tag == 0x30 }) else { throw .unsupported }
            guard each.count <= Self.maximumCertificates, each.allSatisfy({ $0.whole.count <= Self.maximumCertificate }) else { throw .tooLarge }
        }
        if let revocations = Self.next(&parts, 0xa1) {
            guard let each = reader.parts(of: revocations), each.allSatisfy({ $0.tag == 0x30 || $0.tag == 0xa1 }) else { throw .malformed }
            hasOtherRevocation = each.contains { $0.tag == 0xa1 }
        }
        guard let infos = Self.next(&parts, 0x31), parts.isEmpty, let each = reader.parts(of: infos), let named = reader.parts(of: digests) else { throw .malformed }
        guard each.count <= Self.maximumSigners else { throw .tooLarge }
        var signers: [Signer] = [], hasKeyIdentifiers = false
        for info in each {
            let (signer, usesKeyIdentifier) = try Self.signer(reader, info)
            signers.append(signer)
            hasKeyIdentifiers = hasKeyIdentifiers || usesKeyIdentifier
        }
        self.signers = signers
        let algorithms = named.map { Self.algorithm(reader, $0) }
        guard algorithms.allSatisfy({ $0?.isPlain == true }), signers.allSatisfy({ signer in algorithms.contains { $0?.oid == signer.digest.oid } }) else { throw .malformed }
        guard version == (hasOtherRevocation ? 5 : hasKeyIdentifiers || contentType != OID.data ? 3 : 1) else { throw .malformed }
    }

    private static func signer(_ reader: DERReader, _ info: DERValue) throws(Fault) -> (Signer, Bool) {
        guard info.tag == 0x30, var parts = reader.parts(of: info)?[...], let version = integer(reader, &parts), let sid = parts.popFirst() else { throw .malformed }
        guard (version == 1 && sid.tag == 0x30) || (version == 3 && sid.tag == 0x80) else { throw .malformed }
        var issuer: [UInt8]?
        if sid.tag == 0x30 {
            guard let named = reader.parts(of: sid), named.map(\.tag) == [0x30, 0x02] else { throw .malformed }
            issuer = Array(reader.bytes[named[0].whole])
        }
        guard let digest = next(&parts, 0x30).flatMap({ algorithm(reader, $0) }), digest.isPlain else { throw .malformed }
        let signed = next(&parts, 0xa0)
        guard let signature = next(&parts, 0x30).flatMap({ algorithm(reader, $0) }), next(&parts, 0x04) != nil else { throw .malformed }
        let unsigned = next(&parts, 0xa1)
        guard parts.isEmpty, [signed, unsigned].allSatisfy({ $0.map { areAttributes(reader, $0) } ?? true }) else { throw .malformed }
        return (Signer(digest: digest, signature: signature, hasSignedAttributes: signed != nil, issuer: issuer), sid.tag == 0x80)
    }

    /// Each a type and a set of values. libcrypto writes them anew before it hashes them, so another tag would go unnoticed.
    private static func areAttributes(_ reader: DERReader, _ list: DERValue) -> Bool {
        guard let each = reader.parts(of: list) else { return false }
        return each.allSatisfy { attribute in
            guard attribute.tag == 0x30, let parts = reader.parts(of: attribute), parts.map(\.tag) == [0x06, 0x31] else { return false }
            return reader.parts(of: parts[1]) != nil
        }
    }

    private static func next(_ parts: inout ArraySlice<DERValue>, _ tag: UInt8) -> DERValue? {
        guard let first = parts.first, first.tag == tag else { return nil }
        return parts.popFirst()
    }

    private static func integer(_ reader: DERReader, _ parts: inout ArraySlice<DERValue>) -> UInt8? {
        guard let value = next(&parts, 0x02), value.content.count == 1 else { return nil }
        return reader.content(value).first
    }

    static func algorithm(_ reader: DERReader, _ value: DERValue) -> CMSAlgorithm? {
        guard value.tag == 0x30, let parts = reader.parts(of: value), let oid = parts.first, oid.tag == 0x06, parts.count <= 2 else { return nil }
        return CMSAlgorithm(oid: Array(reader.content(oid)), parameters: parts.count == 2 ? Array(reader.bytes[parts[1].whole]) : [])
    }
}

extension CMSShape.Signer {
    /// Whether the algorithm it names is one of a key's family: what names another was written to be read in two ways.
    func fits(_ certificate: Certificate) -> Bool {
        let isRSA = signature.oid == OID.rsa || signature.oid == OID.pss || StrongHash.allCases.contains { $0.withRSA == signature.oid }
        return isRSA ? certificate.isRSA : certificate.isElliptic
    }

    /// The hash of the content and of the attributes, when it and the signature's are the same and strong; else `nil`.
    var strongHash: StrongHash? {
        guard let hash = StrongHash(oid: digest.oid) else { return nil }
        if signature.oid == OID.pss { return Self.pssHash(signature.parameters) == hash ? hash : nil }
        return signature.isPlain && [OID.rsa, hash.withRSA, hash.withECDSA].contains(signature.oid) ? hash : nil
    }

    /// The hash RSA-PSS names twice, for the message and for its mask; the defaults are SHA-1. Source: RFC 4055, clause 3.1.
    private static func pssHash(_ parameters: [UInt8]) -> StrongHash? {
        let reader = DERReader(bytes: parameters)
        guard let all = reader.value(at: 0, before: parameters.count), all.tag == 0x30, let parts = reader.parts(of: all),
            let hashing = parts.first(where: { $0.tag == 0xa0 }).flatMap({ reader.parts(of: $0)?.first }).flatMap({ CMSShape.algorithm(reader, $0) }),
            let masking = parts.first(where: { $0.tag == 0xa1 }).flatMap({ reader.parts(of: $0)?.first }).flatMap({ CMSShape.algorithm(reader, $0) }),
            hashing.isPlain, masking.oid == OID.mgf1
        else { return nil }
        let inner = DERReader(bytes: masking.parameters)
        guard let mask = inner.value(at: 0, before: masking.parameters.count).flatMap({ CMSShape.algorithm(inner, $0) }), mask.oid == hashing.oid else { return nil }
        return StrongHash(oid: hashing.oid)
    }
}
