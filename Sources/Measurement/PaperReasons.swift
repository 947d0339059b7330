import Receipts

/// Why a demanded paper was handed in and not reused, and how many dossiers would reuse something if it had been.
public struct PaperReasonFigures: Sendable, Hashable {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Nothing that would do instead was at hand.
        case notAvailable = "not-available"
        /// It could have been reused, and was handed in all the same.
        case available
        /// It could have been reused, and the applicant declined.
        case declined
    }

    public let code: Code
    public let papers: Int
    public let dossiers: Int
    /// Of these, dossiers that reuse no paper and nothing earlier, so that one paper less to hand in would make them.
    public let wouldMove: Int
    /// Numerator: those. Denominator: that of the tiers' low reading.
    public let wouldAdd: Double?
}

struct PaperReasonTally: Sendable {
    private var papers: [PaperReasonFigures.Code: Int] = [:]
    private var dossiers: [PaperReasonFigures.Code: Int] = [:]
    private var wouldMove: [PaperReasonFigures.Code: Int] = [:]

    mutating func add(_ alike: AlikeDossiers) {
        let fact = alike.fact, times = alike.times, marks = ReuseMarks(of: fact, count: alike.count)
        var codes: Set<PaperReasonFigures.Code> = []
        for document in fact.documents where document.required && PaperFate(document) == .uploaded {
            let code: PaperReasonFigures.Code = document.isDeclined ? .declined : document.wasAvailable ? .available : .notAvailable
            papers[code, default: 0] += times
            codes.insert(code)
        }
        for code in codes {
            dossiers[code, default: 0] += times
            if !marks.papers && !marks.earlier { wouldMove[code, default: 0] += times }
        }
    }

    /// Most to gain first, then by code.
    func figures(over coverage: Coverage) -> [PaperReasonFigures] {
        let denominator = coverage.denominator ?? coverage.seen
        return papers.map { code, papers in
            let moving = wouldMove[code] ?? 0
            return PaperReasonFigures(
                code: code, papers: papers, dossiers: dossiers[code] ?? 0, wouldMove: moving,
                wouldAdd: denominator > 0 ? Double(moving) / Double(denominator) : nil)
        }
        .sorted { $0.wouldMove != $1.wouldMove ? $0.wouldMove > $1.wouldMove : $0.code.rawValue < $1.code.rawValue }
    }
}
