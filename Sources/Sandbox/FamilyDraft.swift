/// A family while it is being made: adds people, marries them, gives them a home.
struct FamilyDraft {
    let asOf: CivilDay
    let rates: ProvinceRates
    let origin: Commune
    private(set) var family = Family()

    init(asOf: CivilDay, rates: ProvinceRates, origin: Commune) {
        (self.asOf, self.rates, self.origin) = (asOf, rates, origin)
    }

    func isChild(_ child: Int, of parent: Int) -> Bool {
        family.people[child].father == parent || family.people[child].mother == parent
    }

    /// Adds a resident; family name, ethnic group and hometown follow the father, without one the mother.
    mutating func add(
        female: Bool, born: CivilDay, father: Int?, mother: Int?, _ maker: PersonMaker, _ serials: inout Serials,
        _ random: inout Randomness
    ) -> Int {
        let parent = (father ?? mother).map { family.people[$0] }
        let group = parent.flatMap { parent in ethnicGroups.first { $0.0.code == parent.ethnicity }?.0 }
        var person = maker.person(
            female: female, born: born, family: parent?.name.family, group: group, hometown: parent?.hometown,
            &serials, &random)
        (person.father, person.mother) = (father, mother)
        family.people.append(person)
        return family.people.count - 1
    }

    /// The parents of somebody born on `born` who are still alive: both, one, or none.
    mutating func elders(
        of born: CivilDay, _ maker: PersonMaker, _ serials: inout Serials, _ random: inout Randomness
    ) -> (father: Int?, mother: Int?) {
        let motherBorn = born.adding(days: -random.between(19 * 365, 36 * 365))
        let fatherBorn = motherBorn.adding(days: -random.between(-700, 2_500))
        func alive(_ born: CivilDay) -> Double { born.age(on: asOf) > 88 ? 0 : born.age(on: asOf) > 75 ? 0.35 : 0.7 }
        let father =
            random.happens(alive(fatherBorn))
            ? add(female: false, born: fatherBorn, father: nil, mother: nil, maker, &serials, &random) : nil
        let mother =
            random.happens(alive(motherBorn))
            ? add(female: true, born: motherBorn, father: nil, mother: nil, maker, &serials, &random) : nil
        if let father, let mother {
            marry(father, mother, &serials, &random)
        } else if let left = father ?? mother {
            family.people[left].marital = .widowed
        }
        return (father, mother)
    }

    mutating func marry(_ husband: Int, _ wife: Int, _ serials: inout Serials, _ random: inout Randomness) {
        family.people[husband].spouse = wife
        family.people[wife].spouse = husband
        family.people[husband].marital = .married
        family.people[wife].marital = .married
        let earliest = max(family.people[husband].born.adding(years: 20), family.people[wife].born.adding(years: 18))
        let latest = min(asOf.adding(days: -40), earliest.adding(days: 5 * 365))
        let day = CivilDay.random(in: min(earliest, latest)...latest, &random)
        let place = RegistrationPlace(in: origin, on: day, &random)
        let serial = serials.nextMarriage()
        family.marriages.append(
            Marriage(
                id: "KH-\(place.commune)-\(day.year)-\(digits(serial, 6))", number: random.between(1, 240), day: day,
                place: place, husband: husband, wife: wife,
                digitised: random.happens(day.year >= 2000 ? rates.marriageDigitised : rates.oldBirthDigitised)))
    }

    /// The registered children of a couple, or of a mother alone, oldest first; none born in the last
    /// eleven months where a newborn is to come.
    mutating func children(
        of father: Int?, _ mother: Int, expecting: Bool, at age: Int, _ maker: PersonMaker,
        _ serials: inout Serials, _ random: inout Randomness
    ) -> [Int] {
        let born = family.people[mother].born
        let last = min(born.adding(years: 42), asOf.adding(days: expecting ? -340 : -100))
        var next = born.adding(years: age).adding(days: random.between(0, 5 * 365))
        var children: [Int] = []
        for _ in 0..<random.pick(weighted: [(0, 8), (1, 30), (2, 42), (3, 16), (4, 4)]) where next <= last {
            children.append(
                add(female: random.happens(0.48), born: next, father: father, mother: mother, maker, &serials, &random))
            next = next.adding(days: random.between(420, 1_900))
        }
        return children
    }

    /// A brother or sister: mother alone, unmarried couple, or single; with whoever shares the home.
    mutating func relative(
        of sibling: Int, _ parents: (father: Int?, mother: Int?), _ maker: PersonMaker, _ serials: inout Serials,
        _ random: inout Randomness
    ) -> (Int, [Int]) {
        let born = min(
            family.people[sibling].born.adding(days: random.between(400, 2_600)), asOf.adding(days: -20 * 366))
        let kind = random.pick(weighted: [(0, 40), (1, 30), (2, 30)])
        let female = kind == 0 || random.happens(0.5)
        // Born of the same mother, so within her years.
        let person = add(
            female: female, born: born, father: parents.father, mother: parents.mother, maker, &serials, &random)
        let expecting = random.happens(rates.newborn) && born.age(on: asOf) <= 43
        switch kind {
        case 0:
            let children = children(of: nil, person, expecting: expecting, at: 18, maker, &serials, &random).prefix(4)
            if random.happens(0.3) && !children.isEmpty { family.people[person].marital = .divorced }
            if expecting { deliver(person, father: nil, &serials, &random) }
            return (person, Array(children))
        case 1:
            let partner = add(
                female: !female, born: min(born.adding(days: random.between(-900, 900)), asOf.adding(days: -20 * 366)),
                father: nil, mother: nil, maker, &serials, &random)
            let (father, mother) = female ? (partner, person) : (person, partner)
            let children = children(of: father, mother, expecting: expecting, at: 19, maker, &serials, &random)
            if expecting { deliver(mother, father: father, &serials, &random) }
            return (person, [partner] + children)
        default:
            return (person, [])
        }
    }

    mutating func settle(
        _ members: [(Int, Kinship)], in commune: Commune, _ serials: inout Serials, _ random: inout Randomness
    ) {
        let serial = serials.nextHousehold()
        let place = random.happens(0.8) ? commune : random.pick(Communes.all)
        let elsewhere = random.pick(Communes.all)
        let index = family.households.count
        let temporary =
            random.happens(rates.temporaryResidence)
            ? Address(street: streetLine(in: elsewhere, &random), commune: elsewhere.code) : nil
        family.households.append(
            Household(
                code: "15H\(digits(serial, 7))", insuranceCode: "15\(digits(serial &* 37 % 100_000_000, 8))",
                permanent: Address(street: streetLine(in: place, &random), commune: place.code), temporary: temporary,
                members: members.map(\.0), confirmed: asOf.adding(days: -random.between(5, 700))))
        for (member, kinship) in members {
            family.people[member].household = index
            family.people[member].kinship = kinship
        }
    }

    /// A birth of the last weeks that nobody has registered yet.
    mutating func deliver(_ mother: Int, father: Int?, _ serials: inout Serials, _ random: inout Randomness) {
        let atHome = random.happens(rates.homeBirth)
        let facility = atHome ? nil : random.pick(HealthFacility.all)
        let born = asOf.adding(days: -random.between(2, 55))
        let parent = family.people[father ?? mother]
        let group = ethnicGroups.first { $0.0.code == parent.ethnicity }?.0 ?? ethnicGroups[0].0
        let minute = random.below(1_380)
        for twin in 0..<(!atHome && random.happens(rates.twins) ? 2 : 1) {
            let female = random.happens(0.48)
            family.newborns.append(
                Newborn(
                    noteNumber: facility.map { "\($0.code)-\(born.year)-\(digits(serials.nextNote(), 6))" },
                    female: female, born: born, minuteOfDay: minute + twin * 9, grams: random.between(2_450, 3_900),
                    facility: facility,
                    birthPlace: facility?.name ?? homeBirthPlace(mother), mother: mother, father: father,
                    name: FullName(family: parent.name.family, female: female, of: group, &random),
                    ethnicity: parent.ethnicity, hometown: parent.hometown))
        }
    }

    /// A home birth is given the address the family will write down; homes are settled before that.
    private func homeBirthPlace(_ mother: Int) -> String { "Tại nhà, \(origin.name), \(currentProvinceName)" }
}
