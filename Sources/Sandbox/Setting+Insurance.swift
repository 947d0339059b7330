extension Setting {
    /// The insurance declaration, for oneself or for a child under six.
    func insurance(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        var insured = applicant
        if let child = charges(under: 6).first, random.happens(0.35) {
            insured = child
            represent(child, in: &sheet)
            // Part I of the form, and the parent or guardian in it, are for those who take no part yet.
            if family.people[child].insurance == nil {
                nameGuardian(of: child, in: &sheet)
                sheet.answer("guardian.full_name", person.name.text)
            }
        }
        let home = household(of: insured)
        describe(family.people[insured], home, &sheet, &random)
        let annex = random.happens(0.35) && home.retiredCode == nil
        sheet.answer("request.family_annex", annex ? "yes" : "no")
        if annex, let head = home.members.first {
            let one = family.people[head]
            sheet.answer("head.full_name", one.name.text)
            sheet.answer("head.si_household_code", one.insurance.map { _ in home.insuranceCode })
            sheet.answer("head.phone", one.phone)
            sheet.answer("head.address", home.permanent.canonical)
        }
        return sheet
    }

    private func describe(_ who: Person, _ home: Household, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        sheet.answer("insured.full_name", who.name.text)
        sheet.answer("insured.gender", who.gender)
        sheet.answer("insured.date_of_birth", who.birth.iso)
        sheet.answer("insured.nationality", who.nationality)
        sheet.answer("insured.ethnicity", who.ethnicity)
        sheet.answer("insured.personal_id_number", who.id)
        sheet.answer("insured.phone", who.phone ?? person.phone)
        sheet.answer("insured.email", who.email)
        sheet.answer("insured.birth_reg_commune", who.birthRegistration.commune)
        sheet.answer("insured.birth_reg_district", who.birthRegistration.district)
        sheet.answer("insured.birth_reg_province", who.birthRegistration.province)
        sheet.answer("insured.delivery_street", home.current.street)
        sheet.answer("insured.delivery_commune", home.current.commune)
        sheet.answer("insured.delivery_province", home.current.province)
        // Who takes no part yet has no number.
        sheet.answer("insured.si_number", who.insurance.map { .string($0.number) } ?? .explicitNone)
        sheet.answer("correct.full_name", who.name.text)
        sheet.answer("correct.gender", who.gender)
        sheet.answer("correct.date_of_birth", who.birth.iso)
        sheet.answer("correct.birth_reg_place", who.birthRegistration.canonical)
        sheet.answer("correct.personal_id_number", who.id)
        if who.age(on: asOf) >= 18, random.happens(0.25) {
            sheet.answer("insured.contribution", String(random.between(3, 20) * 110_000))
            sheet.answer("insured.payment_mode", random.pick(["1", "3", "6", "12"]))
        }
        if random.happens(0.4) { sheet.answer("insured.health_facility", random.pick(HealthFacility.all).name) }
        if random.happens(0.5) {
            sheet.answer(
                "request.content",
                random.pick([
                    "Đăng ký tham gia bảo hiểm y tế hộ gia đình", "Thay đổi nơi khám bệnh, chữa bệnh ban đầu",
                    "Cấp lại thẻ bảo hiểm y tế",
                ]))
        }
    }
}
