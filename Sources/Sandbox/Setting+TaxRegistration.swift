extension Setting {
    /// Tax registration of somebody without a business, now and then through an agent.
    func taxRegistration(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        sheet.answer("request.type", person.isTaxpayer(on: asOf) ? "change" : "register")
        sheet.answer("taxpayer.full_name", person.name.text)
        sheet.answer("taxpayer.date_of_birth", person.birth.iso)
        sheet.answer("taxpayer.gender", person.gender)
        sheet.answer("taxpayer.nationality", "VN")
        sheet.answer("taxpayer.personal_id_number", person.id)
        sheet.answer("taxpayer.id_issue_date", person.card?.issued.iso)
        sheet.answer("taxpayer.id_issue_place", person.card?.issuer)
        sheet.answer("taxpayer.permanent", address: household.permanent)
        sheet.answer("taxpayer.permanent_country", "VN")
        sheet.answer("taxpayer.current", address: household.current)
        sheet.answer("taxpayer.phone", person.phone)
        sheet.answer("taxpayer.email", person.email)
        sheet.answer("payer.name", person.insurance?.employer?.name)
        if !companies.isEmpty, random.happens(0.12) {
            let agent = random.pick(companies)
            sheet.choose("agent", ["tax_code": agent.taxCode])
            sheet.answer("agent.tax_code", agent.taxCode)
            sheet.answer("agent.name", agent.name)
            sheet.answer(
                "agent.contract",
                "\(random.between(1, 90))/\(asOf.year)/HĐĐL, \(asOf.adding(days: -random.between(5, 200)).paper)")
        }
        return sheet
    }
}
