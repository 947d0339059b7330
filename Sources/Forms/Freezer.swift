import Declarations
public import Diagnostics
import Expressions

/// Somebody whose signature freezes baselines: never who designs the form.
public struct Freezer: Sendable, Hashable {
    /// A name or an office, as freezes say it.
    public let name: String
    /// Ed25519, 32 bytes in Base64.
    public let publicKey: String
    /// The days on which what the key signs counts, `2026-11-29`; without a last one it still does.
    public let since: String
    public let until: String?
    public let places: Places

    /// Whether a freeze of this day may bear the key.
    public func isInOffice(on day: String) -> Bool { since <= day && until.map { day <= $0 } ?? true }
}

/// Reads `FormSchemas/freezers.yaml`.
public enum FreezerReader {
    public static func freezers(_ text: String, file: String) -> (freezers: [Freezer], diagnostics: [Diagnostic]) {
        var forms = FormReader()
        let freezers = forms.freezers(text, file: file)
        return (freezers, forms.reader.diagnostics.sortedByPosition())
    }
}

extension FormReader {
    fileprivate mutating func freezers(_ text: String, file: String) -> [Freezer] {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: FreezerReader.shape) else { return [] }
        return reader.list(reader.required("freezers", in: fields)).compactMap { freezer($0) }
    }

    private mutating func freezer(_ node: YAMLNode) -> Freezer? {
        guard let fields = reader.fields(node, as: FreezerReader.freezer) else { return nil }
        let name = reader.text(reader.required("name", in: fields))
        let key = reader.required("publicKey", in: fields)
        let since = date(reader.required("since", in: fields)), until = fields["until"].map { date($0) }
        guard let name, let key, let text = reader.text(key), let since else { return nil }
        guard text.wholeMatch(of: /[A-Za-z0-9+\/]{42}[AEIMQUYcgkosw048]=/) != nil else {
            reader.refuse(key, expected: "Ed25519, Base64")
            return nil
        }
        if let until, until == nil { return nil }
        return Freezer(name: name, publicKey: text, since: since.description, until: until??.description, places: fields.places)
    }
}
