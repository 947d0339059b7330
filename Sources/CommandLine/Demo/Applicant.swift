import Expressions
import Formats
import Forms
import Foundation
import Prefill
import Receipts
import Vocabulary

/// One synthetic person who files one form, with what they would answer.
struct Applicant: Sendable {
    let form: FormID
    let actor: SubjectKey
    let subject: SubjectKey
    let basis: Basis?
    let proof: String?
    let answers: Answers

    /// The same person, who answers some blanks otherwise.
    func answering(_ changed: [LeafID: JSON]) -> Applicant {
        var answers = answers
        answers.answers.merge(changed) { $1 }
        return Applicant(form: form, actor: actor, subject: subject, basis: basis, proof: proof, answers: answers)
    }
}

/// Reads people.jsonl of a generated province.
enum Applicants {
    /// - Returns: at most `limit` applicants, forms in turn, so that every form has its share.
    static func read(_ file: URL, forms: [FormID], limit: Int, vocabulary: Vocabulary) throws -> [Applicant] {
        var queues: [FormID: [Applicant]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let json = try JSON(parsing: String(line))
            let wanted = forms.filter { form in json["forms"]?.array?.contains(.string(form.rawValue)) ?? false }
            guard let key = json["personal_id_number"]?.string, let actor = SubjectKey(guessing: key, in: vocabulary), !wanted.isEmpty else { continue }
            // A person files the form fewest others have filed so far.
            for form in wanted where queues[form, default: []].count < limit {
                if let applicant = try applicant(json, form, actor, vocabulary) { queues[form, default: []].append(applicant) }
            }
        }
        var chosen: [Applicant] = []
        var round = 0
        while chosen.count < limit {
            let next = forms.compactMap { form in queues[form].flatMap { round < $0.count ? $0[round] : nil } }
            if next.isEmpty { break }
            chosen += next.prefix(limit - chosen.count)
            round += 1
        }
        return chosen
    }

    private static func applicant(_ json: JSON, _ form: FormID, _ actor: SubjectKey, _ vocabulary: Vocabulary) throws -> Applicant? {
        let opening = json["opening"]?[form.rawValue]
        var subject = actor
        if let key = opening?["subject"]?.string {
            guard let known = SubjectKey(guessing: key, in: vocabulary) else { return nil }
            subject = known
        }
        let answers = try json["answers"]?[form.rawValue].map { try Answers(json: $0) } ?? Answers()
        return Applicant(
            form: form, actor: actor, subject: subject, basis: opening?["basis"]?.string.flatMap(Basis.init(rawValue:)),
            proof: opening?["proof"]?.string, answers: answers)
    }
}
