import Formats

/// Word documents made for one test.
enum WordSample {
    static let names = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
        """
    static let family = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    static func types(_ main: String = family + "document.main+xml") -> String {
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="\(main)"/><Override PartName="/word/header1.xml" ContentType="\(family)header+xml"/></Types>
        """
    }

    static let relations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """

    static func part(_ body: String, root: String = "document", inner: String = "body") -> String {
        let content = inner.isEmpty ? body : "<w:\(inner)>\(body)</w:\(inner)>"
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:\(root) \(names)>\(content)</w:\(root)>"
    }

    static func files(_ body: String, header: String = "<w:p/>", types: String = types()) -> [(name: String, content: [UInt8])] {
        [
            ("[Content_Types].xml", Array(types.utf8)), ("_rels/.rels", Array(relations.utf8)), ("word/document.xml", Array(part(body).utf8)),
            ("word/header1.xml", Array(part(header, root: "hdr", inner: "").utf8)), ("word/media/seal.bin", (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &>> 2) }),
        ]
    }

    static func archive(_ body: String, header: String = "<w:p/>", types: String = types()) throws -> [UInt8] {
        try ZipArchive.archive(of: files(body, header: header, types: types))
    }

    static func run(_ text: String, looks: String = "") -> String { "<w:r>\(looks)<w:t xml:space=\"preserve\">\(text)</w:t></w:r>" }

    static func paragraph(_ content: String) -> String { "<w:p>\(content)</w:p>" }

    static func control(_ tag: String, _ content: String = run("…"), more: String = "") -> String {
        "<w:sdt><w:sdtPr><w:tag w:val=\"\(tag)\"/>\(more)</w:sdtPr><w:sdtContent>\(content)</w:sdtContent></w:sdt>"
    }

    static func mark(_ type: String) -> String { "<w:r><w:fldChar w:fldCharType=\"\(type)\"/></w:r>" }

    /// A merge field among the runs, its instruction cut in two.
    static func field(_ name: String, looks: String = "<w:rPr><w:b/></w:rPr>") -> String {
        let instruction = "<w:r><w:instrText xml:space=\"preserve\"> MERGE</w:instrText></w:r><w:r><w:instrText xml:space=\"preserve\">FIELD \(name) \\* MERGEFORMAT </w:instrText></w:r>"
        return mark("begin") + instruction + mark("separate") + run("«\(name)»", looks: looks) + mark("end")
    }

    /// A field of any instruction among the runs, with what it shows.
    static func liveField(_ instruction: String, _ shown: String) -> String {
        mark("begin") + "<w:r><w:instrText xml:space=\"preserve\"> \(instruction) </w:instrText></w:r>" + mark("separate") + run(shown) + mark("end")
    }

    static func row(_ cells: String...) -> String {
        "<w:tr w14:paraId=\"1A\"><w:trPr/>" + cells.map { "<w:tc><w:tcPr/><w:p w14:paraId=\"2B\"><w:bookmarkStart w:id=\"1\" w:name=\"x\"/>\($0)<w:bookmarkEnd w:id=\"1\"/></w:p></w:tc>" }.joined() + "</w:tr>"
    }

    static func table(_ rows: String...) -> String { "<w:tbl><w:tblPr/>\(rows.joined())</w:tbl>" }
}
