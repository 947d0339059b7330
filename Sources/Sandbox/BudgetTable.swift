/// The directory of budget units as the CSV file offices publish.
let budgetTable = RegisterTable(
    columns: [
        "ma_so", "ma_so_thue", "ten_don_vi", "loai_hinh", "chuong", "cap_du_toan", "ma_cap_tren", "so_nha_duong", "ma_xa", "ma_tinh",
        "quyet_dinh", "kho_bac", "trang_thai", "ngay_cap_nhat",
    ],
    directory: { units in
        units.map { unit in
            [
                unit.code, unit.taxCode ?? "", unit.name, unit.type, unit.chapter, String(unit.level), unit.parent ?? "",
                unit.office.street, unit.office.commune, unit.office.province, unit.decision,
                "Kho bạc Nhà nước khu vực VIII", "MO", unit.updated.paper,
            ]
        }
    })
