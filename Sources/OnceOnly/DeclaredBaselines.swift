public import Diagnostics
import Expressions
import Formats
public import Forms
import Vocabulary

/// The baselines of a folder: which one counts for a form, which series each is, and who vouches for it.
public struct DeclaredBaselines: Sendable {
    /// By form: the one in use and those it replaced.
    public let series: [FormID: BaselineSeries]
    /// Every one, in the order of their files.
    public let all: [Baseline]
    /// Whose signatures count.
    public let freezers: [Freezer]
    /// What is wrong with them, each finding with its code.
    public let faults: [Finding]
    let diagnostics: [Diagnostic]
    private let known: [String: (hash: String, state: FreezeState)]

    /// Something wrong with one freeze.
    public struct Finding: Sendable, Hashable {
        public let baseline: String
        public let fault: FreezeFault
        public let position: SourcePosition
    }

    /// - Parameters:
    ///   - baselines: in the order of their files.
    ///   - freezes: the texts of `<id>.frozen.json`, by file name.
    init(_ baselines: [Baseline], atoms vocabulary: Vocabulary, freezers: [Freezer], freezes: [String: String]) {
        all = baselines
        self.freezers = freezers
        let (series, seriesFindings) = BaselineSeries.all(of: baselines)
        self.series = series
        var known: [String: (hash: String, state: FreezeState)] = [:]
        var faults: [Finding] = []
        var diagnostics = seriesFindings
        for baseline in baselines {
            let hash = DeclarationFolder.hash(baseline.content(atom: vocabulary.atom(of:)).serialized(.canonical))
            if let frozen = baseline.frozen, frozen.hash ?? hash != hash {
                diagnostics.append(Diagnostic(.baselineChanged, at: frozen.places["hash"], [baseline.form.rawValue, hash]))
            }
            let file = Self.freezeFile(of: baseline.id)
            var state = FreezeState.unsigned
            if let text = freezes[file] {
                state = FreezeState(of: Self.freeze(text), beside: baseline, hash: hash, freezers: freezers)
                faults += state.faults.map { Finding(baseline: baseline.id, fault: $0, position: $0.position(in: text, file: file, of: baseline)) }
            }
            known[baseline.file] = (hash, state)
        }
        let files = Set(baselines.map { Self.freezeFile(of: $0.id) })
        for (file, text) in freezes where !files.contains(file) {
            let fault = FreezeFault.baselineMissing
            faults.append(Finding(
                baseline: Self.freeze(text)?.statement.baseline ?? String(file.dropFirst(Self.folder.count + 1).dropLast(Self.suffix.count)), fault: fault,
                position: fault.position(in: text, file: file, of: nil)))
        }
        self.known = known
        self.faults = faults.sorted { ($0.position, $0.fault.rawValue) < ($1.position, $1.fault.rawValue) }
        self.diagnostics = diagnostics + self.faults.map { Diagnostic(.freezeDoesNotHold, at: $0.position, [$0.baseline, $0.fault.rawValue]) }
    }

    private static func freeze(_ text: String) -> BaselineFreeze? { (try? JSON(parsing: text)).flatMap(BaselineFreeze.init(json:)) }

    static let folder = "FormSchemas/baselines"
    static let suffix = ".frozen.json"

    /// Where the signature of a baseline stands.
    public static func freezeFile(of baseline: String) -> String { "\(folder)/\(baseline)\(suffix)" }

    static func isFreezeFile(_ name: String) -> Bool { name.hasPrefix(folder + "/") && name.hasSuffix(suffix) }

    /// What a baseline replaced, the latest first.
    public func earlier(than baseline: Baseline) -> [Baseline] {
        guard let line = series[baseline.form]?.all, let place = line.firstIndex(of: baseline) else { return [] }
        return Array(line[(place + 1)...])
    }

    public func named(_ id: String) -> Baseline? { all.first { $0.id == id } }

    /// SHA-256 over its content: the name of its series in the ledger.
    public func hash(of baseline: Baseline) -> String { known[baseline.file]?.hash ?? "" }

    public func state(of baseline: Baseline) -> FreezeState { known[baseline.file]?.state ?? .unsigned }

    /// The baseline a hash of the ledger names; `nil` where none here has that content.
    public func baseline(of hash: String) -> Baseline? { all.first { self.hash(of: $0) == hash } }
}
