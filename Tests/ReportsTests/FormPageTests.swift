import ConformanceData
import Diagnostics
import Formats
import Forms
@testable import Reports
import Testing

@Suite("A form on paper")
struct FormPageTests {
    private func html(_ form: PrintedForm, _ parts: Set<FormPage.Part> = [.form, .controlSheet], _ language: Language = .vietnamese, isNumbered: Bool = true) throws -> String {
        try FormPage(form, in: language, remarks: ["một ghi chú"]).html(parts, isNumbered: isNumbered)
    }

    /// The body as a tree; it is written so that XML reads it too.
    private func body(_ html: String) throws -> XMLNode {
        let start = try #require(html.firstRange(of: "<body>")), end = try #require(html.firstRange(of: "</body>"))
        return try XMLDocument(parsing: Array(html[start.lowerBound..<end.upperBound].utf8)).root
    }

    private func all(_ node: XMLNode) -> [XMLNode] { [node] + node.elements.flatMap(all) }

    private func blanks(_ node: XMLNode) -> [String] { all(node).compactMap { $0.attribute("data-blank") } }

    @Test("every blank stands once, in its order, whatever stands in it", arguments: [0, 1, 2, 20])
    func blanks(rows: Int) throws {
        let form = PaperSample.form(rows: (0..<rows).map { ("r\($0)", "Con") })
        #expect(try blanks(body(html(form))) == form.blanks.map(\.id))
    }

    @Test("a table too wide for the paper is written row after row, with all blanks on each; with one empty row where nobody was entered", arguments: [0, 1, 3])
    func wide(rows: Int) throws {
        let form = PaperSample.form(rows: (0..<rows).map { ("r\($0)", "Con") }, wide: 7)
        let found = try blanks(body(html(form)))
        let counts = Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
        for blank in form.blanks { #expect(counts[blank.id] == (blank.group == nil ? 1 : max(1, rows)), "\(blank.id)") }
    }

    /// A text is what is read from the page, and nothing else of it.
    private func staysText(_ text: String) throws {
        let html = try html(PaperSample.form(name: text))
        // As many elements as with a plain name: nothing it says became one.
        let body = try body(html)
        #expect(try all(body).count == all(self.body(self.html(PaperSample.form()))).count)
        // Nor by a mark that combines with the sign that opens one.
        let scalars = Array(html.unicodeScalars)
        #expect(!zip(scalars, scalars.dropFirst()).contains { $0 == "<" && $1 == "\u{338}" } && !html.contains("<script"))
        let shown = try #require(all(body).first { $0.attribute("data-blank") == "applicant.full_name" })
        #expect(shown.text.unicodeScalars.suffix(text.unicodeScalars.count).elementsEqual(text.unicodeScalars))
    }

    @Test("texts of people stay texts", arguments: PaperSample.hostile)
    func hostile(text: String) throws {
        try staysText(text)
        let html = try html(PaperSample.form(name: text))
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
    }

    @Test("strings that break software stay texts", .enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
    func naughty() throws {
        // What XML cannot hold, nobody can type.
        let strings = try Suites.naughtyStrings().filter { !$0.isEmpty && escapedForXML($0) != nil }
        #expect(strings.count > 450)
        for string in strings { try staysText(string) }
    }

    @Test("boxes are ticked as answered, and all of them are printed")
    func boxes() throws {
        let text = try body(html(PaperSample.form())).text
        #expect(text.contains("☐\u{A0}Nam") && text.contains("☒\u{A0}Nữ"))
        #expect(text.contains("Đồng ý4: ☒"))
    }

    private static let several: [(name: String, entry: PrintedEntry, boxes: [String], text: String)] = [
        ("nothing", PaperSample.entry(""), ["☐ Nam", "☐ Nữ"], ""),
        ("one", PaperSample.entry("Nữ", ticked: ["2"]), ["☐ Nam", "☒ Nữ"], ""),
        ("two", PaperSample.entry("Nam; Nữ", ticked: ["1", "2"]), ["☒ Nam", "☒ Nữ"], ""),
        ("words of one's own", PaperSample.entry("Nam; Nữ: ghi thêm", parts: ["text": "ghi thêm"], ticked: ["1", "2"]), ["☒ Nam", "☒ Nữ"], "ghi thêm"),
        ("a code that has no box", PaperSample.entry("Nam; Khác", ticked: ["1", "9"]), ["☒ Nam", "☐ Nữ"], "Nam; Khác"),
        ("that there is none", PaperSample.entry("không có"), ["☐ Nam", "☐ Nữ"], "không có"),
        (
            "rows",
            PrintedEntry(
                row: nil, value: ["1", "2"], text: "Nam; Nữ", ticked: ["1", "2"], isWithheld: false, source: PaperSample.source(),
                rows: [.init(number: 1, entry: PaperSample.entry("Nam", ticked: ["1"])), .init(number: 2, entry: PaperSample.entry("Nữ", ticked: ["2"]))]),
            ["☒ Nam", "☒ Nữ"], "Nam; Nữ"
        ),
    ]

    @Test("every box that is meant is ticked, and what boxes do not say stands beside them, on a line and in a table", arguments: several.map(\.name), [false, true])
    func severalBoxes(name: String, isTable: Bool) throws {
        let one = try #require(Self.several.first { $0.name == name }), form = PaperSample.form()
        let blank = PrintedBlank(
            number: 1, id: "sex", means: ["applicant.gender"], label: "Giới tính", note: nil, shape: .boxes(PaperSample.options), parts: ["text"],
            group: isTable ? "members" : nil, entries: [one.entry])
        let section = PrintedSection(title: nil, table: isTable ? .init(group: "members", rows: ["r1"]) : nil, blanks: [blank])
        let all = try all(body(html(PrintedForm(heading: form.heading, sections: [section], annex: [], papers: []), [.form])))
        #expect(all.filter { $0.attribute("class") == "option" }.map { $0.text.replacing("\u{A0}", with: " ") } == one.boxes)
        #expect(all.filter { $0.localName == "bdi" }.map { $0.text } == [one.text])
    }

    @Test("a tick that several rows have has a box for each, in a table too; of one kept back the box says so", arguments: [false, true])
    func severalTicks(isTable: Bool) throws {
        let entries = [PaperSample.entry("có", ticked: ["true"]), PaperSample.entry("", isWithheld: true), PaperSample.entry("không")]
        let entry = PrintedEntry(
            row: nil, value: [true, .null, false], text: "có; (cơ quan điền); không", ticked: ["true"], isWithheld: true, source: PaperSample.source(),
            rows: entries.enumerated().map { .init(number: $0.offset + 1, entry: $0.element) })
        let blank = PrintedBlank(
            number: 1, id: "agreed", means: ["dossier.agreed"], label: "Đồng ý", note: nil, shape: .tick, group: isTable ? "members" : nil, entries: [entry])
        let section = PrintedSection(title: nil, table: isTable ? .init(group: "members", rows: ["r1"]) : nil, blanks: [blank]), form = PaperSample.form()
        let all = try all(body(html(PrintedForm(heading: form.heading, sections: [section], annex: [], papers: []), [.form])))
        #expect(all.filter { $0.attribute("class") == "box" }.map { $0.text } == ["☒; ☐ (cơ quan điền từ sổ đăng ký); ☐"])
        #expect(!all.contains { $0.localName == "small" })
    }

    @Test("what is kept from the applicant's side is an empty line that says so")
    func withheld() throws {
        let html = try html(PaperSample.form(name: "Tên Giấu Kín", rows: [], isWithheld: true), [.form])
        #expect(!html.contains("Giấu Kín") && html.contains("cơ quan điền từ sổ đăng ký"))
    }

    @Test("the control sheet begins a page, and numbers every blank by its row", arguments: Language.allCases)
    func controlSheet(language: Language) throws {
        let html = try html(PaperSample.form(), [.controlSheet], language)
        #expect(html.contains("break-before: page") && html.contains("class=\"control\"") && !html.contains("data-blank"))
        let numbers = try all(body(html)).filter { $0.attribute("class") == "number" && $0.localName == "td" }.map(\.text)
        #expect(numbers == ["1", "2", "3", "4", "5", "6.1", "6.2", "7.1", "7.2", "8"])
        #expect(html.contains("một ghi chú") && html.contains("H38-1") && html.contains("Thẻ căn cước"))
        #expect(html.contains(language == .english ? "the register says" : "sổ ghi"))
    }

    @Test("a table nobody was entered in has its lines on the control sheet all the same", arguments: Language.allCases)
    func noRows(language: Language) throws {
        let html = try html(PaperSample.form(rows: []), [.controlSheet], language)
        let lines = try all(body(html)).filter { $0.localName == "tr" }.map { $0.elements.map(\.text) }
        let says = language == .english ? "the table has no row" : "bảng không có dòng nào"
        #expect(lines.contains { $0.starts(with: ["6", "Họ tên", says]) } && lines.contains { $0.starts(with: ["7", "Quan hệ", says]) })
    }

    @Test("what is joined of several has a line for each below its own")
    func joined() throws {
        func source(_ text: String) -> PrintedSource { PrintedSource(layer: .declared, outcome: nil, text: text) }
        let entry = PrintedEntry(
            row: nil, value: "Số 5, Xã A", text: "Số 5, Xã A", isWithheld: false, source: source("nhiều ô"),
            joined: [.init(label: "Đường <b>", source: source("người khai")), .init(label: "Xã", source: PaperSample.source())])
        let form = PaperSample.form(), first = form.sections[0]
        let home = PrintedForm(
            heading: form.heading, sections: [PrintedSection(title: nil, table: nil, blanks: [first.blanks[4].with([entry])])], annex: [], papers: [])
        let lines = try all(body(html(home, [.controlSheet]))).filter { $0.localName == "tr" }.map { $0.elements.map(\.text) }
        #expect(lines.dropFirst().prefix(3).map { Array($0.prefix(3)) } == [
            ["5", "Nơi cư trú", "nhiều ô"], ["5", "Nơi cư trú – Đường <b>", "người khai"], ["5", "Nơi cư trú – Xã", "Cơ sở dữ liệu quốc gia về dân cư citizen"],
        ])
        let joined = home.json["sections"]?.array?.first?["blanks"]?.array?.first?["entries"]?.array?.first?["joined"]?.array
        #expect(joined?.map { $0["label"]?.string } == ["Đường <b>", "Xã"] && joined?.last?["source"]?["connector"] == "population")
    }

    @Test("names of rows and blanks, codes of a portal and remarks stay texts too", arguments: PaperSample.hostile.filter { !$0.contains("\n") })
    func hostileNames(text: String) throws {
        func form(_ text: String) -> PrintedForm {
            let plain = PaperSample.form(rows: [(text, "Con")])
            let heading = PrintedForm.Heading(
                form: text, version: text, title: text, text: text, isProvisional: true,
                dossier: .init(reference: text, code: text, status: "draft", statusText: text, asOf: text, filed: text, isSimulated: true, view: "office"))
            let source = PrintedSource(layer: .register, outcome: nil, text: text, connector: text, operation: text, recorded: text, fetched: text, registered: text)
            let blanks = [
                PrintedBlank(
                    number: 1, id: text, means: [text], label: text, note: text, shape: .boxes([.init(code: "1", label: text)]), group: nil,
                    entries: [PrintedEntry(row: text, value: nil, text: "", isWithheld: false, source: source, joined: [.init(label: text, source: source)])]),
            ]
            return PrintedForm(
                heading: heading, sections: [PrintedSection(title: text, table: nil, blanks: blanks)] + plain.sections, annex: plain.annex,
                papers: [PrintedPaper(id: text, title: text, disposition: nil, text: text)])
        }
        func page(_ text: String) throws -> String { try FormPage(form(text), in: .vietnamese, remarks: [text]).html([.form, .controlSheet]) }
        let html = try page(text)
        #expect(try all(body(html)).count == all(body(page("x"))).count)
        let scalars = Array(html.unicodeScalars)
        #expect(!zip(scalars, scalars.dropFirst()).contains { $0 == "<" && $1 == "\u{338}" } && !html.contains("<script"))
        let row = try #require(all(body(html)).compactMap { $0.attribute("data-row") }.first)
        #expect(row.unicodeScalars.elementsEqual(text.unicodeScalars) || text.contains("\t"))
    }

    @Test("the paper begins with the state's name and motto in its own language, in both", arguments: Language.allCases)
    func heading(language: Language) throws {
        let html = try html(PaperSample.form(), [.form], language)
        #expect(html.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && html.contains("Độc lập - Tự do - Hạnh phúc"))
        #expect(html.contains("lang=\"\(language.rawValue)\"") && html.contains("Đăng ký thẻ thư viện") && html.contains("Mẫu số 1"))
        #expect(html.contains(language == .english ? "THE APPLICANT" : "NGƯỜI KHAI"))
        #expect(!html.contains("class=\"control\""))
    }

    @Test("without a control sheet the blanks have no numbers")
    func unnumbered() throws {
        #expect(try !html(PaperSample.form(), [.form], isNumbered: false).contains("<sup>"))
        #expect(try html(PaperSample.form(), [.form]).contains("<sup>8</sup>"))
    }

    @Test("a section without words has none of what stands around it")
    func unnamed() throws {
        let form = PaperSample.form()
        let bare = PrintedForm(heading: form.heading, sections: [PrintedSection(title: nil, table: nil, blanks: form.sections[0].blanks)], annex: [], papers: [])
        #expect(try !html(bare, [.form]).contains("<h2>"))
    }

    @Test("programs get the same")
    func json() throws {
        let json = PaperSample.form(isWithheld: true).json
        #expect(json["schema"]?.string == "onceonly/print/1")
        let blank = json["sections"]?.array?.first?["blanks"]?.array?.first
        #expect(blank?["id"]?.string == "applicant.full_name" && blank?["entries"]?.array?.first?["withheld"]?.bool == true)
        #expect(blank?["entries"]?.array?.first?["value"] == nil)
        #expect(json["annex"]?.array?.first?["blanks"]?.array?.first?["entries"]?.array?.first?["text"]?.string == "Bắc Hà")
    }
}
