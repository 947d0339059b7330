import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Vocabulary

/// A synthetic person who files one form, with what they would answer when asked.
struct Applicant: Sendable {
    let form: FormID
    let actor: SubjectKey
    let subject: SubjectKey
    let basis: Basis?
    /// What the portal checked, where no record ties actor and subject.
    let proof: String?
    /// The answers of people.jsonl, as they stand there and as read.
    let sheet: JSON
    let answers: Answers

    var opening: Opening { Opening(actor: actor, subject: subject, basis: basis, proof: proof) }

    var actorName: SubjectName { Self.name(actor) }
    var subjectName: SubjectName { Self.name(subject) }

    private static func name(_ key: SubjectKey) -> SubjectName {
        SubjectName(kind: key.kind.rawValue, id: key.keys.values.first ?? "")
    }

    /// At most `limit` people whom a form fits, spread over the whole province.
    static func all(of province: Province, form: FormID, limit: Int, vocabulary: Vocabulary) throws -> [Applicant] {
        let lines = try Lines(province.folder.appending(path: "people.jsonl"))
        let fitting = lines.ranges.filter { lines.text(after: #""forms":["#, until: "]", in: $0)?.contains(form.rawValue) ?? false }
        let step = max(1, fitting.count / max(1, limit))
        let chosen = stride(from: 0, to: fitting.count, by: step).prefix(limit).map { fitting[$0] }
        return try chosen.compactMap { try Applicant(JSON(parsing: lines.bytes($0)), form: form, vocabulary: vocabulary) }
    }

    private init?(_ line: JSON, form: FormID, vocabulary: Vocabulary) throws {
        guard let key = line["personal_id_number"]?.string, let actor = SubjectKey(guessing: key, in: vocabulary) else { return nil }
        let opening = line["opening"]?[form.rawValue]
        var subject = actor
        if let key = opening?["subject"]?.string {
            guard let known = SubjectKey(guessing: key, in: vocabulary) else { return nil }
            subject = known
        }
        sheet = line["answers"]?[form.rawValue] ?? [:]
        answers = try Answers(json: sheet)
        (self.form, self.actor, self.subject) = (form, actor, subject)
        basis = opening?["basis"]?.string.flatMap(Basis.init(rawValue:))
        proof = opening?["proof"]?.string
    }

    private init(_ other: Applicant, _ answers: Answers) {
        (form, actor, subject, basis, proof) = (other.form, other.actor, other.subject, other.basis, other.proof)
        (sheet, self.answers) = (answers.json, answers)
    }

    /// The same person, who answers otherwise.
    func answering(_ answers: Answers) -> Applicant { Applicant(self, answers) }
}

extension Applicant {
    /// More stages than any form needs.
    static let stageLimit = 8

    /// Opens a dossier and answers stage after stage what it asks, until nothing this person knows is left.
    ///
    /// - Parameter said: what is said with the opening already.
    func file(with service: IntakeService, saying said: Answers = Answers()) async throws -> Filing {
        var opened = try await service.open(form, opening, answers: said, asOf: Province.asOf)
        var said = said, views = [opened.json(.applicant)], stages = [opened]
        for _ in 0..<Self.stageLimit {
            let next = reply(to: views[views.count - 1], said)
            if next == said { break }
            said = next
            opened = try await service.resume(opened.dossier, actor: actor, answers: said)
            views.append(opened.json(.applicant))
            stages.append(opened)
        }
        return Filing(opened: opened, said: said, views: views, stages: stages)
    }

    struct Filing {
        /// As the last stage left it.
        let opened: IntakeService.Opened
        let said: Answers
        /// What the applicant's side saw, stage by stage.
        let views: [JSON]
        let stages: [IntakeService.Opened]
        /// The same stages in full.
        var offices: [JSON] { stages.map { $0.json(.office) } }
    }

    /// Answers what the applicant's side is asked; nothing else.
    func reply(to view: JSON, _ said: Answers) -> Answers {
        var next = said
        for ask in view["ask"]?.array ?? [] {
            guard let id = ask["id"]?.string else { continue }
            switch ask["kind"]?.string {
            case "role", "key":
                guard next.roles[id] == nil, !next.confirmed.contains(id) else { continue }
                let offer = view["offers"]?.array?.first { $0["for"]?.string == id }
                let candidates = (offer?["candidates"]?.array ?? []).compactMap { $0["id"]?.string }
                if let answer = answers.roles[id] {
                    next.roles[id] = answer
                } else if let first = candidates.first {
                    if candidates.count == 1 { next.confirmed.insert(id) } else { next.roles[id] = .candidate(first) }
                } else {
                    next.roles[id] = .nobody
                }
            case "rows": if next.rows[id] == nil { next.rows[id] = answers.rows[id] ?? [] }
            case "leaf": if let value = answers.answers[LeafID(id)] { next.answers[LeafID(id)] = value }
            default: break
            }
        }
        return next
    }
}
