/// The directory of budget units as the CSV file offices publish.
func budgetTable(_ units: [BudgetUnit]) -> String {
    let header =
        "ma_so,ten_don_vi,loai_hinh,chuong,cap_du_toan,ma_cap_tren,so_nha_duong,ma_xa,ma_tinh,quyet_dinh,kho_bac,"
        + "trang_thai,ngay_cap_nhat\n"
    return units.reduce(into: header) { table, unit in
        table +=
            [
                unit.code, unit.name, unit.type, unit.chapter, String(unit.level), unit.parent ?? "",
                unit.office.street,
                unit.office.commune, unit.office.province, unit.decision, "Kho bạc Nhà nước khu vực VIII", "MO",
                unit.updated.paper,
            ].map(quoted).joined(separator: ",") + "\n"
    }
}

private func quoted(_ cell: String) -> String {
    cell.contains(",") || cell.contains("\"")
        ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
}
