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
            // Revoked is revoked, also when its days are over; every signature says its own.
            for (name, reason, each) in [
                ("certificate expired and revoked", "revoked", ["revoked"]), ("a signature whose certificate expired, and one whose was revoked", "expired", ["expired", "revoked"]),
            ] {
                let run = try await Self.verify(files, "rsa pdf-cades: " + name, trust, ["--format", "json"]), json = try JSON(parsing: run.output)
                #expect(run.status == 3 && json["verdict"]?.string == "undetermined" && json["reason"]?.string == reason, "\(name): \(run.output)")
                #expect(json["signatures"]?.array?.map { $0["reason"]?.string } == each, "\(name)")
            }
        }
    }

    /// Every kind of file that passes by itself, held against lists that have its signer or somebody else.
    @Test("with --issuer, what passed passes only where its signer is listed for that issuer", arguments: ["rsa", "ecdsa"], ["pdf-cades", "pdf-pkcs7", "cms-attached", "cms-detached"])
    func issuers(algorithm: String, container: String) async throws {
        let files = try await SignedFiles.made.value, each = try #require(files.cases.first { $0.name == "\(algorithm) \(container): untouched, lists" })
        let name = "subject: {commonName: Nguyễn Văn Không}", ward = "--issuer commune_committee --place 02647"
        // What the list says, what the call says, and whether the signer is listed.
        let table: [(list: String?, call: String, isListed: Bool)] = [
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, \(name)}", ward, true),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, \(name)}", "--issuer commune_committee --place 02635 --issued 2025-01-01", true),
            ("{authority: commune_committee, place: all, issuer: root.der, \(name)}", "--issuer commune_committee", true),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, \(name)}", "--issuer land_registration_office --place 15", false),
            ("{authority: commune_committee, place: \"02671\", issuer: root.der, \(name), until: 2025-06-30}", ward, false),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, \(name), until: 2026-05-31}", ward, false),
            ("{authority: commune_committee, place: \"02647\", issuer: other.der, \(name)}", ward, false),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, subject: {commonName: Nguyễn Văn Có}}", ward, false),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, subject: {commonName: Nguyễn Văn Không, organization: A}}", ward, false),
            ("{authority: commune_committee, place: \"02647\", certificate: root.der}", ward, false),
            ("{authority: commune_committee, place: \"02647\", issuer: root.der, \(name), signs: conversion}", ward, false), (nil, ward, false),
        ]
        try await Program.withTemporaryFolder { trust in
            for (part, from) in [("roots", "roots/\(algorithm)-root.der"), ("crls", "crls/\(algorithm)-root.crl"), ("crls", "crls/\(algorithm)-middle.crl"), ("signers", "roots/\(algorithm)-root.der"), ("signers", "roots/\(algorithm)-other.der")] {
                try FileManager.default.createDirectory(at: trust.appending(path: part), withIntermediateDirectories: true)
                let to = trust.appending(path: part + "/" + from.split(separator: "-")[1])
                try FileManager.default.copyItem(at: files.folder.appending(path: "trust/" + from), to: to)
            }
            let file = ["documents", "verify", files.folder.appending(path: each.file).path, "--trust", trust.path, "--at", "2026-06-01", "--format", "json", "--declarations", Program.package.path]
                + (each.content.map { ["--content", files.folder.appending(path: $0).path] } ?? [])
            for (list, call, isListed) in table {
                let place = trust.appending(path: "signers.yaml")
                try? FileManager.default.removeItem(at: place)
                if let list { try Data("signers:\n  - \(list)\n".utf8).write(to: place) }
                let run = try await Program.onceonly(file + call.split(separator: " ").map(String.init)), json = try JSON(parsing: run.output)
                #expect(run.status == (isListed ? 0 : 3) && json["verdict"]?.string == (isListed ? "passed" : "undetermined"), "\(list ?? "-") \(call): \(run.error)")
                #expect(json["reason"]?.string == (isListed ? "valid" : "signer-not-listed") && json["issuer"]?["listed"]?.bool == isListed, "\(list ?? "-") \(call)")
                // The signature itself is what it was.
                #expect(json["signatures"]?[0]?["reason"]?.string == "valid" && json["signatures"]?[0]?["certificate"]?.string?.count == 64)
                #expect(run.error.contains("nobody signs for any authority yet") == (list == nil))
            }
            let bare = try await Program.onceonly(file)
            #expect(try bare.status == 0 && JSON(parsing: bare.output)["issuer"] == nil)
        }
    }

    @Test("a file that did not pass is no better for a listed signer")
    func failedWithIssuer() async throws {
        try await Self.withTrust { files, trust in
            try FileManager.default.createDirectory(at: trust.appending(path: "signers"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: trust.appending(path: "roots/rsa-root.der"), to: trust.appending(path: "signers/root.der"))
            try Data("signers:\n  - {authority: court, place: all, issuer: root.der, subject: {commonName: Nguyễn Văn Không}}\n".utf8).write(to: trust.appending(path: "signers.yaml"))
            let more = ["--issuer", "court", "--declarations", Program.package.path]
            #expect(try await Self.verify(files, "rsa pdf-cades: untouched, lists", trust, more).output.contains("signs for court"))
            #expect(try await Self.verify(files, "rsa pdf-cades: text flipped", trust, more).status == 1)
            #expect(try await Self.verify(files, "rsa pdf-cades: certificate revoked", trust, more).status == 3)
            let other = try await Self.verify(files, "rsa pdf-cades: untouched, lists", trust, ["--issuer", "notary", "--declarations", Program.package.path])
            #expect(other.status == 3 && other.output.contains("nobody who signed is listed for notary") && other.output.contains("Nguyễn Văn Không"))
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
        (["documents", "verify", "README.md", "--trust", "TRUST", "--issuer", "commune_committe"], "there was no 'commune_committe'"), (["documents", "verify", "README.md", "--trust", "TRUST", "--place", "02647"], "need --issuer"),
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
