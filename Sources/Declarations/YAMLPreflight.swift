import Diagnostics

/// Walks the tokens of a file before libyaml sees it, and refuses what must not reach it: anchors, aliases and tags,
/// and more nodes or levels than the limits allow. An alias can make a small file huge before any node can be counted,
/// and deep nesting is read by recursion.
///
/// It need not know what is YAML: up to the first fault it reads exactly the tokens libyaml reads (the rules are those of
/// `scanner.c`), and at the first fault libyaml stops.
struct YAMLPreflight {
    private let scalars: [Unicode.Scalar]
    private let source: SourceText
    private let file: String
    private let limits: YAMLDocument.Limits
    private(set) var findings: [Diagnostic] = []
    private var at = 0
    private var lineStart = 0
    private var line = 1
    /// Column of the innermost block collection, and those around it.
    private var indent = -1
    private var indents: [Int] = []
    private var flow = 0
    /// Whether a token here may be a key without a `?` before it, and the last one that may, a place per flow level.
    private var keyAllowed = true
    private var keys: [Key?] = [nil]
    private var nodes = 0
    private var isStopped = false

    private struct Key {
        let index: Int
        let line: Int
        let column: Int
    }

    init(_ source: SourceText, file: String, limits: YAMLDocument.Limits) {
        self.source = source
        scalars = source.scalars
        self.file = file
        self.limits = limits
    }

    /// What forbids handing the text to libyaml.
    static func findings(in source: SourceText, file: String, limits: YAMLDocument.Limits) -> [Diagnostic] {
        var walk = YAMLPreflight(source, file: file, limits: limits)
        while !walk.isStopped { walk.token() }
        return walk.findings
    }

    private var column: Int { at - lineStart }

    private func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
        at + ahead < scalars.count ? scalars[at + ahead] : nil
    }

    private func isBreak(_ ahead: Int = 0) -> Bool {
        let scalar = scalar(ahead)
        return scalar == "\n" || scalar == "\r"
    }

    private func isBlank(_ ahead: Int = 0) -> Bool {
        let scalar = scalar(ahead)
        return scalar == " " || scalar == "\t"
    }

    private func endsWord(_ ahead: Int) -> Bool { scalar(ahead) == nil || isBlank(ahead) || isBreak(ahead) }

    private mutating func takeBreak() {
        at += scalar() == "\r" && scalar(1) == "\n" ? 2 : 1
        lineStart = at
        line += 1
    }

    private mutating func stop() { isStopped = true }

    private mutating func refuse(_ code: DiagnosticCode, length: Int = 1, _ arguments: [String] = []) {
        findings.append(Diagnostic(code, at: SourcePosition(file: file, line: line, column: column + 1), length: length, arguments))
    }

    // MARK: - Tokens

    private mutating func token() {
        skipToToken()
        if flow == 0 { closeBlocks(to: column) }
        guard let first = scalar() else { return stop() }
        if column == 0, first == "%" { return directive() }
        if isDocumentMark { return documentMark() }
        switch first {
        case "[", "{": openBrackets()
        case "]", "}": closeBrackets()
        case ",":
            keys[flow] = nil
            keyAllowed = true
            at += 1
        case "-" where endsWord(1): blockEntry()
        case "?" where flow > 0 || endsWord(1): complexKey()
        case ":" where flow > 0 || endsWord(1): value()
        case "*", "&": anchor()
        case "!": tag()
        case "|" where flow == 0, ">" where flow == 0: blockScalar()
        case "'", "\"": quoted(by: first)
        default: startsPlain(first) ? plain() : stop()
        }
    }

    private mutating func skipToToken() {
        while true {
            while scalar() == " " || (scalar() == "\t" && (flow > 0 || !keyAllowed)) { at += 1 }
            if scalar() == "#" { skipLine() }
            guard isBreak() else { return }
            takeBreak()
            if flow == 0 { keyAllowed = true }
        }
    }

    private mutating func skipLine() {
        while scalar() != nil, !isBreak() { at += 1 }
    }

    private var isDocumentMark: Bool {
        guard column == 0, let first = scalar(), first == "-" || first == "." else { return false }
        return scalar(1) == first && scalar(2) == first && endsWord(3)
    }

    private mutating func directive() {
        closeBlocks(to: -1)
        keyAllowed = false
        skipLine()
    }

    private mutating func documentMark() {
        closeBlocks(to: -1)
        keys[flow] = nil
        keyAllowed = false
        at += 3
    }

    private mutating func openBrackets() {
        saveKey()
        flow += 1
        keys.append(nil)
        keyAllowed = true
        countNode()
        checkDepth()
        at += 1
    }

    private mutating func closeBrackets() {
        keys[flow] = nil
        if flow > 0 {
            flow -= 1
            keys.removeLast()
        }
        keyAllowed = false
        at += 1
    }

    private mutating func blockEntry() {
        if flow == 0 {
            guard keyAllowed else { return stop() }
            openBlock(at: column)
        }
        keys[flow] = nil
        keyAllowed = true
        at += 1
    }

    private mutating func complexKey() {
        if flow == 0 {
            guard keyAllowed else { return stop() }
            openBlock(at: column)
        }
        keys[flow] = nil
        keyAllowed = flow == 0
        at += 1
    }

    private mutating func value() {
        if let key = keys[flow], key.line == line, key.index + 1024 >= at {
            if flow == 0 { openBlock(at: key.column) }
            keyAllowed = false
        } else {
            if flow == 0 {
                guard keyAllowed else { return stop() }
                openBlock(at: column)
            }
            keyAllowed = flow == 0
        }
        keys[flow] = nil
        at += 1
    }

    /// Where it reads as an anchor or an alias it is refused; where it does not, libyaml will say that it is none.
    private mutating func anchor() {
        saveKey()
        keyAllowed = false
        var length = 1
        while let letter = scalar(length), letter.isASCII, letter.properties.isAlphabetic || ("0"..."9").contains(letter) || letter == "_" || letter == "-" {
            length += 1
        }
        guard length > 1, endsWord(length) || ["?", ":", ",", "]", "}", "%", "@", "`"].contains(scalar(length)) else { return stop() }
        // `*Ghi chú`: an alias is all there is of a value, so more text after it is a label.
        var next = length
        while isBlank(next) { next += 1 }
        let isWhole = scalar(next) == nil || isBreak(next) || ["#", ",", "]", "}", ":"].contains(scalar(next))
        guard scalar() == "&" || isWhole else { return stop() }
        refuse(.anchorRefused, length: length)
        at += length
    }

    private mutating func tag() {
        saveKey()
        keyAllowed = false
        var length = 1
        while !endsWord(length), flow == 0 || ![",", "[", "]", "{", "}"].contains(scalar(length)) { length += 1 }
        refuse(.anchorRefused, length: length)
        at += length
    }

    // MARK: - Scalars

    private func startsPlain(_ first: Unicode.Scalar) -> Bool {
        switch first {
        case "-": !isBlank(1)
        case "?", ":": flow == 0 && !endsWord(1)
        case ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "\t": false
        default: true
        }
    }

    private mutating func plain() {
        saveKey()
        keyAllowed = false
        countNode()
        var crossedLine = false
        while !isDocumentMark, scalar() != "#" {
            while !endsWord(0) {
                if scalar() == ":", endsWord(1) { break }
                if flow > 0 {
                    if scalar() == ":", [",", "?", "[", "]", "{", "}"].contains(scalar(1)) { return stop() }
                    if [",", "[", "]", "{", "}"].contains(scalar()) { break }
                }
                crossedLine = false
                at += 1
            }
            guard isBlank() || isBreak() else { break }
            while isBlank() || isBreak() {
                if isBreak() {
                    crossedLine = true
                    takeBreak()
                } else {
                    if crossedLine, column < indent + 1, scalar() == "\t" { return stop() }
                    at += 1
                }
            }
            if flow == 0, column < indent + 1 { break }
        }
        if crossedLine { keyAllowed = true }
    }

    private mutating func quoted(by quote: Unicode.Scalar) {
        saveKey()
        keyAllowed = false
        countNode()
        at += 1
        while let next = scalar() {
            if next == quote {
                guard quote == "'", scalar(1) == "'" else {
                    at += 1
                    return
                }
                at += 2
            } else if isBreak() {
                takeBreak()
            } else {
                at += 1
                if next == "\\", quote == "\"", scalar() != nil { isBreak() ? takeBreak() : (at += 1) }
            }
        }
        stop()
    }

    private mutating func blockScalar() {
        keys[flow] = nil
        keyAllowed = true
        countNode()
        at += 1
        var increment = 0
        for _ in 0..<2 {
            if let digit = scalar(), ("1"..."9").contains(digit), increment == 0 {
                increment = Int(digit.value) - 48
                at += 1
            } else if scalar() == "+" || scalar() == "-" {
                at += 1
            }
        }
        while isBlank() { at += 1 }
        if scalar() == "#" { skipLine() }
        guard scalar() == nil || isBreak() else { return stop() }
        if isBreak() { takeBreak() }
        var depth = increment == 0 ? 0 : max(indent, 0) + increment
        skipBlockIndent(&depth)
        while !isStopped, column == depth, scalar() != nil {
            skipLine()
            if isBreak() { takeBreak() }
            skipBlockIndent(&depth)
        }
    }

    /// Spaces and empty lines before a line of a block; the first time they tell how deep the block stands.
    private mutating func skipBlockIndent(_ depth: inout Int) {
        var deepest = 0
        while true {
            while depth == 0 || column < depth, scalar() == " " { at += 1 }
            deepest = max(deepest, column)
            if depth == 0 || column < depth, scalar() == "\t" { return stop() }
            guard isBreak() else { break }
            takeBreak()
        }
        if depth == 0 { depth = max(deepest, indent + 1, 1) }
    }

    // MARK: - Blocks and keys

    private mutating func saveKey() {
        if keyAllowed { keys[flow] = Key(index: at, line: line, column: column) }
    }

    private mutating func openBlock(at column: Int) {
        guard indent < column else { return }
        indents.append(indent)
        indent = column
        countNode()
        checkDepth()
    }

    private mutating func closeBlocks(to column: Int) {
        while indent > column { indent = indents.popLast() ?? -1 }
    }

    private mutating func countNode() {
        nodes += 1
        guard nodes > limits.nodes else { return }
        refuse(.overLimit, ["nodes", "\(limits.nodes)"])
        stop()
    }

    private mutating func checkDepth() {
        guard indents.count + flow > limits.depth + 1, !isStopped else { return }
        refuse(.overLimit, ["depth", "\(limits.depth)"])
        stop()
    }
}
