import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing

/// The declarations of this repository, read once; with deadlines a busy machine does not run into.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let declarations = Result {
        let copy = FileManager.default.temporaryDirectory.appending(path: "onceonly-declarations-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for folder in ["FormSchemas", "Connectors"] {
            try FileManager.default.copyItem(at: root.appending(path: folder), to: copy.appending(path: folder))
        }
        for connector in try FileManager.default.contentsOfDirectory(atPath: copy.appending(path: "Connectors").path) {
            let manifest = copy.appending(path: "Connectors/\(connector)/manifest.yaml")
            guard let text = try? String(contentsOf: manifest, encoding: .utf8) else { continue }
            try text.replacing(/timeout: \d+s/, with: "timeout: 60s").write(to: manifest, atomically: true, encoding: .utf8)
        }
        return try DeclarationFolder(copy.path)
    }

    /// Every form of the folder.
    static let formIDs: [FormID] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "FormSchemas/forms").path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { FormID(String($0.dropLast(5))) }.sorted()
    }()
}

/// A folder of its own that is gone after `body`.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
