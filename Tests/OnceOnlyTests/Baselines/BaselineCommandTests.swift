import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import ProgramUnderTest
import Storage
import Testing

@Suite("onceonly baseline")
struct BaselineCommandTests {
    private func run(_ call: String, in folder: URL) async throws -> Program.Run {
        try await Program.onceonly(["baseline"] + call.split(separator: " ").map { String($0).replacing("_", with: " ") }, in: folder)
    }

    private func json(_ call: String, in folder: URL, status: Int32 = 0) async throws -> JSON {
        let run = try await run(call + " --format json", in: folder)
        #expect(run.status == status, "\(run.error)")
        return try JSON(parsing: run.output)
    }

    private static let sign = "freeze card-2025 --key freezer.json --by Văn_phòng_Sở --designer Phòng_Nghiệp_vụ"

    /// A folder with the form, and a freezer whose key is listed.
    private func withFreezer(_ body: (URL) async throws -> Void) async throws {
        try await withFolder { folder in
            try LibraryCard.write(LibraryCard.files, to: folder)
            let made = try await run("keygen --key freezer.json", in: folder)
            #expect(made.status == 0)
            let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            try LibraryCard.write([LibraryCard.freezers: "freezers:\n  - {name: Văn phòng Sở, publicKey: \"\(key)\", since: 2026-01-01}\n"], to: folder)
            try await body(folder)
        }
    }

    @Test("freeze signs, verify holds it against what is there now, and what is frozen is never changed")
    func freeze() async throws {
        try await withFreezer { folder in
            #expect(try await run("verify", in: folder).output == "card-2025: not signed\n")
            #expect(try await run("verify --signed", in: folder).status == 1)
            let signed = try await run(Self.sign, in: folder)
            #expect(signed.status == 0 && signed.output.hasPrefix("card-2025: signed by Văn phòng Sở on ") && signed.error.isEmpty, "\(signed.error)")
            #expect(try await run("verify --signed", in: folder).status == 0)
            let file = folder.appending(path: LibraryCard.freeze), written = try Data(contentsOf: file)
            // Once more is no other freeze.
            #expect(try await run(Self.sign, in: folder).status == 0)
            #expect(try Data(contentsOf: file) == written)

            try LibraryCard.edit(LibraryCard.old, in: folder, "means: reader.phone}", "means: reader.phone, required: true}")
            let found = try await run("verify", in: folder)
            #expect(found.status == 1 && found.error.contains("\(LibraryCard.old):1:11: error content-changed card-2025"))
            let again = try await run(Self.sign, in: folder)
            #expect(again.status == 1 && again.error.contains("make a new baseline with 'replaces: card-2025'"))
            #expect(try Data(contentsOf: file) == written)
            let findings = try await json("verify card-2025", in: folder, status: 1)
            #expect(findings["findings"]?.array?.map { $0["code"] } == ["content-changed"])
            #expect(findings["baselines"]?[0]?["freeze"]?["state"] == "broken")
            let lint = try await Program.onceonly(["lint"], in: folder)
            #expect(lint.status == 1 && lint.error.contains("B007"))
        }
    }

    @Test("who may not freeze does not", arguments: [
        ("freeze card-2025 --key freezer.json --by Văn_phòng_Sở --designer văn_phòng_sở", Int32(2), "who froze it also designed it"),
        ("freeze card-2025 --key freezer.json --by Ai_đó --designer Phòng_Nghiệp_vụ", 2, "nobody of this name with this key may freeze"),
        ("freeze card-2025 --key nokey.json --by Văn_phòng_Sở --designer Phòng_Nghiệp_vụ", 2, "cannot read or write 'nokey.json'"),
        ("freeze card-2025 --key pupils.csv --by Văn_phòng_Sở --designer Phòng_Nghiệp_vụ", 2, "'pupils.csv' is no key file of 'baseline keygen'"),
        ("freeze card-2026 --key freezer.json --by Văn_phòng_Sở --designer Phòng_Nghiệp_vụ", 2, "no baseline 'card-2026'; did you mean 'card-2025'?"),
        ("freeze card-2025 --key freezer.json --by Văn_phòng_Sở", 2, "Missing"),
        ("keygen --key freezer.json", 2, "there is a file 'freezer.json' already"),
        ("verify --freezers nolist.yaml", 2, "cannot read 'nolist.yaml'"),
        ("show card-2025 --store nowhere", 2, "there is no ledger in 'nowhere'"),
        ("bridge card-2025 card-2025 --store nowhere", 2, "'card-2025' does not replace 'card-2025'"),
    ])
    func refused(_ call: String, _ status: Int32, _ says: String) async throws {
        try await withFreezer { folder in
            let file = folder.appending(path: "pupils.csv")
            try Data("id\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            let ended = try await run(call, in: folder)
            #expect(ended.status == status && ended.error.contains(says), "\(ended.status): \(ended.error)")
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: LibraryCard.freeze).path))
        }
    }

    @Test("a form with errors is not frozen, and says why")
    func lintErrors() async throws {
        try await withFreezer { folder in
            try LibraryCard.edit(LibraryCard.form, in: folder, "reader.school_name", "reader.schol_name")
            let ended = try await run(Self.sign, in: folder)
            #expect(ended.status == 1 && ended.error.contains("schol_name") && ended.error.contains("baseline 'card-2025' or its form has errors"))
        }
    }

    @Test("a bridge of series no flag is raised over says both figures of the same dossiers")
    func bridge() async throws {
        try await withFreezer { folder in
            let store = folder.appending(path: "state")
            try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
            try await LibraryCard.file(0..<12, in: folder, store: store, bornUnknown: true, phones: 3)
            try LibraryCard.write([LibraryCard.new: LibraryCard.successor], to: folder)
            // All of them give the telephone number the new paper demands: given on both sides, 1 − 24/60; by the old paper optional.
            try await LibraryCard.file(12..<24, in: folder, store: store, bornUnknown: false, phones: 12)
            let bridge = try await json("bridge card-2025 card-2027 --store state", in: folder)["observed"]
            func figures(_ side: String) -> [JSON?] { [bridge?[side]?["dossiers"], bridge?[side]?["strict"]?["B"], bridge?[side]?["strict"]?["A"], bridge?[side]?["strict"]?["low"]?["weighted"]] }
            #expect(figures("oldOnNew") == [12, 48, 12, .number("0.75")] && figures("newOnNew") == [12, 60, 24, .number("0.6")])
            #expect(bridge?["flags"] == [] && bridge?["newOnNew"]?["withheldBy"] == [])
            let said = try await run("bridge card-2025 card-2027 --store state", in: folder).output
            #expect(said.contains("By the old baseline on both, form and applicants changed it by: 8.3%") && said.contains("the new baseline alone changed it by: −15.0%"))
        }
    }

    /// Twelve dossiers against the paper of 2025, of which four are asked when they were born; twelve since, against that of 2027 too.
    @Test("two series of one form: a bridge, weights, and a report that never blends them")
    func series() async throws {
        try await withFreezer { folder in
            let store = folder.appending(path: "state")
            try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
            try await LibraryCard.file(0..<12, in: folder, store: store, bornUnknown: true, phones: 3)
            try LibraryCard.write([LibraryCard.new: LibraryCard.successor], to: folder)
            try await LibraryCard.file(12..<24, in: folder, store: store, bornUnknown: false, phones: 0)

            let bridge = try await json("bridge card-2025 card-2027 --store state", in: folder)
            func figures(_ side: String) -> [JSON?] {
                let side = bridge["observed"]?[side]
                return [side?["dossiers"], side?["strict"]?["B"], side?["strict"]?["A"], side?["strict"]?["low"]?["weighted"], side?["answered"]?["low"]?["weighted"]]
            }
            // 12 × 4 facts; the branch of all and when four were born are given. Three gave their telephone number of their own accord:
            // 1 − (16 + 3)/(48 + 3).
            #expect(figures("oldOnOld") == [12, 48, 16, .number("0.666667"), .number("0.627451")])
            // What the new paper demands nobody answers: the figures that rest on it are told here no more than in a report.
            for side in ["oldOnNew", "newOnNew"] {
                #expect(bridge["observed"]?[side]?["dossiers"] == 12 && bridge["observed"]?[side]?["strict"] == .null)
                #expect(bridge["observed"]?[side]?["withheldBy"] == ["left-out", "baseline-grew"])
            }
            #expect(bridge["observed"]?["flags"] == ["left-out", "baseline-grew"] && bridge["observed"]?["oldOnOld"]?["withheldBy"] == [])
            #expect(bridge["observed"]?["notReplayed"] == 0 && bridge["observed"]?["figures"] == "simulated")
            #expect(bridge["byDesign"]?["oldDemandedAtoms"] == 4 && bridge["byDesign"]?["newDemandedAtoms"] == 5)
            #expect(bridge["byDesign"]?["added"] == ["reader.phone"] && bridge["byDesign"]?["dropped"] == [])
            let said = try await run("bridge card-2025 card-2027 --store state", in: folder).output
            #expect(said.contains("SIMULATED") && said.contains("raises flags over these series: left-out, baseline-grew") && said.contains("withheld"))
            #expect(!said.contains("changed it by") && said.contains("By design (not observed): at most 4 → 5 facts demanded"))

            // All 24 were laid beside the old paper, 12 beside the new.
            let shown = try await json("show card-2025 --store state", in: folder)
            func weights(_ blank: String) -> [JSON?] {
                let found = shown["blanks"]?.array?.first { $0["id"]?.string == blank }?["weights"]
                return ["required", "optional", "unknown", "offPath", "answered"].map { found?[$0] }
            }
            #expect(shown["weights"]?["dossiers"] == 24)
            #expect(weights("name") == [24, 0, 0, 0, 24])
            // Three gave it: too few to tell.
            #expect(weights("phone") == [0, 24, 0, 0, .null])
            #expect(shown["flags"]?.array?.map { $0["flag"] } == ["never-used"])
            #expect(shown["flags"]?[0]?["blanks"] == ["fax"] && shown["flags"]?[0]?["raisesCount"] == false)
            #expect(try await json("show card-2027 --store state", in: folder)["weights"]?["dossiers"] == 12)

            let report = try JSON(parsing: try await Program.onceonly(["report", "--store", "state", "--format", "json"], in: folder).output)
            #expect(report["procedures"]?.array?.map { $0["B"] ?? .null }.filter { !$0.isNull } == [48])
            // The new one demands a telephone the old one did not, and nobody gave it: the headline is not told.
            let raised = report["integrity"]?["flags"]?.array?.filter { $0["withholds"] == true }.compactMap { $0["code"]?.string } ?? []
            #expect(raised == ["left-out", "baseline-grew"])
            #expect(report["reduction"]?["strict"]?["macro"] == .null && report["targets"]?[0]?["met"] == "withheld")
            let baselines = report["baselines"]?.array ?? []
            #expect(Set(baselines.compactMap { $0["baseline"]?.string }) == ["card-2025", "card-2027"])
            #expect(baselines.allSatisfy { $0["freeze"]?["state"] == "not-signed" })
            let flags = baselines.flatMap { $0["flags"]?.array ?? [] }.filter { $0["raisesCount"] == true }
            #expect(flags.map { $0["flag"] } == ["added-before-freeze"])
            let page = try await Program.onceonly(["report", "--store", "state"], in: folder).output
            #expect(page.contains("[card-2025] Library card") && page.contains("[card-2027] Library card"))

            // A series whose baseline was changed behind its back has nothing to stand on.
            #expect(try await run("verify --store state", in: folder).status == 0)
            try LibraryCard.edit(LibraryCard.old, in: folder, "{id: fax, means: reader.fax}", "{id: fax, means: reader.fax, required: true}")
            let vanished = try await json("verify --store state", in: folder, status: 1)
            #expect(vanished["unknownSeries"]?.array?.map { $0["dossiers"] } == [12])
        }
    }
}
