import CLibCrypto

/// A certificate revocation list. Source: RFC 5280, clauses 5 and 6.3.
struct RevocationList {
    private let owned: Owned
    private var pointer: OpaquePointer { owned.pointer }

    init?(der: [UInt8]) {
        guard let read = LibCrypto.whole(der, { d2i_X509_CRL(nil, $0, $1) }), let owned = Owned(read.value, { X509_CRL_free($0) }), read.isWhole else { return nil }
        self.owned = owned
    }

    /// `nil` where it says nothing: of another issuer, too old, out of its scope, or signed by somebody else.
    func fact(about certificate: Certificate, issuedBy issuer: Certificate, _ check: RevocationCheck) -> RevocationFact? {
        guard X509_NAME_cmp(X509_CRL_get_issuer(pointer), X509_get_issuer_name(certificate.pointer)) == 0,
            X509_NAME_cmp(X509_CRL_get_issuer(pointer), X509_get_subject_name(issuer.pointer)) == 0, issuer.signsRevocationLists, isInScope(certificate),
            let thisUpdate = LibCrypto.seconds(X509_CRL_get0_lastUpdate(pointer)), let nextUpdate = LibCrypto.seconds(X509_CRL_get0_nextUpdate(pointer)),
            check.isKnown(thisUpdate), StrongHashID.isUsed(by: X509_CRL_get_signature_nid(pointer)), let key = issuer.key,
            X509_CRL_verify(pointer, key) == 1
        else {
            ERR_clear_error()
            return nil
        }
        let isFresh = check.isFresh(thisUpdate, until: nextUpdate)
        var entry: OpaquePointer?
        guard X509_CRL_get0_by_cert(pointer, &entry, certificate.pointer) > 0, let entry else {
            // A list may leave out what expired before it was made.
            return isFresh && certificate.notAfter.map { thisUpdate <= $0 } == true ? .good : nil
        }
        guard isFresh || !Self.isOnHold(entry) else { return nil }
        guard let since = LibCrypto.seconds(X509_REVOKED_get0_revocationDate(entry)) else { return .revoked(.min) }
        return .revoked(min(since, Self.invalidity(entry) ?? since))
    }

    /// Source: RFC 5280, 5.3.1.
    private static func isOnHold(_ entry: OpaquePointer) -> Bool {
        guard let reason = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nil, nil)?.assumingMemoryBound(to: ASN1_ENUMERATED.self) else { return false }
        defer { ASN1_ENUMERATED_free(reason) }
        return ASN1_ENUMERATED_get(reason) == Int(CRL_REASON_CERTIFICATE_HOLD)
    }

    /// When the key is believed to have been lost. Source: RFC 5280, 5.3.2.
    private static func invalidity(_ entry: OpaquePointer) -> Int? {
        guard let time = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, nil, nil)?.assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self) else { return nil }
        defer { ASN1_GENERALIZEDTIME_free(time) }
        return LibCrypto.seconds(time)
    }

    /// A whole list of direct entries that covers a certificate of this kind. Delta, indirect and partial lists say too little alone.
    private func isInScope(_ certificate: Certificate) -> Bool {
        guard X509_CRL_get_ext_by_NID(pointer, NID_delta_crl, -1) < 0 else { return false }
        var place = X509_CRL_get_ext_by_critical(pointer, 1, -1)
        while place >= 0 {
            guard let found = X509_CRL_get_ext(pointer, place), OBJ_obj2nid(X509_EXTENSION_get_object(found)) == NID_issuing_distribution_point else { return false }
            place = X509_CRL_get_ext_by_critical(pointer, 1, place)
        }
        guard X509_CRL_get_ext_by_NID(pointer, NID_issuing_distribution_point, -1) >= 0 else { return true }
        guard let point = X509_CRL_get_ext_d2i(pointer, NID_issuing_distribution_point, nil, nil)?.assumingMemoryBound(to: ISSUING_DIST_POINT.self) else { return false }
        defer { ISSUING_DIST_POINT_free(point) }
        guard point.pointee.indirectCRL == 0, point.pointee.onlyattr == 0, point.pointee.onlysomereasons == nil else { return false }
        if point.pointee.onlyuser != 0, certificate.isAuthority { return false }
        if point.pointee.onlyCA != 0, !certificate.isAuthority { return false }
        guard let name = point.pointee.distpoint else { return true }
        guard name.pointee.type == 0 else { return false }
        return Self.isNamed(by: certificate, LibCrypto.each(name.pointee.name.fullname))
    }

    /// Whether a certificate says that this is where its list is.
    private static func isNamed(by certificate: Certificate, _ names: [OpaquePointer]) -> Bool {
        guard let points = X509_get_ext_d2i(certificate.pointer, NID_crl_distribution_points, nil, nil).map({ OpaquePointer($0) }) else { return false }
        defer { CRL_DIST_POINTS_free(points) }
        for point in LibCrypto.each(points).map({ UnsafeMutablePointer<DIST_POINT>($0) }) where point.pointee.reasons == nil && point.pointee.CRLissuer == nil {
            guard let name = point.pointee.distpoint, name.pointee.type == 0 else { continue }
            for own in LibCrypto.each(name.pointee.name.fullname) {
                if names.contains(where: { GENERAL_NAME_cmp(UnsafeMutablePointer($0), UnsafeMutablePointer(own)) == 0 }) { return true }
            }
        }
        return false
    }
}
