/// Shares in 0...1: what specialised registers have on people, and the gaps they have.
public struct ListRates: Sendable, Hashable {
    /// A household is on the commune's list of poor, or of near-poor households.
    public var poor = 0.1, nearPoor = 0.08
    /// The commune's list of this year has not reached the database: it still has the one before.
    public var listLate = 0.05
    /// What social protection has on somebody was never matched with a personal number.
    public var unmatched = 0.05
    /// A person under, or over sixty has a disability certificate.
    public var disabled = 0.02, oldDisabled = 0.12
    /// Somebody insured and of age draws a pension; somebody over 65 an allowance for people with merit.
    public var pension = 0.35, merit = 0.06
    /// An adult has a driving licence; it was never entered in the database; the entry names no school.
    public var driver = 0.6, paperLicence = 0.06, schoolUnknown = 0.3
    /// A driver has a road traffic violation not settled yet.
    public var violation = 0.05
    /// A household uses land without a certificate; the cadastral map has it; the land book names its user.
    public var usesUncertified = 0.4, onMap = 0.85, userNamed = 0.8

    public init() {}
}

/// What specialised registers have on the people of a family.
struct Listed {
    /// By person, in the order of the family's people.
    var standings: [Standing] = []
    var licences: [DrivingLicence] = []
    var surveyed: [SurveyedParcel] = []
}

/// What social protection, insurance and the police know of one person's situation.
struct Standing {
    /// Without it nothing is found under the personal number.
    var isMatched: Bool
    var poverty: Poverty
    /// When the list the database has was decided; late: not the one of this year.
    let listDecided: CivilDay, isListLate: Bool
    var disability: Disability?
    var pension: Allowance?, socialAllowance: Allowance?, merit: Allowance?
    var hasViolation = false

    /// Codes of land fee exemption, as the register has them and as the vocabulary has them.
    var exemptions: [(register: String, code: String)] {
        var found: [(String, String)] = []
        if merit != nil { found.append(("NCC", "merit")) }
        if poverty == .poor { found.append(("HN", "poor_household")) }
        if let disability, disability.level != .mild { found.append(("KT", "severe_disability")) }
        return found
    }
}

/// Codes of the vocabulary's list `poverty_status`, with the register's own codes.
enum Poverty: String {
    case poor, neither
    case nearPoor = "near_poor"

    var registerCode: String {
        switch self {
        case .poor: "HN"
        case .nearPoor: "CN"
        case .neither: "KHONG"
        }
    }
}

struct Disability {
    enum Level: String {
        case severe, mild
        case verySevere = "very_severe"

        var registerCode: String {
            switch self {
            case .verySevere: "DBN"
            case .severe: "N"
            case .mild: "NHE"
            }
        }
    }

    let number: String, issued: CivilDay, issuer: String
    let type: (register: String, code: String)
    let level: Level
}

/// A monthly amount in đồng, since a month.
struct Allowance {
    let amount: Int, since: CivilDay

    /// `2024-07`
    var month: String { "\(digits(since.year, 4))-\(digits(since.month, 2))" }
    /// `07/2024`
    var paperMonth: String { "\(digits(since.month, 2))/\(digits(since.year, 4))" }
}

struct DrivingLicence {
    let number: String, holder: Int
    let licenceClass: String, issuer: String, issued: CivilDay
    let school: String?, schoolYear: Int?
    /// False for an old paper licence that was never entered.
    let isRegistered: Bool

    /// Licences for motorcycles have no term.
    var hasTerm: Bool { !["A1", "A", "A2", "B1"].contains(licenceClass) }
}

/// Land without a certificate that a family uses.
struct SurveyedParcel {
    let serial: Int
    let old: OldCommune
    let sheet: String, number: String
    let areaTenths: Int
    var area: String { decimal(tenths: areaTenths) }
    let address: Address
    let uses: [String]
    let surveyed: CivilDay, usedSince: CivilDay
    /// Index among the family's people.
    let user: Int
    /// Whether the cadastral map has it, and the land book this user's personal number.
    let isOnMap: Bool, namesUser: Bool

    var id: String { "BD-\(old.code)-\(digits(serial, 6))" }
    /// What names it for who knows no identifier: commune, sheet and number.
    var place: String { "\(old.code)/\(sheet)/\(number)" }
}
