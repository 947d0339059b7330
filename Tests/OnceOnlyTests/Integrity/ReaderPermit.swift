import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// A synthetic procedure whose true reduction is known: the paper demands ten facts, the school's register knows six of them, four
/// are the reader's own statements. So B = 10, A = 4, and the reduction is 1 − 4/10 = 60 % of every dossier.
struct ReaderPermit {
    static let form = FormID("reader-permit"), annex = FormID("reader-annex"), procedure = "9.000001", truth = 0.6
    static let statements = ["branch", "purpose", "days", "language"]
    static let registered = ["name", "born", "school", "class", "home", "mother"]

    struct Line: Sendable {
        let id: String
        var text: String
    }

    var fields = Self.registered.map { Line(id: $0, text: Self.asked($0)) } + Self.statements.map { Line(id: $0, text: Self.stated($0)) }
    var blanks = (Self.registered + Self.statements).map { Line(id: $0, text: Self.blank($0) + ", required: true") }
    /// Papers and checks of the form.
    var tail = ""
    var files: [String: String] = [:]

    static func meaning(_ id: String) -> String {
        let concepts = ["name": "full_name", "born": "date_of_birth", "school": "school_name", "class": "class_name", "home": "residence", "mother": "mother_name"]
        return concepts[id].map { "reader.\($0)" } ?? "dossier.permit_\(id)"
    }

    static func asked(_ id: String, means: String? = nil) -> String { "id: \(id), means: \(means ?? meaning(id)), label: {vi: \(id)}, required: true" }
    static func stated(_ id: String, required: Bool = true) -> String {
        // The four statements have their type from the vocabulary; what a cheat asks beside them is a question of that form alone.
        "id: \(id), means: \(meaning(id)), " + (statements.contains(id) ? "" : "type: text, ") + "label: {vi: \(id)}, onlyApplicant: statement"
            + (required ? ", required: true" : "")
    }
    static func blank(_ id: String, means: String? = nil) -> String { "id: \(id), means: \(means ?? meaning(id))" }

    mutating func leaveOut(_ ids: [String]) { fields.removeAll { ids.contains($0.id) } }
    mutating func ask(_ id: String, _ text: String) {
        if let place = fields.firstIndex(where: { $0.id == id }) { fields[place].text = text } else { fields.append(Line(id: id, text: text)) }
    }
    mutating func demand(_ id: String, _ text: String) {
        if let place = blanks.firstIndex(where: { $0.id == id }) { blanks[place].text = text } else { blanks.append(Line(id: id, text: text)) }
    }

    func baseline(_ id: String, form: FormID = Self.form, replaces: String? = nil, text: String = "Mẫu 1") -> String {
        "baseline: \(id)\nform: \(form.rawValue)\nstatus: in-force\ntext: \(text)\n" + (replaces.map { "replaces: \($0)\n" } ?? "") + "sections:\n  - fields:\n"
            + blanks.map { "      - {\($0.text)}\n" }.joined()
    }

    func text(_ form: FormID = Self.form) -> String {
        """
        form: \(form.rawValue)
        version: "1"
        status: active
        validFrom: 2026-01-01
        title: {vi: Thẻ đọc, en: Reader permit}
        procedures: [{code: "\(Self.procedure)"}]
        legalBasis: Nội quy
        purpose: \(form.rawValue)
        subjects:
          reader: {kind: person, from: [subject]}
        sections:
          - title: {vi: Bạn đọc}
            fields:

        """ + fields.map { "      - {\($0.text)}\n" }.joined() + tail
    }

    static let placeOfBaseline = "FormSchemas/baselines/permit.yaml"

    var all: [String: String] {
        [
            "FormSchemas/forms/reader-permit.yaml": text(), Self.placeOfBaseline: baseline("permit"), "FormSchemas/vocabulary/reader.yaml": Self.vocabulary,
            "Connectors/school/manifest.yaml": Self.register, "Connectors/grants.yaml": Self.grants,
            "FormSchemas/evidence/request-sheet.yaml": Self.evidence("request-sheet", proves: "", replaced: ""),
            "FormSchemas/evidence/school-proof.yaml": Self.evidence(
                "school-proof", proves: "person.school_name", replaced: "replacedBy:\n  - {concepts: [school_name], connector: school, legal: Nội quy}\n"),
        ].merging(files) { $1 }
    }

    private static func evidence(_ id: String, proves: String, replaced: String) -> String {
        "evidence: \(id)\ntitle: {vi: Giấy}\nproves: [\(proves)]\nissuedBy: [commune_police]\nholds: while no newer one\nformats: [pdf, paper]\n" + replaced
    }

    private static let vocabulary = """
        keys:
          person: [[personal_id_number]]
        concepts:
          personal_id_number: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số định danh}}
          full_name: {kind: person, type: text, label: {vi: Họ tên}}
          family_name: {kind: person, type: text, atom: full_name, label: {vi: Họ}}
          middle_name: {kind: person, type: text, atom: full_name, label: {vi: Chữ đệm}}
          given_name: {kind: person, type: text, atom: full_name, label: {vi: Tên}}
          date_of_birth: {kind: person, type: date, label: {vi: Ngày sinh}}
          school_name: {kind: person, type: text, label: {vi: Trường}}
          class_name: {kind: person, type: text, label: {vi: Lớp}}
          residence: {kind: person, type: text, label: {vi: Nơi ở}}
          residence_street: {kind: person, type: text, atom: residence, label: {vi: Đường}}
          residence_commune: {kind: person, type: text, atom: residence, label: {vi: Xã}}
          mother_name: {kind: person, type: text, label: {vi: Mẹ}}
          father_name: {kind: person, type: text, label: {vi: Cha}}
          ethnicity_name: {kind: person, type: text, label: {vi: Dân tộc}}
          birthplace: {kind: person, type: text, label: {vi: Nơi sinh}}
          channel: {kind: dossier, type: choice, codes: channels, label: {vi: Kênh}}
        \(statements.map { "  permit_\($0): {kind: dossier, type: text, label: {vi: \($0)}}" }.joined(separator: "\n"))
        \((1...10).map { "  spare_\($0): {kind: person, type: text, label: {vi: Ô \($0)}}" }.joined(separator: "\n"))
        codeLists:
          authorities:
            title: {vi: Cơ quan cấp}
            codes:
              - {code: commune_police, vi: Công an cấp xã}
          channels:
            title: {vi: Kênh}
            codes:
              - {code: online, vi: Trực tuyến}
              - {code: counter, vi: Trực tiếp}
              - {code: post, vi: Bưu chính}

        """

    private static let known = ["full_name", "date_of_birth", "school_name", "class_name", "residence", "mother_name", "father_name", "ethnicity_name", "birthplace"]

    private static let register = LibraryCard.school(supplying: known.map { ($0, $0) })

    private static let grants = """
        grants:
          - {purpose: reader-permit, connector: school, about: [reader], reads: [\(known.joined(separator: ", "))], basis: law, legal: Nội quy}

        """
}

/// The office that takes the permits in: a folder of declarations, a store, and the pupils.
struct PermitOffice {
    let folder: URL
    let store: URL

    static func open<Result>(_ permit: ReaderPermit = ReaderPermit(), _ body: (PermitOffice) async throws -> Result) async throws -> Result {
        try await withFolder { folder in
            let office = PermitOffice(folder: folder, store: folder.appending(path: "state"))
            try FileManager.default.createDirectory(at: office.store, withIntermediateDirectories: true)
            try office.adopt(permit)
            return try await body(office)
        }
    }

    func adopt(_ permit: ReaderPermit) throws { try LibraryCard.write(permit.all, to: folder) }

    /// What happens to one filing beside the usual.
    struct Filing {
        var form = ReaderPermit.form
        /// Beside, or instead of, the four statements.
        var saying: [String: String] = [:]
        /// Statements that are not asked for.
        var omitting: Set<String> = []
        /// When the school does not know the day of birth, the reader has to say it: A = 5, and the reduction is 50 %.
        var isKnown = true
        var disputes: [String: String] = [:]
        var isSimulated = true
        var isSubmitted = true
        /// Or only after the dossier was opened.
        var isSaidAtOnce = true
        var now = Province.noon
        var after: (@Sendable (IntakeService, String, SubjectKey) async throws -> Void)?
    }

    /// Each pupil files once.
    func file(_ pupils: some Sequence<Int>, _ filing: Filing = Filing()) async throws {
        let header = "id,full_name,date_of_birth,school_name,class_name,residence,mother_name,father_name,ethnicity_name,birthplace\n"
        let rows = (0..<100).map { "\(Self.key($0)),Học sinh \($0),\(filing.isKnown ? "2010-03-07" : ""),Trường,Lớp,Làng,Mẹ,Cha,Kinh,Làng\n" }.joined()
        let csv = store.appending(path: "pupils.csv")
        try (header + rows).write(to: csv, atomically: true, encoding: .utf8)
        let declarations = try DeclarationFolder(folder.path)
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position): \($0.message(in: .english))" } == [])
        let service = try IntakeService(
            declarations, variables: ["SCHOOL_CSV": csv.path], store: store.path, surroundings: .init(now: { filing.now }, isSimulated: filing.isSimulated))
        for pupil in pupils {
            let reader = try #require(SubjectKey(guessing: Self.key(pupil), in: declarations.catalog.vocabulary))
            var said = Answers()
            for id in ReaderPermit.statements where filing.form == ReaderPermit.form && !filing.omitting.contains(id) { said.answers[LeafID(id)] = "x" }
            if !filing.isKnown { said.answers[LeafID("born")] = "2010-03-07" }
            for (id, value) in filing.saying { said.answers[LeafID(id)] = .string(value) }
            let opened = try await service.open(filing.form, Opening(actor: reader), answers: filing.isSaidAtOnce ? said : Answers(), asOf: Province.asOf)
            for (id, value) in filing.disputes { said.disputes[LeafID(id)] = .init(value: .string(value), reason: "sai") }
            if filing.isSubmitted {
                let submitted = try await service.submit(opened.receipt, answers: said)
                #expect(submitted.violations.map { "\($0.leaf) \($0.code.rawValue)" } == [])
            }
            try await filing.after?(service, opened.dossier, reader)
        }
        await service.close()
    }

    func entries() async throws -> [LedgerEntry] {
        let declarations = try DeclarationFolder(folder.path)
        let service = try IntakeService(declarations, variables: ["SCHOOL_CSV": store.path + "/pupils.csv"], store: store.path)
        let entries = try await service.record.entries()
        await service.close()
        return entries
    }

    func report() async throws -> Report { Report(of: try await entries()) }

    private static func key(_ pupil: Int) -> String { "0152100\(String(pupil + 10_000))" }
}

extension LedgerEntry {
    /// The event with another submission, where it is one.
    func submitting(_ change: (SubmittedFact) -> SubmittedFact) -> LedgerEntry {
        guard case .submitted(let fact) = fact else { return self }
        return LedgerEntry(dossier: dossier, hour: hour, fact: .submitted(change(fact)))
    }
}

extension SubmittedFact {
    /// With other outcomes of its leaves.
    func answering(_ outcome: (CurrentLeaf) -> SubmittedOutcome) -> SubmittedFact {
        SubmittedFact(
            form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: baseline, baselineStatus: baselineStatus,
            current: current.map {
                CurrentLeaf(
                    leaf: $0.leaf, atom: $0.atom, required: $0.required, outcome: outcome($0), isTouched: $0.isTouched, source: $0.source, isOwnIdentity: $0.isOwnIdentity,
                    isEarlier: $0.isEarlier, reason: $0.reason, isLater: $0.isLater, role: $0.role)
            }, blanks: blanks, documents: documents, confirmations: confirmations, replaced: replaced)
    }
}
