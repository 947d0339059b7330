extension Setting {
    /// Exchange or reissue of a licence the applicant holds: one on file, or a paper one nobody entered.
    func drivingLicence(_ random: inout Randomness) -> AnswerSheet? {
        let held = family.listed.licences.filter { $0.holder == applicant }
        let filed = held.filter(\.isRegistered)
        guard let licence = filed.last ?? held.last else { return nil }
        var sheet = AnswerSheet()
        sheet.answer("applicant.full_name", person.name.text)
        sheet.answer("applicant.date_of_birth", person.birth.iso)
        sheet.answer("applicant.personal_id_number", person.id)
        sheet.answer("applicant.id_issue_date", person.card?.issued.iso)
        sheet.answer("applicant.id_issue_place", person.card?.issuer)
        if licence.isRegistered {
            sheet.choose("licence", ["licence_number": licence.number])
        } else {
            sheet.roles["licence"] = "new"
        }
        sheet.answer("licence.school", licence.school)
        sheet.answer("licence.school_year", licence.schoolYear.map(String.init))
        sheet.answer("licence.class", licence.licenceClass)
        sheet.answer("licence.number", licence.number)
        sheet.answer("licence.issuer", licence.issuer)
        sheet.answer("licence.issue_date", licence.issued.iso)
        // Classes of the old law are exchanged for those of the new.
        sheet.answer("request.class", ["A2": "A", "B2": "B"][licence.licenceClass] ?? licence.licenceClass)
        sheet.answer("request.reason", random.pick(["Sắp hết hạn", "Bị mất", "Bị hỏng", "Đổi sang thẻ nhựa PET"]))
        if held.count > 1 { sheet.answer("request.integration", random.happens(0.6) ? "yes" : "no") }
        sheet.answer("applicant.violation", family.listed.standings[applicant].hasViolation ? "yes" : "no")
        return sheet
    }
}
