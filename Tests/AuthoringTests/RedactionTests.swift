import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import OnceOnly
import Sourcing
import Testing
import Vocabulary

@testable import Authoring

/// A text, and what must become of it.
private struct Shape: Sendable, CustomTestStringConvertible {
    let text: String
    /// Letters, digits and signs by class.
    let shape: String

    init(_ text: String, _ shape: String) {
        self.text = text
        self.shape = shape
    }

    var testDescription: String { "\(text) keeps the shape \(shape)" }
}

private let mark = "Trần Thị Đánh Dấu 987654321098"

@Suite("Redaction: nothing of anybody is left, and the mapping reads what it read")
struct RedactionTests {
    private static let shapes: [Shape] = [
        Shape("Nguyễn Văn Hùng", "Aaaaaa Aaa Aaaa"), Shape("0912 345-678", "0000 000-000"), Shape("mai.000123@thu.example", "aaa.000000@aaa.aaaaaaa"),
        Shape("TỔ 12B", "AA 00A"), Shape("đường", "aaaaa"), Shape("", ""), Shape("-/-", "-/-"), Shape("  x ", "  a "),
    ]

    @Test(arguments: shapes)
    private func keepsTheShape(_ example: Shape) {
        var synthetic = SyntheticText(seed: 7)
        let text = synthetic.text(for: example.text)
        let shape = String(text.map { $0.isNumber ? "0" : $0.isLetter ? ($0.isUppercase ? "A" : "a") : $0 })
        #expect(shape == example.shape)
        // No letter or digit stands where it stood.
        for (was, now) in zip(example.text, text) where was.isLetter || was.isNumber { #expect(was != now) }
        #expect(synthetic.text(for: example.text) == text)
    }

    @Test(arguments: [
        ("1994-03-07", "yyyy-MM-dd"), ("07/03/1994", "dd/MM/yyyy"), ("19940307", "yyyyMMdd"), ("1994-03-07T08:30:00Z", "instant"), ("20260310083000", "yyyyMMddHHmmss"),
        ("1994", "year"), ("19940000", "year in eight"), ("00/00/1950", "year between slashes"), ("03/1950", "month"),
    ])
    func aDayBecomesAnEarlierDayWrittenTheSameWay(_ text: String, _ title: String) throws {
        let synthetic = SyntheticText(seed: 99)
        let moved = try #require(synthetic.day(for: text))
        #expect(moved != text && moved.count == text.count)
        #expect(synthetic.day(for: moved) != nil)
        #expect(moved.map { $0.isNumber ? "0" : $0 } == text.map { $0.isNumber ? "0" : $0 })
    }

    @Test(arguments: ["1994-03-07", "07/03/1994", "19940307", "1994-03-07T08:30:00Z", "20260310083000", "2026-12-31", "01/01/2026"])
    func aDayOfRecordStaysWithinTheWeek(_ text: String) throws {
        let layout = try #require(["yyyy-MM-dd", "dd/MM/yyyy", "yyyyMMdd", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyyMMddHHmmss"].compactMap(DateLayout.init).first { $0.date(in: text, partial: false) != nil })
        let day = try #require(layout.date(in: text, partial: false))
        for seed in (0..<200).map({ UInt64($0) << 16 }) {
            let moved = try #require(SyntheticText(seed: seed).recentDay(for: text).flatMap { layout.date(in: $0, partial: false) })
            #expect(moved.isBefore(day) == true && day.adding(days: -7).flatMap { $0.isBefore(moved) } == true)
        }
    }

    @Test(arguments: ["1994", "03/1994", "Mai"])
    func aDayOfRecordIsWhole(_ text: String) { #expect(SyntheticText(seed: 1).recentDay(for: text) == nil) }

    @Test func aRecordIsAsOldAsItWasAndItsValuesAreNot() throws {
        let folder = try Shipped.folder(), recorded = try Shipped.fixtures()
        var redaction = Redaction(seed: 20_261_128, vocabulary: folder.catalog.vocabulary), dated = 0
        for (example, redacted) in zip(recorded, redaction.redacted(recorded.map(\.fixture), of: folder.catalog.connectors)) {
            let operation = try #require(example.manifest.operation(redacted.operation))
            let request = operation.wholeRequest(of: example.manifest.id, keys: redacted.keys)
            guard case .found(let before) = Self.answer(example, operation, folder.catalog.vocabulary), let day = before.recordedAt,
                case .found(let after) = redacted.lookUp(operation, for: request, vocabulary: folder.catalog.vocabulary)
            else { continue }
            let moved = try #require(after.recordedAt, "\(example)")
            #expect(moved.isBefore(day) == true && day.adding(days: -7).flatMap { $0.isBefore(moved) } == true, "\(example)")
            for (concept, read) in after.values {
                guard case .value(.date(let now), _) = read, case .value(.date(let was), _)? = before.values[concept], let year = was.adding(months: -12) else { continue }
                #expect(year.isBefore(now) != true, "\(example) \(concept)")
            }
            dated += 1
        }
        #expect(dated > 10)
    }

    @Test(arguments: ["1994-02-30", "12345678", "0123456789", "Mai", "1994-03-07 noon was it", "3007"])
    func whatIsNoDayIsNotTakenForOne(_ text: String) {
        #expect(SyntheticText(seed: 1).day(for: text) == nil)
    }

    @Test func stillValidStaysSo() { #expect(SyntheticText(seed: 1).day(for: "9999-12-31") == "9999-12-31") }

    @Test func theMappingReadsOfEveryShippedSampleWhatItReadBefore() throws {
        let folder = try Shipped.folder()
        let recorded = try Shipped.fixtures()
        #expect(recorded.count > 30)
        var redaction = Redaction(seed: 20_261_128, vocabulary: folder.catalog.vocabulary)
        for (example, redacted) in zip(recorded, redaction.redacted(recorded.map(\.fixture), of: folder.catalog.connectors)) {
            #expect(Self.shape(redacted.made) == Self.shape(example.fixture.made), "\(example)")
            #expect(redacted.keys.keys == example.fixture.keys.keys)
            // The register still answers about whom it was asked.
            let operation = try #require(example.manifest.operation(redacted.operation))
            let answer = redacted.lookUp(operation, for: operation.wholeRequest(of: example.manifest.id, keys: redacted.keys), vocabulary: folder.catalog.vocabulary)
            if case .found(let record) = answer, case .found(let before) = Self.answer(example, operation, folder.catalog.vocabulary), before.identifiedBy == example.fixture.keys {
                #expect(record.identifiedBy == redacted.keys, "\(example)")
            }
        }
    }

    @Test func nothingOfAnybodyIsLeftOfEveryShippedSample() throws {
        let folder = try Shipped.folder()
        let codes = Set(folder.catalog.vocabulary.codeLists.values.flatMap { $0.entries.map(\.code) })
        var redaction = Redaction(seed: 4, vocabulary: folder.catalog.vocabulary)
        let recorded = try Shipped.fixtures()
        for (example, redacted) in zip(recorded, redaction.redacted(recorded.map(\.fixture), of: folder.catalog.connectors)) {
            // What the manifest itself compares with is nobody's.
            let manifest = folder.texts[example.manifest.places.start.file] ?? ""
            let text = zip(example.fixture.pages, redacted.pages).map { $1.reply.text }.joined()
            for page in example.fixture.pages {
                for was in page.reply.texts where was.count >= 5 && !codes.contains(was) && !manifest.contains(was) && was.contains(where: { $0.isLetter || $0.isNumber }) {
                    #expect(!text.contains(was), "\(example): a text of \(was.count) characters stands there still")
                }
            }
            for key in example.fixture.keys.values where key.count >= 5 { #expect(!redacted.json.serialized().contains(key)) }
        }
    }

    private static let planted: [(title: String, reply: Reply)] = [
        ("a value", .json(Array(#"{"a": "\#(mark)"}"#.utf8))),
        ("an element of a list in a list", .json(Array(#"{"a": [["\#(mark)"]]}"#.utf8))),
        ("a number", .json(Array(#"{"a": 987654321098}"#.utf8))),
        ("a member named by somebody's number", .json(Array(#"{"987654321098": {"x": true}}"#.utf8))),
        ("what is no JSON at all", .json(Array("error for \(mark)".utf8))),
        ("an element", .xml(Array("<r><a>\(mark)</a></r>".utf8))),
        ("an attribute", .xml(Array("<r a=\"\(mark)\"/>".utf8))),
        ("CDATA", .xml(Array("<r><![CDATA[\(mark)]]></r>".utf8))),
        ("a comment", .xml(Array("<r><!-- \(mark) --></r>".utf8))),
        ("an instruction", .xml(Array("<?note \(mark)?><r/>".utf8))),
        ("text beside elements", .xml(Array("<r>\(mark)<a/>\(mark)</r>".utf8))),
        ("a cell", .rows(Rows(columns: ["a", "b"], rows: [[mark, nil]]))),
    ]

    /// Planted wherever a format can hold a text.
    @Test(arguments: planted.indices)
    func aPlantedMarkIsGone(_ place: Int) throws {
        let (title, reply) = Self.planted[place]
        var redaction = Redaction(seed: 12, vocabulary: try Shipped.folder().catalog.vocabulary)
        let text = redaction.redacted(reply, of: nil, in: nil).text
        for piece in ["Trần", "Thị", "Đánh", "Dấu", "987654", "321098"] { #expect(!text.contains(piece), "\(title)") }
        if case .xml = reply { #expect(throws: Never.self) { try XMLDocument(parsing: Array(text.utf8)) } }
    }

    @Test func oneSubjectStaysOneSubjectOverAllRepliesOfARecording() throws {
        let folder = try Shipped.folder()
        let recorded = try Shipped.fixtures()
        var redaction = Redaction(seed: 5, vocabulary: folder.catalog.vocabulary)
        let redacted = redaction.redacted(recorded.map(\.fixture), of: folder.catalog.connectors)
        var keys: [String: Set<String>] = [:]
        for (was, now) in zip(recorded, redacted) {
            for (concept, key) in was.fixture.keys { keys[key, default: []].insert(now.keys[concept] ?? "") }
        }
        #expect(keys.values.allSatisfy { $0.count == 1 } && Set(keys.values.flatMap(\.self)).count == keys.count)
        #expect(keys.count < recorded.count)
        // Signs and letter case make nobody somebody else.
        var other = Redaction(seed: 5, vocabulary: folder.catalog.vocabulary)
        let rows = other.redacted(.rows(Rows(columns: ["a"], rows: [["0912 345 678"], ["0912345678"], ["Lê Mai"], ["LÊ MAI"]])), of: nil, in: nil)
        guard case .rows(let made) = rows, let cells = Optional(made.rows.map { $0[0] ?? "" }) else { return }
        #expect(cells[0].filter { $0 != " " } == cells[1])
        #expect(cells[2].uppercased() == cells[3])
    }

    @Test("members named by people are renamed alike, those of the register keep their names", arguments: [
        ("Lý Thị An", false), ("An Lý", false), ("015 194", false), ("fullName", true), ("HO_TEN", true), ("so-dinh.danh", true), ("@type", true), ("987654321098", false),
    ])
    func membersNamedByPeople(_ name: String, _ isKept: Bool) throws {
        var redaction = Redaction(seed: 3, vocabulary: try Shipped.folder().catalog.vocabulary)
        let reply = redaction.redacted(.json(Array(#"{"a": {"\#(name)": null}, "b": [{"\#(name)": null}], "c": "\#(name)"}"#.utf8)), of: nil, in: nil)
        let json = try JSON(parsing: reply.text)
        let names = [json["a"]?.object?.keys.first, json["b"]?.array?.first?.object?.keys.first]
        #expect(names[0] == names[1] && (names[0] == name) == isKept)
        #expect(isKept || json["c"]?.string == names[0])
    }

    @Test("a member a path names is the register's, however it is called")
    func membersOfPaths() throws {
        let folder = try Shipped.folder()
        let (manifest, _) = ManifestReader.manifest(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}"}
            operations:
              person: {about: person, key: [personal_id_number], request: {path: "/{personal_id_number}"}, identifies: "$['Số định danh']", supplies: {full_name: {at: "$.họ_tên"}}}
            """, file: "manifest.yaml")
        let read = try #require(manifest)
        var redaction = Redaction(seed: 3, vocabulary: folder.catalog.vocabulary)
        let reply = redaction.redacted(.json(Array(#"{"Số định danh": "015194000123", "họ_tên": "Lý Thị An", "Lý Thị An": 1}"#.utf8)), of: read.operations.first, in: read)
        let names = try #require(try JSON(parsing: reply.text).object?.keys)
        #expect(names.count == 3 && names.contains("Số định danh") && names.contains("họ_tên") && !names.contains("Lý Thị An"))
    }

    @Test func anotherRecordingGivesOtherPeople() throws {
        let folder = try Shipped.folder()
        let example = try #require(try Shipped.fixtures().first)
        var (a, b) = (Redaction(seed: 1, vocabulary: folder.catalog.vocabulary), Redaction(seed: 2, vocabulary: folder.catalog.vocabulary))
        #expect(a.redacted([example.fixture], of: [example.manifest])[0].keys != b.redacted([example.fixture], of: [example.manifest])[0].keys)
    }

    private static func answer(_ example: Shipped.Recorded, _ operation: Connectors.Operation, _ vocabulary: Vocabulary) -> LookUp {
        example.fixture.lookUp(operation, for: operation.wholeRequest(of: example.manifest.id, keys: example.fixture.keys), vocabulary: vocabulary)
    }

    /// What was read, by kind: the values differ, that is the point.
    private static func shape(_ made: JSON) -> [String] {
        let values = (made["values"]?.object?.members ?? []).map { member in
            "\(member.key) \(member.value["none"] != nil ? "none" : member.value["invalid"] != nil ? "invalid" : "value")"
        }
        let relations = (made["relations"]?.object?.members ?? []).map { "\($0.key) \($0.value.array?.count ?? 0)" }
        return [made["result"]?.string ?? ""] + values + relations
    }
}
