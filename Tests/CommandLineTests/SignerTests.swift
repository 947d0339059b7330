import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("Signers and the authorities they sign for, from the command line")
struct SignerTests {
    private static let key = "015190000123"

    private static func with(_ body: (URL, @Sendable (String) async throws -> Program.Run) async throws -> Void) async throws {
        try await Program.withTemporaryFolder { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "20", "--seed", "1", "--out", "province"], in: folder).status == 0)
            try await body(folder) { call in
                try await Program.onceonly(("documents " + call).split(separator: " ").map(String.init) + ["--declarations", Program.package.path], in: folder)
            }
        }
    }

    private static func list(_ entries: [String], in folder: URL) throws {
        try Data(("signers:" + (entries.isEmpty ? " []" : "\n" + entries.map { "  - \($0)" }.joined(separator: "\n")) + "\n").utf8).write(to: folder.appending(path: "province/trust/signers.yaml"))
    }

    private static let file = "certificate: simulated-authority.der"

    @Test("a paper passes for who its signer is listed for; a changed list is caught up with, in both directions")
    func recheck() async throws {
        try await Self.with { folder, documents in
            func json(_ run: Program.Run) throws -> JSON { try JSON(parsing: run.output) }
            func add(_ more: String) async throws -> (id: String, verdict: String?, reason: String?) {
                let run = try await documents("add province/papers/simulated.pdf --kind marital-status-certificate --subject \(Self.key) --issued 2026-11-01 --trust province/trust --format json " + more)
                #expect(run.status == 0, "\(run.error)")
                let told = try json(run)
                return (try #require(told["id"]?.string), told["signature"]?["verdict"]?.string, told["signature"]?["reason"]?.string)
            }
            func recheck() async throws -> JSON {
                let run = try await documents("recheck --trust province/trust --format json")
                #expect(run.status == 0, "\(run.error)")
                return try json(run)
            }
            // The sandbox lists its signer for everybody.
            let ward = "--issuer commune_committee --place 02647", first = try await add(ward + " --number 1")
            #expect(first.verdict == "passed" && first.reason == "valid")
            // For the ward alone: another place and another authority are not its own.
            try Self.list(["{authority: commune_committee, place: \"02647\", \(Self.file)}"], in: folder)
            let second = try await add(ward + " --number 2"), elsewhere = try await add("--issuer commune_committee --place 02671 --number 3")
            let police = try await add("--issuer commune_police --place 02647 --number 4"), nobody = try await add("--number 5"), scan = try await add(ward + " --number 6 --origin digitised-paper")
            #expect(second.verdict == "passed")
            for refused in [elsewhere, police, nobody, scan] { #expect(refused.verdict == "undetermined" && refused.reason == "signer-not-listed") }
            let text = try await documents("add province/papers/simulated.pdf --kind marital-status-certificate --subject \(Self.key) --issued 2026-11-01 --issuer court --trust province/trust")
            #expect(text.output.contains("signatures: undetermined: the signer is not listed for the authority it is said to be of"), "\(text.output)")
            let shown = try await documents("show \(police.id)")
            #expect(shown.output.contains("signatures: undetermined: the signer is not listed for the authority it is said to be of"), "\(shown.output)")
            #expect(try await documents("show \(police.id) --language vi").output.contains("chữ ký: chưa xác định: người ký không có trong danh sách"))
            let record = try json(try await documents("show \(second.id) --format json"))["signature"]
            #expect(record?["listed"]?["issuer"]?.string == "commune_committee/02647@2025-07-01" && record?["listed"]?["as"] == ["issuer"])

            // One that was never checked, and one of the day before.
            let unchecked = try await documents("add province/papers/simulated.pdf --kind marital-status-certificate --subject \(Self.key) --issued 2026-11-01 \(ward) --number 7 --format json")
            let seventh = try #require(try json(unchecked)["id"]?.string)
            #expect(try json(unchecked)["signature"] == nil)

            try Self.list(["{authority: commune_police, place: \"02647\", \(Self.file)}", "{authority: commune_committee, place: \"02647\", \(Self.file)}"], in: folder)
            let gained = try await recheck()
            #expect(Set((gained["gained"]?.array ?? []).compactMap(\.string)) == [police.id, seventh] && gained["lost"] == [] && gained["checked"]?.number == "8")
            #expect(gained["notPassed"]?["signer-not-listed"]?.number == "4")
            let still = try await recheck()
            #expect(still["gained"] == [] && still["lost"] == [])
            // A signer was struck off.
            try Self.list(["{authority: commune_police, place: \"02647\", \(Self.file)}"], in: folder)
            let lost = try await recheck()
            #expect(Set((lost["lost"]?.array ?? []).compactMap(\.string)) == [first.id, second.id, seventh] && lost["gained"] == [])
            #expect(try json(try await documents("show \(first.id) --format json"))["signature"]?["reason"]?.string == "signer-not-listed")
            // The file of what is restricted is not looked into: it passes for nobody anew.
            #expect(try await documents("amend \(second.id) --restrict contested").status == 0)
            try Self.list(["{authority: commune_committee, place: all, \(Self.file), signs: [issuer, conversion]}"], in: folder)
            let last = try await recheck()
            let all = Set((last["gained"]?.array ?? []).compactMap(\.string))
            // Police and nobody are issuers of nothing here: who signs scans signs no upload.
            #expect(all == [first.id, elsewhere.id, scan.id, seventh] && Set((last["lost"]?.array ?? []).compactMap(\.string)) == [police.id])
            #expect(last["notPassed"]?["signer-not-listed"]?.number == "3" && last["restricted"]?.number == "1" && last["checked"]?.number == "7")
            #expect(try await documents("amend \(second.id) --lift").status == 0)
            #expect(try json(try await documents("show \(second.id) --format json"))["signature"]?["verdict"]?.string == "undetermined")
            #expect(try await recheck()["gained"] == [.string(second.id)])
            // Who was struck off while a paper was restricted is struck off for it too.
            #expect(try await documents("amend \(first.id) --restrict contested").status == 0)
            try Self.list(["{authority: commune_police, place: \"02647\", \(Self.file)}"], in: folder)
            let struck = try await recheck()
            #expect((struck["lost"]?.array ?? []).contains(.string(first.id)) && struck["restricted"]?.number == "1")
            #expect(try await documents("amend \(first.id) --lift").status == 0)
            #expect(try json(try await documents("show \(first.id) --format json"))["signature"]?["reason"]?.string == "signer-not-listed")
        }
    }

    @Test("who signs for whom is listed, and authorities nobody signs for are told")
    func signers() async throws {
        try await Self.with { folder, documents in
            let whole = try await documents("signers --trust province/trust")
            #expect(whole.status == 0 && whole.output.contains("commune_committee, everywhere: signers/simulated-authority.der [conversion, issuer]"), "\(whole.output)\(whole.error)")
            try Self.list([
                "{authority: commune_committee, place: \"02647\", issuer: simulated-authority.der, subject: {organization: Ủy ban nhân dân phường Lào Cai}, since: 2026-01-01}",
                "{authority: commune_committee, place: \"02635\", \(Self.file)}",
            ], in: folder)
            let some = try await documents("signers --trust province/trust"), json = try JSON(parsing: try await documents("signers --trust province/trust --format json").output)
            #expect(some.status == 1 && some.output.contains("commune_committee, 02647 Phường Lào Cai: organization=Ủy ban nhân dân phường Lào Cai under signers/simulated-authority.der [issuer, 2026-01-01…]"), "\(some.output)")
            #expect(some.output.contains("(over)") && some.output.contains("✗ nobody signs for competent_authority") && some.output.contains("✗ nobody signs scans"))
            #expect(json["schema"]?.string == "onceonly/documents-signers/1" && json["signers"]?.array?.count == 2 && json["over"] == [3])
            let missing = (json["missing"]?.array ?? []).compactMap { $0["authority"]?.string }
            #expect(missing.contains("competent_authority") && !missing.contains("commune_committee") && !missing.contains("declarant"))
            let before = try JSON(parsing: try await documents("signers --trust province/trust --on 2025-06-30 --format json").output)
            #expect(before["over"] == [] && !(before["missing"]?.array ?? []).contains { $0["authority"] == "commune_committee" })
            try Data(contentsOf: folder.appending(path: "province/trust/roots/root.der")).write(to: folder.appending(path: "province/trust/signers/left.der"))
            #expect(try await documents("signers --trust province/trust --language vi").output.contains("✗ signers/left.der: không dòng nào nêu tệp này"))

            try Self.list(["{authority: commune_committe, place: all, \(Self.file)}"], in: folder)
            for call in ["signers --trust province/trust", "add province/papers/simulated.pdf --kind birth-note --subject \(Self.key) --trust province/trust"] {
                let wrong = try await documents(call)
                #expect(wrong.status == 2 && wrong.error.contains("signers.yaml:2:") && wrong.error.contains("commune_committee"), "\(wrong.error)")
            }
            try FileManager.default.removeItem(at: folder.appending(path: "province/trust/signers.yaml"))
            let none = try await documents("signers --trust province/trust")
            #expect(none.status == 1 && none.output.contains("nobody signs for any authority"))
            let add = try await documents("add province/papers/simulated.pdf --kind birth-note --subject \(Self.key) --issuer health_facility --issued 2026-11-01 --trust province/trust")
            #expect(add.status == 0 && add.error.contains("there is no 'province/trust/signers.yaml'") && add.output.contains("undetermined"), "\(add.error)")
            try Data("no certificate".utf8).write(to: folder.appending(path: "province/trust/signers/left.der"))
            try Self.list([], in: folder)
            let unreadable = try await documents("signers --trust province/trust")
            #expect(unreadable.status == 2 && unreadable.error.contains("signers/left.der"))
        }
    }
}
