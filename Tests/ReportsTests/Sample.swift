import Diagnostics
import Measurement
import Receipts
import Reports

/// A made-up ledger of six forms, big enough to fill every table.
enum Sample {
    static let forms: [(id: String, procedure: String, title: LocalizedText, given: Int, demanded: Int)] = [
        ("cu-tru-ct01", "1.004222", LocalizedText(vi: "Tờ khai thay đổi thông tin cư trú", en: "Declaration of change of residence"), 5, 14),
        ("ho-tich-khai-sinh", "1.001193", LocalizedText(vi: "Tờ khai đăng ký khai sinh", en: "Birth registration declaration"), 9, 24),
        ("dat-dai-tach-hop-thua", "1.012784", LocalizedText(vi: "Đơn đề nghị tách thửa đất, hợp thửa đất", en: "Application to split or merge land parcels"), 8, 19),
        ("hkd-dang-ky-thanh-lap", "1.001612", LocalizedText(vi: "Giấy đề nghị đăng ký hộ kinh doanh", en: "Application to register a household business"), 14, 21),
        ("bhxh-tk1-ts", "1.002759", LocalizedText(vi: "Tờ khai tham gia, điều chỉnh thông tin bảo hiểm xã hội, bảo hiểm y tế", en: "Declaration to join or correct social and health insurance data"), 11, 20),
        ("ns-ma-so-don-vi-qhns", "2.002206", LocalizedText(vi: "Tờ khai đăng ký mã số đơn vị có quan hệ với ngân sách", en: "Registration of a budget-related unit code"), 13, 14),
    ]

    static let names = ReportNames(
        forms: Dictionary(forms.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first }),
        connectors: [
            "population": LocalizedText(vi: "Cơ sở dữ liệu quốc gia về dân cư", en: "National population database"),
            "civil_status": LocalizedText(vi: "Cơ sở dữ liệu hộ tịch điện tử", en: "Electronic civil status database"),
            "land": LocalizedText(vi: "Cơ sở dữ liệu đất đai", en: "Land database"),
            "business": LocalizedText(vi: "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp", en: "National business registration database"),
        ])

    static func entries(dossiers: Int = 240, simulated: Bool = true, status: String = "in-force") -> [LedgerEntry] {
        (0..<dossiers).flatMap { index -> [LedgerEntry] in
            let form = forms[index % forms.count]
            let dossier = "d\(1000 + index)"
            func entry(_ fact: LedgerEntry.Fact) -> LedgerEntry { LedgerEntry(dossier: dossier, hour: "2026-11-24T09", fact: fact) }
            var entries = [
                entry(.opened(OpenedFact(
                    form: form.id, version: "1", procedure: form.procedure, purpose: "p", subjectKind: "person", channel: "online", basis: "self",
                    hasOperator: false, isSimulated: simulated))),
                entry(.standing(StandingFact(
                    form: form.id, procedure: form.procedure, baseline: "b0", baselineStatus: status, stage: 1, given: form.given + index % 3, demanded: form.demanded,
                    givenAtMost: form.given + index % 3, demandedAtMost: form.demanded))),
            ]
            for connector in ["population", "civil_status", "land"] {
                entries.append(entry(.lookedUp(LookedUpFact(
                    connector: connector, operation: "o", purpose: "p", attributes: 4,
                    result: index % 9 == 0 ? "absent" : index % 31 == 0 ? "timeout" : "found"))))
            }
            guard index % 20 != 19 else { return entries }
            let given = form.given + index % 3
            let sources = ["population", "population", "civil_status", "land", "business", "derived", "sign-in"]
            let reasons: [Reason] = [.statement, .newValue, .notHeld, .absent, .key, .notGranted]
            var current = (0..<form.demanded).map { atom -> SubmittedFact.CurrentLeaf in
                let source = sources[(atom + index) % sources.count]
                guard atom >= given else {
                    let isDisputed = atom == 0 && index % 17 == 0
                    return .init(
                        leaf: "f\(atom)", atom: "a\(atom)", required: true, outcome: isDisputed ? .disputed : .declared, isTouched: true,
                        source: isDisputed ? "population" : nil, isOwnIdentity: false, isEarlier: false, reason: isDisputed ? nil : reasons[(atom + index) % 6])
                }
                return .init(
                    leaf: "f\(atom)", atom: "a\(atom)", required: true, outcome: source == "derived" ? .derived : .prefilled, isTouched: false,
                    source: source, isOwnIdentity: source == "sign-in" || (source == "population" && atom % 2 == 0), isEarlier: false, reason: nil)
            }
            if form.id == "bhxh-tk1-ts" {
                current.append(.init(leaf: "n", atom: "new", required: true, outcome: .declared, isTouched: true, source: nil, isOwnIdentity: false, isEarlier: false, reason: .statement))
            }
            let papers = ["replaced-by-data", "stored", "upload", "earlier-result", "upload"].prefix(1 + index % 4).enumerated().map {
                SubmittedFact.DocumentFact(
                    id: "p\($0)", required: true, disposition: $0 == 0 && index % 3 == 0 ? "upload" : $1, by: nil, wasAvailable: index % 5 == 0,
                    digitized: index % 7 < 5, reusedFlag: 0)
            }
            entries.append(entry(.submitted(SubmittedFact(
                form: form.id, version: "1", procedure: form.procedure, channel: "online", isSimulated: simulated, baseline: "b0", baselineStatus: status,
                current: current, blanks: (0..<form.demanded).map { .init(leaf: "b\($0)", atom: "a\($0)", demand: .required) }, documents: papers,
                confirmations: index % 2))))
            return entries
        }
    }

    static func report(_ entries: [LedgerEntry] = entries()) -> Report { Report(of: entries) }
}
