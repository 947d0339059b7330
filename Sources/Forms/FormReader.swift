import Declarations
public import Diagnostics
import Expressions
import Vocabulary

/// Reads a form file. Pure: the same text gives the same form and the same findings.
public struct FormReader {
    var reader = DeclarationReader()

    public init() {}

    /// - Returns: the form, `nil` where too little of it can be read, and everything found wrong in the file alone.
    public static func form(_ text: String, file: String) -> (form: Form?, diagnostics: [Diagnostic]) {
        var reader = FormReader()
        let form = reader.read(text, file: file)
        return (form, reader.reader.diagnostics.sortedByPosition())
    }

    private mutating func read(_ text: String, file: String) -> Form? {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: Self.shape) else { return nil }
        let id = reader.text(reader.required("form", in: fields))
        let version = reader.text(reader.required("version", in: fields))
        let status = reader.choice(reader.required("status", in: fields), Form.Status.self)
        let validFrom = date(reader.required("validFrom", in: fields))
        let title = reader.localizedText(reader.required("title", in: fields))
        let legalBasis = reader.requiredText("legalBasis", in: fields)
        let purpose = reader.requiredText("purpose", in: fields)
        let roles = roles(reader.required("subjects", in: fields))
        let sections = sections(reader.required("sections", in: fields))
        let validTo = date(fields["validTo"])
        if let validFrom, let validTo, let node = fields["validTo"], validTo.isBefore(validFrom) == true {
            reader.refuse(node, expected: "≥ \(validFrom)")
        }
        _ = reader.localizedText(fields["help"])
        guard let id, let version, let status, let validFrom, let title, let legalBasis, let purpose else { return nil }
        return Form(
            identity: .init(
                id: FormID(id), version: version, status: status, validFrom: validFrom, validTo: validTo,
                file: file, places: fields.places),
            title: title,
            administration: .init(
                procedures: procedures(fields["procedures"]), legalBasis: legalBasis, purpose: purpose,
                receivedBy: reader.expression(fields["receivedBy"])),
            roles: roles, sections: sections, checks: checks(fields["checks"]),
            documents: documents(fields["documents"]), decisions: decisions(fields["decisions"]))
    }

    mutating func date(_ node: YAMLNode?) -> PartialDate? {
        guard let node, let text = reader.text(node) else { return nil }
        guard let date = PartialDate(text), date.isFull else {
            reader.refuse(node, expected: "yyyy-MM-dd")
            return nil
        }
        return date
    }

    private mutating func procedures(_ node: YAMLNode?) -> [Form.Procedure] {
        var procedures: [Form.Procedure] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: Self.procedure), let codeNode = reader.required("code", in: fields),
                  let code = reader.text(codeNode)
            else { continue }
            guard let canonical = IdentifierType.procedure.canonical(code) else {
                reader.refuse(codeNode, expected: "1.001193")
                continue
            }
            procedures.append(.init(code: canonical, when: reader.expression(fields["when"]), places: fields.places))
        }
        return procedures
    }

    private mutating func checks(_ node: YAMLNode?) -> [Form.Check] {
        var checks: [Form.Check] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: Self.check),
                  let id = reader.text(reader.required("id", in: fields)),
                  let holds = reader.expression(reader.required("holds", in: fields)),
                  let message = reader.localizedText(reader.required("message", in: fields))
            else { continue }
            checks.append(.init(id: id, holds: holds, at: reader.text(fields["at"]), message: message, places: fields.places))
        }
        return checks
    }

    private mutating func decisions(_ node: YAMLNode?) -> [Form.Decision] {
        var decisions: [Form.Decision] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: Self.decision),
                  let id = reader.text(reader.required("id", in: fields))
            else { continue }
            if !fields.order.contains("table") { _ = reader.required("value", in: fields) }
            guard let value = computation(fields) else { continue }
            decisions.append(.init(id: id, value: value, places: fields.places))
        }
        return decisions
    }

    private mutating func documents(_ node: YAMLNode?) -> [DocumentRequirement] {
        var requirements: [DocumentRequirement] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item) else { continue }
            guard let alternatives = fields["oneOf"] else {
                if let demand = demand(item) { requirements.append(.one(demand)) }
                continue
            }
            _ = reader.fields(item, as: Self.alternatives)
            var options: [[DocumentDemand]] = []
            for alternative in reader.list(alternatives) {
                options.append(filled(alternative, orOne: true).compactMap { demand($0) })
            }
            if options.isEmpty { reader.note(Diagnostic(.wrongShape, at: alternatives.position, ["list", "nothing"])) }
            requirements.append(.oneOf(options))
        }
        return requirements
    }

    private mutating func demand(_ node: YAMLNode) -> DocumentDemand? {
        guard let fields = reader.fields(node, as: Self.demand),
              let id = reader.text(reader.required("id", in: fields)),
              let evidence = reader.text(reader.required("evidence", in: fields)),
              let about = reader.text(reader.required("about", in: fields))
        else { return nil }
        let condition = reader.expression(fields["requiredIf"])
        var uploadOnly = reader.text(fields["uploadOnly"])
        // `true` insists, and names no text.
        if uploadOnly == "true" || (uploadOnly == nil && fields.order.contains("uploadOnly")) { uploadOnly = "" }
        return DocumentDemand(
            id: id, evidence: EvidenceID(evidence), about: RoleID(rawValue: about),
            toward: reader.text(fields["toward"]).map { RoleID(rawValue: $0) }, label: reader.localizedText(fields["label"]),
            required: reader.flag(fields["required"], default: condition == nil), requiredIf: condition,
            uploadOnly: uploadOnly, places: fields.places)
    }
}
