import Connectors
import Expressions
import Vocabulary

extension Extraction {
    func links(in records: [Place]) throws(LookUpFailure) -> [RelationID: LinkList] {
        var links: [RelationID: LinkList] = [:]
        for opens in operation.opens where request.relations.contains(opens.relation) {
            links[opens.relation] = try list(opens, in: records)
        }
        return links
    }

    /// The links of one relation, each subject once: what several elements say of it differently cannot be read. Complete only if the manifest says so and no element was skipped.
    private func list(_ opens: Opens, in records: [Place]) throws(LookUpFailure) -> LinkList {
        let elements = try elements(of: opens, in: records)
        var links: [Link] = []
        var isComplete = opens.isComplete, isReadable = true
        if let list = opens.list, records.contains(where: { $0.contradicts(list) }) { (isComplete, isReadable) = (false, false) }
        if elements.isEmpty {
            switch try emptiness(of: opens, in: records) {
            case .empty: break
            case .unsaid: isComplete = false
            case .renamed: (isComplete, isReadable) = (false, false)
            }
        }
        for element in elements {
            switch try key(of: opens, in: element) {
            case .read(let keys):
                let link = Link(kind: opens.kind, keys: keys, values: try values(of: opens.supplies, in: [element]))
                if let known = links.firstIndex(where: { $0.keys == keys }) { links[known] = links[known].agreeing(with: link) } else { links.append(link) }
            case .missing:
                // A row of an outer join may lead nowhere; an element of a list is somebody, only without a key.
                if opens.list != nil, !element.isRow { isComplete = false }
            case .unreadable: (isComplete, isReadable) = (false, false)
            }
        }
        // Two subjects where there can be one: neither is told.
        if opens.list == nil, links.count > 1 { return LinkList(links: [], isComplete: false, isReadable: false) }
        return LinkList(links: links, isComplete: isComplete, isReadable: isReadable)
    }

    private func elements(of opens: Opens, in records: [Place]) throws(LookUpFailure) -> [Place] {
        guard let list = opens.list else { return records }
        var elements: [Place] = []
        for record in records { elements += try record.places(list).filter { !$0.isNull } }
        guard elements.count <= Place.maximumElements else { throw .unreadable }
        return elements
    }

    /// An empty list was sent; a reply without the list says nothing about it, and one that holds something else in its place has changed.
    func emptiness(of opens: Opens, in records: [Place]) throws(LookUpFailure) -> XMLListing.Emptiness {
        guard let list = opens.list else { return .empty }
        guard records.contains(where: { $0.isAnswered(at: list, byNull: false) }) else { return .unsaid }
        guard let listing = XMLListing(of: list) else { return .empty }
        let isNested = opens.keys.values.allSatisfy { $0.text.first?.isLetter ?? false }
        let said = try records.map { record throws(LookUpFailure) in try listing.emptiness(in: record, isNested: isNested) }
        return said.contains(.renamed) ? .renamed : said.contains(.empty) ? .empty : .unsaid
    }

    private enum Key {
        case read([ConceptID: String])
        case missing
        case unreadable
    }

    private func key(of opens: Opens, in element: Place) throws(LookUpFailure) -> Key {
        var keys: [ConceptID: String] = [:]
        var missing = 0
        for (concept, path) in opens.keys {
            guard !element.contradicts(path) else { return .unreadable }
            var written: Set<String> = []
            for finding in try element.supplied(path) {
                guard let text = finding.text?.trimmingSpaces else { return .unreadable }
                if !text.isEmpty { written.insert(text) }
            }
            guard let text = written.first else {
                missing += 1
                continue
            }
            guard written.count == 1, let key = decoding.key(text, as: concept) else { return .unreadable }
            keys[concept] = key
        }
        if missing == 0, !keys.isEmpty { return .read(keys) }
        return keys.isEmpty ? .missing : .unreadable
    }
}

extension Link {
    /// One of two elements about the same subject: what both say in the same way, and what only one of them says.
    fileprivate func agreeing(with other: Link) -> Link {
        let values = values.merging(other.values) { mine, others in
            switch (mine, others) {
            case (.unrecorded, _): others
            case (_, .unrecorded): mine
            case (.value(let mine, let path), .value(let others, _)): mine == others ? .value(mine, path: path) : .invalid(path: path)
            case (.none(let path), .none): .none(path: path)
            case (.invalid(let path), _), (_, .invalid(let path)), (.value(_, let path), .none), (.none(let path), .value): .invalid(path: path)
            }
        }
        return Link(kind: kind, keys: keys, values: values)
    }
}
