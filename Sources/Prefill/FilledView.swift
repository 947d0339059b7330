public import Documents
public import Expressions
public import Formats
public import Forms
public import Receipts
public import Vocabulary

/// What one side sees of a filled form. JSON and text are both made of it, so that neither tells more than the other.
public struct FilledView: Sendable {
    public let view: View
    public let leaves: [SeenLeaf]
    public let documents: [SeenDocument]
    /// On the applicant's side without what is concealed: the asking would tell what the register lacks.
    public let asks: [Ask]
}

/// One blank as a side sees it. A concealed one looks the same whatever the register said.
public struct SeenLeaf: Sendable {
    public let field: FieldID
    public let leaf: LeafID
    public let means: Meaning
    public let outcome: Outcome
    public let reason: Reason?
    /// The engine's value; `nil` also where it is kept from this side.
    public let value: JSON?
    /// Filled from a register, and not shown to the applicant's side.
    public let isWithheld: Bool
    /// The end of a masked value.
    public let masked: String?
    public let isLocked: Bool
    public let answered: JSON?
    public let source: LeafSource?
    /// Numbers of the subject that tell something else.
    public let contradicts: [ConceptID]

    /// Whether a value is there that this side does not get.
    public var isHidden: Bool { isWithheld && value == nil }
}

/// One paper as a side sees it. A concealed one always looks replaced: the office completes it.
public struct SeenDocument: Sendable {
    public let id: String
    public let isRequired: Bool?
    public let disposition: DocumentDisposition
    public let by: String?
    public let reason: Reason?
    public let isWithheld: Bool
    /// The stored documents that would be reused: what the applicant may decline.
    public let reused: [SeenPaper]
    /// Those that are not, and why.
    public let candidates: [SeenPaper]
}

/// One stored document as a side sees it.
public struct SeenPaper: Sendable, Hashable {
    public let document: String
    public let kind: EvidenceID
    public let origin: DocumentOrigin
    public let issued: PartialDate?
    /// Numbers and names on the paper; `nil` also where this side does not see them.
    public let particulars: DocumentRecord.Particulars?
    /// The dossier it came with.
    public let dossier: String?
    /// Why it is not used; empty where it is.
    public let obstacles: [ReuseObstacle]

    init(_ record: DocumentRecord, obstacles: [ReuseObstacle] = [], isDetailed: Bool) {
        document = record.id
        kind = record.kind
        origin = record.provenance.origin
        issued = record.particulars.issued
        particulars = isDetailed ? record.particulars : nil
        dossier = isDetailed ? record.provenance.dossier : nil
        self.obstacles = obstacles
    }
}

extension FilledForm {
    public func seen(by view: View) -> FilledView {
        let filling = filling(view)
        return FilledView(
            view: view, leaves: filling.leaves.map { $0.seenLeaf(view) }, documents: filling.documents.map { $0.seen(view) }, asks: filling.asks(view))
    }
}

extension Filling {
    fileprivate func asks(_ view: View) -> [Ask] {
        guard view == .applicant else { return asks }
        let concealed = Set(leaves.filter { $0.disclosure == .concealed }.map(\.leaf.rawValue))
        return asks.filter { $0.kind != .leaf || !concealed.contains($0.id) }
    }
}

extension FilledLeaf {
    /// What a side sees of the outcome; for a concealed leaf always the same.
    func seen(_ view: View) -> (outcome: Outcome, reason: Reason?) {
        view == .applicant && disclosure == .concealed ? (.prefilled, nil) : (outcome, reason)
    }

    fileprivate func seenLeaf(_ view: View) -> SeenLeaf {
        let seen = seen(view)
        let isHidden = view == .applicant && disclosure != .shown && (value != nil || disclosure == .concealed)
        return SeenLeaf(
            field: field, leaf: leaf, means: means, outcome: seen.outcome, reason: seen.reason, value: isHidden ? nil : value,
            isWithheld: isHidden || (value != nil && disclosure != .shown), masked: isHidden && disclosure == .masked ? value.map(Masking.masked) : nil,
            isLocked: isHidden || isLocked, answered: answered, source: isHidden ? nil : source, contradicts: isHidden ? [] : contradicts)
    }
}

extension FilledDocument {
    fileprivate func seen(_ view: View) -> SeenDocument {
        guard view == .office || !isConcealed else {
            return SeenDocument(id: id, isRequired: nil, disposition: .replacedByData, by: nil, reason: nil, isWithheld: true, reused: [], candidates: [])
        }
        let isDetailed = view == .office || isOwn
        // That an authority looks into a paper is not told to whom it looks into; nor what is wrong with another's papers.
        let told = view == .office ? unused : isOwn ? unused.filter { $0.record.standing.restriction?.ground != .inquiry } : []
        return SeenDocument(
            id: id, isRequired: isRequired, disposition: disposition, by: by, reason: reason, isWithheld: false,
            reused: used.map { SeenPaper($0, isDetailed: isDetailed) },
            candidates: told.map { SeenPaper($0.record, obstacles: $0.obstacles, isDetailed: isDetailed) })
    }
}

/// What the applicant's side sees of a masked value.
enum Masking {
    /// The last two characters of a text of six or more; of an address nothing but that it is there.
    static func masked(_ value: JSON) -> String {
        guard let text = value.string, text.count >= 6 else { return "•••" }
        return "•••" + text.suffix(2)
    }
}
