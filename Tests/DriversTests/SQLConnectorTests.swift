import Connectors
import Diagnostics
import Expressions
import Foundation
import GRDB
import NIOConcurrencyHelpers
import Testing
import Vocabulary

@testable import Drivers

@Suite(.timeLimit(.minutes(1))) struct SQLConnectorTests {
    static let id = "015194000123"

    static func manifest(_ query: String, _ rules: String = "supplies: {name: {at: name}}", timeout: String = "5s", despite faults: Set<DiagnosticCode> = []) throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: sql, database: "${DB}", timeout: \(timeout)}
            operations:
              person:
                about: person
                key: [person_id]
                request: {query: "\(query)"}
                record: rows
                identifies: id
            \(rules.indented(4))
            """, despite: faults)
    }

    /// - Parameter name: who has the key that is asked by.
    static func database(in folder: ScratchFolder, called file: String = "register.sqlite", of name: String = "Mai") async throws -> String {
        let queue = try DatabaseQueue(path: folder.path(file))
        try await queue.write { database in
            try database.execute(
                sql: """
                    create table person (id text, name text, area real, photo blob, friend text);
                    insert into person values ('015194000123', '\(name)', 1240.0, x'00', '015194000001'),
                      ('015194000999', 'Lan', 2.5, null, null), ('015194000888', 'Hoa', 1, null, '015194000001'),
                      ('015194000888', 'Hoa', 1, null, null), ('015194000888', 'Hoa', 1, null, '015194000002');
                    """)
        }
        try queue.close()
        return folder.path(file)
    }

    @Test("a statement the file does not take is told by its code and what the query names", arguments: [
        ("select id, nmae as name from person where id = :person_id", "SQLite 1, no such column: nmae"),
        ("select id, name from persons where id = :person_id", "SQLite 1, no such table: persons"),
        ("select id name from from person where id = :person_id", "SQLite 1"),
    ])
    func tellsCode(_ query: String, _ code: String) async throws {
        let folder = try ScratchFolder(), heard = NIOLockedValueBox<[Exchange.Event]>([])
        let factory = ConnectorFactory(
            vocabulary: try .small(), variables: ["DB": try await Self.database(in: folder)], listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
        let manifest = try Self.manifest(query), connector = try factory.connector(for: manifest)
        let result = await connector.lookUp(manifest.wholeRequest())
        await connector.close()
        #expect(LookUpCause(of: result, heard.withLockedValue { $0 }) == .trouble(.statement, code: code))
    }

    @Test("a sample of a table leaves its bytes out")
    func sample() async throws {
        let folder = try ScratchFolder()
        let sample = try await DatabaseSample(at: try await Self.database(in: folder), table: "person", limit: 20)
        #expect(sample.rows.columns == ["id", "name", "area", "friend"] && sample.binary == ["photo"])
        #expect(sample.rows.rows.first == ["015194000123", "Mai", "1240", "015194000001"])
    }

    static func lookUp(_ manifest: ConnectorManifest, at path: String, key: String = id) async throws -> LookUp {
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        let answer = await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): key]))
        await connector.close()
        return answer
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let query: String
        let key: String
        let expected: String

        init(_ query: String, key: String = id, _ expected: String) { (self.query, self.key, self.expected) = (query, key, expected) }

        var testDescription: String { "\(query) for \(key)" }
    }

    @Test(arguments: [
        Case("select id, name from person where id = :person_id", "found"),
        Case("select id, name from person where id = :person_id", key: "015194000777", "absent"),
        Case("select id, name from person where id = :person_id", key: "' or '1'='1", "absent"),
        Case("select id, name from person where id = :person_id", key: "x'; drop table person; --", "absent"),
        Case("select id, name from person where id >= :person_id", "ambiguous"),
        Case("select name from person where id = :person_id", "unreadable"),
        Case("select photo as id, name from person where id = :person_id", "unreadable"),
        // SQLite keeps any bytes as text: another encoding, half a letter.
        Case("select id, cast(x'4D61E9' as text) as name from person where id = :person_id", "unreadable"),
        Case("select id, cast(x'E1BB' as text) as name from person where id = :person_id", "unreadable"),
        Case("select cast(x'30313500' as text) as id, name from person where id = :person_id", "unreadable"),
        Case("select cast(x'303135FF' as text) as id, name from person where id = :person_id", "unreadable"),
        Case("select id, cast(x'4DE1BAA56E' as text) as name from person where id = :person_id", "found"),
        Case("select id, name from people where id = :person_id", "unreadable"),
        Case("selekt :person_id", "unreadable"),
        Case("delete from person where id = :person_id", "unreadable"),
        // What would be left open; see `nothingIsLeftOpen`.
        Case("begin", "unreadable"),
        Case("savepoint own", "unreadable"),
    ])
    func everyQueryEndsInOneFact(_ example: Case) async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(try await Self.lookUp(Self.manifest(example.query, despite: example.query.contains(":person_id") ? [] : [.keyNotInRequest]), at: path, key: example.key).shown == example.expected)
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    struct Reading: Sendable, CustomTestStringConvertible {
        let query: String
        let rules: String
        /// What comes of each concept; `nil` where nothing is told at all.
        let expected: [String: String]?

        init(_ rules: String, _ expected: [String: String]?, of query: String = "select * from person where id = :person_id") {
            (self.query, self.rules, self.expected) = (query, rules, expected)
        }

        var testDescription: String { "\(query): \(rules)" }
    }

    private static let mai = #""Mai""#

    @Test("a column that is missing, or holds no text, costs what is read from it and nothing else", arguments: [
        Reading("supplies: {name: {at: name}, street: {at: friend}}", ["name": mai, "street": #""015194000001""#]),
        Reading("supplies: {name: {at: name}, street: {at: ten_duong}}", ["name": mai, "street": "invalid"]),
        Reading("supplies: {name: {at: name}, street: {at: photo}}", ["name": mai, "street": "invalid"]),
        Reading("supplies: {name: {at: name}, street: {at: note}}", ["name": mai, "street": "invalid"], of: "select id, name, cast(x'4D00616900' as text) as note from person where id = :person_id"),
        Reading("supplies: {name: {at: name}}", ["name": mai], of: "select id, name, cast(x'4D00616900' as text) as note from person where id = :person_id"),
        // Nothing there would be none, or not recorded; a column that is not there is neither.
        Reading("supplies: {name: {at: name}, street: {at: ten_duong, complete: true}}", ["name": mai, "street": "invalid"]),
        Reading("supplies: {name: {at: name}, place: {parts: {street: {at: friend}, issued: {at: ngay}}}}", ["name": mai, "place": "invalid"]),
        Reading("supplies: {name: {at: name}, street: {value: read.a, read: {a: ten_duong}}}", ["name": mai, "street": "invalid"]),
        Reading("supplies: {name: {at: name}, street: {value: read.a, read: {a: photo}}}", ["name": mai, "street": "invalid"]),
        Reading("supplies: {street: {at: friend}}", ["street": #""x""#], of: "select 'x' as friend, id, name, friend from person where id = :person_id"),
        // What says of the whole row whose it is, when it was written and what it is worth.
        Reading("supplies: {name: {at: name}}\nnotFound: {at: ghi_chu, is: none}", nil),
        Reading("supplies: {name: {at: name}}\nrefusedWhen: {at: photo}", nil),
        Reading("supplies: {name: {at: name}}\ninvalidWhen: {at: hieu_luc, is: het}", nil),
        Reading("supplies: {name: {at: name}}\ninvalidWhen: {at: photo, is: het}", nil),
        Reading("supplies: {name: {at: name}}\nrecordedAt: ngay_ghi", nil),
        Reading("supplies: {name: {at: name}}\nrecordedAt: photo", nil),
        Reading("supplies: {name: {at: name}}\nmany: {firstBy: 'read.loai = \"1\"'}", nil),
        Reading("supplies: {name: {at: name}}\nmany: {firstBy: 'read.photo = \"1\"'}", nil),
    ])
    func oneColumn(_ example: Reading) async throws {
        let folder = try ScratchFolder()
        let said = try await Self.lookUp(Self.manifest(example.query, example.rules), at: try await Self.database(in: folder))
        guard let expected = example.expected else {
            #expect(said == .failed(.unreadable))
            return
        }
        let values = try #require(said.record).values
        #expect(Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value.shown) }) == expected)
    }

    @Test("a relation whose key has no column cannot be read, and the rest can", arguments: ["gone", "photo"])
    func linkWithoutColumn(_ column: String) async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest(
            "select * from person where id = :person_id",
            "supplies: {name: {at: name}}\nopens: {friends: {kind: person, list: rows, complete: true, key: {person_id: \(column)}}, spouse: {kind: person, key: {person_id: friend}}}")
        let record = try #require(try await Self.lookUp(manifest, at: try await Self.database(in: folder)).record)
        #expect(record.values[ConceptID("name")]?.shown == Self.mai)
        let friends = try #require(record.links[RelationID("friends")]), spouse = try #require(record.links[RelationID("spouse")])
        #expect(friends.links.isEmpty && !friends.isComplete && !friends.isReadable)
        #expect(spouse.links.count == 1 && spouse.isReadable)
    }

    @Test("of several asked about together, a missing column costs each of them what is read from it")
    func togetherWithoutColumn() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest(
            "select * from person where id = :person_id",
            "batch: {size: 5, request: {query: \"select * from person where id in (:person_id)\"}}\nsupplies: {name: {at: name}, street: {at: ten_duong}, issued: {at: photo}}")
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": try await Self.database(in: folder)]).connector(for: manifest)
        let requests = [Self.id, "015194000999", "015194000777"].map { manifest.wholeRequest(keys: [ConceptID("person_id"): $0]) }
        let together = await connector.lookUp(requests)
        var alone: [LookUp] = []
        for request in requests { alone.append(await connector.lookUp(request)) }
        #expect(together.lookUps == alone)
        #expect(together.lookUps[0].record?.values.mapValues(\.shown) == [ConceptID("name"): Self.mai, ConceptID("street"): "invalid", ConceptID("issued"): "invalid"])
        #expect(together.lookUps[1].record?.values.mapValues(\.shown) == [ConceptID("name"): #""Lan""#, ConceptID("street"): "invalid", ConceptID("issued"): "unrecorded"])
        #expect(together.lookUps[2] == .absent)
        await connector.close()
    }

    @Test("what is refused midway leaves nothing open: the next look-up sees what changed meanwhile")
    func nothingIsLeftOpen() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder), register = try DatabaseQueue(path: path)
        let refused = [
            "begin": "begin", "savepoint": "savepoint own",
            "text": "select id, cast(x'4D61E9' as text) as name from person where id = :person_id union all select id, name from person",
            "rows": "with recursive n(i) as (select 1 union all select i + 1 from n limit 20000) select :person_id as id, i as name from n",
        ].sorted { $0.key < $1.key }
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: sql, database: "${DB}", timeout: 20s}
            operations:
              person: {about: person, key: [person_id], request: {query: "select id, name from person where id = :person_id"}, record: rows, identifies: id, supplies: {name: {at: name}}}
              whole: {about: person, key: [person_id], request: {query: "select * from person where id = :person_id"}, record: rows, identifies: id, supplies: {name: {at: name}}}
            \(refused.map { "  \($0.key): {about: person, key: [person_id], request: {query: \"\($0.value)\"}, record: rows, identifies: id, supplies: {name: {at: name}}}" }.joined(separator: "\n"))
            """, despite: [.keyNotInRequest])
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        func name(by operation: String) async -> String? {
            await connector.lookUp(manifest.wholeRequest(of: OperationID(operation))).record?.values[ConceptID("name")]?.shown
        }
        for (number, (operation, _)) in refused.enumerated() {
            #expect(await connector.lookUp(manifest.wholeRequest(of: OperationID(operation))) == .failed(.unreadable), "\(operation)")
            try await register.write { try $0.execute(sql: "update person set photo = null, name = 'Mai \(number)' where id = '\(Self.id)'") }
            #expect(await name(by: "person") == #""Mai \#(number)""#, "\(operation)")
        }
        // Also of a table that was made anew with its columns in another order.
        #expect(await name(by: "whole") == #""Mai 3""#)
        try await register.write {
            try $0.execute(sql: "alter table person rename to old; create table person as select friend, name as id2, area, id, 'Lan' as name from old; drop table old")
        }
        for operation in ["whole", "person"] { #expect(await name(by: operation) == #""Lan""#) }
        try register.close()
        await connector.close()
    }

    @Test func numbersKeepNoFractionTheyDoNotNeed() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest("select id, area, area as name from person where id = :person_id", "supplies: {area: {at: area}, name: {at: name}}")
        let record = try #require(try await Self.lookUp(manifest, at: path).record)
        #expect(record.values.mapValues(\.shown) == [ConceptID("area"): #""1240""#, ConceptID("name"): #""1240""#])
        #expect(record.values[ConceptID("area")]?.path == "area")
    }

    @Test func rowsAreOneRecordAndItsLinks() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest(
            "select id, name, friend from person where id = :person_id",
            "many: list\nsupplies: {name: {at: name}}\nopens:\n  friends: {kind: person, list: rows, complete: true, key: {person_id: friend}}")
        let record = try #require(try await Self.lookUp(manifest, at: path, key: "015194000888").record)
        #expect(record.values[ConceptID("name")]?.shown == #""Hoa""#)
        let friends = try #require(record.links[RelationID("friends")])
        #expect(friends.links.map { $0.keys[ConceptID("person_id")] } == ["015194000001", "015194000002"])
        #expect(friends.isComplete)
    }

    @Test func oneOfSeveralRowsIsChosenByACondition() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest(
            "select id, name, friend from person where id = :person_id",
            "many: {firstBy: 'read.friend = \"015194000002\"'}\nopens:\n  friends: {kind: person, key: {person_id: friend}}")
        let record = try #require(try await Self.lookUp(manifest, at: path, key: "015194000888").record)
        #expect(record.links[RelationID("friends")]?.links.map { $0.keys[ConceptID("person_id")] } == ["015194000002"])
    }

    @Test func aMissingKeyIsNoQuery() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest("select id, name from person where id = :person_id")
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        #expect(await connector.lookUp(manifest.wholeRequest(keys: [:])) == .failed(.notAsked))
        await connector.close()
    }

    @Test func oneRowAboutSomebodyElseShows() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest("select id, name from person where id >= :person_id order by id", "many: list")
        let record = try #require(try await Self.lookUp(manifest, at: path).record)
        #expect(record.identifiedBy == [ConceptID("person_id"): "015194000888"])
    }

    @Test func aMissingFileIsDownAndIsNotMade() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest("select id, name from person where id = :person_id")
        #expect(try await Self.lookUp(manifest, at: folder.path("none.sqlite")) == .failed(.down))
        #expect(!FileManager.default.fileExists(atPath: folder.path("none.sqlite")))
    }

    @Test func aFileThatComesBackIsAskedAgain() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest("select id, name from person where id = :person_id")
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["DB": folder.path("register.sqlite")])
        let connector = try factory.connector(for: manifest)
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
        _ = try await Self.database(in: folder)
        #expect(await connector.lookUp(manifest.wholeRequest()).shown == "found")
        await connector.close()
        await connector.close()
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
    }

    /// Puts a file in the place of another at once.
    private static func replace(_ path: String, by other: String) { #expect(rename(other, path) == 0) }

    @Test("a file put in the place of the register is read from the next look-up on; one that is deleted is down", arguments: [false, true])
    func replacedFile(isLink: Bool) async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest("select id, name from person where id = :person_id")
        let first = try await Self.database(in: folder, called: "1.sqlite", of: "Mai 1"), second = try await Self.database(in: folder, called: "2.sqlite", of: "Mai 2")
        let path = folder.path("register.sqlite")
        if isLink { try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: first) } else { Self.replace(path, by: first) }
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        func name() async -> String? { await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown }
        #expect(await name() == #""Mai 1""#)
        #expect(await name() == #""Mai 1""#)
        if isLink {
            try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: second)
            Self.replace(path, by: folder.path("link"))
        } else {
            Self.replace(path, by: second)
        }
        #expect(await name() == #""Mai 2""#)
        try FileManager.default.removeItem(atPath: path)
        for _ in 0..<2 { #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down)) }
        _ = try await Self.database(in: folder, of: "Mai 3")
        #expect(await name() == #""Mai 3""#)
        await connector.close()
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
    }

    @Test("while files are put in its place, no look-up fails, and none is answered from a file that was gone before it began")
    func replacedAllTheTime() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest("select id, area as name from person where id = :person_id", timeout: "50s")
        let path = try await Self.database(in: folder), count = 25
        for number in 1...count {
            try FileManager.default.copyItem(atPath: path, toPath: folder.path("\(number).sqlite"))
            let queue = try DatabaseQueue(path: folder.path("\(number).sqlite"))
            try await queue.write { try $0.execute(sql: "update person set area = \(number)") }
            try queue.close()
        }
        Self.replace(path, by: folder.path("1.sqlite"))
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        let published = NIOLockedValueBox(1)
        let stale = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    var stale = 0, before = 0
                    while before < count {
                        before = published.withLockedValue { $0 }
                        let said = await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown
                        if (said.flatMap { Int($0.filter(\.isNumber)) } ?? 0) < before { stale += 1 }
                    }
                    return stale
                }
            }
            for number in 2...count {
                _ = await connector.lookUp(manifest.wholeRequest())
                Self.replace(path, by: folder.path("\(number).sqlite"))
                published.withLockedValue { $0 = number }
            }
            return await group.reduce(0, +)
        }
        #expect(stale == 0)
        await connector.close()
    }

    @Test func aFileThatIsNoDatabaseIsUnreadable() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(String(repeating: "not a database. ", count: 100), to: "register.sqlite")
        let manifest = try Self.manifest("select id, name from person where id = :person_id")
        #expect(try await Self.lookUp(manifest, at: path) == .failed(.unreadable))
    }

    static let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as id, :person_id as name from n"

    @Test func aSlowQueryEndsAtItsTimeoutAndTheNextOneWorks() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: sql, database: "${DB}", timeout: 200ms}
            operations:
              slow: {about: person, key: [person_id], request: {query: "\(Self.endless)"}, record: rows, identifies: id}
              person: {about: person, key: [person_id], request: {query: "select id from person where id = :person_id"}, record: rows, identifies: id}
            """)
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        let answers = await withTaskGroup(of: LookUp.self) { group in
            for _ in 0..<8 { group.addTask { await connector.lookUp(manifest.wholeRequest(of: OperationID("slow"))) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: .failed(.timeout), count: 8))
        #expect(await connector.lookUp(manifest.wholeRequest()).shown == "found")
        await connector.close()
    }

    @Test func aCancelledTaskDoesNotWait() async throws {
        let folder = try ScratchFolder()
        let path = try await Self.database(in: folder)
        let manifest = try Self.manifest(Self.endless, timeout: "50s")
        let task = Task { try await Self.lookUp(manifest, at: path) }
        await Task.yield()
        task.cancel()
        #expect(try await task.value == .failed(.timeout))
    }
}
