/// Names of the parts of the place of birth registration and of the identity document, which do not
/// follow the name of the whole.
private let registrationParts = [
    (part: "commune", concept: "birth_registration_commune"),
    (part: "district", concept: "birth_registration_district"),
    (part: "province", concept: "birth_registration_province"),
]
private let identityParts = [
    (part: "issue_date", concept: "identity_document_issue_date"),
    (part: "issue_place", concept: "identity_document_issue_place"),
]

extension TruthLines {
    /// Everything a connector can supply about a resident, and what the vocabulary derives from it
    /// without asking (`residence_address`, `birth_year`).
    mutating func add(person index: Int, of family: Family, asOf: CivilDay) {
        let person = family.people[index]
        let household = family.households[person.household]
        about("person", person.id)
        addIdentity(person)
        addResidence(person, household)
        let phone = person.recordedPhone.map(JSONValue.string)
        let old = person.confirmed < asOf.adding(years: -2)
        add(
            "phone", person.phone.map(JSONValue.string),
            [(.population, phone.map { person.flaws.lostZero ? .missing(.invalid) : old ? .stale($0) : .held($0) } ?? .missing(.absent))])
        let email = person.email.map(JSONValue.string)
        add("email", email, [(.population, .optional(person.emailRecorded ? email : nil))])
        let kinship = JSONValue.string(person.kinship.rawValue)
        add("relationship_to_head", kinship, [(.population, .held(kinship))])
        let marital = JSONValue.string(person.marital.rawValue)
        add(
            "marital_status", marital,
            [
                (.civilStatus, .optional(family.isMaritalStatusDigitised(of: index) ? marital : nil)),
                (.population, .optional(person.flaws.gap == .maritalStatus ? nil : marital)),
            ])
        addInsurance(person, household)
        addLists(index, of: family)
        addTax(of: index, in: family, asOf: asOf)
    }

    private mutating func addIdentity(_ person: Person) {
        let id = JSONValue.string(person.id)
        let onCard = person.card.map { _ in id }
        let number = person.insurance.map { _ in JSONValue.string(person.flaws.insuranceNumber ?? person.id) }
        add(
            "personal_id_number", id,
            [
                (.identity, .optional(onCard)), (.population, .held(id)),
                // Found there by the insurance number, with the number it is written under.
                (.socialInsurance, number.map(Holding.held) ?? .missing(.keyMissing)),
            ])
        let name = JSONValue.string(person.name.text)
        let insurance = person.isFoundInInsurance ? person.insurance : nil
        // Insurance keeps two parts; a name without one of them does not read.
        let insured = insurance.flatMap { $0.name.middle.isEmpty && $0.name.family.isEmpty ? nil : JSONValue.string($0.name.text) }
        func three(_ value: JSONValue, civil: JSONValue? = nil, insurance: JSONValue?) -> [(Register, Holding)] {
            [
                (.civilStatus, .optional(person.birthDigitised ? civil ?? value : nil)), (.population, .held(value)),
                (.socialInsurance, person.flaws.mistakenFor == nil ? .optional(insurance) : .missing(.wrongSubject)),
            ]
        }
        add("full_name", name, three(.string(person.populationName), civil: name, insurance: insured))
        let alias = person.alias.map(JSONValue.string)
        add("alias_name", alias, [(.population, .optional(alias))])
        let birth = JSONValue.string(person.birth.iso)
        add(
            "date_of_birth", birth,
            three(
                .string(person.birth.held), civil: .string(person.civilBirth.held),
                insurance: insurance.map { .string($0.birth.held) }))
        let year = JSONValue.string(String(person.birth.year))
        add("birth_year", year, three(year, civil: .string(String(person.civilBirth.year)), insurance: insurance.map { .string(String($0.birth.year)) }))
        let gender = JSONValue.string(person.gender)
        add("gender", gender, three(gender, insurance: insurance.map { _ in gender }))
        let ethnicity = JSONValue.string(person.ethnicity)
        let isForeign = person.flaws.nationality != nil
        add("ethnicity", ethnicity, [(.population, .optional(person.flaws.gap == .ethnicity || isForeign ? nil : ethnicity))])
        let nationality = JSONValue.string(person.nationality)
        add("nationality", nationality, [(.population, .held(nationality))])
        switch person.religion {
        case .none: add("religion", .explicitNone, [(.population, .held(.explicitNone))])
        case .unrecorded: add("religion", nil, [(.population, .missing(.absent))])
        case .code(let code): add("religion", .string(code), [(.population, .held(.string(code)))])
        }
        let document = person.identityDocument
        let issued = person.card.map { _ in document }
        add(
            "identity_document", parts: identityParts, document,
            [(.identity, .optional(issued)), (.population, .held(document))])
        add(cardOf: person)
    }

    private mutating func addResidence(_ person: Person, _ household: Household) {
        let hometown = person.hometown.canonical
        add(address: "hometown", hometown, [(.population, .optional(person.flaws.nationality == nil ? hometown : nil))])
        let place = JSONValue.string(person.birthPlace)
        add("birth_place", place, [(.population, .optional(person.flaws.gap == .birthPlace ? nil : place)), (.socialInsurance, .missing(.keyMissing))])
        let registration = person.birthRegistration.canonical
        add(
            "birth_registration_place", parts: registrationParts, registration,
            [
                (.civilStatus, .optional(person.birthDigitised ? registration : nil)),
                (.population, .held(registration)),
            ])
        let permanent = household.permanent.canonical
        add(address: "permanent_residence", permanent, [(.population, .held(permanent))])
        let temporary = household.temporary?.canonical
        add(address: "temporary_residence", temporary, [(.population, .optional(temporary))])
        add(
            address: "current_residence", household.current.canonical,
            [(.population, .held(household.current.canonical))])
        // Letters go to where somebody stays, as the population database has it.
        add(
            address: "contact_address", household.current.canonical,
            [(.population, .held(household.current.canonical))])
        add(address: "residence_address", permanent, [(.population, .held(permanent))])
    }

    private mutating func addInsurance(_ person: Person, _ household: Household) {
        func line(_ concept: String, _ text: String?) {
            let value = text.map(JSONValue.string)
            let held = Holding.optional(person.isFoundInInsurance ? value : nil)
            add(concept, value, [(.socialInsurance, person.flaws.mistakenFor == nil ? held : .missing(.wrongSubject))])
        }
        line("si_number", person.insurance?.number)
        line("health_card_number", person.insurance?.card)
        line("initial_health_facility", person.insurance?.facility.name)
        line("si_household_code", person.insurance.map { _ in household.insuranceCode })
    }

    /// A newborn with a clinic's note. What only the parents know is true all the same.
    mutating func add(newborn: Newborn) {
        guard let number = newborn.noteNumber else { return }
        about("person", number)
        let unreachable: [(Register, Holding)] = [
            (.civilStatus, .missing(.keyMissing)), (.population, .missing(.keyMissing)),
        ]
        add("birth_note_number", .string(number), [(.socialInsurance, .held(.string(number)))])
        add("full_name", .string(newborn.name.text), unreachable + [(.socialInsurance, .missing(.keyMissing))])
        let born = JSONValue.string(newborn.born.iso)
        add("date_of_birth", born, unreachable + [(.socialInsurance, .held(born))])
        let year = JSONValue.string(String(newborn.born.year))
        add("birth_year", year, unreachable + [(.socialInsurance, .held(year))])
        let gender = JSONValue.string(newborn.female ? "2" : "1")
        add("gender", gender, unreachable + [(.socialInsurance, .held(gender))])
        let place = JSONValue.string(newborn.birthPlace)
        add("birth_place", place, [(.population, .missing(.keyMissing)), (.socialInsurance, .held(place))])
        let population: [(Register, Holding)] = [(.population, .missing(.keyMissing))]
        add("ethnicity", .string(newborn.ethnicity), population)
        add("nationality", "VN", population)
        add(address: "hometown", newborn.hometown.canonical, population)
    }
}
