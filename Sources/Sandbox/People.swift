/// Codes of the vocabulary's list `kinship`, with the population register's own codes.
enum Kinship: String {
    case head, spouse, child, parent, sibling, grandchild, lodger, other
    case childInLaw = "child_in_law"

    var registerCode: String {
        switch self {
        case .head: "01"
        case .spouse: "02"
        case .child: "03"
        case .parent: "04"
        case .sibling: "05"
        case .grandchild: "07"
        case .childInLaw: "08"
        case .lodger: "11"
        case .other: "99"
        }
    }
}

/// Codes of the vocabulary's list `marital_status`, with the population register's own codes.
enum MaritalStatus: String {
    case single, married, divorced, widowed

    var registerCode: String {
        switch self {
        case .single: "1"
        case .married: "2"
        case .divorced: "3"
        case .widowed: "4"
        }
    }
}

/// What the population database says of religion: a code, none, or not recorded.
enum Religion: Hashable {
    case none, unrecorded
    case code(String)
}

struct IdentityCard: Hashable {
    let issued: CivilDay

    /// The police department issued cards until the Law on Identification, the ministry since 1 July 2024.
    var issuer: String {
        issued < CivilDay(2024, 7, 1)
            ? "Cục Cảnh sát quản lý hành chính về trật tự xã hội" : "Bộ Công an"
    }
}

/// How social insurance has one participant; name and birth may be older than the population's.
struct Insurance: Hashable {
    let number: String, card: String, facility: HealthFacility
    var name: FullName, birth: KnownBirth
    /// Who pays the contributions of somebody employed.
    var employer: Employer?
}

/// A registered resident. Other people are indices into the family's `people`.
struct Person {
    let id: String, serial: Int
    let female: Bool
    var name: FullName
    let ethnicity: String
    var born: CivilDay, birth: KnownBirth
    let birthPlace: String, birthRegistration: RegistrationPlace, birthRegistered: CivilDay
    let hometown: Address
    var alias: String?, religion: Religion
    var card: IdentityCard?
    /// The number in use today, and the one the population database has.
    var phone: String?, recordedPhone: String?
    var email: String?, emailRecorded: Bool
    /// When the population record was last confirmed.
    var confirmed: CivilDay
    var birthDigitised: Bool
    var insurance: Insurance?

    var marital = MaritalStatus.single
    var spouse: Int?, father: Int?, mother: Int?
    var household = 0, kinship = Kinship.head
    var birthNumber = 0
    var flaws = Flaws()

    var gender: String { female ? "2" : "1" }
    func age(on day: CivilDay) -> Int { born.age(on: day) }
}

struct Household {
    let code: String, insuranceCode: String
    var permanent: Address
    var temporary: Address?
    var current: Address { temporary ?? permanent }
    /// Head first.
    var members: [Int] = []
    let confirmed: CivilDay
    /// Citizens' records name a household that was merged into this one and that the register no longer has.
    var retiredCode: String?
}

struct Marriage {
    let id: String, number: Int, day: CivilDay, place: RegistrationPlace
    let husband: Int, wife: Int
    let digitised: Bool
    var book: String { "01/\(day.year)" }
}

/// A child whose birth is not registered yet: no personal number, perhaps a note from the clinic.
struct Newborn {
    let noteNumber: String?
    let female: Bool, born: CivilDay, minuteOfDay: Int, grams: Int
    let facility: HealthFacility?
    let birthPlace: String
    let mother: Int, father: Int?
    /// What the parents will call it: nobody else knows.
    let name: FullName
    let ethnicity: String, hometown: Address
}

/// People linked by blood and marriage, with what they own and run. Families share nothing, so a
/// province is made and written family by family, whatever its size.
struct Family {
    var people: [Person] = []
    var households: [Household] = []
    var marriages: [Marriage] = []
    var newborns: [Newborn] = []
    var parcels: [Parcel] = []
    var companies: [Company] = []
    var listed = Listed()

    func children(of parent: Int) -> [Int] {
        people.indices.filter { people[$0].father == parent || people[$0].mother == parent }
    }
    func parcels(of person: Int) -> [Parcel] { parcels.filter { $0.holders.contains(.person(person)) } }
    func companies(of person: Int) -> [Company] { companies.filter { $0.representative == person } }
    func marriages(of person: Int) -> [Marriage] {
        marriages.filter { $0.husband == person || $0.wife == person }
    }
}

/// A hospital or clinic, with its five-digit code.
struct HealthFacility: Hashable {
    let code: String, name: String

    static let all: [HealthFacility] = [
        ("15001", "Bệnh viện đa khoa tỉnh Lào Cai số 1"), ("15002", "Bệnh viện đa khoa tỉnh Lào Cai số 2"),
        ("15003", "Bệnh viện Sản Nhi tỉnh Lào Cai"), ("15011", "Trung tâm y tế khu vực Bát Xát"),
        ("15012", "Trung tâm y tế khu vực Sa Pa"), ("15013", "Trung tâm y tế khu vực Bắc Hà"),
        ("15014", "Trung tâm y tế khu vực Bảo Yên"), ("15015", "Trung tâm y tế khu vực Văn Bàn"),
        ("15016", "Trung tâm y tế khu vực Nghĩa Lộ"), ("15017", "Trung tâm y tế khu vực Mù Cang Chải"),
        ("15018", "Trung tâm y tế khu vực Lục Yên"), ("15019", "Trung tâm y tế khu vực Yên Bình"),
    ].map { HealthFacility(code: $0.0, name: $0.1) }
}
