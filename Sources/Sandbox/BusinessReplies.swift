/// What the business registration service answers, per path.
enum BusinessReplies {
    static let service = RegisterService.json(
        ["business/companies/:key", "business/companies/:key/members", "business/tax-codes/:key", "business/persons/:key/companies"]
    ) { family, _ in
        family.people.indices.map {
            ("/business/persons/\(family.people[$0].id)/companies", companies(of: $0, in: family))
        }
            + family.companies.indices.flatMap { replies(about: $0, in: family) }
    }

    private static func replies(about index: Int, in family: Family) -> [(path: String, body: JSONValue?)] {
        let code = family.companies[index].code, reply = company(index, of: family)
        // An enterprise code is a tax code.
        return [
            ("/business/companies/\(code)", reply), ("/business/tax-codes/\(code)", reply),
            ("/business/companies/\(code)/members", members(of: index, in: family)),
        ]
    }

    static func company(_ index: Int, of family: Family) -> JSONValue {
        let company = family.companies[index]
        let person = family.people[company.representative]
        return .object([
            "enterpriseCode": .string(company.code), "taxCode": .string(company.code), "status": "ACTIVE",
            "legalForm": .string(family.members(of: index).count == 1 ? "TNHH1TV" : "TNHH2TV"),
            "name": .object([
                "vi": .string(company.name), "foreign": .optional(company.foreignName),
                "short": .optional(company.shortName),
            ]),
            "headOffice": .object([
                "street": .string(company.office.street), "communeCode": .string(company.office.writtenCommune),
                "communeName": .string(company.office.writtenCommuneName),
                "provinceCode": .string(company.office.writtenProvince),
            ]),
            "contact": .object([
                "phone": .string(company.phone), "email": .optional(company.email),
                "website": .optional(company.website),
            ]),
            "registration": .object([
                "date": .string(company.registered.paper), "office": .string(BusinessReplies.office),
            ]),
            "capital": .object(["amount": .string(String(company.capital)), "currency": "VND"]),
            "industries": .array([.object(["code": .string(company.industry), "main": true])]),
            "legalRepresentative": .object([
                "personalId": .string(person.id), "fullName": .string(person.name.text), "title": .string(representativeTitle),
            ]),
            "updatedAt": .string(company.updated.iso + "T16:45:00"),
        ])
    }

    static let representativeTitle = "Giám đốc"
    static let office = "Phòng Đăng ký kinh doanh tỉnh Lào Cai"

    /// The companies a resident represents; nil where there is none.
    static func companies(of person: Int, in family: Family) -> JSONValue? {
        let represented = family.companies(of: person)
        guard !represented.isEmpty else { return nil }
        return .object([
            "personalId": .string(family.people[person].id),
            "companies": .array(
                represented.map {
                    .object([
                        "enterpriseCode": .string($0.code), "name": .string($0.name), "role": "LEGAL_REPRESENTATIVE",
                        "since": .string($0.registered.paper),
                    ])
                }),
        ])
    }
}
