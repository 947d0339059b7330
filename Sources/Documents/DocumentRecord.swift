public import Expressions
public import Formats
public import Vocabulary

/// What is known of one stored document. Personal: it is kept under a seal.
public struct DocumentRecord: Sendable, Hashable {
    /// A reference nobody can guess.
    public let id: String
    public let kind: EvidenceID
    public private(set) var subjects: [DocumentSubject]
    public let particulars: Particulars
    public let provenance: Provenance
    public let file: FileDescription
    public var signature: SignatureRecord
    public var facts: [ProvenFact]
    public var standing: DocumentStanding

    public init(
        id: String, kind: EvidenceID, subjects: [DocumentSubject], particulars: Particulars, provenance: Provenance, file: FileDescription,
        signature: SignatureRecord = .unchecked, facts: [ProvenFact] = [], standing: DocumentStanding = DocumentStanding()
    ) {
        self.id = id
        self.kind = kind
        self.subjects = subjects
        self.particulars = particulars
        self.provenance = provenance
        self.file = file
        self.signature = signature
        self.facts = facts
        self.standing = standing
    }

    /// What the paper says of itself.
    public struct Particulars: Sendable, Hashable {
        public let number: String?
        public let issuer: Issuer?
        public let issued: PartialDate?
        public let validUntil: PartialDate?

        public init(number: String? = nil, issuer: Issuer? = nil, issued: PartialDate? = nil, validUntil: PartialDate? = nil) {
            self.number = number
            self.issuer = issuer
            self.issued = issued
            self.validUntil = validUntil
        }
    }

    /// How it came here.
    public struct Provenance: Sendable, Hashable {
        public let origin: DocumentOrigin
        /// The dossier it came with, by its reference.
        public let dossier: String?
        /// The purpose it was accepted for.
        public let purpose: String?
        public let depositedOn: PartialDate

        public init(origin: DocumentOrigin, dossier: String? = nil, purpose: String? = nil, depositedOn: PartialDate) {
            self.origin = origin
            self.dossier = dossier
            self.purpose = purpose
            self.depositedOn = depositedOn
        }
    }

    public struct FileDescription: Sendable, Hashable {
        public let format: DocumentFormat
        /// In bytes.
        public let size: Int
        /// Of the content as it was deposited, in hexadecimal digits.
        public let sha256: String

        public init(format: DocumentFormat, size: Int, sha256: String) {
            self.format = format
            self.size = size
            self.sha256 = sha256
        }
    }

    /// The record as it stays for the others when one of its subjects is erased: without that subject and what was taken for it.
    public func without(_ subject: DocumentSubject) -> DocumentRecord {
        var record = self
        let roles = Set(subjects.filter { $0.isSameSubject(as: subject) }.map(\.role))
        record.subjects.removeAll { $0.isSameSubject(as: subject) }
        let left = Set(record.subjects.map(\.role))
        record.facts.removeAll { roles.contains($0.role) && !left.contains($0.role) }
        return record
    }

    public func isAbout(_ subject: DocumentSubject) -> Bool { subjects.contains { $0.isSameSubject(as: subject) } }
}

/// Where a stored document came from.
public enum DocumentOrigin: String, Sendable, Hashable, CaseIterable {
    case uploaded
    /// An authority's own procedure ended with it.
    case procedureResult = "procedure-result"
    /// Scanned from a paper by an authority.
    case digitisedPaper = "digitised-paper"
    case nationalStore = "national-store"
}

/// What checking its signatures came to, when it was deposited or later.
public struct SignatureRecord: Sendable, Hashable {
    public let verdict: Verdict
    /// The reason's code.
    public let reason: String?
    public let signers: [Signer]
    public let checkedOn: PartialDate?
    /// For whom a signer was found on the list of signers; `nil` where nobody looked, or none was. Without it nothing passed for reuse.
    public let listing: Listing?

    /// What a check of the file alone came to: nothing passes for reuse by it before `judged` finds its signer listed.
    public init(verdict: Verdict, reason: String? = nil, signers: [Signer] = [], checkedOn: PartialDate? = nil) {
        self.init(verdict: verdict, reason: reason, signers: signers, checkedOn: checkedOn, listing: nil)
    }

    init(verdict: Verdict, reason: String?, signers: [Signer], checkedOn: PartialDate?, listing: Listing?) {
        self.verdict = verdict
        self.reason = reason
        self.signers = signers
        self.checkedOn = checkedOn
        self.listing = listing
    }

    /// What a signer was found to be listed for. Only a list of signers makes one.
    public struct Listing: Sendable, Hashable {
        /// Whose paper it was said to be then.
        public let issuer: Issuer?
        /// At least one.
        public let capacities: Set<AcceptedSignature>
        /// No list was there when its dossier was filed: what was decided then stands in that dossier, and nowhere else.
        let predatesLists: Bool

        init(issuer: Issuer?, capacities: Set<AcceptedSignature>, predatesLists: Bool = false) {
            self.issuer = issuer
            self.capacities = capacities
            self.predatesLists = predatesLists
        }
    }

    public static let unchecked = SignatureRecord(verdict: .unchecked)

    /// The reason of a file that bears none, as the check of signatures calls it.
    public static let notSigned = "not-signed"
    /// Sound, and nobody who signed is listed for its issuer; likewise.
    public static let signerNotListed = "signer-not-listed"
    /// Sound, and who signed was never held against a list: recorded before there was one.
    public static let signerNotJudged = "signer-not-judged"

    /// ETSI EN 319 102-1, and that nobody has looked yet.
    public enum Verdict: String, Sendable, Hashable, CaseIterable { case passed, failed, undetermined, unchecked }

    /// The evidence: one signature each.
    public struct Signer: Sendable, Hashable {
        public let name: String?
        /// ISO 8601, UTC.
        public let signedAt: String?
        public let isTimeProven: Bool
        public let coversWholeFile: Bool
        public let reason: String
        /// By its certificate; `nil` for a time-stamp, and where it was recorded before certificates were.
        public let identity: SignerIdentity?

        public init(name: String?, signedAt: String?, isTimeProven: Bool, coversWholeFile: Bool, reason: String, identity: SignerIdentity? = nil) {
            self.name = name
            self.signedAt = signedAt
            self.isTimeProven = isTimeProven
            self.coversWholeFile = coversWholeFile
            self.reason = reason
            self.identity = identity
        }
    }
}

/// A fact an official read from the document and stands for.
public struct ProvenFact: Sendable, Hashable {
    public let role: RoleID
    public let concept: ConceptID
    /// As values are written in answers.
    public let value: JSON
    /// The official, as the office knows them.
    public let confirmedBy: String
    public let confirmedOn: PartialDate

    public init(role: RoleID, concept: ConceptID, value: JSON, confirmedBy: String, confirmedOn: PartialDate) {
        self.role = role
        self.concept = concept
        self.value = value
        self.confirmedBy = confirmedBy
        self.confirmedOn = confirmedOn
    }
}

/// What became of a document since it was deposited.
public struct DocumentStanding: Sendable, Hashable {
    /// Processing is restricted: it is kept, and neither read nor reused. Source: Law on personal data protection 91/2025/QH15 and
    /// Decree 356/2025/NĐ-CP give the person that right; the article is general knowledge, to be checked.
    public var restriction: Restriction?
    /// From this day on its issuer no longer stands for it.
    public var revokedOn: PartialDate?
    public var retention: Retention?

    public init(restriction: Restriction? = nil, revokedOn: PartialDate? = nil, retention: Retention? = nil) {
        self.restriction = restriction
        self.revokedOn = revokedOn
        self.retention = retention
    }

    public struct Restriction: Sendable, Hashable {
        public let ground: Ground
        public let since: PartialDate

        public init(ground: Ground, since: PartialDate) {
            self.ground = ground
            self.since = since
        }

        public enum Ground: String, Sendable, Hashable, CaseIterable {
            /// The person contests that it is right.
            case contested
            /// The person asked for it.
            case requested
            /// An authority looks into it.
            case inquiry
        }
    }
}
