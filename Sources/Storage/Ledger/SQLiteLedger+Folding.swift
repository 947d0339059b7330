import Formats
import GRDB
public import Measurement
import NIOConcurrencyHelpers
import Receipts

extension SQLiteLedger {
    /// All events taken in, row by row, by several readers at once; none is kept.
    ///
    /// Most events differ from one that was read before only in their dossier and their hour. Such a one is told by a SHA-256 digest of the
    /// rest and not read again: two events of one digest are taken for the same, as in the chain itself.
    ///
    /// - Parameters:
    ///   - periods: those to be told apart.
    ///   - readers: as many as there are processors; more than four would only wait for each other.
    ///   - progress: told now and then how many of how many events are read; from any thread.
    /// - Throws: `StorageError.unreadableEvent`, the first, where a row was tampered with so that it reads no more.
    /// - Complexity: O(bytes of all events), in memory that grows with dossiers.
    public func folded(
        over periods: [Period] = [.unbounded], readers: Int = 2, progress: @escaping @Sendable (_ read: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> LedgerFold {
        let last = try await reading { try Int.fetchOne($0, sql: "SELECT max(sequence) FROM events") } ?? 0
        let folding = NIOLockedValueBox(Folding(over: periods, last: last))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(max(readers, 1), 4) {
                group.addTask {
                    try await reading { db in
                        var reader = EventReader(folding)
                        while let rows = folding.withLockedValue({ $0.nextRows() }) {
                            try reader.read(rows, in: db)
                            progress(folding.withLockedValue { $0.note(read: rows.count) }, last)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return try folding.withLockedValue { folding in
            if let bad = folding.firstUnreadable { throw StorageError.unreadableEvent(sequence: bad) }
            return folding.fold
        }
    }
}

/// What the readers share.
private struct Folding: Sendable {
    /// Rows one reader takes at a time.
    private static let together = 20_000

    var fold: LedgerFold
    /// The facts of events by the digest of what they share with others.
    var known: [Digest32: FactID] = [:]
    private(set) var firstUnreadable: Int?
    private let last: Int
    private var next = 1
    private var read = 0

    init(over periods: [Period], last: Int) {
        fold = LedgerFold(over: periods)
        self.last = last
    }

    /// The next numbers nobody reads yet, in their order, so that what lies before an unreadable row has a reader.
    mutating func nextRows() -> Range<Int>? {
        guard next <= last, firstUnreadable == nil else { return nil }
        defer { next += Self.together }
        return next..<min(next + Self.together, last + 1)
    }

    mutating func note(read rows: Int) -> Int {
        read += rows
        return read
    }

    mutating func noteUnreadable(_ sequence: Int) { firstUnreadable = min(firstUnreadable ?? sequence, sequence) }

    mutating func add(_ events: [EventReader.Event]) { for event in events { fold.add(event.fact, of: event.dossier, about: event.subject, at: event.hour) } }
}

/// One reader of a ledger's rows.
private struct EventReader {
    struct Event: Sendable {
        let dossier: LedgerPseudonym
        let subject: LedgerPseudonym?
        let hour: String
        let fact: FactID
    }

    private static let together = 1_024

    private let folding: NIOLockedValueBox<Folding>
    /// As `Folding.known`, of the events this reader saw: asking it takes no lock. `nil` for what has to be read each time.
    private var known: [Digest32: FactID?] = [:]
    private var events: [Event] = []

    init(_ folding: NIOLockedValueBox<Folding>) {
        self.folding = folding
        events.reserveCapacity(Self.together)
    }

    mutating func read(_ sequences: Range<Int>, in db: GRDB.Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT sequence, content FROM events WHERE sequence >= ? AND sequence < ? ORDER BY sequence")
        let rows = try Row.fetchCursor(statement, arguments: [sequences.lowerBound, sequences.upperBound])
        while let row = try rows.next() {
            let read: Event? = try LedgerReading.text(row, 1) { content in try? event(of: content) }
            guard let read else {
                let sequence: Int = row[0]
                folding.withLockedValue { $0.noteUnreadable(sequence) }
                return
            }
            events.append(read)
            if events.count == Self.together { flush() }
        }
        flush()
    }

    private mutating func flush() {
        folding.withLockedValue { [events] in $0.add(events) }
        events.removeAll(keepingCapacity: true)
    }

    private mutating func event(of content: UnsafeRawBufferPointer) throws -> Event {
        guard let cut = EventCut(content) else { return try whole(content) }
        if let fact = known[cut.rest] {
            guard let fact else { return try whole(content) }
            return Event(cut, fact)
        }
        if let fact = folding.withLockedValue({ $0.known[cut.rest] }) {
            known[cut.rest] = .some(fact)
            return Event(cut, fact)
        }
        let event = try whole(content)
        guard cut.isOfEvent else {
            known[cut.rest] = .some(nil)
            return event
        }
        // Another reader may have been here first; both numbers are of the same fact.
        folding.withLockedValue { $0.known[cut.rest] = event.fact }
        known[cut.rest] = .some(event.fact)
        return event
    }

    private func whole(_ content: UnsafeRawBufferPointer) throws -> Event {
        let entry = try LedgerEntry(json: try JSON(parsing: content))
        return Event(
            dossier: LedgerPseudonym(entry.dossier), subject: LedgerFold.subject(of: entry.fact), hour: entry.hour, fact: folding.withLockedValue { $0.fold.note(entry.fact) })
    }
}

extension EventReader.Event {
    init(_ cut: EventCut, _ fact: FactID) {
        func pseudonym(_ bytes: UnsafeRawBufferPointer) -> LedgerPseudonym { LedgerPseudonym(utf8: bytes) ?? .text(String(decoding: bytes, as: UTF8.self)) }
        self.init(
            dossier: pseudonym(cut.dossier), subject: cut.subject.map(pseudonym), hour: String(decoding: cut.hour, as: UTF8.self), fact: fact)
    }
}
