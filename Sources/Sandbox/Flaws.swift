import Foundation

/// How registers have written a person down where it is not as it is. Empty for most.
struct Flaws: Hashable {
    enum Gap: CaseIterable { case ethnicity, maritalStatus, birthPlace }
    /// The population database's spelling of the name.
    var inCapitals = false, isDecomposed = false
    /// What the population database does not have.
    var gap: Gap?
    /// Another day in the civil status database.
    var civilBirth: CivilDay?
    /// Insurance has the record under a number that is not theirs.
    var insuranceNumber: String?
    /// Insurance answers for this person with the record of another of the family.
    var mistakenFor: Int?
    /// The population database's phone number has lost its leading zero: no number at all.
    var lostZero = false
    /// The land register knows the holder by another number.
    var landNumber: String?
    /// Who answers for a minor whose parents the population database does not name.
    var guardian: Int?
    /// Code of the vocabulary's list `nationalities`, and its three letters.
    var nationality: (code: String, alpha3: String)? {
        get { foreign.map { ($0 ? "LA" : "CN", $0 ? "LAO" : "CHN") } }
        set { foreign = newValue.map { $0.code == "LA" } }
    }
    private var foreign: Bool?
}

extension Person {
    /// The name as the population database has it; composed, which is how it is kept.
    var populationName: String { flaws.inCapitals ? name.text.uppercased() : name.text }
    /// The name as the population database sends it.
    var populationSpelling: String {
        flaws.isDecomposed ? populationName.decomposedStringWithCanonicalMapping : populationName
    }
    var nationality: String { flaws.nationality?.code ?? "VN" }
    /// The birth as civil status has it.
    var civilBirth: KnownBirth { flaws.civilBirth.map(KnownBirth.day) ?? birth }
    /// The parents the population database names.
    var recordedFather: Int? { flaws.guardian == nil ? father : nil }
    var recordedMother: Int? { flaws.guardian == nil ? mother : nil }
    /// Whether insurance has this person's record under this person's number.
    var isFoundInInsurance: Bool { insurance != nil && flaws.insuranceNumber == nil }
}

/// Makes the records of a family imperfect, after everything true of it is known. Draws from a stream of its own: a
/// province without imperfections is the same whether this runs or not.
struct Spoiler {
    let asOf: CivilDay
    let rates: ProvinceRates
    /// Adults of families before, by sex and year of birth: whom somebody may be a namesake of.
    private var adults: [Peer: (name: FullName, born: CivilDay)] = [:]

    private struct Peer: Hashable {
        let female: Bool, year: Int
    }

    init(asOf: CivilDay, rates: ProvinceRates) {
        (self.asOf, self.rates) = (asOf, rates)
    }

    mutating func spoil(_ family: inout Family, _ random: inout Randomness) {
        for index in family.people.indices { spoilPerson(index, in: &family, &random) }
        for index in family.people.indices { reuseNumber(of: index, in: &family, &random) }
        for index in family.households.indices where random.happens(rates[.oldCommune]) {
            family.households[index].permanent.writeOld(&random)
        }
        for index in family.households.indices where random.happens(rates[.mergedHousehold]) {
            // No household of the province has a number that begins so.
            family.households[index].retiredCode = "10H" + family.households[index].code.dropFirst(3)
        }
        for index in family.companies.indices where random.happens(rates[.oldCommune]) {
            family.companies[index].office.writeOld(&random)
        }
        for index in family.people.indices { entrust(index, in: &family, &random) }
        for index in family.parcels.indices where random.happens(rates[.severalUses]) { family.parcels[index].addUses(&random) }
        for index in family.people.indices where random.happens(rates[.lostZero]) { family.people[index].flaws.lostZero = true }
        for index in family.parcels.indices where random.happens(rates[.oldLandUse]) { family.parcels[index].isRecoded = false }
        for index in family.companies.indices where random.happens(rates[.otherRepresentative]) { hireDirector(of: index, in: &family) }
        for person in family.people where person.age(on: asOf) >= 18 && person.flaws.nationality == nil {
            adults[Peer(female: person.female, year: person.born.year)] = (person.name, person.born)
        }
    }

    private func spoilPerson(_ index: Int, in family: inout Family, _ random: inout Randomness) {
        var person = family.people[index]
        defer { family.people[index] = person }
        let isAdult = person.age(on: asOf) >= 18
        // Every draw is made for everybody, so that one rate leaves the others' choices alone.
        let (one, same, foreign) = (random.happens(rates[.oneWord]), random.happens(rates[.namesake]), random.happens(rates[.foreigner]))
        let (filler, capitals, decomposed) = (random.happens(rates[.filler]), random.happens(rates[.capitals]), random.happens(rates[.decomposed]))
        let (missing, conflict, mistyped) = (random.happens(rates[.missing]), random.happens(rates[.conflictingBirth] / 2), random.happens(rates[.mistypedNumber]))
        let (nine, coin, which) = (random.happens(rates[.nineDigits]), random.happens(0.5), random.below(Flaws.Gap.allCases.count))
        if foreign, isAdult, person.father == nil, person.mother == nil, [.spouse, .lodger].contains(person.kinship) {
            person.flaws.nationality = coin ? ("LA", "LAO") : ("CN", "CHN")
            person.rename(coin ? FullName(family: "Khamphone", middle: "", given: "Sisouphanh") : FullName(family: "Wang", middle: "", given: "Xiaolin"))
        } else if same, isAdult, let peer = adults[Peer(female: person.female, year: person.born.year)] {
            person.rename(peer.name)
            person.move(to: peer.born)
        } else if one, isAdult {
            person.rename(FullName(family: "", middle: "", given: person.name.given))
        }
        if filler, person.born.year < 1990, case .day = person.birth {
            person.move(birth: .filler(coin ? CivilDay(person.born.year, 1, 1) : CivilDay(person.born.year, 12, 31)))
        }
        (person.flaws.inCapitals, person.flaws.isDecomposed) = (capitals, decomposed)
        if missing { person.flaws.gap = Flaws.Gap.allCases[which] }
        if conflict, case .day(let day) = person.birth { person.flaws.civilBirth = day.adding(days: 31) }
        // The six last digits are nobody else's, so a wrong digit before them gives a number of nobody.
        if mistyped, isAdult, person.insurance != nil { person.flaws.insuranceNumber = person.id.prefix(2) + "9" + person.id.dropFirst(3) }
        if nine { person.flaws.landNumber = person.oldNumber }
    }

    /// Another adult of the family represents what somebody founded.
    private func hireDirector(of company: Int, in family: inout Family) {
        let founder = family.companies[company].founder
        let director = family.people.indices.first { index in
            let one = family.people[index]
            return index != founder && (25...62).contains(one.age(on: asOf)) && one.flaws.nationality == nil
        }
        if let director { family.companies[company].representative = director }
    }

    /// A minor lives with a grown-up who is no parent: that one is the guardian.
    private func entrust(_ index: Int, in family: inout Family, _ random: inout Randomness) {
        let happens = random.happens(rates[.guardian])
        let one = family.people[index]
        guard happens, one.age(on: asOf) < 18 else { return }
        family.people[index].flaws.guardian = family.households[one.household].members.first { other in
            other != one.father && other != one.mother && family.people[other].age(on: asOf) >= 25
        }
    }

    /// The record of an insured relative with another family name, given name and year of birth is found under a number that is not theirs.
    private func reuseNumber(of index: Int, in family: inout Family, _ random: inout Randomness) {
        let happens = random.happens(rates[.reusedNumber])
        let one = family.people[index]
        guard happens, one.insurance == nil else { return }
        family.people[index].flaws.mistakenFor = family.people.indices.first { other in
            guard other != index, let insurance = family.people[other].insurance else { return false }
            return insurance.name.family != one.name.family && insurance.name.given != one.name.given && insurance.birth.year != one.birth.year
        }
    }
}

extension Person {
    /// The person is called so everywhere.
    fileprivate mutating func rename(_ other: FullName) {
        name = other
        insurance?.name = other
    }

    fileprivate mutating func move(to day: CivilDay) {
        guard day.year == born.year else { return }
        born = day
        if case .day = birth { move(birth: .day(day)) }
    }

    /// Insurance follows unless it has a date of its own.
    fileprivate mutating func move(birth other: KnownBirth) {
        if insurance?.birth == birth { insurance?.birth = other }
        birth = other
    }
}

extension Parcel {
    /// Land of one certificate is not of one use.
    fileprivate mutating func addUses(_ random: inout Randomness) {
        let count = random.between(3, 4)
        uses += ["CLN", "HNK", "NTS", "RSX"].filter { !uses.contains($0) }.prefix(max(0, count - uses.count))
    }
}

extension Address {
    /// From now on registers write it as it was before July 2025.
    fileprivate mutating func writeOld(_ random: inout Randomness) {
        guard let commune = Communes.all.first(where: { $0.code == self.commune }) else { return }
        written = random.pick(commune.olds)
    }
}
