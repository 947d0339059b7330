import Foundation

/// Makes family after family and writes each to every file before the next: memory does not grow
/// with the province.
struct ProvinceWriter {
    let options: ProvinceOptions
    let asOf: CivilDay
    let folder: URL

    func write(_ progress: (@Sendable (Int) -> Void)?) throws -> ProvinceSummary {
        let units = budgetUnits(asOf: asOf, seed: options.seed)
        let registers = try RegisterFiles(in: folder, units: units)
        let truthFile = try LineFile(folder.appending(path: "truth.jsonl"))
        let linksFile = try LineFile(folder.appending(path: "links.jsonl"))
        let peopleFile = try LineFile(folder.appending(path: "people.jsonl"))

        let maker = FamilyMaker(asOf: asOf, rates: options.rates)
        var estate = Estate(asOf: asOf, rates: options.rates)
        var listing = Listing(asOf: asOf, rates: options.rates.lists, seed: options.seed)
        var applicants = Applicants(asOf: asOf, rates: options.rates, units: units)
        var spoiler = Spoiler(asOf: asOf, rates: options.rates)
        var serials = Serials()
        var truth = TruthLines()
        var links = LinkLines()
        var summary = ProvinceSummary(
            people: 0, households: 0, newborns: 0, marriages: 0, parcels: 0, companies: 0, budgetUnits: units.count,
            insured: 0, truthLines: 0, applicants: [:])
        for unit in units {
            truth.add(unit: unit)
            links.add(unit)
        }
        for designer in Designer.all { truth.add(designer: designer) }

        var number: UInt64 = 0
        var reported = 0
        while summary.people < options.people {
            try Task.checkCancellation()
            // Each family draws from streams of its own: a change to one leaves the others as they were.
            number += 1
            var random = Randomness(seed: options.seed, stream: 1_000 + number * 2)
            var answering = Randomness(seed: options.seed, stream: 1_001 + number * 2)
            var family = maker.family(limit: options.people - summary.people, &serials, &random)
            estate.endow(&family, &serials, &random)
            listing.enlist(&family, number)
            var spoiling = Randomness(seed: options.seed ^ 0x5B01_1ED5, stream: 1_000 + number)
            spoiler.spoil(&family, &spoiling)
            try registers.add(family, asOf: asOf)
            if number % options.familiesPerTold == 0 {
                add(family, to: &truth)
                links.add(family, asOf: asOf)
                try truthFile.write(truth.drain())
                try linksFile.write(links.drain())
                try peopleFile.write(applicants.lines(of: family, &answering))
            }
            count(family, in: &summary)
            if summary.people - reported >= 10_000 {
                reported = summary.people
                progress?(summary.people)
            }
        }
        try registers.finish()
        try truthFile.finish()
        try linksFile.finish()
        try peopleFile.finish()
        summary.truthLines = truth.count
        summary.applicants = applicants.counts
        return summary
    }

    private func add(_ family: Family, to truth: inout TruthLines) {
        for index in family.people.indices { truth.add(person: index, of: family, asOf: asOf) }
        for newborn in family.newborns { truth.add(newborn: newborn) }
        for household in family.households { truth.add(household: household) }
        for marriage in family.marriages { truth.add(marriage: marriage) }
        for index in family.people.indices {
            if let death = family.death(leaving: index) { truth.add(death: death) }
            for period in family.insurancePeriods(of: index, asOf: asOf) { truth.add(period: period) }
        }
        for parcel in family.parcels { truth.add(parcel: parcel) }
        for parcel in family.listed.surveyed { truth.add(surveyed: parcel) }
        for licence in family.listed.licences { truth.add(licence: licence) }
        for company in family.companies { truth.add(company: company, of: family) }
    }

    private func count(_ family: Family, in summary: inout ProvinceSummary) {
        summary.people += family.people.count
        summary.households += family.households.count
        summary.newborns += family.newborns.count
        summary.marriages += family.marriages.count
        summary.parcels += family.parcels.count
        summary.companies += family.companies.count
        summary.insured += family.people.count { $0.insurance != nil }
    }
}

/// A text file written in large pieces.
final class LineFile {
    private let handle: FileHandle
    private var buffer = ""

    init(_ file: URL) throws {
        try Data().write(to: file)
        handle = try FileHandle(forWritingTo: file)
    }

    func write(_ text: String) throws {
        buffer += text
        if buffer.utf8.count > 1 << 20 { try flush() }
    }

    func finish() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: Data(buffer.utf8))
        buffer = ""
    }
}
