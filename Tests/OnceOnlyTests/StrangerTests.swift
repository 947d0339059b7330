import Connectors
import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import ProgramUnderTest
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// Whoever types twelve digits must not read a stranger's record: not a value, and not whether there is one.
@Suite("A stranger named by a typed key")
struct StrangerTests {
    // MARK: one view for all of them

    /// What the applicant's side gets of a dossier answered in these stages, and of its submission; ids and salts are the
    /// same for every call, so that only what the registers said can make a difference.
    private func seen(
        _ form: FormID, _ opening: Opening, _ stages: [Answers], of province: Province, hiding typed: [String]
    ) async throws -> [JSON] {
        let count = NIOLockedValueBox(0)
        let views = try await province.serving(random: { size in
            count.withLockedValue { count in
                count += 1
                return (0..<size).map { UInt8(truncatingIfNeeded: count &* 31 &+ $0 &* 7) }
            }
        }) { service in
            var opened = try await service.open(form, opening, asOf: Province.asOf)
            var views = [opened.json(.applicant)]
            for answers in stages {
                opened = try await service.resume(opened.dossier, actor: opening.actor, answers: answers)
                views.append(opened.json(.applicant))
            }
            views.append(try await service.submit(opened.receipt, answers: Answers()).json(.applicant))
            return views
        }
        return views.map { Self.without(typed, in: $0) }
    }

    /// The view without what was typed and without seals, whose salts are secret.
    private static func without(_ typed: [String], in json: JSON) -> JSON {
        switch json {
        case .string(let text):
            // The name of a candidate is made of its key and a salt nobody else knows.
            return .string(typed.contains(text) ? "typed" : text.replacing(/^c[0-9a-f]{16}$/, with: "candidate"))
        case .array(let items): return .array(items.map { without(typed, in: $0) })
        case .object(let object):
            // Each installation signs by a key of its own.
            let seals = object["signature"] == nil ? ["commitment", "subject"] : ["commitment", "subject", "key", "signature"]
            let kept = object.members.filter { !seals.contains($0.key) || $0.value.object != nil }
            return .object(JSONObject(kept.map { ($0.key, without(typed, in: $0.value)) }))
        case .null, .bool, .number: return json
        }
    }

    /// Where two views part, by path: no value is told.
    private static func differences(_ one: [JSON], _ two: [JSON]) -> [String] {
        var found: [String] = []
        func compare(_ one: JSON?, _ two: JSON?, _ path: String) {
            if one == two { return }
            if let one = one?.object, let two = two?.object {
                for key in Set(one.keys).union(two.keys).sorted() { compare(one[key], two[key], "\(path).\(key)") }
            } else if let one = one?.array, let two = two?.array, one.count == two.count {
                for (index, pair) in zip(one, two).enumerated() { compare(pair.0, pair.1, "\(path)[\(pair.0["leaf"]?.string ?? String(index))]") }
            } else {
                found.append(path)
            }
        }
        if one.count != two.count { found.append("stages") }
        for (stage, pair) in zip(one, two).enumerated() { compare(pair.0, pair.1, "\(stage)") }
        return found
    }

    private func answers(_ json: JSON) throws -> Answers { try Answers(json: json) }

    /// A personal number nobody in the province has, with the same province, century, sex and year.
    private func unused(like id: String, in province: Province) throws -> String {
        for last in 0..<1_000_000 {
            let digits = String(last)
            let number = id.prefix(6) + String(repeating: "0", count: 6 - digits.count) + digits
            if try province.truth.lines(of: SubjectName(kind: "person", id: String(number))).isEmpty { return String(number) }
        }
        return id
    }

    private func people(_ province: Province, _ form: String) throws -> [Applicant] {
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        return try Applicant.all(of: province, form: FormID(form), limit: 60, vocabulary: vocabulary)
    }

    private func name(_ id: String, in province: Province) throws -> String {
        try #require(try province.truth.lines(of: SubjectName(kind: "person", id: id))["full_name"]?.value.string)
    }

    /// Somebody else's parcel typed by commune, sheet and number.
    private struct Sheet {
        let applicant: Applicant
        /// What stands in the register.
        let number: String
        let kind: Answers
        let typed: @Sendable (_ number: String) throws -> Answers
    }

    private func sheet(in province: Province) throws -> Sheet {
        let applicants = try people(province, "dat-dai-tach-hop-thua")
        let applicant = try #require(applicants.first { $0.actor == $0.subject && $0.sheet["answers"]?["request.kind"]?.string == "split" })
        func parcel(of other: Applicant) throws -> [String: TruthLine] {
            try province.truth.lines(of: SubjectName(kind: "parcel", id: other.sheet["roles"]?["parcel"]?["key"]?["parcel_id"]?.string ?? ""))
        }
        let own = try province.links.subjects("parcels", of: applicant.actorName).flatMap { parcel in
            try province.truth.lines(of: parcel).filter { ["parcel_number", "map_sheet_number"].contains($0.key) }.map(\.value.value)
        }
        let other = try #require(try applicants.first { other in
            let parcel = try parcel(of: other)
            // The number that is hidden must be nothing else's too.
            guard let number = parcel["parcel_number"]?.value else { return false }
            return number != parcel["map_sheet_number"]?.value && !own.contains(number)
                && Set(province.links.subjects("household", of: other.actorName)).isDisjoint(with: province.links.subjects("household", of: applicant.actorName))
        })
        let parcel = try parcel(of: other)
        let number = try #require(parcel["parcel_number"]?.value.string)
        let commune = parcel["parcel_commune_code"]?.value ?? .null, map = parcel["map_sheet_number"]?.value ?? .null
        return Sheet(applicant: applicant, number: number, kind: try answers(["answers": ["request.kind": "split"]])) { number in
            try Answers(json: [
                "roles": ["parcel": ["key": ["parcel_commune_code": commune, "map_sheet_number": map, "parcel_number": .string(number)]]],
                "rows": ["new_parcels": [["row": "r1", "new": true], ["row": "r2", "new": true]]],
                "answers": [
                    "reason": "Tặng cho con", "request.certificate": "yes", "new_parcels[r1].new_parcel.area": "10", "new_parcels[r2].new_parcel.area": "20",
                    "new_parcels[r1].new_parcel.land_type": ["ONT"], "new_parcels[r2].new_parcel.land_type": ["ONT"],
                ],
            ])
        }
    }

    @Test("a parcel by its sheet: the same view whether there is one or not, up to the submission")
    func parcel() async throws {
        let province = try Province.small.get()
        let sheet = try sheet(in: province)
        func views(_ number: String) async throws -> [JSON] {
            try await seen(sheet.applicant.form, sheet.applicant.opening, [sheet.kind, sheet.typed(number)], of: province, hiding: [number])
        }
        let there = try await views(sheet.number), nowhere = try await views("999")
        #expect(Self.differences(there, nowhere).isEmpty)
        #expect(there.contains { $0["fields"]?.array?.contains { $0["withheld"]?.bool == true } ?? false })
    }

    @Test("the program's text tells no more: the same words and exit status whether there is a parcel or not", arguments: ["en", "vi"])
    func text(language: String) async throws {
        let province = try Province.small.get()
        let sheet = try sheet(in: province)
        let numbers = [sheet.number, "999"]
        let runs = try await ProvinceRegisters.serving(province) { variables in
            var runs: [Program.Run] = []
            for number in numbers {
                let answers = try sheet.kind.merging(sheet.typed(number)).json.serialized(.compact)
                runs.append(try await withFolder { store in
                    try await Program.onceonly(
                        ["prefill", "--form", sheet.applicant.form.rawValue, "--subject", sheet.applicant.actorName.id, "--answers", "-", "--as-of", "2026-11-24",
                         "--language", language, "--store", store.path], input: answers, environment: variables)
                })
            }
            return runs
        }
        let texts = runs.map { run in numbers.reduce("\(run.status)\n\(run.error)\n\(run.output)") { $0.replacing($1, with: "typed") } }
        #expect(texts[0] == texts[1])
        #expect(texts[0].contains(language == "en" ? "taken from the register" : "lấy từ sổ đăng ký"))
    }

    @Test("that a register refuses to speak of a stranger is told to the office alone")
    func refusal() async throws {
        let province = try Province.small.get()
        let sheet = try sheet(in: province)
        let opened = try await province.serving(wrapping: { RefusingConnector(inner: $0, about: sheet.number) }) { service in
            let opened = try await service.open(sheet.applicant.form, sheet.applicant.opening, answers: sheet.kind, asOf: Province.asOf)
            return try await service.resume(opened.dossier, actor: sheet.applicant.actor, answers: sheet.typed(sheet.number))
        }
        #expect(opened.lookUps(.office).contains { $0.result == "refused" })
        #expect(!opened.lookUps(.applicant).contains { $0.result == "refused" })
    }

    @Test("a represented person no record ties to the actor: the same view whether there is one or not", arguments: ["cu-tru-ct01", "bhxh-tk1-ts"])
    func represented(form: String) async throws {
        let province = try Province.small.get()
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let applicants = try people(province, form)
        let (applicant, stranger) = (applicants[0], applicants[applicants.count - 1])
        let nobody = try unused(like: stranger.actorName.id, in: province)
        func views(_ id: String) async throws -> [JSON] {
            let subject = try #require(SubjectKey(kind: .person, keys: ["personal_id_number": id], in: vocabulary))
            let opening = Opening(actor: applicant.actor, subject: subject, basis: .representation)
            let stages = try [
                answers(["answers": ["request.changes_household": "no", "request.content": "x", "request.family_annex": "yes"]]),
                answers(["rows": ["members": []]]),
            ]
            return try await seen(FormID(form), opening, stages, of: province, hiding: [id])
        }
        let (there, nowhere) = (try await views(stranger.actorName.id), try await views(nobody))
        #expect(Self.differences(there, nowhere).isEmpty)
    }

    @Test("a represented person no record ties to the actor: asked for is what might tie them, and nothing else", arguments: ["cu-tru-ct01", "bhxh-tk1-ts", "btxh-tro-giup-xa-hoi-1d"])
    func unread(form: String) async throws {
        let province = try Province.small.get()
        let applicants = try people(province, form)
        let (applicant, stranger) = (applicants[0], applicants[applicants.count - 1])
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let subject = try #require(SubjectKey(kind: .person, keys: ["personal_id_number": stranger.actorName.id], in: vocabulary))
        let log = RequestLog()
        try await province.serving(wrapping: { RecordingConnector(inner: $0, log: log) }) { service in
            _ = try await service.open(FormID(form), Opening(actor: applicant.actor, subject: subject, basis: .representation), asOf: Province.asOf)
        }
        let asked = log.requests.filter { $0.keys.values.contains(stranger.actorName.id) }
        #expect(!asked.isEmpty)
        #expect(asked.allSatisfy { $0.concepts.isEmpty })
        let proving = Set(vocabulary.relations.values.filter(\.proves).map(\.id))
        #expect(asked.flatMap(\.relations).allSatisfy(proving.contains))
    }

    @Test("verified by name: a wrong name and a number of nobody look alike, and so do two matches")
    func verified() async throws {
        let province = try Province.small.get()
        let moving = try people(province, "cu-tru-ct01").filter { TrueRoles(applicant: $0, links: province.links).typedKeys.contains("head") }
        let applicant = try #require(moving.first)
        let heads = moving.compactMap { $0.sheet["roles"]?["head"]?["key"]?["personal_id_number"]?.string }
        let head = heads[0], other = try #require(heads.first { $0 != head })
        func views(_ id: String, _ name: String) async throws -> [JSON] {
            let key: JSON = ["personal_id_number": .string(id), "full_name": .string(name)]
            let stages = try [
                answers(["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger", "request.content": "x"]]),
                answers(["roles": ["head": ["key": key]], "rows": ["members": []]]),
                answers(["roles": ["dwelling_owner": ["key": ["personal_id_number": .string(id)]]], "answers": ["head.opinion": "agree", "dwelling_owner.opinion": "agree"]]),
            ]
            return try await seen(applicant.form, applicant.opening, stages, of: province, hiding: [id, name])
        }
        let right = try name(head, in: province)
        let match = try await views(head, right)
        let otherMatch = try await views(other, name(other, in: province))
        #expect(Self.differences(match, otherMatch).isEmpty)
        #expect(match.last?["accepted"]?.bool == true)
        let wrong = try await views(head, right + " A")
        let nobody = try await views(unused(like: head, in: province), right + " A")
        #expect(Self.differences(wrong, nobody).isEmpty)
        #expect(wrong.last?["accepted"]?.bool == false && wrong != match)
    }

    // MARK: guesses

    @Test("guessed more than a few times, is not looked up any more")
    func guesses() async throws {
        let province = try Province.small.get()
        let moving = try people(province, "cu-tru-ct01").filter { TrueRoles(applicant: $0, links: province.links).typedKeys.contains("head") }
        let applicant = try #require(moving.first)
        let heads = Set(moving.compactMap { $0.sheet["roles"]?["head"]?["key"]?["personal_id_number"]?.string })
        let strangers = try people(province, "hkd-dang-ky-thanh-lap").map(\.actorName.id).filter { !heads.contains($0) }.prefix(12)
        let log = RequestLog()
        try await province.serving(wrapping: { RecordingConnector(inner: $0, log: log) }) { service in
            var opened = try await service.open(applicant.form, applicant.opening, asOf: Province.asOf)
            let moves = try Answers(json: ["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger"]])
            opened = try await service.resume(opened.dossier, actor: applicant.actor, answers: moves)
            for id in strangers {
                let guess = try Answers(json: ["roles": ["head": ["key": ["personal_id_number": .string(id), "full_name": "Nguyễn Văn A"]]]])
                opened = try await service.resume(opened.dossier, actor: applicant.actor, answers: guess)
            }
        }
        let asked = Set(log.requests.flatMap(\.keys.values)).intersection(strangers)
        #expect(asked.count == DossierState.attemptLimit)
    }

    // MARK: everything that leaves the house

    @Test("is in no view, receipt, packet, ledger, error or output of the program, also when a register is down")
    func nowhere() async throws {
        let province = try Province.small.get()
        let declarations = try Repository.declarations.get()
        for form in ["cu-tru-ct01", "ho-tich-khai-sinh"] {
            let checked = try #require(declarations.checked[FormID(form)])
            let moving = try people(province, form).filter { !TrueRoles(applicant: $0, links: province.links).typedKeys.isEmpty }
            #expect(moving.count >= 5)
            // The library, up to the ledger.
            let said = try await province.serving { service in
                var texts: [(said: [String], secrets: Secrets)] = [], all = Secrets()
                for applicant in moving.prefix(8) {
                    let filing = try await applicant.file(with: service)
                    let secrets = try Audit(checked, applicant, province: province).secrets(said: filing.said.json)
                    #expect(secrets.count > 5)
                    all.formUnion(secrets)
                    let submitted = try await service.submit(filing.opened.receipt, answers: filing.said)
                    let sent = filing.views + [filing.opened.receipt.json, submitted.json(.applicant)]
                    texts.append((sent.map { $0.serialized(.compact) }, secrets))
                }
                var ledger: [String] = []
                for try await row in service.record.rows() { ledger.append(row.content) }
                #expect(ledger.contains { $0.contains("submitted") })
                return texts + [(ledger, all)]
            }
            for (texts, secrets) in said {
                for text in texts { #expect(secrets.found(in: text).isEmpty) }
            }
            // The program: every line it writes, with all registers up and with one of them gone.
            let lines = moving.prefix(8).map { applicant -> JSON in
                ["form": .string(form), "subject": .string(applicant.subjectName.id), "actor": .string(applicant.actorName.id), "answers": applicant.sheet]
            }
            let secrets = try moving.prefix(8).map { try Audit(checked, $0, province: province).secrets(said: $0.sheet) }
            let input = lines.map { $0.serialized(.compact) }.joined(separator: "\n")
            let runs = try await ProvinceRegisters.serving(province) { variables in
                var down = variables
                down["POPULATION_URL"] = "http://127.0.0.1:9"
                var runs: [Program.Run] = []
                for environment in [variables, down] {
                    runs.append(try await withFolder { store in
                        try await Program.onceonly(["prefill", "--batch", "--store", store.path], input: input, environment: environment)
                    })
                }
                return runs
            }
            for run in runs {
                let output = run.output.split(separator: "\n")
                #expect(output.count == lines.count)
                for (text, secrets) in zip(output, secrets) { #expect(secrets.found(in: String(text)).isEmpty) }
                for secrets in secrets { #expect(secrets.found(in: run.error).isEmpty) }
            }
        }
    }
}

/// A register that refuses to speak of one thing.
private struct RefusingConnector: Connector {
    let inner: any Connector
    let about: String

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        request.keys.values.contains(about) ? .refused : await inner.lookUp(request)
    }

    func close() async { await inner.close() }
}
