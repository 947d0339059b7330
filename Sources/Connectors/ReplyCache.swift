/// Records kept for a moment, so that the next dossier of the same person and purpose need not ask again.
///
/// Only found records are kept: an absence may end any moment, and a failure is no knowledge.
package struct ReplyCache: Sendable {
    /// What makes two look-ups the same: subject, attributes, purpose, and the version of the declarations they are read by.
    package struct Question: Sendable, Hashable {
        package let request: ConnectorRequest
        package let purpose: String
        package let version: String

        package init(request: ConnectorRequest, purpose: String, version: String) {
            self.request = request
            self.purpose = purpose
            self.version = version
        }
    }

    package struct Entry: Sendable, Hashable {
        package let record: Record
        /// The instant it was really fetched, for provenance.
        package let fetchedAt: String

        package init(record: Record, fetchedAt: String) {
            self.record = record
            self.fetchedAt = fetchedAt
        }
    }

    private struct Kept: Sendable {
        let entry: Entry
        let until: Duration
        let number: Int
    }

    package let capacity: Int
    private var kept: [Question: Kept] = [:]
    /// In the order they were kept; those replaced since stand in it still, and are passed over.
    private var order: [(question: Question, number: Int)] = []
    private var head = 0
    private var last = 0

    package init(capacity: Int = 10_000) { self.capacity = max(0, capacity) }

    package var count: Int { kept.count }

    /// - Returns: `nil` where nothing is kept, or not fresh enough any more for the most demanding of the attributes.
    package mutating func entry(for question: Question, at now: Duration) -> Entry? {
        guard let found = kept[question] else { return nil }
        guard now < found.until else {
            kept[question] = nil
            return nil
        }
        return found.entry
    }

    /// - Parameter limit: how long the most demanding attribute may be kept; not kept at all where it is not positive.
    package mutating func keep(_ entry: Entry, for question: Question, limit: Duration, at now: Duration) {
        guard limit > .zero, capacity > 0 else { return }
        last += 1
        kept[question] = Kept(entry: entry, until: now + limit, number: last)
        order.append((question, last))
        drop(at: now)
    }

    /// Forgets the oldest while there are too many, and those at the old end whose time is over: nobody's data stay longer
    /// than they are of use.
    private mutating func drop(at now: Duration) {
        while head < order.count {
            let (question, number) = order[head]
            if let found = kept[question], found.number == number {
                guard kept.count > capacity || now >= found.until else { break }
                kept[question] = nil
            }
            head += 1
        }
        if head > 64, head * 2 > order.count {
            order.removeFirst(head)
            head = 0
        }
    }
}

extension Operation {
    /// How long an answer to a request may be kept: as long as the most demanding of its attributes allows.
    ///
    /// - Returns: `nil` where one of them says nothing about it: then nothing is kept.
    package func cacheLimit(for request: ConnectorRequest) -> Duration? {
        var limits: [Duration] = []
        for concept in request.concepts {
            let supplies = ([supply(concept)] + opens.filter { request.relations.contains($0.relation) }.map { $0.supply(concept) }).compactMap(\.self)
            guard !supplies.isEmpty else { return nil }
            for supply in supplies {
                guard let limit = supply.cacheFor else { return nil }
                limits.append(limit)
            }
        }
        for relation in request.relations {
            guard let limit = opens(relation)?.cacheFor else { return nil }
            limits.append(limit)
        }
        return limits.min()
    }
}
