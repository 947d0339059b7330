package import Foundation

/// The `onceonly` that was built with the tests, run as a person runs it.
package enum Program {
    /// What one run said.
    package struct Run: Sendable {
        package let status: Int32
        package let output: String
        package let error: String
    }

    /// Where the tests and the program were built to.
    package static let folder: URL = {
        let bundle = Bundle.main.executableURL ?? Bundle.main.bundleURL
        var folder = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
        // The bundle is a file here and a folder elsewhere.
        while folder.pathComponents.count > 1, !FileManager.default.isExecutableFile(atPath: folder.appending(path: "onceonly").path) {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// The top of the package.
    package static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameters:
    ///   - input: what stands on standard input.
    ///   - environment: nothing else is set but PATH, HOME, an English locale and what sanitizers are told.
    package static func onceonly(
        _ arguments: [String], in directory: URL = package, input: String = "", environment: [String: String] = [:]
    ) async throws -> Run {
        try await run(folder.appending(path: "onceonly"), arguments, in: directory, input: input, environment: environment)
    }

    /// What the sanitizers of the tests are told, the program is told too, with the library beside the thread sanitizer.
    private static let sanitizers = ProcessInfo.processInfo.environment.filter { ["TSAN_OPTIONS", "ASAN_OPTIONS", "LD_PRELOAD"].contains($0.key) }

    /// Runs a program until it ends.
    package static func run(
        _ program: URL, _ arguments: [String], in directory: URL, input: String = "", environment: [String: String] = [:]
    ) async throws -> Run {
        try await withTemporaryFolder { scratch in
            let (output, error, given) = (scratch.appending(path: "out"), scratch.appending(path: "error"), scratch.appending(path: "in"))
            // Files, not pipes: a pipe nobody empties would hold the program up.
            for file in [output, error] { try Data().write(to: file) }
            try Data(input.utf8).write(to: given)
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            process.currentDirectoryURL = directory
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            process.environment = Self.sanitizers.merging(["PATH": folder.path + ":" + path, "HOME": directory.path, "LANG": "en"]) { $1 }.merging(environment) { $1 }
            process.standardInput = try FileHandle(forReadingFrom: given)
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: error)
            let status: Int32 = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            return Run(status: status, output: try String(contentsOf: output, encoding: .utf8), error: try String(contentsOf: error, encoding: .utf8))
        }
    }

    /// A folder of a test's own, gone after it.
    package static func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
