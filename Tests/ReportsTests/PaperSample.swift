import Formats
import Forms

/// A printed form of nobody's: a line, a day, boxes, a tick, a table and an annex.
enum PaperSample {
    /// Texts that would be something else if they were not taken as text.
    static let hostile = [
        "<script>alert(1)</script>", "{{applicant.full_name}}", "«MERGEFIELD x»", "\"><b x='", "<\u{338}img src=x>", "&lt;&#60;", "]]>",
        "\u{5D0}\u{5D1}\u{5D2} 12", "Z\u{301}\u{302}\u{303}\u{304}\u{305}", String(repeating: "dài ", count: 1_000), "một\nhai\tba", "{{{style}}}", "${x}",
    ]

    static func source(_ layer: PrintedSource.Layer = .register, registered: String? = nil) -> PrintedSource {
        PrintedSource(
            layer: layer, outcome: "prefilled", text: "Cơ sở dữ liệu quốc gia về dân cư", connector: "population", operation: "citizen", recorded: "01/02/2020",
            fetched: "24/11/2026 08:30", registered: registered)
    }

    static func entry(_ text: String, row: String? = nil, parts: [String: String] = [:], ticked: Set<String> = [], isWithheld: Bool = false, registered: String? = nil) -> PrintedEntry {
        PrintedEntry(row: row, value: text.isEmpty ? nil : .string(text), text: text, parts: parts, ticked: ticked, isWithheld: isWithheld, source: source(registered: registered))
    }

    static let options = [PrintedBlank.Option(code: "1", label: "Nam"), PrintedBlank.Option(code: "2", label: "Nữ")]

    static func form(
        name: String = "Lý Thị An", rows: [(String, String)] = [("r1", "Con"), ("r2", "Cháu")], isWithheld: Bool = false, wide: Int = 0, view: String = "applicant"
    ) -> PrintedForm {
        let person = [
            PrintedBlank(
                number: 1, id: "applicant.full_name", means: ["applicant.full_name"], label: "Họ, chữ đệm, tên", note: nil, shape: .line, group: nil,
                entries: [entry(isWithheld ? "" : name, isWithheld: isWithheld, registered: name)]),
            PrintedBlank(
                number: 2, id: "born", means: ["applicant.date_of_birth"], label: "Ngày sinh", note: "Bỏ trống được", shape: .short, parts: ["day", "month", "year"],
                group: nil, entries: [entry("07/03/1990", parts: ["day": "07", "month": "03", "year": "1990"])]),
            PrintedBlank(
                number: 3, id: "sex", means: ["applicant.gender"], label: "Giới tính", note: nil, shape: .boxes(options), parts: ["text"], group: nil,
                entries: [entry("Nữ", ticked: ["2"])]),
            PrintedBlank(
                number: 4, id: "agreed", means: ["dossier.agreed"], label: "Đồng ý", note: nil, shape: .tick, group: nil, entries: [entry("có", ticked: ["true"])]),
            PrintedBlank(
                number: 5, id: "home", means: ["applicant.residence_address"], label: "Nơi cư trú", note: nil, shape: .line, parts: ["street", "commune"], group: nil,
                entries: [entry("")]),
        ]
        let members = ["member.name", "member.kinship"].enumerated().map { place, id in
            PrintedBlank(
                number: 6 + place, id: id, means: [id == "member.name" ? "member.full_name" : "member.kinship"], label: id == "member.name" ? "Họ tên" : "Quan hệ", note: nil,
                shape: .line, group: "members", entries: rows.map { row, kin in entry(id == "member.name" ? "\(name) \(row)" : kin, row: row) })
        }
        let more = (0..<wide).map { place in
            PrintedBlank(number: 20 + place, id: "wide.\(place)", means: ["x.wide_\(place)"], label: "Cột \(place)", note: nil, shape: .line, group: "members", entries: rows.map { entry("v", row: $0.0) })
        }
        return PrintedForm(
            heading: .init(
                form: "library-card", version: "1", title: "Đăng ký thẻ thư viện", text: "Mẫu số 1", isProvisional: true,
                dossier: .init(
                    reference: "0f0f", code: "H38-1", status: "draft", statusText: "đang soạn", asOf: "24/11/2026", filed: nil, isSimulated: true, view: view)),
            sections: [
                PrintedSection(title: "Người khai", table: nil, blanks: person),
                PrintedSection(title: "Thành viên", table: .init(group: "members", rows: rows.map(\.0)), blanks: members + more),
            ],
            annex: [
                PrintedSection(title: "Khác", table: nil, blanks: [
                    PrintedBlank(number: 8, id: "branch", means: ["dossier.branch"], label: "Nơi nhận", note: nil, shape: .line, group: nil, entries: [entry("Bắc Hà")]),
                ])
            ],
            papers: [PrintedPaper(id: "card", title: "Thẻ căn cước", disposition: "replaced-by-data", text: "thay bằng dữ liệu")])
    }
}
