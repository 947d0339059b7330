import Formats

/// Scalars of YAML.
enum YAML {
    /// In block style.
    static func scalar(_ text: String) -> String { text.wholeMatch(of: /[$\/A-Za-z_][$A-Za-z0-9_.\/-]*(:[A-Za-z0-9_][A-Za-z0-9_.\/-]*)*/) != nil && !isWord(text) ? text : quoted(text) }

    /// Between braces, where commas and brackets mean something.
    static func flow(_ text: String) -> String { scalar(text) }

    static func quoted(_ text: String) -> String {
        // Easier to read where the text has such quotes of its own.
        let scalars = text.unicodeScalars
        if scalars.contains("\""), !scalars.contains(where: { $0 == "'" || $0.properties.generalCategory == .control }), !text.contains(where: \.isNewline) {
            return "'\(text)'"
        }
        return "\"" + text.escaping(["\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\t": "\\t", "\r": "\\r"]) + "\""
    }

    private static func isWord(_ text: String) -> Bool { ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) }
}
