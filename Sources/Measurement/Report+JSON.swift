public import Formats

extension Report {
    /// The contract of `report --format json`, as published. Ratios have at most six decimals; `null` where nothing is measurable.
    public var json: JSON { published.written }

    /// The same with what flags withhold in it: what the recount is held against, and shown to nobody.
    var countedJSON: JSON { written }

    private var written: JSON {
        .object([
            "schema": .string(Self.schema),
            "simulated": .bool(scope.simulated),
            "figures": scope.figuresAreSimulated ? "simulated" : "real",
            "period": ["from": .optional(scope.period.from), "to": .optional(scope.period.to)],
            "coverage": scope.coverage.json,
            "reduction": reduction.json(withheldBy: integrity.reasons),
            "integrity": integrity.json,
            "reuse": reuse.json,
            "targets": .array(targets.map(\.json)),
            "procedures": .array(procedures.map(\.json)),
            "reasons": .array(reasons.map(\.json)),
            "registers": .array(registers.map(\.json)),
            "confirmations": [
                "total": .count(scope.sideLines.confirmations),
                "dossiers": .count(scope.sideLines.dossiersWithConfirmations),
            ],
            "repeats": .count(scope.sideLines.repeats),
            "indicators": .array(indicators.map(\.json)),
            "received": received?.json ?? .null,
            "drafts": drafts.json,
            "paperReasons": .array(paperReasons.map(\.json)),
            "comparison": comparison?.json ?? .null,
            "months": .array(months.map(\.json)),
            "offices": .array(offices.map(\.json)),
            "cost": cost?.json ?? .null,
        ])
    }
}

extension JSON {
    static func count(_ value: Int) -> JSON { .number("\(value)") }

    static func count(_ value: Int?) -> JSON { value.map { .number("\($0)") } ?? .null }

    static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    static func ratio(_ value: Double?) -> JSON { value.map { .number(SixDecimals.text($0)) } ?? .null }
}

/// Ratios as the report writes them.
enum SixDecimals {
    /// Rounded to six decimals, halves away from 0, without zeros at the end; never an exponent, never `-0`.
    static func text(_ value: Double) -> String {
        let millionths = Int((value * 1_000_000).rounded())
        let digits = String(millionths.magnitude)
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        var fraction = padded.suffix(6)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = padded.dropLast(6)
        return (millionths < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}

extension Headline {
    fileprivate var json: JSON { ["macro": .ratio(macro), "weighted": .ratio(weighted)] }
}

extension Interval {
    fileprivate var json: JSON { json(ofPoints: "reduction") }

    /// - Parameter name: what the figure of one procedure is called.
    fileprivate func json(ofPoints name: String) -> JSON {
        switch self {
        case .none: .null
        case .range(let lowest, let highest, let points):
            [
                "kind": "range", "range": [.ratio(lowest), .ratio(highest)],
                "points": .array(points.map { ["procedure": .string($0.procedure), name: .ratio($0.reduction)] }),
            ]
        case .bootstrap(let bootstrap):
            [
                "kind": "bootstrap", "macro": [.ratio(bootstrap.macro.lowerBound), .ratio(bootstrap.macro.upperBound)],
                "weighted": [.ratio(bootstrap.weighted.lowerBound), .ratio(bootstrap.weighted.upperBound)],
                "level": .ratio(bootstrap.level), "resamples": .count(bootstrap.resamples), "seed": .number("\(bootstrap.seed)"),
            ]
        }
    }
}

extension Series {
    fileprivate var json: JSON {
        [
            "dossiers": .count(dossiers), "measurable": .count(measurable), "A": .count(given), "B": .count(demanded),
            "macro": .ratio(headline.macro), "weighted": .ratio(headline.weighted), "interval": interval.json,
            "low": low.json, "high": high.json,
        ]
    }
}

extension SavedPart {
    fileprivate var json: JSON {
        [
            "source": .string(source), "register": .bool(isRegister), "atoms": .count(atoms),
            "ownIdentityAtoms": .count(ownIdentityAtoms), "macro": .ratio(share.macro), "weighted": .ratio(share.weighted),
        ]
    }
}

extension AtomShare {
    fileprivate var json: JSON {
        ["atoms": .count(atoms), "macro": .ratio(share.macro), "weighted": .ratio(share.weighted)]
    }
}

extension Reduction {
    fileprivate func json(withheldBy codes: [IntegrityFlag.Code]) -> JSON {
        [
            "strict": strict.json, "answered": answered.json, "byRegister": .array(byRegister.map(\.json)),
            "ownIdentityData": ownIdentityData.json, "otherData": otherData.json,
            "namedRegistersOnly": namedRegistersOnly.json, "provisional": provisional?.json ?? .null,
            "simulatedApart": simulatedApart?.json ?? .null,
            "distribution": [
                "dossiers": .count(distribution.dossiers), "shareWithoutCut": .ratio(distribution.shareWithoutCut),
                "median": .ratio(distribution.median), "p10": .ratio(distribution.p10), "p90": .ratio(distribution.p90),
                "p25": .ratio(distribution.p25), "p75": .ratio(distribution.p75),
                "lowest": .ratio(distribution.lowest), "highest": .ratio(distribution.highest),
            ],
            "withheldBy": codes.json,
        ]
    }
}

extension ApartSeries {
    var json: JSON { ["strict": strict.json, "answered": answered.json] }
}

extension Reuse {
    fileprivate var json: JSON {
        [
            "official": official.json, "papers": papers.json, "earlier": earlier.json, "registers": registers.json,
            "any": any.json, "papersOrEarlier": papersOrEarlier.json, "documents": documents.json,
        ]
    }
}

extension ReuseTier {
    fileprivate var json: JSON { ["dossiers": .count(dossiers), "low": .ratio(low), "high": .ratio(high)] }
}

extension DocumentSeries {
    fileprivate var json: JSON {
        [
            "required": .count(required), "replaced": .count(replaced), "earlier": .count(earlier), "stored": .count(stored),
            "uploaded": .count(uploaded), "uploadedAlthoughAvailable": .count(uploadedAlthoughAvailable),
            "declined": .count(declined),
        ]
    }
}

extension Coverage {
    fileprivate var json: JSON {
        [
            "received": .count(received), "seen": .count(seen), "share": .ratio(share),
            "denominator": received == nil ? "seen" : "received", "exportIsShort": .bool(exportIsShort),
            "leftOut": .count(leftOut), "opened": .count(opened), "unfinished": .count(unfinished), "abandoned": .count(abandoned),
            "repeatedSubmissions": .count(repeatedSubmissions),
        ]
    }
}

extension Target {
    fileprivate var json: JSON {
        [
            "id": .string(id), "goal": .ratio(goal), "value": .ratio(value), "met": .string(verdict.rawValue),
            "interval": interval.json(ofPoints: "value"),
        ]
    }
}

extension ProcedureFigures {
    fileprivate var json: JSON {
        [
            "procedure": .string(key.procedure), "form": .string(key.form), "baselineStatus": .string(key.baselineStatus),
            "baseline": .string(key.baseline), "dossiers": .count(dossiers), "blanks": .count(blanks), "A": .count(strict.given), "B": .count(strict.demanded),
            "strict": strict.json, "answered": answered.json, "sources": .array(sources.map(\.json)),
            "documents": documents.json, "withheldBy": withheldBy.json,
        ]
    }
}

extension [IntegrityFlag.Code] {
    var json: JSON { .array(map { .string($0.rawValue) }) }
}

extension ReasonFigures {
    fileprivate var json: JSON {
        ["code": .string(code), "dossiers": .count(dossiers), "atoms": .count(atoms), "wouldAdd": .ratio(wouldAdd)]
    }
}

extension RegisterFigures {
    fileprivate var json: JSON {
        [
            "connector": .string(connector), "calls": .count(calls), "attributes": .count(attributes), "found": .count(found),
            "absent": .count(absent), "refused": .count(refused), "failed": .count(failed), "kept": .count(kept),
            "changed": .count(changed), "disputed": .count(disputed), "acceptance": .ratio(acceptance),
            "failureRate": .ratio(failureRate), "correction": .ratio(correction), "dossiers": .count(dossiers),
            "fallbacks": .count(fallbacks), "fallback": .ratio(fallback),
        ]
    }
}
