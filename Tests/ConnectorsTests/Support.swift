import Connectors
import Diagnostics
import Testing
import Vocabulary

let file = "m.yaml"

/// `3:7 D009`: what was found where, in order.
func summary(_ findings: [Diagnostic]) -> [String] {
    findings.sortedByPosition().map { "\($0.position.line):\($0.position.column) \($0.code.rawValue)" }
}

/// A fragment and what is found in it, by its own lines and columns; nothing where it is fine.
struct Fragment: CustomTestStringConvertible, Sendable {
    let yaml: String, expected: [String]

    init(_ yaml: String, _ expected: String...) { (self.yaml, self.expected) = (yaml, expected) }

    var testDescription: String { yaml.debugDescription }
}

/// A small manifest around what a test is about.
enum Around {
    private static let transports = [
        Transport.Kind.json: "{kind: json, url: \"${U}\"}", .xml: "{kind: xml, url: \"${U}\", namespaces: {c: urn:c}}", .sql: "{kind: sql, database: d}",
        .table: "{kind: table, file: t.csv}",
    ]

    private static func head(_ kind: Transport.Kind) -> String {
        "connector: land\ntitle: {vi: Đất đai}\nlegalBasis: Luật\ntransport: \(transports[kind] ?? "")\noperations:\n  o:\n"
    }

    static func operation(_ part: String, _ kind: Transport.Kind) -> (operation: Connectors.Operation?, places: [String]) {
        let text = part.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let (manifest, findings) = ManifestReader.manifest(head(kind) + text + "\n", file: file)
        return (manifest?.operations.first, findings.sortedByPosition().map { "\($0.position.line - 6):\($0.position.column - 4) \($0.code.rawValue)" })
    }

    /// An operation in order, with more beside.
    static func operation(with part: String, _ kind: Transport.Kind = .json) -> (operation: Connectors.Operation?, places: [String]) {
        let request = switch kind {
        case .json, .xml: "{path: \"/p/{personal_id_number}\"}"
        case .sql: "{query: \"select * from p where id = :personal_id_number\"}"
        case .table: "{column: {personal_id_number: id}}"
        }
        let identifies = switch kind {
        case .json: "$.id"
        case .xml: "c:id"
        case .sql, .table: "id"
        }
        let (operation, places) = operation("about: person\nkey: [personal_id_number]\nrequest: \(request)\nidentifies: \(identifies)\n" + part, kind)
        return (operation, places.map { place in
            let parts = place.split(separator: ":", maxSplits: 1)
            return "\((Int(parts.first ?? "") ?? 0) - 4):\(parts.last ?? "")"
        })
    }
}
