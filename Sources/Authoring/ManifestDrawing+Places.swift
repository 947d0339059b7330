import Connectors
import Diagnostics
import Expressions
import Formats
import Vocabulary

extension ManifestDrawing {
    struct Place {
        let path: String
        let names: [String]
        let texts: [String]
    }

    struct Group {
        let name: String
        let places: [Place]
    }

    /// Down to what holds nearly everything: past an envelope, a wrapper, a head with a count and a trace number beside the record.
    func record(in root: SampleTree) -> (record: SampleTree, path: String) {
        guard kind == .json || kind == .xml else { return (root, "rows") }
        var record = root
        var path = kind == .json ? "$" : "/\(root.step)"
        if root.isList { path += "[*]" }
        while !record.isList, let inner = record.members.max(by: { $0.leaves < $1.leaves }), !inner.isLeaf {
            guard inner.leaves * 5 >= record.leaves * 4, !record.members.contains(where: { $0.step != inner.step && tells($0) }) else { break }
            record = inner
            path += kind == .json ? inner.step + (inner.isList ? "[*]" : "") : "/\(inner.step)"
        }
        return (record, path)
    }

    /// Whether something in it is what a record is asked by, or a concept of it: then the record goes no deeper.
    private func tells(_ member: SampleTree) -> Bool {
        let places = member.isLeaf ? [Place(path: "", names: [member.name], texts: member.texts)] : Self.places(in: member, kind)
        let key = vocabulary[brief.key].map { NameLikeness([$0]) }
        return places.contains { place in
            if case .sure = proposer.binding(at: place.path, names: place.names, texts: place.texts).verdict { return true }
            return (key?.ranked(place.names).first?.likeness ?? 0) >= 0.5
        }
    }

    /// Values of a record, as paths from it; those in lists are not the record's own.
    static func places(in record: SampleTree, _ kind: Transport.Kind) -> [Place] {
        func walk(_ tree: SampleTree, _ path: String, _ names: [String]) -> [Place] {
            if tree.isLeaf { return tree.isList ? [] : [Place(path: path, names: names, texts: tree.texts)] }
            if tree.isList { return [] }
            return tree.members.flatMap { walk($0, kind == .json ? path + $0.step : (path.isEmpty ? $0.step : "\(path)/\($0.step)"), names + [$0.name]) }
        }
        return record.members.flatMap { walk($0, kind == .json ? "$" + $0.step : $0.step, [$0.name]) }
    }

    /// Values that stand together in one member of the record.
    static func groups(of places: [Place]) -> [Group] {
        var names: [String] = []
        for place in places where place.names.count == 2 && !names.contains(place.names[0]) { names.append(place.names[0]) }
        return names.map { name in Group(name: name, places: places.filter { $0.names.count == 2 && $0.names[0] == name }) }
    }
}
