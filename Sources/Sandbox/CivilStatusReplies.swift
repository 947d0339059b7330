/// What the civil status service answers, per path.
enum CivilStatusReplies {
    static let service = RegisterService.json(
        [
            "civil/persons/:key/birth", "civil/persons/:key/marriages", "civil/persons/:key/marital-status",
            "civil/persons/:key/death", "civil/events/:key", "civil/deaths/:key",
        ]
    ) { family, _ in
        family.people.indices.flatMap { replies(about: $0, of: family) }
            + family.marriages.filter(\.digitised).map { ("/civil/events/\($0.id)", marriage($0, of: family)) }
    }

    private static func replies(about index: Int, of family: Family) -> [(path: String, body: JSONValue?)] {
        let path = "/civil/persons/\(family.people[index].id)"
        var replies: [(path: String, body: JSONValue?)] = [
            (path + "/birth", birth(index, of: family)), (path + "/marriages", marriages(index, of: family)),
            (path + "/marital-status", maritalStatus(index, of: family)),
        ]
        if let death = family.death(leaving: index), death.event.isDigitised {
            replies.append(("/civil/persons/\(death.deceased)/death", deathOfPerson(death)))
            replies.append(("/civil/deaths/\(death.event.id)", self.death(death, leaving: index, of: family)))
        }
        return replies
    }

    /// The birth of a resident, where the book has been digitised.
    static func birth(_ index: Int, of family: Family) -> JSONValue? {
        let person = family.people[index]
        guard person.birthDigitised else { return nil }
        let place = person.birthRegistration
        let year = person.birthRegistered.year
        return .object([
            "birth": .object([
                "id": .string("KS-\(place.commune)-\(year)-\(digits(person.birthNumber, 6))"),
                "status": "VALID",
                "certificate": .object([
                    "number": .string(String(1 + person.birthNumber % 320)), "book": .string("01/\(year)"),
                ]),
                "registeredOn": .string(person.birthRegistered.paper),
                "registration": .object([
                    "commune": .object(["code": .string(place.commune), "name": .string(place.communeName)]),
                    "district": place.district.map { .object(["name": .string($0)]) } ?? .null,
                    "province": .object(["code": .string(place.province), "name": .string(place.provinceName)]),
                    "office": .string(place.office),
                ]),
                "child": .object([
                    "personalId": .string(person.id), "fullName": .string(person.name.text),
                    "dateOfBirth": .string(person.civilBirth.paper), "sex": person.female ? "NU" : "NAM",
                    "bornAt": .string(person.birthPlace),
                ]),
                "father": parent(person.father, family), "mother": parent(person.mother, family),
                "updatedAt": .string(updated(person.birthRegistered, person.serial)),
            ])
        ])
    }

    /// The digitised marriages of a resident; nil where there is none.
    static func marriages(_ index: Int, of family: Family) -> JSONValue? {
        let known = family.marriages(of: index).filter(\.digitised)
        guard !known.isEmpty else { return nil }
        return .object([
            "personalId": .string(family.people[index].id),
            "marriages": .array(
                known.map {
                    .object([
                        "eventId": .string($0.id), "registeredOn": .string($0.day.paper), "status": "VALID",
                    ])
                }),
        ])
    }

    static func marriage(_ marriage: Marriage, of family: Family) -> JSONValue {
        .object([
            "event": .object([
                "id": .string(marriage.id), "kind": "MARRIAGE", "status": "VALID",
                "certificate": .object([
                    "number": .string(String(marriage.number)), "book": .string(marriage.book),
                ]),
                "registeredOn": .string(marriage.day.paper),
                "office": .object([
                    "name": .string(marriage.place.office), "communeCode": .string(marriage.place.commune),
                ]),
                "husband": parent(marriage.husband, family), "wife": parent(marriage.wife, family),
                "updatedAt": .string(updated(marriage.day, marriage.number)),
            ])
        ])
    }

    private static func parent(_ index: Int?, _ family: Family) -> JSONValue {
        guard let index else { return .null }
        return .object([
            "personalId": .string(family.people[index].id), "fullName": .string(family.people[index].name.text),
        ])
    }

    /// Old books were typed in from 2018 on, newer acts on the day.
    private static func updated(_ day: CivilDay, _ variation: Int) -> String {
        (day.year < 2018 ? CivilDay(2018, 3, 1).adding(days: variation % 1_500) : day).iso + "T10:15:00"
    }
}
