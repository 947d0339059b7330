/// A text as it may stand in an element or between the quotes of an attribute, for the templates of requests.
///
/// - Returns: `nil` where the text holds a character XML 1.0 cannot hold, escaped or not (section 2.2, Char).
public func escapedForXML(_ text: String) -> String? {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        // A reader turns these into spaces or line feeds unless they are references (sections 2.11 and 3.3.3).
        case "\t": escaped += "&#9;"
        case "\n": escaped += "&#10;"
        case "\r": escaped += "&#13;"
        case "\u{00}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": return nil
        default: escaped.unicodeScalars.append(scalar)
        }
    }
    return escaped
}
