@testable import Measurement
import Receipts

/// What a ledger and an export hold beyond submissions: results, refusals, supplements, clerks, papers of the national
/// store, several baselines, drafts of every age.
enum RandomLives {
    static func lived(_ entries: [LedgerEntry], seed: UInt64) -> [LedgerEntry] {
        var random = SplitMix64(seed: seed &* 31)
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var result: [LedgerEntry] = []
        for entry in entries {
            guard case .submitted(let fact) = entry.fact else {
                result.append(entry)
                continue
            }
            result.append(LedgerEntry(dossier: entry.dossier, hour: entry.hour, fact: .submitted(fact.varied(
                baseline: "b\(below(2))", isFromNationalStore: { below(4) == 0 }))))
            let later = "2026-12-0\(1 + below(8))T0\(below(9))"
            func add(_ fact: LedgerEntry.Fact) { result.append(LedgerEntry(dossier: entry.dossier, hour: later, fact: fact)) }
            for _ in 0..<below(3) where below(3) == 0 { add(.supplementRequested(SupplementFact(fields: ["f"], documents: []))) }
            switch below(6) {
            case 0: add(.refused(RefusedFact(ground: .incomplete)))
            case 1: add(.withdrawn)
            case 2: break
            case 3: add(.completed(CompletedFact(isElectronic: false)))
            default: add(.completed(CompletedFact(isElectronic: true)))
            }
        }
        for index in 0..<(entries.isEmpty ? 0 : 30) {
            let (dossier, month) = ("draft\(100 + index)", 7 + below(5))
            func add(_ day: Int, _ fact: LedgerEntry.Fact) {
                result.append(LedgerEntry(dossier: dossier, hour: "2026-\(month < 10 ? "0" : "")\(month)-\(10 + day)T1\(below(10))", fact: fact))
            }
            add(below(9), .opened(OpenedFact(
                form: "form-a", version: "1", procedure: "1.000001", purpose: "p", subjectKind: "person", channel: "counter", basis: "assisted",
                hasOperator: true, isSimulated: true)))
            if below(2) == 0 { add(9 + below(9), .staged(StagedFact(number: 2, isAcrossVersions: false, isSupplement: false))) }
            if below(6) == 0 { add(19, .withdrawn) }
        }
        return result
    }

    /// An export in which every column says everything it can, and sometimes nothing.
    static func export(seed: UInt64, procedures: Int, rows: Int) -> String {
        var random = SplitMix64(seed: seed &* 57)
        func one(_ words: [String]) -> String { words[Int(random.next() % UInt64(words.count))] }
        var text = "commune,period,procedure,dossiers,channel,fee,payment,result,on_time,clerk\r\n"
        for index in 0..<rows {
            let procedure = "1.00\(1000 + index % (procedures + 1))" + one(["", "", ".000.00.00.H38"])
            text += [
                one(["02647", "02671", ""]), one(["2026-11", "2026-11-24", "2026-10-03", "2026"]), procedure, one(["", "1", "7", "0"]),
                one(["counter", "online", "online", "post", "1", "2", "3", ""]), one(["due", "none", "1", "0", ""]),
                one(["online", "other", "unpaid", "1", "2", "0", ""]), one(["electronic", "electronic", "paper", "both", "none", "pending", ""]),
                one(["yes", "yes", "no", "open", "1", "0", ""]), "x",
            ].joined(separator: ",") + "\r\n"
        }
        return text
    }
}

extension SubmittedFact {
    fileprivate func varied(baseline: String, isFromNationalStore: () -> Bool) -> SubmittedFact {
        SubmittedFact(
            form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: baseline,
            baselineStatus: baselineStatus, current: current, blanks: blanks,
            documents: documents.map {
                DocumentFact(
                    id: $0.id, required: $0.required, disposition: $0.disposition, by: $0.by, wasAvailable: $0.wasAvailable,
                    isDeclined: $0.wasAvailable && $0.reusedFlag == 0, isEarlier: $0.isEarlier, digitized: $0.digitized, reusedFlag: $0.reusedFlag,
                    isFromNationalStore: isFromNationalStore())
            }, confirmations: confirmations)
    }
}
