import Connectors
import Diagnostics
import Expressions
import Foundation
import Forms
import OnceOnly
import Sourcing
import Testing

@Suite("The declarations as they are shipped")
struct ShippedDeclarationsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("read and checked together they have no finding")
    func noFindings() throws {
        let folder = try DeclarationFolder(Self.root.path)
        let renderer = DiagnosticRenderer(language: .english) { folder.texts[$0] }
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics.prefix(5).map(renderer.text(for:)).joined(separator: "\n"))")
        #expect(folder.forms.count >= 6)
        #expect(folder.checked.count == folder.forms.count)
        #expect(folder.baselines.count == folder.forms.count)
        #expect(folder.catalog.connectors.count >= 6)
        #expect(!folder.catalog.grants.isEmpty && !folder.catalog.evidence.isEmpty)
    }

    @Test("each form's pins are hashes, and two forms share all but their own")
    func pins() throws {
        let folder = try DeclarationFolder(Self.root.path)
        let pins = folder.forms.keys.sorted().map { folder.pins(for: $0) }
        for pin in pins {
            #expect(Set(pin.keys) == ["form", "vocabulary", "connectors", "grants"])
            #expect(pin.values.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) })
        }
        #expect(Set(pins.compactMap { $0["form"] }).count == pins.count)
        #expect(Set(pins.compactMap { $0["vocabulary"] }).count == 1)
    }

    @Test("a form's pins follow the connectors and grants of its purpose, and no others")
    func pinsOfOthers() throws {
        let plain = try DeclarationFolder(Self.root.path)
        for connector in plain.catalog.connectors {
            let file = connector.places.start.file
            let changed = try reading { folder in
                try (String(contentsOf: folder.appending(path: file), encoding: .utf8) + "\n# changed\n").write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            }
            for form in plain.forms.values {
                let uses = plain.catalog.grants.contains { $0.purpose == form.administration.purpose && $0.connector == connector.id }
                let (before, after) = (plain.pins(for: form.id), changed.pins(for: form.id))
                #expect((before["connectors"] != after["connectors"]) == uses, "\(form.id) \(connector.id)")
                #expect(before["grants"] == after["grants"] && before["form"] == after["form"])
            }
        }
        let purpose = try #require(plain.catalog.grants.first?.purpose)
        let changed = try reading { folder in
            let file = folder.appending(path: "Connectors/grants.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let place = try #require(text.firstRange(of: "disclose: auto"))
            try text.replacingCharacters(in: place, with: "disclose: office").write(to: file, atomically: true, encoding: .utf8)
        }
        for form in plain.forms.values {
            #expect((plain.pins(for: form.id)["grants"] != changed.pins(for: form.id)["grants"]) == (form.administration.purpose == purpose), "\(form.id)")
        }
    }

    /// A copy of the shipped folder, changed and read.
    private func reading(_ change: (URL) throws -> Void) throws -> DeclarationFolder {
        let copy = FileManager.default.temporaryDirectory.appending(path: "declarations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for name in ["FormSchemas", "Connectors"] { try FileManager.default.copyItem(at: Self.root.appending(path: name), to: copy.appending(path: name)) }
        try change(copy)
        return try DeclarationFolder(copy.path)
    }

    private static let form = "FormSchemas/forms/cu-tru-ct01.yaml"

    private func edit(_ name: String, in folder: URL, _ change: (String) -> String) throws {
        let url = folder.appending(path: name)
        try change(try String(contentsOf: url, encoding: .utf8)).write(to: url, atomically: true, encoding: .utf8)
    }

    @Test("a form of which a part could not be read does not pass, whatever else is in order")
    func partlyRead() throws {
        let folder = try reading { copy in
            try edit(Self.form, in: copy) { $0 + "\ndecisions: []\n" }
        }
        #expect(folder.diagnostics.map(\.code) == [.duplicateKey])
        #expect(folder.checked[FormID("cu-tru-ct01")] == nil)
        #expect(folder.checked.count == folder.forms.count - 1)
    }

    @Test("a file that is not UTF-8 is named as such, one that cannot be opened as that")
    func encodings() throws {
        let folder = try reading { copy in
            try Data([0x66, 0xEA, 0x0A]).write(to: copy.appending(path: Self.form))
            let other = copy.appending(path: "FormSchemas/forms/bhxh-tk1-ts.yaml")
            try FileManager.default.removeItem(at: other)
            try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
        }
        let codes = folder.diagnostics.filter { $0.position.file.hasPrefix("FormSchemas/forms/") }.map { "\($0.position) \($0.code.rawValue)" }
        #expect(codes == ["FormSchemas/forms/bhxh-tk1-ts.yaml:1:1 D010", "\(Self.form):1:2 D011"])
    }

    @Test("a baseline that was changed after it was frozen is found")
    func changedBaseline() throws {
        let name = "FormSchemas/baselines/cu-tru-ct01.yaml"
        let hash = try DeclarationFolder(Self.root.path).baselineHash(FormID("cu-tru-ct01"))
        func frozen(_ text: String) -> String { text.replacing(/frozen: \{on: ([0-9-]+), by: ([A-Za-z]+)\}/) { "frozen: {on: \($0.output.1), by: \($0.output.2), hash: \(hash)}" } }
        let same = try reading { try edit(name, in: $0, frozen) }
        #expect(same.diagnostics.isEmpty)
        let changed = try reading { try edit(name, in: $0) { frozen($0).replacing("required: true", with: "required: false", maxReplacements: 1) } }
        #expect(changed.diagnostics.map(\.code) == [.baselineChanged])
    }

    @Test("a folder without declarations is refused")
    func missing() {
        #expect(throws: FolderError.self) { try DeclarationFolder(Self.root.appending(path: "Tests").path) }
    }
}
