/// Renders findings for people: `file:line:column: code message`, the line, a caret, the way out.
public struct DiagnosticRenderer: Sendable {
    let language: Language
    let lines: @Sendable (String) -> [String]?

    /// - Parameter source: text of a file by the name used in positions; `nil` where it is not at hand.
    public init(language: Language, source: @escaping @Sendable (String) -> String?) {
        self.language = language
        lines = { source($0)?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }

    public func text(for diagnostic: Diagnostic) -> String {
        let place = diagnostic.position
        let severity = switch (diagnostic.severity, language) {
        case (.error, .english): "error"
        case (.error, .vietnamese): "lỗi"
        case (.warning, .english): "warning"
        case (.warning, .vietnamese): "cảnh báo"
        }
        var out = "\(place): \(severity) \(diagnostic.code.rawValue) \(diagnostic.message(in: language))"
        guard let all = lines(place.file), all.indices.contains(place.line - 1) else { return out + writeInstead(diagnostic) }
        let line = all[place.line - 1]
        let number = "  \(place.line) | "
        let margin = String(repeating: " ", count: number.count - 2) + "| "
        let indent = String(line.unicodeScalars.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " as Character })
        let room = max(1, line.unicodeScalars.count - place.column + 1)
        let caret = "^" + String(repeating: "~", count: min(diagnostic.length, room) - 1)
        out += "\n\(number)\(line)\n\(margin)\(indent)\(caret)"
        return out + writeInstead(diagnostic)
    }

    private func writeInstead(_ diagnostic: Diagnostic) -> String {
        guard let fix = diagnostic.fix else { return "" }
        return language == .english ? " write '\(fix.replacement)'" : " hãy viết '\(fix.replacement)'"
    }
}
