import Formats

/// What the social insurance service answers, per path: nested arrays, its own codes for sex.
enum InsuranceReplies {
    static let service = RegisterService.json(
        [
            "insurance/participants/:key", "insurance/participants/:key/benefits", "insurance/participants/:key/history",
            "insurance/numbers/:key", "insurance/periods/:key", "insurance/mothers/:key/birth-notes",
            "insurance/birth-notes/:key",
        ],
        listing: participants
    ) { family, asOf in
        family.people.indices.flatMap { replies(about: $0, of: family, asOf: asOf) }
            + family.newborns.compactMap { newborn in
                newborn.noteNumber.map { ("/insurance/birth-notes/\($0)", note(newborn, in: family)) }
            }
    }

    /// Several participants, each office's together.
    private static let participants = ListQuestion(path: "insurance/participants/search", member: "personalIds", stem: "/insurance/participants/", most: 50) { replies in
        var offices: [(name: JSON, participants: [JSON])] = []
        for entry in replies.flatMap({ $0["data"]?.array ?? [] }) {
            let name = entry["office"] ?? .null, participants = entry["participants"]?.array ?? []
            if let known = offices.firstIndex(where: { $0.name == name }) { offices[known].participants += participants } else { offices.append((name, participants)) }
        }
        return ["data": .array(offices.map { ["office": $0.name, "participants": .array($0.participants)] })]
    }

    private static func replies(about index: Int, of family: Family, asOf: CivilDay) -> [(path: String, body: JSONValue?)] {
        let person = family.people[index]
        let number = person.flaws.insuranceNumber ?? person.id
        let path = "/insurance/participants/\(person.id)"
        var replies: [(path: String, body: JSONValue?)] = [
            (
                "/insurance/participants/\(number)",
                participant(person.flaws.mistakenFor ?? index, of: family, asOf: asOf, under: number)
            ),
            (path + "/benefits", benefits(index, of: family, asOf: asOf)),
            (path + "/history", history(index, of: family, asOf: asOf)),
            ("/insurance/mothers/\(person.id)/birth-notes", notes(of: index, in: family)),
        ]
        if let insurance = person.insurance {
            replies.append(("/insurance/numbers/\(insurance.number)", participant(index, of: family, asOf: asOf, under: number)))
        }
        for period in family.insurancePeriods(of: index, asOf: asOf) {
            replies.append(("/insurance/periods/\(period.id)", self.period(period, of: index, in: family, asOf: asOf)))
        }
        return replies
    }

    /// - Parameter number: the one the record stands under, where it is not the participant's.
    static func participant(_ index: Int, of family: Family, asOf: CivilDay, under number: String? = nil) -> JSONValue? {
        let person = family.people[index]
        guard let insurance = person.insurance else { return nil }
        let household = family.households[person.household]
        var cards = [card(insurance.card, insurance.facility, "ACTIVE", asOf.year)]
        if person.serial % 4 == 0 && person.age(on: asOf) > 8 {
            cards.append(
                card("DN415" + insurance.number, HealthFacility.all[person.serial % 12], "EXPIRED", asOf.year - 2))
        }
        return .object([
            "data": .array([
                .object([
                    "office": "Bảo hiểm xã hội tỉnh Lào Cai",
                    "participants": .array([
                        .object([
                            "identifiers": .array([
                                .object(["type": "DDCN", "value": .string(number ?? person.id)]),
                                .object(["type": "BHXH", "value": .string(insurance.number)]),
                            ]),
                            "person": .object([
                                "hoDem": .string([insurance.name.family, insurance.name.middle].filter { !$0.isEmpty }.joined(separator: " ")),
                                "ten": .string(insurance.name.given), "ngaySinh": .string(insurance.birth.paper),
                                "gioiTinh": sex(person.female),
                            ]),
                            "cards": .array(cards),
                            "households": .array([
                                .object([
                                    "code": .string(household.insuranceCode),
                                    "members": .integer(household.members.count),
                                ])
                            ]),
                            "units": units(of: insurance),
                            "updatedAt": .string("\(asOf.year)-01-02T07:30:00"),
                        ])
                    ]),
                ])
            ])
        ])
    }

    /// The notes clinics have sent about this mother's newborns; nil where there is none.
    static func notes(of mother: Int, in family: Family) -> JSONValue? {
        let noted = family.newborns.filter { $0.mother == mother && $0.noteNumber != nil }
        guard let facility = noted.first?.facility else { return nil }
        return .object([
            "mother": person(mother, family),
            "facilities": .array([
                .object([
                    "code": .string(facility.code), "name": .string(facility.name),
                    "notes": .array(
                        noted.map {
                            .object([
                                "number": .optional($0.noteNumber), "status": "SENT",
                                "child": .object([
                                    "bornOn": .string($0.born.paper), "gioiTinh": sex($0.female),
                                ]),
                            ])
                        }),
                ])
            ]),
        ])
    }

    static func note(_ newborn: Newborn, in family: Family) -> JSONValue? {
        guard let number = newborn.noteNumber, let facility = newborn.facility else { return nil }
        return .object([
            "note": .object([
                "number": .string(number), "status": "SENT",
                "facility": .object(["code": .string(facility.code), "name": .string(facility.name)]),
                "mother": person(newborn.mother, family),
                "child": .object([
                    "bornOn": .string(newborn.born.paper),
                    "bornTime": .string(
                        "\(digits(newborn.minuteOfDay / 60, 2)):\(digits(newborn.minuteOfDay % 60, 2))"),
                    "gioiTinh": sex(newborn.female), "weightGrams": .integer(newborn.grams),
                    "bornAt": .string(newborn.birthPlace),
                ]),
                "sentAt": .string(newborn.born.iso + "T23:40:00"),
            ])
        ])
    }

    private static func card(_ number: String, _ facility: HealthFacility, _ status: String, _ year: Int) -> JSONValue {
        .object([
            "number": .string(number), "status": .string(status), "validFrom": .string("01/01/\(year)"),
            "validTo": .string("31/12/\(year)"),
            "facilities": .array([.object(["code": .string(facility.code), "name": .string(facility.name)])]),
        ])
    }

    private static func person(_ index: Int, _ family: Family) -> JSONValue {
        .object([
            "personalId": .string(family.people[index].id), "fullName": .string(family.people[index].name.text),
        ])
    }

    private static func sex(_ female: Bool) -> JSONValue { female ? "1035" : "1034" }
}
