extension Setting {
    /// Social assistance for an older person: by themselves, or by a grown child for a parent.
    func socialAssistance(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        var subject = applicant
        if person.age(on: asOf) < 60 {
            let parents = [person.mother, person.father].compactMap { $0 }.filter { family.people[$0].age(on: asOf) >= 60 }
            guard let parent = parents.first, random.happens(0.4) else { return nil }
            subject = parent
            sheet.opening = ["subject": .string(family.people[parent].id), "basis": "representation"]
            declare(&sheet)
        }
        let who = family.people[subject]
        sheet.answer("subject.full_name", who.name.text)
        sheet.answer("subject.date_of_birth", who.birth.iso)
        sheet.answer("subject.gender", who.gender)
        sheet.answer("subject.ethnicity", who.ethnicity)
        sheet.answer("subject.id_number", who.id)
        sheet.answer("subject.id_issue_date", who.card?.issued.iso)
        sheet.answer("subject.id_issue_place", who.card?.issuer)
        let home = household(of: subject)
        sheet.answer("subject.permanent_residence", home.permanent.canonical)
        sheet.answer("subject.current_residence", home.current.canonical)
        sheet.answer("subject.has_health_card", who.insurance == nil ? "no" : "yes")
        sheet.answer("subject.marital_status", who.marital.rawValue)
        describe(family.listed.standings[subject], &sheet)
        if random.happens(0.1) {
            sheet.answer("subject.other_benefit", String(random.between(2, 9) * 50_000))
            sheet.answer("subject.other_benefit_since", "\(asOf.year - random.between(1, 6))-01")
        }
        let children = family.children(of: subject)
        if let child = children.first {
            let one = family.people[child]
            sheet.answer("carer.obligation", "\(one.name.text), \(one.age(on: asOf)) tuổi, \(random.pick(["làm nương", "buôn bán nhỏ", "công nhân"]))")
        }
        if random.happens(0.5) { sheet.answer("carer.process", random.pick(["Làm ruộng tại địa phương", "Nguyên giáo viên", "Nguyên dân công"])) }
        return sheet
    }

    private func declare(_ sheet: inout AnswerSheet) {
        sheet.answer("declarant.full_name", person.name.text)
        sheet.answer("declarant.id_number", person.id)
        sheet.answer("declarant.id_issue_date", person.card?.issued.iso)
        sheet.answer("declarant.id_issue_place", person.card?.issuer)
        sheet.answer("declarant.relationship", "child")
        sheet.answer("declarant.address", household.permanent.canonical)
    }

    private func describe(_ standing: Standing, _ sheet: inout AnswerSheet) {
        let benefits = [
            ("si_benefit", standing.pension), ("social_allowance", standing.socialAllowance), ("merit_allowance", standing.merit),
        ]
        for (field, allowance) in benefits {
            guard let allowance else { continue }
            sheet.answer("subject.\(field)", String(allowance.amount))
            sheet.answer("subject.\(field)_since", allowance.month)
        }
        sheet.answer("subject.poor_household", standing.poverty.rawValue)
        sheet.answer("subject.has_disability", standing.disability == nil ? "no" : "yes")
        guard let disability = standing.disability else { return }
        sheet.answer("subject.disability_certificate", disability.number)
        sheet.answer("subject.disability_certificate_date", disability.issued.iso)
        sheet.answer("subject.disability_certificate_place", disability.issuer)
        sheet.answer("subject.disability_type", .array([.string(disability.type.code)]))
        sheet.answer("subject.disability_level", disability.level.rawValue)
    }
}
