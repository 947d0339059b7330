/// A commune-level unit as it was until 30 June 2025.
struct OldCommune: Hashable {
    let code: String, name: String, district: String, province: String
    /// Old province name by its code.
    var provinceName: String { province == "10" ? "Tỉnh Lào Cai" : "Tỉnh Yên Bái" }
}

/// One of the 99 communes since 1 July 2025; all lie in province 15.
struct Commune: Hashable {
    let code: String, name: String, olds: [OldCommune]
    var isWard: Bool { name.hasPrefix("Phường") }
}

/// Where the new units begin.
let mergerDay = CivilDay(2025, 7, 1)
let provinceCode = "15"
let currentProvinceName = "Tỉnh Lào Cai"

/// The communes of `communeTable`, in order of code.
enum Communes {
    static let all: [Commune] = communeTable.split(separator: "\n").map { line in
        let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return Commune(
            code: columns[0], name: columns[1],
            olds: columns[2].split(separator: ";").map { old in
                let parts = old.split(separator: "/").map(String.init)
                return OldCommune(code: parts[2], name: parts[3], district: parts[1], province: parts[0])
            })
    }
    private static let names: [String: String] = Dictionary(
        all.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })

    /// The name of a unit that exists today.
    static func name(of code: String) -> String { names[code] ?? code }
}

/// An address of today: a street line, commune and province codes.
struct Address: Hashable {
    let street: String, commune: String
    /// How registers have it where they kept the unit before July 2025.
    var written: OldCommune?
    var province: String { provinceCode }

    init(street: String, commune: String) { (self.street, self.commune) = (street, commune) }

    /// As registers write it.
    var writtenCommune: String { written?.code ?? commune }
    var writtenCommuneName: String { written?.name ?? Communes.name(of: commune) }
    var writtenProvince: String { written?.province ?? province }
}

/// Where an act of civil status was entered: the unit as it was named on that day.
struct RegistrationPlace: Hashable {
    let commune: String, communeName: String, district: String?, province: String, provinceName: String

    /// The unit that registered something on `day` in what is today `commune`.
    init(in commune: Commune, on day: CivilDay, _ random: inout Randomness) {
        let old = random.pick(commune.olds)
        let merged = day >= mergerDay
        self.commune = merged ? commune.code : old.code
        communeName = merged ? commune.name : old.name
        district = merged ? nil : old.district
        province = merged ? provinceCode : old.province
        provinceName = merged ? currentProvinceName : old.provinceName
    }

    var office: String {
        "Ủy ban nhân dân \(communeName)" + (district.map { ", \($0)" } ?? "")
    }
}

/// A street line in the manner of the commune: groups in wards, hamlets in rural communes.
func streetLine(in commune: Commune, _ random: inout Randomness) -> String {
    if commune.isWard {
        let group = "tổ \(random.between(1, 32))"
        return random.happens(0.7)
            ? "Số \(random.between(1, 480)), \(random.happens(0.5) ? "đường \(random.pick(streetNames)), " : "")\(group)"
            : "Tổ" + group.dropFirst(2)
    }
    return "Thôn \(random.pick(hamletNames))" + (random.happens(0.4) ? " \(random.between(1, 5))" : "")
}

private let streetNames = [
    "Hoàng Liên", "Trần Hưng Đạo", "Nguyễn Huệ", "Lê Thanh", "Hàm Nghi", "Cốc Lếu", "Điện Biên", "Yên Ninh",
    "Đinh Tiên Hoàng", "Thành Công", "Ngô Quyền", "Lý Thường Kiệt", "Kim Đồng", "Hòa Bình", "Nhạc Sơn",
]
private let hamletNames = [
    "Bản Vền", "Nậm Cang", "Cát Cát", "Tả Van", "Lao Chải", "Nà Khèo", "Bản Phố", "Khe Dài", "Làng Mới", "Pá Hu",
    "Bản Lùng", "Tân Tiến", "Đồng Tâm", "Nậm Pung", "Séo Pờ Hồ", "Khuổi Lắc", "Phìn Hồ", "Sín Chải", "Háng Đề",
    "Nà Lộc", "Cốc Mỳ", "Vĩnh Sơn", "Hợp Nhất", "Khe Chìm", "Bản Hốc", "Trung Sơn", "Ngòi Nhầu", "Đoàn Kết",
]
