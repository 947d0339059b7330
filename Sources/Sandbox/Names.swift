/// A people of the province: code of the state list of ethnic groups, and the parts its names are made of.
struct EthnicGroup {
    let code: String
    let families: [String]
    let maleMiddles: [String], maleGivens: [String]
    let femaleMiddles: [String], femaleGivens: [String]
}

/// Groups with their rough share among the residents, in percent.
let ethnicGroups: [(EthnicGroup, Int)] = [
    (kinh, 40), (tay, 18), (mong, 15), (dao, 14), (thai, 6), (nung, 3), (giay, 3), (haNhi, 1),
]

private let lowlandMen = [
    "Hùng", "Dũng", "Sơn", "Tuấn", "Minh", "Đức", "Long", "Nam", "Thắng", "Quang", "Hải", "Bình", "Khánh", "Phúc",
    "Toàn", "Trung", "Kiên", "Đạt", "Huy", "Hiếu", "Lâm", "Vinh", "Thành", "Cường", "Hưng", "Tiến", "Bảo", "Khôi",
]
private let lowlandWomen = [
    "Mai", "Hoa", "Lan", "Hương", "Thảo", "Hà", "Linh", "Trang", "Ngọc", "Yến", "Hạnh", "Dung", "Phượng", "Thủy",
    "Hòe", "Nhung", "Loan", "Tuyết", "Hiền", "Oanh", "Thúy", "Quỳnh", "Vân", "Châu", "Ngân", "An", "Chi", "Diệp",
]
private let kinh = EthnicGroup(
    code: "01",
    families: [
        "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Phan", "Đinh",
        "Trịnh", "Mai",
    ],
    maleMiddles: ["Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Anh", "Mạnh", "Ngọc"], maleGivens: lowlandMen,
    femaleMiddles: ["Thị", "Thị", "Thị Thu", "Thị Kim", "Ngọc", "Thanh", "Bích", "Minh"], femaleGivens: lowlandWomen)
private let tay = EthnicGroup(
    code: "02", families: ["Hoàng", "Nông", "Hà", "Lương", "Lục", "La", "Vi", "Hứa", "Sầm", "Ma"],
    maleMiddles: ["Văn", "Văn", "Đình", "Quốc"], maleGivens: lowlandMen + ["Páo", "Tằng", "Nghị"],
    femaleMiddles: ["Thị", "Thị", "Thị Hồng", "Thúy"], femaleGivens: lowlandWomen + ["Sen", "Nghìn", "Ỏn"])
private let thai = EthnicGroup(
    code: "03", families: ["Lò", "Cầm", "Điêu", "Quàng", "Lường", "Vì", "Tòng", "Hoàng"],
    maleMiddles: ["Văn", "Văn", "Đức"], maleGivens: ["Ín", "Pâng", "Tướng", "Sơn", "Hặc", "Chung", "Thiên", "Doan"],
    femaleMiddles: ["Thị", "Thị", "Thị Thu"], femaleGivens: ["Ín", "Hặc", "Pánh", "Yên", "Lả", "Xuân", "Thoa", "Hoa"])
private let nung = EthnicGroup(
    code: "07", families: ["Nông", "Lù", "Vàng", "Thền", "Hoàng", "Lùng"],
    maleMiddles: ["Văn", "Seo", "Chẩn"], maleGivens: ["Phà", "Sơn", "Phừ", "Dìn", "Quang", "Thắng"],
    femaleMiddles: ["Thị", "Thị"], femaleGivens: ["Phà", "Mai", "Pín", "Lan", "Dín", "Hoa"])
private let mong = EthnicGroup(
    code: "08", families: ["Giàng", "Vàng", "Sùng", "Thào", "Lý", "Ma", "Hầu", "Cư", "Lù", "Châu", "Hảng", "Mùa"],
    maleMiddles: ["A", "A", "Seo", "Văn"],
    maleGivens: ["Páo", "Sếnh", "Dình", "Chư", "Tủa", "Sử", "Phử", "Lử", "Vàng", "Chú", "Sáng", "Giống", "Nhà"],
    femaleMiddles: ["Thị", "Thị", "Y"],
    femaleGivens: ["Mỷ", "Dở", "Sua", "Chư", "Mo", "Say", "Pà", "Dợ", "Máy", "Sủa", "Cở", "Sông"])
private let dao = EthnicGroup(
    code: "09", families: ["Phùng", "Triệu", "Bàn", "Đặng", "Lý", "Tẩn", "Chảo", "Phàn", "Vàng"],
    maleMiddles: ["Phụ", "Văn", "Tòn", "Láo", "Quẩy", "Kim"],
    maleGivens: ["Sài", "Mềnh", "Tả", "Lụ", "Sơn", "Phin", "Tá", "San", "Kinh", "Chiêu"],
    femaleMiddles: ["Mùi", "Tả", "Thị", "Lở"],
    femaleGivens: ["Mẩy", "Pham", "Lai", "Sến", "Nái", "Ghển", "Mùi", "Viện"])
private let giay = EthnicGroup(
    code: "25", families: ["Vàng", "Lù", "Hoàng", "Nông", "Lục", "Sần", "Vùi"],
    maleMiddles: ["Văn", "Seo", "A"], maleGivens: ["Pao", "Đức", "Tiến", "Sẩu", "Thành", "Nam"],
    femaleMiddles: ["Thị", "Thị"], femaleGivens: ["Lan", "Pí", "Mến", "Dín", "Thủy", "Hương"])
private let haNhi = EthnicGroup(
    code: "35", families: ["Sần", "Chu", "Phà", "Ly", "Lý", "Tráng"],
    maleMiddles: ["Có", "Xá", "Gia", "Hờ"], maleGivens: ["Suy", "Xá", "Xe", "Lúy", "Giá", "Lòng"],
    femaleMiddles: ["Thó", "Xó", "Mờ", "Gờ"], femaleGivens: ["Bờ", "De", "Xe", "Mẩy", "Chừ", "Suy"])

/// A full name: family, middle and given part, kept apart because insurance stores them apart.
struct FullName: Hashable {
    let family: String, middle: String, given: String
    /// Without the parts it does not have: names of one word exist.
    var text: String { [family, middle, given].filter { !$0.isEmpty }.joined(separator: " ") }

    /// A name in the manner of `group`, with `family` where it is inherited.
    init(family: String? = nil, female: Bool, of group: EthnicGroup, _ random: inout Randomness) {
        self.init(
            family: family ?? random.pick(group.families),
            middle: random.pick(female ? group.femaleMiddles : group.maleMiddles),
            given: random.pick(female ? group.femaleGivens : group.maleGivens))
    }

    init(family: String, middle: String, given: String) {
        (self.family, self.middle, self.given) = (family, middle, given)
    }
}
