import Foundation
import GRDB

/// The registers on disk, while they are written: a SQLite file per service and the land register.
/// Rows go in as they come, in one transaction per batch; indices are built at the end.
final class RegisterFiles {
    private var stores: [ReplyStore] = []
    let population: ReplyStore, civilStatus: ReplyStore, business: ReplyStore, insurance: ReplyStore
    let identity: ReplyStore
    private let land: DatabaseQueue
    private var parcels: [Family] = []
    private var waiting = 0

    init(in folder: URL) throws {
        population = try ReplyStore(folder.appending(path: "population.sqlite"))
        civilStatus = try ReplyStore(folder.appending(path: "civil_status.sqlite"))
        business = try ReplyStore(folder.appending(path: "business.sqlite"))
        insurance = try ReplyStore(folder.appending(path: "social_insurance.sqlite"))
        identity = try ReplyStore(folder.appending(path: "identity.sqlite"))
        stores = [population, civilStatus, business, insurance, identity]
        land = try DatabaseQueue(path: folder.appending(path: "land.sqlite").path, configuration: bulkConfiguration())
        try land.write { try $0.execute(sql: landTables) }
    }

    /// Adds everything the registers hold about one family.
    func add(_ family: Family, asOf: CivilDay) throws {
        for index in family.people.indices {
            let id = family.people[index].id
            population.add("citizen", id, PopulationMessages.citizen(index, of: family))
            civilStatus.add("/civil/persons/\(id)/birth", CivilStatusReplies.birth(index, of: family))
            civilStatus.add("/civil/persons/\(id)/marriages", CivilStatusReplies.marriages(index, of: family))
            civilStatus.add("/civil/persons/\(id)/marital-status", CivilStatusReplies.maritalStatus(index, of: family))
            addIdentity(of: family.people[index])
            insurance.add("/insurance/participants/\(id)", InsuranceReplies.participant(index, of: family, asOf: asOf))
            insurance.add("/insurance/mothers/\(id)/birth-notes", InsuranceReplies.notes(of: index, in: family))
            business.add("/business/persons/\(id)/companies", BusinessReplies.companies(of: index, in: family))
        }
        for household in family.households {
            population.add("household", household.code, PopulationMessages.household(household, of: family))
        }
        for marriage in family.marriages where marriage.digitised {
            civilStatus.add("/civil/events/\(marriage.id)", CivilStatusReplies.marriage(marriage, of: family))
        }
        for newborn in family.newborns {
            guard let number = newborn.noteNumber else { continue }
            insurance.add("/insurance/birth-notes/\(number)", InsuranceReplies.note(newborn, in: family))
        }
        for company in family.companies {
            business.add("/business/companies/\(company.code)", BusinessReplies.company(company, of: family))
        }
        parcels.append(family)
        waiting += family.people.count
        if waiting >= 2_000 { try flush() }
    }

    func finish() throws {
        try flush()
        for store in stores { try store.finish() }
        try land.write { try $0.execute(sql: "create index holding_by_holder on holding (holder_id, holder_kind)") }
        try land.close()
    }

    private func flush() throws {
        for store in stores { try store.flush() }
        let families = parcels
        try land.write { database in
            let parcel = try database.cachedStatement(
                sql: "insert into parcel values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            let holding = try database.cachedStatement(sql: "insert into holding values (?, ?, ?, ?, ?)")
            for family in families {
                for one in family.parcels {
                    try parcel.execute(arguments: StatementArguments(row(of: one)))
                    for holder in one.holders {
                        try holding.execute(arguments: StatementArguments(row(of: holder, one, family)))
                    }
                }
            }
        }
        parcels.removeAll(keepingCapacity: true)
        waiting = 0
    }

    private func row(of parcel: Parcel) -> [String?] {
        [
            parcel.id, parcel.old.code, parcel.sheet, parcel.number, parcel.area, parcel.legalArea,
            parcel.address.street, parcel.address.commune, parcel.address.province,
            parcel.uses.joined(separator: ";"), parcel.uses[0] == "RSX" ? "DG-KTT" : "CNQ-CTT",
            ["ODT", "ONT"].contains(parcel.uses[0]) ? "Lâu dài" : "2064-07-01",
            parcel.certificate?.serial ?? "-/-", parcel.certificate?.register ?? "-/-",
            parcel.certificate?.issued.iso ?? "-/-", parcel.updated.iso,
        ]
    }

    private func row(of holder: Holder, _ parcel: Parcel, _ family: Family) -> [String?] {
        let share = parcel.holders.count > 1 ? "chung" : "riêng"
        return switch holder {
        case .person(let index): [parcel.id, "person", family.people[index].id, family.people[index].name.text, share]
        case .company(let index):
            [parcel.id, "organisation", family.companies[index].code, family.companies[index].name, share]
        }
    }
}

/// Replies by key: what one HTTP register answers.
final class ReplyStore {
    private let queue: DatabaseQueue
    private var rows: [(String, String)] = []

    init(_ file: URL) throws {
        queue = try DatabaseQueue(path: file.path, configuration: bulkConfiguration())
        try queue.write { try $0.execute(sql: "create table reply (key text not null, body text not null)") }
    }

    func add(_ operation: String, _ key: String, _ body: String) { rows.append(("\(operation)/\(key)", body)) }

    /// Nothing is stored for a register that holds nothing.
    func add(_ path: String, _ body: JSONValue?) {
        if let body { rows.append((path, body.text)) }
    }

    func flush() throws {
        let batch = rows
        try queue.write { database in
            let statement = try database.cachedStatement(sql: "insert into reply values (?, ?)")
            for (key, body) in batch { try statement.execute(arguments: [key, body]) }
        }
        rows.removeAll(keepingCapacity: true)
    }

    func finish() throws {
        try queue.write { try $0.execute(sql: "create unique index reply_by_key on reply (key)") }
        try queue.close()
    }
}

/// The files are built aside and renamed when whole, so a crash costs a rebuild, never half a register.
private func bulkConfiguration() -> Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
        try database.execute(sql: "pragma journal_mode = memory; pragma synchronous = off")
    }
    return configuration
}

private let landTables = """
    create table parcel (
      id text primary key, old_commune text not null, sheet text not null, number text not null,
      area_m2 text not null, legal_area_m2 text not null,
      street text, commune text not null, province text not null,
      uses text not null, origin text, term text,
      certificate_serial text not null, certificate_register text not null, certificate_date text not null,
      updated_at text not null,
      unique (old_commune, sheet, number)
    ) without rowid;
    create table holding (
      parcel_id text not null references parcel (id), holder_kind text not null, holder_id text not null,
      holder_name text, share text,
      primary key (parcel_id, holder_id)
    ) without rowid;
    """
