import Connectors
import Expressions
import Vocabulary

extension Connectors.Operation {
    /// What a request is filled with, as the register writes it: the keys, and the values it is to confirm; nothing else.
    ///
    /// - Throws: `.unreadable` where one of them is missing, `.invalid` where a value cannot be so written: a day without its
    ///   month for a register that knows whole days alone.
    func arguments(_ known: [ConceptID: String]) throws(LookUpFailure) -> [ConceptID: String] {
        var arguments = known.filter { keys.contains($0.key) }
        guard arguments.count == keys.count else { throw .unreadable }
        for verification in verifies {
            guard let typed = known[verification.concept] else { throw .unreadable }
            arguments[verification.concept] = typed
            guard let format = verification.format else { continue }
            guard let date = PartialDate(typed), let written = DateLayout(format)?.text(of: date, partial: verification.partial) else { throw .invalid }
            arguments[verification.concept] = written
        }
        return arguments
    }
}
