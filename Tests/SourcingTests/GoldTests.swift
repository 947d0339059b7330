import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Sourcing
import Testing

/// A hand-made annotation of the forms, blank by blank, kept beside the repository: `$ONCEONLY_SHARED`, else `../shared`
/// seen from the package.
enum Gold {
    static let folder: URL = {
        if let folder = ProcessInfo.processInfo.environment["ONCEONLY_SHARED"] { return URL(filePath: folder).appending(path: "forms-gold") }
        return Repository.root.deletingLastPathComponent().appending(path: "shared/forms-gold")
    }()

    static func url(_ form: String) -> URL { folder.appending(path: form + ".json") }

    static func has(_ form: String) -> Bool { FileManager.default.fileExists(atPath: url(form).path) }
}

/// The rules of `checks/coverage.py` beside the annotation: a blank agrees when the engine's disposition is the
/// annotator's or one of the alternatives the annotator would accept; boilerplate and waived blanks are left out.
@Suite("Coverage against the annotated forms")
struct GoldTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let form: String
        /// Of so many blanks, meanings and papers all agree.
        let blanks, sure, meanings, papers: Int
        /// Where this form means something else by a blank than the annotator, and why is said beside it.
        var otherwise: [String: String] = [:]
        /// Blanks this form has otherwise than the annotator: who signed in is offered for the role before a number is typed.
        var offered: Set<String> = []
        var testDescription: String { form }
    }

    @Test("every blank, every meaning and every paper agrees", arguments: [
        Case(form: "bhxh-tk1-ts", blanks: 38, sure: 25, meanings: 29, papers: 2),
        Case(form: "btxh-tro-giup-xa-hoi-1d", blanks: 34, sure: 28, meanings: 18, papers: 4),
        Case(form: "cu-tru-ct01", blanks: 24, sure: 16, meanings: 15, papers: 4),
        // The name asked for is that of the adjacent parcel's user, not of the parcel's own.
        Case(
            form: "dat-dai-dang-ky-lan-dau", blanks: 37, sure: 19, meanings: 13, papers: 5,
            otherwise: ["parcel.adjacent_owner": "adjacent_parcel.owner_name"]),
        Case(form: "dat-dai-tach-hop-thua", blanks: 23, sure: 16, meanings: 19, papers: 3),
        Case(form: "gt-gplx-doi-cap-lai", blanks: 15, sure: 10, meanings: 5, papers: 3),
        Case(form: "hkd-dang-ky-thanh-lap", blanks: 39, sure: 29, meanings: 16, papers: 3),
        Case(form: "ho-tich-khai-sinh", blanks: 28, sure: 15, meanings: 18, papers: 6),
        Case(
            form: "dn-dang-ky-tnhh-mtv", blanks: 106, sure: 81, meanings: 44, papers: 5,
            offered: ["owner_rep.identity_document", "chief_accountant.personal_id_number"]),
        Case(form: "ho-tich-xac-nhan-tinh-trang-hon-nhan", blanks: 12, sure: 9, meanings: 9, papers: 6),
        Case(form: "thue-05-dk-tct", blanks: 26, sure: 23, meanings: 20, papers: 2),
        Case(form: "tu-phap-ly-lich-tu-phap", blanks: 28, sure: 23, meanings: 22, papers: 4),
        Case(form: "ns-ma-so-don-vi-qhns", blanks: 20, sure: 10, meanings: 4, papers: 3),
        Case(form: "xd-giay-phep-nha-o-rieng-le", blanks: 27, sure: 21, meanings: 13, papers: 4),
    ])
    func agrees(_ c: Case) throws {
        guard Gold.has(c.form) else {
            try Test.cancel("\(c.form).json is not in \(Gold.folder.lastPathComponent); set ONCEONLY_SHARED to the folder that holds it")
        }
        let gold = try JSON(parsing: try Data(contentsOf: Gold.url(c.form)))
        let coverage = try Repository.coverage(try Repository.form(FormID(c.form)), in: try Repository.declarations().catalog)
        let fields = Dictionary(uniqueKeysWithValues: coverage.fields.map { ($0.id.rawValue, $0) })
        var blanks = 0, sure = 0, meanings = 0
        for blank in gold["fields"]?.array ?? [] where blank["boilerplate"]?.bool == false && blank["waived_by_form"]?.bool == false {
            let id = try #require(blank["id"]?.string), said = try #require(blank["gold"])
            blanks += 1
            if said["confidence"]?.string == "sure" { sure += 1 }
            let field = try #require(fields[id], "\(id) is not on the form")
            let agrees = Self.accepted(said).contains(field.disposition.rawValue)
            #expect(agrees != c.offered.contains(id), "\(id) is \(field.disposition.rawValue)")
            if ["registry", "derived"].contains(said["disposition"]?.string), let concept = said["attribute"]?.string {
                meanings += 1
                #expect(field.means.description == c.otherwise[id] ?? "\(said["subject_role"]?.string ?? "").\(concept)", "\(id)")
            }
        }
        let papers = gold["documents"]?.array ?? []
        for paper in papers {
            let id = try #require(paper["id"]?.string)
            let isReusable = !["nothing", "none", nil].contains(paper["gold"]?["replaced_by"]?.string)
            let document = try #require(coverage.documents.first { $0.id == id }, "\(id) is not on the form")
            #expect(document.disposition.isReuse == isReusable, "\(id) is \(document.disposition.rawValue)")
        }
        #expect(blanks == c.blanks)
        #expect(sure == c.sure)
        #expect(meanings == c.meanings)
        #expect(papers.count == c.papers)
    }

    private static func accepted(_ gold: JSON) -> Set<String> {
        let said = gold["disposition"]?.string ?? ""
        var accepted = Set(([said] + (gold["alternatives"]?.array ?? []).compactMap(\.string)).map { $0 == "document_register" ? "document" : $0 })
        if said == "document_register" { accepted.insert("registry") }
        return accepted
    }
}
