public import Diagnostics

/// Why a signature passed, failed or is undetermined; a closed list. Clauses are those of ETSI EN 319 102-1 v1.3.1 where nothing
/// else is named. What it calls INDETERMINATE is undetermined here too: a revoked certificate, for one, leaves open whether the
/// signature is older than the revocation.
public enum SignatureReason: String, Sendable, Hashable, CaseIterable {
    /// Everything holds. TOTAL-PASSED, clause 5.1.3.
    case valid
    /// The signature or its container is not built as its format demands. FORMAT_FAILURE, clause 5.2.2.
    case malformed
    /// The byte range is not the whole revision around the signature itself. FORMAT_FAILURE; ISO 32000-2, 12.8.1; ETSI EN 319 142-1, 5.3.
    case rangeBroken = "range-broken"
    /// The content is not what was signed. HASH_FAILURE, clause 5.2.7.4.
    case contentChanged = "content-changed"
    /// What follows the signed revision is more than later signatures may add. ISO 32000-2, 12.8.2.2; ETSI EN 319 142-1, 5.4.
    case changedAfterSigning = "changed-after-signing"
    /// The signature value does not verify with the certificate's key. SIG_CRYPTO_FAILURE, clause 5.2.7.4.
    case signatureBroken = "signature-broken"
    /// It existed before its certificate was valid. NOT_YET_VALID, clause 5.5.4.
    case notYetValid = "not-yet-valid"
    /// The signing certificate is not supplied. NO_SIGNING_CERTIFICATE_FOUND, clause 5.2.3.
    case certificateMissing = "certificate-missing"
    /// The signature does not name the certificate it was made with, or names another. NO_SIGNING_CERTIFICATE_FOUND, clause 5.2.3.4; RFC 5035.
    case certificateNotBound = "certificate-not-bound"
    /// The detached content was not supplied. SIGNED_DATA_NOT_FOUND, clause 5.2.7.4.
    case contentMissing = "content-missing"
    /// A hash below SHA-256, RSA below 2048 bits, or another curve than P-256, P-384, P-521, in the signature or above it.
    /// CRYPTO_CONSTRAINTS_FAILURE, clause 5.2.8; ETSI TS 119 312.
    case algorithmTooWeak = "algorithm-too-weak"
    /// No chain leads to a configured root. NO_CERTIFICATE_CHAIN_FOUND, clause 5.2.6.
    case untrusted
    /// A chain is there, and a certificate in it may not stand where it stands. CERTIFICATE_CHAIN_GENERAL_FAILURE, clause 5.2.6; RFC 5280, 6.1.
    case chainBroken = "chain-broken"
    /// The certificate was issued for something else than signing documents. CHAIN_CONSTRAINTS_FAILURE, clause 5.2.6; RFC 5280, 4.2.1.3 and 4.2.1.12; RFC 9336.
    case wrongUsage = "wrong-usage"
    /// A certificate had expired at the time that is proven. OUT_OF_BOUNDS_NO_POE, clause 5.5.4.
    case expired
    /// A certificate is revoked and nothing proves that the signature is older. REVOKED_NO_POE, REVOKED_CA_NO_POE, clause 5.5.4.
    case revoked
    /// No fresh revocation list or OCSP response of the right issuer was supplied. TRY_LATER, clause 5.2.5 and 5.2.6.
    case revocationUnknown = "revocation-unknown"
    /// A time-stamp is there, and is not one of this signature. Clause 5.4; RFC 3161, 2.4.2.
    case timeStampBroken = "time-stamp-broken"
    /// It claims to be made after the check. Clause 5.2.6: a time that has not come yet is a wrong one.
    case claimedLater = "claimed-later"
    /// Something stands in the file that no part of the message needs, and that others may read instead of it. RFC 5652; RFC 7468, 3.
    case moreThanMessage = "more-than-message"
    /// A signature added later did not pass. ETSI EN 319 142-1, 5.4.
    case laterSignature = "later-signature"
    /// What follows could be permitted; it is not judged here. ISO 32000-2, 12.8.2.2 and 12.8.2.4.
    case changesNotJudged = "changes-not-judged"
    /// A signature stands in the file where no field leads to it. ISO 32000-2, 12.7.5.5.
    case unreachable
    /// It is sound, and nobody who signed is listed for the authority whose paper it is said to be. Only who knows that authority can say
    /// so. SIG_CONSTRAINTS_FAILURE, clause 5.2.8.
    case signerNotListed = "signer-not-listed"
    /// The file bears no signature. Clause 5.1.2.
    case notSigned = "not-signed"
    /// The file is encrypted. ISO 32000-2, 7.6.
    case encrypted
    /// A kind of file or signature that is not checked here. Clause 5.1.2.
    case unsupported
    /// The file cannot be read under the strict rules, so nothing is known of its signatures. ISO 32000-2, 7.5.
    case unreadable
    /// The file is larger or deeper than what is checked.
    case tooLarge = "too-large"

    public var verdict: SignatureVerdict {
        switch self {
        case .valid: .passed
        case .malformed, .rangeBroken, .contentChanged, .changedAfterSigning, .signatureBroken, .notYetValid: .failed
        case .certificateMissing, .certificateNotBound, .contentMissing, .algorithmTooWeak, .untrusted, .chainBroken, .wrongUsage, .expired, .revoked,
            .revocationUnknown, .timeStampBroken, .claimedLater, .moreThanMessage, .laterSignature, .changesNotJudged, .unreachable, .signerNotListed, .notSigned, .encrypted, .unsupported, .unreadable,
            .tooLarge: .undetermined
        }
    }

    /// Whether the same file may pass with other certificates and revocation data or on another day, so that nothing is settled of it.
    package var turnsOnMaterial: Bool {
        switch self {
        case .notYetValid, .certificateMissing, .contentMissing, .untrusted, .chainBroken, .expired, .revocationUnknown, .claimedLater, .laterSignature: true
        case .valid, .malformed, .rangeBroken, .contentChanged, .changedAfterSigning, .signatureBroken, .certificateNotBound, .algorithmTooWeak, .wrongUsage, .revoked,
            .timeStampBroken, .moreThanMessage, .changesNotJudged, .unreachable, .signerNotListed, .notSigned, .encrypted, .unsupported, .unreadable, .tooLarge: false
        }
    }

    /// Whether it comes with time alone and says nothing against the signature: what was found sound before may stand.
    package var comesWithTime: Bool { self == .expired || self == .revocationUnknown }

    /// Whether nobody could look into the file, so that it is not even known whether it is signed.
    package var isUnseen: Bool {
        switch self {
        case .encrypted, .unsupported, .unreadable, .tooLarge: true
        case .valid, .malformed, .rangeBroken, .contentChanged, .changedAfterSigning, .signatureBroken, .notYetValid, .certificateMissing, .certificateNotBound, .contentMissing,
            .algorithmTooWeak, .untrusted, .chainBroken, .wrongUsage, .expired, .revoked, .revocationUnknown, .timeStampBroken, .claimedLater, .moreThanMessage, .laterSignature,
            .changesNotJudged, .unreachable, .signerNotListed, .notSigned: false
        }
    }

    /// A sentence for people.
    public var words: LocalizedText {
        switch self {
        case .valid: LocalizedText(vi: "chữ ký hợp lệ", en: "the signature is valid")
        case .malformed: LocalizedText(vi: "chữ ký không đúng định dạng", en: "the signature is not built as its format demands")
        case .rangeBroken: LocalizedText(vi: "phạm vi ký không bao trọn nội dung quanh chữ ký", en: "the signed range is not everything around the signature")
        case .contentChanged: LocalizedText(vi: "nội dung khác với nội dung đã ký", en: "the content is not what was signed")
        case .changedAfterSigning: LocalizedText(vi: "tệp bị sửa sau khi ký", en: "the file was changed after signing")
        case .signatureBroken: LocalizedText(vi: "giá trị chữ ký không khớp với chứng thư số", en: "the signature does not verify with its certificate")
        case .notYetValid: LocalizedText(vi: "ký khi chứng thư số chưa có hiệu lực", en: "it was signed before the certificate was valid")
        case .certificateMissing: LocalizedText(vi: "thiếu chứng thư số của người ký", en: "the signing certificate is missing")
        case .certificateNotBound: LocalizedText(vi: "chữ ký không chỉ rõ chứng thư số đã dùng, hoặc chỉ chứng thư khác", en: "the signature does not name its certificate, or names another")
        case .contentMissing: LocalizedText(vi: "thiếu nội dung đã ký; hãy nêu bằng --content", en: "the signed content is missing; name it with --content")
        case .algorithmTooWeak: LocalizedText(vi: "thuật toán ký hoặc băm quá yếu", en: "an algorithm is too weak")
        case .untrusted: LocalizedText(vi: "không dẫn tới chứng thư gốc nào được tin", en: "no chain leads to a trusted root")
        case .chainBroken: LocalizedText(vi: "chuỗi chứng thư số không hợp lệ", en: "the chain of certificates is not valid")
        case .wrongUsage: LocalizedText(vi: "chứng thư số không được cấp để ký văn bản", en: "the certificate was not issued for signing documents")
        case .expired: LocalizedText(vi: "chứng thư số hết hạn, không có dấu thời gian chứng minh ký trước đó", en: "a certificate is expired, and nothing proves that the signature is older")
        case .revoked: LocalizedText(vi: "chứng thư số bị thu hồi, không có gì chứng minh ký trước đó", en: "a certificate is revoked, and nothing proves that the signature is older")
        case .revocationUnknown: LocalizedText(vi: "chưa biết chứng thư số có bị thu hồi không: thiếu CRL hoặc OCSP còn mới", en: "whether a certificate is revoked is not known: no fresh CRL or OCSP response")
        case .timeStampBroken: LocalizedText(vi: "dấu thời gian không phải của chữ ký này", en: "the time-stamp is not one of this signature")
        case .claimedLater: LocalizedText(vi: "thời điểm ký tự khai chưa tới", en: "it claims a time of signing that has not come yet")
        case .moreThanMessage: LocalizedText(vi: "tệp chứa thêm phần không thuộc thông điệp đã ký", en: "the file holds more than the signed message")
        case .laterSignature: LocalizedText(vi: "một chữ ký thêm sau đó chưa đạt", en: "a signature that was added later did not pass")
        case .changesNotJudged: LocalizedText(vi: "có thay đổi sau khi ký mà ở đây không xét", en: "there are later changes that are not judged here")
        case .unreachable: LocalizedText(vi: "trong tệp có chữ ký không thuộc trường nào", en: "the file holds a signature no field leads to")
        case .signerNotListed: LocalizedText(vi: "người ký không có trong danh sách ký thay cơ quan đã nêu", en: "the signer is not listed for the authority it is said to be of")
        case .notSigned: LocalizedText(vi: "tệp không có chữ ký", en: "the file bears no signature")
        case .encrypted: LocalizedText(vi: "tệp bị mã hóa", en: "the file is encrypted")
        case .unsupported: LocalizedText(vi: "loại tệp hoặc chữ ký này chưa kiểm được", en: "this kind of file or signature is not checked")
        case .unreadable: LocalizedText(vi: "không đọc được tệp", en: "the file cannot be read")
        case .tooLarge: LocalizedText(vi: "tệp quá lớn hoặc quá sâu", en: "the file is too large or too deep")
        }
    }
}
