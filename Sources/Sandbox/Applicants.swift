/// Which forms fit an adult, and the answer sheet for each: the lines of people.jsonl.
struct Applicants {
    let asOf: CivilDay
    let rates: ProvinceRates
    let units: [BudgetUnit]
    private(set) var counts: [String: Int] = [:]
    /// The last heads of households seen, for those who move in with somebody.
    private var acquaintances: [Acquaintance] = []
    /// The last companies seen, for those who name one.
    private var companies: [Employer] = []

    init(asOf: CivilDay, rates: ProvinceRates, units: [BudgetUnit]) {
        (self.asOf, self.rates, self.units) = (asOf, rates, units)
    }

    /// The lines of all adults of a family; its heads become acquaintances of the families after it.
    mutating func lines(of family: Family, _ random: inout Randomness) -> String {
        var text = ""
        for index in family.people.indices where family.people[index].age(on: asOf) >= 18 {
            let setting = Setting(
                family: family, applicant: index, asOf: asOf, acquaintances: acquaintances, companies: companies, units: units)
            var sheets: [String: JSONValue] = [:]
            var openings: [String: JSONValue] = [:]
            for (form, sheet) in self.sheets(setting, &random) {
                sheets[form] = sheet.json
                if !sheet.opening.isEmpty { openings[form] = .object(sheet.opening) }
                counts[form, default: 0] += 1
            }
            JSONValue.object([
                "personal_id_number": .string(family.people[index].id),
                "forms": .array(sheets.keys.sorted().map(JSONValue.string)), "answers": .object(sheets),
                "opening": .object(openings),
            ]).write(to: &text)
            text += "\n"
        }
        for household in family.households {
            guard let head = household.members.first else { continue }
            acquaintances.append(Acquaintance(id: family.people[head].id, name: family.people[head].name.text))
        }
        acquaintances = Array(acquaintances.suffix(48))
        companies = Array((companies + family.companies.map(Employer.init)).suffix(24))
        return text
    }

    private func sheets(_ setting: Setting, _ random: inout Randomness) -> [(String, AnswerSheet)] {
        var sheets: [(String, AnswerSheet)] = []
        func add(_ form: String, _ sheet: AnswerSheet?) {
            if let sheet { sheets.append((form, sheet)) }
        }
        add("cu-tru-ct01", setting.residence(&random))
        add("ho-tich-khai-sinh", setting.birth(&random))
        add("dat-dai-tach-hop-thua", setting.land(&random))
        add("hkd-dang-ky-thanh-lap", setting.householdBusiness(&random))
        add("bhxh-tk1-ts", setting.insurance(&random))
        add("btxh-tro-giup-xa-hoi-1d", setting.socialAssistance(&random))
        add("dat-dai-dang-ky-lan-dau", setting.firstRegistration(&random))
        add("gt-gplx-doi-cap-lai", setting.drivingLicence(&random))
        add("xd-giay-phep-nha-o-rieng-le", setting.buildingPermit(&random))
        if setting.person.age(on: asOf) <= 62, random.happens(rates.actsForUnit) {
            add("ns-ma-so-don-vi-qhns", setting.budgetUnit(&random))
        }
        add("ho-tich-xac-nhan-tinh-trang-hon-nhan", setting.maritalStatus(&random))
        add("dn-dang-ky-tnhh-mtv", setting.company(&random))
        add("thue-05-dk-tct", setting.taxRegistration(&random))
        add("tu-phap-ly-lich-tu-phap", setting.judicialRecord(&random))
        return sheets
    }
}
