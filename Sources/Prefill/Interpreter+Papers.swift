import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

/// What is stored of one demanded paper, for everybody it is demanded of.
enum StoredPapers {
    /// Nobody is looked for: its kind is not kept, or it is about somebody the applicant's side may not see.
    case none
    /// The store is still to be asked.
    case pending
    /// It did not answer, or not with what was written.
    case missing(Reason)
    case decided([PaperDecision])
}

extension Interpreter {
    /// Whether stored documents meet a paper for every one of its subjects.
    ///
    /// Only papers of those the applicant's side may see are looked for, by keys nobody merely typed: that a stranger has a paper on
    /// file is nothing to learn by typing twelve digits, nor does a stranger's paper serve.
    func storedPapers(_ demand: DocumentDemand, _ kind: EvidenceKind, _ subjects: [SubjectID], isDenied: Bool) -> StoredPapers {
        guard let papers = state.papers, kind.isStorable || !kind.substitutes.papers.isEmpty, !subjects.isEmpty else { return .none }
        var toward: [DocumentSubject]?
        if let role = demand.toward {
            guard let other = subject(of: role, row: nil) else { return .none }
            toward = provenKeys(of: other, as: role)
        }
        let kinds = [kind] + Set(kind.substitutes.papers.joined()).sorted().compactMap { catalog.evidence[$0] }
        var decisions: [PaperDecision] = [], isPending = false
        for subject in subjects {
            let about = provenKeys(of: subject, as: demand.about)
            guard !about.isEmpty, toward?.isEmpty != true else { return .none }
            var records: [DocumentRecord] = []
            for kind in kinds where kind.isStorable {
                let question = PaperBook.Question(kind: kind.id, about: about.map { DocumentSubject(role: DocumentSubject.principal, kind: $0.kind, keys: $0.keys) })
                switch papers.reply(to: question) {
                case nil:
                    if quiet == 0, !isFinal { paperQuestions.insert(question) }
                    isPending = true
                case .failed: return .missing(.sourceDown)
                case .damaged: return .missing(.invalid)
                case .found(let found): records += found
                }
            }
            let isDeclined = state.answers.declined.contains(demand.id)
            // What holds now: not what held when a dossier was opened that lay for months, nor what held on an earlier day it is about.
            let day = papers.day.isBefore(state.asOf) == true ? state.asOf : papers.day
            let request = PaperRequest(
                kind, about: about, toward: toward, purpose: checked.purpose, on: day, isDenied: isDenied, isDeclined: isDeclined)
            decisions.append(records.isEmpty ? PaperDecision.nothingStored : PaperDecision(request, among: records, kinds: catalog.evidence, succession))
        }
        return isPending ? .pending : .decided(decisions)
    }

    /// Each whole key of somebody the applicant's side may see, that the sign-in or a register says; nothing for anybody else.
    private func provenKeys(of subject: SubjectID, as role: RoleID) -> [DocumentSubject] {
        guard disclosed.linked.contains(subject), !isUnproven(subject) else { return [] }
        return wholeKeys(of: subject, as: role) { $0 != .typed }
    }

    func wholeKeys(of id: SubjectID, as role: RoleID, _ isUsed: (KeyOrigin) -> Bool) -> [DocumentSubject] {
        let subject = subjects[id]
        return (vocabulary.keys[subject.kind] ?? []).compactMap { key in
            let known = key.compactMap { concept in subject.keys[concept].flatMap { isUsed($0.origin) ? (concept, $0.value) : nil } }
            guard known.count == key.count else { return nil }
            return DocumentSubject(role: role, kind: subject.kind, keys: Dictionary(known) { first, _ in first })
        }
    }

    /// Whether the applicant says otherwise than the paper would: then it does not say what the dossier says.
    func isContradicted(_ kind: EvidenceKind, _ subjects: [SubjectID]) -> Bool {
        kind.proves.contains { proof in subjects.contains { isChanged(proof.concept, of: $0) } }
    }

    // MARK: facts

    /// What officials read from the documents that meet this dossier's papers; `nil` where nothing is, or they differ.
    func proven(_ meaning: Meaning, _ subject: SubjectID) -> (value: FactValue?, isDeclined: Bool) {
        guard let papers = state.papers, let concept = vocabulary[meaning.concept] else { return (nil, false) }
        let keys = wholeKeys(of: subject, as: meaning.role) { $0 != .typed }
        func facts(in record: DocumentRecord) -> [ProvenFact] {
            let roles = Set(record.subjects.filter { known in keys.contains { $0.isSameSubject(as: known) } }.map(\.role))
            return record.facts.filter { $0.concept == meaning.concept && roles.contains($0.role) }
        }
        // Most dossiers have no such document, and most documents say nothing of this.
        let saying = Set(papers.records.filter { !facts(in: $0).isEmpty }.map(\.id))
        guard !saying.isEmpty else { return (nil, false) }
        var found: [FactValue] = [], isDeclined = false
        for demand in checked.demands {
            let paper = document(demand)
            guard paper.isRequired == true else { continue }
            isDeclined = isDeclined || paper.reason == .declined && paper.unused.contains { saying.contains($0.record.id) && $0.obstacles == [.declined] }
            for record in paper.proving where saying.contains(record.id) {
                for fact in facts(in: record) {
                    guard let value = try? coding.value(fact.value, as: concept), value != .none else { continue }
                    found.append(FactValue(
                        value: value, origin: .document(record.kind), path: record.id, recordedAt: fact.confirmedOn, isAuthoritative: false))
                }
            }
        }
        guard let first = found.first, found.allSatisfy({ comparison.areEqual($0.value, first.value, as: concept) }) else { return (nil, isDeclined) }
        return (first, false)
    }
}
