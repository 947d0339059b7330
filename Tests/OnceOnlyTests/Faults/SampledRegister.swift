@testable import Connectors
@testable import Drivers
import Expressions
import Formats
import Foundation
import GRDB
import OnceOnly
import Sourcing
import Staging
import Vocabulary

/// A register of this repository that answers what its samples say: its manifest, and who stands in them.
struct SampledRegister: Sendable {
    /// What it says of one subject.
    struct Reply: Sendable {
        let operation: Connectors.Operation
        let keys: [ConceptID: String]
        let text: String
    }

    let manifest: ConnectorManifest
    let replies: [Reply]
    /// By what is asked over HTTP: a path, or the document that is sent.
    private let byRequest: [String: Reply]
    /// Where its samples are files it can be read from as they are: a table, a script of tables.
    let sample: URL
    /// The names of the variables its manifest refers to.
    let variables: [String]
    /// Where it says in a reply, not by a status, that it has no such record.
    let absence: String?

    var id: String { manifest.id.rawValue }
    var kind: Transport.Kind { manifest.transport.kind }

    /// The variable of its address; the others are secrets.
    var addressVariable: String { String(manifest.transport.address.dropFirst(2).dropLast()) }

    /// - Parameter person: who stands in a sample of every operation that is asked by a person's number: in place of somebody
    ///   else where there is none of their own.
    init(_ manifest: ConnectorManifest, cases: [SampleCase], in folder: URL, for person: String) throws {
        self.manifest = manifest
        func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
        sample = folder.appending(path: cases.first?.sample ?? "")
        variables = try text("manifest.yaml").matches(of: /\$\{(\w+)\}/).map { String($0.1) }
        absence = try cases.first { $0.isAbsent }.map { try text($0.sample) }
        let number = ConceptID("personal_id_number")
        var replies: [Reply] = []
        for one in cases where !one.isAbsent {
            guard let operation = manifest.operation(one.operation), !replies.contains(where: { $0.operation.id == one.operation && $0.keys == one.keys }) else { continue }
            replies.append(Reply(operation: operation, keys: one.keys, text: try text(one.sample)))
        }
        for operation in manifest.operations where operation.keys == [number] {
            let own = replies.filter { $0.operation.id == operation.id }
            guard let other = own.first, let key = other.keys[number], !own.contains(where: { $0.keys[number] == person }) else { continue }
            replies.append(Reply(operation: operation, keys: [number: person], text: other.text.replacing(key, with: person)))
        }
        self.replies = replies
        byRequest = Dictionary(replies.map { (Self.asked($0.operation, $0.keys), $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: over HTTP

    /// What is asked for, by what the request is: its path, or the document it sends.
    private static func asked(_ operation: Connectors.Operation, _ keys: [ConceptID: String]) -> String {
        if let body = operation.request.body { return bare(RequestTemplate(body).filled(with: keys, as: .xml) ?? "") }
        return RequestTemplate(operation.request.path).filled(with: keys, as: .path) ?? ""
    }

    private static func bare(_ text: some StringProtocol) -> String { String(text.filter { !$0.isWhitespace }) }

    /// - Parameter request: head and body.
    func reply(to request: String) -> Reply? {
        let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let body = Self.bare(request.firstRange(of: "\r\n\r\n").map { request[$0.upperBound...] } ?? "")
        return byRequest[path] ?? byRequest[body]
    }

    /// As it should.
    func answer(_ reply: Reply?) -> CannedServer.Answer {
        if let reply { return answer(Array(reply.text.utf8)) }
        return absence.map { answer(Array($0.utf8)) } ?? .http(404, "{}")
    }

    /// - Parameter headers: in place of the usual one.
    func answer(_ body: [UInt8], status: Int = 200, headers: [String]? = nil, length: Int? = nil) -> CannedServer.Answer {
        let usual = ["Content-Type: \(kind == .xml ? "text/xml" : "application/json"); charset=utf-8"]
        let head = ["HTTP/1.1 \(status) Status", "Content-Length: \(length ?? body.count)", "Connection: close"] + (headers ?? usual)
        return CannedServer.Answer(bytes: Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    // MARK: as a file

    /// Its database or table as it should be, where it is one.
    func write(to file: URL) throws {
        if kind == .table { return try FileManager.default.copyItem(at: sample, to: file) }
        let script = try String(contentsOf: sample, encoding: .utf8)
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { try $0.execute(sql: script) }
        try queue.close()
    }

    // MARK: what stands in it

    /// Every value of its samples, as text.
    var values: Set<String> {
        Set(replies.flatMap { reply -> [String] in
            switch kind {
            case .json: (try? JSON(parsing: reply.text)).map(Self.scalars) ?? []
            case .xml: reply.text.matches(of: />([^<>]+)</).map { String($0.1) }
            case .sql: reply.text.matches(of: /'([^']+)'/).map { String($0.1) }
            case .table: reply.text.split { $0 == "\n" || $0 == "," || $0 == "\"" || $0 == "\r" }.map(String.init)
            }
        }.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) })
    }

    private static func scalars(_ json: JSON) -> [String] {
        switch json {
        case .string(let text), .number(let text): [text]
        case .array(let items): items.flatMap(scalars)
        case .object(let object): object.members.flatMap { scalars($0.value) }
        case .null, .bool: []
        }
    }
}

/// All registers of the repository with their samples, each over its own transport.
struct SampledRegisters: Sendable {
    let registers: [SampledRegister]
    /// Whom most samples are about.
    let person: String

    static let all = Result { try SampledRegisters(Repository.declarations.get().catalog.connectors) }

    private init(_ manifests: [ConnectorManifest]) throws {
        let folder = Repository.root.appending(path: "Connectors")
        var cases: [ConnectorID: [SampleCase]] = [:]
        for manifest in manifests {
            let file = folder.appending(path: "\(manifest.id)/cases.yaml")
            cases[manifest.id] = SampleCase.cases(try String(contentsOf: file, encoding: .utf8), file: file.path).cases
        }
        let people = cases.values.joined().compactMap { $0.keys[ConceptID("personal_id_number")] }
        let counts = people.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let person = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        self.person = person
        registers = try manifests.map { try SampledRegister($0, cases: cases[$0.id] ?? [], in: folder.appending(path: $0.id.rawValue), for: person) }
    }

    subscript(_ id: String) -> SampledRegister? { registers.first { $0.id == id } }

    /// Keys of a subject of some kind that stands in the samples, by the concepts that make them up.
    func keys(_ concepts: [ConceptID], of kinds: [Kind]) -> [ConceptID: String]? {
        let found = registers.lazy.flatMap(\.replies).filter { kinds.contains($0.operation.about) && Set($0.keys.keys) == Set(concepts) }.map(\.keys)
        return found.first { !$0.values.contains(person) }
    }

    /// Serves all of them but one, until `body` is done.
    ///
    /// - Returns: what their manifests' variables stand for.
    func serving<R: Sendable>(_ body: @Sendable ([String: String]) async throws -> R) async throws -> R {
        try await withFolder { folder in
            var variables: [String: String] = [:], servers: [CannedServer] = []
            for register in registers {
                for name in register.variables { variables[name] = "secret" }
                switch register.kind {
                case .json, .xml:
                    let server = try await CannedServer.answering { register.answer(register.reply(to: $0)) }
                    servers.append(server)
                    variables[register.addressVariable] = server.url
                case .sql, .table:
                    let file = folder.appending(path: register.id)
                    try register.write(to: file)
                    variables[register.addressVariable] = file.path
                }
            }
            let result = try await body(variables)
            for server in servers { await server.close() }
            return result
        }
    }
}
