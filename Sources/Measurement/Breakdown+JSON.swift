import Diagnostics
import Formats

extension MonthFigures {
    var json: JSON {
        [
            "month": .string(month), "procedure": .string(key.procedure), "form": .string(key.form), "baselineStatus": .string(key.baselineStatus),
            "baseline": .string(key.baseline), "dossiers": .count(dossiers), "A": .count(given), "B": .count(demanded), "weighted": .ratio(weighted), "withheldBy": withheldBy.json,
        ]
    }
}

extension OfficeFigures {
    var json: JSON {
        [
            "commune": .string(commune), "procedure": .string(procedure), "received": .count(received), "online": .count(online),
            "electronicResult": .count(electronicResult), "paidOnline": .count(paidOnline), "onTime": .count(onTime),
        ]
    }
}

extension CostEstimate {
    var json: JSON {
        [
            "tariffs": .string(tariffs.id), "title": tariffs.title.json, "currency": .string(tariffs.currency),
            "wage": ["perHour": .count(tariffs.wage), "source": tariffs.wageSource.json],
            "lines": .array(lines.map { line in
                let rate = tariffs.rates[line.unit]
                return [
                    "unit": .string(line.unit.rawValue),
                    "tariff": [
                        "minutes": .ratio(rate?.minutes), "expense": .count(rate?.expense), "eachBefore": .bool(rate?.isEachBefore ?? false),
                        "source": rate?.source.json ?? .null,
                    ],
                    "before": line.before.json(counted: true), "now": line.now.json(counted: true),
                ]
            }),
            "before": before.json(counted: false), "now": now.json(counted: false), "saved": .ratio(saved),
            "procedures": .array(procedures.map {
                [
                    "procedure": .string($0.key.procedure), "form": .string($0.key.form), "baseline": .string($0.key.baseline), "dossiers": .count($0.dossiers),
                    "before": $0.before.json(counted: false), "now": $0.now.json(counted: false),
                ]
            }),
        ]
    }
}

extension CostEstimate.Burden {
    /// - Parameter counted: with how many there are, where they are of one unit.
    fileprivate func json(counted: Bool) -> JSON {
        let both: JSONObject = ["minutes": .ratio(minutes), "cost": .count(cost)]
        guard counted else { return .object(both) }
        return .object(JSONObject([(key: "count", value: .count(count))] + both.members))
    }
}

extension LocalizedText {
    fileprivate var json: JSON { ["vi": .string(vietnamese), "en": .string(text(in: .english))] }
}
