extension Setting {
    /// A certificate of marital status: for oneself, a spouse, a grown child, a parent, or somebody who asked for it.
    func maritalStatus(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        sheet.answer("applicant.full_name", person.name.text)
        sheet.answer("applicant.date_of_birth", person.birth.iso)
        sheet.answer("applicant.identity_document", person.identityDocument)
        sheet.answer("applicant.residence", household.permanent.canonical)
        let children = family.children(of: applicant).filter { family.people[$0].age(on: asOf) >= 18 }
        let parents = [person.father, person.mother].compactMap(\.self)
        switch random.pick(weighted: [(0, 68), (1, 8), (2, 8), (3, 8), (4, 8)]) {
        case 1: certify(person.spouse, as: "spouse", isNamed: false, &sheet)
        case 2: certify(children.first, as: person.female ? "mother" : "father", isNamed: true, &sheet)
        case 3: certify(parents.last, as: "child", isNamed: true, &sheet)
        case 4 where !acquaintances.isEmpty:
            let other = random.pick(acquaintances)
            sheet.answer("applicant.relationship_to_subject", "other")
            sheet.type("subject", other)
            sheet.answer("subject.full_name", other.name)
        default: certify(nil, as: "self", isNamed: false, &sheet)
        }
        sheet.answer(
            "purpose",
            random.pick([
                "Đăng ký kết hôn", "Vay vốn tại ngân hàng", "Chuyển nhượng quyền sử dụng đất", "Bổ sung hồ sơ xin việc",
            ]))
        sheet.answer("request.reissue", random.happens(0.1) ? "yes" : "no")
        return sheet
    }

    /// - Parameters:
    ///   - index: whom; nil for oneself, whatever was meant.
    ///   - isNamed: chosen from a list, where the relation alone does not say who.
    private func certify(_ index: Int?, as relationship: String, isNamed: Bool, _ sheet: inout AnswerSheet) {
        let one = family.people[index ?? applicant]
        sheet.answer("applicant.relationship_to_subject", index == nil ? "self" : relationship)
        if isNamed, index != nil { sheet.choose("subject", ["personal_id_number": one.id]) }
        sheet.answer("subject.full_name", one.name.text)
        sheet.answer("subject.date_of_birth", one.birth.iso)
        sheet.answer("subject.gender", one.gender)
        sheet.answer("subject.ethnicity", one.ethnicity)
        sheet.answer("subject.nationality", one.nationality)
        sheet.answer("subject.residence", family.households[one.household].permanent.canonical)
        sheet.answer("subject.identity_document", one.identityDocument)
        sheet.answer("subject.marital_status", one.marital.rawValue)
    }
}
