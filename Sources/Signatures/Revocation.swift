import CLibCrypto

/// What is known of one certificate's revocation.
enum RevocationFact {
    case good
    /// Since when, in seconds since 1970.
    case revoked(Int)
}

/// Whether a certificate was revoked at a time, from the lists and answers that were supplied.
///
/// Source: ETSI EN 319 102-1, clauses 5.2.5 and 5.2.6. Data are fresh when they are newer than the proven time, or when it lies
/// before their next update. Without a next update only newer ones are.
struct RevocationCheck {
    let trust: TrustMaterial
    let time: Int
    let now: Int

    /// `nil` when fresh data of the right issuer say it was good.
    func fault(of certificate: Certificate, issuedBy issuer: Certificate) -> SignatureReason? {
        let facts = trust.ocspResponses.flatMap { $0.facts(about: certificate, issuedBy: issuer, self) }
            + trust.revocationLists.compactMap { $0.fact(about: certificate, issuedBy: issuer, self) }
        if facts.isEmpty { return .revocationUnknown }
        let isRevoked = facts.contains { fact in if case .revoked(let since) = fact { since <= time } else { false } }
        return isRevoked ? .revoked : nil
    }

    /// Whether data of this age say something about the time in question.
    func isFresh(_ thisUpdate: Int, until nextUpdate: Int?) -> Bool { thisUpdate <= now && (thisUpdate >= time || nextUpdate.map { $0 >= time } == true) }
}

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
            check.isFresh(thisUpdate, until: nextUpdate), StrongHashID.isUsed(by: X509_CRL_get_signature_nid(pointer)), let key = issuer.key,
            X509_CRL_verify(pointer, key) == 1
        else {
            ERR_clear_error()
            return nil
        }
        var entry: OpaquePointer?
        guard X509_CRL_get0_by_cert(pointer, &entry, certificate.pointer) > 0, let entry else {
            // A list may leave out what expired before it was made.
            return certificate.notAfter.map { thisUpdate <= $0 } == true ? .good : nil
        }
        guard let since = LibCrypto.seconds(X509_REVOKED_get0_revocationDate(entry)) else { return .revoked(.min) }
        return .revoked(min(since, Self.invalidity(entry) ?? since))
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

/// An OCSP response. Source: RFC 6960.
struct OCSPAnswers {
    private let owned: Owned
    private var pointer: OpaquePointer { owned.pointer }

    init?(der: [UInt8]) {
        guard let read = LibCrypto.whole(der, { d2i_OCSP_RESPONSE(nil, $0, $1) }), let response = Owned(read.value, { OCSP_RESPONSE_free($0) }), read.isWhole,
            OCSP_response_status(response.pointer) == OCSP_RESPONSE_STATUS_SUCCESSFUL,
            let owned = Owned(OCSP_response_get1_basic(response.pointer), { OCSP_BASICRESP_free($0) })
        else {
            ERR_clear_error()
            return nil
        }
        self.owned = owned
    }

    func facts(about certificate: Certificate, issuedBy issuer: Certificate, _ check: RevocationCheck) -> [RevocationFact] {
        let answers = (0..<max(0, OCSP_resp_count(pointer))).compactMap { OCSP_resp_get0(pointer, $0) }.filter { Self.isAbout($0, certificate, issuer) }
        guard !answers.isEmpty, isSigned(for: issuer) else { return [] }
        return answers.compactMap { answer in
            var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?, this: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var next: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?, why: Int32 = 0
            let status = OCSP_single_get0_status(answer, &why, &revokedAt, &this, &next)
            guard let thisUpdate = LibCrypto.seconds(this), check.isFresh(thisUpdate, until: LibCrypto.seconds(next)) else { return nil }
            switch status {
            case V_OCSP_CERTSTATUS_GOOD: return certificate.notAfter.map { thisUpdate <= $0 } == true ? .good : nil
            case V_OCSP_CERTSTATUS_REVOKED: return .revoked(LibCrypto.seconds(revokedAt) ?? .min)
            default: return nil
            }
        }
    }

    private static func isAbout(_ answer: OpaquePointer, _ certificate: Certificate, _ issuer: Certificate) -> Bool {
        guard let id = OCSP_SINGLERESP_get0_id(answer), OCSP_SINGLERESP_get_ext_by_critical(answer, 1, -1) < 0 else { return false }
        var algorithm: OpaquePointer?
        guard OCSP_id_get0_info(nil, &algorithm, nil, nil, id) == 1,
            let hash = EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm))),
            let own = Owned(OCSP_cert_to_id(hash, certificate.pointer, issuer.pointer), { OCSP_CERTID_free($0) })
        else {
            ERR_clear_error()
            return false
        }
        return OCSP_id_cmp(id, own.pointer) == 0
    }

    /// Signed by the issuer itself, or by a responder it appointed whose own revocation is waived (RFC 6960, 4.2.2.2), with a strong
    /// hash and key, while that certificate was valid.
    private func isSigned(for issuer: Certificate) -> Bool {
        guard let produced = LibCrypto.seconds(OCSP_resp_get0_produced_at(pointer)), let algorithm = OCSP_resp_get0_tbs_sigalg(pointer),
            StrongHashID.isUsed(by: OBJ_obj2nid(algorithm.pointee.algorithm)), let store = Owned(X509_STORE_new(), { X509_STORE_free($0) }),
            X509_STORE_add_cert(store.pointer, issuer.pointer) == 1, let parameters = X509_STORE_get0_param(store.pointer),
            let others = LibCrypto.stack([issuer.pointer])
        else { return false }
        X509_VERIFY_PARAM_set_time(parameters, produced)
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        let isGood = OCSP_basic_verify(pointer, others.pointer, store.pointer, UInt(OCSP_NOEXPLICIT)) == 1
        ERR_clear_error()
        var found: OpaquePointer?
        guard isGood, OCSP_resp_get0_signer(pointer, &found, others.pointer) == 1, let signer = found.flatMap(Certificate.init(sharing:)) else { return false }
        return signer.isSame(as: issuer) || (signer.has(extension: NID_id_pkix_OCSP_noCheck) && signer.hasStrongKey && signer.isStronglySigned)
    }
}
