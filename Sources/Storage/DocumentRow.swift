import Crypto
import Documents
import Expressions
import Formats
import Foundation
import GRDB
import Vocabulary

/// A row of `documents`: what is looked for by, bound to the sealed record beside it.
struct DocumentRow: Sendable {
    let id: String
    let tenant: String
    let kind: String
    /// Empty where it is not known.
    let issuer: String
    /// Days since 1970; the far ends of time where nothing is said.
    let issued: Int
    let until: Int
    let deposited: Int
    let isRestricted: Bool
    /// The day after which a copy is of no use.
    let due: Int
    /// The content's keyed name.
    let content: String
    var sealed = Data()

    static let earliest = -4_000_000_000, latest = 4_000_000_000

    /// The columns of a record, before it is sealed.
    init(_ record: DocumentRecord, tenant: String, content: String) {
        id = record.id
        self.tenant = tenant
        kind = record.kind.rawValue
        issuer = record.particulars.issuer?.name ?? ""
        issued = record.particulars.issued?.earliest.dayNumber ?? Self.earliest
        until = record.particulars.validUntil?.latest.dayNumber ?? Self.latest
        deposited = record.provenance.depositedOn.earliest.dayNumber ?? Self.earliest
        isRestricted = record.standing.restriction != nil
        due = record.standing.retention?.keepUntil?.latest.dayNumber ?? Self.latest
        self.content = content
    }

    init(_ row: Row) {
        id = row["id"]
        tenant = row["tenant"]
        kind = row["kind"]
        issuer = row["issuer"]
        issued = row["issued"]
        until = row["until"]
        deposited = row["deposited"]
        isRestricted = row["restricted"]
        due = row["due"]
        content = row["content"]
        sealed = row["sealed"]
    }

    static func sealed(_ record: DocumentRecord, with key: SymmetricKey, tenant: String, content: String) throws -> DocumentRow {
        var row = DocumentRow(record, tenant: tenant, content: content)
        row.sealed = try Envelope.sealed(Data(record.json.serialized(.compact).utf8), with: key, as: row.context)
        return row
    }

    /// - Returns: `nil` where the key is another, or any column is not what was written.
    func record(with key: SymmetricKey) -> DocumentRecord? {
        guard let bytes = Envelope.opened(sealed, with: key, as: context), let json = try? JSON(parsing: bytes) else { return nil }
        return DocumentRecord(json: json)
    }

    private var context: [String] { ["record", id, tenant, kind, issuer, "\(issued)", "\(until)", "\(deposited)", "\(isRestricted)", "\(due)", content] }
}
