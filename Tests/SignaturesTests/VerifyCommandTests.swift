import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("onceonly documents verify")
struct VerifyCommandTests {
    /// The RSA authorities, as the folder that `--trust` names.
    private static func withTrust(_ body: (SignedFiles, URL) async throws -> Void) async throws {
        let files = try await SignedFiles.made.value
        try await Program.withTemporaryFolder { folder in
            for (from, to) in [("roots/rsa-root.der", "roots"), ("crls/rsa-root.crl", "crls"), ("crls/rsa-middle.crl", "crls")] {
                let place = folder.appending(path: to)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: files.folder.appending(path: "trust/" + from), to: place.appending(path: String(from.split(separator: "/")[1])))
            }
            try await body(files, folder)
        }
    }

    private static func verify(_ files: SignedFiles, _ name: String, _ trust: URL, _ more: [String] = []) async throws -> Program.Run {
        let each = try #require(files.cases.first { $0.name == name })
        return try await Program.onceonly(
            ["documents", "verify", files.folder.appending(path: each.file).path, "--trust", trust.path, "--at", "2026-06-01"] + more)
    }

    @Test("JSON as the contract has it, and the exit status of the verdict")
    func contract() async throws {
        try await Self.withTrust { files, trust in
            let passed = try await Self.verify(files, "rsa pdf-cades: untouched, lists", trust, ["--format", "json"])
            #expect(passed.status == 0, "\(passed.error)")
            let json = try JSON(parsing: passed.output)
            #expect(json["schema"]?.string == "onceonly/documents-verify/1" && json["verdict"]?.string == "passed")
            let signature = try #require(json["signatures"]?.array?.first)
            #expect(signature["verdict"]?.string == "passed" && signature["reason"]?.string == "valid" && signature["coversWholeFile"]?.bool == true)
            #expect(signature["signer"]?.string == "Nguyễn Văn Không" && signature["signedAt"]?.string?.hasSuffix("Z") == true)
            #expect(try await Self.verify(files, "rsa pdf-cades: text flipped", trust).status == 1)
            #expect(try await Self.verify(files, "rsa pdf-cades: certificate expired", trust).status == 3)
        }
    }

    @Test("a detached signature with its content, without it, and in Vietnamese")
    func detached() async throws {
        try await Self.withTrust { files, trust in
            let name = "rsa cms-detached: untouched, lists"
            #expect(try await Self.verify(files, name, trust, ["--content", files.folder.appending(path: "content").path]).status == 0)
            let missing = try await Self.verify(files, name, trust, ["--language", "vi"])
            #expect(missing.status == 3 && missing.output.contains("thiếu nội dung đã ký"), "\(missing.output)")
        }
    }

    @Test("a bad call is told as such", arguments: [
        (["documents", "verify", "nosuch.pdf", "--trust", "TRUST"], "cannot read 'nosuch.pdf'"), (["documents", "verify", "README.md", "--trust", "nowhere"], "there is no root certificate"),
        (["documents", "verify", "README.md"], "Missing expected argument '--trust"), (["documents", "verify", "README.md", "--trust", "TRUST", "--at", "monday"], "--at takes a day"),
    ])
    func badCalls(arguments: [String], says: String) async throws {
        try await Self.withTrust { _, trust in
            let run = try await Program.onceonly(arguments.map { $0 == "TRUST" ? trust.path : $0 })
            #expect(run.status == 2 && run.error.contains(says), "\(run.error)")
        }
    }

    @Test("help has examples in both languages", arguments: [("en", "Examples:"), ("vi", "Ví dụ:")])
    func help(language: String, says: String) async throws {
        let run = try await Program.onceonly(["documents", "verify", "--help", "--language", language])
        #expect(run.status == 0 && run.output.contains(says) && run.output.contains("onceonly documents verify licence.pdf"))
    }
}
