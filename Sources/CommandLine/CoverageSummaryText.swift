import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Receipts
import Reports
import Sourcing
import Vocabulary

/// The coverage of all forms together, as people and programs read it.
struct CoverageSummaryText {
    let summary: CoverageSummary
    let folder: DeclarationFolder

    /// How many gains are told to people; programs get all.
    private static let told = 15

    func text(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        return [
            say("Độ phủ theo thiết kế, mọi biểu mẫu (không phải số đo thực tế)", "Coverage by design, all forms (nothing here is observed)"),
            DesignTable(summary.forms, folder).text(in: language),
            say("Từng sổ bớt được bao nhiêu ô, bao nhiêu ô chỉ dựa vào nó", "What each register saves, and what hangs on it alone") + "\n" + registers(language, say),
            say("Vì sao còn hỏi", "Why the rest is asked") + "\n" + summary.reasons.map { "\($0.fields)  \($0.reason.sentence.text(in: language))" }.joined(separator: "\n"),
            say("Thêm một quyền đọc", "One more grant") + "\n" + grants(say),
            say("Thêm một trường dữ liệu ở sổ vẫn hỏi", "One more attribute from a register asked anyway") + "\n" + attributes(language, say),
        ].joined(separator: "\n\n")
    }

    private func registers(_ language: Language, _ say: (String, String) -> String) -> String {
        TextTable(
            columns: [
                (say("Sổ", "Register"), false), (say("Ô", "Fields"), true), (say("Chỉ nó", "Alone"), true), (say("Giấy tờ", "Papers"), true),
                (say("Chỉ nó", "Alone"), true), (say("Biểu mẫu", "Forms"), true),
            ],
            rows: summary.registers.map { register in
                let isSignIn = register.connector == .signIn
                let title = isSignIn ? say("Tài khoản đăng nhập", "Sign-in account") : folder.catalog.connector(register.connector)?.title.text(in: language) ?? register.connector.rawValue
                return .init(cells: [
                    title, "\(register.fields)", isSignIn ? "–" : "\(register.fieldsAlone)", "\(register.papers)", isSignIn ? "–" : "\(register.papersAlone)",
                    "\(register.forms.count)",
                ])
            }
        ).text
    }

    private func grants(_ say: (String, String) -> String) -> String {
        guard !summary.grants.isEmpty else { return say("không quyền nào thêm được gì", "none would save anything") }
        return TextTable(
            columns: [(say("Mục đích ← sổ", "Purpose ← register"), false), (say("Bớt ô", "Fields"), true), (say("Bớt giấy", "Papers"), true), (say("Được đọc", "Reads"), false)],
            rows: summary.grants.prefix(Self.told).map { gain in
                .init(cells: [
                    "\(gain.purpose) ← \(gain.connector)", "\(gain.saved.count)", "\(gain.savedPapers)", gain.reads.map(\.description).joined(separator: ", "),
                ])
            }
        ).text
    }

    private func attributes(_ language: Language, _ say: (String, String) -> String) -> String {
        guard !summary.attributes.isEmpty else { return say("không trường nào thêm được gì", "none would save anything") }
        return TextTable(
            columns: [(say("Trường dữ liệu", "Attribute"), false), (say("Bớt ô", "Fields"), true), (say("Biểu mẫu", "Forms"), true), (say("Sổ vẫn hỏi", "Asked anyway"), false)],
            rows: summary.attributes.prefix(Self.told).map { gain in
                let name = folder.catalog.vocabulary[gain.attribute.concept]?.label.text(in: language)
                return .init(cells: [
                    "\(gain.attribute.kind.rawValue).\(gain.attribute.concept)" + (name.map { " (\($0))" } ?? ""), "\(gain.saved.count)", "\(Set(gain.saved.map(\.form)).count)",
                    gain.places.map(\.name).joined(separator: ", "),
                ])
            }
        ).text
    }

    /// The shape `onceonly/coverage-summary/1`.
    var json: JSON {
        func saved(_ fields: [CoverageSummary.SavedField]) -> JSON {
            .array(fields.map { ["form": .string($0.form.rawValue), "field": .string($0.field.rawValue)] })
        }
        func place(_ place: FieldExplanation.Place) -> JSON {
            var object: JSONObject = ["connector": .string(place.connector.rawValue)]
            if let operation = place.operation { object["operation"] = .string(operation.rawValue) }
            return .object(object)
        }
        let forms = summary.forms.map { coverage -> JSON in
            [
                "form": .string(coverage.form.rawValue), "version": .string(coverage.version), "counts": coverage.countsJSON,
                "designReduction": coverage.designReductionJSON,
            ]
        }
        let registers = summary.registers.map { register -> JSON in
            [
                "connector": .string(register.connector.rawValue), "fields": .number("\(register.fields)"), "fieldsAlone": .number("\(register.fieldsAlone)"),
                "papers": .number("\(register.papers)"), "papersAlone": .number("\(register.papersAlone)"), "forms": .array(register.forms.map { .string($0.rawValue) }),
            ]
        }
        let grants = summary.grants.map { gain -> JSON in
            [
                "purpose": .string(gain.purpose), "connector": .string(gain.connector.rawValue), "saves": .number("\(gain.saved.count)"),
                "papers": .number("\(gain.savedPapers)"), "fields": saved(gain.saved), "reads": .array(gain.reads.map { .string($0.description) }),
            ]
        }
        let attributes = summary.attributes.map { gain -> JSON in
            [
                "kind": .string(gain.attribute.kind.rawValue), "concept": .string(gain.attribute.concept.rawValue), "saves": .number("\(gain.saved.count)"),
                "fields": saved(gain.saved), "askedAnyway": .array(gain.places.map(place)),
            ]
        }
        return [
            "schema": "onceonly/coverage-summary/1", "forms": .array(forms), "registers": .array(registers),
            "reasons": .array(summary.reasons.map { ["reason": .string($0.reason.rawValue), "fields": .number("\($0.fields)")] }), "grants": .array(grants),
            "attributes": .array(attributes),
        ]
    }
}

/// Per form: its fields, how many each source fills, how many are asked. By design.
struct DesignTable {
    private let forms: [Coverage]
    private let folder: DeclarationFolder
    /// Registers that fill something, by id.
    private let connectors: [ConnectorID]

    init(_ forms: [Coverage], _ folder: DeclarationFolder) {
        self.forms = forms
        self.folder = folder
        connectors = Set(forms.flatMap { $0.core.filter { $0.disposition == .registry }.compactMap(\.connector) }).sorted { $0 == .signIn || ($1 != .signIn && $0 < $1) }
    }

    func text(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        var columns: [(title: String, isNumber: Bool)] = [(say("Biểu mẫu", "Form"), false), (say("Ô", "Fields"), true)]
        columns += connectors.indices.map { ("(\($0 + 1))", true) }
        columns += [(say("Tính ra", "Derived"), true), (say("Lặp", "Repeated"), true), (say("Giấy tờ", "Paper"), true), (say("Phải khai", "Declared"), true), (say("Bớt", "Less"), true)]
        let rows = forms.map { row($0.core, named: folder.forms[$0.form]?.title.text(in: language) ?? $0.form.rawValue) }
        let total = row(forms.flatMap(\.core), named: say("Tổng", "Sum"), isTotal: true)
        let legend = connectors.enumerated().map { "(\($0 + 1)) \($1)" }.joined(separator: "  ")
        return TextTable(columns: columns, rows: rows + [total], longestName: 46).text + "\n" + legend
    }

    private func row(_ core: [FieldCoverage], named name: String, isTotal: Bool = false) -> TextTable.Row {
        func count(_ disposition: Disposition) -> Int { core.count { $0.disposition == disposition } }
        let registers = connectors.map { connector in core.count { $0.disposition == .registry && $0.connector == connector } }
        let share = core.isEmpty ? "–" : "\(Int((100 * (1 - Double(count(.declare)) / Double(core.count))).rounded())) %"
        return .init(
            cells: [name, "\(core.count)"] + registers.map { $0 == 0 ? "·" : "\($0)" }
                + [count(.derived), count(.duplicate), count(.document), count(.declare)].map { $0 == 0 ? "·" : "\($0)" } + [share],
            isTotal: isTotal)
    }
}
