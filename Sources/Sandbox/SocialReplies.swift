/// What the social protection service answers, per path; nothing for whoever was never matched with a personal number.
enum SocialReplies {
    static let service = RegisterService.json(
        ["poverty", "disability", "allowances", "standing"].map { "social/persons/:key/\($0)" }
    ) { family, asOf in
        zip(family.people.indices, family.listed.standings).filter { $0.1.isMatched }.flatMap { index, standing -> [(path: String, body: JSONValue?)] in
            let person = family.people[index]
            let path = "/social/persons/\(person.id)/"
            return [
                (path + "poverty", poverty(person, standing, family)), (path + "disability", disability(person, standing, asOf)),
                (path + "allowances", allowances(person, standing, asOf)), (path + "standing", exemptions(person, standing, asOf)),
            ]
        }
    }

    private static func poverty(_ person: Person, _ standing: Standing, _ family: Family) -> JSONValue {
        let household = family.households[person.household]
        let head = household.members.first.map { family.people[$0].name.text }
        return .object([
            "personalId": .string(person.id),
            "household": .object([
                "name": .optional(head),
                "commune": .object([
                    "code": .string(household.permanent.commune), "name": .string(Communes.name(of: household.permanent.commune)),
                ]),
            ]),
            "list": .object([
                "year": .integer(standing.listDecided.year + 1), "status": .string(standing.poverty.registerCode),
                "decidedOn": .string(standing.listDecided.paper),
            ]),
        ])
    }

    private static func disability(_ person: Person, _ standing: Standing, _ asOf: CivilDay) -> JSONValue {
        .object([
            "personalId": .string(person.id), "certified": standing.disability == nil ? "KHONG" : "CO",
            "certificate": standing.disability.map { disability in
                JSONValue.object([
                    "number": .string(disability.number), "issuedOn": .string(disability.issued.paper),
                    "issuer": .string(disability.issuer), "types": .array([.string(disability.type.register)]),
                    "level": .string(disability.level.registerCode),
                ])
            } ?? .null,
            "updatedAt": updated(asOf),
        ])
    }

    private static func allowances(_ person: Person, _ standing: Standing, _ asOf: CivilDay) -> JSONValue {
        let kinds: [(String, Allowance?)] = [("BTXH", standing.socialAllowance), ("NCC", standing.merit)]
        return .object([
            "personalId": .string(person.id),
            "allowances": .array(
                kinds.compactMap { kind, allowance in
                    allowance.map {
                        JSONValue.object([
                            "kind": .string(kind), "status": "DANG_HUONG", "amount": .integer($0.amount),
                            "since": .string($0.paperMonth),
                        ])
                    }
                }),
            "updatedAt": updated(asOf),
        ])
    }

    private static func exemptions(_ person: Person, _ standing: Standing, _ asOf: CivilDay) -> JSONValue {
        .object([
            "personalId": .string(person.id),
            "standing": .array(standing.exemptions.map { .object(["code": .string($0.register)]) }), "updatedAt": updated(asOf),
        ])
    }

    private static func updated(_ asOf: CivilDay) -> JSONValue { .string(asOf.adding(days: -20).iso + "T00:00:00") }
}

extension InsuranceReplies {
    /// The pension a participant draws; an empty list for the others.
    static func benefits(_ index: Int, of family: Family, asOf: CivilDay) -> JSONValue? {
        let person = family.people[index]
        guard person.insurance != nil else { return nil }
        let pension = family.listed.standings[index].pension
        return .object([
            "personalId": .string(person.id),
            "benefits": .array(
                [pension].compactMap { $0 }.map {
                    JSONValue.object([
                        "kind": "HUU_TRI", "status": "ACTIVE", "amount": .integer($0.amount), "since": .string($0.paperMonth),
                    ])
                }),
            "updatedAt": .string("\(asOf.year)-01-02T07:30:00"),
        ])
    }
}
