package import Expressions
package import Vocabulary

extension Operation {
    /// What a request is filled with, as the register writes it: the keys, and the values it is to confirm; nothing else.
    ///
    /// - Throws: `.notAsked` where one of them is missing, and where a value cannot be so written: a day without its month for a
    ///   register that knows whole days alone, a code it has no word for.
    package func arguments(_ known: [ConceptID: String], _ vocabulary: Vocabulary) throws(LookUpFailure) -> [ConceptID: String] {
        var arguments = known.filter { keys.contains($0.key) }
        guard arguments.count == keys.count else { throw .notAsked }
        for verification in verifies {
            guard let typed = known[verification.concept], let written = verification.written(typed, as: vocabulary[verification.concept]) else { throw .notAsked }
            arguments[verification.concept] = written
        }
        return arguments
    }
}

extension Verification {
    /// A typed value as the register writes it; `nil` where it cannot.
    fileprivate func written(_ typed: String, as concept: Concept?) -> String? {
        if !codes.isEmpty { return codes.first { $0.value == typed }?.key }
        guard concept?.type == .date || format != nil else { return typed }
        return PartialDate(typed).flatMap { (format.map { DateLayout($0) } ?? .ours)?.text(of: $0, partial: partial) }
    }
}
