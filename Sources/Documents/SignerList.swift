public import Diagnostics
public import Expressions
public import Vocabulary

/// Whose signatures count for which authority. That a certificate leads to a root says that somebody signed, not in whose name they may.
///
/// Source: ETSI EN 319 102-1, clause 5.2.8, leaves constraints on the signature to who relies on it.
public struct SignerList: Sendable, Hashable {
    /// In the order of the file.
    public let entries: [Entry]

    /// Nobody may sign for anybody.
    public static let empty = SignerList([])

    init(_ entries: [Entry]) { self.entries = entries }

    /// One who signs for one authority.
    public struct Entry: Sendable, Hashable {
        /// A code of the list `authorities`.
        public let authority: String
        public let place: Place
        public let holder: Holder
        /// Whose paper the signature makes good: its issuer's, or one that was scanned.
        public let signs: Set<AcceptedSignature>
        /// The days on which they sign; without a last one they still do.
        public let since: PartialDate?
        public let until: PartialDate?
        public let position: SourcePosition

        public enum Place: Sendable, Hashable {
            /// In every place, and where none is said.
            case all
            case one(Issuer.Place)
        }

        public enum Holder: Sendable, Hashable {
            /// Of one certificate, by its SHA-256.
            case certificate(String)
            /// Of any certificate under another one whose subject has just these values.
            case issued(under: String, to: [SignerIdentity.SubjectAttribute: String])
        }

        /// Whether the signature was made with a certificate it is about.
        func isHeld(by signer: SignerIdentity) -> Bool {
            switch holder {
            case .certificate(let one): signer.certificate == one
            // An attribute that stands there twice says two things: it is not what was listed.
            case .issued(let authority, let subject): signer.issuers.contains(authority) && subject.allSatisfy { signer.subject[$0.key] == [$0.value] }
            }
        }

        public func isInOffice(on day: PartialDate) -> Bool {
            since.map { day.isBefore($0) == false } ?? true && until.map { $0.isBefore(day) == false } ?? true
        }

        func isOf(_ issuer: Issuer) -> Bool {
            guard authority == issuer.authority else { return false }
            return switch place {
            case .all: true
            case .one(let own): issuer.place == own
            }
        }

        /// Whether there is such an authority on a day.
        public func isThere(on day: PartialDate, _ succession: IssuerSuccession) -> Bool {
            let own: Issuer.Place? = switch place {
            case .all: nil
            case .one(let one): one
            }
            return succession.isThere(Issuer(authority: authority, place: own), on: day)
        }
    }

    /// What a signature of somebody makes of a paper that is said to be an issuer's.
    ///
    /// An issuer that is gone is followed: on every day that one signs for it which has its duties on that day, and nobody for one that
    /// is not there, or not yet.
    ///
    /// - Parameter day: when the signature is proven to be there; else that of the check.
    public func capacities(of signer: SignerIdentity, for issuer: Issuer?, on day: PartialDate, _ succession: IssuerSuccession) -> Set<AcceptedSignature> {
        let holding = issuer.flatMap { succession.holder(of: $0, on: day) }
        var found: Set<AcceptedSignature> = []
        for entry in entries where entry.isHeld(by: signer) && entry.isInOffice(on: day) {
            if entry.signs.contains(.issuer), let holding, entry.isOf(holding) { found.insert(.issuer) }
            // Who scans a paper vouches for the copy, whoever issued it.
            if entry.signs.contains(.conversion), entry.isThere(on: day, succession) { found.insert(.conversion) }
        }
        return found
    }

    /// Whether somebody signs for an authority on a day, in whatever place, or for the one that has its duties.
    public func hasSigner(for authority: String, on day: PartialDate, _ succession: IssuerSuccession) -> Bool {
        guard let holding = succession.holder(of: Issuer(authority: authority), on: day) else { return false }
        return entries.contains { $0.authority == holding.authority && $0.signs.contains(.issuer) && $0.isInOffice(on: day) && $0.isThere(on: day, succession) }
    }

    /// Whether somebody on a day signs what was scanned.
    public func hasConverter(on day: PartialDate, _ succession: IssuerSuccession) -> Bool {
        entries.contains { $0.signs.contains(.conversion) && $0.isInOffice(on: day) && $0.isThere(on: day, succession) }
    }
}
