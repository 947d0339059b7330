import CLibCrypto

/// The certificate a signature was made with, as a list of signers tells certificates apart.
public struct SigningCertificate: Sendable, Hashable {
    /// SHA-256 of it, in hexadecimal digits.
    public let fingerprint: String
    /// Those of the certificates above it, the root last, on the way that was found good; empty where none was.
    public let issuers: [String]
    /// What its subject's name says, by attribute. Personal.
    public let subject: [SubjectAttribute: [String]]

    /// The attributes of a subject's name that tell an office apart. Source: RFC 4519; ETSI EN 319 412-1, 5.1.4.
    public enum SubjectAttribute: String, Sendable, Hashable, CaseIterable {
        case commonName, organization, organizationalUnit, organizationIdentifier, locality, state, serialNumber, userID

        fileprivate var nid: Int32 {
            switch self {
            case .commonName: NID_commonName
            case .organization: NID_organizationName
            case .organizationalUnit: NID_organizationalUnitName
            case .organizationIdentifier: NID_organizationIdentifier
            case .locality: NID_localityName
            case .state: NID_stateOrProvinceName
            case .serialNumber: NID_serialNumber
            case .userID: NID_userId
            }
        }
    }

    init?(_ certificate: Certificate, under chain: some Sequence<Certificate> = []) {
        guard let fingerprint = certificate.fingerprint else { return nil }
        self.fingerprint = fingerprint
        issuers = chain.filter { !$0.isSame(as: certificate) }.compactMap(\.fingerprint)
        var subject: [SubjectAttribute: [String]] = [:]
        for attribute in SubjectAttribute.allCases {
            let values = certificate.subject(attribute.nid)
            if !values.isEmpty { subject[attribute] = values }
        }
        self.subject = subject
    }

    /// - Parameter file: one certificate, DER or PEM.
    /// - Returns: `nil` where it is anything else, or more than one.
    public init?(file: [UInt8]) {
        let blocks = PEM.blocks(file)
        guard blocks.count == 1, let certificate = Certificate(der: blocks[0]) else { return nil }
        self.init(certificate)
    }
}

extension Certificate {
    /// SHA-256 of its DER, in hexadecimal digits.
    fileprivate var fingerprint: String? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE)), length: UInt32 = 0
        guard X509_digest(pointer, EVP_sha256(), &digest, &length) == 1 else { return nil }
        return digest.prefix(Int(length)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// All values of one attribute of its subject's name.
    fileprivate func subject(_ nid: Int32) -> [String] {
        guard let name = X509_get_subject_name(pointer) else { return [] }
        var values: [String] = [], place = X509_NAME_get_index_by_NID(name, nid, -1)
        while place >= 0 {
            // What cannot be read is a value all the same: it is not the one somebody looks for.
            values.append(X509_NAME_get_entry(name, place).flatMap { X509_NAME_ENTRY_get_data($0) }.flatMap(LibCrypto.text) ?? "")
            place = X509_NAME_get_index_by_NID(name, nid, place)
        }
        return values
    }
}
