import Declarations
public import Diagnostics
import Expressions
import Formats
import Vocabulary

/// Reads a connector's `manifest.yaml`; paths are compiled here, so a wrong one is found where it stands.
public struct ManifestReader {
    var reader = DeclarationReader()
    var kind: Transport.Kind = .json
    var namespaces: [String: String] = [:]
    /// What the paths being read start from; `nil` for those that judge a reply and take nothing from it.
    var base: PlacedPath.Base?
    private var paths: [PlacedPath] = []

    public static func manifest(_ text: String, file: String) -> (manifest: ConnectorManifest?, diagnostics: [Diagnostic]) {
        var reader = ManifestReader()
        let manifest = reader.read(text, file: file)
        return (manifest, reader.reader.diagnostics.sortedByPosition())
    }

    private mutating func read(_ text: String, file: String) -> ConnectorManifest? {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: Self.shape) else { return nil }
        let id = reader.text(reader.required("connector", in: fields))
        let title = reader.localizedText(reader.required("title", in: fields))
        let legalBasis = reader.requiredText("legalBasis", in: fields)
        let transport = transport(reader.required("transport", in: fields))
        guard let id, let title, let legalBasis, let transport else { return nil }
        var operations: [Operation] = []
        if let entries = reader.fields(reader.required("operations", in: fields)) {
            for name in entries.order {
                if let operation = operation(name, entries[name], at: entries.position(of: name)) { operations.append(operation) }
            }
        }
        return ConnectorManifest(
            id: ConnectorID(id), title: title, publisher: reader.text(fields["publisher"]), legalBasis: legalBasis,
            transport: transport, operations: operations, places: fields.places)
    }

    private mutating func transport(_ node: YAMLNode?) -> Transport? {
        guard let fields = reader.fields(node, as: Self.transport),
              let kind = reader.choice(reader.required("kind", in: fields), Transport.Kind.self)
        else { return nil }
        self.kind = kind
        let addressKey = switch kind {
        case .json, .xml: "url"
        case .sql: "database"
        case .table: "file"
        }
        if let entries = reader.fields(fields["namespaces"]) {
            for prefix in entries.order { namespaces[prefix] = reader.text(entries[prefix]) }
        }
        guard let address = reader.text(reader.required(addressKey, in: fields)) else { return nil }
        checkKinds(of: fields, Self.transportKinds)
        if kind == .sql, let node = fields[addressKey] { checkPassword(in: address, at: node) }
        return Transport(
            kind: kind, address: address, access: access(fields), trust: reader.text(fields["trust"]), networks: networks(fields["networks"]),
            namespaces: namespaces,
            timeout: duration(fields["timeout"], upTo: .seconds(60), example: "500ms | 2s") ?? .seconds(2),
            concurrency: reader.integer(fields["concurrency"], in: 1...256) ?? 8, quota: quota(fields["quota"]), encoding: reader.text(fields["encoding"]),
            separator: reader.text(fields["separator"]))
    }

    /// `500ms`, `2s`, `10m`, `1h`.
    ///
    /// - Parameter example: what to write instead of something else.
    mutating func duration(_ node: YAMLNode?, upTo longest: Duration, example: String) -> Duration? {
        guard let node, let text = reader.text(node) else { return nil }
        let duration = Duration(written: text, upTo: longest)
        if duration == nil { reader.refuse(node, expected: example) }
        return duration
    }

    private mutating func operation(_ name: String, _ node: YAMLNode?, at position: SourcePosition) -> Operation? {
        guard let fields = reader.fields(node, as: Self.operation),
              let about = reader.choice(reader.required("about", in: fields), Kind.self)
        else { return nil }
        let keys = reader.texts(reader.required("key", in: fields)).map { ConceptID(rawValue: $0) }
        guard !keys.isEmpty else { return nil }
        checkKinds(of: fields, Self.operationKinds)
        let requestNode = reader.required("request", in: fields)
        guard let request = request(requestNode) else { return nil }
        paths = []
        let verifies = reading(from: .record) { $0.verifies(fields["verifies"]) }
        let confirmed = paths
        checkAlone(verifies, fields, operation: name, at: position)
        let inputs = keys + verifies.map(\.concept)
        checkKeys(inputs, in: request, operation: name, at: position)
        let pages = pages(fields["pages"])
        checkInputs(of: request, keys: inputs + (pages == nil ? [] : [Operation.Pages.input]), at: requestNode?.position ?? position)
        if pages != nil { checkKeys([Operation.Pages.input], in: request, operation: name, at: position) }
        paths = []
        let record = reading(from: .document) { $0.path(fields["record"]) }
        let identifies = reading(from: .record) { $0.identifies(fields["identifies"], keys: keys) }
        if identifies.isEmpty { reader.note(Diagnostic(.operationWithoutIdentity, at: position, length: name.unicodeScalars.count, [name])) }
        let recorded = reading(from: .record) { $0.recordedAt(fields["recordedAt"]) }
        let supplies = reading(from: .record) { $0.supplies(fields["supplies"]) }
        let opens = opens(fields["opens"])
        let batch = batch(
            fields["batch"], of: Single(name: name, inputs: inputs, identifies: identifies, record: record, hasPages: pages != nil), at: fields.position(of: "batch"))
        return Operation(
            id: OperationID(name), about: about, keys: keys, request: request,
            record: .init(path: record, many: many(fields["many"])), pages: pages, batch: batch, identifies: identifies,
            supplies: supplies, verifies: verifies, opens: opens,
            documents: reader.texts(fields["documents"]).map { EvidenceID($0) },
            reply: ReplyRules(
                notFound: condition(fields["notFound"]), refusedWhen: condition(fields["refusedWhen"]),
                invalidWhen: condition(fields["invalidWhen"]), recordedAt: recorded?.path, recordedFormat: recorded?.format),
            paths: paths + confirmed,
            position: position, places: fields.places)
    }

    mutating func request(_ node: YAMLNode?) -> Request? {
        guard let fields = reader.fields(node, as: Self.request) else { return nil }
        checkKinds(of: fields, Self.requestKinds)
        var headers: [String: String] = [:]
        if let entries = reader.fields(fields["headers"]) {
            for name in entries.order { headers[name] = reader.text(entries[name]) }
        }
        var columns: [ConceptID: String] = [:]
        if let entries = reader.fields(fields["column"]) {
            for name in entries.order { columns[ConceptID(rawValue: name)] = reader.text(entries[name]) }
        }
        return Request(
            method: fields["method"].map { reader.choice($0, Method.self)?.rawValue ?? "GET" } ?? "GET", path: reader.text(fields["path"]) ?? "", headers: headers,
            body: reader.text(fields["body"]), action: reader.text(fields["action"]), query: reader.text(fields["query"]),
            columns: columns)
    }

    /// Every key must reach the request, or the register answers about everybody.
    mutating func checkKeys(_ keys: [ConceptID], in request: Request, operation: String, at position: SourcePosition) {
        let inputs = self.inputs(of: request)
        for key in keys {
            let isUsed = inputs.contains(key.rawValue) || (request.body ?? "").contains("{\(key)}")
            if !isUsed {
                reader.note(Diagnostic(.keyNotInRequest, at: position, length: operation.unicodeScalars.count, [operation, key.rawValue]))
            }
        }
    }

    /// The only inputs of a request are its keys; anything else would be sent as it stands, or never bound.
    mutating func checkInputs(of request: Request, keys: [ConceptID], at position: SourcePosition) {
        let known = keys.map(\.rawValue)
        for input in inputs(of: request) where !known.contains(input) {
            reader.note(Diagnostic(.unknownKey, at: position, [input, known.joined(separator: ", ")], fix: nearest(to: input, among: known)))
        }
    }

    /// The inputs a request names, in order; those of a body are not among them, since braces there may be JSON.
    private func inputs(of request: Request) -> [String] {
        switch kind {
        case .sql: return NamedParameters.numbered(request.query ?? "").parameters
        case .table: return request.columns.keys.map(\.rawValue).sorted()
        case .json, .xml:
            let headers = request.headers.sorted { $0.key < $1.key }.map(\.value)
            return ([request.path] + headers).flatMap { Self.names(in: $0) }
        }
    }

    /// Names in braces.
    private static func names(in text: String) -> [String] {
        var names: [String] = []
        for part in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
            let name = part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard let first = name.first, !first.isNumber, part.dropFirst(name.count).first == "}", !names.contains(String(name)) else { continue }
            names.append(String(name))
        }
        return names
    }

    private mutating func many(_ node: YAMLNode?) -> Operation.RecordRule.Many {
        guard let node else { return .reject }
        if case .mapping = node.content {
            guard let fields = reader.fields(node, as: Self.firstBy) else { return .reject }
            return reader.expression(reader.required("firstBy", in: fields)).map { .firstBy($0) } ?? .reject
        }
        switch reader.text(node) {
        case "list": return .list
        case "reject", nil: return .reject
        case let word?:
            reader.refuse(node, expected: "reject | list | {firstBy: …}", fix: nearest(to: word, among: ["reject", "list"]))
            return .reject
        }
    }

    private mutating func identifies(_ node: YAMLNode?, keys: [ConceptID]) -> [ConceptID: FieldPath] {
        guard let node else { return [:] }
        if case .mapping = node.content { return keyPaths(node) }
        guard let path = path(node), keys.count == 1 else { return [:] }
        return [keys[0]: path]
    }

    mutating func keyPaths(_ node: YAMLNode?) -> [ConceptID: FieldPath] {
        guard let entries = reader.fields(node) else { return [:] }
        var paths: [ConceptID: FieldPath] = [:]
        for name in entries.order { paths[ConceptID(rawValue: name)] = path(entries[name]) }
        return paths
    }

    private mutating func condition(_ node: YAMLNode?) -> ReplyRules.Condition? {
        guard let node, let fields = reader.fields(node, as: Self.condition) else { return nil }
        var statuses: [Int] = []
        for item in reader.list(fields["status"], orOne: true) {
            if let status = reader.integer(item, in: 100...599) { statuses.append(status) }
        }
        // Without either it would hold of every reply, or of none.
        if fields["status"] == nil, fields["at"] == nil { reader.note(Diagnostic(.missingKey, at: node.position, ["status | at"])) }
        return .init(statuses: statuses, path: path(fields["at"]), values: reader.texts(fields["is"], orOne: true))
    }

    private mutating func recordedAt(_ node: YAMLNode?) -> (path: FieldPath, format: String?)? {
        guard let node else { return nil }
        guard case .mapping = node.content else { return path(node).map { ($0, nil) } }
        guard let fields = reader.fields(node, as: Self.recordedAt), let path = path(reader.required("at", in: fields)) else { return nil }
        return (path, format(fields["format"]))
    }

    /// Reads paths that start there.
    mutating func reading<Result>(from base: PlacedPath.Base, _ read: (inout ManifestReader) -> Result) -> Result {
        let outer = self.base
        self.base = base
        defer { self.base = outer }
        return read(&self)
    }

    /// Compiles a path of this transport.
    mutating func path(_ node: YAMLNode?) -> FieldPath? {
        guard let node, let text = reader.text(node) else { return nil }
        do {
            let path: FieldPath = switch kind {
            case .json: .json(try JSONPath(text))
            case .xml: .xml(try XPath(text, namespaces: namespaces))
            case .sql, .table: .column(text)
            }
            if let base { paths.append(PlacedPath(path: path, base: base, span: node.span)) }
            return path
        } catch {
            // A path is one line; where the fault has a place in it, that is the place.
            let place = error.column.map { node.position(at: $0 - 1) } ?? node.position
            reader.note(Diagnostic(.badPath, at: place, length: error.column == nil ? node.length : 1, [text, error.detail]))
            return nil
        }
    }
}
