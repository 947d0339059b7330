/// The directory of budget-related units: departments, what they govern, and units below those.
/// It depends on the communes alone, not on how many people there are.
func budgetUnits(asOf: CivilDay, seed: UInt64) -> [BudgetUnit] {
    var random = Randomness(seed: seed, stream: 2)
    var units: [BudgetUnit] = []
    var taxSerial = 530_900_000
    func nextTaxCode() -> String {
        while true {
            taxSerial += 1
            if let code = taxCode(nineDigits: String(taxSerial)) { return code }
        }
    }
    func add(_ name: String, type: String, chapter: String, level: Int, under parent: String?, in commune: Commune)
        -> String
    {
        let code = String(1_093_001 + units.count * 3)
        units.append(
            BudgetUnit(
                code: code, name: name, type: type, chapter: chapter, level: level,
                taxCode: level < 3 ? nextTaxCode() : nil, parent: parent,
                office: Address(street: streetLine(in: commune, &random), commune: commune.code),
                decision: "\(random.between(3, 2_900))/QĐ-UBND",
                updated: CivilDay.random(in: asOf.adding(years: -1)...asOf.adding(days: -20), &random)))
        return code
    }
    let seat = Communes.all.first { $0.name == "Phường Lào Cai" } ?? Communes.all[0]
    for (name, chapter, branches) in departments {
        let department = add("\(name) tỉnh Lào Cai", type: "06", chapter: chapter, level: 1, under: nil, in: seat)
        for (branch, type, below) in branches {
            let code = add(
                branch, type: type, chapter: chapter, level: 2, under: department, in: random.pick(Communes.all))
            for unit in below {
                _ = add(unit, type: type, chapter: chapter, level: 3, under: code, in: random.pick(Communes.all))
            }
        }
    }
    for commune in Communes.all {
        let kind = commune.isWard ? "phường" : "xã"
        let bare = commune.name.split(separator: " ").dropFirst().joined(separator: " ")
        let office = add(
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân \(kind) \(bare)", type: "06", chapter: "805", level: 1,
            under: nil, in: commune)
        _ = add("Trường Mầm non \(bare)", type: "03", chapter: "822", level: 2, under: office, in: commune)
        _ = add(
            "Trường Tiểu học và Trung học cơ sở \(bare)", type: "03", chapter: "822", level: 2, under: office,
            in: commune)
    }
    return units
}

/// Name, chapter, and branches: name, type of unit, units below.
private let departments: [(String, String, [(String, String, [String])])] = [
    ("Văn phòng Ủy ban nhân dân", "405", [("Trung tâm Phục vụ hành chính công tỉnh Lào Cai", "06", [])]),
    (
        "Sở Nông nghiệp và Môi trường", "412",
        [
            ("Chi cục Kiểm lâm tỉnh Lào Cai", "06", ["Hạt Kiểm lâm khu vực Bát Xát", "Hạt Kiểm lâm khu vực Văn Bàn"]),
            ("Văn phòng đăng ký đất đai tỉnh Lào Cai", "01", ["Chi nhánh Văn phòng đăng ký đất đai khu vực I"]),
            ("Trung tâm Khuyến nông và Dịch vụ nông nghiệp", "01", []),
        ]
    ),
    ("Sở Tư pháp", "414", [("Trung tâm Trợ giúp pháp lý nhà nước", "01", []), ("Phòng Công chứng số 1", "01", [])]),
    ("Sở Tài chính", "418", [("Trung tâm Tư vấn và Dịch vụ tài chính", "01", [])]),
    ("Sở Xây dựng", "419", [("Ban Quản lý dự án đầu tư xây dựng công trình giao thông", "09", [])]),
    (
        "Sở Giáo dục và Đào tạo", "422",
        [
            ("Trường Trung học phổ thông số 1 Lào Cai", "03", []),
            ("Trường Trung học phổ thông chuyên Lào Cai", "03", []),
            ("Trường Phổ thông Dân tộc nội trú tỉnh", "03", ["Cơ sở 2 Trường Phổ thông Dân tộc nội trú tỉnh"]),
        ]
    ),
    (
        "Sở Y tế", "423",
        [
            ("Bệnh viện đa khoa tỉnh Lào Cai số 1", "04", []), ("Bệnh viện Sản Nhi tỉnh Lào Cai", "04", []),
            ("Trung tâm Kiểm soát bệnh tật tỉnh Lào Cai", "04", []),
            ("Trung tâm y tế khu vực Bát Xát", "04", ["Trạm y tế xã Bản Xèo", "Trạm y tế xã Mường Hum"]),
            ("Trung tâm y tế khu vực Bắc Hà", "04", ["Trạm y tế xã Bản Liền"]),
        ]
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch", "425",
        [
            ("Bảo tàng tỉnh Lào Cai", "05", []), ("Thư viện tỉnh Lào Cai", "05", []),
        ]
    ),
    ("Sở Nội vụ", "435", [("Trung tâm Lưu trữ lịch sử", "01", [])]),
    ("Thanh tra tỉnh", "437", []),
]
