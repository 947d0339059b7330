import Declarations
import Diagnostics

/// Keys that only some transports take.
extension ManifestReader {
    /// Of `transport`.
    static let transportKinds: [String: [Transport.Kind]] = [
        "url": [.json, .xml], "bearer": [.json, .xml], "basic": [.json, .xml], "oauth": [.json, .xml], "trust": [.json, .xml], "networks": [.json, .xml],
        "namespaces": [.xml], "database": [.sql], "file": [.table], "encoding": [.table], "separator": [.table],
    ]

    /// Of `request`.
    static let requestKinds: [String: [Transport.Kind]] = [
        "method": [.json, .xml], "path": [.json, .xml], "headers": [.json, .xml], "body": [.json, .xml], "action": [.json, .xml], "query": [.sql], "column": [.table],
    ]

    /// Of an operation.
    static let operationKinds: [String: [Transport.Kind]] = ["pages": [.json, .xml]]

    /// What nobody reads must not look as if it worked.
    mutating func checkKinds(of fields: DeclarationReader.Fields, _ kinds: [String: [Transport.Kind]]) {
        for key in fields.order {
            guard let takers = kinds[key], !takers.contains(kind) else { continue }
            let names = takers.map(\.rawValue).joined(separator: ", ")
            reader.note(Diagnostic(.keyOfOtherTransport, at: fields.position(of: key), length: key.unicodeScalars.count, [key, kind.rawValue, names]))
        }
    }
}
