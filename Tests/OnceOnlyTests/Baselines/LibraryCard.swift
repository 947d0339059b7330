import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Storage
import Testing
import Vocabulary

/// A small form with its baselines, and a register of pupils nobody is.
enum LibraryCard {
    static let form = "FormSchemas/forms/library-card.yaml", old = "FormSchemas/baselines/card-2025.yaml", new = "FormSchemas/baselines/card-2027.yaml"
    static let freeze = "FormSchemas/baselines/card-2025.frozen.json", freezers = "FormSchemas/freezers.yaml"
    static let freezer = "Văn phòng Sở", designer = "Phòng Nghiệp vụ"

    /// The register of pupils: a table with a column for each concept it says something of.
    static func school(supplying columns: [(concept: String, column: String)]) -> String {
        """
        connector: school
        title: {vi: Danh sách học sinh}
        legalBasis: Nội quy
        transport: {kind: table, file: "${SCHOOL_CSV}"}
        operations:
          pupil:
            about: person
            key: [personal_id_number]
            request:
              column: {personal_id_number: id}
            record: rows
            identifies: id
            supplies:
        \(columns.map { "      \($0.concept): {at: \($0.column)}" }.joined(separator: "\n"))

        """
    }

    static let files = [
        "FormSchemas/vocabulary/reader.yaml": """
            keys:
              person: [[personal_id_number]]
            concepts:
              personal_id_number: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số định danh}}
              full_name: {kind: person, type: text, label: {vi: Họ tên}}
              given_name: {kind: person, type: text, atom: full_name, label: {vi: Tên}}
              date_of_birth: {kind: person, type: date, label: {vi: Ngày sinh}}
              school_name: {kind: person, type: text, label: {vi: Trường}}
              phone: {kind: person, type: text, label: {vi: Điện thoại}}
              fax: {kind: person, type: text, label: {vi: Fax}}
            """,
        form: """
            form: library-card
            version: "1"
            status: active
            validFrom: 2026-01-01
            title: {vi: Thẻ thư viện, en: Library card}
            legalBasis: Nội quy thư viện
            purpose: library-card
            subjects:
              reader: {kind: person, from: [subject]}
            sections:
              - title: {vi: Bạn đọc}
                fields:
                  - {id: name, means: reader.full_name, label: {vi: Họ tên}, required: true}
                  - {id: born, means: reader.date_of_birth, label: {vi: Ngày sinh}, required: true}
                  - {id: school, means: reader.school_name, label: {vi: Trường}, required: true}
                  - {id: phone, means: reader.phone, label: {vi: Điện thoại}}
                  - id: branch
                    means: dossier.library_branch
                    type: choice
                    options: [{code: centre, vi: Trung tâm}, {code: bus, vi: Xe thư viện}]
                    label: {vi: Nơi nhận thẻ}
                    required: true
                    onlyApplicant: statement
            """,
        old: """
            baseline: card-2025
            form: library-card
            status: in-force
            text: Mẫu 1, Nội quy thư viện
            sections:
              - fields:
                  - {id: name, means: reader.full_name, required: true}
                  - {id: born, means: reader.date_of_birth, required: true}
                  - {id: school, means: reader.school_name, required: true}
                  - {id: branch, means: dossier.library_branch, required: true}
                  - {id: phone, means: reader.phone}
                  - {id: fax, means: reader.fax}
            """,
        "Connectors/school/manifest.yaml": school(supplying: [("full_name", "name"), ("date_of_birth", "born"), ("school_name", "school")]),
        "Connectors/grants.yaml": """
            grants:
              - {purpose: library-card, connector: school, about: [reader], reads: [full_name, date_of_birth, school_name], basis: law, legal: Nội quy thư viện}
            """,
    ]

    /// It demands the telephone number too, on the same text.
    static let successor = """
        baseline: card-2027
        form: library-card
        status: in-force
        text: Mẫu 1, Nội quy thư viện
        replaces: card-2025
        sections:
          - fields:
              - {id: name, means: reader.full_name, required: true}
              - {id: given, means: reader.given_name, required: true}
              - {id: born, means: reader.date_of_birth, required: true}
              - {id: school, means: reader.school_name, required: true}
              - {id: branch, means: dossier.library_branch, required: true}
              - {id: phone, means: reader.phone, required: true}
        """

    static func write(_ files: [String: String], to folder: URL) throws {
        for (place, text) in files {
            let file = folder.appending(path: place)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    static func edit(_ place: String, in folder: URL, _ old: String, _ new: String) throws {
        let file = folder.appending(path: place), text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(old), "\(place) has no '\(old)'")
        try text.replacing(old, with: new, maxReplacements: 1).write(to: file, atomically: true, encoding: .utf8)
    }

    static func freezersFile(_ freezers: (name: String, key: FreezerKey, since: String)...) -> String {
        "freezers:\n" + freezers.map { "  - {name: \($0.name), publicKey: \"\($0.key.publicKey)\", since: \($0.since)}\n" }.joined()
    }

    /// Dossiers of pupils from the first number on; of every third of them the school does not know when they were born, if so said.
    static func file(_ pupils: Range<Int>, in folder: URL, store: URL, bornUnknown: Bool, phones: Int) async throws {
        let table = "id,name,born,school\n" + pupils.map { "\(key($0)),Học sinh \($0),\(bornUnknown && $0 % 3 == 0 ? "" : "2010-03-07"),Trường \($0 % 2)\n" }.joined()
        let csv = store.appending(path: "pupils.csv")
        try table.write(to: csv, atomically: true, encoding: .utf8)
        let declarations = try DeclarationFolder(folder.path)
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position): \($0.message(in: .english))" } == [])
        let service = try IntakeService(declarations, variables: ["SCHOOL_CSV": csv.path], store: store.path, surroundings: .init(now: { Province.noon }, isSimulated: true))
        for pupil in pupils {
            let reader = try #require(SubjectKey(guessing: key(pupil), in: declarations.catalog.vocabulary))
            var answers = ["branch": "bus"]
            if bornUnknown, pupil % 3 == 0 { answers["born"] = "2010-01-01" }
            if pupil - pupils.lowerBound < phones { answers["phone"] = "0912000000" }
            let said = try Answers(json: ["answers": .object(JSONObject(answers.map { (key: $0.key, value: .string($0.value)) }))])
            let opened = try await service.open(FormID("library-card"), Opening(actor: reader), answers: said, asOf: Province.asOf)
            let submitted = try await service.submit(opened.receipt, answers: said)
            #expect(submitted.violations.map { "\($0.leaf) \($0.code.rawValue)" } == [])
        }
        await service.close()
    }

    private static func key(_ pupil: Int) -> String { "0152100\(String(pupil + 10_000))" }
}
