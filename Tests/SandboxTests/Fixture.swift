import Foundation
import Testing

@testable import Sandbox

/// A province of 300 people, made once per test run, and small tools to read it.
enum Fixture {
    static let options = ProvinceOptions(people: 300, seed: 7)
    static let province = Result { try make(options) }

    static func make(_ options: ProvinceOptions) throws -> URL {
        let folder = temporaryFolder()
        try ProvinceGenerator.generate(options, into: folder)
        return folder
    }

    static func temporaryFolder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
    }

    /// The objects of a file of JSON lines.
    static func lines(_ name: String, in folder: URL) throws -> [[String: Any]] {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(value as? [String: Any])
        }
    }

    /// The families of `options`, as the generator makes them before anything is written.
    static func families(_ options: ProvinceOptions = Fixture.options) throws -> [Family] {
        let asOf = try #require(CivilDay(options.asOf))
        let maker = FamilyMaker(asOf: asOf, rates: options.rates)
        var estate = Estate(asOf: asOf, rates: options.rates)
        var listing = Listing(asOf: asOf, rates: options.rates.lists, seed: options.seed)
        var serials = Serials()
        var families: [Family] = []
        var people = 0
        while people < options.people {
            var random = Randomness(seed: options.seed, stream: 1_000 + UInt64(families.count + 1) * 2)
            var family = maker.family(limit: options.people - people, &serials, &random)
            estate.endow(&family, &serials, &random)
            listing.enlist(&family, UInt64(families.count + 1))
            people += family.people.count
            families.append(family)
        }
        return families
    }

    /// The repository, found from this file.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
