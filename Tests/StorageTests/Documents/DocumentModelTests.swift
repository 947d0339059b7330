import Documents
import Expressions
import Foundation
@testable import Storage
import Testing
import Vocabulary

/// What the store holds by a plain list, looked through from end to end.
private struct Model {
    struct Paper {
        let id: String
        var record: DocumentRecord
        let content: Int
    }

    var papers: [Paper] = []

    func find(_ query: DocumentQuery) -> [String] {
        let found = papers.map(\.record).filter(query.finds)
        let sorted = found.sorted { a, b in
            let (left, right) = (a.particulars.issued?.dayNumber ?? .min, b.particulars.issued?.dayNumber ?? .min)
            return left == right ? a.id < b.id : left > right
        }
        return sorted.prefix(query.limit).map(\.id)
    }

    /// - Returns: how many were destroyed.
    mutating func erase(_ subject: DocumentSubject) -> Int {
        let before = papers.count
        papers = papers.compactMap { paper in
            guard paper.record.isAbout(subject) else { return paper }
            var left = paper
            left.record = paper.record.without(subject)
            return left.record.subjects.isEmpty ? nil : left
        }
        return before - papers.count
    }
}

@Suite("Deposits, look-ups, amendments and erasures in any order are what a plain list would make of them")
struct DocumentModelTests {
    @Test("random sequences", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func sequences(_ seed: UInt64) async throws {
        var random = Seeded(state: seed)
        let people = (0..<5).map { person("01519000010\($0)", as: $0.isMultiple(of: 2) ? "applicant" : "mother") }
        let issuers: [Issuer?] = [nil, Issuer(authority: "commune_police"), Issuer(authority: "commune_committee", place: .init(code: "02647", since: nil))]
        let contents = (0..<6).map { pdf("\($0)", size: $0.isMultiple(of: 3) ? 150_000 : 100) }
        let kinds = [try #require(Papers.paper), try #require(Papers.other)]
        try await inFolder { folder in
            let (path, file) = (folder.path + "/documents", folder.path + "/keys.json")
            var store = try FileDocumentStore(path: path, keys: try StoreKeys.atFile(file), tenant: "a", isThrowaway: true)
            var model = Model(), known: Set<String> = []
            for step in 0..<250 {
                switch Int.random(in: 0..<20, using: &random) {
                case 0..<8:
                    let content = Int.random(in: 0..<contents.count, using: &random)
                    let subjects = Array(people.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
                    let issued = Bool.random(using: &random) ? "202\(Int.random(in: 0...6, using: &random))-0\(Int.random(in: 1...9, using: &random))-15" : nil
                    let until = Bool.random(using: &random) ? "202\(Int.random(in: 5...8, using: &random))-06-30" : nil
                    let paper = try deposit(
                        kinds[Int.random(in: 0..<kinds.count, using: &random)], subjects, number: "\(step)",
                        issuer: issuers[Int.random(in: 0..<issuers.count, using: &random)], issued: issued, validUntil: until)
                    known.formUnion(subjects.map(\.reference))
                    let kept = try await store.deposit(paper, content: Pieces(data: contents[content], piece: 40_000))
                    let isKnown = model.papers.contains { $0.content == content }
                    #expect(kept.isKnownContent == isKnown)
                    model.papers.append(.init(id: kept.id, record: try #require(try await store.record(kept.id)), content: content))
                case 8..<15:
                    let subject = people[Int.random(in: 0..<people.count, using: &random)]
                    let kind = Bool.random(using: &random) ? kinds[Int.random(in: 0..<kinds.count, using: &random)].id : nil
                    let issuer = issuers[Int.random(in: 0..<issuers.count, using: &random)]
                    let day = Bool.random(using: &random) ? PartialDate("202\(Int.random(in: 0...9, using: &random))-06-30") : nil
                    let query = DocumentQuery(
                        subject, kind: kind, issuers: issuer.map { [$0] }, validOn: day, includesRestricted: Bool.random(using: &random),
                        limit: Int.random(in: 1...30, using: &random))
                    let found = try await store.find(query)
                    #expect(found.records.map(\.id) == model.find(query) && found.damaged.isEmpty)
                case 15, 16:
                    guard let place = model.papers.indices.randomElement(using: &random) else { continue }
                    let restriction: DocumentStanding.Restriction? = Bool.random(using: &random) ? .init(ground: .inquiry, since: try civilDay("2026-11-29")) : nil
                    model.papers[place].record = try await store.amend(model.papers[place].id) { $0.standing.restriction = restriction }
                    #expect(model.papers[place].record.standing.restriction == restriction)
                case 17:
                    let subject = people[Int.random(in: 0..<people.count, using: &random)]
                    do {
                        let proof = try await store.erase(Erasure(.subject(subject), ground: .court, by: "o", at: 0))
                        #expect(known.contains(subject.reference))
                        let destroyed = model.erase(subject)
                        #expect(proof.destroyed.documents.count == destroyed)
                    } catch DocumentStoreError.unknownSubject {
                        #expect(!known.contains(subject.reference))
                    }
                    known.remove(subject.reference)
                case 18:
                    guard let place = model.papers.indices.randomElement(using: &random) else { continue }
                    _ = try await store.erase(Erasure(.document(model.papers[place].id), ground: .unlawful, by: "o", at: 0))
                    model.papers.remove(at: place)
                default:
                    // Keys rotate and the store is opened anew.
                    await store.close()
                    store = try FileDocumentStore(path: path, keys: try StoreKeys.rotate(file, on: "2026-11-29"), tenant: "a", isThrowaway: true)
                    if Bool.random(using: &random) { try await store.rewrapKeys() }
                }
            }
            for paper in model.papers {
                #expect(try await store.record(paper.id) == paper.record)
                guard paper.record.standing.restriction == nil else { continue }
                #expect(try await store.content(paper.id) == contents[paper.content])
            }
            #expect(try await store.entries(after: nil, limit: 1000).map(\.id) == model.papers.map(\.id).sorted())
            #expect(try storedFiles(path, in: "content").count == Set(model.papers.map(\.content)).count)
            #expect(try storedFiles(path, in: "incoming").isEmpty)
        }
    }
}
