extension Setting {
    /// Birth registration by the mother or the father of a newborn; of twins each registers one.
    func birth(_ random: inout Randomness) -> AnswerSheet? {
        let born = family.newborns.filter { $0.mother == applicant || $0.father == applicant }
        guard let child = person.female ? born.first : born.last else { return nil }
        var sheet = AnswerSheet()
        sheet.answer("applicant.full_name", person.name.text)
        sheet.answer("applicant.date_of_birth", person.birth.iso)
        sheet.answer("applicant.identity_document", person.identityDocument)
        sheet.answer("applicant.residence", household.permanent.canonical)
        sheet.answer("applicant.relationship_to_child", child.mother == applicant ? "mother" : "father")
        if let note = child.noteNumber {
            sheet.choose("child", ["birth_note_number": note])
        } else {
            sheet.roles["child"] = "new"
        }
        sheet.answer("child.full_name", child.name.text)
        sheet.answer("child.date_of_birth", child.born.iso)
        sheet.answer("child.gender", child.female ? "2" : "1")
        sheet.answer("child.ethnicity", child.ethnicity)
        sheet.answer("child.nationality", "VN")
        sheet.answer("child.birth_place", child.birthPlace)
        sheet.answer("child.hometown", child.hometown.canonical)
        addParents(of: child, to: &sheet)
        addMarriage(of: child, to: &sheet)
        let copies = random.happens(0.7)
        sheet.answer("copy.requested", copies ? "yes" : "no")
        if copies { sheet.answer("copy.count", String(random.between(1, 4))) }
        return sheet
    }

    private func addParents(of child: Newborn, to sheet: inout AnswerSheet) {
        let married = child.father.map { family.people[$0].spouse == child.mother } ?? false
        describe("mother", child.mother, &sheet)
        if child.mother != applicant && !married { sheet.type("mother", acquaintance(child.mother)) }
        guard let father = child.father else {
            sheet.roles["father"] = "none"
            sheet.confirmed = ["mother"]
            return
        }
        describe("father", father, &sheet)
        if father != applicant && !married { sheet.type("father", acquaintance(father)) }
        sheet.confirmed = ["father", "mother"]
    }

    private func describe(_ role: String, _ index: Int, _ sheet: inout AnswerSheet) {
        let parent = family.people[index]
        sheet.answer("\(role).full_name", parent.name.text)
        sheet.answer("\(role).birth_year", String(parent.birth.year))
        sheet.answer("\(role).ethnicity", parent.ethnicity)
        sheet.answer("\(role).nationality", parent.nationality)
        sheet.answer("\(role).residence", household(of: index).permanent.canonical)
        sheet.answer("\(role).identity_document", parent.identityDocument)
    }

    /// A marriage the register lacks is typed from the certificate at home.
    private func addMarriage(of child: Newborn, to sheet: inout AnswerSheet) {
        let marriage = family.marriages.first { $0.wife == child.mother && $0.husband == child.father }
        guard let marriage else {
            sheet.roles["parents_marriage"] = "none"
            return
        }
        if !marriage.digitised { sheet.roles["parents_marriage"] = "new" }
        sheet.answer("marriage.number", String(marriage.number))
        sheet.answer("marriage.book", marriage.book)
        sheet.answer("marriage.date", marriage.day.iso)
        sheet.answer("marriage.place", marriage.place.office)
    }
}
