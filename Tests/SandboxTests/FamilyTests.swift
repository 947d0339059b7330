import Foundation
import Testing

@testable import Sandbox

@Suite("Families")
struct FamilyTests {
    private static let asOf = CivilDay(2026, 11, 24)

    @Test("are linked both ways, and parents are older than their children")
    func links() throws {
        for family in try Fixture.families() {
            for (index, person) in family.people.enumerated() {
                if let spouse = person.spouse {
                    #expect(family.people[spouse].spouse == index)
                    #expect(family.people[spouse].female != person.female)
                    #expect(person.marital == .married)
                    #expect(family.marriages(of: index).count == 1)
                } else {
                    #expect(person.marital != .married)
                }
                for parent in [person.father, person.mother].compactMap({ $0 }) {
                    #expect(family.children(of: parent).contains(index))
                    #expect(family.people[parent].born.adding(years: 16) < person.born)
                }
                if let father = person.father { #expect(!family.people[father].female) }
                if let mother = person.mother { #expect(family.people[mother].female) }
                #expect(person.born < Self.asOf)
                #expect(person.confirmed <= Self.asOf)
                if let card = person.card {
                    #expect(card.issued <= person.confirmed)
                    #expect(card.issued > person.born)
                }
            }
        }
    }

    @Test("live in households with one head, and everybody in one")
    func households() throws {
        for family in try Fixture.families() {
            #expect(family.households.flatMap(\.members).sorted() == Array(family.people.indices))
            for (index, household) in family.households.enumerated() {
                #expect(household.members.map { family.people[$0].household } == household.members.map { _ in index })
                #expect(household.members.filter { family.people[$0].kinship == .head } == [household.members[0]])
                #expect(family.people[household.members[0]].age(on: Self.asOf) >= 18)
            }
        }
    }

    @Test("have newborns of the last weeks, and no registered child born in the year before them")
    func newborns() throws {
        let families = try Fixture.families()
        for family in families {
            for newborn in family.newborns {
                #expect(newborn.born.adding(days: 60) > Self.asOf)
                for child in family.children(of: newborn.mother) {
                    #expect(family.people[child].born.adding(days: 280) < newborn.born)
                }
            }
        }
        let newborns = families.flatMap(\.newborns)
        #expect(newborns.contains { $0.noteNumber == nil })
        #expect(newborns.contains { $0.noteNumber != nil })
        #expect(newborns.contains { $0.father == nil })
    }

    @Test("have personal numbers that say province, century, sex and year, none twice")
    func personalNumbers() throws {
        let people = try Fixture.families().flatMap(\.people)
        for person in people {
            let number = Array(person.id.utf8).map { Int($0) - 48 }
            #expect(number.count == 12)
            #expect(["010", "015"].contains(String(person.id.prefix(3))))
            #expect(number[3] % 2 == (person.female ? 1 : 0))
            #expect(1900 + 100 * (number[3] / 2) + 10 * number[4] + number[5] == person.born.year)
        }
        #expect(Set(people.map(\.id)).count == people.count)
        let insured = people.compactMap(\.insurance)
        #expect(Set(insured.map(\.number)).count == insured.count)
        #expect(insured.allSatisfy { $0.card.utf8.count == 15 && $0.card.hasSuffix($0.number) })
    }

    @Test("hold parcels and companies of their own people, with numbers that are unique")
    func estates() throws {
        let families = try Fixture.families()
        for family in families {
            for parcel in family.parcels {
                #expect(Communes.all.first { $0.code == parcel.address.commune }?.olds.contains(parcel.old) == true)
                for holder in parcel.holders {
                    switch holder {
                    case .person(let index): #expect(family.people.indices.contains(index))
                    case .company(let index): #expect(family.companies.indices.contains(index))
                    }
                }
            }
        }
        let parcels = families.flatMap(\.parcels)
        #expect(Set(parcels.map(\.id)).count == parcels.count)
        #expect(Set(parcels.map { "\($0.old.code)/\($0.sheet)/\($0.number)" }).count == parcels.count)
        let codes = families.flatMap(\.companies).map(\.code)
        #expect(!codes.isEmpty && Set(codes).count == codes.count)
        #expect(codes.allSatisfy { taxCode(nineDigits: String($0.prefix(9))) == $0 })
    }

    @Test(
        "tax codes get the check digit of the published rule",
        arguments: [("010010910", "0100109106"), ("010023348", "0100233488"), ("031440905", "0314409058")])
    func checkDigit(nine: String, code: String) { #expect(taxCode(nineDigits: nine) == code) }

    @Test("days survive the way to a serial number and back", arguments: [-60_000, -1, 0, 59, 11_016, 20_781, 40_000])
    func days(serial: Int) { #expect(CivilDay(serial: serial).serial == serial) }

    @Test("budget units have seven digits, a parent one level up, and three levels")
    func units() throws {
        let units = budgetUnits(asOf: Self.asOf, seed: 7)
        let levels = Dictionary(uniqueKeysWithValues: units.map { ($0.code, $0.level) })
        #expect(Set(units.map(\.level)) == [1, 2, 3])
        for unit in units {
            #expect(unit.code.utf8.count == 7)
            #expect((unit.parent == nil) == (unit.level == 1))
            if let parent = unit.parent { #expect(levels[parent] == unit.level - 1) }
        }
    }

    @Test("the commune table is the vocabulary's")
    func communes() throws {
        let file = Fixture.repository.appending(path: "FormSchemas/vocabulary/communes-lao-cai.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let closed = rows.filter { !$0[3].isEmpty }.map { "\($0[0]) \($0[4])" }
        let open = rows.filter { $0[3].isEmpty }.map { "\($0[0]) \($0[1])" }
        #expect(Communes.all.flatMap { new in new.olds.map { "\($0.code) \(new.code)" } }.sorted() == closed.sorted())
        #expect(Communes.all.map { "\($0.code) \($0.name)" }.sorted() == open.sorted())
    }
}
