import Documents
import Expressions
import Forms
import Receipts

/// What became of the papers a dossier demands, as codes.
struct DocumentCount {
    private let interpreter: Interpreter

    init(_ interpreter: Interpreter) { self.interpreter = interpreter }

    func documents() -> [SubmittedFact.DocumentFact] {
        interpreter.form.documents.flatMap { requirement -> [SubmittedFact.DocumentFact] in
            switch requirement {
            case .one(let demand): [document(interpreter.document(demand), counts: true)]
            case .oneOf(let alternatives):
                oneOf(alternatives.map { $0.map { interpreter.document($0) } })
            }
        }
    }

    /// Of alternatives one counts: the first that needs no upload, else the first that is demanded at all.
    private func oneOf(_ alternatives: [[DocumentState]]) -> [SubmittedFact.DocumentFact] {
        let demanded = alternatives.indices.filter { alternatives[$0].contains { $0.isRequired != false } }
        let met = demanded.first { alternatives[$0].allSatisfy { $0.disposition.isReuse } } ?? demanded.first
        return alternatives.indices.flatMap { index in alternatives[index].map { document($0, counts: index == met) } }
    }

    /// The flags of the synchronization message. Digitised is a paper whose digital copy an authority made or keeps: an earlier
    /// result, a stored copy. Data in a paper's place leaves no file to digitise; and whether the office digitised what was
    /// handed in, or sent as a picture, the one-stop system alone knows: flagging it here would make every online dossier reuse.
    private func document(_ state: DocumentState, counts: Bool) -> SubmittedFact.DocumentFact {
        let isRequired = counts && state.isRequired == true
        return .init(
            id: state.demand.id, required: isRequired, disposition: state.disposition.rawValue, by: state.by?.rawValue,
            wasAvailable: state.wasAvailable, isDeclined: state.reason == .declined && state.wasAvailable,
            isEarlier: state.disposition.isReuse && state.isEarlier(than: interpreter.state.id), digitized: isRequired && (state.disposition == .stored || state.disposition == .earlierResult),
            reusedFlag: !isRequired ? 0 : state.disposition == .earlierResult ? 2 : state.disposition.isReuse ? 1 : 0,
            isFromNationalStore: isRequired && !state.used.isEmpty && state.used.allSatisfy { $0.provenance.origin == .nationalStore })
    }
}
