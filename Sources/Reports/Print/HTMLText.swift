import Formats

/// Text of people and registers as it stands between the tags of a page.
enum HTMLText {
    private static let escapes: [Unicode.Scalar: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"]

    static func escaped(_ text: String) -> String { text.escaping(escapes) }
}
