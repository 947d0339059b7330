import Documents
import Expressions
import Foundation
import GRDB
@testable import Storage
import Testing
import Vocabulary

@Suite("Documents are found by subject, kind, issuer and day")
struct DocumentFindTests {
    private static let now = Issuer(authority: "commune_committee", place: .init(code: "02647", since: PartialDate("2025-07-01")))
    private static let before = Issuer(authority: "commune_committee", place: .init(code: "02635", since: PartialDate("2004-07-08")))
    private static let hoa = person("015190000123")

    struct Looking: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: DocumentQuery
        let numbers: [String]

        init(_ name: String, _ query: DocumentQuery, _ numbers: [String]) { (testDescription, self.query, self.numbers) = (name, query, numbers) }
    }

    private static func on(_ day: String) -> PartialDate? { PartialDate(day) }

    @Test("the latest issued first", arguments: [
        Looking("everything", DocumentQuery(hoa), ["4", "2", "1", "3"]),
        Looking("a kind", DocumentQuery(hoa, kind: EvidenceID("paper")), ["2", "1", "3"]),
        Looking("an issuer", DocumentQuery(hoa, issuers: [now]), ["2"]),
        Looking("an issuer with those it followed", DocumentQuery(hoa, issuers: [now, before]), ["2", "1"]),
        Looking("nobody's", DocumentQuery(hoa, issuers: []), []),
        Looking("on a day before one was issued", DocumentQuery(hoa, kind: EvidenceID("paper"), validOn: on("2025-12-31")), ["1", "3"]),
        Looking("on the day it ends", DocumentQuery(hoa, kind: EvidenceID("other"), validOn: on("2026-06-30")), ["4"]),
        Looking("on the day after", DocumentQuery(hoa, kind: EvidenceID("other"), validOn: on("2026-07-01")), []),
        Looking("at most one", DocumentQuery(hoa, limit: 1), ["4"]),
        Looking("another's", DocumentQuery(person("015090000456")), ["5"]),
        Looking("the same number of another kind of subject", DocumentQuery(DocumentSubject(role: "a", kind: .household, keys: ["personal_id_number": "015190000123"])), []),
        Looking("in whatever role", DocumentQuery(person("015190000123", as: "mother")), ["4", "2", "1", "3"]),
    ])
    func found(_ c: Looking) async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let papers = [
                try deposit(Papers.paper, [Self.hoa], number: "1", issuer: Self.before, issued: "2020-01-01"),
                try deposit(Papers.paper, [Self.hoa], number: "2", issuer: Self.now, issued: "2026-01-01"),
                try deposit(Papers.paper, [Self.hoa], number: "3"),
                try deposit(Papers.other, [Self.hoa], number: "4", issued: "2026-02-01", validUntil: "2026-06-30"),
                try deposit(Papers.paper, [person("015090000456")], number: "5", issuer: Self.now, issued: "2026-01-01"),
            ]
            for paper in papers { _ = try await store.keep(paper, pdf("x")) }
            let found = try await store.find(c.query)
            #expect(found.records.compactMap(\.particulars.number) == c.numbers && found.damaged.isEmpty)
        }
    }

    @Test("a look-up goes by the index, whatever is asked")
    func indexed() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            let plan = try await store.database.read { db in
                try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN SELECT \(DocumentRows.columns) FROM \(DocumentRows.tables) WHERE links.subject = ? AND links.kind = ? AND links.issuer IN (?, ?) AND links.until >= ? AND links.issued <= ?",
                    arguments: ["s", "k", "i", "j", 0, 0]
                ).map { $0["detail"] as String }
            }
            #expect(plan.contains { $0.contains("SEARCH links USING PRIMARY KEY (subject=? AND kind=? AND issuer=?") }, "\(plan)")
            #expect(!plan.contains { $0.contains("SCAN") }, "\(plan)")
        }
    }

    @Test("pages of the list follow one another and hold nothing personal; what is due is told")
    func lists() async throws {
        try await inFolder { folder in
            let store = try FileDocumentStore(path: folder.path + "/documents", keys: StoreKeys(), tenant: "a", isThrowaway: true)
            var ids: Set<String> = []
            for number in 0..<7 { ids.insert(try await store.keep(try deposit(Papers.archived, [Self.hoa], number: "\(number)", on: "2020-01-0\(number + 1)"), pdf("\(number)"))) }
            var seen: [String] = []
            while true {
                let page = try await store.entries(after: seen.last, limit: 3)
                seen += page.map(\.id)
                if page.count < 3 { break }
            }
            #expect(seen == ids.sorted())
            // Kept for a year, archived for ten.
            #expect(try await store.due(on: try civilDay("2029-12-31"), limit: 10).isEmpty)
            #expect(try await store.due(on: try civilDay("2030-01-03"), limit: 10).count == 2)
            #expect(try await store.due(on: try civilDay("2031-01-01"), limit: 3).count == 3)
            let first = try #require(seen.first)
            let day = try civilDay("2021-06-01")
            _ = try await store.amend(first) { $0.standing.retention?.archivedOn = day }
            #expect(try await store.due(on: try civilDay("2021-06-01"), limit: 10) == [first])
        }
    }
}
