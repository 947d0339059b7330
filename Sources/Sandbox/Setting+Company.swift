extension Setting {
    /// Registration of a one-member company: mostly the applicant's own, now and then somebody else's or another company's.
    func company(_ random: inout Randomness) -> AnswerSheet? {
        guard person.age(on: asOf) <= 70 else { return nil }
        var sheet = AnswerSheet()
        describeApplicant(&sheet)
        let capital = random.between(3, 80) * 100_000_000
        describeCompany(capital, &sheet, &random)
        if !companies.isEmpty, random.happens(0.2) {
            addOwner(random.pick(companies), capital, &sheet, &random)
        } else {
            addOwner(!acquaintances.isEmpty && random.happens(0.2) ? random.pick(acquaintances) : nil, &sheet)
        }
        addOfficers(&sheet, &random)
        return sheet
    }

    private func describeApplicant(_ sheet: inout AnswerSheet) {
        sheet.answer("applicant.full_name", person.name.text)
        sheet.answer("applicant.date_of_birth", person.birth.iso)
        sheet.answer("applicant.gender", person.gender)
        sheet.answer("applicant.personal_id_number", person.id)
        sheet.answer("applicant.contact", address: household.current)
        sheet.answer("applicant.phone", person.phone)
        sheet.answer("applicant.email", person.email)
    }

    private func describeCompany(_ capital: Int, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        sheet.answer("company.creation_mode", random.happens(0.9) ? "new" : "from_household_business")
        sheet.answer("company.social_enterprise", .bool(random.happens(0.03)))
        let (trade, codes) = random.pick(companyTrades)
        sheet.answer("company.name_vi", "Công ty TNHH MTV \(trade) \(person.name.given)".uppercased())
        if random.happens(0.2) { sheet.answer("company.name_short", "\(person.name.given) CO".uppercased()) }
        let seat = random.happens(0.7) ? household.current : household.permanent
        sheet.answer("company.head_office", address: seat)
        sheet.answer("company.phone", "02140\(digits(random.below(1_000_000), 6))")
        if random.happens(0.5) { sheet.answer("company.email", "vanphong\(random.between(100, 999))@congty.example") }
        if random.happens(0.1) { sheet.answer("company.zone", "industrial") }
        for (position, code) in codes.prefix(random.between(1, 2)).enumerated() {
            let row = sheet.addPlainRow("industries")
            sheet.answer("\(row).industry.code", code)
            sheet.answer("\(row).industry.is_main", .bool(position == 0))
        }
        addCapital(capital, &sheet, &random)
        // The form asks for it only where it is another address.
        if random.happens(0.15), seat != household.permanent { sheet.answer("company.tax_notice", address: household.permanent) }
        if random.happens(0.6) { sheet.answer("company.start_date", asOf.adding(days: random.between(3, 40)).iso) }
        sheet.answer("company.accounting_form", "independent")
        sheet.answer("company.fiscal_year", "01/01 - 31/12")
        sheet.answer("company.employees", String(random.between(1, 30)))
        sheet.answer("company.bot_project", "no")
        sheet.answer("company.vat_method", random.happens(0.8) ? "deduction" : "direct_turnover")
        sheet.answer("company.si_payment_mode", random.pick(["1", "3", "6"]))
    }

    /// Private capital, in money or partly in land; sources and assets add up to the whole.
    private func addCapital(_ capital: Int, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        sheet.answer("company.capital", String(capital))
        let foreign = random.happens(0.05) ? capital / 2 : 0
        sheet.answer("source.private", String(capital - foreign))
        if foreign > 0 { sheet.answer("source.foreign", String(foreign)) }
        let land = random.happens(0.2) ? capital / 4 : 0
        sheet.answer("asset.vnd", String(capital - land))
        if land > 0 { sheet.answer("asset.land", String(land)) }
    }

    /// - Parameter other: somebody else who owns the company; nil for the applicant.
    private func addOwner(_ other: Acquaintance?, _ sheet: inout AnswerSheet) {
        sheet.answer("company.owner_type", "person")
        if let other {
            sheet.type("owner", other)
            sheet.answer("owner.full_name", other.name)
            sheet.answer("owner.personal_id_number", other.id)
            return
        }
        sheet.choose("owner", ["personal_id_number": person.id])
        sheet.answer("owner.full_name", person.name.text)
        sheet.answer("owner.date_of_birth", person.birth.iso)
        sheet.answer("owner.gender", person.gender)
        sheet.answer("owner.personal_id_number", person.id)
        sheet.answer("owner.contact", address: household.current)
        sheet.answer("owner.phone", person.phone)
        sheet.answer("owner.email", person.email)
    }

    /// A company owns it; the applicant represents that company's share.
    private func addOwner(
        _ company: Employer, _ capital: Int, _ sheet: inout AnswerSheet, _ random: inout Randomness
    ) {
        sheet.answer("company.owner_type", "organisation")
        sheet.choose("owner_org", ["enterprise_code": company.taxCode])
        sheet.answer("owner_org.code", company.taxCode)
        sheet.answer("owner_org.name", company.name)
        sheet.answer("owner_org.head_office", address: company.office)
        sheet.answer("company.governance_model", random.happens(0.7) ? "president" : "council")
        let row = sheet.addRow("owner_reps", key: ["personal_id_number": person.id])
        sheet.answer("\(row).owner_rep.full_name", person.name.text)
        sheet.answer("\(row).owner_rep.date_of_birth", person.birth.iso)
        sheet.answer("\(row).owner_rep.gender", person.gender)
        sheet.answer("\(row).owner_rep.identity_document", person.identityDocument)
        sheet.answer("\(row).owner_rep.nationality", "VN")
        sheet.answer("\(row).owner_rep.ethnicity", person.ethnicity)
        sheet.answer("\(row).owner_rep.contact_address", household.current.canonical)
        sheet.answer("\(row).owner_rep.capital", String(capital))
        sheet.answer("\(row).owner_rep.since", asOf.adding(days: -random.between(1, 30)).iso)
    }

    private func addOfficers(_ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let row = sheet.addRow("legal_reps", key: ["personal_id_number": person.id])
        sheet.answer("\(row).legal_rep.full_name", person.name.text)
        sheet.answer("\(row).legal_rep.date_of_birth", person.birth.iso)
        sheet.answer("\(row).legal_rep.gender", person.gender)
        sheet.answer("\(row).legal_rep.personal_id_number", person.id)
        sheet.answer("\(row).legal_rep.title", "Giám đốc")
        sheet.answer("\(row).legal_rep.contact_address", household.current.canonical)
        sheet.answer("\(row).legal_rep.phone", person.phone)
        sheet.answer("\(row).legal_rep.email", person.email)
        if random.happens(0.8) {
            sheet.choose("director", ["personal_id_number": person.id])
            sheet.answer("director.full_name", person.name.text)
            sheet.answer("director.personal_id_number", person.id)
            sheet.answer("director.phone", person.phone)
        } else {
            sheet.roles["director"] = "none"
        }
        if !acquaintances.isEmpty, random.happens(0.3) {
            let accountant = random.pick(acquaintances)
            sheet.type("chief_accountant", accountant)
            sheet.answer("chief_accountant.full_name", accountant.name)
            sheet.answer("chief_accountant.personal_id_number", accountant.id)
        } else {
            sheet.roles["chief_accountant"] = "none"
        }
    }
}

/// A trade and industries of the vocabulary's list that go with it.
private let companyTrades: [(String, [String])] = [
    ("Thương mại", ["4711", "4781"]), ("Xây dựng", ["4101", "4752"]), ("Vận tải", ["4933", "4752"]),
    ("Du lịch", ["5510", "5610"]), ("Chế biến chè", ["1076", "0127"]), ("Cơ khí", ["2592", "2511"]),
]
