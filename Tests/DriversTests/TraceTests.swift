import Connectors
import Expressions
import Formats
import Foundation
import NIOConcurrencyHelpers
import Testing
import Vocabulary

@testable import Drivers

/// A mapping, a reply, and why the one cannot be read in the other.
private struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let supplies: String
    let reply: String
    let fault: ReadingFault?

    init(_ title: String, _ supplies: String, _ reply: String, _ fault: ReadingFault?) {
        testDescription = title
        self.supplies = supplies
        self.reply = reply
        self.fault = fault
    }
}

@Suite("A trace says what every path of a manifest met")
struct TraceTests {
    private static let faults: [Fault] = [
        Fault("a readable text has none", "name: {at: $.x}", #"{"x": "Mai"}"#, nil),
        Fault("nothing there is none either", "name: {at: $.x}", "{}", nil),
        Fault("an object where one text is read", "name: {at: $.x}", #"{"x": {"vi": "Mai"}}"#, .structure),
        Fault("an array on the way", "name: {at: $.x.vi}", #"{"x": [{"vi": "Mai"}]}"#, .contradiction),
        Fault("a code the manifest does not map", #"sex: {at: $.x, codes: {M: "1"}}"#, #"{"x": "F"}"#, .unmappedCode),
        Fault("a code of ours that the list does not have", "sex: {at: $.x}", #"{"x": "7"}"#, .value(.unknownCode)),
        Fault("a date in another format", "born: {at: $.x, format: dd/MM/yyyy}", #"{"x": "1994-03-07"}"#, .format("dd/MM/yyyy")),
        Fault("a date without its day, where that may not be", "born: {at: $.x, format: yyyyMMdd}", #"{"x": "19940000"}"#, .format("yyyyMMdd")),
        Fault("several that differ", "name: {at: '$.x[*]'}", #"{"x": ["Mai", "Lan"]}"#, .several),
        Fault("a value beside none", #"uses: {at: '$.x[*]', codes: {"-": none, "1": "1"}}"#, #"{"x": ["-", "1"]}"#, .mixed),
        Fault("a value in doubt", "name: {at: $.x, invalidWhen: {at: $.q}}", #"{"x": "Mai", "q": 1}"#, .doubted(at: "$.q")),
        Fault("a value nothing is said of", "name: {at: $.x, invalidWhen: {at: $.q, is: [IO]}}", #"{"x": "Mai"}"#, .unsaid(at: "$.q")),
        Fault("no value and nothing said of it", "name: {at: $.x, invalidWhen: {at: $.q, is: [IO]}}", "{}", nil),
        Fault("a part in doubt", "place: {parts: {street: {at: $.x, invalidWhen: {at: $.q}}}}", #"{"x": "Tổ 4", "q": 1}"#, .doubted(at: "$.q")),
        Fault("no number", "area: {at: $.x}", #"{"x": "12,5"}"#, .value(.notANumber)),
    ]

    @Test("a row without the column, and a cell that is no text, are told apart; a recording keeps the one and the other", arguments: [
        ("ten", nil), ("ho", .missingColumn), ("anh", .notText),
    ] as [(String, ReadingFault?)])
    func rows(_ column: String, _ fault: ReadingFault?) throws {
        let manifest = try ConnectorManifest.reading(
            """
            connector: example
            title: {vi: Sổ}
            legalBasis: Luật
            transport: {kind: table, file: "${FILE}"}
            operations:
              person: {about: person, key: [person_id], request: {column: {person_id: so}}, record: rows, identifies: so, supplies: {name: {at: \(column)}}}
            """)
        let vocabulary = try Vocabulary.small(), today = try #require(PartialDate("2026-11-24"))
        let reply = Reply.rows(Rows(columns: ["so", "ten", "anh"], rows: [["015194000123", "Mai", nil]], unreadable: [0: [2]]))
        let extraction = Extraction(of: manifest.operations[0], for: manifest.wholeRequest(), vocabulary: vocabulary)
        let trace = try #require(try extraction.trace(in: [reply]).last)
        #expect(TrialReading(vocabulary).fault(of: trace, on: today) == fault)
        let fixture = Fixture(connector: manifest.id, operation: manifest.operations[0].id, keys: [:], isRedacted: true, pages: [.init(status: nil, reply: reply)], made: .null)
        #expect(try Fixture(json: fixture.json, kind: .table) == fixture)
    }

    /// - Parameter more: members of its one operation.
    private static func manifest(_ more: String, path: String = "/{person_id}") throws -> ConnectorManifest {
        try ConnectorManifest.reading(
            """
            connector: example
            title: {vi: Sổ}
            legalBasis: Luật
            transport: {kind: json, url: "${URL}"}
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "\(path)"}
                record: $
                identifies: $.id
                \(more)
            """)
    }

    private static let today = PartialDate("2026-11-29")

    private static func supplying(_ supplies: String) throws -> ConnectorManifest { try manifest("supplies: {\(supplies)}") }

    @Test(arguments: faults)
    private func namesWhyATextIsNotRead(_ example: Fault) throws {
        let manifest = try Self.supplying(example.supplies), vocabulary = try Vocabulary.small()
        let operation = manifest.operations[0]
        let extraction = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: [:]), vocabulary: vocabulary)
        let traces = try extraction.trace(in: [.json(Array(example.reply.utf8))])
        let trace = try #require(traces.last)
        guard case .supplies = trace.use else {
            Issue.record("the last trace is of no supply")
            return
        }
        #expect(try TrialReading(vocabulary).fault(of: trace, on: #require(Self.today)) == example.fault)
    }

    /// A day of recording that is not read would leave every value fresh for ever.
    @Test(arguments: [("yyyy-MM-dd", true), ("yyyy-MM-dd'T'HH:mm:ssXXX", false)])
    func saysThatTheDayOfRecordingIsNotRead(_ format: String, _ isFault: Bool) throws {
        let manifest = try Self.manifest(#"recordedAt: {at: $.at, format: "\#(format)"}"#)
        let operation = manifest.operations[0], vocabulary = try Vocabulary.small()
        let extraction = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: [:]), vocabulary: vocabulary)
        let trace = try #require(try extraction.trace(in: [.json(Array(#"{"id": "1", "at": "2026-03-01T08:00:00+07:00"}"#.utf8))]).last)
        #expect(trace.use == .recordedAt)
        #expect(try TrialReading(vocabulary).fault(of: trace, on: #require(Self.today)) == (isFault ? .format(format) : nil))
    }

    @Test("what is neither yes nor no is a fault, and nothing there is none", arguments: [("\"Y\"", nil), ("\"N\"", nil), ("\"y\"", .neitherYesNorNo), ("[]", .neitherYesNorNo), ("null", nil)] as [(String, ReadingFault?)])
    func saysThatAnAnswerIsNone(_ answer: String, _ fault: ReadingFault?) throws {
        let manifest = try Self.manifest("verifies: {name: {at: $.match, yes: Y, no: N}}", path: "/{person_id}/{name}")
        let operation = manifest.operations[0], vocabulary = try Vocabulary.small()
        let extraction = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: [:]), vocabulary: vocabulary)
        let trace = try #require(try extraction.trace(in: [.json(Array(#"{"id": "1", "match": \#(answer)}"#.utf8))]).last)
        #expect(try trace.use == .verifies("name") && TrialReading(vocabulary).fault(of: trace, on: #require(Self.today)) == fault)
    }

    @Test func showsWhereEachTextStood() throws {
        let manifest = try Self.supplying("name: {at: '$.names[*].vi'}"), vocabulary = try Vocabulary.small()
        let operation = manifest.operations[0]
        let extraction = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: [:]), vocabulary: vocabulary)
        let traces = try extraction.trace(in: [.json(Array(#"{"id": "1", "names": [{"vi": "Mai"}, {"vi": "Mai"}]}"#.utf8))])
        #expect(traces.last?.found == [.init(path: "$['names'][0]['vi']", text: "Mai"), .init(path: "$['names'][1]['vi']", text: "Mai")])
        #expect(traces.map(\.use) == [.record, .identifies("person_id"), .supplies("name", part: nil)])
    }

    /// What was heard on the wire, page by page, reads offline as the register's own answer did.
    @Test(arguments: try ConnectorCase.all())
    func aRecordedReplyIsReadAsTheRegistersOwn(_ example: ConnectorCase) async throws {
        let vocabulary = try Vocabulary.shipped()
        let manifest = try ConnectorManifest.reading(Folders.text(Folders.connectors.appending(path: "\(example.connector)/manifest.yaml")))
        let operation = try #require(manifest.operation(example.operation))
        let bytes = Array(try #require(FileManager.default.contents(atPath: Folders.connectors.appending(path: "\(example.connector)/\(example.sample)").path)))
        let sample = SampleCase(operation: example.operation, sample: example.sample, keys: example.keys, places: manifest.places)
        let reply = try SampleCheck(manifest, cases: [], vocabulary: vocabulary) { _ in bytes }.reply(in: sample)
        let request = operation.wholeRequest(of: manifest.id, keys: example.keys)
        let live = Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: reply)
        let status = [.json, .xml].contains(manifest.transport.kind) ? 200 : nil
        let fixture = Fixture(
            connector: manifest.id, operation: operation.id, keys: example.keys, isRedacted: false, pages: [.init(status: status, reply: reply)], made: live.madeJSON)
        let read = try Fixture(json: fixture.json, kind: manifest.transport.kind)
        #expect(read == fixture)
        let offline = ReplayConnector(manifest, vocabulary: vocabulary, fixtures: [read])
        #expect(await offline.lookUp(request) == live)
    }

    @Test func whatNobodyRecordedIsNoAbsence() async throws {
        let manifest = try Self.supplying("name: {at: $.x}"), vocabulary = try Vocabulary.small()
        let offline = ReplayConnector(manifest, vocabulary: vocabulary, fixtures: [])
        #expect(await offline.lookUp(manifest.operations[0].wholeRequest(of: manifest.id, keys: ["person_id": "015194000123"])) == .failed(.down))
    }

    /// - Parameter status: what the service answered with.
    @Test(arguments: [(404, LookUp.absent), (403, .refused), (500, .failed(.down))])
    func aRecordedStatusMeansWhatItMeant(_ status: Int, _ expected: LookUp) async throws {
        let manifest = try ConnectorManifest.reading(Folders.text(Folders.connectors.appending(path: "business/manifest.yaml")))
        let operation = try #require(manifest.operation(OperationID("company")))
        let request = operation.wholeRequest(of: manifest.id, keys: ["enterprise_code": "5300999014"])
        let fixture = Fixture(
            connector: manifest.id, operation: operation.id, keys: request.keys, isRedacted: false, pages: [.init(status: status, reply: .json(Array("{}".utf8)))], made: [:])
        #expect(await ReplayConnector(manifest, vocabulary: try .shipped(), fixtures: [fixture]).lookUp(request) == expected)
    }

    @Test func aListenerHearsWhatAFileSaid() async throws {
        let vocabulary = try Vocabulary.shipped()
        let manifest = try ConnectorManifest.reading(Folders.text(Folders.connectors.appending(path: "budget/manifest.yaml")))
        let heard = NIOLockedValueBox<[Exchange]>([])
        let name = String(manifest.transport.address.dropFirst(2).dropLast())
        func lookUp(at path: String) async throws {
            let factory = ConnectorFactory(vocabulary: vocabulary, variables: [name: path], listener: { exchange in heard.withLockedValue { $0.append(exchange) } })
            let connector = try factory.connector(for: manifest)
            let operation = manifest.operations[0]
            _ = await connector.lookUp(operation.wholeRequest(of: manifest.id, keys: Dictionary(uniqueKeysWithValues: operation.keys.map { ($0, "1234567") })))
            await connector.close()
            await factory.close()
        }
        try await lookUp(at: Folders.connectors.appending(path: "budget/samples/unit.csv").path)
        try await lookUp(at: "/nowhere/at-all.csv")
        let events = heard.withLockedValue { $0.map(\.event) }
        guard events.count == 2, case .answered(.rows, nil) = events[0], case .failed(.unreachable, _) = events[1] else {
            Issue.record("heard something else")
            return
        }
    }
}
