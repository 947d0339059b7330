/// One mistake a declaration can hold: a stable code and what is said of it, in two languages. Codes are never renumbered
/// or reused.
///
/// D: the file and its YAML. E: expressions. V: vocabulary. F: forms. B: baselines. C: connectors. G: grants. K: kinds of
/// evidence. Each stands in a file of its own under `Rules`, whose texts are its documentation: the reference page and the
/// help an editor shows are made of them. A new one is that file, its line in `allCases`, a good and a bad case.
public struct DiagnosticCode: Sendable {
    public typealias Text = (vi: String, en: String)

    public let rawValue: String
    public let severity: Severity
    /// The mistake in a few words.
    public let title: LocalizedText
    /// The sentence of a finding; facts stand in for `{0}`, `{1}` …
    package let message: LocalizedText
    /// What the mistake does, and to whom.
    public let why: LocalizedText
    /// What to write instead.
    public let mend: LocalizedText
    /// The facts that are words of ours, said in the language of the message; the others are what an author wrote.
    private let words: Set<Int>

    init(_ rawValue: String, _ severity: Severity, words: Set<Int> = [], title: Text, message: Text, why: Text, mend: Text) {
        self.rawValue = rawValue
        self.severity = severity
        self.words = words
        self.title = LocalizedText(vi: title.vi, en: title.en)
        self.message = LocalizedText(vi: message.vi, en: message.en)
        self.why = LocalizedText(vi: why.vi, en: why.en)
        self.mend = LocalizedText(vi: mend.vi, en: mend.en)
    }

    /// The sentence with `arguments` put in; facts that are words of ours come in its language.
    func message(_ arguments: [String], in language: Language) -> String {
        var out = ""
        var rest = message.text(in: language)[...]
        while let brace = rest.firstIndex(of: "{") {
            out += rest[..<brace]
            let after = rest[rest.index(after: brace)...]
            if let end = after.firstIndex(of: "}"), let index = Int(after[..<end]), arguments.indices.contains(index) {
                out += words.contains(index) ? FactWords.said(arguments[index], in: language) : arguments[index]
                rest = after[after.index(after: end)...]
            } else {
                out += "{"
                rest = after
            }
        }
        return out + rest
    }

    /// How many facts the sentence needs.
    package var argumentCount: Int {
        Language.allCases.map { language in
            (0..<10).reduce(0) { message.text(in: language).contains("{\($1)}") ? $1 + 1 : $0 }
        }.max() ?? 0
    }
}

extension DiagnosticCode: Hashable, CustomStringConvertible {
    public static func == (a: DiagnosticCode, b: DiagnosticCode) -> Bool { a.rawValue == b.rawValue }

    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    public var description: String { rawValue }
}
