extension Setting {
    /// Registration of a household business by one person, or by several of a household.
    func householdBusiness(_ random: inout Randomness) -> AnswerSheet? {
        guard person.age(on: asOf) <= 75 else { return nil }
        var sheet = AnswerSheet()
        sheet.answer("head.full_name", person.name.text)
        sheet.answer("head.date_of_birth", person.birth.iso)
        sheet.answer("head.gender", person.gender)
        sheet.answer("head.personal_id_number", person.id)
        sheet.answer("head.phone", person.phone)
        sheet.answer("head.email", person.email)
        sheet.answer("head.ethnicity", person.ethnicity)
        sheet.answer("head.nationality", person.nationality)
        sheet.answer("head.permanent_residence", address: household.permanent)
        sheet.answer("head.current_residence", address: household.current)
        describeBusiness(&sheet, &random)

        let partners = listed(household).filter { $0 != applicant && family.people[$0].age(on: asOf) >= 18 }
        let together = !partners.isEmpty && random.happens(0.3)
        sheet.answer("business.founder_type", together ? "household" : "individual")
        if together {
            for partner in partners.prefix(random.between(1, 2)) { add(partner, to: &sheet) }
        }
        return sheet
    }

    private func describeBusiness(_ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let (trade, codes) = random.pick(householdTrades)
        sheet.answer("business.name_vi", "Hộ kinh doanh \(trade) \(person.name.given)".uppercased())
        if random.happens(0.1) { sheet.answer("business.name_short", "HKD \(person.name.given)".uppercased()) }
        let seat = random.happens(0.8) ? household.current : household.permanent
        sheet.answer("business.head_office", address: seat)
        sheet.answer("business.phone", person.phone)
        if random.happens(0.6) { sheet.answer("business.email", person.email) }
        sheet.answer("business.no_fixed_place", .bool(random.happens(0.1)))
        for (position, code) in codes.prefix(random.between(1, 2)).enumerated() {
            let row = sheet.addPlainRow("industries")
            sheet.answer("\(row).industry.code", code)
            sheet.answer("\(row).industry.is_main", .bool(position == 0))
        }
        sheet.answer("business.capital", String(random.between(2, 60) * 5_000_000))
        // The form asks for it only where it is another address.
        if random.happens(0.15), seat != household.permanent { sheet.answer("business.tax_notice", address: household.permanent) }
        sheet.answer("business.start_date", asOf.adding(days: random.between(3, 40)).iso)
        sheet.answer("business.employees", String(random.between(1, 9)))
        sheet.answer("business.vat_method", "direct_turnover")
    }

    private func add(_ partner: Int, to sheet: inout AnswerSheet) {
        let one = family.people[partner]
        let row = sheet.addRow("members", key: ["personal_id_number": one.id])
        sheet.answer("\(row).member.full_name", one.name.text)
        sheet.answer("\(row).member.date_of_birth", one.birth.iso)
        sheet.answer("\(row).member.personal_id_number", one.id)
        sheet.answer("\(row).member.gender", one.gender)
        sheet.answer("\(row).member.nationality", one.nationality)
        sheet.answer("\(row).member.ethnicity", one.ethnicity)
        sheet.answer("\(row).member.permanent_residence", household.permanent.canonical)
        sheet.answer("\(row).member.current_residence", household.current.canonical)
    }
}

/// A trade and industries of the vocabulary's list that go with it.
private let householdTrades: [(String, [String])] = [
    ("Tạp hóa", ["4711", "4781"]), ("Ăn uống", ["5610", "5630"]), ("Homestay", ["5510", "5610"]),
    ("Chế biến chè", ["1076", "0127"]), ("May mặc", ["1410", "4771"]), ("Sửa chữa xe máy", ["4542", "4541"]),
    ("Mộc", ["1622", "3100"]), ("Cơ khí", ["2592", "2511"]), ("Vật liệu xây dựng", ["4752", "4933"]),
    ("Thổ cẩm", ["1312", "4773"]), ("Cắt tóc", ["9631"]), ("Rượu ngô", ["1101", "4723"]),
]
