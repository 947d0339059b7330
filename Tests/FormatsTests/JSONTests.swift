import ConformanceData
import Formats
import Foundation
import Testing

struct JSONTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let reason: FormatError.Reason
        let line: Int
        let column: Int
        var testDescription: String { text }

        init(_ text: String, _ reason: FormatError.Reason, _ line: Int, _ column: Int) {
            (self.text, self.reason, self.line, self.column) = (text, reason, line, column)
        }
    }

    @Test(arguments: [
        Refusal("", .syntax, 1, 1),
        Refusal("{\"a\":1,}", .syntax, 1, 8),
        Refusal("[1,\n 2,]", .syntax, 2, 4),
        Refusal("{\"a\":1,\n\"a\":2}", .duplicateKey, 2, 1),
        Refusal("{\"\\u0061\":1,\"a\":2}", .duplicateKey, 1, 13),
        Refusal("\"ế\u{01}\"", .syntax, 1, 3),
        Refusal("\"\\uD800\"", .encoding, 1, 2),
        Refusal("\"\\uDC00\\uD800\"", .encoding, 1, 2),
        Refusal("\u{FEFF}1", .encoding, 1, 1),
        Refusal("1 2", .syntax, 1, 3),
        Refusal("NaN", .syntax, 1, 1),
        Refusal("01", .syntax, 1, 2),
    ])
    func refusesAtAPlace(_ refusal: Refusal) {
        let error = #expect(throws: FormatError.self) { try JSON(parsing: refusal.text) }
        #expect(error?.reason == refusal.reason)
        #expect(error?.line == refusal.line)
        #expect(error?.column == refusal.column)
        #expect(error?.format == .json)
    }

    @Test func keepsDigitsAndOrderAsWritten() throws {
        let text = #"{"z":1.10,"a":123456789012345678901234567890,"m":-0.0e+5}"#
        #expect(try JSON(parsing: text).serialized() == text)
        #expect(
            try JSON(parsing: text).serialized(.canonical)
                == #"{"a":123456789012345678901234567890,"m":-0.0e+5,"z":1.10}"#)
    }

    @Test func sortsKeysByUTF16AsRFC8785() throws {
        // The example of RFC 8785 section 3.2.3.
        let text =
            #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#
        let written = try JSON(parsing: try JSON(parsing: text).serialized(.canonical))
        #expect(written.object?.keys == ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"])
    }

    @Test func laysOutPretty() {
        let value: JSON = ["a": [1, []], "b": [:], "c": .null]
        #expect(value.serialized(.pretty) == "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {},\n  \"c\": null\n}")
    }

    @Test func writesOnlyJSONWhateverItIsGiven() throws {
        #expect(JSON.number("1,\"x\":2").serialized() == #""1,\"x\":2""#)
        #expect(JSON.string("\u{0}\u{1F}\u{7F}\"\\/\n").serialized() == "\"\\u0000\\u001f\u{7F}\\\"\\\\/\\n\"")
    }

    /// Text is looked through eight bytes at a time: what has to be escaped is, wherever it stands and whatever stands before it.
    @Test func escapesWhereverItStands() throws {
        let escapes: [Unicode.Scalar: String] = ["\"": "\\\"", "\\": "\\\\", "\u{8}": "\\b", "\t": "\\t", "\n": "\\n", "\u{C}": "\\f", "\r": "\\r"]
        func escaped(_ scalar: Unicode.Scalar) -> String {
            if let known = escapes[scalar] { return known }
            guard scalar.value < 0x20 else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        let scalars = (0..<0x100).compactMap { Unicode.Scalar($0) } + ["ế", "\u{FFFF}", "\u{1F600}"]
        for scalar in scalars {
            for before in ["", "a", "!", "\u{7F}", "ế", "\"", "\u{1F}"] {
                for length in 0..<18 {
                    let text = String(repeating: before, count: length) + String(scalar) + "x"
                    let written = JSON.string(text).serialized()
                    #expect(written == "\"" + text.unicodeScalars.map(escaped).joined() + "\"")
                }
            }
        }
    }

    @Test(arguments: [
        (["b": 1, "a": 2] as JSON, #"{"a":2,"b":1}"#), (["a": 1, "b": 2], #"{"a":1,"b":2}"#), ([:], "{}"), (["a": ["d": 1, "c": [["f": 2, "e": 3]]]], #"{"a":{"c":[{"e":3,"f":2}],"d":1}}"#),
        (["\u{FFFF}": 1, "\u{10000}": 2, "é": 3, "z": 4], "{\"z\":4,\"é\":3,\"\u{10000}\":2,\"\u{FFFF}\":1}"),
    ] as [(JSON, String)])
    func sortsMembersAtEveryDepth(_ value: JSON, _ expected: String) { #expect(value.serialized(.canonical) == expected) }

    @Test func tellsNullFromMissing() {
        let value: JSON = ["a": .null]
        #expect(value["a"] == .some(.null))
        #expect(value["a"]?.isNull == true)
        #expect(value["b"] == nil)
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = .null
        #expect(object["a"] == JSON.null)
        object["a"] = nil
        #expect(object.keys == ["b"])
    }

    @Test func tellsKeysApartScalarByScalar() throws {
        let value = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    }

    @Test func findsMembersOfLargeObjects() throws {
        let keys = (0..<100).map { "k\($0)" }
        var object = JSONObject()
        for (index, key) in keys.enumerated() { object[key] = .number(String(index)) }
        #expect(try JSON(parsing: JSON.object(object).serialized()) == .object(object))
        object["k50"] = nil
        object["k7"] = "seven"
        #expect(object.count == 99)
        #expect(object["k50"] == nil)
        #expect(object["k99"] == 99)
        #expect(object["k7"] == "seven")
        let twice = "{" + (keys + ["k3"]).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(throws: FormatError.self) { try JSON(parsing: twice) }
        // Where it is allowed, the last one counts, wherever the first stood.
        for count in [2, 50] {
            let members = (0..<count).map { "\"k\($0)\":0" } + ["\"k1\":1", "\"k1\":2", "\"last\":3"]
            let read = try JSON(parsing: "{" + members.joined(separator: ",") + "}", limits: .init(allowsRepeatedKeys: true))
            #expect(read.object?.count == count + 1 && read["k1"] == 2 && read["k0"] == 0 && read["last"] == 3)
        }
        let reversed = JSONObject(object.members.reversed())
        #expect(reversed == object)
        #expect(reversed.hashValue == object.hashValue)
    }

    @Test(arguments: [
        (JSON.Limits(bytes: 4), "[1,2]", FormatError.Reason.tooLarge),
        (JSON.Limits(depth: 2), "[[[]]]", .tooDeep),
        (JSON.Limits(nodes: 3), "[1,2,3]", .tooManyNodes),
        (JSON.Limits(nodes: 2), "{\"a\":1}", .tooManyNodes),
    ])
    func keepsItsLimits(limits: JSON.Limits, text: String, reason: FormatError.Reason) {
        let error = #expect(throws: FormatError.self) { try JSON(parsing: text, limits: limits) }
        #expect(error?.reason == reason)
    }

    @Test func refusesAnEndlessNestWhateverTheLimits() {
        let text = String(repeating: "[", count: 1_000_000)
        #expect(throws: FormatError.self) { try JSON(parsing: text, limits: .init(depth: .max, nodes: .max)) }
    }

    @Test func readsBytesOfAnySequence() throws {
        #expect(try JSON(parsing: AnySequence("[1]".utf8)) == [1])
        #expect(try JSON(parsing: Data("[1]".utf8)) == [1])
        #expect(throws: FormatError.self) {
            try JSON(parsing: repeatElement(UInt8(ascii: " "), count: .max), limits: .init(bytes: 1_000))
        }
        #expect(throws: FormatError.self) { try JSON(parsing: [0x22, 0xC0, 0x80, 0x22] as [UInt8]) }
    }

    @Test(.enabled(if: Suites.has("json/test_parsing"), "the JSON parsing suite is not here"))
    func followsTheParsingSuite() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Suites.url("json/test_parsing").path).sorted()
        // RFC 8259 only advises against repeated keys; here they are refused, so these are not documents.
        let repeating: Set = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]
        var counts: [Character: Int] = [:]
        for file in files {
            let bytes = try Suites.bytes("json/test_parsing/" + file)
            let outcome = Result { () throws(FormatError) in try JSON(parsing: bytes) }
            counts[file.first ?? "?", default: 0] += 1
            switch (file.first, outcome) {
            case (_, .failure(let error)) where repeating.contains(file):
                #expect(error.reason == .duplicateKey, "\(file)")
                #expect(throws: Never.self, "\(file)") { try JSON(parsing: bytes, limits: .init(allowsRepeatedKeys: true)) }
            case ("y", .success(let value)): #expect(try JSON(parsing: value.serialized()) == value, "\(file)")
            case ("y", .failure(let error)): Issue.record("\(file) refused: \(error)")
            case ("n", .success): Issue.record("\(file) accepted")
            default: break
            }
        }
        #expect(counts == ["y": 95, "n": 188, "i": 35])
    }
}
