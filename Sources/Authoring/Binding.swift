import Connectors
import Diagnostics
import Drivers
import Expressions
import Vocabulary

/// What a value of a sample may be, and why it is or is not taken for it.
struct Binding: Sendable {
    enum Verdict: Sendable {
        /// Written into the manifest.
        case sure
        /// Written as a comment, with the reason.
        case unsure(LocalizedText)
        /// Nothing in the vocabulary is like it.
        case nothing
    }

    /// From the record.
    let path: String
    let concept: Concept?
    let likeness: Double
    /// How its days are written, as a manifest says it.
    let format: String?
    var verdict: Verdict
}

/// Proposes bindings; never decides where two are alike or the values do not fit.
struct BindingProposer: Sendable {
    /// Below it a name is no likeness at all; from there on it may be, and from the second on it is.
    private static let least = 0.5, enough = 0.8, lead = 0.1
    /// Tried in order; the first in which every value is a day is taken.
    private static let formats = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyyMMdd", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyyMMddHHmmss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SXXX"]

    private let likeness: NameLikeness
    /// The composite a concept is a part of.
    private let wholes: [ConceptID: ConceptID]
    private let trial: TrialReading

    init(about kind: Kind, _ vocabulary: Vocabulary) {
        likeness = NameLikeness(vocabulary.concepts.values.filter { $0.kinds.contains(kind) }.sorted { $0.id.rawValue < $1.id.rawValue })
        let composites = vocabulary.concepts.values.sorted { $0.id.rawValue < $1.id.rawValue }
        wholes = Dictionary(composites.flatMap { whole in whole.form.parts.map { ($0.concept, whole.id) } }, uniquingKeysWith: { first, _ in first })
        trial = TrialReading(vocabulary)
    }

    /// - Parameter names: from the record down to the value.
    func binding(at path: String, names: [String], texts: [String]) -> Binding {
        let ranked = likeness.ranked(names)
        guard let best = ranked.first, best.likeness >= Self.least else { return Binding(path: path, concept: nil, likeness: 0, format: nil, verdict: .nothing) }
        let (format, misfit) = fit(texts, best.concept)
        func made(_ verdict: Binding.Verdict) -> Binding { Binding(path: path, concept: best.concept, likeness: best.likeness, format: format, verdict: verdict) }
        if let misfit { return made(.unsure(misfit)) }
        // Every address has a commune: a part by itself does not say of which.
        if let whole = wholes[best.concept.id] {
            return made(.unsure(LocalizedText(vi: "là một phần của \(whole); có đúng là của khái niệm đó không?", en: "it is a part of \(whole); is it that one's?")))
        }
        guard !texts.isEmpty else {
            return made(.unsure(LocalizedText(vi: "mẫu không có giá trị ở đây để so", en: "the sample has no value here to compare")))
        }
        if ranked.count > 1, best.likeness < 1, best.likeness - ranked[1].likeness < Self.lead {
            return made(.unsure(LocalizedText(vi: "cũng có thể là \(ranked[1].concept.id)", en: "may as well be \(ranked[1].concept.id)")))
        }
        guard best.likeness >= Self.enough else {
            let name = names.last ?? ""
            return made(.unsure(LocalizedText(vi: "tên '\(name)' chỉ hơi giống", en: "the name '\(name)' is only a little like it")))
        }
        return made(.sure)
    }

    /// How the texts are read as the concept, or why they cannot be.
    func fit(_ texts: [String], _ concept: Concept) -> (format: String?, misfit: LocalizedText?) {
        guard !texts.isEmpty else { return (nil, nil) }
        func isRead(_ rules: Supply.Decoding) -> Bool {
            texts.allSatisfy { text in if case .value? = trial.value(of: [text], as: concept.id, by: rules) { true } else { false } }
        }
        if concept.type == .date {
            if let format = Self.formats.first(where: { isRead(.init(format: $0)) }) { return (format == "yyyy-MM-dd" ? nil : YAML.flow(format), nil) }
            if let format = Self.formats.first(where: { isRead(.init(format: $0, partial: true)) }) { return ("\(YAML.flow(format)), partial: true", nil) }
            return (nil, LocalizedText(vi: "giá trị mẫu không phải ngày theo dạng quen thuộc nào", en: "the sample's value is no day in any familiar format"))
        }
        if isRead(.init()) { return (nil, nil) }
        switch concept.type {
        case .choice:
            return (nil, LocalizedText(
                vi: "mã của sổ khác mã của '\(concept.form.codes?.rawValue ?? "")'; hãy thêm codes: {mã của sổ: mã của ta}",
                en: "the register's codes are not those of '\(concept.form.codes?.rawValue ?? "")'; add codes: {the register's: ours}"))
        case .composite, .address: return (nil, LocalizedText(vi: "khái niệm ghép cần 'parts'", en: "a composite needs 'parts'"))
        default: return (nil, LocalizedText(vi: "giá trị mẫu không đọc được như khái niệm này", en: "the sample's value does not read as this concept"))
        }
    }

    /// Where several claim one concept the likest has it.
    static func settled(_ bindings: [Binding]) -> [Binding] {
        bindings.enumerated().map { place, binding in
            guard case .sure = binding.verdict, let concept = binding.concept else { return binding }
            let rival = bindings.enumerated().first { other in
                other.offset != place && other.element.concept?.id == concept.id && { if case .sure = other.element.verdict { true } else { false } }()
                    && (other.element.likeness, -other.offset) > (binding.likeness, -place)
            }
            guard let rival else { return binding }
            var unsure = binding
            unsure.verdict = .unsure(LocalizedText(vi: "\(rival.element.path) giống hơn", en: "\(rival.element.path) is more like it"))
            return unsure
        }
    }
}
