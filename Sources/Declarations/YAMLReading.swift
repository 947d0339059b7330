import Diagnostics
import Yams

/// One reading of a file by libyaml, with what it takes to go on after a mistake: a key written twice is set aside under
/// another name of the same length, a label that breaks the line is quoted, and the file is read again.
struct YAMLReading {
    private var source: SourceText
    private let file: String
    private let limits: YAMLDocument.Limits
    private(set) var findings: [Diagnostic] = []
    /// Keys set aside, by the place where they stand: what they were.
    private var setAside: [Place: String] = [:]
    /// How often the text may be read again: a small file as often as it takes, a large one a few times.
    private var attempts: Int

    struct Place: Hashable {
        let line: Int
        let column: Int
    }

    /// Why libyaml stopped.
    struct Fault {
        let problem: String
        let at: Place
        /// What it was reading, and where that began.
        let context: String
        let contextAt: Place?
    }

    private enum Outcome {
        case read(Node?)
        case refused([Diagnostic])
        case repeated(key: String, at: Place)
        case fault(Fault)
    }

    init(_ source: SourceText, file: String, limits: YAMLDocument.Limits) {
        self.source = source
        self.file = file
        self.limits = limits
        attempts = max(8, 4_000_000 / max(1, source.scalars.count))
    }

    mutating func root() -> YAMLNode? {
        while true {
            switch outcome(of: source) {
            case .read(let node): return converted(node)
            case .refused(let refusals):
                findings += refusals
                return nil
            case .repeated(let key, let place):
                guard setAside(key, at: place) else {
                    findings.append(Diagnostic(.duplicateKey, at: position(place), length: key.unicodeScalars.count, [key, "\(place.line)"]))
                    return nil
                }
            case .fault(let fault):
                guard quoteLabel(after: fault) else {
                    findings.append(finding(for: fault))
                    return nil
                }
            }
        }
    }

    private func outcome(of source: SourceText) -> Outcome {
        let refusals = YAMLPreflight.findings(in: source, file: file, limits: limits)
        guard refusals.isEmpty else { return .refused(refusals) }
        do {
            return .read(try Yams.Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot())
        } catch {
            return Self.outcome(of: error)
        }
    }

    private static func outcome(of error: any Error) -> Outcome {
        func place(_ mark: Mark) -> Place { Place(line: max(1, mark.line), column: max(1, mark.column)) }
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _), .composer(let context, let problem, let mark, _):
            return .fault(Fault(problem: problem, at: place(mark), context: context?.text ?? "", contextAt: context.map { place($0.mark) }))
        case .duplicatedKeysInMapping(let keys, let context):
            return .repeated(key: keys.first ?? "", at: place(context.mark))
        default:
            // Memory, or an encoding: the text was checked before.
            return .fault(Fault(problem: "unreadable", at: Place(line: 1, column: 1), context: "", contextAt: nil))
        }
    }

    private mutating func converted(_ node: Node?) -> YAMLNode? {
        guard let node else {
            findings.append(Diagnostic(.wrongShape, at: .start(of: file), ["mapping", "nothing"]))
            return nil
        }
        var converter = YAMLConverter(source: source, file: file, limits: limits, setAside: setAside)
        let root = converter.node(node, depth: 0)
        findings += converter.findings
        return root
    }

    private func position(_ place: Place) -> SourcePosition { SourcePosition(file: file, line: place.line, column: place.column) }

    // MARK: - Going on

    /// Yams gives up at a key written twice and names the first one. That one gets another name, so that the next reading
    /// finds the others; the converter sees through the name.
    private mutating func setAside(_ key: String, at place: Place) -> Bool {
        guard attempts > 0, !key.isEmpty, var index = source.index(line: place.line, column: place.column),
              index < source.scalars.count, let name = Unicode.Scalar(0xF0000 + UInt32(setAside.count))
        else { return false }
        attempts -= 1
        if source.scalars[index] == "\"" || source.scalars[index] == "'" { index += 1 }
        guard index < source.scalars.count, source.scalars[index] != "\\", setAside[place] == nil else { return false }
        source.replaceScalar(at: index, with: name)
        setAside[place] = key
        return true
    }

    private mutating func quoteLabel(after fault: Fault) -> Bool {
        for label in LabelRepair(source).labels(near: fault) where attempts > 0 {
            attempts -= 1
            let repaired = source.replacing(label.range, with: label.replacement)
            if case .fault(let next) = outcome(of: repaired), next.at.line <= max(label.line, fault.at.line) { continue }
            let (line, column) = source.place(of: label.range.lowerBound)
            findings.append(Diagnostic(
                .quoteThis, at: SourcePosition(file: file, line: line, column: column), length: label.range.count, fix: label.replacement))
            source = repaired
            return true
        }
        return false
    }

    // MARK: - Words

    /// libyaml's problem as one of ours, at the place where the author has to look.
    private func finding(for fault: Fault) -> Diagnostic {
        let start = fault.contextAt ?? fault.at
        let isOnTab = source.index(line: fault.at.line, column: fault.at.column).map { $0 < source.scalars.count && source.scalars[$0] == "\t" } ?? false
        let (place, words): (Place, String) = switch fault.problem {
        case let problem where problem.contains("undefined alias"):
            (fault.at, "")
        case let problem where problem.contains("another document"):
            (fault.at, "another document starts here; a declaration is one document")
        case let problem where isOnTab || problem.contains("tab character"):
            (fault.at, "a tab indents here; use spaces")
        case let problem where problem.contains("end of stream") && fault.context.contains("quoted"):
            (start, "a quote is never closed")
        case let problem where fault.context.contains("flow") && start.line < fault.at.line && problem.contains("expected"):
            (start, "a bracket is never closed")
        case let problem where problem.contains("could not find expected ':'"):
            (start, "no ':' after this key")
        case let problem where problem.contains("cannot start any token"):
            (fault.at, "a character no value starts with")
        case let problem where problem.contains("escape"):
            (fault.at, "an escape that does not exist")
        case let problem where problem.contains("not allowed in this context") || fault.context.contains("flow"):
            (fault.at, "a value stands where none can")
        case let problem where problem.contains("did not find expected"):
            (fault.at, "this does not fit the indentation")
        default:
            (fault.at, fault.problem)
        }
        if words.isEmpty { return Diagnostic(.anchorRefused, at: position(place)) }
        return Diagnostic(.notYAML, at: position(place), [words])
    }
}
