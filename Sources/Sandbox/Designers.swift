/// A firm in the public directory of construction capacity certificates.
struct Designer {
    let certificate: String, name: String, grade: String

    /// The same in every province made here: the directory is the ministry's.
    static let all: [Designer] = [
        ("LCA-00010017", "Công ty TNHH Tư vấn Thiết kế Hoa Ban", "II"),
        ("LCA-00010034", "Công ty Cổ phần Kiến trúc Hoàng Liên", "II"),
        ("LCA-00010051", "Công ty TNHH Xây dựng và Thiết kế Nậm Thi", "III"),
        ("LCA-00010068", "Công ty Cổ phần Tư vấn Xây dựng Thác Bà", "III"),
        ("YBA-00010085", "Công ty TNHH Kiến trúc Suối Giàng", "III"),
        ("YBA-00010102", "Công ty Cổ phần Thiết kế Mường Lò", "II"),
        ("LCA-00010119", "Công ty TNHH Tư vấn Xây dựng Bắc Hà", "III"),
        ("LCA-00010136", "Công ty TNHH Kiến trúc và Nội thất Fansipan", "III"),
    ].map { Designer(certificate: $0.0, name: $0.1, grade: $0.2) }
}

/// The directory as the CSV file the ministry publishes.
let capacityTable = RegisterTable(
    columns: ["ma_chung_chi", "ten_to_chuc", "linh_vuc", "hang", "hieu_luc_den", "trang_thai", "ngay_cap_nhat"],
    directory: { _ in
        Designer.all.map {
            [$0.certificate, $0.name, "Thiết kế, thẩm tra thiết kế xây dựng", $0.grade, "31/12/2030", "HIEU_LUC", "05/01/2026"]
        }
    })
