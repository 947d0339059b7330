public import Expressions
public import Vocabulary

/// What stored documents are held against: a kind of paper, whom it has to be about, what it would be used for, and when.
///
/// That a form demands a paper by law is what lets its purpose read a stored one; a paper that was made for one purpose alone
/// serves that one. (Law on personal data protection 91/2025/QH15, article 19, as general knowledge: duties of the state need no
/// consent. The applicant is shown what would be reused, and may decline it.)
public struct PaperRequest: Sendable {
    public let kind: EvidenceKind
    /// The one it is about, by each whole key known of it.
    public let about: [DocumentSubject]
    /// The one it has to tie that to, likewise; `nil` where there is no such.
    public let toward: [DocumentSubject]?
    public let purpose: String
    public let day: PartialDate
    /// A register whose data would do instead was asked, and says otherwise or has no such thing: an older paper does not outweigh it.
    public let isDenied: Bool
    public let isDeclined: Bool

    public init(
        _ kind: EvidenceKind, about: [DocumentSubject], toward: [DocumentSubject]? = nil, purpose: String, on day: PartialDate, isDenied: Bool = false,
        isDeclined: Bool = false
    ) {
        self.kind = kind
        self.about = about
        self.toward = toward
        self.purpose = purpose
        self.day = day
        self.isDenied = isDenied
        self.isDeclined = isDeclined
    }

    func of(_ kind: EvidenceKind) -> PaperRequest {
        PaperRequest(kind, about: about, toward: toward, purpose: purpose, on: day, isDenied: isDenied, isDeclined: isDeclined)
    }

    /// Everything that keeps a document from being used, in the order of the list.
    ///
    /// - Parameter others: all that is stored of its kind about the same one, itself or not.
    /// - Returns: empty where it serves.
    public func obstacles(to record: DocumentRecord, among others: some Sequence<DocumentRecord>, _ succession: IssuerSuccession) -> [ReuseObstacle] {
        var obstacles = record.obstaclesOfTime(on: day, under: kind.holds, for: purpose)
        if isDenied { obstacles.insert(.expired) }
        if !isAbout(record) { obstacles.insert(.otherSubject) }
        if others.contains(where: { record.mayBeSuperseded(by: $0, naming: name(of:)) }) { obstacles.insert(.superseded) }
        if !record.signature.serves(kind.files.signatures, of: record.particulars.issuer, from: record.provenance.origin) { obstacles.insert(.signature) }
        if !isCompetent(record.particulars.issuer, on: record.particulars.issued, succession) { obstacles.insert(.issuer) }
        if record.standing.restriction != nil { obstacles.insert(.restricted) }
        if isDeclined { obstacles.insert(.declined) }
        return obstacles.sorted()
    }

    /// One name for a subject of the request, whichever of its keys a document is filed under; its reference for anybody else.
    private func name(of subject: DocumentSubject) -> String {
        for keys in [about, toward ?? []] where keys.contains(where: { $0.isSameSubject(as: subject) }) { return keys[0].reference }
        return subject.reference
    }

    /// About the one in the first place or in the very role the form has it in: a birth note names the mother too, and is none of
    /// hers.
    private func isAbout(_ record: DocumentRecord) -> Bool {
        guard record.kind == kind.id else { return false }
        let isPrincipal = record.subjects.contains { known in
            about.contains { $0.isSameSubject(as: known) && (known.role == DocumentSubject.principal || known.role == $0.role) }
        }
        return isPrincipal && (toward.map { $0.contains(where: record.isAbout) } ?? true)
    }

    /// Whether an authority of the kind issued it, while there was such: also one that is gone and whose duties one of them has.
    private func isCompetent(_ issuer: Issuer?, on issued: PartialDate?, _ succession: IssuerSuccession) -> Bool {
        guard let issuer, let issued, succession.issuer(issuer.authority, place: issuer.place?.code, on: issued) == issuer else { return false }
        if kind.issuedBy.contains(issuer.authority) { return true }
        return succession.successor(of: issuer, on: day).map { kind.issuedBy.contains($0.authority) } ?? false
    }
}
