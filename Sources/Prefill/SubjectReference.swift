import Connectors
public import Expressions
public import Vocabulary

/// How a subject is named where it is one to be found again: in the ledger, under a keyed pseudonym.
public enum SubjectReference {
    /// - Parameter keys: what a register is asked by, or a dossier was opened with.
    /// - Returns: `personal_id_number=015190000123`: the key that names a subject alone where there is one, else all of them; so
    ///   it is the same whatever was checked beside the key.
    public static func text(of keys: [ConceptID: String], in vocabulary: Vocabulary) -> String {
        let sole = vocabulary.soleKeys.first { keys[$0] != nil }
        return keys.filter { sole == nil || $0.key == sole }.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)=\($0.value)" }.joined(separator: "&")
    }
}
