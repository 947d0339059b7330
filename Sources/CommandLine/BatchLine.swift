import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill

/// One line of `prefill --batch`.
struct BatchLine {
    let form: FormID
    let subject: String
    let actor: String?
    let answers: Answers
    let asOf: PartialDate?

    private static let members = ["form", "subject", "actor", "answers", "asOf"]

    /// - Throws: a failure for whatever would otherwise be dropped in silence: a member nobody reads, a date that is no text.
    init(_ json: JSON) throws {
        guard let object = json.object else { throw CommandFailure.input(vi: "mỗi dòng là một đối tượng JSON", en: "a line is a JSON object") }
        for name in object.keys where !Self.members.contains(name) {
            let near = nearest(to: name, among: Self.members)
            let known = Self.members.joined(separator: ", ")
            // A name that is like none of them may be a value in the wrong place.
            throw CommandFailure.input(
                vi: near.map { "dòng này không có mục '\(name)'; có phải '\($0)'?" } ?? "dòng này có mục lạ; các mục: \(known)",
                en: near.map { "a line has no member '\(name)'; did you mean '\($0)'?" } ?? "a line has members \(known) and no others")
        }
        guard let form = try Self.text("form", of: json), let subject = try Self.text("subject", of: json) else {
            throw CommandFailure.input(vi: "mỗi dòng cần form và subject", en: "a line needs form and subject")
        }
        // A name from outside: only those that are declared are kept in memory.
        guard let form = FormID(known: form) else { throw IntakeError.unknownForm(form) }
        self.form = form
        self.subject = subject
        actor = try Self.text("actor", of: json)
        answers = try json["answers"].map { try Answers(json: $0) } ?? Answers()
        asOf = try Self.text("asOf", of: json).map(Input.date)
    }

    private static func text(_ name: String, of json: JSON) throws -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.string else { throw CommandFailure.input(vi: "'\(name)' phải là một chuỗi", en: "'\(name)' has to be a text") }
        return text
    }
}
