import Formats
import Foundation
import ProgramUnderTest
import Signatures

/// The signed files an independent signer makes for one run of the tests: fixtures.py and pyHanko.
struct SignedFiles: Sendable {
    struct Case: Sendable {
        let name: String
        let file: String
        let content: String?
        let trust: SignatureTrust
        let now: Int
        /// A reason.
        let expected: String
        /// How long the first signed revision is, where all that follows it is signed too.
        let signed: Int?

        /// Everything the check looks at.
        struct Input: Hashable {
            let bytes: [UInt8], content: [UInt8]?, trust: SignatureTrust, now: Int
        }

        var isRight: Bool { expected == SignatureReason.valid.rawValue }
    }

    let folder: URL
    let cases: [Case]

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }

    /// Made once a run; the tests fail where it cannot be.
    static let made = Task { try await make() }

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private static func make() async throws -> SignedFiles {
        let place = Program.package.appending(path: "Tests/SignaturesTests")
        let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-signed-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.removeItem(at: folder)
        let shell = URL(filePath: "/bin/sh"), own = ProcessInfo.processInfo.environment
        // How the package index is reached from here is the machine's own matter.
        let home = own.filter { name, _ in name == "HOME" || name.hasPrefix("PIP_") || name.hasPrefix("SSL_") || name.lowercased().hasSuffix("_proxy") }
        let signer = try await Program.run(
            shell, ["scripts/signer.sh", "Tests/SignaturesTests/requirements.txt", Program.package.appending(path: ".build").path], in: Program.package, environment: home)
        guard signer.status == 0 else { throw Missing(description: "the independent signer cannot be installed: \(signer.error)") }
        let python = URL(filePath: signer.output.trimmingCharacters(in: .whitespacesAndNewlines))
        // `-B`: byte code beside the sources would be files the package does not know.
        let run = try await Program.run(python, ["-B", place.appending(path: "fixtures.py").path, folder.path], in: Program.package)
        guard run.status == 0 else { throw Missing(description: "the independent signer failed: \(run.error)") }
        return try SignedFiles(folder)
    }

    private init(_ folder: URL) throws {
        self.folder = folder
        func bytes(_ value: JSON?) throws -> [[UInt8]] {
            try (value?.array ?? []).compactMap(\.string).map { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
        }
        let written = try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: "cases.json"))))
        cases = try (written.array ?? []).map { item in
            guard let name = item["name"]?.string, let file = item["file"]?.string, let expected = item["expect"]?.string, let now = item["at"]?.number.flatMap({ Int($0) })
            else { throw Missing(description: "cases.json has a case that cannot be read") }
            let trust = try SignatureTrust(roots: bytes(item["roots"]), revocationLists: bytes(item["crls"]), ocspResponses: bytes(item["ocsp"]))
            return Case(name: name, file: file, content: item["content"]?.string, trust: trust, now: now, expected: expected, signed: item["signed"]?.number.flatMap { Int($0) })
        }
    }
}
