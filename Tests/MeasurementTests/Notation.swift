@testable import Measurement
import Receipts

/// Facts in a line each, so that a case is a table.
///
/// A leaf: `leaf atom outcome`, then in any order `@source`, `own`, `touched`, `earlier`, `reason=code`, `role=name`; an atom
/// with `!` is required. A blank: `atom!` required, `atom?` unknown, `atom` optional, with the leaf before it where it matters, and `role=name`.
/// A paper: `id disposition`, then `optional`, `available`, `digitized`.
enum Notation {
    static func leaf(_ text: String) throws -> SubmittedFact.CurrentLeaf {
        let words = text.split(separator: " ").map(String.init)
        func value(_ prefix: String) -> String? {
            words.dropFirst(3).first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        }
        guard words.count >= 3, let outcome = SubmittedOutcome(rawValue: words[2]) else { throw NotationError(text: text) }
        return SubmittedFact.CurrentLeaf(
            leaf: words[0], atom: words[1].withoutMark, required: words[1].hasSuffix("!"), outcome: outcome,
            isTouched: words.contains("touched"), source: value("@"), isOwnIdentity: words.contains("own"),
            isEarlier: words.contains("earlier"), reason: value("reason=").flatMap(Reason.init(rawValue:)), role: value("role="))
    }

    static func blank(_ text: String) throws -> SubmittedFact.BaselineLeaf {
        let all = text.split(separator: " ").map(String.init), words = all.filter { !$0.hasPrefix("role=") }
        let role = all.first { $0.hasPrefix("role=") }.map { String($0.dropFirst(5)) }
        guard let atom = words.last, words.count <= 2 else { throw NotationError(text: text) }
        let demand: BaselineDemand = atom.hasSuffix("!") ? .required : atom.hasSuffix("?") ? .unknown : .optional
        return SubmittedFact.BaselineLeaf(leaf: words.count == 2 ? words[0] : atom.withoutMark, atom: atom.withoutMark, demand: demand, role: role)
    }

    static func paper(_ text: String) throws -> SubmittedFact.DocumentFact {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 2 else { throw NotationError(text: text) }
        return SubmittedFact.DocumentFact(
            id: words[0], required: !words.contains("optional"), disposition: words[1], by: nil,
            wasAvailable: words.contains("available"), digitized: words.contains("digitized"), reusedFlag: 0)
    }
}

struct NotationError: Error { let text: String }

extension String {
    fileprivate var withoutMark: String { hasSuffix("!") || hasSuffix("?") ? String(dropLast()) : self }
}

func submission(
    current: [String] = [], blanks: [String] = [], papers: [String] = [], procedure: String = "1.000001", form: String = "form-a",
    status: String = "in-force", simulated: Bool = true, confirmations: Int = 0, baseline: String = "b0", replaced: SubmittedFact.Replay? = nil
) throws -> SubmittedFact {
    SubmittedFact(
        form: form, version: "1", procedure: procedure, channel: "online", isSimulated: simulated, baseline: baseline, baselineStatus: status,
        current: try current.map(Notation.leaf), blanks: try blanks.map(Notation.blank), documents: try papers.map(Notation.paper),
        confirmations: confirmations, replaced: replaced)
}

/// A dossier of which `given` of `demanded` required atoms are still declared, the others come from a register.
func plain(
    given: Int, of demanded: Int, procedure: String = "1.000001", form: String? = nil, status: String = "in-force",
    simulated: Bool = true, source: String = "population"
) throws -> SubmittedFact {
    try submission(
        current: (0..<max(given, demanded)).map { $0 < given ? "f\($0) a\($0)! declared reason=not-held" : "f\($0) a\($0)! prefilled @\(source)" },
        blanks: (0..<demanded).map { "a\($0)!" }, procedure: procedure, form: form ?? "form-\(procedure)", status: status,
        simulated: simulated)
}

func ledger(_ facts: [SubmittedFact], hour: String = "2026-11-24T09") -> [LedgerEntry] {
    facts.enumerated().map { LedgerEntry(dossier: "d\($0)", hour: hour, fact: .submitted($1)) }
}

/// A dossier from its opening on.
struct Filing {
    var subject: String?
    var kind = "person"
    var hour = "2026-11-24T09"

    func entries(_ dossier: String, _ fact: SubmittedFact) -> [LedgerEntry] {
        let opened = OpenedFact(
            form: fact.form, version: fact.version, procedure: fact.procedure, purpose: "p", subjectKind: kind, channel: fact.channel, basis: "self", hasOperator: false,
            isSimulated: fact.isSimulated, subject: subject)
        return [LedgerEntry(dossier: dossier, hour: hour, fact: .opened(opened)), LedgerEntry(dossier: dossier, hour: hour, fact: .submitted(fact))]
    }
}
