import Formats
import Testing

struct TableTests {
    static let read: [(String, [[String]])] = [
        ("a,b", []),
        ("a,b\r\n", []),
        ("a,b\n1,2", [["1", "2"]]),
        ("a,b\n1,", [["1", ""]]),
        ("a,b\n,\n", [["", ""]]),
        ("a,b\n 1 ,\t2\n", [[" 1 ", "\t2"]]),
        ("a,b\n\"x,\"\"y\"\"\",\"l1\r\nl2\"\r\n", [["x,\"y\"", "l1\r\nl2"]]),
        ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]),
        ("a,b\n\u{301},\u{2028}\n", [["\u{301}", "\u{2028}"]]),
        ("a,b\nx\u{85}y,\u{B}\n", [["x\u{85}y", "\u{B}"]]),
        ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
        ("\u{FEFF}\"a\",b\n1,2\n", [["1", "2"]]),
    ]

    @Test(arguments: read)
    func reads(text: String, rows: [[String]]) throws {
        let table = try Table(parsing: text)
        #expect(table.columns == ["a", "b"])
        #expect(
            table.rows.map { $0.map { Array($0.unicodeScalars) } } == rows.map { $0.map { Array($0.unicodeScalars) } })
        #expect(try Table(parsing: table.serialized()) == table)
    }

    @Test func namesValues() throws {
        let table = try Table(parsing: "ma;ten\n01;An\n02;Bình", separator: ";")
        #expect(table.row(1) == ["ma": "02", "ten": "Bình"])
        #expect(table.row(2) == [:])
        #expect(table.column("ten") == ["An", "Bình"])
        #expect(table.column("x") == nil)
    }

    @Test func keepsEmptyRowsOfASingleColumn() throws {
        let table = try Table(columns: ["a"], rows: [["1"], [""], [""]])
        #expect(table.serialized() == "a\r\n1\r\n\"\"\r\n\"\"\r\n")
        #expect(try Table(parsing: table.serialized()) == table)
        #expect(try Table(parsing: "a\n\n1\n").rows == [[""], ["1"]])
    }

    static let refused: [(String, FormatError.Reason, Int)] = [
        ("", .syntax, 1),
        ("\n", .syntax, 1),
        ("a,\n", .syntax, 1),
        ("a,a\n", .duplicateKey, 1),
        ("\u{E9},e\u{301}\n", .duplicateKey, 1),
        ("a,b\n1\n", .syntax, 2),
        ("a,b\n1,2\n1,2,3\n", .syntax, 3),
        ("a,b\n1,2\n\n", .syntax, 3),
        ("a,b\n\"x\ny\",1\n1\n", .syntax, 4),
        ("a,b\n1,\"2\n\n", .syntax, 2),
        ("a,b\n1,\"2\"x\n", .syntax, 2),
        ("a,b\n1,\"2\" \n", .syntax, 2),
        ("a,b\n1,x\"2\"\n", .syntax, 2),
        ("a,b\n1, \"2\"\n", .syntax, 2),
        ("a,b\r1,2\r", .syntax, 1),
    ]

    @Test(arguments: refused)
    func refuses(text: String, reason: FormatError.Reason, line: Int) {
        let error = #expect(throws: FormatError.self) { try Table(parsing: text) }
        #expect(error?.reason == reason)
        #expect(error?.line == line)
        #expect(error?.format == .csv)
    }

    static let encoded: [(TextEncoding, [UInt8], String?)] = [
        (.utf8, [0x61, 0x0A, 0xE1, 0xBA, 0xBF], "ế"),
        (.utf8, [0x61, 0x0A, 0xE1, 0xBA], nil),
        (.utf16, [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0xBF, 0x1E], "ế"),
        (.utf16, [0xFE, 0xFF, 0x00, 0x61, 0x00, 0x0A, 0x1E, 0xBF], "ế"),
        (.utf16, [0x61, 0x00, 0x0A, 0x00], nil),
        (.utf16, [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x00, 0xD8], nil),
        (.utf16, [0xFF, 0xFE, 0x61, 0x00, 0x0A], nil),
        (.latin1, [0x61, 0x0A, 0xE9], "é"),
        (.windows1258, [0x61, 0x0A, 0xEA, 0xEC], "ế"),
        (.windows1258, [0x61, 0x0A, 0x81], nil),
    ]

    @Test(arguments: encoded)
    func decodes(encoding: TextEncoding, bytes: [UInt8], value: String?) {
        let table = try? Table(parsing: bytes, encoding: encoding)
        #expect(table?.rows.first?.first.map { Array($0.unicodeScalars) } == value.map { Array($0.unicodeScalars) })
    }

    @Test func namesEncodingFaultsByLine() {
        let error = #expect(throws: FormatError.self) { try Table(parsing: [0x61, 0x0A, 0x62, 0x0A, 0xFF] as [UInt8]) }
        #expect(error?.reason == .encoding)
        #expect(error?.line == 3)
        let code = #expect(throws: FormatError.self) { try Table(parsing: [0x61, 0x0A, 0x81], encoding: .windows1258) }
        #expect(code?.line == 2)
    }

    @Test func keepsItsLimits() {
        #expect(throws: FormatError.self) { try Table(parsing: "a\n1\n2\n", limits: .init(rows: 1)) }
        #expect(throws: FormatError.self) { try Table(parsing: "a,b\n", limits: .init(columns: 1)) }
        #expect(throws: FormatError.self) { try Table(parsing: "a,b\n", limits: .init(bytes: 3)) }
        #expect(throws: FormatError.self) { try Table(columns: ["a"], rows: [["1", "2"]]) }
    }

    @Test(arguments: ["\"", "\n", "\r\n", "đ", "e\u{301}"] as [Character])
    func refusesSeparators(separator: Character) {
        #expect(throws: FormatError.self) { try Table(parsing: "a", separator: separator) }
    }
}
