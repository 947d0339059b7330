import Diagnostics
import Receipts
import Testing

@Suite("Outcomes and reasons")
struct OutcomeTests {
    @Test("the closed list of reasons is that of the design")
    func reasons() {
        #expect(Reason.allCases.map(\.rawValue) == [
            "statement", "new-value", "key", "offer", "not-held", "not-granted", "absent", "stale", "conflict", "invalid", "wrong-subject", "source-down", "timeout",
            "refused", "declined", "key-missing",
        ])
    }

    @Test("outcomes before and after are those of the design")
    func outcomes() {
        #expect(Outcome.allCases.map(\.rawValue) == ["prefilled", "derived", "repeated", "reused", "open", "not-applicable", "outside"])
        #expect(SubmittedOutcome.allCases.map(\.rawValue) == [
            "prefilled", "derived", "repeated", "reused", "declared", "corrected", "overridden", "disputed", "not-applicable", "empty", "outside",
        ])
        #expect(SubmittedOutcome.allCases.filter(\.isGiven) == [.declared, .corrected, .overridden, .disputed])
    }

    @Test("each reason is one short plain sentence in each language", arguments: Reason.allCases, Language.allCases)
    func sentences(_ reason: Reason, _ language: Language) {
        let sentence = reason.sentence.text(in: language)
        #expect((10...110).contains(sentence.count))
        #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true)
        #expect(sentence.count { $0 == "." } == 1)
        for word in sentence.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "-" }) {
            #expect(!Self.jargon.contains(String(word)), "\(word)")
        }
        #expect(!sentence.contains(reason.rawValue) || !reason.rawValue.contains("-"))
        #expect(!sentence.contains { "{}_<>|".contains($0) })
    }

    private static let jargon: Set<String> = [
        "api", "json", "xml", "http", "sql", "null", "nil", "id", "key", "khóa", "connector", "server", "máy", "database", "csdl", "timeout", "cache", "error", "lỗi", "exception", "field",
        "trường", "leaf", "concept", "atom", "grant", "attribute", "subject", "chủ-thể", "stale", "invalid", "commitment", "hash", "token", "dữ-liệu-gốc",
    ]

    @Test("both languages are there, and no two reasons read the same")
    func distinct() {
        for language in Language.allCases { #expect(Set(Reason.allCases.map { $0.sentence.text(in: language) }).count == Reason.allCases.count) }
        for reason in Reason.allCases { #expect(reason.sentence.english != nil && reason.sentence.english != reason.sentence.vietnamese) }
    }

    @Test("when a source is down the applicant reads that filing goes on", arguments: [Reason.sourceDown, .timeout])
    func goesOn(_ reason: Reason) {
        #expect(reason.sentence.english?.contains("you can file now") == true)
        #expect(reason.sentence.vietnamese.contains("có thể nộp trước"))
    }
}
