/// Who holds a parcel: a person or a company of the same family.
enum Holder: Hashable {
    case person(Int)
    case company(Int)
}

struct LandCertificate: Hashable {
    let serial: String, register: String, issued: CivilDay
}

struct Parcel {
    let id: String
    /// The commune the sheet is numbered in: the unit before July 2025.
    let old: OldCommune
    let sheet: String, number: String
    /// Square metres, in tenths; as text the canonical decimal.
    let areaTenths: Int, legalAreaTenths: Int
    var area: String { decimal(tenths: areaTenths) }
    var legalArea: String { decimal(tenths: legalAreaTenths) }
    let address: Address
    var uses: [String]
    let certificate: LandCertificate?
    let updated: CivilDay
    let holders: [Holder]
    /// Its uses were turned into codes of the list of 2024.
    var isRecoded = true
}

struct Company {
    let code: String, name: String, foreignName: String?, shortName: String?
    var office: Address
    let phone: String, email: String?, website: String?
    let registered: CivilDay, updated: CivilDay
    let capital: Int, industry: String
    /// Indices among the family's people: who founded it, and who represents it by law.
    let founder: Int
    var representative: Int
}

/// A unit related to the state budget.
struct BudgetUnit {
    let code: String, name: String, type: String, chapter: String, level: Int
    /// Units below others have their wages paid there, and no tax code of their own.
    let taxCode: String?
    let parent: String?
    let office: Address
    let decision: String, updated: CivilDay
}

/// Makes parcels and companies for a family already there.
struct Estate {
    let asOf: CivilDay
    let rates: ProvinceRates
    /// Parcels so far per old commune: every old commune numbers its sheets from 1.
    private var numbered: [String: Int] = [:]
    /// The last companies founded, for those who work for one.
    private var employers: [Employer] = []

    init(asOf: CivilDay, rates: ProvinceRates) {
        (self.asOf, self.rates) = (asOf, rates)
    }

    mutating func endow(_ family: inout Family, _ serials: inout Serials, _ random: inout Randomness) {
        for household in family.households {
            guard let head = household.members.first, family.people[head].age(on: asOf) >= 20,
                random.happens(rates.holdsLand)
            else { continue }
            var holders = [Holder.person(head)]
            if let spouse = family.people[head].spouse, random.happens(0.65) { holders.append(.person(spouse)) }
            let commune = Communes.all.first { $0.code == household.permanent.commune } ?? Communes.all[0]
            let old = random.pick(commune.olds)
            for position in 0..<random.pick(weighted: [(1, 58), (2, 29), (3, 13)]) {
                let uses =
                    position == 0
                    ? random.pick(commune.isWard ? [["ODT"], ["ODT"], ["ODT", "CLN"]] : [["ONT", "CLN"], ["ONT"]])
                    : random.pick([["LUC"], ["CLN"], ["RSX"], ["HNK"], ["CLN", "NTS"]])
                let street = position == 0 ? household.permanent.street : streetLine(in: commune, &random)
                family.parcels.append(
                    parcel(
                        in: old, at: Address(street: street, commune: commune.code), uses: uses, holders: holders,
                        series: "AA", &serials, &random))
            }
        }
        for person in family.people.indices
        where (25...62).contains(family.people[person].age(on: asOf)) && random.happens(rates.representsCompany) {
            for _ in 0..<(random.happens(0.12) ? 2 : 1) {
                found(representedBy: person, in: &family, &serials, &random)
            }
        }
        employers = Array((employers + family.companies.map(Employer.init)).suffix(40))
        employ(&family, by: employers, &random)
    }

    private mutating func parcel(
        in old: OldCommune, at address: Address, uses: [String], holders: [Holder], series: String,
        _ serials: inout Serials, _ random: inout Randomness
    ) -> Parcel {
        let position = numbered[old.code, default: 0]
        numbered[old.code] = position + 1
        let squareMetres: (Int, Int) =
            switch uses[0] {
            case "ODT": (600, 3_500)
            case "ONT": (2_000, 12_000)
            case "TMD", "SKC": (4_000, 60_000)
            case "RSX": (50_000, 300_000)
            default: (5_000, 40_000)
            }
        let tenths = random.between(squareMetres.0, squareMetres.1)
        let legal = random.happens(0.85) ? tenths : tenths - random.between(1, 40)
        let issued = CivilDay.random(in: CivilDay(2005, 1, 10)...CivilDay(2025, 6, 20), &random)
        let certified = !random.happens(rates.parcelUncertified)
        return Parcel(
            id: "TD-\(old.code)-\(digits(serials.nextParcel(), 6))", old: old,
            sheet: String(1 + position / 40), number: String(1 + (position % 40) * 9 + random.below(9)),
            areaTenths: tenths, legalAreaTenths: legal, address: address, uses: uses,
            certificate: certified
                ? LandCertificate(
                    serial: "\(series) \(digits(random.below(99_999_999), 8))",
                    register: "\(series == "AA" ? "CH" : "CT")\(digits(random.between(1, 99_999), 5))", issued: issued)
                : nil,
            updated: issued.adding(days: random.between(0, 400)), holders: holders)
    }

    private mutating func found(
        representedBy person: Int, in family: inout Family, _ serials: inout Serials, _ random: inout Randomness
    ) {
        let commune =
            random.happens(0.6)
            ? Communes.all.first { $0.code == family.households[family.people[person].household].permanent.commune }
                ?? Communes.all[0]
            : random.pick(Communes.all)
        let (trade, foreign, industry) = random.pick(trades)
        let (word, plain) = random.pick(companyWords)
        let code = serials.nextEnterpriseCode()
        let earliest = max(family.people[person].born.adding(years: 22), CivilDay(2006, 1, 1))
        let registered = CivilDay.random(in: earliest...asOf.adding(days: -120), &random)
        let site = plain.lowercased().filter { $0 != " " }
        let office = Address(street: streetLine(in: commune, &random), commune: commune.code)
        family.companies.append(
            Company(
                code: code, name: "Công ty TNHH \(trade) \(word)",
                foreignName: random.happens(0.4) ? "\(plain) \(foreign) Company Limited" : nil,
                shortName: random.happens(0.3) ? plain.uppercased() : nil, office: office,
                phone: "02140\(code.suffix(6))",
                email: random.happens(0.7) ? "vanphong@\(site)\(code.suffix(4)).example" : nil,
                website: random.happens(0.25) ? "https://\(site)\(code.suffix(4)).example" : nil,
                registered: registered,
                updated: CivilDay.random(in: max(registered, asOf.adding(years: -1))...asOf.adding(days: -5), &random),
                capital: random.between(3, 200) * 100_000_000, industry: industry, founder: person, representative: person))
        guard random.happens(0.6) else { return }
        for _ in 0..<random.between(1, 2) {
            family.parcels.append(
                parcel(
                    in: random.pick(commune.olds), at: office, uses: [random.pick(["TMD", "SKC"])],
                    holders: [.company(family.companies.count - 1)], series: "AB", &serials, &random))
        }
    }
}

/// `182.5`, `182` for whole numbers: the canonical decimal.
func decimal(tenths: Int) -> String {
    tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
}

private let trades: [(String, String, String)] = [
    ("Thương mại", "Trading", "4711"), ("Xây dựng", "Construction", "4101"), ("Vận tải", "Transport", "4933"),
    ("Du lịch", "Travel", "7911"), ("Chế biến Chè", "Tea", "1076"), ("Nông lâm sản", "Agroforestry", "4620"),
    ("Dược liệu", "Herbs", "0128"), ("Vật liệu Xây dựng", "Building Materials", "4663"),
]
private let companyWords: [(String, String)] = [
    ("Hoa Ban", "Hoa Ban"), ("Hoàng Liên", "Hoang Lien"), ("Fansipan Xanh", "Fansipan Xanh"),
    ("Sông Chảy", "Song Chay"),
    ("Mường Hum", "Muong Hum"), ("Nậm Thi", "Nam Thi"), ("Thác Bà", "Thac Ba"), ("Suối Giàng", "Suoi Giang"),
    ("Tây Bắc Mới", "Tay Bac Moi"), ("An Phát", "An Phat"), ("Đại Ngàn", "Dai Ngan"), ("Cốc San", "Coc San"),
]
