import Receipts

/// Which dossiers reused anything, in tiers that are never blended, and what became of the papers.
///
/// - Source: design, section 6; `official` after Decision 766/QĐ-TTg, indicator 4.3, as the national portal reads it.
public struct Reuse: Sendable, Hashable {
    public let official: ReuseTier
    public let papers: ReuseTier
    public let earlier: ReuseTier
    public let registers: ReuseTier
    public let any: ReuseTier
    /// The tier the 50 % is judged on beside `official`: papers or earlier.
    public let papersOrEarlier: ReuseTier
    public let documents: DocumentSeries
}

/// One tier. Numerator: dossiers in it.
public struct ReuseTier: Sendable, Hashable {
    public let dossiers: Int
    /// Denominator: dossiers received where an export says how many, else dossiers seen. What was not seen counts as
    /// not reusing.
    public let low: Double?
    /// Denominator: dossiers seen.
    public let high: Double?

    init(dossiers: Int, seen: Int, received: Int?) {
        self.dossiers = dossiers
        let denominator = max(received ?? seen, seen)
        low = denominator > 0 ? Double(dossiers) / Double(denominator) : nil
        high = seen > 0 ? Double(dossiers) / Double(seen) : nil
    }
}

/// The tiers one dossier is in.
struct ReuseMarks: Sendable, Hashable {
    let official: Bool
    let papers: Bool
    let earlier: Bool
    let registers: Bool

    var any: Bool { official || papers || earlier || registers }

    init(of fact: SubmittedFact, count: DossierCount) {
        official = Self.isOfficial(fact)
        papers = Self.hasReplacedPaper(fact)
        earlier = Self.hasEarlier(fact)
        registers = count.saved.contains { $0.source.isRegister && !$0.isOwnIdentity }
    }

    /// The literal flag: at least one component with DuocSoHoa = 1.
    private static func isOfficial(_ fact: SubmittedFact) -> Bool { fact.documents.contains(where: \.digitized) }

    /// A demanded paper that was not uploaded: replaced by data, an earlier result, or stored.
    private static func hasReplacedPaper(_ fact: SubmittedFact) -> Bool {
        fact.documents.contains { $0.required && PaperFate($0) != .uploaded }
    }

    /// A value of an earlier dossier that stood, or a paper that is an earlier result or came with an earlier dossier. A value the applicant had to
    /// give after all was not reused.
    private static func hasEarlier(_ fact: SubmittedFact) -> Bool {
        fact.documents.contains { PaperFate($0) == .earlier || PaperFate($0) == .stored && $0.isEarlier }
            || fact.current.contains { leaf in
                guard leaf.isEarlier else { return false }
                return switch leaf.outcome {
                case .prefilled, .derived, .repeated, .reused: true
                case .declared, .corrected, .overridden, .disputed, .notApplicable, .empty, .outside: false
                }
            }
    }
}

/// What became of a paper; a word nobody knows counts against us, as uploaded.
enum PaperFate {
    case replaced, earlier, stored, uploaded

    init(_ document: SubmittedFact.DocumentFact) {
        self = switch document.disposition {
        case "replaced-by-data": .replaced
        case "earlier-result": .earlier
        case "stored": .stored
        default: .uploaded
        }
    }
}

/// The demanded papers of a set of dossiers; `replaced + earlier + stored + uploaded = required`.
public struct DocumentSeries: Sendable, Hashable {
    public internal(set) var required = 0
    public internal(set) var replaced = 0
    public internal(set) var earlier = 0
    public internal(set) var stored = 0
    public internal(set) var uploaded = 0
    /// Of the uploaded ones, those that could have been reused.
    public internal(set) var uploadedAlthoughAvailable = 0
    /// Of those, the ones whose applicant declined the reuse.
    public internal(set) var declined = 0

    mutating func add(_ fact: SubmittedFact, times: Int) {
        for document in fact.documents where document.required {
            required += times
            switch PaperFate(document) {
            case .replaced: replaced += times
            case .earlier: earlier += times
            case .stored: stored += times
            case .uploaded:
                uploaded += times
                if document.wasAvailable { uploadedAlthoughAvailable += times }
                if document.isDeclined { declined += times }
            }
        }
    }
}

/// Adds up the tiers over dossiers.
struct ReuseTally: Sendable {
    private var official = 0
    private var papers = 0
    private var earlier = 0
    private var registers = 0
    private var any = 0
    private var papersOrEarlier = 0
    private(set) var documents = DocumentSeries()
    /// Dossiers of the tiers goals are judged on, by procedure.
    private var officialOf: [String: Int] = [:]
    private var papersOrEarlierOf: [String: Int] = [:]

    mutating func add(_ dossiers: AlikeDossiers) {
        let fact = dossiers.fact, times = dossiers.times, marks = ReuseMarks(of: fact, count: dossiers.count)
        if marks.official { officialOf[fact.cluster, default: 0] += times }
        if marks.papers || marks.earlier { papersOrEarlierOf[fact.cluster, default: 0] += times }
        if marks.official { official += times }
        if marks.papers { papers += times }
        if marks.earlier { earlier += times }
        if marks.registers { registers += times }
        if marks.any { any += times }
        if marks.papers || marks.earlier { papersOrEarlier += times }
        documents.add(fact, times: times)
    }

    /// The low reading of `official` and of `papersOrEarlier`, procedure by procedure.
    func lowReadings(over coverage: Coverage) -> (official: ProcedureTallies, papersOrEarlier: ProcedureTallies) {
        func tallies(_ dossiers: [String: Int]) -> ProcedureTallies {
            var tallies = ProcedureTallies()
            for (procedure, all) in coverage.denominatorByProcedure {
                let inTier = dossiers[procedure] ?? 0
                tallies.add(1, over: 1, procedure: procedure, times: inTier)
                tallies.add(0, over: 1, procedure: procedure, times: all - inTier)
            }
            return tallies
        }
        return (tallies(officialOf), tallies(papersOrEarlierOf))
    }

    func reuse(over coverage: Coverage) -> Reuse {
        func tier(_ dossiers: Int) -> ReuseTier {
            ReuseTier(dossiers: dossiers, seen: coverage.seen, received: coverage.denominator)
        }
        return Reuse(
            official: tier(official), papers: tier(papers), earlier: tier(earlier), registers: tier(registers), any: tier(any),
            papersOrEarlier: tier(papersOrEarlier), documents: documents)
    }
}
