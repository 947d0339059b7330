import Connectors
import Expressions
import Sourcing
import Vocabulary

extension Interpreter {
    /// Whether what stands under a person's key is about somebody else: numbers are reused and mistyped.
    ///
    /// A record that says name and birth is held against the register whose word they are. It is another's where both
    /// differ; where no birth is at hand, where the names share neither their first nor their last word. A name alone that
    /// changed, or a date alone, is the same person's older entry. What was asked in another call stands in the same record:
    /// every reply to the question counts.
    func isOfAnother(_ question: ReplyBook.Question, from operation: Operation, _ subject: SubjectID) -> Bool {
        guard subjects[subject].kind == .person, let name = pair(Self.name, question, operation, subject), let concept = vocabulary[Self.name],
            case .string(let theirs) = name.theirs, case .string(let known) = name.known, !comparison.areEqual(name.theirs, name.known, as: concept)
        else { return false }
        if let birth = pair(Self.birth, question, operation, subject), case .date(let one) = birth.theirs, case .date(let other) = birth.known {
            return one.isSameDay(as: other) == false
        }
        let words = [theirs, known].map { TextFolding.key($0).split(separator: " ") }
        return words[0].first != words[1].first && words[0].last != words[1].last
    }

    private static let name: ConceptID = "full_name"
    static let birth: ConceptID = "date_of_birth"

    /// What a record says, beside what the register whose word counts most says of the same subject.
    private func pair(_ concept: ConceptID, _ question: ReplyBook.Question, _ operation: Operation, _ subject: SubjectID) -> (theirs: Value, known: Value)? {
        guard let supply = operation.supply(concept), let theirs = said(concept, question) else { return nil }
        let suppliers = catalog.suppliers(of: concept, about: subjects[subject].kind).filter { $0.supply.authority < supply.authority }
        for supplier in suppliers.sorted(by: { $0.supply.authority < $1.supply.authority }) {
            guard let other = self.question(supplier.connector, supplier.operation, subject), let known = said(concept, other) else { continue }
            return (theirs, known)
        }
        return nil
    }

    private func said(_ concept: ConceptID, _ question: ReplyBook.Question) -> Value? {
        guard case .found(let record)? = state.replies.reply(to: question, concept: concept)?.result, case .value(let value, _)? = record.values[concept] else { return nil }
        return value
    }
}
