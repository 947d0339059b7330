/// Somebody who pays wages: known by the tax code.
struct Employer: Hashable {
    let taxCode: String, name: String
    let office: Address

    init(_ company: Company) { (taxCode, name, office) = (company.code, company.name, company.office) }
}

extension Estate {
    /// Gives the employed of a family, by the kind of their insurance card, somebody to work for.
    func employ(_ family: inout Family, by employers: [Employer], _ random: inout Randomness) {
        for person in family.people.indices {
            guard family.people[person].insurance?.card.hasPrefix("DN4") == true,
                family.people[person].age(on: asOf) <= 62, !employers.isEmpty
            else { continue }
            family.people[person].insurance?.employer = random.pick(employers)
        }
    }
}

extension InsuranceReplies {
    /// The unit that pays the contributions; nobody employed has none.
    static func units(of insurance: Insurance) -> JSONValue {
        guard let employer = insurance.employer else { return [] }
        return [
            .object([
                "code": .string("TA\(employer.taxCode.suffix(5))"), "name": .string(employer.name),
                "taxCode": .string(employer.taxCode), "status": "ACTIVE",
            ])
        ]
    }
}

extension Person {
    /// Four adults in five have been registered for tax.
    func isTaxpayer(on day: CivilDay) -> Bool {
        age(on: day) >= 18 && (serial % 5 != 4 || insurance?.employer != nil)
    }
}

/// What the tax service answers, per path. It numbers communes in its own way: in the order of their codes.
enum TaxReplies {
    static let service = RegisterService.json(["tax/persons/:key", "tax/organisations/:key"]) { family, asOf in
        family.people.indices.map { ("/tax/persons/\(family.people[$0].id)", person($0, of: family, asOf: asOf)) }
            + family.companies.map { ("/tax/organisations/\($0.code)", organisation($0)) }
    }

    static func person(_ index: Int, of family: Family, asOf: CivilDay) -> JSONValue? {
        let person = family.people[index]
        guard person.isTaxpayer(on: asOf) else { return nil }
        let address = family.households[person.household].permanent
        let office = office(of: address.commune)
        return .object([
            "taxpayer": .object([
                "taxCode": .string(person.id), "personalId": .string(person.id),
                "name": .string(person.name.text.uppercased()), "status": "00",
                "office": .object(["code": .string(office)]),
                "address": .object([
                    "line": .string(address.street), "communeGeo": .string("205\(digits(rank(of: address.commune), 4))"),
                    "provinceGeo": "205",
                ]),
                "updatedAt": "2025-07-01T00:00:00",
            ])
        ])
    }

    static func organisation(_ company: Company) -> JSONValue {
        .object([
            "taxpayer": .object([
                "taxCode": .string(company.code), "name": .string(company.name), "status": "00",
                "office": .object(["code": .string(provincialOffice)]),
                "updatedAt": .string(company.updated.iso + "T09:00:00"),
            ])
        ])
    }

    static let provincialOffice = "20500"

    /// Code of the vocabulary's list `tax_offices`: nine offices share the communes.
    static func office(of commune: String) -> String { "2050\(1 + (rank(of: commune) - 1) / 11)" }

    private static func rank(of commune: String) -> Int { ranks[commune] ?? 1 }

    private static let ranks = Dictionary(
        Communes.all.enumerated().map { ($1.code, $0 + 1) }, uniquingKeysWith: { first, _ in first })
}

extension TruthLines {
    /// What the tax register has of a resident.
    mutating func addTax(of index: Int, in family: Family, asOf: CivilDay) {
        let person = family.people[index]
        let isRegistered = person.isTaxpayer(on: asOf)
        func line(_ concept: String, _ text: String) {
            let value = JSONValue.string(text)
            add(concept, isRegistered ? value : nil, [(.tax, .optional(isRegistered ? value : nil))])
        }
        let address = family.households[person.household].permanent
        line("tax_code", person.id)
        line("tax_status", "00")
        line("managing_tax_office", TaxReplies.office(of: address.commune))
        let canonical = isRegistered ? address.canonical : nil
        add(address: "tax_registered_address", canonical, [(.tax, .optional(canonical))])
    }

    /// What the tax register has of a company, and its name as those it insures know it.
    mutating func addTax(of company: Company) {
        func line(_ concept: String, _ text: String, _ registers: [Register]) {
            add(concept, .string(text), registers.map { ($0, .held(.string(text))) })
        }
        line("tax_status", "00", [.tax])
        line("managing_tax_office", TaxReplies.provincialOffice, [.tax])
        line("employer_name", company.name, [.business, .socialInsurance])
    }
}
