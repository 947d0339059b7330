/// Makes one resident at a time: identity, papers, contact data and insurance, without links to others.
struct PersonMaker {
    let asOf: CivilDay
    let rates: ProvinceRates
    let origin: Commune
    let group: EthnicGroup

    /// - Parameters:
    ///   - family: the family name where it is inherited.
    ///   - hometown: the father's, where it is inherited; otherwise one is drawn.
    func person(
        female: Bool, born: CivilDay, family: String? = nil, group other: EthnicGroup? = nil, hometown: Address? = nil,
        _ serials: inout Serials, _ random: inout Randomness
    ) -> Person {
        let people = other ?? group
        let name = FullName(family: family, female: female, of: people, &random)
        let serial = serials.nextPerson()
        let registered = min(born.adding(days: random.between(3, 55)), asOf.adding(days: -1))
        let place = RegistrationPlace(in: origin, on: registered, &random)
        let age = born.age(on: asOf)
        let home =
            hometown
            ?? {
                let commune = random.happens(0.6) ? origin : random.pick(Communes.all)
                return Address(
                    street:
                        "Thôn \(streetLine(in: commune, &random).split(separator: " ").suffix(2).joined(separator: " "))",
                    commune: commune.code)
            }()
        var person = Person(
            id: personalNumber(province: "0\(place.province)", female: female, birthYear: born.year, serial: serial),
            serial: serial, female: female, name: name, ethnicity: people.code, born: born,
            birth: born.year < 1955 && random.happens(rates.birthYearOnly) ? .year(born.year) : .day(born),
            birthPlace: birthPlace(born, place, &random), birthRegistration: place, birthRegistered: registered,
            hometown: home, alias: random.happens(0.03) ? FullName(female: female, of: people, &random).text : nil,
            religion: random.pick(weighted: [
                (.none, 86), (.unrecorded, 5), (.code("01"), 5), (.code("02"), 2), (.code("03"), 2),
            ]),
            card: nil, phone: nil, recordedPhone: nil, email: nil, emailRecorded: false, confirmed: asOf,
            birthDigitised: random.happens(born.year >= 1990 ? rates.birthDigitised : rates.oldBirthDigitised))
        person.birthNumber = serials.nextBirth()
        addPapers(to: &person, age: age, &random)
        addContact(to: &person, age: age, &random)
        addInsurance(to: &person, age: age, people, &random)
        return person
    }

    private func birthPlace(_ born: CivilDay, _ place: RegistrationPlace, _ random: inout Randomness) -> String {
        let unit = place.communeName + (place.district.map { ", \($0)" } ?? "") + ", \(place.provinceName)"
        if born.year >= 1995 && random.happens(0.75) { return random.pick(HealthFacility.all).name }
        return born.year >= 1975 && random.happens(0.5) ? "Trạm y tế \(unit)" : unit
    }

    private func addPapers(to person: inout Person, age: Int, _ random: inout Randomness) {
        let old = age >= 8 && random.happens(rates.recordOld)
        let earliest = max(person.birthRegistered, asOf.adding(days: -590))
        person.confirmed =
            old
            ? asOf.adding(days: -random.between(800, 1_500))
            : CivilDay.random(in: earliest...max(earliest, asOf.adding(days: -10)), &random)
        let first = max(CivilDay(2021, 6, 1), age >= 14 ? person.born.adding(years: 14) : CivilDay(2024, 7, 2))
        let share = age >= 14 ? 1.0 : age >= 6 ? 0.3 : 0.05
        guard random.happens(share) else { return }
        let lower = max(first, person.birthRegistered)
        let upper = min(person.confirmed, asOf.adding(days: -10))
        if lower <= upper {
            person.card = IdentityCard(issued: CivilDay.random(in: lower...upper, &random))
        } else if age >= 14 {
            // The first card came after the record was last confirmed, so the card confirmed it.
            person.card = IdentityCard(issued: CivilDay.random(in: lower...max(lower, asOf.adding(days: -5)), &random))
            person.confirmed = max(person.confirmed, person.card?.issued ?? person.confirmed)
        }
        // Nobody's record turns two years old on the day itself or next to it.
        if (700...760).contains(asOf.serial - person.confirmed.serial) {
            person.confirmed = person.confirmed.adding(days: 70)
        }
    }

    private func addContact(to person: inout Person, age: Int, _ random: inout Randomness) {
        guard age >= 15 else { return }
        let recorded = "0900\(digits(person.serial % 1_000_000, 6))"
        person.recordedPhone = recorded
        let stale = person.confirmed < asOf.adding(days: -730)
        person.phone = stale && random.happens(0.5) ? "0909\(digits(person.serial % 1_000_000, 6))" : recorded
        if random.happens(rates.hasEmail) {
            person.email = "cd\(digits(person.serial, 6))@thu.example"
            person.emailRecorded = random.happens(rates.emailRecorded)
        }
    }

    private func addInsurance(to person: inout Person, age: Int, _ people: EthnicGroup, _ random: inout Randomness) {
        guard random.happens(age >= 16 ? rates.insuredAdult : rates.insuredChild) else { return }
        let number = "15" + digits((person.serial &* 48_271 &+ 1_234_567) % 100_000_000, 8)
        let kind = age < 6 ? "TE1" : age < 23 ? "HS4" : age >= 80 ? "CT2" : random.happens(0.35) ? "DN4" : "GD4"
        var name = person.name
        var birth = person.birth
        if age >= 18 && random.happens(rates.insuranceNameDiffers) {
            let middles = (person.female ? people.femaleMiddles : people.maleMiddles).filter { $0 != name.middle }
            name = FullName(
                family: name.family, middle: middles.first ?? "Văn", given: name.given)
        }
        // A record with another name and another birth would be somebody else's.
        if age >= 18 && random.happens(rates.insuranceBirthDiffers) && name == person.name {
            birth = random.happens(0.5) ? .year(person.born.year) : .day(person.born.adding(days: 30))
        }
        person.insurance = Insurance(
            number: number, card: "\(kind)15\(number)", facility: random.pick(HealthFacility.all), name: name,
            birth: birth)
    }
}
