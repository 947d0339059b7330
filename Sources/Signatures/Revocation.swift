/// What is known of one certificate's revocation.
enum RevocationFact {
    case good
    /// Since when, in seconds since 1970.
    case revoked(Int)
}

/// Whether a certificate was revoked at a time, from the lists and answers that were supplied.
///
/// Source: ETSI EN 319 102-1, clauses 5.2.5 and 5.2.6. Data are fresh when they are newer than the proven time, or when it lies
/// before their next update. Without a next update only newer ones are. That a certificate is revoked is true at any age: it does not
/// come back, unless it was on hold.
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

    /// Whether data of this age say something good about the time in question.
    func isKnown(_ thisUpdate: Int) -> Bool { thisUpdate <= now }

    func isFresh(_ thisUpdate: Int, until nextUpdate: Int?) -> Bool { thisUpdate <= now && (thisUpdate >= time || nextUpdate.map { $0 >= time } == true) }
}
