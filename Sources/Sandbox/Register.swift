import Foundation

/// The registers, by the names of their connectors.
///
/// A new one is a case here, its line in `door`, a file with what it answers, and its lines of truth. Its file, token,
/// routes, variables and misbehaviour follow.
enum Register: String, CaseIterable, Sendable {
    case budget, business, identity, land, population, tax
    case civilStatus = "civil_status"
    case socialInsurance = "social_insurance"
    case socialProtection = "social_protection"
    case drivingLicence = "driving_licence"
    case constructionCapacity = "construction_capacity"

    var door: Door {
        switch self {
        case .population: .service(PopulationMessages.service)
        case .civilStatus: .service(CivilStatusReplies.service)
        case .business: .service(BusinessReplies.service)
        case .identity: .service(IdentityReplies.service)
        case .tax: .service(TaxReplies.service)
        case .socialInsurance: .service(InsuranceReplies.service)
        case .socialProtection: .service(SocialReplies.service)
        case .drivingLicence: .service(DrivingReplies.service)
        case .constructionCapacity: .table(capacityTable)
        case .land: .database(landDatabase)
        case .budget: .table(budgetTable)
        }
    }

    /// Reached over HTTP with a token; the others are files.
    var isService: Bool { if case .service = door { true } else { false } }

    /// What manifests call its address and its token: `CIVIL_STATUS_URL`, `CIVIL_STATUS_TOKEN`; or its file: `LAND_DB`, `BUDGET_CSV`.
    var variablePrefix: String { rawValue.uppercased() }

    /// Its file in a province.
    var fileName: String {
        switch door {
        case .service, .database: rawValue + ".sqlite"
        case .table: rawValue + ".csv"
        }
    }

    /// The variable that names its file; nil for a service.
    var fileVariable: String? {
        switch door {
        case .service: nil
        case .database: variablePrefix + "_DB"
        case .table: variablePrefix + "_CSV"
        }
    }
}

/// How a register is reached, and what it writes down.
enum Door: Sendable {
    case service(RegisterService)
    case database(RegisterDatabase)
    case table(RegisterTable)
}

/// A register that answers over HTTP from replies it wrote down.
struct RegisterService: Sendable {
    enum Style: Sendable {
        /// GET; a reply is stored under its path.
        case json(paths: [String])
        /// The population database's SOAP, POST; a reply is stored under operation and key.
        case soap(path: String)
    }

    let style: Style
    /// What it confirms without telling.
    var confirmation: Confirmation?
    /// What it is asked about several numbers at once.
    var question: ListQuestion?
    /// Everything it answers about one family: where it is stored, and the text.
    let replies: @Sendable (_ family: Family, _ asOf: CivilDay) -> [StoredReply]

    /// A JSON service. Nothing is stored where it holds nothing.
    static func json(
        _ paths: [String], confirming confirmation: Confirmation? = nil, listing question: ListQuestion? = nil,
        _ replies: @escaping @Sendable (Family, CivilDay) -> [(path: String, body: JSONValue?)]
    ) -> RegisterService {
        RegisterService(style: .json(paths: paths), confirmation: confirmation, question: question) { family, asOf in
            replies(family, asOf).compactMap { reply in reply.body.map { StoredReply(key: reply.path, body: $0.text) } }
        }
    }
}

struct StoredReply: Sendable {
    let key: String, body: String
}

/// A register kept in an SQLite file of its own shape.
struct RegisterDatabase: Sendable {
    /// Statements that make its tables, before the first row, and its indices, after the last.
    let tables: String, indices: String
    /// The rows of one family, whole, in the order of the columns.
    let rows: @Sendable (_ family: Family, _ asOf: CivilDay) -> [(table: String, values: [String?])]
}

/// A register published as a CSV file.
struct RegisterTable: Sendable {
    let columns: [String]
    /// Rows that are there however many people there are.
    var directory: @Sendable (_ units: [BudgetUnit]) -> [[String]] = { _ in [] }
    /// The rows of one family.
    var rows: @Sendable (_ family: Family, _ asOf: CivilDay) -> [[String]] = { _, _ in [] }
}
