import Connectors
import Drivers
import Expressions
import Forms
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Vocabulary

/// Declarations made to measure: a form whose every blank is a text that some register says of one person.
///
/// How many blanks and how many registers is chosen; what the blanks say comes from a reply that somebody else wrote, or from
/// one made as long as is wanted.
struct PlainDeclarations {
    /// A register: where its reply holds what.
    struct Register {
        let name: String
        let kind: Reply
        let namespaces: [String: String]
        let record: String
        /// Where the person's own number stands.
        let identifies: String
        /// Where each value stands, below the record.
        let paths: [String]
    }

    let folder: DeclarationFolder
    let checked: CheckedForm
    let registers: [Register]
    private let key: SubjectKey

    /// - Parameter number: the person's, as the replies have it.
    init(_ registers: [Register], number: String, in scratch: URL) throws {
        let root = scratch.appending(path: "plain-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ path: String) throws {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let concepts = registers.enumerated().flatMap { index, register in register.paths.indices.map { "value_\(index)_\($0)" } }
        try write(Self.vocabulary(concepts), "FormSchemas/vocabulary/person.yaml")
        try write(Self.form(concepts), "FormSchemas/forms/plain.yaml")
        for (index, register) in registers.enumerated() { try write(Self.manifest(register, index), "Connectors/\(register.name)/manifest.yaml") }
        try write(Self.grants(registers), "Connectors/grants.yaml")
        folder = try DeclarationFolder(root.path)
        guard let checked = folder.checked[FormID("plain")], let key = SubjectKey(kind: .person, keys: ["personal_id_number": number], in: folder.catalog.vocabulary) else {
            throw WorkFailed(name: folder.diagnostics.map { "\($0)" }.joined(separator: "\n"))
        }
        self.checked = checked
        self.registers = registers
        self.key = key
    }

    /// Every register answers from the bytes of its reply, read anew each time.
    var connectors: [any Connector] {
        zip(folder.catalog.connectors, registers.sorted { $0.name < $1.name }).map {
            ReplyRegister(manifest: $0, reply: $1.kind, vocabulary: folder.catalog.vocabulary)
        }
    }

    var opening: Opening { Opening(actor: key) }

    private static func vocabulary(_ concepts: [String]) -> String {
        """
        keys:
          person: [[personal_id_number]]
        concepts:
          personal_id_number: {kind: person, type: identifier, identifier: "none", label: {vi: Số, en: number}}

        """ + concepts.map { "  \($0): {kind: person, type: text, label: {vi: \($0), en: \($0)}}\n" }.joined()
    }

    private static func form(_ concepts: [String]) -> String {
        """
        form: plain
        version: "1"
        status: active
        validFrom: 2025-01-01
        title: {vi: Đo, en: Measured}
        legalBasis: none
        purpose: measuring
        subjects:
          applicant: {kind: person, from: [subject]}
        sections:
          - title: {vi: Đo, en: Measured}
            fields:

        """ + concepts.map { "      - {id: \($0), means: applicant.\($0), label: {vi: \($0), en: \($0)}}\n" }.joined()
    }

    private static func manifest(_ register: Register, _ index: Int) -> String {
        let isXML = if case .xml = register.kind { true } else { false }
        let namespaces = register.namespaces.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"" }.joined(separator: ", ")
        return """
        connector: \(register.name)
        title: {vi: Đo, en: Measured}
        legalBasis: none
        transport: {kind: \(isXML ? "xml" : "json"), url: "https://register.invalid"\(isXML ? ", namespaces: {\(namespaces)}" : ""), timeout: 2s}
        operations:
          person:
            about: person
            key: [personal_id_number]
            request: {method: \(isXML ? "POST" : "GET"), path: "/{personal_id_number}"\(isXML ? ", body: \"<a>{personal_id_number}</a>\"" : "")}
            record: "\(register.record)"
            identifies: "\(register.identifies)"
            notFound: {status: 404}
            supplies:

        """ + register.paths.enumerated().map { "      value_\(index)_\($0.offset): {at: \"\($0.element)\", authority: 1}\n" }.joined()
    }

    private static func grants(_ registers: [Register]) -> String {
        "grants:\n" + registers.enumerated().map { index, register in
            """
              - purpose: measuring
                connector: \(register.name)
                about: [applicant]
                reads: [\(register.paths.indices.map { "value_\(index)_\($0)" }.joined(separator: ", "))]
                basis: law
                legal: none

            """
        }.joined()
    }
}

/// A register in the process: its reply is parsed and taken apart at every look-up.
private struct ReplyRegister: Connector {
    let manifest: ConnectorManifest
    let reply: Reply
    let vocabulary: Vocabulary

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation) else { return .failed(.invalid) }
        return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: reply)
    }

    func close() async {}
}
