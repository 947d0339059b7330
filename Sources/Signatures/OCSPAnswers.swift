import CLibCrypto

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
            guard let thisUpdate = LibCrypto.seconds(this), check.isKnown(thisUpdate) else { return nil }
            let isFresh = check.isFresh(thisUpdate, until: LibCrypto.seconds(next))
            switch status {
            case V_OCSP_CERTSTATUS_GOOD: return isFresh && certificate.notAfter.map { thisUpdate <= $0 } == true ? .good : nil
            case V_OCSP_CERTSTATUS_REVOKED where isFresh || why != CRL_REASON_CERTIFICATE_HOLD: return .revoked(LibCrypto.seconds(revokedAt) ?? .min)
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
        return withExtendedLifetime(own) { OCSP_id_cmp(id, own.pointer) == 0 }
    }

    /// Signed by the issuer itself, or by a responder it appointed whose own revocation is waived (RFC 6960, 4.2.2.2), with a strong
    /// hash and key, while that certificate was valid.
    private func isSigned(for issuer: Certificate) -> Bool {
        guard let produced = LibCrypto.seconds(OCSP_resp_get0_produced_at(pointer)), let algorithm = OCSP_resp_get0_tbs_sigalg(pointer),
            StrongHashID.isUsed(by: OBJ_obj2nid(algorithm.pointee.algorithm)), let store = Owned(X509_STORE_new(), { X509_STORE_free($0) }),
            X509_STORE_add_cert(store.pointer, issuer.pointer) == 1, let parameters = X509_STORE_get0_param(store.pointer),
            let others = LibCrypto.stack([issuer.pointer])
        else { return false }
        let signer: Certificate? = withExtendedLifetime((store, others, issuer)) {
            X509_VERIFY_PARAM_set_time(parameters, produced)
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
            let isGood = OCSP_basic_verify(pointer, others.pointer, store.pointer, UInt(OCSP_NOEXPLICIT)) == 1
            ERR_clear_error()
            var found: OpaquePointer?
            guard isGood, OCSP_resp_get0_signer(pointer, &found, others.pointer) == 1 else { return nil }
            return found.flatMap(Certificate.init(sharing:))
        }
        guard let signer else { return false }
        return signer.isSame(as: issuer) || (signer.has(extension: NID_id_pkix_OCSP_noCheck) && signer.hasStrongKey && signer.isStronglySigned)
    }
}
