import Connectors
import Formats

/// A text found at a path, and where it stood.
struct Finding {
    /// `nil` where an object, an array or an element with elements stands: not readable as one value.
    let text: String?
    /// A normalized JSONPath, an XPath or the name of a column.
    let path: String
}

/// Where a path starts: a document, a record in it, or an element of a list in that.
///
/// Lives for one synchronous reading: an XML tree belongs to the task that parsed it.
enum Place {
    case json(JSON, at: JSONPosition)
    /// The document itself where there is no node.
    case xml(XMLDocument, XMLNode?)
    /// - Parameter unreadable: places of values that are no text.
    case row([String?], columns: [String: Int], unreadable: Set<Int>)

    /// More records or list elements than this are no answer about one subject.
    static let maximumElements = 10_000

    /// More text than this is no answer about one subject.
    static let maximumBytes = 4 << 20

    static func size(of row: [String?]) -> Int { row.reduce(0) { $0 + ($1?.utf8.count ?? 0) } }

    /// `rows` stands for every row of a query or a table.
    static let allRows = "rows"

    /// The values at a path. JSON null and `xsi:nil` count as nothing; an array gives its elements where `flattening`.
    ///
    /// - Throws: `.unreadable` where the path cannot be followed in this kind of reply: then nothing is told by it, and what hangs on it is
    ///   not known.
    func findings(_ path: FieldPath, flattening: Bool = false) throws(LookUpFailure) -> [Finding] {
        switch (self, path) {
        case (.json(let value, let start), .json(let path)):
            switch path.found(in: value) {
            case .value(let found, let below) where !flattening || found.array == nil:
                return found.isNull ? [] : [Finding(text: Self.text(found), path: start.text + below)]
            case .nothing, .contradicted: return []
            case .value, nil: break
            }
            return path.nodes(in: value).flatMap { node in
                Self.findings(node.value, at: start.steps + node.path.steps, flattening: flattening)
            }
        case (.xml(let document, let node), .xml(let path)):
            do {
                return try document.select(path, from: node).filter { !Self.isNil($0) }.map {
                    Finding(text: $0.elements.isEmpty ? $0.text : nil, path: $0.path)
                }
            } catch {
                guard error.reason == .unsupported else { throw .unreadable }
                return try Self.computed(path, in: document, from: node)
            }
        case (.row(let values, let columns, let unreadable), .column(let name)):
            guard let place = columns[name], values.indices.contains(place), !unreadable.contains(place) else { throw .unreadable }
            return values[place].map { [Finding(text: $0, path: name)] } ?? []
        default:
            throw .unreadable
        }
    }

    /// As `findings`, where a value is read and no more: a column that is missing, or a cell that holds no text, costs what is read from it
    /// and nothing beside.
    func supplied(_ path: FieldPath, flattening: Bool = false) throws(LookUpFailure) -> [Finding] {
        guard case (.row(let values, let columns, let unreadable), .column(let name)) = (self, path) else { return try findings(path, flattening: flattening) }
        guard let place = columns[name], values.indices.contains(place), !unreadable.contains(place) else { return [Finding(text: nil, path: name)] }
        return values[place].map { [Finding(text: $0, path: name)] } ?? []
    }

    /// Why a row has no text where it should.
    enum Gap {
        case noColumn, noText
    }

    /// - Returns: `nil` where a text can stand there, and for whatever is no row.
    func gap(at column: String) -> Gap? {
        guard case .row(let values, let columns, let unreadable) = self else { return nil }
        guard let place = columns[column], values.indices.contains(place) else { return .noColumn }
        return unreadable.contains(place) ? .noText : nil
    }

    /// Whether something of another shape stands on the way than the path was written for: an array where it names a member.
    /// Then finding nothing is no absence.
    func contradicts(_ path: FieldPath) -> Bool {
        guard case (.json(let value, _), .json(let path)) = (self, path) else { return false }
        return switch path.found(in: value) {
        case .contradicted: true
        case .value, .nothing: false
        case nil: path.contradicts(value)
        }
    }

    /// Whether the reply says what stands at a path, be it that nothing does; an XML element that is missing is how XML says so.
    ///
    /// - Parameter byNull: whether null says that nothing is there; a list that is null is no empty list.
    func isAnswered(at path: FieldPath, byNull: Bool = true) -> Bool {
        guard case (.json(let value, _), .json(let path)) = (self, path) else { return true }
        return path.isAnswered(in: value, byNull: byNull)
    }

    /// The places at a path, to read further from. JSON null and `xsi:nil` are places, see `isNull`.
    func places(_ path: FieldPath) throws(LookUpFailure) -> [Place] {
        let places: [Place]
        switch (self, path) {
        case (.json(let value, let start), .json(let path)):
            places = path.nodes(in: value).map { .json($0.value, at: JSONPosition(start.steps + $0.path.steps)) }
        case (.xml(let document, let node), .xml(let path)):
            do {
                places = try document.select(path, from: node).map { .xml(document, $0) }
            } catch {
                throw .unreadable
            }
        case (.row, .column(Self.allRows)):
            places = [self]
        default:
            throw .unreadable
        }
        guard places.count <= Self.maximumElements else { throw .unreadable }
        return places
    }

    /// The register names it, and says that nothing is there.
    var isNull: Bool {
        switch self {
        case .json(let value, _): value.isNull
        case .xml(_, let node): node.map(Self.isNil) ?? false
        case .row: false
        }
    }

    var isRow: Bool { if case .row = self { true } else { false } }

    /// A member of an object, a child element by its local name, a column: what `firstBy` reads.
    func member(_ name: String) -> String? {
        switch self {
        case .json(let value, _): value[name].flatMap(Self.text)
        case .xml(_, let node): node?.elements.first { $0.localName == name && !Self.isNil($0) }?.text
        case .row(let values, let columns, _): columns[name].flatMap { values.indices.contains($0) ? values[$0] : nil }
        }
    }

    private static func findings(_ value: JSON, at steps: [NormalizedPath.Step], flattening: Bool) -> [Finding] {
        if value.isNull { return [] }
        if flattening, let items = value.array {
            return items.enumerated().flatMap { findings($1, at: steps + [.index($0)], flattening: false) }
        }
        return [Finding(text: text(value), path: NormalizedPath(steps: steps).description)]
    }

    private static func text(_ value: JSON) -> String? {
        value.string ?? value.number ?? value.bool.map { $0 ? "true" : "false" }
    }

    /// An XPath such as `string(…)` gives a text of no node; its source says where it is from.
    private static func computed(
        _ path: XPath, in document: XMLDocument, from node: XMLNode?
    ) throws(LookUpFailure) -> [Finding] {
        do {
            return try document.value(path, from: node).map { [Finding(text: $0, path: path.source)] } ?? []
        } catch {
            throw .unreadable
        }
    }

    private static func isNil(_ node: XMLNode) -> Bool {
        let flag = node.attribute("nil", namespace: "http://www.w3.org/2001/XMLSchema-instance")
        return flag == "true" || flag == "1"
    }
}

/// Where a place is in a JSON document, written once for all that is read below it.
struct JSONPosition {
    let steps: [NormalizedPath.Step]
    /// The normalized path.
    let text: String

    init(_ steps: [NormalizedPath.Step] = []) {
        self.steps = steps
        text = NormalizedPath(steps: steps).description
    }
}
