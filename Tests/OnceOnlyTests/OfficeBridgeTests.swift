import Foundation
@testable import Measurement
import OnceOnly
import ProgramUnderTest
import Testing

@Suite("What communes became in the merger of 2025")
struct OfficeBridgeTests {
    /// The list of communes as its file has it: code, first and last day, successor.
    private static func lines() throws -> [[Substring]] {
        let file = Program.package.appending(path: "FormSchemas/vocabulary/communes-lao-cai.csv")
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    @Test("is what the vocabulary says: 319 communes of before, 99 of after")
    func declared() throws {
        let lines = try Self.lines(), old = lines.filter { $0[3] == "2025-06-30" }, new = lines.filter { $0[2] == "2025-07-01" }.map { String($0[0]) }
        #expect(old.count == 319 && new.count == 99)
        let bridge = try #require(try DeclarationFolder(Program.package.path).officeBridge)
        #expect(bridge == OfficeBridge(successors: Dictionary(uniqueKeysWithValues: old.map { (String($0[0]), String($0[4])) })))
        let before = Set(old.map { String($0[0]) })
        #expect(bridge.offices(before: before, after: Set(new)) == OfficeBridge.Offices(before: 319, after: 99))
        // The communes of the old province of Lào Cai alone are none of the merged one's as a whole.
        let province = Set(old.filter { $0[5] == "10" }.map { String($0[0]) })
        #expect(province.count < 319 && bridge.offices(before: province, after: Set(new)) == nil)
        let became = Set(old.filter { $0[5] == "10" }.map { String($0[4]) })
        #expect(bridge.offices(before: province, after: became) == OfficeBridge.Offices(before: province.count, after: became.count))
    }

    @Test("where no list of places says what became of any, there is none")
    func none() async throws {
        try await withFolder { folder in
            try LibraryCard.write(LibraryCard.files, to: folder)
            #expect(try DeclarationFolder(folder.path).officeBridge == nil)
        }
    }
}
