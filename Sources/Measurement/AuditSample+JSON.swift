public import Formats
import Receipts

extension AuditSample {
    /// The contract of `audit sample --format json`.
    public var json: JSON {
        [
            "schema": .string(Self.schema), "simulated": .bool(isSimulated),
            "period": ["from": .optional(period.from), "to": .optional(period.to)],
            "seed": .number("\(seed)"), "generator": "SplitMix64", "requested": .count(requested), "population": .count(population),
            "dossiers": .array(dossiers.map(\.json)),
        ]
    }

    /// A row per atom, for a spreadsheet.
    public var table: Table {
        get throws(FormatError) {
            try Table(
                columns: [
                    "draw", "dossier", "hour", "procedure", "form", "version", "baseline", "baseline_status", "atom", "blanks", "leaves", "in_b",
                    "in_b_high", "in_a", "rule", "source",
                ],
                rows: dossiers.enumerated().flatMap { index, dossier in
                    dossier.atoms.map { atom in
                        [
                            "\(index + 1)", dossier.dossier, dossier.hour, dossier.procedure, dossier.form, dossier.version, dossier.baseline,
                            dossier.baselineStatus, atom.atom, atom.blanksText, atom.leavesText, atom.isInB ? "1" : "0", atom.isInHighB ? "1" : "0",
                            atom.isInA ? "1" : "0", atom.rule.rawValue, atom.source ?? "",
                        ]
                    }
                })
        }
    }
}

extension AuditedAtom {
    /// `place_of_birth required; place_of_birth_2 optional`.
    public var blanksText: String { blanks.map { "\($0.leaf) \($0.demand.rawValue)" }.joined(separator: "; ") }

    /// `child.hometown required declared statement`: the leaf, whether it is required, its outcome, its source or reason, and whether it is still to come.
    public var leavesText: String {
        leaves.map { leaf in
            var words = [leaf.leaf, leaf.required ? "required" : "optional", leaf.outcome.rawValue]
            words += [leaf.source, leaf.reason?.rawValue, leaf.isTouched ? "touched" : nil, leaf.isLater ? "later" : nil].compactMap(\.self)
            return words.joined(separator: " ")
        }
        .joined(separator: "; ")
    }

    fileprivate var json: JSON {
        [
            "atom": .string(atom),
            "blanks": .array(blanks.map { ["leaf": .string($0.leaf), "demand": .string($0.demand.rawValue)] }),
            "leaves": .array(leaves.map { leaf in
                [
                    "leaf": .string(leaf.leaf), "required": .bool(leaf.required), "outcome": .string(leaf.outcome.rawValue),
                    "source": .optional(leaf.source), "reason": .optional(leaf.reason?.rawValue), "touched": .bool(leaf.isTouched),
                    "later": .bool(leaf.isLater),
                ]
            }),
            "inB": .bool(isInB), "inBHigh": .bool(isInHighB), "inA": .bool(isInA), "rule": .string(rule.rawValue),
            "source": .optional(source), "ownIdentity": .bool(isOwnIdentity),
        ]
    }
}

extension AuditedDossier {
    fileprivate var json: JSON {
        func sides(_ sides: DossierCount.Sides) -> JSON {
            ["A": .count(sides.given), "B": .count(sides.demanded), "reduction": .ratio(sides.reduction)]
        }
        return [
            "dossier": .string(dossier), "hour": .string(hour), "procedure": .string(procedure), "form": .string(form),
            "version": .string(version), "channel": .string(channel), "baseline": .string(baseline),
            "baselineStatus": .string(baselineStatus), "strict": ["low": sides(count.strict.low), "high": sides(count.strict.high)],
            "answered": ["low": sides(count.answered.low), "high": sides(count.answered.high)],
            "atoms": .array(atoms.map(\.json)),
            "documents": .array(documents.map { document in
                [
                    "id": .string(document.id), "required": .bool(document.required), "disposition": .string(document.disposition),
                    "by": .optional(document.by), "available": .bool(document.wasAvailable), "declined": .bool(document.isDeclined),
                ]
            }),
        ]
    }
}
