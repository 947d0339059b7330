import Connectors
import Expressions
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// An answer in pages is one answer, or none.
@Suite("Answers in pages", .timeLimit(.minutes(1)))
struct PagingTests {
    private static func manifest(_ pages: String) throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", timeout: 20s}
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "/persons/{person_id}?from={page}"}
                pages: \(pages)
                record: $.p
                many: list
                identifies: $.id
                notFound: {at: $.none}
                opens: {friends: {kind: person, list: "$.friends[*]", complete: true, key: {person_id: "$"}}}
            """)
    }

    private static func page(_ friends: [Int], next: String? = nil, id: String = "015194000123") -> CannedServer.Answer {
        let numbers = friends.map { "\"01519400\($0)\"" }.joined(separator: ", ")
        return .http(200, #"{"p": {"id": "\#(id)", "friends": [\#(numbers)]}\#(next.map { ", \"next\": \($0)" } ?? "")}"#)
    }

    private static func look(_ pages: String, _ answers: [String: CannedServer.Answer]) async throws -> (answer: LookUp, calls: Int) {
        let server = try await CannedServer.answering { request in
            let page = request.split(separator: " ").dropFirst().first?.split(separator: "from=", omittingEmptySubsequences: false).last.map(String.init)
            return answers[page ?? "?"] ?? .http(500)
        }
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url])
        let manifest = try manifest(pages)
        let answer = try await factory.connector(for: manifest).lookUp(manifest.wholeRequest())
        await factory.close()
        await server.close()
        return (answer, server.requests.count)
    }

    @Test("all of them are read", arguments: [
        ("{first: '1', next: $.next}", ["1": page([1001, 1002], next: "2"), "2": page([1003], next: "3"), "3": page([1004], next: "null")]),
        ("{next: $.next}", ["": page([1001, 1002], next: #""b+c""#), "b%2Bc": page([1002, 1003], next: #""d""#), "d": page([1004], next: #""""#)]),
    ])
    func whole(_ pages: String, _ answers: [String: CannedServer.Answer]) async throws {
        let (answer, calls) = try await Self.look(pages, answers)
        #expect(calls == 3)
        let friends = try #require(answer.record?.links[RelationID("friends")])
        #expect(friends.links.compactMap { $0.keys[ConceptID("person_id")] } == ["015194001001", "015194001002", "015194001003", "015194001004"])
        #expect(friends.isComplete)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let pages: [String: CannedServer.Answer]
        let expected: String

        init(_ name: String, _ pages: [String: CannedServer.Answer], _ expected: String) { (testDescription, self.pages, self.expected) = (name, pages, expected) }
    }

    @Test("half an answer is none", arguments: [
        Case("a page that fails", ["1": page([1001], next: "2")], "down"),
        Case("a page that is not there", ["1": page([1001], next: "2"), "2": .http(404)], "down"),
        Case("a page that is refused", ["1": page([1001], next: "2"), "2": .http(403)], "down"),
        Case("a page that does not read", ["1": page([1001], next: "2"), "2": .http(200, "{")], "unreadable"),
        Case("a circle", ["1": page([1001], next: "2"), "2": page([1002], next: "3"), "3": page([1003], next: "2")], "unreadable"),
        Case("pages without end", ["1": page([1001], next: "2"), "2": page([1002], next: "3"), "3": page([1003], next: "4"), "4": page([1004], next: "5")], "unreadable"),
        Case("a next page that is no text", ["1": page([1001], next: "{}")], "unreadable"),
        Case("nobody", ["1": .http(200, #"{"none": 1}"#)], "absent"),
        Case("refused at once", ["1": .http(401)], "refused"),
    ])
    func half(_ example: Case) async throws {
        #expect(try await Self.look("{first: '1', next: $.next, most: 4}", example.pages).answer.shown == example.expected)
    }

    @Test("a page about somebody else shows")
    func otherSubject() async throws {
        let (answer, _) = try await Self.look("{first: '1', next: $.next}", ["1": Self.page([1001], next: "2"), "2": Self.page([1002], id: "015194000999")])
        #expect(answer.record?.identifiedBy == [ConceptID("person_id"): "015194000999"])
    }
}
