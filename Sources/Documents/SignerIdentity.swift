import Expressions
import Formats

/// Who made a signature, by what the certificate says. Personal: it is kept under a seal.
public struct SignerIdentity: Sendable, Hashable {
    /// SHA-256 of the certificate, in hexadecimal digits.
    public let certificate: String
    /// Those of the certificates above it, up to a root.
    public let issuers: [String]
    /// The attributes of its subject's name.
    public let subject: [SubjectAttribute: [String]]

    public init(certificate: String, issuers: [String], subject: [SubjectAttribute: [String]]) {
        self.certificate = certificate
        self.issuers = issuers
        self.subject = subject
    }

    /// What of a subject's name a list of signers may go by. Source: RFC 4519; ETSI EN 319 412-1, 5.1.4.
    public enum SubjectAttribute: String, Sendable, Hashable, CaseIterable {
        case commonName, organization, organizationalUnit, organizationIdentifier, locality, state, serialNumber, userID
    }
}

extension SignerIdentity {
    var json: JSON {
        let names = subject.sorted { $0.key.rawValue < $1.key.rawValue }.map { (key: $0.key.rawValue, value: JSON.array($0.value.map { .string($0) })) }
        return ["sha256": .string(certificate), "issuers": .array(issuers.map { .string($0) }), "subject": .object(JSONObject(names))]
    }

    init?(json: JSON) {
        func texts(_ json: JSON?) -> [String]? {
            guard let items = json?.array else { return nil }
            let texts = items.compactMap(\.string)
            return texts.count == items.count ? texts : nil
        }
        guard let certificate = json["sha256"]?.string, let issuers = texts(json["issuers"]), let object = json["subject"]?.object else { return nil }
        var subject: [SubjectAttribute: [String]] = [:]
        for (name, value) in object.members {
            guard let attribute = SubjectAttribute(rawValue: name), let values = texts(value) else { return nil }
            subject[attribute] = values
        }
        self.init(certificate: certificate, issuers: issuers, subject: subject)
    }
}

extension SignatureRecord.Signer {
    /// The day in Viet Nam on which a time-stamp proves the signature to be there; `nil` where none does: what a signer claims proves
    /// nothing.
    var provenOn: PartialDate? {
        guard isTimeProven, let signedAt, signedAt.hasSuffix("Z") else { return nil }
        let parts = signedAt.split(separator: "T")
        guard parts.count == 2, let day = PartialDate(String(parts[0])), day.isFull, let hour = Int(parts[1].prefix(2)), (0..<24).contains(hour) else { return nil }
        return hour + 7 < 24 ? day : day.adding(days: 1)
    }
}
