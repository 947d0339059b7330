import Receipts

/// An indicator of Decision 766/QĐ-TTg that this data supports, to the letter and by a stricter twin beside it.
///
/// - Source: Decision 766/QĐ-TTg as the national portal computes it, from public secondary sources, not the gazette.
public struct Indicator: Sendable, Hashable {
    public enum ID: String, Sendable, Hashable, CaseIterable {
        case onTime = "on-time"
        case online
        case onlinePayment = "online-payment"
        case electronicResult = "electronic-result"
        case digitized, reused, shared
        case populationData = "population-data"

        /// Its number in the decision.
        public var number: String {
            switch self {
            case .onTime: "2.1"
            case .online: "3.3"
            case .onlinePayment: "3.6"
            case .electronicResult: "4.1"
            case .digitized: "4.2"
            case .reused: "4.3"
            case .shared: "4.4"
            case .populationData: "4.5"
            }
        }

        /// The rate from which the decision gives all points, where a source says it.
        public var fullScoreAt: Double? {
            switch self {
            case .online: 0.5
            case .digitized, .reused: 0.8
            case .onTime, .onlinePayment, .electronicResult, .shared, .populationData: nil
            }
        }
    }

    public let id: ID
    /// `nil` where the data does not say.
    public let literal: IndicatorReading?
    public let strict: IndicatorReading?
}

/// A share of dossiers.
public struct IndicatorReading: Sendable, Hashable {
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// This engine's events; the denominator is the dossiers received where an export says how many, else those seen.
        case ledger
        /// The one-stop system's export alone.
        case received
    }

    public let basis: Basis
    public let numerator: Int
    public let denominator: Int
    /// Of the denominator, dossiers the source says nothing of; they are not in the numerator.
    public let unsaid: Int

    public var value: Double? { denominator > 0 ? Double(numerator) / Double(denominator) : nil }
}

/// A dossier as the ledger's indicators see it. One function an indicator: what puts a dossier into its numerator, to the
/// letter and strictly. The denominator of all of them: dossiers received where an export says how many, else dossiers
/// seen; what was not seen is not in the numerator. Whoever is in a strict numerator is in the literal one.
struct ObservedDossier {
    /// The connector of the national population database.
    static let population = "population"

    let fact: SubmittedFact
    let count: DossierCount
    let course: AlikeDossiers.Course

    struct Standing: Sendable, Hashable {
        let literal: Bool
        let strict: Bool
    }

    /// 4.2. Literal: a component has `DuocSoHoa` 1, and an electronic result was issued. Strict: besides, no demanded
    /// component had to be handed in.
    func digitized() -> Standing {
        let literal = fact.documents.contains(where: \.digitized) && course.life.hasElectronicResult
        return Standing(literal: literal, strict: literal && !fact.documents.contains { $0.required && PaperFate($0) == .uploaded })
    }

    /// 4.3. Literal: the flag it reads, `DuocSoHoa` 1, of a component, though its text says "reused". Strict: besides, a
    /// demanded component has `DuocTaiSuDung` 1 or 2 and was not handed in.
    func reused() -> Standing {
        let literal = fact.documents.contains(where: \.digitized)
        return Standing(literal: literal, strict: literal && fact.documents.contains(where: Self.isReused))
    }

    /// 4.4. Literal: a component has `DuocLayTuKhoDMQG` 1, that is, came from the national store; results that were
    /// synchronized to it afterwards are not known here. Strict: besides, that component was demanded, flagged as reused and not handed in.
    func shared() -> Standing {
        let shared = fact.documents.filter(\.isFromNationalStore)
        return Standing(literal: !shared.isEmpty, strict: shared.contains(where: Self.isReused))
    }

    /// 4.5. Literal: the population database answered (`MaCSDL`), or a component came from the national store; that the
    /// account was verified (`TaiKhoanDuocXacThucVoiVNeID`) is not in the ledger. Strict: the population database saved
    /// the applicant a required atom of the baseline.
    func populationData() -> Standing {
        let strict = count.saved.contains { $0.source == .register(Self.population) }
        let answered = course.contact.wasAnswered(by: Self.population)
        return Standing(literal: strict || answered || fact.documents.contains(where: \.isFromNationalStore), strict: strict)
    }

    /// 3.3, where the export does not say. Literal: filed online, and an electronic result was issued. Strict: besides, no
    /// clerk opened it and no supplement was asked for.
    func online() -> Standing {
        let life = course.life
        let literal = fact.channel == ReceivedChannel.online.rawValue && life.hasElectronicResult
        return Standing(literal: literal, strict: literal && !life.hasOperator && life.supplements == 0)
    }

    /// 4.1, where the export does not say. Literal: an electronic result was issued. Strict: not measurable, as whether a
    /// paper was issued beside is not in the ledger.
    func electronicResult() -> Standing { Standing(literal: course.life.hasElectronicResult, strict: false) }

    private static func isReused(_ document: SubmittedFact.DocumentFact) -> Bool {
        document.required && document.reusedFlag > 0 && PaperFate(document) != .uploaded
    }
}

/// Adds up the indicators over dossiers.
struct IndicatorTally: Sendable {
    private static let observed: [(id: Indicator.ID, standing: @Sendable (ObservedDossier) -> ObservedDossier.Standing)] = [
        (.digitized, { $0.digitized() }), (.reused, { $0.reused() }), (.shared, { $0.shared() }),
        (.populationData, { $0.populationData() }), (.online, { $0.online() }), (.electronicResult, { $0.electronicResult() }),
    ]

    private var literal: [Indicator.ID: Int] = [:]
    private var strict: [Indicator.ID: Int] = [:]

    mutating func add(_ dossiers: AlikeDossiers) {
        for course in dossiers.courses {
            let dossier = ObservedDossier(fact: dossiers.fact, count: dossiers.count, course: course)
            for (id, function) in Self.observed {
                let standing = function(dossier)
                if standing.literal { literal[id, default: 0] += course.times }
                if standing.strict { strict[id, default: 0] += course.times }
            }
        }
    }

    /// In the order of their numbers.
    func indicators(over coverage: Coverage, received: ReceivedShares?) -> [Indicator] {
        let denominator = coverage.denominator ?? coverage.seen
        func observed(_ counts: [Indicator.ID: Int], _ id: Indicator.ID) -> IndicatorReading? {
            guard denominator > 0 else { return nil }
            return IndicatorReading(basis: .ledger, numerator: counts[id] ?? 0, denominator: denominator, unsaid: denominator - coverage.seen)
        }
        return Indicator.ID.allCases.map { id in
            switch id {
            case .onTime: Indicator(id: id, literal: received?.onTime()?.reading, strict: received?.onTimeOfAll()?.reading)
            case .onlinePayment: Indicator(id: id, literal: received?.paidOnline()?.reading, strict: received?.filedAndPaidOnline()?.reading)
            case .online:
                if let share = received?.online() {
                    Indicator(id: id, literal: share.reading, strict: received?.onlineThroughout()?.reading)
                } else {
                    Indicator(id: id, literal: observed(literal, id), strict: observed(strict, id))
                }
            case .electronicResult:
                if let share = received?.electronicResult() {
                    Indicator(id: id, literal: share.reading, strict: received?.electronicResultAlone()?.reading)
                } else {
                    Indicator(id: id, literal: observed(literal, id), strict: nil)
                }
            case .digitized, .reused, .shared, .populationData:
                Indicator(id: id, literal: observed(literal, id), strict: observed(strict, id))
            }
        }
    }
}
