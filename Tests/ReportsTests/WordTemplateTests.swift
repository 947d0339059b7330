import Diagnostics
import Formats
import Forms
@testable import Reports
import Testing

@Suite("Word templates")
struct WordTemplateTests {
    private typealias W = WordSample

    private struct Outcome {
        let archive: ZipArchive
        let document: XMLNode
        let findings: [TemplateFinding]

        /// Text by paragraph; a break is `/`.
        var paragraphs: [String] {
            document.descendants().filter { $0.isWord("p") }.map { paragraph in
                paragraph.descendants { !$0.isWord("p") }.map { $0.isWord("t") ? $0.text : $0.isWord("br") ? "/" : $0.isWord("tab") ? "→" : "" }.joined()
            }
        }

        /// What is said of the template itself: that it lacks blanks is another subject.
        var told: [String] { findings.filter { $0.part != nil }.map { "\($0.code.rawValue) \($0.name)" } }
    }

    private func filled(_ body: String, header: String = "<w:p/>", _ form: PrintedForm = PaperSample.form()) throws -> Outcome {
        let filled = try WordTemplate(reading: W.archive(body, header: header)).filled(with: form)
        let archive = try ZipArchive(reading: filled.bytes)
        return Outcome(archive: archive, document: try XMLDocument(parsing: archive.content(of: "word/document.xml")).root, findings: filled.findings)
    }

    @Test("a place is filled, in each of the ways Word knows", arguments: [
        ("a text", W.paragraph(W.run("Tên: {{applicant.full_name}}.")), "Tên: Lý Thị An."),
        ("a text with spaces in it", W.paragraph(W.run("{{ applicant.full_name }}")), "Lý Thị An"),
        ("a text over five runs", W.paragraph(["a {", "{appli", "cant.full", "_name}", "} b {{branch}}"].map { W.run($0) }.joined()), "a Lý Thị An b Bắc Hà"),
        ("by the meaning", W.paragraph(W.run("{{applicant.date_of_birth}}")), "07/03/1990"),
        ("a part of a day", W.paragraph(W.run("ngày {{born/day}} tháng {{born/month}} năm {{born/year}}")), "ngày 07 tháng 03 năm 1990"),
        ("a box", W.paragraph(W.run("{{sex=1}} Nam {{sex=2}} Nữ {{agreed}}")), "☐ Nam ☒ Nữ ☒"),
        ("a box in words", W.paragraph(W.run("{{sex}}")), "Nữ"),
        ("an empty blank is a line to write on", W.paragraph(W.run("{{home}}")), String(repeating: ".", count: 30)),
        ("a row by its number", W.paragraph(W.run("{{member.name[2]}}, {{member.name[3]}}")), "Lý Thị An r2, " + String(repeating: ".", count: 30)),
        ("all rows where there is no row", W.paragraph(W.run("{{member.kinship}}")), "Con; Cháu"),
        ("a control", W.paragraph(W.control("applicant.full_name")), "Lý Thị An"),
        ("a control of several runs", W.paragraph(W.control("branch", W.run("a") + W.run("b"))), "Bắc Hà"),
        ("an empty control", W.paragraph(W.control("branch", "")), "Bắc Hà"),
        ("a control around paragraphs", W.control("branch", W.paragraph(W.run("a")) + W.paragraph(W.run("b"))), "Bắc Hà"),
        ("a control in a control", W.paragraph(W.control("frame", W.control("branch"))), "Bắc Hà"),
        ("a simple field", W.paragraph("<w:fldSimple w:instr=\" MERGEFIELD branch \\* MERGEFORMAT \">\(W.run("«branch»"))</w:fldSimple>"), "Bắc Hà"),
        ("a simple field with a quoted name", W.paragraph("<w:fldSimple w:instr=\"mergefield &quot;branch&quot;\"/>"), "Bắc Hà"),
        ("a field among the runs", W.paragraph(W.run("a ") + W.field("applicant_full_name") + W.run(" b")), "a Lý Thị An b"),
        ("two fields", W.paragraph(W.field("branch") + W.field("born")), "Bắc Hà07/03/1990"),
        ("a field in one run", W.paragraph("<w:r><w:t>a</w:t><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD branch</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r>"), "aBắc Hà"),
        ("another field stays", W.paragraph("<w:fldSimple w:instr=\"PAGE\">\(W.run("7"))</w:fldSimple>"), "7"),
        ("braces that name nothing stay", W.paragraph(W.run("{a} {{}} }} {{ {")), "{a} {{}} }} {{ {"),
        ("a text that was deleted stays deleted", W.paragraph("<w:del>\(W.run("{{branch}}"))</w:del>" + W.run("x")), "{{branch}}x"),
        ("a text cut by a tab is none", W.paragraph("<w:r><w:t>{{bra</w:t><w:tab/><w:t>nch}}</w:t></w:r>"), "{{bra→nch}}"),
    ])
    func places(name: String, body: String, text: String) throws {
        let outcome = try filled(body)
        #expect(outcome.paragraphs.first == text, "\(name)")
        #expect(outcome.told.allSatisfy { $0 == "T001 frame" }, "\(name): \(outcome.told)")
    }

    @Test("the looks of what stood there are those of the value; a hint loses its own")
    func looks() throws {
        let hint = W.control(
            "branch", W.run("Click", looks: "<w:rPr><w:rStyle w:val=\"PlaceholderText\"/><w:i/></w:rPr>"),
            more: "<w:showingPlcHdr/><w:dataBinding w:xpath=\"/a\" w:storeItemID=\"{1}\"/>")
        let root = try filled(W.paragraph(hint) + W.paragraph(W.field("born"))).document
        let all = root.descendants()
        #expect(!all.contains { $0.isWord("showingPlcHdr", "dataBinding", "rStyle", "fldChar", "instrText") })
        #expect(all.filter { $0.isWord("i") }.count == 1 && all.filter { $0.isWord("b") }.count == 1)
    }

    @Test("check boxes and date controls keep their own record of the value")
    func records() throws {
        let box = "<w14:checkbox><w14:checked w14:val=\"0\"/><w14:checkedState w14:val=\"2611\"/><w14:uncheckedState w14:val=\"2610\"/></w14:checkbox>"
        let day = "<w:date w:fullDate=\"2001-01-01T00:00:00Z\"><w:dateFormat w:val=\"dd/MM/yyyy\"/></w:date>"
        let body = W.paragraph(W.control("sex=2", more: box)) + W.paragraph(W.control("sex=1", more: box)) + W.paragraph(W.control("born", more: day))
            + W.paragraph(W.control("home", more: day))
        let outcome = try filled(body)
        #expect(outcome.paragraphs == ["☑", "☐", "07/03/1990", String(repeating: ".", count: 30)])
        let all = outcome.document.descendants()
        #expect(all.filter { $0.localName == "checked" }.map { $0.attribute("val", namespace: WordNames.year2010) } == ["1", "0"])
        #expect(all.filter { $0.isWord("date") }.map { $0.attribute("fullDate", namespace: WordNames.main) } == ["1990-03-07T00:00:00Z", nil])
    }

    @Test("a row of a table is written once for each row of the form, and once empty where there is none", arguments: 0..<5)
    func rows(count: Int) throws {
        let form = PaperSample.form(rows: (0..<count).map { ("r\($0)", "Con \($0)") })
        let body = W.table(
            W.row(W.run("Họ tên"), W.run("Quan hệ")), W.row(W.run("{{member.name}}"), W.control("member.kinship", more: "<w:id w:val=\"5\"/>")), W.row(W.run("Hết"), ""))
        let outcome = try filled(body, form)
        let lines = (0..<count).flatMap { ["Lý Thị An r\($0)", "Con \($0)"] }
        #expect(outcome.paragraphs == ["Họ tên", "Quan hệ"] + (count == 0 ? ["", ""] : lines) + ["Hết", ""])
        let all = outcome.document.descendants()
        // What may stand once in a document stands once.
        #expect(all.filter { $0.isWord("sdtPr") && $0.wordChild("id") != nil }.count == 1)
        #expect(all.filter { $0.isWord("bookmarkStart") }.count == 6)
        #expect(all.filter { $0.isWord("tr") }.count == 2 + max(1, count))
        #expect(!outcome.findings.contains { $0.name.hasPrefix("member") })
    }

    @Test("a merge field, a nested table and a second table each have their row")
    func otherRows() throws {
        let inner = W.table(W.row(W.field("member_kinship")))
        let nested = "<w:tr><w:tc><w:p>\(W.run("{{branch}}"))</w:p>\(inner)<w:p/></w:tc></w:tr>"
        #expect(try filled(W.table(nested)).paragraphs == ["Bắc Hà", "Con", "Cháu", ""])
    }

    @Test("texts of people stay texts, in each way of filling", arguments: PaperSample.hostile)
    func hostile(text: String) throws {
        let body = W.paragraph(W.run("{{applicant.full_name}}")) + W.paragraph(W.control("applicant.full_name")) + W.paragraph(W.field("applicant.full_name"))
            + W.paragraph("<w:fldSimple w:instr=\"MERGEFIELD applicant.full_name\"/>")
        let outcome = try filled(body, PaperSample.form(name: text))
        let expected = text.replacing("\n", with: "/").replacing("\t", with: "→")
        #expect(outcome.paragraphs.count == 4)
        for paragraph in outcome.paragraphs { #expect(paragraph.unicodeScalars.elementsEqual(expected.unicodeScalars)) }
        #expect(outcome.told == [])
    }

    @Test("a name the form does not have is told with its place and the nearest one, and left as it is", arguments: [
        (W.paragraph(W.run("{{applicant.ful_name}}")), "applicant.ful_name", "applicant.full_name" as String?),
        (W.paragraph(W.control("brnch")), "brnch", "branch"), (W.paragraph(W.field("bron")), "bron", "born"),
        (W.paragraph(W.run("{{born/dya}}")), "born/dya", "born/day"), (W.paragraph(W.run("{{sex=3}}")), "sex=3", "sex=1"),
        (W.paragraph(W.run("{{something else}}")), "something else", nil), (W.paragraph(W.run("{{born[2]}}")), "born[2]", nil),
    ])
    func unknown(body: String, name: String, hint: String?) throws {
        let before = try XMLDocument(parsing: Array(W.part(W.paragraph("") + body).utf8)).root
        let outcome = try filled(W.paragraph("") + body)
        let finding = try #require(outcome.findings.first { $0.part != nil })
        #expect(finding.code == .unknownName && finding.part == "word/document.xml" && finding.paragraph == 2 && finding.name == name)
        if hint != nil { #expect(finding.hint == hint) }
        #expect(outcome.document.text == before.text)
        for language in Language.allCases { #expect(finding.text(in: language).contains("T001") && finding.text(in: language).contains(name)) }
    }

    @Test("what cannot be filled is told", arguments: [
        (W.paragraph(W.mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + W.field("branch") + W.mark("end")), "T003 branch"),
        (W.paragraph(W.mark("begin") + "<w:r><w:instrText>MERGEFIELD branch</w:instrText></w:r>") + W.paragraph(W.mark("end")), "T003 branch"),
        (W.control("branch", W.table(W.row(W.run("x")))), "T003 branch"),
        (W.paragraph(W.control("branch", W.control("born"))), "T003 branch"),
    ])
    func notFillable(body: String, finding: String) throws {
        #expect(try filled(body).told == [finding])
    }

    @Test("blanks without a place are warned of once, and one place of two that are the same fact does")
    func missing() throws {
        let form = PaperSample.form()
        #expect(try filled(W.paragraph("")).findings.map(\.name) == form.blanks.map(\.id))
        #expect(try filled(W.paragraph("")).findings.allSatisfy { $0.code == .blankWithoutPlace && $0.severity == .warning })
        let some = try filled(W.paragraph(W.run("{{applicant.full_name}} {{member.name[1]}}")), header: W.paragraph(W.run("{{born}} {{sex=1}} {{agreed}} {{home}} {{branch}} {{member.kinship}}")))
        #expect(some.findings.map { "\($0.code.rawValue) \($0.name)" } == ["T005 members"])
    }

    @Test("headers are filled too, and what nothing was put in stays the same bytes")
    func untouched() throws {
        let body = W.paragraph("<w:r><w:t>plain &#x41;</w:t></w:r><!-- as it is -->")
        let before = try ZipArchive(reading: W.archive(body, header: W.paragraph(W.run("{{branch}}"))))
        let after = try filled(body, header: W.paragraph(W.run("{{branch}}"))).archive
        #expect(after.entries.map(\.name) == before.entries.map(\.name))
        for name in before.entries.map(\.name) where name != "word/header1.xml" { #expect(try after.content(of: name) == before.content(of: name)) }
        #expect(String(decoding: try after.content(of: "word/header1.xml"), as: UTF8.self).contains("Bắc Hà"))
        let template = try WordTemplate(reading: before.bytes)
        #expect(try template.filled(with: PaperSample.form()).bytes == template.filled(with: PaperSample.form()).bytes)
    }

    @Test("a file that is no Word document says what it is")
    func refused() throws {
        func error(_ bytes: [UInt8]) -> TemplateError? {
            do throws(TemplateError) {
                _ = try WordTemplate(reading: bytes).filled(with: PaperSample.form())
                return nil
            } catch { return error }
        }
        #expect(error([0xD0, 0xCF, 0x11, 0xE0]) != nil)
        #expect(error(try ZipArchive.archive(of: [("mimetype", [1])])) == .noDocument)
        #expect(error(try W.archive("", types: W.types(W.family + "template.main+xml"))) == .noDocument)
        #expect(error(try W.archive("", types: W.types("application/vnd.ms-word.document.macroEnabled.main+xml"))) == .macros)
        var files = W.files("")
        files[2].content = Array("<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"/>".utf8)
        #expect(error(try ZipArchive.archive(of: files)) == .strict)
        files[2].content = Array("<!DOCTYPE w [<!ENTITY a \"b\">]><w:document xmlns:w=\"\(WordNames.main)\">&a;</w:document>".utf8)
        guard case .refused(let inner, let part) = error(try ZipArchive.archive(of: files)) else {
            Issue.record("a document type is refused")
            return
        }
        #expect(inner.reason == .documentType && part == "word/document.xml")
        for error in [TemplateError.noDocument, .macros, .strict, .refused(inner, part: part)] {
            #expect(!error.words.vietnamese.isEmpty && error.words.english != nil)
        }
    }

    @Test("a row that names blanks of two tables is told, and stands once")
    func twoTables() throws {
        let form = PaperSample.form()
        let other = PrintedSection(title: "Đất", table: .init(group: "parcels", rows: ["p1", "p2"]), blanks: [
            PrintedBlank(
                number: 9, id: "parcel.number", means: ["parcel.parcel_number"], label: "Thửa", note: nil, shape: .short, group: "parcels",
                entries: ["p1", "p2"].map { (row: String) in PaperSample.entry("thửa \(row)", row: row) })
        ])
        let both = PrintedForm(heading: form.heading, sections: form.sections + [other], annex: form.annex, papers: [])
        let outcome = try filled(W.table(W.row(W.run("{{member.kinship}}"), W.run("{{parcel.number}}"))), both)
        #expect(outcome.told == ["T004 members, parcels"] && outcome.paragraphs == ["Con; Cháu", "thửa p1; thửa p2"])
    }
}
