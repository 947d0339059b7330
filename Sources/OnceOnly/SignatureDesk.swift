public import Documents
public import Expressions
import Foundation
package import Signatures
public import Vocabulary

/// Checks files on their way into the store: their signatures, and who made them. An intake service that keeps papers has one for each task.
public struct SignatureDesk {
    public let signers: Signers
    private let verifier: SignatureVerifier
    private let succession: IssuerSuccession

    /// - Parameter trust: the folder of roots and signers.
    public init(_ trust: TrustFolder, _ vocabulary: Vocabulary) throws(TrustError) {
        verifier = try trust.verifier()
        signers = try trust.signers(vocabulary)
        succession = IssuerSuccession(vocabulary)
    }

    /// What checking a content comes to for a paper that is said to be an issuer's, as the store keeps it.
    ///
    /// - Parameters:
    ///   - content: the whole file; of more than `SignatureVerifier.maximumSize` bytes it is `too-large`.
    ///   - now: seconds since 1970, UTC.
    ///   - today: the day it is in Viet Nam.
    public func record(of content: [UInt8], issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind, at now: Int, on today: PartialDate) -> SignatureRecord {
        judged(check(content, at: now, on: today), issuer: issuer, from: origin, as: kind)
    }

    /// What checking the file alone comes to: nothing is reused by it before `judged`.
    package func check(_ content: [UInt8], at now: Int, on today: PartialDate) -> SignatureRecord {
        SignatureRecord(verifier.verification(of: content, content: nil, at: now), on: today)
    }

    /// The same, with who signed held against the list.
    package func judged(_ record: SignatureRecord, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        record.judged(by: signers.list, issuer: issuer, from: origin, as: kind, succession)
    }

    /// What to keep of a paper that did not pass, now that its file was checked again.
    ///
    /// - Parameters:
    ///   - known: what was kept so far.
    ///   - file: the new check of the file alone.
    /// - Returns: what settles the matter. Where the new check turns on what was supplied for it (its revocation lists are too old, say),
    ///   what was found once stays, and counts again where its signer is listed by now: the file was sound when it came, and nothing is
    ///   known against it. Where nobody could look, what nobody had looked at stays so.
    package func rechecked(_ known: SignatureRecord, with file: SignatureRecord, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        let reason = file.reason.flatMap(SignatureReason.init(rawValue:))
        if file.verdict == .passed || reason?.turnsOnMaterial == false && reason?.isUnseen == false { return kept(known, or: judged(file, issuer: issuer, from: origin, as: kind)) }
        if known.verdict == .unchecked { return reason?.isUnseen == true ? known : file }
        if reason?.isUnseen == true { return kept(known, or: file) }
        return kept(known, or: judged(known, issuer: issuer, from: origin, as: kind))
    }

    /// The day of a check that finds what was known is no news.
    private func kept(_ known: SignatureRecord, or found: SignatureRecord) -> SignatureRecord {
        found.verdict == known.verdict && found.reason == known.reason ? known : found
    }
}

extension SignatureRecord {
    /// The check of the file alone.
    ///
    /// - Parameter today: the day of the check in Viet Nam.
    package init(_ verification: Verification, on today: PartialDate) {
        let verdict: Verdict = switch verification.verdict {
        case .passed: .passed
        case .failed: .failed
        case .undetermined: .undetermined
        }
        self.init(
            verdict: verdict, reason: verification.reason.rawValue,
            signers: verification.signatures.map { signature in
                Signer(
                    name: signature.signer, signedAt: signature.signedAt.map { Date(timeIntervalSince1970: TimeInterval($0)).formatted(.iso8601) },
                    isTimeProven: signature.isTimeProven, coversWholeFile: signature.coversWholeFile, reason: signature.reason.rawValue,
                    identity: signature.certificate.map { SignerIdentity($0) })
            }, checkedOn: today)
    }
}

extension SignerIdentity {
    fileprivate init(_ certificate: SigningCertificate) {
        let subject = certificate.subject.map { (SubjectAttribute(rawValue: $0.key.rawValue), $0.value) }
        self.init(
            certificate: certificate.fingerprint, issuers: certificate.issuers,
            subject: Dictionary(uniqueKeysWithValues: subject.compactMap { attribute, values in attribute.map { ($0, values) } }))
    }
}
