public import Connectors
public import Diagnostics
public import Expressions
public import Formats
import Vocabulary

/// A recorded look-up: what was asked, what came back page by page, and what the manifest made of it then.
public struct Fixture: Sendable, Hashable {
    public static let schema = "onceonly/fixture/1"

    public let connector: ConnectorID
    public let operation: OperationID
    public let keys: [ConceptID: String]
    /// Its values are synthetic.
    public let isRedacted: Bool
    public let pages: [Page]
    /// `found`, `absent`, `refused` or why it failed, with what was read.
    public let made: JSON

    public struct Page: Sendable, Hashable {
        /// Of HTTP; `nil` for files and databases.
        public let status: Int?
        public let reply: Reply

        public init(status: Int?, reply: Reply) {
            self.status = status
            self.reply = reply
        }
    }

    public init(connector: ConnectorID, operation: OperationID, keys: [ConceptID: String], isRedacted: Bool, pages: [Page], made: JSON) {
        self.connector = connector
        self.operation = operation
        self.keys = keys
        self.isRedacted = isRedacted
        self.pages = pages
        self.made = made
    }
}

/// Why a text is no fixture.
public struct FixtureError: Error, Sendable, Hashable {
    public let detail: LocalizedText

    init(_ vi: String, _ en: String) { detail = LocalizedText(vi: vi, en: en) }
}

extension Fixture {
    public var json: JSON {
        var keys = JSONObject()
        for (concept, key) in self.keys.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { keys[concept.rawValue] = .string(key) }
        return [
            "schema": .string(Self.schema), "connector": .string(connector.rawValue), "operation": .string(operation.rawValue), "key": .object(keys),
            "redacted": .bool(isRedacted), "pages": .array(pages.map(\.json)), "made": made,
        ]
    }

    /// - Parameter kind: what the connector's replies are written in.
    public init(json: JSON, kind: Transport.Kind) throws(FixtureError) {
        guard json["schema"]?.string == Self.schema else { throw FixtureError("schema không phải \(Self.schema)", "its schema is not \(Self.schema)") }
        guard let connector = json["connector"]?.string.flatMap({ ConnectorID(known: $0) }), let operation = json["operation"]?.string.flatMap({ OperationID(known: $0) }), let members = json["key"]?.object,
            let isRedacted = json["redacted"]?.bool, let pages = json["pages"]?.array, let made = json["made"]
        else { throw FixtureError(
                "thiếu connector, operation, key, redacted, pages hoặc made, hoặc tên không có trong khai báo", "connector, operation, key, redacted, pages or made is missing, or named as nothing declared") }
        var keys: [ConceptID: String] = [:]
        for (name, value) in members.members {
            guard let text = value.string, let concept = ConceptID(known: name) else { throw FixtureError("có khóa không phải chữ, hoặc không của khái niệm nào", "a key is no text, or of no concept") }
            keys[concept] = text
        }
        var read: [Page] = []
        for page in pages { read.append(try Page(page, kind)) }
        self.init(
            connector: connector, operation: operation, keys: keys, isRedacted: isRedacted, pages: read, made: made)
    }
}

extension Fixture.Page {
    /// A cell that holds no text: bytes are not recorded.
    private static let unreadable: JSON = ["unreadable": true]

    fileprivate var json: JSON {
        var object = JSONObject()
        if let status { object["status"] = .number("\(status)") }
        switch reply {
        case .json(let bytes), .xml(let bytes): object["body"] = .string(String(decoding: bytes, as: UTF8.self))
        case .rows(let rows):
            object["columns"] = .array(rows.columns.map { .string($0) })
            object["rows"] = .array(rows.rows.enumerated().map { place, row in
                .array(row.enumerated().map { rows.unreadable[place]?.contains($0) ?? false ? Self.unreadable : $1.map { .string($0) } ?? .null })
            })
        }
        return .object(object)
    }

    fileprivate init(_ json: JSON, _ kind: Transport.Kind) throws(FixtureError) {
        let status = json["status"]?.number.flatMap { Int($0) }
        switch kind {
        case .json, .xml:
            guard let body = json["body"]?.string else { throw FixtureError("có trang không có body", "a page without a body") }
            let bytes = Array(body.utf8)
            self.init(status: status, reply: kind == .xml ? .xml(bytes) : .json(bytes))
        case .sql, .table:
            guard let columns = json["columns"]?.array?.compactMap(\.string), let rows = json["rows"]?.array?.map({ $0.array ?? [] }),
                rows.allSatisfy({ $0.count == columns.count && $0.allSatisfy { $0.isNull || $0.string != nil || $0 == Self.unreadable } })
            else { throw FixtureError("có trang mà dòng không khớp cột", "a page whose rows do not fit its columns") }
            var unreadable: [Int: Set<Int>] = [:]
            for (place, row) in rows.enumerated() {
                for (column, cell) in row.enumerated() where cell == Self.unreadable { unreadable[place, default: []].insert(column) }
            }
            self.init(status: status, reply: .rows(Rows(columns: columns, rows: rows.map { $0.map(\.string) }, unreadable: unreadable)))
        }
    }
}

extension LookUp {
    /// What a manifest made of a reply, as a fixture keeps it.
    public var madeJSON: JSON {
        switch self {
        case .absent: ["result": "absent"]
        case .refused: ["result": "refused"]
        case .failed(let failure): ["result": .string(failure.rawValue)]
        case .found(let record): ["result": "found", "values": .object(record.valuesJSON), "relations": .object(record.relationsJSON)]
        }
    }
}

extension Connectors.Record {
    /// Canonical values by concept; what cannot be read is said to be so.
    public var valuesJSON: JSONObject { Self.json(values) }

    public var relationsJSON: JSONObject {
        var object = JSONObject()
        for (relation, list) in links.sorted(by: { $0.key < $1.key }) {
            object[relation.rawValue] = .array(list.links.map { link in
                var entry = Self.json(link.values)
                for (concept, key) in link.keys.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { entry[concept.rawValue] = .string(key) }
                return .object(entry)
            })
        }
        return object
    }

    private static func json(_ values: [ConceptID: ReadValue]) -> JSONObject {
        var object = JSONObject()
        for (concept, value) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            switch value {
            case .value(let value, _): object[concept.rawValue] = ValueCoding.json(value)
            case .none: object[concept.rawValue] = ["none": true]
            case .invalid: object[concept.rawValue] = ["invalid": true]
            case .unrecorded: continue
            }
        }
        return object
    }
}
