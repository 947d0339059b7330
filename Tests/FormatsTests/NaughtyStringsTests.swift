import ConformanceData
import Formats
import Testing

/// Strings that break software come back from every format as they went in, scalar by scalar.
@Suite(.enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
struct NaughtyStringsTests {
    static func strings() throws -> [String] {
        let list = try Suites.naughtyStrings()
        #expect(list.count == 515)
        return list
    }

    static func same(_ left: String?, _ right: String) -> Bool {
        left.map { Array($0.unicodeScalars) } == Array(right.unicodeScalars)
    }

    @Test(arguments: JSON.Style.allCases) func throughJSON(style: JSON.Style) throws {
        for string in try Self.strings() {
            let object = JSONObject([(key: string, value: JSON.string(string))])
            let read = try JSON(parsing: JSON.object(object).serialized(style))
            #expect(Self.same(read.object?.keys.first, string) && Self.same(read[string]?.string, string), "\(string)")
        }
    }

    @Test func throughCSV() throws {
        let strings = try Self.strings()
        let table = try Table(columns: ["a", "b"], rows: strings.map { [$0, $0] })
        let read = try Table(parsing: table.serialized())
        #expect(read.rows.count == strings.count)
        for (row, string) in zip(read.rows, strings) { #expect(row.allSatisfy { Self.same($0, string) }, "\(string)") }
    }

    @Test func throughXML() throws {
        var refused = 0
        for string in try Self.strings() {
            guard let escaped = escapedForXML(string) else {
                refused += 1
                continue
            }
            let root = try XMLDocument(parsing: Array("<a b=\"\(escaped)\">\(escaped)</a>".utf8)).root
            #expect(Self.same(root.text, string) && Self.same(root.attribute("b"), string), "\(string)")
        }
        #expect(refused == 6)  // control characters and U+FFFE, which XML 1.0 cannot hold
    }

    @Test func throughJSONPath() throws {
        for string in try Self.strings() {
            let document = JSON.object(JSONObject([(key: string, value: JSON.number("1"))]))
            let path = try #require(try JSONPath("$.*").nodes(in: document).first?.path.description)
            #expect(try JSONPath(path).nodes(in: document).map(\.path.description) == [path])
        }
    }
}
