extension Setting {
    /// A code for a new unit under one of the directory.
    func budgetUnit(_ random: inout Randomness) -> AnswerSheet? {
        let parents = units.filter { $0.level <= 2 }
        guard !parents.isEmpty else { return nil }
        let parent = random.pick(parents)
        let commune = random.pick(Communes.all)
        let bare = commune.name.split(separator: " ").dropFirst().joined(separator: " ")
        var sheet = AnswerSheet()
        let (name, type) = random.pick([
            ("Trung tâm Dịch vụ tổng hợp \(bare)", "01"), ("Trường Mầm non Hoa Ban \(bare)", "03"),
            ("Trạm Y tế lưu động \(bare)", "04"), ("Ban Quản lý dự án \(bare)", "09"),
            ("Quỹ Hỗ trợ nông dân \(bare)", "11"),
        ])
        sheet.answer("unit.name", name)
        sheet.answer("unit.type", type)
        sheet.answer("unit.chapter", parent.chapter)
        sheet.choose("parent_unit", ["budget_unit_code": parent.code])
        sheet.answer("parent_unit.code", parent.code)
        sheet.answer("parent_unit.name", parent.name)
        addFunding(parent, &sheet, &random)
        let branches = random.happens(0.2) ? random.between(1, 2) : 0
        sheet.answer("unit.has_sub_units", branches > 0 ? "yes" : "no")
        for branch in 0..<branches {
            let row = sheet.addNewRow("sub_units")
            sheet.answer("\(row).sub_unit.name", "Cơ sở \(branch + 1) \(name)")
        }
        sheet.answer("unit.decision_number", "\(random.between(100, 2_900))/QĐ-UBND")
        sheet.answer("unit.decision_issuer", "Ủy ban nhân dân tỉnh Lào Cai")
        sheet.answer("unit.decision_date", asOf.adding(days: -random.between(10, 120)).iso)
        sheet.answer("unit.province", provinceCode)
        sheet.answer("unit.commune", commune.code)
        sheet.answer("unit.street", streetLine(in: commune, &random))
        sheet.answer("unit.phone", "02140\(digits(random.below(1_000_000), 6))")
        if random.happens(0.5) { sheet.answer("unit.email", "vanthu\(random.between(100, 999))@donvi.example") }
        return sheet
    }

    /// Money comes from the governing unit, from another one, or from none.
    private func addFunding(_ parent: BudgetUnit, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let kind = random.pick(weighted: [(0, 70), (1, 20), (2, 10)])
        sheet.answer("unit.has_funding_unit", kind == 2 ? "no" : "yes")
        guard kind < 2 else {
            sheet.answer("unit.estimate_level", "1")
            return
        }
        let others = units.filter { $0.level == 1 && $0.code != parent.code }
        let funder = kind == 0 || others.isEmpty ? parent : random.pick(others)
        sheet.choose("funding_unit", ["budget_unit_code": funder.code])
        sheet.confirmed = ["funding_unit"]
        sheet.answer("funding_unit.name", funder.name)
        sheet.answer("unit.estimate_level", String(funder.level + 1))
    }
}
