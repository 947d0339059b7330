import Formats
import Testing

/// Cut and damaged documents: an error or a value, never a trap, and nothing cut short passes for whole.
struct FaultTests {
    static let json = Array(#"{"a":[1.5e3,true,null,"ế\u00e9\ud83d\ude00\n"],"b":{"c":-0}}"#.utf8)
    static let xml = Array(
        "<?xml version='1.0'?><a b='1'><!--c--><![CDATA[d]]><e xmlns:p='u' p:f='é'/>&#65;<?g h?></a>".utf8)
    static let csv = Array("a,b\r\n\"x\"\"y\",ế\r\n1,\"\r\n\"\r\n".utf8)
    static let query = Array("$.a[?@.b>1&&match(@['c'],\"[a-c]{2}\\u0041\")]..[0,-1:2:3]".utf8)

    @Test func cutDocumentsAreRefused() {
        for end in Self.json.indices { #expect(throws: FormatError.self) { try JSON(parsing: Self.json[..<end]) } }
        for end in Self.xml.indices {
            #expect(throws: FormatError.self) { try XMLDocument(parsing: Array(Self.xml[..<end])) }
        }
    }

    @Test func damagedDocumentsDoNotTrap() throws {
        for byte in [0x00, 0x20, 0x22, 0x27, 0x2C, 0x2D, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x7D, 0x80, 0xC3, 0xED, 0xFF]
            as [UInt8]
        {
            for (document, read) in Self.readers {
                for place in document.indices {
                    var damaged = document
                    damaged[place] = byte
                    read(damaged)
                    damaged.remove(at: place)
                    read(damaged)
                    read(Array(document[..<place]) + [byte] + document[place...])
                }
            }
        }
    }

    static let readers: [([UInt8], @Sendable ([UInt8]) -> Void)] = [
        (
            json,
            {
                if let value = try? JSON(parsing: $0) {
                    #expect((try? JSON(parsing: value.serialized(.pretty))) == value)
                }
            }
        ),
        (xml, { if let document = try? XMLDocument(parsing: $0) { #expect(!document.root.path.isEmpty) } }),
        (
            csv,
            { if let table = try? Table(parsing: $0) { #expect((try? Table(parsing: table.serialized())) == table) } }
        ),
        (query, { _ = try? JSONPath(String(decoding: $0, as: UTF8.self)).nodes(in: ["a": [["b": 2, "c": "ab"]]]) }),
        (query, { _ = try? IRegexp(String(decoding: $0, as: UTF8.self)).matches(in: "ab") }),
        (query, { _ = try? XPath(String(decoding: $0, as: UTF8.self)) }),
    ]
}
