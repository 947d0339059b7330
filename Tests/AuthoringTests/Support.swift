import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Vocabulary

/// The shipped declarations and the samples beside them.
enum Shipped {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    // Read once: it takes seconds.
    private static let loaded = Result { try DeclarationFolder(package.path) }
    private static let recorded = Result { try fixtures(of: folder()) }

    static func folder() throws -> DeclarationFolder { try loaded.get() }

    static func bytes(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: package.appending(path: path).path).map(Array.init) }

    /// Every case of every connector that has a key, as if it had been recorded just now.
    static func fixtures() throws -> [Recorded] { try recorded.get() }

    private static func fixtures(of folder: DeclarationFolder) throws -> [Recorded] {
        try folder.catalog.connectors.flatMap { manifest -> [Recorded] in
            let file = manifest.places.start.file.replacing("manifest.yaml", with: "cases.yaml")
            let cases = folder.texts[file].map { SampleCase.cases($0, file: file).cases } ?? []
            let place = file.replacing("cases.yaml", with: "")
            return try cases.compactMap { example -> Recorded? in
                guard let operation = manifest.operation(example.operation), !example.keys.isEmpty else { return nil }
                let reply = try SampleCheck(manifest, cases: [], vocabulary: folder.catalog.vocabulary) { bytes(place + $0) }.reply(in: example)
                let request = operation.wholeRequest(of: manifest.id, keys: example.keys)
                let made = Extraction(of: operation, for: request, vocabulary: folder.catalog.vocabulary).lookUp(in: reply)
                let status = [.json, .xml].contains(manifest.transport.kind) ? 200 : nil
                return Recorded(manifest: manifest, fixture: Fixture(
                    connector: manifest.id, operation: operation.id, keys: example.keys, isRedacted: false, pages: [.init(status: status, reply: reply)], made: made.madeJSON))
            }
        }
    }

    struct Recorded: Sendable, CustomStringConvertible {
        let manifest: ConnectorManifest
        let fixture: Fixture

        var description: String { "\(fixture.connector).\(fixture.operation)" }
    }
}

extension Reply {
    var text: String {
        switch self {
        case .json(let bytes), .xml(let bytes): String(decoding: bytes, as: UTF8.self)
        case .rows(let rows): rows.rows.map { $0.map { $0 ?? "∅" }.joined(separator: "|") }.joined(separator: "\n")
        }
    }

    /// Every text that stands in it.
    var texts: Set<String> {
        switch self {
        case .json(let bytes): (try? JSON(parsing: bytes)).map(Self.texts) ?? []
        case .xml(let bytes):
            (try? XMLDocument(parsing: bytes)).map { document in
                var texts: Set<String> = []
                _ = document.rewritten { _, text in
                    texts.insert(text)
                    return text
                }
                return texts
            } ?? []
        case .rows(let rows): Set(rows.rows.flatMap { $0.compactMap(\.self) })
        }
    }

    private static func texts(in json: JSON) -> Set<String> {
        switch json {
        case .null, .bool: []
        case .number(let text), .string(let text): [text]
        case .array(let items): items.reduce(into: []) { $0.formUnion(texts(in: $1)) }
        case .object(let object): object.members.reduce(into: []) { $0.formUnion(texts(in: $1.value)) }
        }
    }
}
