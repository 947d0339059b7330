import ConformanceData
import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

private let companyReply = Suites.url("replies/company-nl.json")

@Suite("docs/manifest.md says what the reader takes, and is enough to map a register by")
struct ManifestReferenceTests {
    @Test(arguments: [(Language.english, "docs/manifest.md"), (.vietnamese, "docs/manifest.vi.md")])
    func thePageIsCurrent(_ language: Language, _ file: String) throws {
        let shipped = try String(contentsOf: Shipped.package.appending(path: file), encoding: .utf8)
        let page = ManifestReference(language: language).page
        #expect(shipped == page, "onceonly connector reference > \(file)")
        #expect(!page.contains("{{"))
    }

    /// Whoever reads one page misses nothing of the other.
    @Test func bothPagesSayTheSame() {
        func marks(_ language: Language) -> [Substring] { ManifestReference(language: language).page.matches(of: /`[a-zA-Z_]+`/).map(\.output) }
        func steps(_ language: Language) -> Int {
            ManifestReference(language: language).page.split(separator: "\n").count { line in ["#", "|", "- ", "1. ", "2. ", "3. "].contains { line.hasPrefix($0) } }
        }
        #expect(Set(marks(.english)) == Set(marks(.vietnamese)))
        #expect(steps(.english) == steps(.vietnamese))
    }

    @Test func everyExampleReadsAndFitsTheVocabulary() throws {
        let vocabulary = try Shipped.folder().catalog.vocabulary
        let examples = ManifestReference(language: .english).page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "\n```").first }.filter { $0.hasPrefix("connector:") }
        var kinds: Set<Transport.Kind> = []
        for example in examples {
            let (manifest, findings) = ManifestReader.manifest(String(example), file: "example.yaml")
            #expect(findings.isEmpty)
            let read = try #require(manifest)
            kinds.insert(read.transport.kind)
            for operation in read.operations {
                let about = operation.supplies.map { ($0.concept, operation.about) } + operation.keys.map { ($0, operation.about) }
                for (concept, kind) in about { #expect(vocabulary[concept]?.kinds.contains(kind) == true, "\(concept)") }
                for opens in operation.opens { #expect(vocabulary.relations[opens.relation] != nil) }
            }
        }
        #expect(kinds == Set(Transport.Kind.allCases))
    }

    @Test func theExampleOfDoubtReadsAsItSays() throws {
        func block(_ language: String, startingWith start: String) throws -> String {
            let blocks = ManifestReference(language: .english).page.split(separator: "```\(language)\n").dropFirst().compactMap { $0.split(separator: "\n```").first }
            return String(try #require(blocks.first { $0.hasPrefix(start) }))
        }
        let manifest = try #require(ManifestReader.manifest(try block("yaml", startingWith: "connector: persons"), file: "example.yaml").manifest)
        let reply = try block("xml", startingWith: "<b:person")
        let operation = try #require(manifest.operations.first), vocabulary = try Shipped.folder().catalog.vocabulary
        let request = operation.wholeRequest(of: manifest.id, keys: [ConceptID("personal_id_number"): "015194000123"])
        guard case .found(let record) = Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .xml(Array(reply.utf8))) else {
            Issue.record("no record")
            return
        }
        func fate(_ concept: String) -> String {
            switch record.values[ConceptID(concept)] {
            case .value: "value"
            case .some(.none): "none"
            case .unrecorded: "unrecorded"
            case .invalid: "invalid"
            case nil: "nothing"
            }
        }
        #expect([fate("full_name"), fate("date_of_birth"), fate("passport_issue_date")] == ["invalid", "invalid", "none"])
    }

    /// A reply of a register nobody here had seen, mapped from the page alone.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: companyReply.path), "the suites are not here"))
    func anUnseenRegisterIsMappedFromThePage() throws {
        var reader = VocabularyReader { _ in nil }
        reader.read(Self.words, file: "words.yaml")
        let (vocabulary, faults) = reader.finish()
        #expect(faults.isEmpty)
        let (manifest, findings) = ManifestReader.manifest(Self.manifest, file: "company-nl.yaml")
        #expect(findings.isEmpty)
        let operation = try #require(manifest?.operations.first)
        let request = operation.wholeRequest(of: ConnectorID("trade_register"), keys: [ConceptID("trade_number"): "69599084"])
        let answer = Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .json(Array(try Data(contentsOf: companyReply))))
        guard case .found(let record) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(record.identifiedBy == [ConceptID("trade_number"): "69599084"])
        #expect(record.valuesJSON == [
            "activity_codes": ["1011", "1012", "1013"], "legal_form": "sole", "main_activity": "1011", "registered_on": "2017-07-10", "started_on": "2017-01-08",
            "staff": "1", "trade_names": ["Test EMZ Dagobert", "Tweede handelsnaam 1MZ", "Derde handelsnaam 1MZ", "Vierde handelsnaam 1MZ"],
            "visiting_address": ["city": "Amsterdam", "house_number": "17", "postcode": "1034WL", "street": "Abebe Bikilalaan"], "wants_mail": ["none": true],
        ])
        guard case .value(_, let path)? = record.values[ConceptID("main_activity")] else { return }
        #expect(path == "$['sbiActiviteiten'][0]['sbiCode']")
    }

    private static let manifest = #"""
        connector: trade_register
        title: {vi: Sổ thương mại, en: Trade register}
        legalBasis: Handelsregisterwet 2007
        transport: {kind: json, url: "${TRADE_URL}"}
        operations:
          company:
            about: organisation
            key: [trade_number]
            request: {path: "/basisprofielen/{trade_number}"}
            record: $
            identifies: $.kvkNummer
            notFound: {status: 404}
            supplies:
              trade_names: {at: "$.handelsnamen[*].naam"}
              registered_on: {at: $.formeleRegistratiedatum, format: yyyyMMdd}
              started_on: {at: $.materieleRegistratie.datumAanvang, format: yyyyMMdd}
              staff: {at: $.totaalWerkzamePersonen}
              activity_codes: {at: "$.sbiActiviteiten[*].sbiCode"}
              main_activity: {at: "$.sbiActiviteiten[?@.indHoofdactiviteit=='Ja'].sbiCode"}
              legal_form: {at: $._embedded.eigenaar.rechtsvorm, codes: {Eenmanszaak: sole, "Besloten Vennootschap": limited}}
              wants_mail: {at: $.indNonMailing, codes: {Ja: none, Nee: "true"}}
              visiting_address:
                parts:
                  street: {at: "$._embedded.hoofdvestiging.adressen[?@.type=='bezoekadres'].straatnaam"}
                  house_number: {at: "$._embedded.hoofdvestiging.adressen[?@.type=='bezoekadres'].huisnummer"}
                  postcode: {at: "$._embedded.hoofdvestiging.adressen[?@.type=='bezoekadres'].postcode"}
                  city: {at: "$._embedded.hoofdvestiging.adressen[?@.type=='bezoekadres'].plaats"}
        """#

    private static let words = """
        keys:
          organisation: [[trade_number]]
        concepts:
          trade_number: {kind: organisation, type: identifier, identifier: none, label: {vi: Số}}
          trade_names: {kind: organisation, type: text, many: true, label: {vi: Tên}}
          registered_on: {kind: organisation, type: date, label: {vi: Ngày đăng ký}}
          started_on: {kind: organisation, type: date, label: {vi: Ngày bắt đầu}}
          staff: {kind: organisation, type: number, label: {vi: Số người}}
          activity_codes: {kind: organisation, type: text, many: true, label: {vi: Ngành}}
          main_activity: {kind: organisation, type: text, label: {vi: Ngành chính}}
          legal_form: {kind: organisation, type: choice, codes: forms, label: {vi: Hình thức}}
          wants_mail: {kind: organisation, type: tick, label: {vi: Nhận thư}}
          visiting_address_street: {kind: organisation, type: text, label: {vi: Đường}}
          visiting_address_number: {kind: organisation, type: text, label: {vi: Số nhà}}
          visiting_address_postcode: {kind: organisation, type: text, label: {vi: Mã bưu chính}}
          visiting_address_city: {kind: organisation, type: text, label: {vi: Thành phố}}
          visiting_address:
            kind: organisation
            type: composite
            parts: {street: visiting_address_street, house_number: visiting_address_number, postcode: visiting_address_postcode, city: visiting_address_city}
            label: {vi: Nơi đến}
        codeLists:
          forms:
            title: {vi: Hình thức}
            codes: [{code: sole, vi: Một chủ}, {code: limited, vi: Hữu hạn}]
        """
}
