import Formats

/// Text of people and registers as it stands between the tags of a page.
enum HTMLText {
    static func escaped(_ text: String) -> String { text.escaping(["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"]) }
}
