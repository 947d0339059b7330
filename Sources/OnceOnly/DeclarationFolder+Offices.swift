import Expressions
public import Measurement
import Sourcing
import Vocabulary

extension DeclarationFolder {
    /// What each commune became in the merger of 2025, from the vocabulary's list `communes`; `nil` where that says of none. One with several
    /// entries that end then is parted among their successors.
    public var officeBridge: OfficeBridge? {
        guard let list = catalog.vocabulary.codeLists[CodeListID("communes")], let last = PartialDate(OfficeBridge.lastDay) else { return nil }
        let closed = list.entries.filter { $0.validTo == last && !($0.columns["successor"] ?? "").isEmpty }
        guard !closed.isEmpty else { return nil }
        let codes = Set(closed.map(\.code))
        // What was there before and was not touched is what it was.
        let untouched = list.entries.filter { entry in
            !codes.contains(entry.code) && entry.validTo.map { last.isBefore($0) == true } ?? true && entry.validFrom.map { last.isBefore($0) == false } ?? true
        }
        return OfficeBridge(closed.map { (before: $0.code, after: $0.columns["successor"] ?? "") } + untouched.map { (before: $0.code, after: $0.code) })
    }
}
