import Connectors
import Expressions
import Foundation
import Testing
import Vocabulary

@testable import Drivers

@Suite(.timeLimit(.minutes(1))) struct TableConnectorTests {
    static func manifest(_ more: String = "", column: String = "so") throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: table, file: "${FILE}"\(more)}
            operations:
              person:
                about: person
                key: [person_id]
                request: {column: {person_id: \(column)}}
                record: rows
                identifies: so
                supplies: {name: {at: ten}}
            """)
    }

    static func connector(_ manifest: ConnectorManifest, at path: String) throws -> any Connector {
        try ConnectorFactory(vocabulary: .small(), variables: ["FILE": path]).connector(for: manifest)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let expected: String

        init(_ name: String, _ text: String, _ expected: String) { (testDescription, self.text, self.expected) = (name, text, expected) }
    }

    @Test(arguments: [
        Case("a row", "so,ten\n015194000123,Mai\n015194000999,Lan\n", "found"),
        Case("a key in another spelling", "so,ten\n015 194 000 123,Mai\n", "found"),
        Case("no such row", "so,ten\n015194000999,Lan\n", "absent"),
        Case("no row at all", "so,ten\n", "absent"),
        Case("two rows", "so,ten\n015194000123,Mai\n015194000123,Lan\n", "ambiguous"),
        Case("a ragged row", "so,ten\n015194000123,Mai\n015194000999\n", "unreadable"),
        Case("a quote that never ends", "so,ten\n015194000123,\"Mai\n", "unreadable"),
        Case("two columns of one name", "so,so\n015194000123,Mai\n", "unreadable"),
        Case("no key column", "ma,ten\n015194000123,Mai\n", "unreadable"),
        Case("no value column", "so,ho\n015194000123,Mai\n", "unreadable"),
        Case("empty", "", "unreadable"),
    ])
    func everyFileEndsInOneFact(_ example: Case) async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest()
        let connector = try Self.connector(manifest, at: try folder.write(example.text, to: "table.csv"))
        #expect(await connector.lookUp(manifest.wholeRequest()).shown == example.expected)
    }

    @Test func aMissingFileAndAFolderAreDown() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest()
        for path in [folder.path("none.csv"), folder.url.path] {
            #expect(await (try Self.connector(manifest, at: path)).lookUp(manifest.wholeRequest()) == .failed(.down))
        }
    }

    @Test func aChangedFileIsReadAgain() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write("so,ten\n015194000123,Mai\n", to: "table.csv")
        let manifest = try Self.manifest()
        let connector = try Self.connector(manifest, at: path)
        #expect(await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown == #""Mai""#)
        _ = try folder.write("so,ten\n015194000123,Lan\n", to: "table.csv")
        #expect(await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown == #""Lan""#)
        try FileManager.default.removeItem(atPath: path)
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
    }

    @Test func encodingAndSeparatorAreTheManifests() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("table.csv")
        try Data([UInt8]("so;ten\n015194000123;M".utf8) + [0xEA, 0xEC, 0x0A]).write(to: URL(filePath: path))
        let manifest = try Self.manifest(", encoding: windows-1258, separator: \";\"")
        let answer = await (try Self.connector(manifest, at: path)).lookUp(manifest.wholeRequest())
        #expect(answer.record?.values[ConceptID("name")]?.shown == #""Mế""#)
        #expect(await (try Self.connector(try Self.manifest(", separator: \";\""), at: path)).lookUp(manifest.wholeRequest()) == .failed(.unreadable))
        #expect(throws: ConnectorSetupError.unknownEncoding("klingon")) { try Self.connector(try Self.manifest(", encoding: klingon"), at: path) }
        #expect(throws: ConnectorSetupError.badSeparator) { try Self.connector(try Self.manifest(", separator: \";;\""), at: path) }
    }
}
