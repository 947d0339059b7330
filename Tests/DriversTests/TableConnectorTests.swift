import Connectors
import Expressions
import Formats
import Foundation
import NIOConcurrencyHelpers
import Testing
import Vocabulary

@testable import Drivers

@Suite(.timeLimit(.minutes(1))) struct TableConnectorTests {
    static func manifest(_ more: String = "", column: String = "so", supplies: String = "{name: {at: ten}}") throws -> ConnectorManifest {
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
                supplies: \(supplies)
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
        Case("no value column", "so,ho\n015194000123,Mai\n", "found"),
        Case("empty", "", "unreadable"),
    ])
    func everyFileEndsInOneFact(_ example: Case) async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest()
        let connector = try Self.connector(manifest, at: try folder.write(example.text, to: "table.csv"))
        #expect(await connector.lookUp(manifest.wholeRequest()).shown == example.expected)
    }

    @Test("a column of another name costs what is read from it and nothing else")
    func renamedColumn() async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest(supplies: "{name: {at: ten}, street: {at: pho, complete: true}, born: {at: sinh}}")
        let connector = try Self.connector(manifest, at: try folder.write("so,ho_ten,sinh\n015194000123,Mai,1994-03-07\n", to: "table.csv"))
        let values = try #require(await connector.lookUp(manifest.wholeRequest()).record).values
        #expect(values.mapValues(\.shown) == [ConceptID("name"): "invalid", ConceptID("street"): "invalid", ConceptID("born"): #""1994-03-07""#])
    }

    @Test("what is wrong in a file is told with its line, and without a cell of it", arguments: [
        ("so,ten\n015194000123,Mai\n015194000999\n", FormatError.Reason.syntax, 3),
        ("so,ten\n015194000123,Mai\n015194000999,Lan,x\n", .syntax, 3),
        ("so,so\n015194000123,Mai\n", .duplicateKey, 1),
        ("ma,ten\n015194000123,Mai\n", .unsupported, 1),
    ] as [(String, FormatError.Reason, Int)])
    func brokenLine(_ text: String, _ reason: FormatError.Reason, _ line: Int) async throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest(), heard = NIOLockedValueBox<[FormatError?]>([])
        let factory = ConnectorFactory(
            vocabulary: try .small(), variables: ["FILE": try folder.write(text, to: "table.csv")], listener: { exchange in
                let fault: FormatError? = if case .malformed(let error) = exchange.event { error } else { nil }
                heard.withLockedValue { $0.append(fault) }
            })
        #expect(await (try factory.connector(for: manifest)).lookUp(manifest.wholeRequest()) == .failed(.unreadable))
        let faults = heard.withLockedValue { $0 }
        #expect(faults.count == 1)
        let fault = try #require(faults.first ?? nil)
        #expect(fault.format == .csv && fault.reason == reason && fault.line == line)
        for cell in ["015194", "Mai", "Lan"] { #expect(!fault.description.contains(cell)) }
        await factory.close()
    }

    @Test("a file behind a link is read again when it changes, and when the link leads elsewhere")
    func linkedFile() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("table.csv")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: try folder.write("so,ten\n015194000123,Mai\n", to: "1.csv"))
        let manifest = try Self.manifest(), connector = try Self.connector(manifest, at: path)
        func name() async -> String? { await connector.lookUp(manifest.wholeRequest()).record?.values[ConceptID("name")]?.shown }
        #expect(await name() == #""Mai""#)
        // In the file itself, and by another file of its name.
        let file = try FileHandle(forWritingTo: URL(filePath: folder.path("1.csv")))
        try file.seekToEnd()
        try file.write(contentsOf: Data("015194000999,Lan\n".utf8))
        try file.close()
        #expect(await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): "015194000999"])).shown == "found")
        _ = try folder.write("so,ten\n015194000123,Hoa\n", to: "1.csv")
        #expect(await name() == #""Hoa""#)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: try folder.write("so,ten\n015194000123,Thu\n", to: "2.csv"))
        #expect(rename(folder.path("link"), path) == 0)
        #expect(await name() == #""Thu""#)
        try FileManager.default.removeItem(atPath: folder.path("2.csv"))
        #expect(await connector.lookUp(manifest.wholeRequest()) == .failed(.down))
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
