package import Foundation

/// Conformance data kept beside the repository, not in it: `$ONCEONLY_SUITES`, else `../shared/suites` seen from the
/// package.
package enum Suites {
    package static let root: URL = {
        if let folder = ProcessInfo.processInfo.environment["ONCEONLY_SUITES"] { return URL(filePath: folder) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/suites")
    }()

    /// Whether a part of the suites is there; a test of a missing one is skipped under its own name.
    package static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

    package static func url(_ path: String) -> URL { root.appending(path: path) }

    package static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(path))) }

    /// The big list of strings that break software; none where it is not there. Read without the code under test.
    ///
    /// - Throws: what reading throws, where the list is there.
    package static func naughtyStrings() throws -> [String] {
        guard has("strings/blns.json") else { return [] }
        return try JSONDecoder().decode([String].self, from: Data(contentsOf: url("strings/blns.json")))
    }
}
