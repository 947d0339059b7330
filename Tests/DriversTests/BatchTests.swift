import Connectors
import Expressions
import Formats
import Foundation
import GRDB
import Staging
import Testing
import Vocabulary

@testable import Drivers

/// What a register has on file, and whose key each entry carries: not always that of the one it is found under.
private struct Entries: Sendable {
    struct Entry: Sendable {
        let under: String
        /// `nil`: nobody's.
        let carries: String?
        let name: String
        /// As written; not always a day.
        let born: String
    }

    let entries: [Entry]
    let asked: [String]

    static func key(_ number: Int) -> String { "015194" + String(1_000_000 + number).dropFirst() }

    /// Sound ones, none, two of one, one without a key, one with another's, one that cannot be read.
    ///
    /// - Parameter isSound: every entry carries the key it is found under.
    init(seed: UInt64, isSound: Bool) {
        var dice = Dice(seed: seed)
        var entries: [Entry] = []
        let people = 12
        for place in 0..<people {
            let number = Int(seed) * 100 + place
            func entry(_ carries: String? = Self.key(number), born: String = "1990-0\(number % 9 + 1)-15") -> Entry {
                Entry(under: Self.key(number), carries: carries, name: "Người \(number).\(entries.count + 10)", born: born)
            }
            switch dice.roll(isSound ? 8 : 12) {
            case 0, 1: break
            case 2: entries += [entry(), entry()]
            case 3: entries.append(entry(born: "không rõ"))
            case 8: entries.append(entry(nil))
            // Somebody's nobody asks about here, and somebody's who may be asked about.
            case 9: entries.append(entry(Self.key(number + 50)))
            case 10: entries.append(entry(Self.key(number - place + (place + 1) % people)))
            case 11: entries += [entry(), entry(dice.roll(2) == 0 ? nil : Self.key(number + 70))]
            default: entries.append(entry())
            }
        }
        self.entries = entries.shuffled(using: &dice)
        asked = Array((0..<people).map { Self.key(Int(seed) * 100 + $0) }.shuffled(using: &dice).prefix(2 + dice.roll(people - 2)))
    }

    func found(under keys: [String]) -> [Entry] { entries.filter { keys.contains($0.under) } }
}

/// A register asked about several at once says of each what it says when asked about them alone.
@Suite("Several subjects in one call", .timeLimit(.minutes(2)))
struct BatchTests {
    private static let many = ["reject", "list", "{firstBy: 'read.born != \"\"'}"]

    private static func sql(many: String = "reject", size: Int = 12) throws -> ConnectorManifest {
        try manifest(
            "sql, database: \"${DB}\"", many,
            """
            request: {query: "select id, name, born from entry where slot = :person_id order by name"}
            batch: {size: \(size), request: {query: "select id, name, born from entry where slot in (:person_id) order by name"}}
            record: rows
            identifies: id
            supplies: {name: {at: name}, born: {at: born}}
            opens: {friends: {kind: person, list: rows, complete: true, key: {person_id: id}}}
            """)
    }

    private static func json(many: String = "reject", size: Int = 12, _ rules: String = "") throws -> ConnectorManifest {
        try manifest(
            "json, url: \"${URL}\"", many,
            """
            request: {path: "/persons/{person_id}"}
            batch: {size: \(size), request: {method: POST, path: /search, body: '{"ids": {person_id}, "of": {}}'}}
            record: "$.offices[*].people[*]"
            identifies: $.id
            notFound: {status: 404, at: "$[?length(@) == 0]"}
            supplies: {name: {at: "$.names[0]"}, born: {at: $.born}}
            opens: {friends: {kind: person, key: {person_id: $.id}}}
            \(rules)
            """)
    }

    private static func manifest(_ transport: String, _ many: String, _ operation: String) throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: \(transport), timeout: 20s}
            operations:
              person:
                about: person
                key: [person_id]
                many: \(many)
            \(operation.indented(4))
            """)
    }

    private static func requests(_ manifest: ConnectorManifest, _ keys: [String]) -> [ConnectorRequest] {
        keys.map { manifest.wholeRequest(keys: [ConceptID("person_id"): $0]) }
    }

    /// Asks together, then one by one.
    private static func answers(_ connector: any Connector, _ keys: [String]) async -> (BatchLookUp, [LookUp]) {
        let requests = requests(connector.manifest, keys)
        let together = await connector.lookUp(requests)
        var alone: [LookUp] = []
        for request in requests { alone.append(await connector.lookUp(request)) }
        return (together, alone)
    }

    private static func answers(_ manifest: ConnectorManifest, _ variables: [String: String], _ keys: [String]) async throws -> (BatchLookUp, [LookUp]) {
        let factory = ConnectorFactory(vocabulary: try .small(), variables: variables)
        let connector = try factory.connector(for: manifest)
        let answers = await answers(connector, keys)
        await connector.close()
        await factory.close()
        return answers
    }

    /// Holds what a batch said against what the entries are, and against what each said alone.
    private static func check(_ entries: Entries, _ many: String, _ together: BatchLookUp, _ alone: [LookUp]) {
        let sent = entries.found(under: entries.asked)
        let strangers = Set(sent.compactMap(\.carries)).subtracting(entries.asked)
        #expect(together.lookUps.count == entries.asked.count)
        #expect(together.strangers == strangers.count)
        let doubt: LookUp? = sent.contains { $0.carries == nil } ? .failed(.unreadable) : strangers.isEmpty ? nil : .failed(.wrongSubject)
        for (key, (said, single)) in zip(entries.asked, zip(together.lookUps, alone)) {
            let mine = sent.filter { $0.carries == key }, under = sent.filter { $0.under == key }
            if let doubt, mine.isEmpty || many != "reject" {
                #expect(said == doubt, "\(key)")
            } else if mine.isEmpty {
                #expect(said == .absent && single == (under.isEmpty ? .absent : single), "\(key)")
            } else if mine.count > 1, many == "reject" {
                #expect(said == .failed(.ambiguous), "\(key)")
            } else {
                #expect(said.record?.identifiedBy == [ConceptID("person_id"): key], "\(key)")
            }
            // Whose entries are nobody else's, and all of them theirs: value for value, place for place.
            let isOwn = sent.allSatisfy { ($0.under == key) == ($0.carries == key) } && !under.isEmpty
            if isOwn, doubt == nil || many == "reject" { #expect(said == single, "\(key)") }
        }
        if sent.allSatisfy({ $0.carries == $0.under }) { #expect(together.lookUps == alone) }
    }

    /// Each has keys of its own.
    private static let populations = (1...60).map { Entries(seed: $0, isSound: $0 % 3 == 0) }

    @Test("over SQLite, in any population", arguments: many)
    func sqlite(_ many: String) async throws {
        let folder = try ScratchFolder(), queue = try DatabaseQueue(path: folder.path("register.sqlite"))
        try await queue.write { database in
            try database.execute(sql: "create table entry (slot text, id text, name text, born text)")
            for entry in Self.populations.flatMap(\.entries) {
                try database.execute(sql: "insert into entry values (?, ?, ?, ?)", arguments: [entry.under, entry.carries, entry.name, entry.born])
            }
        }
        try queue.close()
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": folder.path("register.sqlite")]).connector(for: Self.sql(many: many))
        for entries in Self.populations {
            let (together, alone) = await Self.answers(connector, entries.asked)
            Self.check(entries, many, together, alone)
        }
        await connector.close()
    }

    @Test("over HTTP, in any population", arguments: many)
    func http(_ many: String) async throws {
        let server = try await CannedServer.answering { Self.reply(to: $0, Self.populations.flatMap(\.entries)) }
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url])
        let connector = try factory.connector(for: Self.json(many: many))
        for entries in Self.populations {
            let (together, alone) = await Self.answers(connector, entries.asked)
            Self.check(entries, many, together, alone)
        }
        #expect(server.requests.count == Self.populations.reduce(0) { $0 + $1.asked.count + 1 })
        await factory.close()
        await server.close()
    }

    /// The real shape of a search: offices with their people, in no order of the question's.
    private static func reply(to request: String, _ entries: [Entries.Entry]) -> CannedServer.Answer {
        let isSearch = request.hasPrefix("POST /search ")
        let body = request.components(separatedBy: "\r\n\r\n").last ?? ""
        let keys = isSearch ? ((try? JSON(parsing: body))?["ids"]?.array ?? []).compactMap(\.string) : [String(request.split(separator: " ")[1].dropFirst("/persons/".count))]
        let found = entries.filter { keys.contains($0.under) }
        if found.isEmpty { return isSearch ? .http(200, #"{"offices": []}"#) : .http(404) }
        let offices = Dictionary(grouping: found.enumerated()) { isSearch && $0.offset * 2 > found.count ? 1 : 0 }.sorted { $0.key < $1.key }.map { _, people in
            let people = people.map { _, entry -> JSON in
                ["id": entry.carries.map { .string($0) } ?? .null, "names": [.string(entry.name)], "born": .string(entry.born)]
            }
            return JSON.object(["people": .array(people)])
        }
        return .http(200, JSON.object(["offices": .array(offices)]).serialized())
    }

    // MARK: the call

    private static let keys = [Entries.key(1), Entries.key(2), Entries.key(3)]

    @Test("what befalls the call befalls each; what one of them may have brought about is told", arguments: [
        ("503", CannedServer.Answer.http(503), "down"), ("401", .http(401), "refused"), ("429", .http(429), "down"), ("a status for what is missing", .http(404), "unreadable, by one"),
        ("400", .http(400), "unreadable, by one"), ("403", .http(403), "refused, by one"), ("413", .http(413), "unreadable, by one"), ("422", .http(422), "unreadable, by one"), ("500", .http(500), "down"),
        ("no JSON", .http(200, "<html>"), "unreadable"), ("no list", .http(200, "{}"), "unreadable"), ("another list", .http(200, #"{"offices": [{"people": []}]}"#), "unreadable"),
        ("none of them", .http(200, #"{"offices": []}"#), "absent"), ("a closed line", .reset, "down"), ("half a reply", .raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), "down"),
        ("null", .http(200, #"{"offices": [{"people": [null]}]}"#), "absent"), ("too much", .http(200, String(repeating: " ", count: 5 << 20)), "unreadable"),
        ("a key that is no text", .http(200, #"{"offices": [{"people": [{"id": {}}]}]}"#), "unreadable"),
    ])
    func faults(_ name: String, _ answer: CannedServer.Answer, _ expected: String) async throws {
        let server = try await CannedServer.answering(answer)
        let (together, _) = try await Self.answers(Self.json(), ["URL": server.url], Self.keys)
        await server.close()
        #expect(together.lookUps.map { $0.shown + (together.alone.isEmpty ? "" : ", by one") } == Array(repeating: expected, count: 3), "\(name)")
        #expect(together.strangers == 0 && [0, 3].contains(together.alone.count))
    }

    @Test("a register that is silent is late for each")
    func silence() async throws {
        let server = try await CannedServer.answering(.silence), clock = ManualClock(), manifest = try Self.json()
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url], clock: clock)
        let connector = try factory.connector(for: manifest)
        let asking = Task { await connector.lookUp(Self.requests(manifest, Self.keys)) }
        await until { !clock.alarms.isEmpty }
        clock.advance(by: .seconds(20))
        #expect(await asking.value == BatchLookUp(all: .failed(.timeout), 3))
        await factory.close()
        await server.close()
    }

    @Test("a rule about a record is about its subject alone")
    func rules() async throws {
        let body = """
            {"offices": [{"people": [{"id": "\(Self.keys[2])", "names": ["C"], "born": "1990-01-01", "state": "x"}, {"id": "\(Self.keys[0])", "names": ["A"], "born": "1990-01-01"}]}]}
            """
        let server = try await CannedServer.answering(.http(200, body))
        let (together, _) = try await Self.answers(Self.json("invalidWhen: {at: $.state}"), ["URL": server.url], Self.keys)
        await server.close()
        #expect(together.lookUps.map(\.shown) == ["found", "absent", "invalid"])
        #expect(together.lookUps[0].record?.values[ConceptID("name")]?.path == "$['offices'][0]['people'][0]['names'][0]")
    }

    @Test("a record that would be a whole reply is judged as one", arguments: [
        ("refusedWhen: {at: $.state, is: [DENIED]}", #"{"id": "0", "n": "A", "state": "DENIED"}"#, "refused"), ("notFound: {at: $.state, is: [NONE]}", #"{"id": "0", "state": "NONE"}"#, "absent"),
        ("notFound: {at: $.error}", #"{"id": "0", "error": {"code": 7}}"#, "absent"), ("notFound: {at: $.state, is: [NONE]}", #"{"id": "0", "n": "A", "state": "OK"}"#, "found"),
        ("invalidWhen: {at: $.state, is: [OLD]}", #"{"id": "0", "n": "A", "state": "OLD"}"#, "invalid"), ("record: $", #"{"id": "0", "n": "A"}"#, "found"),
    ])
    func ofItself(_ rule: String, _ record: String, _ expected: String) async throws {
        let record = record.replacing(#""id": "0""#, with: "\"id\": \"\(Self.keys[0])\"")
        let manifest = try ConnectorManifest.json("batch: {size: 5, request: {path: \"/s?ids={person_id}\"}, record: \"$.all[*]\"}\nidentifies: $.id\nsupplies: {name: {at: $.n}}\n\(rule)")
        func answered(_ answer: CannedServer.Answer, _ ask: (any Connector) async -> BatchLookUp) async throws -> BatchLookUp {
            let server = try await CannedServer.answering(answer), factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url, "TOKEN": "t"])
            let said = await ask(try factory.connector(for: manifest))
            await factory.close()
            await server.close()
            return said
        }
        let alone = try await answered(.http(200, record)) { BatchLookUp([await $0.lookUp(Self.requests(manifest, Array(Self.keys.prefix(1)))[0])]) }
        let other = #"{"id": "\#(Self.keys[1])", "n": "B", "state": "OK"}"#
        let together = try await answered(.http(200, #"{"all": [\#(other), \#(record)]}"#)) { await $0.lookUp(Self.requests(manifest, Array(Self.keys.prefix(2)))) }
        #expect(alone.lookUps.map(\.shown) == [expected] && together.lookUps.map(\.shown) == [expected, "found"])
    }

    @Test("the list is escaped for its place, and who cannot stand in it is left out", arguments: [
        ("{method: POST, path: /s, body: '{\"a\": {\"ids\": {person_id}}}'}", ["1\"2", "3{person_id}"], #"{"a": {"ids": ["1\"2","3{person_id}"]}}"#),
        ("{path: \"/s?ids={person_id}&x=1\"}", ["1&2", "3/4"], "GET /s?ids=1%262,3%2F4&x=1 "), ("{path: \"/s/{person_id}\"}", ["1", "2"], "GET /s/1,2 "),
        ("{path: \"/s?ids={person_id}\"}", ["1,2", "3"], "GET /s?ids=3 "), ("{path: \"/s?ids={person_id}\"}", ["4", "..", "3"], "GET /s?ids=4,3 "), ("{path: \"/s?ids={person_id}\"}", ["..", "1,2"], nil),
        ("{method: POST, path: /s, body: '{\"ids\": {person_id}}'}", ["1,2", ".."], #"{"ids": ["1,2",".."]}"#),
    ] as [(String, [String], String?)])
    func sent(_ request: String, _ keys: [String], _ expected: String?) async throws {
        let server = try await CannedServer.answering(.http(200, "[]"))
        let manifest = try ConnectorManifest.json("batch: {size: 5, request: \(request), record: \"$[*]\"}\nidentifies: $.id\nsupplies: {name: {at: $.n}}")
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url, "TOKEN": "t"])
        let answer = try await factory.connector(for: manifest).lookUp(Self.requests(manifest, keys))
        await factory.close()
        await server.close()
        if let expected { #expect(server.requests.first?.contains(expected) == true, "\(server.requests)") } else { #expect(server.requests.isEmpty) }
        let isListed = keys.map { request.contains("POST") || !["..", "1,2"].contains($0) }
        #expect(answer.lookUps == isListed.map { .failed($0 ? .unreadable : .notAsked) })
        #expect(answer.alone == Set(keys.indices.filter { !isListed[$0] }))
    }

    @Test("pages of a list are one list, and its places count what is one's own")
    func pages() async throws {
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", timeout: 20s}
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "/persons/{person_id}?after={page}"}
                batch: {size: 5, request: {path: "/s?ids={person_id}&after={page}"}}
                pages: {next: $.next}
                record: "$.all[*]"
                many: list
                identifies: $.id
                supplies: {name: {at: $.n}}
                opens: {friends: {kind: person, list: "$.f[*]", complete: true, key: {person_id: $}}}
            """)
        let friend = (1...3).map { Entries.key(700 + $0) }
        let server = try await CannedServer.answering { request in
            request.contains("after= ")
                ? .http(200, #"{"all": [{"id": "\#(Self.keys[0])", "n": "A", "f": ["\#(friend[0])"]}, {"id": "\#(Self.keys[1])", "n": "B", "f": ["\#(friend[1])"]}], "next": "2"}"#)
                : .http(200, #"{"all": [{"id": "\#(Self.keys[1])", "n": "B", "f": ["\#(friend[2])"]}]}"#)
        }
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": server.url, "TOKEN": "t"])
        let answer = try await factory.connector(for: manifest).lookUp(Self.requests(manifest, Self.keys))
        await factory.close()
        await server.close()
        #expect(answer.lookUps.map(\.shown) == ["found", "found", "absent"])
        let links = answer.lookUps[1].record?.links[RelationID("friends")]
        #expect(links?.links.compactMap { $0.keys[ConceptID("person_id")] } == [friend[1], friend[2]] && links?.isComplete == true)
    }

    @Test("one statement serves every number, and no more than it takes")
    func statement() async throws {
        let folder = try ScratchFolder(), manifest = try Self.sql(size: 3)
        let queue = try DatabaseQueue(path: folder.path("register.sqlite"))
        try await queue.write { try $0.execute(sql: "create table entry (slot text, id text, name text, born text); insert into entry values ('\(Self.keys[0])', '\(Self.keys[0])', 'A', '1990-01-01')") }
        try queue.close()
        for count in 1...3 {
            let (together, alone) = try await Self.answers(manifest, ["DB": folder.path("register.sqlite")], Array(Self.keys.prefix(count)))
            #expect(together.lookUps == alone && together.lookUps[0].shown == "found")
        }
        let four = try await Self.answers(manifest, ["DB": folder.path("register.sqlite")], Self.keys + [Entries.key(4)]).0
        #expect(four == BatchLookUp(all: .failed(.unreadable), 4))
        let gone = try await Self.answers(manifest, ["DB": folder.path("none.sqlite")], Self.keys).0
        #expect(gone == BatchLookUp(all: .failed(.down), 3))
    }
}
