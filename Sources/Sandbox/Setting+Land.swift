extension Setting {
    /// Split, merge, or both, of parcels with a certificate: own ones, or those of a company the
    /// applicant represents.
    func land(_ random: inout Randomness) -> AnswerSheet? {
        let own = family.parcels(of: applicant).filter { $0.certificate != nil }
        let company = ownCompany
        let companyParcels =
            company.map { company in
                family.parcels.filter { $0.holders.contains(.company(company)) && $0.certificate != nil }
            } ?? []
        var sheet = AnswerSheet()
        let parcels: [Parcel]
        if let company, !companyParcels.isEmpty, own.isEmpty || random.happens(0.6) {
            parcels = companyParcels
            describe(family.companies[company], &sheet)
        } else if !own.isEmpty {
            parcels = own
            describeOwner(&sheet)
        } else {
            return nil
        }
        // Parcels merge only where they lie in one commune as it was.
        let neighbors = parcels.filter { $0.old.code == parcels[0].old.code }
        // Only listed ones can be merged.
        let isListed = self.isListed(parcels[0])
        let kind =
            !isListed ? "split" : neighbors.count >= 3 && random.happens(0.3)
            ? "both"
            : neighbors.count >= 2 && random.happens(0.5) ? "merge" : "split"
        sheet.answer("request.kind", kind)
        if kind != "merge" { split(neighbors[0], isListed: isListed, &sheet, &random) }
        if kind != "split" { merge(Array(kind == "both" ? neighbors.dropFirst() : neighbors.prefix(3)), &sheet) }
        if kind == "both" {
            sheet.answer("split_merge.description", "Tách thửa đất số \(neighbors[0].number), hợp các thửa còn lại")
        }
        sheet.answer(
            "reason", random.pick(["Chuyển nhượng một phần thửa đất", "Tặng cho con", "Thuận tiện quản lý, sử dụng"]))
        sheet.answer("request.certificate", "yes")
        return sheet
    }

    /// A company the applicant represents, or founded.
    var ownCompany: Int? {
        family.companies.indices.first { family.companies[$0].representative == applicant || family.companies[$0].founder == applicant }
    }

    /// Somebody else represents the company, and the applicant has nothing to show: nobody knows for whom they act.
    private func isUnauthorised(_ company: Company) -> Bool {
        company.representative != applicant && authorisation(of: company) == nil
    }

    /// Every other company gives its founder an authorisation.
    private func authorisation(of company: Company) -> String? {
        company.registered.day % 2 == 0 ? "GUQ-\(company.code)" : nil
    }

    /// The dossier is the company's.
    func act(for company: Company, _ sheet: inout AnswerSheet) {
        sheet.opening = ["subject": .string(company.code), "subjectKind": "organisation", "basis": "representation"]
        guard company.representative != applicant, let proof = authorisation(of: company) else { return }
        sheet.opening["proof"] = .string(proof)
    }

    /// Whom the register knows by another number it lists no parcels of, nor a company's to whoever cannot show to act for it.
    func isListed(_ parcel: Parcel) -> Bool {
        for case .company(let company) in parcel.holders { return !isUnauthorised(family.companies[company]) }
        return person.flaws.landNumber == nil
    }

    /// Chosen from the list of the holder's parcels; one that is not listed is named by commune, sheet and number.
    func choose(_ parcel: Parcel, isListed: Bool, _ sheet: inout AnswerSheet) {
        sheet.choose(
            "parcel",
            isListed
                ? ["parcel_id": parcel.id]
                : ["parcel_commune_code": parcel.old.code, "map_sheet_number": parcel.sheet, "parcel_number": parcel.number])
    }

    private func describeOwner(_ sheet: inout AnswerSheet) {
        sheet.answer("owner.full_name", person.name.text)
        sheet.answer("owner.identity_document", person.identityDocument)
        sheet.answer("owner.address", household.permanent.canonical)
        sheet.answer("owner.phone", person.phone)
        sheet.answer("owner.email", person.email)
    }

    private func describe(_ company: Company, _ sheet: inout AnswerSheet) {
        act(for: company, &sheet)
        sheet.answer("owner.full_name", company.name)
        sheet.answer("owner.identity_document", company.code)
        sheet.answer("owner.address", company.office.canonical)
        sheet.answer("owner.phone", company.phone)
        sheet.answer("owner.email", company.email)
    }

    private func split(_ parcel: Parcel, isListed: Bool, _ sheet: inout AnswerSheet, _ random: inout Randomness) {
        choose(parcel, isListed: isListed, &sheet)
        sheet.answer("parcel.number", parcel.number)
        sheet.answer("parcel.map_sheet", parcel.sheet)
        sheet.answer("parcel.area", parcel.area)
        sheet.answer("parcel.land_type", .array(parcel.uses.map(JSONValue.string)))
        sheet.answer("parcel.address", parcel.address.canonical)
        sheet.answer("parcel.register_number", parcel.certificate?.register)
        sheet.answer("parcel.certificate_date", parcel.certificate?.issued.iso)
        for area in shares(of: parcel.areaTenths, count: random.between(2, 3), &random) {
            let row = sheet.addNewRow("new_parcels")
            sheet.answer("\(row).new_parcel.area", decimal(tenths: area))
            sheet.answer("\(row).new_parcel.land_type", .array(parcel.uses.map(JSONValue.string)))
        }
    }

    private func shares(of tenths: Int, count: Int, _ random: inout Randomness) -> [Int] {
        var left = tenths
        var shares: [Int] = []
        for _ in 1..<count {
            shares.append(left * random.between(30, 60) / 100)
            left -= shares[shares.count - 1]
        }
        return shares + [left]
    }

    private func merge(_ parcels: [Parcel], _ sheet: inout AnswerSheet) {
        for parcel in parcels {
            let row = sheet.addRow("merged_parcels", key: ["parcel_id": parcel.id])
            sheet.answer("\(row).merged_parcel.number", parcel.number)
            sheet.answer("\(row).merged_parcel.map_sheet", parcel.sheet)
            sheet.answer("\(row).merged_parcel.area", parcel.area)
            sheet.answer("\(row).merged_parcel.register_number", parcel.certificate?.register)
        }
        sheet.answer("merged_parcel.result_area", decimal(tenths: parcels.reduce(0) { $0 + $1.areaTenths }))
    }
}
