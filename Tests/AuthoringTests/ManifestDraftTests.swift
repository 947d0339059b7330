import Diagnostics
import Expressions
import OnceOnly
import Sourcing
import Testing
import Vocabulary

@testable import Authoring

/// A reply, how it is asked for, and what its draft has to have, or may not have.
private struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let kind: Kind
    let key: ConceptID
    let says: [String]
    let keepsOut: [String]

    init(_ title: String, _ text: String, about kind: Kind = .person, key: ConceptID = "personal_id_number", says: [String] = [], keepsOut: [String] = []) {
        testDescription = title
        self.text = text
        self.kind = kind
        self.key = key
        self.says = says
        self.keepsOut = keepsOut
    }
}

@Suite("A draft binds what is sure, and says why the rest is not")
struct ManifestDraftTests {
    private static let samples: [Sample] = [
        Sample(
            "a head with a count stands beside the record", #"{"meta": {"trace": "a1", "n": 1}, "data": {"soDinhDanh": "015194000123", "hoVaTen": "Lê Mai", "ngaySinh": "1994-03-07", "email": "mai@thu.example", "a": 1, "b": 2, "c": 3, "d": 4}}"#,
            says: ["record: $.data", "identifies: $.soDinhDanh", "date_of_birth: {at: $.ngaySinh,"]),
        Sample(
            "records stand in a list", #"{"total": 2, "items": [{"soDinhDanh": "015194000123", "hoVaTen": "Lê Mai", "a": 1, "b": 2}, {"soDinhDanh": "010090004567", "hoVaTen": "Vũ An"}]}"#,
            says: ["record: \"$.items[*]\"", "identifies: $.soDinhDanh"]),
        Sample(
            "the record goes no deeper than its own values", #"{"soDinhDanh": "015194000123", "thongTin": {"hoVaTen": "Lê Mai", "ngaySinh": "1994-03-07", "email": "mai@thu.example", "phone": "0900000111"}}"#,
            says: ["record: $\n", "full_name: {at: $.thongTin.hoVaTen,"]),
        Sample(
            "somebody else's number is not the record's own", #"{"maSoDoanhNghiep": "12A8001234", "owner": {"soDinhDanh": "010085001234"}}"#, about: .householdBusiness, key: "enterprise_code",
            says: ["# identifies:", "key: {personal_id_number: $.owner.soDinhDanh}}"], keepsOut: ["\n    identifies:"]),
        Sample(
            "a commune by itself is of no address", #"{"soDinhDanh": "015194000123", "xa": "02647"}"#, says: ["it is a part of"], keepsOut: ["{at: $.xa, authority: 5}\n"]),
        Sample(
            "a name that is only general binds nothing", #"{"soDinhDanh": "015194000123", "ten": "Lê Mai", "so": "7", "ma": "AB"}"#,
            keepsOut: ["{at: $.so, authority: 5}\n", "{at: $.ten, authority: 5}\n", "{at: $.ma, authority: 5}\n"]),
        Sample(
            "a year alone makes a day partial", #"{"soDinhDanh": "015194000123", "ngaySinh": "00/00/1994"}"#, says: ["date_of_birth: {at: $.ngaySinh, format: dd/MM/yyyy, partial: true,"]),
        Sample(
            "a timestamp has its zone", #"{"soDinhDanh": "015194000123", "ngaySinh": "1994-03-07T00:00:00+07:00"}"#, says: ["format: \"yyyy-MM-dd'T'HH:mm:ssXXX\","]),
        Sample(
            "codes of the register's own are no codes of ours", #"{"soDinhDanh": "015194000123", "gioiTinh": "NU"}"#, says: ["# gender: {at: $.gioiTinh", "add codes:"], keepsOut: ["\n      gender:"]),
    ]

    @Test(arguments: samples)
    private func draws(_ sample: Sample) throws {
        let brief = ManifestDraft.Brief(connector: "drafted", title: "Sổ", legalBasis: "Luật", operation: "one", about: sample.kind, key: sample.key)
        let draft = try ManifestDraft(brief, sample: .json(Array(sample.text.utf8)), vocabulary: try Shipped.folder().catalog.vocabulary, ranks: [:], language: .english)
        for line in sample.says { #expect(draft.text.contains(line), "\(draft.text)") }
        for line in sample.keepsOut { #expect(!draft.text.contains(line), "\(draft.text)") }
    }
}
