extension Setting {
    /// A judicial record certificate for oneself. Of a parent no register names, people write what they remember.
    func judicialRecord(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        describeApplicant(&sheet)
        let group = ethnicGroups.first { $0.0.code == person.ethnicity }?.0 ?? ethnicGroups[0].0
        for (role, index, female) in [("father", person.father, false), ("mother", person.mother, true)] {
            let family: String? = female ? nil : person.name.family
            let remembered = FullName(family: family, female: female, of: group, &random).text
            let born = person.born.year - random.between(19, 34)
            let known = index.map { self.family.people[$0] }
            if known == nil { sheet.roles[role] = "new" }
            sheet.answer("\(role).full_name", known?.name.text ?? remembered)
            sheet.answer("\(role).date_of_birth", known?.birth.iso ?? String(born))
        }
        if let spouse = person.spouse.map({ family.people[$0] }) {
            sheet.answer("spouse.full_name", spouse.name.text)
            sheet.answer("spouse.date_of_birth", spouse.birth.iso)
        } else {
            sheet.roles["spouse"] = "none"
        }
        addHistory(&sheet, &random)
        let kind = random.happens(0.8) ? "1" : "2"
        sheet.answer("request.form_type", kind)
        sheet.answer("request.ban_confirmation", random.happens(0.3) ? "yes" : "no")
        sheet.answer(
            "purpose",
            random.pick(["Bổ sung hồ sơ xin việc", "Đi lao động ở nước ngoài", "Xin cấp giấy phép hành nghề", "Du học"]))
        sheet.answer("copies", String(random.between(1, 3)))
        if random.happens(0.15) { sheet.answer("request.fee_exemption", "yes") }
        return sheet
    }

    private func describeApplicant(_ sheet: inout AnswerSheet) {
        sheet.answer("applicant.full_name", person.name.text)
        sheet.answer("applicant.alias", person.alias)
        sheet.answer("applicant.gender", person.gender)
        sheet.answer("applicant.date_of_birth", person.birth.iso)
        sheet.answer("applicant.birth_place", person.birthPlace)
        sheet.answer("applicant.nationality", "VN")
        sheet.answer("applicant.ethnicity", person.ethnicity)
        sheet.answer("applicant.permanent_residence", household.permanent.canonical)
        if let temporary = household.temporary { sheet.answer("applicant.temporary_residence", temporary.canonical) }
        sheet.answer("applicant.id_type", person.card?.type)
        sheet.answer("applicant.id_number", person.id)
        sheet.answer("applicant.id_issue_date", person.card?.issued.iso)
        sheet.answer("applicant.id_issue_place", person.card?.issuer)
        sheet.answer("applicant.phone", person.phone)
    }

    /// From the fourteenth birthday until today, at home and perhaps elsewhere between.
    private func addHistory(_ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let first = person.born.year + 14
        let moved = random.happens(0.4) && asOf.year - first > 6 ? random.between(first + 3, asOf.year - 2) : nil
        let elsewhere = random.pick(Communes.all)
        let home = "\(household.permanent.street), \(Communes.name(of: household.permanent.commune)), \(currentProvinceName)"
        var stays = [(first, moved ?? asOf.year, home)]
        if let moved {
            stays = [
                (first, moved, "\(streetLine(in: elsewhere, &random)), \(elsewhere.name), \(currentProvinceName)"),
                (moved, asOf.year, home),
            ]
        }
        for (from, to, place) in stays {
            let row = sheet.addPlainRow("residence_history")
            sheet.answer("\(row).history.period", "Từ 09/\(from) đến \(to == asOf.year ? "nay" : "09/\(to)")")
            sheet.answer("\(row).history.residence", place)
            sheet.answer("\(row).history.occupation", random.pick(["Làm ruộng", "Học sinh", "Công nhân", "Buôn bán"]))
        }
    }
}
