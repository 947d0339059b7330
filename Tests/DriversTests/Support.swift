import Connectors
import Diagnostics
import Expressions
import Formats
import Foundation
import Testing
import Vocabulary

@testable import Drivers

/// The folders of the package.
enum Folders {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let connectors = package.appending(path: "Connectors")
    static let vocabulary = package.appending(path: "FormSchemas/vocabulary")

    static func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

/// What cannot be read in a test's own material.
struct Unreadable: Error {
    let diagnostics: [Diagnostic]
}

extension Vocabulary {
    /// The one forms and connectors are written against.
    static func shipped() throws -> Vocabulary {
        var reader = VocabularyReader { name in
            FileManager.default.contents(atPath: Folders.vocabulary.appending(path: name).path).map(Array.init)
        }
        for name in try Folders.names(in: Folders.vocabulary) where name.hasSuffix(".yaml") {
            reader.read(try Folders.text(Folders.vocabulary.appending(path: name)), file: name)
        }
        return reader.finish().vocabulary
    }

    /// A small one of its own, so that the tables below do not change with the shipped one.
    static func small() throws -> Vocabulary {
        var reader = VocabularyReader { _ in nil }
        reader.read(smallText, file: "small.yaml")
        let (vocabulary, diagnostics) = reader.finish()
        guard diagnostics.isEmpty else { throw Unreadable(diagnostics: diagnostics) }
        return vocabulary
    }

    private static let smallText = """
        keys:
          person: [[person_id]]
        concepts:
          person_id: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số}}
          name: {kind: person, type: text, label: {vi: Tên}}
          born: {kind: person, type: date, label: {vi: Sinh}}
          birthday: {kind: person, type: date, placeholders: ["01-01", "12-31"], label: {vi: Ngày sinh}}
          sex: {kind: person, type: choice, codes: sexes, label: {vi: Giới}}
          uses: {kind: person, type: choice, codes: sexes, many: true, label: {vi: Loại}}
          alive: {kind: person, type: tick, label: {vi: Sống}}
          area: {kind: person, type: number, label: {vi: Diện tích}}
          street: {kind: person, type: text, label: {vi: Đường}}
          issued: {kind: person, type: date, label: {vi: Ngày cấp}}
          place: {kind: person, type: composite, parts: {street: street, issued: issued}, label: {vi: Nơi}}
        relations:
          friends: {from: person, to: person, cardinality: many, label: {vi: Bạn}}
          spouse: {from: person, to: person, cardinality: one, label: {vi: Vợ chồng}}
        codeLists:
          sexes:
            title: {vi: Giới tính}
            codes: [{code: "1", vi: Nam}, {code: "2", vi: Nữ}]
        """
}

extension ConnectorManifest {
    /// Asked for a person's name by their number.
    ///
    /// - Parameter transport: in YAML.
    static func person(over transport: String) throws -> ConnectorManifest {
        try .reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport:
            \(transport.indented(2))
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "/persons/{person_id}"}
                identifies: $.id
                supplies: {name: {at: $.n}}
            """)
    }

    /// - Parameter faults: codes of what may be wrong with it: what lint would stop must not do harm either.
    static func reading(_ text: String, despite faults: Set<DiagnosticCode> = []) throws -> ConnectorManifest {
        let (manifest, diagnostics) = ManifestReader.manifest(text, file: "manifest.yaml")
        guard let manifest, diagnostics.allSatisfy({ faults.contains($0.code) }) else { throw Unreadable(diagnostics: diagnostics) }
        return manifest
    }

    /// One JSON operation `person`, its rules and supplies given.
    static func json(_ rules: String, url: String = "${URL}", timeout: String = "5s") throws -> ConnectorManifest {
        try reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "\(url)", bearer: "${TOKEN}", timeout: \(timeout)}
            operations:
              person:
                about: person
                key: [person_id]
                request: {method: GET, path: "/persons/{person_id}"}
            \(rules.indented(4))
            """)
    }

    static func xml(_ rules: String, timeout: String = "5s") throws -> ConnectorManifest {
        try reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport:
              kind: xml
              url: "${URL}"
              namespaces: {s: "http://schemas.xmlsoap.org/soap/envelope/", c: "urn:c"}
              timeout: \(timeout)
            operations:
              person:
                about: person
                key: [person_id]
                request:
                  method: POST
                  path: /soap
                  action: urn:c/person
                  body: "<c:Q xmlns:c='urn:c'>{person_id}</c:Q>"
            \(rules.indented(4))
            """)
    }

    /// Everything its first operation can say.
    func wholeRequest(of id: OperationID = OperationID("person"), keys: [ConceptID: String] = [ConceptID("person_id"): "015194000123"]) -> ConnectorRequest {
        let operation = operation(id)
        let opens = operation?.opens ?? []
        let supplies = (operation?.supplies ?? []) + opens.flatMap(\.supplies)
        return ConnectorRequest(
            connector: self.id, operation: id, keys: keys, concepts: Set(supplies.map(\.concept) + (operation?.verifies ?? []).map(\.concept)), relations: Set(opens.map(\.relation)))
    }

    func extracted(_ reply: Reply, _ vocabulary: Vocabulary? = nil, request: ConnectorRequest? = nil) throws -> LookUp {
        let operation = try #require(operations.first)
        return Extraction(of: operation, for: request ?? wholeRequest(of: operation.id), vocabulary: try vocabulary ?? .small()).lookUp(in: reply)
    }
}

extension String {
    func indented(_ spaces: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n")
    }
}

extension ReadValue {
    /// The value as JSON text; `none`, `unrecorded` and `invalid` by name.
    var shown: String {
        switch self {
        case .value(let value, _): ValueCoding.json(value)?.serialized(.canonical) ?? "?"
        case .none: "none"
        case .unrecorded: "unrecorded"
        case .invalid: "invalid"
        }
    }

    var path: String? {
        switch self {
        case .value(_, let path), .none(let path), .invalid(let path): path
        case .unrecorded: nil
        }
    }
}

extension LookUp {
    var record: Connectors.Record? { if case .found(let record) = self { record } else { nil } }

    /// The case by name.
    var shown: String {
        switch self {
        case .found: "found"
        case .absent: "absent"
        case .refused: "refused"
        case .failed(let failure): failure.rawValue
        }
    }
}

/// A folder that is gone after the test.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "drivers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }
}
