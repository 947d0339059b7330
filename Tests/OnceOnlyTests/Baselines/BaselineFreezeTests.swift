import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Storage
import Testing

@Suite("Frozen baselines")
struct BaselineFreezeTests {
    /// A folder in which `card-2025` is signed, changed, and read again.
    private func reading(
        day: String = "2026-11-29", since: String = "2026-01-01", designer: String = LibraryCard.designer, _ change: (URL, FreezerKey) throws -> Void = { _, _ in }
    ) async throws -> DeclarationFolder {
        try await withFolder { folder in
            let key = FreezerKey()
            try LibraryCard.write(LibraryCard.files, to: folder)
            try LibraryCard.write([LibraryCard.freezers: LibraryCard.freezersFile((LibraryCard.freezer, key, since))], to: folder)
            let declared = try DeclarationFolder(folder.path)
            let baseline = try #require(declared.measured.named("card-2025"))
            let freeze = try declared.freeze(baseline, on: day, designer: designer, freezer: LibraryCard.freezer, key: key)
            try LibraryCard.write([LibraryCard.freeze: freeze.text], to: folder)
            try change(folder, key)
            return try DeclarationFolder(folder.path)
        }
    }

    private func state(_ folder: DeclarationFolder) throws -> FreezeState { folder.measured.state(of: try #require(folder.measured.named("card-2025"))) }

    @Test("what was signed holds, and says who, when and what")
    func holds() async throws {
        let folder = try await reading()
        #expect(!folder.diagnostics.hasErrors)
        guard case .signed(let freeze) = try state(folder) else {
            Issue.record("not signed")
            return
        }
        let said = freeze.statement
        #expect(said.baseline == "card-2025" && said.form == "library-card" && said.status == "in-force" && said.replaces == nil)
        #expect(said.legal == "Mẫu 1, Nội quy thư viện" && said.freezer == LibraryCard.freezer && said.designer == LibraryCard.designer && said.frozenOn == "2026-11-29")
        #expect(said.contentHash == folder.baselineHash(FormID("library-card")) && said.formHash == folder.hashes[LibraryCard.form])
        #expect(freeze.json["schema"]?.string == "onceonly/baseline/1")
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String, old: String, new: String
        let faults: [FreezeFault]
        /// Where the first of the faults points.
        let place: String

        init(_ name: String, _ file: String, _ old: String, _ new: String, _ faults: [FreezeFault], at place: String) {
            (testDescription, self.file, self.old, self.new, self.faults, self.place) = (name, file, old, new, faults, place)
        }
    }

    private static let blank = "{id: school, means: reader.school_name, required: true}"

    @Test("no change goes unnoticed", arguments: [
        Tampering("a blank more", LibraryCard.old, blank, blank + "\n      - {id: more, means: reader.phone, required: true}", [.contentChanged], at: "\(LibraryCard.old):1:11"),
        Tampering("a blank demanded", LibraryCard.old, "means: reader.phone}", "means: reader.phone, required: true}", [.contentChanged], at: "\(LibraryCard.old):1:11"),
        Tampering("a status", LibraryCard.old, "in-force", "provisional", [.termsChanged], at: "\(LibraryCard.old):3:9"),
        Tampering("the text it stands on", LibraryCard.old, "Mẫu 1", "Mẫu 2", [.contentChanged, .termsChanged], at: "\(LibraryCard.old):3:9"),
        Tampering("how the vocabulary counts", "FormSchemas/vocabulary/reader.yaml", "school_name: {kind: person, type: text", "school_name: {kind: person, type: text, atom: phone", [.contentChanged], at: "\(LibraryCard.old):1:11"),
        Tampering("the hash in the freeze", LibraryCard.freeze, "\"contentHash\": \"", "\"contentHash\": \"0", [.contentChanged, .badSignature], at: "\(LibraryCard.old):1:11"),
        Tampering("the day", LibraryCard.freeze, "2026-11-29", "2026-11-28", [.badSignature], at: "\(LibraryCard.freeze):15:3"),
        Tampering("the form's hash", LibraryCard.freeze, "\"formHash\": \"", "\"formHash\": \"0", [.badSignature], at: "\(LibraryCard.freeze):15:3"),
        Tampering("the designer", LibraryCard.freeze, LibraryCard.designer, "Phòng khác", [.badSignature], at: "\(LibraryCard.freeze):15:3"),
        Tampering("something added to the freeze", LibraryCard.freeze, "\"baseline\":", "\"note\": \"ok\", \"baseline\":", [.badSignature], at: "\(LibraryCard.freeze):15:3"),
        Tampering("the signature", LibraryCard.freeze, "\"signature\": \"", "\"signature\": \"A", [.badSignature], at: "\(LibraryCard.freeze):15:3"),
        Tampering("the freezer's name", LibraryCard.freeze, LibraryCard.freezer, "Ai đó", [.badSignature, .unknownFreezer], at: "\(LibraryCard.freeze):11:3"),
        Tampering("no freeze at all", LibraryCard.freeze, "onceonly/baseline/1", "onceonly/baseline/2", [.unreadable], at: "\(LibraryCard.freeze):1:1"),
        Tampering("the freezer is not listed any more", LibraryCard.freezers, LibraryCard.freezer, "Ai đó", [.unknownFreezer], at: "\(LibraryCard.freeze):11:3"),
        Tampering("the freezer came into office later", LibraryCard.freezers, "2026-01-01", "2026-11-30", [.outsideOffice], at: "\(LibraryCard.freeze):9:3"),
        Tampering("the freezer had left before", LibraryCard.freezers, "since: 2026-01-01", "since: 2026-01-01, until: 2026-11-28", [.outsideOffice], at: "\(LibraryCard.freeze):9:3"),
    ])
    func tampered(_ c: Tampering) async throws {
        let folder = try await reading { place, _ in try LibraryCard.edit(c.file, in: place, c.old, c.new) }
        let found = folder.measured.faults
        #expect(try state(folder).faults == c.faults)
        #expect(Set(found.map(\.fault)) == Set(c.faults))
        #expect(found.contains { "\($0.position)" == c.place }, "\(found.map { "\($0.position) \($0.fault.rawValue)" })")
        // Lint says so too, wherever the baseline stands.
        #expect(folder.diagnostics.filter { $0.code == .freezeDoesNotHold }.count == c.faults.count)
    }

    @Test("labels, comments, order of keys and spaces in conditions are not what was signed")
    func untouched() async throws {
        let folder = try await reading { place, _ in
            try LibraryCard.edit(LibraryCard.old, in: place, Self.blank, "{required: true, means: reader.school_name, label: {vi: Trường học}, id: school} # ghi chú")
        }
        #expect(try !folder.diagnostics.hasErrors && state(folder).code == "signed")
    }

    @Test("somebody else's key signs for nobody, though it is a right signature")
    func otherKey() async throws {
        let folder = try await reading { place, _ in
            let stranger = FreezerKey(), declared = try DeclarationFolder(place.path)
            let baseline = try #require(declared.measured.named("card-2025"))
            #expect(throws: FreezeRefusal.wouldNotHold([.unknownFreezer])) {
                try declared.freeze(baseline, on: "2026-11-29", designer: LibraryCard.designer, freezer: LibraryCard.freezer, key: stranger)
            }
            let own = LibraryCard.freezersFile((LibraryCard.freezer, stranger, "2026-01-01")), listed = try String(contentsOf: place.appending(path: LibraryCard.freezers), encoding: .utf8)
            try LibraryCard.write([LibraryCard.freezers: own], to: place)
            let trusting = try DeclarationFolder(place.path)
            let forged = try trusting.freeze(baseline, on: "2026-11-29", designer: LibraryCard.designer, freezer: LibraryCard.freezer, key: stranger)
            try LibraryCard.write([LibraryCard.freezers: listed, LibraryCard.freeze: forged.text], to: place)
        }
        #expect(try state(folder).faults == [.unknownFreezer])
    }

    @Test("a designer does not freeze, however the name is spelled, nor under another name with a key of their own", arguments: [
        LibraryCard.freezer, "văn phòng  SỞ", "Van phong So không phải",
    ])
    func designer(_ name: String) async throws {
        let isOther = name.hasSuffix("không phải")
        try await withFolder { folder in
            let key = FreezerKey()
            try LibraryCard.write(LibraryCard.files, to: folder)
            try LibraryCard.write([LibraryCard.freezers: LibraryCard.freezersFile((LibraryCard.freezer, key, "2026-01-01"), ("Tổ thiết kế", key, "2026-01-01"))], to: folder)
            let declared = try DeclarationFolder(folder.path)
            let baseline = try #require(declared.measured.named("card-2025"))
            func freeze(_ designer: String) throws -> BaselineFreeze {
                try declared.freeze(baseline, on: "2026-11-29", designer: designer, freezer: LibraryCard.freezer, key: key)
            }
            if isOther { _ = try freeze(name) } else { #expect(throws: FreezeRefusal.wouldNotHold([.freezerIsDesigner])) { try freeze(name) } }
            #expect(throws: FreezeRefusal.wouldNotHold([.freezerIsDesigner])) { try freeze("Tổ thiết kế") }
        }
    }

    @Test("what does not pass lint is not frozen")
    func lint() async throws {
        for (file, old, new) in [(LibraryCard.form, "reader.school_name", "reader.schol_name"), (LibraryCard.old, "reader.fax", "nobody.fax")] {
            try await withFolder { folder in
                let key = FreezerKey()
                try LibraryCard.write(LibraryCard.files, to: folder)
                try LibraryCard.write([LibraryCard.freezers: LibraryCard.freezersFile((LibraryCard.freezer, key, "2026-01-01"))], to: folder)
                try LibraryCard.edit(file, in: folder, old, new)
                let declared = try DeclarationFolder(folder.path)
                let baseline = try #require(declared.measured.named("card-2025"))
                #expect(throws: FreezeRefusal.lintErrors) { try declared.freeze(baseline, on: "2026-11-29", designer: LibraryCard.designer, freezer: LibraryCard.freezer, key: key) }
            }
        }
    }

    @Test("a signature whose baseline is gone is found")
    func gone() async throws {
        let folder = try await reading { place, _ in
            try LibraryCard.edit(LibraryCard.old, in: place, "baseline: card-2025", "baseline: card-2026")
        }
        #expect(folder.measured.faults.map(\.fault) == [.baselineMissing])
        #expect(folder.measured.faults.first?.baseline == "card-2025")
        #expect(folder.measured.state(of: try #require(folder.measured.named("card-2026"))) == .unsigned)
    }

    @Test("an auditor's own list decides for the auditor")
    func auditor() async throws {
        let folder = try await reading()
        let baseline = try #require(folder.measured.named("card-2025"))
        #expect(folder.measured(trusting: []).state(of: baseline).faults == [.unknownFreezer])
        #expect(folder.measured(trusting: folder.measured.freezers).state(of: baseline).code == "signed")
    }

    @Test("a key file is its owner's alone, is never written over, and tells nothing of itself")
    func keyFile() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "freezer.json").path
            let key = try #require(try FreezerKey.create(path))
            #expect(try FreezerKey.create(path) == nil)
            #expect(try FreezerKey.atFile(path).publicKey == key.publicKey)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            var dumped = ""
            dump(key, to: &dumped)
            #expect("\(key) \(String(reflecting: key)) \(dumped)".contains("Curve") == false)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            #expect(throws: StorageError.keyFile(.permissions)) { try FreezerKey.atFile(path) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try "{}".write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: StorageError.keyFile(.content)) { try FreezerKey.atFile(path) }
        }
    }

    @Test("the shipped baselines are not signed, and nothing says they are")
    func shipped() throws {
        let folder = try Repository.declarations.get()
        #expect(folder.measured.all.count == 14)
        for baseline in folder.measured.all { #expect(folder.measured.state(of: baseline) == .unsigned) }
    }
}
