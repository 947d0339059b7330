import Connectors
import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// What a person may type, and how often.
@Suite("What is typed")
struct LimitTests {
    private func people(_ province: Province, _ form: String) throws -> [Applicant] {
        try Applicant.all(of: province, form: FormID(form), limit: 1_000, vocabulary: Repository.declarations.get().catalog.vocabulary)
    }

    @Test("strangers' numbers are looked up a limited number of times a day, over all dossiers of one person, and of no other")
    func acrossDossiers() async throws {
        let province = try Province.small.get()
        let moving = try people(province, "cu-tru-ct01").filter { TrueRoles(applicant: $0, links: province.links).typedKeys.contains("head") }
        let (guesser, other) = (moving[0], moving[1])
        let heads = Set(moving.compactMap { $0.sheet["roles"]?["head"]?["key"]?["personal_id_number"]?.string })
        let strangers = try people(province, "hkd-dang-ky-thanh-lap").map(\.actorName.id).filter { !heads.contains($0) && $0 != guesser.actorName.id && $0 != other.actorName.id }
        let perDossier = DossierState.attemptLimit, dossiers = DossierState.dailyLimit / perDossier + 3
        #expect(strangers.count > perDossier * (dossiers + 2))
        let log = RequestLog(), days = NIOLockedValueBox(0)
        @Sendable func asked(_ ids: ArraySlice<String>) -> Int { Set(log.requests.flatMap(\.keys.values)).intersection(ids).count }
        try await province.serving(wrapping: { RecordingConnector(inner: $0, log: log) }, now: { Province.noon + days.withLockedValue { $0 } * 86_400 }) { service in
            @Sendable func guess(_ ids: ArraySlice<String>, by applicant: Applicant) async throws {
                let moves = try Answers(json: ["answers": ["request.changes_household": "yes", "applicant.relationship_to_head": "lodger"]])
                let opened = try await service.open(applicant.form, applicant.opening, answers: moves, asOf: Province.asOf)
                for id in ids {
                    let guess = try Answers(json: ["roles": ["head": ["key": ["personal_id_number": .string(id), "full_name": "Nguyễn Văn A"]]]])
                    _ = try await service.resume(opened.dossier, actor: applicant.actor, answers: guess)
                }
            }
            for number in 0..<dossiers { try await guess(strangers.dropFirst(number * perDossier).prefix(perDossier), by: guesser) }
            let tried = strangers.prefix(dossiers * perDossier), rest = strangers.dropFirst(dossiers * perDossier)
            #expect(asked(tried) == DossierState.dailyLimit)
            // Somebody else is not held to it, and the next day begins anew.
            try await guess(rest.prefix(perDossier), by: other)
            #expect(asked(rest.prefix(perDossier)) == perDossier)
            days.withLockedValue { $0 = 1 }
            try await guess(rest.dropFirst(perDossier).prefix(1), by: guesser)
            #expect(asked(rest.dropFirst(perDossier).prefix(1)) == 1)
        }
    }

    @Test("a commune's code that was closed before the day is refused, and one that was given a new meaning is not", arguments: [("02641", false), ("02647", true), ("99999", false)])
    func communes(code: String, isOpen: Bool) async throws {
        let result = try await submission(of: "hkd-dang-ky-thanh-lap") { $0.answers[LeafID("business.head_office_commune")] = .string(code) }
        let faults = result.violations.filter { $0.leaf == "business.head_office_commune" }
        #expect(faults.map(\.code) == (isOpen ? [] : [.invalid]))
        if !isOpen { #expect(faults.map(\.detail) == [code == "99999" ? "unknown-code" : "closed-code"]) }
    }

    @Test("a quantity is nothing below zero, a count no less than it can be", arguments: [
        ("hkd-dang-ky-thanh-lap", "business.capital", "-1", false), ("hkd-dang-ky-thanh-lap", "business.capital", "0", true),
        ("hkd-dang-ky-thanh-lap", "business.employees", "-3", false), ("hkd-dang-ky-thanh-lap", "business.employees", "3", true),
    ])
    func ranges(form: String, leaf: String, number: String, isInside: Bool) async throws {
        let result = try await submission(of: form) { $0.answers[LeafID(leaf)] = .string(number) }
        #expect(result.violations.filter { $0.leaf == leaf && $0.code == .invalid }.map(\.detail) == (isInside ? [] : ["out-of-range"]))
    }

    private func submission(of form: String, _ change: @escaping @Sendable (inout Answers) -> Void) async throws -> IntakeService.Submitted {
        let province = try Province.small.get()
        let applicant = try #require(try people(province, form).first)
        return try await province.serving { service in
            let filing = try await applicant.file(with: service)
            var said = filing.said
            change(&said)
            return try await service.submit(filing.opened.receipt, answers: said)
        }
    }

    @Test("who moves is not offered as one who moves with them, however their household lists them and whoever has the same name")
    func household() async throws {
        let province = try Province.small.get()
        func names(_ household: Set<SubjectName>) throws -> [String] {
            try household.compactMap { try province.truth.lines(of: $0)["full_name"]?.held["population"]?.string }.sorted()
        }
        let moving = try people(province, "cu-tru-ct01").map { ($0, TrueRoles(applicant: $0, links: province.links).household) }
            .filter { $0.actor == $0.subject && $1.count > 2 }
        let shared = try moving.filter { try Set(names($0.1)).count < $0.1.count }
        #expect(shared.count > 5)
        let filed = try await province.serving { service in
            try await (moving.prefix(5) + shared.prefix(5)).map(\.0).concurrentMap { applicant in
                let stays = try Answers(json: ["answers": ["request.changes_household": "no", "request.content": "x"]])
                let opened = try await service.open(applicant.form, applicant.opening, answers: stays, asOf: Province.asOf)
                let own = try Answers(json: ["rows": ["members": [["row": "r1", "key": ["personal_id_number": .string(applicant.subjectName.id)]]]]])
                let filled = try await service.resume(opened.dossier, actor: applicant.actor, answers: own)
                let offers = opened.json(.office)["offers"]?.array?.first { $0["for"] == "members" }
                return (applicant, offered: offers?["candidates"]?.array ?? [], refused: try await service.submit(filled.receipt, answers: own).violations)
            }
        }
        for (applicant, offered, refused) in filed {
            let others = TrueRoles(applicant: applicant, links: province.links).household.subtracting([applicant.subjectName])
            #expect(offered.count == others.count)
            // A name is offered as often as others have it.
            #expect(try offered.compactMap { $0["shown"]?["full_name"]?.string }.sorted() == names(others))
            #expect(refused.contains { $0.leaf == "members" })
        }
    }
}
