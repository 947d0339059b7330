/// What the driving licence service answers, per path; nothing about whoever has no licence on file.
enum DrivingReplies {
    static let service = RegisterService.json(
        ["driving/persons/:key/licences", "driving/persons/:key/violations", "driving/licences/:key"]
    ) { family, asOf in
        let licences = family.listed.licences.filter(\.isRegistered)
        let holders = Dictionary(grouping: licences, by: \.holder).sorted { $0.key < $1.key }
        return licences.map { ("/driving/licences/\($0.number)", licence($0, family)) }
            + holders.flatMap { index, licences -> [(path: String, body: JSONValue?)] in
                let id = family.people[index].id
                return [
                    ("/driving/persons/\(id)/licences", list(licences, of: id)),
                    ("/driving/persons/\(id)/violations", violations(family.listed.standings[index], of: id, asOf)),
                ]
            }
    }

    private static func licence(_ licence: DrivingLicence, _ family: Family) -> JSONValue {
        let holder = family.people[licence.holder]
        return .object([
            "licence": .object([
                "number": .string(licence.number), "class": .string(licence.licenceClass), "status": "HOP_LE",
                "issuer": .string(licence.issuer), "issuedOn": .string(licence.issued.paper),
                "training": licence.school.map {
                    JSONValue.object(["school": .string($0), "year": licence.schoolYear.map(JSONValue.integer) ?? .null])
                } ?? .null,
                "holder": .object(["personalId": .string(holder.id), "fullName": .string(holder.name.text)]),
                "updatedAt": .string(licence.issued.iso + "T09:15:00"),
            ])
        ])
    }

    private static func list(_ licences: [DrivingLicence], of id: String) -> JSONValue {
        .object([
            "personalId": .string(id),
            "licences": .array(
                licences.map {
                    .object([
                        "number": .string($0.number), "class": .string($0.licenceClass), "issuedOn": .string($0.issued.paper),
                    ])
                }),
        ])
    }

    private static func violations(_ standing: Standing, of id: String, _ asOf: CivilDay) -> JSONValue {
        .object([
            "personalId": .string(id), "unsettled": standing.hasViolation ? "CO" : "KHONG",
            "asOf": .string(asOf.adding(days: -1).iso + "T23:00:00"),
        ])
    }
}
