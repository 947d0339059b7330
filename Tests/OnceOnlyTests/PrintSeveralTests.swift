import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
@testable import Prefill
import Receipts
import Reports
import Sourcing
import Testing
import Vocabulary

/// One blank of the paper that has several ticks, codes, parts or rows: each reaches the page, the Word file and, with its source, the
/// control sheet.
@Suite("Several values in one blank of a print")
struct PrintSeveralTests {
    private static let form = FormID("cu-tru-ct01")

    // MARK: the paper

    private static let vocabulary = """
        concepts:
          aid:
            {kind: person, type: choice, codes: aids, many: true, label: {vi: Hỗ trợ, en: aid}}
          aid_home:
            {kind: person, type: choice, codes: aids, label: {vi: Hỗ trợ ở nhà, en: aid at home}}
          aid_office:
            {kind: person, type: choice, codes: aids, label: {vi: Hỗ trợ ở cơ quan, en: aid at the office}}
          aid_wish:
            {kind: person, type: choice, codes: aids, many: true, label: {vi: Mong muốn, en: wish}}
          at_school:
            {kind: person, type: tick, label: {vi: Đang đi học, en: at school}}
          at_work:
            {kind: person, type: tick, label: {vi: Đang đi làm, en: at work}}
          standing:
            {kind: person, type: text, label: {vi: Hiện trạng, en: standing}}
          trips:
            {kind: person, type: date, many: true, label: {vi: Ngày đi, en: days away}}
          trade:
            {kind: person, type: choice, codes: industries, many: true, label: {vi: Mã nghề, en: codes of trades}}
          trade_name:
            {kind: person, type: text, many: true, label: {vi: Tên nghề, en: names of trades}, derivations: ['for code in subject.trade return label("industries", code)']}
          trade_remark:
            {kind: person, type: text, many: true, label: {vi: Ghi thêm về nghề, en: remarks on trades}}
          past_home:
            {kind: person, type: address, many: true, label: {vi: Nơi ở trước, en: past homes}, parts: {street: past_home_street, commune: past_home_commune}}
          past_home_street:
            {kind: person, type: text, atom: past_home, label: {vi: Đường, en: street}}
          past_home_commune:
            {kind: person, type: choice, codes: communes, atom: past_home, label: {vi: Xã, en: commune}}
          second_home:
            {kind: person, type: address, label: {vi: Nơi ở thứ hai, en: second home}, parts: {street: past_home_street, hamlet: hamlet}}
          a_third_home:
            {kind: person, type: address, label: {vi: Nơi ở thứ ba, en: third home}, parts: {street: past_home_street, hamlet: hamlet}}
          hamlet:
            {kind: person, type: text, label: {vi: Thôn, en: hamlet}}
          remark:
            {kind: person, type: text, label: {vi: Ghi thêm, en: remark}}
        codeLists:
          aids:
            title: {vi: Loại hỗ trợ, en: kinds of aid}
            codes:
              - {code: ramp, vi: Lối dốc, en: ramp}
              - {code: reader, vi: Đọc hộ, en: reader}
              - {code: stamp, vi: Tem, en: stamp, validTo: 2020-12-31}
              - {code: other, vi: Việc khác, en: other, text: true}

        """

    private static func field(_ id: String, _ means: String, _ label: String, _ more: String = "", isDerived: Bool = false) -> String {
        "      - id: \(id)\n        means: \(means)\n        label: {vi: \(label)}\n" + (isDerived ? "" : "        onlyApplicant: statement\n") + more
    }

    /// The change of residence with blanks for several values; rows of its table stand in single blanks of its paper.
    private static let declarations = Result {
        try Repository.declarations { folder in
            try vocabulary.write(to: folder.appending(path: "FormSchemas/vocabulary/several.yaml"), atomically: true, encoding: .utf8)
            let applicant = [
                field("applicant.aid", "applicant.aid", "Hỗ trợ"), field("applicant.trips", "applicant.trips", "Ngày đi"),
                field("applicant.trade", "applicant.trade", "Mã nghề"), field("applicant.trade_name", "applicant.trade_name", "Tên nghề", isDerived: true),
                field("applicant.trade_remark", "applicant.trade_remark", "Ghi thêm về nghề"), field("applicant.third_home", "applicant.a_third_home", "Nơi ở thứ ba"),
                field("applicant.past_home", "applicant.past_home", "Nơi ở trước"), field("applicant.second_home", "applicant.second_home", "Nơi ở thứ hai"),
                field("applicant.remark", "applicant.remark", "Ghi thêm"),
                field("applicant.aid_home", "applicant.aid_home", "Ở nhà", "        partOf: applicant.aid_wish\n"),
                field("applicant.aid_office", "applicant.aid_office", "Ở cơ quan", "        partOf: applicant.aid_wish\n"),
                field("applicant.at_school", "applicant.at_school", "Đi học", "        partOf: applicant.standing\n"),
                field("applicant.at_work", "applicant.at_work", "Đi làm", "        partOf: applicant.standing\n"),
            ]
            let member = [
                field("member.aid", "member.aid", "Hỗ trợ"), field("member.at_school", "member.at_school", "Đi học"), field("member.trade", "member.trade", "Mã nghề"),
                field("member.trade_name", "member.trade_name", "Tên nghề", isDerived: true),
            ]
            try Repository.edit(folder.appending(path: "FormSchemas/forms/\(form).yaml")) { text in
                text.replacing("      - id: applicant.phone\n", with: applicant.joined() + "      - id: applicant.phone\n")
                    .replacing("      - id: member.relationship_to_head\n", with: member.joined() + "      - id: member.relationship_to_head\n")
            }
            let blanks = [
                "applicant.aid", "applicant.trips", "applicant.trade", "applicant.trade_name", "applicant.trade_remark", "applicant.past_home", "applicant.past_home_street",
                "applicant.hamlet", "applicant.aid_wish",
                "applicant.standing", "member.aid", "member.at_school", "member.trade", "member.trade_name", "member.date_of_birth",
            ]
            try Repository.edit(folder.appending(path: "FormSchemas/baselines/\(form).yaml")) { text in
                text + "  - title: {vi: Ô gộp}\n    fields:\n" + blanks.map { "      - {id: one.\($0), means: \($0)}\n" }.joined()
                    + "  - title: {vi: Bảng riêng}\n    rows: {group: remarks, count: 0..3}\n    fields:\n      - {id: one.applicant.remark, means: applicant.remark}\n"
            }
        }
    }

    // MARK: what stands in it

    struct Given: Sendable {
        let field: String
        let row: String?
        let value: JSON?
        let isWithheld: Bool
        let masked: String?
        /// Where it is not the field's own name.
        let means: String

        init(_ field: String, _ value: JSON?, row: String? = nil, isWithheld: Bool = false, masked: String? = nil, means: String? = nil) {
            (self.field, self.row, self.value, self.isWithheld, self.masked, self.means) = (field, row, value, isWithheld, masked, means ?? field)
        }
    }

    private func printed(_ given: [Given], on form: FormID = PrintSeveralTests.form, group: GroupID = GroupID("members")) throws -> PrintedForm {
        let declarations = try Self.declarations.get()
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position) \($0.message(in: .english))" } == [])
        let checked = try #require(declarations.checked[form]), baseline = try #require(declarations.baselines[form])
        let leaves = given.map { one in
            let parts = one.means.split(separator: ".").map(String.init)
            return StandingLeaf(
                field: FieldID(one.field), leaf: LeafID(one.row.map { "\(group)[\($0)].\(one.field)" } ?? one.field), group: one.row.map { _ in group }, row: one.row,
                means: Meaning(RoleID(parts[0]), ConceptID(parts[1])), outcome: one.value == nil ? one.isWithheld ? .prefilled : .empty : .declared, reason: nil, value: one.value,
                registered: nil, isWithheld: one.isWithheld, masked: one.masked, source: nil)
        }
        var rows: [String] = []
        for row in given.compactMap(\.row) where !rows.contains(row) { rows.append(row) }
        let standing = StandingForm(
            form: form, version: "1", view: .applicant, dossier: "0f", code: nil, asOf: try #require(Province.asOf), filedAt: nil, isSimulated: true, leaves: leaves,
            unasked: [], keys: [], rows: [group: rows], documents: [])
        return PrintLayout(standing, on: baseline, of: checked, in: .vietnamese).form(status: ("draft", LocalizedText(vi: "đang soạn", en: "draft")))
    }

    // MARK: where it goes

    private func all(_ node: XMLNode) -> [XMLNode] { [node] + node.elements.flatMap(all) }

    /// What the page has in a blank: the boxes that are ticked, and the text.
    private func onPage(_ id: String, of form: PrintedForm) throws -> (ticked: [String], text: String) {
        let html = try FormPage(form, in: .vietnamese).html([.form])
        let start = try #require(html.firstRange(of: "<body>")), end = try #require(html.firstRange(of: "</body>"))
        let blank = try #require(all(XMLDocument(parsing: Array(html[start.lowerBound..<end.upperBound].utf8)).root).first { $0.attribute("data-blank") == id })
        let options = all(blank).filter { $0.attribute("class") == "option" }.map { $0.text }
        let text = all(blank).first { $0.localName == "bdi" } ?? all(blank).first { $0.attribute("class") == "box" }
        return (options.filter { $0.hasPrefix("☒\u{A0}") }.map { String($0.dropFirst(2)) }, text?.text ?? "")
    }

    /// What a document has in places that are written one to a paragraph.
    private func inWord(_ places: [String], of form: PrintedForm) throws -> [String] {
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" \
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """
        let paragraphs = places.map { "<w:p><w:r><w:t>{{\($0)}}</w:t></w:r></w:p>" }.joined()
        let document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\(paragraphs)</w:body></w:document>"
        let bytes = try ZipArchive.archive(of: [("[Content_Types].xml", Array(types.utf8)), ("word/document.xml", Array(document.utf8))])
        let filled = try WordTemplate(reading: bytes).filled(with: form, in: .vietnamese)
        #expect(filled.findings.filter { $0.severity == .error } == [])
        return try all(XMLDocument(parsing: ZipArchive(reading: filled.bytes).content(of: "word/document.xml")).root).filter { $0.localName == "p" }.map { $0.text }
    }

    // MARK: cases

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let blank: String
        let given: [Given]
        /// On the page.
        let ticked: [String]
        let text: String
        /// In the Word file, by what follows the blank's name in a place.
        let word: [(place: String, text: String)]

        init(_ name: String, _ blank: String, _ given: [Given], ticked: [String] = [], _ text: String, word: [(String, String)]) {
            (self.name, self.blank, self.given, self.ticked, self.text) = (name, blank, given, ticked, text)
            self.word = word.map { (place: $0.0, text: $0.1) }
        }

        var testDescription: String { name }
    }

    private static let line = String(repeating: ".", count: 30), gap = "......"
    private static let kept = "(cơ quan điền từ sổ đăng ký)"

    static let cases = [
        // Ticks.
        Case("none", "one.applicant.aid", [Given("applicant.aid", nil)], "", word: [("", line), ("=ramp", "☐"), ("=reader", "☐"), ("=other", "☐"), ("/text", gap)]),
        Case("that there is none", "one.applicant.aid", [Given("applicant.aid", ["none": true])], "không có", word: [("", "không có"), ("=ramp", "☐")]),
        Case("one tick", "one.applicant.aid", [Given("applicant.aid", ["ramp"])], ticked: ["Lối dốc"], "", word: [("", "Lối dốc"), ("=ramp", "☒"), ("=reader", "☐")]),
        Case(
            "two ticks", "one.applicant.aid", [Given("applicant.aid", ["ramp", "reader"])], ticked: ["Lối dốc", "Đọc hộ"], "",
            word: [("", "Lối dốc; Đọc hộ"), ("=ramp", "☒"), ("=reader", "☒"), ("=other", "☐")]),
        Case(
            "two ticks, one with words of its own", "one.applicant.aid", [Given("applicant.aid", ["ramp", ["code": "other", "text": "Phiên dịch"]])],
            ticked: ["Lối dốc", "Việc khác"], "Phiên dịch", word: [("", "Lối dốc; Việc khác: Phiên dịch"), ("=ramp", "☒"), ("=other", "☒"), ("/text", "Phiên dịch")]),
        Case(
            "one tick with two words of its own", "one.applicant.aid", [Given("applicant.aid", [["code": "other", "text": "Dắt đi"], ["code": "other", "text": "Phiên dịch"]])],
            ticked: ["Việc khác"], "Dắt đi; Phiên dịch", word: [("", "Việc khác: Dắt đi; Việc khác: Phiên dịch"), ("=other", "☒"), ("/text", "Dắt đi; Phiên dịch")]),
        Case(
            "a tick whose code is closed", "one.applicant.aid", [Given("applicant.aid", ["ramp", "stamp"])], ticked: ["Lối dốc", "Tem"], "",
            word: [("", "Lối dốc; Tem"), ("=ramp", "☒"), ("=stamp", "☒")]),
        Case(
            "a box each from two fields", "one.applicant.aid_wish",
            [Given("applicant.aid_home", "ramp"), Given("applicant.aid_office", ["code": "other", "text": "Phiên dịch"])], ticked: ["Lối dốc", "Việc khác"], "Phiên dịch",
            word: [("", "Lối dốc; Việc khác: Phiên dịch"), ("=ramp", "☒"), ("=reader", "☐"), ("=other", "☒"), ("/text", "Phiên dịch")]),
        Case(
            "two boxes of two fields on one line", "one.applicant.standing", [Given("applicant.at_school", true), Given("applicant.at_work", false)],
            "Đi học: có, Đi làm: không", word: [("", "Đi học: có, Đi làm: không")]),
        // Ticks of several rows.
        Case(
            "rows of one tick each", "one.member.aid", [Given("member.aid", ["ramp"], row: "a"), Given("member.aid", ["reader"], row: "b")], ticked: ["Lối dốc", "Đọc hộ"],
            "Lối dốc; Đọc hộ", word: [("", "Lối dốc; Đọc hộ"), ("=ramp", "☒"), ("=reader", "☒"), ("=other", "☐")]),
        Case(
            "rows of several ticks, one kept back", "one.member.aid",
            [Given("member.aid", ["ramp", "reader"], row: "a"), Given("member.aid", nil, row: "b", isWithheld: true), Given("member.aid", [["code": "other", "text": "Dắt đi"]], row: "c")],
            ticked: ["Lối dốc", "Đọc hộ", "Việc khác"], "(1) Lối dốc; Đọc hộ; (2) (cơ quan điền); (3) Việc khác: Dắt đi",
            word: [
                ("", "(1) Lối dốc; Đọc hộ; (2) (cơ quan điền); (3) Việc khác: Dắt đi \(kept)"), ("=ramp", "☒"), ("=reader", "☒"), ("=other", "☒"), ("/text", "Dắt đi"),
            ]),
        Case(
            "a box that a row kept back may tick", "one.member.aid", [Given("member.aid", ["ramp"], row: "a"), Given("member.aid", nil, row: "b", isWithheld: true)], ticked: ["Lối dốc"],
            "Lối dốc; (cơ quan điền)", word: [("=ramp", "☒"), ("=reader", "☐ \(kept)")]),
        Case(
            "a mere tick of each row", "one.member.at_school",
            [Given("member.at_school", true, row: "a"), Given("member.at_school", false, row: "b"), Given("member.at_school", nil, row: "c", isWithheld: true)], "☒; ☐; ☐ \(kept)",
            word: [("", "☒; ☐; ☐ \(kept)")]),
        // Boxes alone do not say whose they are: none is left out.
        Case("a mere tick of the first of two rows", "one.member.at_school", [Given("member.at_school", true, row: "a"), Given("member.at_school", nil, row: "b")], "☒; ☐", word: [("", "☒; ☐")]),
        Case("a mere tick of the last of two rows", "one.member.at_school", [Given("member.at_school", nil, row: "a"), Given("member.at_school", true, row: "b")], "☐; ☒", word: [("", "☐; ☒")]),
        Case(
            "mere ticks around a row that says nothing", "one.member.at_school",
            [Given("member.at_school", true, row: "a"), Given("member.at_school", nil, row: "b"), Given("member.at_school", true, row: "c")], "☒; ☐; ☒", word: [("", "☒; ☐; ☒")]),
        Case("a mere tick of no row", "one.member.at_school", [Given("member.at_school", nil, row: "a"), Given("member.at_school", nil, row: "b")], "☐; ☐", word: [("", "☐; ☐")]),
        Case("a mere tick of the only row", "one.member.at_school", [Given("member.at_school", true, row: "a")], "☒", word: [("", "☒")]),
        // Parts.
        Case("one day", "one.applicant.trips", [Given("applicant.trips", ["1991-03-07"])], "07/03/1991", word: [("", "07/03/1991"), ("/day", "07"), ("/year", "1991")]),
        Case(
            "two days, one a year alone", "one.applicant.trips", [Given("applicant.trips", ["1990", "1991-03-07"])], "1990; 07/03/1991",
            word: [("", "1990; 07/03/1991"), ("/day", "…; 07"), ("/month", "…; 03"), ("/year", "1990; 1991")]),
        Case(
            "a day of each row, one kept back", "one.member.date_of_birth",
            [Given("member.date_of_birth", "1990-01-02", row: "a"), Given("member.date_of_birth", nil, row: "b", isWithheld: true), Given("member.date_of_birth", "1991", row: "c")],
            "02/01/1990; (cơ quan điền); 1991", word: [("/day", "02; (cơ quan điền); …"), ("/year", "1990; (cơ quan điền); 1991")]),
        Case(
            "two addresses", "one.applicant.past_home", [Given("applicant.past_home", [["street": "Số 1"], ["street": "Số 2"]])], "Số 1; Số 2",
            word: [("", "Số 1; Số 2"), ("/street", "Số 1; Số 2"), ("/commune", gap)]),
        Case(
            "a part of several addresses, one without it", "one.applicant.past_home_street",
            [Given("applicant.past_home", [["street": "Số 1"], ["commune": "x"], ["street": "Số 3"]])], "Số 1; …; Số 3", word: [("", "Số 1; …; Số 3")]),
        Case(
            "a part of the address it is counted as, whatever others say", "one.applicant.past_home_street",
            [Given("applicant.past_home", [["street": "Số 1"]]), Given("applicant.second_home", ["street": "Số 9"])], "Số 1", word: [("", "Số 1")]),
        Case(
            "a part that another address has", "one.applicant.past_home_street", [Given("applicant.past_home", nil), Given("applicant.second_home", ["street": "Số 9"])], "",
            word: [("", line)]),
        Case(
            "a part of two addresses, counted as neither", "one.applicant.hamlet",
            [Given("applicant.third_home", nil, means: "applicant.a_third_home"), Given("applicant.second_home", ["hamlet": "Thôn 2"])], "", word: [("", line)]),
        Case("a part of none", "one.applicant.past_home_street", [Given("applicant.past_home", [["commune": "x"]])], "", word: [("", line)]),
    ]

    @Test("reach the page and the Word file", arguments: cases)
    func reach(_ one: Case) throws {
        let form = try printed(one.given), page = try onPage(one.blank, of: form)
        #expect(page.ticked == one.ticked && page.text == one.text)
        #expect(try inWord(one.word.map { one.blank + $0.place }, of: form) == one.word.map(\.text))
    }

    @Test("a list of codes is written as codes where the names of all of them stand beside it, on rows too")
    func codes() throws {
        let vocabulary = try Self.declarations.get().catalog.vocabulary, list = try #require(vocabulary.codeLists[CodeListID("industries")]), day = try #require(Province.asOf)
        let trades = list.entries.filter { list.entry($0.code, at: day) == $0 && list.offers($0.code, at: day) }.prefix(3)
        let codes = trades.map(\.code), names = trades.map { $0.label.vietnamese }
        func text(_ given: [Given], _ blank: String) throws -> String {
            let form = try printed(given), page = try onPage(blank, of: form)
            #expect(try page.ticked.isEmpty && inWord([blank], of: form) == [page.text])
            return page.text
        }
        func json(_ texts: ArraySlice<String>) -> JSON { .array(texts.map { .string($0) }) }
        let named = [Given("applicant.trade", json(codes[0..<2])), Given("applicant.trade_name", json(names[0..<2]))]
        #expect(try text(named, "one.applicant.trade") == codes[0..<2].joined(separator: "; "))
        #expect(try text(named, "one.applicant.trade_name") == names[0..<2].joined(separator: "; "))
        #expect(try text(Array(named.prefix(1)), "one.applicant.trade") == names[0..<2].joined(separator: "; "))
        // The same words of something else, or of somebody else, are no name of it: without them nobody knew what the code stands for.
        let remarked = [named[0], Given("applicant.trade_remark", json(names[0..<2]))]
        #expect(try text(remarked, "one.applicant.trade") == names[0..<2].joined(separator: "; "))
        let another = [named[0], Given("member.trade_name", json(names[0..<2]), row: "a")]
        #expect(try text(another, "one.applicant.trade") == names[0..<2].joined(separator: "; "))
        let rows = [
            Given("member.trade", json(codes[0..<2]), row: "a"), Given("member.trade", json(codes[2...]), row: "b"), Given("member.trade_name", json(names[0..<2]), row: "a"),
            Given("member.trade_name", json(names[2...]), row: "b"),
        ]
        #expect(try text(rows, "one.member.trade") == "(1) \(codes[0]); \(codes[1]); (2) \(codes[2])")
        #expect(try text(rows, "one.member.trade_name") == "(1) \(names[0]); \(names[1]); (2) \(names[2])")
    }

    @Test("on the shipped papers a code stands beside its own name, and its words where something else has the same")
    func shippedCodes() throws {
        let district = try printed(
            [
                Given("insured.delivery_commune", "02647", means: "insured.delivery_address_commune"),
                Given("insured.delivery_district", "Phường Lào Cai", means: "insured.delivery_address_district"),
            ], on: FormID("bhxh-tk1-ts"))
        func text(_ id: String, in form: PrintedForm) throws -> String { try #require(form.blanks.first { $0.id == id }?.entries.first).text }
        for id in ["insured.delivery_commune", "insured.delivery_district"] { #expect(try text(id, in: district) == "Phường Lào Cai") }
        let vocabulary = try Self.declarations.get().catalog.vocabulary, list = try #require(vocabulary.codeLists[CodeListID("industries")]), day = try #require(Province.asOf)
        let trade = try #require(list.entries.first { list.entry($0.code, at: day) == $0 && list.offers($0.code, at: day) })
        for (form, role) in [("hkd-dang-ky-thanh-lap", "business"), ("dn-dang-ky-tnhh-mtv", "company")] {
            let industries = try printed(
                [
                    Given("industry.name", .string(trade.label.vietnamese), row: "a", means: "\(role).industry_name"),
                    Given("industry.code", .string(trade.code), row: "a", means: "\(role).industry_code"),
                ], on: FormID(form), group: GroupID("industries"))
            #expect(try text("industry.name", in: industries) == trade.label.vietnamese && text("industry.code", in: industries) == trade.code, "\(form)")
        }
    }

    @Test("what the paper asks in a table that has no row, and the form outside of one, follows in the annex")
    func tableOfThePaper() throws {
        let form = try printed([Given("applicant.remark", "ghi thêm")])
        #expect(form.blanks.first { $0.id == "one.applicant.remark" }?.entries == [])
        #expect(form.annex.flatMap(\.blanks).filter { $0.id == "applicant.remark" }.map { $0.entries.map(\.text) } == [["ghi thêm"]])
        #expect(try !printed([Given("applicant.remark", nil)]).annex.flatMap(\.blanks).contains { $0.id == "applicant.remark" })
        // What this side may not see has no less a place.
        for kept in [Given("applicant.remark", nil, isWithheld: true), Given("applicant.remark", nil, isWithheld: true, masked: "•••12"), Given("applicant.remark", nil, masked: "•••12")] {
            let entries = try printed([kept]).annex.flatMap(\.blanks).filter { $0.id == "applicant.remark" }.flatMap(\.entries), entry = try #require(entries.first)
            #expect(entries.count == 1 && entry.isWithheld == kept.isWithheld)
            #expect(entry.text == (kept.masked ?? ""))
        }
    }

    @Test("of rows of mere ticks the value and its words have a place for each")
    func ticks() throws {
        let form = try printed([Given("member.at_school", nil, row: "a"), Given("member.at_school", true, row: "b"), Given("member.at_school", false, row: "c")])
        let entry = try #require(form.blanks.first { $0.id == "one.member.at_school" }?.entries.first), value: JSON = [.null, true, false]
        #expect(entry.value == value && entry.text == "…; có; không")
        #expect(entry.rows.map(\.number) == [1, 2, 3])
        #expect(entry.joined.map(\.label) == ["(1)", "(2)", "(3)"])
    }

    @Test("the control sheet has a line for each row and piece of such a blank where their sources differ")
    func sources() throws {
        let form = try printed([Given("member.aid", ["ramp"], row: "a"), Given("member.aid", nil, row: "b", isWithheld: true), Given("applicant.at_school", true), Given("applicant.at_work", nil)])
        let html = try FormPage(form, in: .vietnamese).html([.controlSheet])
        for label in ["Hỗ trợ – (1)", "Hỗ trợ – (2)", "Hiện trạng – Đi học", "Hiện trạng – Đi làm"] { #expect(html.contains(">\(label)</th>"), "\(label)") }
        let entry = try #require(form.blanks.first { $0.id == "one.member.aid" }?.entries.first)
        #expect(entry.rows.map(\.number) == [1, 2] && entry.rows.map(\.entry.ticked) == [["ramp"], []] && entry.ticked == ["ramp"] && entry.isWithheld)
        #expect(entry.value == [["ramp"], .null])
    }
}
