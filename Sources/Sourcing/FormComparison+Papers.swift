import Diagnostics
import Forms
import Vocabulary

extension FormComparison {
    /// A paper is the same where its id is, or its kind of evidence and whom it is about.
    mutating func comparePapers() {
        let (before, after) = (Paper.all(of: old), Paper.all(of: new))
        var left = before
        var pairs: [(before: Paper, after: Paper)] = [], added: [Paper] = []
        var open: [Paper] = []
        for paper in after {
            if let index = left.firstIndex(where: { $0.demand.id == paper.demand.id }) {
                pairs.append((left.remove(at: index), paper))
            } else {
                open.append(paper)
            }
        }
        for paper in open {
            if let index = left.firstIndex(where: { $0.demand.evidence == paper.demand.evidence && $0.demand.about == paper.demand.about }) {
                pairs.append((left.remove(at: index), paper))
            } else {
                added.append(paper)
            }
        }
        let kept = (before: Set(pairs.map { Place($0.before) }), after: Set(pairs.map { Place($0.after) }))
        for pair in pairs { compare(pair.before, pair.after) }
        for paper in added { note(paper.subject, .added, direction(of: paper, in: kept.after, alone: .more, choice: .less), nil, paper.words) }
        for paper in left { note(paper.subject, .dropped, direction(of: paper, in: kept.before, alone: .less, choice: .more), paper.words, nil) }
    }

    /// A paper of its own, or one more in a pile, is a demand; one more choice beside papers that stay is an easing.
    private func direction(
        of paper: Paper, in kept: Set<Place>, alone: FormDifference.Direction, choice: FormDifference.Direction
    ) -> FormDifference.Direction {
        guard paper.isDemanded else { return .none }
        let others = kept.filter { $0.requirement == paper.requirement }
        guard paper.isAlternative, !others.isEmpty else { return alone }
        return others.contains { $0.option == paper.option } ? alone : choice
    }

    private mutating func compare(_ before: Paper, _ after: Paper) {
        let subject = after.subject, (was, now) = (before.demand, after.demand)
        if was.id != now.id { note(subject, .renamed, .none, was.id, now.id) }
        if was.evidence != now.evidence || was.about != now.about { note(subject, .meaning, .other, before.words, after.words) }
        if before.isAlternative != after.isAlternative { note(subject, .alternatives, after.isAlternative ? .less : .more) }
        compareRequired(.init(was.required, was.requiredIf), .init(now.required, now.requiredIf), subject, weighs: true)
        if (was.uploadOnly == nil) != (now.uploadOnly == nil) {
            note(subject, .uploadOnly, now.uploadOnly == nil ? .less : .more, was.uploadOnly, now.uploadOnly)
        }
    }

    /// One paper and where it stands among the alternatives.
    struct Paper {
        let demand: DocumentDemand
        let requirement: Int
        let option: Int
        let isAlternative: Bool

        static func all(of form: Form) -> [Paper] {
            form.documents.enumerated().flatMap { index, requirement -> [Paper] in
                switch requirement {
                case .one(let demand): return [Paper(demand: demand, requirement: index, option: 0, isAlternative: false)]
                case .oneOf(let options):
                    return options.enumerated().flatMap { option, demands in
                        demands.map { Paper(demand: $0, requirement: index, option: option, isAlternative: options.count > 1) }
                    }
                }
            }
        }

        var isDemanded: Bool { demand.required || demand.requiredIf != nil }
        var subject: FormDifference.Subject { .paper(demand.id, label: demand.label) }
        var words: String { "\(demand.evidence) (\(demand.about))" }
    }

    private struct Place: Hashable {
        let requirement: Int
        let option: Int

        init(_ paper: Paper) {
            requirement = paper.requirement
            option = paper.option
        }
    }
}
