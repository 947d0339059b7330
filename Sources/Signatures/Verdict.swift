/// What the check of a signature comes to. Source: ETSI EN 319 102-1 v1.3.1, clause 5.1.3.
public enum SignatureVerdict: String, Sendable, Hashable, CaseIterable {
    /// TOTAL-PASSED: nothing is left to doubt.
    case passed
    /// TOTAL-FAILED: it is shown to be wrong.
    case failed
    /// INDETERMINATE: what was supplied neither shows it right nor wrong.
    case undetermined
}

/// What one signature of a file came to.
public struct SignatureResult: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case signature
        /// A time-stamp over the whole document (ETSI.RFC3161).
        case timeStamp = "time-stamp"
    }

    public let kind: Kind
    public let reason: SignatureReason
    /// Nothing follows what it signed.
    public let coversWholeFile: Bool
    /// The common name in the signing certificate; `nil` where none was found. A personal value.
    public let signer: String?
    /// That certificate; `nil` where none was found, and for a time-stamp, whose authority signs no document.
    public let certificate: SigningCertificate?
    /// Seconds since 1970: the proven time, else the one the signer claims; `nil` where there is neither.
    public let signedAt: Int?
    /// Whether a time-stamp of a trusted authority proves `signedAt`.
    public let isTimeProven: Bool
    /// Whether a time-stamp of its own proves nothing, and for more than that time went by: its authority is not trusted, say, or was revoked.
    public let distrustsTimeStamp: Bool

    public var verdict: SignatureVerdict { reason.verdict }

    init(
        kind: Kind, reason: SignatureReason, coversWholeFile: Bool, signer: String?, certificate: SigningCertificate?, signedAt: Int?, isTimeProven: Bool,
        distrustsTimeStamp: Bool = false
    ) {
        (self.kind, self.reason, self.coversWholeFile, self.signer, self.certificate) = (kind, reason, coversWholeFile, signer, certificate)
        (self.signedAt, self.isTimeProven, self.distrustsTimeStamp) = (signedAt, isTimeProven, distrustsTimeStamp)
    }

    func with(_ reason: SignatureReason) -> SignatureResult {
        SignatureResult(
            kind: kind, reason: reason, coversWholeFile: coversWholeFile, signer: signer, certificate: certificate, signedAt: signedAt, isTimeProven: isTimeProven,
            distrustsTimeStamp: distrustsTimeStamp)
    }
}

/// What all signatures of a file came to.
public struct Verification: Sendable, Hashable {
    /// The first thing that keeps the file from passing; else `valid`.
    public let reason: SignatureReason
    /// In the order in which they stand in the file.
    public let signatures: [SignatureResult]

    public var verdict: SignatureVerdict { reason.verdict }

    /// What it comes to for who knows whose paper it has to be and finds no signer listed for that one.
    public var withoutListedSigner: Verification { verdict == .passed ? Verification(.signerNotListed, signatures) : self }

    private init(_ reason: SignatureReason, _ signatures: [SignatureResult]) {
        self.reason = reason
        self.signatures = signatures
    }

    /// A file that could not be looked into.
    init(_ reason: SignatureReason) {
        self.reason = reason
        signatures = []
    }

    /// Passed only when every signature did; a time-stamp alone signs nothing.
    ///
    /// - Parameter doubt: something about the file beside its signatures.
    init(_ signatures: [SignatureResult], doubt: SignatureReason? = nil) {
        self.signatures = signatures
        // That a later signature did not pass says less than why it did not.
        let first = signatures.first { $0.verdict == .failed } ?? signatures.first { $0.verdict == .undetermined && $0.reason != .laterSignature }
            ?? signatures.first { $0.verdict == .undetermined }
        let isSigned = signatures.contains { $0.kind == .signature }
        switch (first?.reason, doubt) {
        case (let reason?, _) where reason.verdict == .failed: self.reason = reason
        case (_, let doubt?): self.reason = doubt
        case (let reason?, nil): self.reason = reason
        case (nil, nil): self.reason = isSigned ? .valid : .notSigned
        }
    }
}
