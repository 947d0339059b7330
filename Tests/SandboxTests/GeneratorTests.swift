import Foundation
import Testing

@testable import Sandbox

@Suite("A province")
struct GeneratorTests {
    private static let files = [
        "land.sqlite", "budget.csv", "population.sqlite", "civil_status.sqlite", "business.sqlite",
        "social_insurance.sqlite", "identity.sqlite", "social_protection.sqlite", "driving_licence.sqlite", "construction_capacity.csv", "tax.sqlite",
        "truth.jsonl", "links.jsonl", "people.jsonl", "province.json",
    ]

    @Test("is the same bytes for the same options", arguments: files)
    func sameBytes(file: String) throws {
        let again = try Fixture.make(Fixture.options)
        defer { try? FileManager.default.removeItem(at: again) }
        let (one, two) = (
            try Data(contentsOf: Fixture.province.get().appending(path: file)),
            try Data(contentsOf: again.appending(path: file))
        )
        #expect(!one.isEmpty)
        #expect(one == two)
    }

    @Test("is another one for another seed")
    func otherSeed() throws {
        let other = try Fixture.make(ProvinceOptions(people: 300, seed: 8))
        defer { try? FileManager.default.removeItem(at: other) }
        for file in ["truth.jsonl", "people.jsonl", "land.sqlite", "budget.csv", "province.json"] {
            #expect(
                try Data(contentsOf: Fixture.province.get().appending(path: file))
                    != Data(contentsOf: other.appending(path: file)), "\(file)")
        }
    }

    @Test("has exactly the people asked for", arguments: [1, 5, 33, 400])
    func people(count: Int) throws {
        let folder = Fixture.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try ProvinceGenerator.generate(ProvinceOptions(people: count), into: folder).people == count)
    }

    @Test("leaves nothing behind when it is interrupted")
    func interrupted() async throws {
        let parent = Fixture.temporaryFolder()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: parent) }
        let folder = parent.appending(path: "province")
        let run = Task {
            while !Task.isCancelled { await Task.yield() }
            try ProvinceGenerator.generate(ProvinceOptions(people: 50_000), into: folder)
        }
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path).isEmpty)
    }

    @Test("is made although a killed run left its draft")
    func leftOver() throws {
        let parent = Fixture.temporaryFolder()
        let draft = parent.appending(path: ".province.draft")
        try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: draft.appending(path: "land.sqlite"))
        defer { try? FileManager.default.removeItem(at: parent) }
        try ProvinceGenerator.generate(ProvinceOptions(people: 20), into: parent.appending(path: "province"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["province"])
    }

    @Test("replaces an earlier province and refuses any other folder")
    func folders() throws {
        let folder = try Fixture.make(ProvinceOptions(people: 20))
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try ProvinceGenerator.generate(ProvinceOptions(people: 21), into: folder).people == 21)

        let other = Fixture.temporaryFolder()
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: other) }
        try Data("kept".utf8).write(to: other.appending(path: "kept.txt"))
        #expect(throws: ProvinceError.exists(other.path)) {
            try ProvinceGenerator.generate(ProvinceOptions(people: 20), into: other)
        }
        #expect(FileManager.default.fileExists(atPath: other.appending(path: "kept.txt").path))
    }

    @Test(
        "refuses options that make no sense",
        arguments: [
            (0, "2026-11-24"), (1_000_001, "2026-11-24"), (10, "24/11/2026"), (10, "2026-02-30"), (10, "2019-01-01"),
        ])
    func options(people: Int, asOf: String) {
        #expect(throws: ProvinceError.self) {
            try ProvinceGenerator.generate(ProvinceOptions(people: people, asOf: asOf), into: Fixture.temporaryFolder())
        }
    }
}
