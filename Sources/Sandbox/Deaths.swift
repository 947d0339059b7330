/// The death of a husband or wife as a registrar entered it. The dead are nobody's household any more: civil status alone
/// still knows them.
struct Death {
    let event: MaritalEvent
    /// Who died: a number of another province than any resident's, so that no number is given out twice.
    let deceased: String, name: FullName
    let died: CivilDay, number: Int
    let place: RegistrationPlace
}

extension Family {
    /// The death that left a resident widowed. Nothing here is drawn from the family's own stream.
    func death(leaving index: Int) -> Death? {
        let person = people[index]
        guard person.marital == .widowed, let event = maritalEnd(of: index) else { return nil }
        var random = Randomness(seed: 0xDEAD, stream: UInt64(person.serial))
        let born = person.born.year + (person.female ? -random.between(0, 6) : random.between(0, 6))
        let deceased =
            random.pick(["002", "008", "011", "012", "014"]) + String((born / 100 - 19) * 2 + (person.female ? 0 : 1))
            + digits(born % 100, 2) + person.id.suffix(6)
        let group = ethnicGroups.first { $0.0.code == person.ethnicity }?.0 ?? ethnicGroups[0].0
        return Death(
            event: event, deceased: deceased, name: FullName(female: !person.female, of: group, &random),
            died: event.day.adding(days: -random.between(1, 14)), number: random.between(1, 160),
            place: person.birthRegistration)
    }
}

extension CivilStatusReplies {
    /// What is under the number of somebody dead: which event it is.
    static func deathOfPerson(_ death: Death) -> JSONValue {
        .object([
            "personalId": .string(death.deceased), "event": .object(["eventId": .string(death.event.id), "status": "VALID"]),
            "updatedAt": .string(updated(death)),
        ])
    }

    static func death(_ death: Death, leaving spouse: Int, of family: Family) -> JSONValue {
        .object([
            "event": .object([
                "id": .string(death.event.id), "kind": "DEATH", "status": "VALID",
                "extract": .object(["number": .string("\(death.number)/\(death.event.day.year)")]),
                "diedOn": .string(death.died.paper), "registeredOn": .string(death.event.day.paper),
                "office": .object(["name": .string(death.place.office), "communeCode": .string(death.place.commune)]),
                "deceased": .object(["personalId": .string(death.deceased), "fullName": .string(death.name.text)]),
                "spouse": .object([
                    "personalId": .string(family.people[spouse].id), "fullName": .string(family.people[spouse].name.text),
                ]),
                "updatedAt": .string(updated(death)),
            ])
        ])
    }

    private static func updated(_ death: Death) -> String { death.event.day.adding(days: 21).iso + "T09:00:00" }
}

extension TruthLines {
    /// A death; what is not digitised is true, and absent from the register.
    mutating func add(death: Death) {
        about("civil_event", death.event.id)
        func line(_ concept: String, _ text: String) {
            add(concept, .string(text), [(.civilStatus, death.event.isDigitised ? .held(.string(text)) : .missing(.absent))])
        }
        line("date_of_death", death.died.iso)
        line("death_extract_number", "\(death.number)/\(death.event.day.year)")
        line("death_registration_date", death.event.day.iso)
        line("death_registration_office", death.place.office)
    }
}
