import Connectors
import Diagnostics
import Expressions
import Formats
import Vocabulary

extension ManifestDrawing {
    /// Where the record's own key stands: where the author says, else the likest of the values that are such a key.
    mutating func identity(_ places: [Place]) -> Place? {
        if let path = brief.identifies { return places.first { $0.path == path } }
        guard let concept = vocabulary[brief.key] else { return nil }
        let likeness = NameLikeness([concept])
        let ranked = places.filter { !$0.texts.isEmpty && proposer.fit($0.texts, concept).misfit == nil }
            .map { (place: $0, likeness: likeness.ranked($0.names).first?.likeness ?? 0) }
            .sorted { ($0.likeness, -$0.place.names.count) > ($1.likeness, -$1.place.names.count) }
        if let best = ranked.first, best.likeness >= 0.5 { return best.place }
        // What is called like the key and does not read as one is for the author to look at: another number is not taken for it.
        let called = places.filter { !$0.texts.isEmpty && (likeness.ranked($0.names).first?.likeness ?? 0) >= 0.5 }
        guard called.isEmpty else {
            let path = called[0].path
            undecided.append(LocalizedText(
                vi: "identifies: '\(path)' có tên giống '\(brief.key)' nhưng giá trị không đọc được như khái niệm đó", en: "identifies: '\(path)' is called like '\(brief.key)', but its value does not read as one"))
            return nil
        }
        // A number with a rule of its own speaks for itself, where it is the only one that every record has, each another, and it is
        // not another number by its name.
        guard ![nil, IdentifierType.none].contains(concept.form.identifier) else { return nil }
        let numbers = NameLikeness(vocabulary.concepts.values.filter { ![nil, IdentifierType.none].contains($0.form.identifier) }.sorted { $0.id.rawValue < $1.id.rawValue })
        let records = places.map(\.texts.count).max() ?? 0
        let telling = ranked.map(\.place).filter { place in
            guard place.texts.count == records, Set(place.texts).count == records else { return false }
            let other = numbers.ranked(place.names).first { $0.likeness >= 0.5 && proposer.fit(place.texts, $0.concept).misfit == nil }
            return other == nil || other?.concept.id == brief.key
        }
        let nearest = telling.map(\.names.count).min()
        let near = telling.filter { $0.names.count == nearest }
        return near.count == 1 ? near[0] : nil
    }

    /// - Parameter key: where the record's own key stands: it is that, whatever else its name is like.
    mutating func supplies(_ places: [Place], _ key: String?) {
        var rest = places
        var composites: [String] = []
        for group in Self.groups(of: places) {
            guard let (concept, parts, isSure) = composite(group) else { continue }
            rest.removeAll { place in parts.contains { $0.path == place.path } }
            let indent = isSure ? "      " : "      # "
            composites.append("\(indent)\(concept.id):" + (isSure ? "" : "   # " + said("chưa chắc: tên '\(group.name)' chỉ hơi giống", "unsure: the name '\(group.name)' is only a little like it")))
            composites.append("\(indent)  parts:")
            composites += parts.map { "\(indent)    \($0.part): {at: \(YAML.flow($0.path))\($0.format.map { ", format: \($0)" } ?? "")}" }
            composites.append("\(indent)  authority: \(rank(of: concept.id))")
            if isSure { bound.append(concept.id) } else { unsure += 1 }
        }
        let bindings = BindingProposer.settled(rest.map { place in
            guard place.path == key, let concept = vocabulary[brief.key] else { return proposer.binding(at: place.path, names: place.names, texts: place.texts) }
            return Binding(path: place.path, concept: concept, likeness: 1, format: nil, verdict: .sure)
        })
        let isBound = bindings.contains { if case .sure = $0.verdict { true } else { false } } || composites.contains { !$0.hasPrefix("      #") }
        if isBound { lines.append("    supplies:") } else {
            lines.append("    # supplies:   # " + said("không có gì chắc chắn; bỏ dấu # ở các dòng đúng", "nothing is sure; take the # off the lines that are right"))
            undecided.append(LocalizedText(vi: "supplies: chưa có khái niệm nào chắc chắn", en: "supplies: no concept is sure"))
        }
        for binding in bindings {
            guard let concept = binding.concept else {
                lines.append("      # " + said("không có khái niệm nào giống", "nothing like it in the vocabulary") + ": \(binding.path)")
                continue
            }
            let format = binding.format.map { ", format: \($0)" } ?? ""
            let line = "\(concept.id): {at: \(YAML.flow(binding.path))\(format), authority: \(rank(of: concept.id))}"
            switch binding.verdict {
            case .sure:
                lines.append("      \(line)")
                bound.append(concept.id)
            case .unsure(let why):
                lines.append("      # \(line)   # " + said("chưa chắc", "unsure") + ": \(why.text(in: language))")
                unsure += 1
            case .nothing: continue
            }
        }
        lines += composites
    }

    /// The members of a group as the parts of a composite that is called like it.
    private func composite(_ group: Group) -> (concept: Concept, parts: [(part: String, path: String, format: String?)], isSure: Bool)? {
        let composites = vocabulary.concepts.values.filter { $0.kinds.contains(brief.about) && !$0.form.parts.isEmpty }.sorted { $0.id.rawValue < $1.id.rawValue }
        guard let best = NameLikeness(composites).ranked([group.name]).first, best.likeness >= 0.5 else { return nil }
        var parts: [(part: String, path: String, format: String?)] = []
        for part in best.concept.form.parts {
            guard let concept = vocabulary[part.concept] else { continue }
            let named = group.places.map { place in
                (place, max(NameLikeness.likeness(NameLikeness.words(place.names.last ?? ""), NameLikeness.words(part.name)), NameLikeness([concept]).ranked([place.names.last ?? ""]).first?.likeness ?? 0))
            }
            guard let match = named.max(by: { $0.1 < $1.1 }), !parts.contains(where: { $0.path == match.0.path }) else { continue }
            let (format, misfit) = proposer.fit(match.0.texts, concept)
            // A code of the part's own list needs less of a name.
            guard match.1 >= (concept.form.codes == nil ? 0.6 : 0.25) else { continue }
            if misfit == nil, !match.0.texts.isEmpty { parts.append((part.name, match.0.path, format)) }
        }
        return parts.isEmpty ? nil : (best.concept, parts, best.likeness >= 0.8)
    }

    /// The next rank nobody has: the author says who is to decide.
    private func rank(of concept: ConceptID) -> Int {
        let taken = ranks[concept] ?? []
        return (5...9).first { !taken.contains($0) } ?? (1...4).last { !taken.contains($0) } ?? 9
    }

    /// Lists lead to others, or are values of their own, and somebody else's number leads to them: where to the author knows.
    mutating func opens(_ record: SampleTree, _ places: [Place], _ own: String?) {
        let lists = record.members.filter { $0.isList && !$0.isLeaf }
        let others = places.filter { $0.path != own }.compactMap { place in subject(called: place.names, place.texts).map { (place.path, $0) } }
        guard !lists.isEmpty || !others.isEmpty else { return }
        lines.append("    # opens:   # " + said("quan hệ nào, dẫn tới ai?", "which relation, leading to whom?"))
        for (path, subject) in others { open(subject, key: path, list: nil) }
        for list in lists {
            let path = kind == .json ? "$\(list.step)[*]" : list.step
            let found = list.members.lazy.compactMap { [self] member in subject(called: [member.name], member.texts, anyName: true).map { (member, $0) } }.first
            guard let (member, subject) = found else {
                lines.append("      # " + said("danh sách", "a list") + ": \(path)")
                continue
            }
            open(subject, key: kind == .json ? "$\(member.step)" : member.step, list: path)
        }
    }

    private mutating func open(_ subject: (kind: Kind, key: ConceptID), key: String, list: String?) {
        let relations = vocabulary.relations.values.filter { $0.from.contains(brief.about) && $0.to.contains(subject.kind) }.map(\.id.rawValue).sorted()
        let from = list.map { "list: \(YAML.flow($0)), " } ?? ""
        let choice = relations.count > 1 ? "   # " + said("hoặc", "or") + " \(relations.dropFirst().joined(separator: ", "))" : ""
        lines.append("      # \(relations.first ?? "…"): {kind: \(subject.kind.rawValue), \(from)key: {\(subject.key): \(YAML.flow(key))}}\(choice)")
        unsure += 1
    }

    /// Whom a number names.
    ///
    /// - Parameter anyName: in a list of its own the number says enough; among values of a record its name has to say so too.
    private func subject(called names: [String], _ texts: [String], anyName: Bool = false) -> (kind: Kind, key: ConceptID)? {
        guard !texts.isEmpty else { return nil }
        let keys = vocabulary.keys.flatMap { kind, keys in keys.filter { $0.count == 1 }.map { (kind: kind, key: $0[0]) } }.sorted { ($0.key.rawValue, $0.kind) < ($1.key.rawValue, $1.kind) }
        return keys.first { entry in
            guard let concept = vocabulary[entry.key], ![nil, IdentifierType.none].contains(concept.form.identifier), proposer.fit(texts, concept).misfit == nil else { return false }
            return anyName || (NameLikeness([concept]).ranked(names).first?.likeness ?? 0) >= 0.5
        }
    }
}
