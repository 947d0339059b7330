import Expressions
public import Measurement
import Sourcing
import Vocabulary

extension DeclarationFolder {
    /// What each commune became in the merger of 2025, from the vocabulary's list `communes`; `nil` where that says of none.
    public var officeBridge: OfficeBridge? {
        guard let list = catalog.vocabulary.codeLists[CodeListID("communes")], let last = PartialDate(OfficeBridge.lastDay) else { return nil }
        let closed = list.entries.filter { $0.validTo == last && !($0.columns["successor"] ?? "").isEmpty }
        guard !closed.isEmpty else { return nil }
        let successors = Dictionary(closed.map { ($0.code, $0.columns["successor"] ?? "") }, uniquingKeysWith: { first, _ in first })
        // What was there before and was not touched is what it was.
        let untouched = list.entries.filter { entry in
            successors[entry.code] == nil && entry.validTo.map { last.isBefore($0) == true } ?? true && entry.validFrom.map { last.isBefore($0) == false } ?? true
        }
        return OfficeBridge(successors: successors.merging(untouched.map { ($0.code, $0.code) }) { first, _ in first })
    }
}
