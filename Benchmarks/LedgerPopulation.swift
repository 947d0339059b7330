import Formats
import Foundation
import Receipts

/// Events as a simulated province's demo writes them, any number of them: fourteen forms, fourteen events a dossier, of which a fifth say how it
/// stood before it was filed; the same in every run.
///
/// How many ways there are to fill a form grows with the dossiers as it does there (12,314 dossiers of the demo: 3,164 ways; an eighth of
/// them: 759): the way is drawn from a Pareto distribution, and a way's leaves from its number.
struct LedgerPopulation {
    /// Leaves of the current form and blanks of the paper, by form.
    private static let forms: [(leaves: Int, blanks: Int)] = [
        (18, 12), (21, 15), (23, 17), (26, 20), (28, 21), (31, 23), (33, 24), (35, 26), (38, 28), (41, 30), (45, 32), (51, 37), (60, 42), (70, 48),
    ]
    private static let registers = ["population", "civil_status", "land", "business", "budget", "social_insurance", "tax", "driving_licence"]
    private static let reasons: [Reason] = [.notHeld, .statement, .newValue]
    private static let roles = ["applicant", "spouse", "child"]
    /// Dossiers that are opened between a submission and its result.
    private static let waiting = 4_000

    /// Nobody fills a form as anybody else did.
    let isEachItsOwn: Bool
    /// The ways of filling a form that were drawn.
    private(set) var ways: Set<Int> = []
    private var templates: [Int: [EventTemplate]] = [:]
    private var others: [LedgerEntry.Fact: EventTemplate] = [:]
    private var random = Draw(state: 1)

    init(isEachItsOwn: Bool = false) { self.isEachItsOwn = isEachItsOwn }

    /// At least so many events: all of a number of dossiers.
    mutating func write(_ events: Int, to put: (String) throws -> Void) throws {
        var written = 0, number = 0
        var submitted: [Int] = []
        func emit(_ template: EventTemplate, of dossier: Int, in hour: Int) throws {
            try put(template.event(dossier: Self.name(dossier, 0), hour: Self.hour(hour), subject: Self.name(dossier, 1)))
            written += 1
        }
        // The last ones' results are still to come.
        while written < events {
            if number >= Self.waiting, submitted[number - Self.waiting] != 0 {
                let isOver = random.below(40) == 0
                try emit(other(isOver ? .refused(RefusedFact(ground: .conditions)) : .completed(CompletedFact(isElectronic: random.below(8) > 0))), of: number - Self.waiting, in: number)
            }
            let form = random.below(Self.forms.count)
            try emit(other(.opened(Self.opened(form))), of: number, in: number)
            for call in 0..<3 + random.below(5) { try emit(other(.lookedUp(lookUp(form, call))), of: number, in: number) }
            for _ in 0..<1 + random.below(2) { try emit(other(.documents(DocumentsFact(replaced: random.below(3), earlier: 0, stored: random.below(2), upload: random.below(3)))), of: number, in: number) }
            var open = 2 + random.below(6)
            for stage in 1...1 + random.below(4) {
                if stage > 1 { try emit(other(.staged(StagedFact(number: stage, isAcrossVersions: false, isSupplement: false))), of: number, in: number) }
                try emit(other(.standing(standing(form, stage, open: open))), of: number, in: number)
                open /= 2
            }
            let isFiled = random.below(33) > 0
            submitted.append(isFiled ? 1 : 0)
            if isFiled { for template in submission(form, number) { try emit(template, of: number, in: number) } }
            if isFiled, random.below(50) == 0 { try emit(other(.supplementRequested(SupplementFact(fields: ["applicant.field_\(random.below(12))"], documents: []))), of: number, in: number) }
            number += 1
        }
    }

    private mutating func other(_ fact: LedgerEntry.Fact) -> EventTemplate {
        if let known = others[fact] { return known }
        let template = EventTemplate(fact)
        others[fact] = template
        return template
    }

    /// The submission, and what its applicant changed.
    private mutating func submission(_ form: Int, _ number: Int) -> [EventTemplate] {
        let way = (isEachItsOwn ? number : random.way()) * Self.forms.count + form
        ways.insert(way)
        if let known = templates[way] { return known }
        var draw = Draw(state: UInt64(way) &* 0x9E37_79B9_7F4A_7C15 | 1)
        let made = LedgerEntry(dossier: EventTemplate.dossier, hour: EventTemplate.hour, fact: .submitted(Self.submitted(form, &draw))).withChanges.map { EventTemplate($0.fact) }
        // The rare ways are not drawn again soon.
        if templates.count < 30_000 { templates[way] = made }
        return made
    }

    private static func opened(_ form: Int) -> OpenedFact {
        OpenedFact(
            form: "procedure-form-\(form)", version: "2026.1", procedure: procedure(form), purpose: "purpose-of-form-\(form)", subjectKind: "person", channel: "online",
            basis: "self", hasOperator: form % 5 == 0, isSimulated: true, subject: EventTemplate.subject)
    }

    /// After each stage less is open.
    private mutating func standing(_ form: Int, _ stage: Int, open: Int) -> StandingFact {
        let blanks = Self.forms[form].blanks, most = blanks - blanks / 9, given = min(most / 3 + random.below(6), most - open)
        return StandingFact(
            form: "procedure-form-\(form)", procedure: Self.procedure(form), baseline: Self.baseline(form), baselineStatus: Self.status(form), stage: stage, given: given,
            demanded: most - open / 2, givenAtMost: given + open, demandedAtMost: most)
    }

    private static func procedure(_ form: Int) -> String { "1.00\(4100 + form)" }
    private static func baseline(_ form: Int) -> String { String(repeating: String(form, radix: 16), count: 64) }
    private static func status(_ form: Int) -> String { form == 13 ? "provisional" : "in-force" }

    private mutating func lookUp(_ form: Int, _ call: Int) -> LookedUpFact {
        let result = random.below(20)
        return LookedUpFact(
            connector: registers(form)[call % 4], operation: "record_of_\(call)", purpose: "purpose-of-form-\(form)", attributes: 6 + call,
            result: result > 2 ? "found" : ["absent", "timeout", "absent"][result], subject: EventTemplate.subject)
    }

    private func registers(_ form: Int) -> [String] { (0..<4).map { Self.registers[(form + $0) % Self.registers.count] } }

    private static func submitted(_ form: Int, _ draw: inout Draw) -> SubmittedFact {
        let (leaves, blanks) = forms[form]
        let current = (0..<leaves).map { leaf in
            let own = leaf < 8, usual = leaf % 5, drawn = draw.below(24)
            let outcome: SubmittedOutcome = switch drawn {
            case 0: .empty
            case 1: usual == 0 ? .prefilled : .declared
            case 2 where usual == 1: .notApplicable
            case 3 where leaf == 9: .corrected
            default: usual == 0 ? .declared : usual == 4 ? .repeated : .prefilled
            }
            let source = outcome == .prefilled || outcome == .corrected ? registers[(form + leaf) % registers.count] : nil
            return SubmittedFact.CurrentLeaf(
                leaf: "applicant.field_\(leaf)", atom: "s\(leaf % 3 + 1).atom_of_field_\(leaf)", required: leaf % 7 != 6, outcome: outcome, isTouched: false, source: source,
                isOwnIdentity: own && source != nil, isEarlier: false, reason: outcome == .declared ? reasons[leaf % 3] : nil, role: roles[leaf % 3])
        }
        let paper = (0..<blanks).map { SubmittedFact.BaselineLeaf(leaf: "blank_of_the_paper_\($0)", atom: "s\($0 % 3 + 1).atom_of_field_\($0)", demand: $0 % 9 == 8 ? .optional : .required, role: roles[$0 % 3]) }
        let papers = (0..<2 + form % 3).map { paper in
            let isReplaced = draw.below(4) > 0
            return SubmittedFact.DocumentFact(
                id: "paper_\(paper)", required: true, disposition: isReplaced ? "replaced-by-data" : "upload", by: isReplaced ? "population" : nil, wasAvailable: false, digitized: isReplaced,
                reusedFlag: isReplaced ? 1 : 0)
        }
        return SubmittedFact(
            form: "procedure-form-\(form)", version: "2026.1", procedure: procedure(form), channel: "online", isSimulated: true,
            baseline: baseline(form), baselineStatus: status(form), current: current, blanks: paper, documents: papers,
            confirmations: draw.below(3))
    }

    /// 32 digits that follow no order, as pseudonyms do.
    private static func name(_ number: Int, _ kind: UInt64) -> String {
        var draw = Draw(state: UInt64(number) &* 2 &+ kind)
        return (0..<2).map { _ in
            let digits = String(draw.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Three hundred dossiers an hour, eight hours a day, thirty days a month.
    private static func hour(_ number: Int) -> String {
        let hour = number / 300, day = hour / 8, month = day / 30
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(2026 + month / 12)-\(two(month % 12 + 1))-\(two(min(day % 30 + 1, 28)))T\(two(hour % 8 + 1))"
    }
}

/// An event's canonical JSON, as the ledger writes it, with gaps for what is each dossier's own.
struct EventTemplate {
    static let dossier = "{dossier}", hour = "{hour}", subject = "{subject}"

    private let pieces: [Substring]

    init(_ fact: LedgerEntry.Fact) {
        let text = LedgerEntry(dossier: Self.dossier, hour: Self.hour, fact: fact).json.serialized(.canonical)
        var rest = text[...], pieces: [Substring] = []
        for gap in [Self.dossier, Self.hour, Self.subject] {
            guard let found = rest.range(of: gap) else { continue }
            pieces.append(rest[..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        self.pieces = (pieces + [rest]).map { Substring(String($0)) }
    }

    func event(dossier: String, hour: String, subject: String) -> String {
        var text = ""
        for (piece, gap) in zip(pieces, [dossier, hour, subject, ""]) {
            text += piece
            if pieces.count == 4 || gap != subject { text += gap }
        }
        return text
    }
}

/// SplitMix64, so that every run draws the same.
private struct Draw {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Of rank `r` with a frequency of r to the power of −1.45, which is what makes the ways grow as they do.
    mutating func way() -> Int {
        let share = (Double(next() >> 11) + 1) / Double(1 << 53)
        return Int(min(3 / pow(share, 1 / 0.45), 1e9))
    }
}
