import Declarations
import Diagnostics
import Expressions

extension ManifestReader {
    /// What an operation only confirms.
    mutating func verifies(_ node: YAMLNode?) -> [Verification] {
        guard let node, let entries = reader.fields(node) else { return [] }
        // The rows of a table are read by us: whoever has them needs no yes or no.
        guard kind != .table else {
            reader.note(Diagnostic(.wrongShape, at: node.position, ["sql | json | xml", "table"]))
            return []
        }
        return entries.order.compactMap { verification($0, entries[$0], at: entries.position(of: $0)) }
    }

    private mutating func verification(_ name: String, _ node: YAMLNode?, at position: SourcePosition) -> Verification? {
        guard let fields = reader.fields(node, as: Self.verification), let answer = path(reader.required("at", in: fields)),
            let yesNode = reader.required("yes", in: fields), let noNode = reader.required("no", in: fields)
        else { return nil }
        let yes = reader.texts(yesNode, orOne: true), no = reader.texts(noNode, orOne: true)
        // One word for both would confirm whatever is typed.
        if let both = no.first(where: yes.contains) {
            reader.refuse(noNode, expected: "≠ \(both)")
            return nil
        }
        guard !yes.isEmpty, !no.isEmpty else { return nil }
        let (codes, codePlaces) = sentCodes(fields["codes"])
        return Verification(
            concept: ConceptID(rawValue: name), answer: answer, yes: yes, no: no, codes: codes, codePlaces: codePlaces, format: format(fields["format"]),
            partial: reader.flag(fields["partial"]), position: position)
    }

    /// Of two codes of the register's for one of ours nobody knows which to send.
    private mutating func sentCodes(_ node: YAMLNode?) -> ([String: String], Places?) {
        guard let node, let entries = reader.fields(node) else { return ([:], nil) }
        var codes: [String: String] = [:]
        for code in entries.order {
            guard let node = reader.required(code, in: entries), let ours = reader.text(node) else { continue }
            if let other = codes.first(where: { $0.value == ours }) { reader.refuse(node, expected: "≠ \(other.key): \(ours)") } else { codes[code] = ours }
        }
        return (codes, entries.places)
    }

    /// An operation that confirms tells nothing else: what it would read beside the answer, no grant to verify covers.
    mutating func checkAlone(_ verifies: [Verification], _ fields: DeclarationReader.Fields, operation: String, at position: SourcePosition) {
        guard !verifies.isEmpty else { return }
        func note(_ code: DiagnosticCode, _ key: String, _ words: [String]) {
            if fields[key] != nil { reader.note(Diagnostic(code, at: fields.position(of: key), length: key.unicodeScalars.count, words)) }
        }
        for key in ["supplies", "opens", "documents"] { note(.verifiesAndTells, key, [operation, key]) }
        note(.pagesOfConfirmation, "pages", [operation])
    }
}
