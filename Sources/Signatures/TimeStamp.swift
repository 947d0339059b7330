import CLibCrypto

/// A time-stamp token that is one of given bytes. Source: RFC 3161; ETSI EN 319 102-1, clause 5.4.
struct TimeStamp {
    /// Seconds since 1970.
    let time: Int
    let certificate: Certificate
    private let message: CMSMessage
    private let trust: TrustMaterial

    /// - Returns: `nil` when the token is malformed, weak, of other bytes, or not signed by the certificate it names.
    init?(_ token: [UInt8], padding isPadded: Bool = false, over bytes: [ArraySlice<UInt8>], trust: TrustMaterial) {
        guard let message = try? CMSMessage(token, padding: isPadded), message.shape.contentType == OID.timeStampInfo, let content = message.content, message.signers.count == 1,
            let signer = message.signers.first, let read = LibCrypto.whole(content, { d2i_TS_TST_INFO(nil, $0, $1) }),
            let info = Owned(read.value, { TS_TST_INFO_free($0) }), read.isWhole, TS_TST_INFO_get_version(info.pointer) == 1,
            let time = LibCrypto.seconds(TS_TST_INFO_get_time(info.pointer)), let imprint = TS_TST_INFO_get_msg_imprint(info.pointer),
            let algorithm = TS_MSG_IMPRINT_get_algo(imprint), TS_TST_INFO_get_ext_by_critical(info.pointer, 1, -1) < 0
        else {
            ERR_clear_error()
            return nil
        }
        let object = algorithm.pointee.algorithm
        guard let oid = OBJ_get0_data(object), let hash = StrongHash(oid: Array(UnsafeBufferPointer(start: oid, count: OBJ_length(object)))),
            LibCrypto.digest(hash, of: bytes) == LibCrypto.bytes(TS_MSG_IMPRINT_get_msg(imprint))
        else { return nil }
        let found = SignerCheck(trust: trust, signer: signer).integrity(of: [content[...]])
        guard let certificate = found.certificate, found.fault == nil else { return nil }
        self.time = time
        self.certificate = certificate
        self.message = message
        self.trust = trust
    }

    /// What keeps its authority from being trusted.
    ///
    /// - Parameter proven: when the token is known to exist: the time of a later time-stamp over it, else that of the check.
    func fault(at proven: Int, now: Int) -> SignatureReason? {
        // A time that has not come yet proves that the clock or the token is wrong.
        guard time <= proven else { return .timeStampBroken }
        return CertificateChain(trust: trust, supplied: message.certificates).fault(of: certificate, for: .timeStamping, at: proven, now: now)
    }
}
