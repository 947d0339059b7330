public import Formats

extension PrintedForm {
    public static let schema = "onceonly/print/1"

    /// The same for programs.
    public var json: JSON {
        var object: JSONObject = [
            "schema": .string(Self.schema), "form": .string(heading.form), "version": .string(heading.version), "title": .string(heading.title),
            "text": .string(heading.text), "provisional": .bool(heading.isProvisional), "dossier": .string(heading.dossier.reference),
        ]
        if let code = heading.dossier.code { object["code"] = .string(code) }
        object["status"] = .string(heading.dossier.status)
        object["view"] = .string(heading.dossier.view)
        object["sections"] = .array(sections.map(\.json))
        object["annex"] = .array(annex.map(\.json))
        object["documents"] = .array(papers.map(\.json))
        return .object(object)
    }
}

extension PrintedSection {
    fileprivate var json: JSON {
        var object = JSONObject()
        if let title { object["title"] = .string(title) }
        if let table {
            object["group"] = .string(table.group)
            object["rows"] = .array(table.rows.map { .string($0) })
        }
        object["blanks"] = .array(blanks.map(\.json))
        return .object(object)
    }
}

extension PrintedBlank {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "number": .number("\(number)"), "id": .string(id), "means": .array(means.map { .string($0) }), "label": .string(label),
        ]
        if let note { object["note"] = .string(note) }
        if case .boxes(let options) = shape { object["options"] = .array(options.map { ["code": .string($0.code), "label": .string($0.label)] }) }
        object["entries"] = .array(entries.map(\.json))
        return .object(object)
    }
}

extension PrintedEntry {
    fileprivate var json: JSON {
        var object = JSONObject()
        if let row { object["row"] = .string(row) }
        if let value { object["value"] = value }
        object["text"] = .string(text)
        if isWithheld { object["withheld"] = true }
        object["source"] = source.json
        if !joined.isEmpty { object["joined"] = .array(joined.map { ["label": .string($0.label), "source": $0.source.json] }) }
        return .object(object)
    }
}

extension PrintedSource {
    fileprivate var json: JSON {
        var object: JSONObject = ["layer": .string(layer.rawValue)]
        if let outcome { object["outcome"] = .string(outcome) }
        object["text"] = .string(text)
        if let connector { object["connector"] = .string(connector) }
        if let operation { object["operation"] = .string(operation) }
        if let recorded { object["recorded"] = .string(recorded) }
        if let fetched { object["fetched"] = .string(fetched) }
        if let registered { object["registered"] = .string(registered) }
        return .object(object)
    }
}

extension PrintedPaper {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id), "title": .string(title)]
        if let disposition { object["disposition"] = .string(disposition) } else { object["withheld"] = true }
        return .object(object)
    }
}
