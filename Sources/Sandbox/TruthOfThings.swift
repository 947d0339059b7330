extension TruthLines {
    mutating func add(household: Household) {
        about("household", household.code)
        add("household_code", .string(household.code), [(.population, .held(.string(household.code)))])
    }

    /// A marriage; what is not digitised is true, and absent from the register.
    mutating func add(marriage: Marriage) {
        about("civil_event", marriage.id)
        func line(_ concept: String, _ text: String) {
            add(
                concept, .string(text),
                [(.civilStatus, marriage.digitised ? .held(.string(text)) : .missing(.absent))])
        }
        line("marriage_certificate_number", String(marriage.number))
        line("civil_register_book", marriage.book)
        line("marriage_registration_date", marriage.day.iso)
        line("marriage_registration_office", marriage.place.office)
    }

    mutating func add(parcel: Parcel) {
        about("parcel", parcel.id)
        func line(_ concept: String, _ value: JSONValue) { add(concept, value, [(.land, .held(value))]) }
        line("parcel_id", .string(parcel.id))
        line("parcel_commune_code", .string(parcel.old.code))
        line("map_sheet_number", .string(parcel.sheet))
        line("parcel_number", .string(parcel.number))
        line("parcel_area", .string(parcel.area))
        add(address: "parcel_address", parcel.address.canonical, [(.land, .held(parcel.address.canonical))])
        func list(_ uses: [String]) -> JSONValue { .array(uses.map(JSONValue.string)) }
        add("land_use_purpose", list(parcel.uses), [(.land, .optional(parcel.recordedUses.map(list)))])
        let old = parcel.usesOf2014.map(list)
        add("land_use_purpose_2014", old, [(.land, .optional(old))])
        // The register writes "-/-" where no certificate was issued: it says there is none.
        line("certificate_serial", parcel.certificate.map { .string($0.serial) } ?? .explicitNone)
        line("certificate_register_number", parcel.certificate.map { .string($0.register) } ?? .explicitNone)
        line("certificate_issue_date", parcel.certificate.map { .string($0.issued.iso) } ?? .explicitNone)
    }

    mutating func add(company: Company, of family: Family) {
        about("organisation", company.code)
        func line(_ concept: String, _ text: String?, name: Bool = false, tax: Bool = false) {
            let value = text.map(JSONValue.string)
            let other: [(Register, Holding)] =
                name ? [(.constructionCapacity, .missing(.keyMissing))] : []
            // The directory of budget units is searched by the tax code, too, and has no companies.
            let budget: [(Register, Holding)] = name || tax ? [(.budget, .missing(.absent))] : []
            add(concept, value, budget + other + [(.business, .optional(value))] + (tax ? [(.tax, .optional(value))] : []))
        }
        line("enterprise_code", company.code)
        line("tax_code", company.code, tax: true)
        line("organisation_name", company.name, name: true, tax: true)
        addTax(of: company)
        add(
            address: "head_office", company.office.canonical,
            [(.budget, .missing(.absent)), (.business, .held(company.office.canonical))])
        line("phone", company.phone)
        line("email", company.email)
        line("website", company.website)
        line("enterprise_registration_date", company.registered.iso)
        line("enterprise_registration_office", BusinessReplies.office)
        line("legal_representative_name", family.people[company.representative].name.text)
        line("position_title", BusinessReplies.representativeTitle)
    }

    mutating func add(unit: BudgetUnit) {
        about("organisation", unit.code)
        func line(_ concept: String, _ text: String, business: Bool = false) {
            let other: [(Register, Holding)] =
                business
                ? [
                    (.business, .missing(.keyMissing)), (.constructionCapacity, .missing(.keyMissing)),
                    (.tax, .missing(.keyMissing)),
                ] : []
            add(concept, .string(text), [(.budget, .held(.string(text)))] + other)
        }
        line("budget_unit_code", unit.code)
        // Business and tax registers are asked about companies by this code; of the units they have nothing.
        let code = unit.taxCode.map(JSONValue.string)
        add("tax_code", code, [(.budget, .optional(code)), (.business, .missing(.keyMissing)), (.tax, .missing(code == nil ? .keyMissing : .absent))])
        line("organisation_name", unit.name, business: true)
        line("budget_chapter", unit.chapter)
        line("budget_estimate_level", String(unit.level))
        add(
            address: "head_office", unit.office.canonical,
            [(.budget, .held(unit.office.canonical)), (.business, .missing(.keyMissing))])
    }
}
