public import Diagnostics

/// What to generate: the same options give the same bytes.
public struct ProvinceOptions: Sendable, Hashable {
    /// Registered residents, 1...1,000,000. Newborns whose birth is not registered yet come on top.
    public var people: Int
    /// Seed of every choice the generator makes.
    public var seed: UInt64
    /// The day the province stands on, `yyyy-MM-dd`; nothing in it happens later.
    public var asOf: String
    /// How often the registers have gaps and how often events happen.
    public var rates: ProvinceRates
    /// About how many people truth, links and people files tell of, evenly chosen; the others stand in the registers
    /// alone. `nil`: everybody.
    public var told: Int?

    /// Of how many families one is told of.
    var familiesPerTold: UInt64 { told.map { UInt64(max(1, people / max(1, $0))) } ?? 1 }

    public init(
        people: Int = 2_000, seed: UInt64 = 1, asOf: String = "2026-11-24", rates: ProvinceRates = ProvinceRates()
    ) {
        self.people = people
        self.seed = seed
        self.asOf = asOf
        self.rates = rates
    }
}

/// Shares in 0...1: events of life, and the gaps of real registers.
public struct ProvinceRates: Sendable, Hashable {
    /// A couple or single mother of child-bearing age has a newborn whose birth is not registered yet.
    public var newborn = 0.3
    /// A newborn was born at home: no clinic has sent a birth note.
    public var homeBirth = 0.2
    /// A noted birth is of twins.
    public var twins = 0.05
    /// An adult has an e-mail address; and the population database knows it.
    public var hasEmail = 0.6, emailRecorded = 0.6
    /// A person's population record was last confirmed more than two years ago: its phone is stale.
    public var recordOld = 0.12
    /// The birth of somebody born since 1990, or before, is in the electronic civil status database.
    public var birthDigitised = 0.92, oldBirthDigitised = 0.45
    /// A marriage is in the electronic civil status database.
    public var marriageDigitised = 0.85
    /// An adult, or a child, takes part in social insurance.
    public var insuredAdult = 0.86, insuredChild = 0.93
    /// The insurance record keeps an older name, or an older or year-only date of birth.
    public var insuranceNameDiffers = 0.03, insuranceBirthDiffers = 0.04
    /// Somebody born before 1955 is registered with the year of birth alone.
    public var birthYearOnly = 0.15
    /// A household has a temporary residence elsewhere.
    public var temporaryResidence = 0.1
    /// A household holds land; a parcel has no certificate yet.
    public var holdsLand = 0.75, parcelUncertified = 0.06
    /// An employed adult represents a company.
    public var representsCompany = 0.06
    /// An adult acts for a new budget unit, as an answer sheet of people.jsonl.
    public var actsForUnit = 0.02
    /// What the specialised registers have on people.
    public var lists = ListRates()
    /// Imperfections of records; none happens unless it is set. `Imperfection` has them all by name.
    var flaws: [Imperfection: Double] = [:]

    public init() {}
}

/// What `ProvinceGenerator.generate` wrote.
public struct ProvinceSummary: Sendable, Hashable, Codable {
    public var people: Int
    public var households: Int
    public var newborns: Int
    public var marriages: Int
    public var parcels: Int
    public var companies: Int
    public var budgetUnits: Int
    public var insured: Int
    public var truthLines: Int
    /// Answer sheets in people.jsonl, by form.
    public var applicants: [String: Int]
}

/// Why a province could not be generated or served.
public enum ProvinceError: Error, Sendable, Equatable {
    case badOption(LocalizedText)
    case exists(String)
    case notAProvince(String)
    /// Another program answers on the port.
    case portInUse(Int)
    /// The system keeps the port for itself.
    case portRefused(Int)

    public static func badOption(vi: String, en: String) -> ProvinceError { .badOption(LocalizedText(vi: vi, en: en)) }

    public var words: LocalizedText {
        switch self {
        case .badOption(let what): LocalizedText(vi: "tỉnh giả lập: \(what.vietnamese)", en: "sandbox: \(what.text(in: .english))")
        case .exists(let path):
            LocalizedText(
                vi: "'\(path)' đã có và không phải tỉnh giả lập; hãy chọn thư mục khác",
                en: "'\(path)' exists and is no generated province; choose another folder")
        case .notAProvince(let path):
            LocalizedText(
                vi: "'\(path)' không có tỉnh giả lập; hãy chạy 'onceonly sandbox generate' trước",
                en: "'\(path)' holds no generated province; run 'onceonly sandbox generate' first")
        case .portInUse(let port):
            LocalizedText(
                vi: "cổng \(port) đang được chương trình khác dùng; hãy chọn cổng khác, hoặc --port 0 để hệ thống tự chọn",
                en: "port \(port) is in use by another program; choose another one, or --port 0 to let the system choose")
        case .portRefused(let port):
            LocalizedText(
                vi: "hệ thống không cho dùng cổng \(port); hãy chọn cổng khác, hoặc --port 0 để hệ thống tự chọn",
                en: "the system does not give out port \(port); choose another one, or --port 0 to let the system choose")
        }
    }
}
