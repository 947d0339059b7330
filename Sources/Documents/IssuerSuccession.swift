public import Expressions
public import Vocabulary

/// Who has an abolished issuer's duties: the commune its commune went into, the province, the office that followed an office.
///
/// The facts are the vocabulary's code lists with their last days and successors: communes and provinces by Resolution 202/2025/QH15
/// (the table of Lào Cai is compiled from two public tables, named in its list), authorities by theirs. The districts abolished on
/// 1 July 2025 have no successor here: their duties went to communes and provinces by subject (general knowledge, to be checked), so
/// no office follows a district's in everything, and a paper of one is nobody else's.
public struct IssuerSuccession: Sendable {
    private let authorities: Chain
    private let places: Chain

    public init(_ vocabulary: Vocabulary) {
        authorities = Chain(Self.authorityLists.map { vocabulary.codeLists[$0] })
        places = Chain(Self.placeLists.map { vocabulary.codeLists[$0] })
    }

    /// The lists issuers are of, and their places.
    static var authorityLists: [CodeListID] { [CodeList.authorities, CodeListID("identity_authorities")] }
    static var placeLists: [CodeListID] { [CodeListID("communes"), CodeListID("provinces")] }

    /// What a place's code means on a day.
    func place(_ code: String, on day: PartialDate) -> Issuer.Place? { places.meaning(of: code, on: day).map { Issuer.Place(code: $0.code, since: $0.since) } }

    /// What a place's code meant last.
    func latestPlace(_ code: String) -> Issuer.Place? { places.latest(code).map { Issuer.Place(code: $0.code, since: $0.since) } }

    /// Whether there is such an authority in that place on a day.
    public func isThere(_ issuer: Issuer, on day: PartialDate) -> Bool {
        guard authorities.meaning(of: issuer.authority, on: day) != nil else { return false }
        return issuer.place.map { places.meaning(of: $0.code, on: day) == Chain.Link(code: $0.code, since: $0.since) } ?? true
    }

    /// Who acts for an issuer on a day: itself while it is there, then who has its duties; `nil` before there was such, and where nobody
    /// followed it in everything.
    public func holder(of issuer: Issuer, on day: PartialDate) -> Issuer? {
        if isThere(issuer, on: day) { return issuer }
        return successor(of: issuer, on: day).flatMap { $0 != issuer && isThere($0, on: day) ? $0 : nil }
    }

    /// What the codes of an issuer meant on a day.
    ///
    /// - Parameters:
    ///   - place: a commune's or a province's code.
    ///   - day: when the paper was issued.
    /// - Returns: `nil` where there was no such authority or place on that day.
    public func issuer(_ authority: String, place: String? = nil, on day: PartialDate) -> Issuer? {
        guard authorities.meaning(of: authority, on: day) != nil else { return nil }
        guard let place else { return Issuer(authority: authority) }
        guard let meant = places.meaning(of: place, on: day) else { return nil }
        return Issuer(authority: authority, place: Issuer.Place(code: meant.code, since: meant.since))
    }

    /// Who has an issuer's duties on a day; itself while it exists.
    ///
    /// - Returns: `nil` where nobody followed it in everything.
    public func successor(of issuer: Issuer, on day: PartialDate) -> Issuer? {
        guard let authority = authorities.successor(ofCode: issuer.authority, on: day) else { return nil }
        guard let place = issuer.place else { return Issuer(authority: authority) }
        guard let now = places.successor(of: Chain.Link(code: place.code, since: place.since), on: day) else { return nil }
        return Issuer(authority: authority, place: Issuer.Place(code: now.code, since: now.since))
    }

    /// An issuer and everybody whose duties it took over, in order of their names.
    ///
    /// - Complexity: O(those found).
    public func predecessors(of issuer: Issuer) -> [Issuer] {
        let codes = authorities.predecessors(ofCode: issuer.authority)
        guard let place = issuer.place else { return codes.map { Issuer(authority: $0) }.sorted() }
        let places = places.predecessors(of: Chain.Link(code: place.code, since: place.since))
        return codes.flatMap { code in places.map { Issuer(authority: code, place: Issuer.Place(code: $0.code, since: $0.since)) } }.sorted()
    }
}

/// Codes of lists, each for a time, and what each became.
private struct Chain: Sendable {
    struct Link: Sendable, Hashable {
        let code: String
        let since: PartialDate?
    }

    private struct Span: Sendable {
        let link: Link
        let last: PartialDate?

        func isValid(on day: PartialDate) -> Bool { link.since.map { day.isBefore($0) == false } ?? true && last.map { $0.isBefore(day) == false } ?? true }
    }

    private var spans: [String: [Span]] = [:]
    private var next: [Link: Link] = [:]
    private var before: [Link: [Link]] = [:]

    init(_ lists: [CodeList?]) {
        let entries = lists.compactMap(\.self).flatMap(\.entries)
        for entry in entries {
            spans[entry.code, default: []].append(Span(link: Link(code: entry.code, since: entry.validFrom), last: entry.validTo))
        }
        for entry in entries {
            guard let last = entry.validTo, let code = entry.columns["successor"], !code.isEmpty, let day = last.adding(days: 1) else { continue }
            let link = Link(code: entry.code, since: entry.validFrom)
            // The successor is what its code means the day after.
            guard let follower = meaning(of: code, on: day), follower != link else { continue }
            next[link] = follower
            before[follower, default: []].append(link)
        }
    }

    func meaning(of code: String, on day: PartialDate) -> Link? { spans[code]?.first { $0.isValid(on: day) }?.link }

    func latest(_ code: String) -> Link? {
        spans[code]?.max { a, b in a.link.since.map { first in b.link.since.map { first.isBefore($0) == true } ?? false } ?? (b.link.since != nil) }?.link
    }

    func successor(of link: Link, on day: PartialDate) -> Link? {
        var now = link, seen: Set<Link> = []
        while seen.insert(now).inserted {
            guard let span = spans[now.code]?.first(where: { $0.link == now }) else { return nil }
            if span.last.map({ $0.isBefore(day) != true }) ?? true { return now }
            guard let follower = next[now] else { return nil }
            now = follower
        }
        return nil
    }

    /// A code without a first day of its own: its latest meaning that began by the day.
    func successor(ofCode code: String, on day: PartialDate) -> String? {
        guard let span = spans[code]?.last else { return nil }
        return successor(of: span.link, on: day)?.code
    }

    func predecessors(of link: Link) -> [Link] {
        var found: [Link] = [], waiting = [link], seen: Set<Link> = []
        while let link = waiting.popLast() {
            guard seen.insert(link).inserted else { continue }
            found.append(link)
            waiting += before[link] ?? []
        }
        return found
    }

    func predecessors(ofCode code: String) -> Set<String> {
        Set((spans[code] ?? []).flatMap { predecessors(of: $0.link) }.map(\.code)).union([code])
    }
}
