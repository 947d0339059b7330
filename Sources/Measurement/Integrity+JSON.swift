import Formats

extension Integrity {
    var json: JSON {
        [
            "withheld": .bool(isWithheld), "flags": .array(flags.map(\.json)),
            "withoutFlagged": [
                "procedures": .count(withoutFlagged.procedures), "dossiers": .count(withoutFlagged.dossiers), "macro": .ratio(withoutFlagged.strict.macro),
                "weighted": .ratio(withoutFlagged.strict.weighted),
            ],
        ]
    }
}

extension IntegrityFlag {
    fileprivate var json: JSON {
        func named(_ text: String) -> JSON { text.isEmpty ? .null : .string(text) }
        return [
            "code": .string(code.rawValue), "withholds": .bool(code.isWithholding), "procedure": named(subject.procedure), "form": named(subject.form),
            "baseline": named(subject.baseline), "effect": scale == nil ? .null : ["macro": .ratio(effect?.macro), "weighted": .ratio(effect?.weighted)],
            "scale": scale.map { .string($0.rawValue) } ?? .null, "share": .ratio(share), "threshold": .ratio(code.threshold),
            "observed": .object(JSONObject(observed.map { (key: $0.name, value: .count($0.count)) })),
        ]
    }
}
