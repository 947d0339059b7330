/// Lines of links.jsonl: one per subject and relation, with every subject it truly leads to and the registers that
/// know it. Like the truth file it is written from the families, without looking at any connector.
struct LinkLines {
    private var text = ""

    mutating func drain() -> String {
        defer { text = "" }
        return text
    }

    private mutating func add(
        _ relation: String, of subject: (kind: String, id: String), to targets: [(kind: String, id: String)],
        _ registers: [Register]
    ) {
        guard !targets.isEmpty else { return }
        func name(_ subject: (kind: String, id: String)) -> JSONValue {
            .object(["kind": .string(subject.kind), "id": .string(subject.id)])
        }
        JSONValue.object([
            "subject": name(subject), "relation": .string(relation), "to": .array(targets.map(name)),
            "held": .array(registers.map { .string($0.rawValue) }),
        ]).write(to: &text)
        text += "\n"
    }

    mutating func add(_ family: Family, asOf: CivilDay) {
        for index in family.people.indices { add(person: index, of: family, asOf: asOf) }
        for household in family.households {
            let members = household.members.map { Self.person($0, family) }
            add("head", of: ("household", household.code), to: Array(members.prefix(1)), [.population])
            add("members", of: ("household", household.code), to: members, [.population])
        }
        for company in family.companies {
            let subject = (kind: "organisation", id: company.code)
            add("legal_representative", of: subject, to: [Self.person(company.representative, family)], [.business])
        }
        for index in family.companies.indices {
            let members = family.members(of: index).map { member in
                switch member {
                case .person(let person): Self.person(person, family)
                case .company(let company): (kind: "organisation", id: family.companies[company].code)
                }
            }
            add("business_members", of: ("organisation", family.companies[index].code), to: members, [.business])
            let own = family.parcels.filter { $0.holders.contains(.company(index)) }
            add("parcels", of: ("organisation", family.companies[index].code), to: own.map { ("parcel", $0.id) }, [.land])
        }
    }

    private mutating func add(person index: Int, of family: Family, asOf: CivilDay) {
        let person = family.people[index]
        let subject = Self.person(index, family)
        add("spouse", of: subject, to: person.spouse.map { [Self.person($0, family)] } ?? [], [.population])
        let births: [Register] = (person.birthDigitised ? [.civilStatus] : []) + (person.flaws.guardian == nil ? [.population] : [])
        add("father", of: subject, to: person.father.map { [Self.person($0, family)] } ?? [], births)
        add("mother", of: subject, to: person.mother.map { [Self.person($0, family)] } ?? [], births)
        let home = family.households[person.household]
        add("household", of: subject, to: [("household", home.code)], home.retiredCode == nil ? [.population] : [])
        for digitised in [true, false] {
            let marriages = family.marriages(of: index).filter { $0.digitised == digitised }
            add("marriages", of: subject, to: marriages.map { ("civil_event", $0.id) }, digitised ? [.civilStatus] : [])
        }
        if let end = family.maritalEnd(of: index) {
            let relation = person.marital == .divorced ? "divorces" : "spouse_deaths"
            add(relation, of: subject, to: [("civil_event", end.id)], end.isDigitised ? [.civilStatus] : [])
        }
        if let death = family.death(leaving: index) {
            let event = (kind: "civil_event", id: death.event.id), dead = (kind: "person", id: death.deceased)
            let registers: [Register] = death.event.isDigitised ? [.civilStatus] : []
            add("deceased", of: event, to: [dead], registers)
            add("death", of: dead, to: [event], registers)
        }
        let periods = family.insurancePeriods(of: index, asOf: asOf).map { (kind: "insurance_period", id: $0.id) }
        add("insurance_periods", of: subject, to: periods, [.socialInsurance])
        let employer = person.insurance?.employer.map { [(kind: "organisation", id: $0.taxCode)] } ?? []
        add("employer", of: subject, to: employer, person.isFoundInInsurance ? [.socialInsurance] : [])
        let notes = family.newborns.filter { $0.mother == index }.compactMap(\.noteNumber)
        add("notified_births", of: subject, to: notes.map { ("person", $0) }, [.socialInsurance])
        add("parcels", of: subject, to: family.parcels(of: index).map { ("parcel", $0.id) }, person.flaws.landNumber == nil ? [.land] : [])
        let companies = family.companies(of: index).map { (kind: "organisation", id: $0.code) }
        add("represented_organisations", of: subject, to: companies, [.business])
        let licences = family.listed.licences.filter { $0.holder == index && $0.isRegistered }
        add("driving_licences", of: subject, to: licences.map { ("licence", $0.number) }, [.drivingLicence])
        let used = family.listed.surveyed.filter { $0.user == index && $0.namesUser }
        add("surveyed_parcels", of: subject, to: used.map { ("parcel", $0.id) }, [.land])
    }

    mutating func add(_ unit: BudgetUnit) {
        let parent = unit.parent.map { [(kind: "organisation", id: $0)] } ?? []
        add("parent_unit", of: ("organisation", unit.code), to: parent, [.budget])
    }

    private static func person(_ index: Int, _ family: Family) -> (kind: String, id: String) {
        ("person", family.people[index].id)
    }
}
