extension TruthLines {
    /// What the specialised registers have on a resident, and social insurance beside its participants' data.
    mutating func addLists(_ index: Int, of family: Family) {
        let person = family.people[index]
        let standing = family.listed.standings[index]
        addInsuranceLists(person, standing)
        func social(_ concept: String, _ value: JSONValue) {
            add(concept, value, [(.socialProtection, standing.isMatched ? .held(value) : .missing(.absent))])
        }
        func amount(_ concept: String, _ allowance: Allowance?) {
            social("\(concept)_amount", allowance.map { .string(String($0.amount)) } ?? .explicitNone)
            social("\(concept)_start", allowance.map { .string($0.month) } ?? .explicitNone)
        }
        amount("monthly_social_allowance", standing.socialAllowance)
        amount("monthly_merit_allowance", standing.merit)
        let poverty = JSONValue.string(standing.poverty.rawValue)
        add(
            "poverty_status", poverty,
            [(.socialProtection, standing.isMatched ? (standing.isListLate ? .stale(poverty) : .held(poverty)) : .missing(.absent))])
        let disability = standing.disability
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .explicitNone }
        social("has_disability", disability == nil ? "no" : "yes")
        social("disability_certificate_number", text(disability?.number))
        social("disability_certificate_date", text(disability?.issued.iso))
        social("disability_certificate_issuer", text(disability?.issuer))
        social("disability_type", disability.map { .array([.string($0.type.code)]) } ?? .explicitNone)
        social("disability_level", text(disability?.level.rawValue))
        let exemptions = standing.exemptions.map { JSONValue.string($0.code) }
        social("fee_exemption_status", exemptions.isEmpty ? .explicitNone : .array(exemptions))
        let isDriver = family.listed.licences.contains { $0.holder == index && $0.isRegistered }
        let violation: JSONValue = standing.hasViolation ? "yes" : "no"
        add("traffic_violation_status", violation, [(.drivingLicence, isDriver ? .held(violation) : .missing(.absent))])
    }

    private mutating func addInsuranceLists(_ person: Person, _ standing: Standing) {
        let isInsured = person.insurance != nil
        func line(_ concept: String, _ value: JSONValue, held: Bool) {
            add(concept, value, [(.socialInsurance, held ? .held(value) : .missing(.absent))])
        }
        let card: JSONValue = isInsured ? "yes" : "no"
        let held = Holding.optional(person.isFoundInInsurance ? card : nil)
        add("has_health_insurance_card", card, [(.socialInsurance, person.flaws.mistakenFor == nil ? held : .missing(.wrongSubject))])
        let pension = standing.pension
        line("monthly_si_benefit_amount", pension.map { .string(String($0.amount)) } ?? .explicitNone, held: isInsured)
        line("monthly_si_benefit_start", pension.map { .string($0.month) } ?? .explicitNone, held: isInsured)
    }

    mutating func add(licence: DrivingLicence) {
        about("licence", licence.number)
        func line(_ concept: String, _ text: String?) {
            let value = text.map(JSONValue.string)
            add(concept, value, [(.drivingLicence, .optional(licence.isRegistered ? value : nil))])
        }
        line("licence_number", licence.number)
        line("licence_class", licence.licenceClass)
        line("licence_issuer", licence.issuer)
        line("licence_issue_date", licence.issued.iso)
        line("driving_school", licence.school)
        line("driving_training_year", licence.schoolYear.map(String.init))
    }

    /// A parcel without a certificate. Who has no identifier for it names it by commune, sheet and number.
    mutating func add(surveyed parcel: SurveyedParcel) {
        about("parcel", parcel.namesUser ? parcel.id : parcel.place)
        func holding(_ value: JSONValue) -> [(Register, Holding)] {
            [(.land, parcel.isOnMap ? .held(value) : .missing(.absent))]
        }
        func line(_ concept: String, _ value: JSONValue) { add(concept, value, holding(value)) }
        line("parcel_id", .string(parcel.id))
        line("parcel_commune_code", .string(parcel.old.code))
        line("map_sheet_number", .string(parcel.sheet))
        line("parcel_number", .string(parcel.number))
        line("parcel_area", .string(parcel.area))
        add(address: "parcel_address", parcel.address.canonical, holding(parcel.address.canonical))
        line("land_use_purpose", .array(parcel.uses.map(JSONValue.string)))
        for concept in ["certificate_serial", "certificate_register_number", "certificate_issue_date"] {
            add(concept, .explicitNone, [(.land, .missing(.absent))])
        }
    }

    mutating func add(designer: Designer) {
        about("organisation", designer.certificate)
        let code = JSONValue.string(designer.certificate), name = JSONValue.string(designer.name)
        add("professional_certificate_code", code, [(.constructionCapacity, .held(code))])
        add(
            "organisation_name", name,
            [(.budget, .missing(.keyMissing)), (.business, .missing(.keyMissing)), (.constructionCapacity, .held(name))])
    }
}
