/// Puts the people of a family on the lists of the specialised registers, from streams of its own: what it draws leaves
/// everything else in the province as it was.
struct Listing {
    let asOf: CivilDay
    let rates: ListRates
    let seed: UInt64
    /// Surveyed parcels so far per old commune; their sheets begin where the register's never reach.
    private var numbered: [String: Int] = [:]
    private var parcelCount = 0, licenceCount = 0
    private static let firstSheet = 201, parcelsPerSheet = 30
    private static let streams: UInt64 = 1 << 40

    init(asOf: CivilDay, rates: ListRates, seed: UInt64) {
        (self.asOf, self.rates, self.seed) = (asOf, rates, seed)
    }

    mutating func enlist(_ family: inout Family, _ number: UInt64) {
        var random = Randomness(seed: seed, stream: Self.streams + number)
        var listed = Listed()
        var poverties: [Poverty] = [], late: [Bool] = []
        for _ in family.households {
            poverties.append(poverty(&random))
            late.append(random.happens(rates.listLate))
        }
        for person in family.people {
            listed.standings.append(
                standing(of: person, poverties[person.household], isLate: late[person.household], family, &random))
        }
        for index in family.people.indices where (18...80).contains(family.people[index].age(on: asOf)) {
            listed.licences += licences(of: index, in: family, &random)
            listed.standings[index].hasViolation = random.happens(rates.violation)
        }
        for household in family.households {
            guard let head = household.members.first, family.people[head].age(on: asOf) >= 20, random.happens(rates.usesUncertified)
            else { continue }
            for _ in 0..<random.pick(weighted: [(1, 80), (2, 20)]) {
                listed.surveyed.append(surveyed(by: head, household, family, &random))
            }
        }
        family.listed = listed
    }

    private func poverty(_ random: inout Randomness) -> Poverty {
        let draw = Double(random.below(10_000)) / 10_000
        return draw < rates.poor ? .poor : draw < rates.poor + rates.nearPoor ? .nearPoor : .neither
    }

    private func standing(
        of person: Person, _ poverty: Poverty, isLate: Bool, _ family: Family, _ random: inout Randomness
    ) -> Standing {
        let age = person.age(on: asOf)
        // Lists are decided in mid-December for the year after.
        let decided = CivilDay(asOf.year - (isLate ? 2 : 1), 12, 10)
        var standing = Standing(isMatched: !random.happens(rates.unmatched), poverty: poverty, listDecided: decided, isListLate: isLate)
        if random.happens(age >= 60 ? rates.oldDisabled : rates.disabled), age >= 6 {
            standing.disability = disability(family.households[person.household], person, &random)
        }
        if person.insurance != nil, age >= 58, random.happens(rates.pension) {
            let since = CivilDay.random(in: person.born.adding(years: 55)...asOf.adding(days: -40), &random)
            standing.pension = Allowance(amount: random.between(30, 95) * 100_000 + random.below(999) * 100, since: since)
        }
        if age >= 65, random.happens(rates.merit) {
            let since = CivilDay.random(in: CivilDay(2000, 1, 1)...CivilDay(2020, 12, 1), &random)
            standing.merit = Allowance(amount: random.between(17, 50) * 100_000, since: since)
        }
        let isOld = age >= 80 && standing.pension == nil
        let isSevere = standing.disability.map { $0.level != .mild } ?? false
        if isOld || isSevere, random.happens(0.7) {
            let since = CivilDay.random(in: CivilDay(2021, 7, 1)...asOf.adding(days: -40), &random)
            standing.socialAllowance = Allowance(amount: random.pick([500_000, 750_000, 1_000_000]), since: since)
        }
        return standing
    }

    private func disability(_ household: Household, _ person: Person, _ random: inout Randomness) -> Disability {
        let issued = CivilDay.random(in: max(CivilDay(2013, 1, 1), person.born.adding(years: 5))...asOf.adding(days: -60), &random)
        let place = RegistrationPlace(in: Communes.all.first { $0.code == household.permanent.commune } ?? Communes.all[0], on: issued, &random)
        return Disability(
            number: "\(place.commune)-\(issued.year)-\(digits(random.between(1, 9_999), 4))", issued: issued,
            issuer: place.office, type: random.pick(disabilityTypes), level: random.pick([.verySevere, .severe, .severe, .mild]))
    }

    private mutating func licences(of index: Int, in family: Family, _ random: inout Randomness) -> [DrivingLicence] {
        guard random.happens(rates.driver) else { return [] }
        var found = [licence(of: index, motorcycle: true, family, &random)]
        if random.happens(0.35) { found.append(licence(of: index, motorcycle: false, family, &random)) }
        return found
    }

    private mutating func licence(of index: Int, motorcycle: Bool, _ family: Family, _ random: inout Randomness) -> DrivingLicence {
        licenceCount += 1
        let earliest = max(CivilDay(motorcycle ? 2000 : 2015, 1, 5), family.people[index].born.adding(years: 18))
        let issued = CivilDay.random(in: min(earliest, asOf.adding(days: -20))...asOf.adding(days: -10), &random)
        // The police issue licences since 1 March 2025; classes changed with the law of 2025.
        let isNew = issued >= CivilDay(2025, 3, 1)
        let classes = motorcycle ? (isNew ? ["A1", "A"] : ["A1", "A1", "A2"]) : (isNew ? ["B", "C1"] : ["B2", "C"])
        let isTaught = !random.happens(rates.schoolUnknown)
        return DrivingLicence(
            number: "15\(digits(issued.year % 100, 2))\(digits((licenceCount &* 7_919 &+ 40_127) % 100_000_000, 8))", holder: index,
            licenceClass: random.pick(classes),
            issuer: isNew ? "Phòng Cảnh sát giao thông, Công an tỉnh Lào Cai" : "Sở Giao thông vận tải tỉnh Lào Cai", issued: issued,
            school: isTaught ? random.pick(drivingSchools) : nil, schoolYear: isTaught ? issued.year : nil,
            isRegistered: !(motorcycle && random.happens(rates.paperLicence)))
    }

    private mutating func surveyed(
        by user: Int, _ household: Household, _ family: Family, _ random: inout Randomness
    ) -> SurveyedParcel {
        let commune = Communes.all.first { $0.code == household.permanent.commune } ?? Communes.all[0]
        let old = random.pick(commune.olds)
        let position = numbered[old.code, default: 0]
        numbered[old.code] = position + 1
        parcelCount += 1
        let uses = random.pick([["ONT", "CLN"], ["ONT"], ["LUC"], ["CLN"], ["HNK"]])
        let isOnMap = random.happens(rates.onMap)
        let surveyed = CivilDay.random(in: CivilDay(2008, 3, 1)...CivilDay(2024, 11, 1), &random)
        let grown = family.people[user].born.adding(years: 20)
        return SurveyedParcel(
            serial: parcelCount, old: old, sheet: String(Self.firstSheet + position / Self.parcelsPerSheet),
            number: String(1 + (position % Self.parcelsPerSheet) * 7 + random.below(7)),
            areaTenths: random.between(1_500, 30_000), address: Address(street: streetLine(in: commune, &random), commune: commune.code),
            uses: commune.isWard && uses[0] == "ONT" ? ["ODT"] : uses, surveyed: surveyed,
            usedSince: CivilDay.random(in: min(max(CivilDay(1988, 1, 8), grown), asOf.adding(days: -40))...asOf.adding(days: -30), &random),
            user: user, isOnMap: isOnMap, namesUser: isOnMap && random.happens(rates.userNamed))
    }
}

private let disabilityTypes: [(register: String, code: String)] = [
    ("VD", "mobility"), ("NN", "hearing_speech"), ("NH", "sight"), ("TK", "mental"), ("TT", "intellectual"),
]
private let drivingSchools = [
    "Trung tâm đào tạo lái xe Hoàng Liên", "Trường Cao đẳng nghề Nậm Thi", "Trung tâm sát hạch lái xe Thác Bà",
    "Trung tâm đào tạo lái xe Mường Lò",
]
