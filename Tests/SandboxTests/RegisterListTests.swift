import Foundation
import Testing

@testable import Sandbox

@Suite("What registers hold beside people's own records")
struct RegisterListTests {
    private static let asOf = CivilDay(2026, 11, 24)

    @Test("deaths that widowed somebody: of a person no register has alive, before they were registered")
    func deaths() throws {
        let families = try Fixture.families()
        let living = Set(families.flatMap { $0.people.map(\.id) })
        var count = 0, numbers: Set<String> = []
        for family in families {
            for index in family.people.indices {
                guard let death = family.death(leaving: index) else {
                    #expect(family.people[index].marital != .widowed)
                    continue
                }
                count += 1
                #expect(death.died < death.event.day && !living.contains(death.deceased) && death.deceased.utf8.count == 12)
                #expect(numbers.insert(death.deceased).inserted)
            }
        }
        #expect(count > 3)
    }

    @Test("periods of insurance: one after the other, at most one open, an employer where it is compulsory")
    func periods() throws {
        var count = 0, schemes: Set<String> = []
        for family in try Fixture.families() {
            for index in family.people.indices {
                let periods = family.insurancePeriods(of: index, asOf: Self.asOf)
                if family.people[index].insurance == nil { #expect(periods.isEmpty) }
                for (place, period) in periods.enumerated() {
                    count += 1
                    schemes.insert(period.scheme.rawValue)
                    #expect((period.employer != nil) == (period.scheme == .compulsory))
                    #expect((period.to == nil) == (place == periods.count - 1))
                    if let to = period.to { #expect(period.from <= to && to < periods[place + 1].from) }
                }
            }
        }
        #expect(count > 50 && schemes == ["compulsory", "voluntary"])
    }

    @Test("members of companies: the founder always, husband or wife and an earlier company now and then")
    func members() throws {
        var counts: Set<Int> = []
        for family in try Fixture.families(ProvinceOptions(people: 2_000, seed: 7)) {
            for index in family.companies.indices {
                let members = family.members(of: index)
                counts.insert(members.count)
                #expect(members.first == .person(family.companies[index].founder) && Set(members).count == members.count)
                #expect(!members.contains(.company(index)))
            }
        }
        #expect(counts.contains(1) && counts.contains(2))
    }

    @Test("tax codes of budget units: valid, each once, none for units below others")
    func taxCodes() {
        let units = budgetUnits(asOf: Self.asOf, seed: 7)
        let codes = units.compactMap(\.taxCode)
        #expect(codes.allSatisfy { taxCode(nineDigits: String($0.prefix(9))) == $0 } && Set(codes).count == codes.count)
        #expect(units.allSatisfy { ($0.taxCode == nil) == ($0.level == 3) })
    }
}
