import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import ProgramUnderTest
import Receipts
import Reports
import Testing

/// Eighteen ways to make the cut look larger, each done to a procedure whose true reduction is known (60 %, see `ReaderPermit`).
///
/// Each either moves the strict headline by at most half a percentage point, or a named flag withholds it. docs/integrity.md has the
/// same eighteen in the same order.
@Suite("Eighteen ways to cheat")
struct CheatingTests {
    private static let pupils = 0..<12

    /// The figure after the cheat is the honest one, and is shown.
    private func expectHonest(_ report: Report, _ honest: Double, _ place: SourceLocation = #_sourceLocation) {
        let strict = report.reduction.strict.headline
        #expect(abs((strict.macro ?? .nan) - honest) <= 0.005 && abs((strict.weighted ?? .nan) - honest) <= 0.005, "\(strict)", sourceLocation: place)
        #expect(!report.integrity.isWithheld, "\(report.integrity.flags.map(\.code))", sourceLocation: place)
        #expect(report.json["reduction"]?["strict"]?["macro"] != .null, sourceLocation: place)
    }

    /// The cheat would have raised the figure, and it is withheld by name everywhere.
    private func expectWithheld(_ report: Report, by code: IntegrityFlag.Code, honest: Double, _ place: SourceLocation = #_sourceLocation) throws {
        let counted = report.reduction.strict.headline
        // Nor does it, or what it is worked out from, stand in the row of the procedure.
        let flagged = zip(report.procedures, report.json["procedures"]?.array ?? []).filter { !report.integrity.withholding($0.0.key).isEmpty }
        #expect(!flagged.isEmpty && flagged.allSatisfy { $0.1["A"] == .null && $0.1["blanks"] == .null && $0.1["strict"]?["weighted"] == .null }, sourceLocation: place)
        #expect(max(counted.macro ?? 0, counted.weighted ?? 0) > honest + 0.005, "the cheat does nothing: \(counted)", sourceLocation: place)
        #expect(report.integrity.reasons.contains(code), "\(report.integrity.reasons)", sourceLocation: place)
        let json = report.json, strict = json["reduction"]?["strict"], goal = json["targets"]?[0]
        #expect(["macro", "weighted", "interval"].allSatisfy { strict?[$0] == .null } && strict?["low"]?["macro"] == .null, sourceLocation: place)
        #expect(goal?["id"] == "reduction" && goal?["met"] == "withheld" && goal?["value"] == .null, sourceLocation: place)
        #expect(ReportText(report, language: .english).text.contains("HEADLINE WITHHELD, flags: "), sourceLocation: place)
        #expect(ReportText(report, language: .vietnamese).text.contains("SỐ CHÍNH BỊ GIỮ LẠI, cờ: "), sourceLocation: place)
        let page = try ReportPage(report).html()
        #expect(page.contains("verdict withheld") && page.contains("<strong><span lang=\"vi\">giữ lại</span>"), sourceLocation: place)
        #expect(ReportTables(report).csvFiles.first { $0.name == "reduction.csv" }?.text.contains("withheld") ?? false, sourceLocation: place)
        let publication = PublicReport(report)
        #expect(publication.json["integrity"]?["withheld"] == true && publication.json["reduction"]?["strict"]?["macro"] == .null, sourceLocation: place)
        #expect(ReportText(publication, language: .english).text.contains(code.rawValue), sourceLocation: place)
    }

    @Test("0. the honest procedure: 60 %, no flag")
    func honest() async throws {
        try await PermitOffice.open { office in
            try await office.file(Self.pupils)
            let report = try await office.report()
            expectHonest(report, ReaderPermit.truth)
            #expect(report.reduction.strict.given == 48 && report.reduction.strict.demanded == 120)
            #expect(report.integrity.flags == [] && report.integrity.withoutFlagged.strict == report.reduction.strict.headline)
            #expect(report.targets.first { $0.id == "reduction" }?.verdict == .met)
        }
    }

    // MARK: in the baseline

    @Test("1. optional blanks nobody ever filled are put into the baseline: they count on neither side; called mandatory, they are named")
    func neverUsedBlanks() async throws {
        // Ten blanks more. Optional: 1 − 4/10. Mandatory: 1 − 4/20 = 80 %, of which 50 points rest on blanks nobody answers.
        for (demand, isHonest) in [("", true), (", required: true", false)] {
            var permit = ReaderPermit()
            for number in 1...10 { permit.demand("spare\(number)", ReaderPermit.blank("spare\(number)", means: "reader.spare_\(number)") + demand) }
            try await PermitOffice.open(permit) { office in
                try await office.file(Self.pupils)
                let report = try await office.report()
                if isHonest { expectHonest(report, ReaderPermit.truth) } else { try expectWithheld(report, by: .leftOut, honest: ReaderPermit.truth) }
            }
        }
    }

    /// Three facts more, which the register answers: 1 − 4/13 = 69 % of every dossier.
    private var padded: ReaderPermit {
        var permit = ReaderPermit()
        for (id, means) in [("father", "reader.father_name"), ("ethnicity", "reader.ethnicity_name"), ("birthplace", "reader.birthplace")] {
            permit.ask(id, ReaderPermit.asked(id, means: means))
            permit.demand(id, ReaderPermit.blank(id, means: means) + ", required: true")
        }
        return permit
    }

    @Test("2. mandatory blanks are added just before the freeze: the ledger still knows the baseline before", arguments: [true, false])
    func addedBeforeFreeze(_ isDeclared: Bool) async throws {
        try await PermitOffice.open { office in
            try await office.file(Self.pupils)
            var cheat = padded
            if isDeclared {
                // A new baseline that says what it replaces: every dossier is replayed on both.
                cheat.files = [
                    ReaderPermit.placeOfBaseline: ReaderPermit().baseline("permit"),
                    "FormSchemas/baselines/permit-2027.yaml": cheat.baseline("permit-2027", replaces: "permit"),
                ]
            }
            try office.adopt(cheat)
            // In another hour: which baseline was there first, the ledger says.
            try await office.file(12..<24, .init(now: Province.noon + 7200))
            let entries = try await office.entries(), report = Report(of: entries)
            try expectWithheld(report, by: .baselineGrew, honest: ReaderPermit.truth)
            // The side figure is that of the first baseline.
            #expect(report.integrity.withoutFlagged.strict == Headline(macro: 0.6, weighted: 0.6))
            let grown = try #require(report.integrity.flags.first)
            #expect(abs((grown.effect?.macro ?? 0) - 3.0 / 13) < 1e-9 && grown.observed.map(\.count) == [12, 36])
            // Somebody who may signed it as another legal text's paper: it is a series of its own, and stands.
            #expect(!Report(of: entries, attested: [grown.subject.baseline]).integrity.isWithheld)
        }
    }

    @Test("3. name and address are split in the baseline: the fact counts once, in however many boxes")
    func splitBoxes() async throws {
        var permit = ReaderPermit()
        for (id, means) in [("family", "family_name"), ("middle", "middle_name"), ("given", "given_name"), ("street", "residence_street"), ("commune", "residence_commune")] {
            permit.demand(id, ReaderPermit.blank(id, means: "reader.\(means)") + ", required: true")
        }
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils)
            expectHonest(try await office.report(), ReaderPermit.truth)
        }
    }

    // MARK: in the form

    @Test("4. four questions are joined into one: three are not saved, but left out")
    func joined() async throws {
        // 1 − 1/10 = 90 %.
        var permit = ReaderPermit()
        permit.leaveOut(ReaderPermit.statements)
        permit.ask("request", ReaderPermit.stated("request"))
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(saying: ["request": "x"], omitting: Set(ReaderPermit.statements)))
            try expectWithheld(try await office.report(), by: .leftOut, honest: ReaderPermit.truth)
        }
    }

    @Test("5. questions are moved to an attachment")
    func movedToAttachment() async throws {
        // 1 − 0/10 = 100 %, and a paper each.
        var permit = ReaderPermit()
        permit.leaveOut(ReaderPermit.statements)
        permit.tail = "documents:\n  - {id: sheet, evidence: request-sheet, about: reader, label: {vi: Bản khai}, required: true}\n"
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(omitting: Set(ReaderPermit.statements)))
            let report = try await office.report()
            try expectWithheld(report, by: .leftOut, honest: ReaderPermit.truth)
            // Where they went: twelve papers handed in.
            #expect(report.integrity.flags.first?.observed.first { $0.name == "papersHandedIn" }?.count == 12)
        }
    }

    @Test("6. questions are moved to a free text nobody has to fill in")
    func movedToFreeText() async throws {
        var permit = ReaderPermit()
        permit.leaveOut(ReaderPermit.statements)
        permit.ask("remarks", ReaderPermit.stated("remarks", required: false))
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(saying: ["remarks": "x"], omitting: Set(ReaderPermit.statements)))
            let report = try await office.report()
            try expectWithheld(report, by: .leftOut, honest: ReaderPermit.truth)
            #expect(report.integrity.flags.first?.observed.first { $0.name == "optionalGiven" }?.count == 12)
        }
    }

    @Test("7. questions are moved to a second form, or asked there once more", arguments: [true, false])
    func movedToSecondForm(_ areLeftOut: Bool) async throws {
        // Left out of the first: 100 % there. Asked again: the first form fills name and class in, the second has them typed.
        var permit = ReaderPermit(), annex = ReaderPermit()
        annex.fields = []
        annex.blanks = []
        if areLeftOut {
            permit.leaveOut(ReaderPermit.statements)
            for id in ReaderPermit.statements { annex.ask("annex_\(id)", ReaderPermit.stated("annex_\(id)")) }
            for id in ReaderPermit.statements { annex.demand("annex_\(id)", ReaderPermit.blank("annex_\(id)") + ", required: true") }
        } else {
            for id in ["name", "class"] { annex.ask(id, ReaderPermit.asked(id)) }
            annex.ask("annex_place", ReaderPermit.stated("annex_place"))
            annex.demand("annex_place", ReaderPermit.blank("annex_place"))
        }
        permit.files = [
            "FormSchemas/forms/reader-annex.yaml": annex.text(ReaderPermit.annex), "FormSchemas/baselines/annex.yaml": annex.baseline("annex", form: ReaderPermit.annex),
        ]
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(omitting: areLeftOut ? Set(ReaderPermit.statements) : []))
            let said = areLeftOut ? Dictionary(uniqueKeysWithValues: ReaderPermit.statements.map { ("annex_\($0)", "x") }) : ["name": "x", "class": "x", "annex_place": "x"]
            try await office.file(Self.pupils, .init(form: ReaderPermit.annex, saying: said))
            // Of ten facts of one procedure, four, and six, are given: 60 % and 40 %.
            try expectWithheld(try await office.report(), by: areLeftOut ? .leftOut : .askedElsewhere, honest: areLeftOut ? 0.6 : 0.4)
        }
    }

    @Test("8. questions are moved to the counter: what the office asks later counts as given, what it calls its own is named")
    func movedToCounter() async throws {
        var later = ReaderPermit(), own = ReaderPermit()
        for id in ReaderPermit.statements {
            later.ask(id, ReaderPermit.stated(id, required: false))
            own.ask(id, "id: \(id), means: \(ReaderPermit.meaning(id)), label: {vi: \(id)}, outside: office")
        }
        try await PermitOffice.open(later) { office in
            try await office.file(Self.pupils, .init(omitting: Set(ReaderPermit.statements), after: { service, dossier, _ in
                try await service.requestSupplement(dossier, fields: ReaderPermit.statements.map { FieldID($0) })
            }))
            expectHonest(try await office.report(), ReaderPermit.truth)
        }
        // Six facts on both sides, none given: 100 %.
        try await PermitOffice.open(own) { office in
            try await office.file(Self.pupils, .init(omitting: Set(ReaderPermit.statements)))
            try expectWithheld(try await office.report(), by: .setOutside, honest: ReaderPermit.truth)
        }
    }

    @Test("9. questions are hidden and not removed, or a constant stands in their place", arguments: [true, false])
    func hidden(_ isConstant: Bool) async throws {
        var permit = ReaderPermit()
        for id in ReaderPermit.statements {
            let common = "id: \(id), means: \(ReaderPermit.meaning(id)), label: {vi: \(id)}, required: true"
            permit.ask(id, common + (isConstant ? ", value: '\"-\"'" : ", onlyApplicant: statement, visibleIf: 'dossier.channel = \"post\"'"))
        }
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(omitting: Set(ReaderPermit.statements)))
            try expectWithheld(try await office.report(), by: .leftOut, honest: ReaderPermit.truth)
        }
    }

    @Test("10. mandatory questions are called optional, and a check refuses who leaves them empty")
    func optionalButBlocking() async throws {
        func blocking(_ ids: [String]) -> String {
            "checks:\n" + ids.map { "  - {id: \($0)_said, holds: '\(ReaderPermit.meaning($0)) != null', at: \($0), message: {vi: Thiếu}}\n" }.joined()
        }
        // Demanded by the paper: given is given.
        var permit = ReaderPermit()
        for id in ReaderPermit.statements { permit.ask(id, ReaderPermit.stated(id, required: false)) }
        permit.tail = blocking(ReaderPermit.statements)
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils)
            expectHonest(try await office.report(), ReaderPermit.truth)
        }
        // New, not on the paper: A = 5, 1 − 5/10 = 50 %, as if it were called mandatory.
        var new = ReaderPermit()
        new.ask("motto", ReaderPermit.stated("motto", required: false))
        new.tail = blocking(["motto"])
        try await PermitOffice.open(new) { office in
            try await office.file(Self.pupils, .init(saying: ["motto": "x"]))
            expectHonest(try await office.report(), 0.5)
        }
    }

    /// The paper asks two things more of minors, and everyone whether they are one: 1 − 5/11, and of minors 1 − 7/13.
    private func minors(_ branch: String = "", asked condition: String) -> ReaderPermit {
        var permit = ReaderPermit()
        permit.ask("minor", ReaderPermit.stated("minor") + branch)
        permit.demand("minor", ReaderPermit.blank("minor") + ", required: true")
        for id in ["guardian", "consent"] {
            permit.ask(id, ReaderPermit.stated(id) + ", visibleIf: '\(condition)'")
            permit.demand(id, ReaderPermit.blank(id) + ", requiredIf: 'dossier.permit_minor = \"yes\"'")
        }
        return permit
    }

    @Test("11. conditional questions are never shown, or what decides them is not asked")
    func conditionalsNeverShown() async throws {
        let honest = (6 * (1 - 5.0 / 11) + 6 * (1 - 7.0 / 13)) / 12, never = "dossier.channel = \"post\"", isMinor = "dossier.permit_minor = \"yes\""
        try await PermitOffice.open(minors(asked: isMinor)) { office in
            try await office.file(0..<6, .init(saying: ["minor": "no"]))
            try await office.file(6..<12, .init(saying: ["minor": "yes", "guardian": "x", "consent": "x"]))
            let report = try await office.report()
            #expect(abs((report.reduction.strict.headline.macro ?? 0) - honest) < 1e-9 && !report.integrity.isWithheld)
        }
        try await PermitOffice.open(minors(asked: isMinor + " and " + never)) { office in
            try await office.file(0..<6, .init(saying: ["minor": "no"]))
            try await office.file(6..<12, .init(saying: ["minor": "yes"]))
            try expectWithheld(try await office.report(), by: .leftOut, honest: honest)
        }
        // Nobody is asked whether they are one: the paper's conditions do not hold, but the question itself is missed.
        try await PermitOffice.open(minors(", visibleIf: '\(never)'", asked: isMinor)) { office in
            try await office.file(Self.pupils)
            try expectWithheld(try await office.report(), by: .leftOut, honest: honest)
        }
    }

    /// The paper asks two things more of whoever the register says is Kinh, as all pupils are: 1 − 6/12 = 50 %.
    @Test("11. what decides them is not read from the register any more", arguments: [true, false])
    func conditionNotRead(_ isHonest: Bool) async throws {
        var permit = ReaderPermit()
        for number in 1...2 {
            let means = "reader.spare_\(number)", condition = "reader.ethnicity_name = \"Kinh\""
            if isHonest { permit.ask("spare\(number)", ReaderPermit.asked("spare\(number)", means: means) + ", visibleIf: '\(condition)'") }
            permit.demand("spare\(number)", ReaderPermit.blank("spare\(number)", means: means) + ", requiredIf: '\(condition)'")
        }
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils, .init(saying: isHonest ? ["spare1": "x", "spare2": "x"] : [:]))
            let report = try await office.report()
            // Ten facts instead of twelve, and four given instead of six.
            if isHonest { expectHonest(report, 0.5) } else { try expectWithheld(report, by: .undecidedDemand, honest: 0.5) }
        }
    }

    // MARK: in the dossiers

    @Test("12. values are filled in and have to be typed again: they count as given")
    func retyped() async throws {
        try await PermitOffice.open { office in
            // Two of six: A = 6, 1 − 6/10 = 40 %.
            try await office.file(Self.pupils, .init(disputes: ["school": "khác", "class": "khác"]))
            let report = try await office.report()
            expectHonest(report, 0.4)
            #expect(report.integrity.flags.map(\.code) == [.retyped])
        }
    }

    @Test("13. events are replayed: the same twice is once; the same subject again and again is named")
    func replayed() async throws {
        try await PermitOffice.open { office in
            try await office.file(Self.pupils, .init(isKnown: false))
            let entries = try await office.entries()
            expectHonest(Report(of: entries), 0.5)
            expectHonest(Report(of: entries + entries.reversed() + entries), 0.5)
            // One pupil the school does know, twelve times: (12 × 50 % + 12 × 60 %)/24 = 55 %.
            for _ in 0..<12 { try await office.file([50]) }
            try expectWithheld(try await office.report(), by: .crowdedSubjects, honest: 0.5)
        }
    }

    @Test("14. test cases flood the ledger: marked, they stand apart; unmarked, they are more than were received")
    func flooded() async throws {
        try await PermitOffice.open { office in
            try await office.file(Self.pupils, .init(isKnown: false, isSimulated: false))
            try await office.file(12..<60, .init(isSimulated: true))
            let report = try await office.report()
            expectHonest(report, 0.5)
            #expect(report.reduction.simulatedApart?.strict.dossiers == 48 && report.integrity.flags.map(\.code) == [.simulatedBeside])
        }
        try await PermitOffice.open { office in
            try await office.file(Self.pupils, .init(isKnown: false, isSimulated: false))
            try await office.file(12..<60, .init(isSimulated: false))
            let received = ReceivedTable.reading("period,procedure,dossiers\n2026-11,\(ReaderPermit.procedure),12\n", named: "received.csv").table
            try expectWithheld(Report(of: try await office.entries(), received: received), by: .notReceived, honest: 0.5)
        }
    }

    /// Of those whose day of birth the school does not know five facts are asked, of the others four: 50 % and 60 %.
    private static let worse = PermitOffice.Filing(isKnown: false, isSubmitted: false)

    @Test("15. those who fare worst never get to submit: withdrawn, left, or still a draft on the last day", arguments: ["withdrawn", "left", "young"])
    func dropped(_ how: String) async throws {
        try await PermitOffice.open { office in
            // Twelve at 50 % and twelve at 60 % would be 55 %.
            var filing = Self.worse
            if how != "young" { filing.now = Province.noon - 40 * 24 * 3600 }
            filing.after = { service, dossier, reader in
                if how == "withdrawn" { try await service.withdraw(dossier, actor: reader) }
            }
            try await office.file(Self.pupils, filing)
            try await office.file(12..<24)
            let report = try await office.report()
            try expectWithheld(report, by: .dropped, honest: 0.55)
            let flag = try #require(report.integrity.flags.first)
            #expect(abs((flag.effect?.macro ?? 0) - 0.05) < 1e-9 && flag.observed.map(\.count) == [12, 12, how == "young" ? 12 : 0, 12])
        }
    }

    @Test("15. a few of those who fare worst, less than a tenth of all")
    func droppedFew() async throws {
        try await PermitOffice.open { office in
            // Three of forty: 60 % instead of (37 × 60 % + 3 × 50 %) / 40 = 59.25 %.
            try await office.file(0..<3, Self.worse)
            try await office.file(3..<40)
            try expectWithheld(try await office.report(), by: .dropped, honest: 0.5925)
        }
    }

    /// All stand alike when they are opened: whether they are minors, of whom more is asked, is said afterwards.
    @Test("15. in two stages: a clerk asks by word of mouth, and goes on with those alone who fare well", arguments: [true, false])
    func droppedInTwoStages(_ isChosen: Bool) async throws {
        try await PermitOffice.open(minors(asked: "dossier.permit_minor = \"yes\"")) { office in
            let minor = ["minor": "yes", "guardian": "x", "consent": "x"], adult = ["minor": "no"]
            try await office.file(0..<6, .init(saying: minor, isSubmitted: !isChosen, isSaidAtOnce: false, now: Province.noon - 40 * 24 * 3600))
            try await office.file(6..<30, .init(saying: adult, isSaidAtOnce: false))
            let honest = (24 * (1 - 5.0 / 11) + 6 * (1 - 7.0 / 13)) / 30, report = try await office.report()
            // A fifth of all, of whom nobody knows what they would have said: more may have been asked of each.
            if isChosen {
                try expectWithheld(report, by: .dropped, honest: honest)
                #expect(report.integrity.flags.first?.observed.map(\.count) == [24, 6, 0, 0])
            } else {
                #expect(abs((report.reduction.strict.headline.macro ?? 0) - honest) < 1e-9 && !report.integrity.isWithheld)
            }
        }
    }

    @Test("15. honest: those who never submit are as the others, however many they are, and wherever they stop", arguments: [true, false])
    func leftEvenly(_ isBeforeAnything: Bool) async throws {
        try await PermitOffice.open { office in
            // Before they say anything, or with everything said and not sent.
            let omitted = isBeforeAnything ? Set(ReaderPermit.statements) : []
            try await office.file(Self.pupils, .init(omitting: omitted, isSubmitted: false, now: Province.noon - 40 * 24 * 3600))
            try await office.file(12..<24)
            try await office.file(24..<30, .init(omitting: omitted, isSubmitted: false))
            let report = try await office.report()
            expectHonest(report, ReaderPermit.truth)
            #expect(report.drafts.effect.macro ?? 1 < 1e-12 && report.drafts.worst.macro ?? 1 < 1e-12 && report.drafts.open == 18)
        }
    }

    @Test("16. a paper counts as reused although the citizen had to hand it in again")
    func reusedAndUploaded() async throws {
        var permit = ReaderPermit()
        permit.tail = "documents:\n  - {id: proof, evidence: school-proof, about: reader, label: {vi: Giấy xác nhận}, required: true}\n"
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils)
            let honest = try await office.report()
            #expect(honest.reuse.papers.dossiers == 12 && honest.reuse.documents.replaced == 12)
            try await office.file(12..<24, .init(after: { service, dossier, _ in try await service.requestSupplement(dossier, fields: [], documents: ["proof"]) }))
            let report = try await office.report()
            expectHonest(report, ReaderPermit.truth)
            #expect(report.reuse.papers.dossiers == 12 && report.reuse.papersOrEarlier.low == 0.5 && report.reuse.documents.uploadedAlthoughAvailable == 12)
        }
    }

    @Test("17. questions are declared to repeat another one: lint refuses the form, and what such a form would count is left out")
    func repeatingAnother() async throws {
        // Three of the four statements say what the first one does: 1 − 1/10 = 90 %.
        let others = ReaderPermit.statements.dropFirst()
        var permit = ReaderPermit()
        for id in others { permit.ask(id, ReaderPermit.asked(id) + ", repeats: branch") }
        try await PermitOffice.open(permit) { office in
            let errors = try DeclarationFolder(office.folder.path).diagnostics.filter { $0.severity == .error }
            #expect(errors.map(\.code) == [.repeatsOtherFact, .repeatsOtherFact, .repeatsOtherFact] && errors.allSatisfy { $0.position.file.hasSuffix("reader-permit.yaml") })
        }
        // Written by a program that does not ask lint.
        try await PermitOffice.open { office in
            try await office.file(Self.pupils)
            let entries = try await office.entries().map { $0.submitting { fact in fact.answering { others.contains($0.leaf) ? .repeated : $0.outcome } } }
            try expectWithheld(Report(of: entries), by: .leftOut, honest: ReaderPermit.truth)
        }
    }

    @Test("18. those who fare worst are marked as simulated")
    func markedAsSimulated() async throws {
        try await PermitOffice.open { office in
            // Twelve at 50 % and twelve at 60 % are 55 %.
            try await office.file(Self.pupils, .init(isKnown: false, isSimulated: true))
            try await office.file(12..<24, .init(isSimulated: false))
            let entries = try await office.entries()
            try expectWithheld(Report(of: entries), by: .markedSimulated, honest: 0.55)
            func received(_ dossiers: Int) -> ReceivedTable? { ReceivedTable.reading("period,procedure,dossiers\n2026-11,\(ReaderPermit.procedure),\(dossiers)\n", named: "received.csv").table }
            // The one-stop system knows of as many as there are in all, or of the real ones alone.
            try expectWithheld(Report(of: entries, received: received(24)), by: .markedSimulated, honest: 0.55)
            expectHonest(Report(of: entries, received: received(12)), ReaderPermit.truth)
        }
    }

    // MARK: what is honest

    @Test("the paper has a fact of the same person twice: it is one, in both, whoever answers it")
    func printedTwice() async throws {
        var permit = ReaderPermit()
        for id in ["name", "branch"] {
            permit.ask("\(id)_again", ReaderPermit.asked("\(id)_again", means: ReaderPermit.meaning(id)) + ", repeats: \(id)")
            permit.demand("\(id)_again", ReaderPermit.blank("\(id)_again", means: ReaderPermit.meaning(id)) + ", required: true")
        }
        try await PermitOffice.open(permit) { office in
            try await office.file(Self.pupils)
            let report = try await office.report()
            expectHonest(report, ReaderPermit.truth)
            #expect(report.integrity.flags == [] && report.scope.sideLines.repeats == 24 && report.reduction.strict.demanded == 120)
            #expect(report.reduction.byRegister.map(\.source) == ["school"])
        }
    }

    /// The same paper with other numbers before its blanks.
    private func renumbered(_ permit: ReaderPermit) -> ReaderPermit {
        var permit = permit
        permit.blanks = permit.blanks.map { line in
            .init(id: line.id, text: line.text.replacingOccurrences(of: "id: \(line.id),", with: "id: no_\(line.id),"))
        }
        return permit
    }

    @Test("the blanks of a paper have other numbers, in a new baseline or in the same one", arguments: [true, false])
    func otherNumbers(_ isDeclared: Bool) async throws {
        try await PermitOffice.open { office in
            try await office.file(Self.pupils)
            var other = renumbered(ReaderPermit())
            if isDeclared {
                other.files = [
                    ReaderPermit.placeOfBaseline: ReaderPermit().baseline("permit"),
                    "FormSchemas/baselines/permit-2027.yaml": other.baseline("permit-2027", replaces: "permit"),
                ]
            }
            try office.adopt(other)
            try await office.file(12..<24, .init(now: Province.noon + 7200))
            let report = try await office.report()
            expectHonest(report, ReaderPermit.truth)
            #expect(report.procedures.count == 2 && report.integrity.flags == [])
        }
    }

    @Test("a baseline is corrected after one that was signed on another legal text", arguments: [true, false])
    func correctedAfterSigned(_ isHonest: Bool) async throws {
        func declared(_ baselines: some Sequence<(id: String, permit: ReaderPermit)>) -> ReaderPermit {
            var all = padded, before: String?
            for (place, baseline) in baselines.enumerated() {
                all.files[place == 0 ? ReaderPermit.placeOfBaseline : "FormSchemas/baselines/\(baseline.id).yaml"] = baseline.permit.baseline(
                    baseline.id, replaces: before, text: place == 0 ? "Mẫu 1" : "Mẫu 2")
                before = baseline.id
            }
            return all
        }
        // The new legal text asks for the father and the ethnicity; the correction takes the ethnicity out again, or puts the birthplace in.
        var signed = padded, corrected = padded
        signed.blanks.removeAll { $0.id == "birthplace" }
        if isHonest { corrected.blanks.removeAll { ["birthplace", "ethnicity"].contains($0.id) } }
        let papers: [(id: String, permit: ReaderPermit)] = [("permit", ReaderPermit()), ("permit-2027", signed), ("permit-2028", corrected)]
        try await PermitOffice.open(declared(papers.prefix(1))) { office in
            try await office.file(Self.pupils)
            try office.adopt(declared(papers.prefix(2)))
            try await office.file(12..<24, .init(now: Province.noon + 7200))
            let grown = try #require(try await office.report().integrity.flags.first?.subject.baseline)
            try office.adopt(declared(papers))
            try await office.file(24..<36, .init(now: Province.noon + 14_400))
            let report = Report(of: try await office.entries(), attested: [grown])
            #expect(report.procedures.count == 3)
            if isHonest {
                #expect(report.integrity.flags == [])
            } else {
                // The birthplace of twelve.
                #expect(report.integrity.flags.map(\.code) == [.baselineGrew] && report.integrity.flags.first?.observed.map(\.count) == [12, 12])
            }
        }
    }

    @Test("events say whose role each fact is, and nobody's name")
    func roles() async throws {
        try await PermitOffice.open { office in
            try await office.file(0..<1)
            for entry in try await office.entries() {
                guard case .submitted(let fact) = entry.fact else { continue }
                let roles = fact.current.map { ($0.atom, $0.role) } + fact.blanks.map { ($0.atom, $0.role) }
                #expect(roles.count == 20 && roles.allSatisfy { atom, role in role == (atom.hasPrefix("dossier.") ? nil : "reader") })
            }
        }
    }

    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// A flag that fires on honest work would be switched off, and then fire on nothing.
    @Test("the demonstration province raises no flag, and the recount finds none either", .enabled(if: python != nil, "python3 is missing"))
    func demonstration() async throws {
        try await withFolder { folder in
            let demo = try await Program.onceonly(["demo", "--declarations", Program.package.path, "--out", "\(folder.path)/demo"])
            #expect(demo.status == 0, "\(demo.error)")
            let report = try JSON(parsing: try Data(contentsOf: folder.appending(path: "demo/report.json")))
            #expect(report["integrity"]?["withheld"] == false && report["integrity"]?["flags"] == .array([]), "\(report["integrity"]?.serialized() ?? "")")
            #expect(report["reduction"]?["strict"]?["macro"]?.number.flatMap(Double.init) ?? 0 > 0.5)
            let ledger = try await Program.onceonly(["ledger", "export", "--store", "\(folder.path)/demo/store"])
            let events = folder.appending(path: "events.jsonl")
            try Data(ledger.output.utf8).write(to: events)
            let process = Process(), output = Pipe()
            process.executableURL = URL(filePath: try #require(Self.python))
            process.arguments = [Program.package.appending(path: "Tests/Recount/recount.py").path, events.path]
            process.standardOutput = output
            try process.run()
            let text = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let recounted = try JSON(parsing: text)
            #expect(recounted["integrity"]?["withheld"] == false && recounted["integrity"]?["flags"] == .array([]))
            let figures = [report, recounted].map { $0["integrity"]?["withoutFlagged"]?["macro"]?.number.flatMap(Double.init) ?? .nan }
            #expect(abs(figures[0] - figures[1]) < 1e-6)
        }
    }
}
