@testable import Connectors
import Expressions
import Receipts
import Vocabulary

/// Where an operation writes a day of what has happened.
struct Happening: Sendable {
    let operation: OperationID
    /// The last name on the way there.
    let name: String
    let format: String?
}

extension [AskedPaths] {
    func happenings(in vocabulary: Vocabulary) -> [Happening] {
        flatMap { asked -> [Happening] in
            func happenings(_ reading: Supply.Reading, _ concept: Concept?) -> [Happening] {
                guard let concept else { return [] }
                switch reading {
                case .at(let path, let rules):
                    let name = path.text.split { !$0.isLetter && $0 != "_" }.last.map(String.init)
                    return concept.form.isNotFuture ? name.map { [Happening(operation: asked.operation.id, name: $0, format: rules.format)] } ?? [] : []
                case .parts(let parts):
                    return parts.flatMap { part in happenings(part.reading, concept.form.parts.first { $0.name == part.name }.flatMap { vocabulary[$0.concept] }) }
                case .computed: return []
                }
            }
            return (asked.supplies + asked.opens.flatMap(\.supplies)).flatMap { happenings($0.reading, vocabulary[$0.concept]) }
        }
    }
}

extension [Happening] {
    /// What cannot be so is not used; of a composite the whole.
    func reasons(_ paths: [AskedPaths]) -> Spoil.Reasons {
        { operation, supplied in
            let spoilt = Set(filter { $0.operation == operation.id }.map(\.name))
            let names = paths.filter { $0.operation.id == operation.id }.flatMap { $0.names(of: .init(concept: supplied.concept)) }
            return names.contains { spoilt.contains(String($0.split(separator: ":").last ?? "")) } ? [.invalid] : []
        }
    }
}
