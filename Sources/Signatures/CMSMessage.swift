import CLibCrypto

/// A signed CMS message: its shape, read strictly, and libcrypto's view of it. Source: RFC 5652.
struct CMSMessage {
    let shape: CMSShape
    /// What it brought along.
    let certificates: [Certificate]
    private let owned: Owned

    /// - Parameter padding: bytes after the message must all be zero (a PDF reserves room); without it there are none.
    init(_ bytes: [UInt8], padding isPadded: Bool = false) throws(CMSShape.Fault) {
        shape = try CMSShape(bytes)
        let rest = bytes[shape.length...]
        guard isPadded ? rest.allSatisfy({ $0 == 0 }) : rest.isEmpty else { throw .malformed }
        guard let read = LibCrypto.whole(bytes[..<shape.length], { d2i_CMS_ContentInfo(nil, $0, $1) }), let owned = Owned(read.value, { CMS_ContentInfo_free($0) }), read.isWhole
        else { throw .malformed }
        self.owned = owned
        if let stack = CMS_get1_certs(owned.pointer) {
            certificates = LibCrypto.each(stack).compactMap(Certificate.init(sharing:))
            for held in LibCrypto.each(stack) { X509_free(held) }
            OPENSSL_sk_free(stack)
        } else {
            certificates = []
        }
        guard signers.count == shape.signers.count else { throw .malformed }
    }

    /// Whether all certificates are the signers' own or stand above those: nothing else in a message needs one.
    ///
    /// - Parameter supplied: where signers' certificates may be beside. Without any, there is nothing to tell by.
    func hasOnlyUsedCertificates(beside supplied: [Certificate]) -> Bool {
        var used = signers.flatMap { $0.certificates(among: supplied) }
        guard !used.isEmpty else { return true }
        var others = certificates.filter { certificate in !used.contains { $0.isSame(as: certificate) } }
        while let next = others.firstIndex(where: { certificate in used.contains { certificate.isNamed(asIssuerOf: $0) } }) { used.append(others.remove(at: next)) }
        return others.isEmpty
    }

    /// What it holds itself; `nil` when it is detached.
    var content: [UInt8]? {
        guard shape.hasContent, let place = CMS_get0_content(owned.pointer), let octets = place.pointee else { return nil }
        return LibCrypto.bytes(octets)
    }

    var signers: [CMSSigner] {
        zip(LibCrypto.each(CMS_get0_SignerInfos(owned.pointer)), shape.signers).map { CMSSigner(message: self, pointer: $0, shape: $1) }
    }
}

/// One signature of a message.
struct CMSSigner {
    let message: CMSMessage
    /// Lives as long as the message.
    let pointer: OpaquePointer
    let shape: CMSShape.Signer

    /// The certificates whose issuer and number, or key identifier, the signature names. The issuer to the byte: libcrypto compares
    /// names without regard to case, and nothing signs this one.
    func certificates(among supplied: [Certificate]) -> [Certificate] {
        (message.certificates + supplied).filter { certificate in
            CMS_SignerInfo_cert_cmp(pointer, certificate.pointer) == 0 && shape.issuer.map { $0 == certificate.issuer } ?? true
        }
    }

    /// When the signer says it signed; proves nothing.
    var claimedTime: Int? {
        guard let value = signedValue(NID_pkcs9_signingTime) else { return nil }
        return switch value.type {
        case V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME: LibCrypto.seconds(value.string)
        default: nil
        }
    }

    var value: [UInt8] { LibCrypto.bytes(CMS_SignerInfo_get0_signature(pointer)) }

    private static let maximumTokens = 64

    /// RFC 3161 tokens over the signature value; `nil` when one is no token at all, or when there are more than anybody needs.
    var timeStamps: [[UInt8]]? {
        var tokens: [[UInt8]] = []
        var place = CMS_unsigned_get_attr_by_NID(pointer, NID_id_smime_aa_timeStampToken, -1)
        while place >= 0 {
            let attribute = CMS_unsigned_get_attr(pointer, place)
            for each in 0..<max(0, X509_ATTRIBUTE_count(attribute)) {
                guard let typed = X509_ATTRIBUTE_get0_type(attribute, each), ASN1_TYPE_get(typed) == V_ASN1_SEQUENCE else { return nil }
                tokens.append(LibCrypto.bytes(typed.pointee.value.sequence))
                guard tokens.count <= Self.maximumTokens else { return nil }
            }
            place = CMS_unsigned_get_attr_by_NID(pointer, NID_id_smime_aa_timeStampToken, place)
        }
        return tokens
    }

    /// The single value of a signed attribute that stands there once; `nil` otherwise.
    private func signedValue(_ nid: Int32) -> (type: Int32, string: UnsafeMutablePointer<ASN1_STRING>)? {
        let place = CMS_signed_get_attr_by_NID(pointer, nid, -1)
        guard place >= 0, CMS_signed_get_attr_by_NID(pointer, nid, place) < 0, let attribute = CMS_signed_get_attr(pointer, place), X509_ATTRIBUTE_count(attribute) == 1,
            let typed = X509_ATTRIBUTE_get0_type(attribute, 0)
        else { return nil }
        let type = ASN1_TYPE_get(typed)
        guard [V_ASN1_OCTET_STRING, V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME, V_ASN1_SEQUENCE].contains(type), let string = typed.pointee.value.asn1_string else { return nil }
        return (type, string)
    }

    /// Whether the signed content type is the message's own. Source: RFC 5652, 11.1.
    var namesItsContentType: Bool {
        let place = CMS_signed_get_attr_by_NID(pointer, NID_pkcs9_contentType, -1)
        guard place >= 0, CMS_signed_get_attr_by_NID(pointer, NID_pkcs9_contentType, place) < 0, let attribute = CMS_signed_get_attr(pointer, place),
            X509_ATTRIBUTE_count(attribute) == 1, let typed = X509_ATTRIBUTE_get0_type(attribute, 0), ASN1_TYPE_get(typed) == V_ASN1_OBJECT,
            let object = typed.pointee.value.object
        else { return false }
        return OBJ_get0_data(object).map { Array(UnsafeBufferPointer(start: $0, count: OBJ_length(object))) == message.shape.contentType } == true
    }

    /// The signed hash of the content. Source: RFC 5652, 11.2.
    var messageDigest: [UInt8]? {
        guard let value = signedValue(NID_pkcs9_messageDigest), value.type == V_ASN1_OCTET_STRING else { return nil }
        return LibCrypto.bytes(value.string)
    }

    /// Whether the signed attribute names this certificate, by hash, and by issuer and number where it has them. At least one of
    /// both versions of the attribute stands there, and each that does agrees. Source: RFC 5035, clauses 3 to 5.
    func isBound(to certificate: Certificate) -> Bool {
        let isOld = CMS_signed_get_attr_by_NID(pointer, NID_id_smime_aa_signingCertificate, -1) >= 0
        let isNew = CMS_signed_get_attr_by_NID(pointer, NID_id_smime_aa_signingCertificateV2, -1) >= 0
        guard isOld || isNew, let chain = LibCrypto.stack([certificate.pointer] + message.certificates.filter { !$0.isSame(as: certificate) }.map(\.pointer)) else { return false }
        defer { ERR_clear_error() }
        var old: Owned?, new: Owned?
        if isOld {
            guard let value = signedValue(NID_id_smime_aa_signingCertificate), value.type == V_ASN1_SEQUENCE,
                let read = LibCrypto.whole(LibCrypto.bytes(value.string), { d2i_ESS_SIGNING_CERT(nil, $0, $1) })
            else { return false }
            old = Owned(read.value) { ESS_SIGNING_CERT_free($0) }
        }
        if isNew {
            guard let value = signedValue(NID_id_smime_aa_signingCertificateV2), value.type == V_ASN1_SEQUENCE,
                let read = LibCrypto.whole(LibCrypto.bytes(value.string), { d2i_ESS_SIGNING_CERT_V2(nil, $0, $1) })
            else { return false }
            new = Owned(read.value) { ESS_SIGNING_CERT_V2_free($0) }
        }
        return withExtendedLifetime((old, new, chain, certificate)) { OSSL_ESS_check_signing_certs(old?.pointer, new?.pointer, chain.pointer, 1) == 1 }
    }

    /// Whether the value verifies over the signed attributes with a certificate's key.
    func verifies(with certificate: Certificate) -> Bool {
        CMS_SignerInfo_set1_signer_cert(pointer, certificate.pointer)
        defer { ERR_clear_error() }
        return CMS_SignerInfo_verify(pointer) == 1
    }
}
