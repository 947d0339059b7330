@testable import CommandLine
import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import ProgramUnderTest
import Receipts
import Sourcing
import Testing
import Vocabulary

/// Who can be named by a typed key, in every form: what a register says of them, down to one value, makes no difference to
/// anything the applicant's side receives.
@Suite("Two strangers who differ in one value")
struct TwoStrangersTests {
    /// Every role of every form whose subject may be named by a key.
    struct Place: Sendable, CustomTestStringConvertible {
        let form: FormID
        let role: RoleID
        var testDescription: String { "\(form) \(role)" }
    }

    static let places: [Place] = Repository.formIDs.flatMap { id -> [Place] in
        guard let form = try? Repository.declarations.get().checked[id]?.form else { return [] }
        return Encounter.roles(of: form).map { Place(form: id, role: $0.id) }
    }

    // MARK: shipped forms

    @Test("look the same to the applicant's side: views, words, look-ups, submission", arguments: places)
    func shipped(place: Place) async throws {
        let declarations = try Repository.declarations.get(), province = try Province.small.get()
        let checked = try #require(declarations.checked[place.form]), baseline = try #require(declarations.baselines[place.form])
        let role = try #require(checked.form.role(place.role))
        let encounters = try Encounter.all(checked, baseline, role, in: province)
        try await Encounter.asking(checked, province) { connectors, signer in
            let met = try await Self.meeting(encounters, connectors, signer)
            // Of a role registers are asked for nothing but the name that was typed, there is nothing to keep.
            guard let (encounter, seen) = met else {
                #expect(encounters.first.map { !$0.hasSecrets } ?? false, "nobody types a key for \(place.testDescription)")
                return
            }
            let (differences, changed, twists) = try await Self.differences(encounter, seen, connectors, signer)
            #expect(differences.isEmpty)
            #expect(changed > 0 || twists == 0, "no twist of \(twists) is noticed by the office")
        }
    }

    @Test("are told by nothing the program writes, and by no exit status", arguments: places)
    func program(place: Place) async throws {
        let declarations = try Repository.declarations.get(), province = try Province.small.get()
        let checked = try #require(declarations.checked[place.form]), baseline = try #require(declarations.baselines[place.form])
        let role = try #require(checked.form.role(place.role))
        let encounters = try Encounter.all(checked, baseline, role, in: province)
        let first = try await Encounter.asking(checked, province) { connectors, signer in try await Self.meeting(encounters, connectors, signer)?.0 }
        // What is everybody's to see differs, and may: the names of offices and companies.
        guard let first, !first.showsWhatIsRead else { return }
        let second = try #require(role.kinds == [.parcel] ? first.nowhere : encounters.first { $0.stranger.name != first.stranger.name }?.stranger)
        let language = Self.places.firstIndex { $0.testDescription == place.testDescription }?.isMultiple(of: 2) ?? true ? "en" : "vi"
        let pair = [first.stranger, second].map { first.naming($0) }
        let runs = try await ProvinceRegisters.serving(province) { variables in
            var runs: [String] = []
            for encounter in pair {
                let applicant = encounter.applicant
                var run = "", attempts = 0
                // A register that was too slow says nothing of anybody: on a busy machine it is asked again.
                repeat {
                    attempts += 1
                    run = try await withFolder { store in
                        try await Program.onceonly(
                            ["prefill", "--form", place.form.rawValue, "--actor", applicant.actorName.id, "--subject", applicant.subjectName.id, "--answers", "-",
                             "--as-of", "2026-11-24", "--language", language, "--store", store.path] + (applicant.basis.map { ["--basis", $0.rawValue] } ?? []),
                            input: applicant.answers.json.serialized(.compact), environment: variables)
                    }.text
                } while run.hasPrefix("3\n") && attempts < 3
                // What was typed stands where it was typed.
                for typed in Set(pair.flatMap(\.stranger.typed.values).compactMap(\.string)) {
                    // A short number is part of many others.
                    run = typed.count > 5 ? run.replacing(typed, with: "typed") : run.replacing(": \(typed)\n", with: ": typed\n")
                }
                runs.append(run)
            }
            return runs
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0].hasPrefix("0\n") || runs[0].hasPrefix("1\n"))
    }

    // MARK: a bad form

    /// One whose every kind of condition reads what a register says of a mother known by a typed key.
    private static let bad = Result {
        try Repository.declarations { folder in
            try Repository.edit(folder.appending(path: "Connectors/grants.yaml")) { $0 + Self.grant }
            try Repository.edit(folder.appending(path: "FormSchemas/forms/ho-tich-khai-sinh.yaml")) { text in
                text.replacing("subjects:\n", with: "subjects:\n" + Self.roles, maxReplacements: 1)
                    .replacing("checks:\n", with: Self.sections + "checks:\n" + Self.checks, maxReplacements: 1)
                    .replacing("documents:\n", with: "documents:\n" + Self.papers, maxReplacements: 1)
            }
        }
    }

    private static let grant = """

          - purpose: birth-registration
            connector: population
            about: [applicant, helper, second]
            reads: [gender, phone, email]
            basis: law
            legal: Luật Hộ tịch 60/2014/QH13, điều 16

        """
    private static let roles = """
          helper: {kind: person, optional: true, when: 'mother.ethnicity = "01"', from: [actor]}
          second: {kind: person, from: [{sameAs: applicant, if: 'mother.ethnicity = "01"'}, new]}

        """
    private static let sections = """
          - title: {vi: Ô thử}
            fields:
              - {id: bad.shown, means: dossier.bad_shown, type: text, label: {vi: Ô hiện}, required: true, onlyApplicant: statement, visibleIf: 'mother.ethnicity = "01"'}
              - {id: bad.demanded, means: dossier.bad_demanded, type: text, label: {vi: Ô bắt buộc}, onlyApplicant: statement, requiredIf: 'mother.ethnicity = "01"'}
              - {id: bad.after_it, means: dossier.bad_after_it, type: text, label: {vi: Ô theo sau}, required: true, onlyApplicant: statement, visibleIf: dossier.bad_shown = null}
              - {id: bad.sum, means: dossier.bad_sum, type: number, label: {vi: Ô tính}, required: true, value: 'if mother.ethnicity = "01" then 1 else 2'}
              - {id: bad.phone, means: applicant.phone, label: {vi: Điện thoại}, required: true, visibleIf: 'mother.ethnicity = "01"'}
              - {id: bad.email, means: applicant.email, label: {vi: Thư điện tử}, required: true, onlyApplicant: {newValue: 'mother.ethnicity = "01"'}}
              - {id: bad.helper, means: helper.gender, label: {vi: Giới tính}, required: true}
              - {id: bad.second, means: second.gender, label: {vi: Giới tính}, required: true}
          - title: {vi: Phần thử}
            visibleIf: 'mother.ethnicity = "01"'
            fields:
              - {id: bad.section, means: dossier.bad_section, type: text, label: {vi: Ô của phần}, required: true, onlyApplicant: statement}
          - title: {vi: Bảng thử}
            visibleIf: 'mother.ethnicity = "01"'
            rows: {group: bad_rows, count: 1..3}
            fields:
              - {id: bad.row, means: dossier.bad_row, type: text, label: {vi: Ô của hàng}, required: true, onlyApplicant: statement}

        """
    private static let checks = """
          - {id: bad_check, holds: 'mother.ethnicity = "01" and dossier.bad_shown != "x"', message: {vi: Không đúng., en: Not so.}}

        """
    private static let papers = """
          - {id: bad_paper, evidence: authorisation, about: applicant, requiredIf: 'mother.ethnicity = "01"'}

        """

    @Test("look the same even where every kind of condition reads the value, and the office sees the truth")
    func badForm() async throws {
        let declarations = try Self.bad.get(), province = try Province.small.get()
        let id = FormID("ho-tich-khai-sinh")
        // Lint says so, place by place.
        let findings = declarations.diagnostics.filter { $0.code == .withheldCondition }
        #expect(findings.count == 6)
        let checked = try #require(declarations.checked[id]), baseline = try #require(declarations.baselines[id])
        let role = try #require(checked.form.role("mother"))
        let encounters = try Encounter.all(checked, baseline, role, in: province) { try province.truth.lines(of: $0.name)["ethnicity"]?.value == "01" }
        try await Encounter.asking(checked, province) { connectors, signer in
            let (encounter, seen) = try #require(try await Self.meeting(encounters, connectors, signer))
            let (differences, changed, _) = try await Self.differences(encounter, seen, connectors, signer)
            #expect(differences.isEmpty)
            #expect(changed > 0)
            // To the office the blanks stand or do not, as the register says.
            let shown = { (seen: Encounter.Seen) in
                Set((seen.office["fields"]?.array ?? []).filter { $0["outcome"] != "not-applicable" && $0["id"]?.string?.hasPrefix("bad.") ?? false }.compactMap { $0["id"]?.string })
            }
            let twist = try #require(try await Self.twists(encounter, connectors, signer).first { $0.description.hasSuffix("ethnicity other") })
            let other = try await encounter.filed(with: connectors.map { TwistingConnector(inner: $0, keys: encounter.stranger.keys, twist: twist, vocabulary: checked.vocabulary) }, signer: signer)
            #expect(shown(seen).subtracting(shown(other)) == ["bad.shown", "bad.phone", "bad.helper", "bad.section"])
            #expect(shown(other).subtracting(shown(seen)) == [])
            // What they would have to fill is accepted without it, and the office is told that it is wanting.
            #expect(seen.submitted["accepted"] == true && other.submitted["accepted"] == true)
            let wanting = { (seen: Encounter.Seen) in Set((seen.packet?["incomplete"]?.array ?? []).compactMap(\.string)) }
            #expect(wanting(seen).isSuperset(of: ["bad.shown", "bad.section", "bad.demanded"]))
            #expect(wanting(other).isDisjoint(with: ["bad.shown", "bad.section", "bad.demanded"]))
        }
    }

    /// One that reads what a register says of representatives known by typed keys through the rows they stand in.
    private static let badRows = Result {
        try Repository.declarations { folder in
            try Repository.edit(folder.appending(path: "FormSchemas/forms/dn-dang-ky-tnhh-mtv.yaml")) { text in
                text.replacing("checks:\n", with: Self.rowSections + "checks:\n" + Self.rowChecks, maxReplacements: 1)
            }
        }
    }

    private static let rowSections = """
          - title: {vi: Ô thử}
            fields:
              - {id: bad.shown, means: dossier.bad_shown, type: text, label: {vi: Ô hiện}, onlyApplicant: statement, visibleIf: 'some r in rows.legal_reps satisfies r.gender = "2"'}
              - {id: bad.sum, means: dossier.bad_sum, type: number, label: {vi: Ô tính}, value: 'count(rows.legal_reps[item.gender = "2"])'}

        """
    private static let rowChecks = """
          - {id: bad_check, holds: 'count(rows.legal_reps[item.gender = "2"]) = 0', message: {vi: Không đúng., en: Not so.}}

        """

    @Test("look the same where conditions, computations and checks go through the rows of a table")
    func badRowsForm() async throws {
        let declarations = try Self.badRows.get(), province = try Province.small.get()
        let id = FormID("dn-dang-ky-tnhh-mtv")
        #expect(declarations.diagnostics.filter { $0.code == .withheldCondition }.count == 1)
        let checked = try #require(declarations.checked[id]), baseline = try #require(declarations.baselines[id])
        let role = try #require(checked.form.role("legal_rep"))
        let encounters = try Encounter.all(checked, baseline, role, in: province) { try province.truth.lines(of: $0.name)["gender"]?.value == "2" }
        try await Encounter.asking(checked, province) { connectors, signer in
            let (encounter, seen) = try #require(try await Self.meeting(encounters, connectors, signer))
            let (differences, changed, _) = try await Self.differences(encounter, seen, connectors, signer)
            #expect(differences.isEmpty)
            #expect(changed > 0)
            let twist = try #require(try await Self.twists(encounter, connectors, signer).first { $0.description.hasSuffix("gender other") })
            let other = try await encounter.filed(with: connectors.map { TwistingConnector(inner: $0, keys: encounter.stranger.keys, twist: twist, vocabulary: checked.vocabulary) }, signer: signer)
            func leaf(_ id: String, _ view: JSON) -> JSON? { view["fields"]?.array?.first { $0["leaf"]?.string == id } }
            // The office sees what it comes to; the applicant's side does not.
            #expect(leaf("bad.sum", seen.office)?["value"] != leaf("bad.sum", other.office)?["value"])
            #expect(leaf("bad.shown", seen.office)?["outcome"] != leaf("bad.shown", other.office)?["outcome"])
            #expect(seen.views.allSatisfy { leaf("bad.sum", $0)?["value"] == nil })
        }
    }

    // MARK: how

    /// The first applicant whose dossier names the stranger, so that the registers are asked about them, where they are at all.
    private static func meeting(_ encounters: [Encounter], _ connectors: [any Connector], _ signer: ReceiptSigner) async throws -> (Encounter, Encounter.Seen)? {
        // A role the registers have somebody for is not asked: there the key is given unasked.
        for encounter in encounters + encounters.map(\.unasked) {
            let log = RequestLog()
            let seen = try await encounter.filed(with: connectors.map { RecordingConnector(inner: $0, log: log) }, signer: signer)
            if log.requests.contains(where: { TwistingConnector.isAbout(encounter.stranger.keys, $0) }) { return (encounter, seen) }
        }
        return nil
    }

    /// Everything the registers say of the stranger in this dossier, each time otherwise. What the applicant typed to verify the
    /// key, they learn whether it matches; what is everybody's to see is no secret.
    private static func twists(_ encounter: Encounter, _ connectors: [any Connector], _ signer: ReceiptSigner) async throws -> [Twist] {
        let log = RequestLog()
        _ = try await encounter.filed(with: connectors.map { RecordingConnector(inner: $0, log: log) }, signer: signer)
        var twists: Set<Twist> = []
        for (request, answer) in log.exchanges where TwistingConnector.isAbout(encounter.stranger.keys, request) {
            func twist(_ change: Twist.Change) { twists.insert(Twist(connector: request.connector, operation: request.operation, change: change)) }
            let secret = request.concepts.filter { encounter.isSecret($0, from: request.connector) }
            let asked = log.requests.filter { $0.connector == request.connector && $0.operation == request.operation }.flatMap(\.concepts)
            if asked.allSatisfy({ encounter.isSecret($0, from: request.connector) }) {
                twist(.absent)
                twist(.refused)
            }
            guard case .found(let record) = answer else { continue }
            for concept in secret where record.values[concept] != nil { for way in Twist.Way.allCases { twist(.concept(concept, way)) } }
        }
        return twists.sorted { $0.description < $1.description }
    }

    /// Where the applicant's side could tell, by twist and place: no value is told. And how many twists the office noticed.
    private static func differences(
        _ encounter: Encounter, _ seen: Encounter.Seen, _ connectors: [any Connector], _ signer: ReceiptSigner
    ) async throws -> (found: [String], changed: Int, twists: Int) {
        let vocabulary = encounter.checked.vocabulary
        let outcomes = try await twists(encounter, connectors, signer).concurrentMap { twist in
            let other = try await encounter.filed(with: connectors.map { TwistingConnector(inner: $0, keys: encounter.stranger.keys, twist: twist, vocabulary: vocabulary) }, signer: signer)
            return (parts: parts(seen, other, encounter.checked).map { "\(twist): \($0)" }, isChanged: other.office != seen.office, isOfValue: twist.isOfValue)
        }
        return (outcomes.flatMap(\.parts), outcomes.count(where: \.isChanged), outcomes.count(where: \.isOfValue))
    }

    private static func parts(_ one: Encounter.Seen, _ two: Encounter.Seen, _ checked: CheckedForm) -> [String] {
        var parts: [String] = []
        if one.views.count != two.views.count { parts.append("stages") }
        for (stage, pair) in zip(one.views, two.views).enumerated() where pair.0.serialized(.compact) != pair.1.serialized(.compact) {
            let leaves = [pair.0, pair.1].map { view in (view["fields"]?.array ?? []).map { $0.serialized(.compact) } }
            let places = zip(pair.0["fields"]?.array ?? [], zip(leaves[0], leaves[1])).filter { $0.1.0 != $0.1.1 }.compactMap { $0.0["leaf"]?.string }
            let members = ["subjects", "documents", "ask", "offers", "invalid", "receipt"].filter { pair.0[$0] != pair.1[$0] }
            parts.append("view \(stage): \((places + members).joined(separator: " "))")
        }
        if one.lookUps != two.lookUps { parts.append("look-ups") }
        if one.submitted != two.submitted { parts.append("submission") }
        for language in Language.allCases {
            let texts = [one, two].map { $0.filled.map { FilledText($0, as: .applicant, of: checked, in: language).text } }
            if texts[0] != texts[1] { parts.append("text in \(language)") }
        }
        return parts
    }
}

extension Encounter {
    /// Whether something is read of the role that is for the office alone.
    fileprivate var hasSecrets: Bool {
        checked.catalog.grants.contains { grant in
            grant.purpose == checked.purpose && grant.about.contains(role.id) && grant.reads.contains { isSecret($0, from: grant.connector) }
        }
    }

    /// Whether something is read of the role that anybody may see.
    fileprivate var showsWhatIsRead: Bool {
        checked.catalog.grants.filter { $0.purpose == checked.purpose && $0.about.contains(role.id) }.contains { grant in
            grant.reads.contains { !isSecret($0, from: grant.connector) && !role.verify.contains($0) && !role.keys.joined().map(\.concept).contains($0) }
        }
    }

    /// A parcel there is not, on the same sheet.
    fileprivate var nowhere: Stranger? {
        guard stranger.typed["parcel_number"] != nil else { return nil }
        var typed = stranger.typed
        typed["parcel_number"] = "99999"
        return Stranger(name: SubjectName(kind: "parcel", id: "nowhere"), typed: typed, keys: [:])
    }

    /// Whether what this register says of a concept of the stranger is for the office alone.
    func isSecret(_ concept: ConceptID, from connector: ConnectorID) -> Bool {
        if role.verify.contains(concept) || role.keys.joined().contains(where: { $0.concept == concept }) || checked.vocabulary[concept]?.disclosure.isPublic ?? false { return false }
        let grant = checked.catalog.grant(for: checked.purpose, connector: connector, about: role.id, reads: concept)
        return grant.map { $0.disclosure != .applicant } ?? true
    }
}

extension Program.Run {
    /// All that is written, and how it ended.
    fileprivate var text: String { "\(status)\n\(error)\n\(output)" }
}
