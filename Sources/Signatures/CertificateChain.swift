import CLibCrypto

/// A certificate's way up to a configured root, at a time. Source: RFC 5280, clause 6; ETSI EN 319 102-1, clause 5.2.6.
struct CertificateChain {
    let trust: TrustMaterial
    /// Certificates the signature brought along. They are looked through, never trusted.
    let supplied: [Certificate]

    /// What keeps a certificate from being trusted for a use at a time; `nil` when nothing does.
    ///
    /// - Parameters:
    ///   - time: when the signature is proven to have existed, in seconds since 1970.
    ///   - now: when it is checked; revocation data from after it are not looked at.
    func fault(of certificate: Certificate, for use: CertificateUse, at time: Int, now: Int) -> SignatureReason? {
        judged(certificate, for: use, at: time, now: now).fault
    }

    /// The same, with the way up: from the certificate to a root, empty where none was found.
    func judged(_ certificate: Certificate, for use: CertificateUse, at time: Int, now: Int) -> (fault: SignatureReason?, path: [Certificate]) {
        switch path(of: certificate, at: time) {
        // That it ran out says least of all there may be against it: who revokes a certificate does not unrevoke it when its days are over.
        case .failure(let fault) where fault.reason == .expired: judgedBeyondItsDays(certificate, for: use, at: time, now: now)
        case .failure(let fault): (fault.reason, [])
        case .success(let path): (fault(of: path, certificate, for: use, at: time, now: now), path)
        }
    }

    /// One on whose way up something is expired: what else is against it, else that.
    private func judgedBeyondItsDays(_ certificate: Certificate, for use: CertificateUse, at time: Int, now: Int) -> (fault: SignatureReason?, path: [Certificate]) {
        switch path(of: certificate, at: nil) {
        case .failure(let fault): return (fault.reason, [])
        case .success(let path):
            let fault = fault(of: path, certificate, for: use, at: time, now: now)
            // Nobody tells of what is over that it is good.
            return fault == nil || fault == .revocationUnknown ? (.expired, []) : (fault, path)
        }
    }

    private func fault(of chain: [Certificate], _ certificate: Certificate, for use: CertificateUse, at time: Int, now: Int) -> SignatureReason? {
        for (place, link) in chain.enumerated() {
            // What a root is, its owner vouched for by configuring it.
            if trust.isRoot(link) { break }
            guard link.hasStrongKey, link.isStronglySigned else { return .algorithmTooWeak }
            if place > 0, !link.isAuthority { return .chainBroken }
            if place > 0, !link.mayIssue(for: use) { return .wrongUsage }
        }
        guard chain.allSatisfy(\.hasStrongKey) else { return .algorithmTooWeak }
        guard certificate.may(use) else { return .wrongUsage }
        let revocation = RevocationCheck(trust: trust, time: time, now: now)
        for (link, issuer) in zip(chain, chain.dropFirst()) where !trust.isRoot(link) {
            if let reason = revocation.fault(of: link, issuedBy: issuer) { return reason }
        }
        return nil
    }

    struct Fault: Error { let reason: SignatureReason }

    /// - Parameter time: `nil` for a way up whose certificates may be expired, or not valid yet.
    private func path(of certificate: Certificate, at time: Int?) -> Result<[Certificate], Fault> {
        guard let context = Owned(X509_STORE_CTX_new(), { X509_STORE_CTX_free($0) }), let others = LibCrypto.stack((supplied + trust.certificates).map(\.pointer)),
            X509_STORE_CTX_init(context.pointer, trust.store.pointer, certificate.pointer, others.pointer) == 1,
            let parameters = X509_STORE_CTX_get0_param(context.pointer)
        else { return .failure(Fault(reason: .chainBroken)) }
        // The context borrows all of them.
        return withExtendedLifetime((context, others, certificate, supplied, trust)) {
            // Where a time is set, libcrypto heeds it, whatever the flag says.
            if let time { X509_VERIFY_PARAM_set_time(parameters, time) }
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN | (time == nil ? X509_V_FLAG_NO_CHECK_TIME : 0)))
            X509_VERIFY_PARAM_set_depth(parameters, 8)
            let isGood = X509_verify_cert(context.pointer) == 1
            ERR_clear_error()
            guard isGood else { return .failure(Fault(reason: Self.reason(X509_STORE_CTX_get_error(context.pointer)))) }
            return .success(LibCrypto.each(X509_STORE_CTX_get0_chain(context.pointer)).compactMap(Certificate.init(sharing:)))
        }
    }

    private static func reason(_ error: Int32) -> SignatureReason {
        switch error {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_CHAIN_TOO_LONG:
            .untrusted
        case X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK: .algorithmTooWeak
        default: .chainBroken
        }
    }
}
