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
            let signer = message.signers.first, let info = Info(content), let hash = StrongHash(oid: info.hash), LibCrypto.digest(hash, of: bytes) == info.imprint
        else { return nil }
        let found = SignerCheck(trust: trust, signer: signer).integrity(of: SignedContent([content[...]]))
        guard let certificate = found.certificate, found.fault == nil else { return nil }
        time = info.time
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

    /// What the token says.
    private struct Info {
        let time: Int
        let hash: [UInt8]
        let imprint: [UInt8]

        init?(_ content: [UInt8]) {
            guard let read = LibCrypto.whole(content, { d2i_TS_TST_INFO(nil, $0, $1) }), let owned = Owned(read.value, { TS_TST_INFO_free($0) }) else { return nil }
            // All of it is borrowed from what was read.
            let found: (Int, [UInt8], [UInt8])? = withExtendedLifetime(owned) {
                guard read.isWhole, TS_TST_INFO_get_version(owned.pointer) == 1, let time = LibCrypto.seconds(TS_TST_INFO_get_time(owned.pointer)),
                    let imprint = TS_TST_INFO_get_msg_imprint(owned.pointer), let algorithm = TS_MSG_IMPRINT_get_algo(imprint),
                    TS_TST_INFO_get_ext_by_critical(owned.pointer, 1, -1) < 0, let object = algorithm.pointee.algorithm, let oid = OBJ_get0_data(object)
                else { return nil }
                return (time, Array(UnsafeBufferPointer(start: oid, count: OBJ_length(object))), LibCrypto.bytes(TS_MSG_IMPRINT_get_msg(imprint)))
            }
            ERR_clear_error()
            guard let found else { return nil }
            (time, hash, imprint) = found
        }
    }
}
