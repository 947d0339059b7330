/// A row of what somebody has paid into social insurance: from which month to which, how, and on what wage.
struct InsurancePeriod {
    enum Scheme: String {
        case compulsory, voluntary

        var registerCode: String { self == .compulsory ? "BB" : "TN" }
    }

    let id: String
    /// First and last month, as `2019-04`; no last month while it goes on.
    let from: String, to: String?
    let scheme: Scheme
    /// Dong a month.
    let wage: Int
    /// Who paid; nobody who pays for themselves has one.
    let employer: Employer?
}

extension Family {
    /// What insurance has of a participant's years, oldest first. A new wage is a new row. Nothing here is drawn from the family's
    /// own stream.
    func insurancePeriods(of index: Int, asOf: CivilDay) -> [InsurancePeriod] {
        let person = people[index]
        guard let insurance = person.insurance, person.age(on: asOf) >= 18 else { return [] }
        var random = Randomness(seed: 0x1A5E, stream: UInt64(person.serial))
        let isEmployed = insurance.employer != nil
        // Of those without an employer few pay for themselves.
        guard isEmployed || random.happens(0.12) else { return [] }
        // Nobody here has paid before the year they turned eighteen.
        var month = max((person.born.year + 18) * 12, (asOf.year - random.between(1, 14)) * 12) + random.below(12)
        let last = asOf.year * 12 + asOf.month - 1
        guard month < last else { return [] }
        var wage = isEmployed ? random.between(36, 90) * 100_000 : random.between(15, 40) * 100_000
        var periods: [InsurancePeriod] = []
        while month <= last, periods.count < 12 {
            let end = month + random.between(11, 35)
            periods.append(
                InsurancePeriod(
                    id: "QT-\(insurance.number)-\(digits(periods.count + 1, 2))", from: text(month),
                    to: end < last && periods.count < 11 ? text(end) : nil, scheme: isEmployed ? .compulsory : .voluntary, wage: wage,
                    employer: insurance.employer))
            // Now and then some months are missing between two.
            month = min(end + 1 + (random.happens(0.2) ? random.between(1, 9) : 0), last)
            if periods[periods.count - 1].to == nil { break }
            wage += random.between(2, 12) * 50_000
        }
        return periods
    }

    private func text(_ month: Int) -> String { "\(month / 12)-\(digits(month % 12 + 1, 2))" }
}

extension InsuranceReplies {
    static func history(_ index: Int, of family: Family, asOf: CivilDay) -> JSONValue? {
        let person = family.people[index]
        guard person.insurance != nil else { return nil }
        return .object([
            "personalId": .string(person.id),
            "periods": .array(family.insurancePeriods(of: index, asOf: asOf).map(row)),
            "updatedAt": .string("\(asOf.year)-01-02T07:30:00"),
        ])
    }

    static func period(_ period: InsurancePeriod, of index: Int, in family: Family, asOf: CivilDay) -> JSONValue {
        .object([
            "personalId": .string(family.people[index].id), "period": row(of: period),
            "updatedAt": .string("\(asOf.year)-01-02T07:30:00"),
        ])
    }

    private static func row(of period: InsurancePeriod) -> JSONValue {
        .object([
            "id": .string(period.id), "from": .string(paper(period.from)), "to": .optional(period.to.map(paper)),
            "scheme": .string(period.scheme.registerCode), "wage": .string(String(period.wage)),
            "unit": period.employer.map { .object(["taxCode": .string($0.taxCode), "name": .string($0.name)]) } ?? .null,
        ])
    }

    /// `04/2019`.
    private static func paper(_ month: String) -> String {
        month.split(separator: "-").reversed().joined(separator: "/")
    }
}

extension TruthLines {
    mutating func add(period: InsurancePeriod) {
        about("insurance_period", period.id)
        func line(_ concept: String, _ text: String?) {
            let value = text.map(JSONValue.string) ?? .explicitNone
            add(concept, value, [(.socialInsurance, .held(value))])
        }
        line("insurance_period_id", period.id)
        line("insurance_period_start", period.from)
        line("insurance_period_end", period.to)
        line("insurance_period_scheme", period.scheme.rawValue)
        line("insurance_period_wage", String(period.wage))
        line("insurance_period_employer", period.employer?.name)
    }
}
