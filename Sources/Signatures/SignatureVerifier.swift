/// Checks the signatures of a file's bytes: PDF (ETSI.CAdES.detached, adbe.pkcs7.detached, document time-stamps) and CMS, attached or
/// detached. Reads no file, asks no network and trusts nothing but what it was given.
///
/// Source: ETSI EN 319 102-1 v1.3.1; ISO 32000-2, 12.8; RFC 5652.
public final class SignatureVerifier {
    private let trust: TrustMaterial

    /// The largest file that is looked into, in bytes.
    public static let maximumSize = 50 << 20

    public init(trusting trust: SignatureTrust) throws(SignatureTrustError) { self.trust = try TrustMaterial(trust) }

    /// - Parameters:
    ///   - file: a PDF or a CMS message (DER or PEM); anything else is undetermined.
    ///   - content: what a detached CMS message signed.
    ///   - now: the time of the check, in seconds since 1970. It counts as the time of signing where no time-stamp proves an earlier one.
    ///   - seen: when the same file is known to have been there, which counts instead: a proof of existence, ETSI EN 319 102-1, clause 5.6.
    public func verification(of file: [UInt8], content: [UInt8]? = nil, at now: Int, seen: Int? = nil) -> Verification {
        let seen = min(seen ?? now, now)
        guard file.count <= Self.maximumSize, (content?.count ?? 0) <= Self.maximumSize else { return Verification(.tooLarge) }
        if file.starts(with: "%PDF-".utf8) { return pdf(file, seen, now) }
        if file.first == 0x30 { return cms(file, content, seen, now) }
        switch PEM.message(file) {
        case .none: return Verification(.unsupported)
        case .amongOthers: return Verification(.moreThanMessage)
        case .alone(let message): return cms(message, content, seen, now)
        }
    }

    // MARK: CMS

    private func cms(_ bytes: [UInt8], _ content: [UInt8]?, _ seen: Int, _ now: Int) -> Verification {
        let message: CMSMessage
        do { message = try CMSMessage(bytes) } catch { return Verification(error.reason) }
        // A time-stamp token, a receipt and the like are signed messages too, and sign no document.
        guard message.shape.contentType == OID.data else { return Verification(.unsupported) }
        guard message.hasOnlyUsedCertificates(beside: trust.certificates + trust.roots), !Self.isReadAsPDF(bytes, but: message.shape.wholeContent) else { return Verification(.moreThanMessage) }
        let own = message.content
        let isOther = own != nil && content != nil && own != content
        let signed = (own ?? content).map { SignedContent([$0[...]]) }
        return Verification(message.signers.map { signer in
            let check = SignerCheck(trust: trust, signer: signer)
            let found = check.integrity(of: signed)
            let fault = found.fault ?? (isOther ? .contentChanged : nil)
            return result(check, found.certificate, fault, kind: .signature, coversWholeFile: true, claimed: signer.claimedTime, at: seen, seen: seen, now: now)
        })
    }

    /// Readers of PDF look for its beginning among the first bytes of a file, and for its end from behind; neither may stand outside
    /// the content, or lean on what is.
    private static func isReadAsPDF(_ bytes: [UInt8], but content: Range<Int>?) -> Bool {
        let content = content ?? 0..<0
        func isBeside(_ word: String, before end: Int) -> Bool {
            let word = Array(word.utf8), lean = word.count - 1
            return [0..<min(end, content.lowerBound + lean), max(0, content.upperBound - lean)..<max(end, content.upperBound)].contains { range in
                bytes[range.clamped(to: bytes.indices)].firstRange(of: word) != nil
            }
        }
        return isBeside("%PDF-", before: 1024 + 4) || isBeside("startxref", before: bytes.count)
    }

    private func result(
        _ check: SignerCheck, _ certificate: Certificate?, _ fault: SignatureReason?, kind: SignatureResult.Kind, coversWholeFile: Bool, claimed: Int?, at proven: Int, seen: Int,
        now: Int
    ) -> SignatureResult {
        guard fault == nil, let certificate else {
            return SignatureResult(
                kind: kind, reason: fault ?? .certificateMissing, coversWholeFile: coversWholeFile, signer: certificate?.name,
                certificate: certificate.flatMap { SigningCertificate($0) }, signedAt: claimed, isTimeProven: false)
        }
        var judgement = check.judged(certificate, at: proven, now: now)
        if judgement.reason == .valid, let claimed, claimed > now { judgement.reason = .claimedLater }
        let provenAt = judgement.stampedAt ?? (proven < seen ? proven : nil)
        return SignatureResult(
            kind: kind, reason: judgement.reason, coversWholeFile: coversWholeFile, signer: certificate.name,
            certificate: SigningCertificate(certificate, under: judgement.path), signedAt: provenAt ?? claimed, isTimeProven: provenAt != nil,
            distrustsTimeStamp: judgement.distrustsTimeStamp)
    }

    // MARK: PDF

    private func pdf(_ bytes: [UInt8], _ seen: Int, _ now: Int) -> Verification {
        do {
            let file = try PDFFile(bytes)
            let signatures = try PDFSignatureSearch(file).signatures()
            // From the last to the first: a document time-stamp proves the time of all that stand before it.
            var proven = seen, results: [SignatureResult] = [], later: [Int: SignatureReason] = [:], changes = PDFChanges(file)
            for signature in signatures.sorted(by: { ($0.revision, $1.id) < ($1.revision, $0.id) }) {
                let result = try self.result(of: signature, in: file, &changes, later, at: &proven, seen: seen, now: now)
                later[signature.id] = result.reason
                results.append(result)
            }
            results.reverse()
            return Verification(results, doubt: file.bears(unlisted: signatures) ? .unreachable : nil)
        } catch {
            return Verification(error.reason)
        }
    }

    /// - Parameter later: what the signatures after this one came to.
    private func result(
        of signature: PDFSignature, in file: PDFFile, _ changes: inout PDFChanges, _ later: [Int: SignatureReason], at proven: inout Int, seen: Int, now: Int
    ) throws(PDFFault) -> SignatureResult {
        let claimed = signature.claimedTime
        let kind: SignatureResult.Kind = signature.isTimeStamp ? .timeStamp : .signature
        func refused(_ reason: SignatureReason, covers: Bool = false) -> SignatureResult {
            SignatureResult(kind: kind, reason: reason, coversWholeFile: covers, signer: nil, certificate: nil, signedAt: claimed, isTimeProven: false)
        }
        guard let range = signature.range(in: file) else { return refused(.rangeBroken) }
        let coversAll = range.end == file.bytes.count
        guard signature.isSupported else { return refused(.unsupported, covers: coversAll) }
        guard let container = signature.container(in: file) else { return refused(.malformed, covers: coversAll) }
        try file.store.budget.spend(hashed: range.end)
        var result: SignatureResult
        if signature.isTimeStamp {
            result = stamped(container, range.signed, coversAll, at: &proven, now: now)
        } else {
            let message: CMSMessage
            do { message = try CMSMessage(container, padding: true) } catch { return refused(error.reason, covers: coversAll) }
            // Source: ETSI EN 319 142-1, 4.1; ISO 32000-2, 12.8.3.3: detached, one signer.
            guard !message.shape.hasContent, message.shape.contentType == OID.data, message.signers.count == 1, let signer = message.signers.first else {
                return refused(.malformed, covers: coversAll)
            }
            let check = SignerCheck(trust: trust, signer: signer)
            let found = check.integrity(of: SignedContent(range.signed))
            result = self.result(
                check, found.certificate, found.fault, kind: .signature, coversWholeFile: coversAll, claimed: signer.claimedTime.map { max($0, claimed ?? $0) } ?? claimed, at: proven,
                seen: seen, now: now)
        }
        guard result.verdict == .passed, !coversAll else { return result }
        switch try changes.judgement(of: signature, endingAt: range.end) {
        case .forbidden: return result.with(.changedAfterSigning)
        case .undecided: return result.with(.changesNotJudged)
        case .permitted(let added):
            let reasons = added.map { later[$0] ?? .changedAfterSigning }
            if reasons.contains(where: { $0.verdict == .failed }) { return result.with(.changedAfterSigning) }
            return reasons.allSatisfy { $0.verdict == .passed } ? result : result.with(.laterSignature)
        }
    }

    private func stamped(_ token: [UInt8], _ signed: [ArraySlice<UInt8>], _ coversAll: Bool, at proven: inout Int, now: Int) -> SignatureResult {
        guard let stamp = TimeStamp(token, padding: true, over: signed, trust: trust) else {
            return SignatureResult(kind: .timeStamp, reason: .timeStampBroken, coversWholeFile: coversAll, signer: nil, certificate: nil, signedAt: nil, isTimeProven: false)
        }
        let fault = stamp.fault(at: proven, now: now)
        if fault == nil { proven = min(proven, stamp.time) }
        return SignatureResult(
            kind: .timeStamp, reason: fault ?? .valid, coversWholeFile: coversAll, signer: stamp.certificate.name, certificate: nil, signedAt: stamp.time, isTimeProven: fault == nil)
    }
}
