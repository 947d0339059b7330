import Declarations
public import Diagnostics
import Expressions
import Vocabulary

/// Reads a baseline file: blanks, their conditions, and what the paper stood on.
public enum BaselineReader {
    public static func baseline(_ text: String, file: String) -> (baseline: Baseline?, diagnostics: [Diagnostic]) {
        var forms = FormReader()
        let baseline = forms.baseline(text, file: file)
        return (baseline, forms.reader.diagnostics.sortedByPosition())
    }
}

extension FormReader {
    fileprivate mutating func baseline(_ text: String, file: String) -> Baseline? {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: BaselineReader.shape) else { return nil }
        let id = reader.text(reader.required("baseline", in: fields))
        let form = reader.text(reader.required("form", in: fields))
        let status = reader.choice(reader.required("status", in: fields), Baseline.Status.self)
        let stands = reader.requiredText("text", in: fields)
        let sections = reader.list(reader.required("sections", in: fields)).compactMap { baselineSection($0) }
        guard let id, let form, let status, let stands else { return nil }
        return Baseline(
            id: id, form: FormID(form), status: status, text: stands,
            replaces: fields["replaces"].flatMap { reader.text($0) }, frozen: frozen(fields["frozen"]), sections: sections, file: file,
            places: fields.places)
    }

    private mutating func frozen(_ node: YAMLNode?) -> Baseline.Frozen? {
        guard let node, let fields = reader.fields(node, as: BaselineReader.frozen),
              let on = date(reader.required("on", in: fields)), let by = reader.text(reader.required("by", in: fields))
        else { return nil }
        return .init(on: on.description, by: by, hash: hash(fields["hash"]), places: fields.places)
    }

    private mutating func hash(_ node: YAMLNode?) -> String? {
        guard let node, let text = reader.text(node) else { return nil }
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            reader.refuse(node, expected: "SHA-256")
            return nil
        }
        return text
    }

    private mutating func baselineSection(_ node: YAMLNode) -> BaselineSection? {
        guard let fields = reader.fields(node, as: BaselineReader.section) else { return nil }
        let title = reader.localizedText(fields["title"])
        let blanks = reader.list(fields["blanks"] ?? reader.required("fields", in: fields)).compactMap { blank($0) }
        return BaselineSection(title: title, visibleIf: reader.expression(fields["visibleIf"]), rows: rows(fields["rows"]), blanks: blanks, places: fields.places)
    }

    private mutating func blank(_ node: YAMLNode) -> Blank? {
        guard let fields = reader.fields(node, as: BaselineReader.blank) else { return nil }
        let id = reader.text(reader.required("id", in: fields))
        let means = fieldMeaning(reader.required("means", in: fields))
        let label = reader.localizedText(fields["label"])
        guard let id, let means else { return nil }
        return Blank(
            id: id, means: means, label: label, demand: demand(fields), partOf: meaning(fields["partOf"]), outside: outside(fields["outside"]),
            places: fields.places)
    }
}
