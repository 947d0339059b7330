import Connectors
import Declarations
import Expressions
import Formats
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Drivers

/// One entry of a connector's `cases.yaml`.
struct ConnectorCase: Sendable, CustomTestStringConvertible {
    let connector: String
    let number: Int
    let operation: OperationID
    let sample: String
    let keys: [ConceptID: String]
    let expects: JSON

    var testDescription: String { "\(connector) \(number): \(operation) of \(sample)" }

    static func all() throws -> [ConnectorCase] {
        try Folders.names(in: Folders.connectors).flatMap { connector -> [ConnectorCase] in
            let file = Folders.connectors.appending(path: connector).appending(path: "cases.yaml")
            guard let text = try? Folders.text(file), let root = YAMLDocument(text, file: file.path).root else { return [] }
            return json(root).array?.enumerated().compactMap { number, item in
                // An operation without a sample is not tried here.
                guard let operation = item["operation"]?.string, let sample = item["sample"]?.string, let expects = item["expects"] else {
                    return nil
                }
                let keys = (item["key"]?.object?.members ?? []).map { (ConceptID($0.key), $0.value.string ?? "") }
                return ConnectorCase(
                    connector: connector, number: number + 1, operation: OperationID(operation), sample: sample,
                    keys: Dictionary(keys, uniquingKeysWith: { first, _ in first }), expects: expects)
            } ?? []
        }
    }

    /// Scalars are texts, but for unquoted `true` and `false`; `{none: true}` is the canonical none.
    private static func json(_ node: YAMLNode) -> JSON {
        switch node.content {
        case .scalar("true", quoted: false): return .bool(true)
        case .scalar("false", quoted: false): return .bool(false)
        case .scalar(let text, _): return .string(text)
        case .sequence(let items): return .array(items.map(json))
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "none" { return ["none": true] }
            return .object(JSONObject(entries.map { (key: $0.key, value: json($0.value)) }))
        }
    }

    /// Through the extraction for documents, through the real driver for files and databases.
    func lookUp(_ vocabulary: Vocabulary) async throws -> LookUp {
        let folder = Folders.connectors.appending(path: connector)
        // What is tested is the mapping: a busy machine must not run into the register's deadline.
        let text = try Folders.text(folder.appending(path: "manifest.yaml")).replacing(/timeout: \d+s/, with: "timeout: 60s")
        let manifest = try ConnectorManifest.reading(text)
        let request = manifest.wholeRequest(of: operation, keys: keys)
        let sample = folder.appending(path: sample)
        switch manifest.transport.kind {
        case .json, .xml:
            let bytes = Array(try Data(contentsOf: sample))
            let operation = try #require(manifest.operation(operation))
            return Extraction(of: operation, for: request, vocabulary: vocabulary)
                .lookUp(in: manifest.transport.kind == .xml ? .xml(bytes) : .json(bytes))
        case .table:
            return await asking(manifest, request, vocabulary, at: sample.path)
        case .sql:
            let scratch = try ScratchFolder()
            let queue = try DatabaseQueue(path: scratch.path("register.sqlite"))
            let script = try Folders.text(sample)
            try await queue.write { try $0.execute(sql: script) }
            try queue.close()
            return await asking(manifest, request, vocabulary, at: scratch.path("register.sqlite"))
        }
    }

    private func asking(_ manifest: ConnectorManifest, _ request: ConnectorRequest, _ vocabulary: Vocabulary, at path: String) async -> LookUp {
        let name = manifest.transport.address.dropFirst(2).dropLast()
        let factory = ConnectorFactory(vocabulary: vocabulary, variables: [String(name): path])
        guard let connector = try? factory.connector(for: manifest) else { return .failed(.down) }
        let answer = await connector.lookUp(request)
        await connector.close()
        return answer
    }
}

@Suite struct ConnectorCaseTests {
    @Test func everyConnectorHasCases() throws {
        let cases = try ConnectorCase.all()
        let folders = try Folders.names(in: Folders.connectors).filter { FileManager.default.fileExists(atPath: Folders.connectors.appending(path: "\($0)/manifest.yaml").path) }
        #expect(!folders.isEmpty && Set(cases.map(\.connector)) == Set(folders))
    }

    @Test(arguments: try ConnectorCase.all())
    func theMappingMakesOfItsSampleWhatItsCaseSays(_ example: ConnectorCase) async throws {
        let answer = try await example.lookUp(.shipped())
        if example.expects == "absent" {
            #expect(answer == .absent)
        } else if answer == .absent {
            // A query that finds no row says so; only lists of links may be expected of it, all empty.
            #expect(Self.withoutEmptyLists(example.expects) == [:])
        } else {
            let record = try #require(answer.record, "\(answer.shown)")
            // What was sent to be confirmed is no key of the record.
            #expect(record.identifiedBy == example.keys.filter { record.identifiedBy[$0.key] != nil } && !record.identifiedBy.isEmpty)
            #expect(Self.withoutEmptyLists(Self.shown(record)) == Self.withoutEmptyLists(example.expects))
            // A list that is expected to be empty must have been read.
            for relation in example.expects["relations"]?.object?.keys ?? [] {
                #expect(record.links[RelationID(relation)] != nil)
            }
        }
    }

    private static func shown(_ record: Connectors.Record) -> JSON {
        var object = shown(record.values)
        var relations = JSONObject()
        for (relation, list) in record.links {
            relations[relation.rawValue] = .array(
                list.links.map { link in
                    var entry = shown(link.values)
                    for (concept, key) in link.keys { entry[concept.rawValue] = .string(key) }
                    return .object(entry)
                })
        }
        if !relations.isEmpty { object["relations"] = .object(relations) }
        return .object(object)
    }

    private static func shown(_ values: [ConceptID: ReadValue]) -> JSONObject {
        var object = JSONObject()
        for (concept, value) in values where value != .unrecorded {
            if case .value(let value, _) = value {
                object[concept.rawValue] = ValueCoding.json(value)
            } else if case .none = value {
                object[concept.rawValue] = ["none": true]
            } else {
                object[concept.rawValue] = "cannot be read"
            }
        }
        return object
    }

    private static func withoutEmptyLists(_ expected: JSON) -> JSON {
        guard var object = expected.object, let relations = object["relations"]?.object else { return expected }
        let kept = JSONObject(relations.members.filter { $0.value != [] })
        object["relations"] = kept.isEmpty ? nil : .object(kept)
        return .object(object)
    }
}
