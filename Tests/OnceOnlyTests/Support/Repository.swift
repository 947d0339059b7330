import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing

/// The declarations of this repository, read once.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let declarations = Result { try DeclarationFolder(root.path) }

    static let formIDs = [
        "bhxh-tk1-ts", "cu-tru-ct01", "dat-dai-tach-hop-thua", "hkd-dang-ky-thanh-lap", "ho-tich-khai-sinh", "ns-ma-so-don-vi-qhns",
    ].map { FormID($0) }
}

/// A folder of its own that is gone after `body`.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
