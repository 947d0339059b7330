import Connectors
import Expressions
import Foundation
import NIOConcurrencyHelpers
import Testing
import Vocabulary

@testable import Drivers

/// A real server of the distribution's PostgreSQL, in a folder of its own, reached over a socket in it.
final class PostgresServer: Sendable {
    let address: String
    private let folder: String
    private let process: Process

    struct NotInstalled: Error {}

    /// Makes a database with some statements, one a line, starts the server and stops it after `body`.
    static func running<R>(_ statements: String, _ body: (PostgresServer) async throws -> R) async throws -> R {
        let server = try await apart { try PostgresServer(statements) }
        do {
            let result = try await body(server)
            try await apart { server.stop() }
            return result
        } catch {
            try? await apart { server.stop() }
            throw error
        }
    }

    /// On a thread of its own: what waits for a program must not hold one of the few that all other tests share.
    private static func apart<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }

    private init(_ statements: String) throws {
        // A socket's path has 107 bytes at most.
        folder = "/tmp/onceonly-pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        // The server refuses to run as root.
        if getuid() == 0 { try FileManager.default.setAttributes([.ownerAccountName: "postgres"], ofItemAtPath: folder) }
        let data = folder + "/data"
        try Self.run("initdb", ["-D", data, "-U", "onceonly", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        try Self.run("postgres", ["--single", "-D", data, "postgres"], input: statements)
        process = try Self.started("postgres", ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"])
        address = "postgresql:///postgres?host=\(folder)&user=onceonly"
    }

    func stop() {
        process.interrupt()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func started(_ program: String, _ arguments: [String], input: Pipe? = nil) throws -> Process {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted().map { "/usr/lib/postgresql/\($0)/bin" } + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        guard let path = folders.map({ $0 + "/" + program }).first(where: FileManager.default.isExecutableFile) else { throw NotInstalled() }
        let process = Process()
        let isRoot = getuid() == 0
        process.executableURL = URL(filePath: isRoot ? "/usr/bin/setpriv" : path)
        process.arguments = (isRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", path] : []) + arguments
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        process.currentDirectoryURL = URL(filePath: "/tmp")
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func run(_ program: String, _ arguments: [String], input: String = "") throws {
        let pipe = Pipe()
        let process = try started(program, arguments, input: pipe)
        try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) ended with \(process.terminationStatus)")
    }
}

@Suite("PostgreSQL", .timeLimit(.minutes(2)))
struct PostgresConnectorTests {
    private static let id = "015194000123"
    private static let tables = """
        create table person (id text, name text, born date, area numeric(9,1), sex int, photo bytea)
        insert into person values ('015194000123', 'Mai Thị Ơn', '1994-03-07', 12.5, 2, null), ('015194000999', E'O''Nil \\\\ :x', null, null, null, 'x')
        create table picture (content bytea)
        create function slow(seconds int) returns text language sql volatile as 'select pg_sleep(seconds)::text'

        """

    private static func manifest(_ query: String, batch: String? = nil, timeout: String = "20s") throws -> ConnectorManifest {
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
                request:
                  query: |
            \(query.indented(8))
                \(batch.map { "batch: {size: 5, request: {query: \"\($0)\"}}" } ?? "")
                record: rows
                identifies: id
                supplies: {name: {at: name}, born: {at: born}, sex: {at: sex, codes: {"1": "1", "2": "2"}}}
            """)
    }

    private static func lookUp(_ manifest: ConnectorManifest, at address: String, key: String = id) async throws -> LookUp {
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": address]).connector(for: manifest)
        let answer = await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): key]))
        await connector.close()
        return answer
    }

    /// A server that has just been started takes no connections for a moment.
    private static func wait(for server: PostgresServer) async throws {
        let manifest = try manifest("select :person_id as id, null as name, null as born, null as sex")
        while try await lookUp(manifest, at: server.address) == .failed(.down) { await Task.yield() }
    }

    private static let all = "select id, name, born, sex from person where id = :person_id"

    @Test("every query ends in one fact, and nothing is written")
    func facts() async throws {
        let cases: [(query: String, key: String, expected: String)] = [
            (Self.all, Self.id, "found"), (Self.all, "015194000777", "absent"), (Self.all, "' or '1'='1", "absent"),
            (Self.all, "x'; drop table person; --", "absent"), (Self.all, "a\u{0}b", "not-asked"),
            ("select id, name, born, sex from person where id >= :person_id", Self.id, "ambiguous"),
            ("select photo as id, name, born, sex from person where id = :person_id", "015194000999", "unreadable"),
            ("select name, born, sex from person where id = :person_id", Self.id, "unreadable"),
            ("select id, name, born, sex from people where id = :person_id", Self.id, "unreadable"),
            ("selekt :person_id", Self.id, "unreadable"),
            ("select id, name, born, sex from person where sex = :person_id::int", Self.id, "unreadable"),
            ("delete from person where id = :person_id returning id, name, born, sex", Self.id, "unreadable"),
            ("create table other as select * from person where id = :person_id", Self.id, "unreadable"),
            ("set transaction_read_only = off; delete from person where id = :person_id", Self.id, "unreadable"),
            ("select :person_id::text as id, n::text as name, null as born, null as sex from generate_series(1, 20000000) n", Self.id, "unreadable"),
            ("select id, name, born, sex from person where id = :person_id and name <> ':person_id' -- no\n  and born::text <> ''", Self.id, "found"),
        ]
        try await PostgresServer.running(Self.tables) { server in
            try await Self.wait(for: server)
            for (query, key, expected) in cases {
                #expect(try await Self.lookUp(Self.manifest(query), at: server.address, key: key).shown == expected, "\(query)")
            }
            let record = try #require(try await Self.lookUp(Self.manifest(Self.all), at: server.address).record)
            #expect(record.values.mapValues(\.shown) == [ConceptID("name"): #""Mai Thị Ơn""#, ConceptID("born"): #""1994-03-07""#, ConceptID("sex"): #""2""#])
            #expect(record.identifiedBy == [ConceptID("person_id"): Self.id])
            let other = try #require(try await Self.lookUp(Self.manifest(Self.all), at: server.address, key: "015194000999").record)
            #expect(other.values[ConceptID("name")]?.shown == #""O'Nil \\ :x""#)
            // Bytes nobody reads cost nothing, and where they are read, that alone; so does a column that is missing.
            let name = #""O'Nil \\ :x""#
            for (query, sex) in [("select * from person where id = :person_id", "unrecorded"), ("select id, name, born, photo as sex from person where id = :person_id", "invalid"), ("select id, name, born from person where id = :person_id", "invalid")] {
                let read = try #require(try await Self.lookUp(Self.manifest(query), at: server.address, key: "015194000999").record).values
                #expect(read[ConceptID("name")]?.shown == name && read[ConceptID("sex")]?.shown == sex, "\(query)")
            }
            try await Self.checkBatches(at: server.address)
            try await Self.checkCodes(at: server.address)
            // A sample to draw a manifest from leaves the bytes out, and of bytes alone there is none.
            let sample = try await DatabaseSample(at: server.address, table: "person", limit: 1)
            #expect(sample.rows.columns == ["id", "name", "born", "area", "sex"] && sample.binary == ["photo"])
            #expect(sample.rows.rows == [["015194000123", "Mai Thị Ơn", "1994-03-07", "12.5", "2"]])
            await #expect(throws: LookUpFailure.unreadable) { _ = try await DatabaseSample(at: server.address, table: "picture", limit: 1) }
        }
    }

    /// Whoever writes the manifest is told the server's code of what is wrong with a statement.
    private static func checkCodes(at address: String) async throws {
        let codes = [
            ("select id, nmae as name from person where id = :person_id", "42703"), ("select id, name from people where id = :person_id", "42P01"),
            ("selekt :person_id", "42601"), ("delete from person where id = :person_id returning id, name", "25006"),
        ]
        for (query, code) in codes {
            let heard = NIOLockedValueBox<[Exchange.Event]>([])
            let factory = ConnectorFactory(vocabulary: try .small(), variables: ["DB": address], listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
            let manifest = try manifest(query), connector = try factory.connector(for: manifest), result = await connector.lookUp(manifest.wholeRequest())
            await connector.close()
            #expect(LookUpCause(of: result, heard.withLockedValue { $0 }) == .trouble(.statement, code: "SQLSTATE \(code)"), "\(query)")
        }
    }

    /// Of several, each is as when asked alone; a statement that fails fails for each.
    private static func checkBatches(at address: String) async throws {
        let keys = [id, "015194000777", "' or '1'='1", "015194000999"]
        let none = Array(repeating: "unreadable", count: keys.count)
        let batches: [(query: String, expected: [String]?)] = [
            ("select id, name, born, sex from person where id in (:person_id) order by id desc", nil),
            ("select id from person where id in (:person_id)", ["found", "absent", "absent", "found"]), ("select id, name, born, sex from people where id in (:person_id)", none),
            ("delete from person where id in (:person_id) returning id, name, born, sex", none), ("select id, name, born, sex from person where sex in (:person_id)", none),
        ]
        for (query, expected) in batches {
            let manifest = try manifest(all, batch: query), connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": address]).connector(for: manifest)
            for count in 2...keys.count {
                let requests = keys.prefix(count).map { manifest.wholeRequest(keys: [ConceptID("person_id"): $0]) }
                var alone: [LookUp] = []
                for request in requests { alone.append(await connector.lookUp(request)) }
                let together = await connector.lookUp(requests)
                // A statement that fails may fail because of one of them.
                #expect(together.alone.count == (together.lookUps.allSatisfy { $0 == .failed(.unreadable) } && expected == none ? count : 0), "\(query)")
                if let expected { #expect(together.lookUps.map(\.shown) == Array(expected.prefix(count)), "\(query)") } else { #expect(together.lookUps == alone) }
            }
            if expected == nil {
                // What a text of PostgreSQL cannot hold does not fail the others.
                let said = await connector.lookUp([id, "a\u{0}b", "015194000999"].map { manifest.wholeRequest(keys: [ConceptID("person_id"): $0]) })
                #expect(said.lookUps.map(\.shown) == ["found", "not-asked", "found"] && said.alone == [1])
            }
            await connector.close()
            #expect(await connector.lookUp([manifest.wholeRequest(), manifest.wholeRequest()]) == BatchLookUp(all: .failed(.down), 2))
        }
    }

    @Test("a slow statement ends at its time, a session is used again, and a server that goes is down")
    func lifetime() async throws {
        let slow = "select :person_id as id, slow(60) as name, null as born, null as sex"
        let (address, answers) = try await PostgresServer.running(Self.tables) { server in
            try await Self.wait(for: server)
            #expect(try await Self.lookUp(Self.manifest(slow, timeout: "300ms"), at: server.address) == .failed(.timeout))
            let manifest = try Self.manifest("select :person_id as id, pg_backend_pid()::text as name, null as born, null as sex")
            let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": server.address]).connector(for: manifest)
            var sessions: Set<String> = []
            for _ in 0..<5 {
                // What cannot be written takes no session.
                #expect(await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): "a\u{0}b"])) == .failed(.notAsked))
                #expect(await connector.lookUp(manifest.wholeRequest(keys: [:])) == .failed(.notAsked))
                sessions.insert(await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown ?? "none")
            }
            #expect(sessions.count == 1 && !sessions.contains("none"))
            // More at once than there are sessions.
            let answers = await withTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { await connector.lookUp(manifest.wholeRequest()).shown } }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            await connector.close()
            #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
            return (server.address, answers)
        }
        #expect(answers == Array(repeating: "found", count: 20))
        #expect(try await Self.lookUp(Self.manifest(Self.all), at: address) == .failed(.down))
    }

    @Test("names become places, but not in strings, quoted names, comments and casts", arguments: [
        ("select * from t where a = :a", "select * from t where a = $1", ["a"]),
        ("a = :b and c = :a or d = :b", "a = $1 and c = $2 or d = $1", ["b", "a"]),
        ("':a' \":b\" -- :c\n:d /* :e */ :f", "':a' \":b\" -- :c\n$1 /* :e */ $2", ["d", "f"]),
        ("x::text = :x::text", "x::text = $1::text", ["x"]), ("'it''s :a' || :a", "'it''s :a' || $1", ["a"]),
        ("a[1:2] = :a1", "a[1:2] = $1", ["a1"]), ("':a", "':a", []), (":", ":", []),
        // A mark that combines with a quote or a line end hides neither.
        ("\"a\"\"\u{301}:x\" = :y", "\"a\"\"\u{301}:x\" = $1", ["y"]), ("'\u{301}:x' = :y", "'\u{301}:x' = $1", ["y"]), ("-- :c\r\n:d", "-- :c\r\n$1", ["d"]),
    ])
    func names(_ query: String, _ text: String, _ parameters: [String]) {
        let numbered = NamedParameters.numbered(query)
        #expect(numbered.text == text && numbered.parameters == parameters)
    }
}
