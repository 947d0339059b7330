import Connectors
import Drivers
import Expressions
import Forms
import Foundation
import GRDB
import OnceOnly
import Prefill
import Sandbox
import Vocabulary

/// The population database of a province over again as an SQLite file, with a manifest for it, beside the shipped form of residence
/// declarations: what was asked of the real one over its own transport is written into tables.
struct SQLitePopulation {
    let folder: URL
    let file: URL
    /// Personal numbers of who declares, all of age: a child's parents are asked of a register that is not here.
    let subjects: [String]

    init(of province: URL, in folder: URL) async throws {
        self.folder = folder
        file = folder.appending(path: "population.sqlite")
        try Self.declare(in: folder)
        let corpus = try Corpus(province: province, form: "cu-tru-ct01", most: .max)
        let applicants = corpus.applicants[FormID("cu-tru-ct01")] ?? []
        let numbers = Set(applicants.compactMap { $0.opening.subject.keys["personal_id_number"] }).sorted()
        let database = try DatabaseQueue(path: file.path)
        try await database.write { try $0.execute(sql: Self.tables) }
        subjects = try await ProvinceServer.serving(province) { variables in
            let (factory, registers) = try corpus.registers(variables)
            guard let register = registers.first(where: { $0.manifest.id.rawValue == "population" }) else { throw WorkFailed(name: "population") }
            var households: Set<String> = [], adults: [String] = []
            for subject in numbers {
                guard case .found(let citizen) = await register.lookUp(Self.request(OperationID("citizen"), "personal_id_number", subject, Self.concepts, [RelationID("household")])) else { continue }
                if case .date(let birth)? = Self.value(citizen.values["date_of_birth"]), birth.year <= Self.lastYear { adults.append(subject) }
                let household = citizen.links[RelationID("household")]?.links.first?.keys["household_code"]
                try await database.write { try Self.write(subject, citizen, household, in: $0) }
                guard let household, households.insert(household).inserted,
                    case .found(let list) = await register.lookUp(Self.request(OperationID("household"), "household_code", household, Self.listed, [RelationID("head"), RelationID("members")]))
                else { continue }
                try await database.write { try Self.write(household, list, in: $0) }
            }
            await factory.close()
            return adults
        }
    }

    private static let concepts: Set<ConceptID> = ["full_name", "date_of_birth", "gender", "phone", "email", "relationship_to_head", "permanent_residence"]
    /// Of birth, for somebody of age on the province's day.
    private static let lastYear = 2007
    private static let listed: Set<ConceptID> = ["full_name", "date_of_birth", "relationship_to_head"]

    private static func request(_ operation: OperationID, _ key: ConceptID, _ value: String, _ concepts: Set<ConceptID>, _ relations: Set<RelationID>) -> ConnectorRequest {
        ConnectorRequest(connector: ConnectorID("population"), operation: operation, keys: [key: value], concepts: concepts, relations: relations)
    }

    // MARK: the register

    private static let tables = """
        create table citizen (
          id text primary key, full_name text, date_of_birth text, gender text, phone text, email text, relationship text,
          street text, commune text, district text, province text, household text, updated_at text
        ) without rowid;
        create table member (
          household text, number integer, id text, full_name text, date_of_birth text, relationship text, is_head integer, primary key (household, number)
        ) without rowid;
        """

    private static func write(_ id: String, _ citizen: Connectors.Record, _ household: String?, in database: Database) throws {
        let home: [String: Value] = if case .context(let parts)? = value(citizen.values["permanent_residence"]) { parts } else { [:] }
        let own = ["full_name", "date_of_birth", "gender", "phone", "email", "relationship_to_head"].map { text(value(citizen.values[$0])) }
        let cells = [id] + own + ["street", "commune", "district", "province"].map { text(home[$0]) } + [household, citizen.recordedAt?.description]
        try database.execute(sql: "insert into citizen values (\(cells.map { _ in "?" }.joined(separator: ", ")))", arguments: StatementArguments(cells))
    }

    private static func write(_ household: String, _ list: Connectors.Record, in database: Database) throws {
        let head = list.links[RelationID("head")]?.links.first?.keys["personal_id_number"]
        for (number, member) in (list.links[RelationID("members")]?.links ?? []).enumerated() {
            let id = member.keys["personal_id_number"]
            let own = ["full_name", "date_of_birth", "relationship_to_head"].map { text(value(member.values[$0])) }
            try database.execute(
                sql: "insert into member values (?, ?, ?, ?, ?, ?, ?)", arguments: [household, number, id, own[0], own[1], own[2], id == head ? 1 : 0])
        }
    }

    private static func value(_ read: ReadValue?) -> Value? { if case .value(let value, _)? = read { value } else { nil } }

    private static func text(_ value: Value?) -> String? {
        switch value {
        case .string(let text): text
        case .date(let date): date.description
        default: nil
        }
    }

    // MARK: its declarations

    /// The shipped form and what it needs, with grants of its own purpose alone.
    private static func declare(in folder: URL) throws {
        let files = FileManager.default
        for name in ["vocabulary", "evidence", "forms/cu-tru-ct01.yaml", "baselines/cu-tru-ct01.yaml"] {
            let place = folder.appending(path: "FormSchemas/\(name)")
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: URL(filePath: "FormSchemas/\(name)"), to: place)
        }
        try files.createDirectory(at: folder.appending(path: "Connectors/population"), withIntermediateDirectories: true)
        for name in ["land", "civil_status"] { try files.copyItem(at: URL(filePath: "Connectors/\(name)"), to: folder.appending(path: "Connectors/\(name)")) }
        try Data(manifest.utf8).write(to: folder.appending(path: "Connectors/population/manifest.yaml"))
        let grants = try String(contentsOf: URL(filePath: "Connectors/grants.yaml"), encoding: .utf8)
        let own = grants.components(separatedBy: "\n  - purpose: ").filter { $0.hasPrefix("residence-declaration\n") }
        guard !own.isEmpty else { throw WorkFailed(name: "grants of residence-declaration") }
        try Data(("grants:\n" + own.map { "  - purpose: \($0)\n" }.joined()).utf8).write(to: folder.appending(path: "Connectors/grants.yaml"))
    }

    private static let manifest = """
        connector: population
        title: {vi: Dân cư, en: Population}
        legalBasis: none
        transport: {kind: sql, database: "${POPULATION_DB}", timeout: 1s}
        operations:
          citizen:
            about: person
            key: [personal_id_number]
            request: {query: "select * from citizen where id = :personal_id_number"}
            record: rows
            identifies: id
            recordedAt: {at: updated_at, format: yyyy-MM-dd}
            supplies:
              personal_id_number: {at: id, authority: 1}
              full_name: {at: full_name, authority: 1}
              date_of_birth: {at: date_of_birth, format: yyyy-MM-dd, partial: true, authority: 1}
              gender: {at: gender, authority: 1}
              phone: {at: phone, authority: 2, freshFor: P2Y}
              email: {at: email, authority: 2}
              relationship_to_head: {at: relationship, authority: 1}
              permanent_residence:
                parts:
                  street: {at: street}
                  commune: {at: commune}
                  district: {at: district}
                  province: {at: province}
                authority: 1
            opens:
              household: {kind: household, key: {household_code: household}}
          head:
            about: household
            key: [household_code]
            request: {query: "select household, id from member where household = :household_code and is_head = 1"}
            record: rows
            identifies: household
            opens:
              head: {kind: person, key: {personal_id_number: id}}
          members:
            about: household
            key: [household_code]
            request: {query: "select * from member where household = :household_code order by number"}
            record: rows
            many: list
            identifies: household
            opens:
              members:
                kind: person
                list: rows
                complete: true
                key: {personal_id_number: id}
                supplies:
                  full_name: {at: full_name, authority: 1}
                  date_of_birth: {at: date_of_birth, format: yyyy-MM-dd, partial: true, authority: 1}
                  relationship_to_head: {at: relationship, authority: 1}

        """
}
