public import Expressions

/// Who issued a paper: an authority of the list `authorities`, and the place it had then.
///
/// A place's code alone says nothing: all 99 communes of Lào Cai since 1 July 2025 have the code of an older one, 31 of them of
/// another name. So a place is its code and the first day of what the code meant.
public struct Issuer: Sendable, Hashable, Comparable {
    public let authority: String
    /// `nil` for an authority of the whole country, or one whose place is not known.
    public let place: Place?

    public struct Place: Sendable, Hashable {
        public let code: String
        /// `nil` where the list gives no first day.
        public let since: PartialDate?

        public init(code: String, since: PartialDate?) {
            self.code = code
            self.since = since
        }
    }

    public init(authority: String, place: Place? = nil) {
        self.authority = authority
        self.place = place
    }

    /// `commune_committee`, `commune_committee/02647@2004-07-08`.
    public var name: String { authority + (place.map { "/\($0.code)" + ($0.since.map { "@\($0)" } ?? "") } ?? "") }

    /// Reads what `name` writes.
    public init?(name: String) {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let authority = parts.first, !authority.isEmpty else { return nil }
        guard parts.count == 2 else {
            self.init(authority: String(authority))
            return
        }
        let place = parts[1].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let code = place.first, !code.isEmpty else { return nil }
        var since: PartialDate?
        if place.count == 2 {
            guard let day = PartialDate(String(place[1])), day.isFull else { return nil }
            since = day
        }
        self.init(authority: String(authority), place: Place(code: String(code), since: since))
    }

    public static func < (a: Self, b: Self) -> Bool { a.name < b.name }
}
