extension Setting {
    /// A permit for a house on a certified parcel: one's own, or of a company the applicant represents.
    func buildingPermit(_ random: inout Randomness) -> AnswerSheet? {
        let own = family.parcels(of: applicant).filter { $0.certificate != nil && ["ODT", "ONT"].contains($0.uses[0]) }
        let company = ownCompany
        let companyParcel = company.flatMap { company in
            family.parcels.first { $0.holders.contains(.company(company)) && $0.certificate != nil }
        }
        var sheet = AnswerSheet()
        let parcel: Parcel
        if let company, let companyParcel, own.isEmpty || random.happens(0.4) {
            parcel = companyParcel
            describe(family.companies[company], &sheet)
        } else if let home = own.first {
            parcel = home
            sheet.answer("owner.full_name", person.name.text)
            sheet.answer("owner.personal_id_number", person.id)
            sheet.answer("owner.phone", person.phone)
        } else {
            return nil
        }
        choose(parcel, isListed: isListed(parcel), &sheet)
        sheet.answer("parcel.number", parcel.number)
        sheet.answer("parcel.area", parcel.area)
        sheet.answer("parcel.street", parcel.address.street)
        sheet.answer("parcel.commune", parcel.address.commune)
        sheet.answer("parcel.province", parcel.address.province)
        addDesigners(&sheet, &random)
        addHouse(on: parcel, &sheet, &random)
        return sheet
    }

    private func describe(_ company: Company, _ sheet: inout AnswerSheet) {
        act(for: company, &sheet)
        sheet.answer("owner.full_name", company.name)
        sheet.answer("owner.personal_id_number", company.code)
        sheet.answer("owner.representative", family.people[company.representative].name.text)
        sheet.answer("owner.representative_title", BusinessReplies.representativeTitle)
        sheet.answer("owner.phone", company.phone)
    }

    /// A firm of the directory designs, or the household itself; a second firm may verify.
    private func addDesigners(_ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let designer = random.pick(Designer.all)
        if random.happens(0.7) {
            sheet.choose("design_org", ["professional_certificate_code": designer.certificate])
            sheet.answer("design_org.name", designer.name)
            sheet.answer("design_org.certificate", designer.certificate)
            sheet.answer("design_org.lead", "Lê Quang Trung, KTS-000\(random.between(10_000, 99_999))")
        } else {
            sheet.roles["design_org"] = "new"
            sheet.answer("design_org.name", "Hộ gia đình tự thiết kế")
        }
        let verifier = random.pick(Designer.all)
        if verifier.certificate != designer.certificate, random.happens(0.3) {
            sheet.choose("verification_org", ["professional_certificate_code": verifier.certificate])
            sheet.answer("verification_org.name", verifier.name)
            sheet.answer("verification_org.certificate", verifier.certificate)
            sheet.answer("verification_org.lead", "Phạm Thu Hà, KS-000\(random.between(10_000, 99_999))")
        } else {
            sheet.roles["verification_org"] = "none"
        }
    }

    private func addHouse(on parcel: Parcel, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let footprint = min(random.between(50, 160), max(20, parcel.areaTenths / 12))
        let storeys = random.pick(weighted: [(1, 35), (2, 35), (3, 22), (5, 8)])
        // In tenths of a metre.
        let height = storeys * random.between(33, 39)
        sheet.answer("building.elevation", decimal(tenths: random.between(2, 9)))
        if random.happens(0.5) { sheet.answer("building.setback", String(random.between(1, 4))) }
        sheet.answer("building.footprint", String(footprint))
        sheet.answer("building.floor_area", String(footprint * storeys))
        sheet.answer("building.height", decimal(tenths: height))
        sheet.answer("building.storeys", String(storeys))
        if storeys > 1 { sheet.answer("building.floor_area_detail", "Mỗi tầng \(footprint) m2") }
        sheet.answer("building.class", height > 60 || storeys > 1 ? "3" : "4")
        sheet.answer("building.duration", String(random.between(4, 18)))
    }
}
