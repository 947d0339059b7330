public import Formats
import GRDB
import Receipts

/// One time somebody read, or a dossier was opened, about a person; by codes, and never with anybody else's name.
public struct AccessRecord: Sendable, Hashable {
    /// The hour, UTC.
    public let hour: String
    /// The dossier it happened in; `nil` where the ledger does not say.
    public let opening: Opening?
    /// What was asked of which register; `nil` for the opening of a dossier.
    public let reading: Reading?

    /// For what, and by whom, as far as that names nobody.
    public struct Opening: Sendable, Hashable {
        public let form: String
        public let procedure: String
        public let purpose: String
        public let channel: String
        /// On what footing its applicant acted.
        public let basis: String
        /// A clerk typed for them.
        public let hasOperator: Bool
        /// It is the person's own dossier, not somebody else's in which they occur.
        public let isOwn: Bool
    }

    public struct Reading: Sendable, Hashable {
        public let connector: String
        public let operation: String
        public let purpose: String
        public let attributes: Int
        public let result: String
    }

    public var json: JSON {
        var object: JSONObject = ["hour": .string(hour), "event": .string(reading == nil ? "opened" : "looked-up")]
        if let reading {
            object["connector"] = .string(reading.connector)
            object["operation"] = .string(reading.operation)
            object["purpose"] = .string(reading.purpose)
            object["attributes"] = .number("\(reading.attributes)")
            object["result"] = .string(reading.result)
        }
        if let opening {
            object["form"] = .string(opening.form)
            object["procedure"] = .string(opening.procedure)
            if reading == nil { object["purpose"] = .string(opening.purpose) }
            object["channel"] = .string(opening.channel)
            object["basis"] = .string(opening.basis)
            object["operator"] = .bool(opening.hasOperator)
            object["own"] = .bool(opening.isOwn)
        }
        return .object(object)
    }
}

extension SQLiteLedger {
    /// A person's own access log: who read what about them, when, for what.
    ///
    /// The events carry a pseudonym that is another each month; with the key it is computed for every month there is.
    ///
    /// - Parameter subject: as `Pseudonyms.subject` takes it.
    /// - Complexity: O(events).
    public func accesses(about subject: String, by pseudonyms: Pseudonyms) async throws -> [AccessRecord] {
        try await reading { db in
            let months = try String.fetchAll(db, sql: "SELECT DISTINCT substr(hour, 1, 7) FROM events")
            let names = Set(months.map { pseudonyms.subject(subject, in: $0) })
            var records: [AccessRecord] = []
            let rows = try Row.fetchCursor(
                db, sql: """
                    SELECT sequence, previous, hash, content FROM events
                    WHERE kind IN ('opened', 'looked-up') AND json_extract(content, '$.subject') IN (\(names.map { _ in "?" }.joined(separator: ", "))) ORDER BY sequence
                    """, arguments: StatementArguments(names))
            while let row = try rows.next() {
                let entry = try LedgerRow(row).entry()
                switch entry.fact {
                case .opened(let fact): records.append(AccessRecord(hour: entry.hour, opening: Self.opening(fact, names), reading: nil))
                case .lookedUp(let fact):
                    let reading = AccessRecord.Reading(
                        connector: fact.connector, operation: fact.operation, purpose: fact.purpose, attributes: fact.attributes, result: fact.result)
                    records.append(AccessRecord(hour: entry.hour, opening: try Self.opening(of: entry.dossier, names, in: db), reading: reading))
                default: break
                }
            }
            return records
        }
    }

    private static func opening(_ fact: OpenedFact, _ names: Set<String>) -> AccessRecord.Opening {
        AccessRecord.Opening(
            form: fact.form, procedure: fact.procedure, purpose: fact.purpose, channel: fact.channel, basis: fact.basis, hasOperator: fact.hasOperator,
            isOwn: fact.subject.map(names.contains) ?? false)
    }

    private static func opening(of dossier: String, _ names: Set<String>, in db: GRDB.Database) throws -> AccessRecord.Opening? {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, previous, hash, content FROM events WHERE dossier = ? AND kind = 'opened' AND kind <> 'looked-up' LIMIT 1")
        guard let row = try Row.fetchOne(statement, arguments: [dossier]), case .opened(let fact) = try LedgerRow(row).entry().fact else { return nil }
        return opening(fact, names)
    }
}
