import Expressions
package import Vocabulary

extension SignatureRecord {
    /// The same with who signed held against the list of signers: passed only where one of them is listed for the issuer it is said to be
    /// of, or as one whose signature makes a scan good, as far as its kind and where it came from allow it.
    ///
    /// It may be done again whenever the list changes: what the check of the file came to stays with the signers. What is not listed may
    /// have been checked long ago: before it counts, `SignatureDesk` looks whether anything is known against it by now.
    package func judged(by list: SignerList, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind, _ succession: IssuerSuccession) -> SignatureRecord {
        guard wasSound, let checkedOn else { return self }
        let capacities = capacities(by: list, issuer, checkedOn, succession)
        guard !capacities.isDisjoint(with: origin.mayBear(kind.files.signatures)) else {
            return SignatureRecord(verdict: .undetermined, reason: Self.signerNotListed, signers: signers, checkedOn: checkedOn)
        }
        return SignatureRecord(
            verdict: .passed, reason: Self.sound, signers: signers, checkedOn: checkedOn, listing: Listing(issuer: issuer, capacities: capacities))
    }

    /// Whether one who signed is listed for an issuer.
    public func isSigned(for issuer: Issuer, by list: SignerList, _ succession: IssuerSuccession) -> Bool {
        checkedOn.map { capacities(by: list, issuer, $0, succession).contains(.issuer) } ?? false
    }

    private func capacities(by list: SignerList, _ issuer: Issuer?, _ checkedOn: PartialDate, _ succession: IssuerSuccession) -> Set<AcceptedSignature> {
        signers.reduce(into: []) { found, signer in
            guard let identity = signer.identity else { return }
            found.formUnion(list.capacities(of: identity, for: issuer, on: signer.provenOn ?? checkedOn, succession))
        }
    }

    private static let sound = "valid"

    /// Whether the file passed by itself.
    package var wasSound: Bool { verdict == .passed || verdict == .undetermined && reason == Self.signerNotListed }

    /// Whether a certificate it was signed with is known, so that who signed can be held against a list.
    private var isKnownByCertificate: Bool { signers.contains { $0.identity != nil } }

    /// Whether what checking the file came to is enough for a paper of an issuer. Who may have signed it follows from where it came from.
    package func serves(_ accepted: Set<AcceptedSignature>, of issuer: Issuer?, from origin: DocumentOrigin) -> Bool {
        let isUnsigned = verdict == .unchecked || verdict == .undetermined && reason == Self.notSigned
        if accepted.contains(.none), isUnsigned && signers.isEmpty { return true }
        guard verdict == .passed, let listing, listing.issuer == issuer else { return false }
        // As it was decided then: whatever somebody had signed did for what was handed in.
        if listing.predatesLists { return origin == .uploaded || !origin.mayBear(accepted).isEmpty }
        guard isKnownByCertificate else { return false }
        return !listing.capacities.isDisjoint(with: origin.mayBear(accepted))
    }
}

extension DocumentOrigin {
    /// Whose signature counts: a scan an office made bears that of the authority that made it, anything else its issuer's. Nothing tells the
    /// signature under a scan from any other by the same certificate, so only the office that took the paper says that it is one. Where
    /// the kind needs none, any that is there has to be one of these all the same.
    func mayBear(_ accepted: Set<AcceptedSignature>) -> Set<AcceptedSignature> {
        let own: Set<AcceptedSignature> = switch self {
        case .uploaded, .procedureResult, .nationalStore: [.issuer]
        case .digitisedPaper: [.conversion]
        }
        return accepted.contains(.none) ? own : own.intersection(accepted)
    }
}
