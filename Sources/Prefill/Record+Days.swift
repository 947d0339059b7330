import Connectors
import Expressions
import Vocabulary

extension Record {
    /// The record as far as it can be: what has happened has not happened tomorrow.
    ///
    /// - Parameter isToCome: whether a day is later than the one it is read on.
    func believed(in vocabulary: Vocabulary, isToCome: (PartialDate) -> Bool) -> Record {
        let links = links.mapValues { list in
            LinkList(
                links: list.links.map { Link(kind: $0.kind, keys: $0.keys, values: Self.believed($0.values, vocabulary, isToCome)) }, isComplete: list.isComplete,
                isReadable: list.isReadable)
        }
        return Record(identifiedBy: identifiedBy, values: Self.believed(values, vocabulary, isToCome), links: links, recordedAt: recordedAt)
    }

    private static func believed(_ values: [ConceptID: ReadValue], _ vocabulary: Vocabulary, _ isToCome: (PartialDate) -> Bool) -> [ConceptID: ReadValue] {
        var believed = values
        for (concept, read) in values {
            guard case .value(let value, let path) = read, let of = vocabulary[concept], isOfFuture(value, of, vocabulary, isToCome) else { continue }
            believed[concept] = .invalid(path: path)
        }
        return believed
    }

    /// Of a composite, one part is enough: what else the entry says is as doubtful.
    private static func isOfFuture(_ value: Value, _ concept: Concept, _ vocabulary: Vocabulary, _ isToCome: (PartialDate) -> Bool) -> Bool {
        switch value {
        case .date(let day): concept.form.isNotFuture && isToCome(day)
        case .list(let values): values.contains { isOfFuture($0, concept, vocabulary, isToCome) }
        case .context(let entries):
            concept.form.parts.contains { part in
                guard let entry = entries[part.name], let of = vocabulary[part.concept] else { return false }
                return isOfFuture(entry, of, vocabulary, isToCome)
            }
        default: false
        }
    }
}
