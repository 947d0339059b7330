import CLibCrypto

/// An X.509 certificate.
struct Certificate {
    private let owned: Owned
    var pointer: OpaquePointer { owned.pointer }

    /// - Returns: `nil` where the bytes are not one certificate.
    init?(der: [UInt8]) {
        guard let read = LibCrypto.whole(der, { d2i_X509(nil, $0, $1) }), let owned = Owned(read.value, { X509_free($0) }), read.isWhole else { return nil }
        self.owned = owned
    }

    /// One that something else holds too.
    init?(sharing pointer: OpaquePointer) {
        guard X509_up_ref(pointer) == 1, let owned = Owned(pointer, { X509_free($0) }) else { return nil }
        self.owned = owned
    }

    func isSame(as other: Certificate) -> Bool { X509_cmp(pointer, other.pointer) == 0 }

    var notAfter: Int? { LibCrypto.seconds(X509_get0_notAfter(pointer)) }

    var key: OpaquePointer? { X509_get0_pubkey(pointer) }

    /// Whether it says so itself: basic constraints, and the right to sign certificates.
    var isAuthority: Bool { X509_check_ca(pointer) == 1 }

    var signsRevocationLists: Bool { X509_get_key_usage(pointer) & UInt32(KU_CRL_SIGN) != 0 }

    /// The name of its issuer, as encoded.
    var issuer: [UInt8] {
        guard let name = X509_get_issuer_name(pointer) else { return [] }
        var encoded: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509_NAME(name, &encoded)
        defer { CRYPTO_free(encoded, nil, 0) }
        guard length > 0, let encoded else { return [] }
        return [UInt8](UnsafeBufferPointer(start: encoded, count: Int(length)))
    }

    /// The common name; without one, the whole name.
    var name: String? {
        guard let name = X509_get_subject_name(pointer) else { return nil }
        let place = X509_NAME_get_index_by_NID(name, NID_commonName, -1)
        if place >= 0, let entry = X509_NAME_get_entry(name, place), let data = X509_NAME_ENTRY_get_data(entry) {
            if let text = LibCrypto.text(data) { return text }
        }
        guard let line = X509_NAME_oneline(name, nil, 0) else { return nil }
        defer { CRYPTO_free(line, nil, 0) }
        return String(cString: line)
    }

    var isRSA: Bool { key.map { [EVP_PKEY_RSA, EVP_PKEY_RSA_PSS].contains(EVP_PKEY_get_base_id($0)) } == true }
    var isElliptic: Bool { key.map { EVP_PKEY_get_base_id($0) == EVP_PKEY_EC } == true }

    /// Whether it stands above another by their names and key identifiers, with the right to or without.
    func isNamed(asIssuerOf other: Certificate) -> Bool { [X509_V_OK, X509_V_ERR_KEYUSAGE_NO_CERTSIGN].contains(X509_check_issued(pointer, other.pointer)) }

    /// RSA of at least 2048 bits, or one of three curves. Source: ETSI TS 119 312, clause 6.2.
    var hasStrongKey: Bool {
        guard let key else { return false }
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: return EVP_PKEY_get_bits(key) >= 2048
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 64), length = 0
            guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return false }
            return ["prime256v1", "P-256", "secp384r1", "P-384", "secp521r1", "P-521"].contains(String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self))
        default: return false
        }
    }

    /// Whether its issuer signed it with a strong hash.
    var isStronglySigned: Bool {
        var hash: Int32 = 0
        guard X509_get_signature_info(pointer, &hash, nil, nil, nil) == 1 else { return false }
        return StrongHashID.all.contains(hash)
    }

    /// What it may be used for besides its key usage; `nil` when it says nothing.
    var extendedUsage: [String]? {
        guard X509_get_ext_by_NID(pointer, NID_ext_key_usage, -1) >= 0 else { return nil }
        guard let usage = X509_get_ext_d2i(pointer, NID_ext_key_usage, nil, nil).map({ OpaquePointer($0) }) else { return [] }
        defer { EXTENDED_KEY_USAGE_free(usage) }
        return LibCrypto.each(usage).map { LibCrypto.oid($0) ?? "" }
    }

    private var isExtendedUsageCritical: Bool {
        let place = X509_get_ext_by_NID(pointer, NID_ext_key_usage, -1)
        return place >= 0 && X509_get_ext(pointer, place).map { X509_EXTENSION_get_critical($0) == 1 } == true
    }

    func has(extension nid: Int32) -> Bool { X509_get_ext_by_NID(pointer, nid, -1) >= 0 }

    /// Signing needs digitalSignature or nonRepudiation, said outright, and no extended usage that leaves documents out.
    /// Source: RFC 5280, 4.2.1.3; RFC 9336; ETSI EN 319 412-2, 4.3.2. A time-stamping authority: RFC 3161, 2.3.
    func may(_ use: CertificateUse) -> Bool {
        guard X509_get_extension_flags(pointer) & UInt32(EXFLAG_KUSAGE) != 0,
            X509_get_key_usage(pointer) & UInt32(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) != 0
        else { return false }
        // Who issues certificates signs those, and lists; ETSI EN 319 411-1, 6.5.1.
        guard X509_get_extension_flags(pointer) & UInt32(EXFLAG_CA) == 0 else { return false }
        switch use {
        case .signing: return extendedUsage.map { $0.contains { CertificateUse.documents.contains($0) } } ?? true
        case .timeStamping: return extendedUsage == [CertificateUse.stamp] && isExtendedUsageCritical
        }
    }

    /// Whether an authority may issue certificates for a use: its own extended usage, where it has one, limits theirs.
    func mayIssue(for use: CertificateUse) -> Bool {
        guard let usage = extendedUsage else { return true }
        return usage.contains { each in
            switch use {
            case .signing: CertificateUse.documents.contains(each)
            case .timeStamping: each == CertificateUse.stamp || each == CertificateUse.any
            }
        }
    }
}

enum CertificateUse {
    case signing, timeStamping

    static let stamp = "1.3.6.1.5.5.7.3.8", any = "2.5.29.37.0"

    /// emailProtection, documentSigning (RFC 9336), any, Adobe's and Microsoft's document signing.
    static let documents: Set<String> = [
        "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "2.5.29.37.0", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12",
    ]
}

/// The hashes that are strong enough, as libcrypto numbers them.
enum StrongHashID {
    static let all: Set<Int32> = [NID_sha256, NID_sha384, NID_sha512]

    /// Whether a signature algorithm, such as ecdsa-with-SHA256, uses one of them.
    static func isUsed(by signature: Int32) -> Bool {
        var hash: Int32 = 0
        return OBJ_find_sigid_algs(signature, &hash, nil) == 1 && all.contains(hash)
    }
}
