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
        judged(check(content, at: now, on: today).record, issuer: issuer, from: origin, as: kind)
    }

    /// What checking the file alone comes to: nothing is reused by it before `judged`.
    ///
    /// - Parameter seen: a day in Viet Nam on which the same file was here already: what happened to its certificates after it says nothing
    ///   against it.
    package func check(_ content: [UInt8], at now: Int, on today: PartialDate, seen: PartialDate? = nil) -> FileCheck {
        let verification = verifier.verification(of: content, content: nil, at: now, seen: seen.flatMap(Self.end))
        return FileCheck(record: SignatureRecord(verification, on: today), distrustsTimeStamps: verification.signatures.map(\.distrustsTimeStamp))
    }

    /// When a day ends in Viet Nam, in seconds since 1970; `nil` where it is not known to the day.
    private static func end(of day: PartialDate) -> Int? {
        PartialDate(dayNumber: 0).flatMap { $0.days(to: day) }.map { ($0 + 1) * 86_400 - 7 * 3_600 - 1 }
    }

    /// The same, with who signed held against the list.
    package func judged(_ record: SignatureRecord, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        record.judged(by: signers.list, issuer: issuer, from: origin, as: kind, succession)
    }

    /// What to keep of a paper that did not pass, now that its file was checked again.
    ///
    /// - Parameters:
    ///   - known: what was kept so far.
    ///   - check: the new check of the file alone.
    /// - Returns: what settles the matter, be it of one signature among several. Where the new check turns on what was supplied for it, what
    ///   was found once stays. It counts again where its signer is listed by now and no more speaks against it than time does (its
    ///   certificate ran out, the revocation lists are too old): the file was sound when it came. Where no way leads to a root any longer, it
    ///   does not: a root may have been taken out. Where nobody could look, what nobody had looked at stays so.
    package func rechecked(_ known: SignatureRecord, with check: FileCheck, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        func judged(_ record: SignatureRecord) -> SignatureRecord { self.judged(record, issuer: issuer, from: origin, as: kind) }
        let file = check.record, isProofLost = check.takesProof(from: known)
        if file.verdict == .passed {
            let found = judged(file), earlier = judged(known)
            // Who was in office when the file came need not be so today.
            return kept(known, or: !isProofLost && found.verdict != .passed && known.wasSound && earlier.verdict == .passed ? earlier : found)
        }
        if file.reason.flatMap(SignatureReason.init(rawValue:))?.isUnseen == true { return known.verdict == .unchecked ? known : kept(known, or: file) }
        if file.isSettled { return kept(known, or: judged(file)) }
        if known.verdict == .unchecked { return file }
        return file.comesWithTime && !isProofLost ? kept(known, or: judged(known)) : known
    }

    /// What to keep of a paper that passed, now that its file was checked again.
    ///
    /// - Parameters:
    ///   - known: what was kept so far.
    ///   - check: the new check of the file alone, seen on the day of the earlier one.
    /// - Returns: what was kept, held against the list, while nothing but time speaks against it; else the new finding, by which it may be lost.
    ///   Where a time-stamp it rested on is distrusted by now, the new finding counts.
    package func upheld(_ known: SignatureRecord, with check: FileCheck, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        func judged(_ record: SignatureRecord) -> SignatureRecord { self.judged(record, issuer: issuer, from: origin, as: kind) }
        let file = check.record
        if check.takesProof(from: known) { return judged(file) }
        return file.verdict == .passed || file.comesWithTime ? judged(known) : file
    }

    /// The day of a check that finds what was known is no news.
    private func kept(_ known: SignatureRecord, or found: SignatureRecord) -> SignatureRecord {
        found.verdict == known.verdict && found.reason == known.reason ? known : found
    }
}

/// What checking a file alone comes to.
package struct FileCheck {
    package let record: SignatureRecord
    /// Of each of its signatures, in their order.
    package let distrustsTimeStamps: [Bool]

    package init(record: SignatureRecord, distrustsTimeStamps: [Bool] = []) {
        self.record = record
        self.distrustsTimeStamps = distrustsTimeStamps
    }

    /// Whether the same file was once proven to have been signed at its time by a time-stamp that is distrusted now.
    fileprivate func takesProof(from known: SignatureRecord) -> Bool {
        zip(known.signers, zip(record.signers, distrustsTimeStamps)).contains { before, now in before.isTimeProven && !now.0.isTimeProven && now.1 }
    }
}

extension SignatureRecord {
    /// Why the file did not pass, and why each of its signatures did not; `nil` stands for a reason nobody knows here.
    private var faults: [SignatureReason?] { ([reason] + signers.map(\.reason)).map { $0.flatMap(SignatureReason.init(rawValue:)) }.filter { $0 != .valid } }

    /// Whether one of its signatures will not pass with whatever else is supplied.
    fileprivate var isSettled: Bool { faults.contains { $0?.turnsOnMaterial != true } }

    /// Whether nothing but time speaks against it. That a later signature did not pass says less than why, which stands with that one.
    fileprivate var comesWithTime: Bool {
        let faults = faults.filter { $0 != .laterSignature }
        return !faults.isEmpty && faults.allSatisfy { $0?.comesWithTime == true }
    }

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
