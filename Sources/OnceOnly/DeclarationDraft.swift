/// A declaration that does not stand in the folder yet.
public struct DeclarationDraft: Sendable, Hashable {
    /// What findings call it.
    public let name: String
    public let text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// What a file declares, by its first key.
    enum Subject: String, CaseIterable {
        case form, baseline, connector, evidence, grants, vocabulary
    }

    var subject: Subject {
        let keys = text.split(separator: "\n").lazy.compactMap { line in line.firstIndex(of: ":").map { String(line[..<$0]) } }
        return keys.compactMap(Subject.init(rawValue:)).first ?? .vocabulary
    }
}
