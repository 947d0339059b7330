package import Expressions
package import Vocabulary

extension LookUp {
    /// The answer as far as it can be believed: a record that was written on a day to come is none to use.
    ///
    /// - Parameter isToCome: whether a day is later than the one it is read on.
    package func believed(in vocabulary: Vocabulary, isToCome: (PartialDate) -> Bool) -> LookUp {
        guard case .found(let record) = self else { return self }
        if let recorded = record.recordedAt, isToCome(recorded) { return .failed(.invalid) }
        return .found(record.believed(in: vocabulary, isToCome: isToCome))
    }
}

extension Record {
    /// The record as far as it can be: what has happened has not happened tomorrow.
    ///
    /// - Parameter isToCome: whether a day is later than the one it is read on.
    package func believed(in vocabulary: Vocabulary, isToCome: (PartialDate) -> Bool) -> Record {
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
            guard case .value(let value, let path) = read, let of = vocabulary[concept], of.isOfFuture(value, in: vocabulary, isToCome) else { continue }
            believed[concept] = .invalid(path: path)
        }
        return believed
    }
}

extension Concept {
    /// Whether a value says that something has happened on a day to come. Of a composite, one part is enough: what else the entry
    /// says is as doubtful.
    package func isOfFuture(_ value: Value, in vocabulary: Vocabulary, _ isToCome: (PartialDate) -> Bool) -> Bool {
        switch value {
        case .date(let day): form.isNotFuture && isToCome(day)
        case .list(let values): values.contains { isOfFuture($0, in: vocabulary, isToCome) }
        case .context(let entries):
            form.parts.contains { part in
                guard let entry = entries[part.name], let of = vocabulary[part.concept] else { return false }
                return of.isOfFuture(entry, in: vocabulary, isToCome)
            }
        default: false
        }
    }
}
