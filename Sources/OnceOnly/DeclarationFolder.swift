import Connectors
import Crypto
import Declarations
public import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
public import Forms
public import Prefill
public import Sourcing
import Vocabulary

/// Everything declared in a folder, read and checked: `FormSchemas/` and `Connectors/`.
public struct DeclarationFolder: Sendable {
    public let catalog: Catalog
    public let forms: [FormID: Form]
    /// What its forms are measured against, series and signatures.
    public let measured: DeclaredBaselines
    /// Forms that passed every check.
    public let checked: [FormID: CheckedForm]
    /// What is wrong with the declarations; ``findings()`` has what their samples show beside it.
    public let diagnostics: [Diagnostic]
    /// SHA-256 over the text of each file, by its path under the folder.
    public let hashes: [String: String]
    /// The texts read, by the names positions carry; for snippets.
    public let texts: [String: String]
    private let root: URL
    private let pinned: [FormID: [String: String]]

    /// Reads a folder. What is wrong in it is collected in `diagnostics`; nothing is thrown for it.
    ///
    /// - Parameters:
    ///   - folder: holds `FormSchemas` and `Connectors`.
    ///   - drafts: files that stand elsewhere, read as if they stood in the folder; before a file of the same id there.
    /// - Throws: `FolderError` where one of the two folders is missing.
    public init(_ folder: String, with drafts: [DeclarationDraft] = []) throws(FolderError) {
        var reading = Reading(root: URL(filePath: folder, directoryHint: .isDirectory), drafts: drafts)
        for name in ["FormSchemas", "Connectors"] where !reading.isFolder(name) { throw FolderError.missing(name, in: folder) }
        let vocabulary = reading.vocabulary()
        let evidence = reading.each("FormSchemas/evidence", .evidence) { EvidenceKind.kind($0, file: $1) }.flatMap(\.self)
        let connectors = reading.manifests()
        let grants = reading.grants()
        let read = reading.each("FormSchemas/forms", .form) { FormReader.form($0, file: $1) }
        let drafted = Set(read.compactMap(\.self).filter { form in drafts.contains { $0.name == form.identity.file } }.map(\.id))
        // A draft stands before the folder's own form of the same id.
        let forms = read.filter { form in form.map { form in !drafted.contains(form.id) || drafts.contains { $0.name == form.identity.file } } ?? true }
        let standing = reading.each("FormSchemas/baselines", .baseline) { BaselineReader.baseline($0, file: $1) }.compactMap(\.self)
        // So does a draft of a baseline, unless it replaces that one.
        let draftedBaselines = standing.filter { baseline in drafts.contains { $0.name == baseline.file } }
        let baselines = standing.filter { baseline in
            draftedBaselines.contains(baseline) || !draftedBaselines.contains { $0.form == baseline.form && ($0.replaces == nil || $0.id == baseline.id) }
        }
        let catalog = Catalog(vocabulary: vocabulary, evidence: evidence, connectors: connectors, grants: grants)
        let freezers = reading.freezers()
        let measured = DeclaredBaselines(baselines, atoms: vocabulary, freezers: freezers, freezes: reading.freezes())
        self.init(catalog: catalog, forms: forms, measured: measured, reading: reading)
    }

    private init(catalog: Catalog, forms read: [Form?], measured: DeclaredBaselines, reading: Reading) {
        let forms = read.compactMap(\.self), baselines = measured.all
        var diagnostics = reading.diagnostics + CatalogCheck.findings(in: catalog) + measured.diagnostics
        self.measured = measured
        self.catalog = catalog
        self.forms = Dictionary(forms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var checked: [CheckedForm] = []
        for form in forms.sorted(by: { ($0.id, $0.identity.file) < ($1.id, $1.identity.file) }) {
            let (passed, findings) = FormCheck.check(form, in: catalog, baseline: measured.series[form.id]?.inUse)
            diagnostics += findings
            // What could not be read is missing from the form, so no later check can see it.
            let isReadWhole = !reading.diagnostics.contains { $0.position.file == form.identity.file && $0.severity == .error }
            if let passed, isReadWhole { checked.append(passed) }
        }
        // A form too broken to be read may use anything.
        let isEveryFormRead = forms.count == read.count && !reading.diagnostics.contains {
            ($0.code == .notUTF8 || $0.code == .notReadable) && $0.position.file.hasPrefix("FormSchemas/forms/")
        }
        if isEveryFormRead {
            diagnostics += UsageCheck.findings(in: catalog, forms: forms, checked: checked, baselines: baselines)
        }
        // A form file too broken to tell its name may be the one a baseline is of: its own findings say enough.
        for baseline in baselines where self.forms[baseline.form] == nil && isEveryFormRead {
            diagnostics.append(Diagnostic(.baselineOfUnknownForm, at: baseline.places["form"], [baseline.form.rawValue], fix: nearest(to: baseline.form.rawValue, among: self.forms.keys.map(\.rawValue).sorted())))
        }
        self.checked = Dictionary(checked.map { ($0.form.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.diagnostics = diagnostics.sortedByPosition()
        hashes = reading.hashes
        pinned = Self.pins(of: forms, in: catalog, reading.hashes)
        texts = reading.texts
        root = reading.root
    }

    /// Everything lint says: what is wrong with the declarations, and where a connector's paths find nothing in its own
    /// sample replies, which are read for it.
    public func findings() -> [Diagnostic] {
        (diagnostics + catalog.connectors.flatMap(sampleFindings)).sortedByPosition()
    }

    private func sampleFindings(of manifest: ConnectorManifest) -> [Diagnostic] {
        let file = manifest.places.start.file
        guard file.hasSuffix("/manifest.yaml") else { return [] }
        let folder = String(file.dropLast("manifest.yaml".count)), name = folder + "cases.yaml"
        guard let text = texts[name] else { return [] }
        let (cases, findings) = SampleCase.cases(text, file: name)
        let check = SampleCheck(manifest, cases: cases, vocabulary: catalog.vocabulary) { sample in
            (try? Data(contentsOf: root.appending(path: folder + sample))).map { [UInt8]($0) }
        }
        return findings + check.findings()
    }

    /// The name a file or folder has in positions, for a path as a person writes it.
    ///
    /// - Returns: `nil` for what is not in this folder; the empty name for the folder itself.
    public func name(of path: String) -> String? {
        let whole = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
        let folder = root.standardizedFileURL.resolvingSymlinksInPath().path
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        if whole == folder || whole + "/" == folder { return "" }
        // A path may also be written as seen from the folder itself.
        var name = whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : path
        while name.hasSuffix("/") { name.removeLast() }
        let isKnown = Set(hashes.keys).union(texts.keys).contains { $0 == name || $0.hasPrefix(name + "/") }
        return isKnown ? name : nil
    }

    /// Hashes of what a dossier is opened under: its form, the vocabulary, and the connectors and grants of its purpose. What
    /// other forms use changes nothing for its drafts.
    public func pins(for form: FormID) -> [String: String] { pinned[form] ?? [:] }

    private static func pins(of forms: [Form], in catalog: Catalog, _ hashes: [String: String]) -> [FormID: [String: String]] {
        func hash(where isPart: (String) -> Bool) -> String {
            Self.hash(hashes.filter { isPart($0.key) }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "\n"))
        }
        let vocabulary = hash { $0.hasPrefix("FormSchemas/vocabulary/") || $0.hasPrefix("FormSchemas/evidence/") }
        return Dictionary(forms.map { form in
            let grants = catalog.grants.filter { $0.purpose == form.administration.purpose }
            let used = Set(grants.map(\.connector))
            let manifests = Set(catalog.connectors.filter { used.contains($0.id) }.map(\.places.start.file))
            return (form.id, [
                "form": hashes[form.identity.file] ?? "",
                "vocabulary": vocabulary,
                "connectors": hash { manifests.contains($0) },
                "grants": Self.hash(grants.map(Self.content(of:)).sorted().joined(separator: "\n")),
            ])
        }, uniquingKeysWith: { first, _ in first })
    }

    /// All a grant says, wherever in its file it stands.
    private static func content(of grant: Grant) -> String {
        [
            grant.id ?? "", grant.purpose, grant.connector.rawValue, grant.about.map(\.rawValue).sorted().joined(separator: ","),
            grant.reads.map(\.rawValue).sorted().joined(separator: ","), grant.follows.map(\.rawValue).sorted().joined(separator: ","),
            grant.basis.rawValue, grant.legal, grant.disclosure.rawValue,
        ].joined(separator: "|")
    }

    /// By form, what its dossiers are counted against.
    public var baselines: [FormID: Baseline] { measured.series.mapValues(\.inUse) }

    /// By form, that and what it replaced.
    public var series: [FormID: BaselineSeries] { measured.series }

    /// SHA-256 over the content of the baseline a form's dossiers are counted against: its blanks, their meanings and conditions.
    public func baselineHash(_ form: FormID) -> String { measured.series[form].map { measured.hash(of: $0.inUse) } ?? "" }

    /// A baseline with its hash, to count against.
    public func counted(_ baseline: Baseline) -> CountedBaseline { CountedBaseline(baseline, hash: measured.hash(of: baseline)) }

    static func hash(_ text: String) -> String {
        Hexadecimal.text(of: Array(SHA256.hash(data: Data(text.utf8))))
    }
}

/// A folder that holds no declarations.
public enum FolderError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(String, in: String)

    public var description: String {
        switch self {
        case .missing(let name, let folder): "there is no folder '\(name)' in '\(folder)'"
        }
    }
}

/// The files of one folder as they are read.
private struct Reading {
    let root: URL
    let drafts: [DeclarationDraft]
    var diagnostics: [Diagnostic] = []
    var hashes: [String: String] = [:]
    var texts: [String: String] = [:]

    func isFolder(_ name: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: root.appending(path: name).path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// Names in a folder that end in `suffix`, sorted, so that reading does not depend on the file system.
    func names(in folder: String, suffix: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return names.filter { !$0.hasPrefix(".") && $0.hasSuffix(suffix) }.sorted()
    }

    mutating func text(_ name: String) -> String? {
        guard let data = try? Data(contentsOf: root.appending(path: name)) else {
            diagnostics.append(Diagnostic(.notReadable, at: .start(of: name), [name]))
            return nil
        }
        let (text, findings) = DeclarationText.text(of: [UInt8](data), file: name)
        diagnostics += findings
        guard let text else { return nil }
        hashes[name] = DeclarationFolder.hash(text)
        texts[name] = text
        return text
    }

    mutating func one<Result>(_ name: String, _ read: (String, String) -> (Result, [Diagnostic])) -> Result? {
        guard let text = text(name) else { return nil }
        return note(read(text, name))
    }

    private mutating func note<Result>(_ read: (Result, [Diagnostic])) -> Result {
        let (result, findings) = read
        diagnostics += findings
        return result
    }

    /// Drafts of a kind, and the texts findings in them quote.
    private mutating func drafts(_ subject: DeclarationDraft.Subject) -> [DeclarationDraft] {
        let chosen = drafts.filter { $0.subject == subject }
        for draft in chosen {
            texts[draft.name] = draft.text
            hashes[draft.name] = DeclarationFolder.hash(draft.text)
        }
        return chosen
    }

    mutating func each<Result>(_ folder: String, _ subject: DeclarationDraft.Subject, _ read: (String, String) -> (Result, [Diagnostic])) -> [Result] {
        var results: [Result] = []
        for draft in drafts(subject) { results.append(note(read(draft.text, draft.name))) }
        return results + names(in: folder, suffix: ".yaml").compactMap { one("\(folder)/\($0)", read) }
    }

    /// Who may freeze baselines: nobody where no file says so.
    mutating func freezers() -> [Freezer] {
        let name = "FormSchemas/freezers.yaml"
        guard FileManager.default.fileExists(atPath: root.appending(path: name).path) else { return [] }
        return one(name) { FreezerReader.freezers($0, file: $1) } ?? []
    }

    /// The signatures beside the baselines, by file.
    mutating func freezes() -> [String: String] {
        let folder = DeclaredBaselines.folder
        for name in names(in: folder, suffix: DeclaredBaselines.suffix) { _ = text("\(folder)/\(name)") }
        return texts.filter { DeclaredBaselines.isFreezeFile($0.key) }
    }

    mutating func grants() -> [Grant] {
        var grants: [Grant] = []
        for draft in drafts(.grants) { grants += note(GrantReader.grants(draft.text, file: draft.name)) }
        // Nothing granted yet is no mistake of the file; each form says that its purpose has no grant.
        guard FileManager.default.fileExists(atPath: root.appending(path: "Connectors/grants.yaml").path) else { return grants }
        return grants + (one("Connectors/grants.yaml") { GrantReader.grants($0, file: $1) } ?? [])
    }

    mutating func vocabulary() -> Vocabulary {
        let folder = "FormSchemas/vocabulary"
        let root = self.root
        var tables: [String: [UInt8]] = [:]
        for name in names(in: folder, suffix: ".csv") {
            guard let data = try? Data(contentsOf: root.appending(path: "\(folder)/\(name)")) else { continue }
            tables[name] = [UInt8](data)
            hashes["\(folder)/\(name)"] = DeclarationFolder.hash(String(decoding: data, as: UTF8.self))
        }
        var reader = VocabularyReader { tables[$0] }
        for name in names(in: folder, suffix: ".yaml") {
            if let text = text("\(folder)/\(name)") { reader.read(text, file: "\(folder)/\(name)") }
        }
        for draft in drafts(.vocabulary) { reader.read(draft.text, file: draft.name) }
        let (vocabulary, findings) = reader.finish()
        diagnostics += findings
        return vocabulary
    }

    mutating func manifests() -> [ConnectorManifest] {
        var manifests: [ConnectorManifest] = []
        for draft in drafts(.connector) { manifests += [note(ManifestReader.manifest(draft.text, file: draft.name))].compactMap(\.self) }
        let drafted = Set(manifests.map(\.id))
        for name in names(in: "Connectors") where isFolder("Connectors/\(name)") {
            guard let manifest = one("Connectors/\(name)/manifest.yaml", { ManifestReader.manifest($0, file: $1) }) ?? nil else { continue }
            if !drafted.contains(manifest.id) { manifests.append(manifest) }
            // Samples decide nothing about a dossier, so they are in no hash.
            let cases = "Connectors/\(name)/cases.yaml"
            if let data = try? Data(contentsOf: root.appending(path: cases)) { texts[cases] = String(decoding: data, as: UTF8.self) }
        }
        return manifests
    }
}
