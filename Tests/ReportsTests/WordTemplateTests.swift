import ConformanceData
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

    private func filled(_ body: String, header: String = "<w:p/>", _ form: PrintedForm = PaperSample.form(), in language: Language = .vietnamese) throws -> Outcome {
        let filled = try WordTemplate(reading: W.archive(body, header: header)).filled(with: form, in: language)
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
        // Every end of a line is a break in Word.
        let expected = text.map { $0.isNewline ? "/" : $0 == "\t" ? "→" : String($0) }.joined()
        #expect(outcome.paragraphs.count == 4)
        for paragraph in outcome.paragraphs { #expect(paragraph.unicodeScalars.elementsEqual(expected.unicodeScalars)) }
        #expect(outcome.told == [])
    }

    @Test("strings that break software stay texts", .enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
    func naughty() throws {
        let strings = try Suites.naughtyStrings().filter { !$0.isEmpty && escapedForXML($0) != nil }
        #expect(strings.count > 450)
        for string in strings { try hostile(text: string) }
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
        let some = try filled(W.paragraph(W.run("{{applicant.full_name}} {{member.name[1]}}")), header: W.paragraph(W.run("{{born}} {{sex=1}} {{sex=2}} {{agreed}} {{home}} {{branch}} {{member.kinship}}")))
        #expect(some.findings.map { "\($0.code.rawValue) \($0.name)" } == ["T005 members"])
    }

    @Test("a blank that stands by its boxes or parts alone is warned of where something in it has no place", arguments: [
        ("{{sex=1}}", ["sex"]), ("{{sex=2}}", []), ("{{sex=1}} {{sex}}", []), ("{{born/year}}", ["born"]), ("{{born/day}}/{{born/month}}/{{born/year}}", []),
        ("{{born/year}} {{born}}", []), ("{{agreed}}", []), ("{{home/street}}", []), ("{{member.kinship=child}}", ["member.kinship"]),
        ("{{member.kinship[1]=child}} {{member.kinship[2]=nephew}}", []), ("{{member.kinship[1]=child}} {{member.kinship[2]=child}}", ["member.kinship"]),
        ("{{sex=1}} {{sex=2}} {{sex/text}}", []),
    ])
    func valueWithoutPlace(text: String, blanks: [String]) throws {
        let outcome = try filled(W.paragraph(W.run(text)), Self.tickedRows(PaperSample.form())), findings = outcome.findings.filter { $0.code == .valueWithoutPlace }
        #expect(findings.map(\.name) == blanks && findings.allSatisfy { $0.severity == .warning && $0.part == nil } && outcome.told == [], "\(text)")
        // Which box or part it is would tell what stands there.
        for finding in findings { for language in Language.allCases { #expect(!["=2", "nephew", "07", "/day"].contains(where: finding.message(in: language).contains)) } }
    }

    /// The rows of the table with codes of what stands in them.
    private static func tickedRows(_ form: PrintedForm) -> PrintedForm {
        let sections = form.sections.map { section in
            PrintedSection(title: section.title, table: section.table, blanks: section.blanks.map { blank in
                guard blank.id == "member.kinship" else { return blank }
                return blank.with(zip(blank.entries, ["child", "nephew"]).map { PaperSample.entry($0.text, row: $0.row, ticked: [$1]) })
            })
        }
        return PrintedForm(heading: form.heading, sections: sections, annex: form.annex, papers: form.papers)
    }

    @Test("boxes of all rows stand one after the other where there is no row, in a check box by its own signs", arguments: [
        ("{{member.kinship=child}}", "☒; ☐"), ("{{member.kinship=nephew}}", "☐; ☒"), ("{{member.kinship=head}}", "☐; ☐"), ("{{member.kinship[2]=nephew}}", "☒"),
    ])
    func boxesOfRows(text: String, written: String) throws {
        let form = Self.tickedRows(PaperSample.form()), name = text.replacing("{{", with: "").replacing("}}", with: "")
        let box = "<w14:checkbox><w14:checked w14:val=\"0\"/><w14:checkedState w14:val=\"2611\"/><w14:uncheckedState w14:val=\"2610\"/></w14:checkbox>"
        let outcome = try filled(W.paragraph(W.run(text)) + W.paragraph(W.control(name, more: box)) + W.table(W.row(W.run("{{member.kinship=child}}"))), form)
        #expect(outcome.paragraphs == [written, written.replacing("☒", with: "☑"), "☒", "☐"])
        let checked = outcome.document.descendants().first { $0.localName == "checked" }?.attribute("val", namespace: WordNames.year2010)
        #expect(checked == (written.contains("☒") ? "1" : "0"))
        // Where nobody was entered there is one box to tick.
        #expect(try filled(W.paragraph(W.run("{{member.kinship=child}}")), PaperSample.form(rows: [])).paragraphs == ["☐"])
    }

    @Test("a tick of several rows in one blank has a box for each, boxes of a choice have the ticks of all", arguments: Language.allCases)
    func rowsInOneBlank(language: Language) throws {
        let says = language == .english ? "(completed by the office from the register)" : "(cơ quan điền từ sổ đăng ký)"
        func several(_ entries: [PrintedEntry]) -> PrintedEntry {
            PrintedEntry(
                row: nil, value: .array(entries.map { $0.value ?? .null }), text: entries.map(\.text).joined(separator: "; "), ticked: Set(entries.flatMap(\.ticked)),
                isWithheld: entries.contains(where: \.isWithheld), source: PaperSample.source(),
                rows: entries.enumerated().map { .init(number: $0.offset + 1, entry: $0.element) })
        }
        let plain = PaperSample.form(), kept = PaperSample.entry("", isWithheld: true)
        let blanks = plain.sections[0].blanks.map { blank in
            switch blank.id {
            case "agreed": blank.with([several([PaperSample.entry("có", ticked: ["true"]), PaperSample.entry("không"), kept])])
            case "sex": blank.with([several([PaperSample.entry("Nam", ticked: ["1"]), PaperSample.entry("Nữ", ticked: ["2"])])])
            default: blank
            }
        }
        let form = PrintedForm(heading: plain.heading, sections: [PrintedSection(title: nil, table: nil, blanks: blanks)], annex: [], papers: [])
        let box = "<w14:checkbox><w14:checked w14:val=\"0\"/><w14:checkedState w14:val=\"2611\"/><w14:uncheckedState w14:val=\"2610\"/></w14:checkbox>"
        let body = W.paragraph(W.run("{{agreed}}")) + W.paragraph(W.control("agreed", more: box)) + W.paragraph(W.field("agreed")) + W.paragraph(W.run("{{sex=1}} {{sex=2}}"))
            + W.paragraph(W.control("sex=2", more: box))
        let outcome = try filled(body, form, in: language)
        #expect(outcome.paragraphs == ["☒; ☐; ☐ \(says)", "☑; ☐; ☐ \(says)", "☒; ☐; ☐ \(says)", "☒ ☒", "☑"])
        #expect(outcome.document.descendants().filter { $0.localName == "checked" }.map { $0.attribute("val", namespace: WordNames.year2010) } == ["1", "1"])
    }

    @Test("a date control that has several days keeps none of them as its own")
    func severalDays() throws {
        let plain = PaperSample.form(), two = PaperSample.entry("1990; 07/03/1991", parts: ["day": "…; 07", "month": "…; 03", "year": "1990; 1991"])
        let form = PrintedForm(heading: plain.heading, sections: [PrintedSection(title: nil, table: nil, blanks: [plain.sections[0].blanks[1].with([two])])], annex: [], papers: [])
        let outcome = try filled(W.paragraph(W.control("born", more: "<w:date w:fullDate=\"2001-01-01T00:00:00Z\"/>")), form)
        #expect(outcome.paragraphs == ["1990; 07/03/1991"])
        #expect(outcome.document.descendants().first { $0.isWord("date") }?.attribute("fullDate", namespace: WordNames.main) == nil)
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
        #expect(try template.filled(with: PaperSample.form(), in: .english).bytes == template.filled(with: PaperSample.form(), in: .english).bytes)
    }

    /// A macro project in each of the ways a package can declare one.
    private func archivesWithMacros() throws -> [(name: String, bytes: [UInt8])] {
        func archive(_ name: String, declaring declaration: String = "", part: String = "word/data.bin", relation: String? = nil) throws -> (name: String, bytes: [UInt8]) {
            let types = W.types().replacing("</Types>", with: declaration + "</Types>")
            var files = W.files("", types: types) + [(name: part, content: [1, 2, 3])]
            if let relation {
                files.append((name: "word/_rels/document.xml.rels", content: Array("<Relationships xmlns=\"x\"><Relationship Id=\"r\" Type=\"\(relation)\" Target=\"data.bin\"/></Relationships>".utf8)))
            }
            return (name, try ZipArchive.archive(of: files))
        }
        return [
            try archive("a part", declaring: "<Override PartName=\"/word/data.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"),
            try archive("all files of an ending", declaring: "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"),
            try archive("in other letters", declaring: "<Default Extension=\"BIN\" ContentType=\"Application/VND.MS-Office.VBAPROJECT\"/>"),
            try archive("by its name", part: "word/VBAProject.bin"),
            try archive("by a relation", relation: "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
        ]
    }

    @Test("names of parts and their types are the same in any case of their letters")
    func letters() throws {
        var files = W.files(W.paragraph(W.run("{{branch}}")), types: W.types(W.family.uppercased() + "Document.Main+XML ; charset=utf-8"))
        files[0].name = "[content_types].XML"
        files[2].name = "Word/Document.xml"
        let filled = try WordTemplate(reading: ZipArchive.archive(of: files)).filled(with: PaperSample.form(), in: .vietnamese)
        let document = try XMLDocument(parsing: ZipArchive(reading: filled.bytes).content(of: "Word/Document.xml"))
        #expect(document.root.text == "Bắc Hà")
    }

    // MARK: what Word would do by itself

    @Test("a field of a day becomes a line to write on, one that asks keeps what it shows, and both are told", arguments: [
        ("a day", W.paragraph("<w:fldSimple w:instr=\" DATE \\@ &quot;dd/MM/yyyy&quot; \">\(W.run("01/01/2020"))</w:fldSimple>"), "............", ["T006 DATE"]),
        ("an hour among the runs", W.paragraph(W.run("lúc ") + W.liveField("TIME", "08:30")), "lúc ............", ["T006 TIME"]),
        ("in small letters", W.paragraph(W.liveField("savedate", "01/01/2020")), "............", ["T006 SAVEDATE"]),
        ("another file", W.paragraph(W.run("a ") + W.liveField("INCLUDETEXT \"c:\\x.docx\"", "chữ cũ") + W.run(" b")), "a chữ cũ b", ["T006 INCLUDETEXT"]),
        ("a question", W.paragraph("<w:fldSimple w:instr=\"FILLIN x\">\(W.run("y"))</w:fldSimple>"), "y", ["T006 FILLIN"]),
        ("the next record", W.paragraph(W.run("a") + W.mark("begin") + "<w:r><w:instrText>NEXT</w:instrText></w:r>" + W.mark("end")), "a", ["T006 NEXT"]),
        ("a day in a condition", W.paragraph(W.mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + W.liveField("DATE", "1") + W.mark("end")), "1", ["T003 DATE"]),
        ("a page", W.paragraph(W.liveField("PAGE", "7")), "7", []),
    ])
    func live(name: String, body: String, text: String, told: [String]) throws {
        let outcome = try filled(body)
        #expect(outcome.paragraphs == [text] && outcome.told == told, "\(name)")
        if told.contains(where: { $0.hasPrefix("T006") }) {
            #expect(!outcome.document.descendants().contains { $0.isWord("fldSimple", "fldChar", "instrText") }, "\(name)")
            #expect(outcome.findings.allSatisfy { $0.severity == .warning }, "\(name)")
        }
    }

    @Test("no data source, template or update is left for Word to ask for")
    func settings() throws {
        let settings = "<w:zoom w:percent=\"100\"/><w:attachedTemplate r:id=\"r1\"/><w:updateFields w:val=\"true\"/><w:mailMerge><w:dataSource r:id=\"r2\"/></w:mailMerge><w:rsids/>"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        let relations = ["attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "image"].enumerated().map { number, kind in
            "<Relationship Id=\"r\(number + 1)\" Type=\"\(office)\(kind)\" Target=\"https://example.invalid/\(kind)\" TargetMode=\"External\"/>"
        }
        let types = W.types().replacing("</Types>", with: """
            <Override PartName="/word/settings.xml" ContentType="\(W.family)settings+xml"/>\
            <Override PartName="/word/recipientData.xml" ContentType="\(W.family)mailMergeRecipientData+xml"/></Types>
            """)
        let names = W.names + " xmlns:r=\"\(office.dropLast())\""
        let files = W.files(W.paragraph(W.run("{{branch}}")), types: types) + [
            (name: "word/settings.xml", content: Array("<w:settings \(names)>\(settings)</w:settings>".utf8)),
            (name: "word/_rels/settings.xml.rels", content: Array("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(relations.joined())</Relationships>".utf8)),
            (name: "word/recipientData.xml", content: Array("<w:recipients \(W.names)><w:recipientData><w:uniqueTag w:val=\"x\"/></w:recipientData></w:recipients>".utf8)),
        ]
        let filled = try WordTemplate(reading: ZipArchive.archive(of: files)).filled(with: PaperSample.form(), in: .vietnamese)
        let archive = try ZipArchive(reading: filled.bytes)
        func elements(_ name: String) throws -> [XMLNode] { try XMLDocument(parsing: archive.content(of: name)).root.elements }
        #expect(try elements("word/settings.xml").map(\.localName) == ["zoom", "rsids"])
        #expect(try elements("word/_rels/settings.xml.rels").map { $0.attribute("Id") } == ["r5"])
        #expect(try elements("word/recipientData.xml").isEmpty)
        #expect(try archive.content(of: "_rels/.rels") == Array(W.relations.utf8))
    }

    @Test("what is kept from this side is seen to be, in each way of filling", arguments: Language.allCases)
    func withheld(language: Language) throws {
        let says = language == .english ? "(completed by the office from the register)" : "(cơ quan điền từ sổ đăng ký)"
        let box = "<w14:checkbox><w14:checked w14:val=\"1\"/><w14:checkedState w14:val=\"2611\"/><w14:uncheckedState w14:val=\"2610\"/></w14:checkbox>"
        let day = "<w:date w:fullDate=\"2001-01-01T00:00:00Z\"/>"
        let plain = PaperSample.form()
        let kept = plain.sections[0].blanks.map { blank in
            blank.with([PrintedEntry(row: nil, value: nil, text: blank.id == "home" ? "•••12" : "", isWithheld: true, source: PaperSample.source())])
        }
        let members = plain.sections[1].blanks.map { blank in
            blank.with([PaperSample.entry("", row: "r1", isWithheld: true), PaperSample.entry("Cháu", row: "r2")])
        }
        let form = PrintedForm(
            heading: plain.heading,
            sections: [PrintedSection(title: nil, table: nil, blanks: kept), PrintedSection(title: nil, table: plain.sections[1].table, blanks: members)], annex: [], papers: [])
        let body = W.paragraph(W.run("{{applicant.full_name}}")) + W.paragraph(W.control("born", more: day)) + W.paragraph(W.field("born/year"))
            + W.paragraph(W.control("sex=2", more: box)) + W.paragraph(W.run("{{agreed}}")) + W.paragraph(W.run("{{home}}"))
            + W.table(W.row(W.run("{{member.kinship}}")))
        let outcome = try filled(body, form, in: language)
        #expect(outcome.paragraphs == [says, says, says, "☐ \(says)", "☐ \(says)", "•••12 \(says)", says, "Cháu"])
        let all = outcome.document.descendants()
        #expect(all.first { $0.localName == "checked" }?.attribute("val", namespace: WordNames.year2010) == "0")
        #expect(all.first { $0.isWord("date") }?.attribute("fullDate", namespace: WordNames.main) == nil)
    }

    @Test("a file that is no Word document says what it is")
    func refused() throws {
        func error(_ bytes: [UInt8]) -> TemplateError? {
            do throws(TemplateError) {
                _ = try WordTemplate(reading: bytes).filled(with: PaperSample.form(), in: .english)
                return nil
            } catch { return error }
        }
        #expect(error([0xD0, 0xCF, 0x11, 0xE0]) != nil)
        #expect(error(try ZipArchive.archive(of: [("mimetype", [1])])) == .noDocument)
        #expect(error(try W.archive("", types: W.types(W.family + "template.main+xml"))) == .noDocument)
        #expect(error(try W.archive("", types: W.types("application/vnd.ms-word.document.macroEnabled.main+xml"))) == .macros)
        for macros in try archivesWithMacros() { #expect(error(macros.bytes) == .macros, "\(macros.name)") }
        guard case .refused(let twice, part: nil) = error(try ZipArchive.archive(of: W.files("") + [(name: "Word/Document.xml", content: W.files("")[2].content)])) else {
            Issue.record("two parts of one name are refused")
            return
        }
        #expect(twice.reason == .duplicateKey)
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
