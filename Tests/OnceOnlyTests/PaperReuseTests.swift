import Diagnostics
@testable import Documents
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import NIOConcurrencyHelpers
@testable import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// Papers an authority has are not asked for again: from a first procedure to the next, over the document store.
@Suite("Papers that are stored")
struct PaperReuseTests {
    private static let marital = FormID("ho-tich-xac-nhan-tinh-trang-hon-nhan"), certificate = EvidenceID("marital-status-certificate")
    private static let fee = EvidenceID("judicial-fee-exemption-proof")

    /// The form of the first procedure with one paper more, which an authority issued and which proves something a blank asks.
    private static let declarations = Result { try Repository.demandingExemption(proving: "personal_history") }

    /// Somebody who asks for a certificate of their own.
    private static func applicant(_ province: Province) throws -> Applicant {
        let vocabulary = try declarations.get().catalog.vocabulary
        let all = try Applicant.all(of: province, form: marital, limit: 60, vocabulary: vocabulary)
        let found = try #require(all.first { $0.actor == $0.subject && $0.answers.answers[LeafID("applicant.relationship_to_subject")] == "self" })
        var answers = found.answers
        answers.answers[LeafID("request.reissue")] = "no"
        return found.answering(answers)
    }

    /// Checked, and signed by who is listed for its issuer.
    private func signed(_ verdict: SignatureRecord.Verdict = .passed, by issuer: Issuer?) -> SignatureRecord {
        let signer = SignatureRecord.Signer(
            name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: "valid", identity: SignerIdentity(certificate: "c", issuers: [], subject: [:]))
        return SignatureRecord(
            verdict: verdict, reason: verdict.rawValue, signers: [signer], checkedOn: nil,
            listing: verdict == .passed ? .init(issuer: issuer, capacities: [.issuer, .conversion]) : nil)
    }

    private func file(_ number: String, issued: String = "2026-11-20", _ authority: String = "commune_committee", place: String? = "02647", reading: KeptFile.Reading? = nil, verdict: SignatureRecord.Verdict = .passed) throws -> KeptFile {
        let day = try #require(PartialDate(issued))
        let issuer = try IssuerSuccession(Self.declarations.get().catalog.vocabulary).issuer(authority, place: place, on: day)
        return KeptFile(.init(number: number, issuer: issuer, issued: day), signature: signed(verdict, by: issuer), reading: reading)
    }

    private func pdf(_ text: String) -> AsyncStream<Data> {
        AsyncStream {
            $0.yield(Data("%PDF-1.7\n\(text)\n%%EOF\n".utf8))
            $0.finish()
        }
    }

    private func paper(_ id: String, _ opened: IntakeService.Opened, _ view: View = .applicant) throws -> SeenDocument {
        try #require(opened.filled.seen(by: view).documents.first { $0.id == id })
    }

    /// A dossier filed and accepted.
    private func filed(_ applicant: Applicant, _ service: IntakeService) async throws -> String {
        let filing = try await applicant.file(with: service)
        let submitted = try await service.submit(filing.opened.receipt, answers: filing.said)
        #expect(submitted.isAccepted, "\(submitted.violations.map { "\($0.leaf) \($0.code.rawValue)" })")
        return filing.opened.dossier
    }

    /// The first procedure: a paper is handed in and accepted, and a result is issued; both are kept.
    private func first(_ applicant: Applicant, _ service: IntakeService) async throws -> String {
        let dossier = try await filed(applicant, service)
        _ = try await service.keep(
            "exemption", of: dossier, try file("7/MP", "competent_authority", place: nil, reading: .init(["personal_history": "Nông dân"], by: "official-17")), content: pdf("exemption"))
        _ = try await service.complete(dossier, isElectronic: true, result: .init(Self.certificate, file: file("12/2026"), content: pdf("certificate")))
        return dossier
    }

    /// The same person asks again.
    private func again(_ applicant: Applicant) -> Applicant {
        var answers = applicant.answers
        answers.answers[LeafID("request.reissue")] = "yes"
        return applicant.answering(answers)
    }

    private func serving<R: Sendable>(
        _ folder: DeclarationFolder? = nil, now: @escaping @Sendable () -> Int = { Province.noon },
        _ body: @escaping @Sendable (IntakeService, FileDocumentStore, Applicant) async throws -> R
    ) async throws -> R {
        let province = try Province.small.get(), applicant = try Self.applicant(province), declarations = try folder ?? Self.declarations.get()
        return try await withFolder { folder in
            let store = try FileDocumentStore(path: folder.appending(path: "documents").path, keys: StoreKeys(), tenant: "main", isThrowaway: true)
            return try await province.serving(declarations, now: now, documents: store, in: folder) { try await body($0, store, applicant) }
        }
    }

    @Test("are found by a citizen's second procedure: the result of the first, and the paper accepted with it")
    func secondProcedure() async throws {
        try await serving { service, _, applicant in
            let dossier = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service), opened = filing.opened
            let result = try paper("old_certificate", opened), copy = try paper("exemption", opened)
            #expect(result.disposition == .earlierResult && copy.disposition == .stored)
            #expect(result.reused.map(\.particulars?.number) == ["12/2026"] && copy.reused.map(\.particulars?.number) == ["7/MP"])
            #expect(result.reused.map(\.dossier) == [dossier] && result.reused.map(\.kind) == [Self.certificate])
            #expect(!opened.filled.seen(by: .applicant).asks.contains { $0.kind == .document && ["old_certificate", "exemption"].contains($0.id) })
            // What an official read from it stands in its blank, unlocked, with where it is from.
            let history = try #require(opened.filled.leaves.first { $0.field.rawValue == "subject.extra" })
            #expect(history.outcome == .reused && history.value == "Nông dân" && !history.isLocked)
            #expect(history.source?.connector == "document" && history.source?.operation == Self.fee.rawValue && history.source?.path == copy.reused.first?.document)
            let submitted = try await service.submit(opened.receipt, answers: filing.said)
            #expect(submitted.isAccepted)
            let packet = submitted.packet?["documents"]?.array?.first { $0["id"] == "old_certificate" }
            #expect(packet?["disposition"] == "earlier-result" && packet?["reused"]?[0]?["number"] == "12/2026")

            let facts = try await service.record.entries().compactMap { if case .submitted(let fact) = $0.fact { fact } else { nil } }
            #expect(facts.count == 2)
            let before = facts[0].documents.first { $0.id == "exemption" }, after = facts[1].documents.first { $0.id == "exemption" }
            #expect(before?.disposition == "upload" && before?.wasAvailable == false && after?.disposition == "stored" && after?.isEarlier == true)
            #expect(facts[1].current.first { $0.leaf == "subject.extra" }.map { $0.outcome == .reused && $0.source == "document" && $0.isEarlier } == true)
            let report = Report(of: try await service.record.entries())
            #expect(report.reuse.documents.earlier == 1 && report.reuse.documents.stored == 1)
            #expect(report.reuse.earlier.dossiers == 1 && report.reuse.official.dossiers == 1)
            // Nothing personal, and no document's reference, is in the ledger.
            let written = try await service.record.entries().map { $0.json.serialized() }.joined()
            for secret in ["Nông dân", "12/2026", "7/MP", copy.reused[0].document] { #expect(!written.contains(secret)) }

            let list = try await service.components(of: opened.dossier, codes: ComponentCodes(components: ["exemption": "KQ.G15.000001"], databases: ["population": "1"], results: [Self.certificate.rawValue: "KQ.G15.000002"]))
            let json = list.json(received: "20261124083000")
            #expect(json["MaHoSo"] == .string(opened.dossier) && json["NgayTiepNhan"] == "20261124083000" && json["HoSoCoThanhPhanSoHoa"] == "1")
            #expect(list.json()["NgayTiepNhan"] == "20261124120000")
            #expect(json["MaTTHC"]?.string == facts[1].procedure && json["DSKetNoiCSDL"] == [["MaCSDL": "1"]] && !list.withoutCode.isEmpty)
            func component(_ code: String) -> JSON? { json["TaiLieuNop"]?.array?.first { $0["MaThanhPhanHoSo"]?.string == code } }
            #expect(component("old_certificate") == [
                "MaThanhPhanHoSo": "old_certificate", "DuocSoHoa": "1", "DuocTaiSuDung": "2", "DuocLayTuKhoDMQG": "0", "MaKetQuaThayThe": "KQ.G15.000002",
            ])
            #expect(component("KQ.G15.000001") == [
                "MaThanhPhanHoSo": "KQ.G15.000001", "DuocSoHoa": "1", "DuocTaiSuDung": "1", "DuocLayTuKhoDMQG": "0", "MaKetQuaThayThe": "",
            ])
            #expect(list.componentsWithoutCode.contains("old_certificate") && !list.componentsWithoutCode.contains("exemption"))
            // A blank code is none, whatever it is for.
            let blank = ComponentCodes(components: ["exemption": "", "old_certificate": " \u{A0}\t"], databases: ["population": " "], results: [Self.certificate.rawValue: "\n"])
            let blanked = try await service.components(of: opened.dossier, codes: blank), without = try await service.components(of: opened.dossier)
            #expect(blanked == without)
            #expect(Set(blanked.componentsWithoutCode).isSuperset(of: ["exemption", "old_certificate"]) && blanked.componentsWithoutCode == blanked.components.map(\.code))
            #expect(blanked.databases == [] && blanked.withoutCode.contains("population") && blanked.resultsWithoutCode == [Self.certificate.rawValue])
            // A result whose kind has no code is sent as reused, and named: its own number is no code.
            let uncoded = try await service.components(of: opened.dossier)
            #expect(uncoded.components.first { $0.code == "old_certificate" }.map { $0.reuse == 1 && $0.result == nil && $0.isDigitised } == true)
            #expect(uncoded.resultsWithoutCode == [Self.certificate.rawValue] && list.resultsWithoutCode == [])
            #expect(component("id_card")?["DuocTaiSuDung"] == "1" && component("id_card")?["DuocSoHoa"] == "0")
            #expect(component("divorce_decision") == nil || facts[1].documents.contains { $0.id == "divorce_decision" && $0.required })
        }
    }

    @Test("stay what they were in a dossier that was filed before signers were held against a list: in its print and in its message")
    func filedBefore() async throws {
        try await serving { service, _, applicant in
            _ = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service), dossier = filing.opened.dossier
            #expect(try await service.submit(filing.opened.receipt, answers: filing.said).isAccepted)
            let state = try await service.stored(dossier)
            /// The dossier as it was written then: who signed is not held against anything.
            func older(_ json: JSON) -> JSON {
                if let items = json.array { return .array(items.map(older)) }
                guard let object = json.object else { return json }
                return .object(JSONObject(object.members.filter { $0.key != "listed" }.map { (key: $0.key, value: older($0.value)) }))
            }
            let written = older(state.json)
            #expect(written != state.json)
            let checked = try service.checked(state.form), engine = try service.engine(checked), baseline = try #require(service.declarations.baselines[state.form])
            let before = try DossierState(json: written)
            #expect(before.json == written)
            for view in View.allCases {
                func print(_ state: DossierState) -> PrintedForm {
                    PrintLayout(engine.standing(state, on: baseline, as: view), on: baseline, of: checked, in: .vietnamese).form(status: ("filed", LocalizedText(vi: "đã nộp", en: "filed")))
                }
                #expect(print(before) == print(state))
            }
            let list = engine.components(of: before, filedAt: try #require(before.filedAt), codes: ComponentCodes())
            #expect(list.json() == engine.components(of: state, filedAt: try #require(state.filedAt), codes: ComponentCodes()).json())
            #expect(list.components.count { $0.reuse > 0 && $0.isDigitised } == 2)
            // A draft is judged by what is known now.
            var draft = try #require(written.object)
            draft["filedAt"] = nil
            let open = engine.components(of: try DossierState(json: .object(draft)), filedAt: "2026-11-24T05:00:00Z", codes: ComponentCodes())
            #expect(open.components.count { $0.reuse > 0 && $0.isDigitised } == 0)
        }
    }

    /// The same where two papers together do instead of the exemption.
    private static let residents = EvidenceID("residents-extract")
    private static let together = Result {
        try Repository.demandingExemption(proving: "personal_history") { folder in
            let evidence = folder.appending(path: "FormSchemas/evidence")
            try Repository.edit(evidence.appending(path: "\(fee).yaml")) { $0 + "alternatives: [[\(certificate), \(residents)]]\n" }
            try """
                evidence: \(residents)
                title: {vi: Trích lục cư trú, en: Extract of residents}
                proves: []
                issuedBy: [commune_committee]
                holds: for P6M
                formats: [pdf, paper]
                storable: true

                """.write(to: evidence.appending(path: "\(residents).yaml"), atomically: true, encoding: .utf8)
        }
    }

    @Test("are sent with the code of each kind of result that does, or with none where one kind has none", arguments: [DocumentOrigin.procedureResult, .uploaded])
    func severalKinds(origin: DocumentOrigin) async throws {
        let isResult = origin == .procedureResult, (certificate, residents) = (Self.certificate.rawValue, Self.residents.rawValue)
        let codes: [(results: [String: String], exemption: [String?], without: [String])] = [
            ([:], [nil], isResult ? [certificate, residents] : [certificate]), ([certificate: "KQ.2"], [nil], isResult ? [residents] : []),
            ([residents: "KQ.1"], [nil], [certificate]), ([certificate: "KQ.2", residents: " "], [nil], isResult ? [residents] : []),
            ([certificate: "KQ.2", residents: "KQ.1"], isResult ? ["KQ.1", "KQ.2"] : [nil], []), ([certificate: "KQ.3", residents: "KQ.3"], isResult ? ["KQ.3"] : [nil], []),
        ]
        try await serving(Self.together.get()) { service, store, applicant in
            let today = try #require(PartialDate("2026-11-24")), key = try #require(applicant.actor.keys["personal_id_number"])
            for (number, kind, origin) in [("1", Self.certificate, DocumentOrigin.procedureResult), ("2", Self.residents, origin)] {
                let file = try file(number), evidence = try #require(service.declarations.catalog.evidence[kind])
                _ = try await store.deposit(
                    Deposit(
                        kind: evidence, subjects: [DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": key])], particulars: file.particulars,
                        provenance: .init(origin: origin, dossier: nil, depositedOn: today), signature: file.signature),
                    content: pdf(number))
            }
            let filing = try await again(applicant).file(with: service), met = try paper("exemption", filing.opened)
            #expect(met.disposition == (isResult ? .earlierResult : .stored) && Set(met.reused.map(\.kind)) == [Self.certificate, Self.residents])
            #expect(try paper("old_certificate", filing.opened).disposition == .earlierResult)
            #expect(try await service.submit(filing.opened.receipt, answers: filing.said).isAccepted)
            for known in codes {
                let list = try await service.components(of: filing.opened.dossier, codes: ComponentCodes(components: ["exemption": "C7"], results: known.results))
                let items = (list.json()["TaiLieuNop"]?.array ?? []).filter { $0["MaThanhPhanHoSo"] == "C7" }
                #expect(items == known.exemption.map { code in
                    ["MaThanhPhanHoSo": "C7", "DuocSoHoa": "1", "DuocTaiSuDung": code == nil ? "1" : "2", "DuocLayTuKhoDMQG": "0", "MaKetQuaThayThe": .string(code ?? "")]
                }, "\(known.results)")
                #expect(list.resultsWithoutCode == known.without, "\(known.results)")
                // What one kind does for by itself is one item, whatever the other lacks.
                let own = list.components.filter { $0.code == "old_certificate" }
                #expect(own.map(\.result) == [known.results[certificate]] && own.map(\.reuse) == [known.results[certificate] == nil ? 1 : 2])
            }
        }
    }

    @Test("are handed in where the applicant declines, and nothing else changes")
    func declined() async throws {
        try await serving { service, _, applicant in
            _ = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service)
            var said = filing.said
            said.declined = ["exemption"]
            let opened = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: said)
            let copy = try paper("exemption", opened)
            #expect(copy.disposition == .upload && copy.reason == .declined && copy.reused.isEmpty)
            #expect(copy.candidates.map(\.obstacles) == [[.declined]])
            #expect(try paper("old_certificate", opened).disposition == .earlierResult)
            let history = opened.filled.leaves.first { $0.field.rawValue == "subject.extra" }
            #expect(history?.outcome == .open && history?.reason == .declined)
            let others = { (opened: IntakeService.Opened) in
                opened.filled.leaves.filter { $0.field.rawValue != "subject.extra" }.map { "\($0.leaf) \($0.outcome) \(String(describing: $0.value))" }
            }
            #expect(others(opened) == others(filing.opened))
            let submitted = try await service.submit(opened.receipt, answers: said)
            #expect(submitted.isAccepted)
            let documents = Report(of: try await service.record.entries()).reuse.documents
            #expect(documents.declined == 1 && documents.uploadedAlthoughAvailable == 1 && documents.earlier == 1)
        }
    }

    @Test("are handed in where the applicant says otherwise than they prove, and the correction counts")
    func corrected() async throws {
        try await serving { service, _, applicant in
            _ = try await first(applicant, service)
            let filing = try await applicant.file(with: service)
            #expect(try paper("exemption", filing.opened).disposition == .stored)
            var said = filing.said
            said.corrections[LeafID("subject.extra")] = .init(value: "Nông dân, thợ may", reason: "misread")
            let opened = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: said)
            #expect(try paper("exemption", opened).disposition == .upload && paper("exemption", opened).reason == .conflict)
            #expect(try await service.submit(opened.receipt, answers: said).isAccepted)
            let fact = try await service.record.entries().compactMap { if case .submitted(let fact) = $0.fact { fact } else { nil } }.last
            #expect(fact?.current.first { $0.leaf == "subject.extra" }?.outcome == .corrected)
            #expect(fact?.documents.first { $0.id == "exemption" }?.disposition == "upload")
        }
    }

    @Test("are not reused once they are restricted, revoked or erased, not even by a dossier that was filled before")
    func changedSince() async throws {
        try await serving { service, store, applicant in
            _ = try await first(applicant, service)
            let day = try #require(PartialDate("2026-11-24"))
            func candidates() async throws -> (IntakeService.Opened, Answers) {
                let filing = try await again(applicant).file(with: service)
                return (filing.opened, filing.said)
            }
            var (opened, said) = try await candidates()
            let copy = try #require(try paper("exemption", opened).reused.first?.document), result = try #require(try paper("old_certificate", opened).reused.first?.document)
            _ = try await store.amend(copy) { $0.standing.restriction = .init(ground: .inquiry, since: day) }
            #expect(try await service.submit(opened.receipt, answers: said).violations.map { "\($0.leaf) \($0.code.rawValue)" } == ["exemption paper-changed"])
            (opened, said) = try await candidates()
            // Whom an authority looks into is not told so.
            #expect(try paper("exemption", opened).candidates.isEmpty && paper("exemption", opened).disposition == .upload)
            #expect(try paper("exemption", opened, .office).candidates.map(\.obstacles) == [[.restricted]])
            #expect(opened.filled.leaves.first { $0.field.rawValue == "subject.extra" }?.outcome == .open)
            _ = try await store.amend(result) { $0.standing.revokedOn = day }
            #expect(try await service.submit(opened.receipt, answers: said).violations.map(\.code) == [.paperChanged])
            (opened, said) = try await candidates()
            #expect(try paper("old_certificate", opened).candidates.map(\.obstacles) == [[.revoked]])
            #expect(try await service.submit(opened.receipt, answers: said).isAccepted)
            _ = try await store.erase(Erasure(.document(copy), ground: .court, by: "official-17", at: Province.noon))
            (opened, said) = try await candidates()
            #expect(try paper("exemption", opened, .office).candidates.isEmpty)
        }
    }

    @Test("are judged by the day they are used on: what ran out or was revoked since the dossier was opened is not reused")
    func daysPass() async throws {
        let days = NIOLockedValueBox(0)
        try await serving(now: { Province.noon + days.withLockedValue { $0 } * 86_400 }) { service, store, applicant in
            let before = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service), dossier = filing.opened.dossier
            let copy = try #require(try paper("exemption", filing.opened).reused.first?.document)
            // Revoked on the next day, submitted on that day.
            days.withLockedValue { $0 = 1 }
            let next = try #require(filing.opened.filled.asOf.adding(days: 1))
            _ = try await store.amend(copy) { $0.standing.revokedOn = next }
            #expect(try await service.submit(filing.opened.receipt, answers: filing.said).violations.map { "\($0.leaf) \($0.code.rawValue)" } == ["exemption paper-changed"])
            let resumed = try await service.resume(dossier, actor: applicant.actor)
            #expect(try paper("exemption", resumed).candidates.map(\.obstacles) == [[.revoked]])
            #expect(try paper("old_certificate", resumed).disposition == .earlierResult)
            // The certificate holds for six months.
            days.withLockedValue { $0 = 200 }
            let late = try await service.resume(dossier, actor: applicant.actor)
            #expect(late.filled.asOf == filing.opened.filled.asOf)
            #expect(try paper("old_certificate", late).candidates.map(\.obstacles) == [[.expired]] && paper("old_certificate", late).disposition == .upload)
            #expect(try await service.submit(late.receipt, answers: filing.said).isAccepted)
            // What it was received on stays what it was when more was asked for.
            try await service.requestSupplement(dossier, fields: [], documents: ["exemption"])
            days.withLockedValue { $0 = 201 }
            let received = try await service.components(of: dossier).filedAt
            let supplied = try await service.resume(dossier, actor: applicant.actor)
            #expect(try await service.submit(supplied.receipt, answers: filing.said).isAccepted)
            #expect(try await service.components(of: dossier).filedAt == received && before != dossier)
        }
    }

    @Test("are not reused where what an official read from them was changed since")
    func readAgain() async throws {
        try await serving { service, store, applicant in
            _ = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service)
            let copy = try #require(try paper("exemption", filing.opened).reused.first?.document)
            let day = filing.opened.filled.asOf
            _ = try await store.amend(copy) {
                $0.facts = [ProvenFact(role: DocumentSubject.principal, concept: "personal_history", value: "Thợ may", confirmedBy: "official-18", confirmedOn: day)]
            }
            #expect(try await service.submit(filing.opened.receipt, answers: filing.said).violations.map { "\($0.leaf) \($0.code.rawValue)" } == ["exemption paper-changed"])
        }
    }

    @Test("are not found while the dossier they are the result of is not completed")
    func unfinished() async throws {
        try await serving { service, store, applicant in
            let dossier = try await filed(applicant, service), today = try #require(PartialDate("2026-11-24"))
            let file = try file("12/2026"), kind = try #require(service.declarations.catalog.evidence[Self.certificate])
            let key = try #require(applicant.actor.keys["personal_id_number"])
            func deposit(_ dossier: String) async throws {
                _ = try await store.deposit(
                    Deposit(
                        kind: kind, subjects: [DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": key])], particulars: file.particulars,
                        provenance: .init(origin: .procedureResult, dossier: dossier, depositedOn: today), signature: file.signature),
                    content: pdf("certificate"))
            }
            try await deposit(dossier)
            #expect(try paper("old_certificate", try await again(applicant).file(with: service).opened, .office).candidates.isEmpty)
            try await service.complete(dossier, isElectronic: true)
            #expect(try paper("old_certificate", try await again(applicant).file(with: service).opened).disposition == .earlierResult)
        }
    }

    @Test("that were declined may be reused after all")
    func acceptedAfterAll() async throws {
        try await serving { service, _, applicant in
            _ = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service)
            var declining = filing.said, accepting = Answers()
            declining.declined = ["exemption"]
            accepting.accepted = ["exemption"]
            let without = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: declining)
            #expect(try paper("exemption", without).disposition == .upload)
            let opened = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: Answers(json: accepting.json))
            #expect(try paper("exemption", opened).disposition == .stored && opened.unknownNames.isEmpty)
            #expect(opened.filled.leaves.first { $0.field.rawValue == "subject.extra" }?.outcome == .reused)
            #expect(try await service.submit(opened.receipt, answers: filing.said).isAccepted)
            #expect(Report(of: try await service.record.entries()).reuse.documents.declined == 0)
        }
    }

    @Test("serve nobody else, and nobody learns of a stranger's by typing their number")
    func strangers() async throws {
        let province = try Province.small.get()
        try await serving { service, store, applicant in
            _ = try await first(applicant, service)
            let vocabulary = try Self.declarations.get().catalog.vocabulary
            let others = try Applicant.all(of: province, form: Self.marital, limit: 200, vocabulary: vocabulary).filter { $0.actor != applicant.actor }
            var seen = 0
            for other in others.prefix(12) {
                let opened = try await again(other).file(with: service).opened
                for id in ["old_certificate", "exemption"] {
                    let paper = try paper(id, opened, .office)
                    #expect(paper.disposition == .upload && paper.reused.isEmpty && paper.candidates.isEmpty)
                    seen += 1
                }
            }
            #expect(seen == 24)
            // A stranger who types the citizen's number.
            let stranger = try #require(others.first)
            var answers = stranger.answers
            answers.answers[LeafID("applicant.relationship_to_subject")] = "other"
            answers.answers[LeafID("request.reissue")] = "yes"
            answers.roles["subject"] = .key(["personal_id_number": .string(try #require(applicant.actor.keys.values.first)), "full_name": applicant.answers.answers[LeafID("subject.full_name")] ?? "?"])
            let opened = try await stranger.answering(answers).file(with: service).opened
            for view in View.allCases {
                for id in ["old_certificate", "exemption"] {
                    let paper = try paper(id, opened, view)
                    #expect(paper.disposition == .upload && paper.reused.isEmpty && paper.candidates.isEmpty)
                }
            }
        }
    }

    @Test("of a spouse are reused without a word of what stands on them, or of what is wrong with them")
    func linked() async throws {
        let province = try Province.small.get(), vocabulary = try Self.declarations.get().catalog.vocabulary
        let all = try Applicant.all(of: province, form: Self.marital, limit: 400, vocabulary: vocabulary)
        let applicants = all.filter { $0.answers.answers[LeafID("applicant.relationship_to_subject")] == "spouse" }
        try await serving { service, store, _ in
            let catalog = service.declarations.catalog, day = try #require(PartialDate("2026-11-20"))
            var seen = 0
            for applicant in applicants.prefix(6) {
                let before = try await applicant.file(with: service).opened
                guard let key = before.json(.office)["subjects"]?["subject"]?["id"]?.string, key != applicant.actor.keys.values.first,
                    before.filled.seen(by: .applicant).leaves.contains(where: { $0.means == Meaning("subject", "full_name") && $0.value != nil })
                else { continue }
                for (kind, verdict) in [(Self.fee, SignatureRecord.Verdict.passed), (Self.certificate, .failed)] {
                    let issuer = try #require(catalog.evidence[kind]?.issuedBy.first)
                    _ = try await store.deposit(
                        Deposit(
                            kind: #require(catalog.evidence[kind]), subjects: [DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": key])],
                            particulars: .init(number: "9/MP", issuer: Issuer(authority: issuer), issued: day), provenance: .init(origin: .uploaded, depositedOn: day), signature: signed(verdict, by: Issuer(authority: issuer))),
                        content: pdf(key))
                }
                let opened = try await again(applicant).file(with: service).opened
                let copy = try paper("exemption", opened), office = try paper("exemption", opened, .office)
                #expect(copy.disposition == .stored && copy.reused.map(\.kind) == [Self.fee] && copy.reused.allSatisfy { $0.particulars == nil && $0.dossier == nil })
                #expect(office.reused.map(\.particulars?.number) == ["9/MP"])
                #expect(try paper("old_certificate", opened).candidates.isEmpty && paper("old_certificate", opened, .office).candidates.map(\.obstacles) == [[.signature]])
                #expect(!opened.json(.applicant).serialized().contains("9/MP"))
                seen += 1
            }
            #expect(seen > 0)
        }
    }

    @Test("are handed in once more where the office asks for them, and where the store fails or was tampered with")
    func doubt() async throws {
        try await serving { service, _, applicant in
            _ = try await first(applicant, service)
            let filing = try await again(applicant).file(with: service)
            #expect(try await service.submit(filing.opened.receipt, answers: filing.said).isAccepted)
            try await service.requestSupplement(filing.opened.dossier, fields: [], documents: ["exemption"])
            let opened = try await service.resume(filing.opened.dossier, actor: applicant.actor)
            #expect(try paper("exemption", opened).disposition == .upload && paper("old_certificate", opened).disposition == .earlierResult)
            #expect(try await service.submit(opened.receipt, answers: filing.said).isAccepted)
            let codes = try await service.components(of: opened.dossier).components
            #expect(codes.first { $0.code == "exemption" }?.reuse == 0 && codes.first { $0.code == "old_certificate" }?.reuse == 1)
        }
        let province = try Province.small.get(), applicant = try Self.applicant(province), declarations = try Self.declarations.get()
        for (reply, reason) in [(PaperBook.Reply.failed, Reason.sourceDown), (.damaged, .invalid)] {
            try await province.serving(declarations, documents: FaultyDocuments(isDamaged: reply == .damaged)) { service in
                let opened = try await applicant.file(with: service).opened
                #expect(try paper("exemption", opened).disposition == .upload && paper("exemption", opened).reason == reason)
                // Everything else is as ever.
                #expect(try paper("id_card", opened).disposition == .replacedByData)
            }
        }
    }

    @Test("are handed in where their store does not open, and everything else goes on")
    func unopened() async throws {
        let applicant = try Self.applicant(Province.small.get()), declarations = try Self.declarations.get()
        try await withFolder { folder in
            let documents = folder.appending(path: "documents")
            try FileManager.default.createDirectory(at: documents, withIntermediateDirectories: true)
            try Data("no database".utf8).write(to: documents.appending(path: "documents.sqlite"))
            #expect(throws: (any Error).self) { try IntakeService(declarations, variables: [:], store: folder.path, keepsDocuments: true) }
            let service = try IntakeService(declarations, variables: [:], store: folder.path)
            let opened = try await service.open(Self.marital, applicant.opening, answers: applicant.answers)
            #expect(try paper("exemption", opened).disposition == .upload && paper("exemption", opened).reason == .sourceDown)
            #expect(opened.filled.leaves.first { $0.field.rawValue == "applicant.identity_document" } != nil)
            await service.close()
        }
    }

    @Test("are kept only of dossiers that were filed, with values the vocabulary reads")
    func kept() async throws {
        try await serving { service, store, applicant in
            let opened = try await applicant.file(with: service).opened
            let file = try file("1", "competent_authority", place: nil)
            await #expect(throws: IntakeError.statusForbids(.draft)) { try await service.keep("exemption", of: opened.dossier, file, content: pdf("x")) }
            await #expect(throws: IntakeError.statusForbids(.draft)) {
                try await service.complete(opened.dossier, isElectronic: true, result: .init(Self.certificate, file: file, content: pdf("x")))
            }
            await #expect(throws: IntakeError.statusForbids(.draft)) { try await service.components(of: opened.dossier) }
            let dossier = try await filed(applicant, service)
            await #expect(throws: IntakeError.unknownParts(["nothing"])) { try await service.keep("nothing", of: dossier, file, content: pdf("x")) }
            // Not for further use.
            await #expect(throws: IntakeError.unknownParts(["identity-card"])) { try await service.keep("id_card", of: dossier, file, content: pdf("x")) }
            let unread = KeptFile(file.particulars, reading: .init(["date_of_birth": "no day"], by: "o"))
            await #expect(throws: IntakeError.unknownParts(["date_of_birth"])) { try await service.keep("exemption", of: dossier, unread, content: pdf("x")) }
            // It can be read, and the paper proves nothing of it.
            let unproven = KeptFile(file.particulars, reading: .init(["date_of_birth": "1990-01-01"], by: "o"))
            await #expect(throws: IntakeError.unknownParts(["date_of_birth"])) { try await service.keep("exemption", of: dossier, unproven, content: pdf("x")) }
            await #expect(throws: (any Error).self) {
                try await service.complete(dossier, isElectronic: true, result: .init(Self.certificate, file: file, content: AsyncStream<Data> { $0.finish() }))
            }
            #expect(try await service.status(of: dossier) == .filed)
            #expect(try await store.entries(after: nil, limit: 10).isEmpty)
        }
    }
}

/// A document store that does not answer, or whose rows are not what was written.
private struct FaultyDocuments: DocumentStore {
    let isDamaged: Bool

    func deposit<Content: AsyncSequence & Sendable>(_ deposit: Deposit, content: Content) async throws -> Deposited where Content.Element == Data { throw DocumentStoreError.readOnly }
    func record(_ id: String) async throws -> DocumentRecord? { throw DocumentStoreError.damaged }
    func find(_ query: DocumentQuery) async throws -> FoundDocuments {
        guard isDamaged else { throw DocumentStoreError.system(code: 5) }
        return FoundDocuments(records: [], damaged: ["0"])
    }
    func read(_ id: String, _ take: (Data) async throws -> Void) async throws { throw DocumentStoreError.damaged }
    func amend(_ id: String, _ change: @escaping @Sendable (inout DocumentRecord) -> Void) async throws -> DocumentRecord { throw DocumentStoreError.damaged }
    func erase(_ erasure: Erasure) async throws -> ErasureProof { throw DocumentStoreError.damaged }
    func entries(after: String?, limit: Int) async throws -> [DocumentEntry] { [] }
    func due(on day: PartialDate, limit: Int) async throws -> [String] { [] }
    func erasureProofs() async throws -> [ErasureProof] { [] }
    func close() async {}
}
