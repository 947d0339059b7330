import ConformanceData
import Formats
import Testing

/// The XML conformance tests of the W3C.
struct XMLSuiteTests {
    struct Entry {
        let file: String
        let type: String
        let hasDoctype: Bool
        let isOurs: Bool
        let isNamespaced: Bool
    }

    static func entries() throws -> [Entry] {
        let index = try JSON(parsing: Suites.bytes("xml/index.json"))
        return (index.array ?? []).compactMap { entry in
            guard let file = entry["file"]?.string, let type = entry["type"]?.string else { return nil }
            // A fifth-edition reader of XML 1.0; entries without an edition hold for all of them.
            let edition = entry["edition"]?.string
            return Entry(
                file: file, type: type, hasDoctype: entry["doctype"] == true,
                isOurs: entry["version"]?.string == "1.0" && (edition.map { $0.contains("5") } ?? true),
                isNamespaced: entry["namespace"] != false)
        }
    }

    /// The index calls these declared; they name a declaration inside a comment, an instruction and a CDATA section.
    static let onlyMentioned: Set = [
        "xmlconf/oasis/p15pass1.xml", "xmlconf/oasis/p16pass1.xml", "xmlconf/oasis/p18pass1.xml",
    ]

    /// Broken before the declaration: their `<?xml` does not end in `?>`.
    static let brokenBefore: Set = ["xmlconf/oasis/p39fail5.xml", "xmlconf/ibm/not-wf/P23/ibm23n05.xml"]

    @Test(.enabled(if: Suites.has("xml/index.json"), "the XML conformance suite is not here"))
    func followsTheConformanceSuite() throws {
        let entries = try Self.entries()
        #expect(entries.count == 2_585)
        var counts: [String: Int] = [:]
        for entry in entries {
            let bytes = try Suites.bytes("xml/" + entry.file)
            let outcome = Result { () throws(FormatError) in try XMLDocument(parsing: bytes) }
            let reason: FormatError.Reason? = if case .failure(let error) = outcome { error.reason } else { nil }
            if case .success(let document) = outcome {
                #expect(!document.root.localName.isEmpty, "\(entry.file) is empty")
            }
            if entry.isOurs, entry.type == "not-wf" {
                counts["not well-formed", default: 0] += 1
                #expect(reason != nil, "\(entry.file) accepted")
            }
            if entry.hasDoctype, !Self.onlyMentioned.contains(entry.file) {
                counts["declared", default: 0] += 1
                let expected: FormatError.Reason = Self.brokenBefore.contains(entry.file) ? .syntax : .documentType
                #expect(reason == expected, "\(entry.file)")
            } else {
                #expect(reason != .documentType, "\(entry.file)")
                if entry.isOurs, entry.isNamespaced, entry.type == "valid" || entry.type == "invalid" {
                    counts["well-formed", default: 0] += 1
                    #expect(reason == nil, "\(entry.file) refused: \(outcome)")
                }
            }
        }
        #expect(counts == ["not well-formed": 1_017, "declared": 2_186, "well-formed": 73])
    }
}
