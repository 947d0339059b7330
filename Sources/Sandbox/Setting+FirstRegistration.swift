extension Setting {
    /// First registration of land the applicant uses: offered where the land book names them, typed by sheet and number
    /// where only the map has it, described where no map has.
    func firstRegistration(_ random: inout Randomness) -> AnswerSheet? {
        let used = family.listed.surveyed.filter { $0.user == applicant }
        guard let parcel = used.first(where: \.namesUser) ?? used.first else { return nil }
        var sheet = AnswerSheet()
        sheet.answer("owner.full_name", person.name.text)
        sheet.answer("owner.identity_document", person.identityDocument)
        sheet.answer("owner.tax_code", person.id)
        sheet.answer("owner.address", household.permanent.canonical)
        sheet.answer("owner.phone", person.phone)
        sheet.answer("owner.email", person.email)
        describe(parcel, &sheet, &random)
        addBuilding(on: parcel, &sheet, &random)
        sheet.answer("request.register", true)
        sheet.answer("request.certificate", .bool(random.happens(0.9)))
        sheet.answer("request.debt", .bool(random.happens(0.3)))
        let exemptions = family.listed.standings[applicant].exemptions
        if !exemptions.isEmpty { sheet.answer("owner.exemption", .array(exemptions.map { .string($0.code) })) }
        return sheet
    }

    private func describe(_ parcel: SurveyedParcel, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        if parcel.namesUser {
            sheet.choose("parcel", ["parcel_id": parcel.id])
        } else if parcel.isOnMap {
            sheet.choose(
                "parcel", ["parcel_commune_code": parcel.old.code, "map_sheet_number": parcel.sheet, "parcel_number": parcel.number])
        } else {
            sheet.roles["parcel"] = "new"
        }
        if parcel.isOnMap {
            sheet.answer("parcel.number", parcel.number)
            sheet.answer("parcel.map_sheet", parcel.sheet)
        }
        sheet.answer("parcel.address", parcel.address.canonical)
        sheet.answer("parcel.area", parcel.area)
        let shared = random.happens(0.2) ? parcel.areaTenths / 5 : 0
        sheet.answer("parcel.area_shared", decimal(tenths: shared))
        sheet.answer("parcel.area_private", decimal(tenths: parcel.areaTenths - shared))
        sheet.answer("parcel.use_purpose", .array(parcel.uses.map(JSONValue.string)))
        sheet.answer("parcel.use_since", parcel.usedSince.iso)
        sheet.answer("parcel.requested_term", ["ONT", "ODT"].contains(parcel.uses[0]) ? "Lâu dài" : "50 năm")
        sheet.answer("parcel.origin", random.pick(["Khai hoang, sử dụng ổn định", "Cha mẹ tặng cho năm 1998, không có giấy tờ", "Nhận chuyển nhượng viết tay"]))
        if random.happens(0.1) {
            sheet.answer("parcel.adjacent_number", String(random.between(1, 90)))
            sheet.answer("parcel.adjacent_map_sheet", parcel.sheet)
            sheet.answer("parcel.adjacent_right", "Lối đi qua thửa đất liền kề")
        }
    }

    private func addBuilding(on parcel: SurveyedParcel, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        let isBuilt = ["ONT", "ODT"].contains(parcel.uses[0]) && random.happens(0.6)
        sheet.answer("request.building", isBuilt ? "yes" : "no")
        guard isBuilt else { return }
        let footprint = random.between(45, 130), above = random.between(1, 3)
        let below = random.happens(0.1) ? 1 : 0, shared = random.happens(0.1) ? 12 : 0
        sheet.answer("building.type", random.pick(["Nhà ở riêng lẻ", "Nhà sàn"]))
        sheet.answer("building.footprint", String(footprint))
        sheet.answer("building.floor_area", String(footprint * above))
        sheet.answer("building.area_shared", String(shared))
        sheet.answer("building.area_private", String(footprint * above - shared))
        sheet.answer("building.storeys", String(above + below))
        sheet.answer("building.storeys_above", String(above))
        sheet.answer("building.storeys_below", String(below))
        sheet.answer("building.origin", "Tự xây dựng")
        sheet.answer("building.completion_year", String(random.between(max(parcel.usedSince.year, 1990), asOf.year)))
        sheet.answer("building.commitment", true)
    }
}
