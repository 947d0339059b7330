import Connectors
import Expressions
import Sourcing
import Vocabulary

extension Interpreter {
    /// Whether what stands under a person's key is about somebody else: numbers are reused and mistyped.
    ///
    /// A record that says name and birth is held against the register whose word they are. It is another's where both
    /// differ; where no birth is at hand, where the names share neither their first nor their last word. A name alone that
    /// changed, or a date alone, is the same person's older entry.
    func isOfAnother(_ record: Record, from operation: Operation, _ subject: SubjectID) -> Bool {
        guard subjects[subject].kind == .person, let name = pair(Self.name, record, operation, subject), let concept = vocabulary[Self.name],
            case .string(let theirs) = name.theirs, case .string(let known) = name.known, !comparison.areEqual(name.theirs, name.known, as: concept)
        else { return false }
        if let birth = pair(Self.birth, record, operation, subject), case .date(let one) = birth.theirs, case .date(let other) = birth.known {
            return one.isSameDay(as: other) == false
        }
        let words = [theirs, known].map { TextFolding.key($0).split(separator: " ") }
        return words[0].first != words[1].first && words[0].last != words[1].last
    }

    private static let name: ConceptID = "full_name", birth: ConceptID = "date_of_birth"

    /// What a record says, beside what the register of highest authority said of the same subject.
    private func pair(_ concept: ConceptID, _ record: Record, _ operation: Operation, _ subject: SubjectID) -> (theirs: Value, known: Value)? {
        guard let supply = operation.supply(concept), supply.authority > 1, case .value(let theirs, _)? = record.values[concept] else { return nil }
        for supplier in catalog.suppliers(of: concept, about: subjects[subject].kind) where supplier.supply.authority == 1 {
            guard let question = question(supplier.connector, supplier.operation, subject),
                case .found(let known)? = state.replies.reply(to: question, concept: concept)?.result, case .value(let value, _)? = known.values[concept]
            else { continue }
            return (theirs, value)
        }
        return nil
    }
}
