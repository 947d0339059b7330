extension Setting {
    /// CT01: a correction in the own household, a move into somebody's, or a household of one's own;
    /// for oneself or for a minor child.
    func residence(_ random: inout Randomness) -> AnswerSheet? {
        var sheet = AnswerSheet()
        var declarant = applicant
        // Whose household no register finds moves in with somebody; nothing else is asked of a list that is not there.
        let isListed = household.retiredCode == nil
        if let child = charges(under: 18).first, random.happens(0.2), isListed, self.household(of: child).retiredCode == nil {
            declarant = child
            represent(child, in: &sheet)
            nameGuardian(of: child, in: &sheet)
            sheet.answer("guardian.opinion", "agree")
            sheet.answer("guardian.full_name", person.name.text)
            sheet.answer("guardian.personal_id_number", person.id)
        }
        let who = family.people[declarant]
        sheet.answer("applicant.full_name", who.name.text)
        sheet.answer("applicant.date_of_birth", who.birth.iso)
        sheet.answer("applicant.gender", who.gender)
        sheet.answer("applicant.personal_id_number", who.id)
        sheet.answer("applicant.phone", who.phone ?? person.phone)
        sheet.answer("applicant.email", who.email)

        let kind = declarant == applicant ? random.pick(weighted: [(0, 45), (1, 35), (2, 20)]) : 0
        switch isListed ? kind : 1 {
        case 1 where !acquaintances.isEmpty: moveIn(with: random.pick(acquaintances), &sheet, &random)
        case 2 where who.kinship != .head: startHousehold(&sheet, &random)
        case 1 where !isListed: return nil
        default: stay(declarant, &sheet, &random)
        }
        return sheet
    }

    private func stay(_ declarant: Int, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let home = household(of: declarant)
        sheet.answer("request.changes_household", "no")
        sheet.answer(
            "request.content",
            random.pick(["Điều chỉnh thông tin về cư trú", "Xác nhận thông tin về cư trú", "Gia hạn tạm trú"]))
        sheet.answer("applicant.relationship_to_head", family.people[declarant].kinship.rawValue)
        if let head = home.members.first {
            sheet.answer("head.full_name", family.people[head].name.text)
            sheet.answer("head.personal_id_number", family.people[head].id)
        }
        let others = home.members.filter { $0 != declarant }
        for member in others.prefix(random.pick(weighted: [(0, 55), (1, 25), (2, 20)])) {
            add(member, as: family.people[member].kinship.rawValue, to: &sheet)
        }
    }

    private func moveIn(with head: Acquaintance, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        sheet.answer("request.changes_household", "yes")
        sheet.answer(
            "request.content", random.pick(["Đăng ký thường trú vào hộ của chủ hộ nêu trên", "Đăng ký tạm trú"]))
        let kinship = random.pick(["lodger", "other_relative", "sibling"])
        sheet.answer("applicant.relationship_to_head", kinship)
        sheet.type("head", head)
        sheet.answer("head.full_name", head.name)
        sheet.answer("head.personal_id_number", head.id)
        sheet.answer("head.opinion", "agree")
        addCompanions(relatedAs: kinship, &sheet, &random)
        addOwner(of: head, &sheet, &random)
    }

    private func startHousehold(_ sheet: inout AnswerSheet, _ random: inout Randomness) {
        sheet.answer("request.changes_household", "yes")
        sheet.answer("request.content", "Tách hộ, đăng ký thường trú tại chỗ ở hợp pháp mới")
        sheet.answer("applicant.relationship_to_head", Kinship.head.rawValue)
        sheet.answer("head.full_name", person.name.text)
        sheet.answer("head.personal_id_number", person.id)
        sheet.answer("head.opinion", "agree")
        addCompanions(relatedAs: nil, &sheet, &random)
        addOwner(of: acquaintance(applicant), &sheet, &random)
    }

    /// Spouse and minor children of the same household who move too.
    private func addCompanions(relatedAs kinship: String?, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        guard random.happens(0.5) else { return }
        let children = children(under: 18)
        for member in listed(household) where member == person.spouse || children.contains(member) {
            add(member, as: kinship ?? (member == person.spouse ? "spouse" : "child"), to: &sheet)
        }
    }

    /// The dwelling belongs to the head, to somebody else, or to nobody who can be named.
    private func addOwner(of head: Acquaintance, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let kind = random.pick(weighted: [(0, 60), (1, 20), (2, 20)])
        guard kind < 2 else {
            sheet.roles["dwelling_owner"] = "none"
            return
        }
        var owner = head
        if kind == 1, let other = acquaintances.first(where: { $0.id != head.id }) {
            owner = other
            sheet.type("dwelling_owner", owner)
        } else {
            sheet.choose("dwelling_owner", ["personal_id_number": head.id])
        }
        sheet.answer("dwelling_owner.opinion", "agree")
        sheet.answer("dwelling_owner.full_name", owner.name)
        sheet.answer("dwelling_owner.personal_id_number", owner.id)
    }

    private func add(_ member: Int, as kinship: String, to sheet: inout AnswerSheet) {
        let one = family.people[member]
        let row = sheet.addRow("members", key: ["personal_id_number": one.id])
        sheet.answer("\(row).member.full_name", one.name.text)
        sheet.answer("\(row).member.date_of_birth", one.birth.iso)
        sheet.answer("\(row).member.gender", one.gender)
        sheet.answer("\(row).member.personal_id_number", one.id)
        sheet.answer("\(row).member.relationship_to_head", kinship)
    }
}
