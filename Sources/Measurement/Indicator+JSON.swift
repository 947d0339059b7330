import Formats

extension Indicator {
    var json: JSON {
        [
            "id": .string(id.rawValue), "number": .string(id.number), "fullScoreAt": .ratio(id.fullScoreAt),
            "literal": literal?.json ?? .null, "strict": strict?.json ?? .null,
        ]
    }
}

extension IndicatorReading {
    fileprivate var json: JSON {
        [
            "basis": .string(basis.rawValue), "numerator": .count(numerator), "denominator": .count(denominator),
            "unsaid": .count(unsaid), "value": .ratio(value),
        ]
    }
}

extension ReceivedFigures {
    var json: JSON {
        [
            "procedures": .array(procedures.map {
                ["procedure": .string($0.procedure), "received": .count($0.received), "seen": .count($0.seen), "share": .ratio($0.share)]
            }),
            "communes": .count(communes), "columns": .array(columns.map(JSON.string)),
        ]
    }
}

extension Drafts {
    var json: JSON {
        [
            "asOf": .optional(asOf), "opened": .count(opened), "open": .count(open), "closed": .count(closed),
            "ages": .array(ages.map { ["from": .count($0.from), "to": .count($0.to), "dossiers": .count($0.dossiers)] }),
            "abandonedAfterDays": .count(Self.abandonedAfterDays), "abandoned": .count(abandoned), "share": .ratio(abandonedShare),
            "effect": ["macro": .ratio(effect.macro), "weighted": .ratio(effect.weighted)], "worst": ["macro": .ratio(worst.macro), "weighted": .ratio(worst.weighted)],
        ]
    }
}

extension PaperReasonFigures {
    var json: JSON {
        [
            "code": .string(code.rawValue), "papers": .count(papers), "dossiers": .count(dossiers), "wouldMove": .count(wouldMove),
            "wouldAdd": .ratio(wouldAdd),
        ]
    }
}

extension Comparison {
    var json: JSON {
        var object: JSONObject = ["with": ["from": .optional(base.from), "to": .optional(base.to)]]
        switch outcome {
        case .refused(let refusal):
            object["refused"] = .string(refusal.rawValue)
            object["strict"] = .null
            object["offices"] = .null
        case .compared(let change):
            object["refused"] = .null
            object["strict"] = [
                "macro": change.macro?.json ?? .null, "weighted": change.weighted?.json ?? .null,
                "series": ["inBoth": .count(change.inBoth), "onlyBase": .count(change.onlyBase), "onlyNow": .count(change.onlyNow)],
            ]
            object["offices"] = change.offices.map { ["before": .count($0.before), "after": .count($0.after)] } ?? .null
        }
        return .object(object)
    }
}

extension Change.Split {
    fileprivate var json: JSON {
        ["before": .ratio(before), "after": .ratio(after), "within": .ratio(within), "mix": .ratio(mix)]
    }
}
