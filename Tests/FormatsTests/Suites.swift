import Foundation

/// Conformance data kept beside the repository, not in it: `$ONCEONLY_SUITES`, else `../shared/suites` seen from the
/// package.
enum Suites {
    static let root: URL = {
        if let folder = ProcessInfo.processInfo.environment["ONCEONLY_SUITES"] { return URL(fileURLWithPath: folder) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appendingPathComponent("shared/suites")
    }()

    /// Whether a part of the suites is there; a test of a missing one is skipped under its own name.
    static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

    static func url(_ path: String) -> URL { root.appendingPathComponent(path) }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }
}
