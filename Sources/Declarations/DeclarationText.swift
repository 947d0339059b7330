public import Diagnostics

/// The door for the bytes of a declaration.
public enum DeclarationText {
    /// - Returns: the text, or where the bytes stop being UTF-8: a file in TCVN3 or UTF-16 is named as such, not as missing.
    public static func text(of bytes: [UInt8], file: String) -> (text: String?, diagnostics: [Diagnostic]) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, []) }
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var line = 1, column = 1
        while case .scalarValue(let scalar) = decoder.decode(&input) {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (nil, [Diagnostic(.notUTF8, at: SourcePosition(file: file, line: line, column: column))])
    }
}
