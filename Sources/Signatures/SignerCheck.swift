/// The checks of one CMS signature that need neither trust nor time, then those that do. Source: ETSI EN 319 102-1, clauses 5.2, 5.5.
struct SignerCheck {
    let trust: TrustMaterial
    let signer: CMSSigner

    /// Format, signing certificate, hash, value, strength, in the order of clause 5.3.4.
    ///
    /// - Parameter content: what was signed; `nil` when it was not supplied.
    /// - Returns: the certificate it was made with, and what is wrong.
    func integrity(of content: SignedContent?) -> (certificate: Certificate?, fault: SignatureReason?) {
        let candidates = signer.certificates(among: trust.certificates + trust.roots)
        guard let first = candidates.first else { return (nil, .certificateMissing) }
        guard signer.shape.hasSignedAttributes else { return (first, .certificateNotBound) }
        guard signer.namesItsContentType, let signed = signer.messageDigest else { return (first, .malformed) }
        guard let content else { return (first, .contentMissing) }
        guard let certificate = candidates.first(where: signer.isBound(to:)) else { return (first, .certificateNotBound) }
        guard let hash = signer.shape.strongHash else { return (certificate, .algorithmTooWeak) }
        guard signer.shape.fits(certificate) else { return (certificate, .malformed) }
        guard content.digest(hash) == signed else { return (certificate, .contentChanged) }
        guard signer.verifies(with: certificate) else { return (certificate, .signatureBroken) }
        return (certificate, certificate.hasStrongKey ? nil : .algorithmTooWeak)
    }

    /// What a signature comes to at a time at which it is known to exist.
    ///
    /// - Parameters:
    ///   - proven: the earliest time that later time-stamps prove; else the time of the check.
    ///   - now: the time of the check.
    func judged(_ certificate: Certificate, at proven: Int, now: Int) -> Judgement {
        guard let tokens = signer.timeStamps else { return Judgement(reason: .timeStampBroken) }
        var time = proven, stampedAt: Int?, distrusts = false
        for token in tokens {
            guard let stamp = TimeStamp(token, over: [signer.value[...]], trust: trust) else { return Judgement(reason: .timeStampBroken) }
            // One of an authority that is not trusted proves nothing; it does no harm either.
            if let fault = stamp.fault(at: proven, now: now) {
                distrusts = distrusts || !fault.comesWithTime
                continue
            }
            stampedAt = min(stampedAt ?? stamp.time, stamp.time)
            time = min(time, stamp.time)
        }
        let chain = CertificateChain(trust: trust, supplied: signer.message.certificates)
        let found = chain.judged(certificate, for: .signing, at: time, now: now)
        return Judgement(reason: found.fault ?? .valid, stampedAt: stampedAt, path: found.path, distrustsTimeStamp: distrusts)
    }

    struct Judgement {
        var reason: SignatureReason
        /// What its own time-stamps prove, if any.
        var stampedAt: Int?
        /// The way up to a root.
        var path: [Certificate] = []
        /// Whether one of them proves nothing for more than that time went by.
        var distrustsTimeStamp = false
    }
}
