public import Diagnostics
import Expressions
import Forms
import Vocabulary

/// What can be wrong with the freeze of a baseline. Closed: programs go by the code.
public enum FreezeFault: String, Sendable, Hashable, CaseIterable {
    /// The file is no freeze.
    case unreadable
    /// What it was signed for is not here any more: what is frozen is kept.
    case baselineMissing = "baseline-missing"
    /// It names another baseline or form than the file it stands beside.
    case otherBaseline = "other-baseline"
    /// The baseline's content, or how the vocabulary counts it, is not what was signed.
    case contentChanged = "content-changed"
    /// Status, legal text or what it replaces is not what was signed.
    case termsChanged = "terms-changed"
    /// The signature is not the key's over what stands there.
    case badSignature = "bad-signature"
    /// Nobody of that name and key may freeze.
    case unknownFreezer = "unknown-freezer"
    /// The freezer may freeze, but not on that day.
    case outsideOffice = "outside-office"
    /// Whoever designed it signed it.
    case freezerIsDesigner = "freezer-is-designer"

    public var words: LocalizedText {
        switch self {
        case .unreadable: LocalizedText(vi: "tệp này không phải bản chốt", en: "the file is no freeze")
        case .baselineMissing: LocalizedText(vi: "bản gốc đã ký không còn ở đây", en: "the baseline that was signed is not here any more")
        case .otherBaseline: LocalizedText(vi: "chữ ký thuộc bản gốc hoặc biểu mẫu khác", en: "it was signed for another baseline or form")
        case .contentChanged: LocalizedText(vi: "nội dung, hoặc cách từ vựng đếm nó, khác với điều đã ký", en: "its content, or how the vocabulary counts it, is not what was signed")
        case .termsChanged:
            LocalizedText(vi: "tình trạng, căn cứ pháp lý hoặc bản gốc bị thay khác với điều đã ký", en: "its status, its legal text or what it replaces is not what was signed")
        case .badSignature: LocalizedText(vi: "chữ ký không khớp", en: "the signature does not fit")
        case .unknownFreezer: LocalizedText(vi: "không ai tên này với khóa này được chốt", en: "nobody of this name with this key may freeze")
        case .outsideOffice: LocalizedText(vi: "ngày chốt nằm ngoài thời gian người này được chốt", en: "its freezer may not freeze on that day")
        case .freezerIsDesigner: LocalizedText(vi: "người chốt cũng là người thiết kế", en: "who froze it also designed it")
        }
    }

    /// The member of the freeze it is about; `nil` where it is the baseline's file that differs or the whole of the freeze.
    private var member: String? {
        switch self {
        case .unreadable, .contentChanged, .termsChanged: nil
        case .otherBaseline, .baselineMissing: "baseline"
        case .badSignature: "signature"
        case .unknownFreezer: "freezer"
        case .outsideOffice: "frozenOn"
        case .freezerIsDesigner: "designer"
        }
    }

    /// Where to look.
    func position(in text: String, file: String, of baseline: Baseline?) -> SourcePosition {
        if let baseline {
            if self == .contentChanged { return baseline.places["baseline"].position }
            if self == .termsChanged { return baseline.places["status"].position }
        }
        guard let member else { return .start(of: file) }
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let found = line.firstRange(of: "\"\(member)\"") {
                return SourcePosition(file: file, line: number + 1, column: line.unicodeScalars.distance(from: line.startIndex, to: found.lowerBound) + 1)
            }
        }
        return .start(of: file)
    }
}

/// Whether somebody else than its designer vouches for a baseline.
public enum FreezeState: Sendable, Hashable {
    /// No signature stands beside the file.
    case unsigned
    case signed(BaselineFreeze)
    /// A signature stands there and does not hold; the freeze itself where it reads.
    case broken([FreezeFault], BaselineFreeze?)

    /// `not-signed`, `signed`, `broken`
    public var code: String {
        switch self {
        case .unsigned: "not-signed"
        case .signed: "signed"
        case .broken: "broken"
        }
    }

    public var faults: [FreezeFault] {
        if case .broken(let faults, _) = self { faults } else { [] }
    }

    public var freeze: BaselineFreeze? {
        switch self {
        case .unsigned: nil
        case .signed(let freeze): freeze
        case .broken(_, let freeze): freeze
        }
    }

    /// - Parameters:
    ///   - freeze: what stands beside the baseline, `nil` where it does not read.
    ///   - hash: of the baseline's content as it is now.
    init(of freeze: BaselineFreeze?, beside baseline: Baseline, hash: String, freezers: [Freezer]) {
        guard let freeze else {
            self = .broken([.unreadable], nil)
            return
        }
        let said = freeze.statement
        var faults: [FreezeFault] = []
        if said.baseline != baseline.id || said.form != baseline.form.rawValue { faults.append(.otherBaseline) }
        if said.contentHash != hash { faults.append(.contentChanged) }
        if said.status != baseline.status.rawValue || said.legal != baseline.text || said.replaces != baseline.replaces { faults.append(.termsChanged) }
        if !freeze.isAuthentic { faults.append(.badSignature) }
        let listed = freezers.filter { $0.name == said.freezer && $0.publicKey == said.publicKey }
        if listed.isEmpty { faults.append(.unknownFreezer) } else if !listed.contains(where: { $0.isInOffice(on: said.frozenOn) }) { faults.append(.outsideOffice) }
        // Nor may a designer sign under another name with a key of their own.
        let isDesignersKey = freezers.contains { $0.publicKey == said.publicKey && Self.isSame($0.name, said.designer) }
        if isDesignersKey || Self.isSame(said.freezer, said.designer) { faults.append(.freezerIsDesigner) }
        self = faults.isEmpty ? .signed(freeze) : .broken(faults, freeze)
    }

    /// However a name is spelled: case, spaces and where the tone mark stands do not make somebody else of it.
    static func isSame(_ a: String, _ b: String) -> Bool { TextFolding.key(a) == TextFolding.key(b) }
}
