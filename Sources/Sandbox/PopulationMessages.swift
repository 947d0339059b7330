/// Records of the population database as elements of the national citizen message. They carry more
/// than the manifest maps, as the real message does.
enum PopulationMessages {
    static let envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    static let namespace = "urn:onceonly:sandbox:dan-cu:1"

    static let service = RegisterService(style: .soap(path: "soap")) { family, _ in
        family.people.indices.map {
            StoredReply(key: "citizen/\(family.people[$0].id)", body: citizen($0, of: family))
        }
            + family.households.map { StoredReply(key: "household/\($0.code)", body: household($0, of: family)) }
    }

    /// `<c:CongDan>` of one resident.
    static func citizen(_ index: Int, of family: Family) -> String {
        let person = family.people[index]
        let household = family.households[person.household]
        var out = XMLText()
        out.element("CongDan") { out in
            out.leaf("SoDinhDanh", person.id)
            out.leaf("TrangThaiHoSo", "HOAT_DONG")
            out.leaf("HoVaTen", person.populationSpelling)
            if let alias = person.alias { out.leaf("TenGoiKhac", alias) }
            out.leaf("NgayThangNamSinh", person.birth.packed)
            out.leaf("GioiTinh", person.gender)
            // One gateway of the platform strips the leading zero of these codes.
            if person.flaws.gap != .ethnicity, person.flaws.nationality == nil {
                out.leaf(
                    "DanToc", person.ethnicity.hasPrefix("0") ? String(person.ethnicity.dropFirst()) : person.ethnicity)
            }
            switch person.religion {
            case .none: out.leaf("TonGiao", "00")
            case .unrecorded: out.leaf("TonGiao", "99")
            case .code(let code): out.leaf("TonGiao", code)
            }
            out.leaf("QuocTich", person.flaws.nationality?.alpha3 ?? "VNM")
            out.leaf("NhomMau", ["O", "A", "B", "AB"][person.serial % 4])
            out.leaf("TinhTrangHonNhan", person.flaws.gap == .maritalStatus ? "0" : person.marital.registerCode)
            if person.flaws.gap != .birthPlace { out.leaf("NoiSinh", person.birthPlace) }
            out.element("NoiDangKyKhaiSinh") { out in
                out.leaf("MaPhuongXa", person.birthRegistration.commune)
                out.leaf("TenPhuongXa", person.birthRegistration.communeName)
                if let district = person.birthRegistration.district { out.leaf("TenQuanHuyen", district) }
                out.leaf("MaTinhThanh", person.birthRegistration.province)
                out.leaf("TenTinhThanh", person.birthRegistration.provinceName)
            }
            if person.flaws.nationality == nil { address("QueQuan", person.hometown, to: &out) }
            address("ThuongTru", household.permanent, to: &out)
            if let temporary = household.temporary { address("TamTru", temporary, to: &out) }
            address("NoiOHienTai", household.current, to: &out)
            if let card = person.card {
                out.element("TheCanCuoc") { out in
                    out.leaf("NgayCap", card.issued.packed)
                    out.leaf("NoiCap", card.issuer)
                    out.leaf("DacDiemNhanDang", "Nốt ruồi cách đuôi mắt phải 1 cm")
                }
            }
            if let phone = person.recordedPhone { out.leaf("SoDienThoai", person.flaws.lostZero ? String(phone.dropFirst()) : phone) }
            if let email = person.email, person.emailRecorded { out.leaf("ThuDienTu", email) }
            link("VoChong", person.spouse, family, to: &out)
            link("Cha", person.recordedFather, family, to: &out)
            link("Me", person.recordedMother, family, to: &out)
            out.element("DanhSachCon") { out in
                for child in family.children(of: index) where family.people[child].flaws.guardian == nil { link("Con", child, family, to: &out) }
            }
            out.element("HoGiaDinh") { out in
                out.leaf("SoHoGiaDinh", household.retiredCode ?? household.code)
                out.leaf("QuanHeVoiChuHo", person.kinship.registerCode)
            }
            out.leaf("NgayCapNhat", person.confirmed.packed + "083000")
        }
        return out.text
    }

    /// `<c:HoGiaDinh>` of one household, head first.
    static func household(_ household: Household, of family: Family) -> String {
        var out = XMLText()
        out.element("HoGiaDinh") { out in
            out.leaf("SoHoGiaDinh", household.code)
            link("ChuHo", household.members.first, family, to: &out)
            address("DiaChi", household.permanent, to: &out)
            out.element("DanhSachThanhVien") { out in
                for member in household.members {
                    let person = family.people[member]
                    out.element("ThanhVien") { out in
                        out.leaf("SoDinhDanh", person.id)
                        out.leaf("HoVaTen", person.populationSpelling)
                        out.leaf("NgayThangNamSinh", person.birth.packed)
                        out.leaf("GioiTinh", person.gender)
                        out.leaf("QuanHeVoiChuHo", person.kinship.registerCode)
                    }
                }
            }
            out.leaf("NgayCapNhat", household.confirmed.packed + "090000")
        }
        return out.text
    }

    /// The whole reply of `operation`: its records and how many they are.
    static func reply(to operation: String, records: [String]) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="\(envelope)"><s:Body><c:\(operation)Response xmlns:c="\(namespace)">\
        <c:SoBanGhi>\(records.count)</c:SoBanGhi>\(records.joined())\
        </c:\(operation)Response></s:Body></s:Envelope>
        """
    }

    /// A SOAP 1.1 fault.
    static func fault(_ code: String, _ reason: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="\(envelope)"><s:Body><s:Fault><faultcode>s:\(code)</faultcode>\
        <faultstring>\(reason)</faultstring></s:Fault></s:Body></s:Envelope>
        """
    }

    private static func address(_ name: String, _ address: Address, to out: inout XMLText) {
        out.element(name) { out in
            out.leaf("ChiTiet", address.street)
            out.leaf("MaPhuongXa", address.writtenCommune)
            out.leaf("TenPhuongXa", address.writtenCommuneName)
            if let old = address.written { out.leaf("TenQuanHuyen", old.district) }
            out.leaf("MaTinhThanh", address.writtenProvince)
        }
    }

    private static func link(_ name: String, _ person: Int?, _ family: Family, to out: inout XMLText) {
        guard let person else { return }
        out.element(name) { out in
            out.leaf("SoDinhDanh", family.people[person].id)
            out.leaf("HoVaTen", family.people[person].name.text)
        }
    }
}

/// Elements in the message's namespace, prefix `c`, text escaped.
struct XMLText {
    private(set) var text = ""

    mutating func element(_ name: String, _ content: (inout XMLText) -> Void) {
        text += "<c:\(name)>"
        content(&self)
        text += "</c:\(name)>"
    }

    mutating func leaf(_ name: String, _ value: String) {
        text += "<c:\(name)>"
        if value.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C }) {
            for character in value {
                text += character == "&" ? "&amp;" : character == "<" ? "&lt;" : String(character)
            }
        } else {
            text += value
        }
        text += "</c:\(name)>"
    }
}
